//! What was known of many contacts and accounts, now and before: for who asks each of them for a moment of its own.

use bareme_scoring::{Activity, Instant};
use diesel::prelude::*;

use crate::activities::activity;
use crate::reading::in_parts;
use crate::schema::{account_history, accounts, activities, contact_history, contacts};
use crate::{AnyConnection, Result};

/// The facts of a contact or an account as they are known now.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Known {
    /// Contact or account.
    pub id: i64,
    /// When it entered the source system, milliseconds since 1970 UTC.
    pub created_at: Option<i64>,
    /// Since when they are known as they are, milliseconds since 1970 UTC.
    pub since: i64,
    /// The attributes as stored text (see [`crate::facts`]).
    pub attributes: String,
}

/// Facts that held before.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct KnownBefore {
    /// Contact or account.
    pub id: i64,
    /// Until when (excluding) they held, milliseconds since 1970 UTC.
    pub until: i64,
    /// The attributes as stored text.
    pub attributes: String,
}

/// What is known of these contacts, by id.
pub fn list_contacts(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Known>> {
    let columns = (contacts::id, contacts::created_at, contacts::updated_at, contacts::attributes);
    let mut found: Vec<Known> = in_parts(ids, |part| {
        contacts::table.filter(contacts::id.eq_any(part)).select(columns).load(connection)
    })?;
    found.sort_unstable_by_key(|known| known.id);
    Ok(found)
}

/// What was known of these contacts before, by id and time.
pub fn list_contacts_before(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<KnownBefore>> {
    let mut found: Vec<KnownBefore> = in_parts(ids, |part| {
        contact_history::table.filter(contact_history::contact_id.eq_any(part)).load(connection)
    })?;
    found.sort_unstable_by_key(|known| (known.id, known.until));
    Ok(found)
}

/// What is known of these accounts, by id.
pub fn list_accounts(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Known>> {
    let columns = (accounts::id, accounts::created_at, accounts::updated_at, accounts::attributes);
    let mut found: Vec<Known> = in_parts(ids, |part| {
        accounts::table.filter(accounts::id.eq_any(part)).select(columns).load(connection)
    })?;
    found.sort_unstable_by_key(|known| known.id);
    Ok(found)
}

/// What was known of these accounts before, by id and time.
pub fn list_accounts_before(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<KnownBefore>> {
    let mut found: Vec<KnownBefore> = in_parts(ids, |part| {
        account_history::table.filter(account_history::account_id.eq_any(part)).load(connection)
    })?;
    found.sort_unstable_by_key(|known| (known.id, known.until));
    Ok(found)
}

/// What these contacts did up to a moment, by contact and time: (contact, activity).
pub fn list_activities(
    connection: &mut AnyConnection,
    contact_ids: &[i64],
    until: Instant,
) -> Result<Vec<(i64, Activity)>> {
    let mut found: Vec<(i64, i64, i64)> = in_parts(contact_ids, |part| {
        activities::table
            .filter(activities::contact_id.eq_any(part))
            .filter(activities::at.le(until.millis()))
            .select((activities::contact_id, activities::at, activities::kind_id))
            .load(connection)
    })?;
    found.sort_unstable();
    Ok(found.into_iter().map(|(contact, at, kind)| (contact, activity(at, kind))).collect())
}
