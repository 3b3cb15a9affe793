//! Weights add up, keep their rules and are never worse than their rounding; tiers fall in steps.

use proptest::prelude::*;

use super::*;

#[test]
fn remainders_decide_and_the_least_weight_holds() {
    let rules = WeightRules::default();
    let rounded = |wanted: &[f64]| whole_weights(wanted, &rules, &mut |_| 0.0).unwrap();
    assert_eq!(rounded(&[40.6, 30.3, 29.1]), [41, 30, 29]);
    assert_eq!(rounded(&[0.0, 0.0]), [50, 50]);
    assert_eq!(rounded(&[1e300, 1e300, 0.0]), [50, 49, 1]);
    assert_eq!(rounded(&[30.0, 50.0, 20.0]), [30, 50, 20]);
    assert_eq!(rounded(&[7.0]), [100]);
}

#[test]
fn order_is_kept_while_the_objective_is_followed() {
    let rules = WeightRules { least: 5, most: 60, not_below: &[(0, 1)], ..WeightRules::default() };
    let mut rather_not_third = |weights: &[u32]| -f64::from(weights[2]);
    assert_eq!(whole_weights(&[10.0, 80.0, 10.0], &rules, &mut |_| 0.0).unwrap(), [45, 45, 10]);
    assert_eq!(whole_weights(&[10.0, 80.0, 10.0], &rules, &mut rather_not_third).unwrap(), [50, 45, 5]);
}

#[test]
fn rules_that_cannot_hold_are_refused() {
    let code = |wanted: &[f64], rules: &WeightRules<'_>| {
        whole_weights(wanted, rules, &mut |_| 0.0).map_err(|answer| answer.code())
    };
    let usual = WeightRules::default();
    assert_eq!(code(&[], &usual), Err("no_data"));
    assert_eq!(code(&[1.0, 1.0], &WeightRules { least: 51, ..usual }), Err("impossible"));
    assert_eq!(code(&[1.0, 1.0], &WeightRules { most: 49, ..usual }), Err("impossible"));
    assert_eq!(code(&[1.0], &WeightRules { not_below: &[(0, 1)], ..usual }), Err("impossible"));
    for bad in [f64::NAN, f64::INFINITY, -1.0] {
        assert_eq!(code(&[1.0, bad], &usual), Err("not_a_number"));
    }
    assert_eq!(code(&[1.0, 3.0], &WeightRules { not_below: &[(0, 1), (1, 0)], ..usual }), Ok(vec![50, 50]));
    assert_eq!(tier_percents(&[], 5, &mut |_| 0.0).unwrap_err().code(), "no_data");
    assert_eq!(tier_percents(&[f64::NAN], 5, &mut |_| 0.0).unwrap_err().code(), "not_a_number");
    assert_eq!(tier_percents(&[5.0], 7, &mut |_| 0.0).unwrap_err().code(), "impossible");
    assert_eq!(tier_percents(&[5.0], 0, &mut |_| 0.0).unwrap_err().code(), "impossible");
}

#[test]
fn an_objective_without_an_answer_keeps_the_rounding() {
    let rounded = whole_weights(&[2.0, 1.0], &WeightRules::default(), &mut |_| f64::NAN);
    assert_eq!(rounded.unwrap(), [67, 33]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn weights_always_add_to_the_total(
        wanted in prop::collection::vec(prop_oneof![0.0_f64..100.0, Just(0.0), Just(1e200)], 1..12),
        least in 0_u32..8,
        aim in prop::collection::vec(-3.0_f64..3.0, 12),
        ordered in any::<bool>(),
    ) {
        let pairs: Vec<(usize, usize)> = (1..wanted.len()).map(|at| (at - 1, at)).collect();
        let rules = WeightRules { least, not_below: if ordered { &pairs } else { &[] }, ..WeightRules::default() };
        let mut objective = |weights: &[u32]| {
            -weights.iter().zip(&aim).map(|(weight, aim)| (f64::from(*weight) - 30.0 * aim).powi(2)).sum::<f64>()
        };
        let weights = whole_weights(&wanted, &rules, &mut objective).unwrap();
        prop_assert_eq!(weights.iter().sum::<u32>(), 100);
        prop_assert!(weights.iter().all(|weight| *weight >= least));
        prop_assert!(!ordered || weights.windows(2).all(|two| two[0] >= two[1]));
        let plain = whole_weights(&wanted, &rules, &mut |_| 0.0).unwrap();
        prop_assert!(objective(&weights) >= objective(&plain));
    }

    #[test]
    fn tiers_fall_in_steps(
        wanted in prop::collection::vec(-50.0_f64..150.0, 1..10),
        aim in prop::collection::vec(0.0_f64..100.0, 10),
    ) {
        let mut objective = |tiers: &[u32]| {
            -tiers.iter().zip(&aim).map(|(tier, aim)| (f64::from(*tier) - aim).abs()).sum::<f64>()
        };
        let tiers = tier_percents(&wanted, 5, &mut objective).unwrap();
        prop_assert!(tiers.iter().all(|tier| *tier <= 100 && tier % 5 == 0));
        prop_assert!(tiers.windows(2).all(|two| two[0] >= two[1]));
    }
}
