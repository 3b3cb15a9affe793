//! People who are erased: everything that is held on them goes, and what remains is by what they are known again.

mod remains;
mod texts;

use bareme_scoring::Instant;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::bulk::on_backend;
use crate::schema::{
    activities, adjustments, contact_history, contact_scores, contacts, erased_people, erasure_requests,
    leads, relationships, unresolved_references,
};
use crate::{AnyConnection, Result, sequences, settings};

pub use remains::{Remains, settle};

/// The setting that is there while somebody is erased; triggers ask for it.
const ERASING: &str = "erasing";
/// Which kinds of edges begin at a contact, and which end at one, as numbers.
type Kinds<'a> = &'a [i16];

/// Somebody who is to be erased, with every way of writing the addresses and keys that are theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub contact_id: i64,
    /// Their key.
    pub key: String,
    /// Addresses, now and before, as they were written.
    pub addresses: Vec<String>,
    /// Names, now and before, of at least two words.
    pub names: Vec<String>,
}

impl Person {
    /// What must not be found anywhere any more: addresses as they were written, and in small letters.
    pub fn needles(&self) -> Vec<String> {
        let own_key = Some(&self.key).filter(|key| key.contains('@'));
        let mut found: Vec<String> = self
            .addresses
            .iter()
            .chain(own_key)
            .flat_map(|address| [address.clone(), address.to_lowercase(), address.replace('@', "%40")])
            .filter(|needle| needle.len() > 4)
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// Erases a person within the transaction. Their leads stay as what happened when, without a word about the person; where they
/// have none, nothing of them stays. `outgoing` and `incoming` are the kinds of edges whose beginning, or end, is a contact.
///
/// # Errors
///
/// Those of the database.
pub fn erase(c: &mut AnyConnection, person: &Person, outgoing: Kinds<'_>, incoming: Kinds<'_>) -> Result<()> {
    let id = person.contact_id;
    if let AnyConnection::Sqlite(_) = c {
        // What is deleted is overwritten, for the rest of this connection's transaction.
        c.batch_execute("PRAGMA secure_delete = ON")?;
    }
    settings::upsert(c, ERASING, "1")?;
    texts::scrub(c, person)?;
    diesel::delete(contact_history::table.filter(contact_history::contact_id.eq(id))).execute(c)?;
    diesel::delete(activities::table.filter(activities::contact_id.eq(id))).execute(c)?;
    diesel::delete(contact_scores::table.filter(contact_scores::contact_id.eq(id))).execute(c)?;
    diesel::delete(adjustments::table.filter(adjustments::contact_id.eq(id))).execute(c)?;
    let out = relationships::table
        .filter(relationships::kind.eq_any(outgoing.to_vec()))
        .filter(relationships::from_id.eq(id));
    diesel::delete(out).execute(c)?;
    let into = relationships::table
        .filter(relationships::kind.eq_any(incoming.to_vec()))
        .filter(relationships::to_id.eq(id));
    diesel::delete(into).execute(c)?;
    let waiting = unresolved_references::table
        .filter(unresolved_references::kind.eq_any(outgoing.to_vec()))
        .filter(unresolved_references::from_id.eq(id));
    diesel::delete(waiting).execute(c)?;
    diesel::update(leads::table.filter(leads::contact_id.eq(id)))
        .set(leads::key.eq(None::<String>))
        .execute(c)?;
    let known: i64 = leads::table.filter(leads::contact_id.eq(id)).count().get_result(c)?;
    if known == 0 {
        diesel::delete(contacts::table.find(id)).execute(c)?;
    } else {
        let husk = format!("erased-{id}");
        diesel::update(contacts::table.find(id))
            .set((
                contacts::key.eq(&husk),
                contacts::email_folded.eq(None::<String>),
                contacts::name.eq(&husk),
                contacts::name_folded.eq(&husk),
                contacts::last_name_folded.eq(None::<String>),
                contacts::title.eq(None::<String>),
                contacts::persona.eq(None::<String>),
                contacts::account_id.eq(None::<i64>),
                contacts::attributes.eq("{}"),
                contacts::created_at.eq(None::<i64>),
            ))
            .execute(c)?;
    }
    delete_setting(c)
}

fn delete_setting(c: &mut AnyConnection) -> Result<()> {
    use crate::schema::settings;
    diesel::delete(settings::table.find(ERASING)).execute(c)?;
    Ok(())
}

/// Writes down by what somebody is known again.
///
/// # Errors
///
/// Those of the database.
pub fn insert_hashes(c: &mut AnyConnection, hashes: &[String], at: Instant) -> Result<()> {
    for hash in hashes {
        on_backend!(c, c => diesel::insert_into(erased_people::table)
            .values((erased_people::hash.eq(hash), erased_people::erased_at.eq(at.millis())))
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Forgets by what somebody was known again: they came back of their own will. How many of the hashes were there.
///
/// # Errors
///
/// Those of the database.
pub fn delete_hashes(c: &mut AnyConnection, hashes: &[String]) -> Result<usize> {
    Ok(diesel::delete(erased_people::table.filter(erased_people::hash.eq_any(hashes.to_vec()))).execute(c)?)
}

/// All hashes, sorted, each with when.
///
/// # Errors
///
/// Those of the database.
pub fn list_hashes(c: &mut AnyConnection) -> Result<Vec<(String, i64)>> {
    Ok(erased_people::table.order(erased_people::hash).load(c)?)
}

#[derive(QueryableByName)]
struct Idle {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    id: i64,
}

/// Contacts of whom nothing was heard since a moment: no activity, no change of facts, no lead that is open or moved. `open`
/// are the numbers of the stages of open leads.
///
/// # Errors
///
/// Those of the database.
pub fn list_idle(c: &mut AnyConnection, since: Instant, open: &[i16], limit: usize) -> Result<Vec<i64>> {
    let at = since.millis();
    let open: Vec<String> = open.iter().map(ToString::to_string).collect();
    let query = format!(
        "SELECT id FROM contacts WHERE updated_at < {at} AND key <> 'erased-' || id \
         AND NOT EXISTS (SELECT 1 FROM activities WHERE contact_id = contacts.id AND at >= {at}) \
         AND NOT EXISTS (SELECT 1 FROM leads WHERE contact_id = contacts.id \
             AND (stage_at >= {at} OR stage IN ({}))) \
         ORDER BY id LIMIT {limit}",
        open.join(", ")
    );
    let found: Vec<Idle> = diesel::sql_query(query).load(c)?;
    Ok(found.into_iter().map(|idle| idle.id).collect())
}

/// Somebody asked for a person to be erased.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Request {
    /// Its number.
    pub id: i64,
    /// Who is to be erased.
    pub contact_id: i64,
    /// Who asked.
    pub asked_by: String,
    /// When, milliseconds since 1970 UTC.
    pub asked_at: i64,
    /// Who did it.
    pub done_by: Option<String>,
    /// When.
    pub done_at: Option<i64>,
}

/// Asks for a person to be erased; false when somebody has asked already.
///
/// # Errors
///
/// Those of the database.
pub fn insert_request(c: &mut AnyConnection, contact_id: i64, by: &str, at: Instant) -> Result<bool> {
    let open = erasure_requests::table
        .filter(erasure_requests::contact_id.eq(contact_id))
        .filter(erasure_requests::done_at.is_null());
    if open.count().get_result::<i64>(c)? > 0 {
        return Ok(false);
    }
    let id = sequences::take(c, "erasure_requests", 1)?;
    let row = (
        erasure_requests::id.eq(id),
        erasure_requests::contact_id.eq(contact_id),
        erasure_requests::asked_by.eq(by),
        erasure_requests::asked_at.eq(at.millis()),
    );
    let inserted = on_backend!(c, c => diesel::insert_into(erasure_requests::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Notes that what was asked for a person is done.
///
/// # Errors
///
/// Those of the database.
pub fn close_requests(c: &mut AnyConnection, contact_id: i64, by: &str, at: Instant) -> Result<()> {
    let open = erasure_requests::table
        .filter(erasure_requests::contact_id.eq(contact_id))
        .filter(erasure_requests::done_at.is_null());
    diesel::update(open)
        .set((erasure_requests::done_by.eq(Some(by)), erasure_requests::done_at.eq(Some(at.millis()))))
        .execute(c)?;
    Ok(())
}

/// The newest requests, the open ones first.
///
/// # Errors
///
/// Those of the database.
pub fn list_requests(c: &mut AnyConnection, most: i64) -> Result<Vec<Request>> {
    let newest = || erasure_requests::table.order(erasure_requests::id.desc()).limit(most);
    let mut all: Vec<Request> = newest().filter(erasure_requests::done_at.is_null()).load(c)?;
    let done: Vec<Request> = newest().filter(erasure_requests::done_at.is_not_null()).load(c)?;
    all.extend(done);
    Ok(all)
}
