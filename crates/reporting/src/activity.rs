//! The funnel in activity view: what happened in a period, to whichever leads it happened.
//!
//! An SAL of this month may be an MQL of the last one, so a step's conversion cannot be seen here, and nothing here
//! gives one: that is the cohort view, [`Funnel`](crate::Funnel).

use std::ops::AddAssign;

use bareme_scoring::{Instant, Stage};
use serde::Serialize;

use crate::{Passage, Period, Proportion, Span};

/// How many leads reached each stage, by the dates of the stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActivityCounts {
    /// Became MQL.
    pub mql: u64,
    /// Were accepted.
    pub sal: u64,
    /// Were qualified.
    pub sql: u64,
    /// Became an opportunity.
    pub opportunity: u64,
    /// Were won.
    pub won: u64,
    /// Were rejected.
    pub rejected: u64,
    /// Went back to nurture.
    pub recycled: u64,
    /// Were disqualified.
    pub disqualified: u64,
    /// Were lost.
    pub lost: u64,
}

/// Leads that reached a stage about one moment, as a database groups them: by stage and day, or finer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageEvents {
    /// The stage.
    pub stage: Stage,
    /// A moment of the day on which they reached it.
    pub at: Instant,
    /// How many.
    pub count: u64,
}

/// What happened in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActivityRow {
    /// The period's name.
    pub label: String,
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it.
    pub until: Instant,
    /// What happened.
    #[serde(flatten)]
    pub counts: ActivityCounts,
}

impl ActivityCounts {
    /// Counts leads that reached a stage; an inquiry is none of the funnel.
    pub const fn add(&mut self, stage: Stage, count: u64) {
        let place = match stage {
            Stage::Inquiry => return,
            Stage::Mql => &mut self.mql,
            Stage::Sal => &mut self.sal,
            Stage::Sql => &mut self.sql,
            Stage::Opportunity => &mut self.opportunity,
            Stage::Won => &mut self.won,
            Stage::Rejected => &mut self.rejected,
            Stage::Recycled => &mut self.recycled,
            Stage::Disqualified => &mut self.disqualified,
            Stage::Lost => &mut self.lost,
        };
        *place += count;
    }

    /// How many reached a stage.
    pub const fn reached(&self, stage: Stage) -> u64 {
        match stage {
            Stage::Inquiry => 0,
            Stage::Mql => self.mql,
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

    /// Accepted of accepted and rejected, among the decisions of the period.
    pub const fn acceptance(&self) -> Proportion {
        Proportion { part: self.sal, whole: self.sal + self.rejected }
    }
}

impl AddAssign for ActivityCounts {
    fn add_assign(&mut self, other: Self) {
        for stage in Stage::ALL {
            self.add(stage, other.reached(stage));
        }
    }
}

impl Passage {
    /// What it adds to the activity view: a group of one for each stage that it reached from MQL on. A date that is
    /// implied counts, because the lead is known to have come that far.
    pub fn stage_events(&self) -> impl Iterator<Item = StageEvents> {
        let passage = *self;
        Stage::ALL
            .into_iter()
            .filter(|stage| *stage != Stage::Inquiry)
            .filter_map(move |stage| Some(StageEvents { stage, at: passage.reached(stage)?, count: 1 }))
    }
}

/// What happened by period, oldest first, from groups in any order; a period in between in which nothing happened is there
/// with zeros. `fiscal_start` is the month in which the fiscal year begins, 1 to 12.
pub fn activity_by_period(
    events: impl IntoIterator<Item = StageEvents>,
    period: Period,
    fiscal_start: u32,
) -> Vec<ActivityRow> {
    let counted = |event: &StageEvents| event.count > 0 && event.stage != Stage::Inquiry;
    let mut events: Vec<StageEvents> = events.into_iter().filter(counted).collect();
    events.sort_unstable_by_key(|event| event.at);
    let mut rows: Vec<ActivityRow> = Vec::new();
    for event in events {
        while rows.last().is_none_or(|row| row.until <= event.at) {
            let next = match rows.last() {
                Some(row) => period.around(row.until, fiscal_start),
                None => period.around(event.at, fiscal_start),
            };
            rows.push(empty(next));
        }
        if let Some(row) = rows.last_mut() {
            row.counts.add(event.stage, event.count);
        }
    }
    rows
}

fn empty(span: Span) -> ActivityRow {
    ActivityRow { label: span.label, from: span.from, until: span.until, counts: ActivityCounts::default() }
}
