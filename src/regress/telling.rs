//! Meetings and their cells in words, for who reads a disagreement.

use super::gold::{GoldMeeting, GoldParticipant, GoldPlace};
use super::likeness::stems;
use super::pairing::{present, range, record_range};
use crate::record::{Date, Meeting, Participant, Place};
use std::collections::BTreeMap;

/// Returns the sentence that shares most words with what the gold says of a meeting.
pub(super) fn likeliest(g: &GoldMeeting, sentences: &[String]) -> Option<String> {
    let mut said: BTreeMap<String, usize> = stems(&tell_gold(g));
    if let Some(text) = g.date.as_ref().and_then(|d| d.text.as_deref()) {
        said.append(&mut stems(text));
    }
    let share = |s: &String| stems(s).keys().filter(|w| said.contains_key(*w)).count();
    let best = sentences.iter().enumerate().max_by_key(|(k, s)| (share(s), std::cmp::Reverse(*k)))?;
    (share(best.1) > 0).then(|| best.1.clone())
}

pub(super) fn tell_gold(g: &GoldMeeting) -> String {
    let who: Vec<&str> = g.participants.iter().filter(|p| p.required).map(GoldParticipant::label).collect();
    let status: Vec<&str> = g.status.iter().map(|s| s.word()).collect();
    let mut parts = vec![status.join(" or "), who.join(", ")];
    parts.extend(g.place.as_ref().map(tell_gold_place));
    parts.extend(g.date.as_ref().and_then(range).map(|(s, e)| format!("{s}..{e}")));
    parts.retain(|p| !p.is_empty());
    parts.join("; ")
}

/// Tells a record in a line: status, who, where, when.
pub(super) fn tell_record(p: &Meeting) -> String {
    let who: Vec<String> = p.participants.iter().filter(|x| present(x.presence)).map(tell_participant).collect();
    let mut parts = vec![p.status.word().to_string(), who.join(", ")];
    parts.extend(p.place.as_ref().map(tell_place));
    parts.extend(p.date.as_ref().and_then(tell_date));
    parts.retain(|p| !p.is_empty());
    parts.join("; ")
}

pub(super) fn tell_participant(p: &Participant) -> String {
    let names = [&p.name, &p.organisation, &p.name_text, &p.country];
    names.into_iter().flatten().find(|n| !n.is_empty()).cloned().unwrap_or_else(|| "?".to_string())
}

pub(super) fn tell_gold_place(g: &GoldPlace) -> String {
    let parts = [&g.venue, &g.city, &g.country];
    parts.into_iter().flatten().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

pub(super) fn tell_place(p: &Place) -> String {
    let parts = [&p.venue, &p.city, &p.country];
    let told = parts.into_iter().flatten().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    if told.is_empty() { p.text.clone() } else { told }
}

pub(super) fn tell_date(d: &Date) -> Option<String> {
    let (start, end) = record_range(d)?;
    let text = d.text.as_deref().map(|t| format!(" ({t})")).unwrap_or_default();
    Some(format!("{start}..{end}{text}"))
}

pub(super) fn tell_outcome(agreed: bool, text: &str) -> String {
    format!("{}{text}", if agreed { "" } else { "not agreed: " })
}
