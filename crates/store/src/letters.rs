//! Letters on their way: what they say, and for each address what became of them.

use diesel::prelude::*;

use crate::schema::{deliveries, letters};
use crate::{AnyConnection, Result, sequences};

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = letters, treat_none_as_default_value = false)]
pub struct StoredLetter {
    /// Id in this database; never given out twice.
    pub id: i64,
    /// What it is about, unique: the same occasion is never written about twice.
    pub key: String,
    /// Number of the schedule that asked for it.
    pub schedule_id: Option<i64>,
    /// Its subject.
    pub subject: String,
    /// What it says, as plain text.
    pub plain: String,
    /// What it says, as HTML.
    pub html: String,
    /// The page on which further ones can be stopped.
    pub stop_at: Option<String>,
    /// Name of the file that comes with it.
    pub file_name: Option<String>,
    /// Its media type.
    pub file_kind: Option<String>,
    /// What is in it.
    pub file: Option<Vec<u8>>,
    /// When it was written, milliseconds since 1970 UTC.
    pub queued_at: i64,
}

/// A letter on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false)]
pub struct Delivery {
    /// Id in this database; never given out twice.
    pub id: i64,
    /// The letter.
    pub letter_id: i64,
    /// To whom.
    pub address: String,
    /// `waiting`, `sent` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Not to be tried before; with `waiting` only.
    pub next_at: i64,
    /// Whoever tries it has until then.
    pub leased_until: Option<i64>,
    /// What the server said last.
    pub answer: Option<String>,
    /// When that was, or when it was queued.
    pub changed_at: i64,
}

/// Waits to be sent.
pub const WAITING: &str = "waiting";
/// The server took it.
pub const SENT: &str = "sent";
/// It is not tried any more.
pub const FAILED: &str = "failed";

/// Queues a letter for these addresses and returns its id; whatever id it has is replaced. `None` when a letter of its key
/// is there already, and then nothing is queued.
pub fn insert(connection: &mut AnyConnection, new: &StoredLetter, addresses: &[&str]) -> Result<Option<i64>> {
    // Whoever takes the number first is alone from here on, on both databases.
    let id = sequences::take(connection, "letters", 1)?;
    let known: i64 = letters::table.filter(letters::key.eq(&new.key)).count().get_result(connection)?;
    if known > 0 {
        return Ok(None);
    }
    let row = StoredLetter { id, ..new.clone() };
    diesel::insert_into(letters::table).values(&row).execute(connection)?;
    let first = sequences::take(connection, "deliveries", addresses.len())?;
    for (delivery_id, address) in (first..).zip(addresses) {
        let delivery = Delivery {
            id: delivery_id,
            letter_id: id,
            address: (*address).to_owned(),
            state: WAITING.to_owned(),
            attempts: 0,
            next_at: new.queued_at,
            leased_until: None,
            answer: None,
            changed_at: new.queued_at,
        };
        diesel::insert_into(deliveries::table).values(&delivery).execute(connection)?;
    }
    Ok(Some(id))
}

/// Whether a letter of a key was queued.
pub fn is_queued(connection: &mut AnyConnection, key: &str) -> Result<bool> {
    let known: i64 = letters::table.filter(letters::key.eq(key)).count().get_result(connection)?;
    Ok(known > 0)
}

/// One letter.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<StoredLetter>> {
    Ok(letters::table.find(id).first(connection).optional()?)
}

/// The delivery that has waited longest for its turn and is nobody's at the moment.
pub fn find_due(connection: &mut AnyConnection, now: i64) -> Result<Option<Delivery>> {
    Ok(deliveries::table
        .filter(deliveries::state.eq(WAITING))
        .filter(deliveries::next_at.le(now))
        .filter(deliveries::leased_until.is_null().or(deliveries::leased_until.le(now)))
        .order((deliveries::next_at, deliveries::id))
        .first(connection)
        .optional()?)
}

/// Takes a delivery for oneself until a moment, as its next attempt; false when somebody else was quicker.
pub fn claim(connection: &mut AnyConnection, seen: &Delivery, until: i64) -> Result<bool> {
    let changed = diesel::update(deliveries::table.find(seen.id))
        .filter(deliveries::state.eq(WAITING))
        .filter(deliveries::attempts.eq(seen.attempts))
        .set((deliveries::attempts.eq(seen.attempts + 1), deliveries::leased_until.eq(Some(until))))
        .execute(connection)?;
    Ok(changed == 1)
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The state from now on.
    pub state: &'static str,
    /// Not to be tried before.
    pub next_at: i64,
    /// What the server said.
    pub answer: &'a str,
    /// When.
    pub at: i64,
}

/// Notes what became of an attempt. `attempts` is its number: whoever took the delivery since is not overwritten, unless
/// the server took the letter, which nothing undoes.
pub fn settle(connection: &mut AnyConnection, id: i64, attempts: i32, outcome: &Outcome<'_>) -> Result<bool> {
    let set = (
        deliveries::state.eq(outcome.state),
        deliveries::next_at.eq(outcome.next_at),
        deliveries::leased_until.eq(None::<i64>),
        deliveries::answer.eq(Some(outcome.answer)),
        deliveries::changed_at.eq(outcome.at),
    );
    let row = deliveries::table.find(id);
    let changed = if outcome.state == SENT {
        diesel::update(row).set(set).execute(connection)?
    } else {
        diesel::update(row)
            .filter(deliveries::attempts.eq(attempts))
            .filter(deliveries::state.eq(WAITING))
            .set(set)
            .execute(connection)?
    };
    Ok(changed == 1)
}

/// Puts a delivery that failed back into the queue; false when there is none of that id that failed.
pub fn retry(connection: &mut AnyConnection, id: i64, now: i64) -> Result<bool> {
    let changed = diesel::update(deliveries::table.find(id))
        .filter(deliveries::state.eq(FAILED))
        .set((
            deliveries::state.eq(WAITING),
            deliveries::attempts.eq(0),
            deliveries::next_at.eq(now),
            deliveries::changed_at.eq(now),
        ))
        .execute(connection)?;
    Ok(changed == 1)
}

/// A letter without what is in it, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct LetterHead {
    /// Id.
    pub id: i64,
    /// Number of the schedule that asked for it.
    pub schedule_id: Option<i64>,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub queued_at: i64,
}

/// The newest letters, newest first; of one schedule, or of all.
pub fn list_newest(
    connection: &mut AnyConnection,
    schedule_id: Option<i64>,
    most: i64,
) -> Result<Vec<LetterHead>> {
    let mut query = letters::table
        .select((letters::id, letters::schedule_id, letters::subject, letters::queued_at))
        .order(letters::id.desc())
        .limit(most)
        .into_boxed();
    if let Some(schedule_id) = schedule_id {
        query = query.filter(letters::schedule_id.eq(schedule_id));
    }
    Ok(query.load(connection)?)
}

/// The deliveries of letters, by letter and id.
pub fn list_deliveries(connection: &mut AnyConnection, letter_ids: &[i64]) -> Result<Vec<Delivery>> {
    Ok(deliveries::table
        .filter(deliveries::letter_id.eq_any(letter_ids.to_vec()))
        .order((deliveries::letter_id, deliveries::id))
        .load(connection)?)
}

/// How many deliveries are in a state.
pub fn count(connection: &mut AnyConnection, state: &str) -> Result<i64> {
    Ok(deliveries::table.filter(deliveries::state.eq(state)).count().get_result(connection)?)
}

/// Deletes letters that were written before a moment and that nobody waits for any more; returns how many.
pub fn prune(connection: &mut AnyConnection, before: i64) -> Result<usize> {
    let waiting =
        deliveries::table.filter(deliveries::state.eq(WAITING)).select(deliveries::letter_id).distinct();
    let waiting: Vec<i64> = waiting.load(connection)?;
    let old: Vec<i64> = letters::table
        .filter(letters::queued_at.lt(before))
        .select(letters::id)
        .limit(500)
        .load(connection)?;
    let old: Vec<i64> = old.into_iter().filter(|id| !waiting.contains(id)).collect();
    diesel::delete(deliveries::table.filter(deliveries::letter_id.eq_any(old.clone())))
        .execute(connection)?;
    Ok(diesel::delete(letters::table.filter(letters::id.eq_any(old))).execute(connection)?)
}
