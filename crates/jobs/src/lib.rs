//! When things run. The nightly scoring keeps scores, snapshots and hand-overs true while nothing else happens; the sweep
//! marks what sales let wait too long.
//!
//! The scheduler only wakes the process; schedules of people's own, in the database, come with recalibration.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bareme_engine::Engine;
use bareme_engine::score::{ScoreOptions, score_all};
use bareme_engine::sweep::{Swept, sweep};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// Every night at two, UTC: seconds, minutes, hours, days, months, days of the week.
const NIGHTLY: &str = "0 0 2 * * *";

/// Every five minutes.
const SWEEP: &str = "0 */5 * * * *";

/// Running schedules; dropping it stops nothing that is at work.
pub struct Jobs {
    _scheduler: JobScheduler,
}

/// Starts the schedules on the current tokio runtime. What became overdue while nobody looked is swept at once.
///
/// # Errors
///
/// When the scheduler cannot be started.
pub async fn start(engine: Engine) -> Result<Jobs, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    scheduler.add(job(NIGHTLY, "nightly scoring", engine.clone(), nightly)?).await?;
    let sweeping = engine.clone();
    tokio::task::spawn_blocking(move || swept(&sweeping));
    scheduler.add(job(SWEEP, "sweep of service levels", engine, swept)?).await?;
    scheduler.start().await?;
    Ok(Jobs { _scheduler: scheduler })
}

/// Work on a schedule; a run that is still at it when the next one is due leaves that one out.
fn job(
    schedule: &'static str,
    name: &'static str,
    engine: Engine,
    work: fn(&Engine),
) -> Result<Job, JobSchedulerError> {
    let busy = Arc::new(AtomicBool::new(false));
    Job::new_async(schedule, move |_, _| {
        let (engine, busy) = (engine.clone(), Arc::clone(&busy));
        Box::pin(async move {
            // The scheduler would start a second run beside a long one.
            if busy.swap(true, Ordering::AcqRel) {
                tracing::warn!(name, "still running; this run is left out");
                return;
            }
            if let Err(error) = tokio::task::spawn_blocking(move || work(&engine)).await {
                tracing::error!(name, %error, "broke off");
            }
            busy.store(false, Ordering::Release);
        })
    })
}

fn swept(engine: &Engine) {
    match sweep(engine) {
        Ok(Swept { overdue: 0, .. }) => {}
        Ok(Swept { overdue, accepted }) => tracing::info!(overdue, accepted, "swept service levels"),
        Err(error) => tracing::error!(%error, "the sweep of service levels failed; the next one tries again"),
    }
}

fn nightly(engine: &Engine) {
    let options = ScoreOptions::at(engine.now());
    match score_all(engine, &options, &AtomicBool::new(false), &mut |_| ()) {
        Ok(scored) => {
            for model in scored {
                tracing::info!(
                    model = model.model,
                    contacts = model.contacts,
                    changed = model.changed,
                    accounts = model.accounts,
                    handed_over = model.handed_over,
                    "scored"
                );
            }
        }
        Err(error) => tracing::error!(%error, "the nightly scoring failed; the next night tries again"),
    }
}
