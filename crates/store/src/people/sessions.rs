//! Sessions: what a browser holds the token of. Only the token's digest is kept.

use diesel::prelude::*;

use super::User;
use crate::schema::{sessions, users};
use crate::{AnyConnection, Result, sequences};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct Session {
    /// Id in this database; never given out twice, and worth nothing to who has it.
    pub id: i64,
    /// Digest of the token.
    pub token_digest: String,
    /// Whose it is.
    pub user_id: i64,
    /// Whether the second factor is still to come.
    pub pending: bool,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// When it began, milliseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was used last, to a few minutes.
    pub last_seen_at: i64,
    /// When it ends, whatever happens.
    pub expires_at: i64,
}

/// Inserts a session and returns its id; whatever id it has is replaced.
pub fn insert(connection: &mut AnyConnection, new: &Session) -> Result<i64> {
    let id = sequences::take(connection, "sessions", 1)?;
    let row = Session { id, ..new.clone() };
    diesel::insert_into(sessions::table).values(&row).execute(connection)?;
    Ok(id)
}

/// The session of a token's digest, with whose it is.
pub fn find(connection: &mut AnyConnection, token_digest: &str) -> Result<Option<(Session, User)>> {
    Ok(sessions::table
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .filter(sessions::token_digest.eq(token_digest))
        .first(connection)
        .optional()?)
}

/// The sessions of somebody, the newest first.
pub fn list(connection: &mut AnyConnection, user_id: i64) -> Result<Vec<Session>> {
    Ok(sessions::table.filter(sessions::user_id.eq(user_id)).order(sessions::id.desc()).load(connection)?)
}

/// Notes that a session was used.
pub fn touch(connection: &mut AnyConnection, id: i64, at: i64) -> Result<()> {
    diesel::update(sessions::table.find(id)).set(sessions::last_seen_at.eq(at)).execute(connection)?;
    Ok(())
}

/// Ends one session of somebody; false when they have none of that id.
pub fn delete(connection: &mut AnyConnection, user_id: i64, id: i64) -> Result<bool> {
    let ended = diesel::delete(sessions::table.find(id).filter(sessions::user_id.eq(user_id)));
    Ok(ended.execute(connection)? > 0)
}

/// Ends the session of a token's digest.
pub fn delete_token(connection: &mut AnyConnection, token_digest: &str) -> Result<()> {
    diesel::delete(sessions::table.filter(sessions::token_digest.eq(token_digest))).execute(connection)?;
    Ok(())
}

/// Ends every session of somebody.
pub fn delete_all(connection: &mut AnyConnection, user_id: i64) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id))).execute(connection)?)
}

/// Forgets sessions that ended before a moment.
pub fn delete_expired(connection: &mut AnyConnection, before: i64) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(before))).execute(connection)?)
}
