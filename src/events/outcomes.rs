//! Outcomes: what the parties agreed, signed, decided or pledged together, or failed to.

mod attach;
mod clause;
mod list;
mod span;
mod subject;

use super::Findings;
use super::line::{Line, What};
use super::needs::Symbols;
use super::occasion::Occasion;
use super::rules::{OutcomePattern, Rules, TextOf};
use super::verb::{Tense, VerbGroup};
use crate::people::{EntityId, PartyKind};
use crate::record::{OutcomeKind, Status};
use crate::segment::BlockKind;
use crate::span::Span;

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

/// An outcome with what tells whose it is.
#[derive(Debug)]
struct Told {
    /// The outcomes: one, or the items of a list.
    outcomes: Vec<Found>,
    /// Whom the subject means.
    subject: Vec<EntityId>,
    /// Whether the subject is more than one side.
    both: bool,
    /// Whether the subject names them.
    by_name: bool,
    /// How many the subject says that they are.
    count: Option<u8>,
    /// Whether the subject points back to the meeting told just before: "it", "that meeting".
    back: bool,
    /// Whether the subject means whoever met: "the parties".
    generic: bool,
    /// Whether the sentence begins by pointing back there.
    there: bool,
    /// The token of the verb or noun that tells it.
    head: usize,
    /// Whether it tells the terms of an agreement that was told before.
    terms: bool,
}

/// The last agreement told: what it says may be told right after it.
#[derive(Clone, Copy, Debug)]
struct Agreement {
    sentence: usize,
    occasion: usize,
    /// Whether the sentence told only a term of it.
    term: bool,
}

/// Finds the outcomes told in the lines of an article and gives each to its occasion.
pub(super) fn outcomes(found: Findings<'_>, lines: &[Line], occasions: &mut [Occasion], rules: &Rules) {
    if occasions.is_empty() {
        return;
    }
    let kind = |line: &Line| found.document.kind_of(line.sentence);
    let (heads, body): (Vec<&Line>, Vec<&Line>) =
        lines.iter().filter(|l| kind(l) != BlockKind::Heading).partition(|l| kind(l) == BlockKind::Headline);
    tell(found, &body, occasions, rules);
    list::headed(found, occasions);
    // What only the headline tells.
    if occasions.iter().all(|o| o.outcomes.is_empty()) {
        tell(found, &heads, occasions, rules);
    }
    for occasion in occasions {
        occasion.outcomes.sort_by_key(|o| (o.span.start, o.span.end));
        occasion.outcomes.dedup_by(|b, a| a.span.overlaps(b.span));
    }
}

fn tell(found: Findings<'_>, lines: &[&Line], occasions: &mut [Occasion], rules: &Rules) {
    let mut last: Option<Agreement> = None;
    for line in lines {
        let mut taken: Vec<Span> = Vec::new();
        let symbols = Symbols::of(&line.symbols);
        for pattern in rules.outcomes.iter().filter(|o| o.pattern.may_match(&symbols)) {
            let Some(regex) = pattern.pattern.regex() else { continue };
            for matched in regex.captures_iter(&line.symbols) {
                let Some(whole) = matched.get(0) else { continue };
                let items = whole.range();
                let slot = matched.name("a").map(|m| m.start());
                let Some(told) = outcome(found, line, pattern, items, slot, occasions, rules) else { continue };
                if told.outcomes.iter().any(|o| taken.iter().any(|t| t.overlaps(o.span))) {
                    continue;
                }
                let at = match told.terms {
                    true => last
                        .filter(|l| {
                            let subject = (told.both, !told.subject.is_empty());
                            l.term && l.sentence == line.sentence
                                || attach::goes_on(found, line, (l.sentence, l.occasion), subject, occasions, rules)
                        })
                        .map(|l| l.occasion)
                        .or_else(|| {
                            let written = attach::by_document(found, line, rules);
                            written.then(|| attach::occasion_of(found, line, &told, occasions)).flatten()
                        }),
                    // "It was also agreed that": of the meeting whose outcome was told just before.
                    false if told.subject.is_empty() && !told.back => last
                        .filter(|l| attach::right_after(found, line, l.sentence, occasions))
                        .filter(|l| attach::of_its_day(found, line, &told, occasions, l.occasion))
                        .map(|l| l.occasion)
                        .or_else(|| attach::occasion_of(found, line, &told, occasions)),
                    false => attach::occasion_of(found, line, &told, occasions),
                };
                let Some(at) = at else { continue };
                for outcome in told.outcomes {
                    if outcome.agreed {
                        last = Some(Agreement { sentence: line.sentence, occasion: at, term: told.terms });
                    }
                    taken.push(outcome.span);
                    occasions[at].outcomes.push(outcome);
                }
            }
        }
    }
}

/// Reads one match of one pattern: what was agreed, and whom its subject means.
fn outcome(
    found: Findings<'_>,
    line: &Line,
    pattern: &OutcomePattern,
    items: std::ops::Range<usize>,
    slot: Option<usize>,
    occasions: &[Occasion],
    rules: &Rules,
) -> Option<Told> {
    let verbs: Vec<usize> = items.clone().filter(|&i| matches!(line.items[i].what, What::Verb(_))).collect();
    let first = verbs.first().copied();
    // "will begin sending them under a contract": the first says when.
    let main = if pattern.reported { first } else { verbs.last().copied() };
    let group = main.and_then(|v| match &line.items[v].what {
        What::Verb(group) => Some(group),
        _ => None,
    });
    if !worded(found, line, pattern, &items) {
        return None;
    }
    // "The next round", not any.
    let nouns = items.clone().filter_map(|i| match &line.items[i].what {
        // "The fifth session will be held": one more than the one told of.
        What::Noun(noun) => Some(noun.future || noun.ordinal && !noun.past),
        _ => None,
    });
    if pattern.kind == OutcomeKind::NextMeeting && nouns.into_iter().any(|future| !future) {
        return None;
    }
    if let Some((at, group)) = main.zip(group) {
        if !holds(found, pattern, group)
            || !free(found, line, at, group, pattern)
            || !whole(found, line, at, group, pattern)
        {
            return None;
        }
    }
    let subject = subject::of(found, line, slot, main.unwrap_or(items.start));
    // "he could not close the gap": one side's want.
    if pattern.negative && subject.alone {
        return None;
    }
    let trigger = |o: &Occasion| {
        o.sightings
            .iter()
            .filter(|s| s.sentence == line.sentence)
            .map(|s| s.trigger)
            .min()
            .filter(|_| o.attendees.len() >= 2)
    };
    let here = occasions.iter().filter_map(trigger).min();
    // "met …, agreeing to": the participants of the meeting are its subject.
    let follows = group.is_some_and(|g| g.tense == Tense::Participle && here.is_some_and(|h| h < g.head));
    // An item of a list of decisions begins with its verb.
    let item = found.document.kind_of(line.sentence) == BlockKind::Item && main == Some(0);
    // "Secretary A will brief the council": what one person plans is no term of an agreement.
    let person = |e: &EntityId| found.parties.entities[*e].kind == PartyKind::Person;
    if pattern.terms && subject.by_name && !subject.both && subject.entities.iter().any(person) {
        return None;
    }
    if pattern.agreed && long_past(found, line, items.end - 1, occasions) {
        return None;
    }
    let joint = !pattern.joint || follows || item || subject.joint;
    if !joint && !(pattern.alone && attach::takes_part(found, line, &subject.entities, occasions)) {
        return None;
    }
    if pattern.both && !follows && !subject.both {
        return None;
    }
    let tokens = span::tokens(found, line, pattern, &items, first, main, rules)?;
    // One side agrees to do something: "he agreed" with what was said is no outcome.
    if !joint && tokens.start.checked_sub(1).is_none_or(|t| found.document.word(t) != "to") {
        return None;
    }
    if pattern.reported && pattern.both && (here.is_none() || !span::is_reported(found, tokens.end)) {
        return None;
    }
    let outcome = |tokens| Found {
        kind: pattern.kind,
        agreed: pattern.agreed,
        span: found.document.span_of(tokens),
        sentence: line.sentence,
        rule: pattern.id.clone(),
    };
    // The list of what was agreed stands for the sentence before it.
    let listed = list::after(found, line.sentence);
    let outcomes: Vec<Found> = match listed.is_empty() || !pattern.agreed {
        true if span::says_nothing(found, tokens.clone()) => return None,
        true if span::points_only(found, &tokens) => return None,
        true if pattern.agreed => {
            // "They signed: the port will be shared."
            let colon = span::after_colon(found, line, tokens.end, rules);
            let bare = colon.is_some() && span::few_words(found, tokens.start, tokens.end, 6);
            let own = if bare { Vec::new() } else { span::parts(found, line, pattern, tokens) };
            let said = colon.map(|c| span::parts(found, line, pattern, c)).unwrap_or_default();
            own.into_iter().chain(said).map(outcome).collect()
        }
        true => vec![outcome(tokens)],
        false => listed.into_iter().map(outcome).collect(),
    };
    let head = group.map(|g| g.head).unwrap_or(line.items[items.end - 1].tokens.start);
    Some(Told {
        outcomes,
        subject: subject.entities,
        both: subject.both,
        count: subject.count,
        by_name: subject.by_name,
        back: subject.back,
        generic: subject.generic,
        there: subject.there,
        head,
        terms: pattern.terms,
    })
}

/// Returns whether the agreement at an item is told with a day long before any of the meetings:
/// "Under a treaty of 1902".
fn long_past(found: Findings<'_>, line: &Line, item: usize, occasions: &[Occasion]) -> bool {
    let What::Noun(noun) = &line.items[item].what else { return false };
    let of = |d: &&crate::dates::DateMention| (noun.end..noun.end + 3).contains(&d.tokens.start);
    let Some(days) = found.dates.iter().find(of).and_then(|d| d.days) else { return false };
    let first = occasions.iter().filter_map(|o| o.days.map(|d| d.start)).min();
    first.is_some_and(|first| (first - days.end).num_days() > 60)
}

/// Returns whether the words that a pattern asks for stand in the match or right after it.
fn worded(found: Findings<'_>, line: &Line, pattern: &OutcomePattern, items: &std::ops::Range<usize>) -> bool {
    if pattern.words.is_empty() {
        return true;
    }
    let std::ops::Range { start, end } = found.document.sentences[line.sentence].tokens;
    // "There" is no item of its own.
    let tokens = line.items[items.start].tokens.start.saturating_sub(1).max(start)
        ..(line.items[items.end - 1].tokens.end + 2).min(end);
    tokens.into_iter().any(|t| pattern.words.iter().any(|w| w == found.document.word(t)))
}

/// Returns whether a verb group tells what came to be, or of a failure what did not.
fn holds(found: Findings<'_>, pattern: &OutcomePattern, group: &VerbGroup) -> bool {
    // "have yet to agree"
    let yet = group.tense == Tense::Infinitive
        && (group.start.saturating_sub(2)..group.head).any(|t| found.document.word(t) == "yet");
    let failed = group.negated || group.governor == Some(Status::Refused) || yet;
    if pattern.terms || pattern.reported || pattern.future {
        return group.tense == Tense::Future && !failed;
    }
    if pattern.kind == OutcomeKind::NextMeeting {
        let due = matches!(group.governor, None | Some(Status::Planned));
        return due && !failed && matches!(group.tense, Tense::Future | Tense::Infinitive | Tense::Conditional);
    }
    if failed || pattern.negative {
        let unreal = matches!(group.tense, Tense::Future | Tense::Conditional | Tense::Unreal);
        return failed && pattern.negative && !unreal;
    }
    group.governor.is_none()
        && matches!(group.tense, Tense::Past | Tense::Present | Tense::Progressive | Tense::Participle)
}

/// Returns whether a verb is under no condition and, as a participle, opens a phrase of its own:
/// neither "if they agree" nor "ways of extending".
fn free(found: Findings<'_>, line: &Line, at: usize, group: &VerbGroup, pattern: &OutcomePattern) -> bool {
    use super::pattern::{COMMA, EDGE};
    let word = |i: usize| found.document.word(line.items[i].tokens.start);
    let before = (0..at).rev().take_while(|&i| !matches!(line.items[i].symbol, COMMA | EDGE));
    let condition = |&i: &usize| {
        matches!(line.items[i].symbol, 'k' | 'e')
            && matches!(word(i), "if" | "whether" | "unless" | "until" | "once" | "before" | "pending")
    };
    // "met before dawn and agreed": the verb is joined to the one before that.
    let verb = |i: usize| matches!(line.items[i].what, What::Verb(_));
    let joined = |i: usize| at > 0 && line.items[at - 1].symbol == '&' && !(i + 1..at).any(verb);
    if before.into_iter().any(|i| condition(&i) && !joined(i)) {
        return false;
    }
    // "street signs": a signature has somebody who signs.
    if pattern.kind == OutcomeKind::Signed && pattern.text == TextOf::After && group.tense == Tense::Present {
        let signer = at
            .checked_sub(1)
            .is_none_or(|b| matches!(line.items[b].symbol, super::pattern::PARTY | COMMA | EDGE | '&'));
        if !signer {
            return false;
        }
    }
    // "as agreed in May"
    if at.checked_sub(1).is_some_and(|b| line.items[b].symbol == 'k' && word(b) == "as") {
        return false;
    }
    if group.tense != Tense::Participle || pattern.negative || group.passive {
        return true;
    }
    // "ended with the two men shaking hands on a deal"
    let with = |b: usize| {
        line.items[b].symbol == super::pattern::PARTY && b.checked_sub(1).is_some_and(|w| line.items[w].symbol == 'w')
    };
    at.checked_sub(1).is_none_or(|b| matches!(line.items[b].symbol, COMMA | EDGE | '&' | 'y' | 'a') || with(b))
        || pattern.text == TextOf::Whole
}

/// Returns whether a verb has what it needs: an object where its words tell what was done, an
/// auxiliary where it is passive ("a trap created by rivals" tells of no decision).
fn whole(found: Findings<'_>, line: &Line, at: usize, group: &VerbGroup, pattern: &OutcomePattern) -> bool {
    use super::pattern::{COMMA, EDGE, OTHER};
    if pattern.negative {
        return true;
    }
    if matches!(pattern.text, TextOf::Clause | TextOf::Before)
        && group.passive
        && pattern.kind != OutcomeKind::NextMeeting
    {
        // "The deal was reached in May": what it says is told elsewhere.
        let named = at.checked_sub(1).map(|b| &line.items[b].what);
        let bare = pattern.kind == OutcomeKind::Agreement
            && matches!(named, Some(What::Noun(noun)) if noun.definite && noun.end - noun.start <= 2);
        return group.start < group.head && !bare;
    }
    // "reached the understanding in talks": what it says is told elsewhere.
    let noun = line.items.iter().skip(at + 1).take(2).find_map(|i| match &i.what {
        What::Noun(noun) => Some(noun),
        _ => None,
    });
    if let Some(noun) = noun.filter(|n| n.definite && pattern.agreed && !pattern.joint && pattern.text == TextOf::From)
    {
        return matches!(found.document.word(noun.end), "on" | "to" | "that" | "for" | "over" | "about" | "under");
    }
    let enacts =
        pattern.joint && pattern.agreed && pattern.text == TextOf::From && pattern.kind != OutcomeKind::NextMeeting;
    if !enacts {
        return true;
    }
    let symbol = |i: usize| line.items.get(i).map(|x| x.symbol);
    // "gave the green light to", "settled on"
    let led = line.items[at].tokens.end > group.head + 1;
    // "restored diplomatic relations": the verb holds its object.
    let far = line.items[at].tokens.end > group.head + 2;
    let object = match symbol(at + 1) {
        None | Some(EDGE | COMMA) => far,
        Some('t' | 'i' | 'y' | 'f' | 'r' | 'w' | 'k' | 'a') => led || far,
        Some(OTHER) => symbol(at + 2) != Some('y'),
        Some(_) => true,
    };
    let first = found.document.sentences[line.sentence].tokens.start;
    let helps = (first.max(group.start.saturating_sub(20))..group.start)
        .any(|t| matches!(found.document.word(t), "help" | "helps" | "helped" | "helping" | "let" | "make"));
    object && !helps
}

#[cfg(test)]
mod tests;
