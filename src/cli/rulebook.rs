//! The rulebook that a run reads: the embedded one, or that of a folder.

use super::Usage;
use anyhow::Context;
use rapporteur::rulebook::{Fault, Rulebook, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Loads the rulebook: the embedded one, with the files of `folder` laid over it.
///
/// # Errors
/// Every fault of every file, as one [`Usage`] error.
pub fn load(folder: Option<&Path>) -> anyhow::Result<Rulebook> {
    Rulebook::load(&sources(folder)?).map_err(|faults| Usage(list(&faults)).into())
}

/// Lays the files of a rulebook folder over the embedded ones.
///
/// # Errors
/// A folder or file that cannot be read, or files that cannot be laid over.
pub fn sources(folder: Option<&Path>) -> anyhow::Result<Sources> {
    laid_over(folder)?.map_err(|faults| Usage(list(&faults)).into())
}

/// Lays the files of a rulebook folder over the embedded ones; the faults of laying over stand apart.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn laid_over(folder: Option<&Path>) -> anyhow::Result<Result<Sources, Vec<Fault>>> {
    let mut sources = Sources::builtin();
    let Some(folder) = folder else { return Ok(Ok(sources)) };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|e| Usage(format!("{}: {e}", folder.display())))? {
        let path = entry?.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_file() && matches!(ending, "csv" | "toml" | "txt") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            files.insert(name, text);
        }
    }
    Ok(sources.lay_over(&super::input::slashed(folder), &files).map(|()| sources))
}

/// Lists faults, one a line.
fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the rulebook does not load:\n  {}", lines.join("\n  "))
}
