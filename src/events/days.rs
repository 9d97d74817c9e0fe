//! Days: meetings told without one, dated by their paragraph, by the meeting told before, or as the
//! text's own news.

use super::Findings;
use super::dating::{long, set_off};
use super::heads::heads;
use super::occasion::Occasion;
use super::setting::done;
use super::sighting::Sighting;
use crate::dates::{DateGranularity, DateMention, Days};
use crate::record::Status;
use crate::segment::BlockKind;

/// Gives a meeting told without a day the day that its paragraph opens with, where no meeting is
/// told with that: "Her Thursday was packed. She saw A, then B."
pub(super) fn block_day(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    let tells: Vec<usize> = occasions.iter().flat_map(|o| o.sightings.iter().map(|s| s.sentence)).collect();
    for o in occasions.iter_mut() {
        let planned = o.status == Status::Planned;
        let undated = o.date.is_none() && o.days.is_none() && (done(o) || planned);
        let first = o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min();
        let (Some(here), true) = (first, undated && !o.sightings.iter().any(|s| s.earlier)) else { continue };
        let block = document.sentences[here].block;
        let before = (0..found.dates.len()).rev().find(|&d| {
            let d = &found.dates[d];
            d.sentence < here && document.sentences[d.sentence].block == block && d.days.is_some()
        });
        let Some(d) = before else { continue };
        let day = &found.dates[d];
        let opens = document.blocks[block].sentences.start == day.sentence && !tells.contains(&day.sentence);
        let fits = found
            .published
            .is_none_or(|p| day.days.is_some_and(|x| if planned { x.start >= p.date } else { x.end <= p.date }));
        let journey = planned && day.granularity == DateGranularity::Range && !long(found, d);
        if opens && fits && (journey || day.granularity == DateGranularity::Day) && !day.mark {
            (o.date, o.days, o.date_lent) = (Some(d), day.days, true);
        }
    }
}

/// Gives a meeting told to be "on the sidelines", without a word of what, the place and the day of the
/// meeting told before it.
pub(super) fn on_sidelines(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    let aside = |sentence: usize| {
        let tokens = document.sentences[sentence].tokens.clone();
        tokens.clone().any(|t| {
            matches!(document.word(t), "sidelines" | "margins") && (t + 1 >= tokens.end || document.word(t + 1) != "of")
        })
    };
    let first = |o: &Occasion| o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min();
    for at in 0..occasions.len() {
        let o = &occasions[at];
        let Some(here) = first(o).filter(|&s| aside(s) && done(o) && !o.is_call()) else { continue };
        let lender = occasions
            .iter()
            .filter(|other| first(other).is_some_and(|s| s < here) && !other.is_call() && done(other))
            .filter(|other| other.place.is_some() || other.days.is_some())
            .max_by_key(|other| first(other));
        let Some((place, date, days)) = lender.map(|l| (l.place, l.date, l.days)) else { continue };
        let o = &mut occasions[at];
        if o.date.is_none() && o.days.is_none() {
            (o.date, o.days, o.date_lent) = (date, days, true);
        }
        if o.place.is_none() {
            (o.place, o.place_lent) = (place, place.is_some());
        }
    }
}

/// Lends the day of the meeting told right before to one that shares a party with it and is told
/// in the same tense without a day of its own.
pub(super) fn lend_days(occasions: &mut [Occasion]) {
    let first = |o: &Occasion| o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min();
    for at in 0..occasions.len() {
        let o = &occasions[at];
        let (Some(here), true) = (first(o), o.date.is_none() && o.days.is_none() && done(o)) else { continue };
        if o.attendees.is_empty() || o.sightings.iter().any(|s| s.earlier) {
            continue;
        }
        let lender = occasions
            .iter()
            .enumerate()
            .filter(|(i, other)| {
                let shared = other.attendees.iter().any(|a| o.attendees.iter().any(|b| a.entity == b.entity));
                let near = first(other).is_some_and(|s| s <= here && here - s <= 4);
                *i != at
                    && other.days.is_some()
                    && !other.date_lent
                    && shared
                    && near
                    && done(other)
                    && !other.sightings.iter().any(|s| s.earlier)
            })
            .max_by_key(|(_, other)| first(other));
        if let Some((date, days)) = lender.map(|(_, other)| (other.date, other.days)) {
            let o = &mut occasions[at];
            (o.date, o.days, o.date_lent) = (date, days, true);
        }
    }
}

/// Dates the text's own news, told in the present tense without a day, by the publication date.
pub(super) fn own_news(found: Findings<'_>, occasions: &mut [Occasion]) {
    let Some(day) = found.published.map(|p| p.date) else { return };
    let document = found.document;
    // Bullets above the story, and an editor's note in brackets, are no lead.
    let body = document.blocks.iter().any(|b| b.kind == BlockKind::Body);
    let note = |s: usize| {
        let text = document.sentences[s].span.of(&found.article.text).trim();
        text.starts_with('(') && text.ends_with(')')
    };
    let lead: Vec<usize> = (0..document.sentences.len())
        .filter(|&s| {
            let kind = document.kind_of(s);
            (kind == BlockKind::Body || !body && kind == BlockKind::Item) && !note(s)
        })
        .take(3)
        .collect();
    let told = lead.first().and_then(|&l| lead_day(found, l));
    let heads = heads(found);
    let hourly = |s: &Sighting| !s.headline && heads.get(s.sentence).is_some_and(|h| h.today);
    for o in occasions.iter_mut() {
        let past = |s: &Sighting| s.explicit && !s.earlier && lead.iter().take(2).any(|&l| l == s.sentence);
        let present = o.sightings.iter().any(|s| (s.present || past(s)) && !s.headline && lead.contains(&s.sentence));
        if present && o.date.is_none() && o.days.is_none() && matches!(o.status, Status::Held | Status::Ongoing) {
            match told {
                Some(d) => (o.date, o.days, o.date_lent) = (Some(d), found.dates[d].days, true),
                None => o.days = Some(Days { start: day, end: day }),
            }
        }
        let still = |s: &Sighting| s.explicit && !s.earlier && !s.headline && undated_since(found, &lead, s);
        if o.date.is_none() && o.days.is_none() && done(o) && o.attendees.len() > 1 && o.sightings.iter().any(still) {
            if let Some(d) = told {
                (o.date, o.days, o.date_lent) = (Some(d), found.dates[d].days, true);
            }
        }
        // "has sat down" is of the hour, "had sat down" is not.
        let had =
            |s: &Sighting| s.earlier && (s.trigger.saturating_sub(3)..s.trigger).any(|t| document.word(t) == "had");
        let today = o.sightings.iter().any(hourly) && !o.sightings.iter().any(had);
        if today && o.date.is_none() && o.days.is_none() && done(o) {
            o.days = Some(Days { start: day, end: day });
        }
    }
}

/// Returns whether no other day is told from the lead up to a meeting, near it.
fn undated_since(found: Findings<'_>, lead: &[usize], sighting: &Sighting) -> bool {
    let Some(&first) = lead.first() else { return false };
    let between = found.dates.iter().filter(|d| d.sentence > first && d.sentence <= sighting.sentence);
    sighting.sentence > first && sighting.sentence <= first + 8 && between.into_iter().all(|d| d.minutes.is_some())
}

/// Returns the day that the lead is told with, else the dateline's: where a text appears the day
/// after, its news is of the day that it names.
fn lead_day(found: Findings<'_>, lead: usize) -> Option<usize> {
    let published = found.published?.date;
    let start = found.document.sentences[lead].tokens.start;
    let fresh = |d: &DateMention| {
        if set_off(found, start, d.tokens.start) {
            return false;
        }
        let back = d.days.map(|x| (published - x.end).num_days());
        d.granularity == DateGranularity::Day && d.minutes.is_none() && back.is_some_and(|b| (0..=3).contains(&b))
    };
    let mut told = (0..found.dates.len()).filter(|&d| found.dates[d].sentence == lead && fresh(&found.dates[d]));
    let marked = told.clone().find(|&d| found.dates[d].mark);
    let mut plain = told.by_ref().filter(|&d| !found.dates[d].mark);
    match (plain.next(), plain.next()) {
        (Some(one), None) => Some(one),
        _ => marked,
    }
}
