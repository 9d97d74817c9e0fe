//! `rapporteur validate`: checks an output of ours.

use super::{Outcome, Usage, rulebook};
use anyhow::Context;
use clap::Args;
use rapporteur::export::TABLES;
use rapporteur::export::validate::{self, Fault, Known};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Check an output: ids unique, days in order, codes known, references met, CSV as RFC 4180 has it
///
/// Each fault is told with file, line and column. Ends with 1 where there is one.
#[derive(Args)]
pub struct Validate {
    /// A .jsonl or .csv file, or the folder of the five tables
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Take the country codes from the rulebook in this folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl Validate {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let codes = codes(self.rules.as_deref())?;
        let mut faults = 0;
        for path in &self.paths {
            // Each output by itself: two runs over one article give the same ids.
            let mut known = Known::new(codes.iter().cloned());
            for file in files(path)? {
                let (rows, found) = check(&file, &mut known)?;
                faults += found;
                anstream::println!("{}: {rows} rows, {found} faults", file.display());
            }
        }
        Ok(if faults == 0 { Outcome::Done } else { Outcome::Incomplete })
    }
}

/// Lists the files of an output, the meetings first.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let tables = TABLES.iter().map(|t| path.join(format!("{}.csv", t.name)));
    let records = path.join("meetings.jsonl");
    let found: Vec<PathBuf> = tables.chain([records]).filter(|p| p.is_file()).collect();
    if found.is_empty() {
        return Err(Usage(format!("{}: neither meetings.csv nor meetings.jsonl lies here", path.display())).into());
    }
    Ok(found)
}

/// Checks one file; returns its rows and faults.
fn check(path: &Path, known: &mut Known) -> anyhow::Result<(usize, usize)> {
    let told = || path.display().to_string();
    let file = File::open(path).with_context(told)?;
    let mut input = BufReader::with_capacity(1 << 18, file);
    let mut found = 0;
    let fault = |fault: Fault| {
        found += 1;
        anstream::println!("{}:{fault}", path.display());
    };
    let head = input.fill_buf().with_context(told)?;
    let first = String::from_utf8_lossy(head.split(|b| *b == b'\n').next().unwrap_or_default()).into_owned();
    let json = first.trim_start().starts_with('{') || path.extension().is_some_and(|e| e == "jsonl");
    let rows = match json {
        true => validate::lines(input, known, fault),
        false => validate::table(input, known, fault),
    };
    Ok((rows.with_context(told)?, found))
}

/// Lists the country codes of the rulebook.
fn codes(rules: Option<&Path>) -> anyhow::Result<BTreeSet<String>> {
    let sources = rulebook::sources(rules)?;
    let mut table = csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(sources.get("countries.csv").as_bytes());
    let column = table.headers()?.iter().position(|h| h == "iso3").unwrap_or_default();
    Ok(table.records().filter_map(Result::ok).filter_map(|row| row.get(column).map(str::to_string)).collect())
}
