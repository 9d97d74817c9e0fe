//! Scoring of records against gold, a figure a field.
//!
//! Each gold meeting is paired with at most one record of its article, best pairs first. The
//! headline figure is slot F1, over every (meeting, slot, value): a missed meeting costs all its
//! slots, an invented one all that it fills. What is not required costs nothing either way.

pub use super::figures::*;

use super::gold::{GoldArticle, GoldMeeting, GoldOutcome, GoldParticipant};
use super::likeness::{phrase_f1, same_name, same_state};
use super::pairing::*;
use super::telling::*;
use crate::people::PartyKind;
use crate::record::{Meeting, Outcome, Participant, Presence};
use std::collections::BTreeSet;

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
