//! The audit log: who did what to which object. Entries are only ever added, and each holds the hash of the one before it.

use diesel::prelude::*;

use crate::lists::{Paged, Position, page, rows_to_read};
use crate::reading::row_by_row;
use crate::schema::audit_log;
use crate::{AnyConnection, Result, StoreError, settings, turns};

/// The setting that names the last entry.
const HEAD: &str = "audit_head";

/// What is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who: a name, or `system`.
    pub actor: &'a str,
    /// A word for what was done.
    pub action: &'a str,
    /// What it was done to: `model`, `job` …
    pub object_kind: &'a str,
    /// Which one.
    pub object_id: &'a str,
    /// What else there is to know: a JSON object.
    pub detail: &'a str,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = audit_log)]
pub struct Entry {
    /// 1, 2, 3 …
    pub seq: i64,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// A word for what was done.
    pub action: String,
    /// What it was done to.
    pub object_kind: String,
    /// Which one.
    pub object_id: String,
    /// What else there is to know: a JSON object.
    pub detail: String,
    /// The hash of the entry before it; empty for the first one.
    pub previous: String,
    /// The hash of all of the above.
    pub hash: String,
}

impl Entry {
    /// The hash that belongs to what this entry says: BLAKE3 over all of it, each text behind its length, so that no two
    /// entries are written alike.
    pub fn hash_of(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seq.to_le_bytes());
        hasher.update(&self.at.to_le_bytes());
        let texts =
            [&self.actor, &self.action, &self.object_kind, &self.object_id, &self.detail, &self.previous];
        for text in texts {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// The end of the log: the number of the last entry and its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 while there is none.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// Adds an entry. It is kept or lost together with everything else that the transaction does. On PostgreSQL all who write to
/// the log wait for each other from here to the end of their transactions, so this comes last.
///
/// # Errors
///
/// Those of the database.
pub fn append(connection: &mut AnyConnection, new: &NewEntry<'_>) -> Result<Head> {
    turns::take_audit(connection)?;
    let last: Option<(i64, String)> = audit_log::table
        .order(audit_log::seq.desc())
        .select((audit_log::seq, audit_log::hash))
        .first(connection)
        .optional()?;
    let (seq, previous) = last.unwrap_or_default();
    let mut entry = Entry {
        seq: seq + 1,
        at: new.at,
        actor: new.actor.to_owned(),
        action: new.action.to_owned(),
        object_kind: new.object_kind.to_owned(),
        object_id: new.object_id.to_owned(),
        detail: new.detail.to_owned(),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.hash_of();
    diesel::insert_into(audit_log::table).values(&entry).execute(connection)?;
    settings::upsert(connection, HEAD, &format!("{} {}", entry.seq, entry.hash))?;
    Ok(Head { seq: entry.seq, hash: entry.hash })
}

/// The end of the log as it was noted beside it when the last entry was written.
///
/// # Errors
///
/// A note that cannot be read, and those of the database.
pub fn noted_head(connection: &mut AnyConnection) -> Result<Head> {
    let Some(text) = settings::find(connection, HEAD)? else { return Ok(Head::default()) };
    let bad = || StoreError::bad_row("settings", "value", HEAD, &text);
    let (seq, hash) = text.split_once(' ').ok_or_else(bad)?;
    Ok(Head { seq: seq.parse().map_err(|_| bad())?, hash: hash.to_owned() })
}

/// One entry.
pub fn find(connection: &mut AnyConnection, seq: i64) -> Result<Option<Entry>> {
    Ok(audit_log::table.find(seq).first(connection).optional()?)
}

/// Calls `each` with every entry, the oldest first.
///
/// # Errors
///
/// Those of the database, and what `each` returns.
pub fn for_each<E: From<StoreError>>(
    connection: &mut AnyConnection,
    each: impl FnMut(Entry) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    row_by_row(connection, audit_log::table.order(audit_log::seq), each)
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Those of one of these people; of anybody when absent.
    pub actors: Option<Vec<String>>,
    /// Those of one action.
    pub action: Option<String>,
    /// Those about one kind of object.
    pub object_kind: Option<String>,
    /// Those about one object; counts with its kind.
    pub object_id: Option<String>,
}

/// One page of the log: the newest entry first. Only the id of the position counts.
///
/// # Errors
///
/// Those of the database.
pub fn list(
    connection: &mut AnyConnection,
    filter: &AuditFilter,
    position: Option<&Position>,
    limit: usize,
) -> Result<Paged<Entry>> {
    let mut query = audit_log::table.limit(rows_to_read(limit)).into_boxed();
    if let Some(actors) = &filter.actors {
        query = query.filter(audit_log::actor.eq_any(actors.clone()));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit_log::action.eq(action.clone()));
    }
    if let Some(kind) = &filter.object_kind {
        query = query.filter(audit_log::object_kind.eq(kind.clone()));
    }
    if let Some(id) = &filter.object_id {
        query = query.filter(audit_log::object_id.eq(id.clone()));
    }
    query = match position {
        None => query.order(audit_log::seq.desc()),
        Some(after) if !after.backwards => {
            query.filter(audit_log::seq.lt(after.id)).order(audit_log::seq.desc())
        }
        Some(before) => query.filter(audit_log::seq.gt(before.id)).order(audit_log::seq.asc()),
    };
    Ok(page(query.load(connection)?, limit, position))
}
