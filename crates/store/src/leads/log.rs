//! The log of a lead as stored: one row a transition, written once and never changed.

use bareme_scoring::{Bant, Detail, Event, Instant, Points, Rating, Stage, Transition};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Opening, stage_number, stage_of};
use crate::reading::{in_parts, row_by_row};
use crate::schema::lead_transitions;
use crate::{AnyConnection, Result, StoreError};

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
    row_by_row(connection, query, |row| match extend(&mut current, row)? {
        Some(done) => each(done),
        None => Ok(()),
    })?;
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
    let mut rows: Vec<TransitionRow> = in_parts(ids, |part| {
        lead_transitions::table.filter(lead_transitions::lead_id.eq_any(part)).load(connection)
    })?;
    rows.sort_by_key(|row| (row.lead_id, row.seq));
    let mut current = None;
    let mut found = Vec::new();
    for row in rows {
        found.extend(extend(&mut current, row)?);
    }
    found.extend(current);
    Ok(found)
}

/// Those of some reasons that the log of any lead names.
pub fn list_reasons_used(connection: &mut AnyConnection, codes: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for code in codes {
        let named = lead_transitions::table.filter(lead_transitions::reason.eq(*code));
        if diesel::select(diesel::dsl::exists(named)).get_result(connection)? {
            found.push((*code).to_owned());
        }
    }
    Ok(found)
}

/// What people wrote when they last refused, gave back or lost these leads, by lead.
pub fn list_notes(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let events = [Event::Reject, Event::Return, Event::Lose].map(Event::word);
    let mut found: Vec<(i64, i32, Option<String>)> = in_parts(ids, |part| {
        lead_transitions::table
            .filter(lead_transitions::lead_id.eq_any(part))
            .filter(lead_transitions::event.eq_any(events))
            .select((lead_transitions::lead_id, lead_transitions::seq, lead_transitions::note))
            .load(connection)
    })?;
    found.sort_unstable_by_key(|(id, seq, _)| (*id, std::cmp::Reverse(*seq)));
    found.dedup_by_key(|(id, ..)| *id);
    Ok(found.into_iter().filter_map(|(id, _, note)| Some((id, note?))).collect())
}

/// What a log entry says beside its columns.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Facts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Opening>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    priority: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    escalated_to: Option<String>,
    /// Midnight of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expected_close: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bant: Option<Bant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cool_off_until: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undoes: Option<u32>,
}

impl Facts {
    fn of(opening: Option<&Opening>, detail: &Detail) -> Self {
        Self {
            opening: opening.cloned(),
            owner: detail.owner.clone(),
            priority: detail.priority,
            due_at: detail.sla_due_at.map(Instant::millis),
            amount: detail.amount.map(Points::hundredths),
            currency: detail.currency.clone(),
            team: detail.team.clone(),
            rule: detail.rule.clone(),
            escalated_to: detail.escalated_to.clone(),
            expected_close: detail.expected_close.map(|day| Instant::from_date(day).millis()),
            bant: detail.bant.clone(),
            cool_off_until: detail.cool_off_until.map(Instant::millis),
            undoes: detail.undoes,
        }
    }

    /// What the facts say of a detail; the row's columns say the rest.
    fn detail(self) -> Detail {
        Detail {
            owner: self.owner,
            priority: self.priority,
            sla_due_at: self.due_at.map(Instant::from_millis),
            amount: self.amount.map(Points::from_hundredths),
            currency: self.currency,
            team: self.team,
            rule: self.rule,
            escalated_to: self.escalated_to,
            expected_close: self.expected_close.map(|midnight| Instant::from_millis(midnight).date()),
            bant: self.bant,
            cool_off_until: self.cool_off_until.map(Instant::from_millis),
            undoes: self.undoes,
            ..Detail::default()
        }
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = lead_transitions, treat_none_as_default_value = false)]
pub(super) struct TransitionRow {
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
    /// The row of an entry; the first one of a log carries what the lead is about.
    pub(super) fn of(
        lead_id: i64,
        entry: &Transition,
        opening: Option<&Opening>,
        recorded_at: Instant,
    ) -> Self {
        let facts = Facts::of(opening, &entry.detail);
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
        let mut facts: Facts = serde_json::from_str(&self.facts)
            .map_err(|error| StoreError::bad_row("lead_transitions", "facts", self.lead_id, error))?;
        let opening = facts.opening.take();
        let event = Event::from_word(&self.event)
            .ok_or_else(|| StoreError::bad_row("lead_transitions", "event", self.lead_id, &self.event))?;
        let entry = Transition {
            seq: u32::try_from(self.seq).unwrap_or(0),
            at: Instant::from_millis(self.at),
            recorded_at: Instant::from_millis(self.recorded_at),
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
                rating: rating(self.lead_id, self.rating)?,
                model_version: self.version_id,
                ..facts.detail()
            },
        };
        Ok((self.lead_id, opening, entry))
    }
}

fn rating(lead_id: i64, stored: Option<i16>) -> Result<Option<Rating>> {
    stored.map(|number| crate::scores::rating_of("lead_transitions", lead_id, number)).transpose()
}
