//! The relationship graph: contacts and accounts as nodes, typed and dated edges, and who reaches whom.

mod builder;

use std::collections::BTreeMap;

use bareme_scoring::{BuyingRole, RelationshipKind};
use serde::Serialize;

pub use builder::{Edge, GraphBuilder};

use crate::error::GraphError;
use crate::hierarchy::{Hierarchy, HierarchyProblem};
use crate::ids::Ids;
use crate::search::{Arcs, Limits, Link, Search};

/// A contact or an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// A person.
    Contact(i64),
    /// A company.
    Account(i64),
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PathStep {
    /// Where the step starts.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// The type of the relationship.
    pub kind: RelationshipKind,
    /// The buying role of a `works_at` step.
    pub role: Option<BuyingRole>,
    /// Walked against the direction in which the relationship is written: from parent to subsidiary, or the second
    /// way of partners.
    pub reversed: bool,
    /// The weight of the step, above 0 and at most 1.
    pub weight: f64,
}

/// The strongest path from a contact to an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReachPath {
    /// Product of the weights.
    pub reach: f64,
    /// From the contact to the account.
    pub steps: Vec<PathStep>,
}

/// One job or advice, for committee and surge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Direct {
    pub(crate) account: u32,
    /// Dense index of the contact.
    pub(crate) contact: u32,
    pub(crate) kind: RelationshipKind,
    pub(crate) role: BuyingRole,
}

/// Contacts, accounts and the relationships that are valid at one moment.
///
/// Inside, accounts are the nodes 0 to A − 1 and contacts the nodes A to A + C − 1, each in order of id.
#[derive(Debug)]
pub struct Graph {
    accounts: Ids,
    contacts: Ids,
    limits: Limits,
    /// By the node that a step leads to: the search for everybody who reaches an account.
    into: Arcs,
    /// By the node that a step starts from: the search for every account that a contact reaches.
    out: Arcs,
    /// Jobs and advice, by account, then contact.
    direct: Vec<Direct>,
    hierarchy: Hierarchy,
}

impl Graph {
    /// The ids of all accounts, ascending.
    pub fn accounts(&self) -> &[i64] {
        self.accounts.as_slice()
    }

    /// The ids of all contacts, ascending.
    pub fn contacts(&self) -> &[i64] {
        self.contacts.as_slice()
    }

    /// What is wrong or unusual in the corporate tree, by kind, then by id.
    pub fn hierarchy_problems(&self) -> &[HierarchyProblem] {
        self.hierarchy.problems()
    }

    /// Reach of a contact to an account: the largest product of edge weights over all paths of at most `max_edges`
    /// edges; 0 below the floor.
    ///
    /// # Errors
    ///
    /// An id that is not in the graph.
    pub fn reach(&self, contact: i64, account: i64) -> Result<f64, GraphError> {
        let (start, account) = (self.contact_node(contact)?, self.account_index(account)?);
        let mut search = self.search();
        self.search_into(&mut search, &[account]);
        Ok(search.strength(start))
    }

    /// The path that gives the reach, or `None` when the reach is 0. Of several equally strong paths the one with the
    /// fewest edges is taken.
    ///
    /// # Errors
    ///
    /// An id that is not in the graph.
    pub fn reach_path(&self, contact: i64, account: i64) -> Result<Option<ReachPath>, GraphError> {
        let (start, account) = (self.contact_node(contact)?, self.account_index(account)?);
        let mut search = self.search();
        let trails = self.trails_into(&mut search, &[account]);
        let reach = search.strength(start);
        Ok((reach > 0.0).then(|| ReachPath { reach, steps: self.steps(&trails, start) }))
    }

    /// Every contact that reaches an account, with its reach, by contact.
    ///
    /// # Errors
    ///
    /// An id that is not in the graph.
    pub fn contacts_reaching(&self, account: i64) -> Result<Vec<(i64, f64)>, GraphError> {
        let account = self.account_index(account)?;
        let mut search = self.search();
        self.search_into(&mut search, &[account]);
        Ok(self.reaching(&mut search).map(|(index, reach)| (self.contacts.id(index), reach)).collect())
    }

    /// Every account that a contact reaches, ascending: those whose score a change of this contact may move.
    ///
    /// # Errors
    ///
    /// An id that is not in the graph.
    pub fn accounts_reached(&self, contact: i64) -> Result<Vec<i64>, GraphError> {
        let start = self.contact_node(contact)?;
        let mut search = self.search();
        search.run(&self.out, self.limits, &[start], |_| ());
        let accounts = search.reached().iter().map(|&node| node as usize);
        Ok(accounts
            .take_while(|&node| node < self.accounts.len())
            .map(|node| self.accounts.id(node))
            .collect())
    }

    pub(crate) fn account_id(&self, index: u32) -> i64 {
        self.accounts.id(index as usize)
    }

    pub(crate) fn contact_id(&self, index: usize) -> i64 {
        self.contacts.id(index)
    }

    pub(crate) fn account_index(&self, account: i64) -> Result<u32, GraphError> {
        let index = self.accounts.index(account).ok_or(GraphError::UnknownAccount(account))?;
        u32::try_from(index).map_err(|_| GraphError::TooLarge)
    }

    pub(crate) fn contact_index(&self, contact: i64) -> Result<usize, GraphError> {
        self.contacts.index(contact).ok_or(GraphError::UnknownContact(contact))
    }

    fn contact_node(&self, contact: i64) -> Result<u32, GraphError> {
        u32::try_from(self.accounts.len() + self.contact_index(contact)?).map_err(|_| GraphError::TooLarge)
    }

    pub(crate) fn node_of_contact(&self, contact: i64) -> Option<u32> {
        self.contact_node(contact).ok()
    }

    pub(crate) const fn hierarchy(&self) -> &Hierarchy {
        &self.hierarchy
    }

    /// Jobs and advice at one account, by contact.
    pub(crate) fn direct(&self, account: u32) -> &[Direct] {
        let start = self.direct.partition_point(|edge| edge.account < account);
        let end = start + self.direct[start..].partition_point(|edge| edge.account == account);
        &self.direct[start..end]
    }

    pub(crate) fn search(&self) -> Search {
        Search::new(self.accounts.len() + self.contacts.len())
    }

    /// Finds everybody who reaches any of the accounts.
    pub(crate) fn search_into(&self, search: &mut Search, accounts: &[u32]) {
        search.run(&self.into, self.limits, accounts, |_| ());
    }

    /// The contacts found by the last search, by dense index, with their reach.
    pub(crate) fn reaching<'s>(
        &self,
        search: &'s mut Search,
    ) -> impl Iterator<Item = (usize, f64)> + use<'s> {
        let accounts = self.accounts.len();
        search.reached();
        let search = &*search;
        let nodes = search.touched();
        let first = nodes.partition_point(|&node| (node as usize) < accounts);
        nodes[first..].iter().map(move |&node| (node as usize - accounts, search.strength(node)))
    }

    /// Like [`Self::search_into`], remembering the way.
    pub(crate) fn trails_into(&self, search: &mut Search, accounts: &[u32]) -> Trails {
        let mut trails = Trails::default();
        search.run(&self.into, self.limits, accounts, |found| {
            trails.last_hop.insert(found.node, found.hop);
            trails.steps.insert((found.node, found.hop), (found.from, found.link));
        });
        trails
    }

    /// The strongest path from a node that the search reached.
    pub(crate) fn steps(&self, trails: &Trails, start: u32) -> Vec<PathStep> {
        let mut steps = Vec::new();
        let mut node = start;
        let mut hop = trails.last_hop.get(&start).copied().unwrap_or(0);
        while let Some(&(next, link)) = trails.steps.get(&(node, hop)) {
            steps.push(PathStep {
                from: self.node(node),
                to: self.node(next),
                kind: link.kind,
                role: (link.kind == RelationshipKind::WorksAt).then_some(link.role),
                reversed: link.reversed,
                weight: link.weight,
            });
            node = next;
            hop -= 1;
        }
        steps
    }

    fn node(&self, node: u32) -> Node {
        match (node as usize).checked_sub(self.accounts.len()) {
            Some(contact) => Node::Contact(self.contacts.id(contact)),
            None => Node::Account(self.account_id(node)),
        }
    }
}

/// The ways that a search found: per node and number of edges, the next node and the step to it.
#[derive(Debug, Default)]
pub(crate) struct Trails {
    last_hop: BTreeMap<u32, u8>,
    steps: BTreeMap<(u32, u8), (u32, Link)>,
}
