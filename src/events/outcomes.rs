//! Outcomes: what the parties agreed, signed, decided or pledged together, or failed to.

use super::Findings;
use super::likeness::stands_for;
use super::line::{Line, What};
use super::occasion::Occasion;
use super::pattern::{COMMA, EDGE, PARTY};
use super::rules::{OutcomePattern, Rules, TextOf};
use crate::people::{EntityId, Form};
use crate::record::{OutcomeKind, Status};
use crate::segment::TokenKind;
use crate::span::Span;
use std::ops::Range;

/// One outcome that a sentence tells.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What sort it is.
    pub kind: OutcomeKind,
    /// Whether it was agreed.
    pub agreed: bool,
    /// The words that say what.
    pub span: Span,
    /// The sentence.
    pub sentence: usize,
    /// The rule that found it.
    pub rule: String,
}

/// Finds the outcomes told in the lines of an article and gives each to its occasion.
pub(super) fn outcomes(found: Findings<'_>, lines: &[Line], occasions: &mut [Occasion], rules: &Rules) {
    let mut terms: Option<(usize, usize)> = None;
    for line in lines.iter().filter(|l| !l.headline) {
        let mut taken: Vec<Span> = Vec::new();
        for pattern in rules.outcome_set.matching(&line.symbols).into_iter().filter_map(|p| rules.outcomes.get(p)) {
            let met = occasions.iter().filter(|o| o.attendees.len() >= 2);
            let here = met.flat_map(|o| &o.sightings).filter(|s| s.sentence == line.sentence).map(|s| s.trigger).min();
            let Some((outcome, subject)) = outcome(found, line, pattern, here, rules) else { continue };
            if taken.iter().any(|t| t.overlaps(outcome.span)) {
                continue;
            }
            let at = match (pattern.terms, terms) {
                // What an agreement says is told right after it.
                (true, Some((sentence, at)))
                    if line.sentence > sentence && line.sentence <= sentence + 3 && unsaid(line, rules) =>
                {
                    Some(at)
                }
                (true, _) => None,
                _ => occasion_of(found, line, &subject, occasions),
            };
            let Some(at) = at else { continue };
            if recalled(found, line, &outcome, &occasions[at]) {
                continue;
            }
            if outcome.agreed {
                terms = Some((line.sentence, at));
            }
            taken.push(outcome.span);
            let items = match items_after(found, &outcome) {
                items if items.is_empty() => parts(found, &outcome),
                items => items,
            };
            if items.is_empty() {
                occasions[at].outcomes.push(outcome);
                continue;
            }
            for span in items {
                // The list of what was agreed stands for the sentence before it.
                occasions[at].outcomes.push(Found { span, ..outcome.clone() });
            }
        }
    }
    for occasion in occasions {
        occasion.outcomes.sort_by_key(|o| (o.span.start, o.span.end));
        occasion.outcomes.dedup_by_key(|o| o.span);
    }
}

/// Returns whether an outcome is told in a clause of another day: "since February, when its members
/// brokered a truce".
fn recalled(found: Findings<'_>, line: &Line, outcome: &Found, occasion: &Occasion) -> bool {
    let document = found.document;
    let at =
        document.sentences[line.sentence].tokens.clone().find(|&t| document.tokens[t].span.start >= outcome.span.start);
    let Some(at) = at else { return false };
    let when = line
        .items
        .iter()
        .rev()
        .find(|i| i.symbol == 'k' && i.tokens.start < at && document.word(i.tokens.start) == "when");
    let Some(when) = when.map(|i| i.tokens.start) else { return false };
    let dated = line.adjuncts.iter().find_map(|a| match a.what {
        super::line::AdjunctKind::Date(d)
            if found.dates[d].tokens.end <= when && found.dates[d].tokens.end + 2 >= when =>
        {
            Some(d)
        }
        _ => None,
    });
    dated.is_some_and(|d| occasion.date != Some(d) && (found.dates[d].days != occasion.days || occasion.days.is_none()))
}

/// Returns whether a line says nothing of who says it.
fn unsaid(line: &Line, rules: &Rules) -> bool {
    !line.items.iter().any(|i| matches!(&i.what, What::Verb(group) if rules.lexicon.is(group.class, "SAY")))
}

/// Splits "open two posts and to close a third" into the two things agreed.
fn parts(found: Findings<'_>, outcome: &Found) -> Vec<Span> {
    let document = found.document;
    let sentence = &document.sentences[outcome.sentence];
    let inside = |t: &usize| outcome.span.covers(document.tokens[*t].span);
    let tokens: Vec<usize> = sentence.tokens.clone().filter(inside).collect();
    let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    if first == 0 || document.word(first - 1) != "to" {
        return Vec::new();
    }
    let mut spans = Vec::new();
    let mut from = first;
    for &t in &tokens {
        let joins = document.word(t) == "and" && document.word(t + 1) == "to" && t + 2 <= last;
        if joins {
            let end = if document.word(t - 1) == "," { t - 1 } else { t };
            spans.push(document.span_of(from..end));
            from = t + 2;
        }
    }
    if spans.is_empty() {
        return spans;
    }
    spans.push(document.span_of(from..last + 1));
    spans.retain(|s| !s.is_empty());
    spans
}

/// Matches one pattern on a line: the outcome, and whom its subject means.
///
/// `here` is the trigger of the first meeting that the sentence tells.
fn outcome(
    found: Findings<'_>,
    line: &Line,
    pattern: &OutcomePattern,
    here: Option<usize>,
    rules: &Rules,
) -> Option<(Found, Vec<EntityId>)> {
    let captures = pattern.pattern.regex()?.captures(&line.symbols)?;
    let whole = captures.get(0)?;
    let index = |byte: usize| line.symbols.char_indices().take_while(|(b, _)| *b < byte).count();
    let (first, last) = (index(whole.start()), index(whole.end()));
    let verb = (first..last).find(|&i| matches!(line.items[i].what, What::Verb(_)));
    if let Some(What::Verb(group)) = verb.map(|v| &line.items[v].what) {
        use super::verb::Tense::{Conditional, Future, Infinitive, Participle, Past, Present, Progressive};
        let failed = group.negated || group.governor == Some(Status::Refused);
        if failed != pattern.negative || group.governor.is_some() && !failed {
            return None;
        }
        let told = matches!(group.tense, Past | Present | Progressive | Participle);
        let goes_on = pattern.terms && group.tense == Future
            || matches!(group.tense, Infinitive | Future | Conditional) && pattern.kind == OutcomeKind::NextMeeting;
        if !told && !goes_on && !failed || pattern.terms && group.tense != Future {
            return None;
        }
    }
    let slot = captures.name("a").map(|m| index(m.start()));
    let subject = slot.or_else(|| subject_before(line, verb.unwrap_or(first)));
    let mentions: &[usize] = match subject.map(|s| &line.items[s].what) {
        Some(What::Party(mentions)) => mentions,
        _ => &[],
    };
    // "met …, agreeing to": the participants of the meeting are its subject.
    let follows = verb.is_some_and(|v| match &line.items[v].what {
        What::Verb(group) => group.tense == super::verb::Tense::Participle && here.is_some_and(|h| h < group.head),
        _ => false,
    });
    // An item of a list of decisions begins with its verb.
    let item = found.document.kind_of(line.sentence) == crate::segment::BlockKind::Item;
    let follows = follows || item && verb == Some(0);
    if pattern.joint && !follows && !is_joint(found, line, subject, mentions) {
        return None;
    }
    let entities = mentions.iter().flat_map(|&m| found.parties.mentions[m].entities.iter().copied()).collect();
    let signed = pattern.kind == OutcomeKind::Signed;
    let tokens = match pattern.text {
        TextOf::After => line.items[last - 1].tokens.end..clause_end(found, line, last, signed, rules),
        TextOf::From => {
            let mut from = verb.map(|v| line.items[v].tokens.start).unwrap_or(line.items[first].tokens.start);
            if pattern.negative {
                // "failed to agree": what failed is told with its failing.
                let fails = |t: &usize| {
                    let word = found.document.word(*t);
                    matches!(
                        word,
                        "failed" | "fail" | "fails" | "unable" | "refused" | "declined" | "could" | "did" | "not"
                    )
                };
                let floor = found.document.sentences[line.sentence].tokens.start.max(from.saturating_sub(4));
                from = (floor..from).find(fails).unwrap_or(from);
            }
            from..clause_end(found, line, last, signed, rules)
        }
        TextOf::Clause => {
            let to = clause_end(found, line, last, signed, rules);
            clause_start(line, first)..to
        }
        TextOf::Before => {
            let to = verb.map(|v| line.items[v].tokens.start).unwrap_or(line.items[last - 1].tokens.end);
            clause_start(line, verb.unwrap_or(first))..to
        }
    };
    let document = found.document;
    let mut tokens = trim(found, tokens);
    if signed && pattern.text == TextOf::After {
        // What was signed ends where the place and the day of the signing begin.
        let aside = line.adjuncts.iter().map(|a| a.token).filter(|&t| t > tokens.start && t < tokens.end).min();
        tokens.end = aside.unwrap_or(tokens.end);
        tokens = trim(found, tokens);
    }
    let words = tokens.clone().filter(|&t| found.document.tokens[t].kind == TokenKind::Word).count();
    let list = found.document.sentences[line.sentence].span.of(&found.article.text).trim_end().ends_with(':');
    let empty = |t: usize| {
        matches!(
            document.word(t),
            "it" | "this"
                | "that"
                | "nothing"
                | "anything"
                | "something"
                | "them"
                | "him"
                | "her"
                | "so"
                | "formal"
                | "following"
                | "documents"
        )
    };
    if (words < 1 || tokens.clone().all(empty)) && !list {
        return None;
    }
    let span = document.span_of(tokens);
    Some((
        Found { kind: pattern.kind, agreed: pattern.agreed, span, sentence: line.sentence, rule: pattern.id.clone() },
        entities,
    ))
}

/// Finds the item of the subject before a verb.
fn subject_before(line: &Line, verb: usize) -> Option<usize> {
    (0..verb).rev().find(|&i| {
        let governed = i
            .checked_sub(1)
            .is_some_and(|b| matches!(line.items[b].symbol, 'w' | 'b' | 'o' | 'y' | 't' | 'f' | 'r' | 'i'));
        line.items[i].symbol == PARTY && !governed || matches!(line.items[i].what, What::Noun(_)) && !governed
    })
}

/// Returns whether a subject is several parties, a body, or the meeting itself.
fn is_joint(found: Findings<'_>, line: &Line, subject: Option<usize>, mentions: &[usize]) -> bool {
    if subject.is_some_and(|s| matches!(line.items[s].what, What::Noun(_))) {
        return true;
    }
    let entities: usize = mentions.iter().map(|&m| found.parties.mentions[m].entities.len()).sum();
    let many = mentions.iter().any(|&m| {
        let mention = &found.parties.mentions[m];
        mention.plural || matches!(mention.form, Form::Plural | Form::Body | Form::Author)
    });
    entities >= 2 || many
}

/// Returns the token where the clause after item `from` ends.
fn clause_end(found: Findings<'_>, line: &Line, from: usize, signed: bool, rules: &Rules) -> usize {
    let sentence = found.document.sentences[line.sentence].tokens.end;
    for i in from..line.items.len() {
        let item = &line.items[i];
        let next = line.items.get(i + 1);
        let verb = |at: usize| match line.items.get(at).map(|x| &x.what) {
            Some(What::Verb(group)) => Some(group),
            _ => None,
        };
        let says = |at: usize| verb(at).is_some_and(|group| rules.lexicon.is(group.class, "SAY"));
        let party = next.is_some_and(|n| n.symbol == PARTY);
        // A participle after a comma tells what goes with it, not what was agreed.
        let aside = verb(i + 1).is_some_and(|g| g.passive || g.tense == super::verb::Tense::Participle);
        let cuts = match item.symbol {
            EDGE => i > from,
            'a' | 'd' if next.is_some_and(|n| matches!(n.what, What::Noun(_))) => i > from,
            'a' | 'd' => i > from && signed,
            COMMA => {
                next.is_some_and(|n| matches!(n.symbol, 'q' | 'k' | 'a' | 'd'))
                    || says(i + 1)
                    || party && (says(i + 2) || signed)
                    || aside
            }
            _ => false,
        };
        if cuts {
            return item.tokens.start;
        }
    }
    // A line of a relative clause ends before its sentence does.
    line.items.last().map(|i| i.tokens.end).unwrap_or(sentence).max(tail(found, line)).min(sentence)
}

/// Returns the end of the words of a line, adjuncts included.
fn tail(found: Findings<'_>, line: &Line) -> usize {
    let last = line.items.last().map(|i| i.tokens.end).unwrap_or_default();
    let s = &found.document.sentences[line.sentence];
    let whole = line.adjuncts.iter().any(|a| a.token >= last) || last + 4 >= s.tokens.end;
    if whole { s.tokens.end } else { last }
}

fn clause_start(line: &Line, verb: usize) -> usize {
    let mut start = line.items.first().map(|i| i.tokens.start).unwrap_or_default();
    for item in &line.items[..verb] {
        if matches!(item.symbol, EDGE | COMMA | 'k' | 'h') {
            start = item.tokens.end;
        }
    }
    start
}

/// Drops marks and empty words at both ends.
fn trim(found: Findings<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let document = found.document;
    let empty = |t: usize| {
        let token = &document.tokens[t];
        token.kind == TokenKind::Mark && !matches!(document.word(t), "(" | ")")
            || matches!(document.word(t), "that" | "and" | "to" | "on" | "upon")
    };
    loop {
        // "agreed on Friday to": the day is no part of what was agreed.
        let day = found.dates.iter().find(|d| d.tokens.start == tokens.start && d.minutes.is_none());
        match day {
            Some(d) if d.tokens.end < tokens.end => tokens.start = d.tokens.end,
            _ if tokens.start < tokens.end && empty(tokens.start) => tokens.start += 1,
            _ => break,
        }
    }
    while tokens.start < tokens.end && {
        let t = tokens.end - 1;
        document.tokens[t].kind == TokenKind::Mark && document.word(t) != ")"
            || matches!(document.word(t), "and" | "that")
    } {
        tokens.end -= 1;
    }
    tokens
}

/// Where an outcome ends with a colon, the list items after it are the outcomes.
fn items_after(found: Findings<'_>, outcome: &Found) -> Vec<Span> {
    use crate::segment::BlockKind::{Heading, Item};
    let document = found.document;
    let sentence = &document.sentences[outcome.sentence];
    let text = &found.article.text;
    if !sentence.span.of(text).trim_end().ends_with(':') {
        return Vec::new();
    }
    let mut out = Vec::new();
    for block in document.blocks.iter().skip(sentence.block + 1) {
        if !matches!(block.kind, Item) && !(block.kind == Heading && crate::segment::begins_item(block.span.of(text))) {
            break;
        }
        let mut tokens = match (block.sentences.start, block.sentences.end) {
            (a, b) if a < b => document.sentences[a].tokens.start..document.sentences[a].tokens.end,
            _ => continue,
        };
        while tokens.start < tokens.end && document.tokens[tokens.end - 1].kind == TokenKind::Mark {
            tokens.end -= 1;
        }
        out.push(document.span_of(tokens));
    }
    out
}

/// Returns the occasion that an outcome belongs to: the one told in its sentence, else the last
/// one told before it whose parties its subject means.
fn occasion_of(found: Findings<'_>, line: &Line, subject: &[EntityId], occasions: &[Occasion]) -> Option<usize> {
    let fits = |o: &Occasion| {
        let among = |e: EntityId| {
            o.attendees
                .iter()
                .any(|a| a.entity == e || stands_for(found, a.entity, e) || stands_for(found, e, a.entity))
        };
        subject.iter().filter(|&&e| among(e)).count()
    };
    let told = |o: &Occasion| matches!(o.status, Status::Held | Status::Ongoing);
    let begun = |o: &Occasion| o.sightings.iter().any(|s| !s.headline && s.sentence <= line.sentence);
    let any_begun = occasions.iter().any(|o| told(o) && begun(o));
    let mut best: Option<((bool, usize, bool, i64), usize)> = None;
    for (at, o) in occasions.iter().enumerate() {
        if !told(o) || any_begun && !begun(o) {
            continue;
        }
        let here = o.sightings.iter().any(|s| s.sentence == line.sentence);
        let before =
            o.sightings.iter().filter(|s| !s.headline && s.sentence <= line.sentence).map(|s| s.sentence).max();
        let Some(near) = before.or_else(|| o.sightings.iter().map(|s| s.sentence).min()) else { continue };
        let shared = fits(o);
        if !subject.is_empty() && shared == 0 && !here && line.sentence.abs_diff(near) > 3 {
            continue;
        }
        let all = !subject.is_empty() && shared == subject.len();
        let key = (
            here && (shared > 0 || subject.is_empty()),
            usize::from(all),
            here,
            -(line.sentence.abs_diff(near) as i64),
        );
        if best.is_none_or(|(k, _)| key > k) {
            best = Some((key, at));
        }
    }
    best.map(|(_, at)| at)
}
