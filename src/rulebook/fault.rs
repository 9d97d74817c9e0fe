//! What is wrong with a rulebook, and where.

use std::fmt;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the rulebook loads.
    Warning,
    /// The rulebook does not load.
    Error,
}

/// One thing that is wrong in one rulebook file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File name, relative to the rulebook's folder.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

impl Fault {
    /// Makes an error.
    pub fn error(file: &str, line: usize, found: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault { file: file.into(), line, severity: Severity::Error, found: found.into(), expected: expected.into() }
    }

    /// Makes a warning.
    pub fn warning(file: &str, line: usize, found: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault { severity: Severity::Warning, ..Fault::error(file, line, found, expected) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grade = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{}:{}: {grade}: found {}; expected {}", self.file, self.line, self.found, self.expected)
    }
}
