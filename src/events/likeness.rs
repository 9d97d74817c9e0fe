//! Likeness: whether a new sighting tells of a meeting that was told before.

use super::Findings;
use super::occasion::Occasion;
use crate::people::{EntityId, PartyKind};
use crate::places::PlaceMention;
use crate::record::{Kind, Status};

/// Returns which occasion a new sighting tells of, if one of those known.
pub(super) fn place_of(
    found: Findings<'_>,
    known: &[Occasion],
    one: &Occasion,
    current: Option<usize>,
) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (at, o) in known.iter().enumerate() {
        let Some(mut score) = likeness(found, o, one) else { continue };
        if current == Some(at) {
            score += 2;
        }
        // "They pledged to": rather at a meeting that was held than at the next.
        let acts = one.sightings[0].anchored && one.place.is_none() && one.date.is_none();
        let next = o.sightings.iter().any(|s| s.noun.as_ref().is_some_and(|n| n.future));
        if acts && next && one.status == Status::Held && o.status == Status::Planned {
            score -= 6;
        }
        if best.is_none_or(|(s, _)| score >= s) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Scores how well a new sighting fits a known occasion; none where it cannot be the same.
pub(super) fn likeness(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
    let sighting = &one.sightings[0];
    let noun = sighting.noun.as_ref();
    let mut score = 0;
    if o.is_call() != one.is_call() && (o.mode.is_some() && one.mode.is_some() || one.is_call()) {
        return None;
    }
    // Who was sent, or travels, is in no call told before.
    let sent = sighting.adds && sighting.rules.iter().any(|r| r == "add.sent" || r == "add.present");
    let travels = one.kind == Some(Kind::Visit) || sent && !sighting.wire;
    if o.is_call() && !one.is_call() && travels && o.sightings.iter().all(|s| s.sentence != sighting.sentence) {
        return None;
    }
    let date = same_date(found, o, one)?;
    let place = same_place(found, o, one)?;
    score += 3 * date + 2 * place;
    let headline = sighting.headline;
    if sighting.joint && !joins(found, o, one) {
        return None;
    }
    // "A met B separately": not in the company told of before.
    let alone = sighting.separate || !sighting.breaks.is_empty();
    if alone && !sighting.adds && o.attendees.len() > one.attendees.len() && !one.attendees.is_empty() {
        return None;
    }
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
    // A headline tells the news, and seldom what is yet to come of it.
    if headline && one.status == Status::Held && o.status == Status::Planned {
        score -= 4;
    }
    // "had received the pair beforehand": not at what is told.
    let window = sighting.tokens.start..sighting.tokens.end + 3;
    let before = || window.clone().any(|t| matches!(found.document.word(t), "beforehand" | "afterwards"));
    if !(all_in && all_out) && !one.attendees.is_empty() && !sighting.adds && before() {
        return None;
    }
    // "turned down an invitation last month": not that which both agreed on since.
    let undone = !matches!(one.status, Status::Held | Status::Ongoing | Status::Planned | Status::Proposed);
    if undone && one.date.is_some() && date < 1 && !one.attendees.is_empty() && !(all_in && all_out) {
        return None;
    }
    // "The bloc's leaders wound up their summit": whose it is, and not that told before of others.
    let owned = shared == 0 && !one.attendees.is_empty() && sighting.rules.iter().any(|r| r == "talks.possessor");
    // "made the same trip on July 12": others did, at another time.
    let same = noun.is_some_and(|n| (n.start..n.head).any(|t| found.document.word(t) == "same"));
    if same && !one.attendees.is_empty() && date < 1 && !(all_in && all_out) {
        return None;
    }
    let points_back = noun.is_some_and(|n| n.definite && !n.past && !n.future) && !owned || sighting.adds;
    let apart = noun.is_some_and(|n| (n.past || n.future || n.ordinal && !n.definite) && !one.attendees.is_empty());
    let back = super::beside::told_back(found, sighting.trigger) && noun.is_none();
    if (apart || back) && date < 1 {
        return None;
    }
    // A weekday that nothing holds, and a day told in full: not the same without a party in common.
    let open = |x: &Occasion| x.date.is_some() && x.days.is_none();
    let met = one.attendees.iter().any(|x| o.attendees.iter().any(|y| x.entity == y.entity));
    if !met && (open(o) && one.days.is_some() || open(one) && o.days.is_some()) {
        return None;
    }
    // "a meeting with B" is another one than that told before, unless its parties are the same.
    let another = noun.is_some_and(|n| n.indefinite) && !one.attendees.is_empty() && !headline && !sighting.adds;
    // The day of a heading is that of all below it.
    let own = one.date.is_some_and(|d| found.dates[d].sentence == sighting.sentence);
    // "gathered for an emergency summit hosted by A": the summit is what they gathered for.
    let purpose = near == 0 && all_out && shared >= 1 && sighting.rules.iter().any(|r| r == "meet.for.talks");
    if another && !purpose && (date < 1 || !own) && !(all_in && all_out) {
        return None;
    }
    // "is to see B on Friday, and a lunch with B and C is planned": a wider one.
    let wider = another && near == 0 && all_out && !all_in && one.attendees.len() > o.attendees.len().max(2);
    if wider
        && o.attendees.len() >= 2
        && o.sightings.iter().all(|s| s.noun.is_none())
        && beyond(found, o, sighting.trigger)
    {
        return None;
    }
    // Two and two of whom none is the same met apart, whatever points back.
    let strangers = shared == 0 && o.attendees.len() >= 2 && one.attendees.len() >= 2 && !has_body(found, o);
    if strangers
        && !sighting.adds
        && !headline
        && (place == 0 && date == 0 || near == 0 && named(found, o) && named(found, one))
    {
        return None;
    }
    // What is told without day and place is the text's news, and not what was on a day long before.
    let past = |x: &Occasion| {
        let published = found.published.map(|p| p.date);
        published.is_some_and(|p| x.days.is_some_and(|d| (p - d.end).num_days() > 10))
    };
    let bare = o.date.is_none() && o.place.is_none() && o.status == Status::Held && !o.is_call();
    if bare && past(one) && near >= 1 && noun.is_none() && !headline && !sighting.adds && one.place.is_some() {
        return None;
    }
    // A met B of a state whose C is told to have met A.
    if !sighting.adds && !headline && !points_back && others_stand(found, o, one) {
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
        // "After hours of talks, A and B agreed …": one sentence, told once without its parties.
        (0, _)
            if near == 0
                && o.is_call() == one.is_call()
                && (o.place.is_none() || one.place.is_none())
                && !noun.is_some_and(|n| n.indefinite) =>
        {
            Some(score)
        }
        (0, _) => (date > 0 || place > 0 && near <= 3 || points_back && near <= 2).then_some(score),
        _ if all_in && all_out || purpose => Some(score + 5),
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
        // "since the visit of C to Oslo in 1970", of others, with a day and a place of its own.
        _ if one.kind == Some(Kind::Visit) && shared == 0 && one.date.is_some() && one.place.is_some() && !headline => {
            None
        }
        _ if points_back && (near <= 2 || body_alone(found, one) && !has_body(found, o)) => Some(score + 1),
        _ if shared >= 2 && (date > 0 || place > 0 || headline) => Some(score + 2),
        _ if shared >= 1 && headline => Some(score + 1),
        _ if shared >= 1 && date > 0 && place > 0 && near <= 2 && points_back => Some(score + 1),
        _ => None,
    }
}

/// Returns whether two or more persons are told of, of whom one is of a state for which another person
/// alone is known to stand.
fn others_stand(found: Findings<'_>, o: &Occasion, one: &Occasion) -> bool {
    let named = |x: &Occasion| -> Vec<(EntityId, Option<String>)> {
        let person = |e: &EntityId| {
            let e = &found.parties.entities[*e];
            e.kind == PartyKind::Person && e.name.is_some()
        };
        let ids = x.attendees.iter().map(|a| a.entity).filter(person);
        ids.map(|e| (e, found.parties.entities[e].side().map(str::to_string))).collect()
    };
    let (known, new) = (named(o), named(one));
    let shared = new.iter().any(|(e, _)| known.iter().any(|(k, _)| k == e));
    let apart = new.iter().any(|(e, side)| {
        let of: Vec<&EntityId> = known.iter().filter(|(_, s)| s.is_some() && s == side).map(|(k, _)| k).collect();
        !of.is_empty() && of.iter().all(|k| *k != e) && new.iter().filter(|(_, s)| s == side).count() == 1
    });
    new.len() >= 2 && shared && apart
}

/// Returns whether all who met are persons told by name.
fn named(found: Findings<'_>, o: &Occasion) -> bool {
    o.attendees
        .iter()
        .map(|a| &found.parties.entities[a.entity])
        .all(|e| e.kind == PartyKind::Person && e.name.is_some())
}

/// Returns whether a trigger stands in a further main clause: "…, and a lunch with B is planned".
fn beyond(found: Findings<'_>, o: &Occasion, trigger: usize) -> bool {
    let word = |t: usize| found.document.word(t);
    let last = o.sightings.iter().map(|s| s.trigger).filter(|&t| t < trigger).max();
    last.is_some_and(|last| {
        (last..trigger.saturating_sub(1)).any(|t| word(t) == "," && matches!(word(t + 1), "and" | "while"))
    })
}

/// Returns whether persons named together are those of a meeting told just before: some of them are
/// known to be there, or all are of the states that it is known to be of.
fn joins(found: Findings<'_>, o: &Occasion, one: &Occasion) -> bool {
    let sentence = one.sightings[0].sentence;
    let near = o.sightings.iter().any(|s| !s.headline && s.sentence <= sentence && s.sentence + 3 >= sentence);
    let there = |x: EntityId| o.attendees.iter().any(|y| x == y.entity || stands_for(found, x, y.entity));
    let known = one.attendees.iter().filter(|x| there(x.entity)).count();
    // "A and B agreed to …", right after A was told to meet: B is the other side.
    let agree = one.sightings[0].anchored && known >= 1 && one.attendees.len() == 2;
    near && (known == one.attendees.len() || known >= 2 || agree)
}

/// Returns whether only bodies are told of.
pub(super) fn body_alone(found: Findings<'_>, o: &Occasion) -> bool {
    o.attendees.iter().all(|a| found.parties.entities[a.entity].kind == PartyKind::Organisation)
}

pub(super) fn has_body(found: Findings<'_>, o: &Occasion) -> bool {
    o.attendees.iter().any(|a| found.parties.entities[a.entity].kind == PartyKind::Organisation)
}

/// Returns 1 for the same day, 0 where one is open, nothing where they differ.
pub(super) fn same_date(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
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

pub(super) fn last_word(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1);
    words.next_back().unwrap_or_default().to_lowercase()
}

/// Returns 1 for the same place, 0 where one is open, nothing where they differ.
pub(super) fn same_place(found: Findings<'_>, o: &Occasion, one: &Occasion) -> Option<i32> {
    let (Some(a), Some(b)) = (o.place, one.place) else { return Some(0) };
    let (a, b): (&PlaceMention, &PlaceMention) = (&found.places[a], &found.places[b]);
    // "There" may point further back than to the city named last.
    if a.city != b.city && [a, b].iter().any(|p| p.rule == "place.there") {
        return Some(0);
    }
    // Two buildings are two places, even of one city.
    // A village told as a venue is the place of its buildings.
    let village = |p: &PlaceMention| p.venue.is_some() && p.venue == p.city;
    if let (Some(x), Some(y)) = (&a.venue, &b.venue) {
        if !village(a) && !village(b) && x != y && !a.back && !b.back && one.sightings[0].noun.is_none() {
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
pub(super) fn same_status(o: &Occasion, one: &Occasion, date: i32, headline: bool) -> bool {
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
pub(super) fn overlap(found: Findings<'_>, o: &Occasion, one: &Occasion) -> (usize, bool, bool) {
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
