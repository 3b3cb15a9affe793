//! Accounts in: merged by key, with the history of what changed.

use std::collections::BTreeMap;

use bareme_scoring::{AccountRecord, BuyingRole, Instant, RelationshipKind};
use bareme_store::accounts::{self, Account};
use bareme_store::facts::PastFacts;
use bareme_store::{AnyConnection, sequences};

use super::links::Link;
use super::{Intake, Refused};
use crate::Result;

/// An account while a batch is worked on.
struct Working {
    now: Account,
    before: Option<Account>,
}

impl Intake {
    /// Takes a batch of accounts in: (line, record).
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn accounts(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, AccountRecord)],
    ) -> Result<Vec<Refused>> {
        self.accounts_index(connection)?;
        let mut working = known(connection, rows)?;
        let new = rows.iter().filter(|(_, record)| !working.contains_key(&record.key));
        let distinct: std::collections::BTreeSet<&str> = new.map(|(_, record)| record.key.as_str()).collect();
        let mut next_id = sequences::take(connection, "accounts", distinct.len())?;
        for (line, record) in rows {
            if let Some(entry) = working.get_mut(&record.key) {
                let counts = &mut self.counts;
                if merge(&mut entry.now, record, self.now) {
                    counts.updated += 1
                } else {
                    counts.unchanged += 1
                }
            } else {
                self.counts.created += 1;
                working.insert(
                    record.key.clone(),
                    Working { now: created(next_id, record, self.now), before: None },
                );
                next_id += 1;
            }
            if record.parent.as_ref().is_some_and(|parent| parent.account == record.key) {
                self.notices
                    .add("Its own parent; the link was left out", format!("{} (line {line})", record.key));
            }
        }
        self.store_accounts(connection, &working)?;
        self.link_parents(connection, rows, &working)?;
        Ok(Vec::new())
    }

    fn store_accounts(
        &mut self,
        connection: &mut AnyConnection,
        working: &BTreeMap<String, Working>,
    ) -> Result<()> {
        let mut new: Vec<Account> = Vec::new();
        let mut changed: Vec<Account> = Vec::new();
        let mut past: Vec<PastFacts> = Vec::new();
        for entry in working.values() {
            match &entry.before {
                None => new.push(entry.now.clone()),
                Some(before) if *before != entry.now => {
                    if before.attributes != entry.now.attributes {
                        past.push(PastFacts {
                            id: before.id,
                            known_until: entry.now.updated_at,
                            attributes: before.attributes.clone(),
                        });
                    }
                    changed.push(entry.now.clone());
                }
                Some(_) => {}
            }
        }
        new.sort_by_key(|account| account.id);
        accounts::insert(connection, &new)?;
        accounts::update(connection, &changed)?;
        accounts::insert_history(connection, &past)?;
        let index = self.accounts_index(connection)?;
        for account in new.iter().chain(&changed) {
            index.add(&account.key, account.name(), account.id);
        }
        Ok(())
    }

    fn link_parents(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, AccountRecord)],
        working: &BTreeMap<String, Working>,
    ) -> Result<()> {
        let mut links = Vec::new();
        for (line, record) in rows {
            let (Some(parent), Some(entry)) = (&record.parent, working.get(&record.key)) else { continue };
            links.push(Link {
                line: *line,
                kind: RelationshipKind::SubsidiaryOf,
                from_id: entry.now.id,
                is_new: entry.before.is_none(),
                to: parent.account.clone(),
                role: BuyingRole::Unknown,
                share: parent.share,
                since: record.updated_at.unwrap_or(self.now),
            });
        }
        self.link(connection, &links)
    }
}

/// The accounts of a batch that exist already.
fn known(connection: &mut AnyConnection, rows: &[(u64, AccountRecord)]) -> Result<BTreeMap<String, Working>> {
    let keys: Vec<String> = rows.iter().map(|(_, record)| record.key.clone()).collect();
    let found = accounts::list_by_keys(connection, &keys)?;
    Ok(found
        .into_iter()
        .map(|account| (account.key.clone(), Working { now: account.clone(), before: Some(account) }))
        .collect())
}

fn created(id: i64, record: &AccountRecord, now: Instant) -> Account {
    Account {
        id,
        key: record.key.clone(),
        attributes: record.attributes.clone(),
        created_at: record.created_at,
        updated_at: record.updated_at.unwrap_or(now),
    }
}

/// Adds what a record says to what is known; whether that changed anything. Facts that it does not mention stay,
/// and a record that is older than what is known changes nothing.
fn merge(account: &mut Account, record: &AccountRecord, now: Instant) -> bool {
    if record.updated_at.is_some_and(|at| at < account.updated_at) {
        return false;
    }
    let mut changed = false;
    for (name, value) in &record.attributes {
        if account.attributes.get(name) != Some(value) {
            account.attributes.insert(name.clone(), value.clone());
            changed = true;
        }
    }
    if record.created_at.is_some() && account.created_at != record.created_at {
        account.created_at = record.created_at;
        changed = true;
    }
    if changed {
        account.updated_at = record.updated_at.unwrap_or(now);
    }
    changed
}
