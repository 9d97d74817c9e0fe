//! What the reading of one sentence gives: mentions, before it is known whom they mean.

use super::{Form, Gender, Level, PartyKind};
use crate::rulebook::table::RowId;
use std::ops::Range;

/// A country or an organisation that someone stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Home {
    /// ISO 3166-1 alpha-3, or an organisation's id.
    pub(super) code: String,
    /// Whether it is an organisation.
    pub(super) organisation: bool,
    /// Other codes that the word can mean.
    pub(super) others: Vec<String>,
}

/// A mention that is not resolved yet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) form: Form,
    pub(super) parts: Vec<Part>,
    pub(super) count: Option<u8>,
    pub(super) plural: bool,
    pub(super) possessive: bool,
    pub(super) rule: &'static str,
}

/// One of those whom a mention means.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) kind: PartyKind,
    /// Tokens of the name.
    pub(super) name: Option<Range<usize>>,
    /// Rows of `people.csv` that bear the full name.
    pub(super) known: Vec<RowId>,
    /// Tokens of the title, without its country.
    pub(super) title: Option<Range<usize>>,
    /// The row of `titles.csv` that gives a plural title's singular.
    pub(super) row: Option<usize>,
    pub(super) office: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) home: Option<Home>,
    /// The country that has such an office, where the text tells none.
    pub(super) usual: Option<String>,
    pub(super) former: bool,
    pub(super) gender: Option<Gender>,
    /// The possessive pronoun whose antecedent the person belongs to ("his foreign minister").
    pub(super) possessor: Option<usize>,
    /// Which of those the possessor means: the first name of a list goes with the first of them.
    pub(super) place: usize,
    /// Whether the word was "counterpart".
    pub(super) counterpart: bool,
}
