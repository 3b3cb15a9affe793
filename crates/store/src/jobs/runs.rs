//! Runs of jobs. A row is the claim of a due time; its attempt is the token without which nothing is written for it.

use bareme_scoring::Instant;
use diesel::prelude::*;

use crate::bulk::{BATCH, on_backend};
use crate::schema::{job_log, job_runs};
use crate::{AnyConnection, Result, sequences};

/// The status of a run that is at work; the unique index of the table names it.
pub const RUNNING: &str = "running";

/// A run. Texts in `origin`, `status`, `stage`, `result` and `error` belong to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = job_runs, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Run {
    /// Id in this database.
    pub id: i64,
    /// The job.
    pub job_id: i64,
    /// The time that it runs for, milliseconds since 1970 UTC; unique within the job.
    pub due: i64,
    /// The first of the times that are settled with it.
    pub first_due: i64,
    /// How many times are settled with it.
    pub slots: i64,
    /// Why it runs.
    pub origin: String,
    /// Who asked for it.
    pub asked_by: Option<String>,
    /// Where it stands.
    pub status: String,
    /// How often a server took it; whoever writes for it names this number.
    pub attempt: i32,
    /// How many attempts failed or were abandoned.
    pub failures: i32,
    /// The server that has it, or had it last.
    pub holder: Option<String>,
    /// Counts the signs of life of its holder.
    pub beat: i64,
    /// When the last of them was given, by the holder's clock.
    pub heartbeat_at: Option<i64>,
    /// Until when its holder may be silent, by the holder's clock.
    pub lease_until: Option<i64>,
    /// From when on any server may take it; nobody may when absent.
    pub retry_at: Option<i64>,
    /// Who wants it to end.
    pub cancelled_by: Option<String>,
    /// How far it is, in thousandths.
    pub progress: i16,
    /// What it is doing.
    pub stage: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// Why nothing did.
    pub error: Option<String>,
    /// When its last attempt began.
    pub started_at: Option<i64>,
    /// When it ended.
    pub finished_at: Option<i64>,
}

/// What a holder says with a sign of life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// When, by its clock.
    pub at: Instant,
    /// Until when it may be silent.
    pub lease_until: Instant,
    /// How far it is, in thousandths; as it was when absent.
    pub progress: Option<i16>,
    /// What it is doing; as it was when absent.
    pub stage: Option<String>,
}

/// A line of a run's log.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = job_log, treat_none_as_default_value = false)]
pub struct LogLine {
    /// The run.
    pub run_id: i64,
    /// 1, 2, 3 … within the run.
    pub seq: i32,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// The attempt that says it.
    pub attempt: i32,
    /// What it says; belongs to the engine.
    pub says: String,
}

/// Inserts a run and returns its id, whatever id it has; `None` when its time is taken already. A job must be taken
/// before.
pub fn claim(connection: &mut AnyConnection, new: &Run) -> Result<Option<i64>> {
    if find_due(connection, new.job_id, new.due)?.is_some() {
        return Ok(None);
    }
    let id = sequences::take(connection, "job_runs", 1)?;
    let row = Run { id, ..new.clone() };
    let inserted = on_backend!(connection, c => diesel::insert_into(job_runs::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok((inserted == 1).then_some(id))
}

/// One run.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<Run>> {
    Ok(job_runs::table.find(id).first(connection).optional()?)
}

/// The run of a time of a job.
pub fn find_due(connection: &mut AnyConnection, job_id: i64, due: i64) -> Result<Option<Run>> {
    Ok(job_runs::table
        .filter(job_runs::job_id.eq(job_id))
        .filter(job_runs::due.eq(due))
        .first(connection)
        .optional()?)
}

/// The run of a job that is at work, or that a server may take: there is one at most.
pub fn find_open(connection: &mut AnyConnection, job_id: i64) -> Result<Option<Run>> {
    // Two queries, each by its own index: a job has thousands of runs that are over.
    let running = job_runs::table
        .filter(job_runs::status.eq(RUNNING))
        .filter(job_runs::job_id.eq(job_id))
        .first(connection)
        .optional()?;
    if running.is_some() {
        return Ok(running);
    }
    Ok(job_runs::table
        .filter(job_runs::retry_at.is_not_null())
        .filter(job_runs::job_id.eq(job_id))
        .first(connection)
        .optional()?)
}

/// All runs that are at work, and those that a server may take now or later.
pub fn list_open(connection: &mut AnyConnection) -> Result<Vec<Run>> {
    // Two queries, each by its own index.
    let mut open: Vec<Run> = job_runs::table.filter(job_runs::status.eq(RUNNING)).load(connection)?;
    open.extend(job_runs::table.filter(job_runs::retry_at.is_not_null()).load::<Run>(connection)?);
    open.sort_by_key(|run| run.id);
    open.dedup_by_key(|run| run.id);
    Ok(open)
}

/// Runs of a job, the latest time first; those of a time before `before`.
pub fn list_of(
    connection: &mut AnyConnection,
    job_id: i64,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Run>> {
    Ok(job_runs::table
        .filter(job_runs::job_id.eq(job_id))
        .filter(job_runs::due.lt(before.unwrap_or(i64::MAX)))
        .order(job_runs::due.desc())
        .limit(limit)
        .load(connection)?)
}

/// The last run of a job that has any of these statuses.
pub fn find_last(connection: &mut AnyConnection, job_id: i64, statuses: &[&str]) -> Result<Option<Run>> {
    Ok(job_runs::table
        .filter(job_runs::job_id.eq(job_id))
        .filter(job_runs::status.eq_any(statuses))
        .order(job_runs::due.desc())
        .first(connection)
        .optional()?)
}

/// Writes a run where an attempt still is the one at work; whether it was.
pub fn update_held(connection: &mut AnyConnection, attempt: i32, run: &Run) -> Result<bool> {
    let changed = diesel::update(
        job_runs::table
            .find(run.id)
            .filter(job_runs::attempt.eq(attempt))
            .filter(job_runs::status.eq(RUNNING)),
    )
    .set(run)
    .execute(connection)?;
    Ok(changed == 1)
}

/// Writes a run whose job was taken. Where somebody may be at work on it, as long as nobody gave a sign since it was read.
pub fn update_taken(connection: &mut AnyConnection, seen: &Run, run: &Run) -> Result<bool> {
    let changed = diesel::update(
        job_runs::table
            .find(run.id)
            .filter(job_runs::attempt.eq(seen.attempt))
            .filter(job_runs::status.eq(&seen.status))
            .filter(job_runs::beat.eq(seen.beat)),
    )
    .set(run)
    .execute(connection)?;
    Ok(changed == 1)
}

/// Gives a sign of life for an attempt; `None` when it is not the one at work any more, otherwise who wants it to end.
/// What else is written in the same transaction is written while the attempt is at work, or not at all.
pub fn beat(
    connection: &mut AnyConnection,
    id: i64,
    attempt: i32,
    sign: &Sign,
) -> Result<Option<Option<String>>> {
    #[derive(AsChangeset)]
    #[diesel(table_name = job_runs)]
    struct Changes<'a> {
        heartbeat_at: i64,
        lease_until: i64,
        progress: Option<i16>,
        stage: Option<&'a str>,
    }
    let changes = Changes {
        heartbeat_at: sign.at.millis(),
        lease_until: sign.lease_until.millis(),
        progress: sign.progress,
        stage: sign.stage.as_deref(),
    };
    Ok(diesel::update(
        job_runs::table.find(id).filter(job_runs::attempt.eq(attempt)).filter(job_runs::status.eq(RUNNING)),
    )
    .set((changes, job_runs::beat.eq(job_runs::beat + 1)))
    .returning(job_runs::cancelled_by)
    .get_result(connection)
    .optional()?)
}

/// Notes who wants a run at work to end; whether it is at work.
pub fn ask_to_cancel(connection: &mut AnyConnection, id: i64, who: &str) -> Result<bool> {
    let changed = diesel::update(job_runs::table.find(id).filter(job_runs::status.eq(RUNNING)))
        .set(job_runs::cancelled_by.eq(who))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Appends lines to the log of a run; their numbers are replaced by the next ones.
pub fn append_log(connection: &mut AnyConnection, run_id: i64, lines: &[LogLine]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let last: Option<i32> = job_log::table
        .filter(job_log::run_id.eq(run_id))
        .select(diesel::dsl::max(job_log::seq))
        .first(connection)?;
    let numbered: Vec<LogLine> = (last.unwrap_or(0) + 1..)
        .zip(lines)
        .map(|(seq, line)| LogLine { run_id, seq, ..line.clone() })
        .collect();
    for part in numbered.chunks(BATCH) {
        on_backend!(connection, c => diesel::insert_into(job_log::table).values(part).execute(c))?;
    }
    Ok(())
}

/// The log of a run, in order.
pub fn list_log(connection: &mut AnyConnection, run_id: i64) -> Result<Vec<LogLine>> {
    Ok(job_log::table.filter(job_log::run_id.eq(run_id)).order(job_log::seq).load(connection)?)
}

/// Runs that ended after a moment with any of these statuses, the last one first.
pub fn list_ended_since(
    connection: &mut AnyConnection,
    since: Instant,
    statuses: &[&str],
) -> Result<Vec<Run>> {
    Ok(job_runs::table
        .filter(job_runs::finished_at.gt(since.millis()))
        .filter(job_runs::status.eq_any(statuses))
        .filter(job_runs::retry_at.is_null())
        .order((job_runs::finished_at.desc(), job_runs::id.desc()))
        .load(connection)?)
}

/// Deletes up to `limit` runs, with their logs, that ended before a moment; the last run of each job stays. How many were
/// deleted.
pub fn delete_ended_before(connection: &mut AnyConnection, before: Instant, limit: i64) -> Result<usize> {
    let last: Vec<Option<i64>> =
        job_runs::table.group_by(job_runs::job_id).select(diesel::dsl::max(job_runs::id)).load(connection)?;
    let last: Vec<i64> = last.into_iter().flatten().collect();
    let old: Vec<i64> = job_runs::table
        .filter(job_runs::finished_at.lt(before.millis()))
        .filter(job_runs::retry_at.is_null())
        .filter(job_runs::status.ne(RUNNING))
        .filter(job_runs::id.ne_all(&last))
        .order(job_runs::id)
        .limit(limit)
        .select(job_runs::id)
        .load(connection)?;
    for part in old.chunks(BATCH) {
        diesel::delete(job_log::table.filter(job_log::run_id.eq_any(part))).execute(connection)?;
        diesel::delete(job_runs::table.filter(job_runs::id.eq_any(part))).execute(connection)?;
    }
    Ok(old.len())
}

/// Deletes all runs of a job, with their logs.
pub fn delete_of(connection: &mut AnyConnection, job_id: i64) -> Result<()> {
    let ids = job_runs::table.filter(job_runs::job_id.eq(job_id)).select(job_runs::id);
    diesel::delete(job_log::table.filter(job_log::run_id.eq_any(ids))).execute(connection)?;
    diesel::delete(job_runs::table.filter(job_runs::job_id.eq(job_id))).execute(connection)?;
    Ok(())
}
