//! The surge test against numbers of another program, and the people behind a surge.

use bareme_rollup::{Edge, People, Person, Rollup, Rules, SurgePerson, surge, surge_p_value};
use bareme_scoring::{BuyingRole, RelationshipKind, SurgeRule};
use proptest::prelude::*;

use crate::support::{graph, now, subsidiary};

/// `scipy.stats.binomtest(recent, recent + baseline, share, alternative="greater").pvalue`, version 1.17.1.
const GOLDEN: [(u64, u64, f64, f64); 15] = [
    (5, 0, 14.0 / 98.0, 5.949_901_826_619_859e-05),
    (5, 10, 14.0 / 98.0, 0.051_581_690_392_872_94),
    (5, 30, 14.0 / 98.0, 0.573_142_965_628_914),
    (6, 12, 14.0 / 98.0, 0.033_882_448_285_836_06),
    (12, 20, 14.0 / 98.0, 0.000_992_974_384_870_520_2),
    (14, 84, 14.0 / 98.0, 0.543_818_443_607_077),
    (3, 40, 14.0 / 98.0, 0.956_037_771_875_929_5),
    (40, 60, 14.0 / 98.0, 2.736_213_439_383_989e-10),
    (400, 1_500, 14.0 / 98.0, 9.621_153_214_029_574e-16),
    (1, 6, 14.0 / 98.0, 0.660_083_322_910_886_2),
    (2_000, 9_000, 14.0 / 98.0, 8.970_240_178_683_267e-30),
    (100, 599, 14.0 / 98.0, 0.510_262_209_222_165_7),
    (1_000, 5_900, 14.0 / 98.0, 0.316_524_896_951_948_6),
    (9, 9, 0.2, 0.004_252_033_316_290_565),
    (7, 3, 0.5, 0.171_875),
];

#[test]
fn p_values_are_those_of_scipy() {
    for (recent, baseline, share, expected) in GOLDEN {
        let p = surge_p_value(recent, baseline, share);
        assert!((p - expected).abs() <= 1e-9 * expected, "{recent} against {baseline}: {p}, not {expected}");
    }
}

#[test]
fn without_activity_or_without_a_window_nothing_is_unusual() {
    for (recent, baseline, share) in [(0, 0, 0.5), (0, 40, 0.5), (5, 5, 0.0), (5, 5, 1.0), (5, 5, f64::NAN)] {
        assert!((surge_p_value(recent, baseline, share) - 1.0).abs() < f64::EPSILON);
    }
    let none = surge(&SurgeRule { recent_days: 0, baseline_days: 0, ..SurgeRule::default() }, 9, 9);
    assert_eq!((none.surging, none.factor), (false, None));
}

#[test]
fn a_surge_needs_enough_activities_and_a_small_p() {
    let rule = SurgeRule::default();
    let strong = surge(&rule, 12, 20);
    assert!(strong.surging);
    // 12 / 14 days against 20 / 84 days.
    assert!((strong.factor.unwrap() - 3.6).abs() < 1e-12);
    assert!(!surge(&rule, 6, 12).surging);
    let few = surge(&rule, 4, 0);
    assert!(few.p < rule.p && !few.surging);
    let new = surge(&rule, 5, 0);
    assert_eq!((new.surging, new.factor), (true, None));
}

#[test]
fn only_people_with_a_direct_edge_count_and_each_once() {
    let edges = [
        Edge::job(1, 10, BuyingRole::User),
        Edge::job(1, 10, BuyingRole::Champion),
        Edge::new(RelationshipKind::Advises, 1, 10),
        Edge::new(RelationshipKind::Advises, 2, 10),
        Edge::job(3, 10, BuyingRole::User),
        Edge::job(4, 10, BuyingRole::User),
        Edge { valid_to: Some(now()), ..Edge::job(5, 10, BuyingRole::User) },
        Edge::new(RelationshipKind::ReportsTo, 6, 1),
        Edge::job(7, 11, BuyingRole::User),
        subsidiary(11, 10, None),
    ];
    let graph = graph(&[10, 11], &[1, 2, 3, 4, 5, 6, 7], &edges);
    let acted = |recent: u32, baseline: u32| Person { recent, baseline, ..Person::default() };
    let people = [
        (1, acted(4, 2)),
        (2, acted(4, 0)),
        (3, acted(6, 1)),
        (4, acted(0, 9)),
        (5, acted(50, 0)),
        (6, acted(50, 0)),
        (7, acted(50, 0)),
    ];
    let people = People::new(&graph, people).unwrap();
    let rules = Rules::default();
    let rollup = Rollup::new(&graph, &people, &rules);
    let surge = rollup.accounts(&[10]).unwrap()[0].surge;
    assert_eq!((surge.recent, surge.baseline), (14, 12));
    let behind = |contact, recent, baseline| SurgePerson { contact, recent, baseline };
    assert_eq!(rollup.surge_people(10).unwrap(), [behind(3, 6, 1), behind(1, 4, 2), behind(2, 4, 0)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p_is_a_probability_and_falls_with_every_recent_activity(
        recent in 0_u64..3_000,
        baseline in 0_u64..3_000,
        share in 0.01_f64..0.99,
    ) {
        let (p, next) = (surge_p_value(recent, baseline, share), surge_p_value(recent + 1, baseline, share));
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!(next <= p + 1e-9);
    }
}
