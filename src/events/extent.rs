//! Extent: from which day to which a meeting lasted, where the text tells its opening and its close
//! apart, or one of them and how long it took.

use super::Findings;
use super::dating::perfect;
use super::occasion::Occasion;
use crate::dates::{DateGranularity, DateMention, Days};
use crate::record::Status;
use crate::segment::Case;
use chrono::{Datelike, Duration, Months};

/// The minutes of a day, and the longest meeting that is reckoned from its length.
const DAY: u32 = 24 * 60;
const LONGEST: i64 = 30;

/// Words that tell of an opening, and of a close.
const OPENING: &[&str] = &[
    "began",
    "begin",
    "begins",
    "begun",
    "beginning",
    "commenced",
    "convened",
    "convenes",
    "gathered",
    "launched",
    "met",
    "open",
    "opened",
    "opening",
    "opens",
    "reconvened",
    "resumed",
    "resumes",
    "start",
    "started",
    "starting",
    "starts",
];
const CLOSING: &[&str] = &[
    "adjourned",
    "adjourns",
    "agreed",
    "announced",
    "close",
    "closed",
    "closes",
    "closing",
    "collapsed",
    "conclude",
    "concluded",
    "concludes",
    "concluding",
    "culminated",
    "end",
    "ended",
    "ending",
    "ends",
    "final",
    "finish",
    "finished",
    "finishes",
    "initialled",
    "initialed",
    "signed",
    "wound",
    "wrapped",
];

/// Verbs that tell how long something goes on.
const RUNNING: &[&str] =
    &["continue", "continues", "go", "goes", "last", "lasts", "run", "runs", "stay", "stays", "stretch"];

/// Verbs of a visit's first day.
const ARRIVING: &[&str] = &["arrive", "arrived", "arrives", "arriving"];

/// Widens the day of each meeting to the days that it took.
///
/// Where that shows the opening and the close of one meeting told as two, they are one.
pub(super) fn widen(found: Findings<'_>, occasions: &mut Vec<Occasion>) {
    for o in occasions.iter_mut() {
        let Some(days) = o.days.filter(|d| d.start == d.end) else { continue };
        let day = o.date.is_none_or(|d| found.dates[d].granularity == DateGranularity::Day);
        if !day || o.is_call() || !matches!(o.status, Status::Held | Status::Ongoing | Status::Planned) {
            continue;
        }
        let wider = between(found, o, days)
            .or_else(|| until(found, o, days))
            .or_else(|| since(found, o, days))
            .or_else(|| counted(found, o, days))
            .or_else(|| length(found, o, days));
        o.days = wider.or(o.days);
    }
    let mut at = 1;
    while at < occasions.len() {
        match (0..at).find(|&i| same(&occasions[i], &occasions[at])) {
            Some(first) => {
                let other = occasions.remove(at);
                let one = &mut occasions[first];
                one.sightings.extend(other.sightings);
                one.durations.extend(other.durations);
                one.place = one.place.or(other.place);
            }
            None => at += 1,
        }
    }
}

/// Moves a season to the months that it has where the meeting was: south of the equator half a year
/// off. Its summer lies in two years, so that of "summer 2018" nothing but the season is certain.
pub(super) fn seasons(found: Findings<'_>, occasions: &mut [Occasion]) {
    for o in occasions.iter_mut() {
        let season = o.date.is_some_and(|d| found.dates[d].granularity == DateGranularity::Season);
        let south = o.place.is_some_and(|p| found.places[p].lat.is_some_and(|lat| lat < 0.0));
        let Some(days) = o.days.filter(|d| season && south && (80..100).contains(&(d.end - d.start).num_days())) else {
            continue;
        };
        let half = Months::new(6);
        o.days = match days.start.month() {
            3 => days.start.checked_add_months(half),
            9 | 12 => days.start.checked_sub_months(half),
            _ => None,
        }
        .and_then(|start| Some(Days { start, end: start.checked_add_months(Months::new(3))?.pred_opt()? }));
    }
}

/// Returns whether two occasions are of the same parties on the same days, several of them.
fn same(a: &Occasion, b: &Occasion) -> bool {
    let within =
        |a: &Occasion, b: &Occasion| a.attendees.iter().all(|x| b.attendees.iter().any(|y| x.entity == y.entity));
    let days = a.days == b.days && a.days.is_some_and(|d| d.start < d.end);
    let places = a.place.is_none() || b.place.is_none() || a.place == b.place;
    days && places && a.status == b.status && !a.attendees.is_empty() && within(a, b) && within(b, a)
}

/// Reads "opened on Monday and closed on Friday": another day of the same sentence, the one told
/// with an opening and the other with a close.
fn between(found: Findings<'_>, o: &Occasion, days: Days) -> Option<Days> {
    let own = &found.dates[o.date.filter(|_| !o.date_lent)?];
    let side = |d: &DateMention| side(found, d);
    let mine = side(own)?;
    // "It ended on 13 May."
    let goes_on = |s: usize| {
        let start = found.document.sentences[s].tokens.start;
        let pronoun = matches!(found.document.word(start), "it" | "they");
        let talks = found.document.word(start) == "the"
            && matches!(found.document.word(start + 1), "talks" | "meeting" | "summit" | "conference" | "session");
        s == own.sentence + 1 && (pronoun || talks)
    };
    let others = found.dates.iter().filter(|d| {
        let here = d.sentence == own.sentence || mine == Side::Opening && goes_on(d.sentence);
        here && d.granularity == DateGranularity::Day && d.span != own.span && !d.mark
    });
    others.filter_map(|d| Some((side(d)?, d.days?))).find_map(|(other, there)| match (mine, other) {
        (Side::Opening, Side::Closing) => range(days.start, there.end),
        (Side::Closing, Side::Opening) => range(there.start, days.end),
        _ => None,
    })
}

/// Reads "The talks are to last until Friday".
fn until(found: Findings<'_>, o: &Occasion, days: Days) -> Option<Days> {
    let document = found.document;
    let told = o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min()?;
    found.dates.iter().filter(|d| d.granularity == DateGranularity::Day && !d.mark).find_map(|d| {
        let start = document.sentences[d.sentence].tokens.start;
        let first = document.word(d.tokens.start);
        let run =
            (start.max(d.tokens.start.saturating_sub(4))..d.tokens.start).any(|t| RUNNING.contains(&document.word(t)));
        let near = d.sentence >= told && d.sentence <= told + 2;
        (near && run && matches!(first, "until" | "till" | "through" | "to")).then_some(())?;
        range(days.start, d.future.or(d.days)?.end)
    })
}

/// Reads "entered their third day on Wednesday".
fn counted(found: Findings<'_>, o: &Occasion, days: Days) -> Option<Days> {
    let document = found.document;
    o.sightings.iter().filter(|s| !s.headline).find_map(|s| {
        let mut tokens = document.sentences[s.sentence].tokens.clone();
        let day =
            |t: usize| document.word(t + 3) == "day" && matches!(document.word(t + 1), "a" | "its" | "their" | "the");
        let opens = |t: usize| matches!(document.word(t), "enter" | "entered" | "entering" | "for" | "into");
        let entered = tokens.find(|&t| opens(t) && day(t))?;
        let nth = document.word(entered + 2);
        let nth = ["second", "third", "fourth", "fifth", "sixth", "seventh"].iter().position(|w| *w == nth)?;
        range(days.start - Duration::days(nth as i64 + 1), days.end)
    })
}

/// Reads "who had been shut up since Sunday": those who met, there from a day up to the close.
fn since(found: Findings<'_>, o: &Occasion, days: Days) -> Option<Days> {
    let document = found.document;
    let told = o.sightings.iter().map(|s| s.sentence).min()?;
    found.dates.iter().find_map(|d| {
        let near = document.kind_of(d.sentence).is_text() && d.sentence.abs_diff(told) <= 3;
        perfect(found, d).filter(|_| near)?;
        let there = o
            .attendees
            .iter()
            .filter(|a| {
                found.parties.mentions.iter().any(|m| m.sentence == d.sentence && m.entities.contains(&a.entity))
            })
            .count();
        let same = o.sightings.iter().any(|s| s.sentence == d.sentence && !s.headline);
        if there < 2 && !same {
            return None;
        }
        range(d.days?.start, days.end)
    })
}

/// Reads "the close of a three-day session", "opened on Monday for two days".
fn length(found: Findings<'_>, o: &Occasion, days: Days) -> Option<Days> {
    let document = found.document;
    let own = o.date.map(|d| &found.dates[d]);
    let first = o.sightings.iter().map(|s| s.sentence).min();
    let length = o.durations.iter().map(|&d| &found.dates[d]).find(|d| {
        // A length told elsewhere may be another meeting's.
        let here = o.date_lent || own.is_none_or(|own| own.sentence == d.sentence) || first == Some(d.sentence);
        let told = here && d.tokens.clone().any(|t| matches!(document.word(t), "day" | "days"));
        told && d.minutes.is_some_and(|m| m % DAY == 0 && m > DAY)
    })?;
    let more = Duration::days(i64::from(length.minutes? / DAY) - 1);
    let signed = o.sightings.iter().any(|s| s.rules.iter().any(|r| r.starts_with("sign.") || r.starts_with("agree.")));
    let sentence = document.sentences[length.sentence].tokens.clone();
    let arrival = || sentence.clone().any(|t| ARRIVING.contains(&document.word(t))).then_some(Side::Opening);
    let side = side(found, length).or_else(|| own.and_then(|d| side(found, d))).or_else(arrival);
    match side {
        Some(Side::Opening) => range(days.start, days.start + more),
        Some(Side::Closing) => range(days.start - more, days.end),
        None if o.status == Status::Planned => range(days.start, days.start + more),
        None if signed => range(days.start - more, days.end),
        None => None,
    }
}

/// Which end of a meeting a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opening,
    Closing,
}

/// Returns which end of a meeting the words before a date tell of, else those right after it.
fn side(found: Findings<'_>, date: &DateMention) -> Option<Side> {
    let document = found.document;
    let sentence = &document.sentences[date.sentence].tokens;
    let read = |t: usize| {
        let word = document.word(t);
        match document.tokens[t].case {
            Case::Lower if word == "sat" && document.word(t + 1) == "down" => Some(Side::Opening),
            Case::Lower if OPENING.contains(&word) => Some(Side::Opening),
            Case::Lower if CLOSING.contains(&word) => Some(Side::Closing),
            _ => None,
        }
    };
    let before = (sentence.start.max(date.tokens.start.saturating_sub(7))..date.tokens.start).rev().find_map(read);
    before.or_else(|| (date.tokens.end..sentence.end.min(date.tokens.end + 3)).find_map(read))
}

fn range(start: chrono::NaiveDate, end: chrono::NaiveDate) -> Option<Days> {
    (start < end && (end - start).num_days() <= LONGEST).then_some(Days { start, end })
}
