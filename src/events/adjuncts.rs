//! Adjuncts: which meeting of a sentence each of its places and dates is told with.

use super::Findings;
use super::dating::{
    beside, dates_meetings, deadline, first_word, long, of_somebody, of_thing, of_whose, perfect, repeated, runs,
    set_off, tells_that,
};
use super::line::{AdjunctKind, Line, What};
use super::locality::{content, departs, first_after, fronted, host_country, share, visited};
use super::pattern::{COMMA, EDGE, OTHER, PARTY};
use super::rules::Rules;
use super::sighting::Sighting;
use crate::record::{Kind, Status};
use crate::words::one_of;

/// Gives each place and date of a line to the sighting that it is told with.
pub(super) fn adjuncts(found: Findings<'_>, line: &Line, sightings: &mut Vec<Sighting>, rules: &Rules) {
    for adjunct in &line.adjuncts {
        // "said on Tuesday", "told reporters in Paris": the day of the telling.
        let before = line.items.iter().rev().find(|i| i.tokens.end <= adjunct.token && !matches!(i.symbol, OTHER));
        let told = before.is_some_and(|i| match &i.what {
            What::Verb(group) => rules.lexicon.is(group.class, "SAY") && adjunct.token - i.tokens.end <= 3,
            _ => false,
        });
        if told {
            // "announced in Oslo after three hours of talks": they spoke where they had met.
            let next = line.items.iter().find(|i| i.tokens.start > adjunct.token && !matches!(i.symbol, OTHER | COMMA));
            let after = next.filter(|i| i.symbol == 'a').and_then(|i| first_after(sightings, i.tokens.start));
            if let (AdjunctKind::Place(p), Some(s)) = (adjunct.what, after.map(|a| &mut sightings[a])) {
                if s.places.is_empty() && s.noun.is_some() {
                    s.places.push(p);
                }
            }
            continue;
        }
        // "the highest-level contact since the clashes in June": the day of the clashes.
        let before = line.items.iter().take_while(|i| i.tokens.end <= adjunct.token).count();
        let opens = line.items[..before].iter().rposition(|i| found.document.word(i.tokens.start) == "since");
        let since = opens.is_some_and(|at| {
            let event = &line.items[at + 1..before];
            let short = event.last().is_some_and(|e| e.tokens.end - line.items[at].tokens.start <= 10);
            short
                && event.first().is_some_and(|e| e.symbol == OTHER)
                && event.iter().all(|e| matches!(e.symbol, OTHER | 'o'))
        });
        let since = since || since_somebody(found, line, adjunct.token);
        if since && matches!(adjunct.what, AdjunctKind::Date(_)) {
            continue;
        }
        // "in Oslo, where he met …": the clause that follows is told of the place before it.
        let inner = clause_of(found, adjunct.what).and_then(|clause| first_after(sightings, clause));
        let inner = inner.or_else(|| departs(line, sightings, adjunct));
        let owner = match adjunct.what {
            AdjunctKind::Date(d) => {
                // "since October, when A met B" is when they met.
                let then =
                    first_word(found, d) == "since" && clause_of(found, adjunct.what).is_some() && !runs(found, d);
                // "have been under way since Monday": from then up to publication.
                let on = matches!(perfect(found, &found.dates[d]), Some("have" | "has")) && !long(found, d);
                if !then && !on && !dates_meetings(found, d) {
                    continue;
                }
                // "two days after A sat down with B" is the day of what follows.
                match beside(found, d) {
                    true => first_after(sightings, adjunct.token),
                    false => inner.or(owner(line, sightings, adjunct.token, rules)),
                }
            }
            AdjunctKind::Place(_) if inner.is_some() => inner,
            AdjunctKind::Place(p) => {
                let owner = owner(line, sightings, adjunct.token, rules);
                let fits = owner.is_some_and(|o| {
                    let sighting = &sightings[o];
                    let ahead = sighting.trigger > adjunct.token;
                    let led = match adjunct.preposition.as_deref() {
                        Some("from") => false,
                        Some("for") => sightings.iter().any(|s| s.trigger >= adjunct.token),
                        Some("to" | "into" | "toward" | "towards") => moves(sighting) || ahead,
                        _ => true,
                    };
                    led && !found.places[p].matter && (ahead || !content(line, sighting, adjunct.token, rules))
                });
                owner.filter(|_| fits)
            }
        };
        let Some(sighting) = owner.and_then(|o| sightings.get_mut(o)) else { continue };
        if sighting.trigger < adjunct.token && of_whose(found, sighting.trigger, adjunct.token) {
            continue;
        }
        if let AdjunctKind::Date(d) = adjunct.what {
            let other = sighting.noun.is_none() && of_document(found, line, d)
                || set_off(found, sighting.trigger, adjunct.token)
                || of_somebody(found, sighting.trigger, adjunct.token)
                || of_thing(found, sighting.trigger, adjunct.token)
                || sighting.trigger > adjunct.token && tells_that(found, d)
                || sighting.trigger < adjunct.token && told_apart(line, adjunct.token, rules);
            if other || deadline(found, d) && !ahead(sighting) {
                continue;
            }
        }
        match adjunct.what {
            AdjunctKind::Place(p) if !sighting.places.contains(&p) => sighting.places.push(p),
            AdjunctKind::Date(d) if !sighting.dates.contains(&d) => sighting.dates.push(d),
            _ => {}
        }
    }
    visited(found, line, sightings);
    for sighting in sightings.iter_mut() {
        order(found, sighting);
    }
    fronted(found, line, sightings);
    share(found, line, sightings);
    repeated(found, line, sightings);
    host_country(found, line, sightings);
}

/// Returns whether a date is that of somebody before: "the first visit since that of A in 1928".
fn since_somebody(found: Findings<'_>, line: &Line, token: usize) -> bool {
    let Some(last) = line.items.iter().rposition(|i| i.tokens.end <= token) else { return false };
    let (who, what) = (&line.items[last], last.checked_sub(1).map(|b| &line.items[b]));
    who.symbol == PARTY
        && who.tokens.end == token
        && what.is_some_and(|i| found.document.word(i.tokens.start) == "since" && i.tokens.end == who.tokens.start)
}

/// Puts the places and days of a sighting in order, the nearest first.
fn order(found: Findings<'_>, sighting: &mut Sighting) {
    let trigger = sighting.trigger;
    let far = |token: usize| if token >= trigger { token - trigger } else { (trigger - token) * 2 };
    let noun_dates = sighting.noun.as_ref().map(|n| n.dates.clone()).unwrap_or_default();
    sighting.places.retain(|&p| {
        found.places[p].city.is_some() || found.places[p].country.is_some() || found.places[p].venue.is_some()
    });
    sighting.places.sort_by_key(|&p| far(found.places[p].tokens.start));
    // A city of the country that is named with it says more.
    if let Some(&first) = sighting.places.first() {
        let inside = |p: &usize| {
            let (a, b) = (&found.places[first], &found.places[*p]);
            a.city.is_none() && b.city.is_some() && a.country == b.country
        };
        if let Some(at) = sighting.places.iter().position(inside) {
            sighting.places.swap(0, at);
        }
    }
    sighting.dates.sort_by_key(|&d| match () {
        () if noun_dates.contains(&d) => 0,
        () if found.dates[d].open == Some(crate::dates::OpenReason::NotStated) => 1000,
        // A year, or years, are the day of something else where a nearer word tells a day.
        () if found.dates[d].granularity == crate::dates::DateGranularity::Year || long(found, d) => {
            60 + far(found.dates[d].tokens.start)
        }
        () => 1 + far(found.dates[d].tokens.start),
    });
}

/// Lends the place and day of a summit to the meeting on its sidelines.
pub(super) fn margins(found: Findings<'_>, line: &Line, sightings: &mut Vec<Sighting>, rules: &Rules) {
    let aside =
        line.items.iter().position(|i| matches!(&i.what, What::Noun(n) if rules.lexicon.is(n.class, "MARGINS")));
    let eve = eve_of(found, line, rules);
    let aside = aside.map(|i| line.items[i].tokens.end).or(eve).or_else(|| at_summit(line, sightings, rules));
    let Some(aside) = aside else { return };
    let Some(summit) = sightings.iter().position(|s| s.trigger >= aside) else { return };
    let (places, dates) = (sightings[summit].places.clone(), sightings[summit].dates.clone());
    // "On the sidelines of the summit in Oslo, A and B met": the summit is only where they met.
    let first = line.items.iter().position(|i| matches!(i.what, What::Party(_))).map(|i| line.items[i].tokens.start);
    let fronted = first.is_some_and(|party| sightings[summit].trigger < party) && sightings.len() > summit + 1;
    let lent = if fronted {
        sightings.remove(summit);
        summit..sightings.len()
    } else {
        0..summit
    };
    for sighting in &mut sightings[lent] {
        if sighting.places.is_empty() {
            sighting.places = places.clone();
        }
        if sighting.dates.is_empty() && eve.is_none() {
            sighting.dates = dates.clone();
        }
    }
}

/// Returns where the summit is told in "Ahead of the summit in Oslo, A met B".
fn eve_of(found: Findings<'_>, line: &Line, rules: &Rules) -> Option<usize> {
    let start = found.document.sentences[line.sentence].tokens.start;
    let word = |t: usize| found.document.word(t);
    let from = start.max(found.document.sentences[line.sentence].dateline.end);
    let eve = word(from) == "ahead" && word(from + 1) == "of"
        || word(from) == "before" && word(from + 1) == "the"
        || (from..from + 3).any(|t| word(t) == "eve" && word(t + 1) == "of");
    let comma = line.items.iter().position(|i| i.symbol == COMMA)?;
    let summit = line.items[..comma].iter().find(|i| {
        matches!(&i.what, What::Noun(n) if matches!(n.kind, Some(Kind::Summit | Kind::Conference)) && !rules.lexicon.is(n.class, "MARGINS"))
    })?;
    eve.then_some(summit.tokens.start)
}

/// Returns where a summit is told right after persons who will meet "at" it.
fn at_summit(line: &Line, sightings: &[Sighting], rules: &Rules) -> Option<usize> {
    let meets = |i: usize| match &line.items.get(i)?.what {
        What::Verb(g) => ["MEET", "ENCOUNTER", "SEE"].iter().any(|c| rules.lexicon.is(g.class, c)).then_some(g.head),
        _ => None,
    };
    (2..line.items.len()).find_map(|i| {
        let What::Noun(noun) = &line.items[i].what else { return None };
        let verb = (i.saturating_sub(3)..i).find_map(meets)?;
        let both = sightings.iter().any(|s| s.trigger == verb && s.parties.len() > 1)
            || sightings.iter().any(|s| s.trigger == verb && s.noun.is_none() && !s.parties.is_empty());
        let summit = matches!(noun.kind, Some(Kind::Summit | Kind::Conference)) || !noun.parties.is_empty();
        (summit && both && line.items[i - 1].symbol == 'i').then_some(noun.start)
    })
}

/// Returns whether a sighting tells of going somewhere.
pub(super) fn moves(sighting: &Sighting) -> bool {
    sighting.kind == Some(Kind::Visit)
        || sighting.rules.iter().any(|r| {
            r.starts_with("travel") || r.starts_with("trip") || r.starts_with("host") || r.starts_with("invite")
        })
}

/// Returns the token of the "where" or "when" that follows an adjunct.
pub(super) fn clause_of(found: Findings<'_>, what: AdjunctKind) -> Option<usize> {
    let (end, word) = match what {
        AdjunctKind::Place(p) => (found.places[p].tokens.end, "where"),
        AdjunctKind::Date(d) => (found.dates[d].tokens.end, "when"),
    };
    (end..end + 3).find(|&t| found.document.word(t) == word)
}

fn ahead(sighting: &Sighting) -> bool {
    matches!(sighting.status, Some(Status::Planned | Status::Proposed))
}

/// Returns which sighting an adjunct at a token is told with: the last before it in its clause,
/// else the first after it, else the last before it.
fn owner(line: &Line, sightings: &[Sighting], token: usize, rules: &Rules) -> Option<usize> {
    let edge = |from: usize, to: usize| {
        line.items.iter().any(|i| {
            i.tokens.start >= from && i.tokens.start < to && (matches!(i.symbol, EDGE | 'k') || i.symbol == 'q')
        })
    };
    // "a meeting held in Oslo under the chairmanship of A": the meeting's place, not the chair's.
    let presence = |s: &Sighting| {
        // "The talks, attended by A and B, ended in Oslo": nor is it that of who attended.
        let told = |o: &Sighting| s.parties.iter().all(|(p, _)| o.parties.iter().any(|(q, _)| p == q));
        s.adds
            && sightings
                .iter()
                .any(|o| !o.adds && o.noun.is_some() && (s.noun.is_some() || o.trigger < s.trigger && told(o)))
    };
    let told = || sightings.iter().enumerate().filter(|(_, s)| !presence(s));
    let before = told().filter(|(_, s)| s.trigger < token).max_by_key(|(_, s)| s.trigger);
    let after = told().filter(|(_, s)| s.trigger >= token).min_by_key(|(_, s)| s.trigger);
    match (before, after) {
        (Some((b, s)), Some((a, t))) => {
            let cut_before = edge(s.trigger, token);
            let cut_after = edge(token, t.trigger);
            let comma =
                line.items.iter().any(|i| i.symbol == COMMA && i.tokens.start > s.trigger && i.tokens.start < token);
            let fronted =
                line.items.iter().any(|i| i.symbol == COMMA && i.tokens.start >= token && i.tokens.start < t.trigger);
            // "…, and on Friday they were joined by C": the date opens a clause of its own.
            let next = line.items.iter().position(|i| i.tokens.start > token);
            let opens = next.is_some_and(|n| {
                let joint = n > 0 && matches!(line.items[n - 1].symbol, '&' | COMMA | EDGE);
                joint && line.items[n].symbol == PARTY && line.items[n].tokens.start < t.trigger
            });
            let opens = opens && (comma || cut_before);
            // "At a meeting in Oslo on Monday, they agreed …": the agreement has no day of its own.
            if t.anchored && !cut_before {
                return Some(b);
            }
            // "met A in Oslo and flew to Riga the next day for talks with B": the journey's end.
            let goes = line.items.windows(2).any(|pair| {
                let moved = matches!(&pair[1].what, What::Verb(g) if rules.lexicon.is(g.class, "TRAVEL"));
                pair[0].symbol == '&' && moved && pair[0].tokens.start > s.trigger && pair[1].tokens.start < token
            });
            if goes && !cut_after {
                return Some(a);
            }
            Some(if cut_before && !cut_after || comma && fronted && !cut_after || opens { a } else { b })
        }
        (Some((b, _)), None) => Some(b),
        (None, Some((a, _))) => Some(a),
        (None, None) => None,
    }
}

/// Returns whether a date is that of what stands before it: "the statement of 9 November".
fn of_document(found: Findings<'_>, line: &Line, date: usize) -> bool {
    let start = found.dates[date].tokens.start;
    let start = start + usize::from(found.document.word(start) == "of");
    let word = |back: usize| start.checked_sub(back).map(|t| found.document.word(t)).unwrap_or_default();
    let noun = line.items.iter().any(|i| matches!(&i.what, What::Noun(n) if n.end + 1 == start && n.kind.is_some()));
    word(1) == "of"
        && !noun
        && !one_of!(
            word(2),
            "morning"
                | "afternoon"
                | "evening"
                | "night"
                | "day"
                | "week"
                | "weekend"
                | "month"
                | "beginning"
                | "start"
                | "middle"
                | "end"
                | "close"
                | "course"
                | "hours"
                | "days"
                | "half"
                | "part"
        )
}

/// Returns whether a date opens a clause of its own that tells what was said: "…, and on Monday the
/// ministry announced that".
fn told_apart(line: &Line, token: usize, rules: &Rules) -> bool {
    let Some(next) = line.items.iter().position(|i| i.tokens.start > token) else { return false };
    let joint = next > 0 && matches!(line.items[next - 1].symbol, '&' | EDGE | COMMA);
    let verb = line.items[next..].iter().take(3).find_map(|i| match &i.what {
        What::Verb(g) => Some(g.class),
        _ => None,
    });
    joint && verb.is_some_and(|class| rules.lexicon.is(class, "SAY")) && line.items[next].symbol == PARTY
}
