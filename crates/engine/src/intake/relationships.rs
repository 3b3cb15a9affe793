//! Relationships in: edges between contacts and accounts that are here.

use std::collections::BTreeMap;

use bareme_ingest::Message;
use bareme_scoring::{BuyingRole, Instant, RelationshipKind, RelationshipRecord};
use bareme_store::AnyConnection;
use bareme_store::relationships::{self, Relationship};

use super::activities::no_contact;
use super::index::Found;
use super::links::{own_parent, store_edges};
use super::{Intake, Refused};
use crate::Result;
use crate::view::Mention;

impl Intake {
    /// Takes a batch of relationships in: (line, record).
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn relationships(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[(u64, RelationshipRecord)],
    ) -> Result<Vec<Refused>> {
        let mut refused = Vec::new();
        let mut wanted: Vec<Relationship> = Vec::new();
        for (index, (line, record)) in rows.iter().enumerate() {
            match self.edge(connection, *line, record)? {
                Ok(Some(edge)) => wanted.push(edge),
                Ok(None) => self.counts.unchanged += 1,
                Err(mut why) => {
                    why.index = index;
                    refused.push(why);
                }
            }
        }
        let mut held: BTreeMap<(i16, i64, i64, Instant), Relationship> = BTreeMap::new();
        for edge in relationships::list_existing(connection, &wanted)? {
            held.insert(key(&edge), edge);
        }
        let stored = held.clone();
        let (mut edges, mut contacts, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for mut edge in wanted {
            if edge.kind == RelationshipKind::WorksAt {
                contacts.push(edge.from_id);
            }
            match held.get(&key(&edge)) {
                Some(known) if same(known, &edge) => {
                    self.counts.unchanged += 1;
                    continue;
                }
                Some(known) => {
                    edge.id = known.id;
                    changed.push(key(&edge));
                }
                None => self.counts.created += 1,
            }
            held.insert(key(&edge), edge.clone());
            edges.push(edge);
        }
        for key in changed {
            // Rows that contradict each other and leave what was stored have changed nothing.
            let as_before = stored.get(&key).is_some_and(|edge| held.get(&key) == Some(edge));
            if as_before {
                self.counts.unchanged += 1;
            } else {
                self.counts.updated += 1;
            }
        }
        store_edges(connection, edges)?;
        contacts.sort_unstable();
        contacts.dedup();
        self.refresh_main_jobs(connection, &contacts)?;
        Ok(refused)
    }

    /// The edge of a record, nothing for one that leads nowhere, or why it cannot be taken in.
    fn edge(
        &mut self,
        connection: &mut AnyConnection,
        line: u64,
        record: &RelationshipRecord,
    ) -> Result<std::result::Result<Option<Relationship>, Refused>> {
        let from = match self.end(connection, record.kind.from_contact(), "from", &record.from)? {
            Ok(id) => id,
            Err(refused) => return Ok(Err(refused)),
        };
        let to = match self.end(connection, record.kind.to_contact(), "to", &record.to)? {
            Ok(id) => id,
            Err(refused) => return Ok(Err(refused)),
        };
        if from == to && record.kind.from_contact() == record.kind.to_contact() {
            let about = match record.kind {
                RelationshipKind::SubsidiaryOf => own_parent(),
                _ => Message::new("linked_to_itself", "Linked to itself; the link was left out"),
            };
            self.notices.add(about, Mention::on(line, &record.from));
            return Ok(Ok(None));
        }
        Ok(Ok(Some(Relationship {
            id: 0,
            kind: record.kind,
            from_id: from,
            to_id: to,
            role: record.role.unwrap_or(BuyingRole::Unknown),
            weight: record.weight,
            share: record.share,
            valid_from: record.valid_from.unwrap_or(Instant::MIN),
            valid_to: record.valid_to.unwrap_or(Instant::MAX),
        })))
    }

    fn end(
        &mut self,
        connection: &mut AnyConnection,
        contact: bool,
        field: &'static str,
        key: &str,
    ) -> Result<std::result::Result<i64, Refused>> {
        let found = if contact {
            self.contacts_index(connection)?.find(key)
        } else {
            self.accounts_index(connection)?.find(key)
        };
        let message = match (found, contact) {
            (Found::One(id), _) => return Ok(Ok(id)),
            (found, true) => no_contact(found, key),
            (Found::Several, false) => {
                let text =
                    format!("several accounts are called '{key}'; give the key of the one that is meant");
                Message::new("name_of_several", text).with("account", key)
            }
            (Found::Nothing, false) => {
                let text =
                    format!("there is no account '{key}'; import accounts first, then send this row again");
                Message::new("unknown_account", text).with("account", key)
            }
        };
        Ok(Err(Refused { index: 0, field: Some(field), value: Some(key.to_owned()), message }))
    }
}

fn key(edge: &Relationship) -> (i16, i64, i64, Instant) {
    (relationships::kind_number(edge.kind), edge.from_id, edge.to_id, edge.valid_from)
}

/// The same but for the id.
fn same(known: &Relationship, new: &Relationship) -> bool {
    Relationship { id: known.id, ..new.clone() } == *known
}
