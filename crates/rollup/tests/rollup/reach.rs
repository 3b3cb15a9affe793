//! Reach agrees with trying every path, and only what holds at the moment counts.

use bareme_rollup::{Edge, Graph, GraphError, HierarchyProblem, Node};
use bareme_scoring::{BuyingRole, EdgeWeights, Instant, RelationshipKind};
use proptest::prelude::*;

use crate::support::{
    ACCOUNTS, CONTACTS, any_edges, brute_force_reach, graph, graph_with, now, subsidiary, weighted,
};

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-12
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reach_is_the_strongest_of_all_paths(edges in any_edges(), max_edges in 1_u8..=5) {
        // A floor that no product of two-decimal weights can meet exactly.
        let weights = EdgeWeights { max_edges, floor: 0.050_000_000_003, ..EdgeWeights::default() };
        let graph = graph_with(&weights, &ACCOUNTS, &CONTACTS, &edges);
        for contact in CONTACTS {
            for account in ACCOUNTS {
                let expected = brute_force_reach(&weights, &edges, contact, account);
                let reach = graph.reach(contact, account).unwrap();
                prop_assert!(close(reach, expected), "{contact} → {account}: {reach}, not {expected}");
            }
        }
    }

    #[test]
    fn the_path_explains_the_reach(edges in any_edges()) {
        let graph = graph(&ACCOUNTS, &CONTACTS, &edges);
        for contact in CONTACTS {
            for account in ACCOUNTS {
                let reach = graph.reach(contact, account).unwrap();
                let Some(path) = graph.reach_path(contact, account).unwrap() else {
                    prop_assert!(reach <= 0.0);
                    continue;
                };
                prop_assert!(close(path.reach, reach));
                prop_assert!(path.steps.len() <= 4);
                prop_assert!(close(path.steps.iter().map(|step| step.weight).product(), reach));
                prop_assert_eq!(path.steps.first().map(|step| step.from), Some(Node::Contact(contact)));
                prop_assert_eq!(path.steps.last().map(|step| step.to), Some(Node::Account(account)));
                prop_assert!(path.steps.windows(2).all(|pair| pair[0].to == pair[1].from));
            }
        }
    }

    #[test]
    fn who_reaches_and_who_is_reached_agree(edges in any_edges()) {
        let graph = graph(&ACCOUNTS, &CONTACTS, &edges);
        for contact in CONTACTS {
            let forwards = graph.accounts_reached(contact).unwrap();
            let mut backwards = ACCOUNTS.to_vec();
            backwards.retain(|&account| {
                graph.contacts_reaching(account).unwrap().iter().any(|&(who, _)| who == contact)
            });
            prop_assert_eq!(forwards, backwards);
        }
    }

    #[test]
    fn the_order_of_edges_changes_no_path(
        (edges, shuffled) in any_edges().prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle())),
    ) {
        let (one, other) = (graph(&ACCOUNTS, &CONTACTS, &edges), graph(&ACCOUNTS, &CONTACTS, &shuffled));
        for contact in CONTACTS {
            for account in ACCOUNTS {
                prop_assert_eq!(one.reach_path(contact, account), other.reach_path(contact, account));
            }
        }
        prop_assert_eq!(one.hierarchy_problems(), other.hierarchy_problems());
    }
}

#[test]
fn a_path_may_use_fewer_edges_than_the_strongest_way_to_a_node_on_it() {
    // To account 3 the way over 1 and 2 is the stronger one (0.9 × 0.9), but it leaves no edge for account 4.
    let weights = EdgeWeights { max_edges: 3, ..EdgeWeights::default() };
    let edges = [
        weighted(RelationshipKind::WorksAt, 1, 1, 1.0),
        weighted(RelationshipKind::PartnerOf, 1, 2, 0.9),
        weighted(RelationshipKind::PartnerOf, 2, 3, 0.9),
        weighted(RelationshipKind::PartnerOf, 3, 4, 0.5),
        weighted(RelationshipKind::WorksAt, 1, 3, 0.3),
    ];
    let graph = graph_with(&weights, &[1, 2, 3, 4], &[1], &edges);
    assert!(close(graph.reach(1, 3).unwrap(), 0.81));
    assert!(close(graph.reach(1, 4).unwrap(), 0.15));
}

#[test]
fn ownership_weighs_upward_and_downward_by_the_share() {
    let edges = [
        Edge::job(1, 10, BuyingRole::EconomicBuyer),
        Edge::job(2, 20, BuyingRole::EconomicBuyer),
        subsidiary(10, 20, Some(0.8)),
        subsidiary(11, 20, None),
    ];
    let graph = graph(&[10, 11, 20], &[1, 2], &edges);
    assert!(close(graph.reach(1, 20).unwrap(), 0.5 * 0.8));
    assert!(close(graph.reach(2, 10).unwrap(), 0.25 * 0.8));
    assert!(close(graph.reach(2, 11).unwrap(), 0.25));
    assert!(close(graph.reach(1, 11).unwrap(), 0.4 * 0.25));
}

#[test]
fn an_own_weight_replaces_the_way_up_and_leaves_the_way_down() {
    let edges = [
        Edge::job(1, 10, BuyingRole::EconomicBuyer),
        Edge::job(2, 20, BuyingRole::EconomicBuyer),
        Edge { weight: Some(0.9), ..subsidiary(10, 20, Some(0.6)) },
    ];
    let graph = graph(&[10, 20], &[1, 2], &edges);
    assert!(close(graph.reach(1, 20).unwrap(), 0.9));
    assert!(close(graph.reach(2, 10).unwrap(), 0.25 * 0.6));
}

#[test]
fn a_reach_exactly_on_the_floor_counts_and_one_below_does_not() {
    // A user (0.4) of one subsidiary reaches its sister by 0.5 × 0.25: exactly 0.05. An adviser does not.
    let edges = [
        Edge::job(1, 10, BuyingRole::User),
        Edge::new(RelationshipKind::Advises, 2, 10),
        subsidiary(10, 20, None),
        subsidiary(11, 20, None),
    ];
    let graph = graph(&[10, 11, 20], &[1, 2], &edges);
    assert!(close(graph.reach(1, 11).unwrap(), 0.05));
    assert!(close(graph.reach(2, 11).unwrap(), 0.0));
    assert_eq!(graph.reach_path(2, 11), Ok(None));
}

#[test]
fn partners_help_each_other_both_ways_but_referrals_one_way() {
    let edges = [
        Edge::job(1, 10, BuyingRole::EconomicBuyer),
        Edge::new(RelationshipKind::PartnerOf, 20, 10),
        Edge::new(RelationshipKind::ReferredBy, 2, 1),
    ];
    let graph = graph(&[10, 20], &[1, 2], &edges);
    assert!(close(graph.reach(1, 20).unwrap(), 0.1));
    assert!(close(graph.reach(2, 10).unwrap(), 0.3));
    let path = graph.reach_path(1, 20).unwrap().unwrap();
    assert_eq!(path.steps.iter().map(|step| step.reversed).collect::<Vec<_>>(), [false, true]);
    assert_eq!(path.steps[0].role, Some(BuyingRole::EconomicBuyer));
}

#[test]
fn past_and_future_jobs_do_not_count() {
    let day = |text: &str| Instant::parse(text);
    let job = Edge::job(1, 10, BuyingRole::Champion);
    let reach = |edge: Edge| graph(&[10], &[1], &[edge]).reach(1, 10).unwrap();
    assert!(close(reach(Edge { valid_from: day("2026-06-30"), ..job }), 0.9));
    assert!(close(reach(Edge { valid_from: day("2026-07-01"), ..job }), 0.0));
    assert!(close(reach(Edge { valid_to: day("2026-07-01"), ..job }), 0.9));
    assert!(close(reach(Edge { valid_to: day("2026-06-30"), ..job }), 0.0));
}

#[test]
fn what_is_out_of_range_or_unknown_is_refused_with_its_place() {
    let mut builder = Graph::builder(&EdgeWeights::default(), now(), vec![10], vec![1]).unwrap();
    assert_eq!(builder.add(&Edge::job(1, 11, BuyingRole::User)), Err(GraphError::UnknownAccount(11)));
    assert_eq!(builder.add(&Edge::job(2, 10, BuyingRole::User)), Err(GraphError::UnknownContact(2)));
    let heavy = builder.add(&weighted(RelationshipKind::WorksAt, 1, 10, 1.5)).unwrap_err();
    assert!(heavy.to_string().contains("works_at relationship from 1 to 10 has the weight 1.5"));
    assert!(builder.add(&weighted(RelationshipKind::WorksAt, 1, 10, f64::NAN)).is_err());
    assert!(builder.add(&subsidiary(10, 10, Some(0.0))).is_err());
    let weights = EdgeWeights { champion: 0.0, ..EdgeWeights::default() };
    let refused = Graph::builder(&weights, now(), vec![], vec![]).unwrap_err();
    assert!(refused.to_string().contains("weights.champion"));
    let graph = builder.build();
    assert!(close(graph.reach(1, 10).unwrap(), 0.0));
    assert_eq!(graph.reach(9, 10), Err(GraphError::UnknownContact(9)));
}

#[test]
fn cycles_and_self_parents_are_named() {
    // 1 → 2 → 3 → 1, 2 ↔ 4, 5 its own parent, 6 under the ring, 7 with two parents, 8 with one that does not exist.
    let edges = [
        subsidiary(3, 1, None),
        subsidiary(1, 2, None),
        subsidiary(2, 3, None),
        subsidiary(4, 2, None),
        subsidiary(2, 4, None),
        subsidiary(5, 5, None),
        subsidiary(6, 1, None),
        subsidiary(7, 6, Some(0.4)),
        subsidiary(7, 5, Some(0.6)),
    ];
    let mut builder = Graph::builder(&EdgeWeights::default(), now(), (1..=8).collect(), Vec::new()).unwrap();
    for edge in edges {
        builder.add(&edge).unwrap();
    }
    builder.missing_parent(8, "Lost Holding".into());
    let graph = builder.build();
    assert_eq!(
        graph.hierarchy_problems(),
        [
            HierarchyProblem::SelfParent { account: 5 },
            HierarchyProblem::Cycle { members: vec![1, 2, 3] },
            HierarchyProblem::Cycle { members: vec![2, 4] },
            HierarchyProblem::SeveralParents { account: 2, parents: vec![3, 4] },
            HierarchyProblem::SeveralParents { account: 7, parents: vec![5, 6] },
            HierarchyProblem::MissingParent { account: 8, parent: "Lost Holding".into() },
        ]
    );
}

#[test]
fn a_chain_of_a_hundred_thousand_parents_is_no_trouble() {
    let accounts: Vec<i64> = (0..100_000).collect();
    let edges: Vec<Edge> = (1..100_000).map(|child| subsidiary(child, child - 1, None)).collect();
    let graph = graph(&accounts, &[1], &edges);
    assert!(graph.hierarchy_problems().is_empty());
}
