//! JSON Lines: one record a line, the full form.

use super::Writer;
use crate::record::Meeting;
use std::io::{self, Write};

/// Writes one record a line.
#[derive(Debug)]
pub struct JsonLines<W> {
    to: W,
}

impl<W: Write> JsonLines<W> {
    /// Writes to `to`.
    pub fn new(to: W) -> JsonLines<W> {
        JsonLines { to }
    }
}

impl<W: Write> Writer for JsonLines<W> {
    fn write(&mut self, meeting: &Meeting) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, meeting)?;
        self.to.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
