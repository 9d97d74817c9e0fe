//! Attachment: which of the meetings told an outcome is of.

use super::Told;
use crate::events::Findings;
use crate::events::likeness::stands_for;
use crate::events::line::{AdjunctKind, Item, Line, What};
use crate::events::occasion::Occasion;
use crate::events::pattern::{COMMA, FUTURE};
use crate::events::rules::Rules;
use crate::events::sighting::Sighting;
use crate::people::EntityId;
use crate::record::{OutcomeKind, Status};
use crate::span::Span;

/// Returns the occasion that an outcome belongs to: the one told in its sentence, else the one told
/// before it that its subject and day fit best, the article's own meeting before one recalled.
pub(super) fn occasion_of(found: Findings<'_>, line: &Line, told: &Told, occasions: &[Occasion]) -> Option<usize> {
    // "agreed to go on with the talks": those talks are what was agreed.
    let inside = |trigger: usize| {
        let at = found.document.tokens[trigger].span;
        told.outcomes.iter().any(|o| o.agreed && o.span.covers(at))
    };
    let begun = |o: &Occasion| {
        titled(o) || o.sightings.iter().any(|s| !s.headline && s.sentence <= line.sentence && !inside(s.trigger))
    };
    let any_begun = occasions.iter().any(|o| took_place(o) && begun(o));
    let lead = lead(occasions);
    let when = day_of(found, line, told, occasions);
    let opener = opener(found, line, told.head);
    let block = found.document.sentences[line.sentence].block;
    let mut best = None;
    for (at, o) in occasions.iter().enumerate() {
        if !took_place(o) || any_begun && !begun(o) {
            continue;
        }
        let here = o.sightings.iter().filter(|s| s.sentence == line.sentence && !inside(s.trigger)).map(|s| s.trigger);
        // "met in Karonga in May, when they …": the clause is of the meeting told before it.
        // "when the ministers agreed": a meeting that the clause itself tells has it first.
        let here = here.filter(|&t| opener.is_none_or(|k| t < k || t == told.head)).max();
        let before = |s: &&Sighting| !s.headline && s.sentence <= line.sentence && !inside(s.trigger);
        let near = o.sightings.iter().filter(before).map(|s| s.sentence).max();
        let near = near.or_else(|| o.sightings.iter().map(|s| s.sentence).min())?;
        let distance = line.sentence.abs_diff(near);
        let numbered = told.count.is_some_and(|n| o.attendees.len() == usize::from(n));
        let shared = match numbered {
            true => told.subject.len(),
            false => told.subject.iter().filter(|&&e| among(found, o, e)).count(),
        };
        let named = !told.subject.is_empty();
        if here.is_none() && named && shared == 0 && (distance > 3 || told.by_name) {
            continue;
        }
        let same_block = found.document.sentences[near].block == block;
        let fits =
            when.is_none_or(|d| same_day(found, o, d) && (o.days.is_some() || !entry(found, d, block) || same_block));
        // "At that meeting" is of the one told just before, or of one that nobody read.
        let last = line.sentence.checked_sub(1);
        let told_just = o.sightings.iter().any(|s| Some(s.sentence) == last);
        // The lead may date the outcome and the text below the meeting, each in its own words.
        let before_it = o.sightings.iter().all(|s| s.headline || s.sentence > line.sentence);
        let all = named && shared == told.subject.len();
        if told.there && !told_just || here.is_none() && !fits && !(before_it && all) {
            continue;
        }
        let fit_here = here.is_some() && (shared > 0 || !named);
        let aside = lead.is_some_and(|l| l != at && recalled(&occasions[l], o));
        let long_ago = o.sightings.iter().all(|s| s.earlier)
            || lead.and_then(|l| occasions[l].days).zip(o.days).is_some_and(|(l, o)| (l.start - o.end).num_days() > 14);
        let met = told.generic && !long_ago && o.attendees.len() >= 2;
        let just = (told.back || met) && distance <= 1 && same_block;
        let close = here.filter(|_| opener.is_some());
        let key = (
            fit_here,
            close,
            just,
            all,
            fits,
            !aside || here.is_some(),
            here.is_some(),
            std::cmp::Reverse(distance),
            std::cmp::Reverse(at),
        );
        if best.as_ref().is_none_or(|(k, _)| key > *k) {
            best = Some((key, at));
        }
    }
    let at = best.map(|(_, at)| at)?;
    (!of_another_day(found, line, told, &occasions[at])).then_some(at)
}

/// Returns whether the day told with an outcome, if any, may be that of an occasion.
pub(super) fn of_its_day(found: Findings<'_>, line: &Line, told: &Told, occasions: &[Occasion], at: usize) -> bool {
    day_of(found, line, told, occasions).is_none_or(|d| same_day(found, &occasions[at], d))
}

/// Returns whether a subject took part in a meeting told in this sentence or just before it.
pub(super) fn takes_part(found: Findings<'_>, line: &Line, subject: &[EntityId], occasions: &[Occasion]) -> bool {
    let near = |o: &&Occasion| {
        took_place(o)
            && o.attendees.len() >= 2
            && o.sightings.iter().any(|s| !s.headline && s.sentence <= line.sentence && s.sentence + 6 >= line.sentence)
    };
    !subject.is_empty() && occasions.iter().filter(near).any(|o| subject.iter().all(|&e| among(found, o, e)))
}

/// Returns whether a line may tell the terms of an agreement told in an earlier sentence.
///
/// `both` is whether its subject is more than one side: "the two sides will also"; `party` whether it
/// is anybody at all.
///
/// `last` is that sentence and the occasion that agreed.
pub(super) fn goes_on(
    found: Findings<'_>,
    line: &Line,
    (agreed, at): (usize, usize),
    (both, party): (bool, bool),
    occasions: &[Occasion],
    rules: &Rules,
) -> bool {
    // What is to be done by nobody named is told on longer.
    let reach = if both || !party { 6 } else { 3 };
    if line.sentence <= agreed || line.sentence > agreed + reach {
        return false;
    }
    // What an older meeting agreed is told where that meeting is.
    let block = |s: usize| found.document.sentences[s].block;
    let aside = lead(occasions).is_some_and(|l| l != at && recalled(&occasions[l], &occasions[at]));
    if aside && block(agreed) != block(line.sentence) {
        return false;
    }
    let first = found.document.sentences[line.sentence].tokens.start;
    // "On Thursday, the Secretary will …" tells another thing.
    let dated = line.adjuncts.first().is_some_and(|a| matches!(a.what, AdjunctKind::Date(_)) && a.token <= first + 1);
    let meets = |class: usize| {
        ["HOST", "MEET", "CHAIR", "GATHER", "VISIT", "HOLD", "ATTEND"].iter().any(|c| rules.lexicon.is(class, c))
    };
    let other = line.items.iter().any(|i| matches!(&i.what, What::Verb(group) if group.finite && meets(group.class)));
    // Who speaks for himself, or under a condition, tells no terms.
    let open = |t: usize| {
        matches!(
            found.document.word(t),
            "it" | "this"
                | "those"
                | "he"
                | "she"
                | "they"
                | "that"
                | "i"
                | "we"
                | "you"
                | "our"
                | "my"
                | "if"
                | "when"
                | "\""
                | "“"
                | "'"
                | "‘"
        )
    };
    let says = |i: &Item| matches!(&i.what, What::Verb(group) if rules.lexicon.is(group.class, "SAY"));
    let one = |i: &Item| found.document.word(i.tokens.start.saturating_sub(1)) != "it";
    // "Ten posts will be closed, officials said": who says it at the end wants nothing for himself.
    let told_last = |i: &Item| {
        let before = line.items.iter().take_while(|x| x.tokens.start < i.tokens.start);
        !party
            && before.filter(|x| x.symbol == COMMA || matches!(x.what, What::Verb(_)) || x.symbol == FUTURE).count()
                >= 2
    };
    let said = line.items.iter().any(|i| says(i) && one(i) && !told_last(i));
    // "will have begun" tells a hope.
    let hoped =
        line.items.windows(2).any(|w| w[0].symbol == FUTURE && found.document.word(w[1].tokens.start) == "have");
    // "The date will be fixed" is a term of nothing.
    let detail = matches!(found.document.word(first + 1), "date" | "dates" | "venue" | "details")
        && found.document.word(first) == "the";
    !dated && !other && !said && !hoped && !open(first) && !detail
}

/// Returns whether a line says of what is to come that a document has it: "according to the protocol",
/// "under the accord".
pub(super) fn by_document(found: Findings<'_>, line: &Line, rules: &Rules) -> bool {
    line.items.iter().any(|i| {
        let What::Noun(noun) = &i.what else { return false };
        let deal = ["DEAL", "STATEMENT"].iter().any(|c| rules.lexicon.is(noun.class, c)) && noun.definite;
        let word = |back: usize| i.tokens.start.checked_sub(back).map(|t| found.document.word(t)).unwrap_or_default();
        let from = [word(1), word(2)];
        deal && (from.contains(&"under")
            || word(1) == "to" && word(2) == "according"
            || word(2) == "to" && word(3) == "according")
    })
}

/// Returns whether a line follows in the paragraph of an agreement, with no meeting told between.
pub(super) fn right_after(found: Findings<'_>, line: &Line, agreed: usize, occasions: &[Occasion]) -> bool {
    let block = |s: usize| found.document.sentences[s].block;
    let between =
        |o: &Occasion| o.sightings.iter().any(|s| !s.headline && s.sentence > agreed && s.sentence <= line.sentence);
    agreed < line.sentence
        && line.sentence - agreed <= 2
        && block(agreed) == block(line.sentence)
        && !occasions.iter().any(between)
}

/// Returns whether only the title tells of a meeting, by its number: what the text is the minutes of.
fn titled(o: &Occasion) -> bool {
    o.sightings.iter().all(|s| s.headline && s.noun.as_ref().is_some_and(|n| n.ordinal))
}

fn took_place(o: &Occasion) -> bool {
    matches!(o.status, Status::Held | Status::Ongoing)
}

fn among(found: Findings<'_>, o: &Occasion, e: EntityId) -> bool {
    o.attendees.iter().any(|a| a.entity == e || stands_for(found, a.entity, e) || stands_for(found, e, a.entity))
}

/// Returns the article's own meeting: the first that its body tells.
fn lead(occasions: &[Occasion]) -> Option<usize> {
    let first = |o: &Occasion| o.sightings.iter().filter(|s| !s.headline || titled(o)).map(|s| s.trigger).min();
    (0..occasions.len())
        .filter(|&at| took_place(&occasions[at]) && first(&occasions[at]).is_some())
        .min_by_key(|&at| first(&occasions[at]))
}

/// Returns whether a meeting is one that was before the article's own.
fn recalled(lead: &Occasion, o: &Occasion) -> bool {
    let before = lead.days.zip(o.days).is_some_and(|(l, o)| o.end < l.start);
    before || o.sightings.iter().all(|s| s.earlier)
}

/// Returns the token of the "when", "where" or "at which" whose clause a token stands in.
fn opener(found: Findings<'_>, line: &Line, head: usize) -> Option<usize> {
    let item = line.items.iter().rev().find(|i| {
        i.tokens.start < head
            && (i.symbol == 'q' || i.symbol == 'k' && matches!(found.document.word(i.tokens.start), "when" | "where"))
    })?;
    Some(item.tokens.start)
}

/// Returns the day that a line tells of its verb: before it, or right after it.
fn day_of(found: Findings<'_>, line: &Line, told: &Told, occasions: &[Occasion]) -> Option<usize> {
    let mut dates = line.adjuncts.iter().filter_map(|a| match a.what {
        AdjunctKind::Date(d) => Some((a.token, d)),
        _ => None,
    });
    // A day inside what was agreed is of what is to come.
    let others = occasions.iter().flat_map(|o| &o.outcomes);
    let agreed: Vec<Span> = others.chain(&told.outcomes).map(|o| o.span).collect();
    let content = |d: usize| agreed.iter().any(|s| s.covers(found.dates[d].span));
    // "was set up in November": the day of it, though its clause is all that is told.
    let next = told.outcomes.iter().any(|o| o.kind == OutcomeKind::NextMeeting);
    let of_verb = |token: usize| {
        !next
            && token > told.head
            && told.outcomes.iter().all(|o| o.span.start < found.document.tokens[told.head].span.start)
    };
    // "the text that was concluded in May, and agreed": the day is of the clause set in before.
    let set_in = |token: usize| {
        let inner = line.items.iter().rposition(|i| matches!(i.symbol, 'h' | 'q') && i.tokens.start < token);
        let link = line.items.iter().any(|i| i.symbol == '&' && i.tokens.start > token && i.tokens.start < told.head);
        link && inner.is_some_and(|k| {
            let verb = |i: &Item| matches!(i.what, What::Verb(_)) && i.tokens.start < token;
            line.items[k..].iter().any(verb) && line.items[..k].iter().any(|i| !matches!(i.what, What::Word))
        })
    };
    let near = |&(token, d): &(usize, usize)| {
        // "was concluded in Oslo on 6 May": the day of the verb, past its place.
        let reach = if of_verb(token) && !parted(line, told.head, token) { 8 } else { 2 };
        !set_in(token)
            && token <= told.head + reach
            && found.dates[d].minutes.is_none()
            && (of_verb(token) || !content(d))
    };
    let own = dates.rfind(near).map(|(_, d)| d);
    // "12 May 1977 - Geneva. The two …": an entry is of the day that it opens with.
    let block = &found.document.blocks[found.document.sentences[line.sentence].block];
    let first = block.sentences.clone().next().map(|s| found.document.sentences[s].tokens.start);
    let opens = || found.dates.iter().position(|d| Some(d.tokens.start) == first && d.days.is_some());
    own.or_else(opens)
}

/// Returns whether items of the line stand between two tokens, so that the second is not the first's.
fn parted(line: &Line, from: usize, to: usize) -> bool {
    line.items.iter().any(|i| i.tokens.start > from && i.tokens.end <= to)
}

/// Returns whether a date is the one that a paragraph opens with.
fn entry(found: Findings<'_>, date: usize, block: usize) -> bool {
    let first = found.document.blocks[block].sentences.clone().next();
    first.is_some_and(|s| found.document.sentences[s].tokens.start == found.dates[date].tokens.start)
}

/// Returns whether a meeting may have been on a day.
fn same_day(found: Findings<'_>, o: &Occasion, date: usize) -> bool {
    let Some((a, b)) = o.days.zip(found.dates[date].days) else { return true };
    a.start <= b.end && b.start <= a.end || b.start >= a.start && (b.start - a.end).num_days() <= 2
}

/// Returns whether an outcome is told in a clause of another day: "since February, when its members
/// brokered a truce".
fn of_another_day(found: Findings<'_>, line: &Line, told: &Told, occasion: &Occasion) -> bool {
    let document = found.document;
    let when = line
        .items
        .iter()
        .rev()
        .find(|i| i.symbol == 'k' && i.tokens.start < told.head && document.word(i.tokens.start) == "when");
    let Some(when) = when.map(|i| i.tokens.start) else { return false };
    let dated = line.adjuncts.iter().find_map(|a| match a.what {
        AdjunctKind::Date(d) if found.dates[d].tokens.end <= when && found.dates[d].tokens.end + 2 >= when => Some(d),
        _ => None,
    });
    dated.is_some_and(|d| occasion.date != Some(d) && (found.dates[d].days != occasion.days || occasion.days.is_none()))
}
