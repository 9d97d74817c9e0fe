//! Heads: the line that stands over a part of a text and says of which day it is, as in a timeline,
//! a programme, minutes or a live report.

use super::Findings;
use crate::dates::DateGranularity;
use crate::segment::{BlockKind, Sentence, TokenKind};

/// What the heading over a sentence says of day and place.
#[derive(Clone, Copy, Default)]
pub(super) struct Head {
    /// The date mention, by index.
    pub date: Option<usize>,
    /// The place mention, by index.
    pub place: Option<usize>,
    /// Whether it is an hour of the day of publication.
    pub today: bool,
}

/// Reads the heading over each sentence: a line, or the start of a paragraph, that is a date, or an
/// hour in a report of the day as it goes.
pub(super) fn heads(found: Findings<'_>) -> Vec<Head> {
    let document = found.document;
    let mut out = vec![Head::default(); document.sentences.len()];
    let mut over = Head::default();
    let live = live(found);
    let (mut hour, mut begun) = (false, false);
    for block in &document.blocks {
        let Some(first) = document.sentences.get(block.sentences.start).filter(|_| !block.sentences.is_empty()) else {
            continue;
        };
        if !first.dateline.is_empty() {
            continue;
        }
        let start = first.tokens.start;
        hour |= live && is_clock(document.word(start));
        let date = found.dates.iter().position(|d| {
            d.tokens.start >= start && d.tokens.start <= start + 1 && d.minutes.is_none() && d.days.is_some()
        });
        // The line that says when the text was published heads no part of it.
        let stamp = found.published.and_then(|p| p.span);
        let date = date.filter(|&d| !stamp.is_some_and(|s| s.overlaps(found.dates[d].span)));
        let stamped =
            |d: usize| found.published.is_some_and(|p| found.dates[d].days.is_some_and(|x| x.start == p.date));
        let date = date.filter(|&d| block.kind != BlockKind::Dateline || !stamped(d));
        let alone = date.is_some_and(|d| first.tokens.end <= found.dates[d].tokens.end + 2);
        // Nor does a line of that day, above all that is told, where no other day heads a part.
        begun |= matches!(block.kind, BlockKind::Body | BlockKind::Item);
        let date = date.filter(|&d| begun || !alone || !stamped(d) || another_day(found, d));
        let alone = alone && date.is_some();
        let set_off = date
            .is_some_and(|d| matches!(document.word(found.dates[d].tokens.end), ":" | "-" | "–" | "—" | "--" | "."));
        let place = found.places.iter().position(|p| {
            date.is_some_and(|d| {
                p.tokens.start >= found.dates[d].tokens.end && p.tokens.start <= found.dates[d].tokens.end + 2
            }) && p.sentence <= block.sentences.start + 1
        });
        let own = Head { date, place, today: false };
        match block.kind {
            BlockKind::Heading | BlockKind::Dateline if alone || set_off => over = own,
            // "21:15", "Sochi": an hour and a city go on with the day above them.
            BlockKind::Heading if over.date.is_some() && first.tokens.len() <= 3 && !worded(found, first) => {}
            BlockKind::Heading if over.date.is_some() && city(found, first).is_some() => {
                over.place = city(found, first)
            }
            BlockKind::Heading => over = Head::default(),
            BlockKind::Body | BlockKind::Item => {
                // A programme ends where the text turns back to what is done.
                if over.date.is_some_and(|d| ahead(found, d)) && turns_back(found, block.sentences.clone()) {
                    over = Head::default();
                }
                let mut head = if alone || set_off { own } else { over };
                head.today = hour && head.date.is_none();
                for s in block.sentences.clone() {
                    out[s] = head;
                }
            }
            _ => {}
        }
    }
    out
}

/// Returns whether a line of its own is another date than one.
fn another_day(found: Findings<'_>, date: usize) -> bool {
    let document = found.document;
    found.dates.iter().enumerate().any(|(at, d)| {
        let sentence = &document.sentences[d.sentence].tokens;
        let short = sentence.len() <= d.tokens.len() + 2 && d.tokens.start <= sentence.start + 1;
        at != date && d.days.is_some() && short && d.days != found.dates[date].days
    })
}

fn worded(found: Findings<'_>, sentence: &Sentence) -> bool {
    sentence.tokens.clone().any(|t| found.document.tokens[t].kind == TokenKind::Word)
}

/// The place mention that is all of a heading.
fn city(found: Findings<'_>, sentence: &Sentence) -> Option<usize> {
    found.places.iter().position(|p| p.rule == "place.heading" && p.tokens == sentence.tokens)
}

/// Returns whether the text is a report of a day as it goes: headed as one, its entries opened by
/// the hour.
fn live(found: Findings<'_>) -> bool {
    let document = found.document;
    let first = |b: &crate::segment::Block| document.sentences.get(b.sentences.start).map(|s| s.tokens.start);
    let hours = document.blocks.iter().filter_map(first).filter(|&t| is_clock(document.word(t))).count();
    let says = |b: &crate::segment::Block| {
        let tokens = b.sentences.clone().flat_map(|s| document.sentences[s].tokens.clone());
        tokens.take(40).any(|t| matches!(document.word(t), "live" | "blog" | "liveblog" | "updates" | "happened"))
    };
    hours >= 3 && document.blocks.iter().take(12).any(says)
}

/// Returns whether a word is an hour: "14:05", "7.40".
fn is_clock(word: &str) -> bool {
    let Some((hour, minute)) = word.split_once([':', '.']) else { return false };
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
    minute.len() == 2 && number(hour).is_some_and(|h| h < 25) && number(minute).is_some_and(|m| m < 60)
}

fn ahead(found: Findings<'_>, date: usize) -> bool {
    let days = found.dates[date].days;
    found.published.is_some_and(|p| days.is_some_and(|d| d.start > p.date))
}

/// Returns whether a day before publication is told in sentences.
fn turns_back(found: Findings<'_>, sentences: std::ops::Range<usize>) -> bool {
    let Some(published) = found.published.map(|p| p.date) else { return false };
    found.dates.iter().any(|d| {
        let day = d.granularity == DateGranularity::Day && d.days.is_some_and(|x| x.end < published);
        day && sentences.contains(&d.sentence)
    })
}
