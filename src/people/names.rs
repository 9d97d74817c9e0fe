//! Reading names of persons.

use super::rules::NameWord;
use super::view::View;
use super::words::is_patronymic;

use super::{Gender, tenure::Tenure};
use crate::rulebook::table::RowId;
use crate::segment::{Case, TokenKind};
use std::ops::Range;

/// A name that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    pub(super) tokens: Range<usize>,
    /// Rows of `people.csv` that bear it.
    pub(super) known: Vec<RowId>,
    pub(super) gender: Option<Gender>,
    /// How many words it has, particles apart.
    pub(super) words: usize,
    /// Whether its first word is a given name, or a family name that goes first.
    pub(super) given: bool,
}

impl View<'_> {
    /// Reads the longest full name of `people.csv`, of two words or more, that begins here.
    pub(super) fn known_name(&self, at: usize) -> Option<Name> {
        if !self.capital(at) {
            return None;
        }
        if !self.token(at).is_some_and(|t| self.rules.people.may_begin(t.hash)) {
            return None;
        }
        let hit = self.rules.people.longest(self.words(at)).filter(|h| h.words >= 2)?;
        let end = self.end_of(at, hit.words);
        if !(self.capital(end - 1) || end >= 2 && self.hyphen(end - 2)) {
            return None;
        }
        let folded = self.words(at).take(hit.words).collect::<Vec<_>>().join(" ");
        let rows: Vec<RowId> =
            hit.rows.into_iter().filter(|&row| Tenure::read(&self.rules.people, row).named(&folded)).collect();
        if rows.is_empty() {
            return None;
        }
        let end = self.longer(at, end);
        let gender = self.gender(at);
        Some(Name { tokens: at..end, known: rows, gender, words: hit.words.max(2), given: true })
    }

    /// Extends a known name by "bin Abdulaziz", "Al Nahyan", "Jr.".
    fn longer(&self, _at: usize, mut end: usize) -> usize {
        loop {
            if matches!(self.word(end), "jr" | "sr" | "ii" | "iii" | "iv" | "xiv" | "xvi" | "vi") && self.capital(end) {
                end += 1;
            } else if matches!(self.word(end), "bin" | "al" | "ibn" | "bint") && self.capital(self.step(end)) {
                end = self.step(end) + 1;
            } else {
                return end;
            }
        }
    }

    pub(super) fn gender(&self, at: usize) -> Option<Gender> {
        match self.name_word(at) {
            Some(NameWord::Given(gender)) => gender,
            _ => None,
        }
    }

    /// Reads a run of words that is shaped like a name.
    pub(super) fn shaped_name(&self, at: usize) -> Option<Name> {
        let mut end = at;
        let mut next = at;
        let mut words = 0;
        while next < self.end && words < 7 {
            let word = self.word(next);
            if self.kind(next) != TokenKind::Word {
                // A nickname in quotation marks inside a name is passed over.
                if words > 0
                    && matches!(self.word(next), "\"" | "“" | "'" | "‘")
                    && self.capital(next + 1)
                    && matches!(self.word(next + 2), "\"" | "”" | "'" | "’")
                    && self.capital(next + 3)
                {
                    next += 3;
                    continue;
                }
                break;
            }
            let inner = next > at && self.hyphen(next - 1);
            let initial = self.raw(next).ends_with('.') && word.chars().count() <= 3 && self.capital(next);
            // "O Kwang-chol", "U Thein Sein": a family name or courtesy of one letter.
            let letter = next == at && matches!(self.raw(next), "O" | "U") && self.capital(next + 1);
            if self.capital(next) || inner {
                let particle = self.particle(next) && !initial && !letter;
                if !inner && !particle && !initial && !letter && !self.name_like(next, words) {
                    break;
                }
                if self.case(next) == Case::Upper
                    && !initial
                    && word.chars().count() <= 3
                    && !self.headline
                    && self.name_word(next).is_none_or(|n| n == NameWord::Not)
                    && !particle
                    && next > at
                {
                    break;
                }
                if !particle {
                    words += u8::from(!inner) as usize;
                    end = next + 1;
                }
                next += 1;
            } else if self.particle(next)
                && (self.capital(self.step(next)) || self.particle(next + 1) && self.capital(next + 2))
                && (words > 0 || word.len() > 2 || matches!(word, "al" | "el" | "de"))
                && (!matches!(word, "e" | "o" | "an" | "as" | "at" | "la" | "do" | "y")
                    || word == "la" && self.word(next - 1) == "de")
            {
                next += 1;
            } else {
                break;
            }
            if self.hyphen(next) {
                next += 1;
            }
        }
        if words == 0 {
            return None;
        }
        end = self.longer(at, end);
        let first = self.name_word(at);
        let gender = match first {
            Some(NameWord::Given(gender)) => gender,
            _ => None,
        };
        let given = matches!(first, Some(NameWord::Given(_) | NameWord::FamilyFirst));
        Some(Name { tokens: at..end, known: Vec::new(), gender, words, given })
    }

    /// Returns whether a capitalised word may be part of a name.
    fn name_like(&self, at: usize, before: usize) -> bool {
        let word = self.word(at);
        if self.function(at) || word.len() < 2 {
            return false;
        }
        if self.name_word(at) == Some(NameWord::Not) {
            return false;
        }
        if self.rules.organisation_words.longest(self, at, |_| true).is_some() {
            return false;
        }
        if let Some(hit) = self.rules.countries.find(self.doc, at, self.end) {
            use crate::rulebook::countries::Sense;
            let hard = hit.is(Sense::Name) || hit.is(Sense::Adjective) || hit.is(Sense::Plural);
            if hard && (before == 0 || hit.is(Sense::Adjective) || hit.tokens > 1) {
                return false;
            }
        }
        before > 0 || !self.is_title_word(at) || self.name_word(at).is_some()
    }

    /// Reads a name where one is expected: after a title.
    pub(super) fn name_after_title(&self, at: usize) -> Option<Name> {
        let (start, gender) = self.courtesies(at);
        let name = self.name_here(start).or_else(|| self.name_of_a_city(start))?;
        Some(Name { gender: gender.or(name.gender), ..name })
    }

    /// Reads "Santiago Doe" after a title: a given name that is better known as a city's.
    fn name_of_a_city(&self, at: usize) -> Option<Name> {
        use crate::rulebook::countries::Sense;
        let word = self.name_word(at);
        let city = word == Some(NameWord::Not) && self.home(at).is_none_or(|f| f.sense == Sense::Capital);
        // "Israel Pineda": a given name that is a country's.
        let country = matches!(word, Some(NameWord::Given(_))) && self.home(at).is_some_and(|f| f.end == at + 1);
        if !(city || country) || !self.capital(at) || self.headline {
            return None;
        }
        let rest = self.shaped_name(at + 1).filter(|n| n.words == 1 && !n.given || country && n.words == 2)?;
        Some(Name { tokens: at..rest.tokens.end, words: 2, ..rest })
    }

    pub(super) fn name_here(&self, at: usize) -> Option<Name> {
        let known = self.known_name(at);
        let shaped = self.shaped_name(at);
        match (known, shaped) {
            (Some(known), Some(shaped)) if shaped.tokens.end > known.tokens.end && !self.headline => {
                Some(Name { tokens: shaped.tokens, ..known })
            }
            (Some(known), _) => Some(known),
            (None, shaped) => shaped,
        }
    }

    /// Reads courtesy titles: where they end, and the gender that they tell.
    pub(super) fn courtesies(&self, at: usize) -> (usize, Option<Gender>) {
        use super::rules::Sort;
        let (mut next, mut gender) = (at, None);
        while self.capital(next) || matches!(self.word(next), "the" | "his" | "her") {
            let Some((end, word)) = self.rules.title_words.longest(self, next, |w| w.sort == Sort::Courtesy) else {
                break;
            };
            let end = self.past_retired(end);
            if !(self.capital(end) || self.particle(end) || self.word(end) == "the" || self.word(end) == "mr") {
                break;
            }
            gender = gender.or(match self.rules.titles.get(word.row).map(|r| r.office.as_str()) {
                Some("m") => Some(Gender::Male),
                Some("f") => Some(Gender::Female),
                _ => None,
            });
            next = end;
            if self.word(next) == "," {
                next += 1;
            }
        }
        (next, gender)
    }

    /// Returns whether what follows a capitalised run tells that it is a person: a title in
    /// apposition, "for Chile,", "who".
    fn cued(&self, end: usize) -> bool {
        if self.word(end) == "(" {
            return self.home(end + 1).is_some_and(|f| self.word(f.end) == ")");
        }
        // "Jane Doe for the Northern Front"
        if matches!(self.word(end), "for" | "of" | "from") && self.side_at(end + 1) && self.name_before(end) {
            return true;
        }
        if self.word(end) == "of" {
            let inner = if self.word(end + 1) == "the" { end + 2 } else { end + 1 };
            return self.home(inner).is_some_and(|f| !f.home.organisation) && self.name_before(end);
        }
        if self.word(end) != "," {
            return false;
        }
        let next = end + 1;
        if matches!(self.word(next), "who" | "whose" | "whom") {
            return true;
        }
        if matches!(self.word(next), "for" | "from" | "of") {
            let inner = if self.word(next + 1) == "the" { next + 2 } else { next + 1 };
            return self.home(inner).is_some_and(|f| self.word(f.end) == ",");
        }
        let mut at = next;
        for _ in 0..6 {
            if self.is_title_word(at) && !self.capital(at)
                || self.title(at).is_some_and(|t| !t.plural && self.name_after_title(t.tokens.end).is_none())
            {
                return true;
            }
            if at > next && self.plain_words(at).is_some_and(|stop| matches!(self.word(stop), "," | ".")) {
                return true;
            }
            match self.home(at) {
                Some(found) => at = found.end + usize::from(self.is_possessive(found.end)),
                None if matches!(self.word(at), "the" | "a" | "an" | "his" | "her" | "its" | "their") => at += 1,
                None => {
                    let (after, ..) = self.modifiers(at);
                    if after == at {
                        return false;
                    }
                    at = after;
                }
            }
        }
        false
    }

    /// Returns whether a run that ends here is not an institution's ("Bank of China").
    fn name_before(&self, end: usize) -> bool {
        end > self.start && self.name_word(end - 1) != Some(NameWord::Not) && !self.headline
    }

    /// Reads a name that stands without title: known in full, or a given name and more.
    pub(super) fn name_alone(&self, at: usize) -> Option<Name> {
        let name = self.name_here(at)?;
        if !name.known.is_empty() {
            return Some(name);
        }
        let before = if at > self.start { self.word(at - 1) } else { "" };
        // "Photo: Jane Doe/Agency", "(Jane Doe/Agency)": a credit.
        if self.word(name.tokens.end) == "/" || before == "by" && at == self.start + 1 {
            return None;
        }
        // "A bin B Al-Doe": a father's name makes a name of words that no table knows.
        let father = || (name.tokens.start + 1..name.tokens.end).any(|t| is_patronymic(self.word(t)));
        let fits = name.words >= 2 && (name.given || self.cued(name.tokens.end) || father());
        (fits && !self.rules.words.is_locative(before)).then_some(name)
    }
}
