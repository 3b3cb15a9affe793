//! Leads in: the stage dates of another system enter by the same log as everything else, with their own dates.

use std::collections::BTreeMap;

use bareme_scoring::{Instant, Lead, LeadRecord, Transition, history, project};
use bareme_store::leads::{self, LeadWrite, Opening};
use bareme_store::{AnyConnection, models, sequences};

use super::index::Found;
use super::{Intake, Refused};
use crate::{EngineError, Result};

/// A lead while a batch is worked on.
struct Working {
    id: i64,
    opening: Opening,
    log: Vec<Transition>,
    stored: usize,
}

impl Intake {
    /// Takes a batch of leads in: (line, record).
    ///
    /// # Errors
    ///
    /// Those of the store, and a stored log that does not project.
    pub fn leads(&mut self, connection: &mut AnyConnection, rows: &[(u64, LeadRecord)]) -> Result<Vec<Refused>> {
        let stored_models = models::list(connection)?;
        let mut working = known(connection, rows)?;
        let mut order: Vec<String> = Vec::new();
        let mut refused = Vec::new();
        for (index, (_, record)) in rows.iter().enumerate() {
            let refuse = |field, value: Option<&String>, reason: String| Refused {
                index,
                field,
                value: value.cloned(),
                reason,
            };
            let contact_id = match self.contacts_index(connection)?.find(&record.contact) {
                Found::One(id) => id,
                _ => {
                    let reason = format!(
                        "there is no contact '{}'; import contacts first, then send this row again",
                        record.contact
                    );
                    refused.push(refuse(Some("contact"), Some(&record.contact), reason));
                    continue;
                }
            };
            let model_id = match &record.model {
                // 0: leads may come before the first model does.
                None => stored_models.first().filter(|model| model.is_primary).map_or(0, |model| model.id),
                Some(name) => match stored_models.iter().find(|model| model.name == *name) {
                    Some(model) => model.id,
                    None => {
                        let reason = format!("there is no model '{name}'; publish it first");
                        refused.push(refuse(Some("model"), Some(name), reason));
                        continue;
                    }
                },
            };
            let log = working.get(&record.key).map_or(&[][..], |lead| lead.log.as_slice());
            match history(record, &self.who, log, &self.reasons, self.now) {
                Err(refusal) => refused.push(refuse(None, None, refusal.to_string())),
                Ok(new) if new.is_empty() => self.counts.unchanged += 1,
                Ok(new) => {
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
