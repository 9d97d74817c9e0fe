//! `rapporteur extract`: articles in, meetings out.

use super::input::Inputs;
use super::manifest::Manifest;
use super::pipeline::{Found, Position, Run, Seen};
use super::progress::Progress;
use super::spool::{Counts, Spool};
use super::target::{Output, Place, Target};
use super::{Outcome, corrections, interrupt, rulebook};
use anyhow::Context;
use clap::Args;
use rapporteur::article::Reading;
use rapporteur::regress::corrections::Corrections;
use rapporteur::rulebook::Rulebook;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Read articles and write the meetings in them
///
/// Ends with 0 when all was read, with 1 when something was skipped, with 2 when the arguments or
/// the rulebook are faulty, and with 130 when it was interrupted.
#[derive(Args)]
pub struct Extract {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    output: Output,
    /// Lay the rulebook files of this folder over the embedded ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Lay the corrections of this CSV file over the records
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Drop articles whose text or address was there before
    #[arg(long)]
    dedupe: bool,
    /// Go on where a run to the same output was killed
    #[arg(long, requires = "output")]
    resume: bool,
    /// Write what was skipped, and why, to this file; beside the output where absent
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

impl Extract {
    /// Runs the verb.
    pub fn run(mut self) -> anyhow::Result<Outcome> {
        self.inputs.except = self.output.output.as_deref().map(|path| path.components().collect());
        let target = self.output.target()?;
        let reading = self.inputs.reading()?;
        let rules = rulebook::load(self.rules.as_deref())?;
        let mut corrections = corrections::load(self.corrections.as_deref())?;
        let outcome = match target.place.clone() {
            Some(Place::File(path) | Place::Folder(path)) => {
                self.to_files(&path, &target, &reading, &rules, &mut corrections)?
            }
            place => self.to_stream(place, &target, &reading, &rules, &mut corrections)?,
        };
        corrections::report(&corrections, self.output.output.as_deref())?;
        Ok(outcome)
    }

    /// Writes as it reads.
    fn to_stream(
        &self,
        place: Option<Place>,
        target: &Target,
        reading: &Reading,
        rules: &Rulebook,
        corrections: &mut Corrections,
    ) -> anyhow::Result<Outcome> {
        let to: Box<dyn Write> = match place {
            Some(Place::Stream(path)) => {
                let file = fs::OpenOptions::new().write(true).open(&path);
                Box::new(file.with_context(|| path.display().to_string())?)
            }
            _ => Box::new(io::stdout().lock()),
        };
        let mut writer = target.stream(BufWriter::with_capacity(64 << 10, to))?;
        let mut counts = Counts::default();
        let mut ledger = match &self.errors {
            Some(path) => {
                let file = File::create(path).with_context(|| path.display().to_string())?;
                let mut ledger = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
                ledger.write_record(super::spool::COLUMNS)?;
                Some(ledger)
            }
            None => None,
        };
        let whole = self.read(reading, rules, Position::default(), &mut Seen::default(), |found, _, _, progress| {
            for one in &found {
                one.count(&mut counts);
                for meeting in one.meetings() {
                    let mut meeting = meeting.clone();
                    corrections.apply(&mut meeting);
                    writer.write(&meeting)?;
                }
                if let (Some(ledger), Some(skipped)) = (&mut ledger, one.skipped()) {
                    ledger.write_record(super::spool::row(skipped))?;
                }
            }
            progress.tell(counts);
            Ok(())
        })?;
        writer.finish()?;
        if let Some(ledger) = &mut ledger {
            ledger.flush()?;
        }
        self.conclude(whole, counts, None)
    }

    /// Writes to a spool, and turns that into the files asked for when all is read.
    fn to_files(
        &self,
        path: &Path,
        target: &Target,
        reading: &Reading,
        rules: &Rulebook,
        corrections: &mut Corrections,
    ) -> anyhow::Result<Outcome> {
        let mut manifest = Manifest::new(&self.inputs, &self.output, self.dedupe, rules);
        let mut seen = Seen::default();
        let mut spool = Spool::open(beside(path, ".part"), manifest.identity(), self.resume, &mut seen)?;
        let whole = self.read(reading, rules, spool.next(), &mut seen, |found, next, seen, progress| {
            spool.add(&found, next, seen)?;
            progress.tell(spool.counts());
            Ok(())
        })?;
        let counts = spool.counts();
        if !whole {
            return self.conclude(false, counts, Some(path));
        }
        let moves = target.convert(&spool.records(), &spool.made(), corrections)?;
        let folder = matches!(target.place, Some(Place::Folder(_)));
        if folder {
            fs::create_dir_all(path).with_context(|| path.display().to_string())?;
        }
        manifest.counts(counts);
        for (made, to) in &moves {
            manifest.file(made)?;
            put(made, to)?;
        }
        let (errors, told) = if folder {
            (path.join("errors.csv"), path.join("manifest.json"))
        } else {
            (beside(path, ".errors.csv"), beside(path, ".manifest.json"))
        };
        put(&spool.ledger(), self.errors.as_deref().unwrap_or(&errors))?;
        let made = spool.made().join("manifest.json");
        fs::write(&made, manifest.text()).with_context(|| made.display().to_string())?;
        put(&made, &told)?;
        spool.remove()?;
        self.conclude(true, counts, Some(path))
    }

    /// Reads all, telling of what is skipped.
    fn read(
        &self,
        reading: &Reading,
        rules: &Rulebook,
        from: Position,
        seen: &mut Seen,
        mut each: impl FnMut(Vec<Found>, Position, &mut Seen, &Progress) -> anyhow::Result<()>,
    ) -> anyhow::Result<bool> {
        let progress = Progress::new(&self.inputs, self.quiet);
        let stop = interrupt::watch();
        let (inputs, dedupe) = (&self.inputs, self.dedupe);
        let run = Run { inputs, reading, rules, from, dedupe, progress: &progress, stop };
        let whole = run.run(seen, |found, next, seen| {
            for skipped in found.iter().filter_map(Found::skipped) {
                progress.line(&format!("rapporteur: {skipped}"));
            }
            each(found, next, seen, &progress)
        });
        progress.end();
        whole
    }

    /// Tells what was done.
    fn conclude(&self, whole: bool, counts: Counts, path: Option<&Path>) -> anyhow::Result<Outcome> {
        if !self.quiet {
            let to = path.map(|p| format!("; {}", p.display())).unwrap_or_default();
            let again = match (counts.duplicates, self.dedupe) {
                (0, _) => String::new(),
                (n, true) => format!(", {n} duplicates dropped"),
                (n, false) => format!(", {n} duplicates kept (--dedupe drops them)"),
            };
            let Counts { articles, meetings, skipped, .. } = counts;
            let (read, met) = (counted(articles, "article"), counted(meetings, "meeting"));
            anstream::eprintln!("{read}, {met}, {skipped} skipped{again}{to}");
        }
        if !whole {
            let on = if path.is_some() { "; the same command with --resume goes on" } else { "" };
            anstream::eprintln!("rapporteur: interrupted{on}");
            return Ok(Outcome::Interrupted);
        }
        Ok(if counts.skipped == 0 { Outcome::Done } else { Outcome::Incomplete })
    }
}

/// Returns a path with something added to its last part.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

/// Moves a finished file to its place.
fn put(made: &Path, to: &Path) -> anyhow::Result<()> {
    if fs::rename(made, to).is_err() {
        // The place may lie on another disk; then it is copied there first, under another name.
        let near = beside(to, ".new");
        fs::copy(made, &near).and_then(|_| fs::rename(&near, to)).with_context(|| to.display().to_string())?;
    }
    Ok(())
}

/// Returns a count with its noun in the number it takes.
fn counted(n: u64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
