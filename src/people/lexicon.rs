//! Small lexicons: phrases of one word or several, each with a value, matched longest first.

use super::view::View;
use crate::clues::{Clues, Known};
use crate::gazetteer::fold;
use crate::segment::Case;
use rustc_hash::FxHashMap;

/// Phrases with their values.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<T> {
    /// What tokens have whose word begins a phrase.
    clue: Clues,
    by_first: FxHashMap<String, Vec<Entry<T>>>,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    rest: Vec<String>,
    upper: bool,
    value: T,
}

impl<T: Copy> Lexicon<T> {
    /// Makes an empty lexicon.
    pub(super) fn new(clue: Clues) -> Lexicon<T> {
        Lexicon { clue, by_first: FxHashMap::default() }
    }

    /// Notes the words that phrases begin with.
    pub(super) fn note(&self, known: &mut Known) {
        self.by_first.keys().for_each(|word| known.add(word, self.clue));
    }

    /// Adds a phrase; one in capitals is met only in capitals.
    pub(super) fn insert(&mut self, phrase: &str, value: T) {
        let mut words = words(phrase).into_iter();
        let Some(first) = words.next() else { return };
        let first_word = phrase.split_whitespace().next().unwrap_or_default();
        let letters = first_word.chars().filter(|c| c.is_alphabetic());
        let upper = letters.clone().count() > 1 && letters.clone().take(2).all(char::is_uppercase);
        let entry = Entry { rest: words.collect(), upper, value };
        let entries = self.by_first.entry(first).or_default();
        let at = entries.partition_point(|e| e.rest.len() >= entry.rest.len());
        entries.insert(at, entry);
    }

    /// Returns the longest phrase that begins at a token and satisfies `wanted`: its end and value.
    pub(super) fn longest(&self, view: &View<'_>, at: usize, wanted: impl Fn(T) -> bool) -> Option<(usize, T)> {
        let entries = view.clue(at, self.clue).then(|| self.by_first.get(view.word(at))).flatten()?;
        'entries: for entry in entries {
            if !wanted(entry.value) || (entry.upper && !matches!(view.case(at), Case::Upper | Case::Mixed)) {
                continue;
            }
            let mut end = at + 1;
            for word in &entry.rest {
                let next = view.step(end - 1);
                if next >= view.end || view.word(next) != word {
                    continue 'entries;
                }
                end = next + 1;
            }
            return Some((end, entry.value));
        }
        None
    }
}

/// Returns the folded words of a phrase as a text has them: "People's" is two tokens.
fn words(phrase: &str) -> Vec<String> {
    let mut out = Vec::new();
    for raw in phrase.split_whitespace() {
        let stem = ["'s", "’s", "'", "’"].iter().find_map(|end| raw.strip_suffix(end));
        out.extend(fold(stem.unwrap_or(raw)).split_whitespace().map(str::to_string));
        out.extend(stem.map(|_| "'s".to_string()));
    }
    out
}
