//! The corporate tree and its total.

use bareme_rollup::{Edge, Rollup, Rules};
use bareme_scoring::{BuyingRole, Points, Strategy as Formula};
use proptest::prelude::*;

use crate::support::{ACCOUNTS, CONTACTS, any_edges, any_engagements, graph, people, subsidiary};

/// Account, depth, parent and extra parents of every member.
fn tree(edges: &[Edge], account: i64) -> Vec<(i64, u32, Option<i64>, Vec<i64>)> {
    let graph = graph(&(1..=9).collect::<Vec<_>>(), &[], edges);
    let people = people(&graph, &[]);
    let rules = Rules::default();
    let family = Rollup::new(&graph, &people, &rules).family(account).unwrap();
    assert_eq!(family.root, family.members[0].account);
    family.members.into_iter().map(|one| (one.account, one.depth, one.parent, one.extra_parents)).collect()
}

#[test]
fn every_member_sees_the_same_tree_from_the_top() {
    let edges =
        [subsidiary(2, 1, None), subsidiary(4, 2, None), subsidiary(3, 1, None), subsidiary(9, 8, None)];
    let expected =
        [(1, 0, None, vec![]), (2, 1, Some(1), vec![]), (4, 2, Some(2), vec![]), (3, 1, Some(1), vec![])];
    for account in 1..=4 {
        assert_eq!(tree(&edges, account), expected);
    }
    assert_eq!(tree(&edges, 5), [(5, 0, None, vec![])]);
}

#[test]
fn of_several_parents_the_highest_share_then_the_lowest_id_is_chosen() {
    let edges = [subsidiary(5, 1, Some(0.3)), subsidiary(5, 2, Some(0.6)), subsidiary(5, 3, Some(0.6))];
    assert_eq!(tree(&edges, 5), [(2, 0, None, vec![]), (5, 1, Some(2), vec![1, 3])]);
    assert_eq!(tree(&edges, 3), [(3, 0, None, vec![])]);
    // An unknown share counts as a whole one.
    let unknown = [subsidiary(5, 1, Some(0.9)), subsidiary(5, 2, None)];
    assert_eq!(tree(&unknown, 5), [(2, 0, None, vec![]), (5, 1, Some(2), vec![1])]);
}

#[test]
fn a_ring_hangs_under_its_best_outside_parent_or_its_lowest_member() {
    let ring = [subsidiary(1, 2, None), subsidiary(2, 3, None), subsidiary(3, 1, None)];
    let cut = [(1, 0, None, vec![2]), (3, 1, Some(1), vec![]), (2, 2, Some(3), vec![])];
    for account in 1..=3 {
        assert_eq!(tree(&ring, account), cut);
    }
    let held: Vec<Edge> = ring.into_iter().chain([subsidiary(2, 7, Some(0.2))]).collect();
    let under =
        [(7, 0, None, vec![]), (2, 1, Some(7), vec![3]), (1, 2, Some(2), vec![]), (3, 3, Some(1), vec![])];
    for account in [1, 2, 3, 7] {
        assert_eq!(tree(&held, account), under);
    }
}

#[test]
fn an_account_that_is_its_own_parent_is_a_family_of_one() {
    assert_eq!(tree(&[subsidiary(5, 5, None)], 5), [(5, 0, None, vec![])]);
}

#[test]
fn in_the_total_each_person_counts_once_with_the_strongest_reach() {
    let edges = [
        Edge::job(1, 2, BuyingRole::EconomicBuyer),
        Edge::job(1, 3, BuyingRole::Champion),
        Edge::job(2, 1, BuyingRole::User),
        subsidiary(2, 1, None),
        subsidiary(3, 1, None),
    ];
    let graph = graph(&[1, 2, 3], &[1, 2], &edges);
    let people = people(&graph, &[(1, 3_000), (2, 5_000)]);
    let rules = Rules { strategy: Formula::Sum { cap: 100.0 }, ..Rules::default() };
    let family = Rollup::new(&graph, &people, &rules).family(3).unwrap();
    // 1.0 × 30 + 0.4 × 50, although the three members' own sums are 35.00, 35.00 and 32.00.
    assert_eq!(family.total.engagement, Points::from_whole(50));
    let lines: Vec<_> = family.total.lines.iter().map(|line| (line.contact, line.points)).collect();
    assert_eq!(lines, [(1, Points::from_whole(30)), (2, Points::from_whole(20))]);
    let own: Vec<_> = family.members.iter().map(|one| one.engagement.hundredths()).collect();
    assert_eq!(own, [3_500, 3_500, 3_200]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_account_is_in_exactly_one_family(edges in any_edges()) {
        let graph = graph(&ACCOUNTS, &CONTACTS, &edges);
        let people = people(&graph, &[]);
        let rules = Rules::default();
        let rollup = Rollup::new(&graph, &people, &rules);
        let mut seen = Vec::new();
        for account in ACCOUNTS {
            let family = rollup.family(account).unwrap();
            let members: Vec<i64> = family.members.iter().map(|one| one.account).collect();
            prop_assert!(members.contains(&account));
            if family.root == account {
                seen.extend(members);
            }
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, ACCOUNTS.to_vec());
    }

    #[test]
    fn the_total_adds_up_and_is_at_least_the_best_member_where_people_only_add(
        edges in any_edges(),
        engagements in any_engagements(),
    ) {
        let graph = graph(&ACCOUNTS, &CONTACTS, &edges);
        let people = people(&graph, &engagements);
        for strategy in [Formula::NoisyOr, Formula::Max, Formula::Sum { cap: 100.0 }, Formula::WeightedMean] {
            let rules = Rules { strategy, ..Rules::default() };
            let rollup = Rollup::new(&graph, &people, &rules);
            for account in ACCOUNTS {
                let family = rollup.family(account).unwrap();
                let total = family.total.engagement;
                prop_assert_eq!(family.total.lines.iter().map(|line| line.points).sum::<Points>(), total);
                if strategy != Formula::WeightedMean {
                    prop_assert!(family.members.iter().all(|member| member.engagement <= total));
                }
            }
        }
    }
}
