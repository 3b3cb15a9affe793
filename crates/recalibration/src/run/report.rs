//! What a run says, whole: figures and codes that are stored, and told in words by whoever shows them.

use serde::{Deserialize, Serialize};

use super::{
    Backtest, CellRow, Contender, Found, Impact, MonthRow, Population, Prediction, Proposal, RunNote,
    Settings, Spot,
};
use crate::{Band, Evidence, Judgement, Measurement, PsiBin, Strength};

/// A run of recalibration. Parts that the data do not carry are `None` or empty, with the reason among the notes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Run {
    /// The model's name.
    pub model: String,
    /// How the run was made.
    pub settings: Settings,
    /// Whom it looks at.
    pub population: Population,
    /// What the rank was worth.
    pub measurement: Option<Measurement>,
    /// The sixteen cells.
    pub cells: Vec<CellRow>,
    /// The months of the period.
    pub months: Vec<MonthRow>,
    /// What has drifted.
    pub drift: Option<DriftReport>,
    /// Attributes that know the outcome too well.
    pub leaks: Vec<Leak>,
    /// What is wrong, the weightiest first.
    pub findings: Vec<Found>,
    /// What would be better.
    pub proposal: Option<Proposal>,
    /// The current version, the proposal and the unconstrained fit side by side, on the newest cases.
    pub contenders: Vec<Contender>,
    /// The proposal against the current version, on the newest cases.
    pub backtest: Option<Backtest>,
    /// What is recommended, and why.
    pub judgement: Judgement,
    /// What would change for whom.
    pub impact: Option<Impact>,
    /// The chance of reaching SQL.
    pub sql: Option<Prediction>,
    /// The chance of being won.
    pub won: Option<Prediction>,
    /// What to know before believing it.
    pub notes: Vec<RunNote>,
}

/// What has drifted against the reference.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct DriftReport {
    /// Whether the reference is a sample of its own; else it is the older half of the cases.
    pub against_reference: bool,
    /// Cases of the reference.
    pub reference: u64,
    /// Cases that are compared with it.
    pub actual: u64,
    /// The rank, by tenths of the reference.
    pub score: RunDrift,
    /// The rating, by cell.
    pub rating: RunDrift,
    /// Each category of fit, signal and category of tiers.
    pub criteria: Vec<CriterionDrift>,
}

/// A population stability index with named bins.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RunDrift {
    /// The index, 0 or more.
    pub value: f64,
    /// What it means.
    pub band: Band,
    /// The bins that are not empty.
    pub bins: Vec<(BinLabel, PsiBin)>,
}

/// What a bin of a drift holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BinLabel {
    /// A rating, a condition as written, the activities of a row.
    Text {
        /// As it is shown in every language.
        text: String,
    },
    /// Values that no criterion asks for.
    Nothing,
    /// No value; of a signal or tiers: not a single activity that counts.
    Missing,
    /// Numbers from `from` (inclusive) to `to` (exclusive); `None` where the range is open.
    Range {
        /// Lower end.
        from: Option<f64>,
        /// Upper end.
        to: Option<f64>,
    },
}

/// What a category or a signal knows, and how it has drifted.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CriterionDrift {
    /// Which.
    pub spot: Spot,
    /// How it has drifted.
    pub drift: Option<RunDrift>,
    /// What its bins know about the outcome; `None` when all cases have one outcome.
    pub evidence: Option<Evidence>,
    /// What the information value means.
    pub strength: Option<Strength>,
    /// The bins' labels, in the order of the evidence.
    pub labels: Vec<BinLabel>,
}

/// How an attribute came to know the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeakKind {
    /// It was filled in after the MQL: then it said little, now it says much.
    FilledAfterwards,
    /// It separates too well even as it was known at the MQL.
    TooGood,
}

/// An attribute that knows the outcome too well to be used.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Leak {
    /// The attribute.
    pub name: String,
    /// How.
    pub kind: LeakKind,
    /// Information value at the MQL.
    pub iv_at_mql: Option<f64>,
    /// Information value as known now.
    pub iv_now: Option<f64>,
    /// Share of cases with a value at the MQL, 0 to 1.
    pub known_at_mql: f64,
    /// Share of cases with a value now.
    pub known_now: Option<f64>,
}
