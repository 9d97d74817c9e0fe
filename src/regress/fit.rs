//! Fitting the weights behind confidence: logistic regression with a ridge.

use crate::events::confidence::{NAMES, Weights};
use std::collections::{BTreeMap, BTreeSet};

/// A record to learn from: its features, and whether it is right.
pub type Case = (Vec<(String, f64)>, bool);

/// How strongly weights are held to zero: of 2, 4, 8 and 20, what fits unseen articles best.
const RIDGE: f64 = 4.0;

/// A rule seen in fewer cases than this, or missing from fewer, gets no weight of its own.
const LEAST: usize = 60;

/// Fits weights to cases by Newton's method; the same cases give the same weights.
pub fn fit(cases: &[Case]) -> Weights {
    let columns = columns(cases);
    let width = columns.len() + 1;
    let rows: Vec<Vec<f64>> = cases
        .iter()
        .map(|(features, _)| {
            let mut row = vec![0.0; width];
            row[0] = 1.0;
            for (name, x) in features {
                if let Ok(at) = columns.binary_search(name) {
                    row[at + 1] += x;
                }
            }
            row
        })
        .collect();
    let mut beta = vec![0.0; width];
    for _ in 0..50 {
        let step = newton_step(&rows, cases, &beta);
        let size = step.iter().map(|s| s.abs()).fold(0.0, f64::max);
        beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s.clamp(-2.0, 2.0));
        if size < 1e-8 {
            break;
        }
    }
    let two = |x: f64| (x * 100.0).round() / 100.0;
    let mut weights = Weights { intercept: two(beta[0]), ..Weights::default() };
    for (name, b) in columns.into_iter().zip(&beta[1..]) {
        let list = if NAMES.contains(&name.as_str()) { &mut weights.features } else { &mut weights.rules };
        if two(*b) != 0.0 {
            list.insert(name, two(*b));
        }
    }
    weights
}

/// Returns the weights as `confidence.toml`.
pub fn toml(weights: &Weights) -> String {
    let mut out = String::from(
        "# Weights behind `confidence`: log-odds that each feature of a record adds.\n\
         # Made by `rapporteur eval --refit`; the features are described in docs/gold.md.\n\n",
    );
    out += &format!("intercept = {:?}\n", weights.intercept);
    for (table, list) in [("features", &weights.features), ("rules", &weights.rules)] {
        out += &format!("\n[{table}]\n");
        for (name, x) in list {
            let key = if name.contains('.') { format!("{name:?}") } else { name.clone() };
            out += &format!("{key} = {x:?}\n");
        }
    }
    out
}

/// Returns the features that get a weight, sorted.
fn columns(cases: &[Case]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (features, _) in cases {
        for name in features.iter().map(|f| f.0.as_str()).collect::<BTreeSet<_>>() {
            *seen.entry(name).or_default() += 1;
        }
    }
    let enough = |name: &str, n: usize| (n >= LEAST && n + LEAST <= cases.len()) || NAMES.contains(&name);
    seen.into_iter().filter(|(name, n)| enough(name, *n)).map(|(name, _)| name.to_string()).collect()
}

/// Solves (XᵀWX + ridge) step = Xᵀ(y − p) − ridge β; the intercept bears no ridge.
fn newton_step(rows: &[Vec<f64>], cases: &[Case], beta: &[f64]) -> Vec<f64> {
    let n = beta.len();
    let mut matrix = vec![vec![0.0; n + 1]; n];
    for (i, line) in matrix.iter_mut().enumerate().skip(1) {
        line[i] = RIDGE;
        line[n] = -RIDGE * beta[i];
    }
    // A small ridge on the intercept keeps the matrix regular when every case is alike.
    matrix[0][0] = 1e-6;
    for (row, (_, right)) in rows.iter().zip(cases) {
        let odds: f64 = row.iter().zip(beta).map(|(x, b)| x * b).sum();
        let p = 1.0 / (1.0 + (-odds).exp());
        let (w, residual) = ((p * (1.0 - p)).max(1e-9), f64::from(u8::from(*right)) - p);
        for i in (0..n).filter(|&i| row[i] != 0.0) {
            for j in 0..n {
                matrix[i][j] += w * row[i] * row[j];
            }
            matrix[i][n] += residual * row[i];
        }
    }
    solve(matrix)
}

/// Solves a square system, given with its right side, by elimination with pivots.
fn solve(mut m: Vec<Vec<f64>>) -> Vec<f64> {
    let n = m.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| m[a][k].abs().total_cmp(&m[b][k].abs())).unwrap_or(k);
        m.swap(k, pivot);
        if m[k][k].abs() < 1e-12 {
            continue;
        }
        let head = m[k].clone();
        for line in m.iter_mut().skip(k + 1) {
            let factor = line[k] / head[k];
            line.iter_mut().zip(&head).skip(k).for_each(|(x, h)| *x -= factor * h);
        }
    }
    let mut x = vec![0.0; n];
    for k in (0..n).rev() {
        let rest: f64 = (k + 1..n).map(|j| m[k][j] * x[j]).sum();
        x[k] = if m[k][k].abs() < 1e-12 { 0.0 } else { (m[k][n] - rest) / m[k][k] };
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::confidence::confidence;

    #[test]
    fn a_telling_feature_gets_its_weight() {
        let case = |city: bool, right: bool| -> Case {
            (if city { vec![("place_city".to_string(), 1.0)] } else { Vec::new() }, right)
        };
        let mut cases = Vec::new();
        for k in 0..2000 {
            cases.push(case(true, k % 10 != 0));
            cases.push(case(false, k % 10 == 0));
        }
        let weights = fit(&cases);
        let with = confidence(&[("place_city", 1.0)], &weights);
        let without = confidence(&[], &weights);
        assert!((with - 0.9).abs() < 0.03 && (without - 0.1).abs() < 0.03, "{with} {without}");
        let again: Weights = ::toml::from_str(&toml(&weights)).unwrap();
        assert_eq!(again, weights);
    }

    #[test]
    fn cases_all_alike_do_not_break_it() {
        let weights = fit(&[(Vec::new(), true), (Vec::new(), true)]);
        assert!(confidence(&[], &weights) > 0.9);
        assert_eq!(fit(&[]), Weights::default());
    }
}
