//! Places told through others: "the Ethiopian capital", "the city", "here".

use super::grammar::{country_before, preposition};
use super::row::{self, Row};
use super::rules::Words;
use super::scan::Scene;
use super::{PlaceGranularity, PlaceMention};
use crate::gazetteer::fold;
use crate::segment::BlockKind;
use std::ops::Range;

/// Finds what refers back in a text, given the places named in it, in text order.
pub(super) fn back(scene: Scene<'_>, named: &[PlaceMention]) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    let dateline = named.iter().find(|p| p.dateline);
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        if !scene.document.kind_of(number).is_text() {
            continue;
        }
        let floor = sentence.tokens.start.max(sentence.dateline.end);
        for at in floor..sentence.tokens.end {
            let class = scene.class(at);
            if class.any(Words::back) {
                found.extend(noun(scene, at, floor, sentence.tokens.end, number, named));
            } else if class.any(Words::there) {
                found.extend(there(scene, at, sentence.tokens.clone(), number, named));
            } else if class.any(Words::same) && (at.saturating_sub(2).max(floor)..at).any(|t| scene.word(t) == "same") {
                found.extend(same(scene, at, floor, number, named));
            } else if at > floor && scene.word(at - 1) == "the" && scene.is_capital(at) {
                found.extend(named_before(scene, at, floor, number, named));
            } else if class.any(Words::here) {
                found.extend(dateline.and_then(|place| here(scene, at, floor, number, place)));
            }
        }
    }
    found
}

/// "the Swiss capital", "Egypt's capital", "the capital of Egypt", "the city", "the Swiss city".
fn noun(
    scene: Scene<'_>,
    head: usize,
    floor: usize,
    end: usize,
    sentence: usize,
    named: &[PlaceMention],
) -> Option<PlaceMention> {
    let capital = scene.word(head) == "capital";
    // "the capital city"
    let after = if capital && scene.word(head + 1) == "city" { head + 2 } else { head + 1 };
    let (start, owner) = phrase(scene, head, floor)?;
    let mut stop = after;
    let mut owner = owner;
    if scene.word(after) == "of" && after < end {
        let at = if scene.class(after + 1).any(Words::determiner) { after + 2 } else { after + 1 };
        let hit = scene.rules.countries.find(scene.document, at, end)?;
        if !capital {
            return None;
        }
        let meaning = hit.meanings.first()?;
        owner = scene.rules.countries.of(*meaning).map(|c| c.iso3.clone());
        stop = at + hit.tokens;
    } else if after < end && (scene.is_capital(after) || scene.is_possessive(after)) {
        return None;
    }
    preposition(scene, start, floor)?;
    let tokens = start..stop;
    if capital {
        let owner = owner.or_else(|| last_country(named, start))?;
        return capital_of(scene, &owner, tokens, sentence);
    }
    let fits = |p: &&PlaceMention| p.city.is_some() && owner.as_ref().is_none_or(|o| p.country.as_ref() == Some(o));
    let place = before(named, start).iter().rev().find(fits)?;
    Some(again(scene, tokens, sentence, place, "place.back"))
}

/// Where a definite noun phrase begins, and the country that it names.
fn phrase(scene: Scene<'_>, head: usize, floor: usize) -> Option<(usize, Option<String>)> {
    let mut at = head;
    let mut owner = None;
    for _ in 0..6 {
        if at <= floor {
            return None;
        }
        if let Some((start, iso3)) = country_before(scene, at, floor) {
            owner = owner.or(Some(iso3));
            let possessive = scene.is_possessive(at - 1);
            at = start;
            if possessive {
                return Some((at, owner));
            }
            continue;
        }
        let class = scene.class(at - 1);
        if matches!(scene.word(at - 1), "the" | "this" | "that") {
            return Some((at - 1, owner));
        }
        if !scene.is_word(at - 1) && !scene.is_hyphen(at - 1)
            || class.any(Words::locative.or(Words::determiner).or(Words::joining))
        {
            return None;
        }
        at -= 1;
    }
    None
}

/// The country of the last place named before a token.
fn last_country(named: &[PlaceMention], token: usize) -> Option<String> {
    before(named, token).iter().rev().find_map(|p| p.country.clone())
}

/// The places that stand before a token.
fn before(named: &[PlaceMention], token: usize) -> &[PlaceMention] {
    &named[..named.partition_point(|p| p.tokens.start < token)]
}

/// The capital of a country, as a place.
fn capital_of(scene: Scene<'_>, iso3: &str, tokens: Range<usize>, sentence: usize) -> Option<PlaceMention> {
    let row = capital(scene, iso3)?;
    Some(PlaceMention {
        span: scene.document.span_of(tokens.clone()),
        tokens,
        sentence,
        back: true,
        rule: "place.capital".into(),
        ..super::of_row(&row)
    })
}

/// The gazetteer's row of a country's capital.
pub(super) fn capital(scene: Scene<'_>, iso3: &str) -> Option<Row> {
    let country = scene.rules.countries.get(iso3)?;
    let name = fold(country.capitals.first()?);
    let table = scene.rules.places.as_ref()?;
    let rows = row::places(table, &table.get(&name), &name);
    rows.into_iter().filter(|r| r.country == iso3 && r.is_city()).max_by_key(|r| r.population)
}

/// "met here on Tuesday", where the dateline says where that is.
fn here(scene: Scene<'_>, at: usize, floor: usize, sentence: usize, place: &PlaceMention) -> Option<PlaceMention> {
    if at == floor || scene.document.kind_of(sentence) != BlockKind::Body || scene.document.tokens.get(at)?.quoted {
        return None;
    }
    Some(again_there(scene, at..at + 1, sentence, place, "place.here"))
}

/// "met there too", "There they conferred": the city named last, no "there is".
fn there(
    scene: Scene<'_>,
    at: usize,
    tokens: Range<usize>,
    sentence: usize,
    named: &[PlaceMention],
) -> Option<PlaceMention> {
    let next = at + 1;
    let marked = next >= tokens.end || !scene.is_word(next);
    if next < tokens.end && (scene.class(next).any(Words::being) || scene.is_possessive(next))
        || at > tokens.start && !marked && scene.class(at - 1).any(Words::being) && scene.word(next) != "that"
        || at == tokens.start && marked
        || at > tokens.start && matches!(scene.word(at - 1), "from" | "over" | "out")
    {
        return None;
    }
    let place = before(named, at).iter().rev().find(|p| p.city.is_some() && !p.matter)?;
    Some(again(scene, at..next, sentence, place, "place.there"))
}

/// "at the same venue": the building that the text was at last, or the city.
fn same(scene: Scene<'_>, head: usize, floor: usize, sentence: usize, named: &[PlaceMention]) -> Option<PlaceMention> {
    // "at the same hill station"
    let start = (floor..head).rev().take(3).find(|&s| scene.word(s) == "the" && scene.word(s + 1) == "same")?;
    preposition(scene, start, floor)?;
    let near = before(named, start).iter().rev().filter(|p| !p.matter);
    let place = near.clone().find(|p| p.venue.is_some()).or_else(|| near.clone().find(|p| p.city.is_some()))?;
    Some(again_there(scene, start..head + 1, sentence, place, "place.same"))
}

/// "at the Sheraton", where the text told before of "the Sheraton hotel in Addis Ababa".
fn named_before(
    scene: Scene<'_>,
    at: usize,
    floor: usize,
    sentence: usize,
    named: &[PlaceMention],
) -> Option<PlaceMention> {
    if !matches!(preposition(scene, at - 1, floor)?, "place.in") || scene.is_capital(at + 1) {
        return None;
    }
    let bears = |p: &&PlaceMention| {
        let words = p.venue.as_deref().unwrap_or_default();
        p.tokens.end < at && words.contains(' ') && words.split(' ').any(|w| w == scene.words(at..at + 1))
    };
    let place = before(named, at).iter().rev().find(bears)?;
    Some(PlaceMention {
        venue: place.venue.clone(),
        granularity: PlaceGranularity::Venue,
        ..again(scene, at - 1..at + 1, sentence, place, "place.named_before")
    })
}

/// A place of before, its building with it.
fn again_there(
    scene: Scene<'_>,
    tokens: Range<usize>,
    sentence: usize,
    place: &PlaceMention,
    rule: &str,
) -> PlaceMention {
    let again = again(scene, tokens, sentence, place, rule);
    PlaceMention { venue: place.venue.clone(), granularity: place.granularity, ..again }
}

/// A place of before, told again in other words.
fn again(scene: Scene<'_>, tokens: Range<usize>, sentence: usize, place: &PlaceMention, rule: &str) -> PlaceMention {
    PlaceMention {
        span: scene.document.span_of(tokens.clone()),
        tokens,
        sentence,
        dateline: false,
        back: true,
        matter: false,
        venue: None,
        granularity: PlaceGranularity::City,
        rule: rule.into(),
        ..place.clone()
    }
}
