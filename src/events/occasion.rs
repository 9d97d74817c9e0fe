//! Occasions: sightings of one meeting brought together, those of different ones kept apart.

use super::Findings;
use super::adjuncts::moves;
use super::antecedents::{named_holder, recall, same_person};
use super::heads;
use super::likeness::place_of;
use super::sighting::Sighting;
use crate::dates::{DateGranularity, DateMention, Days, OpenReason};
use crate::people::{EntityId, Form};
use crate::record::{Kind, Mode, PartyBasis, Presence, Role, Status};
use crate::segment::Case;

/// One meeting as the article tells it, in one sighting or several.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    /// Its sightings, in the order in which they joined.
    pub sightings: Vec<Sighting>,
    /// Who took part.
    pub attendees: Vec<Attendee>,
    /// Whether persons took the place of a delegation or title, which tells that they hold office.
    pub vouched: bool,
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
    /// Where the days are open, the interval in EDTF that bounds them.
    pub bounds: Option<String>,
    /// Durations, by index of their date mentions.
    pub durations: Vec<usize>,
    /// What sort of occasion.
    pub kind: Option<Kind>,
    /// How they met.
    pub mode: Option<Mode>,
    /// Outcomes.
    pub outcomes: Vec<super::outcomes::Found>,
}

impl Occasion {
    /// Returns whether they spoke over a distance.
    pub(super) fn is_call(&self) -> bool {
        matches!(self.mode, Some(Mode::Phone | Mode::Video)) || self.kind == Some(Kind::Call)
    }

    /// Adds those of a mention who are not among the attendees yet.
    pub(super) fn admit(&mut self, found: Findings<'_>, mention: usize, basis: PartyBasis) {
        for &entity in &found.parties.mentions[mention].entities {
            if !self.attendees.iter().any(|a| a.entity == entity) {
                let (mentions, role) = (vec![mention], Role::Participant);
                self.attendees.push(Attendee { entity, mentions, role, presence: None, basis });
            }
        }
    }
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

/// Brings sightings together into occasions, in text order, headlines last.
pub(super) fn occasions(found: Findings<'_>, sightings: Vec<Sighting>) -> Vec<Occasion> {
    let (headlines, body): (Vec<Sighting>, Vec<Sighting>) = sightings.into_iter().partition(|s| s.headline);
    let mut out: Vec<Occasion> = Vec::new();
    let mut current: Option<usize> = None;
    let heads = heads::heads(found);
    for sighting in body {
        let head = heads.get(sighting.sentence).copied().unwrap_or_default();
        let mut made = occasion(found, sighting, &out, current, head.date.is_some());
        stand_under(found, &mut made, head);
        if let Some(o) = current.and_then(|c| out.get(c)) {
            another_round(found, &mut made, o);
            go_on(found, &mut made, o);
        }
        for one in split(found, made) {
            let paper = current.filter(|&c| out.get(c).is_some_and(|o| signs_its_paper(found, o, &one)));
            if let Some(at) = paper {
                join(found, &mut out[at], one);
                continue;
            }
            if let Some(at) = place_of(found, &out, &one, current) {
                let moves = !one.sightings[0].joint;
                join(found, &mut out[at], one);
                current = if moves { Some(at) } else { current };
            } else if stands(&one) && (!one.sightings[0].adds || entry(&out, &one, head)) {
                out.push(one);
                current = Some(out.len() - 1);
            }
        }
    }
    for sighting in headlines {
        let one = occasion(found, sighting, &out, None, true);
        match place_of(found, &out, &one, None) {
            Some(at) => join(found, &mut out[at], one),
            // "Minutes of the third meeting between A and B": what the text is of.
            None if !one.sightings[0].adds && stands(&one) && (out.is_empty() || titles(found, &one)) => out.push(one),
            None => {}
        }
    }
    out
}

/// Returns whether persons sign what the meeting told just before came to: "A and B signed the document",
/// "the deal was signed by A and B".
fn signs_its_paper(found: Findings<'_>, o: &Occasion, one: &Occasion) -> bool {
    const PAPERS: &[&str] = &[
        "accord",
        "agreement",
        "deal",
        "declaration",
        "document",
        "documents",
        "memorandum",
        "pact",
        "paper",
        "protocol",
        "text",
        "treaty",
        "truce",
    ];
    let sighting = &one.sightings[0];
    let near =
        o.sightings.iter().any(|s| !s.headline && (1..=2).contains(&sighting.sentence.saturating_sub(s.sentence)));
    let signs = sighting.rules.iter().all(|r| r.starts_with("sign.")) && sighting.noun.is_none();
    let done = o.status == Status::Held && one.status == Status::Held && !o.is_call();
    let told = !o.sightings.iter().all(|s| s.earlier) && !sighting.earlier;
    if !(near && signs && done && told)
        || one.date.is_some()
        || one.place.is_some_and(|p| found.places[p].city.is_some() && o.place.is_some())
    {
        return false;
    }
    let word = |t: usize| found.document.word(t);
    let paper = |t: usize| word(t) == "the" && PAPERS.contains(&word(t + 1));
    let at = sighting.trigger;
    let first = found.document.sentences[sighting.sentence].tokens.start;
    let after = paper(at + 1) || matches!(word(at + 1), "it" | "them");
    after || (at.saturating_sub(5).max(first)..at).any(paper)
}

/// Returns whether a headline is that of the minutes or the report of a numbered meeting of several.
fn titles(found: Findings<'_>, one: &Occasion) -> bool {
    let sighting = &one.sightings[0];
    let Some(noun) = sighting.noun.as_ref().filter(|n| n.ordinal && !n.past && !n.future) else { return false };
    let first = found.document.sentences[sighting.sentence].tokens.start;
    let of = (first..noun.start).any(|t| found.document.word(t) == "of") && noun.start <= first + 4;
    of && one.attendees.len() >= 2
}

/// Returns whether persons named together are the meeting of a timeline's entry: a heading tells its
/// day and place, and no other meeting of that day is told.
fn entry(told: &[Occasion], one: &Occasion, head: heads::Head) -> bool {
    one.sightings[0].joint && head.date.is_some() && head.place.is_some() && !told.iter().any(|o| o.date == head.date)
}

/// Returns whether a sighting by itself is worth an occasion: somebody, a place or a day.
fn stands(o: &Occasion) -> bool {
    !o.attendees.is_empty() || o.place.is_some() || o.date.is_some()
}

/// Makes an occasion of one sighting.
///
/// `told` are the occasions told so far, `current` the last of them that the text spoke of; under the
/// heading of a day the present tense tells of what was done.
fn occasion(
    found: Findings<'_>,
    sighting: Sighting,
    told: &[Occasion],
    current: Option<usize>,
    headed: bool,
) -> Occasion {
    let mut attendees: Vec<Attendee> = Vec::new();
    for &(m, role) in &sighting.parties {
        let mention = &found.parties.mentions[m];
        let antecedents: Vec<EntityId> = match () {
            _ if mention.form == Form::Plural => recall(found, told, current, m),
            // "since we met in May": those who met as told just before.
            _ if mention.form == Form::Author && mention.plural && sighting.parties.len() == 1 => {
                let near = |o: &&Occasion| o.sightings.iter().any(|s| s.sentence + 3 >= mention.sentence);
                let last = current.and_then(|c| told.get(c)).filter(near);
                last.map(|o| o.attendees.iter().map(|a| a.entity).collect()).unwrap_or_default()
            }
            _ => mention.entities.iter().map(|&e| same_person(found, named_holder(found, e))).collect(),
        };
        let basis = match mention.form {
            Form::Pronoun | Form::Plural | Form::Back => PartyBasis::Coreference,
            _ => PartyBasis::Stated,
        };
        for entity in antecedents {
            // Who leads a delegation takes part, whatever the office.
            if found.parties.entities[entity].is_outside() && mention.rule != "party.led_by" {
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
    // "left on Tuesday to meet B", "meet on Thursday": the date's own clause knows better.
    let untold = sighting.status.is_none();
    let scheduled = sighting.present && (!headed || moves(&sighting));
    let aim = status == Status::Planned && sighting.noun.is_none();
    let own = !sighting.explicit && (untold || aim || scheduled);
    let off = matches!(status, Status::Cancelled | Status::Postponed);
    let named = off && date.is_some_and(|d| sighting.noun.as_ref().is_some_and(|n| n.dates.contains(&d)));
    let days = date.map(|d| &found.dates[d]).and_then(|d| match d.days {
        // "cancelled Tuesday's meeting": the one to come.
        _ if named && d.future.is_some() => d.future,
        Some(days) if own => Some(days),
        _ => reading(found, d, status),
    });
    let mut made = Occasion {
        attendees,
        vouched: false,
        status,
        explicit: sighting.explicit,
        place: sighting.places.first().copied(),
        place_lent: false,
        place_dateline: false,
        date,
        date_lent: false,
        days,
        bounds: None,
        durations,
        kind: sighting.kind,
        mode: sighting.mode,
        outcomes: Vec::new(),
        sightings: vec![sighting],
    };
    if made.mode == Some(Mode::Phone) && face_to_face(found, &made) {
        (made.mode, made.kind) = (None, Some(Kind::Meeting));
    }
    settle(found, &mut made);
    made
}

/// Gives a meeting the day and place of the heading that it stands under: in a timeline, a
/// programme, a live report, minutes.
fn stand_under(found: Findings<'_>, o: &mut Occasion, head: heads::Head) {
    // "Six months after the war" tells less than the heading does; what is only proposed has no day yet.
    let undated = o.date.is_none_or(|d| found.dates[d].open == Some(OpenReason::NotStated)) && o.days.is_none();
    if let (true, Some(d)) = (undated && o.status != Status::Proposed, head.date) {
        (o.date, o.days) = (Some(d), found.dates[d].days);
        settle(found, o);
    }
    if o.place.is_none() && !o.is_call() && head.place.is_some() {
        (o.place, o.place_lent) = (head.place, true);
    }
}

/// Returns whether "spoke with" was in one place: a city told right with it, and no word of a wire.
fn face_to_face(found: Findings<'_>, o: &Occasion) -> bool {
    let Some(place) = o.place.map(|p| &found.places[p]) else { return false };
    let trigger = o.sightings[0].trigger;
    let beside = place.city.is_some() && place.tokens.start > trigger && place.tokens.start <= trigger + 16;
    let purpose =
        (trigger..place.tokens.start).any(|t| matches!(found.document.word(t), "to" | "about" | "regarding" | "on"));
    // "In Oslo on Monday, A spoke with B"
    let first = found.document.sentences[o.sightings[0].sentence].tokens.start;
    let fronted = place.city.is_some() && !place.dateline && place.tokens.start <= first + 6;
    (beside && !purpose || fronted && place.tokens.start < trigger) && !o.sightings[0].wire
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
    // "the eighth conference of the Forum on Fish": a body of its own.
    let word = |t: usize| found.document.word(t);
    let inner = noun.end + 1 + usize::from(word(noun.end + 1) == "the");
    let named = word(noun.end) == "of"
        && found.document.tokens.get(inner).is_some_and(|t| matches!(t.case, Case::Capital | Case::Upper))
        && !(inner..inner + 6).any(|t| {
            matches!(word(t), "commission" | "committee" | "council" | "dialogue" | "consultations" | "talks")
        });
    if named {
        return;
    }
    if !round || made.date.is_none() && made.place.is_none() || o.attendees.is_empty() {
        return;
    }
    // Who is named for this round need not have been at another: the states were.
    let state = |e: EntityId| {
        let person = &found.parties.entities[e];
        let same = |p: &crate::people::Entity| {
            p.kind == crate::people::PartyKind::Delegation
                && p.title.is_none()
                && p.organisation.is_none()
                && p.country == person.country
        };
        let bare = person.organisation.is_none() && person.country.is_some();
        found.parties.entities.iter().position(same).filter(|_| bare).unwrap_or(e)
    };
    for a in &o.attendees {
        let entity = state(a.entity);
        let told = found.parties.mentions.iter().position(|m| m.entities.contains(&entity));
        let mentions = if entity == a.entity { a.mentions.clone() } else { told.into_iter().collect() };
        let one = Attendee { entity, mentions, basis: PartyBasis::Coreference, ..a.clone() };
        if !made.attendees.iter().any(|x| x.entity == one.entity) {
            made.attendees.push(one);
        }
    }
    if made.place.is_none() && o.place.is_some_and(|p| found.places[p].city.is_some()) {
        (made.place, made.place_lent) = (o.place, true);
    }
}

/// Gives "a session with B", told without its other side right after a meeting with B's compatriots,
/// those who met these.
fn go_on(found: Findings<'_>, made: &mut Occasion, o: &Occasion) {
    let sighting = &made.sightings[0];
    let near = o.sightings.iter().any(|s| s.sentence <= sighting.sentence && s.sentence + 2 >= sighting.sentence);
    let with = sighting.rules.iter().any(|r| r == "talks.with") && !sighting.adds;
    let &[Attendee { entity: alone, .. }] = made.attendees.as_slice() else { return };
    let home = |e: EntityId| found.parties.entities[e].side();
    let own = home(alone);
    let known = o.attendees.iter().any(|a| a.entity == alone);
    if !near || !with || known || own.is_none() || !o.attendees.iter().any(|a| home(a.entity) == own) {
        return;
    }
    let others = o.attendees.iter().filter(|a| home(a.entity) != own && home(a.entity).is_some());
    let others: Vec<Attendee> = others.map(|a| Attendee { basis: PartyBasis::Coreference, ..a.clone() }).collect();
    let mut homes: Vec<Option<&str>> = others.iter().map(|a| home(a.entity)).collect();
    homes.dedup();
    if homes.len() == 1 {
        made.attendees.extend(others);
    }
}

/// Returns the reading of a date that fits what is said of the meeting: its own, unless what is
/// said to be done would lie after publication, or what is planned before it.
fn reading(found: Findings<'_>, date: &DateMention, status: Status) -> Option<Days> {
    let published = found.published.map(|p| p.date);
    match (status, date.days, published) {
        (Status::Planned | Status::Proposed, Some(days), Some(day)) if days.end < day => date.future.or(date.days),
        (Status::Held | Status::Ongoing, Some(days), Some(day)) if days.start > day => date.past.or(date.days),
        // "The talks of 27 October were called off" tells of months ago rather than of months ahead.
        (Status::Cancelled | Status::Refused, Some(days), Some(day)) if (days.start - day).num_days() > 180 => {
            date.past.or(date.days)
        }
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
    if !o.sightings[0].separate && o.sightings[0].breaks.is_empty() {
        return vec![o];
    }
    let Some(&(first, _)) = o.sightings[0].parties.first() else { return vec![o] };
    let heads = found.parties.mentions[first].entities.clone();
    let others: Vec<Attendee> = o.attendees.iter().filter(|a| !heads.contains(&a.entity)).cloned().collect();
    if others.len() < 2 {
        return vec![o];
    }
    let breaks = &o.sightings[0].breaks;
    let at =
        |a: &Attendee| a.mentions.iter().map(|&m| found.parties.mentions[m].tokens.start).min().unwrap_or_default();
    let group = |a: &Attendee| breaks.iter().filter(|&&t| t <= at(a)).count();
    let mut groups: Vec<(usize, Vec<Attendee>)> = Vec::new();
    for (i, other) in others.into_iter().enumerate() {
        let key = if breaks.is_empty() { i } else { group(&other) };
        match groups.last_mut() {
            Some((last, ids)) if *last == key => ids.push(other),
            _ => groups.push((key, vec![other])),
        }
    }
    if groups.len() < 2 {
        return vec![o];
    }
    groups
        .into_iter()
        .map(|(_, others)| {
            let mut one = o.clone();
            one.attendees.retain(|a| heads.contains(&a.entity));
            one.attendees.extend(others);
            one
        })
        .collect()
}

/// Joins a new sighting to a known occasion.
fn join(found: Findings<'_>, o: &mut Occasion, one: Occasion) {
    let sighting = &one.sightings[0];
    if sighting.absent {
        for a in &mut o.attendees {
            if one.attendees.iter().any(|x| x.entity == a.entity) {
                a.presence = Some(Presence::Absent);
            }
        }
        let rules = sighting.rules.clone();
        let marked = o.attendees.iter().any(|a| one.attendees.iter().any(|x| x.entity == a.entity));
        if let Some(first) = o.sightings.first_mut().filter(|_| marked) {
            first.rules.extend(rules);
        }
        return;
    }
    let known = o.attendees.len();
    for attendee in one.attendees {
        match o.attendees.iter_mut().find(|a| a.entity == attendee.entity) {
            Some(_) if sighting.joint => {}
            Some(known) => {
                let new: Vec<usize> = attendee.mentions.into_iter().filter(|m| !known.mentions.contains(m)).collect();
                known.mentions.extend(new);
                if known.role == Role::Participant {
                    known.role = attendee.role;
                }
            }
            None => o.attendees.push(attendee),
        }
    }
    if sighting.joint {
        let rules = sighting.rules.clone();
        if let Some(first) = o.sightings.first_mut().filter(|_| o.attendees.len() > known) {
            first.rules.extend(rules);
        }
        return;
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
            // The heading's days give way to the day that the words under it tell.
            let told = |s: usize| o.sightings.iter().any(|x| x.sentence == s);
            let range = o.date.map(|d| &found.dates[d]);
            let range = range.is_some_and(|d| d.granularity == DateGranularity::Range && told(d.sentence));
            // Talks with a day of their own, in a visit of several.
            let range = range && !(o.kind == Some(Kind::Visit) && one.kind != Some(Kind::Visit));
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
