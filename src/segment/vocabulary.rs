//! Known words that a text may hold, told from its bytes alone.

use super::plain::plain_into;
use crate::gazetteer::fold_into;
use rustc_hash::FxHashMap;

/// A set of folded words that texts are searched for before they are cut into tokens.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    numbers: FxHashMap<u64, u16>,
    /// A bit for the upper bits of each word's hash: most words are told by it to be none of these.
    filter: Vec<u64>,
    /// Length of the longest word.
    longest: usize,
}

/// Which words of a [`Vocabulary`] were found, one bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Present(Vec<u64>);

impl Present {
    /// Returns the numbers of the words that were found.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u16> {
        self.0.iter().enumerate().flat_map(|(at, &bits)| {
            let mut rest = bits;
            std::iter::from_fn(move || {
                let bit = rest.checked_ilog2()?;
                rest ^= 1 << bit;
                Some((at * 64) as u16 + bit as u16)
            })
        })
    }

    fn add(&mut self, number: u16) {
        let at = number as usize / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (number % 64);
    }
}

/// Bits of a hash that the filter looks at.
const FILTER: u32 = 14;

/// What a byte is to the search: 0 ends a word, 1 needs a closer look, anything else is a letter
/// in lower case.
const BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b @ (b'a'..=b'z' | b'A'..=b'Z') => b.to_ascii_lowercase(),
            b'\'' | b'.' | b'`' | b'&' | 0x80.. => 1,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn step(hash: u64, letter: u8) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

fn hash(word: &str) -> u64 {
    word.bytes().fold(0, step)
}

impl Vocabulary {
    /// Makes a vocabulary of folded words, numbered from 0; returns none where a word has other
    /// than small ASCII letters, which the search would not find.
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vocabulary> {
        let mut made = Vocabulary { numbers: FxHashMap::default(), filter: vec![0; 1 << (FILTER - 6)], longest: 0 };
        for (number, word) in words.enumerate() {
            if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase()) {
                return None;
            }
            let hash = hash(word);
            made.numbers.insert(hash, u16::try_from(number).ok()?);
            made.filter[(hash >> (64 - FILTER + 6)) as usize] |= 1 << (hash >> (64 - FILTER) & 63);
            made.longest = made.longest.max(word.len());
        }
        Some(made)
    }

    /// Returns the words that a token of `text` may fold to: every one that does, and seldom another.
    pub(crate) fn search(&self, text: &str) -> Present {
        let mut present = Present::default();
        let bytes = text.as_bytes();
        let (mut at, mut start, mut hash) = (0, 0, 0);
        while let Some(&byte) = bytes.get(at) {
            let class = BYTES[byte as usize];
            if class > 1 {
                hash = step(hash, class);
                at += 1;
                continue;
            }
            if class == 1 && !ends_word(bytes, at, at == start) {
                let end = bytes[at..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |n| at + n);
                self.look_closely(text.get(start..end).unwrap_or_default(), &mut present);
                at = end;
            } else if at > start {
                self.check(hash, &mut present);
            }
            at += 1;
            (start, hash) = (at, 0);
        }
        if at > start {
            self.check(hash, &mut present);
        }
        present
    }

    fn check(&self, hash: u64, present: &mut Present) {
        let bits = self.filter[(hash >> (64 - FILTER + 6)) as usize];
        if bits >> (hash >> (64 - FILTER) & 63) & 1 != 0 {
            if let Some(&number) = self.numbers.get(&hash) {
                present.add(number);
            }
        }
    }

    /// Searches a run without white space in which a word may go on past a mark ("U.S.", "d'État",
    /// "caf&eacute;"): every run of its pieces that is short enough to be a word.
    fn look_closely(&self, run: &str, present: &mut Present) {
        let mut plain = String::with_capacity(run.len());
        plain_into(&run.replace(['\u{200b}', '\u{feff}'], " "), &mut plain);
        let letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c);
        let mut pieces = Vec::new();
        let mut folded = String::new();
        let mut rest = plain.as_str();
        while let Some(begin) = rest.find(letter) {
            let length = rest[begin..].find(|c| !letter(c)).unwrap_or(rest.len() - begin);
            let start = plain.len() - rest.len() + begin;
            folded.clear();
            fold_into(&plain[start..start + length], &mut folded);
            pieces.push((start, start + length, folded.len()));
            rest = &rest[begin + length..];
        }
        for (first, &(start, ..)) in pieces.iter().enumerate() {
            let mut length = 0;
            for &(_, end, more) in &pieces[first..] {
                length += more;
                if length > self.longest {
                    break;
                }
                folded.clear();
                fold_into(&plain[start..end], &mut folded);
                self.check(hash(&folded), present);
            }
        }
    }
}

/// Returns whether a mark that may stand inside a word cannot do so here: a stop or an apostrophe
/// before anything but a letter, or before a word.
fn ends_word(bytes: &[u8], at: usize, begins: bool) -> bool {
    let next = bytes.get(at + 1).map_or(0, |&b| BYTES[b as usize]);
    match bytes[at] {
        b'\'' | b'`' => next == 0 || begins && next > 1,
        b'.' => next == 0 || begins && next > 1,
        b'&' => next == 0 && bytes.get(at + 1) != Some(&b'#'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;
    use crate::segment::segment;

    const WORDS: [&str; 6] = ["met", "meeting", "meetings", "us", "talks", "etat"];

    fn found(text: &str) -> Vec<&str> {
        let words = Vocabulary::new(WORDS.into_iter()).unwrap();
        let mut found: Vec<&str> = words.search(text).numbers().map(|n| WORDS[n as usize]).collect();
        found.sort();
        found
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        for (text, want) in [
            ("They MET.", &["met"][..]),
            ("meeting,talks", &["meeting", "talks"]),
            ("\"Met\" 'Talks'", &["met", "talks"]),
            ("the U.S.’s M&eacute;eting", &["meeting", "us"]),
            ("coup d'État m.e.t", &["etat", "met"]),
            ("mee\u{ad}ting mee&shy;tings", &["meeting", "meetings"]),
            ("ta\u{301}lks “met” 5met", &["met", "talks"]),
            ("something metal hum", &[]),
            ("m&#101;t", &["met"]),
            ("met\u{200b}x", &["met"]),
        ] {
            assert_eq!(found(text), want, "{text}");
        }
    }

    #[test]
    fn no_token_is_missed() {
        // Every way of putting these pieces side by side.
        let pieces = [
            "met", "Mé", "U.", "'", "’", ".", "&", "&amp;", " ", "\u{ad}", "\u{200b}", "5", "t", "*", "&#115;", "S",
            "\u{301}",
        ];
        let Ok(rules) = Rulebook::builtin() else { panic!("the rulebook loads") };
        let words = Vocabulary::new(WORDS.into_iter()).unwrap();
        let mut seed = 1u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let present = words.search(&text);
            let document = segment(&text, &rules.segment);
            for token in 0..document.tokens.len() {
                let number = WORDS.iter().position(|w| *w == document.word(token));
                assert!(
                    number.is_none_or(|n| present.numbers().any(|p| p == n as u16)),
                    "{text:?}: {}",
                    document.word(token)
                );
            }
        }
    }
}
