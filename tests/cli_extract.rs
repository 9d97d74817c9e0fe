//! `rapporteur extract`: what goes in, what comes out, and how it ends.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Done, arg, article, program, put, run, run_with, scratch, seeds};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs over the seeds and returns what is written.
fn of_seeds(more: &[&str]) -> Done {
    let seeds = seeds();
    run(["extract", arg(&seeds)].iter().chain(more))
}

#[test]
fn writes_the_meetings_of_the_seeds() {
    let done = of_seeds(&[]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.starts_with("meeting_id,status,"));
    assert!(done.out.lines().count() > 8, "{}", done.out);
    assert!(done.err.contains("6 articles, "), "{}", done.err);
}

#[test]
fn gives_the_same_bytes_on_any_number_of_threads() {
    let seeds = seeds();
    let on = |threads: &str| {
        let mut run = program();
        run.args(["extract", arg(&seeds), "--format", "jsonl"]).env("RAYON_NUM_THREADS", threads);
        run.output().unwrap().stdout
    };
    let one = on("1");
    assert!(!one.is_empty());
    assert_eq!(one, on("2"));
    assert_eq!(one, on("1"));
}

#[test]
fn picks_the_format_by_the_ending() {
    let folder = scratch();
    for (name, start) in
        [("m.csv", "meeting_id,"), ("m.tsv", "meeting_id\t"), ("m.jsonl", "{\"meeting_id\""), ("m.xlsx", "PK")]
    {
        let path = folder.path().join(name);
        let done = of_seeds(&["-o", arg(&path)]);
        assert_eq!(done.code, Some(0), "{}", done.err);
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
        assert!(folder.path().join(format!("{name}.manifest.json")).is_file());
        assert!(!folder.path().join(format!("{name}.part")).exists());
    }
    let done = of_seeds(&["-o", arg(&folder.path().join("m.doc"))]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("names no format"), "{}", done.err);
}

#[test]
fn names_the_feature_of_a_format_that_is_not_built_in() {
    let folder = scratch();
    for (name, feature) in [("m.parquet", "parquet"), ("m.sqlite", "sqlite")] {
        let path = folder.path().join(name);
        let done = of_seeds(&["-o", arg(&path)]);
        match done.code {
            Some(0) => assert!(path.is_file()),
            code => {
                assert_eq!(code, Some(2));
                assert!(done.err.contains(&format!("--features {feature}")), "{}", done.err);
            }
        }
    }
}

#[test]
fn a_folder_gets_the_five_tables() {
    let folder = scratch();
    let out = folder.path().join("out");
    let done = of_seeds(&["-o", &format!("{}/", arg(&out))]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    for name in ["meetings", "participants", "outcomes", "evidence", "absences", "errors"] {
        assert!(out.join(format!("{name}.csv")).is_file(), "{name}");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["counts"]["articles"], 6);
    assert_eq!(manifest["files"].as_array().unwrap().len(), 5);
    assert_eq!(run(["validate", arg(&out)]).code, Some(0));
}

#[test]
fn writes_the_columns_asked_for() {
    let done = of_seeds(&["--columns", "date_start,status", "--delimiter", ";", "--bom"]);
    assert!(done.out.starts_with("\u{feff}date_start;status\r\n"), "{}", done.out);
    assert_eq!(of_seeds(&["--columns", "colour"]).code, Some(2));
    assert_eq!(of_seeds(&["--delimiter", "::"]).code, Some(2));
}

#[test]
fn reads_metadata_and_the_date_given() {
    let folder = scratch();
    let text = "Ministers meet\n\nFrench Foreign Minister Jean-Marc Ayrault met German Foreign Minister \
        Frank-Walter Steinmeier in Vienna on Saturday.\n";
    put(folder.path(), "a.txt", text);
    let dated = |more: &[&str]| {
        let done = run(["extract", arg(folder.path()), "--columns", "date_start,article_publisher"].iter().chain(more));
        assert_eq!(done.code, Some(0), "{}", done.err);
        done.out
    };
    assert!(!dated(&[]).contains("2016-10-15"), "{}", dated(&[]));
    assert!(dated(&["--published", "2016-10-15"]).contains("2016-10-15"));
    put(folder.path(), "metadata.csv", "path,published,publisher\na.txt,2016-10-16,The Daily\n");
    assert!(dated(&[]).contains("2016-10-15,The Daily"), "{}", dated(&[]));
    put(folder.path(), "metadata.csv", "path,published\na.txt,yesterday\n");
    let done = run(["extract", arg(folder.path())]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("metadata.csv: line 2"), "{}", done.err);
}

#[test]
fn reads_standard_input_and_lists_and_patterns() {
    let folder = scratch();
    let done = run_with(&["extract", "-"], article(1).as_bytes());
    assert_eq!((done.code, done.out.lines().count()), (Some(0), 2), "{}", done.err);
    let (a, b) = (put(folder.path(), "a.txt", article(1)), put(folder.path(), "b.txt", article(2)));
    let list = put(folder.path(), "list", format!("{}\n{}\n", arg(&b), arg(&a)));
    let done = run(["extract", "--files-from", arg(&list), "--columns", "article_path"]);
    assert_eq!(done.out, format!("article_path\r\n{}\r\n{}\r\n", arg(&b), arg(&a)));
    let pattern = folder.path().join("*.txt");
    let done = run(["extract", arg(&pattern), "--columns", "article_path"]);
    assert_eq!(done.out, format!("article_path\r\n{}\r\n{}\r\n", arg(&a), arg(&b)));
}

#[test]
fn tells_what_is_skipped_and_reads_the_rest() {
    let folder = scratch();
    put(folder.path(), "1-empty.txt", "");
    put(folder.path(), "2-nul.txt", vec![0u8; 4000]);
    put(
        folder.path(),
        "3-noise.bin",
        (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>(),
    );
    put(folder.path(), "4-letter.txt", "a".repeat(1 << 20));
    put(folder.path(), "5-good.txt", format!("\u{feff}{}", article(3).replace('\n', "\r\n")));
    put(folder.path(), "6-cut.gz", &b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c"[..]);
    let out = folder.path().join("out/");
    let done = run(["extract", arg(folder.path()), "-o", &format!("{}/", arg(&out))]);
    assert_eq!(done.code, Some(1), "{}", done.err);
    let ledger = fs::read_to_string(out.join("errors.csv")).unwrap();
    for (name, reason) in [("1-empty", "is empty"), ("2-nul", "NUL"), ("3-noise", "no text"), ("6-cut", "")] {
        assert!(ledger.lines().any(|l| l.contains(name) && l.contains(reason)), "{name}: {ledger}");
        assert!(done.err.contains(name), "{name}: {}", done.err);
    }
    assert_eq!(ledger.lines().count(), 5, "{ledger}");
    let meetings = fs::read_to_string(out.join("meetings.csv")).unwrap();
    assert!(meetings.contains("5-good.txt"), "{meetings}");
}

#[test]
fn wrong_usage_and_faulty_rulebooks_end_with_two() {
    let folder = scratch();
    put(folder.path(), "frames.toml", "[[frame]]\nid = \"x\"\nnonsense = 1\n");
    let seeds = seeds();
    for arguments in [
        vec!["extract"],
        vec!["extract", arg(&seeds), "--published", "yesterday"],
        vec!["extract", arg(&seeds), "--fields", "words=body"],
        vec!["extract", arg(&seeds), "--split", "("],
        vec!["extract", arg(&seeds), "--rules", arg(folder.path())],
        vec!["extract", arg(&seeds), "--rules", "/no/such/folder"],
        vec!["extract", arg(&seeds), "--metadata", "/no/such/file"],
        vec!["extract", arg(&seeds), "--format", "xlsx"],
        vec!["nonsense"],
    ] {
        let done = run(&arguments);
        assert_eq!(done.code, Some(2), "{arguments:?}: {}", done.err);
        assert!(!done.err.is_empty(), "{arguments:?}");
    }
    let done = run(["extract", "/no/such/article"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("/no/such/article: "), "{}", done.err);
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = scratch();
    for n in 0..400 {
        put(folder.path(), &format!("{n}.txt"), article(n));
    }
    let mut child = program()
        .args(["extract", arg(folder.path()), "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{err}");
}

#[test]
fn formulas_arrive_as_text() {
    let folder = scratch();
    let title = "=HYPERLINK(\"http://x.example\",\"+cmd\")";
    let record = serde_json::json!({ "text": article(1), "title": title, "publisher": "@SUM(A1)", "url": "+1" });
    let input = put(folder.path(), "a.json", record.to_string());
    let done = run(["extract", arg(&input), "--columns", "article_title,article_publisher,article_url"]);
    let row = done.out.lines().nth(1).unwrap().to_string();
    assert_eq!(row, format!("\"'{}\",'@SUM(A1),'+1", title.replace('"', "\"\"")));
}

#[test]
fn duplicates_are_told_and_dropped_when_asked() {
    let folder = scratch();
    put(folder.path(), "a.txt", article(1));
    put(folder.path(), "b.txt", article(1).replace(' ', "  "));
    put(folder.path(), "c.txt", article(2));
    let done = run(["extract", arg(folder.path()), "--columns", "article_path"]);
    assert!(done.err.contains("1 duplicates kept"), "{}", done.err);
    assert_eq!(done.out.lines().count(), 4);
    let errors = folder.path().join("dropped.errors.csv");
    let done = run(["extract", arg(folder.path()), "--dedupe", "--errors", arg(&errors), "--columns", "article_path"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert_eq!(done.out.lines().count(), 3);
    let ledger = fs::read_to_string(errors).unwrap();
    assert!(ledger.contains("b.txt,,has the text of an article before it"), "{ledger}");
}

/// Starts a run, ends it by a signal when its spool has grown, and returns its exit code; none where
/// it was killed.
fn end_midway(input: &Path, out: &Path, signal: &str) -> Option<i32> {
    let mut child = program()
        .args(["extract", arg(input), "-o", arg(out), "--quiet"])
        .stderr(Stdio::null())
        .env("RAYON_NUM_THREADS", "1")
        .spawn()
        .unwrap();
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let records = Path::new(&part).join("records.jsonl");
    loop {
        if fs::metadata(&records).is_ok_and(|m| m.len() > 0) {
            let id = child.id().to_string();
            Command::new("kill").args([signal, &id]).status().unwrap();
            return child.wait().unwrap().code();
        }
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    let folder = scratch();
    let line = |n| serde_json::json!({ "text": article(n), "id": format!("a{n}") }).to_string();
    let lines: Vec<String> = (0..1600).map(line).collect();
    let input = put(folder.path(), "in.jsonl", lines.join("\n") + "\nnonsense\n");
    let (one, two) = (folder.path().join("one.csv"), folder.path().join("two.csv"));
    assert_eq!(run(["extract", arg(&input), "-o", arg(&one), "-q"]).code, Some(1));
    let code = end_midway(&input, &two, "-KILL");
    if code.is_none() {
        assert!(!two.exists(), "a half file looks whole");
        // Other options are another run.
        let done = run(["extract", arg(&input), "-o", arg(&two), "--resume", "--dedupe"]);
        assert_eq!(done.code, Some(2), "{}", done.err);
    }
    let three = folder.path().join("three.csv");
    let code = end_midway(&input, &three, "-INT");
    assert!(matches!(code, Some(130 | 1)), "{code:?}");
    let ledger = |path: &Path| fs::read_to_string(format!("{}.errors.csv", arg(path))).unwrap();
    assert!(ledger(&one).contains("line 1601"));
    for out in [&two, &three] {
        let done = run(["extract", arg(&input), "-o", arg(out), "--resume", "-q"]);
        assert_eq!(done.code, Some(1), "{}", done.err);
        assert!(fs::read(&one).unwrap() == fs::read(out).unwrap(), "other bytes");
        assert_eq!(ledger(&one), ledger(out));
    }
}

#[test]
fn a_full_disk_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let done = of_seeds(&["-o", "/dev/full", "--format", "jsonl"]);
    assert_eq!(done.code, Some(1), "{}", done.err);
    assert!(done.err.contains("No space left"), "{}", done.err);
}

#[test]
fn explains_every_cell() {
    let folder = scratch();
    let path = put(folder.path(), "a.txt", article(4));
    let done = run(["explain", arg(&path)]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    for part in [
        "published",
        "participant",
        "place",
        "date",
        "status",
        "evidence",
        "empty: not_stated",
        "{Vienna}",
        "<on Tuesday>",
    ] {
        assert!(done.out.contains(part), "{part}: {}", done.out);
    }
    assert!(!done.out.contains('\u{1b}'), "colour without a terminal");
}
