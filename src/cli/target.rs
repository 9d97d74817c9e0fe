//! What is written, where, and in which format.

use super::Usage;
use anyhow::Context;
use clap::{Args, ValueEnum};
use rapporteur::export::{Csv, CsvOptions, Folder, JsonLines, TABLES, View, Writer, Xlsx};
use rapporteur::record::Meeting;
use rapporteur::regress::corrections::Corrections;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where and how meetings are written.
#[derive(Args, Clone)]
pub struct Output {
    /// Write here; the ending picks the format (.csv .jsonl .xlsx .parquet .sqlite), and a folder
    /// gets the five tables. Standard output where absent
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write in this format
    #[arg(long)]
    pub format: Option<Format>,
    /// Write these columns of the table of meetings, in this order
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Character between the cells of CSV: one character, or tab
    #[arg(long, value_name = "CHAR", default_value = ",")]
    pub delimiter: String,
    /// Start CSV with a byte order mark, for older spreadsheets
    #[arg(long)]
    pub bom: bool,
}

/// A format of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One flat table
    Csv,
    /// One record a line, in full
    Jsonl,
    /// A workbook, a sheet a table
    Xlsx,
    /// One flat table in columns (feature parquet)
    Parquet,
    /// A database (feature sqlite)
    Sqlite,
    /// A table to look at, on a terminal
    Table,
}

/// Endings and their formats.
const ENDINGS: &[(&str, Format)] = &[
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("xlsx", Format::Xlsx),
    ("parquet", Format::Parquet),
    ("sqlite", Format::Sqlite),
    ("sqlite3", Format::Sqlite),
    ("db", Format::Sqlite),
];

/// An output whose arguments hold.
#[derive(Clone)]
pub struct Target {
    /// Where; standard output where absent.
    pub place: Option<Place>,
    /// The format.
    pub format: Format,
    meetings: View,
    csv: CsvOptions,
}

/// Where output goes.
#[derive(Clone, Debug)]
pub enum Place {
    /// One file.
    File(PathBuf),
    /// A folder of tables.
    Folder(PathBuf),
    /// Something that takes bytes and is no file to be replaced: a pipe, a device.
    Stream(PathBuf),
}

impl Output {
    /// Checks the arguments.
    ///
    /// # Errors
    /// A format that cannot be told or is not built in, a column that is none.
    pub fn target(&self) -> anyhow::Result<Target> {
        let place = self.output.as_deref().map(place_of);
        let format = self.format_at(place.as_ref())?;
        let meetings = match self.columns.as_slice() {
            [] => TABLES.first().map(|t| View::all(t)),
            names => {
                let table = TABLES.first().copied();
                let view = table.map(|t| View::of(t, names.iter().map(String::as_str))).transpose();
                view.map_err(|name| Usage(format!("no column {name:?}; `rapporteur columns` lists them")))?
            }
        };
        let meetings = meetings.context("there is no table")?;
        let tsv = self.output.as_deref().and_then(Path::extension).is_some_and(|e| e == "tsv");
        let delimiter = match self.delimiter.as_str() {
            "," if tsv => b'\t',
            "tab" | "\\t" => b'\t',
            one if one.len() == 1 && !matches!(one, "\"" | "\n" | "\r") => {
                one.as_bytes().first().copied().unwrap_or(b',')
            }
            other => return Err(Usage(format!("--delimiter {other:?}: expected one ASCII character, or tab")).into()),
        };
        Ok(Target { place, format, meetings, csv: CsvOptions { delimiter, bom: self.bom } })
    }

    /// Picks the format.
    fn format_at(&self, place: Option<&Place>) -> anyhow::Result<Format> {
        let ending = match place {
            Some(Place::File(path) | Place::Stream(path)) => path.extension().and_then(|e| e.to_str()),
            _ => None,
        };
        let told = ending.and_then(|e| ENDINGS.iter().find(|(ending, _)| *ending == e.to_ascii_lowercase()));
        let format = match (self.format, told, place) {
            (Some(format), _, _) => format,
            (None, Some((_, format)), _) => *format,
            (None, None, Some(Place::File(path))) => {
                let reason = "the ending names no format; use .csv, .jsonl, .xlsx, .parquet, .sqlite, or --format";
                return Err(Usage(format!("{}: {reason}", path.display())).into());
            }
            (None, None, _) => Format::Csv,
        };
        let whole = matches!(format, Format::Xlsx | Format::Parquet | Format::Sqlite);
        if whole && !matches!(place, Some(Place::File(_) | Place::Folder(_))) {
            return Err(Usage("this format is written to a file: name one with -o".into()).into());
        }
        built_in(format)?;
        Ok(format)
    }
}

/// Says which feature brings a format that is not built in.
fn built_in(format: Format) -> Result<(), Usage> {
    let feature = match format {
        Format::Parquet if cfg!(not(feature = "parquet")) => "parquet",
        Format::Sqlite if cfg!(not(feature = "sqlite")) => "sqlite",
        _ => return Ok(()),
    };
    Err(Usage(format!("this program was built without {feature}; build it with --features {feature}, or full")))
}

/// Tells a folder from a file from a stream.
fn place_of(path: &Path) -> Place {
    let written = path.to_string_lossy();
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Place::Folder(path.into()),
        Ok(found) if !found.is_file() => Place::Stream(path.into()),
        _ if written.ends_with(['/', std::path::MAIN_SEPARATOR]) => Place::Folder(path.components().collect()),
        _ => Place::File(path.into()),
    }
}

impl Target {
    /// Opens a writer that needs no file of its own.
    ///
    /// # Errors
    /// What the file below says.
    pub fn stream(&self, to: impl Write + 'static) -> io::Result<Box<dyn Writer>> {
        Ok(match self.format {
            Format::Jsonl => Box::new(JsonLines::new(to)),
            Format::Table => Box::new(super::table::Grid::new(to, self.meetings.clone())),
            _ => Box::new(Csv::new(to, self.meetings.clone(), self.csv)?),
        })
    }

    /// Writes records, one a line, corrected, in the format asked for: new files in `folder`, whose names are
    /// returned with the places that they are to be moved to.
    ///
    /// # Errors
    /// What a file says.
    pub fn convert(
        &self,
        records: &Path,
        folder: &Path,
        corrections: &mut Corrections,
    ) -> anyhow::Result<Vec<(PathBuf, PathBuf)>> {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let moves: Vec<(PathBuf, PathBuf)> = match &self.place {
            Some(Place::File(path)) => {
                let name = path.file_name().unwrap_or_default();
                vec![(folder.join(name), path.clone())]
            }
            Some(Place::Folder(to)) => {
                self.names().into_iter().map(|name| (folder.join(&name), to.join(&name))).collect()
            }
            _ => Vec::new(),
        };
        let made: Vec<&Path> = moves.iter().map(|(made, _)| made.as_path()).collect();
        let first = made.first().copied().unwrap_or(folder);
        let mut writer = self.open(&made)?;
        let file = File::open(records).with_context(|| records.display().to_string())?;
        for line in BufReader::with_capacity(1 << 20, file).lines() {
            let line = line.with_context(|| records.display().to_string())?;
            let mut meeting: Meeting = serde_json::from_str(&line).with_context(|| records.display().to_string())?;
            corrections.apply(&mut meeting);
            writer.write(&meeting).with_context(|| first.display().to_string())?;
        }
        writer.finish().with_context(|| first.display().to_string())?;
        Ok(moves)
    }

    /// Lists the files of a folder.
    fn names(&self) -> Vec<String> {
        match self.format {
            Format::Csv => TABLES.iter().map(|t| format!("{}.csv", t.name)).collect(),
            Format::Parquet => TABLES.iter().map(|t| format!("{}.parquet", t.name)).collect(),
            Format::Jsonl => vec!["meetings.jsonl".into()],
            Format::Xlsx => vec!["meetings.xlsx".into()],
            Format::Sqlite => vec!["meetings.sqlite".into()],
            Format::Table => vec!["meetings.txt".into()],
        }
    }

    /// Opens the writer of some files.
    fn open(&self, paths: &[&Path]) -> anyhow::Result<Box<dyn Writer>> {
        let create = |path: &Path| -> anyhow::Result<BufWriter<File>> {
            Ok(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?))
        };
        let views = std::iter::once(self.meetings.clone()).chain(TABLES.iter().skip(1).map(|t| View::all(t)));
        let files = views.zip(paths);
        Ok(match self.format {
            Format::Csv => {
                let files: anyhow::Result<Vec<_>> =
                    files.map(|(view, path)| Ok(Csv::new(create(path)?, view, self.csv)?)).collect();
                Box::new(Folder::new(files?))
            }
            Format::Xlsx => {
                Box::new(Xlsx::new(create(paths.first().copied().unwrap_or(Path::new("")))?, self.meetings.clone())?)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let files: anyhow::Result<Vec<_>> =
                    files.map(|(view, path)| Ok(rapporteur::export::Parquet::new(create(path)?, view)?)).collect();
                Box::new(rapporteur::export::ParquetFolder::new(files?))
            }
            #[cfg(feature = "sqlite")]
            Format::Sqlite => {
                let path = paths.first().copied().unwrap_or(Path::new(""));
                if path.exists() {
                    fs::remove_file(path)?;
                }
                let database = rusqlite::Connection::open(path).with_context(|| path.display().to_string())?;
                Box::new(rapporteur::export::Sqlite::new(database, self.meetings.clone())?)
            }
            _ => self.stream(create(paths.first().copied().unwrap_or(Path::new("")))?)?,
        })
    }
}
