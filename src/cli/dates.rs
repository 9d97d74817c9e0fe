//! `rapporteur dates`: the dates of a text, for whoever writes date rules.

use super::{Outcome, rulebook};
use anyhow::Context;
use chrono::NaiveDate;
use clap::Args;
use rapporteur::article::{Article, Given, GivenBy};
use rapporteur::dates::Days;
use rapporteur::extract;
use serde_json::json;
use std::fs;
use std::io::{Read, Write, stdin, stdout};
use std::path::PathBuf;

/// List the dates that a text tells
///
/// One JSON line each: the words and where they stand in code points, the first and last day, the
/// readings that look back and ahead where tense decides between the two, the EDTF, how fine it is, what holds it, and the rule that found it. A date that nothing holds says
/// why; a duration has minutes, and an hour told with a date its time zone. Where the text itself says when it was published, that comes first.
#[derive(Args)]
pub struct Dates {
    /// The text itself, or - to read it from standard input
    #[arg(value_name = "TEXT", default_value = "-", conflicts_with = "file")]
    text: String,
    /// Read the text from this file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The day that the text was published
    #[arg(long, value_name = "DATE")]
    published: Option<NaiveDate>,
    /// Read the rulebook from this folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// Writes a time zone as its distance from UTC: "+05:30".
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Writes one reading as its first and last day.
fn reading(days: Option<Days>) -> Option<[String; 2]> {
    days.map(|d| [d.start.to_string(), d.end.to_string()])
}

impl Dates {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let rules = rulebook::load(self.rules.as_deref())?;
        let text = match (&self.file, self.text.as_str()) {
            (Some(path), _) => fs::read_to_string(path).with_context(|| path.display().to_string())?,
            (None, "-") => {
                let mut text = String::new();
                stdin().read_to_string(&mut text)?;
                text
            }
            (None, text) => text.to_string(),
        };
        let published = self.published.map(|date| Given { date, source: GivenBy::Caller });
        let article = Article { published, text, ..Article::default() };
        let found = extract(&article, &rules);
        let mut out = stdout().lock();
        if let Some((published, span)) = found.published.as_ref().and_then(|p| Some((p, p.span?))) {
            let line = json!({
                "published": published.date.to_string(),
                "text": article.text.get(span.range()),
                "rule": published.rule,
            });
            writeln!(out, "{line}")?;
        }
        for date in &found.dates {
            let before = article.text.get(..date.span.start).unwrap_or_default().chars().count();
            let text = article.text.get(date.span.range()).unwrap_or_default();
            let line = json!({
                "text": text,
                "span": [before, before + text.chars().count()],
                "start": date.days.map(|d| d.start.to_string()),
                "end": date.days.map(|d| d.end.to_string()),
                "past": reading(date.past.filter(|_| date.past != date.future)),
                "future": reading(date.future.filter(|_| date.past != date.future)),
                "edtf": date.edtf,
                "granularity": date.granularity,
                "basis": date.days.map(|_| date.basis),
                "minutes": date.minutes,
                "zone": date.zone.map(offset),
                "open": date.open,
                "rule": date.rule,
            });
            writeln!(out, "{line}")?;
        }
        Ok(Outcome::Done)
    }
}
