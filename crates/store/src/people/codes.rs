//! Codes that count once. Only their digests are kept.

use diesel::prelude::*;

use crate::schema::one_time_codes;
use crate::{AnyConnection, Result};

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = one_time_codes, treat_none_as_default_value = false)]
pub struct Code {
    /// Digest of the code.
    pub digest: String,
    /// What it is good for, a word.
    pub purpose: String,
    /// Whose it is; of nobody yet when absent.
    pub user_id: Option<i64>,
    /// When it was made, milliseconds since 1970 UTC.
    pub created_at: i64,
    /// Until when it counts; until it is used when absent.
    pub expires_at: Option<i64>,
}

/// Inserts a code.
pub fn insert(connection: &mut AnyConnection, code: &Code) -> Result<()> {
    diesel::insert_into(one_time_codes::table).values(code).execute(connection)?;
    Ok(())
}

/// The code of a digest.
pub fn find(connection: &mut AnyConnection, purpose: &str, digest: &str) -> Result<Option<Code>> {
    Ok(one_time_codes::table
        .find(digest)
        .filter(one_time_codes::purpose.eq(purpose))
        .first(connection)
        .optional()?)
}

/// Uses a code up; whether it was still there. Of two who use it at once, one gets true.
pub fn delete(connection: &mut AnyConnection, purpose: &str, digest: &str) -> Result<bool> {
    let used = diesel::delete(one_time_codes::table.find(digest).filter(one_time_codes::purpose.eq(purpose)));
    Ok(used.execute(connection)? > 0)
}

/// Takes back every code of a purpose that somebody has, or that nobody has yet.
pub fn delete_all(connection: &mut AnyConnection, purpose: &str, user_id: Option<i64>) -> Result<usize> {
    let of_purpose = one_time_codes::table.filter(one_time_codes::purpose.eq(purpose));
    Ok(match user_id {
        Some(id) => diesel::delete(of_purpose.filter(one_time_codes::user_id.eq(id))).execute(connection)?,
        None => diesel::delete(of_purpose.filter(one_time_codes::user_id.is_null())).execute(connection)?,
    })
}

/// How many codes of a purpose somebody has left.
pub fn count(connection: &mut AnyConnection, purpose: &str, user_id: i64) -> Result<i64> {
    Ok(one_time_codes::table
        .filter(one_time_codes::purpose.eq(purpose))
        .filter(one_time_codes::user_id.eq(user_id))
        .count()
        .get_result(connection)?)
}

/// Forgets codes that ended before a moment.
pub fn delete_expired(connection: &mut AnyConnection, before: i64) -> Result<usize> {
    Ok(diesel::delete(one_time_codes::table.filter(one_time_codes::expires_at.lt(before)))
        .execute(connection)?)
}
