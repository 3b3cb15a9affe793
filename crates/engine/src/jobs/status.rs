//! Where a run stands, and why it runs.

use bareme_store::StoreError;
use bareme_store::jobs::runs::{RUNNING, Run};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Any server may take it.
    Waiting,
    /// A server has it.
    Running,
    /// It is done.
    Done,
    /// Its work failed.
    Failed,
    /// Somebody wanted it to end.
    Cancelled,
    /// Its server gave no sign of life any more.
    Abandoned,
    /// Nobody was there at its time.
    Missed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
        Self::Abandoned,
        Self::Missed,
    ];

    /// Its word, in the database and in message keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => RUNNING,
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Abandoned => "abandoned",
            Self::Missed => "missed",
        }
    }

    /// The status of a stored run.
    pub(crate) fn of(run: &Run) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|status| status.word() == run.status)
            .ok_or_else(|| StoreError::bad_row("job_runs", "status", run.id, &run.status))
    }
}

/// Why a run runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Its time came.
    Schedule,
    /// Its time had come while nobody was there.
    CatchUp,
    /// Somebody asked for it.
    ByHand,
}

impl Origin {
    /// Its word, in the database and in message keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::CatchUp => "catch_up",
            Self::ByHand => "by_hand",
        }
    }

    /// The origin of a stored run.
    pub(crate) fn of(run: &Run) -> Result<Self, StoreError> {
        [Self::Schedule, Self::CatchUp, Self::ByHand]
            .into_iter()
            .find(|origin| origin.word() == run.origin)
            .ok_or_else(|| StoreError::bad_row("job_runs", "origin", run.id, &run.origin))
    }
}
