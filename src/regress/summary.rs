//! Figures over many articles, with bootstrap intervals.

use super::score::{Figures, RATED, TALLIED};
use serde_json::{Map, Value, json};

/// How often articles are drawn anew for an interval.
pub const DRAWS: usize = 1000;

/// Figures with the interval of each headline rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many articles.
    pub articles: usize,
    /// Their figures.
    pub figures: Figures,
    /// F1 of each tallied field, then the rate of each rated one, with its 95 % interval; none
    /// where nothing was judged.
    pub lines: Vec<Line>,
}

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The field.
    pub field: &'static str,
    /// F1, or the share that is right; none where nothing was judged.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Sums the figures of articles, and draws the articles anew `DRAWS` times for the intervals.
pub fn summarise(articles: &[Figures], seed: u64) -> Summary {
    let mut figures = Figures::default();
    articles.iter().for_each(|a| figures += a);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(DRAWS); TALLIED.len() + RATED.len()];
    let mut random = Random(seed);
    for _ in 0..DRAWS {
        let mut sample = Figures::default();
        for _ in articles {
            if let Some(one) = articles.get(random.below(articles.len())) {
                sample += one;
            }
        }
        for (values, value) in drawn.iter_mut().zip(values(&sample)) {
            values.extend(value);
        }
    }
    let fields = TALLIED.iter().chain(&RATED);
    let lines = fields.zip(values(&figures)).zip(&mut drawn).map(|((field, value), drawn)| {
        drawn.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let k = ((drawn.len() as f64 - 1.0).max(0.0) * share).round() as usize;
            drawn.get(k).copied().unwrap_or_default()
        };
        Line { field, value, low: at(0.025), high: at(0.975) }
    });
    Summary { articles: articles.len(), lines: lines.collect(), figures }
}

impl Summary {
    /// Returns the summary as JSON, figures rounded to three digits.
    pub fn json(&self) -> Value {
        let mut out = Map::new();
        out.insert("articles".into(), json!(self.articles));
        for (k, (field, tally)) in TALLIED.iter().zip(&self.figures.tallies).enumerate() {
            let (p, r, f1) = tally.prf();
            let (low, high) = self.lines.get(k).map(|l| (l.low, l.high)).unwrap_or_default();
            out.insert(
                (*field).into(),
                json!({"p": round(p), "r": round(r), "f1": round(f1), "low": round(low), "high": round(high),
                       "tp": tally.right, "fp": tally.invented, "fn": tally.missed}),
            );
        }
        for (rate, line) in self.figures.rates.iter().zip(self.lines.iter().skip(TALLIED.len())) {
            let Some(value) = line.value else { continue };
            out.insert(
                line.field.into(),
                json!({"right": rate.right, "of": rate.of, "rate": round(value),
                       "low": round(line.low), "high": round(line.high)}),
            );
        }
        out.insert("forbidden participants".into(), json!(self.figures.forbidden));
        out.insert("articles without a meeting".into(), json!(self.figures.empty));
        out.insert("of them kept clean".into(), json!(self.figures.clean));
        Value::Object(out)
    }

    /// Returns the summary as lines of text.
    pub fn text(&self) -> String {
        let mut out = format!("{:20} {}\n", "articles", self.articles);
        for (k, (field, tally)) in TALLIED.iter().zip(&self.figures.tallies).enumerate() {
            let (p, r, f1) = tally.prf();
            let (low, high) = self.lines.get(k).map(|l| (l.low, l.high)).unwrap_or_default();
            out += &format!(
                "{field:20} P {p:.3}  R {r:.3}  F1 {f1:.3}  [{low:.3}, {high:.3}]   ({} right, {} invented, {} missed)\n",
                tally.right, tally.invented, tally.missed
            );
        }
        for (rate, line) in self.figures.rates.iter().zip(self.lines.iter().skip(TALLIED.len())) {
            if let Some(value) = line.value {
                out += &format!(
                    "{:20} {}/{} = {value:.3}  [{:.3}, {:.3}]\n",
                    line.field, rate.right, rate.of, line.low, line.high
                );
            }
        }
        let f = &self.figures;
        if f.forbidden > 0 {
            out += &format!("{:20} {}\n", "forbidden", f.forbidden);
        }
        if f.empty > 0 {
            out += &format!("{:20} {}/{}\n", "kept clean", f.clean, f.empty);
        }
        out
    }
}

/// Rounds to three digits.
pub fn round(value: f64) -> f64 {
    format!("{value:.3}").parse().unwrap_or(value)
}

fn values(f: &Figures) -> impl Iterator<Item = Option<f64>> {
    let tallied = f.tallies.iter().map(|t| Some(t.prf().2));
    let rated = f.rates.iter().map(|r| (r.of > 0).then(|| f64::from(r.right) / f64::from(r.of)));
    tallied.chain(rated).collect::<Vec<_>>().into_iter()
}

/// The splitmix64 generator: a seed gives the same draws everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regress::score::Tally;

    fn article(right: u32, missed: u32) -> Figures {
        let mut f = Figures::default();
        f.tallies[0] = Tally { right, invented: 0, missed };
        f
    }

    #[test]
    fn a_seed_gives_the_same_interval_and_the_interval_holds_the_value() {
        let articles: Vec<Figures> = (0..20).map(|k| article(k % 3, 1)).collect();
        let (a, b) = (summarise(&articles, 7), summarise(&articles, 7));
        assert_eq!(a, b);
        let slot = a.lines[0];
        assert!(slot.low < slot.value.unwrap() && slot.value.unwrap() < slot.high, "{slot:?}");
        assert_ne!(a.lines[0], summarise(&articles, 8).lines[0]);
    }

    #[test]
    fn nothing_gives_nothing() {
        let none = summarise(&[], 1);
        assert_eq!(none.lines[0].value, Some(0.0));
        assert_eq!(none.lines[4].value, None);
    }
}
