//! Companies and what is known about them, now and before.

#![expect(clippy::ref_option_ref, reason = "the derives of optional borrowed columns write such references")]

use bareme_scoring::{Attributes, Instant, Value, fold};
use diesel::prelude::*;

use crate::bulk::{BATCH, on_backend};
use crate::facts::{PastFacts, from_text, to_text};
use crate::reading::{in_parts, row_by_row};
use crate::schema::{account_history, accounts};
use crate::{AnyConnection, Result, leads};

/// A company as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Id in this database.
    pub id: i64,
    /// Natural key.
    pub key: String,
    /// All facts that are known now.
    pub attributes: Attributes,
    /// When it entered the source system.
    pub created_at: Option<Instant>,
    /// Since when the facts are known as they are.
    pub updated_at: Instant,
}

impl Account {
    /// Its name; the key when it has none.
    pub fn name(&self) -> &str {
        text(&self.attributes, "name").unwrap_or(&self.key)
    }
}

#[derive(Queryable)]
struct Row {
    id: i64,
    key: String,
    attributes: String,
    created_at: Option<i64>,
    updated_at: i64,
}

impl Row {
    fn read(self) -> Result<Account> {
        Ok(Account {
            attributes: from_text("accounts", self.id, &self.attributes)?,
            id: self.id,
            key: self.key,
            created_at: self.created_at.map(Instant::from_millis),
            updated_at: Instant::from_millis(self.updated_at),
        })
    }
}

const COLUMNS: (
    accounts::id,
    accounts::key,
    accounts::attributes,
    accounts::created_at,
    accounts::updated_at,
) = (accounts::id, accounts::key, accounts::attributes, accounts::created_at, accounts::updated_at);

/// One account.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<Account>> {
    let row: Option<Row> = accounts::table.find(id).select(COLUMNS).first(connection).optional()?;
    row.map(Row::read).transpose()
}

/// The account of a key.
pub fn find_by_key(connection: &mut AnyConnection, key: &str) -> Result<Option<Account>> {
    let row: Option<Row> =
        accounts::table.filter(accounts::key.eq(key)).select(COLUMNS).first(connection).optional()?;
    row.map(Row::read).transpose()
}

/// The accounts that have one of these ids, by id.
pub fn list_by_ids(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Account>> {
    let mut rows: Vec<Row> = in_parts(ids, |part| {
        accounts::table.filter(accounts::id.eq_any(part)).select(COLUMNS).load(connection)
    })?;
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(Row::read).collect()
}

/// The accounts that have one of these keys.
pub fn list_by_keys(connection: &mut AnyConnection, keys: &[String]) -> Result<Vec<Account>> {
    let rows: Vec<Row> = in_parts(keys, |part| {
        accounts::table.filter(accounts::key.eq_any(part)).select(COLUMNS).load(connection)
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// Ids and keys, by id.
pub fn list_keys(connection: &mut AnyConnection) -> Result<Vec<(i64, String)>> {
    Ok(accounts::table.order(accounts::id).select((accounts::id, accounts::key)).load(connection)?)
}

/// Ids by folded name; a name that several accounts share is there several times, lowest id first.
pub fn list_folded_names(connection: &mut AnyConnection, names: &[String]) -> Result<Vec<(String, i64)>> {
    let mut found: Vec<(String, i64)> = in_parts(names, |part| {
        accounts::table
            .filter(accounts::name_folded.eq_any(part))
            .select((accounts::name_folded, accounts::id))
            .load(connection)
    })?;
    found.sort();
    Ok(found)
}

/// Names by id.
pub fn list_names(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut found: Vec<(i64, String)> = in_parts(ids, |part| {
        accounts::table
            .filter(accounts::id.eq_any(part))
            .select((accounts::id, accounts::name))
            .load(connection)
    })?;
    found.sort();
    Ok(found)
}

/// How many there are.
pub fn count(connection: &mut AnyConnection) -> Result<u64> {
    let count: i64 = accounts::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Every account, by id, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each<E: From<crate::StoreError>>(
    connection: &mut AnyConnection,
    mut each: impl FnMut(Account) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = accounts::table.order(accounts::id).select(COLUMNS);
    row_by_row(connection, query, |row: Row| each(row.read()?))
}

/// Inserts accounts whose ids and keys are new.
pub fn insert(connection: &mut AnyConnection, new: &[Account]) -> Result<()> {
    for part in new.chunks(BATCH) {
        let rows: Vec<_> = part.iter().map(StoredAccount::of).collect();
        on_backend!(connection, c => diesel::insert_into(accounts::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Writes what is known now over what was known.
pub fn update(connection: &mut AnyConnection, changed: &[Account]) -> Result<()> {
    for account in changed {
        diesel::update(accounts::table.find(account.id))
            .set(StoredAccount::of(account))
            .execute(connection)?;
    }
    if changed.is_empty() { Ok(()) } else { leads::begin_epoch(connection) }
}

/// Keeps what was known before changes. An earlier entry for the same moment stays.
pub fn insert_history(connection: &mut AnyConnection, past: &[PastFacts]) -> Result<()> {
    for part in past.chunks(BATCH) {
        let rows: Vec<_> = part
            .iter()
            .map(|past| {
                (
                    account_history::account_id.eq(past.id),
                    account_history::known_until.eq(past.known_until.millis()),
                    account_history::attributes.eq(to_text(&past.attributes)),
                )
            })
            .collect();
        on_backend!(connection, c => diesel::insert_into(account_history::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// What was known at `as_of` of the accounts whose facts changed later: one entry an account, by id. Those not
/// listed were as they are now.
pub fn list_history(connection: &mut AnyConnection, as_of: Instant) -> Result<Vec<PastFacts>> {
    let rows: Vec<(i64, i64, String)> = account_history::table
        .filter(account_history::known_until.gt(as_of.millis()))
        .order((account_history::account_id, account_history::known_until))
        .load(connection)?;
    first_of_each("account_history", rows)
}

/// Past facts of one account that were replaced after `as_of`.
pub fn find_history(connection: &mut AnyConnection, id: i64, as_of: Instant) -> Result<Option<Attributes>> {
    let text: Option<String> = account_history::table
        .filter(account_history::account_id.eq(id))
        .filter(account_history::known_until.gt(as_of.millis()))
        .order(account_history::known_until)
        .select(account_history::attributes)
        .first(connection)
        .optional()?;
    text.map(|text| from_text("account_history", id, &text)).transpose()
}

pub(crate) fn first_of_each(table: &'static str, rows: Vec<(i64, i64, String)>) -> Result<Vec<PastFacts>> {
    let mut found: Vec<PastFacts> = Vec::new();
    for (id, known_until, attributes) in rows {
        if found.last().is_none_or(|last| last.id != id) {
            let attributes = from_text(table, id, &attributes)?;
            found.push(PastFacts { id, known_until: Instant::from_millis(known_until), attributes });
        }
    }
    Ok(found)
}

/// The text of an attribute.
pub(crate) fn text<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    match attributes.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// The columns of an account; those beside `attributes` exist for lists and filters.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = accounts, treat_none_as_default_value = false, treat_none_as_null = true)]
struct StoredAccount<'a> {
    id: i64,
    key: &'a str,
    name: &'a str,
    name_folded: String,
    industry: Option<&'a str>,
    country: Option<&'a str>,
    employees: Option<i64>,
    owner: Option<&'a str>,
    attributes: String,
    created_at: Option<i64>,
    updated_at: i64,
    domain_folded: Option<String>,
}

impl<'a> StoredAccount<'a> {
    fn of(account: &'a Account) -> Self {
        let employees = match account.attributes.get("employees") {
            #[expect(clippy::cast_possible_truncation, reason = "a head count; `as` saturates")]
            Some(Value::Number(number)) => Some(*number as i64),
            _ => None,
        };
        Self {
            id: account.id,
            key: &account.key,
            name: account.name(),
            name_folded: fold(account.name()).into_owned(),
            industry: text(&account.attributes, "industry"),
            country: text(&account.attributes, "country"),
            employees,
            owner: text(&account.attributes, "owner"),
            attributes: to_text(&account.attributes),
            created_at: account.created_at.map(Instant::millis),
            updated_at: account.updated_at.millis(),
            domain_folded: domain(&account.attributes),
        }
    }
}

/// The domain by which a search finds an account: the attribute, else the host of the website.
fn domain(attributes: &Attributes) -> Option<String> {
    let address = text(attributes, "domain").or_else(|| text(attributes, "website"))?;
    Some(fold(host(address)).into_owned()).filter(|domain| !domain.is_empty())
}

/// The host within an address of a page or of mail, without `www.`; any other text as it is.
pub fn host(address: &str) -> &str {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split(['/', '?', '#']).next().unwrap_or_default();
    let address = address.rsplit('@').next().unwrap_or_default();
    let www = address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if www { address.get(4..).unwrap_or_default() } else { address }
}
