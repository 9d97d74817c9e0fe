//! Indexes the large tables of `rules/`, so that start-up parses none of them.

#[path = "src/gazetteer.rs"]
#[allow(dead_code)]
mod gazetteer;

use sha2::{Digest, Sha256};
use std::path::Path;
use std::{env, fs};

/// The tables that are looked up by name, with the columns that hold names.
const TABLES: &[(&str, &[&str])] = &[
    ("people.csv", &["name", "aliases", "surname", "office@country", "office@organisation"]),
    ("names.csv", &["name"]),
    ("places.csv", &["name", "aliases"]),
    ("venues.csv", &["name", "aliases"]),
];

fn main() {
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/gazetteer.rs");
    for (file, columns) in TABLES {
        let path = Path::new("rules").join(file);
        println!("cargo:rerun-if-changed={}", path.display());
        let table = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let index = gazetteer::build_index(&table, columns).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        // The digest of a large table goes into the rulebook's version without being made at every start.
        let digest: String = Sha256::digest(table.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        fs::write(Path::new(&out).join(format!("{file}.sha256")), digest).expect("write digest");
        fs::write(Path::new(&out).join(format!("{file}.fst")), index.map).expect("write index");
        fs::write(Path::new(&out).join(format!("{file}.post")), index.postings).expect("write index");
        fs::write(Path::new(&out).join(format!("{file}.first")), index.firsts).expect("write index");
        fs::write(Path::new(&out).join(format!("{file}.slot")), index.slots).expect("write index");
    }
}
