//! Clues: what may be known of a word, told once for each token by one look-up.
//!
//! Most words of a text begin nothing that any table or list of a stage has. The rulebook notes for
//! every word which of them it may begin; `segment` gives each token the clues of its word; and the
//! stages ask a table only where the clue is there. A clue never says that a word *is* anything, so
//! that a token with too many of them costs time and changes nothing. Where no words were noted,
//! every token has every clue.

use crate::gazetteer;
use rustc_hash::FxHashMap;

/// What may be known of a word, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clues(u64);

/// Names the clues.
macro_rules! clues {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),* $(,)?) => {
        impl Clues {
            $($(#[$doc])* pub(crate) const $name: Clues = Clues(1 << $bit);)*
        }
    };
}

clues! {
    /// Begins a title, a courtesy, a modifier, or a portfolio.
    TITLE = 0,
    /// Begins the name of an organisation.
    BODY = 1,
    /// Begins a word for a country.
    COUNTRY = 2,
    /// Counts parties.
    NUMBER = 3,
    /// Determines a noun: an article, a possessive pronoun.
    DETERMINER = 4,
    /// Means somebody by itself: a pronoun.
    PRONOUN = 5,
    /// Begins a phrase that means parties in some other way.
    PARTY = 6,
    /// Joins the parts of a compound.
    HYPHEN = 7,
    /// A particle of names.
    PARTICLE = 8,
    /// Begins no name and ends one.
    FUNCTION = 9,
    /// In some other class of words of `people`.
    PEOPLE = 10,
    /// In a class of words of `places`.
    PLACE = 11,
    /// A word that date forms know.
    DATE = 12,
    /// Begins a verb, a meeting noun or a governor.
    READING = 13,
    /// A word without which no frame tells of a meeting.
    TRIGGER = 14,
}

impl Clues {
    /// No clue.
    pub(crate) const NONE: Clues = Clues(0);
    /// Every clue.
    pub(crate) const ALL: Clues = Clues(u64::MAX);

    /// Returns the clues of both.
    pub(crate) const fn or(self, other: Clues) -> Clues {
        Clues(self.0 | other.0)
    }

    /// Returns whether any of the clues of `other` is there.
    #[inline]
    pub(crate) const fn any(self, other: Clues) -> bool {
        self.0 & other.0 != 0
    }
}

/// The words of which anything is known, each with its clues.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known(FxHashMap<u32, Clues>);

impl Known {
    /// Notes a clue of a folded word.
    pub(crate) fn add(&mut self, word: &str, clue: Clues) {
        let entry = self.0.entry(gazetteer::hash(word)).or_insert(Clues::NONE);
        *entry = entry.or(clue);
    }

    /// Returns the clues of the word with a hash.
    #[inline]
    pub(crate) fn of(&self, hash: u32) -> Clues {
        if self.0.is_empty() {
            return Clues::ALL;
        }
        self.0.get(&hash).copied().unwrap_or(Clues::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_clues_noted_and_any_where_none_are() {
        let mut known = Known::default();
        assert_eq!(known.of(gazetteer::hash("envoy")), Clues::ALL);
        known.add("envoy", Clues::TITLE);
        known.add("envoy", Clues::PARTY);
        let clues = known.of(gazetteer::hash("envoy"));
        assert!(clues.any(Clues::TITLE) && clues.any(Clues::PARTY) && !clues.any(Clues::BODY));
        assert_eq!(known.of(gazetteer::hash("envoys")), Clues::NONE);
    }

    #[test]
    fn clues_keep_nothing_from_being_found() {
        use crate::article::Article;
        use crate::rulebook::Rulebook;
        let (Ok(rules), Ok(mut asking)) = (Rulebook::builtin(), Rulebook::builtin()) else {
            panic!("the rulebook loads")
        };
        asking.segment.known = Known::default();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = |name: &str| std::fs::read_dir(root.join(name)).into_iter().flatten().flatten().map(|e| e.path());
        let paths = folder("fixtures").map(|f| f.join("article.txt")).chain(folder("seeds"));
        let mut texts: Vec<String> = paths.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        texts.extend(rules.exampled().flat_map(|rule| [rule.examples.join("\n\n"), rule.rejects.join("\n\n")]));
        for text in texts {
            let article = Article { text, ..Article::default() };
            let [told, asked] = [&rules, &asking].map(|rules| {
                let found = crate::extract(&article, rules);
                format!("{:?} {:?} {:?} {:?}", found.parties, found.places, found.dates, found.meetings)
            });
            assert!(told == asked, "{}", article.text);
        }
    }
}
