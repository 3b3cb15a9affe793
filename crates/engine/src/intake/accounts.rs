//! Accounts in: merged by key, with the history of what changed.

use std::collections::BTreeMap;

use bareme_scoring::{AccountRecord, BuyingRole, Instant, RelationshipKind};
use bareme_store::accounts::{self, Account};
use bareme_store::facts::PastFacts;
use bareme_store::{AnyConnection, sequences};

use super::links::Link;
use super::merge::{self, Known, Merged, Said, merge};
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
            if is_outdated(entry, record) {
                continue;
            }
            let since = record.updated_at.unwrap_or(self.now);
            links.push(Link {
                line: *line,
                kind: RelationshipKind::SubsidiaryOf,
                from_id: entry.now.id,
                is_new: entry.before.is_none(),
                to: parent.account.clone(),
                role: BuyingRole::Unknown,
                share: parent.share,
                since,
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

/// Adds what a record says to what is known.
fn merged(account: &mut Account, record: &AccountRecord, now: Instant) -> Merged {
    let mut known = Known {
        attributes: &mut account.attributes,
        created_at: &mut account.created_at,
        updated_at: &mut account.updated_at,
    };
    let said =
        Said { attributes: &record.attributes, created_at: record.created_at, updated_at: record.updated_at };
    merge(&mut known, &said, now)
}

/// Whether a record is older than what was known before it.
fn is_outdated(entry: &Working, record: &AccountRecord) -> bool {
    let known = entry.before.as_ref().map(|before| before.updated_at);
    known.zip(record.updated_at).is_some_and(|(known, said)| said < known)
}
