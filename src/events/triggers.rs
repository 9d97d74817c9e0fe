//! Whether a text can tell of a meeting at all, asked before the costly stages.
//!
//! No list of words stands here: what counts follows from the rulebook. A record needs a sighting,
//! a sighting a frame that matches or a noun that names a meeting, and a frame the classes of words
//! that its pattern cannot do without.

use super::lexicon::{Lexicon, MEETINGS, Reading};
use super::needs::{Needs, Symbols};
use super::rules::Frame;
use crate::segment::{Document, Vocabulary};
use rustc_hash::FxHashMap;

/// The words that meetings are told with, and what frames need of them.
#[derive(Debug, Default)]
pub(super) struct Triggers {
    /// The words that readings are made of; none where some cannot be searched for in bytes.
    vocabulary: Option<Vocabulary>,
    /// For each word of the vocabulary: the readings that it begins.
    readings: Vec<Vec<Potential>>,
    /// By folded word, as `readings`.
    by_word: FxHashMap<String, u16>,
    words: Vec<String>,
    /// The word of each number in the vocabulary.
    searched: Vec<u16>,
    /// The symbols of meeting nouns.
    meetings: Symbols,
    /// What each frame cannot do without: symbols, and one of these words where it names some.
    frames: Vec<(Needs, Vec<u16>)>,
}

/// A reading: the words after the first, and the symbols that it may give.
#[derive(Debug)]
struct Potential {
    rest: Vec<u16>,
    symbols: Symbols,
}

impl Triggers {
    /// Derives the triggers from what was loaded.
    pub fn new(lexicon: &Lexicon, frames: &[Frame]) -> Triggers {
        let mut made = Triggers::default();
        let mut words: Vec<(&str, &Vec<Reading>)> = lexicon.words().collect();
        words.sort_by_key(|(word, _)| *word);
        // "The ninth round" by itself tells of talks.
        let talks = lexicon.readings("talks").iter().find_map(|reading| match reading {
            Reading::Noun { symbol, rest, .. } if rest.is_empty() => Some(*symbol as u8),
            _ => None,
        });
        for (word, readings) in words {
            let first = made.number(word);
            for reading in readings {
                let (rest, mut symbols) = match reading {
                    Reading::Verb { rest, active, passive, .. } => {
                        (rest, Symbols::of(&[*active as u8, *passive as u8]))
                    }
                    Reading::Noun { rest, symbol, .. } => (rest, Symbols::of(&[*symbol as u8])),
                    Reading::Governor { .. } => continue,
                };
                if let Reading::Noun { class, .. } = reading {
                    if MEETINGS.iter().any(|meeting| lexicon.is(*class, meeting)) {
                        made.meetings = made.meetings.joined(symbols);
                    }
                    if let (true, Some(talks)) = (lexicon.is(*class, "ROUND"), talks.filter(|_| word == "round")) {
                        symbols = symbols.joined(Symbols::of(&[talks]));
                    }
                }
                let rest = rest.iter().map(|word| made.number(word)).collect();
                made.readings[first as usize].push(Potential { rest, symbols });
            }
        }
        for frame in frames.iter().filter(|f| !f.adds) {
            let words = frame.words.iter().map(|word| made.number(word)).collect();
            made.frames.push((frame.pattern.needs().clone(), words));
        }
        // A mark is not searched for, and always taken to be there.
        let searched = made.words.iter().map(String::as_str).filter(|word| !is_mark(word));
        made.searched = made.words.iter().enumerate().filter(|(_, w)| !is_mark(w)).map(|(n, _)| n as u16).collect();
        made.vocabulary = Vocabulary::new(searched);
        made
    }

    fn number(&mut self, word: &str) -> u16 {
        if let Some(&number) = self.by_word.get(word) {
            return number;
        }
        let number = self.words.len() as u16;
        self.words.push(word.to_string());
        self.readings.push(Vec::new());
        self.by_word.insert(word.to_string(), number);
        number
    }

    /// Returns whether the words of a text, wherever they stand in it, may tell of a meeting.
    #[inline(never)] // so that a profile tells it apart
    pub fn in_text(&self, text: &str) -> bool {
        let Some(vocabulary) = &self.vocabulary else { return true };
        let mut present = vec![false; self.words.len()];
        let found: Vec<u16> =
            vocabulary.search(text).numbers().filter_map(|n| self.searched.get(n as usize).copied()).collect();
        for &number in &found {
            present[number as usize] = true;
        }
        let said = |number: &u16| present[*number as usize] || is_mark(&self.words[*number as usize]);
        let mut line = Symbols::connectives();
        for number in found {
            for potential in self.readings.get(number as usize).into_iter().flatten() {
                if potential.rest.iter().all(said) {
                    line = line.joined(potential.symbols);
                }
            }
        }
        self.suffices(&line, said)
    }

    /// Returns whether a sentence of a document may tell of a meeting.
    pub fn in_document(&self, document: &Document) -> bool {
        (0..document.sentences.len()).filter(|&s| document.kind_of(s).is_text()).any(|s| {
            let tokens = document.sentences[s].tokens.clone();
            let mut line = Symbols::connectives();
            let said = |number: &u16| tokens.clone().any(|at| document.word(at) == self.words[*number as usize]);
            for at in tokens.clone() {
                let Some(&number) = self.by_word.get(document.word(at)) else { continue };
                for potential in &self.readings[number as usize] {
                    let rest = potential.rest.iter().enumerate();
                    if rest.into_iter().all(|(i, w)| document.word(at + 1 + i) == self.words[*w as usize]) {
                        line = line.joined(potential.symbols);
                    }
                }
            }
            self.suffices(&line, said)
        })
    }

    fn suffices(&self, line: &Symbols, said: impl Fn(&u16) -> bool) -> bool {
        let told = |words: &[u16]| words.is_empty() || words.iter().any(&said);
        line.meets(&self.meetings) || self.frames.iter().any(|(needs, words)| needs.met(line) && told(words))
    }
}

fn is_mark(word: &str) -> bool {
    !word.bytes().any(|b| b.is_ascii_alphanumeric())
}
