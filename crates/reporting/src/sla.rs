//! Whether sales responds in the agreed time.

use std::ops::AddAssign;

use serde::Serialize;

use crate::{Proportion, Spread};

/// How the time to respond to one lead was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaFate {
    /// Accepted or rejected in time.
    InTime,
    /// Accepted or rejected, too late.
    Late,
    /// Nobody responded, and that counted as acceptance.
    Defaulted,
    /// Nobody has responded and the time is over.
    Overdue,
    /// Nobody has responded and there is time left.
    Waiting,
}

/// How many leads had each fate. A fold over leads, or the counts of a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SlaCounts {
    /// Answered in time.
    pub in_time: u64,
    /// Answered too late.
    pub late: u64,
    /// Accepted by silence.
    pub defaulted: u64,
    /// Unanswered, and the time is over.
    pub overdue: u64,
    /// Unanswered, with time left.
    pub waiting: u64,
}

/// The service level of some leads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Sla {
    /// What it is counted from.
    #[serde(flatten)]
    pub counts: SlaCounts,
    /// Time from hand-over to response of those that were answered, in hours of the clock that the caller counted by.
    pub response_hours: Option<Spread>,
}

impl Sla {
    /// From counts, and from pairs of (hours to respond, how many) in any order.
    pub fn new(counts: SlaCounts, responses: impl IntoIterator<Item = (f64, u64)>) -> Self {
        Self { counts, response_hours: Spread::of_counts(responses) }
    }

    /// Share answered in time, of those whose time has run out or who were answered: what is still open and in time
    /// is judged later.
    pub const fn answered_in_time(&self) -> Proportion {
        self.counts.answered_in_time()
    }
}

impl SlaCounts {
    /// Share answered in time; see [`Sla::answered_in_time`].
    pub const fn answered_in_time(&self) -> Proportion {
        let whole = self.in_time + self.late + self.defaulted + self.overdue;
        Proportion { part: self.in_time, whole }
    }

    /// Counts some leads of one fate.
    pub const fn add(&mut self, fate: SlaFate, count: u64) {
        let place = match fate {
            SlaFate::InTime => &mut self.in_time,
            SlaFate::Late => &mut self.late,
            SlaFate::Defaulted => &mut self.defaulted,
            SlaFate::Overdue => &mut self.overdue,
            SlaFate::Waiting => &mut self.waiting,
        };
        *place += count;
    }
}

impl AddAssign for SlaCounts {
    fn add_assign(&mut self, other: Self) {
        self.in_time += other.in_time;
        self.late += other.late;
        self.defaulted += other.defaulted;
        self.overdue += other.overdue;
        self.waiting += other.waiting;
    }
}
