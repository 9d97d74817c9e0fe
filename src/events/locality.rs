//! Locality: at which place each meeting of a line is told, beside what stands right with it.

use super::Findings;
use super::adjuncts::{clause_of, moves};
use super::line::{AdjunctKind, Line, What};
use super::pattern::{COMMA, EDGE, OTHER, PARTY};
use super::rules::Rules;
use super::sighting::Sighting;

/// Gives the place that opens a sentence to all that it tells without a place of its own: "In Spain,
/// she will open a fair, meet the premier and visit a port".
pub(super) fn fronted(found: Findings<'_>, line: &Line, sightings: &mut [Sighting]) {
    let sentence = &found.document.sentences[line.sentence];
    let start = sentence.tokens.start.max(sentence.dateline.end);
    let opens = line.adjuncts.iter().find(|a| a.token == start && a.preposition.is_some());
    let Some(AdjunctKind::Place(front)) = opens.map(|a| a.what).filter(|_| !line.headline) else { return };
    if found.places[front].matter {
        return;
    }
    for sighting in sightings.iter_mut() {
        // The place of a further verb is that verb's.
        let further = |p: usize| {
            let between = sighting.trigger + 1..found.places[p].tokens.start;
            line.items.iter().any(|i| matches!(i.what, What::Verb(_)) && between.contains(&i.tokens.start))
        };
        match sighting.places.first() {
            Some(&p) if p == front || !further(p) => {}
            _ => sighting.places.insert(0, front),
        }
    }
}

/// Returns the sighting that is told first after a token.
pub(super) fn first_after(sightings: &[Sighting], token: usize) -> Option<usize> {
    let inner = sightings.iter().enumerate().filter(|(_, s)| s.trigger > token).min_by_key(|(_, s)| s.trigger);
    inner.map(|(i, _)| i)
}

/// Returns the meeting after which somebody left a place: "flew home from Riga after talks with B".
pub(super) fn departs(line: &Line, sightings: &[Sighting], adjunct: &super::line::Adjunct) -> Option<usize> {
    let from = matches!(adjunct.what, AdjunctKind::Place(_)) && adjunct.preposition.as_deref() == Some("from");
    from.then(|| after(line, sightings, adjunct.token + 1)).flatten()
}

/// Returns the sighting that "after" ties to what stands before a token.
fn after(line: &Line, sightings: &[Sighting], token: usize) -> Option<usize> {
    let next = line.items.iter().find(|i| i.tokens.start >= token && !matches!(i.symbol, OTHER))?;
    (next.symbol == 'a').then(|| first_after(sightings, next.tokens.start)).flatten()
}

/// Returns whether a place after a sighting stands in what was said or agreed there: "announced
/// that the guns would fall silent in …", "agreed to open an embassy in …".
pub(super) fn content(line: &Line, sighting: &Sighting, token: usize, rules: &Rules) -> bool {
    line.items.windows(2).any(|pair| {
        let What::Verb(group) = &pair[0].what else { return false };
        let said = pair[1].symbol == 'h' || rules.lexicon.is(group.class, "AGREE") && pair[1].symbol == 't';
        said && pair[0].tokens.end > sighting.trigger && pair[1].tokens.end <= token
    }) || told_that(line, sighting, token, rules)
}

/// "told B at their meeting that she would open an embassy in …"
fn told_that(line: &Line, sighting: &Sighting, token: usize, rules: &Rules) -> bool {
    let says = |i: &super::line::Item| matches!(&i.what, What::Verb(g) if rules.lexicon.is(g.class, "SAY"));
    let inside = |i: usize| line.items[i].tokens.start > sighting.trigger && line.items[i].tokens.end <= token;
    let Some(that) = (0..line.items.len()).find(|&i| line.items[i].symbol == 'h' && inside(i)) else { return false };
    line.items[..that].iter().any(says) && line.items.get(that + 1).is_some_and(|i| i.symbol == PARTY)
}

/// Gives a sighting the country or city that was visited, "where" it took place.
pub(super) fn visited(found: Findings<'_>, line: &Line, sightings: &mut [Sighting]) {
    for item in &line.items {
        let What::Place(p) = item.what else { continue };
        let inner = clause_of(found, AdjunctKind::Place(p)).and_then(|clause| first_after(sightings, clause));
        let inner = inner
            .or_else(|| found.places[p].left.then(|| after(line, sightings, found.places[p].tokens.end)).flatten());
        if let Some(inner) = inner.filter(|&i| !sightings[i].places.contains(&p)) {
            sightings[inner].places.push(p);
        }
    }
}

/// Shares places among the sightings of one line that tell one meeting.
pub(super) fn share(found: Findings<'_>, line: &Line, sightings: &mut Vec<Sighting>) {
    // "began in Oslo on 8 March, when A and B sat down": one meeting.
    for adjunct in line.adjuncts.iter().filter(|a| matches!(a.what, AdjunctKind::Date(_))) {
        let inner = clause_of(found, adjunct.what).and_then(|clause| first_after(sightings, clause));
        let bare = |s: &Sighting| s.parties.is_empty() && s.noun.is_some() && !s.headline;
        let outer = sightings.iter().rposition(|s| s.trigger < adjunct.token && bare(s));
        let (Some(inner), Some(outer)) = (inner, outer) else { continue };
        if sightings[inner].places.is_empty() && !sightings[inner].dates.is_empty() {
            sightings[inner].places = sightings[outer].places.clone();
            sightings[inner].kind = sightings[inner].kind.or(sightings[outer].kind);
            sightings.remove(outer);
        }
    }
    // "raised it with B when she visited Oslo on Tuesday": the visit tells where and when.
    for at in (1..sightings.len()).rev() {
        let (s, visit) = (&sightings[at - 1], &sightings[at]);
        let when = |i: &&super::line::Item| {
            i.symbol == 'k' && matches!(found.document.word(i.tokens.start), "when" | "while" | "as")
        };
        let between = line.items.iter().filter(|i| i.tokens.start > s.trigger && i.tokens.end <= visit.trigger);
        let told = s.places.is_empty() && s.weak && !s.adds && visit.kind == Some(crate::record::Kind::Visit);
        if told && visit.parties.len() < 2 && between.clone().any(|i| when(&i)) {
            let visit = sightings.remove(at);
            let s = &mut sightings[at - 1];
            s.places = visit.places;
            s.dates.extend(visit.dates);
            s.rules.extend(visit.rules);
        }
    }
    // "visits Oslo to attend talks and to meet B", "on the last day of his visit to Oslo, he met B"
    let during =
        line.items.iter().find(|i| !matches!(i.symbol, OTHER | COMMA)).is_some_and(|i| matches!(i.symbol, 'i' | 'd'));
    for at in 1..sightings.len() {
        let purpose = sightings[at].trigger > 0 && found.document.word(sightings[at].trigger - 1) == "to" || during;
        let mover = sightings[..at].iter().rfind(|s| moves(s)).map(|s| s.places.clone());
        if let Some(places) = mover.filter(|_| purpose && sightings[at].places.is_empty()) {
            sightings[at].places = places;
        }
    }
    for at in 0..sightings.len() {
        let Some(noun) = sightings[at].noun.as_ref().map(|n| (n.start, n.end)) else { continue };
        // "for a summit where A and B signed", "at a meeting at which …"
        let clause = (noun.1..noun.1 + 3).find(|&t| {
            let word = |t: usize| found.document.word(t);
            word(t) == "where" || word(t) == "which" && matches!(word(t - 1), "at" | "in" | "during")
        });
        if let Some(inner) = clause.and_then(|clause| first_after(sightings, clause)) {
            let outer = sightings[..=at].iter().rfind(|s| !s.places.is_empty()).map(|s| s.places.clone());
            if let Some(places) = outer.filter(|_| sightings[inner].places.is_empty()) {
                sightings[inner].places = places;
            }
        }
        // "sat down last October, in Oslo, at a meeting kept quiet"
        let Some(before) = at.checked_sub(1).filter(|_| sightings[at].parties.is_empty()) else { continue };
        let between =
            || line.items.iter().filter(|i| i.tokens.start > sightings[before].trigger && i.tokens.end <= noun.0);
        let governed = between().next_back().is_some_and(|i| matches!(i.symbol, 'i' | 'd'));
        let cut = between().any(|i| matches!(i.symbol, EDGE | 'k' | 'q' | 'h' | '&'));
        if governed && !cut && sightings[before].places.is_empty() && sightings[before].noun.is_none() {
            sightings[before].places = sightings[at].places.clone();
        }
    }
}

/// Gives talks that a state hosts that state as their place, where no other is told.
pub(super) fn host_country(found: Findings<'_>, line: &Line, sightings: &mut [Sighting]) {
    let first = found.places.partition_point(|p| p.sentence < line.sentence);
    for sighting in sightings.iter_mut().filter(|s| s.places.is_empty() && s.noun.is_some()) {
        let here = found.places[first..].iter().take_while(|p| p.tokens.start < sighting.trigger);
        let near = |p: &crate::places::PlaceMention| p.tokens.end + 16 > sighting.trigger;
        let host = here.enumerate().filter(|(_, p)| HOSTS.contains(&p.rule.as_str()) && near(p)).last();
        sighting.places.extend(host.map(|(at, _)| first + at));
        // "the first round, which Pakistan hosted"
        let which = |p: &crate::places::PlaceMention| {
            p.rule == "place.host"
                && p.tokens.start > sighting.trigger
                && matches!(found.document.word(p.tokens.start - 1), "which" | "that")
        };
        let after = found.places[first..].iter().take_while(|p| p.sentence == line.sentence).enumerate();
        if sighting.places.is_empty() {
            let told = after.filter(|(_, p)| p.rule == "place.as_venue" || which(p)).map(|(at, _)| first + at);
            sighting.places.extend(told);
        }
    }
}

/// Rules of places at which the text says that something will be.
const HOSTS: &[&str] = &["place.host", "place.as_venue"];
