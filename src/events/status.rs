//! What verbs and words before a noun say of whether a meeting took place.

use super::Findings;
use super::line::{Line, What};
use super::noun::NounPhrase;
use super::pattern::{EDGE, FUTURE, OTHER};
use super::rules::Rules;
use super::sighting::as_verb;
use super::verb::{Tense, VerbGroup};
use crate::record::Status;

/// Returns the infinitive at an item with the governor of the one that it is coordinated with: "agreed
/// to open an office and to hold a meeting".
pub(super) fn with_shared_governor(line: &Line, item: usize) -> Option<VerbGroup> {
    let verb = as_verb(line, item).filter(|v| v.tense == Tense::Infinitive && v.governor.is_none())?;
    let joined = item.checked_sub(1).is_some_and(|b| line.items[b].symbol == '&');
    let before = line.items[..item].iter().rposition(|i| matches!(i.what, What::Verb(_))).filter(|_| joined)?;
    let open = line.items[before..item].iter().all(|i| !matches!(i.symbol, EDGE | 'k' | 'q' | 'h'));
    let first = as_verb(line, before).filter(|v| v.tense == Tense::Infinitive && v.governor.is_some() && open)?;
    Some(VerbGroup { governor: first.governor, ..verb.clone() })
}

/// Returns what a verb group says of the meeting, and whether outright; none where it says that
/// there was none.
pub(super) fn status_of(verb: &VerbGroup) -> Option<(Status, bool)> {
    let later = matches!(verb.tense, Tense::Future | Tense::Conditional | Tense::Possible | Tense::Infinitive);
    if verb.negated {
        return (later && verb.tense != Tense::Possible).then_some((Status::Refused, true));
    }
    if let Some(status) = verb.governor.filter(|_| verb.tense != Tense::Unreal) {
        return Some((status, true));
    }
    Some(match verb.tense {
        Tense::Past => (Status::Held, true),
        Tense::Present => (Status::Held, false),
        Tense::Progressive => (Status::Ongoing, false),
        Tense::Participle => (Status::Held, false),
        Tense::Future | Tense::Conditional => (Status::Planned, true),
        Tense::Infinitive => (Status::Planned, false),
        Tense::Possible => (Status::Proposed, true),
        Tense::Unreal => (Status::Cancelled, true),
    })
}

/// Returns what the preposition before a meeting noun says of it.
pub(super) fn status_by_context(line: &Line, item: usize, noun: &NounPhrase, rules: &Rules) -> Option<Status> {
    // "was put off to the July meeting": that is still to come.
    let put_off = item >= 2
        && line.items[item - 1].symbol == 't'
        && matches!(&line.items[item - 2].what, What::Verb(g) if rules.lexicon.is(g.class, "POSTPONE"));
    if put_off {
        return Some(Status::Planned);
    }
    let before = line.items[..item].iter().rev().find(|i| i.symbol != OTHER).map(|i| i.symbol);
    match before {
        Some('a' | 'd') => Some(Status::Held),
        Some('e') => Some(Status::Planned),
        _ if noun.future => Some(Status::Planned),
        _ if line.items[..item].iter().any(|i| i.symbol == FUTURE) => Some(Status::Planned),
        _ if noun.past => Some(Status::Held),
        _ => None,
    }
}

/// Returns what a word such as "due" or "expected" before a meeting noun says of it.
pub(super) fn due(found: Findings<'_>, line: &Line, noun: &NounPhrase, rules: &Rules) -> Option<Status> {
    let first = found.document.sentences[line.sentence].tokens.start.max(noun.start.saturating_sub(10));
    let auxiliary = |t: usize| matches!(found.document.word(t), "is" | "are" | "was" | "were" | "be" | "been");
    (first + 1..noun.start).rev().filter(|&t| auxiliary(t - 1)).find_map(|t| {
        rules.lexicon.readings_at(found.document, t).iter().find_map(|r| match r {
            super::lexicon::Reading::Governor { status, rest } if rest.is_empty() && *status == Status::Planned => {
                Some(*status)
            }
            _ => None,
        })
    })
}
