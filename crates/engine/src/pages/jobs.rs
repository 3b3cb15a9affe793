//! The pages of scheduled jobs: what runs when, what is at work, and what came of it.

use bareme_scoring::{Agreement, Instant};
use bareme_store::AnyConnection;
use bareme_store::jobs::runs::{self, Run};
use bareme_store::jobs::{self, Job};

use crate::import::stored_message;
use crate::jobs::manage::is_built_in;
use crate::jobs::pattern::Pattern;
use crate::jobs::schedule::Schedule;
use crate::jobs::{Origin, RunResult, Status, schedule_of, zone_of};
use crate::view::{FailedJob, JobRow, JobTime, JobView, RunLogEntry, RunRow, RunView, WhenView};
use crate::{Engine, EngineError, Result};

/// Runs on the page of a job.
const RUNS: i64 = 25;
/// Times shown of what comes.
pub const NEXT: usize = 5;
/// Failures are news for a day.
const NEWS_DAYS: i64 = 1;

/// All jobs, in the order in which they were made.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine) -> Result<Vec<JobRow>> {
    engine.database().read(|c| {
        let agreement = engine.agreement(c)?;
        jobs::list(c)?.iter().map(|job| row(c, job, &agreement)).collect()
    })
}

/// One job with its runs of times before `before`.
///
/// # Errors
///
/// An unknown job, and those of the store.
pub fn show(engine: &Engine, id: i64, before: Option<i64>) -> Result<JobView> {
    engine.database().read(|c| {
        let agreement = engine.agreement(c)?;
        let job = jobs::find(c, id)?.ok_or_else(|| EngineError::not_found("job", id))?;
        let mut found = runs::list_of(c, id, before, RUNS + 1)?;
        let more = i64::try_from(found.len()).is_ok_and(|found| found > RUNS);
        if more {
            found.pop();
        }
        let schedule = schedule_of(&job, &agreement).ok();
        let parameters: std::collections::BTreeMap<String, i64> =
            serde_json::from_str(&job.parameters).unwrap_or_default();
        Ok(JobView {
            next: schedule.map_or_else(Vec::new, |schedule| next_times(&schedule, engine.now())),
            older: found.last().filter(|_| more).map(|run| run.due),
            runs: found.iter().map(run_row).collect::<Result<_>>()?,
            row: row(c, &job, &agreement)?,
            parameters: parameters.into_iter().collect(),
            catch_up: job.catch_up,
            revision: job.revision,
            changed_by: job.changed_by,
            zone: job.zone,
        })
    })
}

/// One run with its log.
///
/// # Errors
///
/// An unknown run, and those of the store.
pub fn run(engine: &Engine, id: i64) -> Result<RunView> {
    engine.database().read(|c| {
        let run = runs::find(c, id)?.ok_or_else(|| EngineError::not_found("run", id))?;
        let job = jobs::find(c, run.job_id)?.ok_or_else(|| EngineError::not_found("job", run.job_id))?;
        let agreement = engine.agreement(c)?;
        let log = runs::list_log(c, id)?.into_iter().map(|line| RunLogEntry {
            at: Instant::from_millis(line.at),
            attempt: line.attempt.unsigned_abs(),
            says: stored_message(&line.says),
        });
        Ok(RunView { job: row(c, &job, &agreement)?, run: run_row(&run)?, log: log.collect() })
    })
}

/// The id of the job of a name, whatever its case and accents.
///
/// # Errors
///
/// [`EngineError::NotFound`] when there is none, and those of the store.
pub fn named(engine: &Engine, name: &str) -> Result<i64> {
    let found = engine.database().read(|c| jobs::find_named(c, &bareme_scoring::fold(name.trim())))?;
    found.map(|job| job.id).ok_or_else(|| EngineError::not_found("job", name))
}

/// The next times of a schedule after a moment.
pub fn next_times(schedule: &Schedule, after: Instant) -> Vec<JobTime> {
    schedule.times_after(after).take(NEXT).map(|at| time(schedule, at)).collect()
}

/// Jobs whose last run of the last day came to nothing.
pub(super) fn failed(engine: &Engine, c: &mut AnyConnection) -> Result<Vec<FailedJob>> {
    let since = engine.now().plus_days(-NEWS_DAYS);
    let statuses = [Status::Failed, Status::Abandoned].map(Status::word);
    let ended = [Status::Done, Status::Failed, Status::Abandoned].map(Status::word);
    let mut found = Vec::new();
    let mut seen = Vec::new();
    for run in runs::list_ended_since(c, since, &statuses)? {
        if seen.contains(&run.job_id) {
            continue;
        }
        seen.push(run.job_id);
        // What went well since is no news any more.
        if runs::find_last(c, run.job_id, &ended)?.is_none_or(|last| last.id != run.id) {
            continue;
        }
        if let Some(job) = jobs::find(c, run.job_id)? {
            found.push(FailedJob { built_in: is_built_in(&job.name), name: job.name, run_id: run.id });
        }
    }
    Ok(found)
}

fn row(c: &mut AnyConnection, job: &Job, agreement: &Agreement) -> Result<JobRow> {
    let ended = [Status::Done, Status::Failed, Status::Cancelled, Status::Abandoned, Status::Missed];
    let open = runs::find_open(c, job.id)?;
    let last = runs::find_last(c, job.id, &ended.map(Status::word))?.filter(|last| last.retry_at.is_none());
    let schedule = schedule_of(job, agreement).ok();
    let next = job.next_due.filter(|_| !job.paused).map(Instant::from_millis);
    Ok(JobRow {
        id: job.id,
        built_in: is_built_in(&job.name),
        name: job.name.clone(),
        kind: job.kind.clone(),
        when: WhenView {
            pattern: Pattern::of(&job.expression),
            expression: job.expression.clone(),
            zone: zone_of(job.zone.as_deref(), agreement).to_owned(),
            of_company: job.zone.is_none(),
        },
        paused: job.paused,
        next: next.zip(schedule).map(|(at, schedule)| time(&schedule, at)),
        open: open.as_ref().map(run_row).transpose()?,
        last: last.as_ref().map(run_row).transpose()?,
    })
}

fn time(schedule: &Schedule, at: Instant) -> JobTime {
    JobTime { at, wall: Instant::from_millis(schedule.wall(at).and_utc().timestamp_millis()) }
}

fn run_row(run: &Run) -> Result<RunRow> {
    let result: RunResult =
        run.result.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    Ok(RunRow {
        id: run.id,
        due: Instant::from_millis(run.due),
        slots: run.slots.unsigned_abs(),
        origin: Origin::of(run)?,
        asked_by: run.asked_by.clone(),
        status: Status::of(run)?,
        attempt: run.attempt.unsigned_abs(),
        retry_at: run.retry_at.map(Instant::from_millis),
        cancelled_by: run.cancelled_by.clone(),
        holder: run.holder.clone(),
        progress: run.progress.unsigned_abs().min(1_000),
        stage: run.stage.as_deref().map(stored_message),
        started_at: run.started_at.map(Instant::from_millis),
        finished_at: run.finished_at.map(Instant::from_millis),
        says: result.says,
        error: run.error.as_deref().map(stored_message),
    })
}
