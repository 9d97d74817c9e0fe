//! The rulebook that a run reads: the embedded one, or that of a folder.

use super::Usage;
use anyhow::Context;
use rapporteur::rulebook::{Fault, Rulebook, Sources};
use std::fs;
use std::path::Path;

/// Loads the rulebook: the embedded one, with the files of `folder` laid over it.
///
/// # Errors
/// Every fault of every file, as one [`Usage`] error.
pub fn load(folder: Option<&Path>) -> anyhow::Result<Rulebook> {
    Rulebook::load(&sources(folder)?).map_err(|faults| Usage(list(&faults)).into())
}

/// Reads the files of a rulebook folder over the embedded ones.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn sources(folder: Option<&Path>) -> anyhow::Result<Sources> {
    let mut sources = Sources::builtin();
    let Some(folder) = folder else { return Ok(sources) };
    let entries = fs::read_dir(folder).map_err(|e| Usage(format!("{}: {e}", folder.display())))?;
    for entry in entries {
        let path = entry?.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if !matches!(ending, "csv" | "toml" | "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if sources.get(&name) != text {
            sources.replace(&name, text);
        }
    }
    Ok(sources)
}

/// Lists faults, one a line.
fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the rulebook does not load:\n  {}", lines.join("\n  "))
}
