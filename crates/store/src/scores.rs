//! Current scores of contacts and accounts, and how many contacts stand in each cell.

mod accounts;

use std::ops::Range;

use bareme_scoring::{Instant, Points, Rating};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, SmallInt};
use diesel::sqlite::Sqlite;

use crate::bulk::{BATCH, BulkRow, bind_all, insert_chunks, on_backend, stream};
use crate::schema::{contact_scores, rating_counts};
use crate::{AnyConnection, Result, StoreError};

pub use accounts::{
    AccountScore, NO_SURGE, find_account, for_each_account, list_accounts, role_bit, upsert_accounts,
};

/// The score of a contact in a model. Points are whole hundredths, times milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = contact_scores, treat_none_as_default_value = false)]
pub struct ContactScore {
    /// The model.
    pub model_id: i64,
    /// The contact.
    pub contact_id: i64,
    /// The version of the model.
    pub version_id: i64,
    /// When the score took this value; a later run of the whole model leaves unchanged scores alone.
    pub as_of: i64,
    /// Fit.
    pub fit: i32,
    /// Engagement.
    pub engagement: i32,
    /// Rating, 0 (A1) to 15 (D4).
    pub rating: i16,
    /// Rank score.
    pub rank: i32,
    /// Known weight of 100.
    pub completeness: i16,
    /// Whether a knock-out holds.
    pub knocked_out: bool,
    /// Activities in the recent window of the surge rule.
    pub recent: i32,
    /// Activities in the window before it.
    pub baseline: i32,
    /// Last activity.
    pub last_activity_at: Option<i64>,
    /// Orders by rating, then rank, best first (see [`sort_key`]).
    pub sort_key: i32,
}

impl ContactScore {
    /// Whether everything but the moment of computing is the same.
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { as_of: other.as_of, ..*self } == *other
    }

    /// The rating.
    ///
    /// # Errors
    ///
    /// When the stored number is none.
    pub fn rating(&self) -> Result<Rating> {
        rating_of("contact_scores", self.contact_id, self.rating)
    }
}

/// A number that orders by rating, then by rank from 100 to 0: the best comes first.
pub fn sort_key(rating: Rating, rank: Points) -> i32 {
    let rank = i32::try_from(rank.hundredths().clamp(0, 10_000)).unwrap_or(0);
    i32::from(rating.index()) * 10_001 + 10_000 - rank
}

/// The rating of a stored number.
pub fn rating_of(table: &'static str, row: i64, number: i16) -> Result<Rating> {
    u8::try_from(number)
        .ok()
        .and_then(Rating::from_index)
        .ok_or_else(|| StoreError::bad_row(table, "rating", row, number))
}

impl BulkRow for ContactScore {
    const INSERT: &'static str = "INSERT OR REPLACE INTO contact_scores (model_id, contact_id, version_id, as_of, fit, engagement, \
         rating, rank, completeness, knocked_out, recent, baseline, last_activity_at, sort_key) VALUES ";

    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        bind_all!(
            out,
            BigInt: &self.model_id,
            BigInt: &self.contact_id,
            BigInt: &self.version_id,
            BigInt: &self.as_of,
            Integer: &self.fit,
            Integer: &self.engagement,
            SmallInt: &self.rating,
            Integer: &self.rank,
            SmallInt: &self.completeness,
            Bool: &self.knocked_out,
            Integer: &self.recent,
            Integer: &self.baseline,
            Nullable<BigInt>: &self.last_activity_at,
            Integer: &self.sort_key,
        )
    }
}

/// Writes scores over those of the same contacts and models.
pub fn upsert_contacts(connection: &mut AnyConnection, rows: &[ContactScore]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    match connection {
        AnyConnection::Sqlite(connection) => {
            // Many rows touch pages all over the indexes: they are kept until the commit, and not written twice.
            connection.batch_execute("PRAGMA cache_size = -131072")?;
            let written = insert_chunks(connection, rows);
            connection.batch_execute("PRAGMA cache_size = -32768")?;
            written?;
        }
        AnyConnection::Postgres(connection) => {
            connection.batch_execute(
                "CREATE TEMPORARY TABLE IF NOT EXISTS contact_scores_staging \
                 (LIKE contact_scores) ON COMMIT DELETE ROWS; TRUNCATE contact_scores_staging",
            )?;
            let staged: Vec<StagedContactScore> =
                rows.iter().copied().map(StagedContactScore::from).collect();
            diesel::copy_from(contact_scores_staging::table).from_insertable(&staged).execute(connection)?;
            diesel::sql_query(
                "INSERT INTO contact_scores SELECT * FROM contact_scores_staging \
                 ON CONFLICT (model_id, contact_id) DO UPDATE SET version_id = excluded.version_id, \
                 as_of = excluded.as_of, fit = excluded.fit, engagement = excluded.engagement, \
                 rating = excluded.rating, rank = excluded.rank, completeness = excluded.completeness, \
                 knocked_out = excluded.knocked_out, recent = excluded.recent, baseline = excluded.baseline, \
                 last_activity_at = excluded.last_activity_at, sort_key = excluded.sort_key",
            )
            .execute(connection)?;
        }
    }
    Ok(())
}

diesel::table! {
    contact_scores_staging (model_id, contact_id) {
        model_id -> BigInt,
        contact_id -> BigInt,
        version_id -> BigInt,
        as_of -> BigInt,
        fit -> Integer,
        engagement -> Integer,
        rating -> SmallInt,
        rank -> Integer,
        completeness -> SmallInt,
        knocked_out -> Bool,
        recent -> Integer,
        baseline -> Integer,
        last_activity_at -> Nullable<BigInt>,
        sort_key -> Integer,
    }
}

/// A score on its way through PostgreSQL's COPY, in the order of the table's columns.
#[derive(Insertable)]
#[diesel(table_name = contact_scores_staging, treat_none_as_default_value = false)]
struct StagedContactScore {
    model_id: i64,
    contact_id: i64,
    version_id: i64,
    as_of: i64,
    fit: i32,
    engagement: i32,
    rating: i16,
    rank: i32,
    completeness: i16,
    knocked_out: bool,
    recent: i32,
    baseline: i32,
    last_activity_at: Option<i64>,
    sort_key: i32,
}

impl From<ContactScore> for StagedContactScore {
    fn from(score: ContactScore) -> Self {
        let ContactScore { model_id, contact_id, version_id, as_of, fit, engagement, rating, rank, .. } =
            score;
        let ContactScore { completeness, knocked_out, recent, baseline, last_activity_at, sort_key, .. } =
            score;
        Self {
            model_id,
            contact_id,
            version_id,
            as_of,
            fit,
            engagement,
            rating,
            rank,
            completeness,
            knocked_out,
            recent,
            baseline,
            last_activity_at,
            sort_key,
        }
    }
}

/// The score of one contact in one model.
pub fn find_contact(
    connection: &mut AnyConnection,
    model_id: i64,
    contact_id: i64,
) -> Result<Option<ContactScore>> {
    Ok(contact_scores::table.find((model_id, contact_id)).first(connection).optional()?)
}

/// The scores of these contacts in one model, by contact.
pub fn list_contacts(
    connection: &mut AnyConnection,
    model_id: i64,
    contacts: &[i64],
) -> Result<Vec<ContactScore>> {
    let mut found: Vec<ContactScore> = Vec::with_capacity(contacts.len());
    for part in contacts.chunks(BATCH) {
        found.extend(
            contact_scores::table
                .filter(contact_scores::model_id.eq(model_id))
                .filter(contact_scores::contact_id.eq_any(part))
                .load::<ContactScore>(connection)?,
        );
    }
    found.sort_by_key(|score| score.contact_id);
    Ok(found)
}

/// The scores of a range of contact ids in one model, by contact, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_contact<E: From<StoreError>>(
    connection: &mut AnyConnection,
    model_id: i64,
    range: Range<i64>,
    each: impl FnMut(ContactScore) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = contact_scores::table
        .filter(contact_scores::model_id.eq(model_id))
        .filter(contact_scores::contact_id.ge(range.start))
        .filter(contact_scores::contact_id.lt(range.end))
        .order(contact_scores::contact_id);
    stream!(connection, query, ContactScore, each);
    Ok(())
}

/// How many scores of contacts and accounts are dated after a moment.
pub fn count_after(connection: &mut AnyConnection, moment: Instant) -> Result<usize> {
    let contacts: i64 = contact_scores::table
        .filter(contact_scores::as_of.gt(moment.millis()))
        .count()
        .get_result(connection)?;
    Ok(usize::try_from(contacts).unwrap_or(0) + accounts::count_after(connection, moment)?)
}

/// Dates scores of a model that are dated after a moment to that moment: they were made while a clock was ahead, and would
/// count as younger than all that follow. How many there were.
pub fn bring_back(connection: &mut AnyConnection, model_id: i64, moment: Instant) -> Result<usize> {
    let late = contact_scores::table
        .filter(contact_scores::model_id.eq(model_id))
        .filter(contact_scores::as_of.gt(moment.millis()));
    let contacts = diesel::update(late).set(contact_scores::as_of.eq(moment.millis())).execute(connection)?;
    Ok(contacts + accounts::bring_back(connection, model_id, moment)?)
}

/// The contacts of a range of ids that were scored after a moment, by id.
pub fn list_scored_after(
    connection: &mut AnyConnection,
    model_id: i64,
    range: std::ops::RangeInclusive<i64>,
    moment: Instant,
) -> Result<Vec<i64>> {
    Ok(contact_scores::table
        .filter(contact_scores::model_id.eq(model_id))
        .filter(contact_scores::contact_id.between(*range.start(), *range.end()))
        .filter(contact_scores::as_of.gt(moment.millis()))
        .order(contact_scores::contact_id)
        .select(contact_scores::contact_id)
        .load(connection)?)
}

/// The scores of the contacts that have one of these ratings, by contact, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_contact_rated<E: From<StoreError>>(
    connection: &mut AnyConnection,
    model_id: i64,
    ratings: &[i16],
    each: impl FnMut(ContactScore) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = contact_scores::table
        .filter(contact_scores::model_id.eq(model_id))
        .filter(contact_scores::rating.eq_any(ratings))
        .order(contact_scores::contact_id);
    stream!(connection, query, ContactScore, each);
    Ok(())
}

/// Removes scores of contacts that a model no longer applies to.
pub fn delete_contacts(connection: &mut AnyConnection, model_id: i64, contacts: &[i64]) -> Result<()> {
    for part in contacts.chunks(BATCH) {
        diesel::delete(
            contact_scores::table
                .filter(contact_scores::model_id.eq(model_id))
                .filter(contact_scores::contact_id.eq_any(part)),
        )
        .execute(connection)?;
    }
    Ok(())
}

/// Contacts of each rating, 0 (A1) to 15 (D4), as kept beside the scores.
pub fn rating_counts(connection: &mut AnyConnection, model_id: i64) -> Result<[u64; 16]> {
    let rows: Vec<(i16, i64)> = rating_counts::table
        .filter(rating_counts::model_id.eq(model_id))
        .select((rating_counts::rating, rating_counts::contacts))
        .load(connection)?;
    Ok(sixteen(rows))
}

/// Contacts of each rating, counted from the scores: what [`rating_counts`] must say.
pub fn count_ratings(connection: &mut AnyConnection, model_id: i64) -> Result<[u64; 16]> {
    let rows: Vec<(i16, i64)> = contact_scores::table
        .filter(contact_scores::model_id.eq(model_id))
        .group_by(contact_scores::rating)
        .select((contact_scores::rating, diesel::dsl::count_star()))
        .load(connection)?;
    Ok(sixteen(rows))
}

fn sixteen(rows: Vec<(i16, i64)>) -> [u64; 16] {
    let mut counts = [0; 16];
    for (rating, count) in rows {
        if let Some(slot) = usize::try_from(rating).ok().and_then(|rating| counts.get_mut(rating)) {
            *slot = u64::try_from(count).unwrap_or(0);
        }
    }
    counts
}

/// Counts the contacts of each rating anew.
pub fn recount_ratings(connection: &mut AnyConnection, model_id: i64) -> Result<()> {
    // Whoever changes counts meanwhile waits, or has done so already.
    diesel::update(rating_counts::table.filter(rating_counts::model_id.eq(model_id)))
        .set(rating_counts::contacts.eq(rating_counts::contacts))
        .execute(connection)?;
    let kept = rating_counts(connection, model_id)?;
    let counted = count_ratings(connection, model_id)?;
    let mut differences = [0_i64; 16];
    for (difference, (counted, kept)) in differences.iter_mut().zip(counted.into_iter().zip(kept)) {
        *difference = counted.cast_signed() - kept.cast_signed();
    }
    add_to_rating_counts(connection, model_id, &differences)
}

/// Adds to the counts of each rating; differences may be negative.
pub fn add_to_rating_counts(
    connection: &mut AnyConnection,
    model_id: i64,
    differences: &[i64; 16],
) -> Result<()> {
    for (rating, difference) in (0_i16..).zip(differences).filter(|(_, difference)| **difference != 0) {
        on_backend!(connection, c => diesel::insert_into(rating_counts::table)
            .values((
                rating_counts::model_id.eq(model_id),
                rating_counts::rating.eq(rating),
                rating_counts::contacts.eq(difference),
            ))
            .on_conflict((rating_counts::model_id, rating_counts::rating))
            .do_update()
            .set(rating_counts::contacts.eq(rating_counts::contacts + difference))
            .execute(c))?;
    }
    Ok(())
}
