//! Tenures: whether an office that one person holds has two holders, and whether one still open has
//! been open too long to believe.

use super::rows::days;
use crate::gazetteer::fields;
use crate::rulebook::{Fault, Sources, toml_file};
use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "people.csv";
const RULES: &str = "tenures.toml";

/// What `tenures.toml` says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Rules {
    /// Offices that one person holds at a time.
    single_holder: Vec<String>,
    /// Days that two tenures may overlap around a change.
    handover_days: u64,
    /// Years after which an open tenure is doubted.
    open_years: u32,
    /// Offices that are held as long as their holders live.
    for_life: Vec<String>,
    /// Offices that no form of `titles.csv` means, and people have held: the check of references.
    #[allow(dead_code)]
    untitled: Vec<String>,
    /// Overlaps that are so.
    shared: Vec<Shared>,
}

/// Two who held an office at once.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    /// Their ids, in order.
    ids: [String; 2],
    /// Why.
    #[allow(dead_code)]
    reason: String,
}

struct Tenure {
    line: usize,
    id: String,
    /// The last day on which it was seen to last.
    seen: Option<NaiveDate>,
    from: (NaiveDate, NaiveDate),
    to: Option<(NaiveDate, NaiveDate)>,
    from_text: String,
}

/// Checks the tenures of `people.csv`.
pub fn check(sources: &Sources, faults: &mut Vec<Fault>) -> Vec<Fault> {
    let rules: Rules = toml_file::read(sources, RULES, faults);
    let mut out = Vec::new();
    let mut newest: Option<NaiveDate> = None;
    let mut held: BTreeMap<(String, String), Vec<Tenure>> = BTreeMap::new();
    for (k, line) in sources.get(FILE).lines().enumerate().skip(1) {
        let row = fields(line);
        let cell = |at: usize| row.get(at).map(String::as_str).unwrap_or_default();
        let (of, office) = (if cell(5).is_empty() { cell(4) } else { cell(5) }, cell(6));
        newest = newest.max([cell(8), cell(9), cell(11)].iter().filter_map(|c| days(c).ok()).map(|d| d.1).max());
        // What is only vouched for around some day is no tenure with ends.
        let sure = !cell(8).ends_with('?') && !cell(9).ends_with('?');
        if let (Ok(from), true) = (days(cell(8)), sure) {
            let to = days(cell(9)).ok();
            let seen = days(cell(11)).ok().map(|d| d.1);
            let one = Tenure { line: k + 1, id: cell(0).to_string(), seen, from, to, from_text: cell(8).to_string() };
            held.entry((of.to_string(), office.to_string())).or_default().push(one);
        }
    }
    let shared: BTreeSet<&[String; 2]> = rules.shared.iter().map(|s| &s.ids).collect();
    let doubted = newest.and_then(|day| day.checked_sub_months(Months::new(12 * rules.open_years)));
    for ((of, office), mut tenures) in held {
        if !rules.for_life.contains(&office) {
            let old = |t: &&Tenure| doubted.is_some_and(|day| t.from.1 < day && t.seen.is_none_or(|s| s < day));
            for t in tenures.iter().filter(|t| t.to.is_none()).filter(old) {
                let told = format!("{} {office} of {of} since {}", t.id, t.from_text);
                let expected = format!("an end, or a day seen within {} years of the newest row", rules.open_years);
                out.push(Fault::warning(FILE, t.line, told, expected));
            }
        }
        if rules.single_holder.contains(&office) {
            tenures.sort_by_key(|t| (t.from.0, t.line));
            out.extend(overlaps(&of, &office, &tenures, rules.handover_days, &shared));
        }
    }
    out
}

/// Tells of tenures that surely overlap by more than `handover` days, but for the `shared` ones;
/// they are given in order of start.
fn overlaps(of: &str, office: &str, tenures: &[Tenure], handover: u64, shared: &BTreeSet<&[String; 2]>) -> Vec<Fault> {
    let mut out = Vec::new();
    for (k, a) in tenures.iter().enumerate() {
        for b in tenures.iter().skip(k + 1).filter(|b| b.id != a.id) {
            let ids = if a.id < b.id { [a.id.clone(), b.id.clone()] } else { [b.id.clone(), a.id.clone()] };
            if shared.contains(&ids) {
                continue;
            }
            let end = match (a.to, b.to) {
                (Some(a), Some(b)) => Some(a.0.min(b.0)),
                (a, b) => a.or(b).map(|to| to.0),
            };
            let start = a.from.1.max(b.from.1);
            let late = start.checked_add_days(Days::new(handover)).unwrap_or(start);
            if end.is_none_or(|end| late < end) {
                let (first, second) = (a.line.min(b.line), a.line.max(b.line));
                let told = format!("{} and {} both {office} of {of} from {start}", a.id, b.id);
                out.push(Fault::error(FILE, second, told, format!("one holder at a time (line {first} too)")));
            }
        }
    }
    out
}
