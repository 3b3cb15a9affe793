//! Leads in: the stage dates of another system enter by the same log as everything else, with their own dates.

use std::collections::BTreeMap;

use bareme_ingest::Message;
use bareme_scoring::{Event, Instant, Lead, LeadRecord, Refusal, SlaClock, Transition, history, project};
use bareme_store::leads::{self, LeadWrite, Opening};
use bareme_store::{AnyConnection, contacts, models, sequences};

use super::activities::no_contact;
use super::index::Found;
use super::{Intake, Refused};
use crate::past::Past;
use crate::{Engine, EngineError, LoadedModel, Result};

/// A lead while a batch is worked on.
struct Working {
    id: i64,
    opening: Opening,
    log: Vec<Transition>,
    stored: usize,
}

impl Intake {
    /// Takes a batch of leads in: (line, record). A hand-over that happened while a version of its model was in force
    /// takes its rating from that version, as of that moment.
    ///
    /// # Errors
    ///
    /// Those of the store, and a stored log that does not project.
    pub fn leads(
        &mut self,
        engine: &Engine,
        connection: &mut AnyConnection,
        rows: &[(u64, LeadRecord)],
    ) -> Result<Vec<Refused>> {
        let models = engine.models(connection)?;
        let agreement = engine.agreement(connection)?;
        let mut working = known(connection, rows)?;
        let mut order: Vec<String> = Vec::new();
        let mut refused = Vec::new();
        for (index, (_, record)) in rows.iter().enumerate() {
            let log = working.get(&record.key).map_or(&[][..], |lead| lead.log.as_slice());
            let taken = match self.place(connection, &models, record)? {
                Ok(place) => history(record, &self.who, log, &agreement.reasons, self.now)
                    .map(|new| (place, new))
                    .map_err(|refusal| refused_history(index, &refusal)),
                Err(why) => Err(Refused { index, ..why }),
            };
            let ((contact_id, model_id), mut new) = match taken {
                Ok((_, new)) if new.is_empty() => {
                    self.counts.unchanged += 1;
                    continue;
                }
                Ok(taken) => taken,
                Err(why) => {
                    refused.push(why);
                    continue;
                }
            };
            let model = models.iter().find(|model| model.stored.id == model_id);
            rate(engine, connection, model, contact_id, &agreement.clock, &mut new)?;
            if let Some(lead) = working.get_mut(&record.key) {
                self.counts.updated += 1;
                lead.log.extend(new);
            } else {
                self.counts.created += 1;
                order.push(record.key.clone());
                let opening = opening(record, contact_id, model_id);
                working.insert(record.key.clone(), Working { id: 0, opening, log: new, stored: 0 });
            }
        }
        let mut id = sequences::take(connection, "leads", order.len())?;
        for key in order {
            if let Some(lead) = working.get_mut(&key) {
                lead.id = id;
                id += 1;
            }
        }
        store(connection, working.values(), self.now)?;
        Ok(refused)
    }

    /// The contact and the model that a record names, or why it cannot be taken in.
    fn place(
        &mut self,
        connection: &mut AnyConnection,
        models: &[LoadedModel],
        record: &LeadRecord,
    ) -> Result<std::result::Result<(i64, i64), Refused>> {
        let refuse = |field, value: &str, message| Refused {
            index: 0,
            field: Some(field),
            value: Some(value.to_owned()),
            message,
        };
        let contact_id = match self.contacts_index(connection)?.find(&record.contact) {
            Found::One(id) => id,
            found => return Ok(Err(refuse("contact", &record.contact, no_contact(found, &record.contact)))),
        };
        let model = match &record.model {
            // 0: leads may come before the first model does.
            None => models.first().filter(|model| model.stored.is_primary).map_or(0, |model| model.stored.id),
            Some(name) => {
                let Some(model) = models.iter().find(|model| model.stored.name == *name) else {
                    let text = format!("there is no model '{name}'; publish it first");
                    let message = Message::new("unknown_model", text).with("model", name);
                    return Ok(Err(refuse("model", name, message)));
                };
                model.stored.id
            }
        };
        Ok(Ok((contact_id, model)))
    }
}

/// A history that the log refuses.
fn refused_history(index: usize, refusal: &Refusal) -> Refused {
    let message = Message::new(refusal.code(), refusal.to_string());
    let message =
        refusal.arguments().into_iter().fold(message, |message, (name, value)| message.with(name, value));
    Refused { index, field: None, value: None, message }
}

/// Writes the rating at hand-over, its version and its service level on entries that have none, when a version was in
/// force then: a rating that nobody could have seen is not made up.
fn rate(
    engine: &Engine,
    connection: &mut AnyConnection,
    model: Option<&LoadedModel>,
    contact_id: i64,
    clock: &SlaClock,
    new: &mut [Transition],
) -> Result<()> {
    let Some(model) = model else { return Ok(()) };
    let unrated = new.iter_mut().find(|entry| entry.event == Event::HandOff && entry.detail.rating.is_none());
    let Some(entry) = unrated else { return Ok(()) };
    let versions = models::list_versions(connection, model.stored.id)?;
    let in_force = versions.iter().find(|version| version.published_at <= entry.at.millis());
    let (Some(version), Some(contact)) = (in_force, contacts::find(connection, contact_id)?) else {
        return Ok(());
    };
    let evaluation =
        Past::load(engine, connection, &contact)?.evaluate(engine, connection, model, version, entry.at)?;
    entry.detail.rating = evaluation.rating;
    entry.detail.model_version = evaluation.rating.map(|_| version.id);
    entry.detail.priority = evaluation.priority;
    entry.detail.sla_due_at = evaluation.sla_hours.map(|hours| clock.due_at(entry.at, hours));
    Ok(())
}

fn known(connection: &mut AnyConnection, rows: &[(u64, LeadRecord)]) -> Result<BTreeMap<String, Working>> {
    let keys: Vec<String> = rows.iter().map(|(_, record)| record.key.clone()).collect();
    let ids: Vec<i64> = leads::list_ids_by_keys(connection, &keys)?.into_iter().map(|(_, id)| id).collect();
    Ok(leads::list_logs(connection, &ids)?
        .into_iter()
        .filter_map(|lead| {
            let key = lead.opening.key.clone()?;
            let stored = lead.log.len();
            Some((key, Working { id: lead.id, opening: lead.opening, log: lead.log, stored }))
        })
        .collect())
}

fn opening(record: &LeadRecord, contact_id: i64, model_id: i64) -> Opening {
    Opening {
        key: Some(record.key.clone()),
        contact_id,
        model_id,
        source: record.source.clone(),
        campaign: record.campaign.clone(),
    }
}

fn store<'a>(
    connection: &mut AnyConnection,
    working: impl Iterator<Item = &'a Working>,
    now: Instant,
) -> Result<()> {
    let grown: Vec<&Working> = working.filter(|lead| lead.log.len() > lead.stored).collect();
    let leads_after: Vec<Lead> = grown
        .iter()
        .map(|lead| project(&lead.log).map_err(|refusal| EngineError::Invalid(refusal.to_string())))
        .collect::<Result<_>>()?;
    let mut writes: Vec<LeadWrite<'_>> = grown
        .iter()
        .zip(&leads_after)
        .map(|(lead, after)| LeadWrite {
            id: lead.id,
            opening: &lead.opening,
            opened_at: lead.log.first().map_or(now, |entry| entry.at),
            lead: after,
            new: lead.log.get(lead.stored..).unwrap_or_default(),
        })
        .collect();
    writes.sort_by_key(|write| write.id);
    leads::append(connection, &writes, now)?;
    Ok(())
}
