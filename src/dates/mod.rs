//! Stage four: when. Dates normalised to closed ranges of days, held to the publication date,
//! to another date of the text, or to nothing.

mod calendar;
mod class;
mod expression;
mod forms;
mod lexicon;
mod mentions;
mod narration;
mod numbers;
mod order;
mod pattern;
mod publication;
mod resolution;
mod rules;
mod scan;
mod tense;
mod zone;

pub use rules::Rules;

use crate::article::Article;
use crate::people::Parties;
use crate::segment::Document;
use crate::span::Span;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A closed range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub start: NaiveDate,
    /// Last day, on or after `start`.
    pub end: NaiveDate,
}

/// When a text was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: NaiveDate,
    /// Who says so.
    pub basis: PublishedBasis,
    /// Where the text says so.
    pub span: Option<Span>,
    /// The rule that found it.
    pub rule: String,
}

/// Who says when a text was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    /// The caller.
    Given,
    /// Metadata.
    Metadata,
    /// The text.
    Text,
}

/// One place where a text tells a date or a duration.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// The expression, with its preposition where it has one ("on Saturday").
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The sentence that holds it.
    pub sentence: usize,
    /// What it means, as its own clause's tense has it; none where nothing holds it.
    pub days: Option<Days>,
    /// The latest reading that is not after the anchor, for an expression that tense decides.
    pub past: Option<Days>,
    /// The earliest reading that is not before the anchor, for an expression that tense decides.
    pub future: Option<Days>,
    /// The range in EDTF, level 1; also what is known of an open one ("XXXX-05-17").
    pub edtf: Option<String>,
    /// How fine it is.
    pub granularity: DateGranularity,
    /// What holds it.
    pub basis: DateBasis,
    /// Minutes, for a duration ("for 40 minutes", "two-day"); such a mention has no days.
    pub minutes: Option<u32>,
    /// The time zone of the hour told with it, in minutes ahead of UTC.
    pub zone: Option<i32>,
    /// Whether it stands in a dateline or another publication mark, not in a sentence.
    pub mark: bool,
    /// Why it is open.
    pub open: Option<OpenReason>,
    /// The rule that found it.
    pub rule: String,
}

/// Why a date is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenReason {
    /// There is no publication date to hold it to.
    NoPublicationDate,
    /// It reads more than one way.
    Ambiguous,
    /// It tells no certain day ("soon", "within weeks").
    NotStated,
}

/// How fine a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateGranularity {
    /// One day.
    #[default]
    Day,
    /// A week, or a part of one.
    Week,
    /// A month, or a part of one.
    Month,
    /// A season.
    Season,
    /// A quarter.
    Quarter,
    /// A half.
    Half,
    /// A year, or a longer period.
    Year,
    /// A range between two days that are told.
    Range,
}

/// What holds a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Told in full.
    #[default]
    Explicit,
    /// Held to the publication date.
    Relative,
    /// Held to another date in the text.
    Anchored,
    /// From the dateline.
    Dateline,
    /// The text's own news, told without a day.
    Published,
    /// Only bounded, in EDTF.
    Bounds,
    /// Set by a reviewer.
    Reviewed,
}

/// Finds when a text was published: as given, or as it says itself.
pub fn published(article: &Article, document: &Document, rules: &Rules) -> Option<Published> {
    if let Some(given) = article.published {
        let basis = match given.source {
            crate::article::GivenBy::Caller => PublishedBasis::Given,
            crate::article::GivenBy::Metadata => PublishedBasis::Metadata,
        };
        return Some(Published { date: given.date, basis, span: None, rule: "published.given".into() });
    }
    publication::published(article, document, rules)
}

/// Finds the dates and durations that a text tells, in text order.
#[inline(never)] // so that a profile tells the stages apart
pub fn dates(
    article: &Article,
    document: &Document,
    parties: &Parties,
    published: Option<NaiveDate>,
    rules: &Rules,
) -> Vec<DateMention> {
    mentions::mentions(article, document, parties, published, rules)
}
