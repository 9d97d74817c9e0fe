//! Persons of several sides told together at a place, by no word of meeting: "A and B spent Monday
//! in Oslo over the map", "had an hour at the villa with C", "flew to Oslo, where D was waiting".

use super::Findings;
use super::line::{AdjunctKind, Line, What};
use super::pattern::{COMMA, EDGE, FUTURE, PARTY};
use super::rules::{Presence, Rules, Way};
use super::sighting::{Sighting, as_verb};
use super::subject::governed;
use super::verb::Tense;
use crate::dates::DateGranularity;
use crate::people::{Form, PartyKind};
use crate::record::{Role, Status};
use std::collections::BTreeSet;

/// Adds the lines that tell of persons of several sides together at a place, where their sentence
/// tells of no meeting in words; only beside a meeting of the article that is told in words.
pub(super) fn presences(found: Findings<'_>, lines: &[Line], sightings: &mut Vec<Sighting>, rules: &Rules) {
    if sightings.iter().all(|s| s.adds) {
        return;
    }
    let told: BTreeSet<usize> = sightings.iter().filter(|s| !s.adds).map(|s| s.sentence).collect();
    let silent = lines.iter().filter(|l| !l.headline && !told.contains(&l.sentence));
    let more: Vec<Sighting> = silent.filter_map(|l| presence(found, l, rules)).collect();
    sightings.extend(more);
    sightings.sort_by_key(|s| s.sentence);
}

/// Reads a line by the first rule that fits.
fn presence(found: Findings<'_>, line: &Line, rules: &Rules) -> Option<Sighting> {
    if !line.adjuncts.iter().any(|a| matches!(a.what, AdjunctKind::Place(_))) {
        return None;
    }
    let tokens = line.items.first()?.tokens.start..line.items.last()?.tokens.end;
    if tokens.clone().any(|t| rules.words.unreal.contains(found.document.word(t))) {
        return None;
    }
    let (rule, parties, status) = rules.presences.iter().find_map(|rule| {
        let barred = |i| as_verb(line, i).is_some_and(|g| rule.bars.iter().any(|c| rules.lexicon.is(g.class, c)));
        if (0..line.items.len()).any(barred) {
            return None;
        }
        let (parties, status) = View { found, line, rules }.read(rule)?;
        Some((rule, parties, status))
    })?;
    let places = places(found, line);
    let dates = dates(found, line);
    // Without a day they must be named: "they have watched the news in Oslo" tells of no occasion.
    let named = |m: &usize| {
        matches!(found.parties.mentions[*m].form, Form::Named | Form::Title | Form::Back | Form::Counterpart)
    };
    if places.is_empty() || dates.is_empty() && !parties.iter().all(named) {
        return None;
    }
    Some(Sighting {
        sentence: line.sentence,
        trigger: tokens.start,
        tokens,
        parties: parties.into_iter().map(|m| (m, Role::Participant)).collect(),
        status: Some(status),
        places,
        dates,
        rules: vec![rule.id.clone()],
        ..Sighting::default()
    })
}

/// Returns the places that a line tells of after a preposition of rest or aim.
fn places(found: Findings<'_>, line: &Line) -> Vec<usize> {
    let mut out = Vec::new();
    for adjunct in &line.adjuncts {
        let AdjunctKind::Place(p) = adjunct.what else { continue };
        let there = matches!(adjunct.preposition.as_deref(), Some("in" | "at" | "to" | "into"));
        if there && (found.places[p].city.is_some() || found.places[p].venue.is_some()) {
            out.push(p);
        }
    }
    out
}

/// Returns the days, weeks and months that a line tells of.
fn dates(found: Findings<'_>, line: &Line) -> Vec<usize> {
    let mut out = Vec::new();
    for adjunct in &line.adjuncts {
        let AdjunctKind::Date(d) = adjunct.what else { continue };
        let date = &found.dates[d];
        let wide = matches!(date.granularity, DateGranularity::Year | DateGranularity::Season);
        if date.minutes.is_none() && !wide {
            out.push(d);
        }
    }
    out
}

/// A line to read.
struct View<'a> {
    found: Findings<'a>,
    line: &'a Line,
    rules: &'a Rules,
}

impl View<'_> {
    /// Returns the party mentions that a rule finds together, and what is said of it.
    fn read(&self, rule: &Presence) -> Option<(Vec<usize>, Status)> {
        let mut parties = Vec::new();
        let items = 0..self.line.items.len();
        let free = |i: &usize| self.party(*i).is_some() && !governed(self.line, *i);
        let subject = items.clone().find(free);
        let mut status =
            if self.line.items.iter().any(|i| i.symbol == FUTURE) { Status::Planned } else { Status::Held };
        match rule.way {
            Way::Joint => {
                // Whoever acts in one of its clauses: "was at the villa, where A and B …".
                let clause = |i: &usize| matches!(self.before(*i), Some('k' | EDGE));
                let acts = |i: &usize| Some(*i) == subject || clause(i) || matches!(self.before(*i), Some('w' | 'y'));
                let several = |i: &usize| acts(i) && self.party(*i).is_some_and(|m| self.sides(m).len() > 1);
                let at = items.clone().find(several)?;
                parties.extend(self.party(at)?);
                // What is to come of it by another clause is not yet to be: "…, under which B will pay".
                let end = items.clone().find(|&i| i > at && matches!(self.line.items[i].symbol, COMMA | EDGE | 'q'));
                let told = end.is_some_and(|end| !(at..end).any(|i| self.line.items[i].symbol == FUTURE));
                status = if told { Status::Held } else { status };
                if let Some(with) = items.clone().find(|&i| i > at && self.before(i) == Some('w')) {
                    parties.extend(self.party(with).into_iter().flatten());
                }
            }
            Way::With => {
                let with = items.clone().find(|&i| self.before(i) == Some('w') && self.party(i).is_some())?;
                let (a, b) = (self.party(subject?)?, self.party(with)?);
                if self.sides(a).is_empty() || !self.apart(a, b) {
                    return None;
                }
                parties.extend(a.iter().chain(b));
            }
            Way::Goes => {
                if let Some(hosts) = self.at_home() {
                    let a = self.party(subject?)?;
                    if self.sides(a).len() == 1 && self.apart(a, &hosts) {
                        parties.extend(a.iter().copied().chain(hosts));
                        return Some((parties, status));
                    }
                }
                let goes = |i: &usize| {
                    as_verb(self.line, *i)
                        .filter(|g| g.finite && !g.passive && self.rules.lexicon.is(g.class, "TRAVEL"))
                };
                let at = items.clone().find(|i| goes(i).is_some())?;
                let a = subject.filter(|&a| a < at)?;
                let own = self.party(a)?;
                let aimed = self
                    .line
                    .adjuncts
                    .iter()
                    .any(|p| matches!(p.what, AdjunctKind::Place(_)) && p.preposition.as_deref() == Some("to"));
                let met = |i: &usize| {
                    !matches!(self.before(*i), Some('o' | 'f' | 'b' | 'r'))
                        && self.party(*i).is_some_and(|m| !self.sides(m).is_empty() && self.apart(own, m))
                };
                let b = (at + 1..items.end).find(met).filter(|_| aimed && self.sides(own).len() == 1)?;
                parties.extend(own.iter().chain(self.party(b)?));
                let tense = goes(&at).map(|g| g.tense);
                if matches!(tense, Some(Tense::Future | Tense::Infinitive | Tense::Conditional)) {
                    status = Status::Planned;
                }
            }
        }
        parties.sort_unstable();
        parties.dedup();
        Some((parties, status))
    }

    /// Returns the persons at whose house, palace or office a line tells of somebody: "came to the
    /// residence of B", "was at B's ranch".
    fn at_home(&self) -> Option<Vec<usize>> {
        let parties = self.found.parties;
        self.line.adjuncts.iter().find_map(|adjunct| {
            let AdjunctKind::Place(p) = adjunct.what else { return None };
            let place = &self.found.places[p];
            let there = matches!(adjunct.preposition.as_deref(), Some("to" | "at" | "in" | "into"));
            let inside = |m: &usize| {
                let mention = &parties.mentions[*m];
                mention.sentence == self.line.sentence
                    && place.tokens.start <= mention.tokens.start
                    && mention.tokens.end <= place.tokens.end
                    && matches!(mention.form, Form::Named | Form::Title)
                    && mention.entities.len() == 1
            };
            let first = parties.mentions.partition_point(|m| m.sentence < self.line.sentence);
            let near = first..(first + 60).min(parties.mentions.len());
            let hosts: Vec<usize> = near.filter(inside).collect();
            (there && place.venue.is_some() && !hosts.is_empty()).then_some(hosts)
        })
    }

    /// Returns the mentions of a party item.
    fn party(&self, item: usize) -> Option<&[usize]> {
        match &self.line.items.get(item)?.what {
            What::Party(mentions) if self.line.items[item].symbol == PARTY => Some(mentions),
            _ => None,
        }
    }

    /// Returns the symbol before an item.
    fn before(&self, item: usize) -> Option<char> {
        item.checked_sub(1).map(|b| self.line.items[b].symbol)
    }

    /// Returns the sides whose persons the mentions tell of.
    fn sides(&self, mentions: &[usize]) -> BTreeSet<&str> {
        let parties = self.found.parties;
        let entities = mentions.iter().flat_map(|&m| &parties.mentions[m].entities).map(|&e| &parties.entities[e]);
        entities.filter(|e| e.kind == PartyKind::Person && !e.is_outside()).filter_map(|e| e.side()).collect()
    }

    /// Returns whether two phrases have no side in common.
    fn apart(&self, a: &[usize], b: &[usize]) -> bool {
        self.sides(a).is_disjoint(&self.sides(b)) && !self.sides(b).is_empty()
    }
}
