//! The rules of the TOML files: every fault of loading, rules told twice, rules without sentences.

use crate::rulebook::{Fault, Rulebook, Severity, Sources};
use std::collections::BTreeMap;

/// How many faults of one file are told at most.
const MOST: usize = 50;

/// Loads the rulebook again and again, each time without the lines that were at fault, and returns
/// the faults of all: a TOML file that does not parse tells only its first.
pub fn loading(sources: &Sources) -> Vec<Fault> {
    let mut sources = sources.clone();
    let mut all: Vec<Fault> = Vec::new();
    for _ in 0..MOST {
        // Lines are those of the merged file here: the caller asks for their origin.
        let Err(found) = Rulebook::load_unplaced(&sources) else { break };
        let fresh: Vec<Fault> = found.into_iter().filter(|f| !all.contains(f)).collect();
        let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for fault in fresh.iter().filter(|f| f.severity == Severity::Error && f.file.ends_with(".toml") && f.line > 0) {
            lines.entry(fault.file.clone()).or_default().push(fault.line);
        }
        all.extend(fresh);
        if lines.is_empty() {
            break;
        }
        for (file, lines) in lines {
            let text = without(sources.get(&file), &lines);
            if text.parse::<toml::Table>().is_err() && sources.get(&file).parse::<toml::Table>().is_ok() {
                return all;
            }
            sources.replace(&file, text);
        }
    }
    all
}

/// Tells of rules whose id another rule has, in whatever file.
pub fn repeated(sources: &Sources) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut first: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for rule in listed(sources) {
        match first.get(&rule.id) {
            Some((file, line)) => {
                let expected = format!("an id of its own: {file}:{line} has the same");
                faults.push(Fault::error(&rule.file, rule.line, format!("rule {} again", rule.id), expected));
            }
            None => {
                first.insert(rule.id, (rule.file, rule.line));
            }
        }
    }
    faults
}

/// Tells of rules that have no example or no reject, read off the text, whether or not it loads.
pub fn without_sentences(sources: &Sources) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in listed(sources) {
        for (has, what) in [(rule.examples, "examples"), (rule.rejects, "rejects")] {
            if !has {
                faults.push(Fault::error(
                    &rule.file,
                    rule.line,
                    format!("rule {} without {what}", rule.id),
                    "at least one",
                ));
            }
        }
    }
    faults
}

/// A rule as its file has it.
struct Listed {
    file: String,
    line: usize,
    id: String,
    examples: bool,
    rejects: bool,
}

/// Lists the rules of every TOML file: the entries of lists of tables that have an id.
fn listed(sources: &Sources) -> Vec<Listed> {
    let mut out = Vec::new();
    for (file, text) in sources.files().filter(|(name, _)| name.ends_with(".toml")) {
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        for (name, list) in table.iter().filter_map(|(name, v)| v.as_array().map(|list| (name, list))) {
            // A list of which no entry has sentences is one of codes, not of rules.
            let sentences = list.iter().any(|e| e.get("examples").is_some() || e.get("rejects").is_some());
            let header = format!("[[{name}]]");
            let starts =
                text.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with(&header)).map(|(k, _)| k + 1);
            for (entry, line) in list.iter().zip(starts) {
                let Some(id) = entry.get("id").and_then(toml::Value::as_str) else { continue };
                let filled = |key: &str| entry.get(key).and_then(toml::Value::as_array).is_some_and(|l| !l.is_empty());
                let (examples, rejects) = (!sentences || filled("examples"), !sentences || filled("rejects"));
                out.push(Listed { file: file.to_string(), line, id: id.to_string(), examples, rejects });
            }
        }
    }
    out
}

/// Returns a TOML text with lines emptied: the entry that a header begins, or one line.
fn without(text: &str, lines: &[usize]) -> String {
    let mut out: Vec<&str> = text.lines().collect();
    for &line in lines {
        let Some(at) = line.checked_sub(1).filter(|at| *at < out.len()) else { continue };
        let header = out[at].trim_start().starts_with('[');
        out[at] = "";
        if header {
            for line in out.iter_mut().skip(at + 1).take_while(|l| !l.trim_start().starts_with('[')) {
                *line = "";
            }
        }
    }
    out.join("\n") + "\n"
}
