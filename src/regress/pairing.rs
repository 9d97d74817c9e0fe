//! Pairing gold with records, and what of them is alike.

use super::figures::Figures;
use super::gold::{GoldDate, GoldMeeting, GoldOutcome, GoldParticipant, GoldPlace};
use super::likeness::{fold, phrase_f1, same_body, same_name, same_state, stems, words};
use crate::people::PartyKind;
use crate::record::{Date, Meeting, Outcome, Participant, Place, Presence, Status};
use std::collections::BTreeSet;

/// Pairs less alike than this are none.
const FLOOR: f64 = 0.35;

/// Pairs each gold meeting with at most one record, best pairs first.
pub(super) fn pair(golds: &[GoldMeeting], records: &[Meeting]) -> Vec<Option<usize>> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in golds.iter().enumerate() {
        for (j, p) in records.iter().enumerate() {
            candidates.push((similarity(g, p), i, j));
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut pair_of = vec![None; golds.len()];
    let mut used = BTreeSet::new();
    for (s, i, j) in candidates {
        if s >= FLOOR && pair_of[i].is_none() && used.insert(j) {
            pair_of[i] = Some(j);
        }
    }
    pair_of
}

/// How alike a gold meeting and a record are, from 0 to 1.
pub(super) fn similarity(g: &GoldMeeting, p: &Meeting) -> f64 {
    let (pairs, _, _) = match_participants(&g.participants, &p.participants);
    let need = g.participants.iter().filter(|x| x.required).count().max(1) as f64;
    let got = pairs.iter().filter(|(x, _)| x.required).count() as f64;
    let listed = p.participants.len().max(1) as f64;
    let part = if pairs.is_empty() { 0.0 } else { (got / need + pairs.len() as f64 / listed) / 2.0 };
    let no_city = p.place.as_ref().is_none_or(|p| empty(&p.city));
    let place = match g.place.as_ref().map(|x| place_match(x, p.place.as_ref())) {
        Some((true, _)) => 1.0,
        Some((_, true)) if no_city => 0.3,
        _ => 0.0,
    };
    let (gd, pd) = (g.date.as_ref(), p.date.as_ref());
    let date = match (gd.and_then(range), pd.and_then(record_range)) {
        (Some((gs, ge)), Some((ps, pe))) => {
            if gd.zip(pd).is_some_and(|(g, p)| date_match(g, Some(p))) {
                1.0
            } else if ps <= ge && gs <= pe {
                0.5
            } else {
                -0.5
            }
        }
        _ => {
            let text = gd.and_then(|d| d.text.as_deref()).filter(|t| !t.is_empty());
            let found = pd.and_then(|d| d.text.as_deref()).unwrap_or_default();
            if text.is_some_and(|t| fold(t) == fold(found)) { 0.6 } else { 0.0 }
        }
    };
    let status = if g.status.contains(&p.status) { 1.0 } else { 0.0 };
    if pairs.is_empty() && !(place == 1.0 && date >= 0.5) {
        let thin = !g.required && g.participants.is_empty();
        return if thin && (place == 1.0 || date >= 0.5) { 0.4 } else { 0.0 };
    }
    0.5 * part + 0.2 * place + 0.2 * date + 0.1 * status
}

type ParticipantMatch<'a> =
    (Vec<(&'a GoldParticipant, &'a Participant)>, Vec<&'a GoldParticipant>, Vec<&'a Participant>);

/// Matches participants one to one, named persons first: pairs, gold left over, record left over.
pub(super) fn match_participants<'a>(gold: &'a [GoldParticipant], found: &'a [Participant]) -> ParticipantMatch<'a> {
    let mut left: Vec<&Participant> = found.iter().collect();
    let (mut pairs, mut missed) = (Vec::new(), Vec::new());
    let mut order: Vec<&GoldParticipant> = gold.iter().collect();
    order.sort_by_key(|g| (empty(&g.name), !g.required));
    for g in order {
        match left.iter().position(|p| same_participant(g, p)) {
            Some(at) => pairs.push((g, left.remove(at))),
            None => missed.push(g),
        }
    }
    (pairs, missed, left)
}

/// Returns whether a record's participant fills the gold's.
pub(super) fn same_participant(g: &GoldParticipant, p: &Participant) -> bool {
    let filled = |o: &'_ Option<String>| o.clone().filter(|t| !t.is_empty());
    if let Some(name) = filled(&g.name) {
        let (told, text) = (filled(&p.name), filled(&p.name_text));
        let Some(best) = told.or(text.clone()) else { return false };
        return p.kind == PartyKind::Person
            && (same_name(&name, &best) || same_name(&name, text.as_deref().unwrap_or_default()));
    }
    if g.kind() == PartyKind::Group {
        let text = filled(&p.name_text).or(filled(&p.name)).unwrap_or_default();
        let set = |text: &str| words(text).into_iter().collect::<BTreeSet<String>>();
        let (gw, pw) = (set(g.text.as_deref().unwrap_or_default()), set(&text));
        let both = gw.intersection(&pw).count();
        let all = gw.union(&pw).count();
        return both > 0 && (both as f64 / all as f64 >= 0.3 || gw.is_subset(&pw) || pw.is_subset(&gw));
    }
    if let Some(body) = filled(&g.organisation) {
        let names = [&p.organisation, &p.name, &p.name_text];
        return names.into_iter().any(|n| same_body(Some(&body), n.as_deref()));
    }
    !empty(&g.country) && same_state(g.country.as_deref(), p.country.as_deref())
}

/// Returns whether the city and whether the country are right.
pub(super) fn place_match(g: &GoldPlace, p: Option<&Place>) -> (bool, bool) {
    let country = empty(&g.country) || same_state(g.country.as_deref(), p.and_then(|p| p.country.as_deref()));
    let folded = |t: Option<&str>| fold(t.unwrap_or_default());
    let city = |p: Option<&Place>| folded(p.and_then(|p| p.city.as_deref()));
    if let (Some(gid), Some(pid)) = (g.geonames_id, p.and_then(|p| p.geonames_id)) {
        if gid != 0 && pid != 0 {
            return (gid == pid || (folded(g.city.as_deref()) == city(p) && country), country);
        }
    }
    if empty(&g.city) {
        return (country, country);
    }
    let named = [city(p), folded(p.map(|p| p.text.as_str())), folded(p.and_then(|p| p.venue.as_deref()))];
    let gold = [folded(g.city.as_deref()), folded(g.venue.as_deref())];
    (named.iter().any(|n| !n.is_empty() && gold.contains(n)) && country, country)
}

/// Returns whether a record's range is one of the fair ones.
pub(super) fn date_match(g: &GoldDate, p: Option<&Date>) -> bool {
    let found = (p.and_then(|p| p.start.clone()), p.and_then(|p| p.end.clone()));
    found == (g.start.clone(), g.end.clone()) || g.also.contains(&found)
}

pub(super) fn range(d: &GoldDate) -> Option<(&str, &str)> {
    let start = d.start.as_deref().filter(|s| !s.is_empty())?;
    Some((start, d.end.as_deref().unwrap_or(start)))
}

pub(super) fn record_range(d: &Date) -> Option<(&str, &str)> {
    let start = d.start.as_deref().filter(|s| !s.is_empty())?;
    Some((start, d.end.as_deref().unwrap_or(start)))
}

/// Matches outcomes one to one, most alike first; returns the positions that found a partner.
pub(super) fn match_outcomes(gold: &[&GoldOutcome], found: &[&Outcome]) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in found.iter().enumerate() {
            let mut f = phrase_f1(&g.text, &p.text);
            let (gw, pw) = (stems(&g.text), stems(&p.text));
            let both = gw.keys().filter(|w| pw.contains_key(*w)).count();
            if !gw.is_empty() && both as f64 / gw.len() as f64 >= 0.8 && pw.len() <= 4 * gw.len() {
                f = f.max(0.5);
            }
            if f >= 0.5 && g.agreed == p.agreed {
                candidates.push((f, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used_found.contains(&j) {
            used_gold.insert(i);
            used_found.insert(j);
        }
    }
    (used_gold, used_found)
}

/// Returns whether a record is right as a whole: its status fair, its required participants there.
pub(super) fn is_right(g: &GoldMeeting, p: &Meeting) -> bool {
    let (_, missed, _) = match_participants(&g.participants, &p.participants);
    let unheld = is_unheld(g);
    g.status.contains(&p.status)
        && !missed.iter().any(|x| x.required && (unheld || present(x.presence.unwrap_or(Presence::Attended))))
}

pub(super) fn is_unheld(g: &GoldMeeting) -> bool {
    let unheld = [Status::Refused, Status::Cancelled, Status::Postponed, Status::Denied];
    g.status.iter().any(|s| unheld.contains(s))
}

pub(super) fn present(presence: Presence) -> bool {
    !matches!(presence, Presence::Absent | Presence::Declined)
}

pub(super) fn gold_present(p: &GoldParticipant) -> bool {
    present(p.presence.unwrap_or(Presence::Attended))
}

pub(super) fn empty(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(str::is_empty)
}

pub(super) fn missed_meeting(g: &GoldMeeting) -> Figures {
    let who = g.participants.iter().filter(|x| x.required && gold_present(x)).count() as u32;
    let outcomes = g.outcomes.iter().filter(|o| o.required).count() as u32;
    let place = u32::from(g.place.is_some());
    let date = u32::from(g.date.as_ref().and_then(range).is_some());
    let mut figures = Figures::default();
    figures.tally("meeting").missed = 1;
    figures.tally("slot").missed = who + place + date + 1 + outcomes;
    figures.tally("participant").missed = who;
    figures.tally("outcome").missed = outcomes;
    figures
}

pub(super) fn invented_meeting(p: &Meeting) -> Figures {
    let who = p.participants.iter().filter(|x| present(x.presence)).count() as u32;
    let outcomes = p.outcomes.len() as u32;
    let place = u32::from(p.place.is_some());
    let date = u32::from(p.date.as_ref().and_then(record_range).is_some());
    let mut figures = Figures::default();
    figures.tally("meeting").invented = 1;
    figures.tally("slot").invented = who + place + date + 1 + outcomes;
    figures.tally("participant").invented = who;
    figures.tally("outcome").invented = outcomes;
    figures
}
