//! Rows that say different things of one key in different batches are taken in together, last. One by one they would change
//! the facts to and fro, and again each time the file is sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bareme_ingest::{Kind, Plan, Record, Source};
use bareme_scoring::{AccountRecord, ContactRecord};
use bareme_store::AnyConnection;

use super::Job;
use super::batch::ROWS;
use crate::Result;

/// So many rows are held in memory at once. In a file with more of them a row counts as a change whenever it differs from
/// the one before.
const MOST: u64 = 20_000;

/// The keys of which a file says different things in different batches.
#[derive(Debug, Default)]
pub(super) struct Late {
    keys: BTreeSet<u64>,
}

/// Rows of the last batch.
#[derive(Default)]
struct Rows {
    accounts: Vec<(u64, AccountRecord)>,
    contacts: Vec<(u64, ContactRecord)>,
}

impl Late {
    /// Looks through a file of accounts or contacts that has several batches.
    pub fn find(plan: &Plan, source: &Source, rows: u64) -> Result<Self> {
        if !matches!(plan.kind(), Kind::Accounts | Kind::Contacts) || rows <= ROWS as u64 {
            return Ok(Self::default());
        }
        let spread = spread_keys(plan, source)?;
        if spread.is_empty() {
            return Ok(Self::default());
        }
        let mut said: BTreeMap<u64, (u64, u64, bool)> = BTreeMap::new();
        let mut records = plan.records(source)?;
        while let Some(entry) = records.next_record()? {
            let Ok(record) = entry.record else { continue };
            let Some(key) = key_hash(&record).filter(|key| spread.contains(key)) else { continue };
            let facts = hash(&format!("{record:?}"));
            let (first, rows, differs) = said.entry(key).or_insert((facts, 0, false));
            *rows += 1;
            *differs |= *first != facts;
        }
        said.retain(|_, (_, _, differs)| *differs);
        if said.values().map(|(_, rows, _)| rows).sum::<u64>() > MOST {
            return Ok(Self::default());
        }
        Ok(Self { keys: said.into_keys().collect() })
    }

    /// Whether a row waits for the last batch.
    pub fn has(&self, record: &Record) -> bool {
        !self.keys.is_empty() && key_hash(record).is_some_and(|key| self.keys.contains(&key))
    }
}

/// Keys that more than one batch names.
fn spread_keys(plan: &Plan, source: &Source) -> Result<BTreeSet<u64>> {
    let mut batch_of: HashMap<u64, usize> = HashMap::new();
    let mut spread = BTreeSet::new();
    let mut records = plan.records(source)?;
    let mut number = 0;
    while let Some(entry) = records.next_record()? {
        let batch = number / ROWS;
        number += 1;
        let Some(key) = entry.record.ok().as_ref().and_then(key_hash) else { continue };
        if *batch_of.entry(key).or_insert(batch) != batch {
            spread.insert(key);
        }
    }
    Ok(spread)
}

fn key_hash(record: &Record) -> Option<u64> {
    match record {
        Record::Account(account) => Some(hash(&account.key)),
        Record::Contact(contact) => Some(hash(&contact.key)),
        _ => None,
    }
}

fn hash(text: &str) -> u64 {
    let digest = blake3::hash(text.as_bytes());
    digest.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

impl Job<'_> {
    /// Takes the rows in that waited for the others.
    pub(super) fn late_rows(&mut self, c: &mut AnyConnection) -> Result<()> {
        if self.late.keys.is_empty() {
            return Ok(());
        }
        let mut rows = Rows::default();
        let mut records = self.plan.records(self.source)?;
        while let Some(entry) = records.next_record()? {
            match entry.record {
                Ok(record) if !self.late.has(&record) => {}
                Ok(record) if self.is_of_erased(&record) => {}
                Ok(Record::Account(record)) => rows.accounts.push((entry.line, record)),
                Ok(Record::Contact(record)) => rows.contacts.push((entry.line, record)),
                _ => {}
            }
        }
        self.intake.accounts(c, &rows.accounts)?;
        self.intake.contacts(c, &rows.contacts)?;
        Ok(())
    }
}
