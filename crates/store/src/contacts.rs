//! People and what is known about them, now and before.

#![expect(clippy::ref_option_ref, reason = "the derives of optional borrowed columns write such references")]

use bareme_scoring::{Attributes, BuyingRole, Instant, fold};
use diesel::prelude::*;

use crate::accounts::{first_of_each, text};
use crate::bulk::{BATCH, on_backend};
use crate::facts::{PastFacts, from_text, to_text};
use crate::reading::{in_parts, row_by_row};
use crate::relationships::{role_from_number, role_number};
use crate::schema::{contact_history, contacts};
use crate::{AnyConnection, Result, leads};

/// A person as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Id in this database.
    pub id: i64,
    /// Natural key.
    pub key: String,
    /// All facts that are known now.
    pub attributes: Attributes,
    /// The account of the main job: of the current ones the strongest role, then the lowest id.
    pub account_id: Option<i64>,
    /// The role in that job.
    pub role: BuyingRole,
    /// When the person entered the source system.
    pub created_at: Option<Instant>,
    /// Since when the facts are known as they are.
    pub updated_at: Instant,
}

impl Contact {
    /// The name to show: `name`, else first and last name, else the e-mail address, else the key.
    pub fn name(&self) -> String {
        display_name(&self.attributes, &self.key)
    }
}

fn display_name(attributes: &Attributes, key: &str) -> String {
    if let Some(name) = text(attributes, "name") {
        return name.to_owned();
    }
    match (text(attributes, "first_name"), text(attributes, "last_name")) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => text(attributes, "email").unwrap_or(key).to_owned(),
    }
}

#[derive(Queryable)]
struct Row {
    id: i64,
    key: String,
    account_id: Option<i64>,
    role: i16,
    attributes: String,
    created_at: Option<i64>,
    updated_at: i64,
}

impl Row {
    fn read(self) -> Result<Contact> {
        Ok(Contact {
            attributes: from_text("contacts", self.id, &self.attributes)?,
            id: self.id,
            key: self.key,
            account_id: self.account_id,
            role: role_from_number("contacts", self.id, self.role)?,
            created_at: self.created_at.map(Instant::from_millis),
            updated_at: Instant::from_millis(self.updated_at),
        })
    }
}

type Columns = (
    contacts::id,
    contacts::key,
    contacts::account_id,
    contacts::role,
    contacts::attributes,
    contacts::created_at,
    contacts::updated_at,
);

const COLUMNS: Columns = (
    contacts::id,
    contacts::key,
    contacts::account_id,
    contacts::role,
    contacts::attributes,
    contacts::created_at,
    contacts::updated_at,
);

/// One contact.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<Contact>> {
    let row: Option<Row> = contacts::table.find(id).select(COLUMNS).first(connection).optional()?;
    row.map(Row::read).transpose()
}

/// The contact of a key, or else of an e-mail address (lowest id first).
pub fn find_by_key(connection: &mut AnyConnection, key: &str) -> Result<Option<Contact>> {
    let row: Option<Row> =
        contacts::table.filter(contacts::key.eq(key)).select(COLUMNS).first(connection).optional()?;
    let row = match row {
        Some(row) => Some(row),
        None => contacts::table
            .filter(contacts::email_folded.eq(fold(key).as_ref()))
            .order(contacts::id)
            .select(COLUMNS)
            .first(connection)
            .optional()?,
    };
    row.map(Row::read).transpose()
}

/// The contacts that have one of these ids, by id.
pub fn list_by_ids(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Contact>> {
    let mut rows: Vec<Row> = in_parts(ids, |part| {
        contacts::table.filter(contacts::id.eq_any(part)).select(COLUMNS).load(connection)
    })?;
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(Row::read).collect()
}

/// The contacts that have one of these keys.
pub fn list_by_keys(connection: &mut AnyConnection, keys: &[String]) -> Result<Vec<Contact>> {
    let rows: Vec<Row> = in_parts(keys, |part| {
        contacts::table.filter(contacts::key.eq_any(part)).select(COLUMNS).load(connection)
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// Ids, keys and folded e-mail addresses, by id, one after another: an import resolves names against them.
pub fn for_each_key(
    connection: &mut AnyConnection,
    mut each: impl FnMut(i64, &str, Option<&str>),
) -> Result<()> {
    type Tuple = (i64, String, Option<String>);
    let query =
        contacts::table.order(contacts::id).select((contacts::id, contacts::key, contacts::email_folded));
    row_by_row(connection, query, |(id, key, email): Tuple| {
        each(id, &key, email.as_deref());
        Ok(())
    })
}

/// Every id, ascending.
pub fn list_ids(connection: &mut AnyConnection) -> Result<Vec<i64>> {
    // Unordered, the database reads them out of its narrowest index; sorting them here costs next to nothing.
    let mut ids = Vec::new();
    row_by_row(connection, contacts::table.select(contacts::id), |id: i64| -> Result<()> {
        ids.push(id);
        Ok(())
    })?;
    ids.sort_unstable();
    Ok(ids)
}

/// What scoring reads of a contact.
#[derive(Debug)]
pub struct ScoringRow {
    /// Id.
    pub id: i64,
    /// The account of the main job.
    pub account_id: Option<i64>,
    /// The role in that job.
    pub role: BuyingRole,
    /// When the person entered the source system.
    pub created_at: Option<Instant>,
    /// The attributes as stored text (see [`crate::facts`]).
    pub attributes: String,
}

/// The contacts of a range of ids (from, excluding to), by id, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_scoring_row<E: From<crate::StoreError>>(
    connection: &mut AnyConnection,
    range: std::ops::Range<i64>,
    mut each: impl FnMut(ScoringRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    type Tuple = (i64, Option<i64>, i16, Option<i64>, String);
    let query = contacts::table
        .filter(contacts::id.ge(range.start))
        .filter(contacts::id.lt(range.end))
        .order(contacts::id)
        .select((
            contacts::id,
            contacts::account_id,
            contacts::role,
            contacts::created_at,
            contacts::attributes,
        ));
    row_by_row(connection, query, |(id, account_id, role, created_at, attributes): Tuple| {
        let role = role_from_number("contacts", id, role)?;
        let created_at = created_at.map(Instant::from_millis);
        each(ScoringRow { id, account_id, role, created_at, attributes })
    })
}

/// Names and titles by id.
pub fn list_names(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String, Option<String>)>> {
    let mut found: Vec<(i64, String, Option<String>)> = in_parts(ids, |part| {
        contacts::table
            .filter(contacts::id.eq_any(part))
            .select((contacts::id, contacts::name, contacts::title))
            .load(connection)
    })?;
    found.sort();
    Ok(found)
}

/// Ids of the contacts with a folded name, by id, at most so many.
pub fn list_ids_by_folded_name(connection: &mut AnyConnection, name: &str, most: usize) -> Result<Vec<i64>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let named = contacts::table.filter(contacts::name_folded.eq(name));
    Ok(named.order(contacts::id).limit(most).select(contacts::id).load(connection)?)
}

/// How many there are.
pub fn count(connection: &mut AnyConnection) -> Result<u64> {
    let count: i64 = contacts::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The highest id, 0 when there is none.
pub fn max_id(connection: &mut AnyConnection) -> Result<i64> {
    let max: Option<i64> = contacts::table.select(diesel::dsl::max(contacts::id)).first(connection)?;
    Ok(max.unwrap_or(0))
}

/// Inserts contacts whose ids and keys are new.
pub fn insert(connection: &mut AnyConnection, new: &[Contact]) -> Result<()> {
    for part in new.chunks(BATCH) {
        let rows: Vec<_> = part.iter().map(StoredContact::of).collect();
        on_backend!(connection, c => diesel::insert_into(contacts::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Writes what is known now over what was known.
pub fn update(connection: &mut AnyConnection, changed: &[Contact]) -> Result<()> {
    for contact in changed {
        diesel::update(contacts::table.find(contact.id))
            .set(StoredContact::of(contact))
            .execute(connection)?;
    }
    let ids: Vec<i64> = changed.iter().map(|contact| contact.id).collect();
    leads::note_contacts(connection, &ids)
}

/// The main job of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MainJob {
    /// Who.
    pub contact_id: i64,
    /// At which account; at none when absent.
    pub account_id: Option<i64>,
    /// As what.
    pub role: BuyingRole,
}

/// Sets main jobs that changed.
pub fn update_main_jobs(connection: &mut AnyConnection, changed: &[MainJob]) -> Result<()> {
    for job in changed {
        diesel::update(contacts::table.find(job.contact_id))
            .set((contacts::account_id.eq(job.account_id), contacts::role.eq(role_number(job.role))))
            .execute(connection)?;
    }
    // Reports of leads speak of the account of the main job.
    if changed.is_empty() { Ok(()) } else { leads::begin_epoch(connection) }
}

/// Keeps what was known before changes. An earlier entry for the same moment stays.
pub fn insert_history(connection: &mut AnyConnection, past: &[PastFacts]) -> Result<()> {
    for part in past.chunks(BATCH) {
        let rows: Vec<_> = part
            .iter()
            .map(|past| {
                (
                    contact_history::contact_id.eq(past.id),
                    contact_history::known_until.eq(past.known_until.millis()),
                    contact_history::attributes.eq(to_text(&past.attributes)),
                )
            })
            .collect();
        on_backend!(connection, c => diesel::insert_into(contact_history::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// What was known at `as_of` of the contacts of a range of ids whose facts changed later: one entry a contact, by
/// id. Those not listed were as they are now.
pub fn list_history(
    connection: &mut AnyConnection,
    range: std::ops::Range<i64>,
    as_of: Instant,
) -> Result<Vec<PastFacts>> {
    let rows: Vec<(i64, i64, String)> = contact_history::table
        .filter(contact_history::known_until.gt(as_of.millis()))
        .filter(contact_history::contact_id.ge(range.start))
        .filter(contact_history::contact_id.lt(range.end))
        .order((contact_history::contact_id, contact_history::known_until))
        .load(connection)?;
    first_of_each("contact_history", rows)
}

/// All past facts of one contact, oldest first.
pub fn list_history_of(connection: &mut AnyConnection, id: i64) -> Result<Vec<PastFacts>> {
    let rows: Vec<(i64, i64, String)> = contact_history::table
        .filter(contact_history::contact_id.eq(id))
        .order(contact_history::known_until)
        .load(connection)?;
    rows.into_iter()
        .map(|(id, known_until, text)| {
            Ok(PastFacts {
                id,
                known_until: Instant::from_millis(known_until),
                attributes: from_text("contact_history", id, &text)?,
            })
        })
        .collect()
}

/// The columns of a contact; those beside `attributes` exist for lists and searches.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = contacts, treat_none_as_default_value = false, treat_none_as_null = true)]
struct StoredContact<'a> {
    id: i64,
    key: &'a str,
    email_folded: Option<String>,
    name: String,
    name_folded: String,
    last_name_folded: Option<String>,
    title: Option<&'a str>,
    account_id: Option<i64>,
    role: i16,
    attributes: String,
    created_at: Option<i64>,
    updated_at: i64,
    persona: Option<&'a str>,
}

impl<'a> StoredContact<'a> {
    fn of(contact: &'a Contact) -> Self {
        let name = contact.name();
        Self {
            id: contact.id,
            key: &contact.key,
            email_folded: text(&contact.attributes, "email").map(|email| fold(email).into_owned()),
            name_folded: fold(&name).into_owned(),
            name,
            last_name_folded: text(&contact.attributes, "last_name").map(|name| fold(name).into_owned()),
            title: text(&contact.attributes, "title"),
            account_id: contact.account_id,
            role: role_number(contact.role),
            attributes: to_text(&contact.attributes),
            created_at: contact.created_at.map(Instant::millis),
            updated_at: contact.updated_at.millis(),
            persona: text(&contact.attributes, "persona"),
        }
    }
}
