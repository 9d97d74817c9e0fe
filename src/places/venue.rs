//! Buildings and grounds: noun phrases whose head says so, known or not.

use super::grammar::{country_before, preposition};
use super::row::Venue;
use super::rules::Words;
use super::scan::{Name, Scene, name};
use crate::segment::{BlockKind, Case};
use std::ops::Range;

/// A phrase that means a building or its grounds.
#[derive(Clone, Debug)]
pub(super) struct VenuePhrase {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    /// Its name as the text has it.
    pub(super) text: String,
    /// The rows that bear its name.
    pub(super) known: Vec<Venue>,
    /// Names of places inside it, or after it ("in Hanoi"): what says where it is.
    pub(super) inside: Vec<Name>,
    /// The state that owns it ("the Egyptian foreign ministry"), ISO 3166-1 alpha-3.
    pub(super) owner: Option<String>,
    pub(super) rule: &'static str,
}

impl VenuePhrase {
    /// A venue of the table that stands in a dateline.
    pub(super) fn dateline(scene: Scene<'_>, name: &Name) -> VenuePhrase {
        VenuePhrase {
            tokens: name.tokens.clone(),
            sentence: name.sentence,
            text: scene.words(name.tokens.clone()).to_string(),
            known: name.venues.clone(),
            inside: Vec::new(),
            owner: None,
            rule: "place.dateline",
        }
    }
}

/// Finds the venues of a sentence, in text order, none inside another.
pub(super) fn venues(scene: Scene<'_>, sentence: usize, names: &[Name]) -> Vec<VenuePhrase> {
    let range = scene.document.sentences[sentence].tokens.clone();
    let floor = range.start.max(scene.document.sentences[sentence].dateline.end);
    let mut found: Vec<VenuePhrase> = Vec::new();
    for at in floor..range.end {
        if found.last().is_some_and(|v| at < v.tokens.end) {
            continue;
        }
        let known = names.iter().find(|n| n.tokens.start == at && !n.venues.is_empty());
        let headline = scene.document.tokens[at].case == Case::Upper
            && matches!(scene.document.kind_of(sentence), BlockKind::Headline | BlockKind::Heading);
        let phrase = known
            .and_then(|n| from_name(scene, n, floor, range.end))
            .or_else(|| from_head(scene, at, floor, range.end).filter(|_| !headline))
            .map(|p| VenuePhrase { sentence, ..p });
        if let Some(mut phrase) = phrase {
            join_city(scene, &mut phrase, names, range.end);
            found.push(phrase);
        }
    }
    found
}

/// A venue of the table, where the words around it make it a place.
fn from_name(scene: Scene<'_>, name: &Name, floor: usize, end: usize) -> Option<VenuePhrase> {
    let venue = name.venues.first()?;
    let mut start = name.tokens.start;
    let mut steps = 0;
    // "the famed Hofburg palace", "Geneva's Hotel President Wilson"
    while start > floor && steps < 3 && !scene.class(start - 1).any(STOPS) && scene.is_word(start - 1) {
        if scene.class(start - 1).any(Words::determiner) {
            break;
        }
        start -= 1;
        steps += 1;
    }
    let determined = start > floor && scene.class(start - 1).any(Words::determiner);
    let begin = if determined {
        start - 1
    } else if steps > 0 && start > floor && scene.class(start - 1).any(STOPS) {
        start
    } else {
        name.tokens.start
    };
    let direct = if name.tokens.start > floor && scene.class(name.tokens.start - 1).any(Words::determiner) {
        name.tokens.start - 1
    } else {
        name.tokens.start
    };
    let (begin, rule) = match preposition(scene, begin, floor) {
        Some(_) => (begin, "place.venue_known"),
        None => match governed(scene, direct, floor) {
            Some(_) => (direct, "place.venue_known"),
            None if scene.class(name.tokens.end).any(Words::gathering) && name.tokens.end < end => {
                (direct, "place.venue_known")
            }
            None => return None,
        },
    };
    // An organisation's name serves for its seat only where one can be at it.
    let article = scene.word(begin);
    let goes_on =
        name.tokens.end < end && scene.is_capital(name.tokens.end) && !scene.class(name.tokens.end).any(Words::date);
    let building = Words::venue.or(Words::weak).or(Words::venue_first);
    let seat = name.tokens.clone().any(|t| scene.class(t).any(building));
    let at = begin > floor && matches!(scene.word(begin - 1), "at" | "near" | "outside" | "inside");
    if venue.kind == "UN" && !seat && (!at || matches!(article, "a" | "an") || goes_on) {
        return None;
    }
    if name.tokens.end < end && scene.class(name.tokens.end).any(Words::not_after) {
        return None;
    }
    let mut stop = name.tokens.end;
    while stop < end
        && (scene.class(stop).any(Words::venue) || scene.class(stop).any(Words::weak))
        && !scene.class(stop).any(Words::gathering)
    {
        stop += 1;
    }
    // "the South Lawn of the White House"
    if stop + 1 < end && scene.word(stop) == "of" {
        let at = if scene.class(stop + 1).any(Words::determiner) { stop + 2 } else { stop + 1 };
        if let Some(whole) = self::name(scene, at, end).filter(|n| !n.venues.is_empty()) {
            stop = whole.tokens.end;
        }
    }
    let text = scene.words(name.tokens.start..stop).to_string();
    Some(VenuePhrase {
        tokens: begin..stop,
        sentence: 0,
        text,
        known: name.venues.clone(),
        inside: Vec::new(),
        owner: None,
        rule,
    })
}

/// The preposition before a phrase, "on" among them: "on the South Lawn".
fn governed(scene: Scene<'_>, start: usize, floor: usize) -> Option<&'static str> {
    let upon = start > floor && scene.class(start - 1).any(Words::upon);
    preposition(scene, start, floor).or(upon.then_some("place.in"))
}

const STOPS: Words =
    Words::locative.or(Words::toward).or(Words::joining).or(Words::date).or(Words::visiting).or(Words::upon);

/// A phrase whose head noun says that it is a building.
fn from_head(scene: Scene<'_>, head: usize, floor: usize, end: usize) -> Option<VenuePhrase> {
    if !scene.is_word(head) {
        return None;
    }
    let class = scene.class(head);
    // "the Black Sea resort of Sochi" is a town.
    if class.any(Words::place_noun) && head + 1 < end && scene.word(head + 1) == "of" {
        return None;
    }
    let first = class.any(Words::venue_first) && scene.is_capital(head) && head + 1 < end && scene.is_capital(head + 1);
    let strong = class.any(Words::venue);
    let titled =
        head > floor + 1 && scene.is_capital(head) && scene.is_possessive(head - 1) && scene.is_capital(head - 2);
    let weak = class.any(Words::weak)
        && head > floor
        && (scene.is_capital(head) && scene.is_capital(head - 1)
            || titled
            || scene.class(head - 1).any(Words::venue_kind));
    if !(first || strong || weak) {
        return None;
    }
    let start = phrase_start(scene, head, floor)?;
    let stop = phrase_end(scene, head, first, end);
    if stop < end && (scene.class(stop).any(Words::not_after) || scene.is_possessive(stop)) {
        return None;
    }
    // "the hotel industry", "the airport road": the head is not the head.
    if !first
        && stop == head + 1
        && stop < end
        && scene.is_capital(head)
        && scene.is_capital(stop)
        && name(scene, stop, end).is_none()
    {
        return None;
    }
    governed(scene, start, floor)?;
    if start == head && stop == head + 1 {
        return None;
    }
    let owner = (start..head).find_map(|t| country_before(scene, t + 1, start.max(floor)).map(|c| c.1));
    let determined = scene.class(start).any(Words::determiner);
    let named = if determined && scene.is_capital(start + 1) { start + 1 } else { start };
    Some(VenuePhrase {
        tokens: start..stop,
        sentence: 0,
        text: scene.words(named..stop).to_string(),
        known: Vec::new(),
        inside: Vec::new(),
        owner,
        rule: "place.venue",
    })
}

/// Where the noun phrase of a head begins: after the nearest preposition, at most nine words back.
fn phrase_start(scene: Scene<'_>, head: usize, floor: usize) -> Option<usize> {
    let mut at = head;
    let mut steps = 0;
    while at > floor && steps < 9 {
        let class = scene.class(at - 1);
        if class.any(Words::locative.or(Words::toward).or(Words::visiting).or(Words::upon)) {
            let opens = scene.class(at).any(Words::determiner)
                || scene.is_capital(at)
                || scene.class(at).any(Words::venue_kind)
                || owned(scene, at, head);
            return (opens && at <= head).then_some(at);
        }
        let ordinary = !class.any(Words::joining) && scene.is_word(at - 1)
            || scene.is_hyphen(at - 1)
            || scene.is_possessive(at - 1);
        if !ordinary || class.any(Words::date) || scene.word(at - 1) == "that" {
            return None;
        }
        at -= 1;
        steps += 1;
    }
    None
}

/// Whether a possessive stands between a phrase's first word and its head.
fn owned(scene: Scene<'_>, at: usize, head: usize) -> bool {
    (at..head).any(|t| scene.is_possessive(t))
}

/// Where the noun phrase ends: after the name that follows its kind, or an "of" phrase.
fn phrase_end(scene: Scene<'_>, head: usize, first: bool, end: usize) -> usize {
    let mut at = head + 1;
    if first {
        while at < end && (scene.is_capital(at) || scene.is_hyphen(at)) && !scene.class(at).any(Words::date) {
            at += 1;
        }
        return linked(scene, at, end);
    }
    if linked(scene, at, end) > at {
        return linked(scene, at, end);
    }
    while at < end
        && (scene.class(at).any(Words::venue) || scene.class(at).any(Words::weak))
        && !scene.is_possessive(at + 1)
    {
        at += 1;
    }
    if at < end && scene.word(at) == "of" {
        let mut next = at + 1;
        while next < end && scene.class(next).any(Words::determiner) {
            next += 1;
        }
        let begin = next;
        while next < end
            && next < begin + 8
            && (scene.is_capital(next)
                || scene.is_hyphen(next)
                || scene.is_possessive(next)
                || scene.word(next) == "of"
                || scene.word(next) == "the" && scene.is_capital(next + 1))
            && !scene.class(next).any(Words::date)
        {
            next += 1;
        }
        if next == begin && next < end && scene.is_word(next) && begin > at + 1 {
            next += 1;
        }
        return if next > begin { next } else { at };
    }
    at
}

/// Where a name ends that goes on with a linking word ("Plaza de la Revolución").
fn linked(scene: Scene<'_>, token: usize, end: usize) -> usize {
    let mut at = token;
    while at < end && scene.class(at).any(Words::name_link) {
        at += 1;
    }
    if at == token || at >= end || !scene.is_capital(at) {
        return token;
    }
    while at < end && scene.is_capital(at) && !scene.class(at).any(Words::date) {
        at += 1;
    }
    at
}

/// Takes in the city that stands in the phrase or after it.
fn join_city(scene: Scene<'_>, phrase: &mut VenuePhrase, names: &[Name], end: usize) {
    // "a Lausanne hotel", "Geneva's airport": a name at the head of the phrase says where; one further
    // in is part of another name.
    let begin = phrase.tokens.start + usize::from(scene.class(phrase.tokens.start).any(Words::determiner));
    let last = |n: &Name| n.tokens.end == phrase.tokens.end && scene.word(n.tokens.start.saturating_sub(1)) == "of";
    let leads = |n: &&Name| {
        n.venues.is_empty()
            && (n.tokens.start == begin && n.tokens.end < phrase.tokens.end || n.tokens.start > begin && last(n))
    };
    phrase.inside = names.iter().filter(leads).cloned().collect();
    let mut at = phrase.tokens.end;
    if at < end && scene.is_mark(at, ",") && at + 1 < end && scene.class(at + 1).any(Words::locative) {
        at += 1;
    }
    let links = at < end
        && (scene.is_mark(at, ",") || matches!(scene.word(at), "in" | "near" | "outside" | "at") && scene.is_word(at));
    if !links {
        return;
    }
    // "in the Swiss city of", "in central"
    let mut start = at + 1;
    while start < end && start < at + 8 {
        if let Some(after) =
            names.iter().find(|n| n.tokens.start == start && !(n.rows.is_empty() && n.countries.is_empty()))
        {
            let adjective = scene.class(after.tokens.end).any(Words::place_noun)
                && !after.countries.is_empty()
                && after.tokens.end < end;
            if !adjective {
                phrase.tokens.end = after.tokens.end;
                phrase.inside.push(after.clone());
                return;
            }
        }
        // "in Ichigaya, Tokyo": after a part of the city that no table knows.
        let part = (start..end.min(start + 3)).take_while(|&t| scene.is_capital(t) && scene.class(t).is_none()).count();
        let city = names
            .iter()
            .find(|n| part > 0 && start > at && scene.is_mark(start + part, ",") && n.tokens.start == start + part + 1);
        if let Some(city) = city.filter(|n| n.rows.iter().any(|r| r.is_city())) {
            phrase.tokens.end = city.tokens.end;
            phrase.inside.push(city.clone());
            return;
        }
        let class = scene.class(start);
        let passes = class.any(Words::determiner.or(Words::direction).or(Words::place_noun))
            || scene.word(start) == "of"
            || scene.rules.countries.find(scene.document, start, end).is_some();
        if scene.is_mark(at, ",") || !passes {
            return;
        }
        start += 1;
    }
}
