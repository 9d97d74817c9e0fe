//! What `events` knows: frames, outcomes, topics, codes.

use crate::rulebook::{Exampled, Fault, Sources};

/// What `events` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
}

impl Rules {
    /// Reads `frames.toml`, `outcomes.toml`, `topics.toml` and `codes.toml`.
    pub fn load(_sources: &Sources, _faults: &mut Vec<Fault>) -> Rules {
        Rules::default()
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }
}
