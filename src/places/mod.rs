//! Stage three: where. Place names and venues, resolved to a row of the gazetteer.

mod back;
mod check;
mod grammar;
mod resolve;
mod row;
mod rules;
mod scan;
mod venue;

pub use check::check;
pub use rules::Rules;

use crate::people::Parties;
use crate::segment::{BlockKind, Document};
use crate::span::Span;
use grammar::Position;
use resolve::{Meant, Qualifier, Surroundings};
use row::Feature;
use scan::{Name, Scene};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use venue::VenuePhrase;

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
    /// Whether it tells where something is that is talked about ("the war in Yemen").
    pub matter: bool,
    /// Whether the words before it bring somebody there ("landed in Riga").
    pub reached: bool,
    /// Whether the verb before it takes somebody away ("left Riga").
    pub left: bool,
    /// The rule that found it.
    pub rule: String,
}

/// How fine a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
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

/// Finds the places that a text names, in text order, none inside another.
///
/// A country or a capital that stands for its government is none: the words around a name must put
/// something there.
#[inline(never)] // so that a profile tells the stages apart
pub fn places(text: &str, document: &Document, parties: &Parties, rules: &Rules) -> Vec<PlaceMention> {
    let scene = Scene { text, document, rules };
    let names = scan::names(scene, parties);
    let mut around = Surroundings::new(scene, &names);
    let mut found = Vec::new();
    let mut at = 0;
    for sentence in 0..document.sentences.len() {
        let first = at;
        while names.get(at).is_some_and(|n| n.sentence == sentence) {
            at += 1;
        }
        if document.kind_of(sentence) == BlockKind::Dateline {
            found.extend(standing_dateline(scene, &names[first..at], &around));
        } else if document.kind_of(sentence).is_text() {
            found.extend(of_sentence(scene, sentence, &names[first..at], &mut around));
        }
    }
    found.sort_by_key(|p| p.tokens.start);
    let referring = back::back(scene, &found);
    found.extend(referring);
    let mut found = apart(found);
    fill_cities(scene, &mut found);
    for place in &mut found {
        place.reached = grammar::reached(scene, place);
        place.left = grammar::left_behind(scene, place);
    }
    found
}

/// The places of one sentence that are named in it.
fn of_sentence(scene: Scene<'_>, sentence: usize, names: &[Name], around: &mut Surroundings) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    for phrase in venue::venues(scene, sentence, names) {
        found.push(of_venue(scene, &phrase, around));
    }
    let mut before: Option<(&Name, &'static str)> = None;
    let mut country: Option<String> = None;
    let mut at = 0;
    while let Some(name) = names.get(at) {
        at += 1;
        let position = grammar::position(scene, name, before);
        let (end, qualifier) = qualifier(scene, name, &names[at..]);
        let rule = match (position.rule, &qualifier) {
            (Some(rule), _) => rule,
            (None, Some(_)) => "place.qualified",
            (None, None) => continue,
        };
        if rule == "place.dateline" && !name.venues.is_empty() {
            found.push(of_venue(scene, &VenuePhrase::dateline(scene, name), around));
            continue;
        }
        if let ("place.list", Some(country)) = (rule, &country) {
            around.listed(name, country);
        }
        let Some(choice) = resolve::resolve(scene, name, &position, qualifier.as_ref(), around) else { continue };
        let meant = of_choice(scene, &choice.meaning);
        if rule == "place.gathering" && meant.city.is_none() {
            continue;
        }
        while names.get(at).is_some_and(|n| n.tokens.start < end) {
            at += 1;
        }
        before = Some((name, rule));
        country = meant.country.clone();
        let tokens = position.start..end;
        let dateline = rule == "place.dateline";
        found.push(PlaceMention {
            span: scene.document.span_of(tokens.clone()),
            tokens,
            sentence,
            dateline,
            matter: grammar::matter(scene, position.start, sentence, &meant),
            ambiguous: choice.ambiguous,
            rule: if name.misspelt { "place.spelling" } else { rule }.into(),
            ..meant
        });
    }
    found
}

/// The names that stand after a name and say which one is meant: where they end, and the nearest.
fn qualifier(scene: Scene<'_>, name: &Name, after: &[Name]) -> (usize, Option<Qualifier>) {
    let mut end = name.tokens.end;
    let mut nearest = None;
    let mut rows: Vec<&row::Row> = name.rows.iter().filter(|r| r.is_city()).collect();
    for next in after.iter().take(2) {
        let comma = scene.is_mark(end, ",") && next.tokens.start == end + 1;
        let bracket = scene.is_mark(end, "(") && next.tokens.start == end + 1 && scene.is_mark(next.tokens.end, ")");
        let qualifier = Qualifier::of(next);
        if !(comma || bracket) || !rows.iter().any(|r| qualifier.holds(r)) {
            break;
        }
        rows.retain(|r| qualifier.holds(r));
        end = next.tokens.end + usize::from(bracket);
        nearest = nearest.or(Some(qualifier));
    }
    (end, nearest)
}

/// "Washington, DC" alone on its line.
fn standing_dateline(scene: Scene<'_>, names: &[Name], around: &Surroundings) -> Option<PlaceMention> {
    let name = names.first()?;
    let (end, qualifier) = qualifier(scene, name, &names[1..]);
    let position = grammar::left(scene, name.tokens.start, scene.document.sentences[name.sentence].tokens.start);
    let choice = resolve::resolve(scene, name, &position, qualifier.as_ref(), around)?;
    let tokens = name.tokens.start..end;
    Some(PlaceMention {
        span: scene.document.span_of(tokens.clone()),
        tokens,
        sentence: name.sentence,
        dateline: true,
        ambiguous: choice.ambiguous,
        rule: "place.dateline".into(),
        ..of_choice(scene, &choice.meaning)
    })
}

/// A venue with the city that its phrase names, or that its row gives.
fn of_venue(scene: Scene<'_>, phrase: &VenuePhrase, around: &Surroundings) -> PlaceMention {
    let none = Position { rule: None, start: 0, country: phrase.owner.clone(), noun: false, division: false };
    let mut place = PlaceMention::default();
    for name in phrase.inside.iter().rev() {
        let Some(choice) = resolve::resolve(scene, name, &none, None, around) else { continue };
        let better = of_choice(scene, &choice.meaning);
        if place.country.is_none() || place.city.is_none() && better.city.is_some() {
            place = PlaceMention { ambiguous: choice.ambiguous, ..better };
        }
    }
    let known = phrase.known.iter().max_by_key(|v| {
        let there =
            place.city.as_ref() == Some(&v.city) || place.city.is_none() && place.country.as_ref() == Some(&v.country);
        (there, around.mentions(&v.country, phrase.sentence))
    });
    if let Some(known) = known {
        let elsewhere =
            place.city.as_ref().is_some_and(|c| *c != known.city) && place.country.as_ref() != Some(&known.country);
        if !elsewhere {
            let row = known.city_id.and_then(|id| row_of(scene, &known.city, id));
            place.city = place.city.or_else(|| Some(known.city.clone()));
            place.country = Some(known.country.clone());
            place.admin1 = row.map(|r| r.admin1).filter(|a| !a.is_empty()).or(place.admin1);
            place.geonames_id = known.city_id;
            (place.lat, place.lon) = (known.lat, known.lon);
        }
    }
    if place.country.is_none() {
        place.country = phrase.owner.clone();
    }
    PlaceMention {
        span: scene.document.span_of(phrase.tokens.clone()),
        tokens: phrase.tokens.clone(),
        sentence: phrase.sentence,
        venue: Some(phrase.text.clone()),
        granularity: PlaceGranularity::Venue,
        dateline: phrase.rule == "place.dateline",
        rule: phrase.rule.into(),
        ..place
    }
}

/// The row of a city by its name and id.
fn row_of(scene: Scene<'_>, name: &str, id: u64) -> Option<row::Row> {
    let table = scene.rules.places.as_ref()?;
    let folded = crate::gazetteer::fold(name);
    row::places(table, &table.get(&folded), &folded).into_iter().find(|r| r.id == Some(id))
}

fn of_choice(scene: Scene<'_>, meant: &Meant) -> PlaceMention {
    match meant {
        Meant::Row(row) => of_row(row),
        Meant::Country(iso3) => {
            let country = scene.rules.countries.get(iso3);
            PlaceMention {
                country: Some(iso3.clone()),
                geonames_id: country.and_then(|c| c.geonames_id),
                lat: country.and_then(|c| c.lat),
                lon: country.and_then(|c| c.lon),
                granularity: PlaceGranularity::Country,
                ..PlaceMention::default()
            }
        }
    }
}

fn of_row(row: &row::Row) -> PlaceMention {
    let some = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    PlaceMention {
        city: row.is_city().then(|| row.name.clone()),
        admin1: some(&row.admin1),
        country: some(&row.country),
        lat: row.lat,
        lon: row.lon,
        geonames_id: row.id,
        granularity: match row.feature {
            Feature::Division => PlaceGranularity::Admin1,
            Feature::Region => PlaceGranularity::Region,
            _ => PlaceGranularity::City,
        },
        ..PlaceMention::default()
    }
}

/// Sorts mentions, and of two that overlap keeps the longer, then the finer.
fn apart(mut found: Vec<PlaceMention>) -> Vec<PlaceMention> {
    let rank = |p: &PlaceMention| (std::cmp::Reverse(p.tokens.len()), p.granularity, p.back);
    found.sort_by_key(|p| (p.tokens.start, rank(p)));
    let mut kept: Vec<PlaceMention> = Vec::new();
    for place in found {
        match kept.last_mut() {
            Some(last) if place.tokens.start < last.tokens.end => {
                if rank(&place) < rank(last) {
                    *last = place;
                }
            }
            _ => kept.push(place),
        }
    }
    kept
}

/// Gives a venue without a city the one that the text was at: the last city before it in its
/// sentence, in its block or the one before, or the dateline's, or the one that the text is mostly
/// about; else the capital of the country that owns it.
fn fill_cities(scene: Scene<'_>, found: &mut [PlaceMention]) {
    let main = main_city(found);
    let datelines: Vec<PlaceMention> = found.iter().filter(|p| p.dateline).cloned().collect();
    for at in 0..found.len() {
        let venue = &found[at];
        if venue.granularity != PlaceGranularity::Venue || venue.city.is_some() {
            continue;
        }
        let sentence = venue.sentence;
        let block = |s: usize| scene.document.sentences[s].block;
        let fits = |p: &&PlaceMention| {
            p.city.is_some()
                && (venue.country.is_none() || p.country == venue.country)
                && (venue.admin1.is_none() || p.admin1 == venue.admin1)
        };
        let near = |p: &&PlaceMention| block(p.sentence) + 1 >= block(sentence);
        let city = found[..at].iter().rev().take_while(near).find(fits);
        let city = city.or_else(|| found[at..].iter().skip(1).take_while(|p| p.sentence == sentence).find(fits));
        let city = city.or_else(|| datelines.iter().chain(&main).find(fits)).cloned();
        let owner = venue.country.clone().filter(|_| venue.admin1.is_none() && venue.geonames_id.is_none());
        let capital = || back::capital(scene, owner.as_deref()?).map(|row| of_row(&row));
        if let Some(city) = city.or_else(capital) {
            let place = &mut found[at];
            place.back = true;
            place.city = city.city;
            place.admin1 = city.admin1;
            place.country = city.country;
            place.geonames_id = city.geonames_id;
            (place.lat, place.lon) = (city.lat, city.lon);
        }
    }
}

/// The city that at least half of the mentions of cities are of.
fn main_city(found: &[PlaceMention]) -> Option<PlaceMention> {
    let cities = || found.iter().filter(|p| p.granularity == PlaceGranularity::City && p.city.is_some());
    let mut counts: BTreeMap<(&Option<String>, &Option<String>), usize> = BTreeMap::new();
    for place in cities() {
        *counts.entry((&place.city, &place.country)).or_default() += 1;
    }
    let (&(city, country), &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let main = cities().find(|p| p.city == *city && p.country == *country)?;
    (most * 2 >= cities().count()).then(|| main.clone())
}

#[cfg(test)]
mod tests;
