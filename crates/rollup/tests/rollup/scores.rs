//! All accounts at once, one by one, from a part of the graph: always the same figures.

use bareme_rollup::{AccountScore, Edge, Node, People, Person, Rollup, Rules};
use bareme_scoring::{BuyingRole, Level, Points, RelationshipKind, Strategy as Formula};
use proptest::prelude::*;

use crate::support::{ACCOUNTS, CONTACTS, any_edges, any_engagements, graph, people, subsidiary};

fn formulas() -> [Formula; 6] {
    [
        Formula::NoisyOr,
        Formula::Champion { share: 0.6 },
        Formula::WeightedMean,
        Formula::Max,
        Formula::Median,
        Formula::Sum { cap: 80.0 },
    ]
}

fn scores(
    edges: &[Edge],
    engagements: &[(i64, i64)],
    strategy: Formula,
    threads: usize,
) -> Vec<AccountScore> {
    let graph = graph(&ACCOUNTS, &CONTACTS, edges);
    let people = people(&graph, engagements);
    let rules = Rules { strategy, ..Rules::default() };
    Rollup::new(&graph, &people, &rules).all(threads)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_ledger_sums_to_its_score(edges in any_edges(), engagements in any_engagements()) {
        let graph = graph(&ACCOUNTS, &CONTACTS, &edges);
        let people = people(&graph, &engagements);
        for strategy in formulas() {
            let rules = Rules { strategy, ..Rules::default() };
            let rollup = Rollup::new(&graph, &people, &rules);
            for score in rollup.all(1) {
                let ledger = rollup.account_ledger(score.account).unwrap();
                prop_assert_eq!(ledger.engagement, score.engagement);
                prop_assert_eq!(ledger.lines.iter().map(|line| line.points).sum::<Points>(), score.engagement);
                prop_assert!(Points::ZERO <= score.engagement && score.engagement <= Points::HUNDRED);
                prop_assert_eq!(ledger.lines.len() + ledger.silent as usize, score.reaching as usize);
                for line in &ledger.lines {
                    prop_assert!(line.engagement > Points::ZERO && line.reach > 0.0);
                    prop_assert_eq!(line.path.first().map(|step| step.from), Some(Node::Contact(line.contact)));
                    let product: f64 = line.path.iter().map(|step| step.weight).product();
                    prop_assert!((product - line.reach).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn order_of_input_and_number_of_threads_change_nothing(
        (edges, shuffled) in any_edges().prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle())),
        (engagements, mixed) in
            any_engagements().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        for strategy in formulas() {
            let one = scores(&edges, &engagements, strategy, 1);
            prop_assert_eq!(one, scores(&shuffled, &mixed, strategy, 3));
        }
    }

    #[test]
    fn the_part_of_the_graph_that_leads_to_an_account_gives_its_score(
        edges in any_edges(),
        engagements in any_engagements(),
    ) {
        let whole = graph(&ACCOUNTS, &CONTACTS, &edges);
        let everybody = people(&whole, &engagements);
        let rules = Rules::default();
        let rollup = Rollup::new(&whole, &everybody, &rules);
        for account in ACCOUNTS {
            let near: Vec<i64> = whole.contacts_reaching(account).unwrap().iter().map(|one| one.0).collect();
            // Contacts that do not reach the account, and their edges, are left away.
            let known = |edge: &&Edge| {
                (!edge.kind.from_contact() || near.contains(&edge.from))
                    && (!edge.kind.to_contact() || near.contains(&edge.to))
            };
            let part: Vec<Edge> = edges.iter().filter(known).copied().collect();
            let local = graph(&ACCOUNTS, &near, &part);
            let some: Vec<_> = engagements.iter().filter(|(who, _)| near.contains(who)).copied().collect();
            let neighbours = people(&local, &some);
            let there = Rollup::new(&local, &neighbours, &rules).account_ledger(account).unwrap();
            prop_assert_eq!(there, rollup.account_ledger(account).unwrap());
        }
    }
}

#[test]
fn many_accounts_over_several_threads_come_in_order_and_equal() {
    let accounts: Vec<i64> = (0..3_000).map(|account| account * 3).collect();
    let contacts: Vec<i64> = (0..9_000).collect();
    let job = |contact: i64| Edge::job(contact, contact / 3 * 3, BuyingRole::Champion);
    let mut edges: Vec<Edge> = contacts.iter().map(|&contact| job(contact)).collect();
    edges.extend((0..3_000).filter(|n| n % 10 != 0).map(|n| subsidiary(n * 3, n / 10 * 30, None)));
    let graph = graph(&accounts, &contacts, &edges);
    let engagements: Vec<(i64, i64)> =
        contacts.iter().map(|&contact| (contact, contact * 37 % 10_001)).collect();
    let people = people(&graph, &engagements);
    let rules = Rules::default();
    let rollup = Rollup::new(&graph, &people, &rules);
    let one = rollup.all(1);
    assert_eq!(one.iter().map(|score| score.account).collect::<Vec<_>>(), accounts);
    assert_eq!(one, rollup.all(2));
    assert_eq!(one, rollup.all(7));
    assert_eq!(rollup.accounts(&accounts).unwrap(), one);
    assert_eq!(rollup.all(0), one);
}

#[test]
fn a_contact_with_two_ways_counts_once_by_the_stronger_one() {
    // Works at the parent as a user (0.4) and at the subsidiary as economic buyer (1.0 × 0.5 upward).
    let edges = [
        Edge::job(1, 10, BuyingRole::EconomicBuyer),
        Edge::job(1, 20, BuyingRole::User),
        subsidiary(10, 20, None),
    ];
    let graph = graph(&[10, 20], &[1], &edges);
    let people = people(&graph, &[(1, 8_000)]);
    let rules = Rules { strategy: Formula::Sum { cap: 100.0 }, ..Rules::default() };
    let ledger = Rollup::new(&graph, &people, &rules).account_ledger(20).unwrap();
    assert_eq!(ledger.engagement, Points::from_whole(40));
    assert_eq!(ledger.lines.len(), 1);
    assert_eq!(ledger.lines[0].path.len(), 2);
}

#[test]
fn levels_follow_the_thresholds_and_people_are_counted_by_their_jobs() {
    let edges = [
        Edge::job(1, 10, BuyingRole::EconomicBuyer),
        Edge::job(1, 10, BuyingRole::Champion),
        Edge::job(2, 10, BuyingRole::User),
        Edge::new(RelationshipKind::Advises, 3, 10),
        Edge::new(RelationshipKind::ReferredBy, 4, 1),
    ];
    let graph = graph(&[10, 11], &[1, 2, 3, 4], &edges);
    let people = people(&graph, &[(1, 5_000), (2, 1_000), (3, 9_000), (4, 9_000)]);
    let rules = Rules { strategy: Formula::Max, ..Rules::default() };
    let score = Rollup::new(&graph, &people, &rules).all(1)[0];
    assert_eq!(score.engagement, Points::from_whole(50));
    assert_eq!(score.level, Level::new(2).unwrap());
    assert_eq!((score.reaching, score.people, score.engaged_people), (4, 2, 1));
    let strict = Rules { levels: [90, 80, 70].map(Points::from_whole), ..rules };
    assert_eq!(Rollup::new(&graph, &people, &strict).all(1)[0].level, Level::FOUR);
}

#[test]
fn a_changed_person_changes_the_accounts_they_reach_and_no_other() {
    let edges = [Edge::job(1, 10, BuyingRole::Champion), Edge::job(2, 11, BuyingRole::Champion)];
    let graph = graph(&[10, 11], &[1, 2], &edges);
    let mut people = People::new(&graph, []).unwrap();
    let rules = Rules::default();
    let before = Rollup::new(&graph, &people, &rules).all(1);
    let keen = Person { engagement: Points::from_whole(70), ..Person::default() };
    people.set(&graph, 1, keen).unwrap();
    assert!(people.set(&graph, 3, keen).is_err());
    let after = Rollup::new(&graph, &people, &rules).all(1);
    assert_eq!(graph.accounts_reached(1), Ok(vec![10]));
    assert_eq!(after[0].engagement, Points::from_whole(63));
    assert_eq!(after[1], before[1]);
}
