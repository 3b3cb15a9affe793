//! The problem in units in which every column has mean 0 and spread 1, and the way back.

use super::solve::Solution;
use super::{Held, LogisticFit, Prior, Problem};
use crate::Bounds;
use crate::number::length;

/// Spreads below this share of a column's size are rounding, and the column is constant.
const FLAT: f64 = 1e-12;

/// A problem whose parameters are the intercept (at 0) and one coefficient for each column that varies.
pub(super) struct Scaled {
    /// Row by row, the 1 of the intercept first.
    pub values: Vec<f64>,
    pub size: usize,
    pub events: Vec<bool>,
    pub weights: Vec<f64>,
    /// By parameter; nothing is believed of the intercept and it is free.
    pub centre: Vec<f64>,
    pub precision: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// Which column each coefficient belongs to, with its mean and spread.
    kept: Vec<(usize, f64, f64)>,
    /// The bounds of every column as they were given.
    bounds: Bounds,
    /// The coefficients of constant columns, by column; 0 for others.
    fixed: Vec<f64>,
}

impl Scaled {
    pub(super) fn new(problem: &Problem<'_>, prior: &Prior, bounds: &Bounds) -> Self {
        let design = problem.design;
        let weights = problem.weights.map_or_else(|| vec![1.0; design.len()], <[f64]>::to_vec);
        let spreads = spreads(problem, &weights);
        let held_at = |column: usize| prior.centre[column].clamp(bounds.low[column], bounds.high[column]);
        let (mut kept, mut fixed) = (Vec::new(), vec![0.0; design.columns()]);
        for (column, (mean, spread)) in spreads.into_iter().enumerate() {
            match spread {
                Some(spread) => kept.push((column, mean, spread)),
                None => fixed[column] = held_at(column),
            }
        }
        let size = kept.len() + 1;
        let mut values = Vec::with_capacity(size * design.len());
        for row in design.rows() {
            values.push(1.0);
            values.extend(kept.iter().map(|(column, mean, spread)| (row[*column] - mean) / spread));
        }
        let each = |first: f64, of: &dyn Fn(usize, f64) -> f64| {
            core::iter::once(first)
                .chain(kept.iter().map(|(column, _, spread)| of(*column, *spread)))
                .collect()
        };
        Self {
            values,
            size,
            events: problem.events.to_vec(),
            centre: each(0.0, &|column, spread| prior.centre[column] * spread),
            precision: each(0.0, &|column, spread| prior.precision[column] / (spread * spread)),
            low: each(f64::NEG_INFINITY, &|column, spread| bounds.low[column] * spread),
            high: each(f64::INFINITY, &|column, spread| bounds.high[column] * spread),
            weights,
            kept,
            bounds: bounds.clone(),
            fixed,
        }
    }

    /// The column of a parameter; none for the intercept.
    pub(super) fn column(&self, parameter: usize) -> Option<usize> {
        Some(self.kept[parameter.checked_sub(1)?].0)
    }

    /// The fit in the units of the caller.
    pub(super) fn restore(&self, solution: &Solution) -> LogisticFit {
        let mut coefficients = self.fixed.clone();
        let mut standard_errors = vec![None; coefficients.len()];
        let mut held = vec![Held::Constant; coefficients.len()];
        let mut intercept = solution.theta[0];
        // The intercept in the caller's units is a sum of parameters: these are its factors.
        let mut factors = vec![1.0];
        for (at, &(column, mean, spread)) in self.kept.iter().enumerate() {
            let scaled = solution.theta[at + 1];
            held[column] = solution.held[at + 1];
            let (low, high) = (self.bounds.low[column], self.bounds.high[column]);
            coefficients[column] = match held[column] {
                Held::AtLow => low,
                Held::AtHigh => high,
                // Scaled and back again, a number may end a digit outside of its bounds.
                _ => (scaled / spread).clamp(low, high),
            };
            standard_errors[column] = solution.error(at + 1).map(|error| error / spread);
            intercept -= scaled / spread * mean;
            factors.push(-mean / spread);
        }
        LogisticFit {
            intercept,
            coefficients,
            intercept_error: solution.error_of(&factors),
            standard_errors,
            held,
            log_likelihood: solution.log_likelihood,
            objective: solution.objective,
            iterations: solution.iterations,
        }
    }
}

/// Mean and spread (root of the mean square distance from it) of each column; no spread for a constant one.
fn spreads(problem: &Problem<'_>, weights: &[f64]) -> Vec<(f64, Option<f64>)> {
    let columns = problem.design.columns();
    let all: f64 = weights.iter().sum();
    let all = if all > 0.0 { all } else { length(weights.len()) };
    let (mut means, mut squares, mut sizes) =
        (vec![0.0; columns], vec![0.0; columns], vec![0.0_f64; columns]);
    for (row, weight) in problem.design.rows().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        for ((mean, size), value) in means.iter_mut().zip(&mut sizes).zip(row) {
            *mean += weight / all * value;
            *size = size.max(value.abs());
        }
    }
    for (row, weight) in problem.design.rows().zip(weights) {
        for ((square, mean), value) in squares.iter_mut().zip(&means).zip(row) {
            *square += weight / all * (value - mean) * (value - mean);
        }
    }
    let spread = |(mean, (square, size)): (f64, (f64, f64))| {
        let spread = square.sqrt();
        (mean, (spread > FLAT * size && spread > 1.0 / super::LARGEST).then_some(spread))
    };
    means.into_iter().zip(squares.into_iter().zip(sizes)).map(spread).collect()
}
