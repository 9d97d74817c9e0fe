//! One file a verb. Here: the list of verbs, what a run comes to, and how errors are told.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod corrections;
mod input;
mod interrupt;
mod manifest;
mod pipeline;
mod progress;
mod rulebook;
mod run;
mod spool;
mod table;
mod target;

use clap::{Parser, Subcommand};
use std::fmt;
use std::io;
use std::process::ExitCode;

/// Lists the verbs: one line each, the module and its arguments.
///
/// A verb's module holds a `clap::Args` of that name, whose doc comment is the help text, with
/// `fn run(self) -> anyhow::Result<Outcome>`.
macro_rules! verbs {
    ($($module:ident::$name:ident,)*) => {
        $(mod $module;)*

        #[derive(Subcommand)]
        enum Verb { $($name($module::$name)),* }

        impl Verb {
            fn run(self) -> anyhow::Result<Outcome> {
                match self { $(Verb::$name(verb) => verb.run()),* }
            }
        }
    };
}

verbs! {
    extract::Extract,
    explain::Explain,
    validate::Validate,
    columns::Columns,
    schema::Schema,
    dates::Dates,
    eval::Eval,
    diff::Diff,
    golden::Golden,
    rules::Rules,
}

/// Reads news articles and official texts and writes one record for every diplomatic meeting in
/// them: who met, where, when, and what was agreed, each cell with the words it came from.
#[derive(Parser)]
#[command(name = "rapporteur", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

/// What a run came to, as its exit code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was read and written: 0.
    Done,
    /// Something was skipped, or a check found faults: 1.
    Incomplete,
    /// The run was interrupted: 130.
    Interrupted,
}

/// An error of whoever called the program, not of what it read: exit code 2.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// Runs the verb that the arguments name.
pub fn main() -> ExitCode {
    match Cli::parse().verb.run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        // Whoever read us has seen enough.
        Err(error) if closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("rapporteur: {error:#}");
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

/// Returns whether an error is that the reader of our output went away.
fn closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause
            .downcast_ref::<io::Error>()
            .map(io::Error::kind)
            .or_else(|| cause.downcast_ref::<csv::Error>().and_then(csv_kind))
            .or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind));
        kind == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Returns the kind of the input/output error inside a CSV one.
fn csv_kind(error: &csv::Error) -> Option<io::ErrorKind> {
    match error.kind() {
        csv::ErrorKind::Io(error) => Some(error.kind()),
        _ => None,
    }
}
