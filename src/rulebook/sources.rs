//! The rulebook's files as text.

use super::overlay::Origin;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Lists the embedded files: one line a file.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name)))),*]
    };
}

/// The files under `rules/`, as they were when the program was built.
const EMBEDDED: &[(&str, &str)] = embedded![
    "abbreviations.txt",
    "boilerplate.toml",
    "codes.toml",
    "confidence.toml",
    "countries.csv",
    "dates.toml",
    "frames.toml",
    "metonyms.csv",
    "names.csv",
    "organisations.csv",
    "outcomes.toml",
    "people.csv",
    "people.toml",
    "places.csv",
    "places.toml",
    "tenures.toml",
    "titles.csv",
    "topics.toml",
    "venues.csv",
];

/// Lists the digests that the build script made: one line a table.
macro_rules! digests {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("OUT_DIR"), "/", $name, ".sha256")))),*]
    };
}

/// The digests of the large embedded tables, SHA-256 in hexadecimal.
const DIGESTS: &[(&str, &str)] = digests!["names.csv", "people.csv", "places.csv", "venues.csv"];

/// The text of every rulebook file, by name.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, Cow<'static, str>>,
    /// For a file that a user's was laid over: the user's name for it, and where each line is from.
    origins: BTreeMap<String, (String, Vec<Origin>)>,
}

impl Sources {
    /// The files that are embedded in the program.
    pub fn builtin() -> Sources {
        let files = EMBEDDED.iter().map(|(n, t)| (n.to_string(), Cow::Borrowed(*t))).collect();
        Sources { files, origins: BTreeMap::new() }
    }

    /// Lays `text` over the file called `name`, in its place.
    pub fn replace(&mut self, name: &str, text: String) {
        self.files.insert(name.to_string(), Cow::Owned(text));
    }

    /// Puts the merger of two files in place of the file called `name`.
    pub(super) fn merged(&mut self, name: &str, text: String, label: String, lines: Vec<Origin>) {
        self.replace(name, text);
        self.origins.insert(name.to_string(), (label, lines));
    }

    /// Where a line of a file stands as the user knows it: in the embedded file, or in the one that
    /// was laid over it.
    pub fn origin(&self, name: &str, line: usize) -> (String, usize) {
        let own = self.origins.get(name);
        match own.and_then(|(label, lines)| Some((label, lines.get(line.checked_sub(1)?)?))) {
            Some((label, (true, line))) => (label.clone(), *line),
            Some((_, (false, line))) => (name.to_string(), *line),
            None => (name.to_string(), line),
        }
    }

    /// The text of the file called `name`, or nothing where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.files.get(name).map(|t| t.as_ref()).unwrap_or_default()
    }

    /// The text of the file called `name` where it is the embedded one, which has a ready index.
    pub fn embedded(&self, name: &str) -> Option<&'static str> {
        match self.files.get(name) {
            Some(Cow::Borrowed(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the SHA-256 of a file in hexadecimal; that of a large embedded table is ready-made.
    pub fn digest(&self, name: &str) -> String {
        let ready = self.embedded(name).and_then(|_| DIGESTS.iter().find(|(n, _)| *n == name));
        match ready {
            Some((_, digest)) => (*digest).to_string(),
            None => Sha256::digest(self.get(name).as_bytes()).iter().map(|b| format!("{b:02x}")).collect(),
        }
    }

    /// Every file with its text, in order of name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(n, t)| (n.as_str(), t.as_ref()))
    }
}
