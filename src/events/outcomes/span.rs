//! Spans of outcomes: the shortest words that say what was agreed.

use super::clause::{clause_end, clause_start};
use crate::events::Findings;
use crate::events::lexicon::MEETINGS;
use crate::events::line::{AdjunctKind, Item, Line, What};
use crate::events::pattern::{COMMA, EDGE, FUTURE, OTHER, PARTY, POSSESSOR};
use crate::events::rules::{OutcomePattern, Rules, TextOf};
use crate::events::verb::Tense;
use crate::record::OutcomeKind;
use crate::segment::{Case, TokenKind};
use std::ops::Range;

/// Returns the tokens that say what was agreed; none where what follows a signature is no document.
///
/// `first` and `main` are the items of the first and the last verb of the match.
pub(super) fn tokens(
    found: Findings<'_>,
    line: &Line,
    pattern: &OutcomePattern,
    items: &Range<usize>,
    first: Option<usize>,
    main: Option<usize>,
    rules: &Rules,
) -> Option<Range<usize>> {
    let signed = pattern.kind == OutcomeKind::Signed;
    let last = &line.items[items.end - 1];
    let end = clause_end(found, line, items.end, signed, !pattern.agreed, rules);
    let tokens = match pattern.text {
        // "A and B will open two posts, they said"
        _ if pattern.reported => {
            let from = line.items[items.start].tokens.end;
            let end = clause_end(found, line, items.start + 1, false, false, rules);
            // "will buy ten trains under a contract"
            from..if pattern.both { end } else { line.items[items.end - 2].tokens.start }
        }
        TextOf::After => {
            let next = line.items.get(items.end);
            let unsigned = |i: &crate::events::line::Item| {
                matches!(i.symbol, 'w' | 'y' | 'f' | 'r' | 'i' | 'a' | 'k' | 'e' | COMMA | EDGE | PARTY)
                    || matches!(found.document.word(i.tokens.start), "as" | "it" | "on" | "off" | "onto" | "up")
            };
            let names = main.is_some_and(|m| {
                line.items[m].tokens.len() > 2 && found.document.word(line.items[m].tokens.end - 2) == "their"
            });
            if signed && next.is_none_or(unsigned) && !names {
                return None;
            }
            match names {
                true => line.items[main.unwrap_or(items.start)].tokens.start..end,
                false => last.tokens.end..end,
            }
        }
        TextOf::From => {
            let mut from = first.map(|v| &line.items[v]).unwrap_or(&line.items[items.start]).tokens.start;
            if pattern.negative {
                from = failing(found, line, from);
            }
            from..end
        }
        TextOf::Clause => {
            let future = || items.clone().find(|&i| line.items[i].symbol == FUTURE);
            clause_start(line, main.or_else(future).unwrap_or(items.start))..end
        }
        TextOf::Before => {
            let verb = main.unwrap_or(items.end - 1);
            // ", it was agreed": what was agreed stands before the comma.
            let it = verb > 0
                && line.items[verb - 1].symbol == OTHER
                && found.document.word(line.items[verb - 1].tokens.start) == "it";
            let verb = if it { verb - 1 } else { verb };
            let from = clause_start(line, verb);
            // "The Oslo treaty, named after the city, was signed": the aside is none of it.
            let aside = verb > 0 && line.items[verb - 1].symbol == COMMA;
            let comma = line.items[..verb].iter().find(|i| aside && i.symbol == COMMA && i.tokens.start > from);
            let to = main.map(|v| line.items[v].tokens.start).unwrap_or(last.tokens.end);
            from..comma.map(|c| c.tokens.start).unwrap_or(to)
        }
        TextOf::Last => last.tokens.start..end,
        TextOf::Comma => {
            let comma = items.clone().find(|&i| line.items[i].symbol == COMMA);
            comma.map_or(last.tokens.start, |c| line.items[c].tokens.end)..end
        }
        TextOf::Whole => {
            let opening = &line.items[items.start];
            let from = match opening.symbol == OTHER {
                true => opening.tokens.start.max(opening.tokens.end.saturating_sub(1)),
                false => opening.tokens.start,
            };
            from..end
        }
    };
    let mut tokens = trim(found, line, tokens, rules);
    // The article of what opens a clause is no item of its line.
    if matches!(pattern.text, TextOf::Clause | TextOf::Before) {
        let first = found.document.sentences[line.sentence].tokens.start;
        let article = |t: &usize| *t >= first && matches!(found.document.word(*t), "the" | "a" | "an");
        tokens.start = tokens.start.checked_sub(1).filter(article).unwrap_or(tokens.start);
    }
    if signed && pattern.text == TextOf::After {
        // What was signed ends where the place and the day of the signing begin.
        let aside = line.adjuncts.iter().map(|a| a.token).filter(|&t| t > tokens.start && t < tokens.end);
        // "put their initials on Tuesday to a treaty": what was signed comes after the day.
        let named = main.is_some_and(|m| {
            line.items[m].tokens.len() > 2 && found.document.word(line.items[m].tokens.end - 2) == "their"
        });
        let far = |t: usize| (t..t + 8).any(|t| t < tokens.end && found.document.word(t) == "to");
        let aside = aside.filter(|&t| t > tokens.start + 1 && !(named && far(t))).min();
        tokens.end = aside.unwrap_or(tokens.end);
        tokens = trim(found, line, tokens, rules);
        // "a treaty under which …": what it says is all that is told of it.
        if few_words(found, tokens.start, tokens.end, 3) {
            let said = under_which(found, line, items.end, rules);
            tokens = said.or_else(|| with_clause(found, line, &tokens, rules)).unwrap_or(tokens);
        }
    }
    Some(tokens)
}

/// Returns what stands under the document after an item: "an accord in Oslo under which both will".
fn under_which(found: Findings<'_>, line: &Line, from: usize, rules: &Rules) -> Option<Range<usize>> {
    let relative = (from..line.items.len().min(from + 4)).find(|&i| line.items[i].symbol == 'q')?;
    let under = relative.checked_sub(1).map(|u| found.document.word(line.items[u].tokens.start));
    if !matches!(under, Some("under" | "by" | "in")) {
        return None;
    }
    let end = clause_end(found, line, relative + 1, false, false, rules);
    let tokens = trim(found, line, line.items[relative].tokens.end..end, rules);
    (!tokens.is_empty()).then_some(tokens)
}

/// Returns a document with the clause that says what it does: "an agreement that commits both to".
fn with_clause(found: Findings<'_>, line: &Line, document: &Range<usize>, rules: &Rules) -> Option<Range<usize>> {
    let next = line.items.iter().position(|i| i.tokens.start >= document.end)?;
    // A place may stand between them: "a treaty in a tent at Oslo that".
    let aside = line.items[next..].iter().take(2).take_while(|i| matches!(i.symbol, 'i' | OTHER)).count();
    let relative = next + aside;
    if !line.items.get(relative).is_some_and(|i| matches!(i.symbol, 'h' | 'q')) {
        return None;
    }
    let end = clause_end(found, line, relative + 1, false, false, rules);
    Some(trim(found, line, document.start..end, rules))
}

/// Returns what a colon opens right after words: "They signed: the port will be shared".
pub(super) fn after_colon(found: Findings<'_>, line: &Line, end: usize, rules: &Rules) -> Option<Range<usize>> {
    let edge = line.items.iter().position(|i| i.symbol == EDGE && i.tokens.start >= end)?;
    let from = &line.items[edge].tokens;
    let bound =
        |t: usize| matches!(found.document.word(t), "must" | "shall" | "may" | "can" | "is" | "are" | "has" | "have");
    let told = line.items[edge + 1..].iter().any(|i| match &i.what {
        What::Verb(group) => group.finite,
        _ => i.symbol == FUTURE || i.tokens.clone().any(bound),
    });
    if from.start > end + 1 || found.document.word(from.start) != ":" || !told {
        return None;
    }
    let end = clause_end(found, line, edge + 1, false, false, rules);
    let tokens = trim(found, line, from.end..end, rules);
    (!tokens.is_empty()).then_some(tokens)
}

/// Returns whether words that end at a token are followed by who says them: ", they said", ", according to".
pub(super) fn is_reported(found: Findings<'_>, end: usize) -> bool {
    let document = found.document;
    let last = document.sentences[document.sentence_of(end.saturating_sub(1))].tokens.end;
    let says = |t: usize| {
        matches!(
            document.word(t),
            "said" | "say" | "says" | "announced" | "told" | "according" | "reported" | "added" | "declared"
        )
    };
    document.word(end) == "," && (end + 1..last.min(end + 14)).take_while(|&t| document.word(t) != ",").any(says)
}

/// Returns whether words open with a bare pronoun: "it on Saturday after the talks".
pub(super) fn points_only(found: Findings<'_>, tokens: &Range<usize>) -> bool {
    let word = |t: usize| found.document.word(t);
    matches!(word(tokens.start), "it" | "this" | "them" | "so" | "these" | "those" | "him" | "her")
        && (tokens.len() == 1
            || matches!(word(tokens.start + 1), "on" | "at" | "in" | "after" | "before" | "during" | "to" | "with"))
}

/// Returns whether words name nothing: "it", "the following documents".
pub(super) fn says_nothing(found: Findings<'_>, mut tokens: Range<usize>) -> bool {
    const EMPTY: &[&str] = &[
        "it",
        "this",
        "that",
        "nothing",
        "anything",
        "something",
        "them",
        "him",
        "her",
        "so",
        "formal",
        "following",
        "documents",
        "document",
        "the",
        "a",
        "these",
        "those",
        "one",
        "there",
        "was",
        "were",
        "is",
        "be",
        "been",
        "what",
        "also",
    ];
    tokens.all(|t| found.document.tokens[t].kind != TokenKind::Word || EMPTY.contains(&found.document.word(t)))
}

/// Splits what was agreed into the things agreed: "to open two posts and to close a third", "that A
/// would, and that B would", "a treaty on fish and a protocol on trade".
pub(super) fn parts(
    found: Findings<'_>,
    line: &Line,
    pattern: &OutcomePattern,
    tokens: Range<usize>,
) -> Vec<Range<usize>> {
    let document = found.document;
    let before = tokens.start.checked_sub(1).map(|t| document.word(t));
    let opens = |t: usize| {
        let word = document.word(t);
        match before {
            Some("to") => word == "to",
            Some("that") => word == "that",
            _ => false,
        }
    };
    let noun = |t: usize| line.items.iter().any(|i| i.tokens.start == t && matches!(i.what, What::Noun(_)));
    // "and a Programme of Exchanges", "as well as the Protocol": a document by its capital.
    let titled = |t: usize| {
        matches!(document.word(t), "a" | "an" | "the")
            && document.tokens.get(t + 1).is_some_and(|n| n.case == Case::Capital)
    };
    let holds_noun = |from: usize, to: usize| {
        line.items.iter().any(|i| from <= i.tokens.start && i.tokens.end <= to && matches!(i.what, What::Noun(_)))
    };
    let will = |t: usize| {
        let at = line.items.iter().position(|i| i.tokens.start <= t && t < i.tokens.end);
        at.is_some_and(|i| {
            let future = |i: usize| line.items.get(i).is_some_and(is_future);
            matches!(line.items[i].symbol, PARTY | OTHER) && future(i + 1)
        })
    };
    // "produced an agreement on fish and a roadmap for trade"
    let documents = pattern.kind == OutcomeKind::Signed || pattern.agreed && pattern.text == TextOf::Last;
    let mut out = Vec::new();
    let mut from = tokens.start;
    for t in tokens.start + 1..tokens.end.saturating_sub(1) {
        let well = document.word(t) == "as" && document.word(t + 1) == "well" && document.word(t + 2) == "as";
        let link = well
            || matches!(document.word(t), "and" | "but")
            || document.word(t) == "," && document.word(t + 1) != "and";
        // "A will pay, and B will build", "A will pay and B will build"
        let told = |i: &Item| from <= i.tokens.start && i.tokens.end <= t && is_future(i);
        let clause = document.word(t) == "and" && (document.word(t - 1) == "," || line.items.iter().any(told));
        if t < from || !link {
            continue;
        }
        let next = if well { t + 3 } else { t + 1 };
        // "an understanding on fish and on trade"
        let on = document.word(next) == "on"
            && document.word(t) == "and"
            && line.items.windows(2).any(|pair| {
                let on = &pair[1].tokens;
                on.start >= tokens.start.saturating_sub(1)
                    && on.start < t
                    && document.word(on.start) == "on"
                    && matches!(pair[0].what, What::Noun(_) | What::Verb(_))
            });
        let cut = (opens(next) || on) && next + 1 < tokens.end
            || documents && (noun(next) && holds_noun(from, t) || titled(next) && !few_words(found, from, t, 2))
            || clause && pattern.text != TextOf::From && before != Some("that") && will(next);
        if cut {
            out.push(from..t);
            from = if opens(next) || on { next + 1 } else { next };
        }
    }
    out.push(from..tokens.end);
    let document = found.document;
    for part in &mut out {
        while part.start < part.end && matches!(document.word(part.end - 1), "," | "and" | ";") {
            part.end -= 1;
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

/// Returns whether an item says that something is to come.
fn is_future(item: &Item) -> bool {
    item.symbol == FUTURE || matches!(&item.what, What::Verb(g) if g.tense == Tense::Future)
}

/// Returns whether what was signed has too few words to be a document by itself.
pub(super) fn few_words(found: Findings<'_>, from: usize, to: usize, few: usize) -> bool {
    (from..to).filter(|&t| found.document.tokens[t].kind == TokenKind::Word).count() < few
}

/// Returns the token at which the failing begins: "failed to agree", "could not settle".
fn failing(found: Findings<'_>, line: &Line, from: usize) -> usize {
    let fails = |t: &usize| {
        matches!(
            found.document.word(*t),
            "failed"
                | "fail"
                | "fails"
                | "unable"
                | "refused"
                | "declined"
                | "could"
                | "did"
                | "not"
                | "neither"
                | "never"
        )
    };
    let floor = found.document.sentences[line.sentence].tokens.start.max(from.saturating_sub(4));
    (floor..from).find(fails).unwrap_or(from)
}

/// Drops marks and empty words at both ends, and the day, the place and the meeting at the start.
fn trim(found: Findings<'_>, line: &Line, mut tokens: Range<usize>, rules: &Rules) -> Range<usize> {
    let document = found.document;
    let empty = |t: usize| {
        let token = &document.tokens[t];
        token.kind == TokenKind::Mark && !matches!(document.word(t), "(" | ")")
            || matches!(
                document.word(t),
                "that" | "and" | "to" | "on" | "upon" | "also" | "here" | "today" | "jointly" | "together"
            )
    };
    while tokens.start < tokens.end {
        let start = tokens.start;
        // "agreed on Friday to", "agreed in Ohrid on": the day and the place are no part of what was agreed.
        let day = found.dates.iter().find(|d| d.tokens.start == start && d.minutes.is_none()).map(|d| d.tokens.end);
        let place = line.adjuncts.iter().find_map(|a| match a.what {
            AdjunctKind::Place(p) if a.token == start => Some(found.places[p].tokens.end),
            _ => None,
        });
        let place = place.filter(|&e| {
            matches!(document.word(e), "to" | "that" | "on" | "upon" | ",")
                || found.dates.iter().any(|d| d.tokens.start == e)
        });
        // "agreed at a meeting in Oslo to": the meeting neither.
        let held = |i: usize| match line.items.get(i).map(|x| &x.what) {
            Some(What::Noun(n)) => MEETINGS.iter().any(|c| rules.lexicon.is(n.class, c)),
            _ => false,
        };
        let symbol = |i: usize| line.items.get(i).map(|x| x.symbol);
        let at = line.items.iter().position(|i| i.tokens.start == start && matches!(i.symbol, 'i' | 'd'));
        let owned = |i: usize| i + usize::from(symbol(i) == Some(POSSESSOR));
        let meeting = at.map(|i| owned(i + 1)).filter(|&i| held(i)).and_then(|mut i| {
            // "of their ministers", "between the two"
            while matches!(symbol(i + 1), Some('o' | 'b' | 'w')) && symbol(i + 2) == Some(PARTY) {
                i += 2;
            }
            line.items.get(i).map(|x| x.tokens.end)
        });
        match day.or(place).or(meeting) {
            Some(end) if end < tokens.end => tokens.start = end,
            _ if empty(start) => tokens.start += 1,
            _ => break,
        }
    }
    while tokens.start < tokens.end && {
        let t = tokens.end - 1;
        document.tokens[t].kind == TokenKind::Mark && document.word(t) != ")"
            || matches!(document.word(t), "and" | "that" | "but" | "for" | "of" | "from" | "by" | "with")
    } {
        tokens.end -= 1;
    }
    tokens
}
