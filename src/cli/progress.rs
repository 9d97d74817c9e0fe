//! How far a run is, shown on a terminal.

use super::input::{Inputs, Source};
use super::spool::Counts;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs;
use std::io::{self, IsTerminal, Read};

/// A bar on a terminal; nothing elsewhere.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Makes a bar over the bytes of the input, where standard error is a terminal.
    pub fn new(inputs: &Inputs, quiet: bool) -> Progress {
        if quiet || !io::stderr().is_terminal() {
            return Progress { bar: ProgressBar::hidden() };
        }
        let bar = match size(inputs) {
            Some(size) => ProgressBar::new(size),
            None => ProgressBar::no_length(),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr());
        let form = match bar.length() {
            Some(_) => "{bar:24} {bytes}/{total_bytes} {bytes_per_sec} {eta} left {msg}",
            None => "{spinner} {bytes} {bytes_per_sec} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// Counts what is read from an input.
    pub fn count(&self, input: Box<dyn Read>) -> Box<dyn Read> {
        if self.bar.is_hidden() { input } else { Box::new(self.bar.wrap_read(input)) }
    }

    /// Tells what was found so far.
    pub fn tell(&self, counts: Counts) {
        let Counts { articles, meetings, .. } = counts;
        self.bar.set_message(format!("{articles} articles, {meetings} meetings"));
    }

    /// Prints a line above the bar.
    pub fn line(&self, line: &str) {
        self.bar.suspend(|| anstream::eprintln!("{line}"));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Adds up the sizes of the files; none where they cannot be known.
fn size(inputs: &Inputs) -> Option<u64> {
    let mut sum = 0;
    for source in inputs.sources().ok()? {
        match source {
            Ok(Source::File(path)) => sum += fs::metadata(path).map(|m| m.len()).unwrap_or_default(),
            Ok(Source::Stdin) => return None,
            Err(_) => {}
        }
    }
    Some(sum)
}
