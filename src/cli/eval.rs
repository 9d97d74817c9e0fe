//! `rapporteur eval`: how right a run is, against hand-made truth.

use super::{Outcome, Usage, rulebook, run};
use anyhow::Context;
use clap::{Args, ValueEnum};
use rapporteur::article::Article;
use rapporteur::events::confidence;
use rapporteur::record::Meeting;
use rapporteur::regress::gold::{self, GoldArticle};
use rapporteur::regress::score::{Disagreement, Figures, Score, Verdict, score};
use rapporteur::regress::summary::{Summary, summarise};
use rapporteur::regress::{fit, reliability};
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Score a run against hand-made truth
///
/// Prints a figure for each field with its 95 % interval, and how well confidence is calibrated.
/// The gold format is described in docs/gold.md.
#[derive(Args)]
pub struct Eval {
    /// The gold: what is right
    #[arg(long, value_name = "FILE", required_unless_present_any = ["template", "schema"])]
    gold: Vec<PathBuf>,
    /// Articles to run on; where absent, those beside each gold file that it names
    #[arg(value_name = "ARTICLES")]
    articles: Vec<PathBuf>,
    /// Score these records (JSON Lines), and run on nothing
    #[arg(long, value_name = "FILE", conflicts_with = "articles")]
    records: Vec<PathBuf>,
    /// Figures for each publisher, year or kind of meeting apart
    #[arg(long)]
    by: Option<By>,
    /// List every disagreement, with the sentence behind it
    #[arg(long)]
    details: bool,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Seed of the intervals
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Write a gold file to fill in, prefilled with what the run finds
    #[arg(long, conflicts_with_all = ["gold", "records"])]
    template: bool,
    /// Write the JSON Schema of gold files
    #[arg(long, conflicts_with_all = ["gold", "records", "template"])]
    schema: bool,
    /// Fit the weights behind confidence to the gold, and write confidence.toml
    #[arg(long)]
    refit: bool,
    /// With --refit: fit on one half of the articles and test on the other, both ways, and write
    /// how right the surest records are
    #[arg(long, requires = "refit")]
    halves: bool,
    /// Lay the rulebook of this folder over the embedded one
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Read what is known of the articles from this CSV file
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
}

/// What figures are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The article's publisher
    Publisher,
    /// The year of its publication
    Year,
    /// What sort of occasion the meeting was
    Kind,
}

/// One article with its truth and what a run found in it.
struct Judged {
    gold: GoldArticle,
    records: Vec<Meeting>,
    publisher: Option<String>,
    published: Option<String>,
    score: Score,
}

impl Eval {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        if self.schema {
            anstream::print!("{}", gold::SCHEMA);
            return Ok(Outcome::Done);
        }
        if self.template {
            return self.write_template();
        }
        let (judged, skipped) = self.judge()?;
        if self.refit {
            self.write_fit(&judged);
        } else if self.json {
            anstream::println!("{:#}", self.as_json(&judged));
        } else {
            self.print(&judged);
        }
        Ok(if skipped == 0 { Outcome::Done } else { Outcome::Incomplete })
    }

    /// Writes a gold file to fill in.
    fn write_template(&self) -> anyhow::Result<Outcome> {
        let rules = rulebook::load(self.rules.as_deref())?;
        let (articles, skipped) = run::articles(&self.articles, self.metadata.as_deref(), None)?;
        let mut entries: Vec<GoldArticle> =
            articles.par_iter().map(|a| gold::template(a, &rapporteur::extract(a, &rules))).collect();
        let paths: Vec<String> = articles.iter().map(|a| a.path.clone()).collect();
        gold::tell_apart(&mut entries, &paths);
        anstream::println!("{:#}", json!(entries));
        Ok(if skipped == 0 { Outcome::Done } else { Outcome::Incomplete })
    }

    /// Reads the gold and runs, or reads records, and scores every article of the gold.
    fn judge(&self) -> anyhow::Result<(Vec<Judged>, usize)> {
        let mut golds: Vec<(PathBuf, Vec<GoldArticle>)> = Vec::new();
        for path in &self.gold {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let mut slips: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (at, key) in gold::unknown_keys(&text) {
                slips.entry(key).or_default().push(at);
            }
            for (key, at) in slips {
                let (file, first, times) = (path.display(), at.first().map_or("", String::as_str), at.len());
                anstream::eprintln!("rapporteur: {file}: {key:?} is no key of a gold file ({times}, first in {first})");
            }
            let list = gold::parse(&text).map_err(|e| Usage(format!("{}: {e}", path.display())))?;
            golds.push((path.parent().map(Path::to_path_buf).unwrap_or_default(), list));
        }
        if self.records.is_empty() { self.judge_articles(golds) } else { self.judge_records(golds) }
    }

    /// Scores records that were written before.
    fn judge_records(&self, golds: Vec<(PathBuf, Vec<GoldArticle>)>) -> anyhow::Result<(Vec<Judged>, usize)> {
        if self.records.len() != 1 && self.records.len() != golds.len() {
            return Err(Usage("give one --records, or as many as --gold, in the same order".into()).into());
        }
        let mut runs: Vec<Vec<(String, Vec<Meeting>)>> = Vec::new();
        for path in &self.records {
            let mut found: BTreeMap<String, Vec<Meeting>> = BTreeMap::new();
            for record in read_records(path)? {
                let from = if record.article.path.is_empty() { &record.article.id } else { &record.article.path };
                found.entry(from.clone()).or_default().push(record);
            }
            runs.push(found.into_iter().collect());
        }
        let mut out = Vec::new();
        for (k, (_, list)) in golds.into_iter().enumerate() {
            let run = runs.get(k).or(runs.first()).map(Vec::as_slice).unwrap_or_default();
            for gold in list {
                let records = gold::meant(&gold.article, run, |(path, _)| path).map(|(_, r)| r.clone());
                let records = records.unwrap_or_default();
                let first = records.first().map(|r| r.article.clone()).unwrap_or_default();
                out.push(judged(gold, records, first.publisher, first.published, &[]));
            }
        }
        Ok((out, 0))
    }

    /// Runs on the articles of the gold, and scores what is found.
    fn judge_articles(&self, golds: Vec<(PathBuf, Vec<GoldArticle>)>) -> anyhow::Result<(Vec<Judged>, usize)> {
        let rules = rulebook::load(self.rules.as_deref())?;
        let paths: Vec<PathBuf> = match self.articles.as_slice() {
            [] => golds.iter().flat_map(|(folder, list)| list.iter().map(|g| folder.join(&g.article))).collect(),
            named => named.to_vec(),
        };
        let (articles, mut skipped) = run::articles(&paths, self.metadata.as_deref(), None)?;
        let mut work: Vec<(GoldArticle, Option<&Article>)> = Vec::new();
        for (folder, list) in golds {
            for gold in list {
                let beside = super::input::slashed(&folder.join(&gold.article));
                let named = || gold::meant(&gold.article, &articles, |a| &a.path);
                let article = articles.iter().find(|a| a.path == beside).or_else(named);
                if article.is_none() {
                    skipped += 1;
                    anstream::eprintln!("rapporteur: {}: no such article", gold.article);
                }
                work.push((gold, article));
            }
        }
        let judge = |(gold, article): (GoldArticle, Option<&Article>)| {
            let Some(article) = article else { return judged(gold, Vec::new(), None, None, &[]) };
            let found = rapporteur::extract(article, &rules);
            let spans = found.document.sentences.iter().map(|s| s.span.range());
            let sentences: Vec<String> =
                spans.filter_map(|r| article.text.get(r)).map(|s| s.trim().to_string()).collect();
            let published = found.published.map(|p| p.date.to_string());
            judged(gold, found.meetings, article.publisher.clone(), published, &sentences)
        };
        Ok((work.into_par_iter().map(judge).collect(), skipped))
    }

    fn print(&self, judged: &[Judged]) {
        if self.details {
            for d in judged.iter().flat_map(|j| &j.score.disagreements) {
                anstream::println!("{}", line(d));
            }
        }
        for (name, figures) in self.groups(judged) {
            if !name.is_empty() {
                anstream::println!("-- {name}");
            }
            anstream::print!("{}", summarise(&figures, self.seed).text());
        }
        let verdicts: Vec<Verdict> = judged.iter().flat_map(|j| j.score.verdicts.clone()).collect();
        anstream::println!("\n{}", reliability::text(&reliability::reliability(&verdicts)).trim_end());
    }

    fn as_json(&self, judged: &[Judged]) -> serde_json::Value {
        let groups = self.groups(judged);
        let verdicts: Vec<Verdict> = judged.iter().flat_map(|j| j.score.verdicts.clone()).collect();
        let summary = |figures: &[Figures]| -> Summary { summarise(figures, self.seed) };
        let mut out = summary(&groups[0].1).json();
        let by: serde_json::Map<String, serde_json::Value> =
            groups.iter().skip(1).map(|(name, figures)| (name.clone(), summary(figures).json())).collect();
        if self.by.is_some() {
            out["by"] = json!(by);
        }
        out["reliability"] = json!(reliability::reliability(&verdicts));
        if self.details {
            out["disagreements"] = json!(judged.iter().flat_map(|j| &j.score.disagreements).collect::<Vec<_>>());
        }
        out
    }

    /// Returns the figures of every article, under no name, then those of each group.
    fn groups(&self, judged: &[Judged]) -> Vec<(String, Vec<Figures>)> {
        let mut groups: BTreeMap<String, Vec<Figures>> = BTreeMap::new();
        for j in judged {
            match self.by {
                None => {}
                Some(By::Kind) => {
                    let mut parts: BTreeMap<String, Figures> = BTreeMap::new();
                    for part in &j.score.parts {
                        *parts.entry(part.kind.clone().unwrap_or_else(|| "(none)".into())).or_default() += &part.figures;
                    }
                    parts.into_iter().for_each(|(kind, f)| groups.entry(kind).or_default().push(f));
                }
                Some(by) => {
                    let name = match by {
                        By::Publisher => j.gold.publisher.clone().or(j.publisher.clone()),
                        _ => j.gold.published.as_ref().or(j.published.as_ref()).map(|d| d.chars().take(4).collect()),
                    };
                    groups.entry(name.unwrap_or_else(|| "(none)".into())).or_default().push(j.score.figures());
                }
            }
        }
        let all = judged.iter().map(|j| j.score.figures()).collect();
        std::iter::once((String::new(), all)).chain(groups).collect()
    }

    /// Fits the weights, and writes them or how well they hold on articles that they have not seen.
    fn write_fit(&self, judged: &[Judged]) {
        if !self.halves {
            anstream::print!("{}", fit::toml(&fit::fit(&cases(judged.iter()))));
            return;
        }
        let mut verdicts = Vec::new();
        for half in 0..2 {
            let part = |keep: bool| {
                judged.iter().enumerate().filter(move |(k, _)| (k % 2 == half) == keep).map(|(_, j)| j)
            };
            let weights = fit::fit(&cases(part(false)));
            for j in part(true) {
                for verdict in &j.score.verdicts {
                    let features = confidence::features(&j.records, verdict.record);
                    let confidence = confidence::confidence(&features, &weights);
                    verdicts.push(Verdict { confidence, ..verdict.clone() });
                }
            }
        }
        anstream::print!("{}", reliability::text(&reliability::reliability(&verdicts)));
    }
}

fn judged(
    gold: GoldArticle,
    records: Vec<Meeting>,
    publisher: Option<String>,
    published: Option<String>,
    sentences: &[String],
) -> Judged {
    let score = score(&gold, &records, sentences);
    Judged { gold, records, publisher, published, score }
}

/// Returns the features of each record, and whether it is right.
fn cases<'a>(judged: impl Iterator<Item = &'a Judged>) -> Vec<fit::Case> {
    let mut out = Vec::new();
    for j in judged {
        for verdict in &j.score.verdicts {
            let features = confidence::features(&j.records, verdict.record);
            out.push((features.into_iter().map(|(name, x)| (name.to_string(), x)).collect(), verdict.right));
        }
    }
    out
}

/// Reads records from JSON Lines.
///
/// # Errors
/// A line that is none, with its number.
fn read_records(path: &Path) -> anyhow::Result<Vec<Meeting>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    for (k, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        out.push(serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), k + 1))?);
    }
    Ok(out)
}

/// Tells a disagreement in a line, its quote in the next.
fn line(d: &Disagreement) -> String {
    let what = match (&d.label, &d.expected, &d.found) {
        (None, _, found) => format!("invented: {}", found.as_deref().unwrap_or_default()),
        (Some(label), Some(expected), None) => format!("{label}: {} missed: {expected}", d.field),
        (Some(label), None, found) => {
            let forbidden = if d.forbidden { " (forbidden)" } else { "" };
            format!("{label}: {} invented: {}{forbidden}", d.field, found.as_deref().unwrap_or_default())
        }
        (Some(label), Some(expected), Some(found)) => format!("{label}: {} {found}, not {expected}", d.field),
    };
    let quote = d.quote.as_deref().map(|q| format!("\n    {:?}", q.replace('\n', " "))).unwrap_or_default();
    format!("{}: {what}{quote}", d.article)
}
