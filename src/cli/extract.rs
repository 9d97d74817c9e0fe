//! `rapporteur extract`: articles in, meetings out.

use super::{Outcome, Usage, corrections, input, rulebook};
use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use rapporteur::article::Article;
use rapporteur::export::{Csv, CsvOptions, JsonLines, Writer, columns};
use rapporteur::record::Meeting;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Read articles and write the meetings in them
#[derive(Args)]
pub struct Extract {
    /// Files, folders (walked in order of name), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write here; the ending picks the format. Standard output where absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write in this format
    #[arg(long)]
    format: Option<Format>,
    /// Read path, published, publisher, title and url of the articles from this CSV file, not from
    /// the metadata.csv beside them
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    /// Publication date of every article
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<NaiveDate>,
    /// Lay the rulebook files of this folder over the embedded ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Lay the corrections of this CSV file over the records
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One flat table
    Csv,
    /// One record a line, in full
    Jsonl,
}

/// As many bytes of text as are read before they are extracted, all cores at once.
const BATCH: usize = 4 << 20;

impl Extract {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let format = self.format()?;
        let rules = rulebook::load(self.rules.as_deref())?;
        let mut corrections = corrections::load(self.corrections.as_deref())?;
        let mut reader = input::Reader::new(self.metadata.as_deref(), self.published)?;
        let mut writer = writer(self.output.as_deref(), format)?;
        let (mut articles, mut meetings, mut skipped) = (0, 0, 0);
        let mut batch: Vec<Article> = Vec::new();
        let mut size = 0;
        let mut sources = input::sources(&self.paths).into_iter().peekable();
        while let Some(source) = sources.next() {
            match source.and_then(|s| reader.read(&s)) {
                Ok(article) => {
                    size += article.text.len();
                    batch.push(article);
                }
                Err(error) => {
                    skipped += 1;
                    anstream::eprintln!("rapporteur: {}: {}", error.path, error.reason);
                }
            }
            if size >= BATCH || sources.peek().is_none() {
                size = 0;
                articles += batch.len();
                let mut found: Vec<Vec<Meeting>> =
                    std::mem::take(&mut batch).par_iter().map(|a| rapporteur::extract(a, &rules).meetings).collect();
                for meeting in found.iter_mut().flatten() {
                    corrections.apply(meeting);
                    meetings += 1;
                    writer.write(meeting)?;
                }
            }
        }
        writer.finish()?;
        corrections::report(&corrections, self.output.as_deref())?;
        anstream::eprintln!("{articles} articles, {meetings} meetings, {skipped} skipped");
        Ok(if skipped == 0 { Outcome::Done } else { Outcome::Incomplete })
    }

    /// Picks the format.
    fn format(&self) -> Result<Format, Usage> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(output) = &self.output else { return Ok(Format::Csv) };
        match output.extension().and_then(|e| e.to_str()) {
            Some("csv") => Ok(Format::Csv),
            Some("jsonl" | "ndjson") => Ok(Format::Jsonl),
            _ => Err(Usage(format!("{}: the ending names no format; use --format", output.display()))),
        }
    }
}

/// Opens the writer.
fn writer(output: Option<&Path>, format: Format) -> anyhow::Result<Box<dyn Writer>> {
    let to: Box<dyn Write> = match output {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    Ok(match format {
        Format::Csv => Box::new(Csv::new(to, &columns::MEETINGS, &CsvOptions::default())?),
        Format::Jsonl => Box::new(JsonLines::new(to)),
    })
}
