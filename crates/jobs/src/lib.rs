//! When things run. The nightly scoring keeps scores, snapshots and hand-overs true while nothing else happens.
//!
//! The scheduler only wakes the process; schedules of people's own, in the database, come with recalibration.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bareme_engine::Engine;
use bareme_engine::score::{ScoreOptions, score_all};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// Every night at two, UTC: seconds, minutes, hours, days, months, days of the week.
const NIGHTLY: &str = "0 0 2 * * *";

/// Running schedules; dropping it stops nothing that is at work.
pub struct Jobs {
    _scheduler: JobScheduler,
}

/// Starts the schedules on the current tokio runtime.
///
/// # Errors
///
/// When the scheduler cannot be started.
pub async fn start(engine: Engine) -> Result<Jobs, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    let busy = Arc::new(AtomicBool::new(false));
    let job = Job::new_async(NIGHTLY, move |_, _| {
        let (engine, busy) = (engine.clone(), Arc::clone(&busy));
        Box::pin(async move {
            // The scheduler would start a second run beside a long one.
            if busy.swap(true, Ordering::AcqRel) {
                tracing::warn!("the nightly scoring is still running; this one is left out");
                return;
            }
            let outcome = tokio::task::spawn_blocking(move || nightly(&engine)).await;
            if let Err(error) = outcome {
                tracing::error!(%error, "the nightly scoring broke off");
            }
            busy.store(false, Ordering::Release);
        })
    })?;
    scheduler.add(job).await?;
    scheduler.start().await?;
    Ok(Jobs { _scheduler: scheduler })
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
