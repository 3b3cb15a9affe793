//! Observations as a table of numbers for regression, and what the cases say about all numbers of it together.

use super::Half;
use super::grid::Grid;
use super::members::Member;
use super::outcome::Read;
use crate::logistic::cholesky::Cholesky;
use crate::{Design, LogisticFit, NoAnswer, Observation};

/// The members of a model as columns. Each is divided by its typical size (root mean square where it is not 0), so that one belief
/// holds for all: a coefficient is the change of the log-odds that the member usually makes.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub members: Vec<Member>,
    /// What each column was divided by.
    pub scales: Vec<f64>,
    /// The grid within whose caps signals are counted; as they are without one.
    grid: Option<Grid>,
}

impl Columns {
    /// Columns with the sizes that they have in a sample. Signals are counted as far as they lie within the cap of `grid`.
    pub(super) fn new(members: Vec<Member>, grid: &Grid, sample: &[&Observation]) -> Self {
        Self::sized(members, Some(grid.clone()), sample)
    }

    /// The same with signals as they were counted, caps or none.
    pub(super) fn uncapped(members: Vec<Member>, sample: &[&Observation]) -> Self {
        Self::sized(members, None, sample)
    }

    fn sized(members: Vec<Member>, grid: Option<Grid>, sample: &[&Observation]) -> Self {
        let mut columns = Self { scales: vec![1.0; members.len()], members, grid };
        let mut sums = vec![(0.0, 0.0); columns.members.len()];
        for seen in sample {
            for (value, (squares, count)) in columns.raw(seen).into_iter().zip(&mut sums) {
                if value.abs() > 0.0 {
                    *squares += value * value;
                    *count += 1.0;
                }
            }
        }
        let scale = |(squares, count): (f64, f64)| if count > 0.0 { (squares / count).sqrt() } else { 1.0 };
        columns.scales = sums.into_iter().map(scale).collect();
        columns
    }

    /// What each member counted, in its own units.
    pub(super) fn raw(&self, seen: &Observation) -> Vec<f64> {
        let capped = |grid: &Grid| -> Vec<f64> {
            grid.engagement.iter().map(|category| grid.within_cap(category, seen)).collect()
        };
        let within = self.grid.as_ref().map(capped).unwrap_or_default();
        let value = |member: &Member| {
            let value = member.read.of(seen);
            match member.read {
                Read::Units(_) => value * within.get(member.category).copied().unwrap_or(1.0),
                Read::Choice(..) | Read::Row(..) => value,
            }
        };
        self.members.iter().map(value).collect()
    }

    /// The table of a sample.
    pub(super) fn design(&self, sample: &[&Observation]) -> Result<Design, NoAnswer> {
        let mut values = Vec::with_capacity(sample.len() * self.members.len());
        for seen in sample {
            values.extend(self.raw(seen).into_iter().zip(&self.scales).map(|(value, scale)| value / scale));
        }
        Design::of_rows(self.members.len(), values)
    }

    /// The places of the members of a half.
    pub(super) fn of_half(&self, half: Half) -> Vec<usize> {
        (0..self.members.len()).filter(|at| self.members[*at].half == half).collect()
    }
}

/// What a design says about its coefficients: the curvature of the log-likelihood at a fit, with the intercept free.
pub(super) struct Information {
    size: usize,
    matrix: Vec<f64>,
}

impl Information {
    /// Σ p(1 − p) · (x − x̄)(x − x̄)ᵀ, x̄ the mean with the same weights, and what was believed on the diagonal.
    pub(super) fn new(design: &Design, fit: &LogisticFit, precision: f64) -> Self {
        let size = design.columns();
        let (mut products, mut sums, mut all) = (vec![0.0; size * size], vec![0.0; size], 0.0);
        for row in design.rows() {
            let chance = fit.probability(row);
            let weight = chance * (1.0 - chance);
            all += weight;
            // Most columns are 0 in most cases.
            let filled: Vec<(usize, f64)> =
                row.iter().copied().enumerate().filter(|(_, value)| value.abs() > 0.0).collect();
            for (place, (at, value)) in filled.iter().enumerate() {
                sums[*at] += weight * value;
                for (other, with) in &filled[..=place] {
                    products[at * size + other] += weight * value * with;
                }
            }
        }
        for at in 0..size {
            for other in 0..=at {
                let centred =
                    products[at * size + other] - sums[at] * sums[other] / f64::max(all, f64::MIN_POSITIVE);
                (products[at * size + other], products[other * size + at]) = (centred, centred);
            }
            products[at * size + at] += precision;
        }
        Self { size, matrix: products }
    }

    /// The rows and columns of some members only.
    pub(super) fn of(&self, places: &[usize]) -> Self {
        let cell = |(row, column): (usize, usize)| self.matrix[row * self.size + column];
        let matrix = places
            .iter()
            .flat_map(|row| places.iter().map(move |column| (*row, *column)))
            .map(cell)
            .collect();
        Self { size: places.len(), matrix }
    }

    /// aᵀ · matrix · b.
    pub(super) fn product(&self, a: &[f64], b: &[f64]) -> f64 {
        let row = |at: usize| -> f64 {
            self.matrix[at * self.size..(at + 1) * self.size].iter().zip(b).map(|(cell, b)| cell * b).sum()
        };
        (0..self.size).filter(|at| a[*at].abs() > 0.0).map(|at| a[at] * row(at)).sum()
    }

    /// The covariance of the coefficients: the inverse. `None` when they cannot be told apart.
    pub(super) fn covariance(&self) -> Option<Covariance> {
        let factor = Cholesky::new(self.size, &self.matrix, 0.0).ok()?;
        Some(Covariance { size: self.size, matrix: factor.inverse() })
    }
}

/// How sure coefficients are.
pub(super) struct Covariance {
    size: usize,
    matrix: Vec<f64>,
}

impl Covariance {
    /// The standard error of one coefficient, or of its difference from another.
    pub(super) fn error(&self, at: usize, than: Option<usize>) -> f64 {
        let cell = |row: usize, column: usize| self.matrix[row * self.size + column];
        let variance =
            than.map_or(cell(at, at), |than| cell(at, at) + cell(than, than) - 2.0 * cell(at, than));
        variance.max(0.0).sqrt()
    }
}
