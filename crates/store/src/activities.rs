//! What contacts did, clustered by contact, and the kinds of activity that they share.

use std::ops::Range;

use bareme_scoring::{Activity, ActivityKind, Instant};
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;

use crate::bulk::{BATCH, BulkRow, bind_all, insert_chunks, on_backend, stream};
use crate::schema::{activities, activity_kinds};
use crate::{AnyConnection, Result};

/// An activity on its way into the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Insertable)]
#[diesel(table_name = activities_staging, treat_none_as_default_value = false)]
pub struct NewActivity {
    /// Who.
    pub contact_id: i64,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// Id of the kind.
    pub kind_id: i64,
    /// Hash of the source's own id (see [`source_key`]), 0 without one.
    pub source_key: i64,
}

diesel::table! {
    activities_staging (contact_id, at, kind_id, source_key) {
        contact_id -> BigInt,
        at -> BigInt,
        kind_id -> BigInt,
        source_key -> BigInt,
    }
}

impl BulkRow for NewActivity {
    const INSERT: &'static str =
        "INSERT OR IGNORE INTO activities (contact_id, at, kind_id, source_key) VALUES ";

    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        bind_all!(out, BigInt: &self.contact_id, BigInt: &self.at, BigInt: &self.kind_id, BigInt: &self.source_key)
    }
}

/// A positive 63-bit hash of a source's own id of an activity; never 0. Two ids meet by chance once in 10¹⁸ pairs.
pub fn source_key(id: &str) -> i64 {
    let digest = blake3::hash(id.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(digest.as_bytes().first_chunk::<8>().unwrap_or(&[1; 8]));
    (i64::from_le_bytes(bytes) & i64::MAX).max(1)
}

/// Inserts activities, sorted by contact and time for the speed of it; those that exist already are left alone.
/// Returns how many were new.
pub fn insert(connection: &mut AnyConnection, rows: &[NewActivity]) -> Result<usize> {
    match connection {
        AnyConnection::Sqlite(connection) => insert_chunks(connection, rows),
        AnyConnection::Postgres(connection) => {
            use diesel::connection::SimpleConnection;
            connection.batch_execute(
                "CREATE TEMPORARY TABLE IF NOT EXISTS activities_staging \
                 (contact_id BIGINT, at BIGINT, kind_id BIGINT, source_key BIGINT) ON COMMIT DELETE ROWS; \
                 TRUNCATE activities_staging",
            )?;
            diesel::copy_from(activities_staging::table).from_insertable(rows).execute(connection)?;
            Ok(diesel::sql_query(
                "INSERT INTO activities (contact_id, at, kind_id, source_key) \
                 SELECT contact_id, at, kind_id, source_key FROM activities_staging ON CONFLICT DO NOTHING",
            )
            .execute(connection)?)
        }
    }
}

/// Of activities with an id of the source, those whose id is stored with another contact, kind or time: indexes into
/// `rows`.
pub fn contradictions(connection: &mut AnyConnection, rows: &[NewActivity]) -> Result<Vec<usize>> {
    let mut stored: Vec<NewActivity> = Vec::new();
    let keys: Vec<i64> = rows.iter().map(|row| row.source_key).filter(|key| *key != 0).collect();
    for part in keys.chunks(BATCH) {
        let found: Vec<(i64, i64, i64, i64)> = activities::table
            .filter(activities::source_key.ne(0))
            .filter(activities::source_key.eq_any(part))
            .load(connection)?;
        stored.extend(found.into_iter().map(|(contact_id, at, kind_id, source_key)| NewActivity {
            contact_id,
            at,
            kind_id,
            source_key,
        }));
    }
    stored.sort_by_key(|row| row.source_key);
    Ok(rows
        .iter()
        .enumerate()
        .filter(|(_, row)| {
            row.source_key != 0
                && stored
                    .binary_search_by_key(&row.source_key, |stored| stored.source_key)
                    .is_ok_and(|at| stored.get(at) != Some(*row))
        })
        .map(|(index, _)| index)
        .collect())
}

/// The activities of a range of contact ids up to `as_of`, by contact and time, one after another:
/// `each(contact, activity)`, where the activity's kind is the id of its kind.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each<E: From<crate::StoreError>>(
    connection: &mut AnyConnection,
    range: Range<i64>,
    as_of: Instant,
    mut each: impl FnMut(i64, Activity) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = activities::table
        .filter(activities::contact_id.ge(range.start))
        .filter(activities::contact_id.lt(range.end))
        .filter(activities::at.le(as_of.millis()))
        .order((activities::contact_id, activities::at, activities::kind_id))
        .select((activities::contact_id, activities::at, activities::kind_id));
    stream!(connection, query, (i64, i64, i64), |(contact, at, kind): (i64, i64, i64)| {
        each(contact, activity(at, kind))
    });
    Ok(())
}

/// The activities of one contact up to `as_of`, oldest first.
pub fn list(connection: &mut AnyConnection, contact_id: i64, as_of: Instant) -> Result<Vec<Activity>> {
    let rows: Vec<(i64, i64)> = activities::table
        .filter(activities::contact_id.eq(contact_id))
        .filter(activities::at.le(as_of.millis()))
        .order((activities::at, activities::kind_id))
        .select((activities::at, activities::kind_id))
        .load(connection)?;
    Ok(rows.into_iter().map(|(at, kind)| activity(at, kind)).collect())
}

/// An activity with its contact, as timelines show it. Ordered by time, contact, kind.
pub type TimelineRow = (i64, i64, i64);

/// What these contacts did, newest first: (time, contact, kind id) before `before` (excluding it), at most `limit`.
pub fn list_timeline(
    connection: &mut AnyConnection,
    contacts: &[i64],
    before: TimelineRow,
    limit: usize,
) -> Result<Vec<TimelineRow>> {
    let mut found: Vec<TimelineRow> = Vec::new();
    for contact in contacts {
        // A contact's activities are clustered by time, so that each of these reads a few rows from one place.
        let rows: Vec<TimelineRow> = activities::table
            .filter(activities::contact_id.eq(contact))
            .filter(activities::at.le(before.0))
            .order((activities::at.desc(), activities::kind_id.desc()))
            .select((activities::at, activities::contact_id, activities::kind_id))
            .limit(i64::try_from(limit + 64).unwrap_or(i64::MAX))
            .load(connection)?;
        found.extend(rows.into_iter().filter(|row| *row < before));
    }
    found.sort_unstable_by(|left, right| right.cmp(left));
    found.truncate(limit);
    Ok(found)
}

/// How many there are, and when the last one was.
pub fn count_and_last(connection: &mut AnyConnection) -> Result<(u64, Option<Instant>)> {
    let (count, last): (i64, Option<i64>) = activities::table
        .select((diesel::dsl::count_star(), diesel::dsl::max(activities::at)))
        .first(connection)?;
    Ok((u64::try_from(count).unwrap_or(0), last.map(Instant::from_millis)))
}

pub(crate) fn activity(at: i64, kind: i64) -> Activity {
    Activity { at: Instant::from_millis(at), kind: u32::try_from(kind).unwrap_or(u32::MAX) }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = activity_kinds, treat_none_as_default_value = false)]
struct KindRow {
    id: i64,
    digest: String,
    activity: String,
    content_type: Option<String>,
    content: Option<String>,
    campaign: Option<String>,
    channel: Option<String>,
}

/// All kinds with an id above `after`: the kind of id `n` stands at index `n - after - 1`, gaps (there are none
/// unless rows were removed by hand) are empty kinds.
pub fn list_kinds(connection: &mut AnyConnection, after: i64) -> Result<Vec<ActivityKind>> {
    let rows: Vec<KindRow> = activity_kinds::table
        .filter(activity_kinds::id.gt(after))
        .order(activity_kinds::id)
        .load(connection)?;
    let mut kinds: Vec<ActivityKind> = Vec::with_capacity(rows.len());
    for row in rows {
        let index = usize::try_from(row.id - after - 1).unwrap_or(0);
        kinds.resize(index.max(kinds.len()), ActivityKind::default());
        kinds.push(ActivityKind {
            activity: row.activity,
            content_type: row.content_type,
            content: row.content,
            campaign: row.campaign,
            channel: row.channel,
        });
    }
    Ok(kinds)
}

/// Inserts kinds that are new and returns the id of each, in order.
pub fn insert_kinds(connection: &mut AnyConnection, kinds: &[ActivityKind]) -> Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(kinds.len());
    for part in kinds.chunks(BATCH) {
        let digests: Vec<String> = part.iter().map(kind_digest).collect();
        let known: Vec<(String, i64)> = activity_kinds::table
            .filter(activity_kinds::digest.eq_any(&digests))
            .select((activity_kinds::digest, activity_kinds::id))
            .load(connection)?;
        let known: std::collections::BTreeMap<String, i64> = known.into_iter().collect();
        let missing = digests.iter().filter(|digest| !known.contains_key(*digest)).count();
        let mut next =
            if missing == 0 { 0 } else { crate::sequences::take(connection, "activity_kinds", missing)? };
        let mut rows = Vec::with_capacity(missing);
        for (kind, digest) in part.iter().zip(digests) {
            if let Some(id) = known.get(&digest) {
                ids.push(*id);
            } else {
                ids.push(next);
                rows.push(KindRow::of(next, digest, kind));
                next += 1;
            }
        }
        on_backend!(connection, c => diesel::insert_into(activity_kinds::table).values(&rows).execute(c))?;
    }
    Ok(ids)
}

impl KindRow {
    fn of(id: i64, digest: String, kind: &ActivityKind) -> Self {
        let ActivityKind { activity, content_type, content, campaign, channel } = kind.clone();
        Self { id, digest, activity, content_type, content, campaign, channel }
    }
}

fn kind_digest(kind: &ActivityKind) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [
        Some(&kind.activity),
        kind.content_type.as_ref(),
        kind.content.as_ref(),
        kind.campaign.as_ref(),
        kind.channel.as_ref(),
    ] {
        // Length first, so that no two kinds can run together; an absent part differs from an empty one.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(part.map_or(b"".as_slice(), |part| part.as_bytes()));
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}
