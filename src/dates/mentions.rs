//! Mentions: every expression of time in a text, held to what its clause and the text before say.

use super::calendar;
use super::expression::Expression;
use super::resolution::{Anchors, Direction};
use super::rules::Rules;
use super::scan::{Scratch, leads, scan};
use super::tense::{Tense, tense};
use super::{DateBasis, DateGranularity, DateMention, Days, OpenReason};
use crate::people::{Form, Parties};
use crate::segment::{BlockKind, Document};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// Finds the dates and durations of a text, in its order.
pub(super) fn mentions(
    text: &str,
    doc: &Document,
    parties: &Parties,
    published: Option<NaiveDate>,
    rules: &Rules,
) -> Vec<DateMention> {
    let masked = names(doc, parties);
    let mut found = Vec::new();
    let mut scratch = Scratch::default();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        scan(text, doc, sentence.tokens.clone(), &masked, rules, &mut scratch);
        for (at, item) in scratch.items.iter().enumerate() {
            let Some(expression) = item.expression.and_then(|e| scratch.expressions.get(e)) else { continue };
            if *expression == Expression::Nothing {
                continue;
            }
            let mut first = item.first;
            if let Some(before) = at.checked_sub(1).and_then(|b| scratch.items.get(b)).filter(|b| leads(b)) {
                first = before.first;
            }
            let rule = item.expression.and_then(|e| scratch.rules.get(e)).cloned().unwrap_or_default();
            found.push(Told { expression: expression.clone(), tokens: first..item.end, sentence: number, rule });
        }
    }
    hold(doc, found, published, rules)
}

/// An expression where it stands.
#[derive(Clone, Debug)]
struct Told {
    expression: Expression,
    tokens: Range<usize>,
    sentence: usize,
    rule: String,
}

/// Returns which tokens are part of somebody's name, where no month is told ("Theresa May").
fn names(doc: &Document, parties: &Parties) -> Vec<bool> {
    let named: Vec<_> = parties.mentions.iter().filter(|m| m.form == Form::Named).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let mut masked = vec![false; doc.tokens.len()];
    for mention in named {
        for at in mention.tokens.clone() {
            if let Some(mask) = masked.get_mut(at) {
                *mask = true;
            }
        }
    }
    masked
}

/// Holds each expression to days, in text order, each with the dates before it in view.
fn hold(doc: &Document, told: Vec<Told>, published: Option<NaiveDate>, rules: &Rules) -> Vec<DateMention> {
    let day_first = numeric_order(&told);
    let years = YearsTold::of(doc, &told);
    let mut before: Option<Days> = None;
    let mut out: Vec<DateMention> = Vec::with_capacity(told.len());
    for told in told {
        for told in split(told, published, before, day_first) {
            let mention = mention(doc, told, published, before, day_first, &years, rules);
            let told_here = mention.days.filter(|_| !mention.mark && mention.granularity == DateGranularity::Day);
            before = told_here.or(before);
            out.push(mention);
        }
    }
    out
}

/// Takes "on Monday and Thursday" apart, whose days do not touch.
fn split(told: Told, published: Option<NaiveDate>, before: Option<Days>, day_first: Option<bool>) -> Vec<Told> {
    let Expression::List(a, b) = &told.expression else { return vec![told] };
    let anchors = Anchors::new(published, before, day_first);
    let touch = [Direction::Past, Direction::Future].iter().any(|d| anchors.resolve(&told.expression, *d).is_some());
    if touch || published.is_none() {
        return vec![told];
    }
    // Both bear the whole span: the parts alone are not kept apart by later tiers.
    let part = |e: &Expression| Told { expression: e.clone(), ..told.clone() };
    vec![part(a), part(b)]
}

fn mention(
    doc: &Document,
    told: Told,
    published: Option<NaiveDate>,
    before: Option<Days>,
    day_first: Option<bool>,
    years: &YearsTold,
    rules: &Rules,
) -> DateMention {
    let sentence = &doc.sentences[told.sentence];
    let kind = doc.kind_of(told.sentence);
    let mark =
        matches!(kind, BlockKind::Dateline | BlockKind::Byline) || sentence.dateline.contains(&told.tokens.start);
    let mut expression = told.expression;
    let inherited = years.year_for(&expression, told.sentence, told.tokens.start, published);
    if let Some(year) = inherited {
        expression = expression.with_year(year);
    }
    let anchors = Anchors::new(published, before, day_first);
    let past = anchors.resolve(&expression, Direction::Past);
    let future = anchors.resolve(&expression, Direction::Future);
    let days = if past == future {
        past
    } else {
        let body = sentence.dateline.end.max(sentence.tokens.start)..sentence.tokens.end;
        match direction(tense(doc, body, told.tokens.clone(), rules), kind, mark) {
            Direction::Past => past.or(future),
            Direction::Future => future.or(past),
        }
    };
    let minutes = match expression {
        Expression::Duration(minutes) => Some(minutes),
        _ => None,
    };
    let basis = match () {
        _ if anchors.used_told.get() || inherited.is_some() => DateBasis::Anchored,
        _ if anchors.used_now.get() => DateBasis::Relative,
        _ => DateBasis::Explicit,
    };
    let open = match (&expression, days) {
        (_, Some(_)) | (Expression::Duration(_), _) => None,
        (Expression::Open, _) => Some(OpenReason::NotStated),
        _ if published.is_none() && anchors.used_now.get() => Some(OpenReason::NoPublicationDate),
        (Expression::Numeric(..), _) => Some(OpenReason::Ambiguous),
        _ => Some(OpenReason::NotStated),
    };
    let edtf = match days {
        Some(days) => expression.season_edtf(days).or_else(|| Some(calendar::edtf(days))),
        None => expression.open_edtf(),
    };
    DateMention {
        span: doc.span_of(told.tokens.clone()),
        tokens: told.tokens,
        sentence: told.sentence,
        days,
        past,
        future,
        edtf,
        granularity: expression.granularity(),
        basis,
        minutes,
        mark,
        open,
        rule: told.rule,
    }
}

/// Which way a clause reads a date that its words leave open.
fn direction(tense: Tense, kind: BlockKind, mark: bool) -> Direction {
    match tense {
        _ if mark => Direction::Past,
        Tense::Future => Direction::Future,
        Tense::Past | Tense::Unknown => Direction::Past,
        Tense::Present if kind == BlockKind::Headline => Direction::Past,
        Tense::Present => Direction::Future,
    }
}

/// Returns whether 3/4/2015 is of April here, as another numeric date of the text shows.
fn numeric_order(told: &[Told]) -> Option<bool> {
    let open: Vec<_> = told
        .iter()
        .filter_map(|t| match t.expression {
            Expression::Numeric(year, a, b) => Some((year, a, b)),
            _ => None,
        })
        .collect();
    let full = told.iter().filter_map(|t| match &t.expression {
        Expression::Calendar(p) => calendar::ymd(p.year?, p.month?, p.day?),
        _ => None,
    });
    for day in full {
        for &(year, a, b) in &open {
            if year == day.year() && (a, b) == (day.day(), day.month()) {
                return Some(true);
            }
            if year == day.year() && (a, b) == (day.month(), day.day()) {
                return Some(false);
            }
        }
    }
    None
}

/// The years that a text tells, for the months and days that it leaves without one.
struct YearsTold {
    /// Token and year, for a year that opens its block: a chronology's entry.
    opening: Vec<(usize, usize, i32)>,
    /// Every full date, for a text without a publication date.
    full: Vec<(usize, NaiveDate)>,
}

impl YearsTold {
    fn of(doc: &Document, told: &[Told]) -> YearsTold {
        let mut years = YearsTold { opening: Vec::new(), full: Vec::new() };
        for told in told {
            let Expression::Calendar(partial) = &told.expression else { continue };
            let Some(year) = partial.year else { continue };
            let block = doc.sentences[told.sentence].block;
            let first = doc.sentences.get(doc.blocks[block].sentences.start).map(|s| s.tokens.start);
            if first.is_some_and(|f| told.tokens.start <= f + 1) {
                years.opening.push((block, told.tokens.start, year));
            }
            let day = partial.month.and_then(|m| calendar::ymd(year, m, partial.day.unwrap_or(1)));
            if let Some(day) = day {
                years.full.push((told.tokens.start, day));
            }
        }
        years
    }

    /// Returns the year that an expression without one is read in, where the text gives it.
    fn year_for(&self, e: &Expression, sentence: usize, token: usize, published: Option<NaiveDate>) -> Option<i32> {
        let yearless = e.classes() & super::lexicon::Class::YearlessDate.bit() != 0;
        if !yearless {
            return None;
        }
        let _ = sentence;
        if published.is_none() {
            let before = self.full.iter().rev().find(|(at, _)| *at < token);
            let held = before.or_else(|| self.full.iter().find(|(at, _)| *at > token))?;
            return Some(held.1.year());
        }
        None
    }
}
