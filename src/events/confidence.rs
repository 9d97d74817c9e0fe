//! How sure a record is: a logistic model over features of the record itself.
//!
//! The weights are data (`confidence.toml`), refitted from gold by `rapporteur eval --refit`. The
//! features are read off the finished record, so that records and gold are all a refit needs.

use crate::dates::DateBasis;
use crate::people::PartyKind;
use crate::record::{Kind, Meeting, Mode, PartyBasis, PlaceBasis, Status};
use crate::rulebook::{Fault, Sources, toml_file};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The file that holds the weights.
pub const FILE: &str = "confidence.toml";

/// The weights of `confidence.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The log-odds of a record without any feature.
    #[serde(default)]
    pub intercept: f64,
    /// Log-odds that a feature adds, by its name.
    #[serde(default)]
    pub features: BTreeMap<String, f64>,
    /// Log-odds that a rule adds, by its id.
    #[serde(default)]
    pub rules: BTreeMap<String, f64>,
}

impl Weights {
    /// Reads `confidence.toml`; a weight for a feature that no record has is a fault.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Weights {
        let weights: Weights = toml_file::read(sources, FILE, faults);
        let text = sources.get(FILE);
        for name in weights.features.keys().filter(|n| !NAMES.contains(&n.as_str())) {
            let line = text.lines().position(|l| l.trim_start().starts_with(name.as_str())).map_or(0, |k| k + 1);
            faults.push(Fault::error(FILE, line, format!("feature {name:?}"), format!("one of {}", NAMES.join(", "))));
        }
        weights
    }
}

/// Returns the confidence of a record with these features, from 0 to 1, to two decimals.
pub fn confidence(features: &[(&str, f64)], weights: &Weights) -> f64 {
    let weight = |name: &str| weights.features.get(name).or_else(|| weights.rules.get(name)).copied();
    let odds = features.iter().fold(weights.intercept, |sum, (name, x)| sum + weight(name).unwrap_or_default() * x);
    (100.0 / (1.0 + (-odds).exp())).round() / 100.0
}

/// Every feature that [`features`] tells of, apart from rules.
pub const NAMES: &[&str] = &[
    "place_city",
    "place_article",
    "place_dateline",
    "date_day",
    "date_wide",
    "date_weak",
    "one_party",
    "two_parties",
    "many_parties",
    "named_share",
    "known_share",
    "carried_share",
    "stateless_share",
    "group_share",
    "outcome",
    "evidence",
    "unlisted",
    "words",
    "absences",
    "alone",
    "pair",
    "crowd",
    "lead",
    "far",
    "long",
    "remote",
    "duration",
    "kind_meeting",
    "kind_talks",
    "kind_visit",
    "kind_summit",
    "kind_conference",
    "status_held",
    "status_planned",
    "status_proposed",
    "status_ended",
    "clear_pair",
    "clear_pair_day",
    "clear_pair_short",
    "delegations",
    "only",
    "later",
    "several",
];

/// Gives the records of one article, in their order, their confidence.
pub fn weigh(meetings: &mut [Meeting], weights: &Weights) {
    let all: Vec<f64> = (0..meetings.len()).map(|at| confidence(&features(meetings, at), weights)).collect();
    meetings.iter_mut().zip(all).for_each(|(meeting, sure)| meeting.confidence = sure);
}

/// Returns the features of the record `at` among those of its article: those of [`NAMES`] that are
/// not zero, then each rule that it cites, with weight one.
pub fn features(meetings: &[Meeting], at: usize) -> Vec<(&str, f64)> {
    let Some(meeting) = meetings.get(at) else { return Vec::new() };
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    let all = meeting.participants.len().max(1) as f64;
    let share = |test: fn(&crate::record::Participant) -> bool| {
        meeting.participants.iter().filter(|p| test(p)).count() as f64 / all
    };
    let parties: BTreeSet<&str> =
        meeting.participants.iter().filter_map(|p| p.country.as_deref().or(p.organisation.as_deref())).collect();
    let place = meeting.place.as_ref();
    let date = meeting.date.as_ref().filter(|d| d.start.is_some());
    let weak = [Some(DateBasis::Published), Some(DateBasis::Dateline)];
    let first = meeting.evidence.first();
    let start = first.map_or(0, |e| e.span[0]);
    let kind = |k: Kind| flag(meeting.kind == k);
    let status = |list: &[Status]| flag(list.contains(&meeting.status));
    // Two named persons of two states, both told by the sentence itself, and a plain verb of meeting.
    let stated = |p: &crate::record::Participant| p.kind == PartyKind::Person && p.name.is_some();
    let plain = |r: &String| r.ends_with(".with") || r.ends_with(".party");
    let clear = meeting.participants.len() == 2
        && parties.len() == 2
        && meeting.participants.iter().all(stated)
        && meeting.rules.iter().any(plain);
    let values = [
        flag(place.is_some_and(|p| p.city.is_some())),
        flag(place.is_some_and(|p| p.basis == PlaceBasis::Article)),
        flag(place.is_some_and(|p| p.basis == PlaceBasis::Dateline)),
        flag(date.is_some_and(|d| d.start == d.end)),
        flag(date.is_some_and(|d| d.start != d.end)),
        flag(date.is_some_and(|d| weak.contains(&d.basis))),
        flag(parties.len() < 2),
        flag(parties.len() == 2),
        flag(parties.len() > 3),
        share(|p| p.kind == PartyKind::Person && p.name.is_some()),
        share(|p| p.person_id.is_some()),
        share(|p| p.basis != PartyBasis::Stated),
        share(|p| p.country.is_none() && p.organisation.is_none()),
        share(|p| p.kind == PartyKind::Group),
        flag(!meeting.outcomes.is_empty()),
        (meeting.evidence.len().min(4) as f64 - 1.0).max(0.0),
        unlisted(meeting).min(6) as f64 / 3.0,
        first.map_or(0, |e| e.quote.split_whitespace().count()) as f64 / 30.0,
        meeting.absences.len() as f64 / 3.0,
        flag(meeting.participants.len() == 1),
        flag(meeting.participants.len() == 2),
        flag(meeting.participants.len() > 4),
        flag(start < 600),
        flag(start > 2500),
        flag(first.is_some_and(|e| e.quote.len() > 300)),
        flag(meeting.mode != Mode::InPerson),
        flag(meeting.duration_minutes.is_some()),
        kind(Kind::Meeting),
        kind(Kind::Talks),
        kind(Kind::Visit),
        kind(Kind::Summit),
        kind(Kind::Conference),
        status(&[Status::Held]),
        status(&[Status::Planned]),
        status(&[Status::Proposed]),
        status(&[Status::Postponed, Status::Cancelled, Status::Refused, Status::Denied]),
        flag(clear),
        flag(clear && date.is_some_and(|d| d.start == d.end)),
        flag(clear && first.is_some_and(|e| e.quote.len() < 220)),
        share(|p| p.kind == PartyKind::Delegation),
        flag(meetings.len() == 1),
        flag(at > 0),
        flag(meetings.len() > 3),
    ];
    let named = NAMES.iter().copied().zip(values).filter(|(_, x)| *x != 0.0);
    named.chain(meeting.rules.iter().map(|r| (r.as_str(), 1.0))).collect()
}

/// Returns the letters of a name that are enough to know it in its other forms.
fn stem(name: &str) -> impl Iterator<Item = char> {
    name.chars().take(4).flat_map(char::to_lowercase)
}

/// Returns how many words of names the first evidence has, inside its clauses, that no slot accounts
/// for.
fn unlisted(meeting: &Meeting) -> usize {
    let place = meeting.place.as_ref();
    let mut slots: Vec<&str> = Vec::new();
    for p in &meeting.participants {
        let texts = [&p.name, &p.name_text, &p.title, &p.organisation, &p.country];
        slots.extend(texts.into_iter().flatten().map(String::as_str));
    }
    slots.extend(place.map(|p| p.text.as_str()));
    slots.extend(
        place.into_iter().flat_map(|p| [&p.venue, &p.city, &p.admin1, &p.country]).flatten().map(String::as_str),
    );
    slots.extend(meeting.date.as_ref().and_then(|d| d.text.as_deref()));
    let letters = |c: char| !c.is_alphabetic();
    let mut known: Option<Vec<&str>> = None;
    let know = || slots.iter().flat_map(|s| s.split(letters)).filter(|w| !w.is_empty()).collect();
    let Some(first) = meeting.evidence.first() else { return 0 };
    let mut before = None;
    let mut count = 0;
    for word in first.quote.split_whitespace() {
        let inside = before.is_some_and(|c: char| c.is_lowercase() || c == ',' || c == ';');
        let name = word.split(letters).next().unwrap_or_default();
        let mut chars = name.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        if inside && capital && chars.clone().count() >= 2 && chars.all(char::is_lowercase) {
            let known = known.get_or_insert_with(know);
            count += usize::from(!known.iter().any(|word| stem(word).eq(stem(name))));
        }
        before = word.chars().last();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_the_logistic_of_the_weighted_sum() {
        let weights: Weights =
            toml::from_str("intercept = -1.0\n[features]\nplace_city = 2.0\n[rules]\n\"a.b\" = 1.0").unwrap();
        assert_eq!(confidence(&[], &weights), 0.27);
        assert_eq!(confidence(&[("place_city", 1.0), ("unheard_of", 9.0)], &weights), 0.73);
        assert_eq!(confidence(&[("place_city", 0.5), ("a.b", 1.0)], &weights), 0.73);
    }

    #[test]
    fn names_that_no_slot_accounts_for_are_counted() {
        let meeting = |quote: &str| -> Meeting {
            serde_json::from_value(serde_json::json!({
                "meeting_id": "m-1", "article": {"id": "a", "path": "a", "title": null, "publisher": null, "url": null,
                "published": null, "published_basis": null}, "status": "held", "kind": "talks", "mode": "in_person",
                "format": null, "level": null, "name": null, "part_of": null, "participants": [{"kind": "person",
                "name": "Ana Ruiz", "name_text": "Ruiz", "person_id": null, "title": null, "office": null,
                "country": "PER", "organisation": null, "role": "participant", "presence": "attended",
                "basis": "stated", "spans": []}], "place": null, "date": null, "duration_minutes": null, "topics": [],
                "outcomes": [], "cameo": [], "plover": null, "evidence": [{"quote": quote, "span": [0, 1]}],
                "rules": ["meet.with"], "confidence": 0.5, "absences": {}
            }))
            .unwrap()
        };
        assert_eq!(unlisted(&meeting("Yesterday Ruiz met the envoys.")), 0);
        assert_eq!(unlisted(&meeting("There Ruiz met envoy Karl Lind, Bo Sand and the UN.")), 3);
        let one = meeting("Ruiz met them.");
        let told = features(std::slice::from_ref(&one), 0);
        assert!(told.contains(&("alone", 1.0)) && told.contains(&("meet.with", 1.0)), "{told:?}");
        assert!(told.contains(&("only", 1.0)) && !told.contains(&("later", 1.0)), "{told:?}");
        let two = [one.clone(), one];
        let told = features(&two, 1);
        assert!(told.contains(&("later", 1.0)) && !told.contains(&("only", 1.0)), "{told:?}");
        assert!(features(&two, 2).is_empty());
    }

    #[test]
    fn a_weight_without_a_feature_is_a_fault() {
        let mut sources = Sources::default();
        sources.replace(FILE, "intercept = 0.0\n[features]\nplace_town = 1.0\n".into());
        let mut faults = Vec::new();
        Weights::load(&sources, &mut faults);
        assert_eq!((faults.len(), faults[0].line), (1, 3), "{faults:?}");
    }
}
