//! The figures that scoring counts in.

use serde::Serialize;
use std::ops::AddAssign;

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
    pub(super) fn tally(&mut self, field: &str) -> &mut Tally {
        let at = TALLIED.iter().position(|f| *f == field).unwrap_or_default();
        &mut self.tallies[at]
    }

    pub(super) fn right(&mut self, field: &str) {
        self.tally(field).right += 1;
        self.tally("slot").right += 1;
    }

    pub(super) fn invented(&mut self, field: &str) {
        self.tally(field).invented += 1;
        self.tally("slot").invented += 1;
    }

    pub(super) fn missed(&mut self, field: &str) {
        self.tally(field).missed += 1;
        self.tally("slot").missed += 1;
    }

    pub(super) fn rate(&mut self, field: &str, right: bool) {
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
