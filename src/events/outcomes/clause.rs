//! Clauses of outcomes: where what was agreed begins and ends in its line.

use crate::events::Findings;
use crate::events::lexicon::MEETINGS;
use crate::events::line::{Line, What};
use crate::events::pattern::{COMMA, EDGE, FUTURE, OTHER, PARTY};
use crate::events::rules::Rules;
use crate::events::verb::{Tense, VerbGroup};

/// Returns the token where the clause after item `from` ends.
pub(super) fn clause_end(
    found: Findings<'_>,
    line: &Line,
    from: usize,
    signed: bool,
    failed: bool,
    rules: &Rules,
) -> usize {
    let sentence = found.document.sentences[line.sentence].tokens.end;
    let symbol = |i: usize| line.items.get(i).map(|x| x.symbol);
    let word = |i: usize| line.items.get(i).map(|x| found.document.word(x.tokens.start)).unwrap_or_default();
    let verb = |at: usize| match line.items.get(at).map(|x| &x.what) {
        Some(What::Verb(group)) => Some(group),
        _ => None,
    };
    let says = |at: usize| verb(at).is_some_and(|group: &VerbGroup| rules.lexicon.is(group.class, "SAY"));
    // ", a source close to the talks said": who says it ends the sentence.
    let told_by = |at: usize| {
        let last = line.items.len().saturating_sub(1);
        last > at && says(last) && (at..last).all(|i| verb(i).is_none() && symbol(i) != Some(COMMA))
    };
    // "agreed to open two posts, and their envoys will meet": another clause.
    let infinitive =
        from.checked_sub(1).and_then(symbol) == Some('t') || verb(from).is_some_and(|g| g.tense == Tense::Infinitive);
    let another = |at: usize| {
        infinitive && symbol(at) == Some('&') && symbol(at + 1) == Some(PARTY) && {
            let verbs = (at + 2..line.items.len().min(at + 6)).find(|&v| !matches!(symbol(v), Some(COMMA | OTHER)));
            verbs.is_some_and(|v| symbol(v) == Some(FUTURE) || verb(v).is_some_and(|g| g.finite))
        }
    };
    // "to seek, as a group, a loan": an aside without a verb, closed by its comma.
    let phrase = |at: usize| {
        let close = (at..line.items.len()).find(|&k| symbol(k) == Some(COMMA));
        close.is_some_and(|c| (at..c).all(|k| verb(k).is_none()))
    };
    for i in from..line.items.len() {
        let item = &line.items[i];
        let next = line.items.get(i + 1);
        let party = symbol(i + 1) == Some(PARTY);
        let meeting = matches!(next.map(|n| &n.what), Some(What::Noun(n)) if MEETINGS.iter().any(|c| rules.lexicon.is(n.class, c)));
        // A participle after a comma tells what goes with it, not what was agreed.
        let aside = verb(i + 1).is_some_and(|g| g.passive || g.tense == Tense::Participle);
        let relative = |at: usize| {
            symbol(at) == Some('q')
                || matches!(symbol(at), Some('i' | 'r' | 'o' | 'f' | 'w' | 'y')) && symbol(at + 1) == Some('q')
        };
        let cuts = match item.symbol {
            EDGE => i > from,
            'a' | 'd' if meeting => i > from,
            // "agreed to open two posts at talks in Oslo", "after their ministers held talks"
            'i' if meeting && word(i) == "at" => {
                // "agreed to meet at a summit": that is what was agreed.
                let bare = i > 0 && verb(i - 1).is_some_and(|g| g.tense == Tense::Infinitive);
                !bare && line.items[from..i].iter().any(|x| !matches!(x.symbol, COMMA | 't' | 'i' | 'h'))
            }
            'a' if party && verb(i + 2).is_some_and(|g| g.finite) => i > from,
            'a' | 'd' => i > from && signed,
            'h' | 'q' => i > from && signed,
            'k' => {
                // "restored relations as the ministers met": another clause.
                let clause = symbol(i + 1) == Some(PARTY) && verb(i + 2).is_some_and(|g| g.finite);
                clause && matches!(word(i), "as" | "while" | "when")
                    || i > from
                        && (matches!(word(i), "but" | "although" | "though")
                            || failed && matches!(word(i), "when" | "because" | "where" | "while"))
            }
            COMMA => {
                matches!(symbol(i + 1), Some('k' | 'a' | 'd' | 'u')) && !(word(i + 1) == "as" && phrase(i + 2))
                    || relative(i + 1)
                    || matches!(symbol(i + 1), Some(OTHER | PARTY))
                        && symbol(i + 2) == Some('o')
                        && matches!(symbol(i + 3), Some('q' | PARTY))
                    || says(i + 1)
                    || party && (says(i + 2) || signed)
                    || symbol(i + 1) == Some(OTHER) && says(i + 2)
                    || aside
                    || symbol(i + 1) == Some(OTHER) && word(i + 1).ends_with("ing")
                    || word(i + 1) == "according"
                    || failed && symbol(i + 1) == Some('&')
                    || told_by(i + 1)
                    || another(i + 1)
                    || i > from
                        && symbol(i + 1) == Some('&')
                        && (next_told(line, i + 2) || told_anew(found, line, i + 2))
                    || i > from && next_told(line, i + 1)
            }
            // "suspended A and, in the same breath, agreed to B": another outcome.
            '&' => i > from && next_told(line, i + 1),
            _ => i > from && signed && relative(i),
        };
        if cuts {
            return item.tokens.start;
        }
    }
    // A line of a relative clause ends before its sentence does.
    line.items.last().map(|i| i.tokens.end).unwrap_or(sentence).max(tail(found, line)).min(sentence)
}

/// Returns whether a finite verb in the past follows with no subject of its own.
fn next_told(line: &Line, from: usize) -> bool {
    let rest = line.items.iter().skip(from).take(4);
    for (k, item) in rest.enumerate() {
        match &item.what {
            What::Verb(group) => return group.finite && group.tense == Tense::Past && !group.passive,
            // "measures and principles agreed upon": what follows "and" is its noun.
            What::Word if matches!(item.symbol, OTHER | 'i' | COMMA) && (k > 0 || item.symbol != OTHER) => {}
            _ => return false,
        }
    }
    false
}

/// Returns whether a verb in the past of no class follows with its object: ", and praised the".
fn told_anew(found: Findings<'_>, line: &Line, at: usize) -> bool {
    let word = |t: usize| found.document.word(t);
    line.items.get(at).is_some_and(|i| {
        let t = i.tokens.start;
        i.symbol == OTHER
            && word(t).ends_with("ed")
            && matches!(word(t + 1), "a" | "an" | "the" | "their" | "its" | "his" | "her")
    })
}

/// Returns the end of the words of a line, adjuncts included.
fn tail(found: Findings<'_>, line: &Line) -> usize {
    let last = line.items.last().map(|i| i.tokens.end).unwrap_or_default();
    let s = &found.document.sentences[line.sentence];
    let whole = line.adjuncts.iter().any(|a| a.token >= last) || last + 4 >= s.tokens.end;
    if whole { s.tokens.end } else { last }
}

/// Returns the token where the clause of the verb at an item begins.
pub(super) fn clause_start(line: &Line, verb: usize) -> usize {
    let mut start = line.items.first().map(|i| i.tokens.start).unwrap_or_default();
    // "The question of fish, a sore one, was left open": the comma before the verb closes an aside.
    let aside = verb > 0 && line.items[verb - 1].symbol == COMMA;
    for item in &line.items[..verb] {
        if item.symbol == EDGE || matches!(item.symbol, COMMA | 'k' | 'h') && !aside {
            start = item.tokens.end;
        }
    }
    start
}
