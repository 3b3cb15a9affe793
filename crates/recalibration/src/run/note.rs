//! What a reader has to know before believing a run: each case that the data cannot carry, as a code with its figures.

use serde::{Deserialize, Serialize};

use bareme_scoring::Model;

use super::classes::Classes;
use super::grid::Grid;
use super::{Case, Half, MonthRow, Spot};
use crate::{ENOUGH, Observation};

/// So many leads at least before a part that tells them apart without an error is suspected.
const SUSPECT: u64 = 20;

/// A reservation about a run. What it stands for is left out of the run, or given with this beside it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RunNote {
    /// No lead became an MQL in the period, or none has had time to reach the target.
    NoCases,
    /// Not one lead reached the target.
    NeverReached {
        /// How many leads there are.
        cases: u64,
    },
    /// Every lead reached the target.
    AlwaysReached {
        /// How many leads there are.
        cases: u64,
    },
    /// Fewer events than a decision takes.
    TooFewEvents {
        /// How many there are.
        have: u64,
        /// How many it takes.
        need: u64,
    },
    /// Fewer leads without the event than a decision takes.
    TooFewNonEvents {
        /// How many there are.
        have: u64,
        /// How many it takes.
        need: u64,
    },
    /// All leads became MQLs at one moment, so there is no older and newer.
    OneMoment,
    /// All leads have one score, so it orders nothing.
    ConstantScore,
    /// A category saw the same in all leads: nothing can be learnt of it, and it keeps its place.
    ConstantCriterion {
        /// Which.
        spot: Spot,
    },
    /// A criterion tells the outcomes apart without a single error: it is probably known only afterwards.
    PerfectSeparation {
        /// Which.
        spot: Spot,
    },
    /// Months of the period without a single lead, as `2026-05`.
    EmptyMonths {
        /// Which.
        months: Vec<String>,
    },
    /// There is no reference sample: drift is measured between the older and the newer half of the leads.
    NoReference,
    /// There is no sample of everyone: thresholds are set on the leads alone, which do not tell how many others would come in.
    NoStanding,
    /// A half of the model tells the outcomes apart the wrong way round: sales' weights were no start for it.
    HalfPointsWrong {
        /// Which.
        half: Half,
    },
    /// No proposal could be made; the code says why.
    NoProposal {
        /// As [`crate::NoAnswer::code`].
        reason: String,
    },
    /// The proposal is the current version: nothing better was found within its grid.
    NothingToChange,
    /// Chances cannot be given, or do not hold on newer leads; the code says why.
    NoPrediction {
        /// As [`crate::NoAnswer::code`], or `not_calibrated`.
        reason: String,
        /// Of being won, rather than of reaching SQL.
        won: bool,
    },
}

impl RunNote {
    /// A word for catalogues: the same as `code` in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoCases => "no_cases",
            Self::NeverReached { .. } => "never_reached",
            Self::AlwaysReached { .. } => "always_reached",
            Self::TooFewEvents { .. } => "too_few_events",
            Self::TooFewNonEvents { .. } => "too_few_non_events",
            Self::OneMoment => "one_moment",
            Self::ConstantScore => "constant_score",
            Self::ConstantCriterion { .. } => "constant_criterion",
            Self::PerfectSeparation { .. } => "perfect_separation",
            Self::EmptyMonths { .. } => "empty_months",
            Self::NoReference => "no_reference",
            Self::NoStanding => "no_standing",
            Self::HalfPointsWrong { .. } => "half_points_wrong",
            Self::NoProposal { .. } => "no_proposal",
            Self::NothingToChange => "nothing_to_change",
            Self::NoPrediction { .. } => "no_prediction",
        }
    }
}

/// What the cases by themselves do not carry.
pub(super) fn of_cases(cases: &[&Case], notes: &mut Vec<RunNote>) {
    let all = cases.len() as u64;
    let have = cases.iter().filter(|case| case.outcome.event).count() as u64;
    if all == 0 {
        notes.push(RunNote::NoCases);
        return;
    }
    if have == 0 {
        notes.push(RunNote::NeverReached { cases: all });
    } else if have == all {
        notes.push(RunNote::AlwaysReached { cases: all });
    }
    if have < ENOUGH {
        notes.push(RunNote::TooFewEvents { have, need: ENOUGH });
    }
    if all - have < ENOUGH {
        notes.push(RunNote::TooFewNonEvents { have: all - have, need: ENOUGH });
    }
    if all > 1 && cases.first().map(|case| case.at) == cases.last().map(|case| case.at) {
        notes.push(RunNote::OneMoment);
    }
    if all > 1 && cases.windows(2).all(|two| two[0].seen.rank == two[1].seen.rank) {
        notes.push(RunNote::ConstantScore);
    }
}

/// Months without a lead, when there are others.
pub(super) fn of_months(months: &[MonthRow], notes: &mut Vec<RunNote>) {
    let empty = |row: &&MonthRow| row.conversion.whole == 0;
    let empty: Vec<String> = months.iter().filter(empty).map(|row| row.month.clone()).collect();
    if !empty.is_empty() && empty.len() < months.len() {
        notes.push(RunNote::EmptyMonths { months: empty });
    }
}

/// Parts of the model that saw the same in all leads, and parts that tell the outcomes apart without an error.
pub(super) fn of_parts(model: &Model, grid: &Grid, cases: &[&Case], notes: &mut Vec<RunNote>) {
    let sample: Vec<&Observation> = cases.iter().map(|case| &case.seen).collect();
    for classes in Classes::all(model, grid, &sample) {
        let counts = classes.counts(cases.iter().map(|case| (&case.seen, case.outcome.event)));
        let filled = || counts.iter().filter(|counts| counts.n > 0);
        let events: u64 = filled().map(|counts| counts.events).sum();
        let all: u64 = filled().map(|counts| counts.n).sum();
        let pure = filled().all(|counts| counts.events == 0 || counts.events == counts.n);
        let spot = classes.spot;
        if all > 1 && filled().count() == 1 {
            notes.push(RunNote::ConstantCriterion { spot });
        } else if pure && events > 0 && events < all && all >= SUSPECT {
            notes.push(RunNote::PerfectSeparation { spot });
        }
    }
}
