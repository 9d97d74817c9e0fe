//! The semantic difference of two runs: records added, gone and changed, cell by cell.
//!
//! Records are paired by id, then, within their article, by likeness, so that a record whose span
//! moved shows as changed and not as one gone and one added.

mod write;

pub use write::{DiffFormat, write};

use super::{likeness, paths};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Records less alike than this are not paired.
const FLOOR: f64 = 0.35;

/// One record of a run, reduced to what is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The record's id.
    pub id: String,
    /// The article's path, or its id.
    pub article: String,
    /// Cells in order, by path or by column.
    pub cells: Vec<paths::Cell>,
    /// The rules that made it.
    pub rules: Vec<String>,
    /// Who took part, for likeness.
    who: String,
    /// The words that tell of it, for likeness.
    said: String,
    /// Where and when, for likeness.
    held: [String; 2],
    /// A line that tells what it is.
    pub told: String,
}

impl Row {
    /// Makes a row of a record in its full form.
    pub fn of_record(record: &Value) -> Row {
        let text = |value: &Value| paths::text(value);
        let list = |key: &str| record[key].as_array().cloned().unwrap_or_default();
        let participants = list("participants");
        let who: Vec<String> = paths::named(&participants).into_iter().map(|(name, _)| name).collect();
        let said: Vec<String> = list("evidence").iter().map(|e| text(&e["quote"])).collect();
        let place = [&record["place"]["city"], &record["place"]["text"], &record["place"]["country"]];
        let place = place.into_iter().map(text).find(|p| !p.is_empty()).unwrap_or_default();
        let (start, end) = (text(&record["date"]["start"]), text(&record["date"]["end"]));
        let date = if start == end { start } else { format!("{start}..{end}") };
        let article = [&record["article"]["path"], &record["article"]["id"]];
        Row {
            id: text(&record["meeting_id"]),
            article: article.into_iter().map(text).find(|a| !a.is_empty()).unwrap_or_default(),
            cells: paths::cells(record),
            rules: list("rules").iter().map(text).collect(),
            told: told(&[&text(&record["status"]), &who.join(", "), &place, &date]),
            who: who.join(" "),
            said: said.join(" "),
            held: [place, date],
        }
    }

    /// Makes a row of a line of a table.
    pub fn of_line(columns: &[String], line: &[String]) -> Row {
        let get = |name: &str| {
            let at = columns.iter().position(|c| c == name);
            at.and_then(|k| line.get(k)).cloned().unwrap_or_default()
        };
        let either = |a: &str, b: &str| if get(a).is_empty() { get(b) } else { get(a) };
        let (place, date) = (either("place_city", "place_country"), get("date_start"));
        Row {
            id: get("meeting_id"),
            article: either("article_path", "article_id"),
            cells: columns.iter().cloned().zip(line.iter().cloned()).filter(|(c, _)| c != "rules").collect(),
            rules: get("rules").split(';').map(str::trim).filter(|r| !r.is_empty()).map(str::to_string).collect(),
            told: told(&[&get("status"), &get("participants"), &place, &date]),
            who: get("participants"),
            said: get("evidence"),
            held: [place, date],
        }
    }

    fn likeness(&self, other: &Row) -> f64 {
        let same = |k: usize| f64::from(u8::from(!self.held[k].is_empty() && self.held[k] == other.held[k]));
        0.5 * likeness::overlap(&self.said, &other.said)
            + 0.3 * likeness::overlap(&self.who, &other.who)
            + 0.1 * same(0)
            + 0.1 * same(1)
    }
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Only the new run has it.
    Added,
    /// Only the old run has it.
    Gone,
    /// Both have it, with other cells.
    Changed,
}

impl Fate {
    /// Returns the word that is written for it.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Gone => "gone",
            Fate::Changed => "changed",
        }
    }
}

/// One cell that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellChange {
    /// Which cell.
    pub cell: String,
    /// Its field.
    pub field: String,
    /// What stood there; empty where nothing did.
    pub old: String,
    /// What stands there now; empty where nothing does.
    pub new: String,
}

/// One record that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordChange {
    /// The article.
    pub article: String,
    /// What became of the record.
    pub fate: Fate,
    /// Its id: the new one, or the old one where it is gone.
    pub meeting_id: String,
    /// A line that tells what it is, or was.
    pub told: String,
    /// The cells that differ; none for a record that is added or gone.
    pub cells: Vec<CellChange>,
    /// Rules that made the old record and not the new.
    pub rules_old: Vec<String>,
    /// Rules that made the new record and not the old.
    pub rules_new: Vec<String>,
}

/// How often something changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Records that lost it, or cells that differ.
    pub old: usize,
    /// Records that gained it.
    pub new: usize,
}

/// Everything that differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Records, in order of article.
    pub records: Vec<RecordChange>,
    /// How many records the two runs share, changed or not.
    pub paired: usize,
}

impl Diff {
    /// Returns whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Returns how many records were added, are gone, and changed.
    pub fn fates(&self) -> [usize; 3] {
        [Fate::Added, Fate::Gone, Fate::Changed].map(|f| self.records.iter().filter(|r| r.fate == f).count())
    }

    /// Returns how many cells differ, by field.
    pub fn by_field(&self) -> BTreeMap<&str, usize> {
        let mut out = BTreeMap::new();
        for cell in self.records.iter().flat_map(|r| &r.cells) {
            *out.entry(cell.field.as_str()).or_default() += 1;
        }
        out
    }

    /// Returns how many records lost and gained each rule.
    pub fn by_rule(&self) -> BTreeMap<&str, Count> {
        let mut out: BTreeMap<&str, Count> = BTreeMap::new();
        for record in &self.records {
            record.rules_old.iter().for_each(|r| out.entry(r).or_default().old += 1);
            record.rules_new.iter().for_each(|r| out.entry(r).or_default().new += 1);
        }
        out
    }
}

/// Compares two runs.
pub fn diff(old: &[Row], new: &[Row]) -> Diff {
    let mut out = Diff::default();
    let partner = pair(old, new);
    let taken: BTreeSet<usize> = partner.iter().copied().flatten().collect();
    for (a, b) in old.iter().zip(&partner) {
        match b.and_then(|k| new.get(k)) {
            Some(b) => {
                out.paired += 1;
                out.records.extend(changed(a, b));
            }
            None => out.records.push(alone(a, Fate::Gone)),
        }
    }
    let fresh = new.iter().enumerate().filter(|(k, _)| !taken.contains(k));
    out.records.extend(fresh.map(|(_, b)| alone(b, Fate::Added)));
    out.records.sort_by(|a, b| a.article.cmp(&b.article));
    out
}

/// Pairs records: by id, then by likeness within their article. Returns the partner of each old one.
fn pair(old: &[Row], new: &[Row]) -> Vec<Option<usize>> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut by_id: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let mut by_article: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, b) in new.iter().enumerate().rev() {
        by_id.entry((&b.article, &b.id)).or_default().push(k);
        by_article.entry(&b.article).or_default().push(k);
    }
    for (i, a) in old.iter().enumerate() {
        let k = by_id.get_mut(&(a.article.as_str(), a.id.as_str())).and_then(Vec::pop);
        if let Some(k) = k {
            partner[i] = Some(k);
            taken[k] = true;
        }
    }
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in old.iter().enumerate().filter(|(i, _)| partner[*i].is_none()) {
        for &k in by_article.get(a.article.as_str()).into_iter().flatten().filter(|k| !taken[**k]) {
            let likeness = new.get(k).map_or(0.0, |b| a.likeness(b));
            if likeness >= FLOOR {
                candidates.push((likeness, i, k));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, i, k) in candidates {
        if partner[i].is_none() && !taken[k] {
            partner[i] = Some(k);
            taken[k] = true;
        }
    }
    partner
}

/// Compares two records cell by cell.
fn changed(old: &Row, new: &Row) -> Option<RecordChange> {
    let (before, after) = (by_path(&old.cells), by_path(&new.cells));
    let mut order: Vec<&str> = old.cells.iter().map(|c| c.0.as_str()).collect();
    order.extend(new.cells.iter().map(|c| c.0.as_str()).filter(|p| !before.contains_key(p)));
    let value = |of: &BTreeMap<&str, &str>, path: &str| of.get(path).copied().unwrap_or_default().to_string();
    let mut cells: Vec<CellChange> = order
        .into_iter()
        .map(|path| CellChange {
            cell: path.to_string(),
            field: paths::field(path),
            old: value(&before, path),
            new: value(&after, path),
        })
        .filter(|c| c.old != c.new)
        .collect();
    fold_items(&mut cells, &before, &after);
    let only = |a: &Row, b: &Row| a.rules.iter().filter(|r| !b.rules.contains(r)).cloned().collect::<Vec<_>>();
    let (rules_old, rules_new) = (only(old, new), only(new, old));
    if cells.is_empty() && rules_old.is_empty() && rules_new.is_empty() {
        return None;
    }
    Some(RecordChange {
        article: new.article.clone(),
        fate: Fate::Changed,
        meeting_id: new.id.clone(),
        told: new.told.clone(),
        cells,
        rules_old,
        rules_new,
    })
}

/// Tells of an item of a list that only one side has in one cell, not in one for each of its own.
fn fold_items(cells: &mut Vec<CellChange>, before: &BTreeMap<&str, &str>, after: &BTreeMap<&str, &str>) {
    let has =
        |of: &BTreeMap<&str, &str>, head: &str| of.range(head..).next().is_some_and(|(path, _)| path.starts_with(head));
    let mut out: Vec<CellChange> = Vec::new();
    for cell in cells.drain(..) {
        let Some((list, name)) = paths::item(&cell.cell) else {
            out.push(cell);
            continue;
        };
        let head = format!("{list}[{name}]");
        let (was, is) = (has(before, &format!("{head}.")), has(after, &format!("{head}.")));
        if was && is {
            out.push(cell);
        } else if out.last().is_none_or(|last| last.cell != head) {
            let of =
                |there: bool, from: &BTreeMap<&str, &str>| if there { item_told(from, &head) } else { String::new() };
            let (old, new) = (of(was, before), of(is, after));
            out.push(CellChange { cell: head.clone(), field: list.to_string(), old, new });
        }
    }
    *cells = out;
}

/// Tells an item of a list in a line.
fn item_told(cells: &BTreeMap<&str, &str>, head: &str) -> String {
    let get = |key: &str| cells.get(format!("{head}.{key}").as_str()).copied().unwrap_or_default();
    let words =
        [get("quote"), get("text"), get("name"), get("name_text"), get("country"), get("title"), get("organisation")];
    let mut parts: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    parts.dedup();
    parts.join(", ")
}

fn alone(row: &Row, fate: Fate) -> RecordChange {
    let rules = |on: Fate| if fate == on { row.rules.clone() } else { Vec::new() };
    RecordChange {
        article: row.article.clone(),
        fate,
        meeting_id: row.id.clone(),
        told: row.told.clone(),
        cells: Vec::new(),
        rules_old: rules(Fate::Gone),
        rules_new: rules(Fate::Added),
    }
}

fn by_path(cells: &[paths::Cell]) -> BTreeMap<&str, &str> {
    cells.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect()
}

fn told(parts: &[&str]) -> String {
    parts.iter().copied().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(id: &str, quote: &str, city: &str) -> Value {
        json!({"meeting_id": id, "article": {"path": "a.txt"}, "status": "held",
               "participants": [{"name": "Ana Ruiz", "country": "PER", "title": null}],
               "place": {"city": city}, "evidence": [{"quote": quote, "span": [0, 9]}], "rules": ["talks.hold"]})
    }

    fn rows(records: &[Value]) -> Vec<Row> {
        records.iter().map(Row::of_record).collect()
    }

    #[test]
    fn a_run_and_itself_do_not_differ() {
        let run = rows(&[record("m-1", "They met.", "Lima"), record("m-2", "They met.", "Lima")]);
        let diff = diff(&run, &run);
        assert!(diff.is_empty() && diff.paired == 2);
    }

    #[test]
    fn a_record_with_another_id_is_paired_by_likeness() {
        let old = rows(&[record("m-1", "The ministers met in Lima on Monday.", "Lima")]);
        let new = rows(&[record("m-2", "The ministers met in Lima on Monday, again.", "Quito")]);
        let diff = diff(&old, &new);
        assert_eq!(diff.fates(), [0, 0, 1]);
        let cells: Vec<&str> = diff.records[0].cells.iter().map(|c| c.cell.as_str()).collect();
        assert_eq!(cells, ["meeting_id", "place.city", "evidence[1].quote"]);
        assert_eq!(diff.by_field()["place.city"], 1);
    }

    #[test]
    fn records_of_nothing_in_common_are_gone_and_added() {
        let old = rows(&[record("m-1", "The ministers met in Lima.", "Lima")]);
        let mut other = record("m-2", "A phone call took place yesterday evening.", "Oslo");
        other["participants"] = json!([{"name": "Kari Berg"}]);
        other["rules"] = json!(["call.hold"]);
        let diff = diff(&old, &rows(&[other]));
        assert_eq!(diff.fates(), [1, 1, 0]);
        assert_eq!(diff.by_rule()["talks.hold"], Count { old: 1, new: 0 });
        assert_eq!(diff.by_rule()["call.hold"], Count { old: 0, new: 1 });
    }

    #[test]
    fn a_new_participant_is_one_cell() {
        let old = record("m-1", "They met.", "Lima");
        let mut new = old.clone();
        new["participants"] = json!([{"name": "Kari Berg", "country": "NOR", "title": "Envoy"},
                                     {"name": "Ana Ruiz", "country": "PER", "title": "Minister"}]);
        new["rules"] = json!(["talks.between"]);
        let diff = diff(&rows(&[old]), &rows(&[new]));
        let cells: Vec<(&str, &str, &str)> =
            diff.records[0].cells.iter().map(|c| (c.cell.as_str(), c.old.as_str(), c.new.as_str())).collect();
        assert_eq!(
            cells,
            [
                ("participants[Ana Ruiz].title", "", "Minister"),
                ("participants[Kari Berg]", "", "Kari Berg, NOR, Envoy")
            ]
        );
        assert_eq!((diff.records[0].rules_old.len(), diff.records[0].rules_new.len()), (1, 1));
    }

    #[test]
    fn lines_of_a_table_compare_by_column() {
        let columns: Vec<String> =
            ["meeting_id", "article_path", "status", "rules"].iter().map(|c| c.to_string()).collect();
        let line = |status: &str| ["m-1", "a.txt", status, "x;y"].iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let (old, new) = (Row::of_line(&columns, &line("held")), Row::of_line(&columns, &line("planned")));
        let diff = diff(&[old], &[new]);
        assert_eq!(diff.records[0].cells[0].field, "status");
    }
}
