//! The days on which accounts came to stand elsewhere: another rating, or in or out of the marketing-qualified ones.
//!
//! They follow from the snapshots and are kept beside them, because a report on a quarter asks of a hundred thousand
//! accounts what only a few of them did.

use diesel::prelude::*;

use crate::bulk::{BATCH, on_backend};
use crate::schema::{account_moves, account_snapshots, accounts};
use crate::snapshots::Snapshot;
use crate::{AnyConnection, Result};

/// A day on which an account came to stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = account_moves, treat_none_as_default_value = false)]
pub struct AccountMove {
    /// The model.
    pub model_id: i64,
    /// Days since 1970-01-01 UTC.
    pub day: i32,
    /// The account.
    pub account_id: i64,
    /// Rating until then, 0 (A1) to 15 (D4); `None` when it had none.
    pub rating_before: Option<i16>,
    /// Whether it was marketing-qualified until then.
    pub mqa_before: Option<bool>,
    /// Rating since.
    pub rating: i16,
    /// Whether it has been marketing-qualified since.
    pub mqa: bool,
}

/// Rating and qualification of an account on the day of a snapshot.
type Stood = (i64, i32, i16, bool);

/// Brings the moves up to date after snapshots were written, all of one model and day.
pub(crate) fn follow(connection: &mut AnyConnection, rows: &[Snapshot]) -> Result<()> {
    for part in rows.chunks(BATCH) {
        let Some(Snapshot { model_id, day, .. }) = part.first().copied() else { continue };
        let mut ids: Vec<i64> = part.iter().map(|row| row.account_id).collect();
        ids.sort_unstable();
        let before = neighbours(connection, model_id, &ids, day, Side::Before)?;
        // A day in the past: what comes after it came from elsewhere.
        let after = neighbours(connection, model_id, &ids, day, Side::After)?;
        let mut moves = Vec::new();
        for row in part {
            let now = (row.account_id, row.day, row.rating, row.mqa);
            moves.extend(step(model_id, find(&before, row.account_id), now));
            if let Some(next) = find(&after, row.account_id) {
                moves.extend(step(model_id, Some(now), next));
            }
        }
        delete(connection, model_id, &ids, day)?;
        let mut later: Vec<(i32, i64)> = after.iter().map(|(id, day, _, _)| (*day, *id)).collect();
        later.sort_unstable();
        for same_day in later.chunk_by(|one, next| one.0 == next.0) {
            let ids: Vec<i64> = same_day.iter().map(|(_, id)| *id).collect();
            let day = same_day.first().map_or(day, |(day, _)| *day);
            delete(connection, model_id, &ids, day)?;
        }
        if moves.is_empty() {
            continue;
        }
        on_backend!(connection, c => diesel::insert_into(account_moves::table).values(&moves).execute(c))?;
    }
    Ok(())
}

/// The move from one day to the next one with a snapshot, where there is any.
fn step(model_id: i64, before: Option<Stood>, after: Stood) -> Option<AccountMove> {
    let (account_id, day, rating, mqa) = after;
    let (rating_before, mqa_before) = (before.map(|it| it.2), before.map(|it| it.3));
    (rating_before != Some(rating) || mqa_before != Some(mqa)).then_some(AccountMove {
        model_id,
        day,
        account_id,
        rating_before,
        mqa_before,
        rating,
        mqa,
    })
}

fn find(stood: &[Stood], account: i64) -> Option<Stood> {
    let place = stood.binary_search_by_key(&account, |(id, _, _, _)| *id).ok()?;
    stood.get(place).copied()
}

fn delete(connection: &mut AnyConnection, model_id: i64, ids: &[i64], day: i32) -> Result<()> {
    diesel::delete(
        account_moves::table
            .filter(account_moves::model_id.eq(model_id))
            .filter(account_moves::day.eq(day))
            .filter(account_moves::account_id.eq_any(ids)),
    )
    .execute(connection)?;
    Ok(())
}

/// Which snapshot of an account is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The last one before a day.
    Before,
    /// The first one after it.
    After,
}

/// The snapshots next to a day, by account.
fn neighbours(
    connection: &mut AnyConnection,
    model_id: i64,
    ids: &[i64],
    day: i32,
    side: Side,
) -> Result<Vec<Stood>> {
    let other = diesel::alias!(account_snapshots as other);
    let own = other
        .filter(other.field(account_snapshots::model_id).eq(model_id))
        .filter(other.field(account_snapshots::account_id).eq(accounts::id));
    let place = other.field(account_snapshots::day);
    // One seek an account: the day is looked up first, then its row.
    macro_rules! load {
        ($day:expr) => {
            accounts::table
                .inner_join(
                    account_snapshots::table.on(account_snapshots::account_id
                        .eq(accounts::id)
                        .and(account_snapshots::model_id.eq(model_id))),
                )
                .filter(accounts::id.eq_any(ids))
                .filter(account_snapshots::day.nullable().eq($day.single_value()))
                .select((
                    accounts::id,
                    account_snapshots::day,
                    account_snapshots::rating,
                    account_snapshots::mqa,
                ))
                .load(connection)?
        };
    }
    let mut found: Vec<Stood> = match side {
        Side::Before => load!(own.filter(place.lt(day)).select(diesel::dsl::max(place))),
        Side::After => load!(own.filter(place.gt(day)).select(diesel::dsl::min(place))),
    };
    found.sort_unstable_by_key(|(id, _, _, _)| *id);
    Ok(found)
}

/// The moves of a model on or after a day, by day and account.
pub fn list(connection: &mut AnyConnection, model_id: i64, since_day: i32) -> Result<Vec<AccountMove>> {
    Ok(account_moves::table
        .filter(account_moves::model_id.eq(model_id))
        .filter(account_moves::day.ge(since_day))
        .order((account_moves::day, account_moves::account_id))
        .load(connection)?)
}

/// How many moves are missing, or do not follow from the snapshots; 0 in a sound database.
///
/// # Errors
///
/// When the database cannot be read.
pub fn count_wrong(connection: &mut AnyConnection) -> Result<u64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        wrong: i64,
    }
    let expected = "SELECT model_id, day, account_id, rating_before, mqa_before, rating, mqa FROM (\
         SELECT model_id, day, account_id, rating, mqa, \
         LAG(rating) OVER (PARTITION BY model_id, account_id ORDER BY day) AS rating_before, \
         LAG(mqa) OVER (PARTITION BY model_id, account_id ORDER BY day) AS mqa_before \
         FROM account_snapshots) AS steps \
         WHERE rating_before IS NULL OR rating_before <> rating OR mqa_before <> mqa";
    let stored =
        "SELECT model_id, day, account_id, rating_before, mqa_before, rating, mqa FROM account_moves";
    let query = format!(
        "SELECT COUNT(*) AS wrong FROM (\
         SELECT * FROM (SELECT * FROM ({expected}) AS a EXCEPT SELECT * FROM ({stored}) AS b) AS c \
         UNION ALL \
         SELECT * FROM (SELECT * FROM ({stored}) AS d EXCEPT SELECT * FROM ({expected}) AS e) AS f) AS g"
    );
    let counted: Count = diesel::sql_query(query).get_result(connection)?;
    Ok(u64::try_from(counted.wrong).unwrap_or(0))
}
