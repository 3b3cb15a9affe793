//! Leads: an append-only log of transitions, and its projection, one row a lead.

mod feed;
mod log;
mod projection;

use bareme_scoring::{Instant, Lead, Stage, Transition};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::bulk::{BATCH, on_backend};
use crate::reading::in_parts;
use crate::schema::{lead_transitions, leads};
use crate::{AnyConnection, Result, StoreError};

pub use feed::{
    FactsOf, FeedPosition, ReportedLead, feed_position, for_each_facts, for_each_reported, list_changed,
    list_facts, list_reported,
};
pub(crate) use feed::{begin_epoch, note_contacts};
pub use log::{LeadLog, for_each_log, list_logs, list_notes, list_reasons_used};
pub use projection::{LeadRow, NO_PRIORITY, delete_projection, for_each_row, insert_projection};

/// What a lead is about; said in the first entry of its log and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Natural key in the CRM, if it came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The contact.
    pub contact_id: i64,
    /// The model.
    pub model_id: i64,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The campaign that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
}

/// The number a stage is stored as: its place in [`Stage::ALL`].
pub fn stage_number(stage: Stage) -> i16 {
    Stage::ALL.iter().zip(0..).find(|(known, _)| **known == stage).map_or(0, |(_, number)| number)
}

fn stage_of(table: &'static str, row: i64, number: i16) -> Result<Stage> {
    usize::try_from(number)
        .ok()
        .and_then(|index| Stage::ALL.get(index).copied())
        .ok_or_else(|| StoreError::bad_row(table, "stage", row, number))
}

/// A lead that grows: what it is about, where it stands afterwards, and the new entries of its log.
#[derive(Debug)]
pub struct LeadWrite<'a> {
    /// Id in this database.
    pub id: i64,
    /// What it is about.
    pub opening: &'a Opening,
    /// When its log began.
    pub opened_at: Instant,
    /// Where it stands with the new entries.
    pub lead: &'a Lead,
    /// The new entries.
    pub new: &'a [Transition],
}

/// Appends to logs and writes the projections: the only way in which a lead changes.
pub fn append(connection: &mut AnyConnection, writes: &[LeadWrite<'_>], recorded_at: Instant) -> Result<()> {
    for part in writes.chunks(BATCH) {
        let entries: Vec<log::TransitionRow> = part
            .iter()
            .flat_map(|write| {
                write.new.iter().map(|entry| {
                    let opening = (entry.seq == 1).then_some(write.opening);
                    log::TransitionRow::of(write.id, entry, opening, recorded_at)
                })
            })
            .collect();
        for entries in entries.chunks(BATCH) {
            on_backend!(connection, c => diesel::insert_into(lead_transitions::table).values(entries).execute(c))?;
        }
        let (new, grown): (Vec<&LeadWrite<'_>>, Vec<&LeadWrite<'_>>) =
            part.iter().partition(|write| write.new.first().is_some_and(|entry| entry.seq == 1));
        let row = |write: &LeadWrite<'_>| LeadRow::of(write.id, write.opening, write.lead, write.opened_at);
        let rows: Vec<LeadRow> = new.into_iter().map(row).collect();
        on_backend!(connection, c => diesel::insert_into(leads::table).values(&rows).execute(c))?;
        for write in grown {
            diesel::update(leads::table.find(write.id)).set(row(write)).execute(connection)?;
        }
        let changed: Vec<i64> = part.iter().map(|write| write.id).collect();
        feed::note(connection, &changed)?;
    }
    Ok(())
}

/// Ids of the leads of a contact, oldest first.
pub fn list_ids_of_contact(connection: &mut AnyConnection, contact_id: i64) -> Result<Vec<i64>> {
    Ok(leads::table
        .filter(leads::contact_id.eq(contact_id))
        .order((leads::opened_at, leads::id))
        .select(leads::id)
        .load(connection)?)
}

/// The contacts of these leads, ascending, each once.
pub fn list_contacts_of(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<i64>> {
    let mut contacts: Vec<i64> = in_parts(ids, |part| {
        leads::table.filter(leads::id.eq_any(part)).select(leads::contact_id).load(connection)
    })?;
    contacts.sort_unstable();
    contacts.dedup();
    Ok(contacts)
}

/// (lead, contact) of these leads.
pub fn list_contacts_by_lead(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    in_parts(ids, |part| {
        leads::table.filter(leads::id.eq_any(part)).select((leads::id, leads::contact_id)).load(connection)
    })
}

/// (due, id) of the MQLs that sales should have answered before a moment and that are not marked overdue, the longest
/// overdue first, after such a pair.
pub fn list_due(
    connection: &mut AnyConnection,
    before: Instant,
    after: Option<(i64, i64)>,
    limit: usize,
) -> Result<Vec<(i64, i64)>> {
    let due = leads::due_at.assume_not_null();
    let mut query = leads::table
        .filter(leads::stage.eq(stage_number(Stage::Mql)))
        .filter(leads::overdue_at.is_null())
        .filter(leads::due_at.lt(before.millis()))
        .order((leads::due_at, leads::id))
        .select((due, leads::id))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .into_boxed();
    if let Some((due_at, id)) = after {
        query = query
            .filter(leads::due_at.ge(due_at))
            .filter(leads::due_at.gt(due_at).or(leads::id.gt(id)).assume_not_null());
    }
    Ok(query.load(connection)?)
}

/// (key, id) of the leads that have one of these keys.
pub fn list_ids_by_keys(connection: &mut AnyConnection, keys: &[String]) -> Result<Vec<(String, i64)>> {
    let found: Vec<(Option<String>, i64)> = in_parts(keys, |part| {
        leads::table.filter(leads::key.eq_any(part)).select((leads::key, leads::id)).load(connection)
    })?;
    Ok(found.into_iter().filter_map(|(key, id)| key.map(|key| (key, id))).collect())
}

/// Ids of the leads that these contacts have in a model, or had before there was one.
pub fn list_ids_of_contacts(
    connection: &mut AnyConnection,
    model_id: i64,
    contact_ids: &[i64],
) -> Result<Vec<i64>> {
    in_parts(contact_ids, |part| {
        leads::table
            .filter(leads::contact_id.eq_any(part))
            .filter(leads::model_id.eq_any([model_id, 0]))
            .select(leads::id)
            .load(connection)
    })
}

/// The contacts that have a lead in one of these stages, in a model or before there was one; ascending, each once.
pub fn list_contacts_at(connection: &mut AnyConnection, model_id: i64, stages: &[Stage]) -> Result<Vec<i64>> {
    let numbers: Vec<i16> = stages.iter().copied().map(stage_number).collect();
    let mut found: Vec<i64> = leads::table
        .filter(leads::model_id.eq_any([model_id, 0]))
        .filter(leads::stage.eq_any(numbers))
        .select(leads::contact_id)
        .load(connection)?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// How many there are.
pub fn count(connection: &mut AnyConnection) -> Result<u64> {
    let count: i64 = leads::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}
