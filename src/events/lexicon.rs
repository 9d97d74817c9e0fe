//! The words that meetings are told with: verbs, nouns, governors and connectives, by class.

use super::pattern::Alphabet;
use crate::clues::{Clues, Known};
use crate::record::{Kind, Mode, Status};
use crate::segment::Document;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A verb class as the rulebook writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbRule {
    /// Name of the class, in capitals, as patterns use it.
    pub class: String,
    /// Verbs: a regular one as its base form ("convene"), with `+` where its last letter doubles
    /// ("confer+"), an irregular one as five forms ("meet meets met met meeting"); fixed words
    /// that follow stand after a slash ("sit sits sat sat sitting/down").
    pub verbs: Vec<String>,
    /// How they meet, where the verb says so.
    pub mode: Option<String>,
}

/// A class of meeting nouns as the rulebook writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounRule {
    /// Name of the class, in capitals, as patterns use it.
    pub class: String,
    /// What sort of occasion it names.
    pub kind: Option<String>,
    /// How they meet, where the noun says so.
    pub mode: Option<String>,
    /// The nouns, singular and plural, of one word or several.
    pub nouns: Vec<String>,
}

/// Words before "to meet" that say whether it came to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GovernorRule {
    /// What they say of the meeting.
    pub status: String,
    /// The words, of any tense.
    pub words: Vec<String>,
}

/// The classes of nouns that name a meeting or a visit.
pub(super) const MEETINGS: &[&str] = &["TALKS", "TRIP"];

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VerbForm {
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// One reading of a word.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    Verb { class: usize, form: VerbForm, rest: Vec<String>, mode: Option<Mode>, passive: char, active: char },
    Noun { class: usize, rest: Vec<String>, kind: Option<Kind>, mode: Option<Mode>, symbol: char, plural: bool },
    Governor { status: Status, rest: Vec<String> },
}

/// Every word with its readings, looked up by the folded first word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Vec<Reading>>,
    /// Names of classes, by number.
    pub classes: Vec<String>,
}

impl Lexicon {
    /// Notes every word that has readings.
    pub fn note(&self, known: &mut Known) {
        self.words.keys().for_each(|word| known.add(word, Clues::READING));
    }

    /// Returns the readings of a token's word.
    pub fn readings_at(&self, document: &Document, token: usize) -> &[Reading] {
        let known = document.clues(token).any(Clues::READING);
        if known { self.readings(document.word(token)) } else { &[] }
    }

    /// Returns the readings of a folded word.
    pub fn readings(&self, word: &str) -> &[Reading] {
        self.words.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every word with its readings, in no order.
    pub fn words(&self) -> impl Iterator<Item = (&str, &Vec<Reading>)> {
        self.words.iter().map(|(word, readings)| (word.as_str(), readings))
    }

    /// Returns whether a class bears this name.
    pub fn is(&self, class: usize, name: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c == name)
    }

    fn class(&mut self, name: &str) -> usize {
        self.classes.iter().position(|c| c == name).unwrap_or_else(|| {
            self.classes.push(name.to_string());
            self.classes.len() - 1
        })
    }

    /// Adds a class of verbs.
    pub fn add_verbs(&mut self, rule: &VerbRule, alphabet: &mut Alphabet) -> Result<(), String> {
        let class = self.class(&rule.class);
        let active = alphabet.class(&rule.class);
        let passive = alphabet.class(&format!("{}.passive", rule.class));
        let mode = word(rule.mode.as_deref(), Mode::from_word)?;
        for verb in &rule.verbs {
            let (forms, rest) = verb.split_once('/').unwrap_or((verb, ""));
            let rest: Vec<String> = rest.split_whitespace().map(str::to_string).collect();
            for (form, text) in inflect(forms)? {
                let reading = Reading::Verb { class, form, rest: rest.clone(), mode, active, passive };
                let known = self.words.entry(text).or_default();
                let twice =
                    |r: &Reading| matches!(r, Reading::Verb { class: c, rest: r, .. } if *c != class && *r == rest);
                if known.iter().any(twice) {
                    return Err(format!("verb {verb:?} of {} stands in another class too", rule.class));
                }
                known.push(reading);
            }
        }
        Ok(())
    }

    /// Adds a class of nouns.
    pub fn add_nouns(&mut self, rule: &NounRule, alphabet: &mut Alphabet) -> Result<(), String> {
        let class = self.class(&rule.class);
        let symbol = alphabet.class(&rule.class);
        // Nouns that name no meeting may stand in the gaps of a frame.
        if !MEETINGS.contains(&rule.class.as_str()) {
            alphabet.filler(symbol);
        }
        let kind = word(rule.kind.as_deref(), Kind::from_word)?;
        let mode = word(rule.mode.as_deref(), Mode::from_word)?;
        for noun in &rule.nouns {
            let mut words = noun.split_whitespace().map(str::to_string);
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            let plural = rest.last().unwrap_or(&first).ends_with('s');
            let reading = Reading::Noun { class, rest, kind, mode, symbol, plural };
            self.words.entry(first).or_default().push(reading);
        }
        Ok(())
    }

    /// Adds governors.
    pub fn add_governors(&mut self, rule: &GovernorRule) -> Result<(), String> {
        let Some(status) = word(Some(&rule.status), Status::from_word)? else { return Ok(()) };
        for governor in &rule.words {
            let mut words = governor.split_whitespace().map(str::to_string);
            let Some(first) = words.next() else { continue };
            let reading = Reading::Governor { status, rest: words.collect() };
            self.words.entry(first).or_default().push(reading);
        }
        Ok(())
    }

    /// Puts the longest readings of each word first.
    pub fn finish(&mut self) {
        for readings in self.words.values_mut() {
            readings.sort_by_key(|r| match r {
                Reading::Verb { rest, .. } | Reading::Noun { rest, .. } | Reading::Governor { rest, .. } => {
                    std::cmp::Reverse(rest.len())
                }
            });
        }
    }
}

/// Reads a word of a closed list.
pub(super) fn word<T>(word: Option<&str>, from: impl Fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    match word {
        None => Ok(None),
        Some(w) => from(w).map(Some).ok_or_else(|| format!("unknown word {w:?}")),
    }
}

/// Returns the five forms of a verb.
fn inflect(verb: &str) -> Result<Vec<(VerbForm, String)>, String> {
    use VerbForm::{Base, Ing, Participle, Past, Third};
    const ORDER: [VerbForm; 5] = [Base, Third, Past, Participle, Ing];
    let given: Vec<&str> = verb.split_whitespace().collect();
    if given.len() == 5 {
        return Ok(ORDER.iter().copied().zip(given.iter().map(|s| s.to_string())).collect());
    }
    let [one] = given[..] else { return Err(format!("{verb:?} has {} forms, not one or five", given.len())) };
    let base = one.trim_end_matches('+');
    let doubled = match one.ends_with('+') {
        true => format!("{base}{}", &base[base.len() - 1..]),
        false => base.to_string(),
    };
    let stem = base.trim_end_matches('e');
    let consonant_y = base.ends_with('y') && !["ay", "ey", "oy"].iter().any(|v| base.ends_with(v));
    let third = match () {
        () if consonant_y => format!("{}ies", &base[..base.len() - 1]),
        () if base.ends_with("ch") || base.ends_with("sh") || base.ends_with('s') || base.ends_with('x') => {
            format!("{base}es")
        }
        () => format!("{base}s"),
    };
    let past = match () {
        () if consonant_y => format!("{}ied", &base[..base.len() - 1]),
        () if base.ends_with('e') => format!("{base}d"),
        () => format!("{doubled}ed"),
    };
    let ing = if base.ends_with('e') && !base.ends_with("ee") { format!("{stem}ing") } else { format!("{doubled}ing") };
    Ok(vec![(Base, base.to_string()), (Third, third), (Past, past.clone()), (Participle, past), (Ing, ing)])
}
