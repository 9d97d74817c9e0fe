//! Scanning: the expressions of time in a run of tokens, found tier by tier.
//!
//! Each tier reads the line that the one before left, where every expression found stands as one
//! item: dates first, then their years, parts of periods, ranges, and bounds.

use super::class::Class;
use super::expression::Expression;
use super::forms::Slots;
use super::lexicon::{ANCHORS, Item};
use super::pattern::{Match, Needs};
use super::rules::{Form, Rules, Tier};
use crate::segment::{Case, Document, TokenKind};
use std::ops::Range;

/// Room that is used again from sentence to sentence.
#[derive(Default)]
pub(super) struct Scratch {
    /// The line as the last tier left it.
    pub items: Vec<Item>,
    /// Every expression made on the way.
    pub expressions: Vec<Expression>,
    /// The rule that made each.
    pub rules: Vec<String>,
    /// The forms of the tier under way that the line has all of.
    live: Vec<(u64, u16)>,
}

/// Finds the expressions among `tokens`: afterwards they stand in the scratch's line.
pub(super) fn scan(doc: &Document, tokens: Range<usize>, masked: &[bool], rules: &Rules, to: &mut Scratch) {
    to.expressions.clear();
    to.rules.clear();
    if !rules.lexicon.items(doc, tokens, &mut to.items) {
        to.items.clear();
        return;
    }
    for item in &mut to.items {
        if masked.get(item.first).copied().unwrap_or_default() {
            (item.classes, item.word) = (0, 0);
        }
    }
    for tier in &rules.tiers {
        // A part of a year of a part: twice is as deep as language goes.
        for _ in 0..2 {
            if !pass(doc, tier, rules, to) {
                break;
            }
        }
    }
}

/// How many words may stand in a form before the first that makes it a date.
const REACH: usize = 6;

fn anchors(item: &Item) -> bool {
    item.expression.is_some() || item.classes & ANCHORS != 0
}

/// Runs one tier once over the line; returns whether it found anything.
fn pass(doc: &Document, tier: &Tier, rules: &Rules, to: &mut Scratch) -> bool {
    let mut at = 0;
    let mut changed = false;
    let mut anchor = 0;
    let mut line = to.items.iter().map(Needs::of).fold(Needs::default(), Needs::or);
    tier.live(line, &mut to.live);
    while at < to.items.len() {
        // No form begins further than this before the word that makes it a date.
        while anchor < to.items.len() && (anchor < at || !anchors(&to.items[anchor])) {
            anchor += 1;
        }
        if anchor == to.items.len() {
            break;
        }
        at = at.max(anchor.saturating_sub(REACH));
        if let Some((expression, end, rule)) = longest(doc, tier, rules, to, at) {
            let end = before_stop(doc, &to.items, at, end);
            let item = Item {
                first: to.items[at].first,
                end: to.items[end - 1].end,
                classes: expression.classes(),
                expression: Some(to.expressions.len()),
                ..Item::default()
            };
            let more = line.or(Needs::of(&item));
            if more != line {
                line = more;
                tier.live(line, &mut to.live);
            }
            to.expressions.push(expression);
            to.rules.push(rule.to_string());
            to.items.splice(at..end, [item]);
            changed = true;
            anchor = at;
        }
        at += 1;
    }
    changed
}

/// As many items as nearly every form takes at most.
const WINDOW: usize = 12;

/// Returns what the longest match at an item means, where it ends, and its rule; of matches as
/// long, the first in the rulebook; what its slots do not make (31 June) is passed over.
fn longest<'r>(
    doc: &Document,
    tier: &'r Tier,
    rules: &Rules,
    to: &Scratch,
    at: usize,
) -> Option<(Expression, usize, &'r str)> {
    let item = &to.items[at];
    if item.classes == 0 && item.word == 0 {
        return None;
    }
    let mut matches: Vec<(Match, &Form)> = Vec::new();
    // What stands from here on, so far and no further.
    let mut window = [Needs::default(); WINDOW];
    let mut seen = Needs::default();
    for (so_far, item) in window.iter_mut().zip(to.items[at..].iter().map(Some).chain(std::iter::repeat(None))) {
        seen = item.map_or(seen, |item| seen.or(Needs::of(item)));
        *so_far = seen;
    }
    let within = |form: &Form| {
        let reach = form.pattern.reach();
        reach > WINDOW || reach == 0 || form.pattern.needs().met(window[reach - 1])
    };
    for form in tier.candidates(item, &to.live).filter(|form| within(form)) {
        if let Some(found) = form.pattern.matches(&to.items, at) {
            matches.push((found, form));
        }
    }
    matches.sort_by_key(|(found, form)| (std::cmp::Reverse(found.end), form.number));
    matches.into_iter().find_map(|(found, form)| {
        let slots =
            Slots { form, found: &found, items: &to.items, lexicon: &rules.lexicon, expressions: &to.expressions };
        let expression = slots.build().filter(|_| !splits_number(doc, &to.items[at..found.end]))?;
        let day_alone = expression.classes() & Class::DayOfMonth.bit() != 0;
        let next = to.items.get(found.end);
        if day_alone && counts(doc, next) {
            return None;
        }
        // "The last week of July" is not last week.
        let of = next.is_some_and(|n| n.expression.is_none() && doc.word(n.first) == "of");
        if of && matches!(expression, Expression::Period(shift, _) if shift != 0) {
            return None;
        }
        Some((expression, found.end, form.id.as_str()))
    })
}

/// Returns whether the word after "the 25th" is what is counted: "anniversary", not "in" or "they".
fn counts(doc: &Document, next: Option<&Item>) -> bool {
    let Some(next) = next.filter(|n| n.expression.is_none() && n.classes == 0) else { return false };
    doc.tokens.get(next.first).is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
}

/// Leaves out a full stop that ends the sentence rather than an abbreviation.
fn before_stop(doc: &Document, items: &[Item], at: usize, end: usize) -> usize {
    let stop = items[end - 1].expression.is_none() && doc.word(items[end - 1].first) == ".";
    if stop && end - 1 > at { end - 1 } else { end }
}

/// Returns whether a match begins or ends inside a larger number: "1-2016", "$5 May".
fn splits_number(doc: &Document, items: &[Item]) -> bool {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return false };
    let number = |at: usize| doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    let before = first.first.checked_sub(1);
    // "/2016-05-17/talks": a path.
    let path = items.len() >= 5 && first.classes & Class::Year.bit() != 0 && doc.word(items[1].first) == "-";
    // "NAB/17 May 2016"
    let label = |b: usize| items.len() >= 3 && b > 0 && !number(b - 1);
    let glued_before = before.is_some_and(|b| {
        let mark = doc.word(b);
        doc.tokens.get(first.first).is_some_and(|t| t.glued)
            && (matches!(mark, "$" | "€" | "£" | "#" | "+" | "." | "§" | "=")
                || (mark == "/" && first.classes & Class::Numeric.bit() == 0 && !path && !label(b))
                || (mark == "-" && b > 0 && number(b - 1) && number(first.first)))
    });
    let glued_after = number(last.end.saturating_sub(1))
        && doc.tokens.get(last.end).is_some_and(|t| t.glued)
        && (matches!(doc.word(last.end), "%" | "°" | "=" | "+")
            || (doc.word(last.end) == "/" && last.classes & Class::Numeric.bit() == 0 && !path));
    glued_before || glued_after
}

/// Returns whether an item is a preposition that belongs to the date after it.
pub(super) fn leads(item: &Item) -> bool {
    item.expression.is_none() && item.classes & Class::Lead.bit() != 0
}
