//! Dating: what the words around a date say of whether it is the day of a meeting.

use super::Findings;
use super::line::Line;
use super::pattern::{COMMA, EDGE};
use super::sighting::Sighting;
use crate::dates::{DateGranularity, DateMention, OpenReason};
use crate::segment::{Case, TokenKind};
use crate::words::one_of;

/// Returns whether a date may be the day of a meeting: no bare year before a noun, no deadline.
pub(super) fn dates_meetings(found: Findings<'_>, date: usize) -> bool {
    let words = found.dates[date].span.of(&found.article.text);
    let first = first_word(found, date);
    // "for the first time in 25 years" tells no day.
    let at = found.dates[date].tokens.start;
    if at > 0 && matches!(found.document.word(at - 1), "time" | "times") {
        return false;
    }
    // "a truce to take effect on 15 February", "a mandate that expires on Friday": the day of that.
    let mut before = at.saturating_sub(2)..at;
    if before
        .any(|t| matches!(found.document.word(t), "effect" | "force" | "effective" | "expire" | "expires" | "expiring"))
    {
        return false;
    }
    // "talked for several hours", "a few hours after landing" tell no day.
    let hours = |w: &str| matches!(w, "hour" | "hours" | "minute" | "minutes");
    if found.dates[date].open == Some(OpenReason::NotStated) && words.split_whitespace().any(hours) {
        return false;
    }
    if found.dates[date].minutes.is_some() {
        return true;
    }
    let year = words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
    !year && !matches!(first.as_str(), "by" | "until" | "till" | "before" | "for" | "since")
}

/// Returns whether a clause of another event stands between a meeting and a date behind it: "met
/// for the first time since the two fought in 2008".
pub(super) fn set_off(found: Findings<'_>, trigger: usize, date: usize) -> bool {
    let opens = |t: usize| matches!(found.document.word(t), "since" | "after" | "before" | "until");
    let verb = |t: usize| {
        let word = found.document.word(t);
        let lower = found.document.tokens[t].case == Case::Lower;
        lower && (word.len() > 4 && word.ends_with("ed") || PAST.contains(&word))
    };
    let Some(clause) = (trigger + 1..date).rev().find(|&t| opens(t)) else { return false };
    let comma = (clause..date).any(|t| found.document.word(t) == ",");
    !comma && (clause + 2..date).any(verb)
}

/// Returns whether a date stands in a clause about somebody, apart from the meeting: "Lind, whose
/// party won in April, met Holm".
pub(super) fn of_somebody(found: Findings<'_>, trigger: usize, date: usize) -> bool {
    let document = found.document;
    let sentence = &document.sentences[document.sentence_of(date)].tokens;
    let comma = |t: usize| document.word(t) == ",";
    let start = (sentence.start..date).rev().take_while(|&t| !comma(t)).last().unwrap_or(date);
    let end = (date..sentence.end).find(|&t| comma(t)).unwrap_or(sentence.end);
    let clause = matches!(document.word(start), "who" | "whose") && start > sentence.start && end < sentence.end;
    // "who were in Oslo on Monday" tells where those were who met.
    let there = matches!(document.word(start + 1), "was" | "were");
    clause && !there && !(start..end).contains(&trigger)
}

/// Returns whether a place or date stands in a clause about what is somebody's: "received Lind, whose
/// war has drawn in Zimbabwe".
pub(super) fn of_whose(found: Findings<'_>, trigger: usize, token: usize) -> bool {
    let word = |t: usize| found.document.word(t);
    let clause = (trigger + 1..token).rev().find(|&t| matches!(word(t), "," | ";"));
    clause.is_some_and(|t| {
        word(t + 1) == "whose" || word(t + 1) == "which" && matches!(word(t + 2), "has" | "have" | "had")
    })
}

/// Returns whether a date stands in a clause about a thing, apart from the meeting: "met to discuss
/// a deal that they had accepted in March".
pub(super) fn of_thing(found: Findings<'_>, trigger: usize, date: usize) -> bool {
    let document = found.document;
    let start = document.sentences[document.sentence_of(date)].tokens.start;
    let word = |t: usize| document.word(t);
    let from = start.max(date.saturating_sub(9));
    let Some(that) = (from..date).rev().find(|&t| matches!(word(t), "that" | "which" | ",")) else { return false };
    let noun = matches!(word(that), "that" | "which")
        && (start.max(that.saturating_sub(4))..that)
            .any(|t| one_of!(word(t), "a" | "an" | "the" | "its" | "their" | "any"));
    let verb = |t: usize| {
        let word = word(t);
        word.len() > 4 && word.ends_with("ed")
            || PAST.contains(&word)
            || matches!(word, "signed" | "struck" | "takes" | "expires")
    };
    // "the first round, which took place in May": of the meeting itself.
    let head = that.saturating_sub(1 + usize::from(that > start && word(that - 1) == ","));
    let held = (that + 1..that + 4)
        .any(|t| matches!(word(t), "held" | "convened") || word(t) == "took" && word(t + 1) == "place");
    let own = held || (head..date).contains(&trigger);
    noun && !own && trigger < that && (that + 1..date).any(verb)
}

/// Returns whether a date tells when something was said: "told Holm on Thursday that they would meet".
pub(super) fn tells_that(found: Findings<'_>, date: usize) -> bool {
    let next = found.dates[date].tokens.end;
    let after = next + usize::from(found.document.word(next) == ",");
    found.document.word(after) == "that"
}

/// Verbs in the past tense, as one event is dated by another.
const PAST: &[&str] = &[
    "began", "broke", "came", "fell", "fought", "gave", "got", "had", "held", "left", "lost", "made", "met", "rose",
    "sat", "saw", "sent", "took", "was", "went", "were", "won",
];

/// Returns whether a date is told by its distance from what the words after it tell.
pub(super) fn beside(found: Findings<'_>, date: usize) -> bool {
    let d = &found.dates[date];
    let last = d.tokens.end.checked_sub(1).map(|t| found.document.word(t)).unwrap_or_default();
    let goes_on = found.document.tokens.get(d.tokens.end).is_some_and(|t| t.kind != TokenKind::Mark);
    d.days.is_some() && goes_on && matches!(last, "after" | "before")
}

/// Returns whether a date says until when something is to be done.
pub(super) fn deadline(found: Findings<'_>, date: usize) -> bool {
    first_word(found, date) == "within"
}

/// Returns whether a date runs from one day to another.
pub(super) fn runs(found: Findings<'_>, date: usize) -> bool {
    found.dates[date].granularity == DateGranularity::Range
}

/// Returns whether a range spans more than half a year.
pub(super) fn long(found: Findings<'_>, date: usize) -> bool {
    found.dates[date].days.is_some_and(|d| (d.end - d.start).num_days() > 200)
}

pub(super) fn first_word(found: Findings<'_>, date: usize) -> String {
    let words = found.dates[date].span.of(&found.article.text);
    words.split_whitespace().next().unwrap_or_default().to_lowercase()
}

/// Returns the auxiliary of "has been … since Sunday", where a date is told so.
pub(super) fn perfect<'a>(found: Findings<'a>, date: &DateMention) -> Option<&'a str> {
    let document = found.document;
    let since = document.word(date.tokens.start) == "since" && date.granularity == DateGranularity::Range;
    let start = document.sentences[date.sentence].tokens.start.max(date.tokens.start.saturating_sub(12));
    let been = (start..date.tokens.start).filter(|&t| since && t > 0 && document.word(t) == "been");
    been.map(|t| document.word(t - 1)).find(|word| matches!(*word, "have" | "has" | "had"))
}

/// Tells apart what one verb tells of twice: "met B in Oslo on Monday and in Riga on Tuesday".
pub(super) fn repeated(found: Findings<'_>, line: &Line, sightings: &mut Vec<Sighting>) {
    let days = |s: &Sighting| {
        let mut days = s.dates.clone();
        days.retain(|&d| found.dates[d].days.is_some());
        days.sort_by_key(|&d| found.dates[d].tokens.start);
        days
    };
    for at in 0..sightings.len() {
        let mut told = days(&sightings[at]);
        // "met twice last month, in Oslo on the 4th and in Riga on the 20th": the month holds both.
        if told.len() == 3 {
            let held = |d: usize| found.dates[d].days;
            let holds = |d: usize, other: usize| match (held(d), held(other)) {
                (Some(a), Some(b)) => d == other || a.start <= b.start && b.end <= a.end,
                _ => false,
            };
            let Some(wide) = told.iter().position(|&d| told.iter().all(|&other| holds(d, other))) else { continue };
            let wide = told.remove(wide);
            sightings[at].dates.retain(|&d| d != wide);
        }
        let [first, second] = told[..] else { continue };
        let (a, b) = (&found.dates[first], &found.dates[second]);
        let plain = sightings[at].noun.is_none() && sightings[at].trigger < a.tokens.start && a.days != b.days;
        let inside =
            |from: usize, to: usize| line.items.iter().filter(move |i| i.tokens.start >= from && i.tokens.start < to);
        let joint =
            inside(a.tokens.end, b.tokens.start).next_back().filter(|i| i.symbol == '&').map(|i| i.tokens.start);
        let next = line.items.iter().find(|i| i.tokens.start >= b.tokens.end);
        let ends = next.is_none_or(|i| matches!(i.symbol, EDGE | COMMA));
        let Some(joint) = joint.filter(|_| plain && ends) else { continue };
        let mut again = sightings[at].clone();
        let behind = |p: &usize| found.places[*p].tokens.start > joint;
        (again.trigger, again.dates) = (joint, vec![second]);
        again.places.retain(behind);
        if again.places.is_empty() {
            again.places = sightings[at].places.clone();
        }
        let one = &mut sightings[at];
        one.dates.retain(|&d| d != second);
        if one.places.iter().any(|p| !behind(p)) {
            one.places.retain(|p| !behind(p));
        }
        sightings.push(again);
    }
}
