//! What is no diplomatic meeting: one country's own affairs, people without office, too little told.

use super::Findings;
use super::occasion::Occasion;
use crate::people::{Entity, EntityId, Form, Level, Parties, PartyKind};
use crate::record::{Kind, Status};

/// Returns whether a text speaks of anyone who can be a party to diplomacy: without, no occasion is
/// kept.
pub(crate) fn may_keep(parties: &Parties) -> bool {
    parties.entities.iter().any(is_official)
}

/// Keeps the occasions that are diplomatic meetings.
pub(super) fn keep(found: Findings<'_>, occasions: &mut Vec<Occasion>) {
    let between = |o: &Occasion| {
        parties(found, o).len() >= 2 && (o.vouched || o.attendees.iter().any(|a| official(found, a.entity)))
    };
    let diplomatic = occasions.iter().any(between);
    occasions.retain(|o| enough(found, o, diplomatic));
}

/// Returns whether enough is told, and of parties that are more than one state's own.
fn enough(found: Findings<'_>, o: &Occasion, diplomatic: bool) -> bool {
    let told = usize::from(!o.attendees.is_empty())
        + usize::from(o.place.is_some())
        + usize::from(o.date.is_some() || o.days.is_some());
    if told < 2 && o.attendees.len() < 2 {
        return false;
    }
    if !o.vouched && !o.attendees.iter().any(|a| official(found, a.entity)) {
        // A conference that is only named needs a text that is of diplomacy.
        let named = o.attendees.is_empty() && o.place.is_some() && o.date.is_some();
        return named && diplomatic && o.kind != Some(Kind::Visit);
    }
    let mut parties = parties(found, o);
    // "We met with the minister": the author is the other side.
    let author =
        o.sightings.iter().flat_map(|s| &s.parties).any(|&(m, _)| found.parties.mentions[m].form == Form::Author);
    if parties.len() == 1 && (author || of_several(found, o)) {
        parties.push(String::new());
    }
    let body =
        o.attendees.iter().map(|a| &found.parties.entities[a.entity]).any(|e| e.organisation.is_some() || several(e));
    if parties.len() >= 2 {
        return true;
    }
    if body {
        return o.place.is_some() || o.date.is_some();
    }
    // One side alone: a visit to another country, or talks at a place and day with nobody named.
    let home = parties.first();
    let abroad = o.place.is_some_and(|p| found.places[p].country.as_ref().is_some_and(|c| Some(c) != home));
    let alone = o.attendees.len() == 1;
    let firm = !matches!(o.status, Status::Proposed | Status::Refused | Status::Denied);
    let senior = o.attendees.iter().any(|a| {
        let e = &found.parties.entities[a.entity];
        e.kind == PartyKind::Person && e.level.is_some_and(|l| l <= Level::Minister)
    });
    // Two sides of one country that meet abroad.
    let told_of = o.attendees.iter().filter(|a| found.parties.entities[a.entity].country.is_some()).count();
    if told_of >= 2 && abroad && home.is_some() {
        return true;
    }
    alone && abroad && firm && senior && (o.kind == Some(Kind::Visit) || diplomatic && o.date.is_some())
}

/// Returns whether the meeting's own name says that there were several: "six-party talks".
fn of_several(found: Findings<'_>, o: &Occasion) -> bool {
    let word = |t: usize| found.document.word(t);
    let several = |t: usize| {
        matches!(word(t), "trilateral" | "tripartite" | "quadrilateral" | "quadripartite" | "multilateral")
            || matches!(word(t), "party" | "way" | "nation") && t > 0 && word(t - 1) == "-"
    };
    o.sightings.iter().filter_map(|s| s.noun.as_ref()).any(|n| (n.start..n.head).any(several))
}

/// Returns the states and bodies that the attendees stand for, sorted.
fn parties(found: Findings<'_>, o: &Occasion) -> Vec<String> {
    // Movements are parties beside one another, and beside the government that faces them.
    let faces = |e: &Entity| {
        by_name(e)
            || e.kind == PartyKind::Organisation && e.country.is_some()
            || e.kind == PartyKind::Delegation && e.rules.iter().any(|r| r == "party.government")
    };
    let fights = o.attendees.iter().filter(|a| faces(&found.parties.entities[a.entity])).count() >= 2;
    let mut out: Vec<String> = o
        .attendees
        .iter()
        .filter_map(|a| {
            let e = &found.parties.entities[a.entity];
            let own = e.side().map(str::to_string);
            let titled = e.kind == PartyKind::Person && (e.title.is_some() || e.level.is_some());
            let side =
                e.kind == PartyKind::Group && (fights && by_name(e) || e.name_text.as_deref().is_some_and(is_side));
            own.or((side || titled).then(|| e.name_text.clone()).flatten())
        })
        .collect();
    out.sort();
    out.dedup();
    out
}

/// Returns whether a group is a movement that the text calls by its own name.
fn by_name(e: &Entity) -> bool {
    e.rules.iter().any(|r| r == "party.side")
}

/// Returns whether the words of a group name a side of a conflict.
fn is_side(words: &str) -> bool {
    const SIDES: &[&str] = &[
        "oppos",
        "rebel",
        "faction",
        "milit",
        "insurg",
        "guerr",
        "separat",
        "trib",
        "movement",
        "junta",
        "government",
        "side",
        "fighter",
        "clan",
        "elder",
        "warring",
        "coalition",
        "alliance",
        "council",
        "regime",
        "powers",
        "mediat",
        "guarantor",
    ];
    let words = words.to_lowercase();
    SIDES.iter().any(|s| words.contains(s))
}

/// Returns whether an entity can be a party to diplomacy.
fn official(found: Findings<'_>, entity: EntityId) -> bool {
    is_official(&found.parties.entities[entity])
}

/// Returns whether a group is of the office holders of several states ("Arab foreign ministers").
fn several(e: &Entity) -> bool {
    e.kind == PartyKind::Group && e.country.is_none() && e.office.is_some()
}

fn is_official(e: &Entity) -> bool {
    match e.kind {
        PartyKind::Person => {
            e.office.is_some() || e.person_id.is_some() || e.level.is_some_and(|l| l < Level::Official)
        }
        PartyKind::Delegation => e.country.is_some() || e.organisation.is_some(),
        PartyKind::Organisation => true,
        PartyKind::Group => e.country.is_some() || several(e),
    }
}
