//! A diff as text, CSV, JSON or Markdown.

use super::{Diff, Fate, RecordChange};
use serde_json::json;

/// How a diff is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiffFormat {
    /// For reading.
    #[default]
    Text,
    /// One cell a row.
    Csv,
    /// One document.
    Json,
    /// Tables.
    Markdown,
}

/// Writes a diff.
pub fn write(diff: &Diff, format: DiffFormat) -> String {
    match format {
        DiffFormat::Text => text(diff),
        DiffFormat::Csv => csv(diff),
        DiffFormat::Json => json(diff),
        DiffFormat::Markdown => markdown(diff),
    }
}

fn text(diff: &Diff) -> String {
    let mut out = String::new();
    for record in &diff.records {
        out += &format!("{} {} {}\n    {}\n", record.article, record.meeting_id, record.fate.word(), record.told);
        for cell in &record.cells {
            out += &format!("    {}: {} → {}\n", cell.cell, shown(&cell.old), shown(&cell.new));
        }
        if !(record.rules_old.is_empty() && record.rules_new.is_empty()) {
            out += &format!("    rules: {}\n", rules(record));
        }
    }
    let [added, gone, changed] = diff.fates();
    out += &format!("{added} added, {gone} gone, {changed} changed, {} the same\n", diff.paired - changed);
    let fields: Vec<String> = diff.by_field().iter().map(|(field, n)| format!("{field} {n}")).collect();
    if !fields.is_empty() {
        out += &format!("cells by field: {}\n", fields.join(", "));
    }
    let by_rule: Vec<String> = diff.by_rule().iter().map(|(rule, n)| format!("{rule} −{} +{}", n.old, n.new)).collect();
    if !by_rule.is_empty() {
        out += &format!("records by rule: {}\n", by_rule.join(", "));
    }
    out
}

fn csv(diff: &Diff) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let header = ["article", "meeting_id", "change", "cell", "old", "new", "rules_old", "rules_new"];
    let mut write = |row: [&str; 8]| out.write_record(row.map(defused));
    // Writing to memory does not fail.
    let _ = write(header);
    for r in &diff.records {
        let (old, new) = (r.rules_old.join(";"), r.rules_new.join(";"));
        let fixed = [r.article.as_str(), r.meeting_id.as_str(), r.fate.word()];
        let line =
            |cell: &str, a: &str, b: &str| [fixed[0], fixed[1], fixed[2], cell, a, b, &old, &new].map(str::to_string);
        let mut lines: Vec<[String; 8]> = r.cells.iter().map(|c| line(&c.cell, &c.old, &c.new)).collect();
        if lines.is_empty() {
            lines.push(match r.fate {
                Fate::Added => line("", "", &r.told),
                Fate::Gone => line("", &r.told, ""),
                Fate::Changed => line("rules", &old, &new),
            });
        }
        for l in &lines {
            let _ = write(l.each_ref().map(String::as_str));
        }
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn json(diff: &Diff) -> String {
    let [added, gone, changed] = diff.fates();
    let value = json!({
        "added": added,
        "gone": gone,
        "changed": changed,
        "same": diff.paired - changed,
        "by_field": diff.by_field(),
        "by_rule": diff.by_rule(),
        "records": diff.records,
    });
    format!("{value:#}\n")
}

fn markdown(diff: &Diff) -> String {
    let [added, gone, changed] = diff.fates();
    let mut out = format!("{added} added, {gone} gone, {changed} changed, {} the same.\n", diff.paired - changed);
    if !diff.records.is_empty() {
        out += "\n| article | meeting | cell | old | new | rules |\n|---|---|---|---|---|---|\n";
    }
    for r in &diff.records {
        let mut line = |cell: &str, old: &str, new: &str| {
            let cells = [&r.article, &r.meeting_id, cell, old, new, &rules(r)].map(escaped);
            out += &format!("| {} |\n", cells.join(" | "));
        };
        match r.fate {
            Fate::Added => line("(added)", "", &r.told),
            Fate::Gone => line("(gone)", &r.told, ""),
            Fate::Changed if r.cells.is_empty() => line("rules", "", ""),
            Fate::Changed => r.cells.iter().for_each(|c| line(&c.cell, &c.old, &c.new)),
        }
    }
    let (fields, by_rule) = (diff.by_field(), diff.by_rule());
    if !fields.is_empty() {
        out += "\n| field | cells |\n|---|---|\n";
        fields.iter().for_each(|(field, n)| out += &format!("| {field} | {n} |\n"));
    }
    if !by_rule.is_empty() {
        out += "\n| rule | lost by | gained by |\n|---|---|---|\n";
        by_rule.iter().for_each(|(rule, n)| out += &format!("| {rule} | {} | {} |\n", n.old, n.new));
    }
    out
}

/// Tells the rules on both sides.
fn rules(record: &RecordChange) -> String {
    let old = record.rules_old.iter().map(|r| format!("−{r}"));
    let new = record.rules_new.iter().map(|r| format!("+{r}"));
    old.chain(new).collect::<Vec<_>>().join(" ")
}

fn shown(value: &str) -> String {
    match value {
        "" => "(empty)".to_string(),
        long if long.chars().count() > 120 => {
            format!("{}…", long.chars().take(119).collect::<String>().replace('\n', " "))
        }
        short => short.replace('\n', " "),
    }
}

fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// Sets an apostrophe before text that a spreadsheet would run as a formula.
fn defused(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}
