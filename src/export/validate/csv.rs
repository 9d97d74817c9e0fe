//! Checks of a table in CSV.

use super::rfc4180::Rows;
use super::{Fault, Known, iso, range};
use crate::export::{Column, TABLES, Table, Type, defused};
use std::collections::BTreeSet;
use std::io::{self, BufRead};

/// Finds the table that has every one of some columns.
fn table_of(names: &[&str]) -> Option<&'static Table> {
    TABLES.iter().copied().find(|t| names.iter().all(|n| t.column(n.trim_matches('"')).is_some()))
}

/// Checks a table, and hands each fault to `fault`. Returns how many rows it has.
///
/// # Errors
/// What the file below says.
pub fn table(mut input: impl BufRead, known: &mut Known, mut fault: impl FnMut(Fault)) -> io::Result<usize> {
    let head = input.fill_buf()?;
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |byte: u8| first.iter().filter(|b| **b == byte).count();
    let delimiter = *[b',', b';', b'\t'].iter().max_by_key(|d| (count(**d), **d == b',')).unwrap_or(&b',');
    input.consume(mark);
    let mut rows = Rows::new(input, delimiter);
    let Some(header) = rows.next()? else {
        fault(Fault { line: 1, column: String::new(), what: "there is no header".into() });
        return Ok(0);
    };
    let names: Vec<String> = header.cells.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let named: Vec<&str> = names.iter().map(String::as_str).collect();
    let Some(table) = table_of(&named) else {
        let strange = names.iter().find(|n| TABLES.iter().all(|t| t.column(n).is_none()));
        let what = strange.map_or("these columns stand in no table together".into(), |n| format!("no column {n:?}"));
        fault(Fault { line: 1, column: String::new(), what });
        return Ok(0);
    };
    let columns: Vec<&Column> = named.iter().filter_map(|n| table.column(n)).collect();
    let meetings = TABLES.first().is_some_and(|first| first.name == table.name);
    let mut keys: BTreeSet<(String, String)> = BTreeSet::new();
    let mut all = 0;
    while let Some(row) = rows.next()? {
        all += 1;
        let mut say = |column: &str, what: String| fault(Fault { line: row.line, column: column.into(), what });
        for what in &row.faults {
            say("", (*what).into());
        }
        if row.cells.len() != columns.len() {
            say("", format!("has {} cells where the header has {}", row.cells.len(), columns.len()));
            continue;
        }
        let mut cells: Vec<&str> = Vec::new();
        for (cell, column) in row.cells.iter().zip(&columns) {
            cells.push(std::str::from_utf8(cell).unwrap_or_else(|_| {
                say(column.name, "is not UTF-8".into());
                ""
            }));
        }
        for (cell, column) in cells.iter().zip(&columns).filter(|(cell, _)| !cell.is_empty()) {
            if let Some(what) = wrong(cell, column, known) {
                say(column.name, what);
            }
        }
        let at = |name: &str| {
            let cell = columns.iter().position(|c| c.name == name).and_then(|n| cells.get(n).copied());
            cell.filter(|c| !c.is_empty())
        };
        if let Some((column, what)) =
            range(at("date_start"), at("date_end")).filter(|_| has(&columns, "date_start", "date_end"))
        {
            say(column, what);
        }
        let Some(id) = at("meeting_id") else {
            if columns.iter().any(|c| c.name == "meeting_id") {
                say("meeting_id", "is empty".into());
            }
            continue;
        };
        if meetings {
            if let Some(what) = known.meeting(id, row.line) {
                say("meeting_id", what);
            }
        } else {
            if let Some(what) = known.reference(id) {
                say("meeting_id", what);
            }
            let key = (id.to_string(), at("ordinal").unwrap_or_default().to_string());
            if !keys.insert(key) {
                say("ordinal", "stands twice for this meeting".into());
            }
        }
    }
    Ok(all)
}

/// Returns whether both columns are there.
fn has(columns: &[&Column], one: &str, other: &str) -> bool {
    [one, other].iter().all(|name| columns.iter().any(|c| c.name == *name))
}

/// Says what is wrong with a cell.
fn wrong(cell: &str, column: &Column, known: &Known) -> Option<String> {
    let values = (column.values)();
    if !values.is_empty() && !values.contains(&cell) {
        return Some(format!("{cell:?} is none of {}", values.join(" ")));
    }
    match column.holds {
        Type::Day if iso(cell).is_none() => return Some(format!("{cell:?} is no day (YYYY-MM-DD)")),
        Type::Integer if cell.parse::<i64>().is_err() => return Some(format!("{cell:?} is no whole number")),
        Type::Truth if !matches!(cell, "true" | "false") => return Some(format!("{cell:?} is neither true nor false")),
        Type::Real => match (cell.parse::<f64>(), bounds(column.name)) {
            (Err(_), _) => return Some(format!("{cell:?} is no number")),
            (Ok(n), Some((low, high))) if !(low..=high).contains(&n) => {
                return Some(format!("{cell} is not between {low} and {high}"));
            }
            _ => {}
        },
        Type::Text | Type::Link if defused(cell.into()) != cell => {
            return Some("starts as a formula does, which a spreadsheet would run".into());
        }
        _ => {}
    }
    match column.name {
        "country" | "place_country" => known.country(cell),
        "participant_countries" => cell.split(';').find_map(|code| known.country(code)),
        _ => None,
    }
}

/// The bounds of some numbers.
fn bounds(name: &str) -> Option<(f64, f64)> {
    match name {
        "place_lat" => Some((-90.0, 90.0)),
        "place_lon" => Some((-180.0, 180.0)),
        "confidence" => Some((0.0, 1.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut known = Known::new(["FRA".to_string()]);
        let mut all = Vec::new();
        table(text.as_bytes(), &mut known, |f| all.push(f.to_string())).unwrap();
        all
    }

    #[test]
    fn names_each_fault() {
        let good = "meeting_id,status,date_start,date_end,place_country\r\nm-0123456789abcdef,held,2016-01-02,2016-01-03,FRA\r\n";
        assert_eq!(faults(good), [""; 0]);
        let bad = "meeting_id,status,date_start,date_end,place_country\r\n\
            m-0123456789abcdef,held,2016-01-02,2016-01-01,FRA\r\n\
            m-0123456789abcdef,met,2016-01-02,2016-01-02,XYZ\r\n\
            m-1,held,2016-1-2,,\r\nx\r\n";
        let found = faults(bad);
        for (line, column) in [
            (2, "date_end"),
            (3, "status"),
            (3, "place_country"),
            (3, "meeting_id"),
            (4, "date_start"),
            (4, "meeting_id"),
        ] {
            assert!(found.iter().any(|f| f.starts_with(&format!("{line}: {column}:"))), "{line} {column} {found:#?}");
        }
        assert!(found.iter().any(|f| f.starts_with("5: has 1 cells")), "{found:#?}");
        assert_eq!(faults("a,b\r\n"), ["1: no column \"a\""]);
    }

    #[test]
    fn finds_formulas() {
        let found = faults("meeting_id,name\r\nm-0123456789abcdef,=1+1\r\n");
        assert_eq!(found.len(), 1);
    }
}
