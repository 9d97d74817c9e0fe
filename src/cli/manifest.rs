//! What made an output: program, rulebook, options, counts, and digests of the files.

use super::input::{Inputs, slashed};
use super::spool::Counts;
use super::target::Output;
use anyhow::Context;
use rapporteur::rulebook::Rulebook;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The manifest of one run; it tells no time, so that the same run gives the same bytes.
pub struct Manifest {
    all: Map<String, Value>,
    files: Vec<Value>,
}

impl Manifest {
    /// Makes a manifest of what is known before the run.
    pub fn new(inputs: &Inputs, output: &Output, dedupe: bool, rules: &Rulebook) -> Manifest {
        let path = |p: &std::path::PathBuf| Value::from(slashed(p));
        let mut all = Map::new();
        all.insert("program".into(), concat!("rapporteur ", env!("CARGO_PKG_VERSION")).into());
        all.insert("rulebook".into(), rules.version.clone().into());
        all.insert(
            "inputs".into(),
            json!({
                "paths": inputs.paths.iter().map(path).collect::<Vec<_>>(),
                "files_from": inputs.files_from.as_ref().map(path),
                "metadata": inputs.metadata.as_ref().map(path),
                "published": inputs.published.map(|p| p.to_string()),
                "fields": inputs.fields,
                "split": inputs.split,
                "max_article": inputs.max_article,
                "max_unpacked": inputs.max_unpacked,
                "dedupe": dedupe,
            }),
        );
        all.insert("columns".into(), output.columns.clone().into());
        Manifest { all, files: Vec::new() }
    }

    /// Returns a digest of what must be the same for an unfinished run to go on.
    pub fn identity(&self) -> String {
        let text = serde_json::to_string(&[self.all.get("program"), self.all.get("rulebook"), self.all.get("inputs")]);
        hex(&Sha256::digest(text.unwrap_or_default()))
    }

    /// Adds what was counted.
    pub fn counts(&mut self, counts: Counts) {
        self.all.insert("counts".into(), serde_json::to_value(counts).unwrap_or_default());
    }

    /// Adds a file, with its digest.
    ///
    /// # Errors
    /// What the file says.
    pub fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        let mut file = File::open(path).with_context(|| path.display().to_string())?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0u64;
        loop {
            let read = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e).with_context(|| path.display().to_string()),
            };
            bytes += read as u64;
            digest.update(buffer.get(..read).unwrap_or_default());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.files.push(json!({ "name": name, "bytes": bytes, "sha256": hex(&digest.finalize()) }));
        Ok(())
    }

    /// Writes the manifest.
    pub fn text(mut self) -> String {
        self.all.insert("files".into(), Value::Array(self.files));
        let text = serde_json::to_string_pretty(&Value::Object(self.all)).unwrap_or_default();
        text + "\n"
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
