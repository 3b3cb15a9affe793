//! Ids that are handed out inside of the transaction that uses them: an import that was interrupted gives the same
//! ids as one that was not, on both databases.

use diesel::prelude::*;

use crate::schema::sequences;
use crate::{AnyConnection, Result};

/// Takes `count` ids for a table and returns the first; the others follow it.
///
/// # Errors
///
/// When the table has no sequence.
pub fn take(connection: &mut AnyConnection, table: &str, count: usize) -> Result<i64> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let next: i64 = diesel::update(sequences::table.find(table))
        .set(sequences::next.eq(sequences::next + count))
        .returning(sequences::next)
        .get_result(connection)?;
    Ok(next - count)
}

/// The id that a table gives out next.
///
/// # Errors
///
/// When the table has no sequence.
pub fn next(connection: &mut AnyConnection, table: &str) -> Result<i64> {
    Ok(sequences::table.find(table).select(sequences::next).first(connection)?)
}
