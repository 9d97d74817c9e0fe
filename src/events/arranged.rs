//! Meetings that are only spoken of as to be arranged: "a date for talks", "called for a summit".

use super::Findings;
use super::line::Line;
use super::noun::NounPhrase;
use crate::record::Status;

/// What there is of a meeting before it, and no meeting by themselves.
const ARRANGEMENTS: &[&str] =
    &["agenda", "date", "dates", "format", "modalities", "schedule", "timeframe", "timetable", "venue"];

/// Words before "for" that ask for a meeting.
const APPEALS: &[&str] = &[
    "appeal", "appealed", "appeals", "call", "called", "calling", "calls", "pressed", "pressing", "proposal", "pushed",
    "pushing",
];

/// Returns what the arrangement before a meeting noun says of the meeting: that it is to come or is
/// asked for, or, where the arrangement failed, that none is told (`Some(None)`).
pub(super) fn arranged(found: Findings<'_>, line: &Line, item: usize, noun: &NounPhrase) -> Option<Option<Status>> {
    let document = found.document;
    if mended(found, line, noun) {
        return Some(None);
    }
    let preposition = line.items.get(item.checked_sub(1)?)?;
    if !matches!(preposition.symbol, 'r' | 'o') || !noun.dates.is_empty() {
        return None;
    }
    let first = document.sentences[line.sentence].tokens.start;
    let at = preposition.tokens.start;
    let word = document.word(at.checked_sub(1).filter(|&t| t >= first)?);
    if ARRANGEMENTS.contains(&word) && (!noun.definite || noun.future) {
        let fails = |t: usize| {
            matches!(
                document.word(t),
                "not" | "no" | "never" | "without" | "failed" | "fail" | "fails" | "unable" | "refused"
            )
        };
        let failed = (first.max(at.saturating_sub(14))..at).any(fails);
        return Some((!failed).then_some(Status::Planned));
    }
    if preposition.symbol != 'r' || noun.definite {
        return None;
    }
    // "called in Oslo on Tuesday for": the place and the day of the call stand between.
    let between = |t: usize| {
        matches!(document.word(t), "in" | "on" | "at" | "again" | "also")
            || found.dates.iter().any(|d| d.tokens.contains(&t))
            || found.places.iter().any(|p| p.tokens.contains(&t))
    };
    let asks = (first..at).rev().find(|&t| !between(t))?;
    let passive = asks > first && matches!(document.word(asks - 1), "was" | "were" | "been" | "be" | "is" | "are");
    (APPEALS.contains(&document.word(asks)) && !passive).then_some(Some(Status::Proposed))
}

/// Words of what one does to talks that hang fire: they tell of none.
const MENDS: &[&str] = &[
    "advance",
    "facilitate",
    "kickstart",
    "push",
    "relaunch",
    "rescue",
    "resurrect",
    "resuscitate",
    "revive",
    "salvage",
    "save",
    "spur",
    "start",
    "unblock",
];

/// Returns whether a meeting noun is what somebody sets out to mend: "to rescue the talks between A and B".
fn mended(found: Findings<'_>, line: &Line, noun: &NounPhrase) -> bool {
    let document = found.document;
    let first = document.sentences[line.sentence].tokens.start;
    let verb = noun.start.checked_sub(1).filter(|&t| t > first);
    let verb = verb.is_some_and(|t| MENDS.contains(&document.word(t)) && document.word(t - 1) == "to");
    verb && noun.dates.is_empty() && noun.places.is_empty() && noun.definite
}

/// Returns the token before a meeting noun up to which a line tells of an arrangement of it.
pub(super) fn asked(found: Findings<'_>, line: &Line, item: usize) -> Option<usize> {
    let super::line::What::Noun(noun) = &line.items.get(item)?.what else { return None };
    arranged(found, line, item, noun)?;
    Some(line.items[item - 1].tokens.start)
}
