//! The bootstrap against `DeLong`'s formula, its determinism, and how it stops.

use proptest::prelude::*;

use super::*;
use crate::auc_difference;
use crate::chance::Chance;
use crate::golden::{document, flags, near, number, numbers};

fn go_on(_: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn intervals_are_about_as_wide_as_those_of_delong() {
    for case in document()["delong"].as_array().unwrap() {
        let (current, proposed) = (numbers(&case["current"]), numbers(&case["proposed"]));
        let events = flags(&case["events"]);
        let pair = Pair { current: &current, proposed: &proposed, events: &events };
        for stratified in [false, true] {
            let settings = CompareSettings { replicates: 2_000, stratified, ..CompareSettings::default() };
            let found = compare(&pair, &settings, &mut Chance::seeded(4).0, &mut go_on).unwrap();
            near(found.auc.value, number(&case["auc"][1]) - number(&case["auc"][0]), 1e-12);
            let width = 2.0 * 1.96 * number(&case["difference_error"]);
            let ratio = (found.auc.high - found.auc.low) / width;
            assert!((0.93..1.07).contains(&ratio), "{ratio} of DeLong's width");
            assert_eq!(found.replicates, 2_000);
        }
    }
}

#[test]
fn the_figures_are_those_of_the_rankings() {
    let case = &document()["delong"][1];
    let (current, proposed) = (numbers(&case["current"]), numbers(&case["proposed"]));
    let events = flags(&case["events"]);
    let pair = Pair { current: &current, proposed: &proposed, events: &events };
    let settings = CompareSettings { replicates: 20, ..CompareSettings::default() };
    let found = compare(&pair, &settings, &mut Chance::seeded(4).0, &mut go_on).unwrap();
    let ranking = Ranking::new(&proposed, &events).unwrap();
    near(found.auc.proposed, ranking.auc().unwrap().value, 1e-13);
    near(found.lift.proposed, ranking.lift(0.2).unwrap(), 1e-13);
    near(found.auc.value, auc_difference(&current, &proposed, &events).unwrap().value, 1e-13);
}

#[test]
fn it_says_how_far_it_is_and_stops_when_told() {
    let pair = Pair { current: &[1.0, 2.0], proposed: &[2.0, 1.0], events: &[true, false] };
    let mut heard = Vec::new();
    let mut stop = |done| {
        heard.push(done);
        if done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let answer = compare(&pair, &CompareSettings::default(), &mut Chance::seeded(1).0, &mut stop);
    assert_eq!(answer, Err(NoAnswer::Stopped));
    assert_eq!(heard, [1, 2, 3]);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let code = |pair: &Pair<'_>, settings: &CompareSettings| {
        compare(pair, settings, &mut Chance::seeded(1).0, &mut go_on).unwrap_err().code()
    };
    let usual = CompareSettings::default();
    let pair =
        |scores: &'static [f64], events: &'static [bool]| Pair { current: scores, proposed: scores, events };
    assert_eq!(code(&pair(&[], &[]), &usual), "no_data");
    assert_eq!(code(&pair(&[1.0], &[true]), &usual), "one_outcome");
    assert_eq!(code(&pair(&[f64::NAN, 1.0], &[true, false]), &usual), "not_a_number");
    assert_eq!(code(&pair(&[1.0], &[true, false]), &usual), "lengths");
    let two = pair(&[1.0, 2.0], &[true, false]);
    assert_eq!(code(&two, &CompareSettings { capacity: 0.0, ..usual }), "impossible");
    assert_eq!(code(&two, &CompareSettings { replicates: 0, ..usual }), "too_few");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_seed_gives_the_same_answer_and_equal_scores_no_difference(
        cases in prop::collection::vec((0_u8..9, 0_u8..9, any::<bool>()), 2..60),
        seed in any::<u64>(),
        stratified in any::<bool>(),
    ) {
        let current: Vec<f64> = cases.iter().map(|case| f64::from(case.0)).collect();
        let proposed: Vec<f64> = cases.iter().map(|case| f64::from(case.1)).collect();
        let events: Vec<bool> = cases.iter().map(|case| case.2).collect();
        let settings = CompareSettings { replicates: 30, capacity: 0.3, stratified, ..CompareSettings::default() };
        let run = |proposed: &[f64], seed: u64| {
            let pair = Pair { current: &current, proposed, events: &events };
            compare(&pair, &settings, &mut Chance::seeded(seed).0, &mut go_on)
        };
        prop_assert_eq!(run(&proposed, seed), run(&proposed, seed));
        if let Ok(same) = run(&current, seed) {
            prop_assert_eq!((same.auc.low, same.auc.high, same.lift.low, same.lift.high), (0.0, 0.0, 0.0, 0.0));
        }
        if let Ok(found) = run(&proposed, seed) {
            prop_assert!(found.auc.low <= found.auc.high && found.lift.low <= found.lift.high);
            prop_assert!(found.auc.low >= -1.0 && found.auc.high <= 1.0);
        }
    }
}
