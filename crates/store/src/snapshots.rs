//! What accounts scored on earlier days: one row a day, only when something changed.

use bareme_scoring::Instant;
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::sql_types::{BigInt, Bool, Integer, SmallInt};
use diesel::sqlite::Sqlite;

use crate::bulk::{BATCH, BulkRow, bind_all, insert_chunks};
use crate::reading::in_parts;
use crate::schema::account_snapshots;
use crate::scores::AccountScore;
use crate::{AnyConnection, Result, moves};

/// An account's score on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = account_snapshots)]
pub struct Snapshot {
    /// The model.
    pub model_id: i64,
    /// The account.
    pub account_id: i64,
    /// Days since 1970-01-01 UTC.
    pub day: i32,
    /// The version of the model.
    pub version_id: i64,
    /// Account fit, hundredths.
    pub fit: i32,
    /// Account engagement, hundredths.
    pub engagement: i32,
    /// Rating, 0 (A1) to 15 (D4).
    pub rating: i16,
    /// Committee coverage, hundredths of a percent.
    pub coverage: i32,
    /// Marketing-qualified.
    pub mqa: bool,
}

impl Snapshot {
    /// The snapshot of a score on the day that it was computed.
    pub fn of(score: &AccountScore) -> Self {
        Self {
            model_id: score.model_id,
            account_id: score.account_id,
            day: day_number(Instant::from_millis(score.as_of)),
            version_id: score.version_id,
            fit: score.fit,
            engagement: score.engagement,
            rating: score.rating,
            coverage: score.coverage,
            mqa: score.mqa,
        }
    }

    /// Whether it says the same of another day.
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { day: other.day, version_id: other.version_id, ..*self } == *other
    }
}

/// Days since 1970-01-01 UTC, as stored.
pub fn day_number(moment: Instant) -> i32 {
    i32::try_from(moment.day()).unwrap_or(if moment.day() < 0 { i32::MIN } else { i32::MAX })
}

impl BulkRow for Snapshot {
    const INSERT: &'static str = "INSERT OR REPLACE INTO account_snapshots (model_id, account_id, day, version_id, fit, engagement, \
         rating, coverage, mqa) VALUES ";

    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        bind_all!(
            out,
            BigInt: &self.model_id,
            BigInt: &self.account_id,
            Integer: &self.day,
            BigInt: &self.version_id,
            Integer: &self.fit,
            Integer: &self.engagement,
            SmallInt: &self.rating,
            Integer: &self.coverage,
            Bool: &self.mqa,
        )
    }
}

/// Writes snapshots over those of the same day, and brings the moves that follow from them up to date.
pub fn upsert(connection: &mut AnyConnection, rows: &[Snapshot]) -> Result<()> {
    match connection {
        AnyConnection::Sqlite(connection) => {
            insert_chunks(connection, rows)?;
        }
        AnyConnection::Postgres(connection) => {
            use diesel::upsert::excluded;
            for part in rows.chunks(BATCH) {
                diesel::insert_into(account_snapshots::table)
                    .values(part)
                    .on_conflict((
                        account_snapshots::model_id,
                        account_snapshots::account_id,
                        account_snapshots::day,
                    ))
                    .do_update()
                    .set((
                        account_snapshots::version_id.eq(excluded(account_snapshots::version_id)),
                        account_snapshots::fit.eq(excluded(account_snapshots::fit)),
                        account_snapshots::engagement.eq(excluded(account_snapshots::engagement)),
                        account_snapshots::rating.eq(excluded(account_snapshots::rating)),
                        account_snapshots::coverage.eq(excluded(account_snapshots::coverage)),
                        account_snapshots::mqa.eq(excluded(account_snapshots::mqa)),
                    ))
                    .execute(connection)?;
            }
        }
    }
    for same in rows.chunk_by(|one, next| (one.model_id, one.day) == (next.model_id, next.day)) {
        moves::follow(connection, same)?;
    }
    Ok(())
}

/// The snapshots of these accounts since a day, by account and day.
pub fn list(
    connection: &mut AnyConnection,
    model_id: i64,
    accounts: &[i64],
    since_day: i32,
) -> Result<Vec<Snapshot>> {
    let mut found: Vec<Snapshot> = in_parts(accounts, |part| {
        account_snapshots::table
            .filter(account_snapshots::model_id.eq(model_id))
            .filter(account_snapshots::account_id.eq_any(part))
            .filter(account_snapshots::day.ge(since_day))
            .load(connection)
    })?;
    found.sort_by_key(|snapshot| (snapshot.account_id, snapshot.day));
    Ok(found)
}

/// The last snapshot of one account on or before a day.
pub fn find_last(
    connection: &mut AnyConnection,
    model_id: i64,
    account_id: i64,
    day: i32,
) -> Result<Option<Snapshot>> {
    Ok(account_snapshots::table
        .filter(account_snapshots::model_id.eq(model_id))
        .filter(account_snapshots::account_id.eq(account_id))
        .filter(account_snapshots::day.le(day))
        .order(account_snapshots::day.desc())
        .first(connection)
        .optional()?)
}

/// The last snapshot of every account on or before a day, by account.
pub fn list_last(connection: &mut AnyConnection, model_id: i64, day: i32) -> Result<Vec<Snapshot>> {
    let (this, other) = diesel::alias!(account_snapshots as this, account_snapshots as other);
    let last_day = other
        .filter(other.field(account_snapshots::model_id).eq(this.field(account_snapshots::model_id)))
        .filter(other.field(account_snapshots::account_id).eq(this.field(account_snapshots::account_id)))
        .filter(other.field(account_snapshots::day).le(day))
        .select(diesel::dsl::max(other.field(account_snapshots::day)))
        .single_value();
    let mut found: Vec<Snapshot> = this
        .filter(this.field(account_snapshots::model_id).eq(model_id))
        .filter(this.field(account_snapshots::day).nullable().eq(last_day))
        .load(connection)?;
    found.sort_by_key(|snapshot| snapshot.account_id);
    Ok(found)
}
