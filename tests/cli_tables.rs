//! The description of the output, held to what is written.
#![allow(clippy::unwrap_used)]

mod common;

use common::{arg, run, scratch, seeds};
use rapporteur::export::TABLES;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn columns_are_those_that_are_written() {
    let folder = scratch();
    let out = format!("{}/out/", arg(folder.path()));
    assert_eq!(run(["extract", arg(&seeds()), "-o", &out]).code, Some(0));
    let described = run(["columns", "--format", "csv"]).out;
    for table in TABLES {
        let written = fs::read_to_string(format!("{out}{}.csv", table.name)).unwrap();
        let header: Vec<&str> = written.lines().next().unwrap().split(',').collect();
        let told: Vec<&str> = described
            .lines()
            .filter_map(|l| l.strip_prefix(&format!("{},", table.name)))
            .filter_map(|l| l.split(',').next())
            .collect();
        assert_eq!(header, told, "{}", table.name);
    }
}

/// Follows a reference of a schema.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> Vec<&'s Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return resolved(root.pointer(name.trim_start_matches('#')).unwrap(), root);
    }
    match schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        Some(list) => list.iter().flat_map(|one| resolved(one, root)).collect(),
        None => vec![schema],
    }
}

/// Holds a value to a schema, and collects the fields that were met.
fn held(value: &Value, schema: &Value, root: &Value, at: &str, met: &mut BTreeSet<String>) {
    let schemas = resolved(schema, root);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let inner = schemas.iter().find_map(|s| match &s["properties"][key] {
                    Value::Null => s.get("additionalProperties").filter(|p| p.is_object()),
                    inner => Some(inner),
                });
                let inner = inner.unwrap_or_else(|| panic!("{at}.{key} is in no schema"));
                met.insert(format!("{at}.{key}"));
                held(value, inner, root, &format!("{at}.{key}"), met);
            }
            let required = schemas.iter().filter_map(|s| s["required"].as_array()).flatten();
            for key in required.filter_map(Value::as_str) {
                assert!(map.contains_key(key), "{at}.{key} is missing");
            }
        }
        Value::Array(list) => {
            let inner = schemas.iter().find_map(|s| s.get("items").filter(|i| i.is_object()));
            for value in list {
                match inner {
                    Some(inner) => held(value, inner, root, &format!("{at}[]"), met),
                    None => assert!(schemas.iter().any(|s| s["type"] == "array" || s["type"][0] == "array"), "{at}"),
                }
            }
        }
        Value::String(word) => {
            let words: Vec<&Value> = schemas
                .iter()
                .flat_map(|s| {
                    s["enum"].as_array().cloned().unwrap_or_default().into_iter().chain(s.get("const").cloned())
                })
                .map(|v| &*Box::leak(Box::new(v)))
                .collect();
            let free = schemas.iter().any(|s| s.get("enum").is_none() && s.get("const").is_none());
            assert!(free || words.iter().any(|w| w.as_str() == Some(word)), "{at}: {word:?} is none of {words:?}");
        }
        _ => {}
    }
}

#[test]
fn the_schema_describes_what_is_written() {
    let schema: Value = serde_json::from_str(&run(["schema"]).out).unwrap();
    let out = run(["extract", arg(&seeds()), "--format", "jsonl"]).out;
    let mut met = BTreeSet::new();
    assert!(out.lines().count() > 8);
    for line in out.lines() {
        held(&serde_json::from_str(line).unwrap(), &schema, &schema, "", &mut met);
    }
    for field in schema["properties"].as_object().unwrap().keys() {
        assert!(met.contains(&format!(".{field}")) || field == "reviewed", "{field} is never written");
    }
    for field in [".participants[].name", ".place.city", ".date.start", ".evidence[].span", ".outcomes[].agreed"] {
        assert!(met.contains(field), "{field}");
    }
}

#[test]
fn validate_names_row_and_column() {
    let folder = scratch();
    let path = folder.path().join("m.csv");
    assert_eq!(run(["extract", arg(&seeds()), "-o", arg(&path)]).code, Some(0));
    assert_eq!(run(["validate", arg(&path)]).code, Some(0));
    let table = fs::read_to_string(&path).unwrap();
    let second = table.lines().nth(1).unwrap();
    let id = second.split(',').next().unwrap();
    let broken = format!("{table}{}\r\n", second.replacen(",held,", ",met,", 1));
    fs::write(&path, broken).unwrap();
    let done = run(["validate", arg(&path)]);
    assert_eq!(done.code, Some(1));
    assert!(done.out.contains(&format!("meeting_id: {id} stands in line 2 already")), "{}", done.out);
    assert!(done.out.contains(": status: \"met\" is none of held "), "{}", done.out);
}
