//! What `people` knows: persons and their offices, titles, organisations, names.

use super::lexicon::Lexicon;
use super::tenure::{self, Tenure};
use super::words::{Lists, Words};
use super::{Gender, Level};
use crate::clues::{Clues, Known};
use crate::gazetteer::{fields, fold};
use crate::rulebook::{Countries, Exampled, Fault, Sources, Table, toml_file};
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::Arc;

const FILE: &str = "people.toml";

/// What `people.toml` says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    words: Lists,
    rule: Vec<Rule>,
}

/// A rule of the stage, with its sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: toml::Spanned<String>,
    examples: Vec<String>,
    rejects: Vec<String>,
}

/// Columns of `people.csv` by which rows are found.
const PEOPLE_COLUMNS: &[&str] = &["name", "aliases", "surname", "office@country", "office@organisation"];

/// Columns of `names.csv` by which rows are found.
const NAMES_COLUMNS: &[&str] = &["name"];

/// What `people` knows.
#[derive(Debug)]
pub struct Rules {
    pub(super) countries: Arc<Countries>,
    pub(super) people: Table,
    pub(super) names: Table,
    pub(super) titles: Vec<TitleRow>,
    pub(super) title_words: Lexicon<TitleWord>,
    pub(super) organisations: Vec<Organisation>,
    pub(super) organisation_words: Lexicon<usize>,
    pub(super) halves: Vec<Half>,
    pub(super) words: Words,
    exampled: Vec<Exampled>,
}

/// A row of `titles.csv`.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleRow {
    /// The singular form.
    pub(super) form: String,
    pub(super) office: String,
    pub(super) level: Option<Level>,
    /// The country that has such an office, where the text tells none.
    pub(super) country: Option<String>,
}

/// One form of a row of `titles.csv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct TitleWord {
    pub(super) row: usize,
    pub(super) sort: Sort,
    pub(super) plural: bool,
}

/// What a row of `titles.csv` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Title,
    Delegate,
    Delegation,
    Group,
    Modifier,
    Courtesy,
    Portfolio,
}

/// A row of `organisations.csv` of kind `half`: a word that stands for a country where the text also
/// has one of the aliases ("the North", of Korea).
#[derive(Clone, Debug, Default)]
pub(super) struct Half {
    pub(super) word: String,
    pub(super) country: String,
    pub(super) heard: Vec<String>,
}

/// A row of `organisations.csv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Organisation {
    pub(super) id: String,
    pub(super) name: String,
    /// The acronym, where it has one, else the name.
    pub(super) short: String,
    pub(super) kind: String,
    pub(super) country: Option<String>,
    pub(super) members: Vec<String>,
    /// First day, ISO 8601; empty where not known.
    pub(super) from: String,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::load(&Sources::default(), &mut Vec::new())
    }
}

/// Opens a table of names: the embedded one with its ready index, or a user's, indexed now.
macro_rules! table {
    ($sources:expr, $name:literal, $columns:expr, $faults:expr) => {
        match $sources.embedded($name) {
            Some(text) => Table::embedded(
                text,
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fst")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".post")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".first")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".slot")),
            ),
            None => Table::indexed($sources.get($name), $columns),
        }
        .unwrap_or_else(|error| {
            $faults.push(Fault::error($name, 1, error, $columns.join(", ")));
            Table::empty()
        })
    };
}

impl Rules {
    /// Reads `people.csv`, `titles.csv`, `countries.csv`, `organisations.csv` and `names.csv`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        Rules::beside(Arc::new(Countries::load(sources, &mut Vec::new())), sources, faults)
    }

    /// Reads the same files but `countries.csv`, which was read already.
    pub(crate) fn beside(countries: Arc<Countries>, sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        let mut rules = Rules {
            countries,
            people: table!(sources, "people.csv", PEOPLE_COLUMNS, faults),
            names: table!(sources, "names.csv", NAMES_COLUMNS, faults),
            titles: Vec::new(),
            title_words: Lexicon::new(Clues::TITLE),
            organisations: Vec::new(),
            organisation_words: Lexicon::new(Clues::BODY),
            halves: Vec::new(),
            words: Words::default(),
            exampled: Vec::new(),
        };
        rules.load_titles(sources.get("titles.csv"), faults);
        rules.load_organisations(sources.get("organisations.csv"));
        rules.load_examples(sources, faults);
        rules
    }

    fn load_examples(&mut self, sources: &Sources, faults: &mut Vec<Fault>) {
        let file: File = toml_file::read(sources, FILE, faults);
        let text = sources.get(FILE);
        self.words = Words::new(file.words);
        for rule in file.rule {
            self.exampled.push(Exampled {
                file: FILE,
                line: toml_file::line_of(text, rule.id.span().start),
                id: rule.id.into_inner(),
                published: None,
                examples: rule.examples,
                rejects: rule.rejects,
            });
        }
    }

    /// Notes the words that the stage knows.
    pub(crate) fn note(&self, known: &mut Known) {
        self.title_words.note(known);
        self.organisation_words.note(known);
        self.halves.iter().for_each(|half| known.add(&half.word, Clues::COUNTRY));
        self.words.note(known);
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }

    /// Returns who held an office on a day: an office code of `titles.csv`, and a country's ISO
    /// 3166-1 alpha-3 code or an organisation's name or id. `None` where nobody is known, or more
    /// than one.
    pub fn holder(&self, office: &str, of: &str, day: NaiveDate) -> Option<Holder> {
        tenure::holder(self, office, of, day)
    }

    /// Returns every tenure of those whose full name, alias or surname is `name`.
    pub fn tenures(&self, name: &str) -> Vec<Holder> {
        let key = fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
        self.people.get(&key).into_iter().map(|row| Tenure::read(&self.people, row).into()).collect()
    }

    /// Returns the level of an office.
    pub(super) fn level(&self, office: &str) -> Option<Level> {
        self.titles.iter().find(|t| t.office == office && t.level.is_some()).and_then(|t| t.level)
    }

    /// Returns the id of the organisation called `name`.
    pub(super) fn organisation_id<'a>(&'a self, name: &'a str) -> &'a str {
        self.organisations.iter().find(|o| o.name == name).map_or(name, |o| o.id.as_str())
    }

    /// Returns the name of the organisation with an id.
    pub(super) fn organisation_name(&self, id: &str) -> Option<&str> {
        let at = self.organisations.binary_search_by(|o| o.id.as_str().cmp(id)).ok()?;
        self.organisations.get(at).map(|o| o.name.as_str())
    }

    fn load_titles(&mut self, text: &str, faults: &mut Vec<Fault>) {
        for (number, line) in text.lines().enumerate().skip(1) {
            let row = fields(line);
            let [form, plural, kind, office, level, country] = row.as_slice() else {
                faults.push(Fault::error("titles.csv", number + 1, line, "form,plural,kind,office,level,country"));
                continue;
            };
            let sort = match kind.as_str() {
                "title" => Sort::Title,
                "delegate" => Sort::Delegate,
                "delegation" => Sort::Delegation,
                "group" => Sort::Group,
                "modifier" => Sort::Modifier,
                "courtesy" => Sort::Courtesy,
                "portfolio" => Sort::Portfolio,
                _ => {
                    let kinds = "title, delegate, delegation, group, modifier, courtesy or portfolio";
                    faults.push(Fault::error("titles.csv", number + 1, kind.as_str(), kinds));
                    continue;
                }
            };
            let level = match level.as_str() {
                "leader" => Some(Level::Leader),
                "minister" => Some(Level::Minister),
                "deputy" => Some(Level::Deputy),
                "envoy" => Some(Level::Envoy),
                "official" => Some(Level::Official),
                _ => None,
            };
            let at = self.titles.len();
            let country = Some(country.clone()).filter(|c| !c.is_empty());
            self.titles.push(TitleRow { form: form.clone(), office: office.clone(), level, country });
            if sort != Sort::Group || form != plural {
                self.title_words.insert(form, TitleWord { row: at, sort, plural: false });
            }
            if !plural.is_empty() {
                self.title_words.insert(plural, TitleWord { row: at, sort, plural: true });
            }
        }
    }

    fn load_organisations(&mut self, text: &str) {
        for line in text.lines().skip(1) {
            let row = fields(line);
            let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
            if cell(3) == "half" {
                let heard = cell(2).split(';').map(fold).collect();
                self.halves.push(Half { word: fold(&cell(1)), country: cell(4), heard });
                continue;
            }
            let at = self.organisations.len();
            self.organisation_words.insert(&cell(1), at);
            for alias in cell(2).split(';').filter(|a| !a.is_empty()) {
                self.organisation_words.insert(alias.strip_prefix("the ").unwrap_or(alias), at);
            }
            let country = Some(cell(4)).filter(|c| !c.is_empty());
            let members = cell(5).split(';').filter(|m| !m.is_empty()).map(str::to_string).collect();
            let aliases = cell(2);
            let acronym =
                aliases.split(';').find(|a| a.len() > 1 && a.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()));
            let short = acronym.map_or_else(|| cell(1), str::to_string);
            self.organisations.push(Organisation {
                id: cell(0),
                name: cell(1),
                short,
                kind: cell(3),
                country,
                members,
                from: cell(6),
            });
        }
    }

    /// Returns what `names.csv` says of one folded word: whether a given name, and its gender.
    pub(super) fn name_word(&self, word: &str) -> Option<NameWord> {
        let line = self.names.line_of(self.names.first(word)?);
        let mut cells = line.split(',').skip(1);
        let (kind, gender) = (cells.next(), cells.next());
        let gender = match gender {
            Some("m") => Some(Gender::Male),
            Some("f") => Some(Gender::Female),
            _ => None,
        };
        Some(match kind {
            Some("given") => NameWord::Given(gender),
            Some("family_first") => NameWord::FamilyFirst,
            _ => NameWord::Not,
        })
    }
}

/// What `names.csv` says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameWord {
    Given(Option<Gender>),
    FamilyFirst,
    Not,
}

/// A tenure of `people.csv`: who held which office, from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// Country, ISO 3166-1 alpha-3, or empty.
    pub country: String,
    /// Organisation's id, or empty.
    pub organisation: String,
    /// Office code of `titles.csv`.
    pub office: String,
    /// Title as the source has it.
    pub title: String,
    /// First day or month or year, as the table has it.
    pub from: String,
    /// Last day or month or year; empty while it lasts.
    pub to: String,
}
