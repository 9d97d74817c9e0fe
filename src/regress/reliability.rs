//! Whether confidence means what it says: of the records in each tenth, how many are right.

use super::score::Verdict;
use serde::Serialize;

/// The records of one tenth of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Tenth {
    /// Lower end, from 0.0 to 0.9; a confidence of 1 counts in the last.
    pub from: f64,
    /// How many records.
    pub records: usize,
    /// How many of them are right.
    pub right: usize,
    /// Their mean confidence.
    pub mean: f64,
}

/// Returns the ten tenths, lowest first.
pub fn reliability(verdicts: &[Verdict]) -> Vec<Tenth> {
    let mut tenths: Vec<Tenth> = (0..10).map(|k| Tenth { from: f64::from(k) / 10.0, ..Tenth::default() }).collect();
    for verdict in verdicts {
        let at = ((verdict.confidence * 10.0 + 1e-9) as usize).min(9);
        tenths[at].records += 1;
        tenths[at].right += usize::from(verdict.right);
        tenths[at].mean += verdict.confidence;
    }
    for tenth in &mut tenths {
        tenth.mean /= tenth.records.max(1) as f64;
    }
    tenths
}

/// Returns the table as text, empty tenths left out.
pub fn text(tenths: &[Tenth]) -> String {
    let mut out = String::from("confidence   records  right   share   mean\n");
    for t in tenths.iter().filter(|t| t.records > 0) {
        let share = t.right as f64 / t.records as f64;
        out += &format!(
            "{:.1} to {:.1}   {:7}  {:5}   {share:.3}   {:.3}\n",
            t.from,
            t.from + 0.1,
            t.records,
            t.right,
            t.mean
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_record_counts_in_its_tenth() {
        let verdict = |confidence, right| Verdict { record: 0, confidence, right };
        let tenths = reliability(&[verdict(0.9, true), verdict(1.0, false), verdict(0.3, true), verdict(0.29, true)]);
        let counts: Vec<(usize, usize)> = tenths.iter().map(|t| (t.records, t.right)).collect();
        assert_eq!((counts[9], counts[3], counts[2]), ((2, 1), (1, 1), (1, 1)));
        assert!((tenths[9].mean - 0.95).abs() < 1e-9);
        assert_eq!(text(&tenths).lines().count(), 4);
    }
}
