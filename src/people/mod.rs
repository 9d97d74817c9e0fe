//! Stage two: who is spoken of. Persons, delegations, bodies and groups, and what refers back to them.

mod apposition;
mod crowd;
mod delegations;
mod draft;
mod homes;
mod known;
mod lexicon;
mod link;
mod names;
mod opening;
mod phrase;
mod refer;
mod rules;
mod scan;
mod settle;
mod sides;
mod speaker;
mod tenure;
mod titled;
mod titles;
mod view;
mod words;

pub(crate) use crowd::{Crowd, Scout};
pub use rules::{Holder, Rules};
pub(crate) use words::{is_patronymic, number};

use crate::segment::{BlockKind, Case, Document, TokenKind};
use crate::span::Span;
use chrono::NaiveDate;
use draft::Draft;
use link::Linker;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use sides::Sides;
use std::ops::Range;
use view::View;

/// Position of an entity in [`Parties::entities`].
pub type EntityId = usize;

/// Everyone that an article speaks of, and where.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// One entry for each person, state, body or group, in order of first mention.
    pub entities: Vec<Entity>,
    /// Mentions in text order; none inside another.
    pub mentions: Vec<Mention>,
}

/// One person, state, body or group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: PartyKind,
    /// A person's fullest name in the text, or in the rulebook ("Sergei Lavrov"); a body's name.
    pub name: Option<String>,
    /// The name as the text has it at its fullest, without titles.
    pub name_text: Option<String>,
    /// The rulebook's id of a person.
    pub person_id: Option<String>,
    /// Title as written, without the country ("Foreign Minister", "deputy prime minister").
    pub title: Option<String>,
    /// Office code of `titles.csv` ("foreign_minister"); none for a former holder.
    pub office: Option<String>,
    /// Rank of the title.
    pub level: Option<Level>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Organisation: the body itself, or the one that a person or delegation stands for.
    pub organisation: Option<String>,
    /// Whether a title says "former", "ex-" or "late": a person, never the office.
    pub former: bool,
    /// Whether the name or country was filled from the rulebook by office and date, not by the text.
    pub inferred: bool,
    /// Grammatical gender, where the rulebook, a pronoun or a courtesy title gives it.
    pub gender: Option<Gender>,
    /// The rules that made it, by id.
    pub rules: Vec<String>,
}

impl Entity {
    /// Returns whom it stands for: the organisation that it is of, else the state, by its code.
    pub fn side(&self) -> Option<&str> {
        self.organisation.as_deref().or(self.country.as_deref())
    }

    /// Returns whether its office is to report or comment, not to take part.
    pub fn is_outside(&self) -> bool {
        matches!(self.office.as_deref(), Some("spokesperson" | "analyst" | "reporter"))
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A named person, or a bare title that stands for one ("the Turkish foreign minister").
    #[default]
    Person,
    /// A country or organisation, nobody named ("envoys from Egypt", "Moscow", "Iran").
    Delegation,
    /// A body that meets as such ("the Security Council").
    Organisation,
    /// A side without state or body ("the rebels").
    Group,
}

/// Rank, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Heads of state, government, and of international organisations.
    Leader,
    /// Ministers and their equals.
    Minister,
    /// Deputy ministers and their equals.
    Deputy,
    /// Envoys and ambassadors.
    Envoy,
    /// Other officials.
    Official,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
}

/// One place where a text speaks of one entity or several.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The whole noun phrase: "Russia's foreign minister Sergei Lavrov", apposition included
    /// ("John Kerry, the US secretary of state,").
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The sentence that holds it.
    pub sentence: usize,
    /// Whom it means, in text order: one, or several ("the foreign ministers of France and Poland",
    /// "envoys from Egypt and Qatar", "the pair"). Empty where nobody could be told.
    pub entities: Vec<EntityId>,
    /// How it says so.
    pub form: Form,
    /// For a plural that tells how many ("the two leaders", "the pair", "the four").
    pub count: Option<u8>,
    /// Whether a possessive ending follows ("Kerry's").
    pub possessive: bool,
    /// Whether the noun phrase is grammatically plural or a coordination.
    pub plural: bool,
    /// The rule that found it.
    pub rule: String,
}

/// How a mention says whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A person's name, with or without title.
    Named,
    /// A title with its country, nobody named ("the Turkish foreign minister", "the ministers of …").
    Title,
    /// A title alone that refers back ("the secretary", "the minister", "the host").
    Back,
    /// A singular pronoun ("he", "she", "him").
    Pronoun,
    /// "they", "we", "both", "the pair", "the two leaders", "the sides", "the parties".
    Plural,
    /// "his Iranian counterpart" with nobody named.
    Counterpart,
    /// "I", "we", "us" of a first-person author.
    Author,
    /// A bare country or its capital or metonym standing for the government ("Iran", "Moscow").
    Country,
    /// People of a country or body, nobody named ("envoys from Egypt", "US officials", "Iranians").
    Delegates,
    /// A body ("the European Union", "the Security Council").
    Body,
    /// A side without state or body ("the opposition", "tribal elders").
    Group,
    /// A demonym or country used as an adjective before a noun that is no party ("Russian" in
    /// "Russian gas", "US" and "Iranian" in "US-Iranian talks"): a party only if a frame says so.
    Adjective,
}

/// Finds whom a text speaks of.
///
/// `published` picks the holder of an office that is named without a person; `publisher`, where its
/// name tells a state, whose "the President" is.
#[inline(never)] // so that a profile tells the stages apart
pub fn people(
    text: &str,
    document: &Document,
    published: Option<NaiveDate>,
    publisher: Option<&str>,
    rules: &Rules,
) -> Parties {
    let day = published.map(|day| day.to_string());
    let halves = halves(document, rules);
    let sides = Sides::of(text, document, rules);
    let mut drafts = Vec::new();
    let mut views = FxHashMap::default();
    for number in 0..document.sentences.len() {
        let kind = document.kind_of(number);
        if !kind.is_text() && !matches!(kind, BlockKind::Embed) {
            continue;
        }
        let view = View::new(text, document, number, rules, &day, &halves, &sides);
        drafts.extend(view.scan(number));
        views.insert(number, view);
    }
    let mut linker = Linker::new(text, document, published, rules);
    linker.own_home = publisher.and_then(|name| rules.countries.told_by(name)).map(str::to_string);
    linker.register(&drafts);
    let drafts = surnames(drafts, &views, &linker, document);
    linker.link(drafts)
}

/// Returns what "the North" and "the South" mean here: words of `organisations.csv` that stand for
/// a country where the text speaks of it.
fn halves(document: &Document, rules: &Rules) -> Vec<(String, String)> {
    let mut spoken: Vec<(String, String)> = Vec::new();
    if rules.halves.is_empty() {
        return spoken;
    }
    let early = document.tokens.iter().take(40_000).enumerate();
    let written = early.filter(|(_, t)| t.kind == TokenKind::Word && t.case != Case::Lower);
    let said: FxHashSet<&str> = written.map(|(t, _)| document.word(t)).collect();
    let heard = |word: &str| said.contains(word);
    for half in &rules.halves {
        if !spoken.iter().any(|s| s.0 == half.word) && heard(&half.word) && half.heard.iter().any(|w| heard(w)) {
            spoken.push((half.word.clone(), half.country.clone()));
        }
    }
    spoken
}

/// Adds the bare surnames that stand between the mentions found so far.
fn surnames(
    drafts: Vec<Draft>,
    views: &FxHashMap<usize, View<'_>>,
    linker: &Linker<'_>,
    document: &Document,
) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut drafts = drafts.into_iter().peekable();
    for number in 0..document.sentences.len() {
        let Some(view) = views.get(&number) else { continue };
        let mut at = view.start;
        while at < view.end {
            if let Some(draft) = drafts.next_if(|d| d.tokens.start <= at && d.sentence == number) {
                at = draft.tokens.end.max(at + 1);
                out.push(draft);
                continue;
            }
            let owner = out
                .last()
                .filter(|d| d.possessive && d.tokens.end + 1 == at && matches!(d.form, Form::Country | Form::Body))
                .and_then(|d| d.parts.first())
                .and_then(|p| p.home.as_ref());
            match view.surname(at, number, owner, linker) {
                Some(mut draft) => {
                    at = draft.tokens.end;
                    // "Seoul's Kim", "Germany's Steinmeier"
                    let owner = out.pop_if(|d| {
                        d.possessive
                            && d.tokens.end + 1 == draft.tokens.start
                            && matches!(d.form, Form::Country | Form::Body)
                    });
                    if let Some(owner) = owner {
                        draft.tokens.start = owner.tokens.start;
                        let home = owner.parts.into_iter().next().and_then(|p| p.home);
                        if let Some(part) = draft.parts.first_mut() {
                            part.home = home;
                        }
                    }
                    out.push(draft);
                }
                None => at += 1,
            }
        }
        while let Some(draft) = drafts.next_if(|d| d.sentence <= number) {
            out.push(draft);
        }
    }
    out
}

#[cfg(test)]
mod tests;
