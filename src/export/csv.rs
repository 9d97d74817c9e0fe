//! CSV after RFC 4180, with cells that a spreadsheet would run as formulas defused.

use super::{Cell, Column, Table, Writer};
use crate::record::Meeting;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the rows of one table.
pub struct Csv<W: Write> {
    to: csv::Writer<W>,
    table: &'static Table,
    columns: Vec<&'static Column>,
}

/// How a CSV file is written.
#[derive(Clone, Debug)]
pub struct CsvOptions {
    /// What stands between cells.
    pub delimiter: u8,
    /// Whether the file starts with a byte order mark, which older spreadsheets need to see UTF-8.
    pub bom: bool,
    /// The columns to write, in that order; all where empty.
    pub columns: Vec<String>,
}

impl Default for CsvOptions {
    fn default() -> CsvOptions {
        CsvOptions { delimiter: b',', bom: false, columns: Vec::new() }
    }
}

impl<W: Write> Csv<W> {
    /// Writes `table` to `to`, its header first.
    ///
    /// # Errors
    /// What the file below says.
    pub fn new(mut to: W, table: &'static Table, options: &CsvOptions) -> io::Result<Csv<W>> {
        if options.bom {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let columns: Vec<&'static Column> = match options.columns.as_slice() {
            [] => table.columns.iter().collect(),
            named => named.iter().filter_map(|name| table.column(name)).collect(),
        };
        let mut to =
            csv::WriterBuilder::new().delimiter(options.delimiter).terminator(csv::Terminator::CRLF).from_writer(to);
        to.write_record(columns.iter().map(|c| c.name))?;
        Ok(Csv { to, table, columns })
    }
}

impl<W: Write> Writer for Csv<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for row in 0..(self.table.rows)(meeting) {
            for column in &self.columns {
                self.to.write_field(written((column.cell)(meeting, row)).as_bytes())?;
            }
            self.to.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Writes a cell as text.
fn written(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => defused(text),
        other => other.text(),
    }
}

/// Sets an apostrophe before text that a spreadsheet would run as a formula.
pub fn defused(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}
