//! Why there is no figure, in words for a person.

use thiserror::Error;

/// Why a statistic cannot be given. Not a failure of the program: the data do not carry the answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NoAnswer {
    /// There is not a single case.
    #[error("there are no cases to count")]
    NoData,
    /// Two columns of the same cases have different lengths.
    #[error("{what}: {got} values for {expected} cases")]
    Lengths {
        /// The column at fault.
        what: &'static str,
        /// Its length.
        got: usize,
        /// The length it should have.
        expected: usize,
    },
    /// A value is NaN, infinite or beyond what can be counted with.
    #[error("{what}: the value of case {} is not a usable number", row + 1)]
    NotANumber {
        /// The column at fault.
        what: &'static str,
        /// Which case, from 0.
        row: usize,
    },
    /// All cases have the same outcome.
    #[error("all {cases} cases have the same outcome, so nothing can be told apart")]
    OneOutcome {
        /// How many cases.
        cases: u64,
    },
    /// Too few cases of one outcome.
    #[error("{have} {what}, at least {need} are needed")]
    TooFew {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        have: u64,
        /// How many it takes.
        need: u64,
    },
    /// Columns tell the outcomes apart without a single error, so that their coefficients have no finite value.
    #[error("the outcome is told apart perfectly by column {}: probably known only afterwards", .columns.iter().map(|column| (column + 1).to_string()).collect::<Vec<_>>().join(", "))]
    Separated {
        /// The columns, from 0.
        columns: Vec<usize>,
    },
    /// The fit did not settle.
    #[error("the fit did not settle within {iterations} steps")]
    NotSettled {
        /// How many steps were made.
        iterations: u32,
    },
    /// Rules that no value can meet.
    #[error("{0}")]
    Impossible(&'static str),
    /// The caller asked to stop.
    #[error("stopped on request")]
    Stopped,
}

impl NoAnswer {
    /// A word for programs and catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoData => "no_data",
            Self::Lengths { .. } => "lengths",
            Self::NotANumber { .. } => "not_a_number",
            Self::OneOutcome { .. } => "one_outcome",
            Self::TooFew { .. } => "too_few",
            Self::Separated { .. } => "separated",
            Self::NotSettled { .. } => "not_settled",
            Self::Impossible(_) => "impossible",
            Self::Stopped => "stopped",
        }
    }
}

/// Refuses columns of different lengths.
pub(crate) const fn same_length(what: &'static str, got: usize, expected: usize) -> Result<(), NoAnswer> {
    if got == expected { Ok(()) } else { Err(NoAnswer::Lengths { what, got, expected }) }
}

/// Refuses NaN and infinities.
pub(crate) fn finite(what: &'static str, values: &[f64]) -> Result<(), NoAnswer> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(row) => Err(NoAnswer::NotANumber { what, row }),
        None => Ok(()),
    }
}
