//! Narration: the dates told so far, which later ones are held to.

use super::calendar;
use super::expression::{Expression, Partial};
use super::tense::Tense;
use super::{DateGranularity, DateMention, Days};
use crate::segment::Document;
use chrono::{Datelike, NaiveDate, Weekday};
use std::ops::Range;

/// What a text has told so far.
#[derive(Debug, Default)]
pub(super) struct Narration {
    /// The last day told.
    last: Option<Days>,
    /// The token that it begins with.
    at: usize,
    /// The last day told that was not ahead of the publication date.
    past: Option<Days>,
    /// The last period told that was a week, and its sentence.
    week: Option<(usize, Days)>,
    /// The last period told that was a month, and its sentence.
    month: Option<(usize, Days)>,
    /// The last range of days told, and its block.
    range: Option<(usize, Days)>,
}

impl Narration {
    /// Returns the date that "the following day" follows, in a clause of that tense.
    pub(super) fn told(&self, tense: Tense) -> Option<Days> {
        if tense == Tense::Future { self.last } else { self.past.or(self.last) }
    }

    /// Returns the last day told, where it stands at or after a token.
    pub(super) fn since(&self, token: usize) -> Option<Days> {
        self.last.filter(|_| self.at >= token)
    }

    /// Takes note of a date.
    pub(super) fn observe(&mut self, doc: &Document, mention: &DateMention, published: Option<NaiveDate>) {
        // A line of its own that is a date may head what follows, but the publication date does not.
        let heads = |d: &Days| !mention.mark || published.is_some_and(|p| p != d.start);
        let Some(days) = mention.days.filter(heads) else { return };
        match mention.granularity {
            DateGranularity::Day => {
                self.last = Some(days);
                self.at = mention.tokens.start;
                if published.is_none_or(|p| days.start <= p) {
                    self.past = Some(days);
                }
                self.month = self.month.filter(|(_, month)| month.start <= days.start && days.end <= month.end);
                // A day told since then takes the week's place.
                if self.week.is_some_and(|(_, week)| days.start < week.start || days.start > week.end) {
                    self.week = None;
                }
            }
            DateGranularity::Month => self.month = Some((mention.sentence, days)),
            DateGranularity::Week => self.week = Some((mention.sentence, days)),
            DateGranularity::Range if (days.end - days.start).num_days() < 60 => {
                self.range = Some((doc.sentences[mention.sentence].block, days));
            }
            _ => {}
        }
    }

    /// Returns the period just told that a bare weekday lies in, where one does: "last week … on
    /// Thursday", or a programme's line that is a weekday and nothing else.
    pub(super) fn holds(
        &self,
        doc: &Document,
        expression: &Expression,
        sentence: usize,
        tokens: &Range<usize>,
    ) -> Option<Days> {
        let here = &doc.sentences[sentence];
        let weekday = match expression {
            // "In March it was Oslo. Over dinner on the 16th …"
            Expression::Calendar(Partial { year: None, month: None, day: Some(_), .. }) => {
                let (told, month) = self.month?;
                return (doc.sentences[told].block == here.block && sentence - told <= 1).then_some(month);
            }
            Expression::Calendar(Partial { year: None, month: None, day: None, weekday: Some(weekday) }) => weekday,
            _ => return None,
        };
        let alone = here.tokens.len() <= tokens.len() + 1;
        let range = self.range.filter(|(block, range)| (alone || *block == here.block) && once(*range, *weekday));
        if let Some((_, range)) = range {
            return Some(range);
        }
        let (told, week) = self.week?;
        let near = doc.sentences[told].block == here.block && sentence - told <= 1;
        near.then_some(week)
    }
}

/// Returns whether a range holds just one such weekday.
fn once(days: Days, weekday: Weekday) -> bool {
    let first = calendar::weekday_after(days.start, weekday).filter(|d| *d <= days.end);
    let last = calendar::weekday_before(days.end, weekday);
    first.is_some() && first == last && days.start.year() > 0
}
