//! The strongest path under a limit of edges: the one search that gives reach, its explanation and its inverse.
//!
//! The strength of a path is the product of its weights, each above 0 and at most 1; the strongest path is the
//! shortest one on −ln w. Dijkstra's algorithm over nodes is wrong here: with a limit of edges, a weaker path that
//! used fewer edges may still lead further than a stronger one. The state is therefore (node, edges used), searched in
//! layers of equal length (Bellman–Ford stopped after `max_edges` rounds: R. Bellman, "On a routing problem",
//! Quarterly of Applied Mathematics 16, 1958). Products are compared as they are, since logarithms would only add
//! rounding. Weights are at most 1, so going round a cycle never helps and needs no special care.

use bareme_scoring::{BuyingRole, EdgeWeights, RelationshipKind};
use petgraph::Directed;
use petgraph::csr::Csr;

/// One step that a path may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) weight: f64,
    pub(crate) kind: RelationshipKind,
    pub(crate) role: BuyingRole,
    /// Walked against the direction in which the relationship is written (parent → subsidiary, second way of partners).
    pub(crate) reversed: bool,
}

/// All steps, by the node that the search stands on.
pub(crate) type Arcs = Csr<(), Link, Directed, u32>;

/// Limits of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    max_edges: u8,
    floor: f64,
}

impl From<&EdgeWeights> for Limits {
    /// A path exactly on the floor counts; the hair's breadth below it keeps the order of multiplication from deciding.
    fn from(weights: &EdgeWeights) -> Self {
        Self { max_edges: weights.max_edges, floor: weights.floor * (1.0 - 1e-12) }
    }
}

/// A node was reached more strongly than before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Improvement {
    /// Edges used.
    pub(crate) hop: u8,
    /// The node that was reached.
    pub(crate) node: u32,
    /// The node it was reached from, one edge nearer to the start.
    pub(crate) from: u32,
    pub(crate) link: Link,
}

/// Working memory of a search, used again and again: 8 bytes a node of the graph.
#[derive(Debug)]
pub(crate) struct Search {
    best: Vec<f64>,
    touched: Vec<u32>,
    frontier: Vec<(u32, f64)>,
    next: Vec<(u32, f64)>,
}

impl Search {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { best: vec![0.0; nodes], touched: Vec::new(), frontier: Vec::new(), next: Vec::new() }
    }

    /// Finds the strongest product from any of the starts (each of strength 1) to every node within the limits, and
    /// notes every improvement on the way. The last improvement of a node belongs to its strongest path; among equal
    /// ones the path with fewer edges was first and stays.
    pub(crate) fn run(
        &mut self,
        arcs: &Arcs,
        limits: Limits,
        starts: &[u32],
        mut note: impl FnMut(Improvement),
    ) {
        self.begin(starts);
        let mut frontier = std::mem::take(&mut self.frontier);
        for hop in 1..=limits.max_edges {
            for &(from, value) in &frontier {
                let steps = arcs.neighbors_slice(from).iter().zip(arcs.edges_slice(from));
                for (&node, &link) in steps {
                    let product = link.weight * value;
                    let known = self.best[node as usize];
                    if product < limits.floor || product <= known {
                        continue;
                    }
                    if known <= 0.0 {
                        self.touched.push(node);
                    }
                    self.best[node as usize] = product;
                    if hop < limits.max_edges {
                        self.next.push((node, product));
                    }
                    note(Improvement { hop, node, from, link });
                }
            }
            // A node may have been improved twice in one layer: only its best value goes on.
            let best = &self.best;
            self.next.retain(|(node, value)| value.to_bits() == best[*node as usize].to_bits());
            std::mem::swap(&mut frontier, &mut self.next);
            self.next.clear();
        }
        frontier.clear();
        self.frontier = frontier;
    }

    fn begin(&mut self, starts: &[u32]) {
        for &node in &self.touched {
            self.best[node as usize] = 0.0;
        }
        self.touched.clear();
        for &start in starts {
            if self.best[start as usize] <= 0.0 {
                self.best[start as usize] = 1.0;
                self.touched.push(start);
                self.frontier.push((start, 1.0));
            }
        }
    }

    /// The nodes that were reached, the starts among them, in order.
    pub(crate) fn reached(&mut self) -> &[u32] {
        self.touched.sort_unstable();
        &self.touched
    }

    /// The same without putting them in order.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// The strongest product to a node; 0 when it was not reached.
    pub(crate) fn strength(&self, node: u32) -> f64 {
        self.best[node as usize]
    }
}
