//! Links that wait for an account: those that this import brought stand in the store; those that were waiting already are
//! kept here, so that the file says the same of them when it is sent again.

use std::collections::BTreeMap;

use bareme_ingest::Message;
use bareme_scoring::RelationshipKind;
use bareme_store::AnyConnection;
use bareme_store::relationships::{self, Relationship, Unresolved};
use serde::{Deserialize, Serialize};

use super::Intake;
use super::index::Found;
use super::links::{edge_of, store_edges};
use crate::Result;
use crate::view::Mention;

/// Different accounts that are kept; more of them than this would make the checkpoint large.
const KEPT: usize = 20_000;

/// Names of accounts that links wait for since an earlier import, with the lines of this one that name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    employers: BTreeMap<String, Mention>,
    parents: BTreeMap<String, Mention>,
}

impl Waiting {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.employers.is_empty() && self.parents.is_empty()
    }

    /// A line names an account that a link waits for already.
    pub fn add(&mut self, kind: RelationshipKind, account: &str, line: u64) {
        let names =
            if kind == RelationshipKind::SubsidiaryOf { &mut self.parents } else { &mut self.employers };
        let has_room = names.len() < KEPT;
        match names.get_mut(account) {
            Some(known) => known.further_lines += 1,
            None if has_room => drop(names.insert(account.to_owned(), Mention::on(line, account))),
            None => {}
        }
    }
}

impl Intake {
    /// Makes the links that waited for an account that has come since, from whatever import, and names those that this
    /// import leaves waiting.
    pub(super) fn resolve_waiting(&mut self, connection: &mut AnyConnection) -> Result<()> {
        let (mut after, mut touched, mut missing) = (0, Vec::new(), Vec::new());
        loop {
            let part = relationships::list_unresolved(connection, after, 1_000)?;
            let Some((last, _)) = part.last() else { break };
            after = *last;
            let (mut done, mut edges) = (Vec::new(), Vec::new());
            for (id, reference) in part {
                match self.accounts_index(connection)?.find(&reference.to_key) {
                    Found::One(to_id) => {
                        done.push(id);
                        touched.extend(
                            (reference.kind == RelationshipKind::WorksAt).then_some(reference.from_id),
                        );
                        edges.extend(edge_of_waiting(&reference, to_id));
                    }
                    found if reference.import_id == self.import_id => {
                        missing.push((reference.kind, found, Mention::on(reference.line, reference.to_key)));
                    }
                    _ => {}
                }
            }
            edges.dedup_by(|one, other| {
                (one.kind, one.from_id, one.to_id) == (other.kind, other.from_id, other.to_id)
            });
            store_edges(connection, edges)?;
            relationships::delete_unresolved(connection, &done)?;
        }
        self.note_missing(connection, missing)?;
        touched.sort_unstable();
        touched.dedup();
        self.refresh_main_jobs(connection, &touched)
    }

    /// Names the accounts that links of this import wait for, in the order of the file.
    fn note_missing(
        &mut self,
        connection: &mut AnyConnection,
        mut missing: Vec<(RelationshipKind, Found, Mention)>,
    ) -> Result<()> {
        let Waiting { employers, parents } = std::mem::take(&mut self.waiting);
        let employers = employers.into_values().map(|mention| (RelationshipKind::WorksAt, mention));
        let parents = parents.into_values().map(|mention| (RelationshipKind::SubsidiaryOf, mention));
        for (kind, mention) in employers.chain(parents) {
            match self.accounts_index(connection)?.find(&mention.what) {
                Found::One(_) => {}
                found => missing.push((kind, found, mention)),
            }
        }
        missing.sort_by_key(|(_, _, mention)| mention.line);
        for (kind, found, mention) in missing {
            let (code, text) = match kind {
                _ if found == Found::Several => (
                    "several_accounts_wait",
                    "Several accounts have this name, so that the link waits; use the account's key",
                ),
                RelationshipKind::SubsidiaryOf => {
                    ("missing_parents", "Parents that are not here; the links wait until they come")
                }
                _ => (
                    "missing_employers",
                    "Employers that are not here; the links wait until those accounts come",
                ),
            };
            self.notices.add(Message::new(code, text), mention);
        }
        Ok(())
    }
}

fn edge_of_waiting(reference: &Unresolved, to_id: i64) -> Option<Relationship> {
    let is_own_parent = reference.kind == RelationshipKind::SubsidiaryOf && to_id == reference.from_id;
    (!is_own_parent).then(|| edge_of(reference, to_id))
}
