//! From log-odds to a grid that adds up in the head: whole weights that add to 100, percents in steps of five.

use super::additive::Term;
use crate::number::length;
use crate::{NoAnswer, WeightRules, tier_percents, whole_weights};

/// The step of the percents.
const STEP: u32 = 5;

/// A category: the weight of a term and the percent of each of its tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Which term.
    pub term: usize,
    /// Its weight.
    pub weight: u32,
    /// The percent of each tier, in the order of the binning.
    pub percents: Vec<u32>,
}

/// Rounds terms, heaviest first. Weights are in proportion to the log-odds between a term's best and worst tier, so that the sum
/// of points is the sum of log-odds on another scale; then points move between weights while the sum follows the log-odds of the
/// cases more closely (their correlation, which leaves scale and origin free). `codes` is the tier of each case by term.
pub(super) fn rounded(terms: &[Term], codes: &[Vec<usize>]) -> Result<Vec<Row>, NoAnswer> {
    let (mut rows, mut ranges) = (Vec::new(), Vec::new());
    for (at, term) in terms.iter().enumerate() {
        let low = term.worth.iter().copied().fold(f64::INFINITY, f64::min);
        let high = term.worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if high > low {
            rows.push(Row { term: at, weight: 0, percents: percents(&term.worth, low, high)? });
            ranges.push(high - low);
        }
    }
    if rows.is_empty() {
        return Ok(rows);
    }
    let closeness = Closeness::new(&rows, terms, codes);
    let weights = whole_weights(&ranges, &WeightRules::default(), &mut |weights| closeness.of(weights))?;
    for (row, weight) in rows.iter_mut().zip(weights) {
        row.weight = weight;
    }
    rows.sort_by_key(|row| core::cmp::Reverse(row.weight));
    Ok(rows)
}

/// Where each tier stands between the worst and the best, in percent.
fn percents(worth: &[f64], low: f64, high: f64) -> Result<Vec<u32>, NoAnswer> {
    let mut order: Vec<usize> = (0..worth.len()).collect();
    order.sort_by(|a, b| worth[*b].total_cmp(&worth[*a]));
    let wanted: Vec<f64> = order.iter().map(|tier| 100.0 * (worth[*tier] - low) / (high - low)).collect();
    let mut percents = vec![0; worth.len()];
    for (tier, percent) in order.iter().zip(tier_percents(&wanted, STEP, &mut |_| 0.0)?) {
        percents[*tier] = percent;
    }
    Ok(percents)
}

/// How closely points follow the log-odds: their squared correlation over the cases, from sums that are taken once.
struct Closeness {
    /// Sums of products of the percents of two rows, less their means, row by row.
    among: Vec<f64>,
    /// Sums of products of the percents with the log-odds.
    with: Vec<f64>,
}

impl Closeness {
    fn new(rows: &[Row], terms: &[Term], codes: &[Vec<usize>]) -> Self {
        let cases = codes.first().map_or(0, Vec::len);
        let tables: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| row.percents.iter().map(|percent| f64::from(*percent)).collect())
            .chain([Vec::new()])
            .collect();
        let values = |case: usize, into: &mut Vec<f64>| {
            into.clear();
            into.extend(rows.iter().zip(&tables).map(|(row, table)| table[codes[row.term][case]]));
            into.push(terms.iter().zip(codes).map(|(term, codes)| term.worth[codes[case]]).sum());
        };
        let size = rows.len() + 1;
        let (mut means, mut now) = (vec![0.0; size], Vec::with_capacity(size));
        for case in 0..cases {
            values(case, &mut now);
            means.iter_mut().zip(&now).for_each(|(mean, value)| *mean += value / length(cases));
        }
        let mut products = vec![0.0; size * size];
        for case in 0..cases {
            values(case, &mut now);
            now.iter_mut().zip(&means).for_each(|(value, mean)| *value -= mean);
            for (line, value) in products.chunks_exact_mut(size).zip(&now) {
                line.iter_mut().zip(&now).for_each(|(sum, other)| *sum += value * other);
            }
        }
        let lines = || products.chunks_exact(size).take(size - 1);
        Self {
            among: lines().flat_map(|line| line[..size - 1].iter().copied()).collect(),
            with: lines().map(|line| line[size - 1]).collect(),
        }
    }

    fn of(&self, weights: &[u32]) -> f64 {
        let weights: Vec<f64> = weights.iter().map(|weight| f64::from(*weight)).collect();
        let dot = |a: &[f64]| a.iter().zip(&weights).map(|(a, weight)| a * weight).sum::<f64>();
        let along = dot(&self.with);
        let squares: f64 =
            self.among.chunks_exact(weights.len()).zip(&weights).map(|(row, weight)| weight * dot(row)).sum();
        if squares > 0.0 { along * along.abs() / squares } else { f64::NEG_INFINITY }
    }
}
