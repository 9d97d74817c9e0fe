//! Words and numbers as the forms of dates see them: each token's classes and values.

use super::class::Class;
use super::numbers;
use crate::clues::{Clues, Known};
use crate::segment::{Case, Document, TokenKind};
use rustc_hash::FxHashMap;

/// Classes of which a sentence must hold at least one to tell a date or a duration.
pub(super) const ANCHORS: u64 = Class::Weekday.bit()
    | Class::Feast.bit()
    | Class::Month.bit()
    | Class::Unit.bit()
    | Class::Deictic.bit()
    | Class::Daypart.bit()
    | Class::Season.bit()
    | Class::Step.bit()
    | Class::Narrative.bit()
    | Class::Section.bit()
    | Class::Year.bit()
    | Class::Numeric.bit()
    | Class::NumericMonth.bit()
    | Class::NumericDay.bit()
    | Class::Decade.bit()
    | Class::Thousand.bit()
    | Class::DashedYear.bit()
    | Class::OrdinalDay.bit();

/// A position in a line of tokens or expressions, as patterns see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Bits of its classes.
    pub classes: u64,
    /// The word, for a pattern that asks for it; 0 for none.
    pub word: u16,
    /// The value of a number.
    pub number: i32,
    /// Position among the expressions found so far.
    pub expression: Option<usize>,
}

/// The words that date forms know, found by spelling.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    buckets: Vec<Vec<(Box<str>, u16)>>,
    marks: FxHashMap<Box<str>, u16>,
    apostrophe: u16,
    bracket: u16,
}

/// One word with what it means in each of its classes.
#[derive(Debug, Default)]
struct Entry {
    classes: u64,
    values: Vec<(Class, i32)>,
    capital: bool,
}

const LENGTHS: usize = 16;

impl Lexicon {
    /// Makes an empty lexicon.
    pub(super) fn new() -> Lexicon {
        let mut lexicon =
            Lexicon { entries: vec![Entry::default()], buckets: vec![Vec::new(); 27 * LENGTHS], ..Lexicon::default() };
        lexicon.apostrophe = lexicon.intern("'");
        lexicon.bracket = lexicon.intern("(");
        lexicon
    }

    /// Adds a word and returns its number, which is never 0.
    pub(super) fn intern(&mut self, word: &str) -> u16 {
        if let Some(found) = self.find(word).or_else(|| self.marks.get(word).copied()) {
            return found;
        }
        let id = self.entries.len() as u16;
        self.entries.push(Entry::default());
        if word.chars().all(|c| c.is_alphanumeric()) {
            self.buckets[bucket(word)].push((word.into(), id));
        } else {
            self.marks.insert(word.into(), id);
        }
        id
    }

    /// Gives a word a class and its value there.
    pub(super) fn add(&mut self, word: &str, class: Class, value: i32) {
        let id = self.intern(word) as usize;
        self.entries[id].classes |= class.bit();
        self.entries[id].values.push((class, value));
    }

    /// Takes a month for a date only beside something else that tells it.
    pub(super) fn bind(&mut self, word: &str) {
        let id = self.intern(word) as usize;
        self.entries[id].classes &= !Class::PlainMonth.bit();
    }

    /// Takes a word for a date only where it is written with a capital.
    pub(super) fn require_capital(&mut self, word: &str) {
        let id = self.intern(word) as usize;
        self.entries[id].capital = true;
    }

    /// Returns what `item` is worth as a member of `class`.
    pub(super) fn value(&self, item: &Item, class: Class) -> Option<i32> {
        let entry = self.entries.get(item.word as usize)?;
        match entry.values.iter().find(|(c, _)| *c == class) {
            Some((_, value)) => Some(*value),
            None if item.classes & class.bit() != 0 => Some(item.number),
            None => None,
        }
    }

    /// Lays out a range of tokens as items; returns false where no date can stand among them.
    pub(super) fn items(&self, doc: &Document, tokens: std::ops::Range<usize>, out: &mut Vec<Item>) -> bool {
        out.clear();
        for at in tokens {
            let Some(token) = doc.tokens.get(at) else { break };
            let folded = doc.word(at);
            if token.glued && self.ending(folded, at, out) {
                continue;
            }
            if token.kind == TokenKind::Word && self.glued_month(folded, at, out) {
                continue;
            }
            let mut item = Item { first: at, end: at + 1, ..Item::default() };
            match token.kind {
                TokenKind::Word if !token.clues.any(Clues::DATE) => {}
                TokenKind::Word => {
                    self.word(folded, token.case, &mut item);
                    // "Mrs May", and a sentence that opens with "May": no month without a number.
                    if item.classes & Class::PlainMonth.bit() != 0 && self.entries[item.word as usize].capital {
                        let before = at.checked_sub(1).and_then(|b| doc.tokens.get(b)).filter(|_| !out.is_empty());
                        let name = before.is_none_or(|b| {
                            b.kind == TokenKind::Word
                                && b.case == Case::Capital
                                && out.last().is_some_and(|i| i.word == 0)
                        });
                        if name {
                            item.classes &= !Class::PlainMonth.bit();
                        }
                    }
                }
                TokenKind::Number => {
                    numbers::read(folded, &mut item);
                    if token.glued && item.classes & Class::ShortYear.bit() != 0 && self.two_dashes(out) {
                        item.classes |= Class::DashedYear.bit();
                    }
                }
                TokenKind::Possessive => item.word = self.marks.get("'s").copied().unwrap_or_default(),
                TokenKind::Mark => self.mark(folded, &mut item),
            }
            out.push(item);
        }
        out.iter().any(|item| item.classes & ANCHORS != 0) && {
            self.join_tens(out);
            self.join_years(out);
            true
        }
    }

    /// Returns whether two numbers with a dash behind each stand last: "9-18-".
    fn two_dashes(&self, items: &[Item]) -> bool {
        let number = |i: &Item| i.classes & Class::Number.bit() != 0;
        let dash = |i: &Item| i.word != 0 && self.marks.get("-") == Some(&i.word);
        matches!(items, [.., a, b, c, d] if number(a) && dash(b) && number(c) && dash(d))
    }

    /// Returns the opening bracket, as items hold it.
    pub(super) fn bracket(&self) -> u16 {
        self.bracket
    }

    /// Returns whether a folded word marks a notice of copyright.
    pub(super) fn is_copyright(&self, word: &str) -> bool {
        self.classes(word) & Class::Copyright.bit() != 0
    }

    /// Returns what a folded word means in a class.
    pub(super) fn meaning(&self, word: &str, class: Class) -> Option<i32> {
        let entry = &self.entries[self.find(word)? as usize];
        entry.values.iter().find(|(c, _)| *c == class).map(|(_, value)| *value)
    }

    /// Returns the bits of the classes of a folded word.
    pub(super) fn classes(&self, word: &str) -> u64 {
        self.find(word)
            .or_else(|| self.marks.get(word).copied())
            .map(|id| self.entries[id as usize].classes)
            .unwrap_or_default()
    }

    /// Notes every word.
    pub(super) fn note(&self, known: &mut Known) {
        self.buckets.iter().flatten().for_each(|(word, _)| known.add(word, Clues::DATE));
        self.marks.keys().for_each(|mark| known.add(mark, Clues::DATE));
    }

    fn find(&self, word: &str) -> Option<u16> {
        self.buckets.get(bucket(word))?.iter().find(|(w, _)| **w == *word).map(|(_, id)| *id)
    }

    /// Takes "Oct2" apart into its month and its day.
    fn glued_month(&self, folded: &str, at: usize, items: &mut Vec<Item>) -> bool {
        let digits = folded.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            return false;
        }
        let (name, day) = folded.split_at(folded.len() - digits);
        let Some(word) = self.find(name).filter(|id| self.entries[*id as usize].classes & Class::Month.bit() != 0)
        else {
            return false;
        };
        let mut number = Item { first: at, end: at + 1, ..Item::default() };
        numbers::read(day, &mut number);
        items.push(Item { first: at, end: at + 1, word, classes: Class::Month.bit(), ..Item::default() });
        items.push(number);
        true
    }

    /// Joins an ending to the number before it: "10TH", "1990s", "1990's".
    fn ending(&self, folded: &str, at: usize, items: &mut Vec<Item>) -> bool {
        match folded {
            "st" | "nd" | "rd" | "th" => {
                let Some(number) = items.last_mut().filter(|i| i.word == 0 && i.classes & Class::Number.bit() != 0)
                else {
                    return false;
                };
                number.end = at + 1;
                number.classes = numbers::ordinal(number.number);
                true
            }
            "s" | "'s" => {
                let quote =
                    items.len() > 1 && items.last().is_some_and(|i| i.classes == 0 && i.word == self.apostrophe);
                let years = Class::Year.bit() | Class::ShortYear.bit();
                let position = items.len().checked_sub(1 + usize::from(quote));
                let Some(number) = position.and_then(|p| items.get_mut(p)) else { return false };
                if number.word != 0 || number.classes & years == 0 || number.number % 10 != 0 {
                    return false;
                }
                number.end = at + 1;
                number.classes = Class::Decade.bit();
                items.truncate(items.len() - usize::from(quote));
                true
            }
            _ => false,
        }
    }

    fn word(&self, word: &str, case: Case, item: &mut Item) {
        let Some(id) = self.find(word) else { return };
        let entry = &self.entries[id as usize];
        item.word = id;
        if !entry.capital || matches!(case, Case::Capital | Case::Upper) {
            item.classes = entry.classes;
        }
    }

    fn mark(&self, mark: &str, item: &mut Item) {
        let mark = match mark {
            "–" | "—" | "‑" | "‐" | "--" | "−" => "-",
            other => other,
        };
        item.word = self.marks.get(mark).copied().unwrap_or_default();
    }

    /// Makes "nineteen ninety-nine", "nineteen zero one" and "two thousand and eighteen" one year each.
    fn join_years(&self, items: &mut Vec<Item>) {
        let number = |i: Option<&Item>| {
            i.filter(|i| i.word != 0 || i.end - i.first > 1).and_then(|i| self.value(i, Class::Number))
        };
        let filler = |i: Option<&Item>| i.is_some_and(|i| i.classes & Class::YearFiller.bit() != 0);
        let mut at = 0;
        while at < items.len() {
            let first = number(items.get(at)).unwrap_or_default();
            let thousand = items.get(at + 1).is_some_and(|i| i.classes & Class::Thousand.bit() != 0);
            let gap = if thousand { 2 } else { 1 } + usize::from(filler(items.get(at + if thousand { 2 } else { 1 })));
            let and = gap > 1 && items.get(at + gap - 1).and_then(|i| self.value(i, Class::YearFiller)) == Some(1);
            let rest = number(items.get(at + gap)).filter(|n| (1..100).contains(n));
            let joined = match (first, thousand, rest) {
                (1 | 2, true, Some(rest)) => Some((first * 1000 + rest, gap + 1)),
                (2, true, None) => Some((2000, 2)),
                (18..=21, false, Some(rest)) if (gap == 2) == (rest < 10) && !and => {
                    Some((first * 100 + rest, gap + 1))
                }
                _ => None,
            };
            if let Some((number, count)) = joined {
                let item = Item {
                    first: items[at].first,
                    end: items[at + count - 1].end,
                    classes: YEAR,
                    number,
                    ..Item::default()
                };
                items.splice(at..at + count, [item]);
            }
            at += 1;
        }
    }

    /// Makes "twenty-first" and "thirty one" one number each.
    fn join_tens(&self, items: &mut Vec<Item>) {
        let mut at = 0;
        let hyphen = self.marks.get("-").copied().unwrap_or(u16::MAX);
        while at < items.len() {
            if items[at].classes & Class::Tens.bit() != 0 {
                let tens = self.value(&items[at], Class::Tens).unwrap_or_default();
                let gap = usize::from(items.get(at + 1).is_some_and(|i| i.word == hyphen));
                let unit = items.get(at + 1 + gap).filter(|i| i.word != 0);
                let ordinal = unit.and_then(|i| self.value(i, Class::Ordinal)).filter(|v| (1..=9).contains(v));
                let cardinal = unit.and_then(|i| self.value(i, Class::Number)).filter(|v| (1..=9).contains(v));
                let joined = ordinal.or(cardinal).map(|unit| {
                    let number = tens + unit;
                    let classes = match ordinal {
                        Some(_) => numbers::ordinal(number),
                        None if number <= 31 => Class::Number.bit() | Class::Day.bit(),
                        None => Class::Number.bit(),
                    };
                    Item { first: items[at].first, end: items[at + 1 + gap].end, classes, number, ..Item::default() }
                });
                if let Some(joined) = joined {
                    items.splice(at..at + 2 + gap, [joined]);
                }
            }
            at += 1;
        }
    }
}

/// What a number is as a year.
const YEAR: u64 = Class::Year.bit() | Class::FullYear.bit();

/// Returns the bucket of words with the same first letter and length.
fn bucket(word: &str) -> usize {
    let first = word.bytes().next().unwrap_or_default();
    let letter = if first.is_ascii_lowercase() { (first - b'a') as usize } else { 26 };
    letter * LENGTHS + word.len().min(LENGTHS - 1)
}
