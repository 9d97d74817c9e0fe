//! Occasions: sightings of one meeting brought together, those of different ones kept apart.

use super::Findings;
use super::sighting::Sighting;
use super::slots;
use crate::dates::{DateMention, Days};
use crate::people::{EntityId, Form, Level, PartyKind};
use crate::places::PlaceMention;
use crate::record::{Kind, Mode, PartyBasis, Presence, Role, Status};

/// One meeting as the article tells it, in one sighting or several.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    /// Its sightings, in the order in which they joined.
    pub sightings: Vec<Sighting>,
    /// Who took part.
    pub attendees: Vec<Attendee>,
    /// What is said of whether it took place.
    pub status: Status,
    /// Whether a word says that status outright.
    pub explicit: bool,
    /// The place mention that tells where, by index.
    pub place: Option<usize>,
    /// Whether the place comes from elsewhere in the text.
    pub place_lent: bool,
    /// Whether the place is the dateline's.
    pub place_dateline: bool,
    /// The date mention that tells when, by index.
    pub date: Option<usize>,
    /// Whether the date comes from the meeting told before.
    pub date_lent: bool,
    /// The days, as the status has them.
    pub days: Option<Days>,
    /// Durations, by index of their date mentions.
    pub durations: Vec<usize>,
    /// What sort of occasion.
    pub kind: Option<Kind>,
    /// How they met.
    pub mode: Option<Mode>,
    /// Outcomes.
    pub outcomes: Vec<super::outcomes::Found>,
}

/// One who took part, or was to.
#[derive(Clone, Debug)]
pub(super) struct Attendee {
    /// Who.
    pub entity: EntityId,
    /// The mentions that say so, by index.
    pub mentions: Vec<usize>,
    /// What they did there.
    pub role: Role,
    /// Whether they were there, where it is told apart from the meeting's status.
    pub presence: Option<Presence>,
    /// How that is known.
    pub basis: PartyBasis,
}

/// Offices whose holders report or comment and do not take part.
const OUTSIDE: &[&str] = &["spokesperson", "analyst", "reporter"];

/// Brings sightings together into occasions, in text order, headlines last.
pub(super) fn occasions(found: Findings<'_>, sightings: Vec<Sighting>) -> Vec<Occasion> {
    let (headlines, body): (Vec<Sighting>, Vec<Sighting>) = sightings.into_iter().partition(|s| s.headline);
    let mut out: Vec<Occasion> = Vec::new();
    let mut current: Option<usize> = None;
    let heads = slots::heads(found);
    for sighting in body {
        let head = heads.get(sighting.sentence).copied().unwrap_or_default();
        let mut made = occasion(found, sighting, &out, current);
        stand_under(found, &mut made, head);
        if let Some(o) = current.and_then(|c| out.get(c)) {
            another_round(found, &mut made, o);
        }
        for one in split(found, made) {
            if let Some(at) = place_of(found, &out, &one, current) {
                join(found, &mut out[at], one);
                current = Some(at);
            } else if !one.sightings[0].adds && stands(&one) {
                out.push(one);
                current = Some(out.len() - 1);
            }
        }
    }
    for sighting in headlines {
        let one = occasion(found, sighting, &out, None);
        match place_of(found, &out, &one, None) {
            Some(at) => join(found, &mut out[at], one),
            None if out.is_empty() && !one.sightings[0].adds && stands(&one) => out.push(one),
            None => {}
        }
    }
    out
}

/// Returns whether a sighting by itself is worth an occasion: somebody, a place or a day.
fn stands(o: &Occasion) -> bool {
    !o.attendees.is_empty() || o.place.is_some() || o.date.is_some()
}

/// Makes an occasion of one sighting.
///
/// `told` are the occasions told so far, `current` the last of them that the text spoke of.
fn occasion(found: Findings<'_>, sighting: Sighting, told: &[Occasion], current: Option<usize>) -> Occasion {
    let mut attendees: Vec<Attendee> = Vec::new();
    for &(m, role) in &sighting.parties {
        let mention = &found.parties.mentions[m];
        let antecedents: Vec<EntityId> = match () {
            _ if mention.form == Form::Plural => recall(found, told, current, m),
            _ => mention.entities.iter().map(|&e| same_person(found, named_holder(found, e))).collect(),
        };
        let basis = match mention.form {
            Form::Pronoun | Form::Plural | Form::Back => PartyBasis::Coreference,
            _ => PartyBasis::Stated,
        };
        for entity in antecedents {
            let e = &found.parties.entities[entity];
            if e.office.as_deref().is_some_and(|o| OUTSIDE.contains(&o)) {
                continue;
            }
            match attendees.iter_mut().find(|a| a.entity == entity) {
                Some(known) => known.mentions.push(m),
                None => attendees.push(Attendee { entity, mentions: vec![m], role, presence: None, basis }),
            }
        }
    }
    let status = sighting.status.unwrap_or(Status::Held);
    let (durations, dates): (Vec<usize>, Vec<usize>) =
        sighting.dates.iter().copied().partition(|&d| found.dates[d].minutes.is_some());
    let date = dates.first().copied();
    let days = date.and_then(|d| reading(found, &found.dates[d], status));
    let mut made = Occasion {
        attendees,
        status,
        explicit: sighting.explicit,
        place: sighting.places.first().copied(),
        place_lent: false,
        place_dateline: false,
        date,
        date_lent: false,
        days,
        durations,
        kind: sighting.kind,
        mode: sighting.mode,
        outcomes: Vec::new(),
        sightings: vec![sighting],
    };
    if made.mode == Some(Mode::Phone) && made.place.is_some() && !by_wire(found, made.sightings[0].sentence) {
        (made.mode, made.kind) = (None, Some(Kind::Meeting));
    }
    settle(found, &mut made);
    made
}

/// Gives a meeting the day and place of the heading that it stands under: in a timeline, a
/// programme, a live report, minutes.
fn stand_under(found: Findings<'_>, o: &mut Occasion, head: slots::Head) {
    if let (None, Some(d)) = (o.date, head.date) {
        (o.date, o.days) = (Some(d), found.dates[d].days);
        settle(found, o);
    }
    if o.place.is_none() && slots::in_person(o) && head.place.is_some() {
        (o.place, o.place_lent) = (head.place, true);
    }
}

/// Returns whether a sentence says outright that they spoke over a distance.
fn by_wire(found: Findings<'_>, sentence: usize) -> bool {
    const WIRES: &[&str] = &[
        "phone",
        "phoned",
        "telephone",
        "telephoned",
        "call",
        "calls",
        "called",
        "video",
        "videoconference",
        "teleconference",
        "virtual",
        "virtually",
        "online",
        "rang",
    ];
    found.document.sentences[sentence].tokens.clone().any(|t| WIRES.contains(&found.document.word(t)))
}

/// Gives another round of the same talks ("the ninth round", "the previous session") the parties
/// and the place of the round told before it.
fn another_round(found: Findings<'_>, made: &mut Occasion, o: &Occasion) {
    let Some(noun) = &made.sightings[0].noun else { return };
    let round = noun.ordinal
        && noun.definite
        && noun.parties.is_empty()
        && made.attendees.is_empty()
        && !made.sightings[0].headline;
    if !round || made.date.is_none() && made.place.is_none() || o.attendees.is_empty() {
        return;
    }
    made.attendees = o.attendees.iter().map(|a| Attendee { basis: PartyBasis::Coreference, ..a.clone() }).collect();
    if made.place.is_none() && o.place.is_some_and(|p| found.places[p].city.is_some()) {
        (made.place, made.place_lent) = (o.place, true);
    }
}

/// Returns whom a plural means: the participants of the last occasion that fit it by number and
/// rank, else what the mention itself was taken to mean.
fn recall(found: Findings<'_>, told: &[Occasion], current: Option<usize>, mention: usize) -> Vec<EntityId> {
    let m = &found.parties.mentions[mention];
    let words = m.span.of(&found.article.text).to_lowercase();
    let rank = match () {
        () if words.contains("leader") || words.contains("president") || words.contains("heads of state") => {
            Some(Level::Leader)
        }
        () if words.contains("minister") || words.contains("diplomat") => Some(Level::Minister),
        () => None,
    };
    let fits = |o: &Occasion| -> Option<Vec<EntityId>> {
        let all: Vec<EntityId> = o.attendees.iter().map(|a| a.entity).collect();
        let persons: Vec<EntityId> =
            all.iter().copied().filter(|&e| found.parties.entities[e].kind == PartyKind::Person).collect();
        let ranked: Vec<EntityId> = match rank {
            Some(level) => persons
                .iter()
                .copied()
                .filter(|&e| found.parties.entities[e].level.is_none_or(|l| l == level))
                .collect(),
            None => persons,
        };
        match m.count.map(usize::from) {
            Some(n) if ranked.len() == n => Some(ranked),
            Some(n) if rank.is_none() && all.len() == n => Some(all),
            Some(_) => None,
            None if rank.is_some() => (ranked.len() >= 2).then_some(ranked),
            None => (all.len() >= 2).then_some(all),
        }
    };
    if m.count.is_none() && rank.is_none() && !m.entities.is_empty() {
        return m.entities.clone();
    }
    let order = current.into_iter().chain((0..told.len()).rev());
    let near = |o: &Occasion| o.sightings.iter().any(|s| s.sentence + 8 >= m.sentence);
    order
        .filter_map(|at| told.get(at))
        .filter(|o| near(o))
        .find_map(fits)
        .unwrap_or_else(|| if m.entities.is_empty() { last_named(found, mention, rank) } else { m.entities.clone() })
}

/// Returns the first entity of the article that is the same person: one id of the rulebook, or one
/// name but for its middle names.
fn same_person(found: Findings<'_>, entity: EntityId) -> EntityId {
    let e = &found.parties.entities[entity];
    let ends = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        (words.len() >= 2).then(|| (words[0].to_lowercase(), words[words.len() - 1].to_lowercase()))
    };
    let same = |p: &crate::people::Entity| {
        p.kind == PartyKind::Person
            && p.name.is_some()
            && (p.person_id.is_some() && p.person_id == e.person_id
                || p.country == e.country
                    && e.name.as_deref().and_then(ends).is_some()
                    && p.name.as_deref().and_then(ends) == e.name.as_deref().and_then(ends))
    };
    if e.kind != PartyKind::Person || e.name.is_none() {
        return entity;
    }
    found.parties.entities[..entity].iter().position(same).unwrap_or(entity)
}

/// Returns the persons of different states named last before a plural that nothing else explains,
/// as many as it counts.
fn last_named(found: Findings<'_>, mention: usize, rank: Option<Level>) -> Vec<EntityId> {
    let m = &found.parties.mentions[mention];
    let count = usize::from(m.count.unwrap_or(2));
    let mut out: Vec<EntityId> = Vec::new();
    for earlier in found.parties.mentions[..mention].iter().rev() {
        if earlier.sentence + 4 < m.sentence || out.len() >= count {
            break;
        }
        for &e in earlier.entities.iter().rev() {
            let p = &found.parties.entities[e];
            let fits = p.kind == PartyKind::Person
                && p.name.is_some()
                && p.country.is_some()
                && !p.office.as_deref().is_some_and(|o| OUTSIDE.contains(&o))
                && rank.is_none_or(|r| p.level.is_none_or(|l| l == r));
            let new = !out.iter().any(|&o| o == e || found.parties.entities[o].country == p.country);
            if fits && new && out.len() < count {
                out.insert(0, e);
            }
        }
    }
    if out.len() == count { out } else { Vec::new() }
}

/// Returns the person of the article who holds the office that a bare title names, if just one
/// does; else the title itself.
fn named_holder(found: Findings<'_>, entity: EntityId) -> EntityId {
    let e = &found.parties.entities[entity];
    let bare = e.title.is_some() && e.country.is_some() && (e.kind == PartyKind::Delegation || e.name.is_none());
    let leads = e.level == Some(Level::Leader);
    if !bare || e.office.is_none() && !leads {
        return entity;
    }
    let holds = |p: &crate::people::Entity| {
        p.kind == PartyKind::Person
            && p.name.is_some()
            && !p.former
            && p.country == e.country
            && (p.office == e.office && e.office.is_some()
                || e.office.is_none() && leads && p.level == Some(Level::Leader)
                || p.office.is_none() && p.person_id.is_some() && e.level == Some(Level::Leader))
    };
    let mut holders = found.parties.entities.iter().enumerate().filter(|(_, p)| holds(p)).map(|(i, _)| i);
    match (holders.next(), holders.next()) {
        (Some(one), None) => one,
        _ => entity,
    }
}

/// Returns the reading of a date that fits what is said of the meeting: its own, unless what is
/// said to be done would lie after publication, or what is planned before it.
fn reading(found: Findings<'_>, date: &DateMention, status: Status) -> Option<Days> {
    let published = found.published.map(|p| p.date);
    match (status, date.days, published) {
        (Status::Planned | Status::Proposed, Some(days), Some(day)) if days.end < day => date.future.or(date.days),
        (Status::Held | Status::Ongoing, Some(days), Some(day)) if days.start > day => date.past.or(date.days),
        (Status::Planned | Status::Proposed, None, _) => date.future,
        (Status::Held, None, _) => date.past,
        _ => date.days,
    }
}

/// Corrects the status by the date: what lies ahead is planned, whatever the tense.
fn settle(found: Findings<'_>, o: &mut Occasion) {
    let Some(published) = found.published.map(|p| p.date) else { return };
    let Some(days) = o.days else { return };
    if days.start > published && matches!(o.status, Status::Held | Status::Ongoing) {
        o.status = Status::Planned;
    }
    if days.end < published && o.status == Status::Planned && !o.explicit {
        o.status = Status::Held;
    }
}

/// Makes one occasion for each party of a "separately".
fn split(found: Findings<'_>, o: Occasion) -> Vec<Occasion> {
    if !o.sightings[0].separate {
        return vec![o];
    }
    let Some(&(first, _)) = o.sightings[0].parties.first() else { return vec![o] };
    let heads = found.parties.mentions[first].entities.clone();
    let others: Vec<Attendee> = o.attendees.iter().filter(|a| !heads.contains(&a.entity)).cloned().collect();
    if others.len() < 2 {
        return vec![o];
    }
    others
        .into_iter()
        .map(|other| {
            let mut one = o.clone();
            one.attendees.retain(|a| heads.contains(&a.entity));
            one.attendees.push(other);
            one
        })
        .collect()
}

/// Returns which occasion a new sighting tells of, if one of those known.
fn place_of(found: Findings<'_>, known: &[Occasion], one: &Occasion, current: Option<usize>) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (at, o) in known.iter().enumerate() {
        let Some(mut score) = likeness(found, o, one) else { continue };
        if current == Some(at) {
            score += 2;
        }
        if best.is_none_or(|(s, _)| score >= s) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Scores how well a new sighting fits a known occasion; none where it cannot be the same.
fn likeness(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
    let sighting = &one.sightings[0];
    let noun = sighting.noun.as_ref();
    let mut score = 0;
    if calls(o) != calls(one) && (o.mode.is_some() && one.mode.is_some() || calls(one)) {
        return None;
    }
    let date = same_date(found, o, one)?;
    let place = same_place(found, o, one)?;
    score += 3 * date + 2 * place;
    let headline = sighting.headline;
    let near = o.sightings.iter().map(|s| sighting.sentence.abs_diff(s.sentence)).min().unwrap_or(usize::MAX);
    let (shared, all_in, all_out) = overlap(found, o, one);
    // "were to join a broader meeting", then told as done.
    let told_on = near <= 2
        && (all_in || all_out)
        && shared >= 2
        && o.status == Status::Planned
        && o.days.is_none()
        && one.status == Status::Held;
    if !same_status(o, one, date, headline) && !told_on {
        return None;
    }
    let points_back = noun.is_some_and(|n| n.definite && !n.past && !n.future) || sighting.adds;
    let apart = noun.is_some_and(|n| (n.past || n.future || n.ordinal && !n.definite) && !one.attendees.is_empty());
    if apart && date < 1 {
        return None;
    }
    // "a meeting with B" is another one than that told before, unless its parties are the same.
    let another = noun.is_some_and(|n| n.indefinite) && !one.attendees.is_empty() && !headline && !sighting.adds;
    if another && date < 1 && !(all_in && all_out) {
        return None;
    }
    match (o.attendees.len(), one.attendees.len()) {
        (_, 0) if sighting.adds => (near <= 2).then_some(score),
        (_, 0) => {
            if points_back || headline || date > 0 || place > 0 && near <= 3 {
                Some(score + if near <= 4 { 2 } else { 0 })
            } else if near == 0 && (one.place.is_none() && one.date.is_none() || o.place.is_none() && o.date.is_none())
            {
                Some(score)
            } else {
                None
            }
        }
        (0, _) => (date > 0 || place > 0 && near <= 3 || points_back && near <= 2).then_some(score),
        _ if all_in && all_out => Some(score + 5),
        _ if all_in && (points_back || headline || date > 0 || place > 0 || shared >= 2 || near <= 2) => {
            Some(score + 3)
        }
        _ if all_out && (points_back || headline || date > 0 && near <= 6 || place > 0 && near <= 6 || shared >= 2) => {
            Some(score + 3)
        }
        // A visit and the meeting that it was made for are one.
        _ if near <= 1 && (o.kind == Some(Kind::Visit) && all_out || one.kind == Some(Kind::Visit) && all_in) => {
            Some(score + 2)
        }
        _ if sighting.adds && near <= 1 => Some(score),
        // "The Vienna talks", "Tuesday's meeting": one told before, whoever else is said to be there.
        _ if points_back && (place > 0 || date > 0) => Some(score + 2),
        _ if points_back && (near <= 2 || body_alone(found, one) && !has_body(found, o)) => Some(score + 1),
        _ if shared >= 2 && (date > 0 || place > 0 || headline) => Some(score + 2),
        _ if shared >= 1 && headline => Some(score + 1),
        _ if shared >= 1 && date > 0 && place > 0 && near <= 2 && points_back => Some(score + 1),
        _ => None,
    }
}

/// Returns whether only bodies are told of.
fn body_alone(found: Findings<'_>, o: &Occasion) -> bool {
    o.attendees.iter().all(|a| found.parties.entities[a.entity].kind == PartyKind::Organisation)
}

fn has_body(found: Findings<'_>, o: &Occasion) -> bool {
    o.attendees.iter().any(|a| found.parties.entities[a.entity].kind == PartyKind::Organisation)
}

fn calls(o: &Occasion) -> bool {
    matches!(o.mode, Some(Mode::Phone | Mode::Video)) || o.kind == Some(Kind::Call)
}

/// Returns 1 for the same day, 0 where one is open, nothing where they differ.
fn same_date(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
    match (o.days, one.days) {
        (Some(a), Some(b)) if a == b => Some(1),
        (Some(a), Some(b)) if a.start <= b.end && b.start <= a.end => {
            Some(i32::from(a.start <= b.start && b.end <= a.end || b.start <= a.start && a.end <= b.end))
        }
        (Some(_), Some(_)) => None,
        _ => match (o.date, one.date) {
            // Open days of different words are different days.
            (Some(a), Some(b)) if found.dates[a].days.is_none() && found.dates[b].days.is_none() => {
                let text = |d: usize| last_word(found.dates[d].span.of(&found.article.text));
                (text(a) == text(b)).then_some(1)
            }
            _ => Some(0),
        },
    }
}

fn last_word(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1);
    words.next_back().unwrap_or_default().to_lowercase()
}

/// Returns 1 for the same place, 0 where one is open, nothing where they differ.
fn same_place(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
    let (Some(a), Some(b)) = (o.place, one.place) else { return Some(0) };
    let (a, b): (&PlaceMention, &PlaceMention) = (&found.places[a], &found.places[b]);
    // Two buildings are two places, even of one city.
    if let (Some(x), Some(y)) = (&a.venue, &b.venue) {
        if x != y && !a.back && !b.back && one.sightings[0].noun.is_none() {
            return None;
        }
    }
    if let (Some(x), Some(y)) = (&a.city, &b.city) {
        return (x == y).then_some(1);
    }
    if let (Some(x), Some(y)) = (&a.country, &b.country) {
        return (x == y).then_some(i32::from(a.city.is_none() && b.city.is_none()));
    }
    Some(0)
}

/// Returns whether what is said of the two can be said of one meeting.
fn same_status(o: &Occasion, one: &Occasion, date: i32, headline: bool) -> bool {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Postponed, Proposed, Refused};
    if one.sightings[0].status.is_none() {
        return true;
    }
    match (o.status, one.status) {
        (a, b) if a == b => true,
        (Held | Ongoing, Held | Ongoing) => true,
        (Held | Ongoing, Planned) | (Planned, Held | Ongoing) => {
            headline || date > 0 || !one.explicit && one.attendees.is_empty()
        }
        (Planned | Proposed, Planned | Proposed | Postponed | Cancelled | Refused | Denied) => true,
        (Postponed | Cancelled | Refused | Denied, Planned | Proposed | Postponed | Cancelled | Refused | Denied) => {
            !(one.explicit && one.days.is_some() && o.days != one.days)
        }
        (Denied, Held) | (Held, Denied) => true,
        _ => false,
    }
}

/// Counts the parties that two occasions share; and whether all of the new are among the known,
/// and the known among the new. A delegation and a person of its state are one party.
fn overlap(found: Findings<'_>, o: &Occasion, one: &Occasion) -> (usize, bool, bool) {
    let same = |a: EntityId, b: EntityId| a == b || stands_for(found, a, b) || stands_for(found, b, a);
    let shared = one.attendees.iter().filter(|x| o.attendees.iter().any(|y| same(x.entity, y.entity))).count();
    let back = o.attendees.iter().filter(|x| one.attendees.iter().any(|y| same(x.entity, y.entity))).count();
    (shared, shared == one.attendees.len(), back == o.attendees.len())
}

/// Returns whether person `a` is of the state or body that delegation `b` stands for.
pub(super) fn stands_for(found: Findings<'_>, a: EntityId, b: EntityId) -> bool {
    let (a, b) = (&found.parties.entities[a], &found.parties.entities[b]);
    if b.kind == PartyKind::Person && b.name.is_some() || b.kind == PartyKind::Group {
        return false;
    }
    match (&b.organisation, &b.country) {
        (Some(body), _) => a.organisation.as_ref() == Some(body),
        (None, Some(state)) => {
            a.country.as_ref() == Some(state) && (b.title.is_none() || a.office == b.office || a.office.is_none())
        }
        _ => false,
    }
}

/// Joins a new sighting to a known occasion.
fn join(found: Findings<'_>, o: &mut Occasion, one: Occasion) {
    let sighting = &one.sightings[0];
    for attendee in one.attendees {
        match o.attendees.iter_mut().find(|a| a.entity == attendee.entity) {
            Some(known) => {
                known.mentions.extend(attendee.mentions);
                if known.role == Role::Participant {
                    known.role = attendee.role;
                }
            }
            None => o.attendees.push(attendee),
        }
    }
    let overrides = !matches!(one.status, Status::Held | Status::Ongoing | Status::Planned);
    if sighting.status.is_some() && (one.explicit && (!o.explicit || overrides) && !sighting.headline) {
        (o.status, o.explicit) = (one.status, true);
    }
    if o.status == Status::Planned && one.status == Status::Held && one.explicit {
        o.status = Status::Held;
    }
    let finer = |place: usize| found.places[place].granularity;
    match (o.place, one.place) {
        (None, Some(_)) => o.place = one.place,
        (Some(a), Some(b)) if finer(b) < finer(a) => o.place = one.place,
        _ => {}
    }
    match (o.days, one.days) {
        (None, Some(_)) => (o.date, o.days) = (one.date, one.days),
        (Some(a), Some(b)) if (b.end - b.start) < (a.end - a.start) && a.start <= b.start && b.end <= a.end => {
            let range = o.date.is_some_and(|d| found.dates[d].granularity == crate::dates::DateGranularity::Range);
            if !range {
                (o.date, o.days) = (one.date, one.days);
            }
        }
        (None, None) if o.date.is_none() => o.date = one.date,
        _ => {}
    }
    o.durations.extend(one.durations);
    o.kind = o.kind.or(one.kind);
    o.mode = o.mode.or(one.mode);
    o.sightings.extend(one.sightings);
}
