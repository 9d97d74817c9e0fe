//! Coordination: lists of parties made one item, relative clauses lifted out of the line.

use super::Findings;
use super::line::{Adjunct, AdjunctKind, Item, Line, What};
use super::pattern::{COMMA, EDGE, OTHER, PARTY};
use super::verb::Tense;
use crate::people::Form;

/// Joins coordinated parties into one item: "A, B and C", "with A and with B"; in headlines "A, B".
pub(super) fn coordinate(found: Findings<'_>, line: &mut Line) {
    apposed(found, line);
    stand_for(found, line);
    let mut at = 0;
    while at < line.items.len() {
        if line.items[at].symbol != PARTY {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|b| line.items[b].symbol);
        let mut end = at;
        let mut closed = false;
        loop {
            let symbol = |i: usize| line.items.get(i).map(|item| item.symbol);
            // An apposition that closes with its comma or semicolon stands right before the next party.
            if symbol(end + 1) == Some(PARTY)
                && line.items[end].tokens.end == line.items[end + 1].tokens.start
                && closes_apposition(found, line, end)
            {
                end += 1;
                continue;
            }
            let comma = matches!(symbol(end + 1), Some(COMMA | EDGE)) && list_mark(found, line, end + 1);
            let link = end + 1 + usize::from(comma);
            if symbol(link) == Some('&') {
                let same = before.is_some_and(|b| symbol(link + 1) == Some(b) && b != OTHER)
                    && symbol(link + 2) == Some(PARTY);
                // "representatives of A and of B"
                let of = matches!(symbol(link + 1), Some('o' | 'f')) && symbol(link + 2) == Some(PARTY);
                let again = of && complement(found, line, end, link + 1);
                let next = link + 1 + usize::from(same || again);
                let object = before.is_some_and(|b| !matches!(b, COMMA | EDGE | 'k' | 'h' | 'a' | 'b' | OTHER));
                // "about Fiji, and she will": a pronoun as a subject opens a clause.
                let pronoun = comma
                    && line.items.get(next).is_some_and(|i| {
                        i.tokens.len() == 1
                            && matches!(found.document.word(i.tokens.start), "he" | "she" | "they" | "we" | "i")
                    });
                if symbol(next) != Some(PARTY) || (object || pronoun) && begins_clause(line, next) {
                    break;
                }
                end = next;
                closed = true;
                continue;
            }
            // A comma joins only where an "and" follows in the same list, or in a headline.
            if comma && symbol(end + 2) == Some(PARTY) && !closed && (line.headline || list_closes(line, end + 2)) {
                end += 2;
                continue;
            }
            break;
        }
        if end > at {
            let mut mentions = Vec::new();
            for item in &line.items[at..=end] {
                if let What::Party(more) = &item.what {
                    mentions.extend(more);
                }
            }
            let tokens = line.items[at].tokens.start..line.items[end].tokens.end;
            line.items.splice(at..=end, [Item { symbol: PARTY, tokens, what: What::Party(mentions) }]);
        }
        at += 1;
    }
}

/// Takes "for the government" to the name before it: "A for the government and B for the rebels".
fn stand_for(found: Findings<'_>, line: &mut Line) {
    let form = |item: &Item| match &item.what {
        What::Party(m) if item.symbol == PARTY && m.len() == 1 => Some(found.parties.mentions[m[0]].form),
        _ => None,
    };
    let mut at = 0;
    while at + 2 < line.items.len() {
        let symbol = |i: usize| line.items.get(i).map(|item| item.symbol);
        let person = form(&line.items[at]) == Some(Form::Named);
        // "A, for the government, and B": the comma is of the apposition.
        let comma = usize::from(person && symbol(at + 1) == Some(COMMA) && symbol(at + 2) == Some('r'));
        let side = line.items.get(at + 2 + comma).and_then(form);
        let side = matches!(side, Some(Form::Delegates | Form::Body | Form::Group));
        let listed = at.checked_sub(1).is_none_or(|b| !matches!(line.items[b].what, What::Verb(_)));
        let after = at + 3 + comma;
        let goes_on = match line.items.get(after) {
            // "signed by A for the government and B for the rebels."
            None => at > 0 && line.items[at - 1].symbol == '&',
            Some(next) => {
                matches!(next.symbol, '&' | COMMA | EDGE) || matches!(&next.what, What::Verb(group) if group.finite)
            }
        };
        if person && side && symbol(at + 1 + comma) == Some('r') && listed && goes_on {
            line.items[at].tokens.end = line.items[after - 1].tokens.end;
            line.items.drain(at + 1..after);
        }
        at += 1;
    }
}

/// Takes "his host, A" and "her guest, B" for the person named.
fn apposed(found: Findings<'_>, line: &mut Line) {
    let mention = |i: &Item| match &i.what {
        What::Party(m) if m.len() == 1 => Some(m[0]),
        _ => None,
    };
    let mut at = 0;
    while at + 2 < line.items.len() {
        let (back, name) = (mention(&line.items[at]), mention(&line.items[at + 2]));
        let own = back.is_some_and(|m| {
            let m = &found.parties.mentions[m];
            m.tokens.len() == 2
                && matches!(found.document.word(m.tokens.start), "his" | "her" | "their")
                && matches!(found.document.word(m.tokens.start + 1), "guest" | "visitor" | "host" | "interlocutor")
        });
        let named = name.is_some_and(|m| found.parties.mentions[m].form == crate::people::Form::Named);
        // "After an hour with her guest, A said": the name opens the clause.
        let closed = line.items.get(at + 3).is_none_or(|i| matches!(i.symbol, COMMA | EDGE | '&'));
        // "Norway's minister, Prince A, arrived": the comma that closes what stands beside the name.
        let inner = back.is_some_and(|m| {
            found.parties.mentions[m].tokens.clone().any(|t| found.document.word(t) == ",")
                && !closes_apposition(found, line, at)
        });
        let acts = matches!(&line.items[at + 2].what, What::Verb(g) if g.finite);
        if inner && acts && line.items[at + 1].symbol == COMMA {
            line.items.remove(at + 1);
        }
        if own && named && closed && line.items[at + 1].symbol == COMMA {
            line.items.drain(at..at + 2);
        }
        at += 1;
    }
}

/// Returns whether the preposition at an item is the one by which the party before tells whose
/// people it means: "envoys from A" before "and from B".
fn complement(found: Findings<'_>, line: &Line, party: usize, item: usize) -> bool {
    let word = found.document.word(line.items[item].tokens.start);
    line.items[party].tokens.clone().skip(1).any(|t| found.document.word(t) == word)
}

/// Returns whether the party at an item ends with the mark that closes its apposition.
pub(super) fn closes_apposition(found: Findings<'_>, line: &Line, item: usize) -> bool {
    let last = line.items[item].tokens.end.saturating_sub(1);
    matches!(found.document.word(last), "," | ";")
}

/// Returns whether an item is a comma or a semicolon.
pub(super) fn list_mark(found: Findings<'_>, line: &Line, item: usize) -> bool {
    line.items.get(item).is_some_and(|i| matches!(found.document.word(i.tokens.start), "," | ";"))
}

/// Returns whether a list that goes on with the party at `at` is closed by an "and" and a party.
pub(super) fn list_closes(line: &Line, mut at: usize) -> bool {
    let symbol = |i: usize| line.items.get(i).map(|item| item.symbol);
    for _ in 0..40 {
        match (symbol(at + 1), symbol(at + 2)) {
            (Some('&'), Some(PARTY)) => return !begins_clause(line, at + 2),
            (Some(COMMA), Some('&')) if symbol(at + 3) == Some(PARTY) => return true,
            (Some(COMMA), Some(PARTY)) => at += 2,
            _ => return false,
        }
    }
    false
}

/// Returns whether the party at `at` is the subject of a verb of its own, after "and".
pub(super) fn begins_clause(line: &Line, at: usize) -> bool {
    // "after A, B and C signed": what "after" opens has no verb yet.
    let opener = line.items[..at].iter().rposition(|i| matches!(i.symbol, 'a' | 'e' | 'd' | 'k' | 'h'));
    let from = opener.filter(|o| line.items.get(o + 1).is_some_and(|i| i.symbol == PARTY) && o + 1 < at).unwrap_or(0);
    // "Talks attended by A and B ended": a participle leaves the talks their verb.
    let has_subject =
        line.items[from..at].iter().any(|i| matches!(&i.what, What::Verb(group) if group.finite || !group.passive));
    // "in Oslo, and A and B will receive C": the clause's subject is several.
    let mut last = at;
    while line.items.get(last + 1).is_some_and(|i| i.symbol == '&')
        && line.items.get(last + 2).is_some_and(|i| i.symbol == PARTY)
    {
        last += 2;
    }
    let next = line.items.get(last + 1);
    has_subject && next.is_some_and(|i| matches!(&i.what, What::Verb(group) if group.finite))
}

/// Lifts out relative clauses set between commas, each a line of its own with its noun as subject.
pub(super) fn relatives(line: &mut Line) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    while at + 2 < line.items.len() {
        let head = line.items[at].symbol == PARTY;
        let opens = line.items[at + 1].symbol == COMMA && line.items[at + 2].symbol == 'q';
        if !(head && opens) {
            at += 1;
            continue;
        }
        let close = (at + 3..line.items.len()).find(|&i| {
            let ends = matches!(line.items[i].symbol, COMMA | EDGE);
            // A comma inside a list does not end the clause.
            let list = line.items.get(i + 1).is_some_and(|n| n.symbol == PARTY || n.symbol == '&')
                && line.items[i - 1].symbol == PARTY
                && line.items.get(i + 2).is_some_and(|n| matches!(n.symbol, COMMA | '&' | PARTY));
            ends && i > at + 3 && (!list || goes_on(line, i))
        });
        let end = close.unwrap_or(line.items.len());
        let mut items = vec![line.items[at].clone()];
        // "B, whom A will visit": the relative stands between object and subject.
        let object = line.items.get(at + 3).is_some_and(|i| i.symbol == PARTY);
        items.extend(line.items[at + 3 - usize::from(object)..end].iter().cloned());
        // A place told after the clause is not of it.
        let until = line.items.get(end).map_or(usize::MAX, |i| i.tokens.start);
        // Where another subject follows, a date after it is of what it does.
        let joined = close.is_some_and(|c| goes_on(line, c));
        let told = |a: &&Adjunct| a.token < until || !joined && matches!(a.what, AdjunctKind::Date(_));
        let adjuncts = line.adjuncts.iter().filter(told).cloned().collect();
        // What the clause tells of when and where it will be is its own.
        let tense = items.iter().find_map(|i| match &i.what {
            What::Verb(group) => Some(group.tense),
            _ => None,
        });
        let verb = matches!(tense, Some(Tense::Future | Tense::Progressive));
        let inside = line.items[at + 2].tokens.start..until;
        out.push(Line { items, adjuncts, ..line.clone() });
        if verb {
            line.adjuncts.retain(|a| !inside.contains(&a.token));
        }
        let last = if close.is_some_and(|c| line.items[c].symbol == COMMA) { end + 1 } else { end };
        line.items.drain(at + 1..last.min(line.items.len()));
        at += 1;
    }
    out
}

/// Returns whether another subject and its verb follow the comma at an item: "A, who met B, and C signed".
fn goes_on(line: &Line, comma: usize) -> bool {
    line.items.get(comma + 1).is_some_and(|n| n.symbol == '&')
        && line.items.get(comma + 2).is_some_and(|n| n.symbol == PARTY)
        && line.items.get(comma + 3).is_some_and(|n| matches!(&n.what, What::Verb(group) if group.finite))
}
