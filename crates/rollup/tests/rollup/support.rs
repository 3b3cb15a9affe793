//! Small graphs to try things on, and a brute-force reach to compare with.

use std::collections::BTreeMap;

use bareme_rollup::{Edge, Graph, People, Person};
use bareme_scoring::{BuyingRole, EdgeWeights, Instant, Level, Points, RelationshipKind};
use proptest::prelude::*;

/// Contacts in random graphs have these ids, accounts the ones below: gaps and negative numbers included.
pub(crate) const CONTACTS: [i64; 6] = [-7, 3, 4, 5, 90, 1_000_000_007];
pub(crate) const ACCOUNTS: [i64; 6] = [-20, 1, 2, 3, 77, 4_000_000_000];

pub(crate) fn now() -> Instant {
    Instant::parse("2026-06-30").unwrap()
}

pub(crate) fn graph_with(weights: &EdgeWeights, accounts: &[i64], contacts: &[i64], edges: &[Edge]) -> Graph {
    let mut builder = Graph::builder(weights, now(), accounts.to_vec(), contacts.to_vec()).unwrap();
    for edge in edges {
        builder.add(edge).unwrap();
    }
    builder.build()
}

pub(crate) fn graph(accounts: &[i64], contacts: &[i64], edges: &[Edge]) -> Graph {
    graph_with(&EdgeWeights::default(), accounts, contacts, edges)
}

pub(crate) fn subsidiary(child: i64, parent: i64, share: Option<f64>) -> Edge {
    Edge { share, ..Edge::new(RelationshipKind::SubsidiaryOf, child, parent) }
}

pub(crate) fn weighted(kind: RelationshipKind, from: i64, to: i64, weight: f64) -> Edge {
    Edge { weight: Some(weight), ..Edge::new(kind, from, to) }
}

/// A person of so many points; the level follows the default thresholds.
pub(crate) fn person(hundredths: i64) -> Person {
    let level = match hundredths {
        7_500.. => 1,
        5_000.. => 2,
        2_500.. => 3,
        _ => 4,
    };
    Person {
        engagement: Points::from_hundredths(hundredths),
        level: Level::new(level).unwrap(),
        ..Person::default()
    }
}

pub(crate) fn people(graph: &Graph, engagements: &[(i64, i64)]) -> People {
    People::new(graph, engagements.iter().map(|&(contact, points)| (contact, person(points)))).unwrap()
}

/// Steps that a path may take, as the design words them: contacts are (0, id), accounts (1, id).
type Place = (u8, i64);

fn steps(weights: &EdgeWeights, edges: &[Edge]) -> BTreeMap<Place, Vec<(Place, f64)>> {
    let mut steps: BTreeMap<Place, Vec<(Place, f64)>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.is_valid_at(now())) {
        let from = (u8::from(!edge.kind.from_contact()), edge.from);
        let to = (u8::from(!edge.kind.to_contact()), edge.to);
        let share = edge.share.unwrap_or(1.0);
        let default = match edge.kind {
            RelationshipKind::WorksAt => weights.of_role(edge.role),
            RelationshipKind::SubsidiaryOf => weights.subsidiary_up * share,
            kind => weights.of_kind(kind, BuyingRole::Unknown),
        };
        let weight = edge.weight.unwrap_or(default);
        steps.entry(from).or_default().push((to, weight));
        match edge.kind {
            RelationshipKind::SubsidiaryOf => {
                steps.entry(to).or_default().push((from, weights.subsidiary_down * share));
            }
            RelationshipKind::PartnerOf => steps.entry(to).or_default().push((from, weight)),
            _ => {}
        }
    }
    steps
}

/// The largest product over every walk of at most `max_edges` edges, by trying all of them.
pub(crate) fn brute_force_reach(weights: &EdgeWeights, edges: &[Edge], contact: i64, account: i64) -> f64 {
    let steps = steps(weights, edges);
    let best = strongest_walk(&steps, (0, contact), (1, account), weights.max_edges);
    if best < weights.floor { 0.0 } else { best }
}

fn strongest_walk(steps: &BTreeMap<Place, Vec<(Place, f64)>>, from: Place, to: Place, edges_left: u8) -> f64 {
    if from == to {
        return 1.0;
    }
    if edges_left == 0 {
        return 0.0;
    }
    let onwards = steps.get(&from).map(Vec::as_slice).unwrap_or_default();
    onwards
        .iter()
        .map(|&(next, weight)| weight * strongest_walk(steps, next, to, edges_left - 1))
        .fold(0.0, f64::max)
}

/// Any edge between the ids above: loops, doubles, cycles and past ones included. Weights have two decimals, so that
/// no product of four comes within rounding of a floor with odd decimals.
pub(crate) fn any_edge() -> impl Strategy<Value = Edge> {
    let fraction = || {
        proptest::option::weighted(0.7, (20_u32..=100).prop_map(|hundredths| f64::from(hundredths) / 100.0))
    };
    let ends = (0..CONTACTS.len(), 0..CONTACTS.len());
    let role = proptest::sample::select(BuyingRole::ALL.to_vec());
    let kind = proptest::sample::select(RelationshipKind::ALL.to_vec());
    let over = proptest::bool::weighted(0.1);
    (kind, ends, role, fraction(), fraction(), over).prop_map(
        |(kind, (from, to), role, weight, share, over)| {
            let id = |contact: bool, index: usize| if contact { CONTACTS[index] } else { ACCOUNTS[index] };
            Edge {
                role,
                weight,
                share: share.filter(|_| kind == RelationshipKind::SubsidiaryOf),
                valid_to: over.then(now),
                ..Edge::new(kind, id(kind.from_contact(), from), id(kind.to_contact(), to))
            }
        },
    )
}

pub(crate) fn any_edges() -> impl Strategy<Value = Vec<Edge>> {
    proptest::collection::vec(any_edge(), 0..24)
}

/// Engagements of all contacts, in hundredths; zero now and then.
pub(crate) fn any_engagements() -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec(prop_oneof![1 => Just(0), 6 => 0_i64..=10_000], CONTACTS.len())
        .prop_map(|points| CONTACTS.into_iter().zip(points).collect())
}
