//! What `people` knows: persons and their offices, titles, organisations, names.

use crate::rulebook::{Exampled, Fault, Sources};

/// What `people` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
}

impl Rules {
    /// Reads `people.csv`, `titles.csv`, `countries.csv`, `organisations.csv` and `names.csv`.
    pub fn load(_sources: &Sources, _faults: &mut Vec<Fault>) -> Rules {
        Rules::default()
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }
}
