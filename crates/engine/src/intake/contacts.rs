//! Contacts in: merged by key, with the history of what changed, and their jobs.

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{BuyingRole, ContactRecord, Instant, RelationshipKind};
use bareme_store::contacts::{self, Contact};
use bareme_store::facts::PastFacts;
use bareme_store::{AnyConnection, sequences};

use super::links::Link;
use super::merge::{self, Known, Merged, Said, merge};
use super::{Intake, Refused};
use crate::Result;

struct Working {
    now: Contact,
    before: Option<Contact>,
}

impl Intake {
    /// Takes a batch of contacts in: (line, record).
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn contacts(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, ContactRecord)],
    ) -> Result<Vec<Refused>> {
        self.contacts_index(connection)?;
        let mut working = known(connection, rows)?;
        let new = rows.iter().filter(|(_, record)| !working.contains_key(&record.key));
        let distinct: BTreeSet<&str> = new.map(|(_, record)| record.key.as_str()).collect();
        let mut next_id = sequences::take(connection, "contacts", distinct.len())?;
        for (line, record) in rows {
            if let Some(entry) = working.get_mut(&record.key) {
                let merged = merged(&mut entry.now, record, self.now);
                self.count_merged(merged, &record.key, *line);
            } else {
                self.counts.created += 1;
                working.insert(
                    record.key.clone(),
                    Working { now: created(next_id, record, self.now), before: None },
                );
                next_id += 1;
            }
        }
        self.store_contacts(connection, &working)?;
        self.link_jobs(connection, rows, &working)?;
        Ok(Vec::new())
    }

    fn store_contacts(
        &mut self,
        connection: &mut AnyConnection,
        working: &BTreeMap<String, Working>,
    ) -> Result<()> {
        let mut new: Vec<Contact> = Vec::new();
        let mut changed: Vec<Contact> = Vec::new();
        let mut past: Vec<PastFacts> = Vec::new();
        for entry in working.values() {
            match &entry.before {
                None => new.push(entry.now.clone()),
                Some(before) if *before != entry.now => {
                    let (now, then) = (&entry.now, before);
                    past.extend(merge::past(
                        then.id,
                        (&then.attributes, then.updated_at),
                        (&now.attributes, now.updated_at),
                    ));
                    changed.push(entry.now.clone());
                }
                Some(_) => {}
            }
        }
        new.sort_by_key(|contact| contact.id);
        contacts::insert(connection, &new)?;
        contacts::update(connection, &changed)?;
        contacts::insert_history(connection, &past)?;
        let index = self.contacts_index(connection)?;
        for contact in new.iter().chain(&changed) {
            index.add(&contact.key, email(contact).unwrap_or_default(), contact.id);
        }
        Ok(())
    }

    fn link_jobs(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, ContactRecord)],
        working: &BTreeMap<String, Working>,
    ) -> Result<()> {
        let mut links = Vec::new();
        for (line, record) in rows {
            let (Some(job), Some(entry)) = (&record.job, working.get(&record.key)) else { continue };
            if is_outdated(entry, record) {
                continue;
            }
            let since = record.updated_at.unwrap_or(self.now);
            links.push(Link {
                line: *line,
                kind: RelationshipKind::WorksAt,
                from_id: entry.now.id,
                is_new: entry.before.is_none(),
                to: job.account.clone(),
                role: job.role,
                share: None,
                since,
            });
        }
        self.link(connection, &links)?;
        let mut touched: Vec<i64> = links.iter().map(|link| link.from_id).collect();
        touched.sort_unstable();
        touched.dedup();
        self.refresh_main_jobs(connection, &touched)
    }
}

fn email(contact: &Contact) -> Option<&str> {
    match contact.attributes.get("email") {
        Some(bareme_scoring::Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn known(connection: &mut AnyConnection, rows: &[(u64, ContactRecord)]) -> Result<BTreeMap<String, Working>> {
    let keys: Vec<String> = rows.iter().map(|(_, record)| record.key.clone()).collect();
    let found = contacts::list_by_keys(connection, &keys)?;
    Ok(found
        .into_iter()
        .map(|contact| (contact.key.clone(), Working { now: contact.clone(), before: Some(contact) }))
        .collect())
}

fn created(id: i64, record: &ContactRecord, now: Instant) -> Contact {
    Contact {
        id,
        key: record.key.clone(),
        attributes: record.attributes.clone(),
        account_id: None,
        role: BuyingRole::Unknown,
        created_at: record.created_at,
        updated_at: record.updated_at.unwrap_or(now),
    }
}

/// Adds what a record says to what is known.
fn merged(contact: &mut Contact, record: &ContactRecord, now: Instant) -> Merged {
    let mut known = Known {
        attributes: &mut contact.attributes,
        created_at: &mut contact.created_at,
        updated_at: &mut contact.updated_at,
    };
    let said =
        Said { attributes: &record.attributes, created_at: record.created_at, updated_at: record.updated_at };
    merge(&mut known, &said, now)
}

/// Whether a record is older than what was known before it.
fn is_outdated(entry: &Working, record: &ContactRecord) -> bool {
    let known = entry.before.as_ref().map(|before| before.updated_at);
    known.zip(record.updated_at).is_some_and(|(known, said)| said < known)
}
