//! Reading countries and organisations: what a person, a delegation or a title belongs to.

use super::draft::Home;
use super::view::View;
use crate::clues::Clues;
use crate::rulebook::countries::{CountryStatus, Sense};
use crate::segment::Case;

/// A country or organisation that was read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) sense: Sense,
    /// Whether the word can also be read as an adjective.
    pub(super) adjective: bool,
    pub(super) home: Home,
}

impl View<'_> {
    /// Reads the longest country or organisation that begins here.
    pub(super) fn home(&self, at: usize) -> Option<Found> {
        if !self.capital(at) || !self.clue(at, Clues::BODY.or(Clues::COUNTRY)) {
            return None;
        }
        if at > self.start
            && self.word(at - 1) == "the"
            && let Some((_, code)) = self.halves.iter().find(|h| h.0 == self.word(at))
            && (!self.capital(at + 1) || self.is_possessive(at + 1))
        {
            let home = Home { code: code.clone(), organisation: false, others: Vec::new() };
            return Some(Found { end: at + 1, sense: Sense::Name, adjective: false, home });
        }
        let body = self.body(at);
        let country = self.country(at);
        match (body, country) {
            (Some(body), Some(country)) => Some(if body.end >= country.end { body } else { country }),
            (body, country) => body.or(country),
        }
    }

    /// Reads words that mean several states ("two Koreas"): the end, and each.
    pub(super) fn states(&self, at: usize) -> Option<(usize, Vec<Home>)> {
        let (end, row) = self.rules.organisation_words.longest(self, at, |_| true)?;
        let organisation = self.rules.organisations.get(row).filter(|o| o.kind == "states")?;
        let home = |code: &String| Home { code: code.clone(), ..Home::default() };
        self.capital(end - 1).then(|| (end, organisation.members.iter().map(home).collect()))
    }

    fn body(&self, at: usize) -> Option<Found> {
        let (end, row) = self.rules.organisation_words.longest(self, at, |_| true)?;
        let organisation = self.rules.organisations.get(row)?;
        if organisation.kind == "states" || self.day.as_deref().is_some_and(|day| *organisation.from > *day) {
            return None;
        }
        // "Fund", "Commission" alone and in plain text are no names unless capitalised to the end.
        if end - at > 1 && !self.capital(end - 1) && self.case(end - 1) == Case::Lower && self.word(end - 1).len() < 3 {
            return None;
        }
        let home = match &organisation.country {
            Some(country) if organisation.kind == "state" => {
                Home { code: country.clone(), organisation: false, others: Vec::new() }
            }
            _ => Home { code: organisation.id.clone(), organisation: true, others: Vec::new() },
        };
        Some(Found { end, sense: Sense::Name, adjective: true, home })
    }

    fn country(&self, at: usize) -> Option<Found> {
        let hit = self.rules.countries.find(self.doc, at, self.end)?;
        let end = at + hit.tokens;
        let order =
            [Sense::Name, Sense::Adjective, Sense::Plural, Sense::Metonym, Sense::Capital, Sense::Noun, Sense::Former];
        let sense = *order.iter().find(|&&s| hit.is(s))?;
        let mut codes: Vec<(bool, u8, String)> = Vec::new();
        let mut organisation = None;
        for &meaning in hit.meanings.iter().filter(|m| m.sense == sense) {
            if let Some(metonym) = self.rules.countries.metonym(meaning) {
                organisation = organisation.or(metonym.organisation.clone());
            }
            let Some(country) = self.rules.countries.of(meaning) else { continue };
            let existed = self.day.as_deref().is_none_or(|day| country.existed(day));
            let rank = match country.status {
                CountryStatus::State => 0,
                CountryStatus::DeFacto => 1,
                CountryStatus::Former => 2 - u8::from(self.day.is_some()),
                CountryStatus::Territory => 3,
            };
            codes.push((!existed, rank, country.iso3.clone()));
        }
        codes.sort();
        codes.dedup();
        let mut codes = codes.into_iter().map(|c| c.2);
        let home = match codes.next() {
            Some(code) => Home { code, organisation: false, others: codes.collect() },
            None => {
                let name = organisation?;
                Home { code: self.rules.organisation_id(&name).to_string(), organisation: true, others: Vec::new() }
            }
        };
        Some(Found { end, sense, adjective: hit.is(Sense::Adjective), home })
    }

    /// Reads "France, Germany and Poland": the end and each of them.
    pub(super) fn home_list(&self, at: usize) -> Option<(usize, Vec<Home>)> {
        // "officials from North and South Korea"
        if let Some(states) = self.states(at) {
            return Some(states);
        }
        let first = self.home(at)?;
        // "under the presidency of Danish Foreign Minister X": an adjective opens another phrase.
        if first.sense == Sense::Adjective && self.is_title_word(first.end) {
            return None;
        }
        let mut homes = vec![first.home];
        let mut end = first.end;
        for _ in 0..40 {
            let mut next = end;
            let mut joined = false;
            if matches!(self.word(next), "," | ";" | "/") {
                next += 1;
            }
            if matches!(self.word(next), "and" | "&") {
                next += 1;
                joined = true;
            }
            if next == end {
                break;
            }
            if matches!(self.word(next), "the") {
                next += 1;
            }
            let Some(found) = self.home(next) else { break };
            // "of France, German Chancellor X": an adjective that opens another phrase.
            if !joined && !matches!(self.word(found.end), "," | "and" | ";" | "/" | "&") {
                break;
            }
            if found.adjective && found.sense == Sense::Adjective || self.is_possessive(found.end) {
                break;
            }
            if self.is_title_word(found.end) {
                break;
            }
            end = found.end;
            homes.push(found.home);
        }
        Some((end, homes))
    }
}
