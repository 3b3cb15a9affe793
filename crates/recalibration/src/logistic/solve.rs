//! Projected Newton on a scaled problem.

use super::cholesky::Cholesky;
use super::scaled::Scaled;
use super::slope::{Slope, dot, losses};
use super::{Held, MOST_STEPS};
use crate::NoAnswer;

/// A column whose remainder is below this share of its size follows from those before it.
const DEPENDENT: f64 = 1e-11;

/// A step that gains no more than this share of the objective is the last.
const SETTLED: f64 = 1e-13;

/// A standard error this many times the one before looking (as squares) means that the coefficient runs away.
const RUNAWAY: f64 = 1e6;

/// Where the minimum lies, in scaled parameters.
pub(super) struct Solution {
    pub theta: Vec<f64>,
    pub held: Vec<Held>,
    pub log_likelihood: f64,
    pub objective: f64,
    pub iterations: u32,
    /// The free parameters and their covariance, row by row.
    free: Vec<usize>,
    covariance: Option<Vec<f64>>,
}

impl Solution {
    /// The standard error of a free parameter.
    pub(super) fn error(&self, parameter: usize) -> Option<f64> {
        let at = self.free.iter().position(|free| *free == parameter)?;
        let variance = self.covariance.as_ref()?[at * self.free.len() + at];
        Some(variance.sqrt()).filter(|error| error.is_finite())
    }

    /// The standard error of a sum of parameters times factors.
    pub(super) fn error_of(&self, factors: &[f64]) -> Option<f64> {
        let covariance = self.covariance.as_ref()?;
        let size = self.free.len();
        let mut variance = 0.0;
        for (row, a) in self.free.iter().enumerate() {
            for (column, b) in self.free.iter().enumerate() {
                variance += factors[*a] * factors[*b] * covariance[row * size + column];
            }
        }
        Some(variance.max(0.0).sqrt()).filter(|error| error.is_finite())
    }
}

/// Which parameters follow from others before the outcome is looked at.
fn dependent(before: &Slope) -> Vec<bool> {
    let mut dropped = vec![false; before.gradient.len()];
    loop {
        let left: Vec<usize> = (0..dropped.len()).filter(|at| !dropped[*at]).collect();
        match Cholesky::new(left.len(), &before.of(&left), DEPENDENT) {
            Err(at) if left[at] > 0 => dropped[left[at]] = true,
            _ => return dropped,
        }
    }
}

pub(super) fn minimise(problem: &Scaled) -> Result<Solution, NoAnswer> {
    let (mut theta, base) = start(problem);
    let before = Slope::new(problem, &theta, Some(base * (1.0 - base)));
    let fixed = dependent(&before);
    let mut objective = total(problem, &theta);
    for iterations in 1..=MOST_STEPS {
        let slope = Slope::new(problem, &theta, None);
        let free = free(problem, &theta, &slope, &fixed);
        let step = step(&slope, &free);
        let gain = -dot(&slope.gradient, &step);
        let next = search(problem, &theta, &step, &slope, objective);
        let stuck = next.is_none();
        if let Some(better) = next {
            (theta, objective) = better;
        }
        if gain <= SETTLED * (1.0 + objective.abs()) {
            return finish(problem, theta, &before, &fixed, iterations);
        }
        if stuck {
            break;
        }
    }
    // What does not settle usually runs away; say so if that is why.
    finish(problem, theta, &before, &fixed, MOST_STEPS)?;
    Err(NoAnswer::NotSettled { iterations: MOST_STEPS })
}

fn total(problem: &Scaled, theta: &[f64]) -> f64 {
    let (loss, beliefs) = losses(problem, theta);
    loss + beliefs
}

/// The better of two starts, both with the base rate's log-odds as intercept: nothing known, and the prior's centre; each
/// within the bounds. And the base rate.
fn start(problem: &Scaled) -> (Vec<f64>, f64) {
    let all: f64 = problem.weights.iter().sum();
    let with = |(weight, event): (&f64, &bool)| if *event { *weight } else { 0.0 };
    let base = problem.weights.iter().zip(&problem.events).map(with).sum::<f64>() / all;
    let base = base.clamp(1e-12, 1.0 - 1e-12);
    let from = |values: &[f64]| {
        let mut theta: Vec<f64> =
            (0..problem.size).map(|at| values[at].clamp(problem.low[at], problem.high[at])).collect();
        theta[0] = libm::log(base / (1.0 - base));
        theta
    };
    let (zero, centre) = (from(&vec![0.0; problem.size]), from(&problem.centre));
    let better = total(problem, &centre) < total(problem, &zero);
    (if better { centre } else { zero }, base)
}

/// The parameters that may move: not fixed, and not pressed against a bound.
fn free(problem: &Scaled, theta: &[f64], slope: &Slope, fixed: &[bool]) -> Vec<usize> {
    let pressed = |at: usize| {
        (theta[at] <= problem.low[at] && slope.gradient[at] > 0.0)
            || (theta[at] >= problem.high[at] && slope.gradient[at] < 0.0)
    };
    (0..theta.len()).filter(|at| !fixed[*at] && !pressed(*at)).collect()
}

/// Newton's step for the free parameters, 0 for others.
fn step(slope: &Slope, free: &[usize]) -> Vec<f64> {
    let mut step = vec![0.0; slope.gradient.len()];
    let mut matrix = slope.of(free);
    let size = free.len();
    let largest = (0..size).map(|at| matrix[at * size + at]).fold(f64::MIN_POSITIVE, f64::max);
    let mut ridge = largest * 1e-13;
    // Far out all probabilities are 0 or 1 and the curve is flat: a growing ridge makes the step one along the slope.
    for _ in 0..24 {
        if let Ok(factor) = Cholesky::new(size, &matrix, 0.0) {
            let mut moves: Vec<f64> = free.iter().map(|at| -slope.gradient[*at]).collect();
            factor.solve(&mut moves);
            if moves.iter().all(|value| value.is_finite()) {
                free.iter().zip(moves).for_each(|(at, value)| step[*at] = value);
                break;
            }
        }
        (0..size).for_each(|at| matrix[at * size + at] += ridge);
        ridge *= 10.0;
    }
    step
}

/// The first of 1, ½, ¼ … of a step that lowers the objective enough (Armijo, but for its last digits), held within the
/// bounds.
fn search(
    problem: &Scaled,
    theta: &[f64],
    step: &[f64],
    slope: &Slope,
    objective: f64,
) -> Option<(Vec<f64>, f64)> {
    let mut part = 1.0;
    for _ in 0..40 {
        let next: Vec<f64> = (0..theta.len())
            .map(|at| (theta[at] + part * step[at]).clamp(problem.low[at], problem.high[at]))
            .collect();
        let moved: f64 = (0..theta.len()).map(|at| slope.gradient[at] * (next[at] - theta[at])).sum();
        let reached = total(problem, &next);
        if reached <= objective + 1e-4 * moved + SETTLED * (1.0 + objective.abs()) {
            return Some((next, reached));
        }
        part /= 2.0;
    }
    None
}

fn finish(
    problem: &Scaled,
    theta: Vec<f64>,
    before: &Slope,
    fixed: &[bool],
    iterations: u32,
) -> Result<Solution, NoAnswer> {
    let slope = Slope::new(problem, &theta, None);
    let free = free(problem, &theta, &slope, fixed);
    let columns = runaways(problem, before, &slope, &free);
    if !columns.is_empty() {
        return Err(NoAnswer::Separated { columns });
    }
    let held = (0..theta.len()).map(|at| {
        if fixed[at] {
            Held::Redundant
        } else if free.contains(&at) {
            Held::Free
        } else if theta[at] <= problem.low[at] && slope.gradient[at] > 0.0 {
            Held::AtLow
        } else {
            Held::AtHigh
        }
    });
    let held = held.collect();
    let covariance = Cholesky::new(free.len(), &slope.of(&free), 0.0).ok().map(|factor| factor.inverse());
    let (loss, beliefs) = losses(problem, &theta);
    Ok(Solution {
        theta,
        held,
        log_likelihood: -loss,
        objective: loss + beliefs,
        iterations,
        free,
        covariance,
    })
}

/// Columns of which nothing is believed and about which, where the fit stands, (almost) nothing is known any more: their
/// coefficients have no finite value.
fn runaways(problem: &Scaled, before: &Slope, after: &Slope, free: &[usize]) -> Vec<usize> {
    let size = free.len();
    let variances = |slope: &Slope| {
        let factor = Cholesky::new(size, &slope.of(free), 0.0).ok()?;
        let inverse = factor.inverse();
        Some((0..size).map(|at| inverse[at * size + at]).collect::<Vec<_>>())
    };
    let Some(first) = variances(before) else { return Vec::new() };
    let last = variances(after).unwrap_or_else(|| {
        let curve = |at: &usize| after.hessian[at * problem.size + at];
        free.iter().map(|at| 1.0 / curve(at).max(f64::MIN_POSITIVE)).collect()
    });
    let grown = first.iter().zip(&last).zip(free).filter(|((first, last), at)| {
        problem.precision[**at] <= 0.0 && (*last / *first > RUNAWAY || !last.is_finite())
    });
    grown.filter_map(|(_, at)| problem.column(*at)).collect()
}
