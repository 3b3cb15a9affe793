//! Links of records: a job, a parent. Those whose other end is not here wait for it.

use std::collections::BTreeMap;

use bareme_rollup::HierarchyProblem;
use bareme_scoring::{BuyingRole, EdgeWeights, Instant, RelationshipKind};
use bareme_store::relationships::{self, Relationship, Unresolved};
use bareme_store::{AnyConnection, accounts, contacts, sequences};

use super::Intake;
use super::index::Found;
use crate::graph::tree_problems;
use crate::{Engine, EngineError, Result};

/// A link from a contact or account to an account, by key or name.
pub(super) struct Link {
    pub line: u64,
    pub kind: RelationshipKind,
    pub from_id: i64,
    /// The contact or account came with this batch: it has no links yet.
    pub is_new: bool,
    pub to: String,
    pub role: BuyingRole,
    pub share: Option<f64>,
    /// Since when it holds, for a contact or account that was known before.
    pub since: Instant,
}

impl Intake {
    /// Makes links to accounts. A link that is there already takes the new role and share. A job or parent closes the
    /// only one that was there before this import; several that one import names stand beside each other.
    pub(super) fn link(&mut self, connection: &mut AnyConnection, links: &[Link]) -> Result<()> {
        if links.is_empty() {
            return Ok(());
        }
        let from_ids: Vec<i64> = links.iter().filter(|link| !link.is_new).map(|link| link.from_id).collect();
        let kinds = [RelationshipKind::WorksAt, RelationshipKind::SubsidiaryOf];
        let mut held: BTreeMap<(i16, i64), Vec<Relationship>> = BTreeMap::new();
        for edge in relationships::list_from(connection, &kinds, &from_ids)? {
            held.entry((relationships::kind_number(edge.kind), edge.from_id)).or_default().push(edge);
        }
        let mut waiting = Vec::new();
        let mut edges: Vec<Relationship> = Vec::new();
        for link in links {
            let to_id = match self.accounts_index(connection)?.find(&link.to) {
                Found::One(id) => id,
                found => {
                    if found == Found::Several {
                        self.notices.add(
                            "Several accounts have this name, so that the link waits; use the account's key",
                            format!("{} (line {})", link.to, link.line),
                        );
                    }
                    waiting.push(self.unresolved(link));
                    continue;
                }
            };
            if link.kind == RelationshipKind::SubsidiaryOf && to_id == link.from_id {
                continue;
            }
            let slot = held.entry((relationships::kind_number(link.kind), link.from_id)).or_default();
            place(slot, link, to_id, self.first_edge, &mut edges);
        }
        store_edges(connection, edges)?;
        relationships::insert_unresolved(connection, &waiting)?;
        Ok(())
    }

    fn unresolved(&self, link: &Link) -> Unresolved {
        Unresolved {
            import_id: self.import_id,
            line: link.line,
            kind: link.kind,
            from_id: link.from_id,
            to_key: link.to.clone(),
            role: link.role,
            share: link.share,
        }
    }

    /// Makes the links that waited for an account that has come since, from whatever import.
    pub(super) fn resolve_waiting(&mut self, connection: &mut AnyConnection) -> Result<()> {
        let mut after = 0;
        let mut touched = Vec::new();
        loop {
            let part = relationships::list_unresolved(connection, after, 1_000)?;
            let Some((last, _)) = part.last() else { break };
            after = *last;
            let mut done = Vec::new();
            let mut edges = Vec::new();
            for (id, reference) in part {
                match self.accounts_index(connection)?.find(&reference.to_key) {
                    Found::One(to_id) => {
                        done.push(id);
                        if reference.kind == RelationshipKind::WorksAt {
                            touched.push(reference.from_id);
                        }
                        if reference.kind != RelationshipKind::SubsidiaryOf || to_id != reference.from_id {
                            edges.push(edge_of(&reference, to_id));
                        }
                    }
                    _ if reference.import_id == self.import_id => self.note_missing(&reference),
                    _ => {}
                }
            }
            edges.dedup_by(|one, other| {
                (one.kind, one.from_id, one.to_id) == (other.kind, other.from_id, other.to_id)
            });
            store_edges(connection, edges)?;
            relationships::delete_unresolved(connection, &done)?;
        }
        touched.sort_unstable();
        touched.dedup();
        self.refresh_main_jobs(connection, &touched)
    }

    fn note_missing(&mut self, reference: &Unresolved) {
        let about = match reference.kind {
            RelationshipKind::SubsidiaryOf => "Parents that are not here; the links wait until they come",
            _ => "Employers that are not here; the links wait until those accounts come",
        };
        self.notices.add(about, format!("{} (line {})", reference.to_key, reference.line));
    }

    /// Sets the main job of contacts: of the jobs that hold now the strongest role, then the lowest account id.
    pub(super) fn refresh_main_jobs(
        &self,
        connection: &mut AnyConnection,
        contact_ids: &[i64],
    ) -> Result<()> {
        let weights = EdgeWeights::default();
        let mut best: BTreeMap<i64, (i64, BuyingRole)> = BTreeMap::new();
        for edge in relationships::list_from(connection, &[RelationshipKind::WorksAt], contact_ids)? {
            if edge.valid_to <= self.now {
                continue;
            }
            let stronger = best.get(&edge.from_id).is_none_or(|(account, role)| {
                let (old, new) = (weights.of_role(*role), weights.of_role(edge.role));
                new > old || (new >= old && edge.to_id < *account)
            });
            if stronger {
                best.insert(edge.from_id, (edge.to_id, edge.role));
            }
        }
        for contact in contacts::list_by_ids(connection, contact_ids)? {
            let (account_id, role) = match best.get(&contact.id) {
                Some((account, role)) => (Some(*account), *role),
                None => (None, BuyingRole::Unknown),
            };
            if (contact.account_id, contact.role) != (account_id, role) {
                contacts::update_main_job(connection, contact.id, account_id, role)?;
            }
        }
        Ok(())
    }

    /// Names cycles and accounts with several parents.
    pub(super) fn report_tree(&mut self, engine: &Engine, connection: &mut AnyConnection) -> Result<()> {
        for problem in tree_problems(connection, engine.now())? {
            match problem {
                HierarchyProblem::Cycle { members } => {
                    let names = key_names(connection, &members)?;
                    self.notices.add("Companies that own each other in a ring", names.join(" → "));
                }
                HierarchyProblem::SelfParent { account } => {
                    let names = key_names(connection, &[account])?;
                    self.notices.add("Its own parent; the link was left out", names.join(""));
                }
                HierarchyProblem::SeveralParents { account, parents } => {
                    let names = key_names(connection, &[account])?;
                    self.notices.add(
                        "Companies with several parents; the family view hangs them under the one with the highest share",
                        format!("{} ({} parents)", names.join(""), parents.len()),
                    );
                }
                HierarchyProblem::MissingParent { .. } => {}
            }
        }
        Ok(())
    }
}

fn key_names(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<String>> {
    let found = accounts::list_by_ids(connection, ids)?;
    Ok(ids
        .iter()
        .filter_map(|id| found.iter().find(|account| account.id == *id))
        .map(|account| {
            if account.key == account.name() {
                account.key.clone()
            } else {
                format!("{} {}", account.key, account.name())
            }
        })
        .collect())
}

/// Puts a link among the edges that are held from the same contact or account. Edges from the id `first_edge` on, and
/// those without one yet, came with this import.
fn place(
    held: &mut Vec<Relationship>,
    link: &Link,
    to_id: i64,
    first_edge: i64,
    edges: &mut Vec<Relationship>,
) {
    let is_open = |edge: &Relationship| edge.valid_to == Instant::MAX;
    let is_own = |edge: &Relationship| edge.id == 0 || edge.id >= first_edge;
    if let Some(edge) = held.iter_mut().find(|edge| edge.to_id == to_id && is_open(edge)) {
        let role = if link.role == BuyingRole::Unknown { edge.role } else { link.role };
        let share = link.share.or(edge.share);
        if edge.role != role || edge.share != share {
            edge.role = role;
            edge.share = share;
            edges.push(edge.clone());
        }
        return;
    }
    let open = held.iter().filter(|edge| is_open(edge)).count();
    let beside = held.iter().find(|edge| is_open(edge) && is_own(edge)).map(|edge| edge.valid_from);
    if open == 1
        && let Some(edge) = held.iter_mut().find(|edge| is_open(edge) && !is_own(edge))
    {
        edge.valid_to = link.since.max(edge.valid_from);
        edges.push(edge.clone());
    }
    let edge = Relationship {
        id: 0,
        kind: link.kind,
        from_id: link.from_id,
        to_id,
        role: link.role,
        weight: None,
        share: link.share,
        valid_from: beside.unwrap_or(if open == 0 { Instant::MIN } else { link.since }),
        valid_to: Instant::MAX,
    };
    held.push(edge.clone());
    edges.push(edge);
}

fn edge_of(reference: &Unresolved, to_id: i64) -> Relationship {
    Relationship {
        id: 0,
        kind: reference.kind,
        from_id: reference.from_id,
        to_id,
        role: reference.role,
        weight: None,
        share: reference.share,
        valid_from: Instant::MIN,
        valid_to: Instant::MAX,
    }
}

/// Stores edges; those without an id get one. Of several for the same key the last one counts.
pub(super) fn store_edges(connection: &mut AnyConnection, edges: Vec<Relationship>) -> Result<()> {
    let mut last: BTreeMap<(i16, i64, i64, Instant), Relationship> = BTreeMap::new();
    for edge in edges {
        let key = (relationships::kind_number(edge.kind), edge.from_id, edge.to_id, edge.valid_from);
        last.insert(key, edge);
    }
    let mut edges: Vec<Relationship> = last.into_values().collect();
    let new = edges.iter().filter(|edge| edge.id == 0).count();
    if new > 0 {
        let first = sequences::take(connection, "relationships", new)?;
        for (id, edge) in (first..).zip(edges.iter_mut().filter(|edge| edge.id == 0)) {
            edge.id = id;
        }
    }
    relationships::upsert(connection, &edges).map_err(EngineError::from)
}
