//! A sentence as a short line of symbols: parties, places, verb groups, meeting nouns, connectives.

use super::Findings;
use super::coordination::{coordinate, relatives};
use super::lexicon::{Lexicon, Reading};
use super::noun::{self, NounPhrase};
use super::part_of_speech;
use super::pattern::{COMMA, CONNECTIVE_SYMBOLS, CONNECTIVES, EDGE, FUTURE, OTHER, PARTY, PLACE, POSSESSOR};
use super::verb::{self, VerbGroup};
use crate::people::Form;
use crate::segment::{BlockKind, TokenKind};
use crate::words::one_of;
use std::ops::Range;

/// One sentence, or one clause set into it, as a line of items.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The sentence.
    pub sentence: usize,
    /// Whether it is a headline.
    pub headline: bool,
    /// Its items.
    pub items: Vec<Item>,
    /// One byte an item.
    pub symbols: Vec<u8>,
    /// The places and dates that were lifted out of the line, in text order.
    pub adjuncts: Vec<Adjunct>,
}

/// One symbol with what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The symbol.
    pub symbol: char,
    /// The words.
    pub tokens: Range<usize>,
    /// What they are.
    pub what: What,
}

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Party mentions, by index, coordinated.
    Party(Vec<usize>),
    /// A place mention, by index.
    Place(usize),
    /// A verb group of a known class.
    Verb(VerbGroup),
    /// A meeting noun with its modifiers.
    Noun(NounPhrase),
    /// A connective, a mark, other words.
    Word,
}

/// A place or a date told beside the frame.
#[derive(Clone, Debug)]
pub(super) struct Adjunct {
    /// Its first token, the preposition included.
    pub token: usize,
    /// Which.
    pub what: AdjunctKind,
    /// The preposition before a place, folded.
    pub preposition: Option<String>,
}

/// What an adjunct tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AdjunctKind {
    /// A place mention, by index.
    Place(usize),
    /// A date mention, by index.
    Date(usize),
}

/// The mentions of an article by their first token.
#[derive(Debug)]
pub(super) struct Starts {
    party: Vec<u32>,
    place: Vec<u32>,
    date: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Starts {
    /// Indexes the mentions of an article.
    pub fn new(found: Findings<'_>) -> Starts {
        let count = found.document.tokens.len() + 1;
        let mut starts = Starts { party: vec![NONE; count], place: vec![NONE; count], date: vec![NONE; count] };
        for (i, m) in found.parties.mentions.iter().enumerate().rev() {
            set(&mut starts.party, m.tokens.start, i);
        }
        for (i, m) in found.places.iter().enumerate().rev() {
            set(&mut starts.place, m.tokens.start, i);
        }
        for (i, m) in found.dates.iter().enumerate().rev() {
            set(&mut starts.date, m.tokens.start, i);
        }
        starts
    }

    /// The party mention that begins at a token.
    pub fn party(&self, token: usize) -> Option<usize> {
        get(&self.party, token)
    }

    /// The place mention that begins at a token.
    pub fn place(&self, token: usize) -> Option<usize> {
        get(&self.place, token)
    }

    /// The date mention that begins at a token.
    pub fn date(&self, token: usize) -> Option<usize> {
        get(&self.date, token)
    }
}

fn set(at: &mut [u32], token: usize, index: usize) {
    if let Some(slot) = at.get_mut(token) {
        *slot = index as u32;
    }
}

fn get(at: &[u32], token: usize) -> Option<usize> {
    at.get(token).copied().filter(|&i| i != NONE).map(|i| i as usize)
}

/// Prepositions that set a place apart.
fn is_locative(word: &str) -> bool {
    one_of!(
        word,
        "across"
            | "around"
            | "at"
            | "for"
            | "from"
            | "in"
            | "inside"
            | "into"
            | "near"
            | "on"
            | "outside"
            | "to"
            | "toward"
            | "towards"
            | "via"
    )
}

/// Words of address that stand after "his" and "her".
fn is_honour(word: &str) -> bool {
    one_of!(
        word,
        "majesty"
            | "majesties"
            | "holiness"
            | "excellency"
            | "excellencies"
            | "highness"
            | "royal"
            | "eminence"
            | "beatitude"
            | "honour"
            | "honor"
            | "grace"
            | "imperial"
    )
}

/// Words of address that stand between "the" and a name.
const ADDRESS: &[&str] = &["hon", "honorable", "honourable", "most", "rev", "reverend", "right", "rt"];

/// Words that say nothing for a frame.
fn is_silent(word: &str) -> bool {
    one_of!(
        word,
        "also"
            | "both"
            | "either"
            | "jointly"
            | "later"
            | "then"
            | "too"
            | "here"
            | "there"
            | "again"
            | "together"
            | "separately"
            | "briefly"
            | "already"
            | "earlier"
            | "meanwhile"
            | "however"
            | "reportedly"
            | "finally"
            | "once"
            | "first"
            | "directly"
            | "personally"
            | "privately"
            | "secretly"
            | "formally"
            | "officially"
            | "informally"
            | "today"
    )
}

/// Makes the lines of a sentence: the sentence itself, then each clause that was set into it.
pub(super) fn lines(found: Findings<'_>, sentence: usize, starts: &Starts, lexicon: &Lexicon) -> Vec<Line> {
    let document = found.document;
    let s = &document.sentences[sentence];
    let kind = document.kind_of(sentence);
    let mut line = Line {
        sentence,
        headline: matches!(kind, BlockKind::Headline | BlockKind::Heading),
        items: Vec::new(),
        symbols: Vec::new(),
        adjuncts: Vec::new(),
    };
    let mut at = s.dateline.end.max(s.tokens.start);
    let end = s.tokens.end;
    while at < end {
        at = step(found, &mut line, at, end, starts, lexicon).max(at + 1);
    }
    coordinate(found, &mut line);
    let mut out = relatives(&mut line);
    if !out.is_empty() {
        coordinate(found, &mut line);
    }
    for line in out.iter_mut().chain([&mut line]) {
        line.symbols = line.items.iter().map(|i| i.symbol as u8).collect();
    }
    out.insert(0, line);
    out
}

/// Reads the item that begins at a token, and returns the token after it.
fn step(found: Findings<'_>, line: &mut Line, at: usize, end: usize, starts: &Starts, lexicon: &Lexicon) -> usize {
    let document = found.document;
    let word = document.word(at);
    if let Some(d) = starts.date(at) {
        let after = found.dates[d].tokens.end;
        if document.tokens.get(after).is_none_or(|t| t.kind != TokenKind::Possessive) {
            line.adjuncts.push(Adjunct { token: at, what: AdjunctKind::Date(d), preposition: None });
            return after;
        }
        // "Tuesday's talks": the noun phrase takes the date with it.
        if let Some(mut phrase) = noun::phrase(found, after + 1, end, starts, lexicon) {
            phrase.dates.push(d);
            phrase.definite = true;
            return push_noun(line, at, phrase);
        }
        return after + 1;
    }
    let party =
        starts.party(at).filter(|&m| found.parties.mentions[m].form != Form::Adjective || is_noun(found, line, m));
    let named =
        party.is_some_and(|m| !matches!(found.parties.mentions[m].form, Form::Country | Form::Body | Form::Adjective));
    if !named {
        if let Some(phrase) = noun::phrase(found, at, end, starts, lexicon) {
            return push_noun(line, at, phrase);
        }
    }
    // "His Holiness", "Her Majesty": an address that says nothing of whose.
    let honorific = party.is_some_and(|m| found.parties.mentions[m].tokens.len() > 1);
    if matches!(word, "his" | "her" | "their") && !honorific {
        let honours = (at + 1..end.min(at + 4)).take_while(|&t| is_honour(document.word(t))).count();
        let addressed = party.is_some_and(|m| found.parties.mentions[m].form == Form::Named);
        if honours > 0 && !addressed {
            // The address may be taken into the name.
            let taken = starts.party(at + 1).is_some();
            return if taken { at + 1 } else { at + 1 + honours };
        }
    }
    // "received each of them": it says nothing of whom.
    if matches!(word, "each" | "both") && document.word(at + 1) == "of" && at + 1 < end {
        return at + 2;
    }
    // "the Honourable", "the Rt Hon": the same before a name.
    if word == "the" {
        let titled = (at + 1..end.min(at + 5)).take_while(|&t| ADDRESS.contains(&document.word(t))).count();
        if titled > 0 && party.is_none() && starts.party(at + 1 + titled).is_some() {
            return at + 1 + titled;
        }
    }
    // "At their meeting in Oslo, A and B …": the possessor is told after it; "it is his first visit" goes on.
    let first = found.document.sentences[line.sentence].tokens.start;
    let opens = at <= first + 3
        && line.items.iter().all(|i| matches!(i.what, What::Word))
        && !matches!(document.word(first), "it" | "this" | "that");
    if party.is_some() && opens && matches!(word, "his" | "her" | "their") && !line.items.is_empty() {
        return at + 1;
    }
    if is_locative(word) {
        let mut next = at + 1;
        if document.word(next) == "the" && starts.place(next).is_none() {
            next += 1;
        }
        // "in Syria talks", "after the Vienna meeting": the place belongs to the noun.
        let modifies = noun::phrase(found, at + 1, end, starts, lexicon).is_some()
            && !starts.place(next).is_some_and(|p| participle(found, found.places[p].tokens.end, lexicon));
        if let Some(p) = starts.place(next).filter(|_| next < end && !modifies) {
            let preposition = Some(word.to_string());
            line.adjuncts.push(Adjunct { token: at, what: AdjunctKind::Place(p), preposition });
            return found.places[p].tokens.end;
        }
    }
    if let Some(m) = party {
        let mention = &found.parties.mentions[m];
        let visited = mention.form == Form::Country && starts.place(at).is_some() && after_visit(line, lexicon);
        let mut after = mention.tokens.end;
        let possessive = document.tokens.get(after).is_some_and(|t| t.kind == TokenKind::Possessive);
        if possessive {
            after += 1;
        }
        if !visited {
            let one = mention.tokens.len() == 1;
            let owns = one
                && (matches!(word, "his" | "its" | "their" | "our" | "my")
                    || word == "her"
                        && (begins_noun(found, after, end, starts, lexicon) || owns_next(found, after, starts)));
            let symbol = if possessive || owns { POSSESSOR } else { PARTY };
            line.items.push(Item { symbol, tokens: at..mention.tokens.end, what: What::Party(vec![m]) });
            // "the negotiators of A and B in Riga"
            let several = if mention.entities.len() > 1 { mention.tokens.end } else { at };
            for token in at + 2..several {
                let preposition = document.word(token - 1);
                if let Some(p) = starts.place(token).filter(|_| matches!(preposition, "in" | "at")) {
                    let (what, preposition) = (AdjunctKind::Place(p), Some(preposition.to_string()));
                    line.adjuncts.push(Adjunct { token: token - 1, what, preposition });
                }
            }
            return after;
        }
    }
    // "met here on Tuesday", "met there too"
    if let Some(p) = starts.place(at).filter(|&p| found.places[p].back && found.places[p].tokens.len() == 1) {
        line.adjuncts.push(Adjunct { token: at, what: AdjunctKind::Place(p), preposition: None });
        return at + 1;
    }
    if let Some(p) = starts.place(at) {
        line.items.push(Item { symbol: PLACE, tokens: found.places[p].tokens.clone(), what: What::Place(p) });
        let after = found.places[p].tokens.end;
        return after + usize::from(document.tokens.get(after).is_some_and(|t| t.kind == TokenKind::Possessive));
    }
    if let Some(taken) = to_one_table(found, at).filter(|_| takes_object(line)) {
        let symbol = CONNECTIVE_SYMBOLS.get("together").copied().unwrap_or(OTHER);
        line.items.push(Item { symbol, tokens: at..at + taken, what: What::Word });
        return at + taken;
    }
    let preposition = word == "following" && !part_of_speech::subject_before(found, at);
    if let Some((group, symbol, after)) =
        verb::group(found, at, end, line.headline, starts, lexicon).filter(|_| !preposition)
    {
        // The auxiliaries before the verb belong to its group.
        while line.items.last().is_some_and(|i| i.symbol == OTHER && i.tokens.start >= group.start) {
            line.items.pop();
        }
        if let Some(last) = line.items.last_mut().filter(|i| i.symbol == OTHER && i.tokens.end > group.start) {
            last.tokens.end = group.start;
        }
        while line
            .items
            .last()
            .is_some_and(|i| i.tokens.start >= group.start && i.tokens.start < at && i.symbol != PARTY)
        {
            line.items.pop();
        }
        line.items.push(Item { symbol, tokens: group.start..after, what: What::Verb(group) });
        return after;
    }
    if word == "(" {
        return bracket(found, line, at, end, starts);
    }
    let (symbol, taken) = connective(found, line, at);
    match symbol {
        Some(OTHER) if line.items.last().is_some_and(|i| i.symbol == OTHER) => {
            if let Some(last) = line.items.last_mut() {
                last.tokens.end = at + taken;
            }
        }
        Some(symbol) => line.items.push(Item { symbol, tokens: at..at + taken, what: What::Word }),
        None => {}
    }
    at + taken
}

/// Returns whether a state's name that stands before another word is a noun of its own: after an
/// article, or as one side of "between" or "and".
fn is_noun(found: Findings<'_>, line: &Line, mention: usize) -> bool {
    let m = &found.parties.mentions[mention];
    let words = m.span.of(&found.article.text);
    let name = m.entities.first().and_then(|&e| found.parties.entities[e].name.as_deref());
    let article = words.starts_with("the ") || words.starts_with("The ");
    if !article && name != Some(words) {
        return false;
    }
    let last = line.items.len().checked_sub(1).map(|l| line.items[l].symbol);
    let before = line.items.len().checked_sub(2).map(|l| line.items[l].symbol);
    article || matches!(last, Some('b' | 'w')) || last == Some('&') && before == Some(PARTY)
}

/// Returns whether "her" is followed by what is hers: "her German colleague".
fn owns_next(found: Findings<'_>, at: usize, starts: &Starts) -> bool {
    let adjective = starts.party(at).is_some_and(|m| found.parties.mentions[m].form == Form::Adjective);
    let lower = found.document.tokens.get(at).is_some_and(|t| t.case == crate::segment::Case::Lower);
    adjective || lower && noun::is_modifier(found.document.word(at)) && starts.date(at).is_none()
}

/// Returns whether a meeting noun, or a word that may stand before one, begins at a token.
fn begins_noun(found: Findings<'_>, at: usize, end: usize, starts: &Starts, lexicon: &Lexicon) -> bool {
    noun::phrase(found, at, end, starts, lexicon).is_some()
}

/// Returns whether a word after a place goes on with what was done there: "in Riga confirming …".
fn participle(found: Findings<'_>, at: usize, lexicon: &Lexicon) -> bool {
    let noun = |r: &Reading| matches!(r, Reading::Noun { .. });
    let word = found.document.word(at);
    word.ends_with("ing") && !lexicon.readings(word).iter().any(noun)
}

fn push_noun(line: &mut Line, at: usize, mut phrase: NounPhrase) -> usize {
    let after = phrase.end;
    phrase.definite |= line.items.last().is_some_and(|i| i.symbol == POSSESSOR);
    for &d in &phrase.dates {
        if !line.adjuncts.iter().any(|a| a.what == AdjunctKind::Date(d)) {
            line.adjuncts.push(Adjunct { token: at, what: AdjunctKind::Date(d), preposition: None });
        }
    }
    phrase.start = at;
    line.items.push(Item { symbol: phrase.symbol, tokens: at..after, what: What::Noun(phrase) });
    after
}

fn after_visit(line: &Line, lexicon: &Lexicon) -> bool {
    match line.items.last().map(|i| &i.what) {
        Some(What::Verb(group)) => lexicon.is(group.class, "VISIT") || lexicon.is(group.class, "TRAVEL"),
        _ => false,
    }
}

/// Passes over a short bracket, keeping the dates and places in it.
fn bracket(found: Findings<'_>, line: &mut Line, at: usize, end: usize, starts: &Starts) -> usize {
    let document = found.document;
    let close = (at + 1..end.min(at + 16)).find(|&i| document.word(i) == ")");
    let Some(close) = close else {
        line.items.push(Item { symbol: EDGE, tokens: at..at + 1, what: What::Word });
        return at + 1;
    };
    for token in at + 1..close {
        if let Some(d) = starts.date(token) {
            line.adjuncts.push(Adjunct { token, what: AdjunctKind::Date(d), preposition: None });
        }
        if let Some(p) = starts.place(token) {
            line.adjuncts.push(Adjunct { token, what: AdjunctKind::Place(p), preposition: None });
        }
    }
    close + 1
}

/// Words beside those of [`CONNECTIVES`] that give a symbol: the word, the one that must follow, the
/// symbol. `connective` reads them.
pub(super) const SPELT: &[(&str, Option<&str>, char)] = &[
    ("ahead", Some("of"), 'e'),
    ("will", None, FUTURE),
    ("shall", None, FUTURE),
    ("is", Some("to"), FUTURE),
    ("are", Some("to"), FUTURE),
    ("face", Some("to"), 'j'),
    ("table", None, 'j'),
    ("room", None, 'j'),
    ("roof", None, 'j'),
];

/// Returns the symbol of a connective or another word, if it has one, and how many tokens it takes.
fn connective(found: Findings<'_>, line: &Line, at: usize) -> (Option<char>, usize) {
    let document = found.document;
    let word = document.word(at);
    let token = &document.tokens[at];
    match word {
        "," => return (Some(COMMA), 1),
        "-" | "–" if token.glued => return (None, 1),
        ";" | ":" | "-" | "--" | "---" | "–" | "—" | ")" | "[" | "]" | "|" => return (Some(EDGE), 1),
        "\"" | "“" | "”" | "’" | "‘" | "'" | "." | "!" | "?" | "…" => return (None, 1),
        "along" | "together" if document.word(at + 1) == "with" => {
            let after_party = line.items.iter().rev().find(|i| i.symbol != COMMA).is_some_and(|i| i.symbol == PARTY);
            return (Some(if after_party { '&' } else { 'w' }), 2);
        }
        "as" if document.word(at + 1) == "well" && document.word(at + 2) == "as" => return (Some('&'), 3),
        "among" if document.word(at + 1) == "them" => return (Some('&'), 2),
        "as" if document.word(at + 1) == "part" => return (Some(OTHER), 2),
        "ahead" if document.word(at + 1) == "of" => return (Some('e'), 2),
        "face" if document.word(at + 2) == "to" || document.word(at + 1) == "to" => return (None, 1),
        _ => {}
    }
    // What is to come of an agreement: "will leave", "is to buy", "shall be disarmed".
    if matches!(word, "will" | "shall") {
        return (Some(FUTURE), 1);
    }
    if matches!(word, "is" | "are") && document.word(at + 1) == "to" {
        return (Some(FUTURE), 2);
    }
    if is_silent(word) || matches!(word, "the" | "a" | "an") {
        return (None, 1);
    }
    (Some(CONNECTIVE_SYMBOLS.get(word).copied().unwrap_or(OTHER)), 1)
}

/// Returns how many tokens say that parties are brought to one place: "together with", "face to face",
/// "to the table", "in one room".
fn to_one_table(found: Findings<'_>, at: usize) -> Option<usize> {
    let word = |t: usize| found.document.word(t);
    match word(at) {
        "together" => Some(1 + usize::from(word(at + 1) == "with")),
        "face" if word(at + 1) == "to" && word(at + 2) == "face" => Some(3),
        "to" | "around" | "round" | "at" | "in" | "into" => {
            let between = |w: &str| matches!(w, "the" | "a" | "one" | "same" | "negotiating" | "bargaining");
            let end = (at + 1..at + 4).find(|&t| !between(word(t)))?;
            (end > at + 1 && matches!(word(end), "table" | "room" | "roof")).then_some(end + 1 - at)
        }
        _ => None,
    }
}

/// Returns whether a line ends so far with a verb and the parties that are its object.
fn takes_object(line: &Line) -> bool {
    let listed = |i: &&Item| matches!(i.symbol, PARTY | COMMA | '&');
    let list = line.items.iter().rev().take_while(listed).count();
    let verb = line.items.len().checked_sub(list + 1).map(|v| &line.items[v].what);
    list > 0 && line.items.last().is_some_and(|i| i.symbol == PARTY) && matches!(verb, Some(What::Verb(_)))
}

/// Returns whether a folded word is read as a verb of the lexicon.
pub(super) fn reads_as_verb(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.readings(word).iter().any(|r| matches!(r, Reading::Verb { .. }))
}

/// Names an item as a pattern would.
pub(super) fn describe(found: Findings<'_>, item: &Item, lexicon: &Lexicon) -> String {
    let words = found.document.span_of(item.tokens.clone()).of(&found.article.text);
    let class = |c: usize| lexicon.classes.get(c).map(String::as_str).unwrap_or_default();
    match &item.what {
        What::Party(mentions) if mentions.len() > 1 => format!("{{{words}|{}}}", mentions.len()),
        What::Party(_) if item.symbol == POSSESSOR => format!("{{{words}'s}}"),
        What::Party(_) => format!("{{{words}}}"),
        What::Place(_) => format!("<{words}>"),
        What::Verb(group) => {
            let voice = if group.passive { ".passive" } else { "" };
            let not = if group.negated { "NOT-" } else { "" };
            format!(
                "{not}{}{voice}:{:?}{}",
                class(group.class),
                group.tense,
                group.governor.map(|g| format!(":{}", g.word())).unwrap_or_default()
            )
        }
        What::Noun(noun) => format!("{}[{words}]", class(noun.class)),
        What::Word => match CONNECTIVES.iter().find(|(_, c, _)| *c == item.symbol) {
            Some((name, _, _)) => name.to_string(),
            None => item.symbol.to_string(),
        },
    }
}
