//! Scoring of records against gold, a figure a field.
//!
//! Each gold meeting is paired with at most one record of its article, best pairs first. The
//! headline figure is slot F1, over every (meeting, slot, value): a missed meeting costs all its
//! slots, an invented one all that it fills. What is not required costs nothing either way.

use super::gold::{GoldArticle, GoldDate, GoldMeeting, GoldOutcome, GoldParticipant, GoldPlace};
use super::likeness::{fold, phrase_f1, same_body, same_name, same_state, stems, words};
use crate::people::PartyKind;
use crate::record::{Date, Meeting, Outcome, Participant, Place, Presence, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// Pairs less alike than this are none.
const FLOOR: f64 = 0.35;

/// Names of the tallied fields, in order of report.
pub const TALLIED: [&str; 4] = ["slot", "meeting", "participant", "outcome"];

/// Names of the fields that are right or wrong, in order of report.
pub const RATED: [&str; 8] =
    ["status", "presence", "person country", "place", "place country", "date", "date left open", "whole record right"];

/// Right, invented and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub right: u32,
    /// Invented.
    pub invented: u32,
    /// Missed.
    pub missed: u32,
}

impl Tally {
    /// Returns precision, recall and F1; zero where nothing is to be divided.
    pub fn prf(self) -> (f64, f64, f64) {
        let ratio = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
        let (right, invented, missed) = (f64::from(self.right), f64::from(self.invented), f64::from(self.missed));
        let (p, r) = (ratio(right, right + invented), ratio(right, right + missed));
        (p, r, ratio(2.0 * p * r, p + r))
    }
}

/// Right, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Right.
    pub right: u32,
    /// Judged.
    pub of: u32,
}

/// The figures of some meetings; they add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// One for each of [`TALLIED`].
    pub tallies: [Tally; 4],
    /// One for each of [`RATED`].
    pub rates: [Rate; 8],
    /// Participants listed that the gold forbids.
    pub forbidden: u32,
    /// Articles without a meeting.
    pub empty: u32,
    /// Of them, those in which none was found.
    pub clean: u32,
}

impl AddAssign<&Figures> for Figures {
    fn add_assign(&mut self, other: &Figures) {
        for (a, b) in self.tallies.iter_mut().zip(&other.tallies) {
            a.right += b.right;
            a.invented += b.invented;
            a.missed += b.missed;
        }
        for (a, b) in self.rates.iter_mut().zip(&other.rates) {
            a.right += b.right;
            a.of += b.of;
        }
        self.forbidden += other.forbidden;
        self.empty += other.empty;
        self.clean += other.clean;
    }
}

impl Figures {
    fn tally(&mut self, field: &str) -> &mut Tally {
        let at = TALLIED.iter().position(|f| *f == field).unwrap_or_default();
        &mut self.tallies[at]
    }

    fn right(&mut self, field: &str) {
        self.tally(field).right += 1;
        self.tally("slot").right += 1;
    }

    fn invented(&mut self, field: &str) {
        self.tally(field).invented += 1;
        self.tally("slot").invented += 1;
    }

    fn missed(&mut self, field: &str) {
        self.tally(field).missed += 1;
        self.tally("slot").missed += 1;
    }

    fn rate(&mut self, field: &str, right: bool) {
        let at = RATED.iter().position(|f| *f == field).unwrap_or_default();
        self.rates[at].right += u32::from(right);
        self.rates[at].of += 1;
    }
}

/// One thing in which a run and the gold differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    /// The article.
    pub article: String,
    /// The gold meeting; none for an invented record.
    pub label: Option<String>,
    /// The record; none for a missed meeting.
    pub meeting_id: Option<String>,
    /// What is wrong: `meeting`, `status`, `participant`, `presence`, `person country`, `place`,
    /// `date`, `outcome`.
    pub field: &'static str,
    /// What the gold says; none for what is invented.
    pub expected: Option<String>,
    /// What the run says; none for what is missed.
    pub found: Option<String>,
    /// Whether the gold forbids what was found.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forbidden: bool,
    /// The sentence behind the record, or the likeliest one for a missed meeting.
    pub quote: Option<String>,
}

/// A record with its verdict: whether it was found, with a fair status and every required
/// participant.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Position of the record in its article.
    pub record: usize,
    /// Its confidence.
    pub confidence: f64,
    /// Whether it is right.
    pub right: bool,
}

/// The score of one meeting, or of what an article has beside its meetings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// What sort of occasion it is, as the gold says, else the record.
    pub kind: Option<String>,
    /// Its figures.
    pub figures: Figures,
}

/// The score of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// A part for each meeting that was to be found, or was invented.
    pub parts: Vec<Part>,
    /// Every disagreement, in order.
    pub disagreements: Vec<Disagreement>,
    /// A verdict for each record.
    pub verdicts: Vec<Verdict>,
}

impl Score {
    /// Returns the sum over the parts.
    pub fn figures(&self) -> Figures {
        let mut sum = Figures::default();
        self.parts.iter().for_each(|p| sum += &p.figures);
        sum
    }
}

/// Scores the records of one article; `sentences` are those of its text, for the quote of a
/// missed meeting, and may be empty.
pub fn score(gold: &GoldArticle, records: &[Meeting], sentences: &[String]) -> Score {
    let mut out = Score::default();
    let pair_of = pair(&gold.meetings, records);
    let mut used = BTreeSet::new();
    for (g, paired) in gold.meetings.iter().zip(&pair_of) {
        let article = gold.article.as_str();
        match paired.and_then(|j| records.get(j).map(|p| (j, p))) {
            None if g.required => {
                out.parts.push(Part { kind: g.kind.clone(), figures: missed_meeting(g) });
                out.disagreements.push(Disagreement {
                    article: article.to_string(),
                    label: Some(g.label.clone()),
                    meeting_id: None,
                    field: "meeting",
                    expected: Some(tell_gold(g)),
                    found: None,
                    forbidden: false,
                    quote: likeliest(g, sentences),
                });
            }
            None => {}
            Some((j, p)) => {
                used.insert(j);
                out.verdicts.push(Verdict { record: j, confidence: p.confidence, right: is_right(g, p) });
                if g.required {
                    let mut sheet = Sheet::new(article, g, p);
                    sheet.mark();
                    let kind = g.kind.clone().or_else(|| Some(p.kind.word().to_string()));
                    out.parts.push(Part { kind, figures: sheet.figures });
                    out.disagreements.append(&mut sheet.disagreements);
                }
            }
        }
    }
    for (j, p) in records.iter().enumerate().filter(|(j, _)| !used.contains(j)) {
        out.verdicts.push(Verdict { record: j, confidence: p.confidence, right: false });
        out.parts.push(Part { kind: Some(p.kind.word().to_string()), figures: invented_meeting(p) });
        out.disagreements.push(Disagreement {
            article: gold.article.clone(),
            label: None,
            meeting_id: Some(p.meeting_id.clone()),
            field: "meeting",
            expected: None,
            found: Some(tell_record(p)),
            forbidden: false,
            quote: p.evidence.first().map(|e| e.quote.clone()),
        });
    }
    out.verdicts.sort_by_key(|v| v.record);
    if gold.meetings.is_empty() {
        let figures = Figures { empty: 1, clean: u32::from(records.is_empty()), ..Figures::default() };
        out.parts.push(Part { kind: None, figures });
    }
    out
}

/// Pairs each gold meeting with at most one record, best pairs first.
fn pair(golds: &[GoldMeeting], records: &[Meeting]) -> Vec<Option<usize>> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in golds.iter().enumerate() {
        for (j, p) in records.iter().enumerate() {
            candidates.push((similarity(g, p), i, j));
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut pair_of = vec![None; golds.len()];
    let mut used = BTreeSet::new();
    for (s, i, j) in candidates {
        if s >= FLOOR && pair_of[i].is_none() && used.insert(j) {
            pair_of[i] = Some(j);
        }
    }
    pair_of
}

/// How alike a gold meeting and a record are, from 0 to 1.
fn similarity(g: &GoldMeeting, p: &Meeting) -> f64 {
    let (pairs, _, _) = match_participants(&g.participants, &p.participants);
    let need = g.participants.iter().filter(|x| x.required).count().max(1) as f64;
    let got = pairs.iter().filter(|(x, _)| x.required).count() as f64;
    let listed = p.participants.len().max(1) as f64;
    let part = if pairs.is_empty() { 0.0 } else { (got / need + pairs.len() as f64 / listed) / 2.0 };
    let no_city = p.place.as_ref().is_none_or(|p| empty(&p.city));
    let place = match g.place.as_ref().map(|x| place_match(x, p.place.as_ref())) {
        Some((true, _)) => 1.0,
        Some((_, true)) if no_city => 0.3,
        _ => 0.0,
    };
    let (gd, pd) = (g.date.as_ref(), p.date.as_ref());
    let date = match (gd.and_then(range), pd.and_then(record_range)) {
        (Some((gs, ge)), Some((ps, pe))) => {
            if gd.zip(pd).is_some_and(|(g, p)| date_match(g, Some(p))) {
                1.0
            } else if ps <= ge && gs <= pe {
                0.5
            } else {
                -0.5
            }
        }
        _ => {
            let text = gd.and_then(|d| d.text.as_deref()).filter(|t| !t.is_empty());
            let found = pd.and_then(|d| d.text.as_deref()).unwrap_or_default();
            if text.is_some_and(|t| fold(t) == fold(found)) { 0.6 } else { 0.0 }
        }
    };
    let status = if g.status.contains(&p.status) { 1.0 } else { 0.0 };
    if pairs.is_empty() && !(place == 1.0 && date >= 0.5) {
        let thin = !g.required && g.participants.is_empty();
        return if thin && (place == 1.0 || date >= 0.5) { 0.4 } else { 0.0 };
    }
    0.5 * part + 0.2 * place + 0.2 * date + 0.1 * status
}

type ParticipantMatch<'a> =
    (Vec<(&'a GoldParticipant, &'a Participant)>, Vec<&'a GoldParticipant>, Vec<&'a Participant>);

/// Matches participants one to one, named persons first: pairs, gold left over, record left over.
fn match_participants<'a>(gold: &'a [GoldParticipant], found: &'a [Participant]) -> ParticipantMatch<'a> {
    let mut left: Vec<&Participant> = found.iter().collect();
    let (mut pairs, mut missed) = (Vec::new(), Vec::new());
    let mut order: Vec<&GoldParticipant> = gold.iter().collect();
    order.sort_by_key(|g| (empty(&g.name), !g.required));
    for g in order {
        match left.iter().position(|p| same_participant(g, p)) {
            Some(at) => pairs.push((g, left.remove(at))),
            None => missed.push(g),
        }
    }
    (pairs, missed, left)
}

/// Returns whether a record's participant fills the gold's.
fn same_participant(g: &GoldParticipant, p: &Participant) -> bool {
    let filled = |o: &'_ Option<String>| o.clone().filter(|t| !t.is_empty());
    if let Some(name) = filled(&g.name) {
        let (told, text) = (filled(&p.name), filled(&p.name_text));
        let Some(best) = told.or(text.clone()) else { return false };
        return p.kind == PartyKind::Person
            && (same_name(&name, &best) || same_name(&name, text.as_deref().unwrap_or_default()));
    }
    if g.kind() == PartyKind::Group {
        let text = filled(&p.name_text).or(filled(&p.name)).unwrap_or_default();
        let set = |text: &str| words(text).into_iter().collect::<BTreeSet<String>>();
        let (gw, pw) = (set(g.text.as_deref().unwrap_or_default()), set(&text));
        let both = gw.intersection(&pw).count();
        let all = gw.union(&pw).count();
        return both > 0 && (both as f64 / all as f64 >= 0.3 || gw.is_subset(&pw) || pw.is_subset(&gw));
    }
    if let Some(body) = filled(&g.organisation) {
        let names = [&p.organisation, &p.name, &p.name_text];
        return names.into_iter().any(|n| same_body(Some(&body), n.as_deref()));
    }
    !empty(&g.country) && same_state(g.country.as_deref(), p.country.as_deref())
}

/// Returns whether the city and whether the country are right.
fn place_match(g: &GoldPlace, p: Option<&Place>) -> (bool, bool) {
    let country = empty(&g.country) || same_state(g.country.as_deref(), p.and_then(|p| p.country.as_deref()));
    let folded = |t: Option<&str>| fold(t.unwrap_or_default());
    let city = |p: Option<&Place>| folded(p.and_then(|p| p.city.as_deref()));
    if let (Some(gid), Some(pid)) = (g.geonames_id, p.and_then(|p| p.geonames_id)) {
        if gid != 0 && pid != 0 {
            return (gid == pid || (folded(g.city.as_deref()) == city(p) && country), country);
        }
    }
    if empty(&g.city) {
        return (country, country);
    }
    let named = [city(p), folded(p.map(|p| p.text.as_str())), folded(p.and_then(|p| p.venue.as_deref()))];
    let gold = [folded(g.city.as_deref()), folded(g.venue.as_deref())];
    (named.iter().any(|n| !n.is_empty() && gold.contains(n)) && country, country)
}

/// Returns whether a record's range is one of the fair ones.
fn date_match(g: &GoldDate, p: Option<&Date>) -> bool {
    let found = (p.and_then(|p| p.start.clone()), p.and_then(|p| p.end.clone()));
    found == (g.start.clone(), g.end.clone()) || g.also.contains(&found)
}

fn range(d: &GoldDate) -> Option<(&str, &str)> {
    let start = d.start.as_deref().filter(|s| !s.is_empty())?;
    Some((start, d.end.as_deref().unwrap_or(start)))
}

fn record_range(d: &Date) -> Option<(&str, &str)> {
    let start = d.start.as_deref().filter(|s| !s.is_empty())?;
    Some((start, d.end.as_deref().unwrap_or(start)))
}

/// Matches outcomes one to one, most alike first; returns the positions that found a partner.
fn match_outcomes(gold: &[&GoldOutcome], found: &[&Outcome]) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in found.iter().enumerate() {
            let mut f = phrase_f1(&g.text, &p.text);
            let (gw, pw) = (stems(&g.text), stems(&p.text));
            let both = gw.keys().filter(|w| pw.contains_key(*w)).count();
            if !gw.is_empty() && both as f64 / gw.len() as f64 >= 0.8 && pw.len() <= 4 * gw.len() {
                f = f.max(0.5);
            }
            if f >= 0.5 && g.agreed == p.agreed {
                candidates.push((f, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used_found.contains(&j) {
            used_gold.insert(i);
            used_found.insert(j);
        }
    }
    (used_gold, used_found)
}

/// Returns whether a record is right as a whole: its status fair, its required participants there.
fn is_right(g: &GoldMeeting, p: &Meeting) -> bool {
    let (_, missed, _) = match_participants(&g.participants, &p.participants);
    let unheld = is_unheld(g);
    g.status.contains(&p.status)
        && !missed.iter().any(|x| x.required && (unheld || present(x.presence.unwrap_or(Presence::Attended))))
}

fn is_unheld(g: &GoldMeeting) -> bool {
    let unheld = [Status::Refused, Status::Cancelled, Status::Postponed, Status::Denied];
    g.status.iter().any(|s| unheld.contains(s))
}

fn present(presence: Presence) -> bool {
    !matches!(presence, Presence::Absent | Presence::Declined)
}

fn gold_present(p: &GoldParticipant) -> bool {
    present(p.presence.unwrap_or(Presence::Attended))
}

fn empty(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(str::is_empty)
}

fn missed_meeting(g: &GoldMeeting) -> Figures {
    let who = g.participants.iter().filter(|x| x.required && gold_present(x)).count() as u32;
    let outcomes = g.outcomes.iter().filter(|o| o.required).count() as u32;
    let place = u32::from(g.place.is_some());
    let date = u32::from(g.date.as_ref().and_then(range).is_some());
    let mut figures = Figures::default();
    figures.tally("meeting").missed = 1;
    figures.tally("slot").missed = who + place + date + 1 + outcomes;
    figures.tally("participant").missed = who;
    figures.tally("outcome").missed = outcomes;
    figures
}

fn invented_meeting(p: &Meeting) -> Figures {
    let who = p.participants.iter().filter(|x| present(x.presence)).count() as u32;
    let outcomes = p.outcomes.len() as u32;
    let place = u32::from(p.place.is_some());
    let date = u32::from(p.date.as_ref().and_then(record_range).is_some());
    let mut figures = Figures::default();
    figures.tally("meeting").invented = 1;
    figures.tally("slot").invented = who + place + date + 1 + outcomes;
    figures.tally("participant").invented = who;
    figures.tally("outcome").invented = outcomes;
    figures
}

/// The marking of one pair of gold meeting and record.
struct Sheet<'a> {
    article: &'a str,
    gold: &'a GoldMeeting,
    record: &'a Meeting,
    figures: Figures,
    perfect: bool,
    disagreements: Vec<Disagreement>,
}

impl<'a> Sheet<'a> {
    fn new(article: &'a str, gold: &'a GoldMeeting, record: &'a Meeting) -> Sheet<'a> {
        Sheet { article, gold, record, figures: Figures::default(), perfect: true, disagreements: Vec::new() }
    }

    fn mark(&mut self) {
        self.figures.tally("meeting").right = 1;
        self.status();
        self.participants();
        self.place();
        self.date();
        self.outcomes();
        self.figures.rate("whole record right", self.perfect);
    }

    fn say(&mut self, field: &'static str, expected: Option<String>, found: Option<String>) {
        self.disagreements.push(Disagreement {
            article: self.article.to_string(),
            label: Some(self.gold.label.clone()),
            meeting_id: Some(self.record.meeting_id.clone()),
            field,
            expected,
            found,
            forbidden: false,
            quote: self.record.evidence.first().map(|e| e.quote.clone()),
        });
    }

    fn status(&mut self) {
        let ok = self.gold.status.contains(&self.record.status);
        self.figures.rate("status", ok);
        let slot = self.figures.tally("slot");
        slot.right += u32::from(ok);
        slot.invented += u32::from(!ok);
        slot.missed += u32::from(!ok);
        if !ok {
            self.perfect = false;
            let fair: Vec<&str> = self.gold.status.iter().map(|s| s.word()).collect();
            self.say("status", Some(fair.join(" or ")), Some(self.record.status.word().to_string()));
        }
    }

    fn participants(&mut self) {
        let (gold, record) = (self.gold, self.record);
        let (pairs, missed, extra) = match_participants(&gold.participants, &record.participants);
        let unheld = is_unheld(gold);
        for (x, y) in &pairs {
            self.pair(x, y, unheld);
        }
        for x in missed.iter().filter(|x| x.required && (unheld || gold_present(x))) {
            self.figures.missed("participant");
            self.perfect = false;
            self.say("participant", Some(x.label().to_string()), None);
        }
        let covered: BTreeSet<&str> =
            pairs.iter().filter_map(|(x, _)| x.country.as_deref()).filter(|c| !c.is_empty()).collect();
        for y in extra {
            let stood_for = y.kind == PartyKind::Delegation
                && y.country.as_deref().is_some_and(|c| covered.contains(c))
                && empty(&y.organisation);
            if (!unheld && !present(y.presence)) || stood_for {
                continue;
            }
            self.figures.invented("participant");
            self.perfect = false;
            let name = y.name.as_deref().unwrap_or_default();
            let forbidden = gold.not_participants.iter().any(|n| same_name(n, name));
            self.figures.forbidden += u32::from(forbidden);
            self.say("participant", None, Some(tell_participant(y)));
            if let Some(last) = self.disagreements.last_mut() {
                last.forbidden = forbidden;
            }
        }
    }

    fn pair(&mut self, x: &GoldParticipant, y: &Participant, unheld: bool) {
        let (want, have) = (gold_present(x), present(y.presence));
        if !unheld && (!want || !have) {
            self.figures.rate("presence", want == have);
            if want != have {
                if !want {
                    self.figures.invented("participant");
                    self.perfect = false;
                } else if x.required {
                    self.figures.missed("participant");
                    self.perfect = false;
                }
                let word = x.presence.unwrap_or(Presence::Attended).word();
                self.say("presence", Some(format!("{}: {word}", x.label())), Some(y.presence.word().to_string()));
            }
            return;
        }
        if x.required {
            self.figures.right("participant");
        }
        if !empty(&x.country) && x.kind() == PartyKind::Person {
            let same = same_state(x.country.as_deref(), y.country.as_deref());
            self.figures.rate("person country", same);
            if !same {
                let want = format!("{}: {}", x.label(), x.country.clone().unwrap_or_default());
                self.say("person country", Some(want), y.country.clone());
            }
        }
    }

    fn place(&mut self) {
        let Some(g) = &self.gold.place else { return };
        let (city, country) = place_match(g, self.record.place.as_ref());
        self.figures.rate("place", city);
        self.figures.rate("place country", country);
        let slot = self.figures.tally("slot");
        slot.right += u32::from(city);
        slot.missed += u32::from(!city);
        slot.invented += u32::from(!city && self.record.place.is_some());
        if !city {
            self.perfect = false;
            self.say("place", Some(tell_gold_place(g)), self.record.place.as_ref().map(tell_place));
        }
    }

    fn date(&mut self) {
        let Some(g) = &self.gold.date else { return };
        let p = self.record.date.as_ref();
        let dated = p.and_then(record_range).is_some();
        let ok = match range(g) {
            Some(_) => {
                let ok = date_match(g, p);
                self.figures.rate("date", ok);
                let slot = self.figures.tally("slot");
                slot.right += u32::from(ok);
                slot.missed += u32::from(!ok);
                slot.invented += u32::from(!ok && dated);
                ok
            }
            None => {
                let found = (p.and_then(|p| p.start.clone()), p.and_then(|p| p.end.clone()));
                let ok = !dated || g.also.contains(&found);
                self.figures.rate("date left open", ok);
                self.figures.tally("slot").invented += u32::from(!ok);
                ok
            }
        };
        if !ok {
            self.perfect = false;
            let expected = range(g).map_or("left open".to_string(), |(s, e)| format!("{s}..{e}"));
            self.say("date", Some(expected), p.and_then(tell_date));
        }
    }

    fn outcomes(&mut self) {
        let gold: Vec<&GoldOutcome> = self.gold.outcomes.iter().collect();
        let found: Vec<&Outcome> = self.record.outcomes.iter().collect();
        let (paired, used) = match_outcomes(&gold, &found);
        let loose = |j: usize, o: &Outcome| {
            !used.contains(&j) && gold.iter().any(|g| !g.required && phrase_f1(&g.text, &o.text) >= 0.5)
        };
        let keep = |(k, o): &(usize, &GoldOutcome)| paired.contains(k) || o.required;
        let found: Vec<&Outcome> = found.iter().enumerate().filter(|(j, o)| !loose(*j, o)).map(|(_, o)| *o).collect();
        let gold: Vec<&GoldOutcome> = gold.iter().copied().enumerate().filter(keep).map(|(_, o)| o).collect();
        let (paired, used) = match_outcomes(&gold, &found);
        let (right, missed, invented) =
            (paired.len() as u32, (gold.len() - paired.len()) as u32, (found.len() - used.len()) as u32);
        for field in ["outcome", "slot"] {
            let tally = self.figures.tally(field);
            tally.right += right;
            tally.missed += missed;
            tally.invented += invented;
        }
        self.perfect &= missed == 0 && invented == 0;
        for (_, o) in gold.iter().enumerate().filter(|(k, _)| !paired.contains(k)) {
            self.say("outcome", Some(tell_outcome(o.agreed, &o.text)), None);
        }
        for (_, o) in found.iter().enumerate().filter(|(k, _)| !used.contains(k)) {
            self.say("outcome", None, Some(tell_outcome(o.agreed, &o.text)));
        }
    }
}

/// Returns the sentence that shares most words with what the gold says of a meeting.
fn likeliest(g: &GoldMeeting, sentences: &[String]) -> Option<String> {
    let mut said: BTreeMap<String, usize> = stems(&tell_gold(g));
    if let Some(text) = g.date.as_ref().and_then(|d| d.text.as_deref()) {
        said.append(&mut stems(text));
    }
    let share = |s: &String| stems(s).keys().filter(|w| said.contains_key(*w)).count();
    let best = sentences.iter().enumerate().max_by_key(|(k, s)| (share(s), std::cmp::Reverse(*k)))?;
    (share(best.1) > 0).then(|| best.1.clone())
}

fn tell_gold(g: &GoldMeeting) -> String {
    let who: Vec<&str> = g.participants.iter().filter(|p| p.required).map(GoldParticipant::label).collect();
    let status: Vec<&str> = g.status.iter().map(|s| s.word()).collect();
    let mut parts = vec![status.join(" or "), who.join(", ")];
    parts.extend(g.place.as_ref().map(tell_gold_place));
    parts.extend(g.date.as_ref().and_then(range).map(|(s, e)| format!("{s}..{e}")));
    parts.retain(|p| !p.is_empty());
    parts.join("; ")
}

/// Tells a record in a line: status, who, where, when.
pub fn tell_record(p: &Meeting) -> String {
    let who: Vec<String> = p.participants.iter().filter(|x| present(x.presence)).map(tell_participant).collect();
    let mut parts = vec![p.status.word().to_string(), who.join(", ")];
    parts.extend(p.place.as_ref().map(tell_place));
    parts.extend(p.date.as_ref().and_then(tell_date));
    parts.retain(|p| !p.is_empty());
    parts.join("; ")
}

fn tell_participant(p: &Participant) -> String {
    let names = [&p.name, &p.organisation, &p.name_text, &p.country];
    names.into_iter().flatten().find(|n| !n.is_empty()).cloned().unwrap_or_else(|| "?".to_string())
}

fn tell_gold_place(g: &GoldPlace) -> String {
    let parts = [&g.venue, &g.city, &g.country];
    parts.into_iter().flatten().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

fn tell_place(p: &Place) -> String {
    let parts = [&p.venue, &p.city, &p.country];
    let told = parts.into_iter().flatten().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    if told.is_empty() { p.text.clone() } else { told }
}

fn tell_date(d: &Date) -> Option<String> {
    let (start, end) = record_range(d)?;
    let text = d.text.as_deref().map(|t| format!(" ({t})")).unwrap_or_default();
    Some(format!("{start}..{end}{text}"))
}

fn tell_outcome(agreed: bool, text: &str) -> String {
    format!("{}{text}", if agreed { "" } else { "not agreed: " })
}
