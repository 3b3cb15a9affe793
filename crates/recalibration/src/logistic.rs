//! Logistic regression with a prior and bounds: how much each criterion is worth, held to what was agreed before.

pub(crate) mod cholesky;
mod design;
mod scaled;
mod slope;
mod solve;

use serde::{Deserialize, Serialize};

use crate::NoAnswer;
use crate::answer::same_length;

pub use design::Design;
use scaled::Scaled;
pub(crate) use slope::logistic;

/// Numbers beyond this are refused: their squares and quotients would leave what a real number can hold.
const LARGEST: f64 = 1e30;

/// The step after which a fit that has not settled is given up.
const MOST_STEPS: u32 = 100;

/// Cases with their outcomes.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The criteria of each case.
    pub design: &'a Design,
    /// Whether each case had the event.
    pub events: &'a [bool],
    /// How much each case counts, 0 or more; all alike when `None`.
    pub weights: Option<&'a [f64]>,
}

/// What is believed of the coefficients before looking: each is normal around `centre` with variance 1 / `precision`.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// Expected coefficients, in log-odds per unit of the column.
    pub centre: Vec<f64>,
    /// How firmly; 0 believes nothing.
    pub precision: Vec<f64>,
}

impl Prior {
    /// Believes nothing: plain maximum likelihood.
    pub fn none(columns: usize) -> Self {
        Self { centre: vec![0.0; columns], precision: vec![0.0; columns] }
    }

    /// Believes in the same way of all columns.
    pub fn around(centre: Vec<f64>, precision: f64) -> Self {
        let precision = vec![precision; centre.len()];
        Self { centre, precision }
    }
}

/// Between which values each coefficient must lie; infinite where it is free.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// Lowest values.
    pub low: Vec<f64>,
    /// Highest values.
    pub high: Vec<f64>,
}

impl Bounds {
    /// No bounds.
    pub fn free(columns: usize) -> Self {
        Self { low: vec![f64::NEG_INFINITY; columns], high: vec![f64::INFINITY; columns] }
    }

    /// Bounds by sign: 1 may not be negative, −1 may not be positive, 0 is free.
    pub fn of_signs(signs: &[i8]) -> Self {
        let low = |sign: &i8| if *sign > 0 { 0.0 } else { f64::NEG_INFINITY };
        let high = |sign: &i8| if *sign < 0 { 0.0 } else { f64::INFINITY };
        Self { low: signs.iter().map(low).collect(), high: signs.iter().map(high).collect() }
    }
}

/// Why a coefficient is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// The data and the prior put it there.
    Free,
    /// It would go below its lowest value.
    AtLow,
    /// It would go above its highest value.
    AtHigh,
    /// The column has one value for all cases, so nothing can be learnt: it stays at the prior's centre.
    Constant,
    /// The column follows from others before it and nothing is believed of it: it stays at the prior's centre.
    Redundant,
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LogisticFit {
    /// Log-odds where all columns are 0.
    pub intercept: f64,
    /// Log-odds per unit of each column.
    pub coefficients: Vec<f64>,
    /// Standard error of the intercept.
    pub intercept_error: Option<f64>,
    /// Standard errors of the coefficients that are free; those at a bound are taken as known.
    pub standard_errors: Vec<Option<f64>>,
    /// Why each coefficient is where it is.
    pub held: Vec<Held>,
    /// Log-likelihood, 0 or less.
    pub log_likelihood: f64,
    /// What was minimised: − log-likelihood + ½ Σ precision · (coefficient − centre)².
    pub objective: f64,
    /// Steps until it settled.
    pub iterations: u32,
}

impl LogisticFit {
    /// The log-odds of a case.
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        self.intercept
            + self.coefficients.iter().zip(row).map(|(coefficient, value)| coefficient * value).sum::<f64>()
    }

    /// The probability of the event for a case, 0 to 1.
    pub fn probability(&self, row: &[f64]) -> f64 {
        logistic(self.log_odds(row))
    }

    /// The probabilities of all cases of a design.
    pub fn probabilities(&self, design: &Design) -> Vec<f64> {
        design.rows().map(|row| self.probability(row)).collect()
    }
}

/// Fits P(event) = 1 / (1 + e^−(intercept + Σ coefficient · column)) by minimising
///
/// − Σ weight · \[event · ln p + (1 − event) · ln(1 − p)\] + ½ Σ precision · (coefficient − centre)²
///
/// with every coefficient within its bounds; the intercept is free of both. The problem is convex, so the answer is the only
/// one and does not depend on the start. Columns are centred and scaled inside, prior and bounds with them, so that units do
/// not matter. Projected Newton: D. Bertsekas, "Projected Newton methods for optimization problems with simple constraints",
/// SIAM J. Control 20 (1982). It has settled when the next step would gain less than 1e-13 of the objective. Standard errors
/// are the roots of the inverse observed information at the answer (second derivative of what is minimised, so with a prior
/// they are those of the posterior's normal approximation). O(rows · columns²) a step, some ten steps.
///
/// # Errors
///
/// No case; lengths that differ; NaN, infinities or sizes beyond 1e30; negative weights or precisions; low above high; one
/// outcome only; and, where nothing is believed of a column, a perfect separation by it ([`NoAnswer::Separated`]).
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Bounds, Design, Prior, Problem, fit_logistic};
///
/// let design = Design::of_columns(&[vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]]).unwrap();
/// let events = [true, false, false, false, true, true, true, false];
/// let problem = Problem { design: &design, events: &events, weights: None };
/// let fit = fit_logistic(&problem, &Prior::none(1), &Bounds::free(1)).unwrap();
/// // The odds go from 1:3 to 3:1, which is ninefold.
/// assert_eq!(format!("{:.6}", fit.coefficients[0].exp()), "9.000000");
/// ```
pub fn fit_logistic(problem: &Problem<'_>, prior: &Prior, bounds: &Bounds) -> Result<LogisticFit, NoAnswer> {
    check_cases(problem)?;
    check_beliefs(problem.design.columns(), prior, bounds)?;
    let scaled = Scaled::new(problem, prior, bounds);
    let solution = solve::minimise(&scaled)?;
    let fit = scaled.restore(&solution);
    let sound =
        fit.coefficients.iter().chain([&fit.intercept, &fit.objective]).all(|number| number.is_finite());
    if sound { Ok(fit) } else { Err(NoAnswer::NotSettled { iterations: fit.iterations }) }
}

fn check_cases(problem: &Problem<'_>) -> Result<(), NoAnswer> {
    let cases = problem.design.len();
    if cases == 0 {
        return Err(NoAnswer::NoData);
    }
    same_length("outcomes", problem.events.len(), cases)?;
    let weights = problem.weights.unwrap_or_default();
    if problem.weights.is_some() {
        same_length("weights", weights.len(), cases)?;
    }
    if let Some(row) = weights.iter().position(|weight| !(0.0..=LARGEST).contains(weight)) {
        return Err(NoAnswer::NotANumber { what: "weight", row });
    }
    let counts = |wanted: bool| {
        let mut of = problem.events.iter().enumerate().filter(|(_, event)| **event == wanted);
        of.any(|(row, _)| problem.weights.is_none_or(|weights| weights[row] > 0.0))
    };
    if counts(true) && counts(false) { Ok(()) } else { Err(NoAnswer::OneOutcome { cases: cases as u64 }) }
}

fn check_beliefs(columns: usize, prior: &Prior, bounds: &Bounds) -> Result<(), NoAnswer> {
    same_length("prior's centres", prior.centre.len(), columns)?;
    same_length("prior's precisions", prior.precision.len(), columns)?;
    same_length("lowest values", bounds.low.len(), columns)?;
    same_length("highest values", bounds.high.len(), columns)?;
    if let Some(row) = prior.centre.iter().position(|centre| !(-LARGEST..=LARGEST).contains(centre)) {
        return Err(NoAnswer::NotANumber { what: "prior's centre", row });
    }
    if let Some(row) = prior.precision.iter().position(|precision| !(0.0..=LARGEST).contains(precision)) {
        return Err(NoAnswer::NotANumber { what: "prior's precision", row });
    }
    let sound = |(low, high): (&f64, &f64)| {
        low <= high && (low.abs() <= LARGEST || *low < 0.0) && (high.abs() <= LARGEST || *high > 0.0)
    };
    if bounds.low.iter().zip(&bounds.high).all(sound) {
        return Ok(());
    }
    Err(NoAnswer::Impossible("a coefficient's lowest value is above its highest"))
}

#[cfg(test)]
mod tests;
