//! `rapporteur rules`: what is wrong with a rulebook, and what it knows.

use super::{Outcome, Usage, rulebook};
use clap::{Args, Subcommand};
use rapporteur::rulebook::check::check;
use rapporteur::rulebook::lookup::lookup;
use rapporteur::rulebook::{Severity, Sources};
use std::path::PathBuf;

/// Check a rulebook, or look up what it knows
#[derive(Args)]
pub struct Rules {
    #[command(subcommand)]
    verb: Verb,
}

/// What is asked of the rulebook.
#[derive(Subcommand)]
enum Verb {
    /// Tell every fault of every file, with its line, what was found and what was expected
    Check {
        /// The folder laid over the embedded rulebook; the embedded one alone where absent
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Warnings count as faults too
        #[arg(long)]
        strict: bool,
    },
    /// Tell what the rulebook knows of a name, and from which row
    Where {
        /// The name of a person, place, office, body or rule
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        /// Lay the rulebook of this folder over the embedded one
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
}

impl Rules {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.verb {
            Verb::Check { folder, strict } => {
                let (sources, mut faults) = match rulebook::laid_over(folder.as_deref())? {
                    Ok(sources) => (sources, Vec::new()),
                    Err(faults) => (Sources::builtin(), faults),
                };
                if faults.is_empty() {
                    faults = check(&sources);
                }
                faults.iter().for_each(|f| anstream::println!("{f}"));
                let errors = faults.iter().filter(|f| f.severity == Severity::Error).count();
                anstream::println!("{errors} errors, {} warnings", faults.len() - errors);
                let bad = errors > 0 || (strict && !faults.is_empty());
                Ok(if bad { Outcome::Incomplete } else { Outcome::Done })
            }
            Verb::Where { name, rules } => {
                let sources = rulebook::sources(rules.as_deref())?;
                let name = name.join(" ");
                let known = lookup(&sources, &name);
                for k in &known {
                    anstream::println!("{}:{} by {}", k.file, k.line, k.by);
                    k.told.iter().for_each(|(column, cell)| anstream::println!("    {column}: {cell}"));
                }
                if known.is_empty() {
                    return Err(Usage(format!("the rulebook knows no {name:?}")).into());
                }
                Ok(Outcome::Done)
            }
        }
    }
}
