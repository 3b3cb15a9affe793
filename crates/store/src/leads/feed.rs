//! Leads as reports keep them in memory: which ones changed, and what reports ask of each.

use bareme_scoring::Attributes;
use diesel::dsl::auto_type;
use diesel::prelude::*;

use super::LeadRow;
use crate::bulk::{BATCH, on_backend};
use crate::facts::from_text;
use crate::reading::{in_parts, row_by_row};
use crate::schema::{accounts, contacts, lead_changes, leads};
use crate::{AnyConnection, Result, StoreError, sequences};

const CHANGES: &str = "lead_changes";
const EPOCH: &str = "lead_epoch";

/// How far the feed has come, as one transaction sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedPosition {
    /// Grows when more than single leads changed: all of them are to be read anew.
    pub epoch: i64,
    /// Changes of leads below this number have been committed.
    pub change: i64,
}

/// A lead with what its contact's account says today.
#[derive(Clone, Debug, Queryable)]
pub struct ReportedLead {
    /// The lead.
    pub lead: LeadRow,
    /// Country of the account of the contact's main job.
    pub country: Option<String>,
    /// Industry of that account.
    pub industry: Option<String>,
    /// Employees of that account.
    pub employees: Option<i64>,
    /// That account.
    pub account_id: Option<i64>,
    /// The contact's persona.
    pub persona: Option<String>,
}

/// Whose facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactsOf {
    /// Contacts that have leads.
    Contacts,
    /// Accounts.
    Accounts,
}

/// Changes of so many contacts at once are no longer told lead by lead.
const MOST_NOTED: usize = 200;

/// How far the feed has come.
pub fn feed_position(connection: &mut AnyConnection) -> Result<FeedPosition> {
    Ok(FeedPosition {
        epoch: sequences::next(connection, EPOCH)?,
        change: sequences::next(connection, CHANGES)?,
    })
}

/// Says that these leads changed. Numbers are taken inside of the transaction, so that they are committed in order.
pub(super) fn note(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    let first = sequences::take(connection, CHANGES, ids.len())?;
    let rows: Vec<_> = ids
        .iter()
        .zip(first..)
        .map(|(id, change)| (lead_changes::change.eq(change), lead_changes::lead_id.eq(*id)))
        .collect();
    for part in rows.chunks(BATCH) {
        on_backend!(connection, c => diesel::insert_into(lead_changes::table).values(part.to_vec()).execute(c))?;
    }
    Ok(())
}

/// Says that something changed of which reports of leads speak, other than single leads: all are then read anew.
pub(crate) fn begin_epoch(connection: &mut AnyConnection) -> Result<()> {
    sequences::take(connection, EPOCH, 1)?;
    Ok(())
}

/// Says that reports may speak otherwise of the leads of these contacts.
pub(crate) fn note_contacts(connection: &mut AnyConnection, contact_ids: &[i64]) -> Result<()> {
    if contact_ids.is_empty() {
        return Ok(());
    }
    if contact_ids.len() > MOST_NOTED {
        return begin_epoch(connection);
    }
    let ids: Vec<i64> = leads::table
        .filter(leads::contact_id.eq_any(contact_ids))
        .order(leads::id)
        .select(leads::id)
        .load(connection)?;
    if ids.is_empty() { Ok(()) } else { note(connection, &ids) }
}

/// The leads that changed from a number of the feed on, ascending, each once.
pub fn list_changed(connection: &mut AnyConnection, from: i64) -> Result<Vec<i64>> {
    let mut ids: Vec<i64> = lead_changes::table
        .filter(lead_changes::change.ge(from))
        .select(lead_changes::lead_id)
        .load(connection)?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Every lead, in any order, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_reported<E: From<StoreError>>(
    connection: &mut AnyConnection,
    each: impl FnMut(ReportedLead) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    row_by_row(connection, reported(), each)
}

/// Those of these leads that are there.
pub fn list_reported(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<ReportedLead>> {
    in_parts(ids, |part| reported().filter(leads::id.eq_any(part)).load(connection))
}

#[auto_type]
fn reported() -> _ {
    let lead: <leads::table as Table>::AllColumns = leads::all_columns;
    leads::table
        .inner_join(contacts::table.on(contacts::id.eq(leads::contact_id)))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select((
            lead,
            accounts::country.nullable(),
            accounts::industry.nullable(),
            accounts::employees.nullable(),
            contacts::account_id,
            contacts::persona,
        ))
}

/// The facts of everybody that leads speak of, by id and in any order, one after another; some come more than once.
///
/// # Errors
///
/// Those of the query, facts that cannot be read, and what `each` returns.
pub fn for_each_facts<E: From<StoreError>>(
    connection: &mut AnyConnection,
    of: FactsOf,
    mut each: impl FnMut(i64, Attributes) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    match of {
        FactsOf::Contacts => {
            let query = contacts::table
                .inner_join(leads::table.on(leads::contact_id.eq(contacts::id)))
                .select((contacts::id, contacts::attributes));
            row_by_row(connection, query, |(id, text): (i64, String)| {
                each(id, from_text("contacts", id, &text)?)
            })
        }
        FactsOf::Accounts => {
            let query = accounts::table.select((accounts::id, accounts::attributes));
            row_by_row(connection, query, |(id, text): (i64, String)| {
                each(id, from_text("accounts", id, &text)?)
            })
        }
    }
}

/// The facts of these, by id.
pub fn list_facts(
    connection: &mut AnyConnection,
    of: FactsOf,
    ids: &[i64],
) -> Result<Vec<(i64, Attributes)>> {
    let rows: Vec<(i64, String)> = in_parts(ids, |part| match of {
        FactsOf::Contacts => contacts::table
            .filter(contacts::id.eq_any(part))
            .select((contacts::id, contacts::attributes))
            .load(connection),
        FactsOf::Accounts => accounts::table
            .filter(accounts::id.eq_any(part))
            .select((accounts::id, accounts::attributes))
            .load(connection),
    })?;
    rows.into_iter().map(|(id, text)| Ok((id, from_text("leads", id, &text)?))).collect()
}
