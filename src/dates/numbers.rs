//! Numbers: what figures can be to a date, and the numeric dates that are one token.

use super::class::Class;
use super::lexicon::Item;

/// Reads a number's digits, its ordinal ending, and its inner points, strokes and colons.
pub(super) fn read(word: &str, item: &mut Item) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = word.split_at(digits);
    let Ok(value) = head.parse::<i32>() else { return };
    item.number = value;
    match tail {
        "" => {
            item.classes |= Class::Number.bit();
            // 20160517, as paths and stamps have it
            if digits == 8 {
                let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
                let parts = ([year, month, day], [4, 2, 2]);
                if let Some(packed) = pack(parts.0, parts.1).filter(|_| (1980..2050).contains(&year) && month <= 12) {
                    (item.number, item.classes) = (packed, Class::Numeric.bit());
                }
                return;
            }
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
        _ => inner(word, item),
    }
}

/// Reads "17/05/2016", "2016.05.17", "13:08", "10.30".
fn inner(word: &str, item: &mut Item) {
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

/// Returns the classes of an ordinal number.
pub(super) fn ordinal(value: i32) -> u64 {
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
