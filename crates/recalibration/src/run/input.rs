//! What a run is made of: the cases, the model that saw them and how to go about it.

use bareme_scoring::{Draft, Instant, Model, Rating};
use serde::{Deserialize, Serialize};

use super::grid::Grid;
use crate::answer::same_length;
use crate::{Column, NoAnswer, Observation};

/// What happened to a lead after it became an MQL.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Outcome {
    /// Whether it reached the target of the run within the horizon.
    pub event: bool,
    /// Days from the MQL to the target, when it was reached.
    pub days_to_event: Option<f64>,
    /// Whether it reached SQL within the horizon, whatever the target of the run.
    pub sql: bool,
    /// Whether it has been won so far, at any time.
    pub won: bool,
    /// How its opportunity ended: won or lost; `None` while it is open, and where there was none.
    pub ended: Option<bool>,
    /// Whether sales accepted it; `None` while undecided.
    pub accepted: Option<bool>,
    /// The reason with which sales rejected it or gave it back.
    pub reason: Option<String>,
    /// Whether sales answered within the service level; `None` when there was none or it has not passed yet.
    pub in_time: Option<bool>,
}

/// One lead that became an MQL within the period and whose horizon has passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its id.
    pub lead: i64,
    /// Its contact's id.
    pub contact: i64,
    /// The instant of the MQL.
    pub at: Instant,
    /// What the model saw at that instant, without adjustments by sales.
    pub seen: Observation,
    /// The rating with which it was handed over, when the log says one: another version may have given it.
    pub handed_over: Option<Rating>,
    /// What happened then.
    pub outcome: Outcome,
}

/// Values of an attribute, one for each case.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers; moments as days since 1970.
    Numbers(Vec<Option<f64>>),
    /// Words, and true and false.
    Words(Vec<Option<String>>),
}

impl Values {
    /// How many there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Words(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `then` with the values as a column.
    pub(crate) fn with_column<T>(&self, then: impl FnOnce(&Column<'_>) -> T) -> T {
        match self {
            Self::Numbers(values) => then(&Column::Numbers(values)),
            Self::Words(values) => {
                let words: Vec<Option<&str>> = values.iter().map(Option::as_deref).collect();
                then(&Column::Words(&words))
            }
        }
    }

    fn in_order(&self, order: &[usize]) -> Self {
        match self {
            Self::Numbers(values) => {
                Self::Numbers(order.iter().map(|at| values.get(*at).copied().flatten()).collect())
            }
            Self::Words(values) => {
                Self::Words(order.iter().map(|at| values.get(*at).cloned().flatten()).collect())
            }
        }
    }
}

/// An attribute of the cases, whether the model reads it or not: it shows which values within one criterion behave
/// differently, and which attributes are filled in only after the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// The attribute as a model names it: `account.industry`.
    pub name: String,
    /// Its values as known at the instant of each MQL.
    pub at_mql: Values,
    /// Its values as known now, when they are looked up: an attribute that separates the outcomes now and did not then
    /// was filled in afterwards.
    pub now: Option<Values>,
}

/// What a run looks at. Slices of one length for one case each.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The version that is looked into.
    pub model: &'a Model,
    /// Its document.
    pub draft: &'a Draft,
    /// Leads whose MQL lies in the period and whose horizon has passed, in any order.
    pub cases: &'a [Case],
    /// The sample with which the version was agreed, or that of the run before: what drift is measured against. Without
    /// one, drift is measured between the older and the newer half of the cases.
    pub reference: Option<&'a [Observation]>,
    /// Everyone whom the model is meant for, or a sample of them, as they stand at the end of the period: what thresholds
    /// are set on, for leads alone do not tell how many others a lower threshold lets in.
    pub standing: Option<&'a [Observation]>,
    /// Attributes of the cases.
    pub extras: &'a [Extra],
}

impl Inputs<'_> {
    pub(crate) fn check(&self) -> Result<(), NoAnswer> {
        let numbers = self.draft.check(None).model.map(|model| (model.name.clone(), Grid::of(&model)));
        if numbers != Some((self.model.name.clone(), Grid::of(self.model))) {
            return Err(NoAnswer::Impossible("the document is not that of the model"));
        }
        let seen = self.cases.iter().map(|case| &case.seen);
        let samples = self.reference.into_iter().chain(self.standing).flatten();
        if !seen.chain(samples).all(|seen| seen.is_of(self.model)) {
            return Err(NoAnswer::Impossible("a case was seen by another model"));
        }
        for extra in self.extras {
            same_length("attribute at the MQL", extra.at_mql.len(), self.cases.len())?;
            if let Some(now) = &extra.now {
                same_length("attribute now", now.len(), self.cases.len())?;
            }
        }
        Ok(())
    }

    /// The places of the cases by time, so that the order in which they came does not show.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.cases.len()).collect();
        order.sort_by_key(|at| self.cases.get(*at).map(|case| (case.at, case.lead)));
        order
    }

    /// The cases by time.
    pub(crate) fn in_order(&self) -> Vec<&Case> {
        self.order().into_iter().filter_map(|at| self.cases.get(at)).collect()
    }

    /// The attributes, in the order of [`Inputs::in_order`].
    pub(crate) fn extras_in_order(&self) -> Vec<Extra> {
        let order = self.order();
        let turned = |extra: &Extra| Extra {
            name: extra.name.clone(),
            at_mql: extra.at_mql.in_order(&order),
            now: extra.now.as_ref().map(|now| now.in_order(&order)),
        };
        self.extras.iter().map(turned).collect()
    }
}

/// What a lead is to reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Qualified by sales.
    #[default]
    Sql,
    /// Won.
    Won,
}

/// How a run goes about it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Settings {
    /// Beginning of the period.
    pub from: Instant,
    /// Its end, exclusive.
    pub until: Instant,
    /// What counts as success.
    pub target: Target,
    /// Within so many days of the MQL.
    pub horizon_days: u32,
    /// How many MQLs sales can work in a week; today's number when `None`.
    pub capacity_per_week: Option<f64>,
    /// Samples of the bootstrap.
    pub bootstrap_samples: u32,
    /// Seed of all chance.
    pub seed: u64,
}

impl Settings {
    /// The usual settings for a period: SQL within 90 days, 1,000 samples.
    pub const fn new(from: Instant, until: Instant) -> Self {
        Self {
            from,
            until,
            target: Target::Sql,
            horizon_days: 90,
            capacity_per_week: None,
            bootstrap_samples: 1_000,
            seed: 1,
        }
    }

    /// Length of the period in weeks, never zero.
    pub(crate) fn weeks(&self) -> f64 {
        (self.until.days_since(self.from) / 7.0).max(1.0 / 7.0)
    }
}

/// A step of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the model was worth.
    Measure,
    /// What has drifted.
    Drift,
    /// What is wrong.
    Find,
    /// What would be better.
    Propose,
    /// Whether it is, on cases that it has not seen.
    Backtest,
    /// What would change for whom.
    Impact,
    /// The chance of each lead.
    Predict,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 7] =
        [Self::Measure, Self::Drift, Self::Find, Self::Propose, Self::Backtest, Self::Impact, Self::Predict];
}
