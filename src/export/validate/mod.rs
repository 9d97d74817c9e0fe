//! Checks of written output: that ids are unique, days in order, codes known, references met, and
//! CSV as RFC 4180 has it.

mod csv;
mod jsonl;
mod rfc4180;

pub use self::csv::table;
pub use jsonl::lines;

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// Column, or field; empty where the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "{}: {}", self.line, self.what),
            column => write!(f, "{}: {column}: {}", self.line, self.what),
        }
    }
}

/// What is known while the files of one output are checked.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Country codes; none is checked where this is empty.
    countries: BTreeSet<String>,
    /// The meetings that were seen, with the line of each.
    meetings: BTreeMap<u64, usize>,
    /// Whether the meetings were seen, so that references to them can be checked.
    whole: bool,
}

impl Known {
    /// Knows these country codes.
    pub fn new(countries: impl IntoIterator<Item = String>) -> Known {
        Known { countries: countries.into_iter().collect(), ..Known::default() }
    }

    /// Adds a meeting; says what is wrong with its id.
    fn meeting(&mut self, id: &str, line: usize) -> Option<String> {
        let Some(number) = number(id) else { return Some(format!("{id:?} is no meeting id (m- and 16 hex digits)")) };
        self.whole = true;
        self.meetings.insert(number, line).map(|first| format!("{id} stands in line {first} already"))
    }

    /// Says what is wrong with a reference to a meeting.
    fn reference(&self, id: &str) -> Option<String> {
        match number(id) {
            None => Some(format!("{id:?} is no meeting id (m- and 16 hex digits)")),
            Some(number) if self.whole && !self.meetings.contains_key(&number) => Some(format!("no meeting {id}")),
            Some(_) => None,
        }
    }

    /// Says what is wrong with a country code.
    fn country(&self, code: &str) -> Option<String> {
        let known = self.countries.is_empty() || self.countries.contains(code);
        (!known).then(|| format!("{code:?} is no country code that is known"))
    }
}

/// Reads a meeting's id.
fn number(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("m-").filter(|d| d.len() == 16)?;
    let lower = digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    u64::from_str_radix(digits, 16).ok().filter(|_| lower)
}

/// Reads a day in ISO 8601.
fn iso(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| d.to_string() == text)
}

/// Says what is wrong with a range of days, and in which column.
fn range(start: Option<&str>, end: Option<&str>) -> Option<(&'static str, String)> {
    let wrong = |text: &str| format!("{text:?} is no day (YYYY-MM-DD)");
    match (start, end) {
        (None, None) => None,
        (None, Some(_)) => Some(("date_start", "is empty, and date_end is not".into())),
        (Some(_), None) => Some(("date_end", "is empty, and date_start is not".into())),
        (Some(start), Some(end)) => match (iso(start), iso(end)) {
            (None, _) => Some(("date_start", wrong(start))),
            (_, None) => Some(("date_end", wrong(end))),
            (Some(s), Some(e)) if s > e => Some(("date_end", format!("{end} is before date_start {start}"))),
            _ => None,
        },
    }
}
