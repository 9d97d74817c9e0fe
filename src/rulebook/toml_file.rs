//! Reading a TOML file of the rulebook, with the line of each fault.

use super::{Fault, Sources};
use serde::de::DeserializeOwned;

/// Reads the file called `name`; unknown keys are faults where `T` refuses them.
///
/// A fault is reported with its line, and the default is returned.
pub fn read<T: DeserializeOwned + Default>(sources: &Sources, name: &str, faults: &mut Vec<Fault>) -> T {
    let text = sources.get(name);
    match toml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let at = error.span().map(|s| s.start).unwrap_or_default();
            faults.push(Fault::error(
                name,
                line_of(text, at),
                error.message(),
                "the form that rules/README.md describes",
            ));
            T::default()
        }
    }
}

/// Returns the line, from 1, that holds byte `at`.
pub fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    memchr::memchr_iter(b'\n', before).count() + 1
}
