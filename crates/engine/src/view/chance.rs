//! The predicted chance that stands beside a rating, with what speaks for it and against it.

use super::LedgerLine;

/// What the chance is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChanceOf {
    /// Sales qualifies the lead.
    Sql,
    /// The opportunity is won.
    Won,
}

impl ChanceOf {
    /// The word of messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Won => "won",
        }
    }
}

/// A predicted chance.
#[derive(Clone, Debug, PartialEq)]
pub struct ChanceView {
    /// What of.
    pub of: ChanceOf,
    /// How likely, 0 to 1.
    pub chance: f64,
    /// How often it came among the leads that the prediction has learnt from, 0 to 1.
    pub usual: f64,
    /// How many leads it has learnt from.
    pub leads: u64,
    /// The report of recalibration that it comes from.
    pub recalibration: i64,
    /// Up to three reasons, the strongest first.
    pub reasons: Vec<ChanceReason>,
}

/// Why a chance is higher or lower than usual.
#[derive(Clone, Debug, PartialEq)]
pub struct ChanceReason {
    /// Whether it speaks for the lead.
    pub speaks_for: bool,
    /// The rule, by name.
    pub rule: String,
    /// What the rule saw; `None` when it saw nothing.
    pub line: Option<LedgerLine>,
}
