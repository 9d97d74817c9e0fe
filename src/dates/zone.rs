//! Zones: the time zone that a date and its hour are told in.

use super::class::Class;
use super::rules::Rules;
use crate::segment::{Document, TokenKind};
use std::ops::Range;

/// How many tokens may stand between a date and the zone of its hour.
const REACH: usize = 7;

/// Returns the zone of a date at some tokens, in minutes ahead of UTC, where the text gives it with
/// the hour: "17 May 2016, 14:30 (UTC+5)", "14:30 GMT on 17 May".
pub(super) fn zone(doc: &Document, tokens: &Range<usize>, rules: &Rules) -> Option<i32> {
    let class = |t: usize| rules.lexicon.classes(doc.word(t));
    let hour = |t: usize| {
        let kind = doc.tokens.get(t).map(|t| t.kind);
        let small = class(t) & Class::Meridiem.bit() != 0 || matches!(doc.word(t), "at" | "on");
        kind.is_some_and(|k| k != TokenKind::Word) || small
    };
    let told = |t: usize| class(t) & Class::Zone.bit() != 0;
    let after = tokens.end..doc.tokens.len().min(tokens.end + REACH);
    let before = (tokens.start.saturating_sub(REACH)..tokens.start).rev();
    let number = |t: &usize| doc.tokens.get(*t).is_some_and(|t| t.kind == TokenKind::Number);
    let behind = seek(after, told, hour).filter(|&z| (tokens.end..z).any(|t| number(&t)));
    let ahead = || seek(before, told, hour).filter(|&z| z > 0 && number(&(z - 1)) || z > 1 && number(&(z - 2)));
    let found = behind.or_else(ahead)?;
    let minutes = rules.lexicon.meaning(doc.word(found), Class::Zone)?;
    Some(minutes + offset(doc, found + 1))
}

/// Returns the first token that is told, where nothing stands before it but an hour.
fn seek(
    mut tokens: impl Iterator<Item = usize>,
    told: impl Fn(usize) -> bool,
    hour: impl Fn(usize) -> bool,
) -> Option<usize> {
    tokens.find(|&t| told(t) || !hour(t)).filter(|&t| told(t))
}

/// Returns the minutes of "+5" or "+05:30" right behind "UTC".
fn offset(doc: &Document, sign: usize) -> i32 {
    let glued = |t: usize| doc.tokens.get(t).is_some_and(|t| t.glued);
    let way = match doc.word(sign) {
        "+" => 1,
        "-" | "–" | "−" => -1,
        _ => return 0,
    };
    if !glued(sign) || !glued(sign + 1) {
        return 0;
    }
    let (hours, minutes) = doc.word(sign + 1).split_once(':').unwrap_or((doc.word(sign + 1), "0"));
    match (hours.parse::<i32>(), minutes.parse::<i32>()) {
        (Ok(hours @ 0..=14), Ok(minutes @ 0..=59)) => way * (hours * 60 + minutes),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Given, GivenBy};
    use crate::extract;
    use crate::rulebook::Rulebook;

    #[test]
    fn an_hour_told_with_a_date_bears_its_zone() {
        let rules = Rulebook::builtin().unwrap();
        let zone = |text: &str| {
            let published = Some(Given { date: "2016-05-18".parse().unwrap(), source: GivenBy::Caller });
            let found = extract(&Article { text: text.into(), published, ..Article::default() }, &rules);
            found.dates.first().and_then(|d| d.zone)
        };
        let cases = [
            ("Published 2026-03-12 16:45 (UTC+5)", Some(300)),
            ("UPDATED 14:30 GMT, 17 May 2016", Some(0)),
            ("They met on May 17 at 2:30 p.m. EDT in Oslo.", Some(-240)),
            ("They met on 2016-05-17 at 09:00 UTC+05:30.", Some(330)),
            ("They met on May 17 at 2:30 p.m. in Oslo.", None),
            ("They met on Friday. GMT is a zone.", None),
        ];
        for (text, expected) in cases {
            assert_eq!(zone(text), expected, "{text}");
        }
    }
}
