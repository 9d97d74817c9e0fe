//! `rapporteur diff`: what two runs, or two rulebooks, make different.

use super::{Outcome, Usage, rulebook, run};
use anyhow::Context;
use clap::{Args, ValueEnum};
use rapporteur::export::{Csv, CsvOptions, Writer, columns, View};
use rapporteur::record::Meeting;
use rapporteur::regress::diff::{self, DiffFormat, Row, diff, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Compare two outputs, or two rulebooks over the same articles
///
/// Records are paired by id, then by likeness; added, gone and changed ones are told cell by cell,
/// with the rules on both sides. The exit code is 0 where nothing differs, 1 where something does.
#[derive(Args)]
pub struct Diff {
    /// OLD and NEW, each CSV or JSON Lines as `extract` writes them; with --rules, the articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Run this rulebook over the articles: once for it against the embedded one, twice for the
    /// first against the second
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// How to write the difference
    #[arg(long, default_value = "text")]
    format: Format,
    /// Read what is known of the articles from this CSV file
    #[arg(long, value_name = "FILE", requires = "rules")]
    metadata: Option<PathBuf>,
}

/// How the difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One cell a row
    Csv,
    /// One document
    Json,
    /// Tables
    Markdown,
}

/// An output of a run, as it was read.
enum Run {
    /// The full form.
    Records(Vec<Value>),
    /// A table: its columns and its lines.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Diff {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let (found, skipped) = match (self.rules.as_slice(), self.paths.as_slice()) {
            ([], [old, new]) => (compare(read(old)?, read(new)?)?, 0),
            ([], _) => return Err(Usage("give two outputs, or --rules and articles".into()).into()),
            ([one], articles) => self.what_if(None, one, articles)?,
            ([old, new], articles) => self.what_if(Some(old), new, articles)?,
            _ => return Err(Usage("give --rules once or twice".into()).into()),
        };
        let format = match self.format {
            Format::Text => DiffFormat::Text,
            Format::Csv => DiffFormat::Csv,
            Format::Json => DiffFormat::Json,
            Format::Markdown => DiffFormat::Markdown,
        };
        anstream::print!("{}", write(&found, format));
        Ok(if found.is_empty() && skipped == 0 { Outcome::Done } else { Outcome::Incomplete })
    }

    /// Runs two rulebooks over the same articles.
    fn what_if(&self, old: Option<&Path>, new: &Path, articles: &[PathBuf]) -> anyhow::Result<(diff::Diff, usize)> {
        let (old, new) = (rulebook::load(old)?, rulebook::load(Some(new))?);
        let (articles, skipped) = run::articles(articles, self.metadata.as_deref(), None)?;
        let rows = |rules| -> anyhow::Result<Vec<Row>> {
            let records = run::meetings(&articles, rules);
            records.iter().flatten().map(|m| Ok(Row::of_record(&serde_json::to_value(m)?))).collect()
        };
        Ok((diff(&rows(&old)?, &rows(&new)?), skipped))
    }
}

/// Compares two outputs; a table with a table, so that records against a table are made one.
fn compare(old: Run, new: Run) -> anyhow::Result<diff::Diff> {
    if let (Run::Records(old), Run::Records(new)) = (&old, &new) {
        let rows = |list: &[Value]| list.iter().map(Row::of_record).collect::<Vec<_>>();
        return Ok(diff(&rows(old), &rows(new)));
    }
    Ok(diff(&table_rows(old)?, &table_rows(new)?))
}

fn table_rows(run: Run) -> anyhow::Result<Vec<Row>> {
    let (columns, lines) = match run {
        Run::Table(columns, lines) => (columns, lines),
        Run::Records(records) => {
            let mut bytes = Vec::new();
            let mut writer = Csv::new(&mut bytes, View::all(&columns::MEETINGS), CsvOptions::default())?;
            for record in records {
                writer.write(&serde_json::from_value::<Meeting>(record)?)?;
            }
            writer.finish()?;
            drop(writer);
            parse_table(&bytes)?
        }
    };
    Ok(lines.iter().map(|line| Row::of_line(&columns, line)).collect())
}

/// Reads an output: a table where its name or its first byte says so, else records.
fn read(path: &Path) -> anyhow::Result<Run> {
    let bytes = fs::read(path).map_err(|e| Usage(format!("{}: {e}", path.display())))?;
    let named = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let records = match named {
        "jsonl" | "ndjson" | "json" => true,
        "csv" => false,
        _ => bytes.first() == Some(&b'{'),
    };
    let at = || path.display().to_string();
    if !records {
        let (columns, lines) = parse_table(&bytes).with_context(at)?;
        return Ok(Run::Table(columns, lines));
    }
    let text = String::from_utf8(bytes).with_context(at)?;
    let mut out = Vec::new();
    for (k, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        out.push(serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), k + 1))?);
    }
    Ok(Run::Records(out))
}

/// A table's columns and lines.
type Lines = (Vec<String>, Vec<Vec<String>>);

fn parse_table(bytes: &[u8]) -> anyhow::Result<Lines> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let columns = reader.headers()?.iter().map(str::to_string).collect();
    let mut lines = Vec::new();
    for line in reader.records() {
        lines.push(line?.iter().map(str::to_string).collect());
    }
    Ok((columns, lines))
}
