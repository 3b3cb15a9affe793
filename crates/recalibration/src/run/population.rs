//! Whom a run looks at, and what became of them in each cell of the matrix.

use bareme_reporting::{quantile, wilson};
use bareme_scoring::{Action, Model, Rating};
use serde::{Deserialize, Serialize};

use super::{Case, Settings};
use crate::number::{length, share};

/// A share of cases with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Rate {
    /// Cases that count.
    pub part: u64,
    /// Out of these.
    pub whole: u64,
    /// Their share, 0 to 1; `None` out of none.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Rate {
    /// The share of `part` in `whole`.
    pub fn of(part: u64, whole: u64) -> Self {
        let interval = wilson(part, whole);
        Self {
            part,
            whole,
            value: share(part, whole),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
        }
    }

    /// The share of cases for which `counts` holds.
    pub(crate) fn among<'a>(
        cases: impl Iterator<Item = &'a &'a Case>,
        counts: impl Fn(&Case) -> bool,
    ) -> Self {
        let (mut part, mut whole) = (0, 0);
        for case in cases {
            whole += 1;
            part += u64::from(counts(case));
        }
        Self::of(part, whole)
    }
}

/// A length of time of several cases, in days.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Span {
    /// Of so many cases.
    pub n: u64,
    /// Median.
    pub median: Option<f64>,
    /// Upper quartile.
    pub upper_quartile: Option<f64>,
}

impl Span {
    pub(crate) fn of(mut days: Vec<f64>) -> Self {
        days.retain(|days| days.is_finite());
        days.sort_unstable_by(f64::total_cmp);
        let at = |share| quantile(&days, share);
        Self { n: days.len() as u64, median: at(0.5), upper_quartile: at(0.75) }
    }

    /// The days from MQL to target of those that reached it.
    pub(crate) fn to_event<'a>(cases: impl Iterator<Item = &'a &'a Case>) -> Self {
        let reached = cases.filter(|case| case.outcome.event);
        Self::of(reached.filter_map(|case| case.outcome.days_to_event).collect())
    }
}

/// Whom the run looks at.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Population {
    /// Leads.
    pub cases: u64,
    /// Those that reached the target within the horizon.
    pub conversion: Rate,
    /// Those accepted, among the decided.
    pub acceptance: Rate,
    /// Those answered in time, among those with a service level.
    pub in_time: Rate,
    /// Days from MQL to target.
    pub cycle: Span,
    /// MQLs in a week of the period.
    pub per_week: f64,
    /// What sales can work in a week, when that was said.
    pub capacity_per_week: Option<f64>,
}

impl Population {
    pub(crate) fn of(cases: &[&Case], settings: &Settings) -> Self {
        Self {
            cases: cases.len() as u64,
            conversion: Rate::among(cases.iter(), |case| case.outcome.event),
            acceptance: acceptance(cases.iter()),
            in_time: in_time(cases.iter()),
            cycle: Span::to_event(cases.iter()),
            per_week: length(cases.len()) / settings.weeks(),
            capacity_per_week: settings.capacity_per_week,
        }
    }
}

pub(super) fn acceptance<'a>(cases: impl Iterator<Item = &'a &'a Case>) -> Rate {
    let decided = cases.filter(|case| case.outcome.accepted.is_some());
    Rate::among(decided, |case| case.outcome.accepted == Some(true))
}

pub(super) fn in_time<'a>(cases: impl Iterator<Item = &'a &'a Case>) -> Rate {
    let timed = cases.filter(|case| case.outcome.in_time.is_some());
    Rate::among(timed, |case| case.outcome.in_time == Some(true))
}

/// What became of the leads of one cell.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CellRow {
    /// The cell, by the model at the instant of the MQL.
    pub rating: Rating,
    /// What the model does with it.
    pub action: Action,
    /// Reached the target.
    pub conversion: Rate,
    /// Accepted, among the decided.
    pub acceptance: Rate,
    /// Won so far.
    pub won: Rate,
    /// Answered in time, among those with a service level.
    pub in_time: Rate,
    /// Days from MQL to target.
    pub cycle: Span,
}

/// All sixteen cells, A1 to D4.
pub(super) fn cells(cases: &[&Case], model: &Model) -> Vec<CellRow> {
    let row = |(rating, cell): (Rating, &bareme_scoring::Cell)| {
        let own: Vec<&Case> = cases.iter().filter(|case| case.seen.rating == rating).copied().collect();
        CellRow {
            rating,
            action: cell.action,
            conversion: Rate::among(own.iter(), |case| case.outcome.event),
            acceptance: acceptance(own.iter()),
            won: Rate::among(own.iter(), |case| case.outcome.won),
            in_time: in_time(own.iter()),
            cycle: Span::to_event(own.iter()),
        }
    };
    model.matrix.cells().map(row).collect()
}

/// One calendar month (UTC) of MQLs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct MonthRow {
    /// The month, as `2026-05`.
    pub month: String,
    /// Reached the target.
    pub conversion: Rate,
    /// Accepted, among the decided.
    pub acceptance: Rate,
    /// How well the rank told the outcomes apart; `None` with one outcome only.
    pub auc: Option<crate::Auc>,
}
