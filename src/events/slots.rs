//! Slots that the sentence leaves empty: filled from the sentence's neighbours, the article's
//! other meetings, or the dateline, each with its basis.

use super::Findings;
use super::days::{block_day, lend_days, on_sidelines, own_news};
use super::line::{Line, What};
use super::occasion::{Attendee, Occasion};
use super::setting::{dateline_place, lead_place, lend_places, programme_place, scene_place};
use crate::people::{Form, Level, PartyKind};
use crate::record::{PartyBasis, Role};
use crate::segment::BlockKind;

/// Fills the empty places and days of occasions.
pub(super) fn fill(found: Findings<'_>, lines: &[Line], occasions: &mut [Occasion]) {
    block_day(found, occasions);
    lend_days(occasions);
    present_list(found, occasions);
    protagonist(found, occasions);
    lead_list(found, lines, occasions);
    scene_place(found, occasions);
    programme_place(found, occasions);
    lend_places(found, occasions);
    on_sidelines(found, occasions);
    dateline_place(found, occasions);
    own_news(found, occasions);
    lead_place(found, occasions);
    lend_places(found, occasions);
    represent(found, occasions);
}

/// Adds the one whose programme it is: in a list of engagements, "talks with B" are those of the
/// person that the text is most about.
fn protagonist(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    let mut counts = vec![0usize; found.parties.entities.len()];
    for m in found.parties.mentions.iter().filter(|m| document.kind_of(m.sentence).is_text()) {
        for &e in &m.entities {
            counts[e] += 1;
        }
    }
    let lead = (0..document.sentences.len()).filter(|&s| document.kind_of(s).is_text()).nth(5).unwrap_or(usize::MAX);
    let in_lead = |e: usize| found.parties.mentions.iter().any(|m| m.sentence <= lead && m.entities.contains(&e));
    let person = |e: usize| {
        let e = &found.parties.entities[e];
        e.kind == PartyKind::Person && e.level.is_some_and(|l| l <= Level::Minister)
    };
    let most =
        (0..counts.len()).filter(|&e| person(e) && in_lead(e)).max_by_key(|&e| (counts[e], std::cmp::Reverse(e)));
    let Some(hero) = most.filter(|&e| counts[e] >= 3) else { return };
    let home = found.parties.entities[hero].country.clone();
    for o in occasions.iter_mut() {
        let listed = o.sightings.iter().any(|s| document.kind_of(s.sentence) == BlockKind::Item);
        let with = o.sightings.iter().any(|s| s.rules.iter().any(|r| r.ends_with(".with")));
        let alone =
            o.attendees.len() == 1 && o.attendees.iter().all(|a| found.parties.entities[a.entity].country != home);
        if listed && with && alone && home.is_some() {
            let basis = PartyBasis::Coreference;
            let mentions = found.parties.mentions.iter().position(|m| m.entities.contains(&hero)).into_iter().collect();
            o.attendees.insert(0, Attendee { entity: hero, mentions, role: Role::Participant, presence: None, basis });
        }
    }
}

/// Adds those whom a list names after "were present:", "participants:" and the like.
fn present_list(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    for (number, sentence) in document.sentences.iter().enumerate() {
        let opens = sentence.span.of(&found.article.text).trim_end().ends_with(':')
            && sentence.tokens.clone().any(|t| {
                matches!(
                    document.word(t),
                    "present"
                        | "attended"
                        | "participated"
                        | "attendance"
                        | "participants"
                        | "attending"
                        | "participating"
                )
            });
        if !opens {
            attendance(found, number, occasions);
            continue;
        }
        let told = |o: &Occasion| o.sightings.iter().filter(|s| s.sentence <= number).map(|s| s.sentence).max();
        let Some(o) = occasions.iter_mut().filter(|o| told(o).is_some()).max_by_key(|o| told(o)) else { continue };
        for block in document.blocks.iter().skip(sentence.block + 1) {
            let words = block.span.of(&found.article.text);
            let label = crate::segment::label(words);
            // The name of a side heads its part of the list.
            let side = document.sentences.get(block.sentences.start).is_some_and(|s| {
                let alone = |m: &crate::people::Mention| {
                    m.tokens.start == s.tokens.start
                        && m.tokens.end + 1 >= s.tokens.end
                        && matches!(m.form, Form::Country | Form::Delegates | Form::Body)
                };
                found.parties.mentions.iter().any(alone)
            });
            if side {
                continue;
            }
            if block.kind != BlockKind::Item && !crate::segment::begins_item(words) && label == 0 {
                break;
            }
            let Some(first) = document.sentences.get(block.sentences.start) else { continue };
            // "Kenya: President A": who stands after the label.
            let begin =
                document.tokens[first.tokens.clone()].iter().position(|t| t.span.start >= block.span.start + label);
            let begin = first.tokens.start + begin.unwrap_or_default();
            let heads = |m: &crate::people::Mention| {
                m.tokens.start >= begin
                    && m.tokens.start <= begin + if label > 0 { 4 } else { 2 }
                    && first.tokens.contains(&m.tokens.start)
            };
            let Some(m) = found.parties.mentions.iter().position(heads) else { continue };
            let plain =
                matches!(found.parties.mentions[m].form, Form::Named | Form::Title | Form::Country | Form::Delegates);
            if !plain {
                continue;
            }
            o.admit(found, m, PartyBasis::Stated);
        }
    }
}

/// Adds those whom a sentence lists itself: "In attendance were: A; B; and C".
fn attendance(found: Findings<'_>, number: usize, occasions: &mut [Occasion]) {
    let document = found.document;
    let tokens = document.sentences[number].tokens.clone();
    let Some(colon) = tokens.clone().find(|&t| document.word(t) == ":") else { return };
    let says = |t: usize| matches!(document.word(t), "attendance" | "attending" | "attended" | "participating");
    if !document.kind_of(number).is_text() || colon > tokens.start + 12 || !(tokens.start..colon).any(says) {
        return;
    }
    let told = |o: &Occasion| {
        let before = o.sightings.iter().filter(|s| !s.headline && s.sentence <= number);
        before.map(|s| s.sentence).max().filter(|s| s + 3 >= number)
    };
    let Some(o) = occasions.iter_mut().filter(|o| told(o).is_some()).max_by_key(|o| told(o)) else { return };
    for (m, mention) in found.parties.mentions.iter().enumerate() {
        let listed = mention.sentence == number && mention.tokens.start > colon;
        if listed && matches!(mention.form, Form::Named | Form::Title) {
            o.admit(found, m, PartyBasis::Stated);
        }
    }
}

/// Gives the meeting that the lead tells without its parties those that the lead lists together:
/// "A, B and C, who …", persons of several states.
fn lead_list(found: Findings<'_>, lines: &[Line], occasions: &mut [Occasion]) {
    let body: Vec<usize> = (0..found.document.sentences.len())
        .filter(|&s| matches!(found.document.kind_of(s), BlockKind::Body | BlockKind::Item))
        .take(5)
        .collect();
    let Some(o) = occasions.iter_mut().find(|o| o.sightings.iter().any(|s| !s.headline && body.contains(&s.sentence)))
    else {
        return;
    };
    let states = |entities: &mut dyn Iterator<Item = usize>| {
        let mut all: Vec<String> = entities
            .filter_map(|e| {
                let e = &found.parties.entities[e];
                e.country.clone().or(e.organisation.clone())
            })
            .collect();
        all.sort();
        all.dedup();
        all.len()
    };
    let named = o.attendees.iter().any(|a| {
        found.parties.entities[a.entity].name.is_some() && found.parties.entities[a.entity].kind == PartyKind::Person
    });
    let known: Vec<usize> = o.attendees.iter().map(|a| a.entity).collect();
    let told = states(&mut known.iter().copied());
    if named && told >= 2 {
        return;
    }
    for line in lines.iter().filter(|l| body.contains(&l.sentence)) {
        for item in &line.items {
            let What::Party(mentions) = &item.what else { continue };
            let named: Vec<usize> =
                mentions.iter().copied().filter(|&m| matches!(found.parties.mentions[m].form, Form::Named)).collect();
            let entities = || named.iter().flat_map(|&m| found.parties.mentions[m].entities.iter().copied());
            if named.len() < 2 || named.len() < mentions.len() || states(&mut entities()) < 2 {
                continue;
            }
            // "The leaders of A and B met": persons of other states are not those.
            if told >= 2 && states(&mut known.iter().copied().chain(entities())) > told {
                continue;
            }
            for m in named.iter().copied() {
                o.admit(found, m, PartyBasis::Coreference);
            }
            return;
        }
    }
}

/// Drops a delegation for which a named person already stands.
fn represent(found: Findings<'_>, occasions: &mut [Occasion]) {
    let entity = |e: usize| &found.parties.entities[e];
    for o in occasions.iter_mut() {
        // A call has no place.
        if o.is_call() {
            o.place = None;
        }
        // One body told under two names is one participant.
        let mut bodies: Vec<String> = Vec::new();
        o.attendees.retain(|a| {
            let e = entity(a.entity);
            match &e.organisation {
                Some(body) if e.kind != PartyKind::Person => {
                    let new = !bodies.contains(body);
                    bodies.push(body.clone());
                    new
                }
                _ => true,
            }
        });
        // "A and B called off a meeting of their ministers": the ministers are those of A and B.
        let titled = |e: usize| entity(e).kind == PartyKind::Delegation && entity(e).title.is_some();
        let ministers: Vec<usize> = o.attendees.iter().map(|a| a.entity).filter(|&e| titled(e)).collect();
        o.attendees.retain(|a| {
            let e = entity(a.entity);
            let bare = e.kind == PartyKind::Delegation && e.title.is_none() && e.organisation.is_none();
            !bare || !ministers.iter().any(|&m| entity(m).country == e.country && e.country.is_some())
        });
        let all: Vec<usize> = o.attendees.iter().map(|a| a.entity).collect();
        let count = all.len();
        o.attendees.retain(|a| {
            !all.iter().any(|&other| {
                other != a.entity
                    && found.parties.entities[other].kind == crate::people::PartyKind::Person
                    && found.parties.entities[other].name.is_some()
                    && super::likeness::stands_for(found, other, a.entity)
            })
        });
        o.vouched |= o.attendees.len() < count;
    }
}
