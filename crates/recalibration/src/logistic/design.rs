//! The criteria of all cases as one table of numbers.

use super::LARGEST;
use crate::NoAnswer;

/// A table of numbers, one row a case, one column a criterion. All are finite and at most 1e30 in size.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    columns: usize,
    cases: usize,
    values: Vec<f64>,
}

impl Design {
    /// Of values row by row.
    ///
    /// # Errors
    ///
    /// A length that is no multiple of the number of columns, NaN, infinities, numbers beyond 1e30.
    pub fn of_rows(columns: usize, values: Vec<f64>) -> Result<Self, NoAnswer> {
        let cases = values.len().checked_div(columns).unwrap_or(0);
        if cases * columns != values.len() {
            return Err(NoAnswer::Lengths { what: "table", got: values.len(), expected: cases * columns });
        }
        if let Some(at) = values.iter().position(|value| value.is_nan() || value.abs() > LARGEST) {
            return Err(NoAnswer::NotANumber { what: "criterion", row: at / columns });
        }
        Ok(Self { columns, cases, values })
    }

    /// Of columns of one length.
    ///
    /// # Errors
    ///
    /// As [`Design::of_rows`], or columns of different lengths.
    pub fn of_columns(columns: &[Vec<f64>]) -> Result<Self, NoAnswer> {
        let cases = columns.first().map_or(0, Vec::len);
        if let Some(odd) = columns.iter().find(|column| column.len() != cases) {
            return Err(NoAnswer::Lengths { what: "criterion", got: odd.len(), expected: cases });
        }
        let values = (0..cases).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        Self::of_rows(columns.len(), values)
    }

    /// Only some of the rows, in the order given; places beyond the end are left out.
    #[must_use]
    pub fn pick(&self, rows: &[usize]) -> Self {
        let there = || rows.iter().filter(|row| **row < self.cases);
        let values = there().flat_map(|row| self.row(*row).iter().copied()).collect();
        Self { columns: self.columns, cases: there().count(), values }
    }

    /// How many columns.
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// How many cases.
    pub const fn len(&self) -> usize {
        self.cases
    }

    /// Whether there is no case.
    pub const fn is_empty(&self) -> bool {
        self.cases == 0
    }

    /// The criteria of a case.
    pub fn row(&self, case: usize) -> &[f64] {
        &self.values[case * self.columns..(case + 1) * self.columns]
    }

    /// The criteria of each case.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        (0..self.cases).map(|case| self.row(case))
    }
}
