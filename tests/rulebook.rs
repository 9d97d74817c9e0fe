//! The embedded rulebook has no fault, and `rapporteur rules` tells what it is asked.

#![allow(clippy::unwrap_used)]

use rapporteur::rulebook::check::check;
use rapporteur::rulebook::{Severity, Sources};
use std::fs;
use std::path::Path;
use std::process::Command;

fn rules(arguments: &[&str]) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_rapporteur")).arg("rules").args(arguments).output().unwrap();
    (String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap(), run.status.code())
}

#[test]
fn the_embedded_rulebook_has_no_fault() {
    let faults = check(&Sources::builtin());
    let errors: Vec<String> =
        faults.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "\n{}", errors.join("\n"));
}

#[test]
fn more_classes_of_words_than_symbols_are_a_fault() {
    let mut sources = Sources::builtin();
    let mut frames = sources.get("frames.toml").to_string();
    for n in 0..160 {
        frames += &format!("\n[[verb]]\nclass = \"CLASS{n}\"\nverbs = [\"zyx{n}\"]\n");
    }
    sources.replace("frames.toml", frames);
    let faults: Vec<String> = check(&sources).iter().map(ToString::to_string).collect();
    assert!(faults.iter().any(|f| f.contains("classes of words too many")), "{faults:?}");
}

#[test]
fn a_name_is_told_with_its_rows() {
    let (out, code) = rules(&["where", "Sergei", "Lavrov"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("people.csv:") && out.contains("office: foreign_minister"), "{out}");
    let (out, code) = rules(&["where", "Nobody Of That Name"]);
    assert_eq!(code, Some(2), "{out}");
}

#[test]
fn a_folder_of_rows_is_laid_over_and_checked_in_its_own_lines() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let row = "holm-anna,Anna Holm,,Holm,NOR,,foreign_minister,Minister of Foreign Affairs,2013-10-16,2010-01-01,FM,\n";
    let header = "id,name,aliases,surname,country,organisation,office,title,from,to,class,seen\n";
    fs::write(folder.join("people.csv"), format!("{header}{row}")).unwrap();
    let name = folder.to_str().unwrap();
    let (out, code) = rules(&["check", name]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("overlay/people.csv:2: error: found 2013-10-16 to 2010-01-01"), "{out}");
    let (out, _) = rules(&["where", "Anna Holm", "--rules", name]);
    assert!(out.contains("overlay/people.csv:2 by name"), "{out}");
}
