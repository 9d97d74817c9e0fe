//! A user's folder laid over the embedded rulebook, row by row.
//!
//! A folder that holds every file of the rulebook is a whole one and stands alone. One that holds
//! fewer is laid over: in a CSV file, the rows of a key (the first column) stand in place of the
//! embedded rows of that key; in a TOML file, a rule in place of the rule of that id, a key of a
//! table in place of that key; in a text file, lines are added. `removed.csv` (columns `file` and
//! `key`) takes rows and rules out.

use super::{Fault, Sources};
use crate::gazetteer::fields;
use std::collections::{BTreeMap, BTreeSet};

/// The file of a user's folder that takes rows and rules out.
pub const REMOVED: &str = "removed.csv";

/// Where a line of a merged file comes from: the user's file (or else the embedded one), and the
/// line there, from 1.
pub(super) type Origin = (bool, usize);

impl Sources {
    /// Lays the files of the folder called `folder` over these.
    ///
    /// # Errors
    /// Faults of what cannot be laid over: another header, no such file.
    pub fn lay_over(&mut self, folder: &str, files: &BTreeMap<String, String>) -> Result<(), Vec<Fault>> {
        let whole = self.files().all(|(name, _)| files.contains_key(name));
        let (removed, mut faults) = removals(files.get(REMOVED).map(String::as_str).unwrap_or_default());
        for (line, file, key) in &removed {
            let known = self.files().any(|(name, _)| name == file);
            let there = !known || pieces(file, self.get(file)).iter().any(|p| p.key.as_deref() == Some(key));
            if !known {
                faults.push(Fault::error(REMOVED, *line, format!("file {file:?}"), "a file of the rulebook"));
            } else if !there {
                faults.push(Fault::error(REMOVED, *line, format!("key {key:?}"), format!("a key of {file}")));
            }
        }
        let named: BTreeSet<&str> = files.keys().map(String::as_str).filter(|n| *n != REMOVED).collect();
        let touched: BTreeSet<&str> = named.iter().copied().chain(removed.iter().map(|r| r.1.as_str())).collect();
        for name in touched {
            if !self.files().any(|(known, _)| known == name) {
                if named.contains(name) {
                    let known: Vec<&str> = self.files().map(|(n, _)| n).collect();
                    faults.push(Fault::error(name, 0, "a file that the rulebook has not", known.join(", ")));
                }
                continue;
            }
            let base = if whole { "" } else { self.get(name) };
            let over = files.get(name).map(String::as_str).unwrap_or_default();
            if self.get(name) == over {
                continue;
            }
            if let Some(fault) = header_fault(name, self.get(name), over).filter(|_| !whole) {
                faults.push(fault);
                continue;
            }
            let gone: BTreeSet<&str> = removed.iter().filter(|r| r.1 == name).map(|r| r.2.as_str()).collect();
            let (text, lines) = merge(name, base, over, &gone);
            let label = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
            self.merged(name, text, label, lines);
        }
        faults
            .iter_mut()
            .for_each(|f| f.file = if folder.is_empty() { f.file.clone() } else { format!("{folder}/{}", f.file) });
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// A run of lines of a file that is replaced as one.
#[derive(Clone, Debug)]
struct Piece {
    /// What it is replaced by: none for what only stands between.
    key: Option<String>,
    /// The table that it is a key of, for a TOML key.
    table: String,
    /// Its first line, from 1.
    line: usize,
    /// Its lines, with their endings.
    lines: Vec<String>,
}

/// Reads the removals: line, file, key.
fn removals(text: &str) -> (Vec<(usize, String, String)>, Vec<Fault>) {
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for (k, line) in text.lines().enumerate() {
        match fields(line).as_slice() {
            [file, key] if k == 0 && (file != "file" || key != "key") => {
                faults.push(Fault::error(REMOVED, 1, line, "file,key"));
            }
            [file, key] => out.extend((k > 0).then(|| (k + 1, file.clone(), key.clone()))),
            _ if line.trim().is_empty() => {}
            _ => faults.push(Fault::error(REMOVED, k + 1, line, "file,key")),
        }
    }
    (out, faults)
}

/// Returns a fault where a table has other columns than the embedded one.
fn header_fault(name: &str, base: &str, over: &str) -> Option<Fault> {
    let head = |text: &str| text.lines().next().unwrap_or_default().trim().to_string();
    let (want, have) = (head(base), head(over));
    (name.ends_with(".csv") && !over.is_empty() && want != have).then(|| Fault::error(name, 1, have, want))
}

/// Lays `over` over `base`; returns the text, and where each of its lines comes from.
fn merge(name: &str, base: &str, over: &str, gone: &BTreeSet<&str>) -> (String, Vec<Origin>) {
    let mut out: Vec<(bool, Piece)> = Vec::new();
    let is_gone = |p: &Piece| p.key.as_deref().is_some_and(|k| gone.contains(k));
    let mut fresh: BTreeMap<(String, String), Vec<Piece>> = BTreeMap::new();
    let mut order = Vec::new();
    for piece in pieces(name, over) {
        // What stands between the keys of the user's file is the user's own note.
        if let Some(key) = piece.key.clone() {
            let at = (piece.table.clone(), key);
            if !fresh.contains_key(&at) {
                order.push(at.clone());
            }
            fresh.entry(at).or_default().push(piece);
        } else if base.is_empty() {
            out.push((true, piece));
        }
    }
    let text_file = name.ends_with(".txt");
    let mut done: BTreeSet<(String, String)> = BTreeSet::new();
    for piece in pieces(name, base).into_iter().filter(|p| !is_gone(p)) {
        let at = piece.key.clone().map(|key| (piece.table.clone(), key));
        match at.as_ref().and_then(|at| fresh.get(at)) {
            Some(_) if text_file => out.push((false, piece)),
            Some(own) => {
                if let Some(at) = at.filter(|at| !done.contains(at)) {
                    out.extend(own.iter().map(|p| (true, p.clone())));
                    done.insert(at);
                }
            }
            None => out.push((false, piece)),
        }
    }
    let rest = order.into_iter().filter(|at| !done.contains(at));
    for piece in rest.filter_map(|at| fresh.remove(&at)).flatten() {
        let at = if base.is_empty() { out.len() } else { place_of(name, &piece, &out) };
        out.insert(at, (true, piece));
    }
    let (mut text, mut lines) = (String::new(), Vec::new());
    for (own, piece) in &out {
        for (k, line) in piece.lines.iter().enumerate() {
            text.push_str(line);
            if !line.ends_with('\n') {
                text.push('\n');
            }
            lines.push((*own, piece.line + k));
        }
    }
    (text, lines)
}

/// Returns where a new piece goes: a row in its sorted place, a key in its table, a rule at the end.
fn place_of(name: &str, piece: &Piece, out: &[(bool, Piece)]) -> usize {
    if name.ends_with(".csv") {
        let line = piece.lines.first().map(String::as_str).unwrap_or_default();
        let after = |(_, p): &(bool, Piece)| p.key.is_some() && p.lines.first().is_some_and(|l| l.as_str() > line);
        return out.iter().position(after).unwrap_or(out.len());
    }
    let in_table = |(_, p): &(bool, Piece)| p.table == piece.table && !piece.table.is_empty();
    if name.ends_with(".toml") && !piece.table.starts_with("[[") {
        let last = out.iter().rposition(in_table);
        // Keys of no table stand before every table.
        let top = || out.iter().position(|(_, p)| !p.table.is_empty()).unwrap_or(out.len());
        return last.map_or_else(|| if piece.table.is_empty() { top() } else { out.len() }, |k| k + 1);
    }
    out.len()
}

/// Cuts a file into pieces.
fn pieces(name: &str, text: &str) -> Vec<Piece> {
    let lines = text.split_inclusive('\n').map(str::to_string).enumerate();
    if name.ends_with(".toml") {
        return toml_pieces(text);
    }
    let table = name.ends_with(".csv");
    let key = |k: usize, line: &str| match (table, line.trim()) {
        (_, "") => None,
        (true, _) if k == 0 => None,
        (true, line) => {
            let cells = fields(line);
            cells.iter().find(|c| !c.is_empty()).cloned()
        }
        (false, line) if line.starts_with('#') => None,
        (false, line) => Some(line.to_string()),
    };
    lines.map(|(k, line)| Piece { key: key(k, &line), table: String::new(), line: k + 1, lines: vec![line] }).collect()
}

/// Cuts a TOML file into the entries of its lists of tables, and the keys of its tables.
fn toml_pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut table = String::new();
    let mut quote: Option<&str> = None;
    for (k, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        let inside = quote.is_some();
        for mark in ["'''", "\"\"\""] {
            if quote.is_none_or(|q| q == mark) && bare.matches(mark).count() % 2 == 1 {
                quote = if quote.is_some() { None } else { Some(mark) };
            }
        }
        let one = |key: Option<String>, table: &str| Piece {
            key,
            table: table.to_string(),
            line: k + 1,
            lines: vec![line.to_string()],
        };
        let listed = table.starts_with("[[");
        if !inside && bare.starts_with("[[") {
            table = bare.split('#').next().unwrap_or_default().trim().to_string();
            out.push(one(Some(String::new()), &table));
        } else if !inside
            && bare.starts_with('[')
            && bare.split('#').next().unwrap_or_default().trim().ends_with(']')
            && !listed_value(&out)
        {
            table = bare.split('#').next().unwrap_or_default().trim().to_string();
            out.push(one(None, &table));
        } else if listed {
            if let Some(last) = out.last_mut() {
                last.lines.push(line.to_string());
                if let Some(id) = (!inside).then(|| id_of(bare)).flatten() {
                    last.key = Some(id);
                }
            }
        } else if inside || (!bare.is_empty() && !bare.starts_with('#') && key_of(bare).is_none()) {
            if let Some(last) = out.last_mut() {
                last.lines.push(line.to_string());
            }
        } else {
            out.push(one(key_of(bare).filter(|_| !bare.starts_with('#')), &table));
        }
    }
    out
}

/// Returns whether the last piece is a key whose list is still open.
fn listed_value(out: &[Piece]) -> bool {
    let Some(last) = out.last().filter(|p| p.key.is_some() && !p.table.starts_with("[[")) else { return false };
    let text: String = last.lines.concat();
    text.matches('[').count() > text.matches(']').count()
}

/// Returns the key of a line of TOML that begins a value.
fn key_of(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim().trim_matches('"');
    let plain = |c: char| c.is_alphanumeric() || "_-. '’".contains(c);
    (!key.is_empty() && key.chars().all(plain)).then(|| key.to_string())
}

/// Returns the id of a rule, where a line tells it.
fn id_of(line: &str) -> Option<String> {
    let rest = line.strip_prefix("id")?.trim_start().strip_prefix('=')?.trim();
    let mark = rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    rest.get(1..)?.split(mark).next().map(str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let mut sources = Sources::default();
        files.iter().for_each(|(name, text)| sources.replace(name, text.to_string()));
        sources
    }

    fn folder(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(n, t)| (n.to_string(), t.to_string())).collect()
    }

    const TABLE: &str = "id,name\na,Ana\nb,Bo\nb,Bob\nd,Dee\n";
    const RULES: &str = "top = 1\n\n[words]\nx = [\"a\"]\ny = [\n  \"b\",\n]\n\n# one\n[[rule]]\nid = \"r.one\"\nexamples = [\"[x]\"]\n\n[[rule]]\nid = \"r.two\"\n";

    #[test]
    fn rows_of_a_key_stand_in_place_of_the_rows_of_that_key() {
        let mut s = sources(&[("t.csv", TABLE), ("r.toml", RULES)]);
        s.lay_over("mine", &folder(&[("t.csv", "id,name\nb,Bert\nc,Cy\n")])).unwrap();
        assert_eq!(s.get("t.csv"), "id,name\na,Ana\nb,Bert\nc,Cy\nd,Dee\n");
        assert_eq!(s.origin("t.csv", 4), ("mine/t.csv".into(), 3));
        assert_eq!(s.origin("t.csv", 5), ("t.csv".into(), 5));
    }

    #[test]
    fn rules_are_replaced_by_id_and_keys_by_name() {
        let mut s = sources(&[("t.csv", TABLE), ("r.toml", RULES)]);
        let over = "[words]\ny = [\"z\"]\nw = []\n[[rule]]\nid = \"r.two\"\nnew = 1\n[[rule]]\nid = \"r.three\"\n";
        s.lay_over("mine", &folder(&[("r.toml", over)])).unwrap();
        let text = s.get("r.toml");
        let value: toml::Table = text.parse().unwrap();
        assert_eq!(value["words"]["y"].as_array().unwrap().len(), 1, "{text}");
        assert!(value["words"].get("w").is_some() && value["words"].get("x").is_some(), "{text}");
        let ids: Vec<&str> = value["rule"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["r.one", "r.two", "r.three"]);
        assert_eq!(value["rule"][1]["new"].as_integer(), Some(1));
    }

    #[test]
    fn rows_and_rules_are_taken_out() {
        let mut s = sources(&[("t.csv", TABLE), ("r.toml", RULES)]);
        s.lay_over("mine", &folder(&[(REMOVED, "file,key\nt.csv,b\nr.toml,r.one\n")])).unwrap();
        assert_eq!(s.get("t.csv"), "id,name\na,Ana\nd,Dee\n");
        let value: toml::Table = s.get("r.toml").parse().unwrap();
        assert_eq!(value["rule"].as_array().unwrap().len(), 1);
        let faults = s.lay_over("mine", &folder(&[(REMOVED, "file,key\nt.csv,z\nu.csv,b\n")])).unwrap_err();
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_whole_folder_stands_alone() {
        let mut s = sources(&[("t.csv", TABLE), ("r.toml", RULES)]);
        s.lay_over("mine", &folder(&[("t.csv", "id,name\na,Ann\n"), ("r.toml", RULES)])).unwrap();
        assert_eq!(s.get("t.csv"), "id,name\na,Ann\n");
        assert_eq!(s.get("r.toml"), RULES);
    }

    #[test]
    fn another_header_and_an_unknown_file_are_faults() {
        let mut s = sources(&[("t.csv", TABLE), ("r.toml", RULES)]);
        let faults = s.lay_over("mine", &folder(&[("t.csv", "id,nom\na,Ann\n"), ("u.csv", "")])).unwrap_err();
        let told: Vec<String> = faults.iter().map(|f| format!("{}:{}", f.file, f.line)).collect();
        assert_eq!(told, ["mine/t.csv:1", "mine/u.csv:0"]);
    }
}
