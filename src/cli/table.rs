//! A table to look at.

use comfy_table::{ContentArrangement, Table, presets};
use rapporteur::export::{View, Writer};
use rapporteur::record::Meeting;
use std::io::{self, Write};

/// Keeps all rows, and draws them at the end.
pub struct Grid<W> {
    to: W,
    view: View,
    grid: Table,
}

/// As wide as a table is drawn where no terminal says how wide it is.
const WIDTH: u16 = 120;

impl<W: Write> Grid<W> {
    /// Draws to `to`.
    pub fn new(to: W, view: View) -> Grid<W> {
        let mut grid = Table::new();
        grid.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        grid.set_width(width.unwrap_or(WIDTH));
        grid.set_header(view.columns.iter().map(|c| c.name));
        Grid { to, view, grid }
    }
}

impl<W: Write> Writer for Grid<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for row in 0..(self.view.table.rows)(meeting) {
            self.grid.add_row(self.view.columns.iter().map(|c| (c.cell)(meeting, row).text().into_owned()));
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        writeln!(self.to, "{}", self.grid)?;
        self.to.flush()
    }
}
