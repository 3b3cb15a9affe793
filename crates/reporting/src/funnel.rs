//! The funnel in cohort view: leads that became MQL in a period, followed for as long as they exist.

mod cohort;
mod show;
#[cfg(test)]
mod tests;

use bareme_scoring::{Instant, Stage};
use serde::Serialize;

pub use cohort::{Cohort, CohortCounts, Counts, by_period};

use crate::{Estimate, Exit, Incidence, Proportion};

/// The way from hand-over to customer.
const WAY: [Stage; 5] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];

/// What became of the MQLs of each cohort, and of all together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Funnel {
    /// Until when the leads were followed.
    pub as_of: Instant,
    /// Median days from MQL to won among those that were won; `None` when none was.
    pub median_days: Option<f64>,
    /// One row a cohort.
    pub rows: Vec<FunnelRow>,
    /// All cohorts together.
    pub total: Counts,
}

/// One cohort with what it says about itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelRow {
    /// The cohort and its counts.
    #[serde(flatten)]
    pub cohort: Cohort,
    /// Its youngest lead has had less time than the median lead took to be won: the rates will still rise.
    pub immature: bool,
    /// Median days from MQL to won among its leads that were won; absent when none was, or nobody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<f64>,
    /// What its overall rate, MQL to won, comes to when the leads that are still open are taken into account; absent
    /// until [`Funnel::estimate`] was told of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// The same of each of the four steps, once [`Funnel::estimate_steps`] was told of them.
    #[serde(skip)]
    pub steps: [Option<Estimate>; 4],
}

/// One step of the way: of those that entered `from`, how many reached `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The stage that was entered.
    pub from: Stage,
    /// The stage that was reached.
    pub to: Stage,
    /// How many out of how many.
    pub conversion: Proportion,
}

impl Funnel {
    /// The funnel of cohorts in the order given. Whether a cohort is immature is seen from its end, or from `as_of`
    /// where the cohort is not over yet.
    pub fn new(cohorts: Vec<Cohort>, as_of: Instant, median_days: Option<f64>) -> Self {
        let mut total = Counts::default();
        let mut rows = Vec::with_capacity(cohorts.len());
        for cohort in cohorts {
            total += cohort.counts;
            let age = as_of.days_since(cohort.until.min(as_of));
            rows.push(FunnelRow {
                immature: median_days.is_some_and(|median| age < median),
                cohort,
                median_days: None,
                estimate: None,
                steps: [None; 4],
            });
        }
        Self { as_of, median_days, rows, total }
    }

    /// Sets beside the raw rate of the cohort at a place in `rows` the maturity-adjusted one, from how its leads' way from
    /// MQL to won ended so far.
    pub fn estimate(&mut self, row: usize, exits: impl IntoIterator<Item = Exit>) {
        if let Some(row) = self.rows.get_mut(row) {
            row.estimate = Incidence::of(exits).estimate();
        }
    }

    /// Says the median days from MQL to won of the cohort at a place in `rows`.
    pub fn tell_median(&mut self, row: usize, days: Option<f64>) {
        if let Some(row) = self.rows.get_mut(row) {
            row.median_days = days;
        }
    }

    /// The same for each of the four steps, from how their leads' way to the next stage ended so far.
    pub fn estimate_steps(&mut self, row: usize, exits: [Vec<Exit>; 4]) {
        if let Some(row) = self.rows.get_mut(row) {
            row.steps = exits.map(|exits| Incidence::of(exits).estimate());
        }
    }
}

impl Counts {
    /// The four steps from MQL to won.
    pub fn steps(&self) -> [Step; 4] {
        [0, 1, 2, 3].map(|index| {
            let (from, to) = (WAY[index], WAY[index + 1]);
            Step { from, to, conversion: Proportion { part: self.reached(to), whole: self.reached(from) } }
        })
    }

    /// The whole way, MQL to won.
    pub const fn overall(&self) -> Step {
        let conversion = Proportion { part: self.won, whole: self.mql };
        Step { from: Stage::Mql, to: Stage::Won, conversion }
    }

    /// Acceptance rate: SAL of SAL and rejected, so among those that sales is known to have decided on. An acceptance that
    /// only follows from a later stage says nothing of the leads that were rejected without a word, and is left out.
    pub const fn acceptance(&self) -> Proportion {
        let accepted = self.sal.saturating_sub(self.implied_sal);
        Proportion { part: accepted, whole: accepted + self.rejected }
    }

    /// MQLs that sales has neither accepted nor rejected.
    pub const fn undecided(&self) -> u64 {
        self.mql.saturating_sub(self.sal + self.rejected)
    }

    /// How many reached a stage; all of them were an inquiry.
    pub const fn reached(&self, stage: Stage) -> u64 {
        match stage {
            Stage::Inquiry | Stage::Mql => self.mql,
            Stage::Sal => self.sal,
            Stage::Sql => self.sql,
            Stage::Opportunity => self.opportunity,
            Stage::Won => self.won,
            Stage::Rejected => self.rejected,
            Stage::Recycled => self.recycled,
            Stage::Disqualified => self.disqualified,
            Stage::Lost => self.lost,
        }
    }
}
