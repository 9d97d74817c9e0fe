//! The rows of the tables: their cells, keys, order, ranges and references.

use super::tables::{CellForm, Order, TABLES, TableForm};
use crate::gazetteer::{fields, fold};
use crate::rulebook::{Fault, Sources};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every table that the sources have.
pub fn check(sources: &Sources) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    for table in TABLES {
        for (_, form) in table.columns {
            let (CellForm::Of(columns) | CellForm::ManyOf(columns)) = form else { continue };
            for (file, column) in *columns {
                known.entry((file, column)).or_insert_with(|| column_of(file, sources.get(file), column));
            }
        }
    }
    for table in TABLES.iter().filter(|t| !sources.get(t.file).is_empty()) {
        Check { table, known: &known, faults: &mut faults }.run(sources.get(table.file));
    }
    faults
}

/// Returns the earliest and the latest day that a cell can mean.
///
/// # Errors
/// What should stand there.
pub fn days(cell: &str) -> Result<(NaiveDate, NaiveDate), &'static str> {
    let form = "a day, month or year: YYYY-MM-DD, YYYY-MM or YYYY";
    let parts: Vec<&str> = cell.trim_end_matches(['~', '?']).split('-').collect();
    let number = |text: &&str, digits: usize| -> Option<u32> {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let Some(year) = parts.first().and_then(|p| number(p, 4)).filter(|_| parts.len() <= 3) else { return Err(form) };
    let year = year as i32;
    let month = match parts.get(1) {
        Some(part) => Some(number(part, 2).ok_or(form)?),
        None => None,
    };
    if month.is_some_and(|m| !(1..=12).contains(&m)) {
        return Err("a month from 01 to 12");
    }
    if let Some(part) = parts.get(2) {
        let day = number(part, 2).ok_or(form)?;
        let day = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day).ok_or("a day that the month has")?;
        return Ok((day, day));
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), 1).ok_or(form)?;
    let after = match month {
        Some(month) if month < 12 => NaiveDate::from_ymd_opt(year, month + 1, 1),
        _ => NaiveDate::from_ymd_opt(year + 1, 1, 1),
    };
    Ok((first, after.and_then(|d| d.pred_opt()).unwrap_or(first)))
}

/// Returns every cell of a column, or every word of a list in a TOML file.
fn column_of(file: &str, text: &str, column: &str) -> BTreeSet<String> {
    if file.ends_with(".toml") {
        let table = text.parse::<toml::Table>().unwrap_or_default();
        let list = table.get(column).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        return list.iter().filter_map(toml::Value::as_str).map(str::to_string).collect();
    }
    let mut lines = text.lines().map(fields);
    let Some(at) = lines.next().and_then(|header| header.iter().position(|c| c == column)) else {
        return BTreeSet::new();
    };
    lines.filter_map(|row| row.get(at).cloned()).filter(|cell| !cell.is_empty()).collect()
}

struct Check<'a> {
    table: &'a TableForm,
    known: &'a BTreeMap<(&'a str, &'a str), BTreeSet<String>>,
    faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, line: usize, found: impl Into<String>, expected: impl Into<String>) {
        self.faults.push(Fault::error(self.table.file, line, found, expected));
    }

    fn run(&mut self, text: &str) {
        let columns: Vec<&str> = self.table.columns.iter().map(|c| c.0).collect();
        let mut lines = text.lines().enumerate();
        let header = lines.next().map(|(_, line)| fields(line)).unwrap_or_default();
        if header != columns {
            return self.fault(1, format!("columns {}", header.join(",")), columns.join(","));
        }
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut before: Option<Vec<String>> = None;
        for (k, line) in lines {
            let (number, row) = (k + 1, fields(line));
            if line.trim().is_empty() {
                self.fault(number, "an empty line", "a row");
                continue;
            }
            if row.len() != columns.len() {
                self.fault(number, format!("{} cells", row.len()), format!("{} cells", columns.len()));
                continue;
            }
            self.cells(number, &row);
            self.range(number, &row);
            let cell = |name: &str| columns.iter().position(|c| *c == name).and_then(|k| row.get(k)).cloned();
            let key: Vec<String> = self.table.key.iter().filter_map(|name| cell(name)).collect();
            match seen.get(&key) {
                Some(first) => {
                    let told = format!("{} again", key.join(","));
                    self.fault(number, told, format!("a row of its own: line {first} has the same"));
                }
                None => {
                    seen.insert(key, number);
                }
            }
            let place = self.place(&row, &columns);
            if before.as_ref().is_some_and(|b| *b > place) {
                let told = row.iter().find(|c| !c.is_empty()).cloned().unwrap_or_default();
                self.fault(number, format!("{told:?} out of order"), "rows sorted");
            }
            before = Some(place);
        }
    }

    /// Returns what a row is sorted by.
    fn place(&self, row: &[String], columns: &[&str]) -> Vec<String> {
        match self.table.order {
            Order::Cells => row.to_vec(),
            Order::CountryAndName => {
                let cell = |name: &str| {
                    columns.iter().position(|c| *c == name).and_then(|k| row.get(k)).cloned().unwrap_or_default()
                };
                vec![cell("country"), fold(&cell("name")), cell("name"), format!("{:0>12}", cell("geonames_id"))]
            }
        }
    }

    fn cells(&mut self, line: usize, row: &[String]) {
        for ((column, form), cell) in self.table.columns.iter().zip(row) {
            if cell.trim() != cell {
                self.fault(line, format!("{column} {cell:?}"), "no space around it");
            }
            if let Some(expected) = self.wrong(*form, cell) {
                self.fault(line, format!("{column} {cell:?}"), expected);
            }
        }
    }

    /// Returns what should stand in a cell, where it does not.
    fn wrong(&self, form: CellForm, cell: &str) -> Option<String> {
        let none = cell.is_empty();
        let has = |columns: &[(&str, &str)], value: &str| {
            let known: Vec<&BTreeSet<String>> = columns.iter().filter_map(|c| self.known.get(c)).collect();
            known.iter().any(|k| k.contains(value)) || known.iter().all(|k| k.is_empty())
        };
        let named = |columns: &[(&str, &str)]| {
            columns.iter().map(|(file, column)| format!("{column} of {file}")).collect::<Vec<_>>().join(" or ")
        };
        match form {
            CellForm::Text => None,
            CellForm::Filled => none.then(|| "something".to_string()),
            CellForm::Id => {
                let good = cell.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                (none || !good).then(|| "small letters, digits and hyphens".to_string())
            }
            CellForm::Names => {
                let bad = !none && cell.split(';').any(|n| n.is_empty() || n.trim() != n);
                let parts: Vec<&str> = cell.split(';').collect();
                let twice = parts.len() != parts.iter().collect::<BTreeSet<_>>().len();
                (bad || twice).then(|| "names apart by ; alone, each once".to_string())
            }
            CellForm::Word(words) => (!words.contains(&cell)).then(|| words.join(", ")),
            CellForm::OptionalWord(words) => (!none && !words.contains(&cell)).then(|| words.join(", ")),
            CellForm::Number(low, high) => {
                let good = cell.parse::<f64>().is_ok_and(|x| x >= f64::from(low) && x <= f64::from(high));
                (!none && !good).then(|| format!("a number from {low} to {high}"))
            }
            CellForm::Whole => (!none && cell.parse::<u64>().is_err()).then(|| "a whole number".to_string()),
            CellForm::Code(length) => {
                let good = cell.len() == length && cell.bytes().all(|b| b.is_ascii_uppercase());
                (!none && !good).then(|| format!("{length} capitals"))
            }
            CellForm::Day => match days(cell) {
                Err(expected) if !none => Some(expected.to_string()),
                _ => None,
            },
            CellForm::Of(columns) => (!none && !has(columns, cell)).then(|| named(columns)),
            CellForm::ManyOf(columns) => {
                let missing = cell.split(';').find(|c| !none && !has(columns, c));
                missing.map(|c| format!("{}; {c:?} is none", named(columns)))
            }
        }
    }

    /// Checks that a range runs forwards.
    fn range(&mut self, line: usize, row: &[String]) {
        let Some((from, to)) = self.table.range else { return };
        let at = |name: &str| self.table.columns.iter().position(|c| c.0 == name).and_then(|k| row.get(k));
        let (Some(from), Some(to)) = (at(from), at(to)) else { return };
        if let (Ok((first, _)), Ok((_, last))) = (days(from), days(to)) {
            if first > last {
                self.fault(line, format!("{from} to {to}"), "a range that runs forwards");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_as_far_as_known_and_possible() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(days("2016-05-17"), Ok((day(2016, 5, 17), day(2016, 5, 17))));
        assert_eq!(days("2016-02?"), Ok((day(2016, 2, 1), day(2016, 2, 29))));
        assert_eq!(days("2016~"), Ok((day(2016, 1, 1), day(2016, 12, 31))));
        assert_eq!(days("2016-12"), Ok((day(2016, 12, 1), day(2016, 12, 31))));
        for bad in ["2015-02-29", "2016-13", "16-05-17", "2016-5-1", "May 2016", "2016-05-17-1", "", "２016"] {
            assert!(days(bad).is_err(), "{bad}");
        }
    }
}
