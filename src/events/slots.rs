//! Slots that the sentence leaves empty: filled from the sentence's neighbours, the article's
//! other meetings, or the dateline, each with its basis.

use super::Findings;
use super::line::{Line, What};
use super::occasion::{Attendee, Occasion};
use super::setting::{dateline_place, done, lead_place, lend_places, scene_place};
use crate::dates::DateGranularity;
use crate::people::{Form, Level, PartyKind};
use crate::record::{PartyBasis, Role, Status};
use crate::segment::{BlockKind, Sentence, TokenKind};

/// Fills the empty places and days of occasions.
pub(super) fn fill(found: Findings<'_>, lines: &[Line], occasions: &mut [Occasion]) {
    block_day(found, occasions);
    lend_days(occasions);
    present_list(found, occasions);
    protagonist(found, occasions);
    lead_list(found, lines, occasions);
    scene_place(found, occasions);
    lend_places(found, occasions);
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
            continue;
        }
        let told = |o: &Occasion| o.sightings.iter().filter(|s| s.sentence <= number).map(|s| s.sentence).max();
        let Some(o) = occasions.iter_mut().filter(|o| told(o).is_some()).max_by_key(|o| told(o)) else { continue };
        for block in document.blocks.iter().skip(sentence.block + 1) {
            let words = block.span.of(&found.article.text);
            let label = crate::segment::label(words);
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

/// What the heading over a sentence says of day and place.
#[derive(Clone, Copy, Default)]
pub(super) struct Head {
    /// The date mention, by index.
    pub date: Option<usize>,
    /// The place mention, by index.
    pub place: Option<usize>,
    /// Whether it is an hour of the day of publication.
    pub today: bool,
}

/// Reads the heading over each sentence: a line, or the start of a paragraph, that is a date, or an
/// hour in a report of the day as it goes.
pub(super) fn heads(found: Findings<'_>) -> Vec<Head> {
    let document = found.document;
    let mut out = vec![Head::default(); document.sentences.len()];
    let mut over = Head::default();
    let live = live(found);
    let mut hour = false;
    for block in &document.blocks {
        let Some(first) = document.sentences.get(block.sentences.start).filter(|_| !block.sentences.is_empty()) else {
            continue;
        };
        if !first.dateline.is_empty() {
            continue;
        }
        let start = first.tokens.start;
        hour |= live && is_clock(document.word(start));
        let date = found.dates.iter().position(|d| {
            d.tokens.start >= start && d.tokens.start <= start + 1 && d.minutes.is_none() && d.days.is_some()
        });
        // The line that says when the text was published heads no part of it.
        let stamp = found.published.and_then(|p| p.span);
        let date = date.filter(|&d| !stamp.is_some_and(|s| s.overlaps(found.dates[d].span)));
        let stamped =
            |d: usize| found.published.is_some_and(|p| found.dates[d].days.is_some_and(|x| x.start == p.date));
        let date = date.filter(|&d| block.kind != BlockKind::Dateline || !stamped(d));
        let alone = date.is_some_and(|d| first.tokens.end <= found.dates[d].tokens.end + 2);
        let set_off = date
            .is_some_and(|d| matches!(document.word(found.dates[d].tokens.end), ":" | "-" | "–" | "—" | "--" | "."));
        let place = found.places.iter().position(|p| {
            date.is_some_and(|d| {
                p.tokens.start >= found.dates[d].tokens.end && p.tokens.start <= found.dates[d].tokens.end + 2
            }) && p.sentence <= block.sentences.start + 1
        });
        let own = Head { date, place, today: false };
        match block.kind {
            BlockKind::Heading | BlockKind::Dateline if alone || set_off => over = own,
            // "21:15", "Sochi": an hour and a city go on with the day above them.
            BlockKind::Heading if over.date.is_some() && first.tokens.len() <= 3 && !worded(found, first) => {}
            BlockKind::Heading if over.date.is_some() && city(found, first).is_some() => {
                over.place = city(found, first)
            }
            BlockKind::Heading => over = Head::default(),
            BlockKind::Body | BlockKind::Item => {
                // A programme ends where the text turns back to what is done.
                if over.date.is_some_and(|d| ahead(found, d)) && turns_back(found, block.sentences.clone()) {
                    over = Head::default();
                }
                let mut head = if alone || set_off { own } else { over };
                head.today = hour && head.date.is_none();
                for s in block.sentences.clone() {
                    out[s] = head;
                }
            }
            _ => {}
        }
    }
    out
}

fn worded(found: Findings<'_>, sentence: &Sentence) -> bool {
    sentence.tokens.clone().any(|t| found.document.tokens[t].kind == TokenKind::Word)
}

/// The place mention that is all of a heading.
fn city(found: Findings<'_>, sentence: &Sentence) -> Option<usize> {
    found.places.iter().position(|p| p.rule == "place.heading" && p.tokens == sentence.tokens)
}

/// Returns whether the text is a report of a day as it goes: headed as one, its entries opened by
/// the hour.
fn live(found: Findings<'_>) -> bool {
    let document = found.document;
    let first = |b: &crate::segment::Block| document.sentences.get(b.sentences.start).map(|s| s.tokens.start);
    let hours = document.blocks.iter().filter_map(first).filter(|&t| is_clock(document.word(t))).count();
    let says = |b: &crate::segment::Block| {
        let tokens = b.sentences.clone().flat_map(|s| document.sentences[s].tokens.clone());
        tokens.take(40).any(|t| matches!(document.word(t), "live" | "blog" | "liveblog" | "updates" | "happened"))
    };
    hours >= 3 && document.blocks.iter().take(12).any(says)
}

/// Returns whether a word is an hour: "14:05", "7.40".
fn is_clock(word: &str) -> bool {
    let Some((hour, minute)) = word.split_once([':', '.']) else { return false };
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
    minute.len() == 2 && number(hour).is_some_and(|h| h < 25) && number(minute).is_some_and(|m| m < 60)
}

fn ahead(found: Findings<'_>, date: usize) -> bool {
    let days = found.dates[date].days;
    found.published.is_some_and(|p| days.is_some_and(|d| d.start > p.date))
}

/// Returns whether a day before publication is told in sentences.
fn turns_back(found: Findings<'_>, sentences: std::ops::Range<usize>) -> bool {
    let Some(published) = found.published.map(|p| p.date) else { return false };
    found.dates.iter().any(|d| {
        let day = d.granularity == DateGranularity::Day && d.days.is_some_and(|x| x.end < published);
        day && sentences.contains(&d.sentence)
    })
}

/// Dates the text's own news, told in the present tense without a day, by the publication date.
fn own_news(found: Findings<'_>, occasions: &mut [Occasion]) {
    let Some(day) = found.published.map(|p| p.date) else { return };
    let document = found.document;
    // Bullets above the story, and an editor's note in brackets, are no lead.
    let body = document.blocks.iter().any(|b| b.kind == BlockKind::Body);
    let note = |s: usize| {
        let text = document.sentences[s].span.of(&found.article.text).trim();
        text.starts_with('(') && text.ends_with(')')
    };
    let lead: Vec<usize> = (0..document.sentences.len())
        .filter(|&s| {
            let kind = document.kind_of(s);
            (kind == BlockKind::Body || !body && kind == BlockKind::Item) && !note(s)
        })
        .take(3)
        .collect();
    let told = lead.first().and_then(|&l| lead_day(found, l));
    let heads = heads(found);
    let hourly = |s: &super::sighting::Sighting| !s.headline && heads.get(s.sentence).is_some_and(|h| h.today);
    for o in occasions.iter_mut() {
        let past =
            |s: &super::sighting::Sighting| s.explicit && !s.earlier && lead.iter().take(2).any(|&l| l == s.sentence);
        let present = o.sightings.iter().any(|s| (s.present || past(s)) && !s.headline && lead.contains(&s.sentence));
        if present && o.date.is_none() && o.days.is_none() && matches!(o.status, Status::Held | Status::Ongoing) {
            match told {
                Some(d) => (o.date, o.days, o.date_lent) = (Some(d), found.dates[d].days, true),
                None => o.days = Some(crate::dates::Days { start: day, end: day }),
            }
        }
        // "has sat down" is of the hour, "had sat down" is not.
        let had = |s: &super::sighting::Sighting| {
            s.earlier && (s.trigger.saturating_sub(3)..s.trigger).any(|t| document.word(t) == "had")
        };
        let today = o.sightings.iter().any(hourly) && !o.sightings.iter().any(had);
        if today && o.date.is_none() && o.days.is_none() && done(o) {
            o.days = Some(crate::dates::Days { start: day, end: day });
        }
    }
}

/// Returns the day that the lead is told with, else the dateline's: where a text appears the day
/// after, its news is of the day that it names.
fn lead_day(found: Findings<'_>, lead: usize) -> Option<usize> {
    let published = found.published?.date;
    let start = found.document.sentences[lead].tokens.start;
    let fresh = |d: &crate::dates::DateMention| {
        if super::adjuncts::set_off(found, start, d.tokens.start) {
            return false;
        }
        let back = d.days.map(|x| (published - x.end).num_days());
        d.granularity == DateGranularity::Day && d.minutes.is_none() && back.is_some_and(|b| (0..=3).contains(&b))
    };
    let mut told = (0..found.dates.len()).filter(|&d| found.dates[d].sentence == lead && fresh(&found.dates[d]));
    let marked = told.clone().find(|&d| found.dates[d].mark);
    let mut plain = told.by_ref().filter(|&d| !found.dates[d].mark);
    match (plain.next(), plain.next()) {
        (Some(one), None) => Some(one),
        _ => marked,
    }
}

/// Gives a meeting told without a day the day that its paragraph opens with, where no meeting is
/// told with that: "Her Thursday was packed. She saw A, then B."
fn block_day(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    let tells: Vec<usize> = occasions.iter().flat_map(|o| o.sightings.iter().map(|s| s.sentence)).collect();
    for o in occasions.iter_mut() {
        let planned = o.status == Status::Planned;
        let undated = o.date.is_none() && o.days.is_none() && (done(o) || planned);
        let first = o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min();
        let (Some(here), true) = (first, undated && !o.sightings.iter().any(|s| s.earlier)) else { continue };
        let block = document.sentences[here].block;
        let before = (0..found.dates.len()).rev().find(|&d| {
            let d = &found.dates[d];
            d.sentence < here && document.sentences[d.sentence].block == block && d.days.is_some()
        });
        let Some(d) = before else { continue };
        let day = &found.dates[d];
        let opens = document.blocks[block].sentences.start == day.sentence && !tells.contains(&day.sentence);
        let fits = found
            .published
            .is_none_or(|p| day.days.is_some_and(|x| if planned { x.start >= p.date } else { x.end <= p.date }));
        let journey = planned && day.granularity == DateGranularity::Range && !super::adjuncts::long(found, d);
        if opens && fits && (journey || day.granularity == DateGranularity::Day) && !day.mark {
            (o.date, o.days, o.date_lent) = (Some(d), day.days, true);
        }
    }
}

/// Lends the day of the meeting told right before to one that shares a party with it and is told
/// in the same tense without a day of its own.
fn lend_days(occasions: &mut [Occasion]) {
    let first = |o: &Occasion| o.sightings.iter().filter(|s| !s.headline).map(|s| s.sentence).min();
    for at in 0..occasions.len() {
        let o = &occasions[at];
        let (Some(here), true) = (first(o), o.date.is_none() && o.days.is_none() && done(o)) else { continue };
        if o.attendees.is_empty() || o.sightings.iter().any(|s| s.earlier) {
            continue;
        }
        let lender = occasions
            .iter()
            .enumerate()
            .filter(|(i, other)| {
                let shared = other.attendees.iter().any(|a| o.attendees.iter().any(|b| a.entity == b.entity));
                let near = first(other).is_some_and(|s| s <= here && here - s <= 4);
                *i != at
                    && other.days.is_some()
                    && !other.date_lent
                    && shared
                    && near
                    && done(other)
                    && !other.sightings.iter().any(|s| s.earlier)
            })
            .max_by_key(|(_, other)| first(other));
        if let Some((date, days)) = lender.map(|(_, other)| (other.date, other.days)) {
            let o = &mut occasions[at];
            (o.date, o.days, o.date_lent) = (date, days, true);
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
