//! Publication: when a text says that it was published.

use super::calendar::ymd;
use super::expression::Expression;
use super::lexicon::Item;
use super::order;
use super::rules::{PublicationForm, Rules, Stands};
use super::scan::{Scratch, scan};
use super::{Published, PublishedBasis};
use crate::article::Article;
use crate::segment::{Case, Document, TokenKind};
use crate::span::Span;
use chrono::{Datelike, NaiveDate};
use once_cell::unsync::Lazy;
use std::ops::Range;

/// How many lines from the top, and from the end, may say when a text was published.
const TOP: usize = 14;
const END: usize = 6;
/// How many lines of navigation may stand before a line that is a date and nothing else.
const DEEP: usize = 40;
/// How many lines may stand before one that opens with the date.
const OPENING: usize = 6;
/// How many words a short line has at most.
const SHORT: usize = 16;

/// Finds the publication date in the text's own marks: the form that stands first in the rulebook
/// wins, then the line that stands first in the text.
pub(super) fn published(article: &Article, doc: &Document, rules: &Rules) -> Option<Published> {
    let text = article.text.as_str();
    let lines = lines(text, doc);
    let order: DayFirst<'_> =
        Lazy::new(Box::new(|| order::shown(text, doc, rules).day_first(None).or_else(|| rules.order.of(article))));
    let mut best: Option<(usize, Published)> = None;
    let mut scratch = Scratch::default();
    for (number, line) in lines.iter().enumerate() {
        let dateline = doc.sentences.get(doc.sentence_of(line.start)).map(|s| s.dateline.clone()).unwrap_or_default();
        let near = Near { number, end: number + END >= lines.len(), short: line.len() <= SHORT, dateline };
        if number >= TOP && !near.end && !near.short {
            continue;
        }
        scan(doc, line.clone(), &[], rules, &mut scratch);
        if scratch.expressions.is_empty() {
            continue;
        }
        for (rank, form) in rules.publication.iter().enumerate() {
            if best.as_ref().is_some_and(|(b, _)| *b <= rank) {
                break;
            }
            let Some((date, span)) = find(text, doc, form, &scratch, &near, rules, &order) else { continue };
            let published = Published { date, basis: PublishedBasis::Text, span: Some(span), rule: form.id.clone() };
            best = Some((rank, published));
        }
    }
    best.map(|(_, published)| published)
}

/// Where a line is, and what it is like.
#[derive(Clone)]
struct Near {
    number: usize,
    end: bool,
    short: bool,
    dateline: Range<usize>,
}

/// Whether dates of figures have the day first, looked into only where one reads either way.
type DayFirst<'a> = Lazy<Option<bool>, Box<dyn FnOnce() -> Option<bool> + 'a>>;

/// Finds a form in a line, as the scratch holds it.
fn find(
    text: &str,
    doc: &Document,
    form: &PublicationForm,
    scratch: &Scratch,
    near: &Near,
    rules: &Rules,
    order: &DayFirst<'_>,
) -> Option<(NaiveDate, Span)> {
    let items = &scratch.items;
    let top = near.number < TOP;
    let allowed = match form.stands {
        Stands::Whole => near.short && (near.number < DEEP || near.end),
        Stands::Start => near.number < OPENING,
        Stands::Dateline => top && !near.dateline.is_empty(),
        Stands::Header => top && near.short,
        Stands::Signature => near.end && near.short && (!top || label(doc, items)),
        Stands::Anywhere => top || near.end || near.short,
    };
    if !allowed {
        return None;
    }
    let starts = match form.stands {
        Stands::Whole => 0..items.len().min(1),
        Stands::Start => 0..items.len().min(6),
        Stands::Anywhere if !top && !near.end => 0..items.len().min(1),
        _ => 0..items.len(),
    };
    let whole = form.stands == Stands::Whole;
    for at in starts {
        let Some(found) = form.pattern.matches(items, at) else { continue };
        let rest = items.get(found.end..).unwrap_or_default();
        let fits = match form.stands {
            _ if whole => rest.is_empty() || rest[0].word == rules.lexicon.bracket(),
            Stands::Header => rest.len() <= 1 && !rest.iter().any(|i| doc.word(i.first) == ".") || set_off(doc, rest),
            Stands::Signature => rest.len() <= 1 && !rest.iter().any(|i| doc.word(i.first) == "."),
            Stands::Start if at == 0 => !runs_on(doc, rest),
            // "Riga, May 17, 2016: The envoys"
            Stands::Start => named(doc, &items[..at]) && rest.first().is_some_and(|i| breaks(doc.word(i.first))),
            _ => true,
        };
        if !fits {
            continue;
        }
        let Some((item, _)) = form.pattern.slot(&found, items, "date") else { continue };
        if form.stands == Stands::Dateline && !near.dateline.contains(&item.first) {
            continue;
        }
        let Some(expression) = item.expression.and_then(|e| scratch.expressions.get(e)) else { continue };
        let date = match form.yearless {
            true => copyright(text, doc, rules).and_then(|year| day(&expression.clone().with_year(year), order)),
            false => day(expression, order),
        };
        if let Some(date) = date {
            return Some((date, doc.span_of(item.first..item.end)));
        }
    }
    None
}

/// Returns whether what follows a date in a header is no sentence: "| 2 min read", ", p. A4".
fn set_off(doc: &Document, rest: &[Item]) -> bool {
    let mark = rest.first().is_some_and(|i| matches!(doc.word(i.first), "|" | "•" | "·" | ","));
    let long = |i: &Item| doc.tokens.get(i.first).is_some_and(|t| t.case == Case::Lower && doc.word(i.first).len() > 4);
    let stop = rest.last().is_some_and(|i| doc.word(i.first) == ".");
    mark && !stop && rest.len() <= 8 && !rest.iter().any(long)
}

/// Returns whether a line is a place, an agency and a date: no word of it is in small letters.
fn label(doc: &Document, items: &[Item]) -> bool {
    items.len() <= 8 && !items.iter().any(|i| i.expression.is_none() && doc.tokens[i.first].case == Case::Lower)
}

/// Returns whether nothing but a name and a comma stand in items.
fn named(doc: &Document, items: &[Item]) -> bool {
    let name = |i: &Item| {
        i.expression.is_none() && doc.tokens[i.first].kind == TokenKind::Word && doc.tokens[i.first].case != Case::Lower
    };
    matches!(items, [name_of @ .., comma] if doc.word(comma.first) == "," && !name_of.is_empty() && name_of.iter().all(name))
}

fn breaks(mark: &str) -> bool {
    matches!(mark, ":" | "-" | "--" | "–" | "—" | "|" | "(")
}

/// Returns whether a sentence goes on after a date that opens a line.
fn runs_on(doc: &Document, rest: &[Item]) -> bool {
    let next = rest.iter().find(|i| doc.word(i.first) != ",").and_then(|i| doc.tokens.get(i.first));
    next.is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
}

/// Returns the year of a notice of copyright.
fn copyright(text: &str, doc: &Document, rules: &Rules) -> Option<i32> {
    let mut scratch = Scratch::default();
    lines(text, doc).into_iter().rev().find_map(|line| {
        // "(c)" may be taken for the mark of a list.
        let before = text.get(..doc.tokens[line.start].span.start).unwrap_or_default().trim_end();
        let bracketed = ["(c)", "(C)"].iter().any(|c| before.ends_with(c))
            || line.clone().any(|t| doc.word(t) == "c" && doc.word(t + 1) == ")" && t > 0 && doc.word(t - 1) == "(");
        let marked = bracketed || line.clone().any(|t| rules.lexicon.is_copyright(doc.word(t)));
        if !marked {
            return None;
        }
        scan(doc, line, &[], rules, &mut scratch);
        scratch.expressions.iter().find_map(Expression::bare_year)
    })
}

fn day(expression: &Expression, order: &DayFirst<'_>) -> Option<NaiveDate> {
    let date = match expression {
        Expression::Calendar(p) => ymd(p.year?, p.month?, p.day?),
        Expression::Numeric(year, a, b) if a == b => ymd(*year, *a, *b),
        Expression::Numeric(year, a, b) => order::ordered(*year, *a, *b, (**order)?),
        _ => None,
    }?;
    (1800..2200).contains(&date.year()).then_some(date)
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
