//! Contacts in: merged by key, with the history of what changed, and their jobs.

use std::collections::BTreeSet;

use bareme_scoring::{ContactRecord, RelationshipKind, Value};
use bareme_store::AnyConnection;
use bareme_store::contacts::{self, Contact};

use super::links::Link;
use super::merge::Batch;
use super::{Intake, Refused};
use crate::Result;

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
        let rows = &*self.by_address(connection, rows)?;
        let keys: Vec<String> = rows.iter().map(|(_, record)| record.key.clone()).collect();
        let known = contacts::list_by_keys(connection, &keys)?;
        let mut batch = Batch::begin(connection, "contacts", known, rows)?;
        for (line, record) in rows {
            self.merge(&mut batch, *line, record);
        }
        batch.settle(rows);
        self.store_contacts(connection, &batch)?;
        let linked = self.link_jobs(connection, rows, &batch)?;
        batch.count(&linked, &mut self.counts);
        Ok(Vec::new())
    }

    fn store_contacts(&mut self, connection: &mut AnyConnection, batch: &Batch<Contact>) -> Result<()> {
        let changes = batch.changes();
        contacts::insert(connection, &changes.new)?;
        contacts::update(connection, &changes.changed)?;
        contacts::insert_history(connection, &changes.past)?;
        let index = self.contacts_index(connection)?;
        for contact in changes.new.iter().chain(&changes.changed) {
            index.add(&contact.key, email(contact).unwrap_or_default(), contact.id);
        }
        Ok(())
    }

    fn link_jobs(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, ContactRecord)],
        batch: &Batch<Contact>,
    ) -> Result<BTreeSet<usize>> {
        let links = batch.current(rows).filter_map(|(row, line, record, entry)| {
            let job = record.job.as_ref()?;
            Some(Link {
                row,
                line,
                kind: RelationshipKind::WorksAt,
                from_id: entry.now.id,
                is_new: entry.is_new(),
                to: job.account.clone(),
                role: job.role,
                share: None,
                since: record.updated_at.unwrap_or(self.now),
            })
        });
        let links: Vec<Link> = links.collect();
        let linked = self.link(connection, &links)?;
        let mut touched: Vec<i64> = links.iter().map(|link| link.from_id).collect();
        touched.sort_unstable();
        touched.dedup();
        self.refresh_main_jobs(connection, &touched)?;
        Ok(linked)
    }
}

fn email(contact: &Contact) -> Option<&str> {
    match contact.attributes.get("email") {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}
