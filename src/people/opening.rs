//! What stands before the core of a phrase: determiner, count, modifiers, countries.

use super::draft::Home;
use super::rules::Sort;
use super::view::View;
use crate::clues::Clues;
use crate::rulebook::countries::Sense;

/// What stands before the core of a phrase.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    pub(super) next: usize,
    pub(super) definite: bool,
    pub(super) indefinite: bool,
    pub(super) possessor: Option<usize>,
    pub(super) homes: Vec<Home>,
    pub(super) count: Option<u8>,
    pub(super) former: bool,
    pub(super) deputy: bool,
    /// Whether a country's name in the possessive was read ("Russia's").
    pub(super) owned: bool,
    /// Where a word for a part of the world was read ("Arab").
    pub(super) region: Option<usize>,
}

impl View<'_> {
    /// Reads determiner, count, modifiers and countries.
    pub(super) fn opening(&self, at: usize) -> Opening {
        let mut o = Opening { next: at, ..Opening::default() };
        match self.word(at) {
            "the" => (o.definite, o.next) = (true, at + 1),
            "a" | "an" => (o.indefinite, o.next) = (true, at + 1),
            "his" | "her" | "their" | "its" | "my" | "our" => (o.possessor, o.next) = (Some(at), at + 1),
            _ => {}
        }
        for _ in 0..12 {
            let next = o.next;
            if o.count.is_none()
                && let Some(count) = self.number(next)
            {
                (o.count, o.next) = (Some(count), next + 1);
                continue;
            }
            if let Some(end) = self.region(next).filter(|_| o.region.is_none() && o.homes.is_empty()) {
                (o.region, o.next) = (Some(next), end);
                continue;
            }
            if let Some(found) = self.home(next) {
                if matches!(found.sense, Sense::Plural | Sense::Noun) && !found.adjective {
                    break;
                }
                // "Russian Security Council": a state's own body of that name, not the one that it is short for.
                let long = self.rules.organisation_name(&found.home.code).map_or(0, |n| n.split(' ').count());
                if found.home.organisation && o.homes.len() == 1 && found.end - next >= 2 && long > found.end - next {
                    o.next = found.end;
                    continue;
                }
                // "Turkish Cypriot", "Bosnian Serb": the last word tells.
                if !o.homes.is_empty() && !o.owned {
                    o.homes.clear();
                }
                let mut end = found.end;
                let mut homes = vec![found.home];
                // "Turkish and Greek", "US, Russian and Iranian", "US-Russian".
                for _ in 0..30 {
                    let mut more = end;
                    // "in Brussels, Union leaders": a capital before a comma is where they are.
                    let list = self.word(more) == "," && found.sense != Sense::Capital;
                    if self.hyphen(more) || self.word(more) == "/" || list {
                        more += 1;
                    }
                    if matches!(self.word(more), "and" | "&") {
                        more += 1;
                    }
                    if more == end {
                        break;
                    }
                    let Some(other) = self.home(more) else { break };
                    if self.is_possessive(other.end) && !self.is_possessive(end) {
                        break;
                    }
                    end = other.end;
                    homes.push(other.home);
                }
                if homes.len() > 1 && !self.opens_plural(end) {
                    homes.truncate(1);
                    end = found.end;
                }
                if self.is_possessive(end) {
                    end += 1;
                    o.owned = true;
                }
                if self.hyphen(end) {
                    // "Russian-backed", "US-led": no country of the phrase.
                    break;
                }
                o.homes.extend(homes);
                o.next = end;
                continue;
            }
            // "special envoy" is one title: no modifier is taken from the front of one.
            if self
                .rules
                .title_words
                .longest(self, next, |w| !matches!(w.sort, Sort::Modifier | Sort::Courtesy | Sort::Portfolio))
                .is_some_and(|(end, _)| end > next + 1)
            {
                break;
            }
            if let Some((end, word)) = self.rules.title_words.longest(self, next, |w| w.sort == Sort::Modifier) {
                match self.rules.titles.get(word.row).map(|r| r.office.as_str()) {
                    Some("former") => o.former = true,
                    Some("deputy") => break,
                    _ => {}
                }
                if self.is_title_word(next)
                    && !self.is_title_word(end)
                    && self.home(end).is_none()
                    && self.modifiers(end).0 == end
                {
                    break;
                }
                o.next = if self.hyphen(end) { end + 1 } else { end };
                continue;
            }
            break;
        }
        o
    }

    /// Returns the end of words for a part of the world, where a plural title follows them.
    pub(super) fn region(&self, at: usize) -> Option<usize> {
        if !self.clue(at, Clues::PARTY) {
            return None;
        }
        let words = &self.rules.words;
        let two = || words.is_region(&format!("{} {}", self.word(at), self.word(at + 1)));
        let end = if words.is_region(self.word(at)) {
            at + 1
        } else if self.capital(at) && self.capital(at + 1) && two() {
            at + 2
        } else {
            return None;
        };
        let title = self.title(self.modifiers(end).0)?;
        (title.plural && title.homes.is_empty() && matches!(title.sort, Some(Sort::Title | Sort::Delegate)))
            .then_some(end)
    }

    /// Returns whether a plural title or body of people follows, past modifiers.
    pub(super) fn opens_plural(&self, at: usize) -> bool {
        let (at, ..) = self.modifiers(at);
        self.title(at).is_some_and(|t| t.plural) || matches!(self.word(at), "counterparts")
    }
}
