//! Parquet: one table in columns.

use super::{Cell, Column, Type, View, Writer};
use crate::record::Meeting;
use chrono::{Datelike, NaiveDate};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type as Node;
use std::io::{self, Write};
use std::sync::Arc;

/// As many rows as are kept before they are written as one group.
const GROUP: usize = 20_000;

/// Writes the rows of one table.
pub struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    view: View,
    /// The cells of the group under way, a list a column.
    cells: Vec<Vec<Cell<'static>>>,
}

impl<W: Write + Send> Parquet<W> {
    /// Writes a table to `to`.
    ///
    /// # Errors
    /// What the file below says.
    pub fn new(to: W, view: View) -> io::Result<Parquet<W>> {
        let fields: Result<Vec<_>, ParquetError> = view.columns.iter().map(|c| node(c).map(Arc::new)).collect();
        let schema = Node::group_type_builder(view.table.name).with_fields(fields.map_err(error)?).build();
        let options = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("rapporteur ", env!("CARGO_PKG_VERSION")).to_string())
            .build();
        let file = SerializedFileWriter::new(to, Arc::new(schema.map_err(error)?), Arc::new(options));
        let cells = view.columns.iter().map(|_| Vec::new()).collect();
        Ok(Parquet { file: file.map_err(error)?, view, cells })
    }

    /// Writes the rows that are kept.
    fn group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(error)?;
        for (column, cells) in self.view.columns.iter().zip(&mut self.cells) {
            write(&mut group, column, cells).map_err(error)?;
            cells.clear();
        }
        group.close().map_err(error)?;
        Ok(())
    }
}

impl<W: Write + Send> Writer for Parquet<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        for row in 0..(self.view.table.rows)(meeting) {
            for (column, cells) in self.view.columns.iter().zip(&mut self.cells) {
                cells.push((column.cell)(meeting, row).into_owned());
            }
            if self.cells.first().is_some_and(|c| c.len() >= GROUP) {
                self.group()?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.cells.first().is_some_and(|c| !c.is_empty()) {
            self.group()?;
        }
        self.file.finish().map_err(error)?;
        Ok(())
    }
}

/// Several tables, a file each.
pub struct ParquetFolder<W: Write + Send> {
    files: Vec<Parquet<W>>,
}

impl<W: Write + Send> ParquetFolder<W> {
    /// Writes each table to its file.
    pub fn new(files: Vec<Parquet<W>>) -> ParquetFolder<W> {
        ParquetFolder { files }
    }
}

impl<W: Write + Send> Writer for ParquetFolder<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        self.files.iter_mut().try_for_each(|file| file.write(meeting))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.files.iter_mut().try_for_each(Writer::finish)
    }
}

/// Declares a column.
fn node(column: &Column) -> Result<Node, ParquetError> {
    let (physical, logical) = match column.holds {
        Type::Text | Type::Word | Type::Link => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Type::Integer => (Physical::INT64, None),
        Type::Real => (Physical::DOUBLE, None),
        Type::Day => (Physical::INT32, Some(LogicalType::Date)),
        Type::Truth => (Physical::BOOLEAN, None),
    };
    let node = Node::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    node.with_logical_type(logical).build()
}

/// Writes the cells of a column.
fn write<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: &Column,
    cells: &[Cell<'static>],
) -> Result<(), ParquetError> {
    match column.holds {
        Type::Text | Type::Word | Type::Link => values::<ByteArrayType, _>(group, cells, |cell| match cell {
            Cell::Empty => None,
            other => Some(ByteArray::from(other.clone().text().as_bytes().to_vec())),
        }),
        Type::Integer => values::<Int64Type, _>(group, cells, |cell| match cell {
            Cell::Integer(n) => Some(*n),
            _ => None,
        }),
        Type::Real => values::<DoubleType, _>(group, cells, |cell| match cell {
            Cell::Real(n) => Some(*n),
            _ => None,
        }),
        Type::Day => values::<Int32Type, _>(group, cells, |cell| match cell {
            Cell::Text(text) => text.parse::<NaiveDate>().ok().map(|d| d.num_days_from_ce() - EPOCH),
            _ => None,
        }),
        Type::Truth => values::<BoolType, _>(group, cells, |cell| match cell {
            Cell::Truth(yes) => Some(*yes),
            _ => None,
        }),
    }
}

/// The first of January 1970, in days since the year 1.
const EPOCH: i32 = 719_163;

/// Writes the values of a column, with the places where there is none.
fn values<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: &[Cell<'static>],
    value: impl Fn(&Cell<'static>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let values: Vec<Option<T::T>> = cells.iter().map(value).collect();
    let levels: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    writer.close()
}

fn error(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}
