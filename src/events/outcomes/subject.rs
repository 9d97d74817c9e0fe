//! Subjects of outcomes: whether several agree, or one.

use crate::events::Findings;
use crate::events::line::{Line, What};
use crate::events::part_of_speech::is_adverb;
use crate::events::pattern::{COMMA, OTHER, PARTY};
use crate::people::{EntityId, Form};

/// Who agrees.
#[derive(Debug)]
pub(super) struct Subject {
    /// Whom it means, where it names parties.
    pub entities: Vec<EntityId>,
    /// Whether it names them, so that they need no antecedent.
    pub by_name: bool,
    /// How many it says that they are: "the four ministers".
    pub count: Option<u8>,
    /// Whether it is several parties, a body, or the meeting itself.
    pub joint: bool,
    /// Whether it is more than one side: not "officials" of one state.
    pub both: bool,
    /// Whether it points back to the meeting told just before.
    pub back: bool,
    /// Whether it means whoever met: "the parties".
    pub generic: bool,
    /// Whether it is "he" or "she".
    pub alone: bool,
    /// Whether the sentence begins by pointing back there: "At that meeting".
    pub there: bool,
}

/// Words that mean several parties, or the meeting, at the end of a subject.
const COLLECTIVE: &[&str] = &[
    "bloc",
    "both",
    "commission",
    "committee",
    "conference",
    "council",
    "countries",
    "delegates",
    "delegations",
    "duo",
    "envoys",
    "five",
    "forum",
    "four",
    "governments",
    "group",
    "leaders",
    "meeting",
    "members",
    "ministers",
    "nations",
    "negotiators",
    "neighbours",
    "officials",
    "pair",
    "participants",
    "parties",
    "presidents",
    "seven",
    "sides",
    "six",
    "states",
    "summit",
    "talks",
    "three",
    "trio",
    "two",
];

/// Reads the subject of the verb or noun at an item.
pub(super) fn of(found: Findings<'_>, line: &Line, slot: Option<usize>, verb: usize) -> Subject {
    let subject = slot.or_else(|| before(line, verb)).or_else(|| members(line, verb));
    let mentions: &[usize] = match subject.map(|s| &line.items[s].what) {
        Some(What::Party(mentions)) => mentions,
        _ => &[],
    };
    let noun = subject.and_then(|s| match &line.items[s].what {
        What::Noun(noun) => Some(noun),
        _ => None,
    });
    let entities: Vec<EntityId> =
        mentions.iter().flat_map(|&m| found.parties.mentions[m].entities.iter().copied()).collect();
    let many = mentions.iter().any(|&m| {
        let mention = &found.parties.mentions[m];
        let one = mention.form == Form::Author && !mention.plural && mention.span.of(&found.article.text).len() == 1;
        !one && (mention.plural || matches!(mention.form, Form::Plural | Form::Body | Form::Author))
    });
    let halved = subject.is_some_and(|s| halved(line, s));
    let last = last_word(found, line, verb);
    // "We agreed", told by one of them or quoted from him.
    let agrees =
        matches!(&line.items[verb].what, What::Verb(g) if matches!(found.document.word(g.head), "agree" | "agreed"));
    let author = mentions.iter().any(|&m| {
        let mention = &found.parties.mentions[m];
        mention.form == Form::Author && mention.plural
    });
    let we = author || agrees && matches!(last, Some("we"));
    let they = matches!(last, Some("they")) || we;
    let plural = we || subject.is_none() && is_plural(found, line, verb);
    let state = mentions.iter().any(|&m| matches!(found.parties.mentions[m].form, Form::Country | Form::Named));
    let collective = !state && last.is_some_and(|w| COLLECTIVE.binary_search(&w).is_ok()) || heads(found, line, verb);
    let meeting = noun.is_some_and(|n| n.definite && subject.map(|s| s + 1) == Some(verb));
    let passive = matches!(&line.items[verb].what, What::Verb(group) if group.passive);
    let it = matches!(last, Some("it")) && !passive || meeting;
    let both = entities.len() >= 2
        || halved && !mentions.is_empty()
        || collective
        || plural
        || mentions.iter().any(|&m| matches!(found.parties.mentions[m].form, Form::Plural | Form::Body));
    let count = mentions
        .iter()
        .find_map(|&m| found.parties.mentions[m].count.filter(|_| found.parties.mentions[m].form == Form::Plural));
    let joint = noun.is_some() || many || both || it || we;
    // "The parties adopted": of the meeting told just before.
    let generic = mentions.iter().any(|&m| {
        let m = &found.parties.mentions[m];
        m.form == Form::Plural
            && matches!(found.document.word(m.tokens.end - 1), "parties" | "sides" | "delegations" | "participants")
    });
    let refers = |f: Form| matches!(f, Form::Plural | Form::Pronoun | Form::Back | Form::Author | Form::Counterpart);
    let by_name = !mentions.is_empty() && mentions.iter().all(|&m| !refers(found.parties.mentions[m].form));
    let there = points_back(found, line);
    // "It called on both parties to return, and decided that": the subject of the first verb goes on.
    let first = found.document.word(found.document.sentences[line.sentence].tokens.start);
    let goes_on = subject.is_none() && verb > 0 && line.items[verb - 1].symbol == '&' && matches!(first, "it" | "they");
    let (it, they) = (it || goes_on && first == "it", they || goes_on && first == "they");
    let joint = joint || goes_on;
    let alone = matches!(last, Some("he" | "she"));
    Subject { entities, by_name, count, joint, both, back: it || they || there, generic, alone, there }
}

/// Returns whether the party at an item is the second half of a pair: "South and North Korea", or
/// ", at which A and B".
fn halved(line: &Line, s: usize) -> bool {
    let symbol = |back: usize| s.checked_sub(back).map(|i| line.items[i].symbol);
    let verb = line.items[..s].iter().any(|i| matches!(i.what, What::Verb(_)));
    symbol(1) == Some('&')
        && match symbol(2) {
            Some(OTHER) => !verb,
            Some(PARTY) => matches!(symbol(3), None | Some('q' | 'k' | 'h' | COMMA)),
            _ => false,
        }
}

/// Returns whether a verb group says that its subject is plural: "have agreed".
fn is_plural(found: Findings<'_>, line: &Line, verb: usize) -> bool {
    let What::Verb(group) = &line.items[verb].what else { return false };
    (group.start..group.head).any(|t| matches!(found.document.word(t), "have"))
}

/// Returns whether a sentence begins by pointing at the meeting told before it: "At that meeting", "There".
fn points_back(found: Findings<'_>, line: &Line) -> bool {
    let first = found.document.sentences[line.sentence].tokens.start;
    let word = |t: usize| found.document.word(t);
    matches!(word(first), "there")
        || word(first) == "it" && matches!(word(first + 2), "then" | "there")
        || matches!(word(first), "at" | "in" | "during") && matches!(word(first + 1), "that" | "this")
}

/// Finds the item of the subject before a verb.
fn before(line: &Line, verb: usize) -> Option<usize> {
    (0..verb).rev().find(|&i| {
        let governed = i.checked_sub(1).is_some_and(|b| governs(line, b));
        (line.items[i].symbol == PARTY || matches!(line.items[i].what, What::Noun(_))) && !governed
    })
}

/// Finds the members of a body that is no party of its own: "a commission of Malawian and Tanzanian officials".
fn members(line: &Line, verb: usize) -> Option<usize> {
    (2..verb).rev().find(|&i| {
        line.items[i].symbol == PARTY && line.items[i - 1].symbol == 'o' && line.items[i - 2].symbol == OTHER
    })
}

/// Returns whether "Heads of Government", "Heads of State" and the like stand right before a verb.
fn heads(found: Findings<'_>, line: &Line, verb: usize) -> bool {
    let What::Verb(group) = &line.items[verb].what else { return false };
    let first = found.document.sentences[line.sentence].tokens.start;
    let word = |t: usize| found.document.word(t);
    let ends =
        group.start > first && matches!(word(group.start - 1), "government" | "state" | "delegation" | "mission");
    ends && (first..group.start).rev().take(7).any(|t| word(t) == "heads" && word(t + 1) == "of")
}

fn governs(line: &Line, item: usize) -> bool {
    matches!(line.items[item].symbol, 'w' | 'b' | 'o' | 'y' | 't' | 'f' | 'r' | 'i')
}

/// Returns the last word before a verb group that is no adverb.
fn last_word<'a>(found: Findings<'a>, line: &Line, verb: usize) -> Option<&'a str> {
    let What::Verb(group) = &line.items[verb].what else { return None };
    let first = found.document.sentences[line.sentence].tokens.start;
    (first..group.start)
        .rev()
        .map(|t| found.document.word(t))
        .find(|w| !is_adverb(w) && !matches!(*w, "also" | "then" | "later" | "jointly" | "again" | "once"))
}
