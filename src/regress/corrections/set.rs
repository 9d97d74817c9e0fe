//! Setting one cell of a record, and what hangs on it.

use super::{Correction, Fate, value};
use crate::dates::{DateBasis, DateGranularity};
use crate::record::{Meeting, PlaceBasis};
use crate::regress::paths;
use serde_json::{Map, Value, json};

/// Parts of a record that are no cell for a reviewer to set.
const FIXED: &[&str] = &["meeting_id", "article", "rules", "reviewed", "evidence", "absences"];

/// Returns the path that a field's name means: a column's name becomes the path that it shows.
pub fn path(field: &str) -> String {
    for part in ["place", "date"] {
        if let Some(rest) = field.strip_prefix(part).and_then(|rest| rest.strip_prefix('_')) {
            return format!("{part}.{rest}");
        }
    }
    field.to_string()
}

/// Sets a cell where the old value stands; returns what came of it, and what stands there or why not.
pub fn set(meeting: &mut Meeting, correction: &Correction) -> (Fate, Option<String>) {
    let field = correction.field.as_str();
    let head = field.split(['.', '[']).next().unwrap_or_default();
    let refused = |why: String| (Fate::Refused, Some(why));
    if FIXED.contains(&head) || field.ends_with(".spans") {
        return refused(format!("{field} is not to be corrected"));
    }
    let Ok(mut record) = serde_json::to_value(&*meeting) else { return refused("the record cannot be read".into()) };
    if record.get(head).is_none() {
        return refused(format!("no field {head}"));
    }
    let done = match field {
        "participants" => participant(&mut record, correction),
        "outcomes" => outcome(&mut record, correction),
        _ => cell(&mut record, correction),
    };
    if let Err((fate, found)) = done {
        return (fate, found);
    }
    match serde_json::from_value::<Meeting>(record) {
        Ok(corrected) => {
            *meeting = corrected;
            if !meeting.reviewed.iter().any(|r| r == field) {
                meeting.reviewed.push(field.to_string());
            }
            (Fate::Applied, Some(correction.new.clone()))
        }
        Err(error) => refused(error.to_string()),
    }
}

/// Brings in line what hangs on the cells that were set.
pub fn settle(meeting: &mut Meeting) {
    let touched = |path: &str| meeting.reviewed.iter().any(|r| r == path);
    let (moved, named) =
        (touched("place.city") || touched("place.country"), |part: &str| touched(&format!("place.{part}")));
    let (admin1, lat, lon, id) = (named("admin1"), named("lat"), named("lon"), named("geonames_id"));
    let dated = touched("date.start") || touched("date.end");
    let edtf = touched("date.edtf");
    if let Some(place) = meeting.place.as_mut().filter(|_| moved) {
        // What the gazetteer said of the old place would be wrong of the new one.
        place.admin1 = place.admin1.take().filter(|_| admin1);
        place.lat = place.lat.filter(|_| lat);
        place.lon = place.lon.filter(|_| lon);
        place.geonames_id = place.geonames_id.filter(|_| id);
    }
    if let Some(date) = meeting.date.as_mut().filter(|_| dated) {
        if let (Some(start), None) = (date.start.clone(), &date.end) {
            date.end = Some(start);
        }
        let one = date.start == date.end;
        date.granularity = Some(if one { DateGranularity::Day } else { DateGranularity::Range });
        if !edtf {
            date.edtf = match (&date.start, &date.end) {
                (Some(start), Some(end)) if start == end => Some(start.clone()),
                (Some(start), Some(end)) => Some(format!("{start}/{end}")),
                _ => None,
            };
        }
    }
    meeting.reviewed.sort();
    let filled: Vec<String> =
        meeting.reviewed.iter().map(|r| r.split('.').next().unwrap_or_default().to_string()).collect();
    meeting.absences.retain(|field, _| !filled.iter().any(|f| field == f || field.starts_with(&format!("{f}."))));
}

type Done = Result<(), (Fate, Option<String>)>;

/// Sets one cell.
fn cell(record: &mut Value, correction: &Correction) -> Done {
    let field = correction.field.as_str();
    let head = field.split(['.', '[']).next().unwrap_or_default().to_string();
    let stands = value(record, field);
    let part = field.rsplit('.').next().unwrap_or_default();
    if stands.is_none() && paths::item(field).is_some() {
        return Err((Fate::Stale, None));
    }
    let stands = stands.unwrap_or_default();
    if stands != correction.old {
        return Err((Fate::Stale, Some(stands)));
    }
    let new = typed(part, &correction.new).map_err(|why| (Fate::Refused, Some(why)))?;
    let holder = match paths::item(field) {
        Some((list, name)) => {
            let position = match list {
                "participants" => {
                    let items = record[list].as_array().cloned().unwrap_or_default();
                    paths::named(&items).iter().position(|(n, _)| n == name)
                }
                _ => name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)),
            };
            position.and_then(|k| record.get_mut(list)?.get_mut(k))
        }
        None if field.contains('.') => {
            if record[&head].is_null() {
                record[&head] = blank(&head, &correction.new);
            }
            record.get_mut(&head)
        }
        None => Some(record),
    };
    let Some(Value::Object(holder)) = holder else { return Err((Fate::Stale, None)) };
    if !holder.contains_key(part) {
        return Err((Fate::Refused, Some(format!("no field {}", paths::field(field)))));
    }
    holder.insert(part.to_string(), new);
    if field.contains('.') && holder.contains_key("basis") && part != "basis" {
        holder.insert("basis".into(), json!("reviewed"));
    }
    Ok(())
}

/// Adds, renames or takes out a participant: "Name (CCC, Title)".
fn participant(record: &mut Value, correction: &Correction) -> Done {
    let items = record["participants"].as_array().cloned().unwrap_or_default();
    let mut list: Vec<Value> = items.clone();
    let at = paths::named(&items).iter().position(|(n, _)| *n == correction.old);
    match (at, correction.old.is_empty()) {
        (None, false) => return Err((Fate::Stale, None)),
        (Some(at), _) if correction.new.is_empty() => {
            list.remove(at);
        }
        (Some(at), _) => {
            if let Some(Value::Object(one)) = list.get_mut(at) {
                one.extend(person(&correction.new, false));
            }
        }
        (None, true) => list.push(Value::Object(person(&correction.new, true))),
    }
    record["participants"] = Value::Array(list);
    Ok(())
}

/// Adds or takes out an outcome, by its text; "not: …" is one that failed.
fn outcome(record: &mut Value, correction: &Correction) -> Done {
    let mut list = record["outcomes"].as_array().cloned().unwrap_or_default();
    if !correction.old.is_empty() {
        let Some(at) = list.iter().position(|o| o["text"] == correction.old.as_str()) else {
            return Err((Fate::Stale, None));
        };
        list.remove(at);
    }
    if !correction.new.is_empty() {
        let failed = correction.new.strip_prefix("not:").map(str::trim);
        list.push(json!({
            "kind": if failed.is_some() { "no_agreement" } else { "agreement" },
            "agreed": failed.is_none(), "text": failed.unwrap_or(&correction.new), "parties": [], "spans": []
        }));
    }
    record["outcomes"] = Value::Array(list);
    Ok(())
}

/// Reads "Name (CCC, Title)" into the fields of a participant.
fn person(text: &str, whole: bool) -> Map<String, Value> {
    let (name, rest) = match text.strip_suffix(')').and_then(|t| t.split_once(" (")) {
        Some((name, rest)) => (name.trim(), rest),
        None => (text, ""),
    };
    let (country, title) = match rest.split_once(',') {
        Some((country, title)) => (country.trim(), title.trim()),
        None => (rest.trim(), ""),
    };
    let is_code = country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase());
    let filled = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let mut out = Map::new();
    if whole {
        let blank = json!({"kind": "person", "name": null, "name_text": null, "person_id": null, "title": null,
                           "office": null, "country": null, "organisation": null, "role": "participant",
                           "presence": "attended", "basis": "reviewed", "spans": []});
        out.extend(blank.as_object().cloned().unwrap_or_default());
    }
    out.insert("name".into(), json!(name));
    out.insert("person_id".into(), Value::Null);
    out.insert("basis".into(), json!("reviewed"));
    if !rest.is_empty() {
        out.insert(if is_code { "country" } else { "organisation" }.into(), filled(country));
        out.insert("title".into(), filled(title));
    }
    out
}

/// Returns a place or a date of which nothing is known yet.
fn blank(head: &str, text: &str) -> Value {
    match head {
        "place" => json!({"text": text, "venue": null, "city": null, "admin1": null, "country": null, "lat": null,
                          "lon": null, "geonames_id": null, "granularity": "city",
                          "basis": PlaceBasis::Reviewed.word(), "spans": []}),
        "date" => json!({"text": null, "start": null, "end": null, "edtf": null, "granularity": null,
                         "basis": DateBasis::Reviewed, "spans": []}),
        _ => Value::Null,
    }
}

/// Reads the text of a cell as the type of its field.
fn typed(part: &str, text: &str) -> Result<Value, String> {
    let list = ["topics", "cameo", "parties"];
    if list.contains(&part) {
        return Ok(text.split(';').map(str::trim).filter(|t| !t.is_empty()).collect());
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let number = |what: &str| format!("{text:?} is not {what}");
    match part {
        "duration_minutes" | "geonames_id" => {
            text.parse::<u64>().map(|n| json!(n)).map_err(|_| number("a whole number"))
        }
        "lat" | "lon" | "confidence" => text.parse::<f64>().map(|n| json!(n)).map_err(|_| number("a number")),
        "agreed" => text.parse::<bool>().map(|b| json!(b)).map_err(|_| number("true or false")),
        "start" | "end" => {
            text.parse::<chrono::NaiveDate>().map(|d| json!(d.to_string())).map_err(|_| number("a day, YYYY-MM-DD"))
        }
        _ => Ok(json!(text)),
    }
}
