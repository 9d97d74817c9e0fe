//! Closed classes of words that the stage reads by.

use crate::clues::{Clues, Known};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The classes that a word is in.
#[derive(Debug, Default)]
pub(super) struct Words {
    classes: FxHashMap<String, u32>,
}

/// The words of each class, as `people.toml` has them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Lists {
    verb: Vec<String>,
    locative: Vec<String>,
    function: Vec<String>,
    particle: Vec<String>,
    side: Vec<String>,
    people: Vec<String>,
    adverb: Vec<String>,
    adjective: Vec<String>,
    business: Vec<String>,
    contact: Vec<String>,
    region: Vec<String>,
    body: Vec<String>,
    front: Vec<String>,
    cause: Vec<String>,
    regular: Vec<String>,
    armed: Vec<String>,
    calendar: Vec<String>,
}

/// Words that determine a noun: what follows them tells whether it means a party.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"];

/// Words that mean somebody by themselves.
const PRONOUNS: &[&str] =
    &["he", "him", "she", "his", "her", "they", "them", "their", "i", "we", "us", "our", "me", "my"];

/// Words in small letters, of no table, that a phrase of parties may begin with after a determiner.
const OTHERS: &[&str] = &[
    "counterpart",
    "counterparts",
    "opposite",
    "joint",
    "mixed",
    "high",
    "level",
    "intergovernmental",
    "pair",
    "duo",
    "trio",
    "threesome",
    "quartet",
    "foursome",
    "sides",
    "parties",
    "minister",
    "ministers",
    "secretary",
    "secretaries",
];

/// Marks that join the parts of a compound.
const HYPHENS: &[&str] = &["-", "–", "‐", "‑"];

const VERB: u32 = 1;
const LOCATIVE: u32 = 1 << 1;
const FUNCTION: u32 = 1 << 2;
const PARTICLE: u32 = 1 << 3;
const SIDE: u32 = 1 << 4;
const PEOPLE: u32 = 1 << 5;
const ADVERB: u32 = 1 << 6;
const ADJECTIVE: u32 = 1 << 7;
const BUSINESS: u32 = 1 << 8;
const CONTACT: u32 = 1 << 9;
const REGION: u32 = 1 << 10;
const BODY: u32 = 1 << 16;
const FRONT: u32 = 1 << 11;
const CAUSE: u32 = 1 << 12;
const REGULAR: u32 = 1 << 13;
const ARMED: u32 = 1 << 14;
const CALENDAR: u32 = 1 << 15;

/// Returns whether a word stands before a father's name.
pub(crate) fn is_patronymic(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "bint")
}

impl Words {
    /// Makes the classes of what a file lists.
    pub(super) fn new(lists: Lists) -> Words {
        let mut words = Words::default();
        let all = [
            (VERB, lists.verb),
            (LOCATIVE, lists.locative),
            (FUNCTION, lists.function),
            (PARTICLE, lists.particle),
            (SIDE, lists.side),
            (PEOPLE, lists.people),
            (ADVERB, lists.adverb),
            (ADJECTIVE, lists.adjective),
            (BUSINESS, lists.business),
            (CONTACT, lists.contact),
            (REGION, lists.region),
            (BODY, lists.body),
            (FRONT, lists.front),
            (CAUSE, lists.cause),
            (REGULAR, lists.regular),
            (ARMED, lists.armed),
            (CALENDAR, lists.calendar),
        ];
        for (class, list) in all {
            for word in list {
                *words.classes.entry(word).or_default() |= class;
            }
        }
        words
    }

    /// Notes every word of the classes, the numbers, and the words by which phrases of parties begin.
    pub(super) fn note(&self, known: &mut Known) {
        for (word, &classes) in &self.classes {
            known.add(word, Clues::PEOPLE);
            for (class, clue) in [(FUNCTION, Clues::FUNCTION), (PARTICLE, Clues::PARTICLE)] {
                if classes & class != 0 {
                    known.add(word, clue);
                }
            }
            if classes & REGION != 0 {
                word.split(' ').take(1).for_each(|first| known.add(first, Clues::PARTY));
            }
        }
        NUMBERS.iter().for_each(|(word, _)| known.add(word, Clues::NUMBER));
        for (words, clue) in [
            (DETERMINERS, Clues::DETERMINER),
            (PRONOUNS, Clues::PRONOUN),
            (OTHERS, Clues::PARTY),
            (HYPHENS, Clues::HYPHEN),
        ] {
            words.iter().for_each(|word| known.add(word, clue));
        }
    }

    fn is(&self, word: &str, class: u32) -> bool {
        self.classes.get(word).is_some_and(|c| c & class != 0)
    }

    /// Third-person verbs and auxiliaries after which a bare capital is a government, not a place.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.is(word, VERB)
    }

    /// Prepositions after which a country or capital is a place.
    pub(super) fn is_locative(&self, word: &str) -> bool {
        self.is(word, LOCATIVE)
    }

    /// Words that begin no name and end one.
    pub(super) fn is_function(&self, word: &str) -> bool {
        self.is(word, FUNCTION)
    }

    /// Particles inside names.
    pub(super) fn is_particle(&self, word: &str) -> bool {
        self.is(word, PARTICLE)
    }

    /// Words for a part of the world before a plural title ("Arab foreign ministers"), one word or two.
    pub(super) fn is_region(&self, words: &str) -> bool {
        self.is(words, REGION)
    }

    /// Nouns of bodies, by which one is spoken of again ("the Council").
    pub(super) fn is_body(&self, word: &str) -> bool {
        self.is(word, BODY)
    }

    /// Nouns that head the name of a movement ("Front").
    pub(super) fn is_front(&self, word: &str) -> bool {
        self.is(word, FRONT)
    }

    /// Words in a movement's name that tell what it is for ("Liberation").
    pub(super) fn is_cause(&self, word: &str) -> bool {
        self.is(word, CAUSE)
    }

    /// Words in the name of a state's own forces, or of another thing that a head could stand for.
    pub(super) fn is_regular(&self, word: &str) -> bool {
        self.is(word, REGULAR)
    }

    /// Weekdays and months: capitals that are of no name.
    pub(super) fn is_calendar(&self, word: &str) -> bool {
        self.is(word, CALENDAR)
    }

    /// Words for those who fight a state: a text that has one tells of a side without a state.
    pub(super) fn is_armed(&self, word: &str) -> bool {
        self.is(word, ARMED)
    }

    /// Plural nouns that mean states or sides, not persons.
    pub(super) fn is_side(&self, word: &str) -> bool {
        self.is(word, SIDE)
    }

    /// Plural nouns that mean persons.
    pub(super) fn is_people(&self, word: &str) -> bool {
        self.is(word, PEOPLE)
    }

    /// Words after a name that begin no noun phrase with it.
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        self.is(word, ADVERB)
    }

    /// Past forms, by their ending.
    pub(super) fn is_past(&self, word: &str) -> bool {
        word.len() > 4 && word.ends_with("ed") && !self.is(word, ADJECTIVE)
    }

    /// Verbs, and "with", that stand between persons of different states who meet.
    pub(super) fn is_contact(&self, word: &str) -> bool {
        self.is(word, CONTACT)
    }

    /// Nouns before which a country's bare name is an adjective ("the Iran deal", "Syria talks").
    pub(super) fn is_business(&self, word: &str) -> bool {
        self.is(word, BUSINESS)
    }
}

/// Numbers in words that count parties.
const NUMBERS: &[(&str, u8)] = &[
    ("two", 2),
    ("both", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
];

/// Returns how many a number in words or digits counts, where it can count parties.
pub(crate) fn number(word: &str) -> Option<u8> {
    let told = NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n);
    told.or_else(|| word.parse().ok().filter(|n| (2..=60).contains(n)))
}
