//! Slots that the sentence leaves empty: filled from the sentence's neighbours, the article's
//! other meetings, or the dateline, each with its basis.

use super::Findings;
use super::occasion::Occasion;
use crate::places::PlaceGranularity;
use crate::record::{Kind, Mode, Status};

/// Fills the empty places and days of occasions.
pub(super) fn fill(found: Findings<'_>, occasions: &mut [Occasion]) {
    lend_places(found, occasions);
    dateline_place(found, occasions);
    lend_places(found, occasions);
    represent(found, occasions);
}

/// Lends the place of another occasion of the same days and a shared party.
fn lend_places(found: Findings<'_>, occasions: &mut [Occasion]) {
    for at in 0..occasions.len() {
        let o = &occasions[at];
        if o.place.is_some() || !in_person(o) || o.attendees.is_empty() {
            continue;
        }
        let lender = occasions.iter().enumerate().find(|(i, other)| {
            let shared = other.attendees.iter().any(|a| o.attendees.iter().any(|b| a.entity == b.entity));
            let same_days = match (o.days, other.days) {
                (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
                (None, None) => o.date.is_none() && other.date.is_none(),
                _ => false,
            };
            let city = other.place.is_some_and(|p| found.places[p].granularity <= PlaceGranularity::City);
            *i != at && in_person(other) && city && shared && same_days && same_time(o, other)
        });
        let place = lender.and_then(|(_, other)| other.place);
        if place.is_some() {
            occasions[at].place = place;
            occasions[at].place_lent = true;
        }
    }
}

fn in_person(o: &Occasion) -> bool {
    !matches!(o.mode, Some(Mode::Phone | Mode::Video)) && o.kind != Some(Kind::Call)
}

fn same_time(a: &Occasion, b: &Occasion) -> bool {
    let done = |o: &Occasion| matches!(o.status, Status::Held | Status::Ongoing);
    done(a) == done(b)
}

/// Gives the meeting that the lead tells the dateline's place, where the text names none.
fn dateline_place(found: Findings<'_>, occasions: &mut [Occasion]) {
    let Some(place) = found.places.iter().position(|p| p.dateline && p.city.is_some()) else { return };
    let line = found.places[place].sentence;
    let several = found.places.iter().filter(|p| p.dateline && p.sentence == line && p.city.is_some()).count() > 1;
    if several {
        return;
    }
    let published = found.published.map(|p| p.date);
    for o in occasions.iter_mut() {
        let leads = o.sightings.iter().any(|s| !s.headline && s.sentence <= line + 1);
        let fresh = match (o.days, published) {
            (Some(days), Some(day)) => (day - days.end).num_days().abs() <= 2,
            _ => o.date.is_none() || o.days.is_none(),
        };
        if o.place.is_none() && leads && fresh && in_person(o) && matches!(o.status, Status::Held | Status::Ongoing) {
            o.place = Some(place);
            o.place_dateline = true;
        }
    }
}

/// Drops a delegation for which a named person already stands.
fn represent(found: Findings<'_>, occasions: &mut [Occasion]) {
    for o in occasions.iter_mut() {
        let all: Vec<usize> = o.attendees.iter().map(|a| a.entity).collect();
        o.attendees.retain(|a| {
            !all.iter().any(|&other| {
                other != a.entity
                    && found.parties.entities[other].kind == crate::people::PartyKind::Person
                    && found.parties.entities[other].name.is_some()
                    && found.parties.entities[a.entity].title.is_none()
                    && super::occasion::stands_for(found, other, a.entity)
            })
        });
    }
}
