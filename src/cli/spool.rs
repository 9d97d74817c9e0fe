//! What a run has found so far, on disk beside its output, so that a killed run can go on.
//!
//! Records, ledger and digests only ever grow; a checkpoint says how much of each is sound, and is
//! replaced whole after each batch. What a killed run wrote behind its checkpoint is cut off again.

use super::Usage;
use super::input::Skipped;
use super::pipeline::{Found, Position, Seen};
use anyhow::Context;
use rapporteur::record::Meeting;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How much was read and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles read.
    pub articles: u64,
    /// Meetings found.
    pub meetings: u64,
    /// Inputs, or parts of them, that gave no article.
    pub skipped: u64,
    /// Articles that were there before.
    pub duplicates: u64,
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Checkpoint {
    /// Digest of what must be the same for a run to go on: program, rulebook, options.
    of: String,
    next: Position,
    counts: Counts,
    records: u64,
    ledger: u64,
    seen: u64,
}

/// The files of a run under way.
pub struct Spool {
    folder: PathBuf,
    records: File,
    ledger: File,
    seen: File,
    at: Checkpoint,
}

/// The columns of the ledger.
pub const COLUMNS: [&str; 3] = ["path", "place", "reason"];

impl Spool {
    /// Opens the spool of an output: that of a run that did not end, where `resume` asks for it, or
    /// a new one.
    ///
    /// # Errors
    /// A spool of a run with other options, and what a file says.
    pub fn open(folder: PathBuf, of: String, resume: bool, seen: &mut Seen) -> anyhow::Result<Spool> {
        let told = fs::read_to_string(folder.join("state.json"));
        let old = told.ok().filter(|_| resume).map(|text| serde_json::from_str::<Checkpoint>(&text));
        let at = match old {
            Some(Ok(at)) if at.of == of => at,
            Some(Ok(_)) => {
                let reason =
                    "the run that ended here had other inputs, options, or another rulebook; run without --resume";
                return Err(Usage(format!("{}: {reason}", folder.display())).into());
            }
            _ => {
                if folder.exists() {
                    fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
                }
                Checkpoint { of, ..Checkpoint::default() }
            }
        };
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let records = grown(&folder.join("records.jsonl"), at.records)?;
        let ledger = grown(&folder.join("errors.csv"), at.ledger)?;
        let mut file = grown(&folder.join("seen.bin"), at.seen)?;
        file.seek(SeekFrom::Start(0))?;
        let mut digests = Vec::new();
        file.read_to_end(&mut digests)?;
        seen.recall(digests.chunks_exact(8).map(|c| c.iter().fold(0, |n, byte| n << 8 | u64::from(*byte))));
        let mut spool = Spool { folder, records, ledger, seen: file, at };
        if spool.at.ledger == 0 {
            let header = COLUMNS.join(",") + "\r\n";
            spool.at.ledger = header.len() as u64;
            spool.ledger.write_all(header.as_bytes())?;
            spool.save()?;
        }
        Ok(spool)
    }

    /// Returns where the input goes on.
    pub fn next(&self) -> Position {
        self.at.next
    }

    /// Returns what was found so far.
    pub fn counts(&self) -> Counts {
        self.at.counts
    }

    /// Returns the file of records.
    pub fn records(&self) -> PathBuf {
        self.folder.join("records.jsonl")
    }

    /// Returns the file of what was skipped.
    pub fn ledger(&self) -> PathBuf {
        self.folder.join("errors.csv")
    }

    /// Returns the folder that finished files are made in.
    pub fn made(&self) -> PathBuf {
        self.folder.join("made")
    }

    /// Adds a batch of findings, and sets the checkpoint behind it.
    ///
    /// # Errors
    /// What a file says.
    pub fn add(&mut self, found: &[Found], next: Position, seen: &mut Seen) -> anyhow::Result<()> {
        let mut records = Vec::new();
        let mut ledger = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for one in found {
            one.count(&mut self.at.counts);
            for meeting in one.meetings() {
                serde_json::to_writer(&mut records, meeting)?;
                records.push(b'\n');
            }
            if let Some(skipped) = one.skipped() {
                ledger.write_record(row(skipped))?;
            }
        }
        let ledger = ledger.into_inner().map_err(|e| anyhow::anyhow!("{e}"))?;
        let seen: Vec<u8> = seen.fresh().into_iter().flat_map(u64::to_be_bytes).collect();
        let files = [(&mut self.records, records), (&mut self.ledger, ledger), (&mut self.seen, seen)];
        let mut grown = [0u64; 3];
        for ((file, bytes), by) in files.into_iter().zip(&mut grown) {
            file.write_all(&bytes).with_context(|| self.folder.display().to_string())?;
            *by = bytes.len() as u64;
        }
        self.at.records += grown[0];
        self.at.ledger += grown[1];
        self.at.seen += grown[2];
        self.at.next = next;
        self.save()
    }

    /// Replaces the checkpoint.
    fn save(&self) -> anyhow::Result<()> {
        let (new, old) = (self.folder.join("state.new"), self.folder.join("state.json"));
        fs::write(&new, serde_json::to_vec(&self.at)?).with_context(|| new.display().to_string())?;
        fs::rename(&new, &old).with_context(|| old.display().to_string())
    }

    /// Takes the spool away.
    ///
    /// # Errors
    /// What the folder says.
    pub fn remove(self) -> anyhow::Result<()> {
        fs::remove_dir_all(&self.folder).with_context(|| self.folder.display().to_string())
    }
}

impl Found {
    /// Counts what an article gave.
    pub fn count(&self, counts: &mut Counts) {
        counts.meetings += self.meetings().len() as u64;
        match self {
            Found::Skipped(_) => counts.skipped += 1,
            Found::Meetings(_) => counts.articles += 1,
            Found::Duplicate(..) => {
                counts.articles += 1;
                counts.duplicates += 1;
            }
        }
    }

    /// Returns its meetings.
    pub fn meetings(&self) -> &[Meeting] {
        match self {
            Found::Meetings(meetings) | Found::Duplicate(_, Some(meetings)) => meetings,
            _ => &[],
        }
    }

    /// Returns why it was left out, where it was.
    pub fn skipped(&self) -> Option<&Skipped> {
        match self {
            Found::Skipped(skipped) | Found::Duplicate(skipped, None) => Some(skipped),
            _ => None,
        }
    }
}

/// Writes one row of the ledger.
pub fn row(skipped: &Skipped) -> [String; 3] {
    [&skipped.path, &skipped.place, &skipped.reason]
        .map(|cell| rapporteur::export::defused(cell.as_str().into()).into_owned())
}

/// Opens a file, cut off behind its sound part.
fn grown(path: &Path, sound: u64) -> anyhow::Result<File> {
    let open = || -> std::io::Result<File> {
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        file.set_len(sound)?;
        file.seek(SeekFrom::End(0))?;
        Ok(file)
    };
    open().with_context(|| path.display().to_string())
}
