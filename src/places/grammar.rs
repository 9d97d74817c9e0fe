//! What a sentence makes of a name: whether the words around it put something there.

use super::rules::Words;
use super::scan::{Name, Scene};
use crate::rulebook::countries::Sense;
use crate::segment::BlockKind;
use std::ops::Range;

/// Where a name stands, and what the words before it say of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Position {
    /// The rule that takes it for a place; none where nothing does.
    pub(super) rule: Option<&'static str>,
    /// First token of the noun phrase ("the Swiss city of Geneva").
    pub(super) start: usize,
    /// A country that the phrase names before it, ISO 3166-1 alpha-3 ("the Swiss city of", "Egypt's").
    pub(super) country: Option<String>,
    /// Whether a noun before it says that it is a place ("the city of", "the resort").
    pub(super) noun: bool,
}

/// Tells where a name stands. `before` is the name before it in the sentence, with its rule.
pub(super) fn position(scene: Scene<'_>, name: &Name, before: Option<(&Name, &'static str)>) -> Position {
    let sentence = &scene.document.sentences[name.sentence];
    let floor = sentence.tokens.start.max(sentence.dateline.end);
    let mut position = left(scene, name.tokens.start, floor);
    if name.tokens.start < sentence.dateline.end {
        position.rule = Some("place.dateline");
        return position;
    }
    if is_part(scene, name, floor, position.noun) {
        return position;
    }
    position.rule = preposition(scene, position.start, floor)
        .or_else(|| listed(scene, position.start, before))
        .or_else(|| position.noun.then_some("place.noun"))
        .or_else(|| gathering(scene, name, sentence.tokens.end))
        .or_else(|| labelled(scene, position.start, floor, name, sentence.tokens.end));
    if position.rule.is_some() && possessed(scene, name, sentence.tokens.end) {
        position.rule = None;
    }
    position
}

/// Walks left over what belongs to the noun phrase.
pub(super) fn left(scene: Scene<'_>, token: usize, floor: usize) -> Position {
    let mut position = Position { rule: None, start: token, country: None, noun: false };
    let mut at = token;
    // "the Black Sea resort of", "the border town": the noun, then what describes it.
    let noun = if at >= floor + 2 && scene.word(at - 1) == "of" && scene.class(at - 2).any(Words::place_noun) {
        Some(at - 2)
    } else if at > floor && scene.class(at - 1).any(Words::place_noun) && !scene.is_capital(at - 1) {
        Some(at - 1)
    } else {
        None
    };
    if let Some(noun) = noun {
        position.noun = true;
        position.start = noun;
        at = noun;
        let mut steps = 0;
        while at > floor && steps < 6 && !position.country.as_ref().is_some_and(|_| scene.is_possessive(at)) {
            let class = scene.class(at - 1);
            if class.any(Words::determiner) {
                position.start = at - 1;
                return position;
            }
            if class.any(STOPS) || !(scene.is_word(at - 1) || scene.is_hyphen(at - 1) || scene.is_possessive(at - 1)) {
                break;
            }
            if let Some((start, iso3)) = country_before(scene, at, floor) {
                position.country = position.country.or(Some(iso3));
                at = start;
                position.start = at;
            } else {
                at -= 1;
            }
            steps += 1;
        }
        return position;
    }
    while at > floor {
        let class = scene.class(at - 1);
        if class.any(Words::direction)
            || scene.is_hyphen(at - 1) && scene.class(at.saturating_sub(2)).any(Words::direction)
        {
            at -= 1;
        } else if class.any(Words::determiner) {
            at -= 1;
            position.start = at;
            break;
        } else if let Some((start, iso3)) = country_before(scene, at, floor) {
            position.country = Some(iso3);
            at = start;
        } else {
            break;
        }
        position.start = at;
    }
    position
}

const STOPS: Words = Words::locative.or(Words::toward).or(Words::joining).or(Words::date);

/// Returns the country whose adjective or possessive ends before `token`, and where it begins.
pub(super) fn country_before(scene: Scene<'_>, token: usize, floor: usize) -> Option<(usize, String)> {
    let possessive = token > floor && scene.is_possessive(token - 1);
    let end = if possessive { token - 1 } else { token };
    let senses: &[Sense] = if possessive { &[Sense::Name] } else { &[Sense::Adjective, Sense::Name] };
    for length in (1..=4).rev() {
        let Some(start) = end.checked_sub(length).filter(|&s| s >= floor) else { continue };
        let Some(hit) = scene.rules.countries.find(scene.document, start, end) else { continue };
        if hit.tokens != length {
            continue;
        }
        let country = senses.iter().find_map(|&s| {
            let meaning = hit.meanings.iter().find(|m| m.sense == s)?;
            scene.rules.countries.of(*meaning)
        });
        if let Some(country) = country {
            return Some((start, country.iso3.clone()));
        }
    }
    None
}

/// Whether the name is part of a longer one ("Lake Geneva", "Cambridge University").
fn is_part(scene: Scene<'_>, name: &Name, floor: usize, noun: bool) -> bool {
    let headline = scene.document.kind_of(name.sentence) == BlockKind::Headline;
    let Range { start, end } = name.tokens;
    let after = scene
        .document
        .tokens
        .get(end)
        .filter(|t| end < scene.document.sentences[name.sentence].tokens.end && t.span.start > 0);
    if scene.is_hyphen(end) || start > floor && scene.is_hyphen(start - 1) {
        return true;
    }
    if headline || noun {
        return false;
    }
    let goes_on = after.is_some() && scene.is_capital(end) && !scene.class(end).any(Words::date.or(Words::gathering));
    if goes_on && scene.rules.countries.find(scene.document, end, end + 4).is_none() {
        return true;
    }
    let Some(previous) = start.checked_sub(1).filter(|&p| p > floor && scene.is_capital(p)) else { return false };
    let class = scene.class(previous);
    !class.any(Words::date.or(Words::direction).or(Words::determiner).or(STOPS).or(Words::visiting).or(Words::place_noun))
        && country_before(scene, start, floor).is_none()
        // "U.S. President Barack Obama in Paris" has no capital here; "Foreign Minister Paris" does.
        && name.venues.is_empty()
}

/// The preposition, or the verb, that governs the phrase which begins at `start`.
pub(super) fn preposition(scene: Scene<'_>, start: usize, floor: usize) -> Option<&'static str> {
    let before = start.checked_sub(1).filter(|&b| b >= floor)?;
    let class = scene.class(before);
    if class.any(Words::visiting) {
        return Some("place.visit");
    }
    if class.any(Words::locative) {
        return Some("place.in");
    }
    if class.any(Words::toward) {
        let from = before.saturating_sub(8).max(floor);
        let moved =
            (from..before).rev().take_while(|&t| !scene.is_mark(t, ";")).any(|t| scene.class(t).any(Words::motion));
        return moved.then_some("place.to");
    }
    if scene.word(before) == "of" && before > floor && scene.class(before - 1).any(Words::compass) {
        return Some("place.in");
    }
    None
}

/// A name after another in a list of places.
fn listed(scene: Scene<'_>, start: usize, before: Option<(&Name, &'static str)>) -> Option<&'static str> {
    let (name, rule) = before?;
    if matches!(rule, "place.gathering" | "place.qualified") || start < name.tokens.end {
        return None;
    }
    let mut between = name.tokens.end..start;
    let joins = !between.is_empty()
        && between.len() <= 3
        && between.all(|t| {
            scene.is_mark(t, ",")
                || scene.is_mark(t, "/")
                || scene.class(t).any(Words::joining.or(Words::locative).or(Words::toward))
        });
    joins.then_some("place.list")
}

/// "the Vienna talks", "the Geneva peace conference".
fn gathering(scene: Scene<'_>, name: &Name, end: usize) -> Option<&'static str> {
    if name.rows.iter().all(|r| !r.is_city()) && name.venues.is_empty() || !name.countries.is_empty() {
        return None;
    }
    let mut at = name.tokens.end;
    let mut steps = 0;
    while at < end && steps < 3 && scene.class(at).any(Words::describing) && !scene.class(at).any(Words::gathering) {
        at += 1;
        steps += 1;
    }
    (at < end && scene.class(at).any(Words::gathering)).then_some("place.gathering")
}

/// "Venue: Vienna", "(Vienna, 3 June)".
fn labelled(scene: Scene<'_>, start: usize, floor: usize, name: &Name, end: usize) -> Option<&'static str> {
    let before = start.checked_sub(1).filter(|&b| b >= floor)?;
    let label = scene.is_mark(before, ":") && before > floor && scene.class(before - 1).any(Words::label);
    let after = name.tokens.end;
    let dated = after + 1 < end
        && scene.is_mark(after, ",")
        && (scene.class(after + 1).any(Words::date) || scene.word(after + 1).starts_with(|c: char| c.is_ascii_digit()));
    (label || scene.is_mark(before, "(") && dated).then_some("place.label")
}

/// "in Moscow's view": a possessive that owns no place.
fn possessed(scene: Scene<'_>, name: &Name, end: usize) -> bool {
    let after = name.tokens.end;
    if after >= end || !scene.is_possessive(after) {
        return false;
    }
    let places = Words::venue
        .or(Words::weak)
        .or(Words::place_noun)
        .or(Words::direction)
        .or(Words::compass)
        .or(Words::venue_first);
    !(after + 1..end.min(after + 6)).any(|t| scene.class(t).any(places) || scene.is_capital(t))
}
