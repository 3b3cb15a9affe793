//! The corporate tree: one parent per account chosen from what may be a tangle, and every oddity of the tangle named.

mod cycles;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::ids::Ids;

/// Something in the corporate tree that a person should look at. Scores are right regardless: a cycle never helps a
/// path, and a self-parent leads nowhere new.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum HierarchyProblem {
    /// An account is said to be its own parent.
    SelfParent {
        /// The account.
        account: i64,
    },
    /// Accounts own each other in a ring.
    Cycle {
        /// From subsidiary to parent, beginning with the lowest id; the last one's parent is the first.
        members: Vec<i64>,
    },
    /// An account has several parents; the family view hangs it under the first.
    SeveralParents {
        /// The account.
        account: i64,
        /// The chosen parent first, then the others by id.
        parents: Vec<i64>,
    },
    /// A parent was named that does not exist.
    MissingParent {
        /// The account.
        account: i64,
        /// The parent's key as it was given.
        parent: String,
    },
}

/// One `subsidiary_of` edge, by dense index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ownership {
    pub(crate) child: u32,
    pub(crate) parent: u32,
    pub(crate) share: Option<f64>,
}

impl Ownership {
    /// Unknown shares count as whole ones, as in paths.
    fn share_or_whole(&self) -> f64 {
        self.share.unwrap_or(1.0)
    }
}

/// The spanning forest of the corporate graph.
#[derive(Debug, Default)]
pub(crate) struct Hierarchy {
    /// The chosen parent of each account that has one.
    parent: BTreeMap<u32, Ownership>,
    /// The accounts under each chosen parent, ascending.
    children: BTreeMap<u32, Vec<u32>>,
    /// Further parents, ascending.
    extra: BTreeMap<u32, Vec<u32>>,
    problems: Vec<HierarchyProblem>,
}

impl Hierarchy {
    /// Chooses the parents and names the problems.
    ///
    /// An account hangs under the parent with the highest share, then the lowest id. Accounts that own each other in
    /// a ring need a head first: the one with the best parent outside of the ring, otherwise the lowest id; the others
    /// hang below it by the same preference, each under an account that is nearer to the head.
    pub(crate) fn new(accounts: &Ids, mut ownerships: Vec<Ownership>, missing: Vec<(i64, String)>) -> Self {
        ownerships.sort_by(|a, b| {
            let best_first = b.share_or_whole().total_cmp(&a.share_or_whole());
            a.child.cmp(&b.child).then(best_first).then(a.parent.cmp(&b.parent))
        });
        // Said twice, with two shares: the higher one was sorted first.
        let mut seen = BTreeSet::new();
        ownerships.retain(|edge| seen.insert((edge.child, edge.parent)));
        let (own, edges): (Vec<_>, Vec<_>) =
            ownerships.into_iter().partition(|edge| edge.child == edge.parent);
        let rings = cycles::rings(&edges);
        let mut tree = Self { parent: chosen_parents(&edges, &rings), ..Self::default() };
        tree.hang(&edges);
        let id = |index: u32| accounts.id(index as usize);
        tree.problems.extend(own.iter().map(|edge| HierarchyProblem::SelfParent { account: id(edge.child) }));
        let named = cycles::cycles(&edges, &rings);
        tree.problems.extend(
            named
                .iter()
                .map(|cycle| HierarchyProblem::Cycle { members: cycle.iter().copied().map(id).collect() }),
        );
        tree.problems.extend(tree.several_parents(id));
        let missing =
            missing.into_iter().map(|(account, parent)| HierarchyProblem::MissingParent { account, parent });
        tree.problems.extend(missing);
        tree.problems.sort();
        tree.problems.dedup();
        tree
    }

    /// Fills children and extra parents from the chosen ones.
    fn hang(&mut self, edges: &[Ownership]) {
        for edge in edges {
            if self.parent.get(&edge.child).is_some_and(|chosen| chosen.parent == edge.parent) {
                self.children.entry(edge.parent).or_default().push(edge.child);
            } else {
                self.extra.entry(edge.child).or_default().push(edge.parent);
            }
        }
        self.children.values_mut().chain(self.extra.values_mut()).for_each(|list| list.sort_unstable());
    }

    fn several_parents(&self, id: impl Fn(u32) -> i64) -> Vec<HierarchyProblem> {
        let with_others = self.extra.iter().filter_map(|(&child, others)| {
            let chosen = self.parent.get(&child).map(|edge| edge.parent);
            let parents: Vec<i64> = chosen.into_iter().chain(others.iter().copied()).map(&id).collect();
            (parents.len() > 1).then(|| HierarchyProblem::SeveralParents { account: id(child), parents })
        });
        with_others.collect()
    }

    pub(crate) fn problems(&self) -> &[HierarchyProblem] {
        &self.problems
    }

    /// The topmost ancestor; the account itself when it has none.
    pub(crate) fn root(&self, account: u32) -> u32 {
        let mut top = account;
        while let Some(edge) = self.parent.get(&top) {
            top = edge.parent;
        }
        top
    }

    /// The account and everything below it, each with its depth: parents before children, siblings by id.
    pub(crate) fn below(&self, root: u32) -> Vec<(u32, u32)> {
        let mut members = Vec::new();
        let mut open = vec![(root, 0)];
        while let Some((account, depth)) = open.pop() {
            members.push((account, depth));
            let children = self.children.get(&account).map(Vec::as_slice).unwrap_or_default();
            open.extend(children.iter().rev().map(|&child| (child, depth + 1)));
        }
        members
    }

    pub(crate) fn chosen_parent(&self, account: u32) -> Option<Ownership> {
        self.parent.get(&account).copied()
    }

    pub(crate) fn extra_parents(&self, account: u32) -> &[u32] {
        self.extra.get(&account).map(Vec::as_slice).unwrap_or_default()
    }
}

/// One parent per account. `edges` are sorted by child and best parent first; `rings` are sets of accounts that own
/// each other.
fn chosen_parents(edges: &[Ownership], rings: &[BTreeSet<u32>]) -> BTreeMap<u32, Ownership> {
    let in_ring: BTreeSet<u32> = rings.iter().flatten().copied().collect();
    let mut chosen = BTreeMap::new();
    for edge in edges.iter().filter(|edge| !in_ring.contains(&edge.child)) {
        chosen.entry(edge.child).or_insert(*edge);
    }
    for ring in rings {
        hang_ring(ring, edges, &mut chosen);
    }
    chosen
}

/// The edges of one child, best parent first.
fn parents_of(edges: &[Ownership], child: u32) -> &[Ownership] {
    let start = edges.partition_point(|edge| edge.child < child);
    let end = start + edges[start..].partition_point(|edge| edge.child == child);
    &edges[start..end]
}

/// Chooses the head of a ring and hangs the others below it, layer by layer.
fn hang_ring(ring: &BTreeSet<u32>, edges: &[Ownership], chosen: &mut BTreeMap<u32, Ownership>) {
    let outside = ring
        .iter()
        .filter_map(|&child| parents_of(edges, child).iter().find(|edge| !ring.contains(&edge.parent)))
        .min_by(|a, b| {
            let best_first = b.share_or_whole().total_cmp(&a.share_or_whole());
            best_first.then(a.parent.cmp(&b.parent)).then(a.child.cmp(&b.child))
        });
    let Some(head) = outside.map(|edge| edge.child).or_else(|| ring.first().copied()) else { return };
    if let Some(edge) = outside {
        chosen.insert(head, *edge);
    }
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &child in ring {
        for edge in parents_of(edges, child).iter().filter(|edge| ring.contains(&edge.parent)) {
            children.entry(edge.parent).or_default().push(child);
        }
    }
    let mut placed = BTreeSet::from([head]);
    let mut layer = vec![head];
    while !layer.is_empty() {
        let found = layer.iter().filter_map(|parent| children.get(parent)).flatten();
        let new: BTreeSet<u32> = found.copied().filter(|child| !placed.contains(child)).collect();
        for &child in &new {
            if let Some(edge) = parents_of(edges, child).iter().find(|edge| placed.contains(&edge.parent)) {
                chosen.insert(child, *edge);
            }
        }
        placed.extend(&new);
        layer = new.into_iter().collect();
    }
}
