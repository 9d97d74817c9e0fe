//! `rapporteur schema`: the JSON Schema of the record.

use super::Outcome;
use clap::Args;
use std::io::{self, Write};

/// Print the JSON Schema of a line of JSON Lines output
#[derive(Args)]
pub struct Schema {}

impl Schema {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &rapporteur::export::schema())?;
        writeln!(out)?;
        Ok(Outcome::Done)
    }
}
