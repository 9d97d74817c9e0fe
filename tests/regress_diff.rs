//! `rapporteur diff` on outputs and on rulebooks, and corrections on `extract`.

#![allow(clippy::unwrap_used)]

mod common;

use common::folder;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_rapporteur")).args(arguments).output().unwrap();
    (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap(), run.status.code())
}

const OSLO: &str = "OSLO, March 4, 2014 (North Wire) - Norwegian Foreign Minister Anna Holm held talks with Swedish \
Foreign Minister Karl Lind in Oslo on Tuesday.\n\nThe two ministers agreed to open a new border post.\n";
const ROME: &str = "ROME, March 5, 2014 (North Wire) - Italian Prime Minister Ada Conti met Greek Prime Minister Nikos \
Vallas in Rome on Wednesday.\n";

/// Writes two articles, and runs `extract` over them; returns the folder and the records.
fn extracted(name: &str) -> (PathBuf, Vec<Value>) {
    let folder = folder(name, &[("oslo.txt", OSLO), ("rome.txt", ROME)]);
    let (out, err, code) = run(&["extract", folder.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(code, Some(0), "{err}");
    let records: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(records.len(), 2, "{out}");
    (folder, records)
}

fn lines(records: &[Value]) -> String {
    records.iter().map(|r| format!("{r}\n")).collect()
}

#[test]
fn a_run_with_itself_does_not_differ_in_any_form() {
    let (articles, records) = extracted("diff-self");
    let table = run(&["extract", articles.to_str().unwrap(), "--format", "csv"]).0;
    let folder = folder("diff-self-out", &[("a.jsonl", &lines(&records)), ("a.csv", &table)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_string();
    for (old, new) in [("a.jsonl", "a.jsonl"), ("a.csv", "a.csv"), ("a.jsonl", "a.csv"), ("a.csv", "a.jsonl")] {
        let (out, err, code) = run(&["diff", &path(old), &path(new)]);
        assert_eq!(code, Some(0), "{old} {new}\n{out}{err}");
        assert_eq!(out, "0 added, 0 gone, 0 changed, 2 the same\n");
    }
    assert_eq!(run(&["diff", &path("a.jsonl")]).2, Some(2));
    assert_eq!(run(&["diff", &path("a.jsonl"), "no/such/file"]).2, Some(2));
}

#[test]
fn what_differs_is_told_cell_by_cell_in_every_format() {
    let (_, records) = extracted("diff-cells");
    let mut changed = records.clone();
    changed[0]["status"] = "planned".into();
    changed[0]["rules"].as_array_mut().unwrap().push("x.new".into());
    changed[1]["place"]["city"] = "Athens".into();
    let folder = folder("diff-cells-out", &[("a.jsonl", &lines(&records)), ("b.jsonl", &lines(&changed))]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_string();
    let told = |format: &str| {
        let (out, err, code) = run(&["diff", &path("a.jsonl"), &path("b.jsonl"), "--format", format]);
        assert_eq!(code, Some(1), "{err}");
        out
    };
    let text = told("text");
    for part in ["status: held → planned", "place.city: Rome → Athens", "+x.new", "0 added, 0 gone, 2 changed"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("cells by field: place.city 1, status 1") && text.contains("records by rule: x.new −0 +1"));
    let json: Value = serde_json::from_str(&told("json")).unwrap();
    assert_eq!((&json["by_field"]["status"], &json["changed"]), (&1.into(), &2.into()));
    assert_eq!(json["records"][0]["cells"][0]["new"], "planned");
    let table = told("csv");
    assert!(table.lines().any(|l| l.contains(",changed,status,held,planned,,x.new")), "{table}");
    assert!(told("markdown").contains("| status | held | planned | +x.new |"));
}

#[test]
fn a_rule_taken_out_names_the_records_that_lost_it() {
    let (articles, records) = extracted("diff-rules");
    let frames = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/frames.toml");
    let frames = fs::read_to_string(frames).unwrap();
    let rules = records[0]["rules"].as_array().unwrap().iter().map(|r| r.as_str().unwrap());
    let rule = rules.into_iter().find(|r| frames.contains(&format!("id = \"{r}\""))).unwrap();
    let removed = format!("file,key\nframes.toml,{rule}\n");
    let mine = folder("diff-rules-mine", &[("removed.csv", &removed)]);
    let (articles, mine) = (articles.to_str().unwrap(), mine.to_str().unwrap());
    let (out, err, code) = run(&["diff", "--rules", mine, articles]);
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("oslo.txt") && out.contains(&format!("−{rule}")) && !out.contains("rome.txt"), "{out}");
    assert_eq!(run(&["diff", "--rules", mine, "--rules", mine, articles]).2, Some(0));
}

#[test]
fn corrections_are_applied_and_told_twice_the_same() {
    let (articles, records) = extracted("corrections");
    let articles = articles.to_str().unwrap();
    let id = |k: usize| records[k]["meeting_id"].as_str().unwrap();
    let rome = records[1]["article"]["path"].as_str().unwrap();
    let rows = [
        format!("{},,status,held,ongoing,minutes,still sitting", id(0)),
        format!("{},,place.venue,,Oslo Castle,minutes,", id(0)),
        format!("{},,participants[Karl Lind].title,Foreign Minister,State Secretary,minutes,", id(0)),
        format!("{},,participants,,\"Eva Strand (NOR, Envoy)\",minutes,", id(0)),
        format!("{},,duration_minutes,,90,minutes,", id(0)),
        format!("{},,topics,{},borders;trade,,", id(0), topics(&records[0])),
        format!(",{rome},kind,{},visit,,", records[1]["kind"].as_str().unwrap()),
        format!("{},,date_text,on Wednesday,on Wednesday morning,,", id(1)),
        format!("{},,place.city,Milan,Turin,,stale", id(1)),
        "m-0000000000000000,,status,held,planned,,unknown".to_string(),
    ];
    let table = format!("meeting,article,field,old,new,source,reason\n{}\n", rows.join("\n"));
    let folder = folder("corrections-out", &[("c.csv", &table)]);
    let mut outputs = Vec::new();
    for k in 0..2 {
        let output = folder.join(format!("out{k}.jsonl")).to_str().unwrap().to_string();
        let corrections = folder.join("c.csv").to_str().unwrap().to_string();
        let (_, err, code) = run(&["extract", articles, "-o", &output, "--corrections", &corrections]);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("8 corrections applied, 2 not"), "{err}");
        let ledger = fs::read_to_string(format!("{output}.corrections.csv")).unwrap();
        assert_eq!(ledger.matches(",applied,").count(), 8, "{ledger}");
        assert_eq!((ledger.matches(",stale,").count(), ledger.matches(",unknown,").count()), (1, 1));
        outputs.push((fs::read_to_string(&output).unwrap(), ledger));
    }
    assert_eq!(outputs[0], outputs[1]);
    let corrected: Vec<Value> = outputs[0].0.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(corrected[0]["place"]["basis"], "reviewed");
    assert_eq!(corrected[0]["reviewed"].as_array().unwrap().len(), 6);
    assert_eq!(corrected[1]["reviewed"], serde_json::json!(["date.text", "kind"]));
}

fn topics(record: &Value) -> String {
    record["topics"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect::<Vec<_>>().join(";")
}
