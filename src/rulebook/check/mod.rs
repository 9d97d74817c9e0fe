//! Every fault of a rulebook at once: of its tables, of its rules, and of what the rules do with
//! their own sentences.

mod rows;
mod rules;
mod tables;
mod tenures;

use super::{Fault, Rulebook, Sources, example};
use std::collections::BTreeSet;

pub use tables::{TABLES, TableForm};

/// Checks a rulebook and returns its faults, in order of file and line.
///
/// Sentences are run where the rulebook loads.
pub fn check(sources: &Sources) -> Vec<Fault> {
    let mut faults = rows::check(sources);
    let mut of_tenures = tenures::check(sources, &mut faults);
    faults.append(&mut of_tenures);
    let told: BTreeSet<(String, usize)> = faults.iter().map(|f| (f.file.clone(), f.line)).collect();
    // What a stage says of a line that is told already is the same fault in other words.
    faults.extend(rules::loading(sources).into_iter().filter(|f| !told.contains(&(f.file.clone(), f.line))));
    faults.extend(rules::repeated(sources));
    faults.extend(match Rulebook::load(sources) {
        Ok(rulebook) => example::check(&rulebook),
        Err(_) => rules::without_sentences(sources),
    });
    for fault in &mut faults {
        (fault.file, fault.line) = sources.origin(&fault.file, fault.line);
    }
    faults.sort();
    faults.dedup();
    faults
}

#[cfg(test)]
mod tests;
