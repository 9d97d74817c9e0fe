//! A workbook: every table a sheet, its header frozen.

use super::{Cell, TABLES, Type, View, Writer};
use crate::record::Meeting;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io::{self, Seek, Write};

/// As many rows as a sheet holds.
const ROWS: u32 = 1_048_576;

/// As many characters as a cell holds.
const CHARACTERS: usize = 32_767;

/// As many links as a sheet holds.
const LINKS: u32 = 65_530;

/// Writes every table to a sheet of one workbook.
pub struct Xlsx<W: Write + Seek + Send> {
    to: W,
    book: Workbook,
    views: Vec<View>,
    /// The next row of each sheet.
    rows: Vec<u32>,
    links: u32,
    day: Format,
}

impl<W: Write + Seek + Send> Xlsx<W> {
    /// Writes to `to`; `meetings` picks the columns of the first sheet.
    ///
    /// # Errors
    /// What the library says.
    pub fn new(to: W, meetings: View) -> io::Result<Xlsx<W>> {
        let mut book = Workbook::new();
        // The same input gives the same bytes: no clock.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(error)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut views = vec![meetings];
        views.extend(TABLES.iter().skip(1).map(|t| View::all(t)));
        let bold = Format::new().set_bold();
        for view in &views {
            let sheet = book.add_worksheet_with_constant_memory().map_err(error)?;
            sheet.set_name(view.table.name).map_err(error)?;
            sheet.set_freeze_panes(1, 0).map_err(error)?;
            for (column, n) in view.columns.iter().zip(0u16..) {
                let width = match column.holds {
                    Type::Text | Type::Link => 24.0,
                    _ => 12.0,
                };
                sheet.set_column_width(n, width).map_err(error)?;
            }
            for (column, n) in view.columns.iter().zip(0u16..) {
                sheet.write_string_with_format(0, n, column.name, &bold).map_err(error)?;
            }
        }
        let rows = vec![1; views.len()];
        Ok(Xlsx { to, book, views, rows, links: 0, day: Format::new().set_num_format("yyyy-mm-dd") })
    }
}

impl<W: Write + Seek + Send> Writer for Xlsx<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for (n, view) in self.views.iter().enumerate() {
            let sheet = self.book.worksheet_from_index(n).map_err(error)?;
            let Some(next) = self.rows.get_mut(n) else { continue };
            for row in 0..(view.table.rows)(meeting) {
                if *next >= ROWS {
                    let reason = format!("a sheet holds no more than {ROWS} rows; write .csv, .parquet or .sqlite");
                    return Err(io::Error::other(reason));
                }
                for (column, at) in view.columns.iter().zip(0u16..) {
                    match (column.cell)(meeting, row) {
                        Cell::Empty => continue,
                        Cell::Integer(value) => sheet.write_number(*next, at, value as f64),
                        Cell::Real(value) => sheet.write_number(*next, at, value),
                        Cell::Truth(value) => sheet.write_boolean(*next, at, value),
                        Cell::Text(text) => match (column.holds, text.parse::<NaiveDate>()) {
                            (Type::Day, Ok(day)) => sheet.write_date_with_format(*next, at, day, &self.day),
                            (Type::Link, _) if is_link(&text) && self.links < LINKS => {
                                self.links += 1;
                                sheet.write_url(*next, at, text.as_ref())
                            }
                            // A string cell is never run, so nothing is to be defused here.
                            _ => sheet.write_string(*next, at, fitted(&text)),
                        },
                    }
                    .map_err(error)?;
                }
                *next += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.book.save_to_writer(&mut self.to).map_err(error)?;
        self.to.flush()
    }
}

/// Returns whether a text is an address that a spreadsheet opens.
fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && text.len() < 2000
}

/// Cuts a text to what a cell holds.
fn fitted(text: &str) -> &str {
    // A cell counts UTF-16 units; four bytes of UTF-8 are two of them at most.
    if text.len() <= CHARACTERS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CHARACTERS
    });
    end.map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

fn error(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
