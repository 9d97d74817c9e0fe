//! The rulebook's files as text.

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
    "places.csv",
    "places.toml",
    "titles.csv",
    "topics.toml",
    "venues.csv",
];

/// The text of every rulebook file, by name.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Sources {
    /// The files that are embedded in the program.
    pub fn builtin() -> Sources {
        Sources { files: EMBEDDED.iter().map(|(n, t)| (n.to_string(), Cow::Borrowed(*t))).collect() }
    }

    /// Lays `text` over the file called `name`, in its place.
    pub fn replace(&mut self, name: &str, text: String) {
        self.files.insert(name.to_string(), Cow::Owned(text));
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

    /// Every file with its text, in order of name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(n, t)| (n.as_str(), t.as_ref()))
    }
}
