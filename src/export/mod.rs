//! Tables of meetings: one file an output format, all made from the one list of columns.

pub mod columns;
mod csv;
mod jsonl;

pub use self::csv::{Csv, CsvOptions};
pub use columns::{Cell, Column, Table, Type};
pub use jsonl::JsonLines;

use crate::record::Meeting;
use std::io;

/// Takes meetings one by one and writes them down.
pub trait Writer {
    /// Writes one meeting.
    ///
    /// # Errors
    /// What the file below says.
    fn write(&mut self, meeting: &Meeting) -> io::Result<()>;

    /// Writes what is left, once all meetings have come.
    ///
    /// # Errors
    /// What the file below says.
    fn finish(&mut self) -> io::Result<()>;
}
