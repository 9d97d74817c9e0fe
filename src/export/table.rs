//! What a table is, and its cells.

use crate::record::Meeting;
use std::borrow::Cow;

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Its name, which is that of its file, sheet, or database table.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// How many rows a meeting has in it.
    pub rows: fn(&Meeting) -> usize,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

impl Table {
    /// Returns the column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }
}

/// A table, and those of its columns that are written.
#[derive(Clone, Debug)]
pub struct View {
    /// The table.
    pub table: &'static Table,
    /// Its columns, in the order in which they are written.
    pub columns: Vec<&'static Column>,
}

impl View {
    /// Every column of a table.
    pub fn all(table: &'static Table) -> View {
        View { table, columns: table.columns.iter().collect() }
    }

    /// Some columns of a table, or the first name that is none.
    ///
    /// # Errors
    /// The first name that is no column of the table.
    pub fn of<'n>(table: &'static Table, names: impl IntoIterator<Item = &'n str>) -> Result<View, &'n str> {
        let columns: Result<Vec<_>, &str> =
            names.into_iter().map(|name| table.column(name.trim()).ok_or(name)).collect();
        Ok(View { table, columns: columns? })
    }
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Type,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// The words that may stand in it, where the list is closed.
    pub values: fn() -> Vec<&'static str>,
    /// The cell of a meeting's `n`th row.
    pub cell: for<'a> fn(&'a Meeting, usize) -> Cell<'a>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// One word of a closed list.
    Word,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// A day.
    Day,
    /// Yes or no.
    Truth,
    /// A web address.
    Link,
}

impl Type {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Word => "word",
            Type::Integer => "integer",
            Type::Real => "real",
            Type::Day => "day",
            Type::Truth => "true or false",
            Type::Link => "link",
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing known.
    Empty,
    /// Text, a word, a day in ISO 8601, a link.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Truth(bool),
}

impl<'a> Cell<'a> {
    /// Returns the cell with a text of its own.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Integer(n) => Cell::Integer(n),
            Cell::Real(n) => Cell::Real(n),
            Cell::Truth(yes) => Cell::Truth(yes),
        }
    }

    /// Returns the cell as text, without defusing.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => text,
            Cell::Integer(n) => Cow::Owned(n.to_string()),
            Cell::Real(n) => Cow::Owned(n.to_string()),
            Cell::Truth(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
        }
    }
}
