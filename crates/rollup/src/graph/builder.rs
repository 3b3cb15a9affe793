//! Builds the graph: checks every edge, keeps those that are valid at the moment in question, turns ids into dense
//! numbers.

use bareme_scoring::{BuyingRole, EdgeWeights, Instant, RelationshipKind};
use petgraph::csr::Csr;

use super::{Direct, Graph};
use crate::error::GraphError;
use crate::hierarchy::{Hierarchy, Ownership};
use crate::ids::Ids;
use crate::search::{Arcs, Limits, Link};

/// A relationship, by ids. What the ends are (contact or account) follows from the kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Its type.
    pub kind: RelationshipKind,
    /// Where it starts.
    pub from: i64,
    /// Where it leads.
    pub to: i64,
    /// Buying role; counts for `works_at` only.
    pub role: BuyingRole,
    /// Own weight, above 0 and at most 1. It replaces the default weight in the direction from → to, ownership share
    /// included; of a `partner_of` it holds both ways. The way from a parent down to its subsidiary keeps the default.
    pub weight: Option<f64>,
    /// Ownership share, above 0 and at most 1; counts for `subsidiary_of` only, unknown is taken as 1.
    pub share: Option<f64>,
    /// The first moment at which it holds; always when unknown.
    pub valid_from: Option<Instant>,
    /// The first moment at which it no longer holds; never when unknown.
    pub valid_to: Option<Instant>,
}

impl Edge {
    /// An edge of which nothing more is known, with the default weight of its kind.
    pub const fn new(kind: RelationshipKind, from: i64, to: i64) -> Self {
        Self {
            kind,
            from,
            to,
            role: BuyingRole::Unknown,
            weight: None,
            share: None,
            valid_from: None,
            valid_to: None,
        }
    }

    /// A job with its buying role.
    pub const fn job(contact: i64, account: i64, role: BuyingRole) -> Self {
        Self { role, ..Self::new(RelationshipKind::WorksAt, contact, account) }
    }

    /// Whether `valid_from` ≤ `as_of` < `valid_to`.
    pub fn is_valid_at(&self, as_of: Instant) -> bool {
        self.valid_from.is_none_or(|from| from <= as_of) && self.valid_to.is_none_or(|to| as_of < to)
    }
}

/// A step between two dense nodes.
type Arc = (u32, u32, Link);

/// A graph in the making, see [`Graph::builder`].
#[derive(Debug)]
pub struct GraphBuilder {
    weights: EdgeWeights,
    as_of: Instant,
    accounts: Ids,
    contacts: Ids,
    arcs: Vec<Arc>,
    direct: Vec<Direct>,
    ownerships: Vec<Ownership>,
    missing_parents: Vec<(i64, String)>,
}

impl Graph {
    /// Begins a graph with all its accounts and contacts, in any order. Only edges that are valid at `as_of` will
    /// count.
    ///
    /// # Errors
    ///
    /// A default weight outside (0, 1], a floor outside [0, 1], no edges allowed, or too many ids.
    pub fn builder(
        weights: &EdgeWeights,
        as_of: Instant,
        accounts: Vec<i64>,
        contacts: Vec<i64>,
    ) -> Result<GraphBuilder, GraphError> {
        check_weights(weights)?;
        let (accounts, contacts) = (Ids::new(accounts), Ids::new(contacts));
        u32::try_from(accounts.len() + contacts.len()).map_err(|_| GraphError::TooLarge)?;
        Ok(GraphBuilder {
            weights: weights.clone(),
            as_of,
            accounts,
            contacts,
            arcs: Vec::new(),
            direct: Vec::new(),
            ownerships: Vec::new(),
            missing_parents: Vec::new(),
        })
    }
}

impl GraphBuilder {
    /// Adds an edge; `false` when it does not hold at the graph's moment and is left out. Of several edges between the
    /// same two nodes, paths take the strongest; the committee counts every role.
    ///
    /// # Errors
    ///
    /// An end that is not in the graph, or a weight or share outside (0, 1]; the edge is left out.
    pub fn add(&mut self, edge: &Edge) -> Result<bool, GraphError> {
        let (from, to) =
            (self.end(edge.from, edge.kind.from_contact())?, self.end(edge.to, edge.kind.to_contact())?);
        let within = |number: &f64| *number > 0.0 && *number <= 1.0;
        if let Some(weight) = edge.weight.filter(|weight| !within(weight)) {
            return Err(GraphError::Weight { kind: edge.kind, from: edge.from, to: edge.to, weight });
        }
        if let Some(share) = edge.share.filter(|share| !within(share)) {
            return Err(GraphError::Share { from: edge.from, to: edge.to, share });
        }
        if !edge.is_valid_at(self.as_of) {
            return Ok(false);
        }
        self.walk(edge, from, to);
        Ok(true)
    }

    /// Notes a parent that was named but does not exist, to be reported with the other problems of the tree.
    pub fn missing_parent(&mut self, account: i64, parent: String) {
        self.missing_parents.push((account, parent));
    }

    /// The finished graph. The order in which edges came makes no difference.
    pub fn build(mut self) -> Graph {
        self.direct.sort_unstable();
        self.direct.dedup();
        self.direct.shrink_to_fit();
        let nodes = self.accounts.len() + self.contacts.len();
        let out = arcs_by_first(&mut self.arcs, nodes);
        for arc in &mut self.arcs {
            *arc = (arc.1, arc.0, arc.2);
        }
        let into = arcs_by_first(&mut self.arcs, nodes);
        let hierarchy = Hierarchy::new(&self.accounts, self.ownerships, self.missing_parents);
        Graph {
            limits: Limits::from(&self.weights),
            accounts: self.accounts,
            contacts: self.contacts,
            into,
            out,
            direct: self.direct,
            hierarchy,
        }
    }

    /// The dense node of an end.
    fn end(&self, id: i64, contact: bool) -> Result<u32, GraphError> {
        let node = if contact {
            let index = self.contacts.index(id).ok_or(GraphError::UnknownContact(id))?;
            self.accounts.len() + index
        } else {
            self.accounts.index(id).ok_or(GraphError::UnknownAccount(id))?
        };
        u32::try_from(node).map_err(|_| GraphError::TooLarge)
    }

    /// Enters the ways in which an edge may be walked.
    fn walk(&mut self, edge: &Edge, from: u32, to: u32) {
        let share = if edge.kind == RelationshipKind::SubsidiaryOf { edge.share.unwrap_or(1.0) } else { 1.0 };
        let role = if edge.kind == RelationshipKind::WorksAt { edge.role } else { BuyingRole::Unknown };
        let weight = edge.weight.unwrap_or(self.weights.of_kind(edge.kind, role) * share);
        let link = Link { weight, kind: edge.kind, role, reversed: false };
        self.arcs.push((from, to, link));
        match edge.kind {
            RelationshipKind::WorksAt | RelationshipKind::Advises => {
                #[expect(clippy::cast_possible_truncation, reason = "at most as many as nodes, which fit")]
                let contact = from - self.accounts.len() as u32;
                self.direct.push(Direct { account: to, contact, kind: edge.kind, role });
            }
            RelationshipKind::SubsidiaryOf => {
                let weight = self.weights.subsidiary_down * share;
                self.arcs.push((to, from, Link { weight, reversed: true, ..link }));
                self.ownerships.push(Ownership { child: from, parent: to, share: edge.share });
            }
            RelationshipKind::PartnerOf => self.arcs.push((to, from, Link { reversed: true, ..link })),
            RelationshipKind::ReferredBy | RelationshipKind::ReportsTo => {}
        }
    }
}

/// Compressed rows by the first node. Between two nodes only the strongest step is kept; equal ones are told apart by
/// kind, role and direction, so that the explanation does not depend on the order of input either.
fn arcs_by_first(arcs: &mut Vec<Arc>, nodes: usize) -> Arcs {
    arcs.sort_unstable_by(|(from, to, link), (other_from, other_to, other)| {
        (from, to)
            .cmp(&(other_from, other_to))
            .then(other.weight.total_cmp(&link.weight))
            .then((link.kind, link.role, link.reversed).cmp(&(other.kind, other.role, other.reversed)))
    });
    arcs.dedup_by_key(|arc| (arc.0, arc.1));
    // The rows are sorted and unique by now, so the error cannot occur.
    let mut rows = Csr::from_sorted_edges(arcs).unwrap_or_default();
    while rows.node_count() < nodes {
        rows.add_node(());
    }
    rows
}

fn check_weights(weights: &EdgeWeights) -> Result<(), GraphError> {
    let above_zero = [
        ("economic_buyer", weights.economic_buyer),
        ("champion", weights.champion),
        ("decision_maker", weights.decision_maker),
        ("technical_evaluator", weights.technical_evaluator),
        ("influencer", weights.influencer),
        ("user", weights.user),
        ("unknown", weights.unknown),
        ("advises", weights.advises),
        ("referred_by", weights.referred_by),
        ("reports_to", weights.reports_to),
        ("subsidiary_up", weights.subsidiary_up),
        ("subsidiary_down", weights.subsidiary_down),
        ("partner_of", weights.partner_of),
    ];
    for (name, value) in above_zero {
        if !(value > 0.0 && value <= 1.0) {
            return Err(GraphError::Setting { name, value, range: "above 0 and at most 1" });
        }
    }
    if !(0.0..=1.0).contains(&weights.floor) {
        return Err(GraphError::Setting { name: "floor", value: weights.floor, range: "from 0 to 1" });
    }
    if weights.max_edges == 0 {
        return Err(GraphError::Setting { name: "max_edges", value: 0.0, range: "at least 1" });
    }
    Ok(())
}
