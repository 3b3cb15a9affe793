//! Scheduled jobs: what runs when. Their runs, which are also the claims of due times, are in [`runs`].

pub mod runs;

use bareme_scoring::Instant;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::bulk::on_backend;
use crate::schema::jobs;
use crate::{AnyConnection, Result, sequences};

/// A job. What its texts mean belongs to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = jobs, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Job {
    /// Id in this database.
    pub id: i64,
    /// Its name, unique whatever case and accents.
    pub name: String,
    /// The name without case and accents.
    pub name_folded: String,
    /// What it does, a word.
    pub kind: String,
    /// How it does it, JSON.
    pub parameters: String,
    /// When it runs: five fields of cron.
    pub expression: String,
    /// The time zone of the expression; the company's own when absent.
    pub zone: Option<String>,
    /// Whether it waits until somebody lets it go on.
    pub paused: bool,
    /// Whether a time that no server was there for is made up for.
    pub catch_up: bool,
    /// What `next_due` was computed from.
    pub reckoned_from: String,
    /// When it runs next, milliseconds since 1970 UTC; never when absent.
    pub next_due: Option<i64>,
    /// Counts the changes that people made.
    pub revision: i32,
    /// Who changed it last; the program when absent.
    pub changed_by: Option<String>,
    /// When, milliseconds since 1970 UTC.
    pub changed_at: i64,
}

/// Inserts a job and returns its id, whatever id it has; `None` when another has its name.
pub fn insert(connection: &mut AnyConnection, new: &Job) -> Result<Option<i64>> {
    if find_named(connection, &new.name_folded)?.is_some() {
        return Ok(None);
    }
    let id = sequences::take(connection, "jobs", 1)?;
    let row = Job { id, ..new.clone() };
    // Taking the id made others who insert wait, but who inserted before us may have committed only now.
    let inserted = on_backend!(connection, c => diesel::insert_into(jobs::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok((inserted == 1).then_some(id))
}

/// All jobs, in the order in which they were made.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<Job>> {
    Ok(jobs::table.order(jobs::id).load(connection)?)
}

/// One job.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<Job>> {
    Ok(jobs::table.find(id).first(connection).optional()?)
}

/// The job of a name without case and accents.
pub fn find_named(connection: &mut AnyConnection, name_folded: &str) -> Result<Option<Job>> {
    Ok(jobs::table.filter(jobs::name_folded.eq(name_folded)).first(connection).optional()?)
}

/// One job, taken until the end of the transaction: nobody else claims a time of it, ends a run of it or changes it.
pub fn take(connection: &mut AnyConnection, id: i64) -> Result<Option<Job>> {
    if let AnyConnection::Postgres(inner) = connection {
        diesel::sql_query("SELECT id FROM jobs WHERE id = $1 FOR UPDATE")
            .bind::<BigInt, _>(id)
            .execute(inner)?;
    }
    find(connection, id)
}

/// Writes a job that was taken.
pub fn update(connection: &mut AnyConnection, job: &Job) -> Result<()> {
    diesel::update(jobs::table.find(job.id)).set(job).execute(connection)?;
    Ok(())
}

/// Writes when a job runs next, and what that was computed from.
pub fn update_due(
    connection: &mut AnyConnection,
    id: i64,
    next_due: Option<Instant>,
    reckoned_from: &str,
) -> Result<()> {
    diesel::update(jobs::table.find(id))
        .set((jobs::next_due.eq(next_due.map(Instant::millis)), jobs::reckoned_from.eq(reckoned_from)))
        .execute(connection)?;
    Ok(())
}

/// Deletes a job that has no runs any more.
pub fn delete(connection: &mut AnyConnection, id: i64) -> Result<bool> {
    Ok(diesel::delete(jobs::table.find(id)).execute(connection)? > 0)
}
