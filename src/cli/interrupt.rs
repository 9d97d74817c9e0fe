//! Ctrl-C ends a run between two batches; a second one ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

/// Set when the run is to end.
static STOP: AtomicBool = AtomicBool::new(false);

/// Watches for an interrupt from now on, and returns what it sets.
pub fn watch() -> &'static AtomicBool {
    // Without a handler the program ends at once, which the spool outlives as well.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    &STOP
}
