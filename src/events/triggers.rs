//! Whether a text can tell of a meeting at all, asked before the costly stages.
//!
//! No list of words stands here: what counts follows from the rulebook. A record needs a sighting,
//! a sighting a frame that matches or a noun that names a meeting, and a frame the classes of words
//! that its pattern cannot do without.

use super::lexicon::{Lexicon, MEETINGS, Reading};
use super::line::SPELT;
use super::needs::{Needs, Symbols};
use super::pattern::CONNECTIVES;
use super::rules::Frame;
use crate::clues::{Clues, Known};
use crate::people::Crowd;
use crate::segment::{BlockKind, Document, TokenKind, Vocabulary, breaks_words};
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
    frames: Vec<Wanted>,
}

/// What a frame cannot do without.
#[derive(Debug)]
struct Wanted {
    /// Symbols.
    needs: Needs,
    /// One of these words, where it names some.
    words: Vec<u16>,
    /// So many parties.
    least: usize,
    /// Whether they must be persons.
    persons: bool,
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
        // Connectives stand where their words do.
        let listed = CONNECTIVES.iter().flat_map(|(_, symbol, words)| words.iter().map(|word| (*word, *symbol)));
        let listed = listed.map(|(word, symbol)| (word, None, symbol)).chain(SPELT.iter().copied());
        for (word, next, symbol) in listed.filter(|(word, ..)| !is_mark(word)) {
            let first = made.number(word);
            let rest = next.iter().map(|word| made.number(word)).collect();
            made.readings[first as usize].push(Potential { rest, symbols: Symbols::of(&[symbol as u8]) });
        }
        for frame in frames.iter().filter(|f| !f.adds) {
            let words = frame.words.iter().map(|word| made.number(word)).collect();
            let needs = frame.pattern.needs().clone();
            made.frames.push(Wanted { needs, words, least: frame.least, persons: frame.persons });
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

    /// Notes the words that readings are made of.
    pub fn note(&self, known: &mut Known) {
        self.words.iter().for_each(|word| known.add(word, Clues::TRIGGER));
    }

    /// Returns whether the words of a text, wherever they stand in a paragraph, may tell of a meeting.
    #[inline(never)] // so that a profile tells it apart
    pub fn in_text(&self, text: &str) -> bool {
        // Words that are broken at the ends of lines are not searched for.
        let Some(vocabulary) = self.vocabulary.as_ref().filter(|_| !breaks_words(text)) else { return true };
        let mut present = vec![false; self.words.len()];
        let mut found: Vec<u16> = Vec::new();
        paragraphs(text).any(|paragraph| {
            found.drain(..).for_each(|number| present[number as usize] = false);
            let searched = |n| self.searched.get(n as usize);
            found.extend(vocabulary.search(paragraph).numbers().filter_map(searched));
            found.iter().for_each(|&number| present[number as usize] = true);
            let said = |number: &u16| present[*number as usize] || is_mark(&self.words[*number as usize]);
            let mut line = Symbols::unspelt();
            for &number in &found {
                for potential in self.readings.get(number as usize).into_iter().flatten() {
                    if potential.rest.iter().all(said) {
                        line = line.joined(potential.symbols);
                    }
                }
            }
            self.suffices(&line, said, None)
        })
    }

    /// Returns whether a sentence of a document may tell of a meeting; `crowd` counts the parties that
    /// it speaks of at most, and is asked only where its words may tell.
    pub fn in_sentence(&self, document: &Document, sentence: usize, crowd: impl FnOnce() -> Crowd) -> bool {
        let tokens = document.sentences[sentence].tokens.clone();
        let mut line = Symbols::unspelt();
        let said = |number: &u16| tokens.clone().any(|at| document.word(at) == self.words[*number as usize]);
        for at in tokens.clone().filter(|&at| document.clues(at).any(Clues::TRIGGER)) {
            let Some(&number) = self.by_word.get(document.word(at)) else { continue };
            for potential in &self.readings[number as usize] {
                let rest = potential.rest.iter().enumerate();
                if rest.into_iter().all(|(i, w)| document.word(at + 1 + i) == self.words[*w as usize]) {
                    line = line.joined(potential.symbols);
                }
            }
        }
        self.suffices(&line, said, None) && self.suffices(&line, said, Some(crowd()))
    }

    fn suffices(&self, line: &Symbols, said: impl Fn(&u16) -> bool, crowd: Option<Crowd>) -> bool {
        let told = |words: &[u16]| words.is_empty() || words.iter().any(&said);
        let many =
            |frame: &Wanted| crowd.is_none_or(|c| frame.least <= if frame.persons { c.persons } else { c.parties });
        let tells = |frame: &Wanted| frame.needs.met(line) && many(frame) && told(&frame.words);
        line.meets(&self.meetings) || self.frames.iter().any(tells)
    }
}

/// Returns whether a day may stand over some part of a document: there persons who are only named
/// together tell of a meeting, whatever the words.
pub(super) fn has_heads(document: &Document) -> bool {
    document.blocks.iter().any(|block| {
        let Some(first) = document.sentences.get(block.sentences.start).filter(|_| !block.sentences.is_empty()) else {
            return false;
        };
        // A date is made of words that date forms know, numbers and marks.
        let dated = |at: &usize| {
            let digit = || document.word(*at).ends_with(|c: char| c.is_ascii_digit());
            let token = document.tokens.get(*at).filter(|_| *at < first.tokens.end);
            token.is_some_and(|t| t.kind != TokenKind::Word || t.clues.any(Clues::DATE) || digit())
        };
        let marked = |at: usize| matches!(document.word(at), ":" | "-" | "–" | "—" | "--" | ".");
        let head = |start: usize| {
            let end = (start..).take_while(dated).last().map_or(start, |last| last + 1);
            end > start && (first.tokens.end <= end + 2 || (start + 1..=end).any(marked))
        };
        let start = first.tokens.start;
        matches!(block.kind, BlockKind::Heading | BlockKind::Dateline | BlockKind::Body | BlockKind::Item)
            && (head(start) || head(start + 1))
    })
}

/// Returns the parts of a text that no block goes beyond: a block goes on past a blank line in small
/// letters alone.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let bytes = whole.as_bytes();
        let opens = |at: &usize| bytes[..*at].ends_with(b"\n") && bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase);
        let end = memchr::memchr_iter(b'\n', bytes).find(opens);
        rest = end.and_then(|end| whole.get(end + 1..));
        end.map_or(Some(whole), |end| whole.get(..end))
    })
}

fn is_mark(word: &str) -> bool {
    !word.bytes().any(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_never_goes_beyond_a_paragraph() {
        let cut = |text| paragraphs(text).collect::<Vec<_>>();
        assert_eq!(cut("They met\n\nin Oslo.\n\nHe left."), ["They met\n\nin Oslo.\n", "He left."]);
        assert_eq!(cut("They\nMet\n\n\nHe left\n"), ["They\nMet\n\n", "He left\n"]);
        let (Ok(rules), text) = (crate::rulebook::Rulebook::builtin(), "The ministers met\n\nin Oslo\n\nIt rained")
        else {
            panic!("the rulebook loads")
        };
        for block in crate::segment::segment(text, &rules.segment).blocks {
            assert!(cut(text).iter().any(|paragraph| paragraph.contains(block.span.of(text))));
        }
    }

    #[test]
    fn words_that_tell_stand_in_one_paragraph_and_a_day_may_stand_over_a_part() {
        let Ok(rules) = crate::rulebook::Rulebook::builtin() else { panic!("the rulebook loads") };
        assert!(rules.events.may_tell("It rained.\n\nHe met with Lind."));
        let broken = "The en-\nvoy is in the capi-\ntal, where mi-\nnisters mee-\nt with her.";
        assert!(rules.events.may_tell(broken));
        assert!(!rules.events.may_tell("The trains collided after hours.\n\nHeavy rain is due with snow."));
        let heads = |text: &str| has_heads(&crate::segment::segment(text, &rules.segment));
        assert!(heads("Monday, May 16: The ministers dine."));
        let under = "The ministers dined on and on in the old town, and then they all went home.";
        assert!(heads(&format!("{under}\n\n16 May 2016\n\n{under}")) && !heads(&format!("{under}\n\n{under}")));
        assert!(!heads("The ministers dine on Monday.") && !heads("On Monday the ministers dine in Oslo."));
    }
}
