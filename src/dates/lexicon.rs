//! Words and numbers as the forms of dates see them: each token's classes and values.

use crate::segment::{Case, Document, TokenKind};
use std::collections::BTreeMap;

/// Declares the classes of words and expressions that a pattern can ask for, by name.
macro_rules! classes {
    ($($(#[$meta:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a token or an expression can be to a pattern.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Class { $($(#[$meta])* $variant),* }

        impl Class {
            /// Every class, in order.
            pub(super) const ALL: &'static [Class] = &[$(Class::$variant),*];

            /// Returns the name that patterns use.
            pub(super) fn name(self) -> &'static str {
                match self { $(Class::$variant => $name),* }
            }
        }
    };
}

classes! {
    /// Monday
    Weekday = "weekday",
    /// January
    Month = "month",
    /// A month's name that is no other word.
    PlainMonth = "plain_month",
    /// three, 3, a
    Number = "number",
    /// third, 3rd, last
    Ordinal = "ordinal",
    /// third, 3rd: of a day, so not "last"
    OrdinalDay = "ordinal_day",
    /// 17th, in figures
    Nth = "nth",
    /// twenty
    Tens = "tens",
    /// day, week
    Unit = "unit",
    /// day, week: one of them
    OneUnit = "one_unit",
    /// last, this, next
    Shift = "shift",
    /// today, yesterday
    Deictic = "deictic",
    /// early, mid, late
    Part = "part",
    /// beginning, middle, end
    PartNoun = "part_noun",
    /// morning, night
    Daypart = "daypart",
    /// Christmas
    Feast = "feast",
    /// spring
    Season = "season",
    /// ago
    Ago = "ago",
    /// earlier, later: from a date already told
    Step = "step",
    /// following, previous, same
    Narrative = "narrative",
    /// on, in, at
    Lead = "lead",
    /// q3, h2
    Section = "section",
    /// thousand
    Thousand = "thousand",
    /// zero, oh, and: inside a year in words
    YearFiller = "year_filler",
    /// half
    Half = "half",
    /// 1 to 31, 17th
    Day = "day",
    /// 1 to 12
    MonthNumber = "month_number",
    /// 1800 to 2199
    Year = "year",
    /// Any year of four digits.
    FullYear = "full_year",
    /// 00 to 99, two digits
    ShortYear = "short_year",
    /// 17/05/2016 or 2016.05.17 as one token
    Numeric = "numeric",
    /// 11/2016 or 2016/11 as one token
    NumericMonth = "numeric_month",
    /// 10/25 as one token
    NumericDay = "numeric_day",
    /// 13:08
    Clock = "clock",
    /// 1990s
    Decade = "decade",
    /// Any expression that tells days.
    Date = "date",
    /// One day.
    DayDate = "day_date",
    /// A weekday alone.
    WeekdayDate = "weekday_date",
    /// A day of a month alone ("the 2nd").
    DayOfMonth = "day_of_month",
    /// A week.
    WeekDate = "week_date",
    /// A month.
    MonthDate = "month_date",
    /// A year.
    YearDate = "year_date",
    /// A week, month, season, quarter, half, year or decade.
    LongDate = "long_date",
    /// A month, or a day of a named month, without a year.
    YearlessDate = "yearless_date",
    /// A range of days.
    RangeDate = "range_date",
    /// A day, month and year told in full.
    FullDate = "full_date",
    /// A length of time.
    Duration = "duration",
    /// A verb that sets what follows ahead: will, would.
    Will = "will",
    /// A form of to be.
    Be = "be",
    /// due, planned, expected: what follows is ahead.
    Plan = "plan",
    /// A verb whose infinitive is ahead of it: agreed to, hopes to.
    Governor = "governor",
    /// A verb in the past tense that does not end in -ed.
    Past = "past",
    /// A word in -ed that is no verb.
    NoVerb = "no_verb",
    /// A verb in the present tense.
    Present = "present",
    /// they, the, with: a word that "the 25th" does not count.
    Function = "function",
    /// copyright, ©
    Copyright = "copyright",
    /// A word that opens another clause.
    Breaker = "breaker",
}

impl Class {
    /// Returns the class's bit in a set.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u32
    }

    /// Finds the class that patterns call `name`.
    pub(super) fn from_name(name: &str) -> Option<Class> {
        Class::ALL.iter().copied().find(|c| c.name() == name)
    }
}

/// Classes of which a sentence must hold at least one to tell a date or a duration.
const ANCHORS: u64 = Class::Weekday.bit()
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
    marks: BTreeMap<Box<str>, u16>,
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
                TokenKind::Number => self.number(folded, &mut item),
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

    /// Returns the opening bracket, as items hold it.
    pub(super) fn bracket(&self) -> u16 {
        self.bracket
    }

    /// Returns whether a folded word marks a notice of copyright.
    pub(super) fn is_copyright(&self, word: &str) -> bool {
        self.classes(word) & Class::Copyright.bit() != 0
    }

    /// Returns the bits of the classes of a folded word.
    pub(super) fn classes(&self, word: &str) -> u64 {
        self.find(word)
            .or_else(|| self.marks.get(word).copied())
            .map(|id| self.entries[id as usize].classes)
            .unwrap_or_default()
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
        self.number(day, &mut number);
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
                number.classes = ordinal(number.number);
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

    /// Reads a number's digits, its ordinal ending, and its inner points, strokes and colons.
    fn number(&self, word: &str, item: &mut Item) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (head, tail) = word.split_at(digits);
        let Ok(value) = head.parse::<i32>() else { return };
        item.number = value;
        match tail {
            "" => {
                item.classes |= Class::Number.bit();
                if digits <= 2 && (1..=31).contains(&value) {
                    item.classes |= Class::Day.bit();
                }
                if digits <= 2 && (1..=12).contains(&value) {
                    item.classes |= Class::MonthNumber.bit();
                }
                if digits == 2 {
                    item.classes |= Class::ShortYear.bit();
                }
                if digits == 4 && (1000..3000).contains(&value) {
                    item.classes |= Class::FullYear.bit();
                }
                if digits == 4 && (1800..2200).contains(&value) {
                    item.classes |= Class::Year.bit();
                    item.classes &= !Class::Number.bit();
                }
            }
            "st" | "nd" | "rd" | "th" => item.classes |= ordinal(value),
            _ => self.inner(word, item),
        }
    }

    /// Reads "17/05/2016", "2016.05.17", "13:08", "10.30".
    fn inner(&self, word: &str, item: &mut Item) {
        let Some(mark) = word.chars().find(|c| !c.is_ascii_digit()) else { return };
        let mut parts = [0i32; 3];
        let mut widths = [0usize; 3];
        let mut count = 0;
        // "08/12,2015" too.
        for part in word.split(|c| c == mark || (mark == '/' && c == ',')) {
            let (Ok(value), true) = (part.parse::<i32>(), count < 3) else { return };
            if part.len() > 4 || value < 0 {
                return;
            }
            parts[count] = value;
            widths[count] = part.len();
            count += 1;
        }
        match (mark, count) {
            (':', 2 | 3) if parts[0] < 25 && parts[1] < 60 => item.classes |= Class::Clock.bit(),
            ('.', 2) if parts[0] < 25 && widths[1] == 2 && parts[1] < 60 => item.classes |= Class::Clock.bit(),
            ('/', 2) => {
                let (year, month) = if widths[0] == 4 { (parts[0], parts[1]) } else { (parts[1], parts[0]) };
                if widths[0].max(widths[1]) == 4 && (1800..2200).contains(&year) && (1..=12).contains(&month) {
                    item.number = year * 16 + month;
                    item.classes |= Class::NumericMonth.bit();
                } else if widths[0].max(widths[1]) <= 2 && parts[0] > 0 && parts[1] > 0 {
                    item.number = parts[0] * 128 + parts[1];
                    item.classes |= Class::NumericDay.bit();
                }
            }
            ('/' | '.', 3) => {
                if let Some(packed) = pack(parts, widths) {
                    item.number = packed;
                    item.classes |= Class::Numeric.bit();
                }
            }
            _ => {}
        }
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
                        Some(_) => self::ordinal(number),
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

/// Returns the classes of an ordinal number.
fn ordinal(value: i32) -> u64 {
    let day = Class::Day.bit() | Class::OrdinalDay.bit() | Class::Nth.bit();
    Class::Ordinal.bit() | if (1..=31).contains(&value) { day } else { 0 }
}

/// Packs the three parts of a numeric date: year first as it is, day and month in text order else.
///
/// The order of day and month is left to the reader: see [`unpack`].
fn pack(parts: [i32; 3], widths: [usize; 3]) -> Option<i32> {
    let (year, a, b, year_first) = match (widths[0], widths[2]) {
        (4, 1..=2) => (parts[0], parts[1], parts[2], true),
        (1..=2, 4) => (parts[2], parts[0], parts[1], false),
        (1..=2, 2) => (full_year(parts[2]), parts[0], parts[1], false),
        _ => return None,
    };
    let plausible = (1800..2200).contains(&year) && (1..=31).contains(&a) && (1..=31).contains(&b);
    (plausible && (a <= 12 || b <= 12)).then_some(((year * 32 + a) * 32 + b) * 2 + i32::from(year_first))
}

/// Takes apart what [`pack`] made: year, the two other numbers, and whether the year stood first.
pub(super) fn unpack(packed: i32) -> (i32, u32, u32, bool) {
    let rest = packed / 2;
    (rest / 1024, (rest / 32 % 32) as u32, (rest % 32) as u32, packed % 2 == 1)
}

/// Reads a year of two digits: up to 49 of this century, from 50 of the last.
pub(super) fn full_year(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// Returns the bucket of words with the same first letter and length.
fn bucket(word: &str) -> usize {
    let first = word.bytes().next().unwrap_or_default();
    let letter = if first.is_ascii_lowercase() { (first - b'a') as usize } else { 26 };
    letter * LENGTHS + word.len().min(LENGTHS - 1)
}
