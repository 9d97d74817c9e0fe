//! Setting: where a meeting took place that is told without a place, by what stands around it.

use super::Findings;
use super::occasion::Occasion;
use super::sighting::Sighting;
use crate::places::{PlaceGranularity, PlaceMention};
use crate::record::{Kind, Status};
use crate::segment::BlockKind;

/// Gives a meeting the place at which the sentences right before it arrive: "B flew to Riga. He met
/// A", "In the Latvian capital, meanwhile, … The talks …", "Riga. A and B sign …".
pub(super) fn scene_place(found: Findings<'_>, occasions: &mut [Occasion]) {
    for at in 0..occasions.len() {
        let o = &occasions[at];
        if o.place.is_some() || o.is_call() {
            continue;
        }
        let Some(first) = o.sightings.iter().filter(|s| !s.headline).min_by_key(|s| s.trigger) else { continue };
        let block = found.document.sentences[first.sentence].block;
        let from = found.document.blocks[block].sentences.start.max(first.sentence.saturating_sub(2));
        let until = found.places.partition_point(|p| p.tokens.start < first.tokens.start);
        let since = found.places.partition_point(|p| p.sentence < from);
        let mut around = found.places[since..until].iter().enumerate().map(|(i, p)| (since + i, p));
        let last = around.rfind(|(_, p)| p.city.is_some() && !p.matter && !p.dateline);
        let set = last.filter(|(p, place)| {
            let other = occasions.iter().any(|other| other.place == Some(*p));
            place.sentence < first.sentence && !other && arrives(found, place, o)
        });
        if let Some((place, _)) = set {
            (occasions[at].place, occasions[at].place_lent) = (Some(place), true);
        }
    }
}

/// Gives the engagements of a programme the city at which an entry above them arrives.
pub(super) fn programme_place(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    let item = |s: usize| document.kind_of(s) == BlockKind::Item;
    let says =
        |s: usize, words: &[&str]| document.sentences[s].tokens.clone().any(|t| words.contains(&document.word(t)));
    for o in occasions.iter_mut().filter(|o| o.place.is_none() && !o.is_call()) {
        let Some(first) = o.sightings.iter().map(|s| s.sentence).filter(|&s| item(s)).min() else { continue };
        let entries = (first.saturating_sub(60)..first).rev().filter(|&s| item(s));
        let moves = entries.into_iter().find(|&s| {
            says(s, &["arrival", "arrives", "arrive", "arriving", "landing"])
                || says(s, &["departure", "departs", "depart", "leaves"])
        });
        let Some(moves) = moves.filter(|&s| !says(s, &["departure", "departs", "depart", "leaves"])) else { continue };
        let place = found.places.iter().position(|p| p.sentence == moves && p.city.is_some());
        if place.is_some() {
            (o.place, o.place_lent) = (place, true);
        }
    }
}

/// Returns whether a place sets the scene for what is told next: it opens its sentence, or is all of
/// it, or somebody who met there came to it.
fn arrives(found: Findings<'_>, place: &PlaceMention, o: &Occasion) -> bool {
    let sentence = &found.document.sentences[place.sentence];
    let start = sentence.tokens.start.max(sentence.dateline.end);
    let fronted = place.tokens.start <= start + 1;
    let alone = sentence.tokens.end <= place.tokens.end + 1;
    let theirs = || {
        let mentions = found.parties.mentions.iter().filter(|m| m.sentence == place.sentence);
        mentions.flat_map(|m| &m.entities).any(|e| o.attendees.iter().any(|a| a.entity == *e))
    };
    fronted && (alone || place.rule != "place.label") || place.reached && theirs()
}

/// Returns whether a meeting was held, or is under way.
pub(super) fn done(o: &Occasion) -> bool {
    matches!(o.status, Status::Held | Status::Ongoing)
}

/// Lends the city of the meeting that the lead tells to the others that a party of it had there in
/// the days around, told without a place.
pub(super) fn lead_place(found: Findings<'_>, occasions: &mut [Occasion]) {
    let first =
        |o: &Occasion| o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min().unwrap_or(usize::MAX);
    let Some(main) = (0..occasions.len()).min_by_key(|&i| first(&occasions[i])) else { return };
    let lead = occasions[main].clone();
    let city = lead.place.is_some_and(|p| found.places[p].city.is_some());
    if !city || !done(&lead) || lead.is_call() {
        return;
    }
    // Those who come to a summit meet there, whether they met those of the lead or not.
    let summit = occasions.iter().any(|o| {
        let place = o.place.is_none_or(|p| lead.place.is_some_and(|l| found.places[l].city == found.places[p].city));
        let gathers = |kind: Option<Kind>| matches!(kind, Some(Kind::Summit | Kind::Conference));
        (gathers(o.kind) || o.sightings.iter().any(|s| gathers(s.kind)))
            && first(o) <= first(&lead).saturating_add(4)
            && place
    });
    for o in occasions.iter_mut() {
        let comes = summit && o.attendees.len() > 1 && o.days.is_some();
        let shared = comes || lead.attendees.iter().any(|a| o.attendees.iter().any(|b| a.entity == b.entity));
        let around = match (o.days, lead.days) {
            (Some(a), Some(b)) => (a.start - b.end).num_days() <= 2 && (b.start - a.end).num_days() <= 2,
            (None, _) => o.date.is_none() && !o.sightings.iter().any(|s| s.earlier),
            _ => false,
        };
        if o.place.is_none() && shared && around && done(o) && !o.is_call() {
            (o.place, o.place_lent) = (lead.place, true);
        }
    }
}

/// Lends the place of another occasion of the same days and a shared party.
pub(super) fn lend_places(found: Findings<'_>, occasions: &mut [Occasion]) {
    for at in 0..occasions.len() {
        let o = &occasions[at];
        if o.place.is_some() || o.is_call() || o.attendees.is_empty() {
            continue;
        }
        let lender = occasions.iter().enumerate().find(|(i, other)| {
            let shared = other.attendees.iter().any(|a| o.attendees.iter().any(|b| a.entity == b.entity));
            let same_days = match (o.days, other.days) {
                // A traveller's meetings of the days around are in the same city.
                (Some(a), Some(b)) if other.place_dateline => {
                    (a.start - b.end).num_days() <= 2 && (b.start - a.end).num_days() <= 2
                }
                (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
                (None, None) => o.date.is_none() && other.date.is_none(),
                _ => false,
            };
            let city = other.place.is_some_and(|p| found.places[p].granularity <= PlaceGranularity::City);
            *i != at && !other.is_call() && city && shared && same_days && same_time(o, other)
        });
        let place = lender.and_then(|(_, other)| other.place);
        if place.is_some() {
            occasions[at].place = place;
            occasions[at].place_lent = true;
        }
    }
}

fn same_time(a: &Occasion, b: &Occasion) -> bool {
    done(a) == done(b)
}

/// Returns whether a text has told of no other city up to a meeting, which it tells as its own news.
fn unmoved(found: Findings<'_>, place: usize, sighting: &Sighting, lead: usize) -> bool {
    let city = &found.places[place].city;
    let up_to = found.places.iter().filter(|p| p.sentence >= lead && p.sentence <= sighting.sentence);
    let elsewhere = up_to.filter(|p| p.city != *city && (p.city.is_some() || p.country != found.places[place].country));
    sighting.explicit
        && !sighting.earlier
        && sighting.sentence <= lead + 8
        && elsewhere.into_iter().all(|p| p.dateline)
        && sighting.dates.iter().all(|&d| found.dates[d].minutes.is_some() || found.published.is_some())
}

/// Gives the meeting that the lead tells the dateline's place, where the text names none.
pub(super) fn dateline_place(found: Findings<'_>, occasions: &mut [Occasion]) {
    let heads =
        |p: &crate::places::PlaceMention| p.dateline || found.document.kind_of(p.sentence) == BlockKind::Dateline;
    let Some(place) = found.places.iter().position(|p| heads(p) && p.city.is_some()) else { return };
    let line = found.places[place].sentence;
    let several = found.places.iter().filter(|p| p.dateline && p.sentence == line && p.city.is_some()).count() > 1;
    if several {
        return;
    }
    let published = found.published.map(|p| p.date);
    let first = (line..found.document.sentences.len())
        .find(|&s| matches!(found.document.kind_of(s), BlockKind::Body | BlockKind::Item));
    let lead = first.unwrap_or(line);
    for o in occasions.iter_mut() {
        let leads =
            o.sightings.iter().any(|s| !s.headline && (s.sentence <= lead + 1 || unmoved(found, place, s, lead)));
        let fresh = match (o.days, published) {
            (Some(days), Some(day)) => (day - days.end).num_days().abs() <= 2,
            _ => o.date.is_none() || o.days.is_none(),
        };
        let held = !o.is_call() && matches!(o.status, Status::Held | Status::Ongoing);
        if o.place.is_none() && leads && fresh && held {
            o.place = Some(place);
            o.place_dateline = true;
        }
        // "BERN - She arrived in Switzerland for talks": the city of the country that is told.
        let within = o.place.is_some_and(|p| {
            let p = &found.places[p];
            p.granularity == PlaceGranularity::Country && p.country == found.places[place].country
        });
        if within && fresh && held && o.days.is_some() {
            o.place = Some(place);
            o.place_dateline = true;
        }
    }
}
