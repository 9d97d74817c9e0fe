//! A database: every table with its key, indices on what is asked for most, and a view.

use super::{Cell, TABLES, Type, View, Writer};
use crate::record::Meeting;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, Error, params_from_iter};
use std::io;

/// Columns that get an index where they are written.
const INDEXED: &[(&str, &str)] = &[
    ("meetings", "date_start"),
    ("meetings", "place_country"),
    ("meetings", "place_city"),
    ("meetings", "status"),
    ("participants", "country"),
    ("participants", "person_id"),
    ("participants", "name"),
];

/// Who met, one row a participant, with the meeting's time and place.
const VIEW: &str = "CREATE VIEW who_met AS SELECT m.date_start, m.date_end, m.place_city, m.place_country, m.status, \
    m.kind, p.name, p.title, p.country, p.organisation, p.presence, m.meeting_id, m.article_path \
    FROM meetings m JOIN participants p USING (meeting_id)";

/// Writes every table to a database.
pub struct Sqlite {
    database: Connection,
    tables: Vec<(View, String)>,
    whole: bool,
}

impl Sqlite {
    /// Writes to an empty database; `meetings` picks the columns of its first table.
    ///
    /// # Errors
    /// What the database says.
    pub fn new(database: Connection, meetings: View) -> io::Result<Sqlite> {
        let keyed = meetings.columns.iter().any(|c| c.name == "meeting_id");
        let whole = meetings.columns.len() == meetings.table.columns.len();
        let mut views = vec![meetings];
        views.extend(TABLES.iter().skip(1).map(|t| View::all(t)));
        database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN").map_err(error)?;
        let mut tables = Vec::new();
        for (n, view) in views.into_iter().enumerate() {
            database.execute_batch(&create(&view, n == 0, keyed)).map_err(error)?;
            let marks = vec!["?"; view.columns.len()].join(", ");
            // A record that comes twice under one key is one record.
            tables.push((view.clone(), format!("INSERT OR IGNORE INTO {} VALUES ({marks})", view.table.name)));
        }
        Ok(Sqlite { database, tables, whole })
    }
}

impl Writer for Sqlite {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for (view, insert) in &self.tables {
            let mut insert = self.database.prepare_cached(insert).map_err(error)?;
            for row in 0..(view.table.rows)(meeting) {
                let cells = view.columns.iter().map(|c| value((c.cell)(meeting, row)));
                insert.execute(params_from_iter(cells)).map_err(error)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        for (table, column) in INDEXED {
            let written =
                self.tables.iter().any(|(v, _)| v.table.name == *table && v.columns.iter().any(|c| c.name == *column));
            if written {
                let index = format!("CREATE INDEX {table}_{column} ON {table} ({column})");
                self.database.execute_batch(&index).map_err(error)?;
            }
        }
        if self.whole {
            self.database.execute_batch(VIEW).map_err(error)?;
        }
        self.database.execute_batch("COMMIT").map_err(error)
    }
}

/// Declares a table.
fn create(view: &View, first: bool, keyed: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for column in &view.columns {
        let holds = match column.holds {
            Type::Integer | Type::Truth => "INTEGER",
            Type::Real => "REAL",
            Type::Text | Type::Word | Type::Day | Type::Link => "TEXT",
        };
        let key = if first && column.name == "meeting_id" { " PRIMARY KEY" } else { "" };
        lines.push(format!("\"{}\" {holds}{key}", column.name));
    }
    if !first {
        lines.push("PRIMARY KEY (meeting_id, ordinal)".into());
        if keyed {
            lines.push("FOREIGN KEY (meeting_id) REFERENCES meetings (meeting_id)".into());
        }
    }
    format!("CREATE TABLE {} ({})", view.table.name, lines.join(", "))
}

fn value(cell: Cell<'_>) -> ToSqlOutput<'_> {
    ToSqlOutput::Owned(match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(n) => Value::Integer(n),
        Cell::Real(n) => Value::Real(n),
        Cell::Truth(yes) => Value::Integer(i64::from(yes)),
        Cell::Text(text) => Value::Text(text.into_owned()),
    })
}

fn error(error: Error) -> io::Error {
    io::Error::other(error.to_string())
}
