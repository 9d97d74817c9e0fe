//! Tables of meetings: one file an output format, all made from the one list of columns.

pub mod columns;
mod csv;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
mod schema;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;
pub mod validate;
mod xlsx;

pub use self::csv::{Csv, CsvOptions, Folder, defused};
#[cfg(feature = "parquet")]
pub use self::parquet::{Parquet, ParquetFolder};
pub use columns::TABLES;
pub use jsonl::JsonLines;
pub use schema::schema;
#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;
pub use table::{Cell, Column, Table, Type, View};
pub use xlsx::Xlsx;

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
