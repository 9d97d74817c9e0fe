//! Publication: when a text says that it was published.

use super::calendar::ymd;
use super::expression::Expression;
use super::lexicon::Class;
use super::rules::Rules;
use super::scan::{Scratch, scan};
use super::{Published, PublishedBasis};
use crate::segment::Document;
use crate::span::Span;
use chrono::NaiveDate;
use std::ops::Range;

/// How many lines from the top, and from the end, may say when a text was published.
const TOP: usize = 14;
const END: usize = 6;

/// Finds the publication date in the text's own marks: the form that stands first in the rulebook
/// wins, then the line that stands first in the text.
pub(super) fn published(text: &str, doc: &Document, rules: &Rules) -> Option<Published> {
    let lines = lines(text, doc);
    let mut best: Option<(usize, Published)> = None;
    let mut scratch = Scratch::default();
    for (number, line) in lines.iter().enumerate() {
        if number >= TOP && number + END < lines.len() {
            continue;
        }
        scan(text, doc, line.clone(), &[], rules, &mut scratch);
        for (rank, form) in rules.publication.iter().enumerate() {
            if best.as_ref().is_some_and(|(b, _)| *b <= rank) {
                break;
            }
            let starts = if form.alone { 0..1 } else { 0..scratch.items.len() };
            let found = starts
                .filter_map(|at| form.pattern.matches(&scratch.items, at))
                .find(|m| !form.alone || m.end == scratch.items.len());
            let Some(found) = found else { continue };
            let Some((item, _)) = form.pattern.slot(&found, &scratch.items, "date") else { continue };
            let expression = item.expression.and_then(|e| scratch.expressions.get(e));
            let Some(date) = expression.and_then(day) else { continue };
            let span = Some(doc.span_of(item.first..item.end));
            best = Some((rank, Published { date, basis: PublishedBasis::Text, span, rule: form.id.clone() }));
        }
    }
    best.map(|(_, published)| published)
}

fn day(expression: &Expression) -> Option<NaiveDate> {
    match expression {
        Expression::Calendar(p) => ymd(p.year?, p.month?, p.day?),
        Expression::Numeric(year, a, b) if a == b => ymd(*year, *a, *b),
        _ => None,
    }
}

/// Returns the tokens of each line that has any.
fn lines(text: &str, doc: &Document) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut token) = (0, 0);
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(start, start + line.len());
        start = span.end;
        let first = token;
        while doc.tokens.get(token).is_some_and(|t| t.span.start < span.end) {
            token += 1;
        }
        if token > first {
            out.push(first..token);
        }
    }
    out
}

#[allow(dead_code)]
const FULL: u64 = Class::FullDate.bit();
