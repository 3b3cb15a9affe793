//! Attempts that are counted, so that several servers count together.

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::bulk::on_backend;
use crate::schema::attempts;
use crate::{AnyConnection, Result};

/// What was tried so far.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = attempts)]
pub struct Attempts {
    /// What they are counted for.
    pub subject: String,
    /// How many failed, or are still under way.
    pub failures: i32,
    /// When the last one was, milliseconds since 1970 UTC.
    pub last_at: i64,
}

/// The attempts of a subject, taken until the end of the transaction: nobody else counts for it meanwhile.
pub fn take(connection: &mut AnyConnection, subject: &str) -> Result<Option<Attempts>> {
    if let AnyConnection::Postgres(inner) = connection {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 4704075))")
            .bind::<Text, _>(subject)
            .execute(inner)?;
    }
    Ok(attempts::table.find(subject).first(connection).optional()?)
}

/// Writes what was tried for a subject that was taken.
pub fn upsert(connection: &mut AnyConnection, row: &Attempts) -> Result<()> {
    on_backend!(connection, c => diesel::insert_into(attempts::table)
        .values(row)
        .on_conflict(attempts::subject)
        .do_update()
        .set(row)
        .execute(c))?;
    Ok(())
}

/// Forgets what was tried for a subject.
pub fn delete(connection: &mut AnyConnection, subject: &str) -> Result<()> {
    diesel::delete(attempts::table.find(subject)).execute(connection)?;
    Ok(())
}

/// Forgets what was tried last before a moment.
pub fn delete_before(connection: &mut AnyConnection, before: i64) -> Result<usize> {
    Ok(diesel::delete(attempts::table.filter(attempts::last_at.lt(before))).execute(connection)?)
}
