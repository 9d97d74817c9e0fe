//! What the words beside a match say of it: in turn, beforehand, on the eve, by which wire.

use super::Findings;
use super::line::Line;
use super::noun::NounPhrase;
use super::pattern::{EDGE, OTHER};
use super::rules::Rules;
use super::sighting::Sighting;
use super::verb::VerbGroup;
use crate::people::{Form, PartyKind};
use crate::record::{Mode, Role, Status};
use crate::words::one_of;

/// Returns whether a date tells a time short enough for one occasion: "over the last four years" does not.
pub(super) fn near_day(found: Findings<'_>, date: usize) -> bool {
    found.dates[date].days.is_none_or(|d| (d.end - d.start).num_days() <= 62)
}

/// Returns whether what is met is no party, place or day: "met the announcement with dismay".
pub(super) fn meets_matter(found: Findings<'_>, line: &Line, verb: usize) -> bool {
    let word = |t: usize| found.document.word(t);
    let next = verb + 1;
    let determiner = one_of!(word(next), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "these" | "this");
    let time = |t: usize| {
        one_of!(
            word(t),
            "day"
                | "days"
                | "week"
                | "month"
                | "time"
                | "times"
                | "morning"
                | "afternoon"
                | "evening"
                | "night"
                | "year"
                | "weekend"
                | "same"
                | "following"
                | "next"
                | "previous"
        )
    };
    let dated = line.adjuncts.iter().any(|a| a.token == next);
    let after = line.items.iter().find(|i| i.tokens.start > verb);
    let plain = after.is_some_and(|i| i.symbol == OTHER && i.tokens.start <= next + 1);
    word(verb) == "met" && determiner && plain && !dated && !(next + 1..next + 4).any(time)
}

/// Returns whether a sighting is of persons of several sides whom the text has told of together:
/// "The two agreed …".
pub(super) fn told_of(found: Findings<'_>, s: &Sighting) -> bool {
    let entity = |&e: &usize| &found.parties.entities[e];
    s.parties.iter().any(|&(m, _)| {
        let mention = &found.parties.mentions[m];
        let mut sides: Vec<&str> = mention.entities.iter().filter_map(|e| entity(e).side()).collect();
        sides.sort_unstable();
        sides.dedup();
        let persons = mention.entities.iter().all(|e| entity(e).kind == PartyKind::Person);
        mention.form == Form::Plural
            && mention.rule != "party.sides"
            && !mention.possessive
            && persons
            && sides.len() >= 2
    })
}

/// Returns whether words say that each party was met by itself.
pub(super) fn in_turn(found: Findings<'_>, token: usize) -> bool {
    let word = |t: usize| found.document.word(t);
    match word(token) {
        "separately" | "separate" | "individually" => true,
        "each" => word(token + 1) == "of",
        "in" => word(token + 1) == "turn",
        "one" => matches!(word(token + 1), "by" | "after") && matches!(word(token + 2), "one" | "another" | "the"),
        "back" => {
            word(token + 1) == "-" && word(token + 2) == "to" || word(token + 1) == "to" && word(token + 2) == "back"
        }
        _ => false,
    }
}

/// Returns where a list of parties goes on to those met next: "A, then B and C", "A and later B".
pub(super) fn breaks(found: Findings<'_>, parties: &[(usize, Role)]) -> Vec<usize> {
    let word = |t: usize| found.document.word(t);
    let next = |t: usize| matches!(word(t), "then" | "later" | "afterwards" | "subsequently");
    let mut out: Vec<usize> = Vec::new();
    for (m, _) in parties.iter().skip(1) {
        let at = found.parties.mentions[*m].tokens.start;
        let before = (at.saturating_sub(2)..=at).find(|&t| next(t) && t > 0 && matches!(word(t - 1), "," | "and"));
        out.extend(before.filter(|t| !out.contains(t)));
    }
    out
}

/// Returns whether a sentence asks if something is so: it ends with a question mark, and a verb opens it
/// or one of its clauses.
pub(super) fn asks(found: Findings<'_>, line: &Line) -> bool {
    let tokens = found.document.sentences[line.sentence].tokens.clone();
    let word = |t: usize| found.document.word(t);
    let mark = tokens.clone().rev().find(|&t| !matches!(word(t), "\"" | "”" | "’" | "'" | ")"));
    let opens = |t: usize| {
        let auxiliary = matches!(
            word(t),
            "did"
                | "do"
                | "does"
                | "will"
                | "would"
                | "can"
                | "could"
                | "has"
                | "have"
                | "had"
                | "is"
                | "are"
                | "was"
                | "were"
                | "should"
                | "may"
                | "might"
        );
        let first = t == tokens.start
            || matches!(
                word(t - 1),
                ":" | "," | "and" | "or" | "but" | ";" | "\"" | "“" | "when" | "where" | "how" | "whom"
            );
        auxiliary && first && !matches!(word(t + 1), "," | ".")
    };
    mark.is_some_and(|t| word(t) == "?") && !line.headline && tokens.clone().any(opens)
}

/// Returns whether a sentence says of a meeting told before that it was the first: "It was their
/// first meeting since May".
pub(super) fn first_since(found: Findings<'_>, line: &Line) -> bool {
    let tokens = found.document.sentences[line.sentence].tokens.clone();
    let word = |t: usize| if t < tokens.end { found.document.word(t) } else { "" };
    let at = tokens.start;
    matches!(word(at), "it" | "this" | "that")
        && matches!(word(at + 1), "was" | "is" | "marked" | "marks")
        && (at + 2..at + 8).any(|t| word(t) == "first")
        && (at + 4..tokens.end).any(|t| matches!(word(t), "since" | "in" | "for"))
}

/// Returns whether "by phone" or the like stands somewhere behind a verb in its sentence.
pub(super) fn far(found: Findings<'_>, line: &Line, verb: &VerbGroup) -> bool {
    let end = found.document.sentences[line.sentence].tokens.end;
    (verb.head + 1..end.min(verb.head + 16)).any(|t| wire(found, t).is_some())
}

/// Returns how they spoke, where the words right after a verb say that it was over a distance.
pub(super) fn wire(found: Findings<'_>, verb: usize) -> Option<Mode> {
    let word = |t: usize| found.document.word(t);
    let at = (verb + 1..verb + 7).find(|&t| matches!(word(t), "by" | "over" | "via" | "on"))?;
    let next = at + 1 + usize::from(matches!(word(at + 1), "the" | "a" | "secure"));
    match word(next) {
        "phone" | "telephone" => Some(Mode::Phone),
        "video" | "videolink" | "videoconference" | "zoom" => Some(Mode::Video),
        _ => None,
    }
}

/// Returns whether "last", "first" or "previously" before a verb sets it back to an earlier time.
pub(super) fn told_back(found: Findings<'_>, verb: usize) -> bool {
    verb > 0 && matches!(found.document.word(verb - 1), "last" | "first" | "previously")
}

/// Returns whether a sentence says outright that they spoke over a distance.
pub(super) fn by_wire(found: Findings<'_>, sentence: usize, rules: &Rules) -> bool {
    let tokens = found.document.sentences[sentence].tokens.clone();
    tokens.into_iter().any(|t| rules.words.wire.contains(found.document.word(t)))
}

/// Returns whether it is left open if they will meet: "did not say whether he would meet B".
pub(super) fn wondered(found: Findings<'_>, line: &Line, item: usize, status: Option<Status>) -> bool {
    let open = matches!(status, Some(Status::Planned | Status::Proposed | Status::Refused));
    let clause = line.items[..item].iter().rfind(|i| matches!(i.symbol, 'k' | EDGE | 'h'));
    open && clause.is_some_and(|i| found.document.word(i.tokens.start) == "whether")
}

/// Returns whether a trigger tells a count and no occasion: "have met nine times", "on four
/// occasions".
pub(super) fn counted(found: Findings<'_>, trigger: usize, rules: &Rules) -> bool {
    let end = found.document.sentences[found.document.sentence_of(trigger)].tokens.end;
    // "have met three times, most recently on Monday" tells of that one.
    if (trigger + 1..end.min(trigger + 24))
        .any(|t| found.document.word(t) == "recently" && found.document.word(t - 1) == "most")
    {
        return false;
    }
    (trigger + 2..end.min(trigger + 12)).any(|t| {
        let number = found.document.tokens[t - 1].kind == crate::segment::TokenKind::Number
            || rules.words.several.contains(found.document.word(t - 1));
        number && matches!(found.document.word(t), "times" | "occasions")
    })
}

/// Returns whether a meeting is only what something else comes on the eve of.
pub(super) fn eve(found: Findings<'_>, noun: &NounPhrase) -> bool {
    let word = |t: usize| found.document.word(t);
    let at = noun.start.checked_sub(1).filter(|&t| word(t) == "of");
    at.is_some_and(|t| (t.saturating_sub(1)..t).any(|t| word(t) == "eve"))
}

/// Returns whether an infinitive tells who was the first to do something, or the last.
pub(super) fn superlative(found: Findings<'_>, verb: usize, line: &Line) -> bool {
    let word = |t: usize| found.document.word(t);
    let first = found.document.sentences[line.sentence].tokens.start.max(verb.saturating_sub(9));
    let rank = (first..verb).rposition(|t| matches!(word(t), "first" | "only" | "last" | "latest"));
    let Some(rank) = rank.map(|r| first + r) else { return false };
    word(verb.saturating_sub(1)) == "to"
        && (first..rank).any(|t| matches!(word(t), "became" | "becomes" | "was" | "is" | "were"))
}

/// Returns whether a party is said to be in talks now.
pub(super) fn underway(found: Findings<'_>, noun: &NounPhrase) -> bool {
    let word = |t: usize| found.document.word(t);
    let Some(at) = noun.start.checked_sub(1).filter(|&t| word(t) == "in" && noun.end == noun.start + 1) else {
        return false;
    };
    let is = |t: usize| matches!(word(t), "is" | "are") || word(t) == "been" && matches!(word(t - 1), "has" | "have");
    (at.saturating_sub(3).max(1)..at).any(is)
}
