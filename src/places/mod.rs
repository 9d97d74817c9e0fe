//! Stage three: where. Place names and venues, resolved to a row of the gazetteer.

mod rules;

pub use rules::Rules;

use crate::people::Parties;
use crate::segment::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One place where a text names or means a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceMention {
    /// The noun phrase, without its preposition: "a Lausanne hotel", "Munich, Germany",
    /// "the Sheraton hotel in Addis Ababa".
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The sentence that holds it.
    pub sentence: usize,
    /// Venue, as the text has it ("Presidential Palace"), or in the rulebook's spelling.
    pub venue: Option<String>,
    /// City, in the rulebook's spelling.
    pub city: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// GeoNames id of the city (or of the division or country where that is all).
    pub geonames_id: Option<u64>,
    /// How fine it is.
    pub granularity: PlaceGranularity,
    /// Whether it stands in a dateline.
    pub dateline: bool,
    /// Whether it was found through another mention ("the capital", "here", "the Swiss city").
    pub back: bool,
    /// Whether several rows of the gazetteer fit equally well.
    pub ambiguous: bool,
    /// The rule that found it.
    pub rule: String,
}

/// How fine a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceGranularity {
    /// A building, a resort.
    Venue,
    /// A city or town.
    #[default]
    City,
    /// A first-level division.
    Admin1,
    /// A country.
    Country,
    /// A larger or vaguer area.
    Region,
}

/// Finds the places that a text names, in text order.
pub fn places(_text: &str, _document: &Document, _parties: &Parties, _rules: &Rules) -> Vec<PlaceMention> {
    Vec::new()
}
