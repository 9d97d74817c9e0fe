//! A reviewer's corrections on the command line: read, and their ledger told and written.

use super::Usage;
use anyhow::Context;
use rapporteur::regress::corrections::{COLUMNS, Corrections, Fate};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a corrections file; nothing to correct where there is none.
///
/// # Errors
/// A file that cannot be read, or its every fault.
pub fn load(path: Option<&Path>) -> anyhow::Result<Corrections> {
    let Some(path) = path else { return Ok(Corrections::default()) };
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| Usage(format!("{name}: {e}")))?;
    Corrections::parse(&name, &text).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Usage(format!("the corrections do not load:\n  {}", lines.join("\n  "))).into()
    })
}

/// Tells what became of each correction: those not applied on standard error, all of them in
/// `OUTPUT.corrections.csv` beside the output.
///
/// # Errors
/// A ledger that cannot be written.
pub fn report(corrections: &Corrections, output: Option<&Path>) -> anyhow::Result<()> {
    let ledger = corrections.ledger();
    if ledger.is_empty() {
        return Ok(());
    }
    let applied = ledger.iter().filter(|e| e.fate == Fate::Applied).count();
    for entry in ledger.iter().filter(|e| e.fate != Fate::Applied) {
        let c = &entry.correction;
        let found = entry.found.as_deref().map(|f| format!(" ({f:?})")).unwrap_or_default();
        let whose = if c.meeting.is_empty() { &c.article } else { &c.meeting };
        anstream::eprintln!(
            "rapporteur: correction in line {}, {} of {whose}: {}{found}",
            c.line,
            c.field,
            entry.fate.word()
        );
    }
    anstream::eprintln!("{applied} corrections applied, {} not", ledger.len() - applied);
    let Some(output) = output else { return Ok(()) };
    let mut path = output.as_os_str().to_owned();
    path.push(".corrections.csv");
    let path = PathBuf::from(path);
    let mut writer = csv::Writer::from_path(&path).with_context(|| path.display().to_string())?;
    writer.write_record(["line"].into_iter().chain(COLUMNS).chain(["fate", "meeting_id", "found"]))?;
    for entry in &ledger {
        let c = &entry.correction;
        let (line, none) = (c.line.to_string(), String::new());
        let (id, found) = (entry.meeting_id.as_ref().unwrap_or(&none), entry.found.as_ref().unwrap_or(&none));
        writer.write_record([
            &line,
            &c.meeting,
            &c.article,
            &c.field,
            &c.old,
            &c.new,
            &c.source,
            &c.reason,
            entry.fate.word(),
            id,
            found,
        ])?;
    }
    writer.flush()?;
    Ok(())
}
