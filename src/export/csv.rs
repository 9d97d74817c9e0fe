//! CSV after RFC 4180, with cells that a spreadsheet would run as formulas defused.

use super::{Cell, Column, View, Writer};
use crate::record::Meeting;
use std::borrow::Cow;
use std::io::{self, Write};

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between cells.
    pub delimiter: u8,
    /// Whether the file starts with a byte order mark, which older spreadsheets need to see UTF-8.
    pub bom: bool,
}

impl Default for CsvOptions {
    fn default() -> CsvOptions {
        CsvOptions { delimiter: b',', bom: false }
    }
}

/// Writes the rows of one table.
pub struct Csv<W: Write> {
    to: csv::Writer<W>,
    view: View,
}

impl<W: Write> Csv<W> {
    /// Writes a table to `to`, its header first.
    ///
    /// # Errors
    /// What the file below says.
    pub fn new(mut to: W, view: View, options: CsvOptions) -> io::Result<Csv<W>> {
        if options.bom {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let mut to =
            csv::WriterBuilder::new().delimiter(options.delimiter).terminator(csv::Terminator::CRLF).from_writer(to);
        to.write_record(view.columns.iter().map(|c| c.name))?;
        Ok(Csv { to, view })
    }
}

impl<W: Write> Writer for Csv<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for row in 0..(self.view.table.rows)(meeting) {
            for column in &self.view.columns {
                self.to.write_field(written(column, meeting, row).as_bytes())?;
            }
            self.to.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Several tables, a file each.
pub struct Folder<W: Write> {
    files: Vec<Csv<W>>,
}

impl<W: Write> Folder<W> {
    /// Writes each table to its file.
    pub fn new(files: Vec<Csv<W>>) -> Folder<W> {
        Folder { files }
    }
}

impl<W: Write> Writer for Folder<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        self.files.iter_mut().try_for_each(|file| file.write(meeting))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.files.iter_mut().try_for_each(Writer::finish)
    }
}

/// Writes a cell as text.
fn written<'a>(column: &Column, meeting: &'a Meeting, row: usize) -> Cow<'a, str> {
    match (column.cell)(meeting, row) {
        Cell::Text(text) => defused(text),
        other => other.text(),
    }
}

/// Sets an apostrophe before text that a spreadsheet would run as a formula.
pub fn defused(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defuses_formulas() {
        for text in ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(defused(text.into()), format!("'{text}"));
        }
        assert_eq!(defused("a=b".into()), "a=b");
    }
}
