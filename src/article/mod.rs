//! Articles: the text that is read, and what is known of it beforehand.

mod metadata;

pub use metadata::{Metadata, MetadataError};

use chrono::NaiveDate;

/// One text to read, with what its source says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Identity, stable from run to run: the path as given, or the source's own id.
    pub id: String,
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Headline, where the source gives it apart from the text.
    pub title: Option<String>,
    /// Publisher, where known.
    pub publisher: Option<String>,
    /// Address, where known.
    pub url: Option<String>,
    /// Publication date, where the caller or the metadata gives it.
    pub published: Option<Given>,
    /// The text, decoded, never edited.
    pub text: String,
}

/// A publication date that comes from outside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The day.
    pub date: NaiveDate,
    /// Who gave it.
    pub source: GivenBy,
}

/// Where a publication date from outside the text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenBy {
    /// The caller, on the command line.
    Caller,
    /// Metadata beside or inside the input.
    Metadata,
}
