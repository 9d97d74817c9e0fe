//! Mentions: every expression of time in a text, held to what its clause and the text before say.

use super::calendar::{self, Unit};
use super::class::Class;
use super::expression::Expression;
use super::narration::Narration;
use super::order::Shown;
use super::resolution::{Anchors, Direction};
use super::rules::Rules;
use super::scan::{Scratch, leads, scan};
use super::tense::{Tense, tense};
use super::zone;
use super::{DateBasis, DateMention, Days, OpenReason};
use crate::article::Article;
use crate::people::{Form, Parties};
use crate::segment::{BlockKind, Document, TokenKind};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// Finds the dates and durations of a text, in its order.
pub(super) fn mentions(
    article: &Article,
    doc: &Document,
    parties: &Parties,
    published: Option<NaiveDate>,
    rules: &Rules,
) -> Vec<DateMention> {
    let masked = names(doc, parties);
    let mut found = Vec::new();
    let mut scratch = Scratch::default();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        scan(doc, sentence.tokens.clone(), &masked, rules, &mut scratch);
        for (at, item) in scratch.items.iter().enumerate() {
            let Some(expression) = item.expression.and_then(|e| scratch.expressions.get(e)) else { continue };
            if *expression == Expression::Nothing {
                continue;
            }
            let mut first = item.first;
            // "went on for five hours": the preposition of its own is all that belongs to it.
            let own = matches!(doc.word(first), "for" | "of");
            if let Some(before) = at.checked_sub(1).and_then(|b| scratch.items.get(b)).filter(|b| !own && leads(b)) {
                first = before.first;
            }
            let rule = item.expression.and_then(|e| scratch.rules.get(e)).cloned().unwrap_or_default();
            found.push(Told { expression: expression.clone(), tokens: first..item.end, sentence: number, rule });
        }
    }
    let mut shown = Shown::default();
    for told in &found {
        shown.observe(&told.expression, doc.span_of(told.tokens.clone()).of(&article.text));
    }
    let day_first = shown.is_open().then(|| shown.day_first(published).or_else(|| rules.order.of(article))).flatten();
    let text = Text { doc, published, day_first, years: Years::of(doc, &found), rules };
    let mut narration = Narration::default();
    let mut out: Vec<DateMention> = Vec::with_capacity(found.len());
    for told in found {
        for told in text.split(told, &narration) {
            let mention = text.hold(told, &narration);
            if !recalls(doc, &mention) {
                narration.observe(doc, &mention, published);
            }
            out.push(mention);
        }
    }
    out
}

/// Returns whether a date stands in somebody's own words on what he did ("I visited B on Friday"):
/// the story does not go on from there.
fn recalls(doc: &Document, mention: &DateMention) -> bool {
    let mut tokens = doc.sentences[mention.sentence].tokens.clone();
    tokens.any(|t| doc.word(t) == "i" && doc.tokens[t].kind == TokenKind::Word)
}

/// An expression where it stands.
#[derive(Clone, Debug)]
struct Told {
    expression: Expression,
    tokens: Range<usize>,
    sentence: usize,
    rule: String,
}

/// Returns which tokens are part of somebody's name, where no month is told ("Theresa May"), or count
/// those last spoken of ("On Tuesday the two met").
fn names(doc: &Document, parties: &Parties) -> Vec<bool> {
    let named: Vec<_> = parties
        .mentions
        .iter()
        .filter(|m| m.form == Form::Named || m.form == Form::Plural && m.count.is_some())
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    let mut masked = vec![false; doc.tokens.len()];
    for mention in named {
        for at in mention.tokens.clone() {
            let word = doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
            if let Some(mask) = masked.get_mut(at).filter(|_| word) {
                *mask = true;
            }
        }
    }
    masked
}

/// What is the same for every expression of a text.
struct Text<'a> {
    doc: &'a Document,
    published: Option<NaiveDate>,
    /// Whether 3/4/2015 is of April here.
    day_first: Option<bool>,
    years: Years,
    rules: &'a Rules,
}

impl Text<'_> {
    /// Takes "on Monday and Thursday" apart, whose days do not touch.
    fn split(&self, told: Told, narration: &Narration) -> Vec<Told> {
        let Expression::List(a, b) = &told.expression else { return vec![told] };
        let anchors = Anchors::new(self.published, narration.told(Tense::Past), self.day_first);
        let touch =
            [Direction::Past, Direction::Future].iter().any(|d| anchors.resolve(&told.expression, *d).is_some());
        if touch {
            return vec![told];
        }
        let part = |e: &Expression| Told { expression: e.clone(), ..told.clone() };
        vec![part(a), part(b)]
    }

    /// Holds an expression to days, as far as anything holds it.
    fn hold(&self, told: Told, narration: &Narration) -> DateMention {
        let doc = self.doc;
        let sentence = &doc.sentences[told.sentence];
        let kind = doc.kind_of(told.sentence);
        let mark =
            matches!(kind, BlockKind::Dateline | BlockKind::Byline) || sentence.dateline.contains(&told.tokens.start);
        let body = sentence.dateline.end.max(sentence.tokens.start)..sentence.tokens.end;
        let until = self.rules.lexicon.classes(doc.word(told.tokens.start)) & Class::Plan.bit() != 0;
        let tense = match () {
            _ if mark => Tense::Past,
            _ if until => Tense::Future,
            _ => tense(doc, body, told.tokens.clone(), self.rules),
        };
        // What lies ahead is not held to a day long past.
        let stale =
            |days: &Days| tense == Tense::Future && self.published.is_some_and(|p| (p - days.end).num_days() > 45);
        let before = narration.told(tense).filter(|days| !stale(days));
        let mut anchors = Anchors::new(self.published, before, self.day_first);
        let mut anchored = false;
        let since = matches!(told.expression, Expression::Since(_));
        let mut expression = self.in_context(told.expression, &told.tokens, told.sentence, narration);
        // "In five years" with a verb in the past looks back over them.
        if matches!(expression, Expression::Ago(_, 1)) && tense == Tense::Past {
            expression = Expression::Open;
        }
        if let Some(year) = self.years.year_for(&expression, sentence.block, told.tokens.start, self.published) {
            expression = expression.with_year(year);
            anchored = true;
        }
        if let Some(within) = narration.holds(doc, &expression, told.sentence, &told.tokens) {
            anchors = anchors.at(within.start);
            anchored = true;
        }
        let past = anchors.resolve(&expression, if anchored { Direction::Future } else { Direction::Past });
        let future = anchors.resolve(&expression, Direction::Future);
        let tense = if since { Tense::Past } else { tense };
        let days = choose(past, future, tense, kind, &expression, self.published);
        let (past, future) = plausible(past, future, days, &expression, self.published);
        let minutes = match expression {
            Expression::Duration(minutes) => Some(minutes),
            _ => None,
        };
        let basis = match () {
            _ if anchors.used_told.get() || anchored => DateBasis::Anchored,
            _ if anchors.used_now.get() => DateBasis::Relative,
            _ => DateBasis::Explicit,
        };
        let open = match (&expression, days) {
            (_, Some(_)) | (Expression::Duration(_), _) => None,
            (Expression::Open, _) => Some(OpenReason::NotStated),
            _ if self.published.is_none() && anchors.used_now.get() => Some(OpenReason::NoPublicationDate),
            (Expression::Numeric(..), _) => Some(OpenReason::Ambiguous),
            _ => Some(OpenReason::NotStated),
        };
        let edtf = match days {
            Some(days) => expression.season_edtf(days).or_else(|| Some(calendar::edtf(days))),
            None => expression.open_edtf(),
        };
        DateMention {
            span: doc.span_of(told.tokens.clone()),
            sentence: told.sentence,
            days,
            past,
            future,
            edtf,
            granularity: expression.granularity(),
            basis,
            minutes,
            zone: days.and_then(|_| zone::zone(doc, &told.tokens, self.rules)),
            tokens: told.tokens,
            mark,
            open,
            rule: told.rule,
        }
    }

    /// Reads an expression by the words around it.
    fn in_context(
        &self,
        expression: Expression,
        tokens: &Range<usize>,
        sentence: usize,
        narration: &Narration,
    ) -> Expression {
        let start = self.doc.sentences[sentence].tokens.start;
        let end = self.doc.sentences[sentence].tokens.end;
        match expression {
            // "the first talks since October" were in October, not from then on.
            Expression::Since(of) if (start..tokens.start).any(|t| self.first(t)) => *of,
            // "the first talks between A and B in two years": how long it had been.
            Expression::Ago(_, 1) if self.doc.word(tokens.start) == "in" && self.long_awaited(start, tokens.start) => {
                Expression::Open
            }
            // "since October, when they met": in October.
            Expression::Since(of)
                if (tokens.end..end.min(tokens.end + 2)).any(|t| matches!(self.doc.word(t), "when" | "where")) =>
            {
                *of
            }
            // "came two days after the minister sat down": the minister's day, not one later.
            Expression::Step(steps, sign, None) if self.preposition(tokens.end, end) => {
                let last = self.doc.word(tokens.end - 1);
                let days = steps.iter().all(|(_, unit)| *unit <= Unit::Week);
                if !matches!(last, "after" | "before") {
                    Expression::Step(steps, sign, None)
                } else if tokens.start <= start + 1 || last == "before" || !days {
                    Expression::Open
                } else {
                    // Beside a day of its own sentence, else beside the text's.
                    let here = narration.since(start).is_none();
                    Expression::Step(steps, -sign, here.then(|| Box::new(Expression::Deictic(0))))
                }
            }
            other => other,
        }
    }

    /// Returns whether words up to a token say that something is the first or the greatest of a time,
    /// and none that it is to come.
    fn long_awaited(&self, start: usize, until: usize) -> bool {
        let from = start.max(until.saturating_sub(14));
        let ahead =
            |w: &str| matches!(w, "will" | "would" | "shall" | "to" | "is" | "are" | "was" | "were" | "be" | "may");
        let most = |t: usize| {
            let word = self.doc.word(t);
            self.first(t) || matches!(word, "only" | "highest" | "biggest" | "largest" | "worst" | "longest" | "second")
        };
        let told = (from..until).rev().find(|&t| most(t));
        told.is_some_and(|t| !(t..until).any(|t| ahead(self.doc.word(t))))
    }

    fn first(&self, token: usize) -> bool {
        self.rules.lexicon.classes(self.doc.word(token)) & Class::OrdinalDay.bit() != 0
            && self.doc.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Returns whether "after" or "before" governs what stands at `next`.
    fn preposition(&self, next: usize, end: usize) -> bool {
        next < end && self.doc.tokens.get(next).is_some_and(|t| t.kind != TokenKind::Mark)
    }
}

/// Chooses between the two readings of an expression by its clause's tense.
///
/// A month or a day of a month leans to the reading that is near, where tense says little or the
/// other reading is most of a year away.
fn choose(
    past: Option<Days>,
    future: Option<Days>,
    tense: Tense,
    kind: BlockKind,
    expression: &Expression,
    published: Option<NaiveDate>,
) -> Option<Days> {
    let (Some(p), Some(f)) = (past, future) else { return past.or(future) };
    let ahead = match tense {
        Tense::Future => true,
        Tense::Past | Tense::Unknown => false,
        Tense::Present => kind != BlockKind::Headline,
    };
    let ahead = match published {
        Some(now) if expression.classes() & Class::YearlessDate.bit() != 0 => {
            let back = (now - p.end).num_days().max(0);
            let on = (f.start - now).num_days().max(0);
            match tense {
                Tense::Future => !(on > 300 && back < 45),
                Tense::Past => back > 300 && on < 45,
                Tense::Present if kind != BlockKind::Headline => on < 300 && (back > 60 || on < back),
                Tense::Present | Tense::Unknown => on < back,
            }
        }
        _ => ahead,
    };
    Some(if ahead { f } else { p })
}

/// Leaves out the reading of a month or a day of one that is most of a year away, where the other
/// is near.
fn plausible(
    past: Option<Days>,
    future: Option<Days>,
    days: Option<Days>,
    expression: &Expression,
    published: Option<NaiveDate>,
) -> (Option<Days>, Option<Days>) {
    let (Some(p), Some(f), Some(now)) = (past, future, published) else { return (past, future) };
    if expression.classes() & Class::YearlessDate.bit() == 0 {
        return (past, future);
    }
    let (back, on) = ((now - p.end).num_days(), (f.start - now).num_days());
    let far = (days == past && back < 100 && on > 240) || (days == future && on < 100 && back > 240);
    if far { (days, days) } else { (past, future) }
}

/// The years that a text tells, for the months and days that it leaves without one.
struct Years {
    /// Block, token and year of a year that opens its block: a chronology's entry.
    opening: Vec<(usize, usize, i32)>,
    /// Token and year of a year that is a line of its own, over the entries that follow.
    heads: Vec<(usize, i32)>,
    /// Token and year of every date with a month, and of a year in the headline.
    told: Vec<(usize, i32)>,
}

impl Years {
    fn of(doc: &Document, found: &[Told]) -> Years {
        let mut years = Years { opening: Vec::new(), heads: Vec::new(), told: Vec::new() };
        for told in found {
            let (year, month) = match &told.expression {
                Expression::Calendar(partial) => (partial.year, partial.month.is_some()),
                Expression::Section(_, _, year) | Expression::Season(_, year) => (*year, true),
                _ => continue,
            };
            let Some(year) = year else { continue };
            let block = doc.sentences[told.sentence].block;
            let first = doc.sentences.get(doc.blocks[block].sentences.start).map(|s| s.tokens.start);
            if first.is_some_and(|f| told.tokens.start <= f + 1) {
                years.opening.push((block, told.tokens.start, year));
            }
            let line = doc.sentences[told.sentence].tokens.len();
            if told.expression.bare_year().is_some() && line <= told.tokens.len() + 1 {
                years.heads.push((told.tokens.start, year));
            }
            if month || doc.blocks[block].kind == BlockKind::Headline {
                years.told.push((told.tokens.start, year));
            }
        }
        years
    }

    /// Returns the year that an expression without one is read in, where the text gives it.
    fn year_for(&self, e: &Expression, block: usize, token: usize, published: Option<NaiveDate>) -> Option<i32> {
        if e.classes() & Class::YearlessDate.bit() == 0 {
            return None;
        }
        let passed = |year: &i32| published.is_none_or(|p| p.year() > *year);
        let opening = self.opening.iter().rev().find(|(b, at, _)| *b == block && *at < token).map(|(_, _, year)| year);
        let head = self.heads.iter().rev().find(|(at, _)| *at < token).map(|(_, year)| year);
        if let Some(year) = opening.or(head).filter(|year| passed(year)) {
            return Some(*year);
        }
        if published.is_some() {
            return None;
        }
        let before = self.told.iter().rev().find(|(at, _)| *at < token);
        before.or_else(|| self.told.iter().find(|(at, _)| *at > token)).map(|(_, year)| *year)
    }
}
