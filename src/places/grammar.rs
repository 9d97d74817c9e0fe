//! What a sentence makes of a name: whether the words around it put something there.

use super::row::{Feature, Row};
use super::rules::Words;
use super::scan::{Name, Scene};
use crate::rulebook::countries::Sense;
use crate::segment::{BlockKind, Case, TokenKind};
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
    /// Whether a noun says that it is a place ("the city of", "the resort").
    pub(super) noun: bool,
    /// Whether that noun says that it is more than a town ("the region of").
    pub(super) division: bool,
}

/// Returns whether a name opens its paragraph as a dateline that ends with a colon: "OSLO: The
/// envoys", "OSLO (NAB): The envoys", "Oslo May 5/2016/NAB/ The envoys".
fn with_colon(scene: Scene<'_>, name: &Name) -> bool {
    let sentence = &scene.document.sentences[name.sentence];
    let block = &scene.document.blocks[sentence.block];
    let body = matches!(block.kind, BlockKind::Body | BlockKind::Item) && block.sentences.start == name.sentence;
    if !body || name.tokens.start != sentence.tokens.start || !sentence.dateline.is_empty() {
        return false;
    }
    let tokens = &scene.document.tokens;
    let shouted = tokens[name.tokens.clone()].iter().all(|t| t.case == Case::Upper);
    let mut dated = false;
    for at in name.tokens.end..sentence.tokens.end.min(name.tokens.end + 14) {
        let token = &tokens[at];
        let opens = tokens.get(at + 1).is_some_and(|t| t.capital && at + 4 < sentence.tokens.end);
        match (token.kind, scene.word(at)) {
            (TokenKind::Mark, ":") => return (shouted || dated) && opens,
            (TokenKind::Mark, "/") if dated && opens && scene.word(at - 1) != "/" && tokens[at - 1].capital => {
                return true;
            }
            (TokenKind::Mark, "," | "." | "(" | ")" | "/" | "-") => {}
            (TokenKind::Number, _) => dated = true,
            (TokenKind::Word, _) if token.capital => {}
            _ => return false,
        }
    }
    false
}

/// Tells where a name stands. `before` is the name before it in the sentence, with its rule.
pub(super) fn position(scene: Scene<'_>, name: &Name, before: Option<(&Name, &'static str)>) -> Position {
    let sentence = &scene.document.sentences[name.sentence];
    let floor = sentence.tokens.start.max(sentence.dateline.end);
    let after = name.tokens.end;
    let mut position = left(scene, name.tokens.start, floor);
    if name.tokens.start < sentence.dateline.end || with_colon(scene, name) {
        position.rule = Some("place.dateline");
        return position;
    }
    // "the capital of Egypt" is no place called Egypt.
    if position.noun && !name.countries.is_empty() && scene.word(name.tokens.start.saturating_sub(2)) == "capital" {
        return position;
    }
    // "New York State", "the Tsuen Wan district"
    let followed = after < sentence.tokens.end && scene.class(after).any(Words::place_noun) && !name.rows.is_empty();
    position.division |= followed && scene.class(after).any(Words::division_noun);
    let noun = position.noun || followed;
    let heading = scene.document.kind_of(name.sentence) == BlockKind::Heading && name.tokens == sentence.tokens;
    if heading && name.rows.iter().any(Row::is_city) {
        position.rule = Some("place.heading");
        return position;
    }
    let gathering = gathering(scene, name, sentence.tokens.end);
    if gathering.is_none() && is_part(scene, name, floor, noun) {
        return position;
    }
    if !noun && attributive(scene, name) {
        position.start = name.tokens.start;
        position.rule = gathering;
        return position;
    }
    position.rule = preposition(scene, position.start, floor)
        .or_else(|| upon(scene, name, &position, floor))
        .or_else(|| listed(scene, position.start, before))
        .or_else(|| position.noun.then_some("place.noun"))
        .or(gathering)
        .or_else(|| labelled(scene, position.start, floor, name, sentence.tokens.end))
        .or_else(|| relative(scene, name, sentence.tokens.end));
    if let (None, Some(part)) = (position.rule, district(scene, name, floor, sentence.tokens.end)) {
        (position.rule, position.start) = (Some("place.in"), part);
    }
    position.rule = position.rule.or_else(|| hosting(scene, name, sentence.tokens.end));
    if position.rule == Some("place.gathering") {
        position.start = name.tokens.start;
    }
    if position.rule.is_some() && possessed(scene, name, sentence.tokens.end) {
        position.rule = None;
    }
    position
}

/// An article before a name that takes none: "the Goma office", "the Iran war".
fn attributive(scene: Scene<'_>, name: &Name) -> bool {
    let Some(before) = name.tokens.start.checked_sub(1) else { return false };
    if !scene.class(before).any(Words::determiner) || !scene.is_word(before) {
        return false;
    }
    if !name.countries.is_empty() {
        // "said that Pakistan is ready"
        return !matches!(scene.word(before), "the" | "that")
            || scene.word(before) == "the" && !scene.class(name.tokens.end - 1).any(Words::articled);
    }
    name.rows.iter().any(Row::is_city)
        || name.rows.iter().all(|r| r.feature == Feature::Division && r.population > 0) && scene.word(before) != "the"
}

/// "on Sentosa", "on the island of Okinawa".
fn upon(scene: Scene<'_>, name: &Name, position: &Position, floor: usize) -> Option<&'static str> {
    let before = position.start.checked_sub(1).filter(|&b| b >= floor)?;
    let island = name.rows.iter().any(|r| r.feature == Feature::Island) || position.noun;
    (scene.class(before).any(Words::upon) && island).then_some("place.in")
}

/// Walks left over what belongs to the noun phrase.
pub(super) fn left(scene: Scene<'_>, token: usize, floor: usize) -> Position {
    let mut position = Position { rule: None, start: token, country: None, noun: false, division: false };
    let mut at = token;
    let is_noun = |t: usize| scene.class(t).any(Words::place_noun) && !scene.is_capital(t);
    // "the Black Sea resort of", "the border town": the noun, then what describes it.
    let noun = if at >= floor + 2 && scene.word(at - 1) == "of" && is_noun(at - 2) {
        Some(at - 2)
    } else if at > floor && is_noun(at - 1) {
        Some(at - 1)
    } else {
        None
    };
    if let Some(noun) = noun {
        position.noun = true;
        position.division = scene.class(noun).any(Words::division_noun);
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
            if let Some((start, iso3)) = country_before(scene, at, floor).or_else(|| named_before(scene, at, floor)) {
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
    let sense = if possessive { Sense::Name } else { Sense::Adjective };
    country_ending(scene, end, floor, sense)
}

/// Returns the country whose bare name ends before `token` ("the Pakistan capital").
fn named_before(scene: Scene<'_>, token: usize, floor: usize) -> Option<(usize, String)> {
    country_ending(scene, token, floor, Sense::Name)
}

fn country_ending(scene: Scene<'_>, end: usize, floor: usize, sense: Sense) -> Option<(usize, String)> {
    for length in (1..=4).rev() {
        let Some(start) = end.checked_sub(length).filter(|&s| s >= floor) else { continue };
        let Some(hit) = scene.rules.countries.find(scene.document, start, end) else { continue };
        if hit.tokens != length {
            continue;
        }
        let meaning = hit.meanings.iter().find(|m| m.sense == sense);
        let country = meaning.and_then(|&m| scene.rules.countries.of(m));
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

/// Parts of a building or an estate.
const ROOMS: &[&str] = &[
    "chamber",
    "conservatory",
    "courtyard",
    "garden",
    "gardens",
    "grounds",
    "hall",
    "lawn",
    "library",
    "room",
    "salon",
    "terrace",
    "wing",
];

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
    // "in a hall of the palace": a room of it.
    let of = before.saturating_sub(usize::from(scene.word(before) == "the"));
    if scene.word(of) == "of" && of > floor && ROOMS.contains(&scene.word(of - 1)) {
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

/// "in Ichigaya, Tokyo": where the part of it begins that no table knows.
fn district(scene: Scene<'_>, name: &Name, floor: usize, end: usize) -> Option<usize> {
    let comma = name.tokens.start.checked_sub(1).filter(|&c| c > floor && scene.is_mark(c, ","))?;
    let unknown = |t: usize| scene.is_capital(t) && scene.class(t).is_none();
    let part = (floor..comma).rev().take_while(|&t| unknown(t)).take(3).last()?;
    let before = part.checked_sub(1).filter(|&b| b >= floor && scene.class(b).any(Words::locative))?;
    let known = (part..comma).any(|t| scene.rules.countries.find(scene.document, t, comma).is_some());
    // "in Parliament, Moscow said": a comma that opens what follows.
    // "at Kelif, Kerki and Termez" is a list.
    let after = name.tokens.end;
    let next = after + usize::from(scene.is_mark(after, ","));
    let list = next < end && (scene.class(next).any(Words::joining) || next > after && scene.is_capital(next));
    let closes = !list && (after >= end || !scene.is_word(after) || scene.class(after).any(STOPS));
    (!known && closes && matches!(scene.word(before), "in" | "at" | "near")).then_some(part)
}

/// "kept for Nadi, where they signed"
fn relative(scene: Scene<'_>, name: &Name, end: usize) -> Option<&'static str> {
    let after = name.tokens.end + usize::from(scene.is_mark(name.tokens.end, ","));
    (after < end && scene.word(after) == "where" && name.rows.iter().any(Row::is_city)).then_some("place.where")
}

/// "Pakistan is ready to host talks", "Riga was chosen for the talks", "with Riga as the venue": where
/// they are to be.
fn hosting(scene: Scene<'_>, name: &Name, end: usize) -> Option<&'static str> {
    let from = name.tokens.end;
    let chosen = |t: usize| scene.class(t).any(Words::chosen) && scene.class(t - 1).any(Words::being);
    let verb = (from..end.min(from + 7)).find(|&t| {
        scene.class(t).any(Words::hosting) || chosen(t) || t > from + 1 && scene.class(t).any(Words::setting)
    })?;
    let plain = (from..verb).all(|t| scene.is_word(t) && (!scene.is_capital(t) || scene.class(t).any(Words::date)));
    // "a summit on Ruritania hosted by A" is not there.
    if scene.word(verb + 1) == "by" && verb == from {
        return None;
    }
    let as_venue = scene.class(verb).any(Words::setting);
    if as_venue && !(from..verb).any(|t| matches!(scene.word(t), "as" | "be" | "is" | "was")) {
        return None;
    }
    let known = !name.countries.is_empty() || name.rows.iter().any(Row::is_city);
    (plain && known).then_some(if as_venue { "place.as_venue" } else { "place.host" })
}

/// Returns whether a place tells where something is that is talked about: "the war in Yemen".
pub(super) fn matter(scene: Scene<'_>, start: usize, sentence: usize, place: &super::PlaceMention) -> bool {
    let floor = scene.document.sentences[sentence].tokens.start;
    let Some(noun) = start.checked_sub(2).filter(|&n| n >= floor) else { return false };
    let class = scene.class(noun);
    matches!(scene.word(start - 1), "in" | "inside" | "across" | "around" | "near")
        && (class.any(Words::matter) || class.any(Words::matter_land) && place.city.is_none())
}

/// Returns whether the words before a place bring somebody there: "flew to Riga", "landed in Riga".
pub(super) fn reached(scene: Scene<'_>, place: &super::PlaceMention) -> bool {
    let floor = scene.document.sentences[place.sentence].tokens.start;
    let before = |n: usize| place.tokens.start.saturating_sub(n).max(floor)..place.tokens.start;
    match place.rule.as_str() {
        "place.to" | "place.visit" => !before(3).any(|t| scene.class(t).any(Words::leaving)),
        "place.in" | "place.capital" | "place.venue" | "place.venue_known" => {
            before(6).any(|t| scene.class(t).any(Words::arrival))
        }
        _ => false,
    }
}

/// Returns whether the verb before a place takes somebody away: "left Riga".
pub(super) fn left_behind(scene: Scene<'_>, place: &super::PlaceMention) -> bool {
    let verb = place.tokens.start.checked_sub(1);
    place.rule == "place.visit" && verb.is_some_and(|v| scene.class(v).any(Words::leaving))
}

/// "the Vienna talks", "the Geneva peace conference".
fn gathering(scene: Scene<'_>, name: &Name, end: usize) -> Option<&'static str> {
    // "the Moscow-Kyiv talks" are between the two.
    if name.tokens.start >= 2 && scene.is_hyphen(name.tokens.start - 1) && scene.is_capital(name.tokens.start - 2) {
        return None;
    }
    if name.rows.iter().all(|r| !r.is_city()) && name.venues.is_empty() || !name.countries.is_empty() {
        return None;
    }
    let mut at = name.tokens.end;
    let mut steps = 0;
    // "the Coolum CHOGM meeting"
    if scene.document.tokens.get(at).is_some_and(|t| t.case == Case::Upper) && !scene.class(at).any(Words::gathering) {
        at += 1;
    }
    while at < end && steps < 3 && scene.class(at).any(Words::describing) && !scene.class(at).any(Words::gathering) {
        at += 1;
        steps += 1;
    }
    (at < end && scene.class(at).any(Words::gathering)).then_some("place.gathering")
}

/// "Venue: Vienna", "(Vienna, 3 June)".
fn labelled(scene: Scene<'_>, start: usize, floor: usize, name: &Name, end: usize) -> Option<&'static str> {
    let after = name.tokens.end;
    // "Asmara again, and now there are three"
    if start == floor && after + 1 < end && scene.word(after) == "again" && scene.is_mark(after + 1, ",") {
        return Some("place.label");
    }
    // "4. BLANTYRE.": a sentence of its own.
    let rest = (floor..start).chain(after..end);
    if rest.clone().all(|t| !scene.is_word(t)) && rest.count() <= 4 && end > after {
        return Some("place.label");
    }
    let before = start.checked_sub(1).filter(|&b| b >= floor)?;
    let label = scene.is_mark(before, ":") && before > floor && scene.class(before - 1).any(Words::label);
    let dated = after + 1 < end
        && scene.is_mark(after, ",")
        && (scene.class(after + 1).any(Words::date) || scene.word(after + 1).starts_with(|c: char| c.is_ascii_digit()));
    // "12 February 1977 - Nicosia."
    let opens = (before > floor && matches!(scene.word(before), "-" | "–" | "—" | ":"))
        && (floor..before).all(|t| {
            scene.class(t).any(Words::date)
                || scene.word(t).starts_with(|c: char| c.is_ascii_digit())
                || !scene.is_word(t)
                || scene.word(t) == "to"
        })
        && (after >= end || scene.is_mark(after, ".") || scene.is_mark(after, ":") || scene.is_mark(after, ","));
    // "on 3 June (Riga)"
    let bracket = scene.is_mark(before, "(") && scene.is_mark(after, ")") && before > floor && {
        scene.class(before - 1).any(Words::date) || scene.word(before - 1).starts_with(|c: char| c.is_ascii_digit())
    };
    (label || opens || bracket || scene.is_mark(before, "(") && dated).then_some("place.label")
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
