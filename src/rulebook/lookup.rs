//! What a rulebook knows of a name, and from which row.

use super::Sources;
use super::check::{TABLES, TableForm};
use crate::gazetteer::{fields, fold};

/// One row or rule that knows a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its file.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
    /// The column, or the key, that holds the name.
    pub by: String,
    /// What it says: the filled columns of a row, or the line of a rule.
    pub told: Vec<(String, String)>,
}

/// Finds every row and rule that knows a name, whatever its case and diacritics: as a whole first,
/// and where none does, as words of a longer name.
pub fn lookup(sources: &Sources, name: &str) -> Vec<Known> {
    let wanted = spaced(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    let whole = find(sources, |cell| cell == wanted);
    if !whole.is_empty() {
        return whole;
    }
    let inside = format!(" {wanted} ");
    find(sources, |cell| format!(" {cell} ").contains(&inside))
}

fn find(sources: &Sources, fits: impl Fn(&str) -> bool) -> Vec<Known> {
    let mut out = Vec::new();
    for (file, text) in sources.files() {
        match TABLES.iter().find(|t| t.file == file) {
            Some(table) => rows(table, text, &fits, &mut out),
            None => lines(file, text, &fits, &mut out),
        }
    }
    for known in &mut out {
        (known.file, known.line) = sources.origin(&known.file, known.line);
    }
    out
}

/// Finds the rows of a table.
fn rows(table: &TableForm, text: &str, fits: &impl Fn(&str) -> bool, out: &mut Vec<Known>) {
    let names: Vec<(usize, &str)> =
        table.columns.iter().enumerate().filter(|(_, c)| table.names.contains(&c.0)).map(|(k, c)| (k, c.0)).collect();
    for (k, line) in text.lines().enumerate().skip(1) {
        let row = fields(line);
        let cell = |at: usize| row.get(at).map(String::as_str).unwrap_or_default();
        let by = names.iter().find(|(at, _)| cell(*at).split(';').any(|n| fits(&spaced(n))));
        if let Some((_, by)) = by {
            let filled = table.columns.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
            let told = filled.map(|((name, _), cell)| (name.to_string(), cell.clone())).collect();
            out.push(Known { file: table.file.to_string(), line: k + 1, by: by.to_string(), told });
        }
    }
}

/// Finds the lines of any other file: those of words, and the ids of rules.
fn lines(file: &str, text: &str, fits: &impl Fn(&str) -> bool, out: &mut Vec<Known>) {
    for (k, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let key = trimmed.split_once('=').map(|(key, _)| key.trim()).unwrap_or_default();
        // Sentences speak of names without knowing them.
        if matches!(key, "examples" | "rejects" | "pattern" | "patterns") {
            continue;
        }
        let found = match trimmed.contains(['"', '\'']) {
            true => trimmed.split(['"', '\'']).skip(1).step_by(2).any(|word| fits(&spaced(word))),
            false => file.ends_with(".txt") && fits(&spaced(trimmed)),
        };
        if found {
            let by = if key.is_empty() { "line".to_string() } else { key.to_string() };
            out.push(Known {
                file: file.to_string(),
                line: k + 1,
                by,
                told: vec![("line".into(), shortened(trimmed))],
            });
        }
    }
}

fn spaced(name: &str) -> String {
    fold(name.trim()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let mut sources = Sources::default();
        let table = "phrase,country,organisation,organ,from,to\nHôtel Blanc,FRA,,,,\nRed Fort Road,IND,,,,\n";
        sources.replace("metonyms.csv", table.to_string());
        sources.replace("abbreviations.txt", "# short\nAdm.\n".to_string());
        sources.replace("r.toml", "[[rule]]\nid = \"r.talks\"\nexamples = [\"Adm. Bo\"]\n".to_string());
        sources
    }

    #[test]
    fn a_name_is_found_as_a_whole_then_as_words() {
        let known = lookup(&sources(), "HOTEL BLANC");
        assert_eq!(
            (known.len(), known[0].file.as_str(), known[0].line, known[0].by.as_str()),
            (1, "metonyms.csv", 2, "phrase")
        );
        assert_eq!(known[0].told[1], ("country".into(), "FRA".into()));
        assert_eq!(lookup(&sources(), "Red Fort")[0].line, 3);
        assert!(lookup(&sources(), "Fort Red").is_empty() && lookup(&sources(), " ").is_empty());
    }

    #[test]
    fn words_and_rules_are_found_and_sentences_are_not() {
        let known = lookup(&sources(), "adm");
        assert_eq!((known.len(), known[0].line), (1, 2));
        assert_eq!(lookup(&sources(), "r.talks")[0].by, "id");
    }
}
