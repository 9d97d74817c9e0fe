//! `rapporteur golden`: articles with their expected records beside them, run and compared.

use super::{Outcome, Usage, input, rulebook};
use anyhow::Context;
use clap::Args;
use rapporteur::article::Article;
use rapporteur::export::{Csv, CsvOptions, JsonLines, Writer, columns, View};
use rapporteur::regress::diff::{Diff, DiffFormat, Row, diff, write};
use rapporteur::regress::trace::trace;
use rapporteur::rulebook::Rulebook;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Run the articles of a folder and compare with their expected records
///
/// The golden of vienna.txt is vienna.meetings.jsonl beside it, and, where they are there,
/// vienna.meetings.csv and vienna.trace.txt (what each stage finds). An article called article.txt
/// has a folder of its own, and all three without the first part of their names. A plain run never
/// writes. An empty folder, an article without its golden, and a golden without its article are
/// failures.
#[derive(Args)]
pub struct Golden {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write what the run gives into the goldens, and list what changed
    #[arg(long)]
    bless: bool,
    /// Lay the rulebook of this folder over the embedded one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// What is compared: endings of golden files.
const KINDS: [&str; 3] = ["meetings.jsonl", "meetings.csv", "trace.txt"];

/// An article of the folder with its goldens.
struct Case {
    article: PathBuf,
    /// What stands before the kind in the path of a golden.
    prefix: String,
    /// Whether it has a folder of its own, and so every kind.
    whole: bool,
}

impl Golden {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let rules = rulebook::load(self.rules.as_deref())?;
        if !self.folder.is_dir() {
            return Err(Usage(format!("{}: no such folder", self.folder.display())).into());
        }
        let (cases, orphans, mut failures) = self.cases();
        let mut told: Vec<String> = orphans.iter().map(|o| format!("{o}: a golden without its article")).collect();
        failures.append(&mut told);
        if cases.is_empty() {
            failures.push(format!("{}: no article", self.folder.display()));
        }
        let mut articles: Vec<(Case, Article)> = Vec::new();
        for case in cases {
            let read = input::Inputs::of(std::slice::from_ref(&case.article), None, None).articles()?.next();
            match read {
                None => failures.push(format!("{}: no article", input::slashed(&case.article))),
                Some(Ok(mut article)) => {
                    let inside = case.article.strip_prefix(&self.folder).unwrap_or(&case.article);
                    // The goldens are the same wherever the folder lies.
                    article.path = input::slashed(inside);
                    article.id.clone_from(&article.path);
                    articles.push((case, article));
                }
                Some(Err(skipped)) => failures.push(skipped.to_string()),
            }
        }
        let given: Vec<anyhow::Result<BTreeMap<&str, String>>> =
            articles.par_iter().map(|(_, article)| outputs(article, &rules)).collect();
        let (mut same, mut written) = (0, Vec::new());
        for ((case, _), given) in articles.iter().zip(given) {
            let before = failures.len() + written.len();
            for (kind, text) in given? {
                self.compare(case, kind, &text, &mut failures, &mut written)?;
            }
            same += usize::from(before == failures.len() + written.len());
        }
        failures.iter().for_each(|f| anstream::println!("{}", f.trim_end()));
        written.iter().for_each(|w| anstream::println!("written: {w}"));
        anstream::println!("{} articles, {same} as expected, {} failures", articles.len(), failures.len());
        Ok(if failures.is_empty() { Outcome::Done } else { Outcome::Incomplete })
    }

    /// Compares one output with its golden, or writes it.
    fn compare(
        &self,
        case: &Case,
        kind: &str,
        text: &str,
        failures: &mut Vec<String>,
        written: &mut Vec<String>,
    ) -> anyhow::Result<()> {
        let path = PathBuf::from(format!("{}{kind}", case.prefix));
        let name = input::slashed(&path);
        let golden = match path.is_file() {
            true => Some(fs::read_to_string(&path).with_context(|| name.clone())?),
            false if kind == KINDS[0] || case.whole => None,
            false => return Ok(()),
        };
        if golden.as_deref() == Some(text) {
            return Ok(());
        }
        if self.bless {
            fs::write(&path, text).with_context(|| name.clone())?;
            written.push(name.clone());
            if let Some(golden) = golden.filter(|_| kind == KINDS[0]) {
                written.extend(differences(kind, &golden, text).lines().map(|l| format!("    {l}")));
            }
            return Ok(());
        }
        failures.push(match golden {
            None => format!("{name}: an article without its golden"),
            Some(golden) => format!("{name}: differs\n{}", differences(kind, &golden, text)),
        });
        Ok(())
    }

    /// Lists the articles of the folder, the goldens that have none, and the articles that would
    /// share a golden.
    fn cases(&self) -> (Vec<Case>, Vec<String>, Vec<String>) {
        let (mut cases, mut goldens, mut clashes) = (BTreeMap::new(), Vec::new(), Vec::new());
        let entries = WalkDir::new(&self.folder).sort_by_file_name();
        for entry in entries.into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.into_path();
            if name.starts_with('.') || input::BESIDE.contains(&name.as_str()) {
                continue;
            }
            let kind = KINDS.iter().find(|k| name == **k || name.ends_with(&format!(".{k}")));
            if let Some(kind) = kind {
                let full = path.to_string_lossy().into_owned();
                goldens.push((full.strip_suffix(kind).unwrap_or_default().to_string(), full.clone()));
                continue;
            }
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let whole = stem == "article";
            let first = if whole { String::new() } else { format!("{stem}.") };
            let folder = path.parent().unwrap_or(Path::new(""));
            let prefix = format!("{}/{first}", folder.to_string_lossy());
            let told = input::slashed(&path);
            if cases.insert(prefix.clone(), Case { article: path, prefix, whole }).is_some() {
                clashes.push(format!("{told}: two articles would share a golden"));
            }
        }
        goldens.retain(|(prefix, _)| !cases.contains_key(prefix));
        (cases.into_values().collect(), goldens.into_iter().map(|g| g.1).collect(), clashes)
    }
}

/// Runs one article, and returns what is written for it, by kind.
fn outputs(article: &Article, rules: &Rulebook) -> anyhow::Result<BTreeMap<&'static str, String>> {
    let found = rapporteur::extract(article, rules);
    let (mut jsonl, mut table) = (Vec::new(), Vec::new());
    {
        let mut records = JsonLines::new(&mut jsonl);
        let mut lines = Csv::new(&mut table, View::all(&columns::MEETINGS), CsvOptions::default())?;
        for meeting in &found.meetings {
            records.write(meeting)?;
            lines.write(meeting)?;
        }
        records.finish()?;
        lines.finish()?;
    }
    let texts = [String::from_utf8(jsonl)?, String::from_utf8(table)?, trace(article, &found)];
    Ok(KINDS.into_iter().zip(texts).collect())
}

/// Tells how an output differs from its golden: records and tables by cell, a trace by line.
fn differences(kind: &str, golden: &str, given: &str) -> String {
    let told = match kind {
        "meetings.jsonl" => rows(golden).zip(rows(given)).map(|(old, new)| diff(&old, &new)),
        "meetings.csv" => lines(golden).zip(lines(given)).map(|(old, new)| diff(&old, &new)),
        _ => None,
    };
    match told {
        Some(told) if !told.is_empty() => indented(&told),
        _ => by_line(golden, given),
    }
}

fn indented(told: &Diff) -> String {
    write(told, DiffFormat::Text).lines().map(|l| format!("    {l}\n")).collect()
}

fn rows(text: &str) -> Option<Vec<Row>> {
    let records = text.lines().map(serde_json::from_str);
    records.map(|r| r.ok().map(|r| Row::of_record(&r))).collect()
}

fn lines(text: &str) -> Option<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().ok()?.iter().map(str::to_string).collect();
    let line = |line: csv::StringRecord| line.iter().map(str::to_string).collect::<Vec<_>>();
    reader.records().map(|r| r.ok().map(|r| Row::of_line(&columns, &line(r)))).collect()
}

/// Tells the lines that differ, without those that stand alike before and after them.
fn by_line(golden: &str, given: &str) -> String {
    const MOST: usize = 12;
    let (old, new): (Vec<&str>, Vec<&str>) = (golden.lines().collect(), given.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut out = format!("    from line {}\n", head + 1);
    for (mark, list) in [('-', &old), ('+', &new)] {
        let middle = &list[head..list.len() - tail];
        middle.iter().take(MOST).for_each(|l| out.push_str(&format!("    {mark} {l}\n")));
        if middle.len() > MOST {
            out.push_str(&format!("    {mark} … {} more\n", middle.len() - MOST));
        }
    }
    out
}
