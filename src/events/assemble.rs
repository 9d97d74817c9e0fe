//! Records: occasions written out in the names of the record, spans in code points.

use super::Findings;
use super::coding;
use super::format::format;
use super::occasion::{Attendee, Occasion};
use super::rules::Rules;
use crate::dates::{DateBasis, DateGranularity, DateMention, OpenReason};
use crate::people::{Level, PartyKind};
use crate::record::{
    Absence, ArticleRef, CharSpan, Date, Evidence, Meeting, Mode, Outcome, Participant, Place, PlaceBasis, Presence,
    Status,
};
use crate::segment::{BlockKind, plain};
use crate::span::Span;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Counts code points: turns byte offsets of a text into offsets in code points.
#[derive(Debug)]
pub(crate) struct CodePoints {
    /// For each character of more than one byte: the byte after it, and the bytes saved so far.
    wide: Vec<(usize, usize)>,
}

impl CodePoints {
    /// Indexes a text.
    pub fn new(text: &str) -> CodePoints {
        let mut wide = Vec::new();
        if !text.is_ascii() {
            let mut saved = 0;
            for (at, c) in text.char_indices().filter(|(_, c)| c.len_utf8() > 1) {
                saved += c.len_utf8() - 1;
                wide.push((at + c.len_utf8(), saved));
            }
        }
        CodePoints { wide }
    }

    /// Returns a span in code points.
    pub fn span(&self, span: Span) -> CharSpan {
        [self.offset(span.start), self.offset(span.end)]
    }

    fn offset(&self, byte: usize) -> usize {
        match self.wide.partition_point(|(after, _)| *after <= byte) {
            0 => byte,
            n => byte - self.wide[n - 1].1,
        }
    }
}

/// How many minutes a meeting takes at most; a longer time is told of something else.
const LONGEST: u32 = 45 * 24 * 60;

/// Writes one occasion as a record.
pub(super) fn meeting(found: Findings<'_>, o: &Occasion, points: &CodePoints, rules: &Rules) -> Meeting {
    let participants: Vec<Participant> = o.attendees.iter().map(|a| participant(found, o, a, points)).collect();
    let place = place(found, o, points);
    let date = date(found, o, points);
    let outcomes = outcomes(found, o, &participants, points);
    let evidence = evidence(found, o, points);
    let mut ids: Vec<String> = o.sightings.iter().flat_map(|s| s.rules.iter().cloned()).collect();
    ids.extend(o.place.map(|p| found.places[p].rule.clone()));
    ids.extend(o.date.map(|d| found.dates[d].rule.clone()));
    ids.extend(o.outcomes.iter().map(|o| o.rule.clone()));
    ids.extend(o.attendees.iter().flat_map(|a| a.mentions.iter().map(|&m| found.parties.mentions[m].rule.clone())));
    let kind = coding::kind(o);
    let mode = o.mode.unwrap_or(Mode::InPerson);
    let topics = coding::topics(found, o, rules);
    ids.extend(topics.iter().cloned());
    ids.retain(|id| !id.is_empty());
    ids.sort();
    ids.dedup();
    let codes = coding::codes(o, kind, mode, &outcomes, &participants, rules);
    let mut meeting = Meeting {
        meeting_id: id(found, o),
        article: article(found),
        status: o.status,
        kind,
        mode,
        format: format(found, o, &participants),
        level: level(found, o),
        name: coding::name(found, o),
        part_of: None,
        participants,
        place,
        date,
        duration_minutes: o.durations.iter().find_map(|&d| found.dates[d].minutes.filter(|m| *m <= LONGEST)),
        topics,
        outcomes,
        cameo: codes.0,
        plover: codes.1,
        evidence,
        rules: ids,
        confidence: 0.0,
        absences: BTreeMap::new(),
        reviewed: Vec::new(),
    };
    meeting.absences = absences(found, o, &meeting);
    meeting
}

/// Derives the id from the article's id and the words that tell of the meeting.
fn id(found: Findings<'_>, o: &Occasion) -> String {
    let mut digest = Sha256::new();
    digest.update(found.article.id.as_bytes());
    if let Some(first) = o.sightings.iter().min_by_key(|s| s.trigger) {
        let span = found.document.sentences[first.sentence].span;
        digest.update(span.start.to_le_bytes());
        digest.update(span.of(&found.article.text).as_bytes());
        digest.update(found.document.tokens[first.trigger].span.start.to_le_bytes());
        if first.separate {
            for attendee in &o.attendees {
                let at = attendee.mentions.first().map(|&m| found.parties.mentions[m].span.start);
                digest.update(at.unwrap_or_default().to_le_bytes());
                digest.update(attendee.entity.to_le_bytes());
            }
        }
    }
    let hex: String = digest.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("m-{hex}")
}

fn article(found: Findings<'_>) -> ArticleRef {
    let headline = found.document.blocks.iter().find(|b| b.kind == BlockKind::Headline);
    let title = found.article.title.clone().or_else(|| headline.map(|b| plain(b.span.of(&found.article.text))));
    ArticleRef {
        id: found.article.id.clone(),
        path: found.article.path.clone(),
        title,
        publisher: found.article.publisher.clone(),
        url: found.article.url.clone(),
        published: found.published.map(|p| p.date.to_string()),
        published_basis: found.published.map(|p| p.basis),
    }
}

fn participant(found: Findings<'_>, o: &Occasion, a: &Attendee, points: &CodePoints) -> Participant {
    let e = &found.parties.entities[a.entity];
    let spans: Vec<Span> = a.mentions.iter().map(|&m| found.parties.mentions[m].span).collect();
    let words = spans.first().map(|s| plain(s.of(&found.article.text)));
    let presence = a.presence.unwrap_or(match o.status {
        Status::Held | Status::Ongoing => Presence::Attended,
        _ => Presence::Expected,
    });
    // "the parties", "they": the words by which a side is known stand elsewhere.
    let refers = e.kind == PartyKind::Group && a.basis == crate::record::PartyBasis::Coreference;
    Participant {
        kind: e.kind,
        name: if e.kind == PartyKind::Person || e.kind == PartyKind::Organisation { e.name.clone() } else { None },
        name_text: if e.kind == PartyKind::Person || refers { e.name_text.clone().or(words) } else { words },
        person_id: e.person_id.clone(),
        title: e.title.clone(),
        office: e.office.clone(),
        country: e.country.clone(),
        organisation: e.organisation.clone(),
        role: a.role,
        presence,
        basis: if e.inferred && e.name.is_some() { crate::record::PartyBasis::Office } else { a.basis },
        spans: spans.into_iter().map(|s| points.span(s)).collect(),
    }
}

fn place(found: Findings<'_>, o: &Occasion, points: &CodePoints) -> Option<Place> {
    let p = &found.places[o.place?];
    let basis = match () {
        () if o.place_dateline => PlaceBasis::Dateline,
        () if o.place_lent => PlaceBasis::Article,
        () => PlaceBasis::Sentence,
    };
    let venue = if o.place_lent || o.place_dateline { None } else { p.venue.clone() };
    Some(Place {
        text: plain(p.span.of(&found.article.text)),
        granularity: if venue.is_none() && p.venue.is_some() && p.city.is_some() {
            crate::places::PlaceGranularity::City
        } else {
            p.granularity
        },
        venue,
        city: p.city.clone(),
        admin1: p.admin1.clone(),
        country: p.country.clone(),
        lat: p.lat,
        lon: p.lon,
        geonames_id: p.geonames_id,
        basis,
        spans: vec![points.span(p.span)],
    })
}

fn date(found: Findings<'_>, o: &Occasion, points: &CodePoints) -> Option<Date> {
    let Some(d) = o.date.map(|d| &found.dates[d]) else {
        let Some(days) = o.days else {
            return Some(Date {
                edtf: Some(o.bounds.clone()?),
                granularity: Some(DateGranularity::Range),
                basis: Some(DateBasis::Bounds),
                ..Date::default()
            });
        };
        return Some(Date {
            text: None,
            start: Some(days.start.to_string()),
            end: Some(days.end.to_string()),
            edtf: Some(match days.start == days.end {
                true => days.start.to_string(),
                false => format!("{}/{}", days.start, days.end),
            }),
            granularity: Some(if days.start == days.end { DateGranularity::Day } else { DateGranularity::Range }),
            basis: Some(DateBasis::Published),
            spans: Vec::new(),
        });
    };
    Some(Date {
        text: Some(plain(d.span.of(&found.article.text))),
        start: o.days.map(|x| x.start.to_string()),
        end: o.days.map(|x| x.end.to_string()),
        edtf: o.bounds.clone().or_else(|| edtf(d, o)),
        granularity: Some(match o.days {
            None if o.bounds.is_some() => DateGranularity::Range,
            Some(days) if days.start < days.end && d.granularity == DateGranularity::Day => DateGranularity::Range,
            _ => d.granularity,
        }),
        basis: Some(match () {
            () if o.bounds.is_some() => DateBasis::Bounds,
            () if o.date_lent && d.mark => DateBasis::Dateline,
            () if o.date_lent => DateBasis::Anchored,
            () => d.basis,
        }),
        spans: vec![points.span(d.span)],
    })
}

fn edtf(d: &DateMention, o: &Occasion) -> Option<String> {
    match o.days {
        // A season is one wherever it is.
        _ if d.granularity == DateGranularity::Season && d.edtf.as_ref().is_some_and(|e| !e.contains('/')) => {
            d.edtf.clone()
        }
        Some(days) if Some(days) != d.days => match days.start == days.end {
            true => Some(days.start.to_string()),
            false => Some(format!("{}/{}", days.start, days.end)),
        },
        _ => d.edtf.clone(),
    }
}

fn outcomes(found: Findings<'_>, o: &Occasion, participants: &[Participant], points: &CodePoints) -> Vec<Outcome> {
    let mut parties: Vec<String> =
        participants.iter().filter_map(|p| p.country.clone().or(p.organisation.clone())).collect();
    parties.sort();
    parties.dedup();
    o.outcomes
        .iter()
        .map(|x| Outcome {
            kind: x.kind,
            agreed: x.agreed,
            text: plain(x.span.of(&found.article.text)),
            parties: parties.clone(),
            spans: vec![points.span(x.span)],
        })
        .collect()
}

/// Returns the sentences that tell of the meeting, body before headline.
fn evidence(found: Findings<'_>, o: &Occasion, points: &CodePoints) -> Vec<Evidence> {
    let mut sentences: Vec<(bool, usize)> = o.sightings.iter().map(|s| (s.headline, s.sentence)).collect();
    sentences.extend(o.outcomes.iter().map(|x| (false, x.sentence)));
    sentences.sort_unstable();
    sentences.dedup();
    sentences
        .into_iter()
        .map(|(_, s)| {
            let span = found.document.sentences[s].span;
            Evidence { quote: span.of(&found.article.text).to_string(), span: points.span(span) }
        })
        .collect()
}

fn level(found: Findings<'_>, o: &Occasion) -> Option<Level> {
    o.attendees.iter().filter_map(|a| found.parties.entities[a.entity].level).min()
}

/// Says why each field that a reader would ask about is empty.
fn absences(found: Findings<'_>, o: &Occasion, m: &Meeting) -> BTreeMap<String, Absence> {
    let mut out = BTreeMap::new();
    let mut empty = |field: &str, why: Absence| out.insert(field.to_string(), why);
    if m.participants.is_empty() {
        empty("participants", Absence::NotStated);
    }
    match &m.place {
        None if m.mode == Mode::InPerson => {
            empty("place", Absence::NotStated);
        }
        Some(p) if p.city.is_none() && p.country.is_none() => {
            let ambiguous = o.place.is_some_and(|p| found.places[p].ambiguous);
            empty("place_city", if ambiguous { Absence::Ambiguous } else { Absence::NotInGazetteer });
        }
        _ => {}
    }
    if m.date.as_ref().is_none_or(|d| d.start.is_none()) {
        let why = match o.date.and_then(|d| found.dates[d].open) {
            Some(OpenReason::NoPublicationDate) => Absence::NoPublicationDate,
            Some(OpenReason::Ambiguous) => Absence::Ambiguous,
            _ => Absence::NotStated,
        };
        empty("date", why);
    }
    if m.duration_minutes.is_none() {
        empty("duration_minutes", Absence::NotStated);
    }
    if m.outcomes.is_empty() {
        empty("outcomes", Absence::NotStated);
    }
    if m.article.published.is_none() {
        empty("article_published", Absence::NotStated);
    }
    out
}
