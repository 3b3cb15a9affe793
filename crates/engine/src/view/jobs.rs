//! What pages and commands show of scheduled jobs.

use bareme_ingest::Message;
use bareme_scoring::Instant;

use crate::jobs::pattern::Pattern;
use crate::jobs::{Origin, Status};

/// A job among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether it exists from the start, so that its name is a word that pages translate.
    pub built_in: bool,
    /// What it does, a word.
    pub kind: String,
    /// When it runs.
    pub when: WhenView,
    /// Whether it waits until somebody lets it go on.
    pub paused: bool,
    /// When it runs next; `None` when it is paused or never does.
    pub next: Option<JobTime>,
    /// Its run at work, or the one that waits to be taken.
    pub open: Option<RunRow>,
    /// The last run that came to an end.
    pub last: Option<RunRow>,
}

/// When a job runs, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhenView {
    /// The usual schedule that it is; another one when absent.
    pub pattern: Option<Pattern>,
    /// The expression.
    pub expression: String,
    /// The time zone.
    pub zone: String,
    /// Whether that is the company's, not one of its own.
    pub of_company: bool,
}

/// A moment with what the clock on the wall of the job's zone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobTime {
    /// The moment.
    pub at: Instant,
    /// Its clock on the wall, as if it were UTC.
    pub wall: Instant,
}

/// A run among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Its id.
    pub id: i64,
    /// The time that it runs for.
    pub due: Instant,
    /// How many times are settled with it.
    pub slots: u64,
    /// Why it runs.
    pub origin: Origin,
    /// Who asked for it.
    pub asked_by: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// How often a server took it.
    pub attempt: u32,
    /// When it is tried again.
    pub retry_at: Option<Instant>,
    /// Who wants it to end, or wanted.
    pub cancelled_by: Option<String>,
    /// The server that has it, or had it last.
    pub holder: Option<String>,
    /// How far it is, in thousandths.
    pub progress: u16,
    /// What it is doing.
    pub stage: Option<Message>,
    /// When its last attempt began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// What came of it.
    pub says: Vec<Message>,
    /// Why nothing did.
    pub error: Option<Message>,
}

impl RunRow {
    /// How long its last attempt took, in milliseconds; until now while it is at work.
    pub fn duration_ms(&self, now: &Instant) -> Option<i64> {
        let begin = self.started_at?;
        let end = if self.status == Status::Running { *now } else { self.finished_at? };
        Some(end.millis_since(begin).max(0))
    }

    /// How far it is, in whole percent.
    pub const fn percent(&self) -> u16 {
        self.progress / 10
    }

    /// Whether it is at work, or waits for a server to take it.
    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Running) || self.retry_at.is_some()
    }
}

/// One job.
#[derive(Clone, Debug)]
pub struct JobView {
    /// As among others.
    pub row: JobRow,
    /// Its parameters, name and value.
    pub parameters: Vec<(String, i64)>,
    /// Whether a time that no server was there for is made up for.
    pub catch_up: bool,
    /// Counts its changes.
    pub revision: i32,
    /// Who changed it last.
    pub changed_by: Option<String>,
    /// Its zone, when it has one of its own.
    pub zone: Option<String>,
    /// The next times, paused or not.
    pub next: Vec<JobTime>,
    /// Its runs, the latest time first.
    pub runs: Vec<RunRow>,
    /// Where older runs go on.
    pub older: Option<i64>,
}

/// One run.
#[derive(Clone, Debug)]
pub struct RunView {
    /// Its job.
    pub job: JobRow,
    /// The run.
    pub run: RunRow,
    /// Its log.
    pub log: Vec<RunLogEntry>,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLogEntry {
    /// When.
    pub at: Instant,
    /// By which attempt.
    pub attempt: u32,
    /// What.
    pub says: Message,
}

/// A job whose last run came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The job's name.
    pub name: String,
    /// Whether that is a word that pages translate.
    pub built_in: bool,
    /// The run.
    pub run_id: i64,
}
