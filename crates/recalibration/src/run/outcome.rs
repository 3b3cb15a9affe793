//! What a run proposes, how it did on cases that it had not seen, and what it would change.

use bareme_scoring::{Points, Rating};
use serde::{Deserialize, Serialize};

use super::{Rate, Spot};
use crate::{Auc, CalibrationRow, Comparison, StrengthChoice};

/// A new version within the same grid.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Proposal {
    /// The document as TOML; it passes the check. It is what the backtest judged.
    pub document: String,
    /// Every number that changes, in the order of the document.
    pub changes: Vec<Change>,
    /// How firmly the current weights were believed in, and how each candidate did.
    pub strength: StrengthChoice,
    /// The criteria that would have turned negative: they are worth nothing in the proposal.
    pub held_at_zero: Vec<Spot>,
    /// Cases that it was fitted on: the older ones.
    pub cases: u64,
}

/// What kind of number changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A category's weight.
    Weight,
    /// A criterion's or row's percent of the weight; a category's percent for missing values.
    Percent,
    /// A signal's points; its limits go with them.
    Points,
    /// A grade's or level's threshold; the criterion of the spot is `A`, `B`, `C`, `1`, `2` or `3`.
    Threshold,
    /// The share of fit in the rank.
    FitShare,
}

/// One number that changes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// Where.
    pub spot: Spot,
    /// The current number.
    pub before: Points,
    /// The proposed one.
    pub after: Points,
}

/// Who stands in the backtest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContenderKind {
    /// Keep the current version.
    Current,
    /// Take the proposal.
    Proposal,
    /// A regression free of grid, signs and agreement: what simplicity costs.
    Unconstrained,
}

/// How one of the contenders did on the newest cases.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Contender {
    /// Which.
    pub kind: ContenderKind,
    /// Area under the curve with `DeLong`'s interval.
    pub auc: Option<Auc>,
    /// Lift at capacity.
    pub lift: Option<f64>,
}

/// The proposal against the current version, on cases that it has not seen.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Backtest {
    /// Cases judged on: the newest.
    pub cases: u64,
    /// Events among them.
    pub events: u64,
    /// The earliest of them.
    pub from: bareme_scoring::Instant,
    /// The share of leads that sales can work: where lift is measured.
    pub capacity: f64,
    /// Level of the intervals, 0 to 1. Two figures may speak for the proposal, so each interval is wider than 95 %: chance
    /// alone lets one of them lie above 0 in at most 2.5 % of runs.
    pub level: f64,
    /// Differences with their intervals; `None` when the cases have one outcome only.
    pub comparison: Option<Comparison>,
}

/// MQLs in a week.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Flow {
    /// By the current version.
    pub before: f64,
    /// By the proposal.
    pub after: f64,
}

/// A lead whose rating moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Moved {
    /// The lead.
    pub lead: i64,
    /// Its rating by the current version.
    pub before: Rating,
    /// Its rating by the proposal.
    pub after: Rating,
}

/// What the proposal would change for whom.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Impact {
    /// How many move from each rating (row, A1 to D4) to each (column): everyone of the standing sample, or the leads.
    pub migration: Vec<Vec<u64>>,
    /// Whether the migration is that of a standing sample.
    pub of_standing: bool,
    /// MQLs in a week.
    pub mqls_per_week: Flow,
    /// Leads whose rating moves, by the id of the lead.
    pub moved: Vec<Moved>,
    /// Of the leads, how many would still be handed over.
    pub kept: Rate,
}

/// A logistic model that gives the chance of an outcome. It is stored with the run and asked for any contact that the
/// same version of the model has seen.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Prediction {
    /// Log-odds of a lead for which every feature is at its mean.
    pub(super) intercept: f64,
    /// What is looked at, with its effect.
    pub(super) features: Vec<Feature>,
    /// How true its chances were on the newest cases, before it was fitted on all.
    pub check: PredictionCheck,
}

/// A feature of a prediction.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct Feature {
    /// Which part of the model.
    pub spot: Spot,
    /// How it is read from an observation.
    pub read: Read,
    /// Its mean among the cases.
    pub mean: f64,
    /// Log-odds for each unit.
    pub effect: f64,
}

/// How a feature is read from an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Read {
    /// 1 when a category of fit made this choice.
    Choice(usize, crate::Choice),
    /// What a signal counted.
    Units(usize),
    /// 1 when this row of tiers counted.
    Row(usize, u16),
}

/// How true predicted chances were on cases that the fit had not seen.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct PredictionCheck {
    /// Cases of the fit.
    pub cases: u64,
    /// Events of the fit.
    pub events: u64,
    /// Area under the curve on newer cases.
    pub auc: Option<Auc>,
    /// Brier score on newer cases.
    pub brier: f64,
    /// Brier score of a constant prediction of their base rate.
    pub brier_of_base_rate: f64,
    /// Predicted and observed rates by tenths.
    pub calibration: Vec<CalibrationRow>,
}

/// Why a chance is high or low.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Reason {
    /// Which part of the model.
    pub spot: Spot,
    /// By how much it moves the log-odds from those of a mean lead; positive speaks for the lead.
    pub effect: f64,
}

impl Prediction {
    /// The chance of the outcome, 0 to 1, for a contact seen by the same version of the model, and up to three strongest
    /// reasons, the strongest first. The criteria of a category exclude each other, so that they are one reason: what the
    /// category saw, against what it sees of a mean lead.
    pub fn chance(&self, seen: &crate::Observation) -> (f64, Vec<Reason>) {
        let mut log_odds = self.intercept;
        let mut reasons: Vec<Reason> = Vec::new();
        for feature in &self.features {
            let effect = feature.effect * (feature.read.of(seen) - feature.mean);
            log_odds += effect;
            let spot = feature.read.reason_of(&feature.spot);
            match reasons.iter_mut().find(|reason| reason.spot == spot) {
                Some(reason) => reason.effect += effect,
                None => reasons.push(Reason { spot, effect }),
            }
        }
        reasons.retain(|reason| reason.effect.abs() > 1e-9);
        reasons.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()).then_with(|| a.spot.cmp(&b.spot)));
        reasons.truncate(3);
        (1.0 / (1.0 + libm::exp(-log_odds)), reasons)
    }
}

impl Read {
    /// The part of the model that a reason names: the category of a criterion or a row, the signal itself.
    fn reason_of(self, spot: &Spot) -> Spot {
        if matches!(self, Self::Units(_)) {
            return spot.clone();
        }
        let category = spot.path.rsplit_once(']').and_then(|(path, _)| path.rsplit_once('.'));
        let path = match category {
            Some((path, item)) if !item.starts_with("category") => path.to_owned(),
            _ => spot.path.clone(),
        };
        Spot { path, criterion: None, missing: false, value: None, ..spot.clone() }
    }

    pub(super) fn of(self, seen: &crate::Observation) -> f64 {
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        match self {
            Self::Choice(at, choice) => flag(seen.choices.get(at) == Some(&choice)),
            Self::Units(at) => seen.units.get(at).copied().unwrap_or(0.0),
            Self::Row(at, row) => flag(seen.rows.get(at) == Some(&Some(row))),
        }
    }
}
