//! What `dates` knows: the forms of dates, and the words for days, months and periods.

use crate::rulebook::{Exampled, Fault, Sources};

/// What `dates` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
}

impl Rules {
    /// Reads `dates.toml`.
    pub fn load(_sources: &Sources, _faults: &mut Vec<Fault>) -> Rules {
        Rules::default()
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }
}
