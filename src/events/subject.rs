//! Which parties of a line a match speaks of.

use super::Findings;
use super::line::{Line, What};
use super::noun::NounPhrase;
use super::pattern::{EDGE, PARTY};
use super::sighting::Sighting;
use crate::people::Form;
use crate::record::Role;

/// Counts the parties that mentions stand for, a plural without antecedents as two.
pub(super) fn count(found: Findings<'_>, parties: &[(usize, Role)]) -> usize {
    let mut entities: Vec<usize> = Vec::new();
    let mut open = 0;
    for &(m, _) in parties {
        let mention = &found.parties.mentions[m];
        entities.extend(&mention.entities);
        if mention.plural && mention.entities.len() < 2 {
            open += if mention.entities.is_empty() { 2 } else { 1 };
        }
        // Who writes "I" is one party, though the text may not say whom it is by.
        let author = mention.form == Form::Author && mention.entities.is_empty() && !mention.plural;
        // "Four factions" are several, though one phrase means them.
        let group = mention.form == Form::Group && mention.count.is_some_and(|n| n >= 2);
        if mention.form == Form::Body || author || group {
            open += 1;
        }
    }
    entities.sort_unstable();
    entities.dedup();
    entities.len() + open
}

/// Returns the modifiers of a noun that take part: two states or more, or a body.
pub(super) fn modifiers(found: Findings<'_>, noun: &NounPhrase) -> Vec<usize> {
    let form = |m: &usize| found.parties.mentions[*m].form;
    let states: Vec<usize> =
        noun.parties.iter().copied().filter(|m| matches!(form(m), Form::Adjective | Form::Country)).collect();
    let body = |m: &usize| {
        let mention = &found.parties.mentions[*m];
        mention.entities.iter().any(|&e| found.parties.entities[e].organisation.is_some())
    };
    let states: Vec<usize> = states.into_iter().filter(|m| !body(m)).collect();
    let mut out: Vec<usize> = noun.parties.iter().copied().filter(|m| form(m) == Form::Body || body(m)).collect();
    if states.len() >= 2 {
        out.extend(states);
    }
    out
}

/// Returns whether a preposition governs the item, so that it is no subject.
pub(super) fn governed(line: &Line, item: usize) -> bool {
    let before = item.checked_sub(1).map(|b| line.items[b].symbol);
    matches!(before, Some('w' | 'b' | 'o' | 'y' | 't' | 'f' | 'r' | 'i' | 'a' | 'e' | 'd'))
}

/// Finds the subject of the verb at an item: the party before it, or that of the clause it goes on.
pub(super) fn subject(line: &Line, verb: usize) -> Option<&[usize]> {
    let mut at = verb;
    let mut fallback = None;
    while at > 0 {
        at -= 1;
        let item = &line.items[at];
        if item.symbol == PARTY {
            if let What::Party(mentions) = &item.what {
                let governed = governed(line, at);
                let object = at.checked_sub(1).is_some_and(|b| matches!(line.items[b].what, What::Verb(_)));
                let relative = line.items.get(at + 1).is_some_and(|n| n.symbol == 'q');
                if !governed && !object || relative {
                    return Some(mentions);
                }
                if fallback.is_none() && at + 1 == verb {
                    fallback = Some(mentions.as_slice());
                }
            }
        }
        if item.symbol == EDGE && fallback.is_some() {
            break;
        }
    }
    fallback
}

/// Returns whether a sighting only adds who is named, by no verb and no noun of its own.
pub(super) fn by_name(found: Findings<'_>, s: &Sighting) -> bool {
    let inside = |(m, _): &(usize, Role)| found.parties.mentions[*m].tokens.contains(&s.trigger);
    s.adds && s.noun.is_none() && s.parties.iter().any(inside)
}
