//! The rulebook: everything that the program knows, loaded from plain CSV and TOML.
//!
//! The library opens no file: a caller hands over [`Sources`], either the embedded ones or those
//! read from a folder. Loading reports every fault of every file at once.

pub mod check;
pub mod countries;
pub mod example;
mod fault;
pub mod lookup;
pub mod overlay;
mod sources;
pub mod table;
pub mod toml_file;

pub use countries::Countries;
pub use example::Exampled;
pub use fault::{Fault, Severity};
pub use sources::Sources;
pub use table::Table;

use crate::{dates, events, people, places, segment};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Everything that the stages know, ready to use.
#[derive(Debug)]
pub struct Rulebook {
    /// Digest of every source file, stamped into output: the first sixteen hexadecimal digits of
    /// SHA-256 over the file names and the SHA-256 of each, in order of name.
    pub version: String,
    /// What `segment` knows.
    pub segment: segment::Rules,
    /// What `people` knows.
    pub people: people::Rules,
    /// What `places` knows.
    pub places: places::Rules,
    /// What `dates` knows.
    pub dates: dates::Rules,
    /// What `events` knows.
    pub events: events::Rules,
}

impl Rulebook {
    /// Loads the rulebook that is embedded in the program.
    ///
    /// # Errors
    /// The faults found; the embedded rulebook has none, which a test holds.
    pub fn builtin() -> Result<Rulebook, Vec<Fault>> {
        Rulebook::load(&Sources::builtin())
    }

    /// Loads a rulebook from its source files.
    ///
    /// # Errors
    /// Every fault of every file, each with file, line, what was found and what was expected.
    pub fn load(sources: &Sources) -> Result<Rulebook, Vec<Fault>> {
        Rulebook::load_unplaced(sources).map_err(|mut faults| {
            faults.iter_mut().for_each(|f| (f.file, f.line) = sources.origin(&f.file, f.line));
            faults
        })
    }

    /// Loads a rulebook; the lines of faults are those of the sources as they were laid over.
    fn load_unplaced(sources: &Sources) -> Result<Rulebook, Vec<Fault>> {
        let (mut faults, mut of_places) = (Vec::new(), Vec::new());
        let version = version(sources);
        // The stages' rules know nothing of each other: they load side by side, and tell their
        // faults in a fixed order.
        let (dates, events, segment, places, people) = std::thread::scope(|scope| {
            let dates = scope.spawn(|| apart(|faults| dates::Rules::load(sources, faults)));
            let events = scope.spawn(|| apart(|faults| events::Rules::load(sources, faults)));
            let segment = segment::Rules::load(sources, &mut faults);
            let places = places::Rules::load(sources, &mut of_places);
            let people = people::Rules::beside(Arc::clone(&places.countries), sources, &mut faults);
            (joined(dates), joined(events), segment, places, people)
        });
        faults.append(&mut of_places);
        let ((dates, mut of_dates), (events, mut of_events)) = (dates, events);
        faults.append(&mut of_dates);
        faults.append(&mut of_events);
        let mut segment = segment;
        people.note(&mut segment.known);
        places.note(&mut segment.known);
        dates.note(&mut segment.known);
        events.note(&mut segment.known);
        let rulebook = Rulebook { version, segment, people, places, dates, events };
        if faults.iter().any(|f| f.severity == Severity::Error) {
            return Err(faults);
        }
        Ok(rulebook)
    }

    /// Every rule that carries sentences, in order of file and line.
    pub fn exampled(&self) -> impl Iterator<Item = &Exampled> {
        [
            self.segment.exampled(),
            self.people.exampled(),
            self.places.exampled(),
            self.dates.exampled(),
            self.events.exampled(),
        ]
        .into_iter()
        .flatten()
    }
}

/// Runs a loader with faults of its own.
fn apart<T>(load: impl FnOnce(&mut Vec<Fault>) -> T) -> (T, Vec<Fault>) {
    let mut faults = Vec::new();
    (load(&mut faults), faults)
}

/// Waits for a loader; a panic in it goes on here.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Digests the sources, in order of file name.
fn version(sources: &Sources) -> String {
    let mut digest = Sha256::new();
    for (name, _) in sources.files() {
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(sources.digest(name).as_bytes());
        digest.update([0]);
    }
    digest.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
