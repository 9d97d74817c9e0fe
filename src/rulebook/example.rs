//! Rules carry sentences that must fire them and sentences that must not; here they are run.

use super::{Fault, Rulebook};
use crate::article::{Article, Given, GivenBy};
use crate::{Extraction, extract};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A rule with its sentences.
#[derive(Clone, Debug, Default)]
pub struct Exampled {
    /// The file that holds it.
    pub file: &'static str,
    /// Its line there, from 1.
    pub line: usize,
    /// Its id.
    pub id: String,
    /// The publication date that the sentences are read with.
    pub published: Option<NaiveDate>,
    /// Sentences that must fire it.
    pub examples: Vec<String>,
    /// Sentences that must not.
    pub rejects: Vec<String>,
}

/// Runs every sentence of every rule, and returns a fault for each that does not do as it says.
pub fn check(rules: &Rulebook) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in rules.exampled() {
        for (list, want) in [(&rule.examples, true), (&rule.rejects, false)] {
            if list.is_empty() {
                let what = if want { "examples" } else { "rejects" };
                faults.push(Fault::error(
                    rule.file,
                    rule.line,
                    format!("rule {} without {what}", rule.id),
                    "at least one",
                ));
            }
            for sentence in list {
                if fired(sentence, rule.published, rules).contains(&rule.id) != want {
                    let (found, expected) = match want {
                        true => ("does not fire", "an example fires its rule"),
                        false => ("fires", "a reject does not fire its rule"),
                    };
                    let found = format!("{} {found} on {sentence:?}", rule.id);
                    faults.push(Fault::error(rule.file, rule.line, found, expected));
                }
            }
        }
    }
    faults
}

/// Returns the ids of the rules that made something of a sentence.
pub fn fired(sentence: &str, published: Option<NaiveDate>, rules: &Rulebook) -> BTreeSet<String> {
    let published = published.map(|date| Given { date, source: GivenBy::Caller });
    let article = Article {
        id: "example".into(),
        path: "example".into(),
        published,
        text: sentence.into(),
        ..Article::default()
    };
    ids(&extract(&article, rules))
}

/// Returns the ids of every rule that an extraction cites, at every stage.
pub fn ids(found: &Extraction) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    ids.extend(found.document.blocks.iter().filter_map(|b| b.rule.clone()));
    ids.extend(found.published.iter().map(|p| p.rule.clone()));
    ids.extend(found.parties.entities.iter().flat_map(|e| e.rules.iter().cloned()));
    ids.extend(found.parties.mentions.iter().map(|m| m.rule.clone()));
    ids.extend(found.places.iter().map(|p| p.rule.clone()));
    ids.extend(found.dates.iter().map(|d| d.rule.clone()));
    ids.extend(found.meetings.iter().flat_map(|m| m.rules.iter().cloned()));
    ids
}
