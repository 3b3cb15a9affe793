//! What holds for every ranking, and what is refused at the door.

use proptest::prelude::*;

use super::*;

fn cases() -> impl Strategy<Value = (Vec<f64>, Vec<bool>)> {
    prop::collection::vec((-40_i32..40, any::<bool>()), 1..80)
        .prop_map(|cases| cases.into_iter().map(|(score, event)| (f64::from(score) / 4.0, event)).unzip())
}

#[test]
fn numbers_that_are_none_are_refused_by_their_case() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let refused = Ranking::new(&[1.0, bad], &[true, false]).unwrap_err();
        assert_eq!(refused, NoAnswer::NotANumber { what: "score", row: 1 });
        assert_eq!(refused.to_string(), "score: the value of case 2 is not a usable number");
    }
    assert_eq!(Ranking::new(&[], &[]), Err(NoAnswer::NoData));
    assert_eq!(Ranking::new(&[1.0], &[]).unwrap_err().code(), "lengths");
}

#[test]
fn one_case_has_counts_but_no_separation() {
    let ranking = Ranking::new(&[3.0], &[true]).unwrap();
    assert_eq!((ranking.cases(), ranking.events(), ranking.is_constant()), (1, 1, true));
    assert_eq!(ranking.auc(), Err(NoAnswer::OneOutcome { cases: 1 }));
    assert_eq!(ranking.ks(), Err(NoAnswer::OneOutcome { cases: 1 }));
    assert_eq!(ranking.lift(1.0), Ok(1.0));
}

#[test]
fn two_cases_have_an_area_without_an_interval() {
    let auc = Ranking::new(&[3.0, 1.0], &[true, false]).unwrap().auc().unwrap();
    assert_eq!((auc.value, auc.low, auc.high), (1.0, None, None));
}

#[test]
fn zero_and_minus_zero_are_one_score() {
    let ranking = Ranking::new(&[0.0, -0.0], &[true, false]).unwrap();
    assert_eq!(ranking.ks(), Ok(0.0));
    assert_eq!(ranking.tied().len(), 1);
}

#[test]
fn a_capacity_is_a_share() {
    let ranking = Ranking::new(&[2.0, 1.0], &[true, false]).unwrap();
    for share in [0.0, -0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert_eq!(ranking.lift(share).unwrap_err().code(), "impossible");
    }
    assert_eq!(Ranking::new(&[2.0], &[false]).unwrap().lift(0.5).unwrap_err().code(), "one_outcome");
}

/// The area by looking at every pair.
fn by_pairs(scores: &[f64], events: &[bool]) -> f64 {
    let of = |wanted: bool| -> Vec<f64> {
        scores.iter().zip(events).filter(|(_, event)| **event == wanted).map(|(score, _)| *score).collect()
    };
    let (with, without) = (of(true), of(false));
    let right: f64 = with
        .iter()
        .flat_map(|a| {
            without.iter().map(move |b| {
                if a > b {
                    1.0
                } else if a < b {
                    0.0
                } else {
                    0.5
                }
            })
        })
        .sum();
    right / (length(with.len()) * length(without.len()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order((scores, events) in cases()) {
        let ranking = Ranking::new(&scores, &events).unwrap();
        if let Ok(auc) = ranking.auc() {
            prop_assert!((auc.value - by_pairs(&scores, &events)).abs() < 1e-12);
            prop_assert!((auc.value - placements(&scores, &events).1).abs() < 1e-12);
            prop_assert!(auc.low.is_none_or(|low| 0.0 <= low && low <= auc.value));
            prop_assert!(auc.high.is_none_or(|high| auc.value <= high && high <= 1.0));
        } else {
            prop_assert!(ranking.events() == 0 || ranking.non_events() == 0);
        }
    }

    #[test]
    fn the_area_does_not_change_with_a_monotone_transform((scores, events) in cases()) {
        let stretched: Vec<f64> = scores.iter().map(|score| (score / 3.0).exp() - 7.0).collect();
        let plain = Ranking::new(&scores, &events).unwrap();
        let other = Ranking::new(&stretched, &events).unwrap();
        prop_assert_eq!(plain.auc(), other.auc());
        prop_assert_eq!(plain.ks(), other.ks());
        prop_assert_eq!(plain.lift(0.3), other.lift(0.3));
    }

    #[test]
    fn turning_the_outcomes_turns_the_area((scores, events) in cases()) {
        let turned: Vec<bool> = events.iter().map(|event| !event).collect();
        let plain = Ranking::new(&scores, &events).unwrap();
        let other = Ranking::new(&scores, &turned).unwrap();
        if let (Ok(plain), Ok(other)) = (plain.auc(), other.auc()) {
            prop_assert!((plain.value + other.value - 1.0).abs() < 1e-12);
            prop_assert!((plain.variance.unwrap_or(0.0) - other.variance.unwrap_or(0.0)).abs() < 1e-12);
        }
        prop_assert_eq!(plain.ks().is_ok(), other.ks().is_ok());
    }

    #[test]
    fn the_order_of_the_cases_does_not_matter((scores, events) in cases()) {
        let back = |values: &[f64]| values.iter().rev().copied().collect::<Vec<_>>();
        let turned: Vec<bool> = events.iter().rev().copied().collect();
        prop_assert_eq!(Ranking::new(&scores, &events), Ranking::new(&back(&scores), &turned));
    }

    #[test]
    fn the_best_of_all_are_all((scores, events) in cases()) {
        let ranking = Ranking::new(&scores, &events).unwrap();
        if let Ok(lift) = ranking.lift(1.0) {
            prop_assert!((lift - 1.0).abs() < 1e-9);
        }
    }
}
