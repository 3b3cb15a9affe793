//! What is counted, and how counts by day become cohorts of weeks, months, quarters or years.

use std::ops::AddAssign;

use bareme_scoring::{Instant, Lead};
use serde::Serialize;

use crate::{Passage, Period, Span};

/// How many leads of a cohort ever reached each stage, by implied dates too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Handed over: the cohort's size.
    pub mql: u64,
    /// Accepted.
    pub sal: u64,
    /// Of these, those of which only a later stage is known.
    pub implied_sal: u64,
    /// Qualified.
    pub sql: u64,
    /// An opportunity was opened.
    pub opportunity: u64,
    /// Won.
    pub won: u64,
    /// Rejected by sales, whatever followed.
    pub rejected: u64,
    /// Went back to nurture.
    pub recycled: u64,
    /// Out for good.
    pub disqualified: u64,
    /// Lost.
    pub lost: u64,
    /// When the oldest of those became MQL on which sales has not decided.
    pub oldest_undecided: Option<Instant>,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.mql += other.mql;
        self.sal += other.sal;
        self.implied_sal += other.implied_sal;
        self.sql += other.sql;
        self.opportunity += other.opportunity;
        self.won += other.won;
        self.rejected += other.rejected;
        self.recycled += other.recycled;
        self.disqualified += other.disqualified;
        self.lost += other.lost;
        self.oldest_undecided = match (self.oldest_undecided, other.oldest_undecided) {
            (Some(one), Some(another)) => Some(one.min(another)),
            (one, another) => one.or(another),
        };
    }
}

/// The counts of a single lead; none when it never became MQL.
impl From<&Lead> for Counts {
    fn from(lead: &Lead) -> Self {
        Passage::from(lead).counts()
    }
}

/// Counts of leads that became MQL about one moment, as a database gives them: grouped by day, or finer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CohortCounts {
    /// A moment of the day on which they became MQL.
    pub mql_at: Instant,
    /// What became of them.
    pub counts: Counts,
}

/// Leads that are followed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cohort {
    /// The name of a period, or the value of a breakdown such as a source.
    pub label: String,
    /// They became MQL from this moment on …
    pub from: Instant,
    /// … and before this one.
    pub until: Instant,
    /// What became of them.
    pub counts: Counts,
}

/// Counts by day, in any order, as cohorts by period, oldest first. A period in between in which no lead became MQL is
/// there with zeros. `fiscal_start` is the month in which the fiscal year begins, 1 to 12.
pub fn by_period(
    days: impl IntoIterator<Item = CohortCounts>,
    period: Period,
    fiscal_start: u32,
) -> Vec<Cohort> {
    let mut days: Vec<CohortCounts> = days.into_iter().filter(|day| day.counts.mql > 0).collect();
    days.sort_by_key(|day| day.mql_at);
    let mut cohorts: Vec<Cohort> = Vec::new();
    for day in days {
        let span = period.around(day.mql_at, fiscal_start);
        while let Some(last) = cohorts.last().filter(|last| last.until < span.from) {
            let gap = period.around(last.until, fiscal_start);
            cohorts.push(empty(gap));
        }
        match cohorts.last_mut().filter(|last| last.from == span.from) {
            Some(cohort) => cohort.counts += day.counts,
            None => cohorts.push(Cohort { counts: day.counts, ..empty(span) }),
        }
    }
    cohorts
}

fn empty(span: Span) -> Cohort {
    Cohort { label: span.label, from: span.from, until: span.until, counts: Counts::default() }
}
