//! Scheduled jobs: what runs when, who runs it, and what came of it.
//!
//! The database decides. A due time is taken by writing its row in the transaction that also moves the job to its next
//! time, so that it takes effect once however many servers there are. Who is at work gives signs of life; a run whose
//! holder is silent is taken from it and begun anew under the next attempt number. Whatever a run writes about itself is
//! written only while its own attempt is the one at work, and its work is such that doing it again gives the same.

mod claim;
mod context;
mod execute;
mod kinds;
pub mod manage;
pub mod pattern;
mod recalibrating;
mod retention;
pub mod schedule;
mod seed;
mod status;
mod watch;

use std::time::Duration;

use bareme_scoring::Agreement;
use bareme_store::jobs::Job;

pub use claim::{Claim, Server};
pub use context::RunContext;
pub use kinds::{KINDS, Kind, Kinds, Parameter, RunResult, Work, kind};
pub use seed::{BUILT_IN, seed};
pub use status::{Origin, Status};

use schedule::{Schedule, ScheduleProblem};

/// How patient servers are with each other.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Time between two signs of life, by the machine.
    pub heartbeat: Duration,
    /// A run without any sign of life for this long is taken from its holder, in milliseconds of the engine's clock.
    pub lease_ms: i64,
    /// A time is late when nobody took it for this long, in milliseconds of the engine's clock.
    pub grace_ms: i64,
    /// A run that failed waits for this long, twice as long each further time, in milliseconds of the engine's clock.
    pub patience_ms: i64,
    /// A run that failed so often is left.
    pub most_failures: i32,
}

/// A node that dies is noticed within 45 s and its run begun anew 5 s later; a wish to cancel is seen within 5 s.
impl Default for Pace {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(5),
            lease_ms: 45_000,
            grace_ms: 120_000,
            patience_ms: 5_000,
            most_failures: 4,
        }
    }
}

impl Pace {
    /// How long a run waits that failed so often, in milliseconds.
    fn patience_after(&self, failures: i32) -> i64 {
        let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(0).min(6);
        self.patience_ms.saturating_mul(1 << doublings)
    }
}

/// The time zone of a job: its own, or else the company's.
pub(crate) fn zone_of<'a>(job_zone: Option<&'a str>, agreement: &'a Agreement) -> &'a str {
    job_zone.unwrap_or_else(|| agreement.calendar.zone())
}

/// When a job runs, as things are agreed on now.
pub(crate) fn schedule_of(job: &Job, agreement: &Agreement) -> Result<Schedule, Vec<ScheduleProblem>> {
    Schedule::new(&job.expression, zone_of(job.zone.as_deref(), agreement), agreement.fiscal_year_start)
}
