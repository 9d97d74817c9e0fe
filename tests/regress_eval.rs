//! `rapporteur eval` on records and gold made for the test; the expected figures were worked out
//! apart from the program.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::process::Command;

fn eval(arguments: &[&str]) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/score"))
        .arg("eval")
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

#[test]
fn every_figure_is_the_expected_one() {
    let (out, code) = eval(&["--gold", "gold.json", "--records", "records.jsonl", "--json"]);
    assert_eq!(code, Some(0));
    let found: Value = serde_json::from_str(&out).unwrap();
    let expected: Value = serde_json::from_str(include_str!("data/score/expected.json")).unwrap();
    for (field, figures) in expected.as_object().unwrap() {
        match figures {
            Value::Object(figures) => {
                for (name, figure) in figures {
                    assert_eq!(found[field][name].as_f64(), figure.as_f64(), "{field} {name}");
                }
            }
            count => assert_eq!(&found[field], count, "{field}"),
        }
    }
}

#[test]
fn every_disagreement_is_told_with_its_quote() {
    let (out, _) = eval(&["--gold", "gold.json", "--records", "records.jsonl", "--details"]);
    assert!(
        out.contains("quay.txt: quay-talks: participant invented: Kari Berg (forbidden)\n    \"They met.\""),
        "{out}"
    );
    assert!(out.contains("call.txt: call: meeting missed: held; Ana Ruiz, Luis Mora; 2015-01-02..2015-01-02"), "{out}");
}

#[test]
fn figures_come_apart_by_publisher_year_and_kind() {
    for (by, group, tp) in [("publisher", "Harbour News", 11), ("year", "2015", 0), ("kind", "talks", 11)] {
        let (out, _) = eval(&["--gold", "gold.json", "--records", "records.jsonl", "--json", "--by", by]);
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found["by"][group]["slot"]["tp"], tp, "{by}: {out}");
    }
}

#[test]
fn the_schema_knows_every_key_of_the_gold() {
    let (out, _) = eval(&["--schema"]);
    let schema: Value = serde_json::from_str(&out).unwrap();
    let gold: Value = serde_json::from_str(include_str!("data/score/gold.json")).unwrap();
    let meeting = &schema["$defs"]["meeting"]["properties"];
    for key in gold[0]["meetings"].as_array().unwrap().iter().flat_map(|m| m.as_object().unwrap().keys()) {
        assert!(meeting.get(key).is_some(), "{key}");
    }
}
