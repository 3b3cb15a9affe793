//! What is minimised and its derivatives.

use super::scaled::Scaled;

/// Rows whose products are summed before they are added to the whole, which keeps the rounding of sums small.
const BLOCK: usize = 512;

/// 1 / (1 + e^−x) without overflow.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    let small = libm::exp(-log_odds.abs());
    if log_odds >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// ln(1 + e^x) without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// − log-likelihood, and half the prior's squares.
pub(super) fn losses(problem: &Scaled, theta: &[f64]) -> (f64, f64) {
    let mut loss = 0.0;
    for (start, rows) in problem.values.chunks(BLOCK * problem.size).enumerate() {
        let mut part = 0.0;
        for (at, row) in rows.chunks_exact(problem.size).enumerate() {
            let case = start * BLOCK + at;
            if problem.weights[case] > 0.0 {
                let log_odds = dot(row, theta);
                part +=
                    problem.weights[case] * softplus(if problem.events[case] { -log_odds } else { log_odds });
            }
        }
        loss += part;
    }
    let gaps = theta.iter().zip(&problem.centre).zip(&problem.precision);
    let beliefs: f64 = gaps.map(|((at, centre), precision)| precision * (at - centre) * (at - centre)).sum();
    (loss, beliefs / 2.0)
}

/// First and second derivative of what is minimised, the second as a lower triangle.
pub(super) struct Slope {
    pub gradient: Vec<f64>,
    pub hessian: Vec<f64>,
}

impl Slope {
    /// At a point. `flat` takes the curvature of a constant probability instead of the point's own.
    pub(super) fn new(problem: &Scaled, theta: &[f64], flat: Option<f64>) -> Self {
        let size = problem.size;
        let mut gradient: Vec<f64> =
            (0..size).map(|at| problem.precision[at] * (theta[at] - problem.centre[at])).collect();
        let mut hessian = vec![0.0; size * size];
        let (mut slopes, mut curves) = (vec![0.0; size], vec![0.0; size * size]);
        for (start, rows) in problem.values.chunks(BLOCK * size).enumerate() {
            slopes.fill(0.0);
            curves.fill(0.0);
            for (at, row) in rows.chunks_exact(size).enumerate() {
                let case = start * BLOCK + at;
                let chance = logistic(dot(row, theta));
                let weight = problem.weights[case];
                let residual = weight * if problem.events[case] { chance - 1.0 } else { chance };
                let curve = weight * flat.unwrap_or(chance * (1.0 - chance));
                for (slope, value) in slopes.iter_mut().zip(row) {
                    *slope += residual * value;
                }
                for (line, value) in
                    curves.chunks_exact_mut(size).enumerate().zip(row).map(|(l, v)| (l, curve * v))
                {
                    let (at, sums) = line;
                    for (sum, other) in sums.iter_mut().zip(&row[..=at]) {
                        *sum += value * other;
                    }
                }
            }
            gradient.iter_mut().zip(&slopes).for_each(|(sum, part)| *sum += part);
            hessian.iter_mut().zip(&curves).for_each(|(sum, part)| *sum += part);
        }
        for at in 0..size {
            hessian[at * size + at] += problem.precision[at];
        }
        Self { gradient, hessian }
    }

    /// The part of the second derivative that belongs to some parameters.
    pub(super) fn of(&self, parameters: &[usize]) -> Vec<f64> {
        let size = self.gradient.len();
        let entry = |a: usize, b: usize| self.hessian[a.max(b) * size + a.min(b)];
        parameters.iter().flat_map(|a| parameters.iter().map(move |b| entry(*a, *b))).collect()
    }
}
