//! Antecedents: whom plurals and bare titles mean, by the meetings and persons told before.

use super::Findings;
use super::occasion::Occasion;
use crate::people::{EntityId, Level, PartyKind, is_patronymic};

/// Returns whom a plural means: the participants of the last occasion that fit it by number and
/// rank, else what the mention itself was taken to mean.
pub(super) fn recall(found: Findings<'_>, told: &[Occasion], current: Option<usize>, mention: usize) -> Vec<EntityId> {
    let m = &found.parties.mentions[mention];
    let words = m.span.of(&found.article.text).to_lowercase();
    // "their foreign ministers": others than those told of, who share their states.
    if words.starts_with("their ") && m.form == crate::people::Form::Plural && m.count.is_none() {
        // Where nobody of their states was told of yet, it is they who met.
        return if owners_met(found, told, mention) { Vec::new() } else { m.entities.clone() };
    }
    let rank = match () {
        () if words.contains("leader")
            || words.contains("prime minister")
            || words.contains("president")
            || words.contains("heads of state") =>
        {
            Some(Level::Leader)
        }
        () if words.contains("minister") || words.contains("diplomat") => Some(Level::Minister),
        () => None,
    };
    let office = match () {
        () if words.contains("prime minister") => Some("prime_minister"),
        () if words.contains("president") => Some("president"),
        () if words.contains("foreign minister") => Some("foreign_minister"),
        () => None,
    };
    let holds = |e: EntityId| {
        let held = found.parties.entities[e].office.as_deref();
        office.is_none() || held.is_none() || held == office
    };
    let fits = |o: &Occasion| -> Option<Vec<EntityId>> {
        let all: Vec<EntityId> = o.attendees.iter().map(|a| a.entity).collect();
        let persons: Vec<EntityId> =
            all.iter().copied().filter(|&e| found.parties.entities[e].kind == PartyKind::Person).collect();
        let ranked: Vec<EntityId> = match rank {
            Some(level) => persons
                .iter()
                .copied()
                .filter(|&e| found.parties.entities[e].level.is_none_or(|l| l == level) && holds(e))
                .collect(),
            None => persons,
        };
        match m.count.map(usize::from) {
            Some(n) if ranked.len() == n => Some(ranked),
            Some(n) if rank.is_none() && all.len() == n => Some(all),
            Some(_) => None,
            None if rank.is_some() => (ranked.len() >= 2).then_some(ranked),
            None => (all.len() >= 2).then_some(all),
        }
    };
    let parties = ["the parties", "the sides", "the delegations", "the participants"].contains(&words.as_str());
    if m.count.is_none() && rank.is_none() && !m.entities.is_empty() && !parties {
        // "The two leaders agreed. They last met …": those whom the plural just before means.
        let earlier = found.parties.mentions[..mention].iter().enumerate().rev();
        let mut near = earlier.take_while(|(_, n)| n.sentence + 1 >= m.sentence);
        let same = near.find(|(_, n)| n.form == m.form && n.entities == m.entities && n.count.is_some());
        let known = same.map(|(at, _)| recall(found, told, current, at)).filter(|ids| !ids.is_empty());
        return known.unwrap_or_else(|| m.entities.clone());
    }
    // "the two rebel chiefs", of whom nobody was told: not those who met before.
    if m.entities.is_empty() && rank.is_none() && m.count.is_some() && m.tokens.len() >= 4 {
        return Vec::new();
    }
    // A pair told of within the sentence is nearer than the meeting told before.
    let counterpart = |n: &crate::people::Mention| {
        n.sentence == m.sentence
            && n.tokens.start < m.tokens.start
            && (n.rule == "party.counterpart" || n.form == crate::people::Form::Counterpart)
            && n.entities.iter().all(|e| m.entities.contains(e))
    };
    if m.entities.len() == 2
        && m.count == Some(2)
        && found.parties.mentions[..mention].iter().rev().take(12).any(counterpart)
    {
        return m.entities.clone();
    }
    let order = current.into_iter().chain((0..told.len()).rev());
    let near = |o: &Occasion| o.sightings.iter().any(|s| s.sentence + 8 >= m.sentence);
    order
        .filter_map(|at| told.get(at))
        .filter(|o| near(o))
        .find_map(|o| {
            let met = fits(o)?;
            // A pair named since that meeting was told is nearer than those who met then.
            let pair = m.count == Some(2) && m.entities.len() == 2 && named_since(found, o, &met, mention);
            let main = told.first().filter(|main| near(main) && main_pair(found, o, main, mention)).and_then(fits);
            Some(if pair { m.entities.clone() } else { main.unwrap_or(met) })
        })
        .unwrap_or_else(|| if m.entities.is_empty() { last_named(found, mention, rank) } else { m.entities.clone() })
}

/// Returns whether a plural that opens a paragraph rather means those of the first meeting told: of the
/// pair told last, in a paragraph before, one is spoken of in no other sentence.
fn main_pair(found: Findings<'_>, last: &Occasion, main: &Occasion, mention: usize) -> bool {
    let m = &found.parties.mentions[mention];
    let document = found.document;
    let opens = document.blocks[document.sentences[m.sentence].block].sentences.start == m.sentence
        && document.sentences[m.sentence].tokens.start == m.tokens.start;
    let ids = |o: &Occasion| -> Vec<EntityId> { o.attendees.iter().map(|a| a.entity).collect() };
    let (now, first) = (ids(last), ids(main));
    let person = |e: &EntityId| found.parties.entities[*e].kind == PartyKind::Person;
    let pairs = now.len() == 2 && first.len() == 2 && now.iter().chain(&first).all(person);
    let before =
        last.sightings.iter().all(|s| document.sentences[s.sentence].block != document.sentences[m.sentence].block);
    let sentences = |e: EntityId| {
        let mut all: Vec<usize> = found.parties.mentions[..mention]
            .iter()
            .filter(|n| n.entities.contains(&e) && !matches!(n.form, crate::people::Form::Plural))
            .map(|n| n.sentence)
            .collect();
        all.dedup();
        all.len()
    };
    let passing = || now.iter().any(|&e| !first.contains(&e) && sentences(e) <= 1);
    let lasting = || first.iter().all(|&e| sentences(e) >= 2);
    opens && before && pairs && main.status == crate::record::Status::Held && passing() && lasting()
}

/// Returns whether the two persons that a plural was taken to mean are named, one at least of them
/// new, in sentences after a meeting was told, and not all of those who met then are.
fn named_since(found: Findings<'_>, o: &Occasion, met: &[EntityId], mention: usize) -> bool {
    let m = &found.parties.mentions[mention];
    let entity = |e: EntityId| &found.parties.entities[e];
    let last = o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).max().unwrap_or_default();
    let since = |e: &EntityId| {
        let earlier = found.parties.mentions[..mention].iter().rev().take_while(|n| n.sentence > last);
        let told = |n: &crate::people::Mention| {
            use crate::people::Form::{Back, Named, Pronoun};
            n.form == Named || matches!(n.form, Back | Pronoun) && met.contains(e)
        };
        earlier.filter(|n| told(n)).any(|n| n.entities.contains(e))
    };
    let persons = m.entities.iter().all(|&e| entity(e).kind == PartyKind::Person && !entity(e).is_outside());
    let sides = m.entities.first().map(|&e| entity(e).side()) != m.entities.last().map(|&e| entity(e).side());
    // One of them goes on; two others are rather spoken of than met.
    let shared = m.entities.iter().filter(|e| met.contains(e)).count() == 1;
    persons && sides && shared && m.entities.iter().all(since) && !met.iter().all(since)
}

/// Returns whether persons of the states that a mention stands for were told of: before it in its
/// sentence, or at a meeting just before.
fn owners_met(found: Findings<'_>, told: &[Occasion], mention: usize) -> bool {
    use crate::people::Form;
    let m = &found.parties.mentions[mention];
    let home = |e: EntityId| found.parties.entities[e].country.as_deref();
    let shares = |e: EntityId| home(e).is_some() && m.entities.iter().any(|&x| home(x) == home(e));
    let person = |n: &crate::people::Mention| {
        n.sentence == m.sentence
            && !matches!(n.form, Form::Country | Form::Adjective | Form::Body)
            && n.entities.iter().any(|&e| shares(e))
    };
    let near = |o: &Occasion| o.sightings.iter().any(|s| s.sentence + 2 >= m.sentence);
    found.parties.mentions[..mention].iter().rev().take(12).any(person)
        || told.iter().any(|o| near(o) && o.attendees.iter().any(|a| shares(a.entity)))
}

/// Returns the first entity of the article that is the same person: one id of the rulebook, or one
/// name but for its middle names.
pub(super) fn same_person(found: Findings<'_>, entity: EntityId) -> EntityId {
    let e = &found.parties.entities[entity];
    let ends = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        // "Ahmad bin Saif Al X" is told by his father's name.
        let father = words.iter().position(|w| is_patronymic(w)).and_then(|at| words.get(at + 1));
        let father = father.map(|w| w.to_lowercase()).unwrap_or_default();
        (words.len() >= 2).then(|| (words[0].to_lowercase(), father, words[words.len() - 1].to_lowercase()))
    };
    let same = |p: &crate::people::Entity| {
        p.kind == PartyKind::Person
            && p.name.is_some()
            && (p.person_id.is_some() && p.person_id == e.person_id
                || p.country == e.country
                    && e.name.as_deref().and_then(ends).is_some()
                    && p.name.as_deref().and_then(ends) == e.name.as_deref().and_then(ends))
    };
    if e.kind != PartyKind::Person || e.name.is_none() {
        return entity;
    }
    found.parties.entities[..entity].iter().position(same).unwrap_or(entity)
}

/// Returns the persons of different states named last before a plural that nothing else explains,
/// as many as it counts.
pub(super) fn last_named(found: Findings<'_>, mention: usize, rank: Option<Level>) -> Vec<EntityId> {
    let m = &found.parties.mentions[mention];
    let count = usize::from(m.count.unwrap_or(2));
    let mut out: Vec<EntityId> = Vec::new();
    for earlier in found.parties.mentions[..mention].iter().rev() {
        if earlier.sentence + 4 < m.sentence || out.len() >= count {
            break;
        }
        for &e in earlier.entities.iter().rev() {
            let p = &found.parties.entities[e];
            let fits = p.kind == PartyKind::Person
                && p.name.is_some()
                && p.country.is_some()
                && !p.is_outside()
                && rank.is_none_or(|r| p.level.is_none_or(|l| l == r));
            let new = !out.iter().any(|&o| o == e || found.parties.entities[o].country == p.country);
            if fits && new && out.len() < count {
                out.insert(0, e);
            }
        }
    }
    if out.len() == count { out } else { Vec::new() }
}

/// Returns the person of the article who holds the office that a bare title names, if just one
/// does; else the title itself.
pub(super) fn named_holder(found: Findings<'_>, entity: EntityId) -> EntityId {
    let e = &found.parties.entities[entity];
    let bare = e.title.is_some() && e.country.is_some() && (e.kind == PartyKind::Delegation || e.name.is_none());
    let leads = e.level == Some(Level::Leader);
    if !bare || e.office.is_none() && !leads {
        return entity;
    }
    let holds = |p: &crate::people::Entity| {
        p.kind == PartyKind::Person
            && p.name.is_some()
            && !p.former
            && p.country == e.country
            && (p.office == e.office && e.office.is_some()
                || e.office.is_none() && leads && p.level == Some(Level::Leader)
                || p.office.is_none() && p.person_id.is_some() && e.level == Some(Level::Leader))
    };
    let mut holders = found.parties.entities.iter().enumerate().filter(|(_, p)| holds(p)).map(|(i, _)| i);
    match (holders.next(), holders.next()) {
        (Some(one), None) => one,
        _ => entity,
    }
}
