//! Current scores of accounts.

use bareme_scoring::{BuyingRole, Instant};
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::sql_types::{BigInt, Bool, Double, Integer, Nullable, SmallInt};
use diesel::sqlite::Sqlite;

use crate::bulk::{BATCH, BulkRow, bind_all, insert_chunks, stream};
use crate::schema::account_scores;
use crate::{AnyConnection, Result, StoreError};

/// The place of accounts without a surge in an order by surge: the last.
pub const NO_SURGE: i32 = i32::MAX;

/// The score of an account in a model. Points are whole hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Queryable, Insertable)]
#[diesel(table_name = account_scores, treat_none_as_default_value = false)]
pub struct AccountScore {
    /// The model.
    pub model_id: i64,
    /// The account.
    pub account_id: i64,
    /// The version of the model.
    pub version_id: i64,
    /// When it was computed, milliseconds since 1970 UTC.
    pub as_of: i64,
    /// Account fit.
    pub fit: i32,
    /// Account engagement.
    pub engagement: i32,
    /// Rating, 0 (A1) to 15 (D4).
    pub rating: i16,
    /// Committee coverage, hundredths of a percent.
    pub coverage: i32,
    /// People who reach it.
    pub people: i32,
    /// Engaged people.
    pub engaged: i32,
    /// Marketing-qualified.
    pub mqa: bool,
    /// Activities in the recent window.
    pub recent: i32,
    /// Activities in the window before it.
    pub baseline: i32,
    /// One-sided p-value of a surge; `None` when there is none.
    pub surge_p: Option<f64>,
    /// Change of engagement over 30 days; `None` while there is no snapshot that old.
    pub change: Option<i32>,
    /// Orders by rating, then engagement and fit, best first.
    pub sort_key: i32,
    /// Orders by surge, strongest first.
    pub surge_key: i32,
    /// Orders by change, largest rise first.
    pub change_key: i32,
    /// A bit for each buying role of which the committee misses somebody, in the order of [`BuyingRole::ALL`].
    pub missing: i16,
}

impl AccountScore {
    /// Whether the committee misses somebody of a role.
    pub const fn misses(&self, role: BuyingRole) -> bool {
        self.missing & role_bit(role) != 0
    }
}

/// The bit of a role in [`AccountScore::missing`].
pub const fn role_bit(role: BuyingRole) -> i16 {
    1 << (role as i16)
}

impl BulkRow for AccountScore {
    const INSERT: &'static str = "INSERT OR REPLACE INTO account_scores (model_id, account_id, version_id, as_of, fit, engagement, \
         rating, coverage, people, engaged, mqa, recent, baseline, surge_p, change, sort_key, surge_key, change_key, missing) VALUES ";

    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        bind_all!(
            out,
            BigInt: &self.model_id,
            BigInt: &self.account_id,
            BigInt: &self.version_id,
            BigInt: &self.as_of,
            Integer: &self.fit,
            Integer: &self.engagement,
            SmallInt: &self.rating,
            Integer: &self.coverage,
            Integer: &self.people,
            Integer: &self.engaged,
            Bool: &self.mqa,
            Integer: &self.recent,
            Integer: &self.baseline,
            Nullable<Double>: &self.surge_p,
            Nullable<Integer>: &self.change,
            Integer: &self.sort_key,
            Integer: &self.surge_key,
            Integer: &self.change_key,
            SmallInt: &self.missing,
        )
    }
}

/// Writes scores over those of the same accounts and models.
pub fn upsert_accounts(connection: &mut AnyConnection, rows: &[AccountScore]) -> Result<()> {
    match connection {
        AnyConnection::Sqlite(connection) => {
            insert_chunks(connection, rows)?;
        }
        AnyConnection::Postgres(connection) => {
            for part in rows.chunks(BATCH) {
                let ids: Vec<i64> = part.iter().map(|row| row.account_id).collect();
                let model_ids: Vec<i64> = part.iter().map(|row| row.model_id).collect();
                diesel::delete(
                    account_scores::table
                        .filter(account_scores::model_id.eq_any(model_ids))
                        .filter(account_scores::account_id.eq_any(ids)),
                )
                .execute(connection)?;
                diesel::insert_into(account_scores::table).values(part).execute(connection)?;
            }
        }
    }
    Ok(())
}

/// The score of one account in one model.
pub fn find_account(
    connection: &mut AnyConnection,
    model_id: i64,
    account_id: i64,
) -> Result<Option<AccountScore>> {
    Ok(account_scores::table.find((model_id, account_id)).first(connection).optional()?)
}

/// The scores of these accounts in one model, by account.
pub fn list_accounts(
    connection: &mut AnyConnection,
    model_id: i64,
    accounts: &[i64],
) -> Result<Vec<AccountScore>> {
    let mut found: Vec<AccountScore> = Vec::with_capacity(accounts.len());
    for part in accounts.chunks(BATCH) {
        found.extend(
            account_scores::table
                .filter(account_scores::model_id.eq(model_id))
                .filter(account_scores::account_id.eq_any(part))
                .load::<AccountScore>(connection)?,
        );
    }
    found.sort_by_key(|score| score.account_id);
    Ok(found)
}

/// The scores of all accounts in one model, by account, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_account<E: From<StoreError>>(
    connection: &mut AnyConnection,
    model_id: i64,
    each: impl FnMut(AccountScore) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query =
        account_scores::table.filter(account_scores::model_id.eq(model_id)).order(account_scores::account_id);
    stream!(connection, query, AccountScore, each);
    Ok(())
}

pub(super) fn count_after(connection: &mut AnyConnection, moment: Instant) -> Result<usize> {
    let count: i64 = account_scores::table
        .filter(account_scores::as_of.gt(moment.millis()))
        .count()
        .get_result(connection)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

pub(super) fn bring_back(connection: &mut AnyConnection, model_id: i64, moment: Instant) -> Result<usize> {
    let late = account_scores::table
        .filter(account_scores::model_id.eq(model_id))
        .filter(account_scores::as_of.gt(moment.millis()));
    Ok(diesel::update(late).set(account_scores::as_of.eq(moment.millis())).execute(connection)?)
}
