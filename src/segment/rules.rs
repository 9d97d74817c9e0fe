//! What `segment` knows: abbreviations and the marks of clutter.

use crate::rulebook::{Exampled, Fault, Sources};

/// What `segment` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
}

impl Rules {
    /// Reads `abbreviations.txt` and `boilerplate.toml`.
    pub fn load(_sources: &Sources, _faults: &mut Vec<Fault>) -> Rules {
        Rules::default()
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }
}
