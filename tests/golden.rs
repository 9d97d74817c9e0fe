//! The golden cases of `fixtures/`, and what `rapporteur golden` compares, refuses and writes.

#![allow(clippy::unwrap_used)]

mod common;

use common::folder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn golden(arguments: &[&str]) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("golden")
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap(), run.status.code())
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

const STRAY: &str = r#"{"meeting_id":"m-1","article":{"path":"a.txt"},"status":"held","participants":[{"name":"Ana Ruiz"}],"evidence":[{"quote":"Ruiz met them."}],"rules":["x.y"]}"#;

#[test]
fn the_fixtures_are_as_expected() {
    let (out, code) = golden(&["fixtures"]);
    assert_eq!(code, Some(0), "\n{out}\nWhere this is meant: make bless, then read the difference.");
}

#[test]
fn a_plain_run_tells_the_difference_and_never_writes() {
    let folder = folder("differs", &[("a.txt", "The lake was calm.\n"), ("a.meetings.jsonl", STRAY)]);
    let before = contents(&folder);
    let (out, code) = golden(&[folder.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("a.txt m-1 gone") && out.contains("held; Ana Ruiz") && out.contains("−x.y"), "{out}");
    assert_eq!(contents(&folder), before);
}

#[test]
fn what_is_missing_is_a_failure() {
    for (name, files, told) in [
        ("empty", &[][..], "no article"),
        ("no-golden", &[("a.txt", "The lake was calm.\n")][..], "an article without its golden"),
        (
            "no-article",
            &[("a.txt", "Calm.\n"), ("a.meetings.jsonl", ""), ("b.meetings.jsonl", "")][..],
            "a golden without its article",
        ),
        ("clash", &[("a.txt", "Calm.\n"), ("a.md", "Calm.\n"), ("a.meetings.jsonl", "")][..], "would share a golden"),
    ] {
        let (out, code) = golden(&[folder(name, files).to_str().unwrap()]);
        assert_eq!(code, Some(1), "{out}");
        assert!(out.contains(told), "{out}");
    }
    assert_eq!(golden(&["no/such/folder"]).1, Some(2));
}

#[test]
fn bless_writes_what_the_run_gives_and_lists_it() {
    let folder = folder("bless", &[("a.txt", "The lake was calm.\n"), ("a.meetings.jsonl", STRAY)]);
    let name = folder.to_str().unwrap();
    let (out, code) = golden(&[name, "--bless"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("written: ") && out.contains("a.txt m-1 gone"), "{out}");
    assert_eq!(fs::read_to_string(folder.join("a.meetings.jsonl")).unwrap(), "");
    assert_eq!(contents(&folder).len(), 2);
    let (out, code) = golden(&[name]);
    assert_eq!(code, Some(0), "{out}");
}

#[test]
fn an_article_with_a_folder_of_its_own_has_every_golden() {
    let folder = folder("whole", &[("article.txt", "The lake was calm.\n")]);
    let name = folder.to_str().unwrap();
    assert_eq!(golden(&[name, "--bless"]).1, Some(0));
    let mut files: Vec<String> =
        contents(&folder).keys().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
    files.sort();
    assert_eq!(files, ["article.txt", "meetings.csv", "meetings.jsonl", "trace.txt"]);
}
