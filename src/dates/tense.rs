//! Tense: which way a clause looks, told by the verb nearest to the date.

use super::class::Class;
use super::rules::Rules;
use crate::segment::{Case, Document, TokenKind};
use std::ops::Range;

/// The tense of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// Returns the tense of the clause that holds the tokens of a date.
///
/// The nearest verb before the date in its clause tells, else the nearest after it, else the same
/// across commas.
pub(super) fn tense(doc: &Document, sentence: Range<usize>, date: Range<usize>, rules: &Rules) -> Tense {
    let reader = Reader { doc, rules, date: date.start };
    let possessive = doc.tokens.get(date.end).is_some_and(|t| t.kind == TokenKind::Possessive);
    let left = |commas| reader.nearest(sentence.start, (sentence.start..date.start).rev(), commas, true);
    let right = |commas| reader.nearest(sentence.start, date.end..sentence.end, commas, false);
    let order: [&dyn Fn() -> Tense; 4] = match possessive {
        true => [&|| right(true), &|| left(true), &|| right(false), &|| left(false)],
        false => [&|| left(true), &|| right(true), &|| left(false), &|| right(false)],
    };
    order.iter().map(|seek| seek()).find(|t| *t != Tense::Unknown).unwrap_or(Tense::Unknown)
}

struct Reader<'a> {
    doc: &'a Document,
    rules: &'a Rules,
    /// The first token of the date.
    date: usize,
}

impl Reader<'_> {
    fn nearest(&self, start: usize, tokens: impl Iterator<Item = usize>, commas: bool, back: bool) -> Tense {
        for at in tokens {
            let Some(token) = self.doc.tokens.get(at) else { break };
            let word = self.doc.word(at);
            if token.kind == TokenKind::Mark {
                match word {
                    "," if commas => break,
                    ";" | ":" | "(" | ")" | "-" | "–" | "—" | "--" | "\"" | "“" | "”"
                        if !token.glued || word.len() > 1 =>
                    {
                        break;
                    }
                    _ => continue,
                }
            }
            if token.kind != TokenKind::Word {
                continue;
            }
            let classes = self.rules.lexicon.classes(word);
            // "On Thursday, the minister and her guest will …": what follows goes on past "and".
            if classes & Class::Breaker.bit() != 0 && (back || word != "and") {
                break;
            }
            let tense = self.verb(start, at, word, classes, token.case);
            if tense != Tense::Unknown {
                return tense;
            }
        }
        Tense::Unknown
    }

    /// Reads the verb group that a word belongs to, if it is a verb.
    fn verb(&self, start: usize, at: usize, word: &str, classes: u64, case: Case) -> Tense {
        let has = |class: Class| classes & class.bit() != 0;
        if has(Class::Will) || has(Class::Plan) {
            return Tense::Future;
        }
        let lower = case == Case::Lower || case == Case::Upper;
        let past = has(Class::Past)
            || (lower && word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !has(Class::NoVerb));
        let infinitive = at > start && self.doc.word(at - 1) == "to" && lower;
        if infinitive && !past {
            return self.governor(start, at - 1);
        }
        if past {
            return self.group(start, at).unwrap_or(Tense::Past);
        }
        if !has(Class::Be) {
            return if has(Class::Present) && lower { Tense::Present } else { Tense::Unknown };
        }
        self.auxiliary(start, at, word)
    }

    /// Reads a form of to be or to have by what follows it.
    fn auxiliary(&self, start: usize, at: usize, word: &str) -> Tense {
        let next = self.doc.word(at + 1);
        let further = self.doc.word(at + 2);
        let to = next == "to" || (further == "to" && matches!(next, "now" | "also" | "both" | "not"));
        let perfect = [at + 1, at + 2, at + 3].iter().any(|t| self.doc.word(*t) == "have");
        match word {
            "had" => Tense::Past,
            // "was to have travelled" did not; "was to travel" may yet.
            "was" | "were" if to && perfect => Tense::Past,
            _ if to => Tense::Future,
            "was" | "were" | "been" => self.group(start, at).unwrap_or(Tense::Past),
            "be" | "being" => self.group(start, at).unwrap_or(Tense::Unknown),
            "has" | "have" if self.participle(at + 1) || self.participle(at + 2) => Tense::Past,
            _ => Tense::Present,
        }
    }

    /// Returns whether a word is a past participle, or may be one.
    fn participle(&self, at: usize) -> bool {
        let word = self.doc.word(at);
        self.rules.lexicon.classes(word) & Class::Past.bit() != 0 || (word.len() > 4 && word.ends_with("ed"))
    }

    /// Looks back from a participle over its auxiliaries for what sets it ahead: "will be held".
    fn group(&self, start: usize, at: usize) -> Option<Tense> {
        for back in (start..at).rev().take(5) {
            let word = self.doc.word(back);
            let classes = self.rules.lexicon.classes(word);
            if classes & Class::Will.bit() != 0 {
                return Some(Tense::Future);
            }
            if word == "to" {
                return Some(self.governor(start, back));
            }
            let auxiliary = classes & Class::Be.bit() != 0 || matches!(word, "not" | "also" | "been" | "be" | "first");
            if !auxiliary && !word.ends_with("ly") {
                return None;
            }
        }
        None
    }

    /// Reads what governs an infinitive: "agreed to meet" looks ahead, "travelled to meet" does not.
    fn governor(&self, start: usize, to: usize) -> Tense {
        // "was to have travelled"
        if self.doc.word(to + 1) == "have" {
            return Tense::Past;
        }
        for back in (start..to).rev().take(16) {
            let word = self.doc.word(back);
            let classes = self.rules.lexicon.classes(word);
            // "promised on Thursday to meet": the day of the promise.
            let past = word.ends_with("ed") && self.doc.word(back.saturating_sub(1)) != "be";
            let auxiliary = back > start && self.rules.lexicon.classes(self.doc.word(back - 1)) & Class::Be.bit() != 0;
            if back < self.date && self.date < to && past && !auxiliary {
                return Tense::Past;
            }
            if classes & (Class::Plan.bit() | Class::Governor.bit() | Class::Will.bit() | Class::Be.bit()) != 0 {
                return Tense::Future;
            }
            if classes & Class::Past.bit() != 0 || word.ends_with("ed") {
                return Tense::Past;
            }
        }
        Tense::Future
    }
}
