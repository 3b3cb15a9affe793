//! Rings of ownership: which accounts own each other, and one cycle to show for each of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::Ownership;

/// The sets of accounts that own each other (strongly connected components of more than one account), by lowest
/// member.
pub(super) fn rings(edges: &[Ownership]) -> Vec<BTreeSet<u32>> {
    let involved: BTreeSet<u32> = edges.iter().flat_map(|edge| [edge.child, edge.parent]).collect();
    let mut graph = DiGraph::<u32, ()>::with_capacity(involved.len(), edges.len());
    let nodes: BTreeMap<u32, _> =
        involved.into_iter().map(|account| (account, graph.add_node(account))).collect();
    for edge in edges {
        if let (Some(&child), Some(&parent)) = (nodes.get(&edge.child), nodes.get(&edge.parent)) {
            graph.add_edge(child, parent, ());
        }
    }
    // Kosaraju's algorithm and not Tarjan's: petgraph's Tarjan recurses, and a chain of a hundred thousand parents
    // must not end the program.
    let components = kosaraju_scc(&graph).into_iter().filter(|component| component.len() > 1);
    let mut rings: Vec<BTreeSet<u32>> =
        components.map(|component| component.into_iter().map(|node| graph[node]).collect()).collect();
    rings.sort_unstable();
    rings
}

/// Cycles that together name every account of every ring: for the lowest account not named yet, the shortest cycle
/// through it, from subsidiary to parent.
pub(super) fn cycles(edges: &[Ownership], rings: &[BTreeSet<u32>]) -> Vec<Vec<u32>> {
    let mut cycles = Vec::new();
    for ring in rings {
        let mut named = BTreeSet::new();
        for &start in ring {
            if !named.contains(&start) {
                let cycle = shortest_cycle(edges, ring, start);
                named.extend(cycle.iter().copied());
                cycles.push(lowest_first(cycle));
            }
        }
    }
    cycles
}

/// Breadth-first from an account over its parents until it meets itself.
fn shortest_cycle(edges: &[Ownership], ring: &BTreeSet<u32>, start: u32) -> Vec<u32> {
    let mut came_from: BTreeMap<u32, u32> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(account) = open.pop_front() {
        let mut parents: Vec<u32> =
            super::parents_of(edges, account).iter().map(|edge| edge.parent).collect();
        parents.sort_unstable();
        for parent in parents.into_iter().filter(|parent| ring.contains(parent)) {
            if parent == start {
                return path_back(&came_from, start, account);
            }
            came_from.entry(parent).or_insert_with(|| {
                open.push_back(parent);
                account
            });
        }
    }
    vec![start]
}

fn path_back(came_from: &BTreeMap<u32, u32>, start: u32, last: u32) -> Vec<u32> {
    let mut path = vec![last];
    let mut account = last;
    while account != start {
        let Some(&before) = came_from.get(&account) else { break };
        account = before;
        path.push(account);
    }
    path.reverse();
    path
}

fn lowest_first(mut cycle: Vec<u32>) -> Vec<u32> {
    let lowest = (0..cycle.len()).min_by_key(|&index| cycle[index]).unwrap_or(0);
    cycle.rotate_left(lowest);
    cycle
}
