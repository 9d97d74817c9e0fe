//! Names of places in a text: every run of words that the gazetteer, the venues or the countries
//! know, whatever the sentence makes of it.

use super::Rules;
use super::row::{self, Feature, Row, Venue};
use super::rules::Words;
use crate::clues::Clues;
use crate::people::{Form, Parties};
use crate::rulebook::countries::Sense;
use crate::rulebook::table::{Hit, Table};
use crate::segment::{BlockKind, Case, Document, TokenKind};
use std::ops::Range;

/// What the functions of this stage read.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) rules: &'a Rules,
}

impl Scene<'_> {
    pub(super) fn word(&self, token: usize) -> &str {
        self.document.word(token)
    }

    /// Returns the classes of a token's word.
    pub(super) fn class(&self, token: usize) -> Words {
        let known = self.document.clues(token).any(Clues::PLACE);
        if known { self.rules.word(self.document.word(token)) } else { Words::default() }
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(super) fn is_mark(&self, token: usize, mark: &str) -> bool {
        self.document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Mark) && self.word(token) == mark
    }

    pub(super) fn is_hyphen(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Mark && t.glued)
            && self.document.clues(token).any(Clues::HYPHEN)
            && matches!(self.word(token), "-" | "–" | "‑" | "‐")
    }

    pub(super) fn is_possessive(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Possessive)
    }

    /// Returns whether a word is written as a name is.
    pub(super) fn is_capital(&self, token: usize) -> bool {
        let token = self.document.tokens.get(token).filter(|t| t.capital);
        token.is_some_and(|t| matches!(t.case, Case::Capital | Case::Upper | Case::Mixed))
    }

    /// Returns the text of a range of tokens.
    pub(super) fn words(&self, tokens: Range<usize>) -> &str {
        self.text.get(self.document.span_of(tokens).range()).unwrap_or_default()
    }
}

/// A run of words that can name a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    /// Cities, divisions and regions that bear it.
    pub(super) rows: Vec<Row>,
    /// Buildings that bear it.
    pub(super) venues: Vec<Venue>,
    /// Countries that bear it, ISO 3166-1 alpha-3.
    pub(super) countries: Vec<String>,
    /// Whether the text spells it otherwise than the row.
    pub(super) misspelt: bool,
}

/// Finds every name in the blocks that are read, in text order, none inside another.
pub(super) fn names(scene: Scene<'_>, parties: &Parties) -> Vec<Name> {
    let people = people(scene.document, parties);
    let mut names = Vec::new();
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let kind = scene.document.kind_of(number);
        if !kind.is_text() && kind != BlockKind::Dateline {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !scene.is_capital(at) {
                at += 1;
                continue;
            }
            let found = match people.get(at).and_then(Option::as_ref) {
                Some(person) => name(scene, at, sentence.tokens.end).filter(|n| is_no_person(n, person)),
                None => name(scene, at, sentence.tokens.end).or_else(|| misspelt(scene, at, sentence.tokens.clone())),
            };
            match found {
                // "Santiago de los Caballeros" is not Santiago.
                Some(found) if goes_on(scene, found.tokens.end, sentence.tokens.end) => at = found.tokens.end,
                Some(mut found) => {
                    found.sentence = number;
                    at = found.tokens.end;
                    names.push(found);
                }
                None => at += 1,
            }
        }
    }
    names
}

/// Whether a name that ends before `token` goes on with a linking word.
fn goes_on(scene: Scene<'_>, token: usize, end: usize) -> bool {
    token + 1 < end
        && scene.class(token).any(Words::name_link)
        && scene.document.tokens[token].case == Case::Lower
        && (scene.is_capital(token + 1)
            || token + 2 < end && scene.word(token + 1) == "los" && scene.is_capital(token + 2))
}

/// A person's name in the text.
#[derive(Clone, Debug)]
struct Person {
    tokens: Range<usize>,
    /// Whether a title or the rulebook says that it is one.
    sure: bool,
}

/// Tells of each token whose name it belongs to.
fn people(document: &Document, parties: &Parties) -> Vec<Option<Person>> {
    let mut people = vec![None; document.tokens.len()];
    for mention in parties.mentions.iter().filter(|m| m.form == Form::Named) {
        let entities = mention.entities.iter().filter_map(|&e| parties.entities.get(e));
        let sure = entities.into_iter().any(|e| e.person_id.is_some() || e.title.is_some());
        let end = mention.tokens.end.min(people.len());
        people[mention.tokens.start.min(end)..end].fill(Some(Person { tokens: mention.tokens.clone(), sure }));
    }
    people
}

/// Whether what looks like a person's name is a place's after all: the whole of it, in several
/// words, and nothing says that it is a person.
fn is_no_person(name: &Name, person: &Person) -> bool {
    let longer = name.tokens.start <= person.tokens.start && name.tokens.end > person.tokens.end;
    longer
        || !person.sure && name.tokens == person.tokens
        || !name.venues.is_empty() && name.tokens.len() > 1 && !person.sure
}

/// A name with one wrong letter, right after a preposition of place, where nothing else is known
/// by that word. Only well-known places are taken, and those of a country that is named next to it.
fn misspelt(scene: Scene<'_>, at: usize, sentence: Range<usize>) -> Option<Name> {
    let word = scene.word(at);
    let token = scene.document.tokens.get(at)?;
    let before = at.checked_sub(1).filter(|&b| b >= sentence.start)?;
    let after = at + 1;
    let placed = scene.class(before).any(Words::locative)
        || scene.word(before) == "of" && before > sentence.start && scene.class(before - 1).any(Words::place_noun)
        || after < sentence.end && scene.class(after).any(Words::gathering) && scene.word(before) == "the";
    let alone =
        after >= sentence.end || !(scene.is_capital(after) || scene.is_possessive(after) || scene.is_hyphen(after));
    if word.len() < 6 || token.case != Case::Capital || !placed || !alone || !scene.class(at).is_none() {
        return None;
    }
    if scene.rules.countries.find(scene.document, at, sentence.end).is_some() {
        return None;
    }
    let table = scene.rules.places.as_ref()?;
    let country = scene
        .is_mark(after, ",")
        .then(|| scene.rules.countries.find(scene.document, after + 1, sentence.end))
        .flatten();
    let country = country.and_then(|c| c.meanings.iter().find_map(|&m| scene.rules.countries.of(m)));
    let mut rows = Vec::new();
    for (name, ids) in table.near(word) {
        // With no country beside it, only a letter dropped, doubled or swapped in a long name.
        let slip = word.len() >= 7 && (name.len() != word.len() || is_anagram(&name, word));
        if name.contains(' ') || country.is_none() && !slip {
            continue;
        }
        rows.extend(row::places(table, &ids, &name).into_iter().filter(|r| {
            r.main
                && r.is_city()
                && !r.qualified
                && match country {
                    Some(country) => r.country == country.iso3,
                    None => match r.feature {
                        Feature::Capital => true,
                        Feature::Seat => r.population > 100_000,
                        _ => r.population > 500_000,
                    },
                }
        }));
    }
    let named: std::collections::BTreeSet<&str> = rows.iter().map(|r| r.name.as_str()).collect();
    (named.len() == 1).then_some(Name { tokens: at..after, rows, misspelt: true, ..Name::default() })
}

fn is_anagram(a: &str, b: &str) -> bool {
    let sorted = |s: &str| {
        let mut bytes = s.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    sorted(a) == sorted(b)
}

/// Finds the longest name that begins at a token.
pub(super) fn name(scene: Scene<'_>, at: usize, end: usize) -> Option<Name> {
    let place = scene.rules.places.as_ref().and_then(|t| longest(scene, t, at, end).map(|hit| (t, hit)));
    let venue = scene.rules.venues.as_ref().and_then(|t| longest(scene, t, at, end).map(|hit| (t, hit)));
    let country = scene.rules.countries.find(scene.document, at, end).filter(|c| c.is(Sense::Name));
    let tokens =
        [place.as_ref().map(|p| p.1.tokens), venue.as_ref().map(|v| v.1.tokens), country.as_ref().map(|c| c.tokens)];
    let most = tokens.into_iter().flatten().max()?;
    let mut name = Name { tokens: at..at + most, ..Name::default() };
    if let Some((table, found)) = place
        && found.tokens == most
    {
        name.rows = row::places(table, &found.hit.rows, &met(scene, name.tokens.clone()));
    }
    if let Some((table, found)) = venue
        && found.tokens == most
    {
        name.venues = row::venues(table, &found.hit.rows);
    }
    if let Some(found) = country
        && found.tokens == most
    {
        let meanings = found.meanings.iter().filter(|m| m.sense == Sense::Name);
        name.countries =
            meanings.filter_map(|&m| scene.rules.countries.of(m)).map(|country| country.iso3.clone()).collect();
    }
    Some(name)
}

/// The folded words of a name, as the index has them.
fn met(scene: Scene<'_>, tokens: Range<usize>) -> String {
    let mut out = String::new();
    for token in tokens.filter(|&t| !scene.is_hyphen(t)) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(scene.word(token));
    }
    out
}

struct Found {
    hit: Hit,
    tokens: usize,
}

/// The longest name of a table that begins at a token; hyphens are passed over.
fn longest(scene: Scene<'_>, table: &Table, at: usize, end: usize) -> Option<Found> {
    let follows =
        |t: usize| scene.is_word(t) || scene.is_hyphen(t) || scene.document.tokens[t].kind == TokenKind::Number;
    let words = (at..end).take_while(|&t| follows(t)).filter(|&t| !scene.is_hyphen(t));
    let begins = scene.document.tokens.get(at).is_some_and(|t| table.may_begin(t.hash));
    let hit = begins.then(|| table.longest(words.clone().take(8).map(|t| scene.word(t)))).flatten();
    let found = hit.and_then(|hit| {
        let last = words.clone().nth(hit.words.checked_sub(1)?)?;
        Some(Found { hit, tokens: last + 1 - at })
    });
    found.or_else(|| with_possessive(scene, table, at, end))
}

/// A name with a possessive inside ("St. John's", "Martha's Vineyard"), which the index has as one
/// word.
fn with_possessive(scene: Scene<'_>, table: &Table, at: usize, end: usize) -> Option<Found> {
    let mark = (at + 1..end.min(at + 3)).find(|&t| scene.is_possessive(t))?;
    if !(at..mark).all(|t| scene.is_word(t)) {
        return None;
    }
    let owner = format!("{}s", scene.word(mark - 1));
    let head = (at..mark - 1).map(|t| scene.word(t)).chain([owner.as_str()]);
    let tail = (mark + 1..end).take_while(|&t| scene.is_word(t)).take(4).map(|t| scene.word(t));
    let hit = table.longest(head.chain(tail))?;
    let last = at + hit.words;
    (last > mark || last == mark && mark > at + 1).then_some(Found { hit, tokens: last + 1 - at })
}
