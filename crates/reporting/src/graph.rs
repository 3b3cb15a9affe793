//! Where the nodes and edges of a relationship graph stand in its picture.
//!
//! The focus is in the middle; its neighbours stand in columns to both sides by hops, as boxes that hold their labels, so
//! that no two overlap. The same graph gives the same picture. What does not fit becomes "+N" beside its neighbour.

mod place;
#[cfg(test)]
mod tests;
mod tree;

use serde::Serialize;

use place::Placing;
use tree::Tree;

/// More boxes than this are grouped, unless the caller wants another limit.
pub const LIMIT: usize = 40;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A company.
    Account,
    /// A person.
    Contact,
}

/// A node to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub label: String,
    /// What it stands for.
    pub kind: NodeKind,
    /// A short sign beside the name, such as a rating; its box leaves room for it.
    pub badge: Option<String>,
}

/// An edge to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Index of the node that it starts from.
    pub from: usize,
    /// Index of the node that it leads to.
    pub to: usize,
    /// Its weight, 0 to 1.
    pub weight: f64,
    /// What it means: "works at".
    pub label: String,
    /// False for what is over, such as a past job.
    pub current: bool,
}

/// A picture in its own units, a pixel each at a text size of 12: the view box is `0 0 width height`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawing {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The boxes; the first is the focus.
    pub nodes: Vec<PlacedNode>,
    /// The lines, to be drawn beneath the boxes.
    pub edges: Vec<PlacedEdge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedNode {
    /// Index of the node; `None` for a group of nodes that did not fit.
    pub source: Option<usize>,
    /// How many nodes the group holds; 0 for a node.
    pub more: usize,
    /// The whole name.
    pub label: String,
    /// The name as it fits into the box.
    pub text: String,
    /// What it stands for; `None` for a group.
    pub kind: Option<NodeKind>,
    /// The sign beside the name.
    pub badge: Option<String>,
    /// Edges between the focus and this node.
    pub hop: usize,
    /// Middle of the box.
    pub x: f64,
    /// Middle of the box.
    pub y: f64,
    /// Width of the box.
    pub width: f64,
    /// Height of the box.
    pub height: f64,
}

/// A line between two boxes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedEdge {
    /// Index of the edge; `None` for the line to a group.
    pub source: Option<usize>,
    /// Index of the box that it starts from.
    pub from: usize,
    /// Index of the box that it leads to.
    pub to: usize,
    /// Weight.
    pub weight: f64,
    /// What it means.
    pub label: String,
    /// False for what is over.
    pub current: bool,
    /// Start, two control points and end of a cubic curve, each x and y.
    pub curve: [[f64; 2]; 4],
}

/// Places a graph around its focus, with at most `limit` boxes (at least 2). Which nodes are kept: near before far, then
/// by the strength of the best path from the focus, then in the order given. Nodes without a path stand beside the focus without
/// a line; edges from a node to itself or to a node that does not exist are left out. `None` when there is no such focus.
pub fn draw(nodes: &[Node], edges: &[Edge], focus: usize, limit: usize) -> Option<Drawing> {
    nodes.get(focus)?;
    let tree = Tree::grow(nodes.len(), edges, focus);
    let shown = tree.choose(limit.max(2));
    Some(Placing::new(nodes, edges, &shown).drawing())
}
