//! The relationship graph around an account or a contact, as much of it as a picture can hold.

use std::collections::{BTreeMap, BTreeSet};

use bareme_rollup::Node;
use bareme_scoring::{EdgeWeights, Instant, Rating};
use bareme_store::relationships::Relationship;
use bareme_store::{AnyConnection, scores};

use crate::sight::Seen;
use crate::view::{GraphEdge, GraphNode, GraphView};
use crate::{LoadedModel, Result};

/// Nodes that a picture shows.
const NODES: usize = 40;

/// Names and ratings of the nodes of some edges.
pub(super) struct Names(BTreeMap<Node, (String, Option<Rating>)>);

impl Names {
    /// Reads what the ends of the edges are called, and these contacts and accounts beside.
    pub fn load(
        c: &mut AnyConnection,
        seen: &Seen,
        model: Option<&LoadedModel>,
        edges: &[Relationship],
        more_contacts: &[i64],
        more_accounts: &[i64],
    ) -> Result<Self> {
        let (mut people, mut companies) = (more_contacts.to_vec(), more_accounts.to_vec());
        for edge in edges {
            for node in ends(edge) {
                match node {
                    Node::Contact(id) => people.push(id),
                    Node::Account(id) => companies.push(id),
                }
            }
        }
        for ids in [&mut people, &mut companies] {
            ids.sort_unstable();
            ids.dedup();
        }
        let mut names = BTreeMap::new();
        for (id, name, _) in seen.names(c, &people)? {
            names.insert(Node::Contact(id), (name, None));
        }
        for (id, name) in seen.companies(c, &companies)? {
            names.insert(Node::Account(id), (name, None));
        }
        if let Some(model) = model {
            let (people, companies) = (seen.contacts(c, &people)?, seen.accounts(c, &companies)?);
            let (people, companies): (Vec<i64>, Vec<i64>) =
                (people.into_iter().collect(), companies.into_iter().collect());
            for score in scores::list_contacts(c, model.stored.id, &people)? {
                let rating = score.rating()?;
                if let Some(entry) = names.get_mut(&Node::Contact(score.contact_id)) {
                    entry.1 = Some(rating);
                }
            }
            for score in scores::list_accounts(c, model.stored.id, &companies)? {
                let rating = scores::rating_of("account_scores", score.account_id, score.rating)?;
                if let Some(entry) = names.get_mut(&Node::Account(score.account_id)) {
                    entry.1 = Some(rating);
                }
            }
        }
        Ok(Self(names))
    }

    /// The name of a node.
    pub fn of(&self, node: Node) -> String {
        self.0.get(&node).map(|(name, _)| name.clone()).unwrap_or_default()
    }

    fn node(&self, node: Node) -> GraphNode {
        let (id, account) = match node {
            Node::Contact(id) => (id, false),
            Node::Account(id) => (id, true),
        };
        let (label, rating) = self.0.get(&node).cloned().unwrap_or_default();
        GraphNode { id, label, account, rating }
    }
}

fn ends(edge: &Relationship) -> [Node; 2] {
    let node = |id, contact| if contact { Node::Contact(id) } else { Node::Account(id) };
    [node(edge.from_id, edge.kind.from_contact()), node(edge.to_id, edge.kind.to_contact())]
}

/// The picture around a node: nearest first, at most 40 nodes, past jobs included.
pub(super) fn around(
    middle: Node,
    edges: &[Relationship],
    names: &Names,
    weights: &EdgeWeights,
    moment: Instant,
) -> GraphView {
    let nodes = nearest(middle, edges);
    let hidden = nodes.len().saturating_sub(NODES);
    let shown: Vec<Node> = nodes.into_iter().take(NODES).collect();
    let place = |node: Node| shown.iter().position(|known| *known == node);
    let edges = edges.iter().filter_map(|edge| {
        let [from, to] = ends(edge);
        let default = weights.of_kind(edge.kind, edge.role) * edge.share.unwrap_or(1.0);
        let is_job = edge.kind == bareme_scoring::RelationshipKind::WorksAt;
        Some(GraphEdge {
            from: place(from)?,
            to: place(to)?,
            kind: edge.kind,
            role: is_job.then_some(edge.role),
            weight: edge.weight.unwrap_or(default),
            current: edge.holds_at(moment),
        })
    });
    GraphView { edges: edges.collect(), nodes: shown.iter().map(|node| names.node(*node)).collect(), hidden }
}

/// Nodes by distance from the middle, then accounts before contacts, then by id.
fn nearest(middle: Node, edges: &[Relationship]) -> Vec<Node> {
    let mut beside: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for [from, to] in edges.iter().map(ends) {
        beside.entry(from).or_default().push(to);
        beside.entry(to).or_default().push(from);
    }
    let mut seen = BTreeSet::from([middle]);
    let mut found = vec![middle];
    let mut front = vec![middle];
    while !front.is_empty() {
        let mut next: Vec<Node> = Vec::new();
        for node in front.iter().filter_map(|node| beside.get(node)).flatten() {
            if seen.insert(*node) {
                next.push(*node);
            }
        }
        next.sort_by_key(|node| (matches!(node, Node::Contact(_)), *node));
        found.extend(&next);
        front = next;
    }
    found
}
