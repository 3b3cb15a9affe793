//! Which nodes are shown, and to which neighbour nearer to the focus each of them belongs.

use super::Edge;

/// The tree of best paths from the focus, by hops.
pub(super) struct Tree {
    /// For each node: hops from the focus, strength of the best path, and the node before it on that path.
    nodes: Vec<Spot>,
    /// All nodes, near before far, strong before weak, first given first.
    order: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Spot {
    hop: usize,
    strength: f64,
    parent: usize,
}

/// A box to be placed.
pub(super) struct Item {
    /// Index of the node; `None` for a group.
    pub source: Option<usize>,
    /// How many nodes the group holds; 0 for a node.
    pub more: usize,
    /// Edges from the focus.
    pub hop: usize,
    /// Index of the item nearer to the focus; the focus has itself.
    pub parent: usize,
}

impl Tree {
    /// Grows the tree hop by hop; at each, a node takes the neighbour that gives it the strongest path.
    pub(super) fn grow(count: usize, edges: &[Edge], focus: usize) -> Self {
        let mut neighbours: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
        for edge in edges.iter().filter(|edge| edge.from < count && edge.to < count && edge.from != edge.to) {
            let weight = if edge.weight.is_finite() { edge.weight.clamp(0.0, 1.0) } else { 0.0 };
            neighbours[edge.from].push((edge.to, weight));
            neighbours[edge.to].push((edge.from, weight));
        }
        let mut found: Vec<Option<Spot>> = vec![None; count];
        found[focus] = Some(Spot { hop: 0, strength: 1.0, parent: focus });
        let mut layer = vec![focus];
        while !layer.is_empty() {
            let mut next = Vec::new();
            for node in layer {
                let Some(spot) = found[node] else { continue };
                for (neighbour, weight) in &neighbours[node] {
                    let better = Spot { hop: spot.hop + 1, strength: spot.strength * weight, parent: node };
                    match &mut found[*neighbour] {
                        Some(known) if known.hop == better.hop && known.strength < better.strength => {
                            *known = better;
                        }
                        Some(_) => {}
                        none => {
                            *none = Some(better);
                            next.push(*neighbour);
                        }
                    }
                }
            }
            layer = next;
        }
        let stray = Spot { hop: 1, strength: 0.0, parent: focus };
        let nodes: Vec<Spot> = found.into_iter().map(|spot| spot.unwrap_or(stray)).collect();
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&nodes[*a], &nodes[*b]);
            a.hop.cmp(&b.hop).then(b.strength.total_cmp(&a.strength))
        });
        Self { nodes, order }
    }

    /// The boxes, at most `limit`: as many nodes as fit together with the groups for the rest. The focus is the first; an item
    /// stands after its parent, and a group after the nodes.
    pub(super) fn choose(&self, limit: usize) -> Vec<Item> {
        let mut kept = self.order.len().min(limit);
        loop {
            let items = self.items(kept);
            if items.len() <= limit || kept <= 1 {
                return items;
            }
            kept -= 1;
        }
    }

    fn items(&self, kept: usize) -> Vec<Item> {
        let (shown, hidden) = self.order.split_at(kept);
        let mut place: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let mut items = Vec::with_capacity(kept + 1);
        for node in shown {
            let spot = &self.nodes[*node];
            place[*node] = Some(items.len());
            // A parent is nearer to the focus, and so it is placed before; the focus is its own.
            let parent = place[spot.parent].unwrap_or(0);
            items.push(Item { source: Some(*node), more: 0, hop: spot.hop, parent });
        }
        let mut more = vec![0; items.len()];
        for node in hidden {
            // A hidden node belongs where its parent belongs, which comes before it in the order.
            let parent = place[self.nodes[*node].parent].unwrap_or(0);
            place[*node] = Some(parent);
            more[parent] += 1;
        }
        for (parent, more) in more.into_iter().enumerate().filter(|(_, more)| *more > 0) {
            let hop = items[parent].hop + 1;
            items.push(Item { source: None, more, hop, parent });
        }
        items
    }
}
