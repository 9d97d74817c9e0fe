//! Sightings: places where a sentence says that parties meet, found by frames.

use super::Findings;
use super::adjuncts::{adjuncts, margins};
use super::arranged::{arranged, asked};
use super::beside::*;
use super::lexicon::MEETINGS;
use super::line::{Line, What};
use super::needs::Symbols;
use super::noun::NounPhrase;
use super::pattern::{COMMA, EDGE, FUTURE, OTHER, PARTY, POSSESSOR};
use super::rules::Rules;
use super::status::*;
use super::subject::*;
use super::verb::{Tense, VerbGroup};
use crate::people::Form;
use crate::record::{Kind, Mode, Role, Status};
use crate::words::one_of;
use std::ops::Range;

/// One place where a sentence tells of a meeting.
#[derive(Clone, Debug, Default)]
pub(super) struct Sighting {
    /// The sentence.
    pub sentence: usize,
    /// Whether it stands in a headline.
    pub headline: bool,
    /// Token of the verb or noun that tells it.
    pub trigger: usize,
    /// From the first to the last token of the frames' matches.
    pub tokens: Range<usize>,
    /// Party mentions by index, with what they did there.
    pub parties: Vec<(usize, Role)>,
    /// What the words say of whether it took place.
    pub status: Option<Status>,
    /// Whether a word says that status outright ("postponed", "will").
    pub explicit: bool,
    /// What sort of occasion.
    pub kind: Option<Kind>,
    /// How they met.
    pub mode: Option<Mode>,
    /// The meeting noun.
    pub noun: Option<NounPhrase>,
    /// Places told with it: mention, by index, nearest first.
    pub places: Vec<usize>,
    /// Dates told with it: mention, by index, nearest first.
    pub dates: Vec<usize>,
    /// The frames that found it, by id.
    pub rules: Vec<String>,
    /// Whether it only adds to a meeting told elsewhere.
    pub adds: bool,
    /// Whether several meetings are meant, one for each party ("met separately with A and B").
    pub separate: bool,
    /// Tokens at which a list of parties goes on to those met next ("met A, then B and C").
    pub breaks: Vec<usize>,
    /// Whether it is a meeting only if a place or a day is told with it.
    pub anchored: bool,
    /// Whether it adds to a meeting told elsewhere unless a place or a day is told with it.
    pub weak: bool,
    /// Whether it adds only to a meeting that some of its parties are known to take part in.
    pub joint: bool,
    /// Whether it tells who was not there.
    pub absent: bool,
    /// Whether the verb is in the perfect, or the noun says "last" or "previous".
    pub earlier: bool,
    /// Whether the verb is in the present tense.
    pub present: bool,
    /// Whether its sentence says outright that they spoke over a distance.
    pub wire: bool,
}

/// One match of one frame.
struct Match<'r> {
    frame: usize,
    items: Range<usize>,
    slots: Vec<(&'r str, usize)>,
    trigger: usize,
    verb: Option<usize>,
}

/// Finds the sightings of a line, in order of their triggers.
pub(super) fn sightings(found: Findings<'_>, line: &Line, rules: &Rules) -> Vec<Sighting> {
    let led = |m: &[usize]| m.iter().any(|&m| found.parties.mentions[m].rule == "party.led_by");
    // "For the Government of A: B" signs what the text is.
    let signs = matches!(line.symbols.get(..3), Some(s) if s == [b'r', PARTY as u8, EDGE as u8]);
    // "With A were B and C", "Among those who came were B and C" add who came.
    let company = line.symbols.starts_with(&[b'w', PARTY as u8]) || line.symbols.first() == Some(&b'b');
    let opens = signs
        || company
        || matches!(line.items.first().map(|i| &i.what), Some(What::Party(m)) if m.len() > 1 || led(m))
        || line.items.len() > 2 && line.items[1].symbol == OTHER && line.items[2].symbol == PARTY
        // "So did A"
        || line.items.first().is_some_and(|i| found.document.word(i.tokens.start) == "so");
    if !opens && !line.items.iter().any(|i| matches!(i.what, What::Verb(_) | What::Noun(_))) {
        return Vec::new();
    }
    // "Did he meet B in Oslo?" tells of nothing.
    if asks(found, line) {
        return Vec::new();
    }
    let symbols = Symbols::of(&line.symbols);
    let mut matches: Vec<Match<'_>> = Vec::new();
    for (frame, rule) in rules.frames.iter().enumerate().filter(|(_, rule)| rule.pattern.may_match(&symbols)) {
        let Some(pattern) = rule.pattern.regex() else { continue };
        // Most lines that may match do not: told without room for captures.
        if !pattern.is_match(&line.symbols) {
            continue;
        }
        for captures in pattern.captures_iter(&line.symbols) {
            let Some(whole) = captures.get(0) else { continue };
            let items = whole.range();
            let slots: Vec<(&str, usize)> = pattern
                .capture_names()
                .flatten()
                .filter_map(|name| captures.name(name).map(|m| (name, m.start())))
                .collect();
            let verb = items.clone().find(|&i| matches!(line.items[i].what, What::Verb(_)));
            let noun = items.clone().rfind(|&i| is_meeting(line, i, rules)).map(|i| headed(line, i, &items, rules));
            let Some(trigger) = noun.or(verb).or(items.clone().next().filter(|_| rule.adds)) else { continue };
            matches.push(Match { frame, items, slots, trigger, verb });
        }
    }
    // A meeting noun that no frame took tells of a meeting by itself.
    for i in 0..line.items.len() {
        let own = headed(line, i, &(0..line.items.len()), rules) == i;
        if own && is_meeting(line, i, rules) && !matches.iter().any(|m| m.trigger == i) {
            matches.push(Match { frame: usize::MAX, items: i..i + 1, slots: Vec::new(), trigger: i, verb: None });
        }
    }
    matches.sort_by_key(|m| (m.trigger, m.frame));
    let mut out: Vec<(usize, Sighting)> = Vec::new();
    for m in &matches {
        let Some(sighting) = sighting(found, line, m, rules) else { continue };
        // What one frame takes for a meeting of its own, another does not only add to one.
        let same = |(trigger, s): &&mut (usize, Sighting)| *trigger == m.trigger && s.joint == sighting.joint;
        match out.iter_mut().find(same) {
            Some((_, first)) if first.adds && !sighting.adds => {
                let added = std::mem::replace(first, sighting);
                unite(first, added);
            }
            Some((_, first)) => unite(first, sighting),
            None => out.push((m.trigger, sighting)),
        }
    }
    let (joint, mut out): (Vec<Sighting>, Vec<Sighting>) =
        out.into_iter().map(|(_, s)| s).partition(|s| s.joint || s.absent || by_name(found, s));
    further(found, line, &matches, &mut out, rules);
    adjuncts(found, line, &mut out, rules);
    // "It was the first time they had met since May": of the meeting told just before.
    if first_since(found, line) {
        let tokens = found.document.sentences[line.sentence].tokens.clone();
        let since = tokens.clone().find(|&t| found.document.word(t) == "since").unwrap_or(tokens.end);
        // What it was the first since is a meeting of its own: "since they dined in Oslo in May".
        for s in out.iter_mut().filter(|s| s.trigger < since) {
            (s.adds, s.earlier) = (true, false);
            s.parties.clear();
            s.dates.clear();
            s.places.clear();
        }
    }
    // "marched in Oslo against the talks": where and when they marched.
    let subject_only = |s: &Sighting| {
        let before = s.noun.as_ref().and_then(|n| n.start.checked_sub(1)).map(|t| found.document.word(t));
        s.rules.iter().all(|r| r == "noun.bare")
            && matches!(
                before,
                Some("against" | "about" | "over" | "regarding" | "concerning" | "despite" | "toward" | "towards")
            )
    };
    for s in out.iter_mut().filter(|s| subject_only(s)) {
        s.places.retain(|&p| found.places[p].tokens.start > s.trigger);
        s.dates.retain(|&d| found.dates[d].tokens.start > s.trigger);
    }
    // "called in Oslo on Tuesday for a meeting": where and when it was asked for is not where and when it is.
    for s in out.iter_mut().filter(|s| s.noun.is_some()) {
        let Some(item) = line.items.iter().position(|i| i.tokens.contains(&s.trigger)) else { continue };
        if let Some(from) = asked(found, line, item) {
            s.places.retain(|&p| found.places[p].tokens.start > from);
            s.dates.retain(|&d| found.dates[d].tokens.start > from);
        }
    }
    margins(found, line, &mut out, rules);
    // "agreed in Oslo to open …" and "reached a deal in Oslo" tell where they met, "agreed to open … in
    // Oslo" does not.
    let goes_on = |t: usize| {
        matches!(found.document.word(t), "to" | "that" | "for" | ",")
            || found.document.word(t) == "on" && found.document.word(t + 1).ends_with("ing")
    };
    let near = |s: &Sighting| {
        s.places.iter().any(|&p| {
            let start = found.places[p].tokens.start;
            start <= s.trigger + 4 || start <= s.trigger + 9 && !(s.trigger..start).any(goes_on)
        })
    };
    // "had agreed to move the meeting" tells of another.
    let named = (0..line.items.len()).any(|i| is_meeting(line, i, rules));
    // What was agreed together, and not where, may still say who else met.
    for s in out.iter_mut().filter(|s| s.anchored && !near(s) && (named || s.earlier || !told_of(found, s))) {
        (s.adds, s.joint) = (true, true);
    }
    // "A, their host, had received the pair": who meets in a sentence is not added to another meeting by it.
    let meet: Vec<usize> = out.iter().filter(|s| !s.adds).flat_map(|s| s.parties.iter().map(|p| p.0)).collect();
    let told = |s: &Sighting| !s.parties.is_empty() && s.parties.iter().all(|p| meet.contains(&p.0));
    let outright = |s: &Sighting| s.rules.iter().any(|r| r == "add.therewas" || r == "add.present");
    out.retain(|s| !s.adds || s.absent || outright(s) || !told(s));
    let (more, mut out): (Vec<Sighting>, Vec<Sighting>) = out.into_iter().partition(|s| s.joint);
    let somewhere =
        |p: usize| !found.places[p].back && (found.places[p].city.is_some() || found.places[p].venue.is_some());
    for s in &mut out {
        s.adds |= s.weak
            && !s.places.iter().any(|&p| somewhere(p))
            && s.dates.iter().all(|&d| found.dates[d].minutes.is_some() || !near_day(found, d));
    }
    out.extend(joint);
    out.extend(more);
    out
}

/// Builds the sighting of one match.
fn sighting(found: Findings<'_>, line: &Line, m: &Match<'_>, rules: &Rules) -> Option<Sighting> {
    let frame = rules.frames.get(m.frame);
    let shared = m.verb.and_then(|i| with_shared_governor(line, i));
    let verb = shared.as_ref().or_else(|| m.verb.and_then(|i| as_verb(line, i)));
    let noun = as_noun(line, m.trigger);
    let head = noun.map(|n| n.head).or(verb.map(|v| v.head)).unwrap_or(line.items[m.items.start].tokens.start);
    let mut parties: Vec<(usize, Role)> = Vec::new();
    let role = |slot: &str| frame.and_then(|f| f.roles.get(slot)).copied().unwrap_or(Role::Participant);
    // ", the minister said": who tells of it takes no part by that.
    let tells = |item: usize| {
        let comma = item.checked_sub(1).is_some_and(|b| line.items[b].symbol == COMMA);
        let says = |i: usize| matches!(line.items.get(i).map(|x| &x.what), Some(What::Verb(g)) if rules.lexicon.is(g.class, "SAY"));
        comma && says(item + 1)
    };
    // "on the sidelines of the General Assembly": the body is no party to what is told.
    let aside = |item: usize| {
        let margins = |i: usize| matches!(&line.items[i].what, What::Noun(n) if rules.lexicon.is(n.class, "MARGINS"));
        item >= 2 && line.items[item - 1].symbol == 'o' && margins(item - 2)
    };
    // "A shuttled between B and C, meeting D": the subject of a participle is that of its clause.
    let participle = verb.is_some_and(|v| v.tense == Tense::Participle);
    let governed = |item: usize| {
        let before = item.checked_sub(1).map(|b| line.items[b].symbol);
        participle && matches!(before, Some('b' | 'o' | 'y' | 't' | 'f' | 'r' | 'i'))
    };
    // "A, accompanied by B, called on C": A did.
    let company = |item: usize| {
        let with = |i: usize| matches!(&line.items[i].what, What::Verb(g) if g.passive && rules.lexicon.is(g.class, "ACCOMPANY"));
        item >= 2
            && line.items[item - 1].symbol == 'y'
            && with(item - 2)
            && line.items.get(item + 1).is_some_and(|i| i.symbol == COMMA)
    };
    for (slot, item) in &m.slots {
        if *slot != "a" && (tells(*item) || aside(*item)) {
            continue;
        }
        // "a summit on Ruritania hosted by A": what it is about is nobody's guest.
        let about = |item: usize| item.checked_sub(1).is_some_and(|b| line.items[b].symbol == 'i');
        if *slot == "b" && verb.is_some_and(|v| v.passive && v.head > line.items[*item].tokens.start) && about(*item) {
            return None;
        }
        // "The Union's leaders … at their summit": a possessive that means nobody known has the subject's.
        let unknown = |m: &usize| found.parties.mentions[*m].entities.is_empty();
        let whose = match &line.items[*item].what {
            What::Party(mentions) if line.items[*item].symbol == POSSESSOR && mentions.iter().all(unknown) => {
                let several = |m: &usize| {
                    matches!(
                        found.parties.mentions[*m].form,
                        Form::Title | Form::Delegates | Form::Body | Form::Country
                    )
                };
                subject(line, *item).filter(|whole| whole.iter().all(several))
            }
            _ => None,
        };
        if let Some(mentions) = whose {
            parties.extend(mentions.iter().map(|&p| (p, role(slot))));
        }
        if *slot == "a" && company(*item) {
            if let Some(mentions) = subject(line, *item - 2) {
                parties.extend(mentions.iter().map(|&p| (p, role("a"))));
            }
        }
        if *slot == "a" && governed(*item) {
            if let Some(mentions) = subject(line, *item) {
                parties.extend(mentions.iter().map(|&p| (p, role("a"))));
                continue;
            }
        }
        if let What::Party(mentions) = &line.items[*item].what {
            parties.extend(mentions.iter().map(|&p| (p, role(slot))));
        }
    }
    if frame.is_some_and(|f| f.inherit) && !m.slots.iter().any(|(s, _)| *s == "a") {
        let from = m.verb.unwrap_or(m.trigger);
        match subject(line, from) {
            // "talks in Oslo hosted by B": who held these is told with them.
            _ if verb.is_some_and(|v| v.passive && !v.finite) && follows_noun(line, from, rules) => return None,
            Some(mentions) => {
                parties.splice(0..0, mentions.iter().map(|&p| (p, role("a"))));
            }
            // "to be named after consulting B" tells of no meeting.
            None if verb.is_some_and(|v| !v.finite) && noun.is_none() => return None,
            None => {}
        }
    }
    if let Some(noun) = noun {
        parties.extend(modifiers(found, noun).into_iter().map(|p| (p, Role::Participant)));
        if noun.negative && frame.and_then(|f| f.status).is_none() {
            // "There will be no talks between A and B": they will not meet.
            let ahead = m.trigger.checked_sub(2).is_some_and(|b| line.items[b].symbol == FUTURE);
            if !ahead || count(found, &parties) < 2 {
                return None;
            }
        }
    }
    if frame.is_some_and(|f| count(found, &parties) < f.least) {
        return None;
    }
    let of_rule =
        |m: &usize| frame.and_then(|f| f.party.as_ref()).is_none_or(|r| found.parties.mentions[*m].rule == *r);
    if !parties.is_empty() && !parties.iter().any(|(m, _)| of_rule(m)) {
        return None;
    }
    let impersonal =
        |m: &usize| matches!(found.parties.mentions[*m].form, Form::Country | Form::Adjective | Form::Body);
    if frame.is_some_and(|f| f.persons) && parties.iter().any(|(m, _)| impersonal(m)) {
        return None;
    }
    let (mut status, mut explicit) = (frame.and_then(|f| f.status), frame.is_some_and(|f| f.status.is_some()));
    if let Some(verb) = verb.filter(|_| frame.is_some_and(|f| f.status.is_none())) {
        match status_of(verb) {
            Some((s, e)) => (status, explicit) = (Some(s), e),
            None => return None,
        }
    } else if let Some(verb) = verb.filter(|_| status.is_some()) {
        // "did not cancel the talks" says nothing of them.
        if verb.negated && !frame.is_some_and(|f| f.absent) || verb.governor == Some(Status::Refused) {
            return None;
        }
        if matches!(verb.tense, Tense::Possible) {
            (status, explicit) = (Some(Status::Proposed), false);
        }
    }
    let mut present = verb.is_some_and(|v| matches!(v.tense, Tense::Present | Tense::Progressive));
    let head_item = m.verb.unwrap_or(m.trigger);
    // "denied that A had met B"
    let denies =
        |i: &super::line::Item| matches!(&i.what, What::Verb(g) if rules.lexicon.is(g.class, "DENY") && !g.negated);
    // "denied that the talks had failed" says nothing against them.
    let failed = |i: &super::line::Item| {
        let verb = |g: &VerbGroup| ["BREAK", "FAIL", "CANCEL", "POSTPONE"].iter().any(|c| rules.lexicon.is(g.class, c));
        matches!(&i.what, What::Verb(g) if verb(g))
    };
    let denied = line.items[..head_item].iter().any(denies);
    if denied && line.items[head_item..].iter().any(failed) {
        return None;
    }
    if denied {
        (status, explicit) = (Some(Status::Denied), true);
    }
    // "turned down an offer to bring A and B together"
    let refuses =
        |i: &super::line::Item| matches!(&i.what, What::Verb(g) if rules.lexicon.is(g.class, "REFUSE") && !g.negated);
    let offered = verb.is_some_and(|v| v.tense == Tense::Infinitive && v.governor == Some(Status::Proposed));
    if offered && line.items[..head_item].iter().any(refuses) {
        (status, explicit) = (Some(Status::Refused), true);
    }
    // "visited Oslo to meet B": the purpose of what is told as done was done.
    // "would raise it when the two meet": what a clause of time tells in the present is yet to come.
    let ahead =
        |i: &super::line::Item| i.tokens.clone().any(|t| matches!(found.document.word(t), "will" | "would" | "shall"));
    if verb.is_some_and(|v| v.tense == Tense::Present && !v.negated) && !line.headline && status == Some(Status::Held) {
        let clause = line.items[..head_item].iter().rposition(|i| i.symbol == 'k');
        if clause.is_some_and(|k| line.items[..k].iter().any(ahead)) {
            (status, explicit) = (Some(Status::Planned), true);
        }
    }
    let ungoverned = verb.is_some_and(|v| v.tense == Tense::Infinitive && v.governor.is_none());
    let does = ungoverned && verb.is_some_and(|v| !v.negated);
    let purpose = does && !line.headline;
    // "the first president to visit the island": who did so before.
    let first = head_item.checked_sub(1).map(|b| &line.items[b]).filter(|i| i.symbol == PARTY).is_some_and(|i| {
        let word = |t: usize| found.document.word(t);
        let at = i.tokens.start;
        one_of!(word(at + usize::from(word(at) == "the")), "first" | "last" | "only" | "second" | "latest")
    });
    // "their request to be received by A was turned down"
    let turned_down = verb.is_some_and(|v| v.tense == Tense::Infinitive) && {
        let next = line.items[head_item + 1..].iter().find_map(|i| match &i.what {
            What::Verb(g) if g.finite => Some(g),
            _ => None,
        });
        next.is_some_and(|g| g.passive && rules.lexicon.is(g.class, "REFUSE"))
    };
    if turned_down {
        (status, explicit) = (Some(Status::Refused), true);
    }
    // "A became the first president to visit the island": A did.
    let became = first
        && head_item.checked_sub(2).is_some_and(|b| {
            let item = &line.items[b];
            item.symbol == OTHER
                && item.tokens.clone().any(|t| one_of!(found.document.word(t), "became" | "becomes" | "become"))
        });
    if purpose && became {
        let who = head_item.checked_sub(3).and_then(|b| match &line.items[b].what {
            What::Party(mentions) => Some(mentions),
            _ => None,
        })?;
        parties = who.iter().map(|&p| (p, role("a"))).chain(parties.into_iter().skip(1)).collect();
        (status, explicit) = (Some(Status::Held), false);
    }
    if purpose && first && !became {
        return None;
    }
    if purpose && status != Some(Status::Denied) && frame.is_some_and(|f| f.status.is_none()) {
        let main = line.items[..head_item].iter().rev().find_map(|i| match &i.what {
            What::Verb(g) if g.finite => Some(g),
            _ => None,
        });
        // "will not travel to Oslo to see B", "did not fly there to meet B"
        if let Some(main) = main.filter(|g| g.negated && parties.len() >= 2) {
            let later = matches!(main.tense, Tense::Future | Tense::Conditional);
            (status, explicit) = (later.then_some(Status::Refused), true);
            status?;
        }
        let main = main.filter(|g| !g.negated).map(|g| (g.tense, g.class));
        // "was taken to see B"
        let goes = |class: usize| {
            ["TRAVEL", "VISIT", "MAKE", "JOIN", "TAKE", "BRING"].iter().any(|c| rules.lexicon.is(class, c))
        };
        if main.is_some_and(|(tense, class)| matches!(tense, Tense::Past | Tense::Present) && goes(class)) {
            (status, explicit) = (Some(Status::Held), false);
            present |= main.is_some_and(|(tense, _)| tense == Tense::Present);
        }
    }
    // "is in talks with B": they go on.
    if status.is_none() && noun.is_some_and(|n| underway(found, n)) {
        status = Some(Status::Ongoing);
    }
    if status.is_none() {
        status = noun.and_then(|n| status_by_context(line, m.trigger, n, rules).or_else(|| due(found, line, n, rules)));
        explicit = false;
    }
    // "became the first leader to meet B": who did so, did.
    if does && status == Some(Status::Planned) && superlative(found, head, line) {
        (status, explicit) = (Some(Status::Held), false);
    }
    // "on the eve of a summit": it is still to come, and whoever is told of before it is not there yet.
    if let Some(n) = noun.filter(|n| eve(found, n)) {
        parties.retain(|(m, _)| found.parties.mentions[*m].tokens.start >= n.start);
        (status, explicit) = (Some(Status::Planned), true);
    }
    if noun.is_some_and(|n| n.negative) && frame.is_some_and(|f| f.status.is_none()) {
        (status, explicit) = (Some(Status::Refused), true);
    }
    // "reached consensus on holding the next meeting": it is still to come.
    if noun.is_some_and(|n| n.future)
        && verb.is_some_and(|v| v.tense == Tense::Participle)
        && status == Some(Status::Held)
    {
        (status, explicit) = (Some(Status::Planned), true);
    }
    // "before a second conference opens": it is still to come.
    let ahead = noun.is_some() && m.trigger.checked_sub(1).is_some_and(|b| line.items[b].symbol == 'e');
    if ahead && status == Some(Status::Held) && verb.is_some_and(|v| v.tense == Tense::Present) {
        (status, explicit) = (Some(Status::Planned), true);
    }
    if let Some(told) = noun.and_then(|n| arranged(found, line, m.trigger, n)) {
        (status, explicit) = (Some(told?), true);
    }
    if noun.is_none()
        && verb.is_some_and(|v| rules.lexicon.is(v.class, "MEET") && !v.passive && meets_matter(found, line, v.head))
    {
        return None;
    }
    // "had broken off a tour to fly in": of no meeting by itself.
    let broken = m
        .trigger
        .checked_sub(1)
        .is_some_and(|b| matches!(&line.items[b].what, What::Verb(g) if rules.lexicon.is(g.class, "BREAK")));
    let bare_trip = broken && parties.is_empty() && noun.is_some_and(|n| n.kind == Some(Kind::Visit));
    if bare_trip {
        return None;
    }
    if counted(found, head, rules) || wondered(found, line, head_item, status) {
        return None;
    }
    // "agree at a conference in Oslo, to launch negotiations": what is to begin is not the conference.
    let comma = |i: usize| i.checked_sub(1).is_some_and(|b| line.items[b].symbol == COMMA);
    let set_off = m.verb.is_some_and(|v| v > m.trigger && comma(v));
    if set_off && noun.is_some() && ungoverned {
        return None;
    }
    let tokens = line.items[m.items.start].tokens.start..line.items[m.items.end - 1].tokens.end;
    let more = usize::from(frame.is_some_and(|f| f.adds));
    let says = |word: &String| (tokens.start..tokens.end + more).any(|t| found.document.word(t) == word);
    if frame.is_some_and(|f| !f.words.is_empty() && !f.words.iter().any(says)) {
        return None;
    }
    let place_slot = m.slots.iter().find_map(|(slot, item)| match (&line.items[*item].what, *slot) {
        (What::Place(p), "place") => Some(*p),
        _ => None,
    });
    let mut places: Vec<usize> = place_slot.into_iter().collect();
    // A country before a meeting noun is its subject, a city its place.
    places.extend(noun.iter().flat_map(|n| n.places.iter().copied()).filter(|&p| found.places[p].city.is_some()));
    // "conferred by telephone", "spoke via video link"
    let wire = verb.filter(|v| v.mode.is_none()).and_then(|v| wire(found, v.head));
    if frame.is_some_and(|f| f.wired) && wire.is_none() && verb.is_none_or(|v| !far(found, line, v)) {
        return None;
    }
    let window = tokens.start.saturating_sub(4)..tokens.end + 4;
    let separate = window.into_iter().any(|t| in_turn(found, t));
    let breaks = breaks(found, &parties);
    Some(Sighting {
        sentence: line.sentence,
        headline: line.headline,
        trigger: head,
        tokens,
        parties,
        status,
        explicit,
        kind: wire.map(|_| Kind::Call).or(frame.and_then(|f| f.kind)).or(noun.and_then(|n| n.kind)),
        mode: wire.or(frame.and_then(|f| f.mode).or(noun.and_then(|n| n.mode)).or(verb.and_then(|v| v.mode))),
        noun: noun.cloned(),
        places,
        dates: noun.map(|n| n.dates.clone()).unwrap_or_default(),
        rules: vec![frame.map(|f| f.id.clone()).unwrap_or_else(|| "noun.bare".to_string())],
        adds: frame.is_some_and(|f| f.adds),
        separate,
        breaks,
        anchored: frame.is_some_and(|f| f.anchored),
        weak: frame.is_some_and(|f| f.weak) && wire.is_none(),
        joint: frame.is_some_and(|f| f.joint),
        absent: frame.is_some_and(|f| f.absent),
        earlier: verb.is_some_and(|v| v.perfect || told_back(found, v.head)) || noun.is_some_and(|n| n.past),
        present,
        wire: by_wire(found, line.sentence, rules),
    })
}

/// Adds what one verb tells of further, at a time or place of its own: "met B and, on Friday, C",
/// "received B and later C".
fn further(found: Findings<'_>, line: &Line, matches: &[Match<'_>], out: &mut Vec<Sighting>, rules: &Rules) {
    const MEETING: &[&str] = &["MEET", "SEE", "HOST", "CALLON", "PHONE"];
    let symbol = |i: usize| line.items.get(i).map(|i| i.symbol);
    let word = |i: usize| line.items.get(i).map(|i| found.document.word(i.tokens.start)).unwrap_or_default();
    for m in matches {
        let meets = m
            .verb
            .and_then(|i| as_verb(line, i))
            .is_some_and(|v| !v.passive && MEETING.iter().any(|c| rules.lexicon.is(v.class, c)));
        let Some(&(_, b)) = m.slots.iter().find(|(slot, _)| *slot == "b").filter(|_| meets) else { continue };
        if let What::Party(seen) = &line.items[b].what {
            part(found, line, seen, out);
        }
        let comma = usize::from(symbol(b + 1) == Some(COMMA));
        let and = b + 1 + comma;
        if symbol(and) != Some('&') {
            continue;
        }
        let next = match symbol(and + 1) {
            Some(COMMA) => (and + 2..and + 6).find(|&i| symbol(i) == Some(PARTY) && symbol(i - 1) == Some(COMMA)),
            Some(OTHER) if one_of!(word(and + 1), "then" | "later" | "afterwards" | "subsequently") => {
                Some(and + 2).filter(|&i| symbol(i) == Some(PARTY))
            }
            _ => None,
        };
        let acts = |i: usize| matches!(line.items.get(i + 1).map(|i| &i.what), Some(What::Verb(g)) if g.finite);
        let Some(next) = next.filter(|&i| !acts(i)) else { continue };
        let (What::Party(mentions), What::Party(seen)) = (&line.items[next].what, &line.items[b].what) else {
            continue;
        };
        let Some(first) = out
            .iter()
            .find(|s| s.parties.iter().any(|(p, _)| seen.contains(p)) && s.trigger < line.items[b].tokens.start)
        else {
            continue;
        };
        let mut one = first.clone();
        one.parties.retain(|(p, _)| !seen.contains(p));
        if one.parties.is_empty() || mentions.iter().any(|m| first.parties.iter().any(|(p, _)| p == m)) {
            continue;
        }
        one.parties.extend(mentions.iter().map(|&p| (p, Role::Participant)));
        one.trigger = line.items[next].tokens.start;
        one.dates.clear();
        one.places.clear();
        one.separate = true;
        out.push(one);
    }
    out.sort_by_key(|s| s.trigger);
}

/// Tells apart those whom one verb takes in turn, each with a place or day: "saw B in Oslo on Monday
/// and C in Riga".
fn part(found: Findings<'_>, line: &Line, seen: &[usize], out: &mut Vec<Sighting>) {
    let tokens = |m: usize| &found.parties.mentions[m].tokens;
    let cut = seen.windows(2).position(|pair| {
        let between = tokens(pair[0]).end..tokens(pair[1]).start;
        line.adjuncts.iter().any(|a| between.contains(&a.token))
    });
    let Some((first, second)) = cut.map(|at| seen.split_at(at + 1)) else { return };
    let (Some(&last), Some(&next)) = (first.last(), second.first()) else { return };
    let told =
        |s: &Sighting| s.trigger < tokens(last).start && seen.iter().all(|m| s.parties.iter().any(|(p, _)| p == m));
    let Some(at) = out.iter().position(told) else { return };
    let mut one = out[at].clone();
    out[at].parties.retain(|(p, _)| !second.contains(p));
    one.parties.retain(|(p, _)| !first.contains(p));
    if one.parties.len() <= second.len() || out[at].parties.len() <= first.len() {
        out[at].parties.extend(one.parties.iter().filter(|(p, _)| second.contains(p)).copied().collect::<Vec<_>>());
        return;
    }
    one.trigger = tokens(next).start;
    one.separate = true;
    out.push(one);
}

/// Returns whether a participle at an item tells of the meeting noun right before it.
fn follows_noun(line: &Line, item: usize, rules: &Rules) -> bool {
    let before = (0..item).rev().find(|&i| !matches!(line.items[i].symbol, OTHER | COMMA | 'i'));
    before.is_some_and(|i| is_meeting(line, i, rules))
}

pub(super) fn as_verb(line: &Line, item: usize) -> Option<&VerbGroup> {
    match &line.items[item].what {
        What::Verb(group) => Some(group),
        _ => None,
    }
}

fn as_noun(line: &Line, item: usize) -> Option<&NounPhrase> {
    match &line.items[item].what {
        What::Noun(noun) => Some(noun),
        _ => None,
    }
}

/// Adds what another frame found about the same trigger.
fn unite(first: &mut Sighting, more: Sighting) {
    for (party, role) in more.parties {
        match first.parties.iter_mut().find(|(p, _)| *p == party) {
            Some((_, known)) if *known == Role::Participant => *known = role,
            Some(_) => {}
            None => first.parties.push((party, role)),
        }
    }
    // "called off a meeting due to be held on Monday" is called off.
    let undone =
        |s: Option<Status>| matches!(s, Some(Status::Cancelled | Status::Postponed | Status::Refused | Status::Denied));
    let undoes = undone(more.status) && !undone(first.status);
    if more.explicit && (!first.explicit || undoes) || first.status.is_none() {
        (first.status, first.explicit) = (more.status, more.explicit);
    }
    first.kind = first.kind.or(more.kind);
    first.mode = first.mode.or(more.mode);
    first.present |= more.present;
    first.anchored &= more.anchored;
    first.weak &= more.weak;
    first.joint &= more.joint;
    first.tokens = first.tokens.start.min(more.tokens.start)..first.tokens.end.max(more.tokens.end);
    for place in more.places {
        if !first.places.contains(&place) {
            first.places.push(place);
        }
    }
    first.rules.extend(more.rules);
}

/// Returns the noun that heads a chain of them: "the sixth session" of "the joint commission".
fn headed(line: &Line, item: usize, items: &Range<usize>, rules: &Rules) -> usize {
    let mut head = item;
    while head >= items.start + 2 && line.items[head - 1].symbol == 'o' && is_meeting(line, head - 2, rules) {
        head -= 2;
    }
    head
}

/// Returns whether an item is a noun that names a meeting or a visit.
fn is_meeting(line: &Line, item: usize, rules: &Rules) -> bool {
    as_noun(line, item).is_some_and(|n| MEETINGS.iter().any(|c| rules.lexicon.is(n.class, c)))
}
