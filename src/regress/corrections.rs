//! A reviewer's corrections, laid over records on every run.
//!
//! A correction names a meeting (or an article, for each of its meetings), a cell by its path, the
//! old value and the new. It is applied where the old value stands; where it does not, it is stale
//! and said to be. A corrected place, date or participant has the basis `reviewed`, and the record
//! lists the cells in `reviewed`.

mod set;

use super::paths;
use crate::record::Meeting;
use crate::rulebook::{Fault, Severity};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The columns of a corrections file.
pub const COLUMNS: [&str; 7] = ["meeting", "article", "field", "old", "new", "source", "reason"];

/// One line of a corrections file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// Line in the file, from 1.
    pub line: usize,
    /// The meeting's id; empty where every meeting of the article is meant.
    pub meeting: String,
    /// The article's path or id; empty where the meeting's id says enough.
    pub article: String,
    /// The cell: a path (`place.city`, `participants[Ana Ruiz].title`) or a column (`place_city`).
    pub field: String,
    /// The value that it replaces, empty for an empty cell.
    pub old: String,
    /// The value that stands instead, empty to empty the cell.
    pub new: String,
    /// Where the new value comes from.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// What became of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was applied.
    Applied,
    /// The old value does not stand there any more.
    Stale,
    /// No record of the run has that meeting id, or that article.
    Unknown,
    /// The field, or the value, is none that a record can have.
    Refused,
}

impl Fate {
    /// Returns the word that is written for it.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Applied => "applied",
            Fate::Stale => "stale",
            Fate::Unknown => "unknown",
            Fate::Refused => "refused",
        }
    }
}

/// One line of the ledger: a correction and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
    /// What became of it.
    pub fate: Fate,
    /// The meeting that it touched.
    pub meeting_id: Option<String>,
    /// What stands there now, or why it was refused.
    pub found: Option<String>,
}

/// Corrections to apply to a run, with the ledger of what became of each.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    list: Vec<Correction>,
    /// Positions of corrections by the meeting that they name, else by the article.
    of: BTreeMap<String, Vec<usize>>,
    /// What became of each correction so far, by its position.
    ledger: BTreeMap<usize, Vec<Entry>>,
}

impl Corrections {
    /// Reads a corrections file; `name` stands in faults.
    ///
    /// # Errors
    /// Every fault, with its line.
    pub fn parse(name: &str, text: &str) -> Result<Corrections, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|h| h.trim().to_string()).collect(),
            Err(error) => return Err(vec![Fault::error(name, 1, error.to_string(), "a CSV file")]),
        };
        let known = COLUMNS.join(", ");
        for column in header.iter().filter(|h| !COLUMNS.contains(&h.as_str())) {
            faults.push(Fault::error(name, 1, format!("column {column:?}"), known.clone()));
        }
        for column in ["field", "old", "new"].into_iter().filter(|c| !header.iter().any(|h| h == c)) {
            faults.push(Fault::error(name, 1, format!("no column {column:?}"), known.clone()));
        }
        let mut list = Vec::new();
        for row in reader.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    let line = error.position().map_or(0, |p| p.line() as usize);
                    faults.push(Fault::error(name, line, error.to_string(), "a row of CSV"));
                    continue;
                }
            };
            let line = row.position().map_or(0, |p| p.line() as usize);
            if row.len() != header.len() {
                faults.push(Fault::error(name, line, format!("{} cells", row.len()), format!("{}", header.len())));
                continue;
            }
            let get = |column: &str| {
                let at = header.iter().position(|h| h == column);
                at.and_then(|k| row.get(k)).unwrap_or_default().trim().to_string()
            };
            let one = Correction {
                line,
                meeting: get("meeting"),
                article: get("article"),
                field: set::path(&get("field")),
                old: get("old"),
                new: get("new"),
                source: get("source"),
                reason: get("reason"),
            };
            if one.meeting.is_empty() && one.article.is_empty() {
                faults.push(Fault::error(name, line, "neither meeting nor article", "one of them"));
            }
            if one.field.is_empty() {
                faults.push(Fault::error(name, line, "no field", "the path of a cell, such as place.city"));
            }
            if one.old == one.new {
                faults.push(Fault::error(name, line, format!("old and new both {:?}", one.old), "two values"));
            }
            list.push(one);
        }
        if faults.iter().any(|f| f.severity == Severity::Error) {
            return Err(faults);
        }
        let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (k, one) in list.iter().enumerate() {
            let name = if one.meeting.is_empty() { &one.article } else { &one.meeting };
            of.entry(name.clone()).or_default().push(k);
        }
        Ok(Corrections { list, of, ledger: BTreeMap::new() })
    }

    /// Lays the corrections over a record.
    pub fn apply(&mut self, meeting: &mut Meeting) {
        let id = meeting.meeting_id.clone();
        let article = [meeting.article.path.clone(), meeting.article.id.clone()];
        let named = [&id, &article[0], &article[1]].into_iter().filter_map(|name| self.of.get(name));
        let mut positions: Vec<usize> = named.flatten().copied().collect();
        positions.sort_unstable();
        positions.dedup();
        let mut touched = false;
        for k in positions {
            let Some(one) = self.list.get(k) else { continue };
            let meant = (one.meeting.is_empty() || one.meeting == id)
                && (one.article.is_empty() || article.contains(&one.article));
            if !meant {
                continue;
            }
            let (fate, found) = set::set(meeting, one);
            touched |= fate == Fate::Applied;
            let entry = Entry { correction: one.clone(), fate, meeting_id: Some(id.clone()), found };
            self.ledger.entry(k).or_default().push(entry);
        }
        if touched {
            set::settle(meeting);
        }
    }

    /// Returns what became of each correction, in the order of the file.
    ///
    /// A correction of a whole article that applied to some of its meetings is not stale for the
    /// others.
    pub fn ledger(&self) -> Vec<Entry> {
        let mut out = Vec::new();
        for (k, one) in self.list.iter().enumerate() {
            let entries = self.ledger.get(&k).map(Vec::as_slice).unwrap_or_default();
            let applied: Vec<&Entry> = entries.iter().filter(|e| e.fate == Fate::Applied).collect();
            match (applied.is_empty(), entries.first()) {
                (false, _) => out.extend(applied.into_iter().cloned()),
                (true, Some(first)) => out.push(first.clone()),
                (true, None) => {
                    out.push(Entry { correction: one.clone(), fate: Fate::Unknown, meeting_id: None, found: None })
                }
            }
        }
        out
    }
}

/// Returns the value that stands in a cell of a record, by its path.
fn value(record: &Value, path: &str) -> Option<String> {
    paths::cells(record).into_iter().find(|(p, _)| p == path).map(|(_, value)| value)
}

#[cfg(test)]
mod tests;
