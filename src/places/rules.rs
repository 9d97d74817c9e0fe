//! What `places` knows: countries, cities, venues, and the words that go with them.

use crate::clues::{Clues, Known};
use crate::rulebook::{Countries, Exampled, Fault, Sources, Table, toml_file};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::Arc;

const FILE: &str = "places.toml";
/// Columns of a table that hold names.
const NAMES: &[&str] = &["name", "aliases"];

/// What `places` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
    words: FxHashMap<String, Words>,
    pub(crate) countries: Arc<Countries>,
    pub(super) places: Option<Table>,
    pub(super) venues: Option<Table>,
}

/// The classes of `places.toml` that a word is in, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(u64);

/// Names the classes, each with its bit and its key in `places.toml`.
macro_rules! classes {
    ($($name:ident = $bit:literal),* $(,)?) => {
        #[allow(non_upper_case_globals)]
        impl Words {
            $(pub(super) const $name: Words = Words(1 << $bit);)*
        }

        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Lists {
            $($name: Vec<String>,)*
        }

        impl Lists {
            fn classes(&self) -> impl Iterator<Item = (Words, &Vec<String>)> {
                [$((Words::$name, &self.$name)),*].into_iter()
            }
        }
    };
}

classes! {
    locative = 0,
    toward = 1,
    motion = 2,
    visiting = 3,
    place_noun = 4,
    gathering = 5,
    describing = 6,
    direction = 7,
    compass = 8,
    determiner = 9,
    joining = 10,
    label = 11,
    date = 12,
    back = 13,
    here = 14,
    venue = 15,
    weak = 16,
    venue_kind = 17,
    venue_first = 18,
    not_after = 19,
    division_noun = 20,
    upon = 21,
    articled = 22,
    name_link = 23,
    matter = 24,
    matter_land = 25,
    hosting = 26,
    there = 27,
    being = 28,
    same = 29,
    arrival = 30,
    leaving = 31,
    chosen = 32,
    setting = 33,
}

impl Words {
    /// Returns whether the word is in any of the classes of `other`.
    pub(super) fn any(self, other: Words) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether the word is in no class.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Returns the classes of both.
    pub(super) const fn or(self, other: Words) -> Words {
        Words(self.0 | other.0)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    words: Lists,
    #[serde(default)]
    rule: Vec<toml::Spanned<Rule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    examples: Vec<String>,
    rejects: Vec<String>,
}

/// Makes a table from a source: with its ready index where it is the embedded one.
macro_rules! table {
    ($sources:expr, $file:literal, $faults:expr) => {
        match $sources.embedded($file) {
            Some(text) => Table::embedded(
                text,
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".fst")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".post")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".first")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".slot")),
            ),
            None => Table::indexed($sources.get($file), NAMES),
        }
        .map_err(|error| $faults.push(Fault::error($file, 1, error, "a table of names")))
        .ok()
    };
}

impl Rules {
    /// Reads `countries.csv`, `places.csv`, `venues.csv` and `places.toml`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        let file: File = toml_file::read(sources, FILE, faults);
        let mut words: FxHashMap<String, Words> = FxHashMap::default();
        for (class, list) in file.words.classes() {
            for word in list {
                let entry = words.entry(word.clone()).or_default();
                *entry = entry.or(class);
            }
        }
        let text = sources.get(FILE);
        let exampled = file.rule.into_iter().map(|rule| {
            let line = toml_file::line_of(text, rule.span().start);
            let Rule { id, examples, rejects } = rule.into_inner();
            Exampled { file: FILE, line, id, published: None, examples, rejects }
        });
        Rules {
            exampled: exampled.collect(),
            words,
            countries: Arc::new(Countries::load(sources, faults)),
            places: table!(sources, "places.csv", faults),
            venues: table!(sources, "venues.csv", faults),
        }
    }

    /// Notes the words that the stage knows.
    pub(crate) fn note(&self, known: &mut Known) {
        self.countries.note(known);
        self.words.keys().for_each(|word| known.add(word, Clues::PLACE));
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }

    /// Returns the classes of a folded word.
    pub(super) fn word(&self, folded: &str) -> Words {
        self.words.get(folded).copied().unwrap_or_default()
    }
}
