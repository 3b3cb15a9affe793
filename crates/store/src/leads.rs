//! Leads: an append-only log of transitions, and its projection, one row a lead.

mod funnel;

use bareme_scoring::{Detail, Event, Instant, Lead, Points, Rating, Stage, Transition};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::bulk::{BATCH, on_backend, stream};
use crate::schema::{lead_transitions, leads};
use crate::{AnyConnection, Result, StoreError};

pub use funnel::{FunnelGroup, FunnelLine, FunnelPeriod, list_funnel, list_times_to_win};

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

/// A lead with its whole log.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadLog {
    /// Id in this database.
    pub id: i64,
    /// What it is about.
    pub opening: Opening,
    /// Its log, oldest first.
    pub log: Vec<Transition>,
}

/// A row of the projection. Times are milliseconds since 1970 UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = leads, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct LeadRow {
    /// Id in this database.
    pub id: i64,
    /// Natural key in the CRM, if it came from one.
    pub key: Option<String>,
    /// The contact.
    pub contact_id: i64,
    /// The model.
    pub model_id: i64,
    /// Stage, as its place in [`Stage::ALL`].
    pub stage: i16,
    /// When it reached that stage.
    pub stage_at: i64,
    /// When its log began.
    pub opened_at: i64,
    /// When it became an MQL.
    pub mql_at: Option<i64>,
    /// When sales accepted it.
    pub sal_at: Option<i64>,
    /// When sales qualified it.
    pub sql_at: Option<i64>,
    /// When an opportunity was opened.
    pub opportunity_at: Option<i64>,
    /// When it was won.
    pub won_at: Option<i64>,
    /// When it was lost.
    pub lost_at: Option<i64>,
    /// When sales refused it.
    pub rejected_at: Option<i64>,
    /// When it went back to nurture.
    pub recycled_at: Option<i64>,
    /// When it was disqualified.
    pub disqualified_at: Option<i64>,
    /// Rating at hand-over.
    pub rating: Option<i16>,
    /// Model version at hand-over.
    pub version_id: Option<i64>,
    /// The sales person who has it.
    pub owner: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The campaign that brought it.
    pub campaign: Option<String>,
    /// Why it was rejected, returned or lost.
    pub reason: Option<String>,
    /// Amount, hundredths of the currency's unit.
    pub amount: Option<i64>,
    /// Currency.
    pub currency: Option<String>,
    /// When sales must have answered.
    pub due_at: Option<i64>,
}

impl LeadRow {
    /// The projection of a lead.
    pub fn of(id: i64, opening: &Opening, lead: &Lead, opened_at: Instant) -> Self {
        let reached = |stage| lead.reached(stage).map(|reached| reached.at.millis());
        Self {
            id,
            key: opening.key.clone(),
            contact_id: opening.contact_id,
            model_id: opening.model_id,
            stage: stage_number(lead.stage),
            stage_at: lead.last_at.unwrap_or(opened_at).millis(),
            opened_at: opened_at.millis(),
            mql_at: reached(Stage::Mql),
            sal_at: reached(Stage::Sal),
            sql_at: reached(Stage::Sql),
            opportunity_at: reached(Stage::Opportunity),
            won_at: reached(Stage::Won),
            lost_at: reached(Stage::Lost),
            rejected_at: reached(Stage::Rejected),
            recycled_at: reached(Stage::Recycled),
            disqualified_at: reached(Stage::Disqualified),
            rating: lead.rating.map(|rating| i16::from(rating.index())),
            version_id: lead.model_version,
            owner: lead.owner.clone(),
            source: opening.source.clone(),
            campaign: opening.campaign.clone(),
            reason: lead.reason.clone(),
            amount: lead.amount.map(Points::hundredths),
            currency: lead.currency.clone(),
            due_at: lead.sla_due_at.map(Instant::millis),
        }
    }

    /// Where it stands.
    ///
    /// # Errors
    ///
    /// When the stored number is no stage.
    pub fn stage(&self) -> Result<Stage> {
        stage_of("leads", self.id, self.stage)
    }
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

/// What a log entry says beside its columns.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Facts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Opening>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = lead_transitions, treat_none_as_default_value = false)]
struct TransitionRow {
    lead_id: i64,
    seq: i32,
    at: i64,
    recorded_at: i64,
    from_stage: Option<i16>,
    to_stage: i16,
    event: String,
    who: String,
    reason: Option<String>,
    note: Option<String>,
    rating: Option<i16>,
    version_id: Option<i64>,
    implied: bool,
    facts: String,
}

impl TransitionRow {
    fn of(lead_id: i64, entry: &Transition, opening: Option<&Opening>, recorded_at: Instant) -> Self {
        let facts = Facts {
            opening: opening.cloned(),
            owner: entry.detail.owner.clone(),
            due_at: entry.detail.sla_due_at.map(Instant::millis),
            amount: entry.detail.amount.map(Points::hundredths),
            currency: entry.detail.currency.clone(),
        };
        Self {
            lead_id,
            seq: i32::try_from(entry.seq).unwrap_or(i32::MAX),
            at: entry.at.millis(),
            recorded_at: recorded_at.millis(),
            from_stage: (entry.seq > 1).then(|| stage_number(entry.from)),
            to_stage: stage_number(entry.to),
            event: entry.event.word().to_owned(),
            who: entry.who.clone(),
            reason: entry.detail.reason.clone(),
            note: entry.detail.note.clone(),
            rating: entry.detail.rating.map(|rating| i16::from(rating.index())),
            version_id: entry.detail.model_version,
            implied: entry.implied,
            facts: serde_json::to_string(&facts).unwrap_or_else(|_| "{}".to_owned()),
        }
    }

    fn read(self) -> Result<(i64, Option<Opening>, Transition)> {
        let facts: Facts = serde_json::from_str(&self.facts)
            .map_err(|error| StoreError::bad_row("lead_transitions", "facts", self.lead_id, error))?;
        let event = Event::from_word(&self.event)
            .ok_or_else(|| StoreError::bad_row("lead_transitions", "event", self.lead_id, &self.event))?;
        let entry = Transition {
            seq: u32::try_from(self.seq).unwrap_or(0),
            at: Instant::from_millis(self.at),
            from: match self.from_stage {
                Some(stage) => stage_of("lead_transitions", self.lead_id, stage)?,
                None => Stage::Inquiry,
            },
            to: stage_of("lead_transitions", self.lead_id, self.to_stage)?,
            event,
            who: self.who,
            implied: self.implied,
            detail: Detail {
                reason: self.reason,
                note: self.note,
                owner: facts.owner,
                rating: rating(self.lead_id, self.rating)?,
                model_version: self.version_id,
                sla_due_at: facts.due_at.map(Instant::from_millis),
                amount: facts.amount.map(Points::from_hundredths),
                currency: facts.currency,
            },
        };
        Ok((self.lead_id, facts.opening, entry))
    }
}

fn rating(lead_id: i64, stored: Option<i16>) -> Result<Option<Rating>> {
    stored.map(|number| crate::scores::rating_of("lead_transitions", lead_id, number)).transpose()
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
        let entries: Vec<TransitionRow> = part
            .iter()
            .flat_map(|write| {
                write.new.iter().map(|entry| {
                    let opening = (entry.seq == 1).then_some(write.opening);
                    TransitionRow::of(write.id, entry, opening, recorded_at)
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
    }
    Ok(())
}

/// Every lead with its log, by id, one after another.
///
/// # Errors
///
/// Those of the query, a log without a beginning, and what `each` returns.
pub fn for_each_log<E: From<StoreError>>(
    connection: &mut AnyConnection,
    mut each: impl FnMut(LeadLog) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = lead_transitions::table.order((lead_transitions::lead_id, lead_transitions::seq));
    let mut current: Option<LeadLog> = None;
    stream!(connection, query, TransitionRow, |row: TransitionRow| -> std::result::Result<(), E> {
        if let Some(done) = extend(&mut current, row)? { each(done) } else { Ok(()) }
    });
    current.map_or(Ok(()), each)
}

/// Adds an entry; gives back the log before it when the entry begins another one.
fn extend(current: &mut Option<LeadLog>, row: TransitionRow) -> Result<Option<LeadLog>> {
    let (id, opening, entry) = row.read()?;
    if let Some(lead) = current.as_mut().filter(|lead| lead.id == id) {
        lead.log.push(entry);
        return Ok(None);
    }
    let opening =
        opening.ok_or_else(|| StoreError::bad_row("lead_transitions", "facts", id, "no beginning"))?;
    Ok(current.replace(LeadLog { id, opening, log: vec![entry] }))
}

/// The logs of these leads, by id.
pub fn list_logs(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<LeadLog>> {
    let mut rows: Vec<TransitionRow> = Vec::new();
    for part in ids.chunks(BATCH) {
        rows.extend(
            lead_transitions::table
                .filter(lead_transitions::lead_id.eq_any(part))
                .load::<TransitionRow>(connection)?,
        );
    }
    rows.sort_by_key(|row| (row.lead_id, row.seq));
    let mut current = None;
    let mut found = Vec::new();
    for row in rows {
        found.extend(extend(&mut current, row)?);
    }
    found.extend(current);
    Ok(found)
}

/// Ids of the leads of a contact, oldest first.
pub fn list_ids_of_contact(connection: &mut AnyConnection, contact_id: i64) -> Result<Vec<i64>> {
    Ok(leads::table
        .filter(leads::contact_id.eq(contact_id))
        .order((leads::opened_at, leads::id))
        .select(leads::id)
        .load(connection)?)
}

/// (key, id) of the leads that have one of these keys.
pub fn list_ids_by_keys(connection: &mut AnyConnection, keys: &[String]) -> Result<Vec<(String, i64)>> {
    let mut found: Vec<(Option<String>, i64)> = Vec::new();
    for part in keys.chunks(BATCH) {
        found.extend(leads::table.filter(leads::key.eq_any(part)).select((leads::key, leads::id)).load::<(
            Option<String>,
            i64,
        )>(
            connection,
        )?);
    }
    Ok(found.into_iter().filter_map(|(key, id)| key.map(|key| (key, id))).collect())
}

/// (contact, lead) of every lead of a model, by contact.
pub fn list_contacts(connection: &mut AnyConnection, model_id: i64) -> Result<Vec<(i64, i64)>> {
    Ok(leads::table
        .filter(leads::model_id.eq(model_id))
        .order((leads::contact_id, leads::id))
        .select((leads::contact_id, leads::id))
        .load(connection)?)
}

/// The projection, by id, one row after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_row<E: From<StoreError>>(
    connection: &mut AnyConnection,
    each: impl FnMut(LeadRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = leads::table.order(leads::id);
    stream!(connection, query, LeadRow, each);
    Ok(())
}

/// Empties the projection, to rebuild it from the log.
pub fn delete_projection(connection: &mut AnyConnection) -> Result<()> {
    diesel::delete(leads::table).execute(connection)?;
    Ok(())
}

/// Writes projection rows that are not there.
pub fn insert_projection(connection: &mut AnyConnection, rows: &[LeadRow]) -> Result<()> {
    for part in rows.chunks(BATCH) {
        on_backend!(connection, c => diesel::insert_into(leads::table).values(part).execute(c))?;
    }
    Ok(())
}

/// How many there are.
pub fn count(connection: &mut AnyConnection) -> Result<u64> {
    let count: i64 = leads::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}
