//! Stage five: meetings. Sightings found by frames, merged into occasions, their slots filled.

pub mod confidence;
mod rules;

pub use rules::Rules;

use crate::article::Article;
use crate::dates::{DateMention, Published};
use crate::people::Parties;
use crate::places::PlaceMention;
use crate::record::Meeting;
use crate::segment::Document;

/// What the stages before found in one article.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its blocks, sentences and tokens.
    pub document: &'a Document,
    /// When it was published.
    pub published: Option<&'a Published>,
    /// Whom it speaks of.
    pub parties: &'a Parties,
    /// The places that it names.
    pub places: &'a [PlaceMention],
    /// The dates that it tells.
    pub dates: &'a [DateMention],
}

/// Assembles the meetings of an article, in order of their first evidence.
pub fn events(_found: Findings<'_>, _rules: &Rules) -> Vec<Meeting> {
    Vec::new()
}
