//! Accounts in: merged by key, with the history of what changed, and their parents.

use std::collections::BTreeSet;

use bareme_scoring::{AccountRecord, BuyingRole, RelationshipKind};
use bareme_store::AnyConnection;
use bareme_store::accounts::{self, Account};

use super::links::{Link, own_parent};
use super::merge::Batch;
use super::{Intake, Refused};
use crate::Result;
use crate::view::Mention;

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
        let keys: Vec<String> = rows.iter().map(|(_, record)| record.key.clone()).collect();
        let known = accounts::list_by_keys(connection, &keys)?;
        let mut batch = Batch::begin(connection, "accounts", known, rows)?;
        for (line, record) in rows {
            self.merge(&mut batch, *line, record);
            if record.parent.as_ref().is_some_and(|parent| parent.account == record.key) {
                self.notices.add(own_parent(), Mention::on(*line, &record.key));
            }
        }
        batch.settle(rows);
        self.store_accounts(connection, &batch)?;
        let linked = self.link_parents(connection, rows, &batch)?;
        batch.count(&linked, &mut self.counts);
        Ok(Vec::new())
    }

    fn store_accounts(&mut self, connection: &mut AnyConnection, batch: &Batch<Account>) -> Result<()> {
        let changes = batch.changes();
        accounts::insert(connection, &changes.new)?;
        accounts::update(connection, &changes.changed)?;
        accounts::insert_history(connection, &changes.past)?;
        let index = self.accounts_index(connection)?;
        for account in changes.new.iter().chain(&changes.changed) {
            index.add(&account.key, account.name(), account.id);
        }
        Ok(())
    }

    fn link_parents(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, AccountRecord)],
        batch: &Batch<Account>,
    ) -> Result<BTreeSet<usize>> {
        let links = batch.current(rows).filter_map(|(row, line, record, entry)| {
            let parent = record.parent.as_ref()?;
            Some(Link {
                row,
                line,
                kind: RelationshipKind::SubsidiaryOf,
                from_id: entry.now.id,
                is_new: entry.is_new(),
                to: parent.account.clone(),
                role: BuyingRole::Unknown,
                share: parent.share,
                since: record.updated_at.unwrap_or(self.now),
            })
        });
        let links: Vec<Link> = links.collect();
        self.link(connection, &links)
    }
}
