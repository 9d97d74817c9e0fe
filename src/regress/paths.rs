//! Names for the cells of a record: `status`, `place.city`, `participants[Sergei Lavrov].title`,
//! `outcomes[2].text`.
//!
//! A participant is named by its name (or organisation, words, title, country), since its position
//! moves when another is found; an outcome by its position. Without the brackets and what they
//! hold, the name of a cell is that of its field.

use serde_json::Value;

/// One cell: its path and its value as text, empty where there is none.
pub type Cell = (String, String);

/// Returns the cells of a record, in the record's order; the rules that made it are none of them.
pub fn cells(record: &Value) -> Vec<Cell> {
    let mut out = Vec::new();
    for (key, value) in record.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("rules", _) => {}
            ("participants", Value::Array(list)) => {
                for (name, one) in named(list) {
                    walk(&format!("participants[{name}]"), one, &mut out);
                }
            }
            ("outcomes" | "evidence", Value::Array(list)) => {
                for (k, one) in list.iter().enumerate() {
                    walk(&format!("{key}[{}]", k + 1), one, &mut out);
                }
            }
            _ => walk(key, value, &mut out),
        }
    }
    out
}

/// Returns the field of a path: the path without what stands in brackets.
pub fn field(path: &str) -> String {
    match (path.find('['), path.rfind(']')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &path[..open], &path[close + 1..]),
        _ => path.to_string(),
    }
}

/// Returns the list and the name of a path's bracketed part: `participants[A B].title` gives
/// `participants` and `A B`.
pub fn item(path: &str) -> Option<(&str, &str)> {
    let (open, close) = (path.find('[')?, path.rfind(']')?);
    Some((path.get(..open)?, path.get(open + 1..close)?))
}

/// Returns the participants with the names by which paths tell them apart.
pub fn named(list: &[Value]) -> Vec<(String, &Value)> {
    let mut out: Vec<(String, &Value)> = Vec::new();
    for one in list {
        let keys = ["name", "organisation", "name_text", "title", "country"];
        let name = keys.iter().filter_map(|k| one[*k].as_str()).find(|n| !n.is_empty()).unwrap_or("?");
        let same = out.iter().filter(|(n, _)| n == name || n.starts_with(&format!("{name}#"))).count();
        out.push((if same == 0 { name.to_string() } else { format!("{name}#{}", same + 1) }, one));
    }
    out
}

/// Writes a value as the text of a cell.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}

fn walk(path: &str, value: &Value, out: &mut Vec<Cell>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| walk(&format!("{path}.{key}"), value, out)),
        _ => out.push((path.to_string(), text(value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_are_named_by_field_and_participant() {
        let record = json!({"status": "held", "rules": ["a"], "participants": [
            {"name": "Ana Ruiz", "title": null}, {"name": null, "country": "FRA"}, {"country": "FRA"}],
            "place": {"city": "Lima", "spans": [[1, 2]]}, "topics": ["a", "b"], "outcomes": [{"agreed": true}]});
        let cells = cells(&record);
        let paths: Vec<&str> = cells.iter().map(|c| c.0.as_str()).collect();
        assert_eq!(
            paths,
            [
                "status",
                "participants[Ana Ruiz].name",
                "participants[Ana Ruiz].title",
                "participants[FRA].name",
                "participants[FRA].country",
                "participants[FRA#2].country",
                "place.city",
                "place.spans",
                "topics",
                "outcomes[1].agreed"
            ]
        );
        assert_eq!(cells[8].1, "a;b");
        assert_eq!(field("participants[A. [B] C].title"), "participants.title");
        assert_eq!(item("participants[A B].title"), Some(("participants", "A B")));
    }
}
