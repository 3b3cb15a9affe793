//! When things run: the scheduler wakes this process every few seconds, and the database says what is to be done.
//!
//! What is due, who takes it and that it takes effect once are decided in `bareme_engine::jobs`; here are only the threads
//! of one process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bareme_engine::Engine;
use bareme_engine::jobs::{Claim, Kinds, Pace, Server, seed};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// A look every two seconds: seconds, minutes, hours, days, months, days of the week.
const LOOKS: &str = "*/2 * * * * *";

/// Runs at a time in one process: scoring keeps every core busy by itself.
const MOST_AT_WORK: usize = 3;

/// Who is asked to stop gets this long to let go of its runs, in steps of a twentieth of a second.
const STEPS_TO_STOP: u32 = 200;

/// How this process takes part.
pub struct Settings {
    /// A name that no other process has, for people who read who ran what.
    pub name: String,
    /// What it knows to do.
    pub kinds: Kinds,
    /// How patient it is.
    pub pace: Pace,
}

impl Settings {
    /// Everything that the engine can do, at the usual pace.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), kinds: Kinds::standard(), pace: Pace::default() }
    }
}

/// A process at work. Dropping it takes nothing new and lets what is at work go on; [`Jobs::stop`] lets go of it.
pub struct Jobs {
    scheduler: JobScheduler,
    server: Arc<Server>,
}

/// Takes part in the work of all servers on this database, on the current tokio runtime.
///
/// # Errors
///
/// When the scheduler cannot be started.
pub async fn start(engine: Engine, settings: Settings) -> Result<Jobs, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let server = Arc::new(Server::new(engine, settings.kinds, settings.pace, settings.name));
    let looking = Arc::new(AtomicBool::new(false));
    let awake = Arc::clone(&server);
    scheduler
        .add(Job::new(LOOKS, move |_, _| {
            // The scheduler would begin a second look beside a long one.
            if looking.swap(true, Ordering::AcqRel) {
                return;
            }
            let (server, looking) = (Arc::clone(&awake), Arc::clone(&looking));
            tokio::task::spawn_blocking(move || {
                look(&server);
                looking.store(false, Ordering::Release);
            });
        })?)
        .await?;
    scheduler.start().await?;
    Ok(Jobs { scheduler, server })
}

impl Jobs {
    /// Takes nothing new, and lets go of what is at work, so that another server takes it at once. Work that does not end
    /// within ten seconds is taken for abandoned by the others.
    pub async fn stop(mut self) {
        self.server.stop();
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::warn!(%error, "the scheduler could not be stopped");
        }
        for _ in 0..STEPS_TO_STOP {
            if self.server.busy() == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tracing::warn!(
            at_work = self.server.busy(),
            "work did not end in time; another server will do it again"
        );
    }
}

fn look(server: &Arc<Server>) {
    if let Err(error) = seed(server.engine()) {
        tracing::error!(%error, "the jobs that exist from the start could not be made; the next look tries again");
    }
    let room = MOST_AT_WORK.saturating_sub(server.busy());
    match server.look(room) {
        Ok(claims) => claims.into_iter().for_each(|claim| begin(server, claim)),
        Err(error) => tracing::error!(%error, "what is due could not be read; the next look tries again"),
    }
}

fn begin(server: &Arc<Server>, claim: Claim) {
    let server = Arc::clone(server);
    tokio::task::spawn_blocking(move || server.execute(&claim));
}
