//! Links of records: a job, a parent. Those whose other end is not here wait for it.

use std::collections::{BTreeMap, BTreeSet};

use bareme_ingest::Message;
use bareme_rollup::HierarchyProblem;
use bareme_scoring::{BuyingRole, EdgeWeights, Instant, RelationshipKind};
use bareme_store::contacts::MainJob;
use bareme_store::relationships::{self, Relationship, Unresolved};
use bareme_store::{AnyConnection, accounts, contacts, sequences};

use super::Intake;
use super::index::Found;
use crate::graph::tree_problems;
use crate::view::Mention;
use crate::{Engine, EngineError, Result};

/// A link from a contact or account to an account, by key or name.
pub(super) struct Link {
    /// Place of its row in the batch.
    pub row: usize,
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

/// What a batch of links knows and does.
#[derive(Default)]
struct Work {
    /// Edges from each contact or account, as they are after the links so far.
    held: BTreeMap<(i16, i64), Vec<Relationship>>,
    /// Links that wait already.
    waiting: BTreeMap<(i16, i64, String), (i64, Unresolved)>,
    /// Edges to store, and which row wanted each.
    edges: Vec<(usize, Relationship)>,
    /// Links that wait from now on, or in another role, each with the rows that want it.
    new_waiting: BTreeMap<(i16, i64, String), (Vec<usize>, Unresolved)>,
    /// Links that no longer wait.
    settled: Vec<i64>,
}

impl Intake {
    /// Makes links to accounts and returns the rows that changed something. A link that is there already takes the new
    /// role and share. A job or parent closes the only one that was there before this import; several that one import
    /// names stand beside each other.
    pub(super) fn link(&mut self, connection: &mut AnyConnection, links: &[Link]) -> Result<BTreeSet<usize>> {
        let mut work = Work::begin(connection, links)?;
        let before = work.held.clone();
        for link in links {
            match self.accounts_index(connection)?.find(&link.to) {
                Found::One(to_id) => {
                    if link.kind != RelationshipKind::SubsidiaryOf || to_id != link.from_id {
                        work.place(link, to_id, self.first_edge, self.import_id);
                    }
                }
                Found::Several | Found::Nothing => self.wait(&mut work, link),
            }
        }
        let mut changed: BTreeSet<usize> =
            work.new_waiting.values().flat_map(|(rows, _)| rows.iter().copied()).collect();
        let was = |edge: &Relationship| {
            let held = before.get(&(relationships::kind_number(edge.kind), edge.from_id))?;
            held.iter().find(|known| known.id == edge.id && edge.id != 0)
        };
        let finally = last_of_each(work.edges.iter().map(|(_, edge)| edge.clone()));
        let differs =
            |edge: &Relationship| finally.get(&edge_key(edge)).is_some_and(|last| was(last) != Some(last));
        changed.extend(work.edges.iter().filter(|(_, edge)| differs(edge)).map(|(row, _)| *row));
        store_edges(connection, work.edges.into_iter().map(|(_, edge)| edge).collect())?;
        let waiting: Vec<Unresolved> =
            work.new_waiting.into_values().map(|(_, reference)| reference).collect();
        relationships::upsert_unresolved(connection, &waiting)?;
        relationships::delete_unresolved(connection, &work.settled)?;
        Ok(changed)
    }

    /// A link whose account is not here: it waits, if it does not already.
    fn wait(&mut self, work: &mut Work, link: &Link) {
        let key = (relationships::kind_number(link.kind), link.from_id, link.to.clone());
        let mut reference = Unresolved {
            import_id: self.import_id,
            line: link.line,
            kind: link.kind,
            from_id: link.from_id,
            to_key: link.to.clone(),
            role: link.role,
            share: link.share,
        };
        let id = match work.waiting.get(&key) {
            None => 0,
            Some((id, known)) => {
                if known.import_id != self.import_id {
                    self.waiting.add(link.kind, &link.to, link.line);
                }
                (reference.import_id, reference.line) = (known.import_id, known.line);
                reference.role = if link.role == BuyingRole::Unknown { known.role } else { link.role };
                reference.share = link.share.or(known.share);
                if reference == *known {
                    return;
                }
                *id
            }
        };
        work.waiting.insert(key.clone(), (id, reference.clone()));
        let (rows, wanted) = work.new_waiting.entry(key).or_insert_with(|| (Vec::new(), reference.clone()));
        rows.push(link.row);
        *wanted = reference;
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
        let mut changed = Vec::new();
        for contact in contacts::list_by_ids(connection, contact_ids)? {
            let (account_id, role) = match best.get(&contact.id) {
                Some((account, role)) => (Some(*account), *role),
                None => (None, BuyingRole::Unknown),
            };
            if (contact.account_id, contact.role) != (account_id, role) {
                changed.push(MainJob { contact_id: contact.id, account_id, role });
            }
        }
        Ok(contacts::update_main_jobs(connection, &changed)?)
    }

    /// Names cycles and accounts with several parents.
    pub(super) fn report_tree(&mut self, engine: &Engine, connection: &mut AnyConnection) -> Result<()> {
        for problem in tree_problems(connection, engine.now())? {
            match problem {
                HierarchyProblem::Cycle { members } => {
                    let names = key_names(connection, &members)?;
                    let about = Message::new("rings", "Companies that own each other in a ring");
                    self.notices.add(about, Mention::new(names.join(" → ")));
                }
                HierarchyProblem::SelfParent { account } => {
                    let names = key_names(connection, &[account])?;
                    self.notices.add(own_parent(), Mention::new(names.concat()));
                }
                HierarchyProblem::SeveralParents { account, parents } => {
                    let names = key_names(connection, &[account])?;
                    let text = "Companies with several parents; the family view hangs them under the one with the highest \
                                share";
                    let parents = Some(parents.len() as u64);
                    let mention = Mention { parents, ..Mention::new(names.concat()) };
                    self.notices.add(Message::new("several_parents", text), mention);
                }
                HierarchyProblem::MissingParent { .. } => {}
            }
        }
        Ok(())
    }
}

/// Says of accounts that they are their own parents.
pub(super) fn own_parent() -> Message {
    Message::new("own_parent", "Its own parent; the link was left out")
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

impl Work {
    fn begin(connection: &mut AnyConnection, links: &[Link]) -> Result<Self> {
        let mut work = Self::default();
        let known = links.iter().filter(|link| !link.is_new);
        let from_ids: BTreeSet<(RelationshipKind, i64)> =
            known.map(|link| (link.kind, link.from_id)).collect();
        for kind in [RelationshipKind::WorksAt, RelationshipKind::SubsidiaryOf] {
            let ids: Vec<i64> = from_ids.iter().filter(|(of, _)| *of == kind).map(|(_, id)| *id).collect();
            for edge in relationships::list_from(connection, &[kind], &ids)? {
                work.held.entry((relationships::kind_number(kind), edge.from_id)).or_default().push(edge);
            }
            for (id, reference) in relationships::list_unresolved_of(connection, kind, &ids)? {
                let key = (relationships::kind_number(kind), reference.from_id, reference.to_key.clone());
                work.waiting.insert(key, (id, reference));
            }
        }
        Ok(work)
    }

    /// Puts a link among the edges that are held from the same contact or account. Edges from the id `first_edge` on, and
    /// those without one yet, came with this import.
    fn place(&mut self, link: &Link, to_id: i64, first_edge: i64, import_id: i64) {
        let held = self.held.entry((relationships::kind_number(link.kind), link.from_id)).or_default();
        let is_open = |edge: &Relationship| edge.valid_to == Instant::MAX;
        let is_own = |edge: &Relationship| edge.id == 0 || edge.id >= first_edge;
        if let Some(edge) = held.iter_mut().find(|edge| edge.to_id == to_id && is_open(edge)) {
            let role = if link.role == BuyingRole::Unknown { edge.role } else { link.role };
            let share = link.share.or(edge.share);
            if edge.role != role || edge.share != share {
                edge.role = role;
                edge.share = share;
                self.edges.push((link.row, edge.clone()));
            }
            return;
        }
        let open = held.iter().filter(|edge| is_open(edge)).count();
        let beside = held.iter().find(|edge| is_open(edge) && is_own(edge)).map(|edge| edge.valid_from);
        if open == 1
            && let Some(edge) = held.iter_mut().find(|edge| is_open(edge) && !is_own(edge))
        {
            edge.valid_to = link.since.max(edge.valid_from);
            self.edges.push((link.row, edge.clone()));
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
        self.edges.push((link.row, edge));
        // What an earlier import waited for is over, or the old job would come back with its account.
        let outdated = |(id, reference): &(i64, Unresolved)| {
            let same = (reference.kind, reference.from_id) == (link.kind, link.from_id);
            (same && *id != 0 && reference.import_id != import_id).then_some(*id)
        };
        self.settled.extend(self.waiting.values().filter_map(outdated));
    }
}

pub(super) fn edge_of(reference: &Unresolved, to_id: i64) -> Relationship {
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
    let mut edges: Vec<Relationship> = last_of_each(edges.into_iter()).into_values().collect();
    let new = edges.iter().filter(|edge| edge.id == 0).count();
    if new > 0 {
        let first = sequences::take(connection, "relationships", new)?;
        for (id, edge) in (first..).zip(edges.iter_mut().filter(|edge| edge.id == 0)) {
            edge.id = id;
        }
    }
    relationships::upsert(connection, &edges).map_err(EngineError::from)
}

type EdgeKey = (i16, i64, i64, Instant);

fn edge_key(edge: &Relationship) -> EdgeKey {
    (relationships::kind_number(edge.kind), edge.from_id, edge.to_id, edge.valid_from)
}

fn last_of_each(edges: impl Iterator<Item = Relationship>) -> BTreeMap<EdgeKey, Relationship> {
    edges.map(|edge| (edge_key(&edge), edge)).collect()
}
