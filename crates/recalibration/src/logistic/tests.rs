//! Fits against statsmodels and scipy, against their own optimality, and on hostile tables.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::chance::Chance;
use crate::golden::{document, flags, near, number, numbers};

struct Golden {
    design: Design,
    events: Vec<bool>,
    weights: Vec<f64>,
    case: Value,
}

fn golden() -> Golden {
    let case = document()["logistic"].clone();
    let values: Vec<f64> = case["columns"].as_array().unwrap().iter().flat_map(numbers).collect();
    let (events, weights) = (flags(&case["events"]), numbers(&case["weights"]));
    Golden { design: Design::of_rows(4, values).unwrap(), events, weights, case }
}

fn agrees(fit: &LogisticFit, theta: &Value, within: f64) {
    let expected = numbers(theta);
    near(fit.intercept, expected[0], within);
    for (got, expected) in fit.coefficients.iter().zip(&expected[1..]) {
        near(*got, *expected, within);
    }
}

#[test]
fn maximum_likelihood_and_standard_errors_agree_with_statsmodels() {
    let golden = golden();
    for (weights, key) in [(None, "plain"), (Some(golden.weights.as_slice()), "weighted")] {
        let problem = Problem { design: &golden.design, events: &golden.events, weights };
        let fit = fit_logistic(&problem, &Prior::none(4), &Bounds::free(4)).unwrap();
        let expected = &golden.case[key];
        agrees(&fit, &expected["theta"], 1e-10);
        let errors = numbers(&expected["errors"]);
        near(fit.intercept_error.unwrap(), errors[0], 1e-10);
        for (got, expected) in fit.standard_errors.iter().zip(&errors[1..]) {
            near(got.unwrap(), *expected, 1e-10);
        }
        if key == "plain" {
            near(fit.log_likelihood, number(&expected["log_likelihood"]), 1e-13);
        }
    }
}

#[test]
fn priors_and_bounds_agree_with_scipy() {
    let golden = golden();
    let problem = Problem { design: &golden.design, events: &golden.events, weights: Some(&golden.weights) };
    let prior =
        Prior { centre: numbers(&golden.case["centre"]), precision: numbers(&golden.case["precision"]) };
    let free = fit_logistic(&problem, &prior, &Bounds::free(4)).unwrap();
    agrees(&free, &golden.case["prior"]["theta"], 1e-6);
    near(free.objective, number(&golden.case["prior"]["objective"]), 1e-12);
    let mut bounds = Bounds::of_signs(&[1, 1, 1, 1]);
    bounds.high[0] = 0.6;
    let boxed = fit_logistic(&problem, &prior, &bounds).unwrap();
    agrees(&boxed, &golden.case["boxed"]["theta"], 1e-6);
    near(boxed.objective, number(&golden.case["boxed"]["objective"]), 1e-12);
    assert_eq!(boxed.held, [Held::AtHigh, Held::Free, Held::AtLow, Held::Free]);
    assert_eq!((boxed.coefficients[0], boxed.coefficients[2]), (0.6, 0.0));
    assert_eq!((boxed.standard_errors[0], boxed.standard_errors[2]), (None, None));
}

#[test]
fn a_column_that_knows_the_outcome_is_named_unless_something_is_believed_of_it() {
    let mut chance = Chance::seeded(3);
    let noise: Vec<f64> = (0..60).map(|_| chance.normal()).collect();
    let events: Vec<bool> = (0..60).map(|_| chance.below(2) == 0).collect();
    let leak: Vec<f64> = events.iter().map(|event| if *event { 3.0 } else { 1.0 }).collect();
    let design = Design::of_columns(&[noise, leak]).unwrap();
    let problem = Problem { design: &design, events: &events, weights: None };
    let separated = fit_logistic(&problem, &Prior::none(2), &Bounds::free(2)).unwrap_err();
    assert!(matches!(&separated, NoAnswer::Separated { columns } if columns.contains(&1)), "{separated:?}");
    let fit = fit_logistic(&problem, &Prior::around(vec![0.0; 2], 1.0), &Bounds::free(2)).unwrap();
    assert!(fit.coefficients[1] > 1.0 && fit.coefficients[1].is_finite());
    let bounded = Bounds { low: vec![0.0; 2], high: vec![2.0; 2] };
    assert_eq!(fit_logistic(&problem, &Prior::none(2), &bounded).unwrap().held[1], Held::AtHigh);
}

#[test]
fn a_word_that_always_converts_is_a_separation_too() {
    // Half separated: of the cases with the word all convert, of the others some.
    let word: Vec<f64> = (0..100).map(|case| if case < 20 { 1.0 } else { 0.0 }).collect();
    let events: Vec<bool> = (0..100).map(|case| case < 20 || case % 4 == 0).collect();
    let design = Design::of_columns(&[word]).unwrap();
    let problem = Problem { design: &design, events: &events, weights: None };
    let answer = fit_logistic(&problem, &Prior::none(1), &Bounds::free(1));
    assert_eq!(answer.unwrap_err(), NoAnswer::Separated { columns: vec![0] });
}

#[test]
fn constant_and_repeated_columns_stay_at_what_was_believed() {
    let mut chance = Chance::seeded(9);
    let first: Vec<f64> = (0..200).map(|_| chance.normal()).collect();
    let events: Vec<bool> = first.iter().map(|x| chance.normal() < *x).collect();
    let twice: Vec<f64> = first.iter().map(|x| 2.0 * x + 1.0).collect();
    let design = Design::of_columns(&[first, vec![0.1; 200], twice]).unwrap();
    let problem = Problem { design: &design, events: &events, weights: None };
    let prior = Prior { centre: vec![0.0, 0.7, 0.25], precision: vec![0.0; 3] };
    let fit = fit_logistic(&problem, &prior, &Bounds::free(3)).unwrap();
    assert_eq!(fit.held, [Held::Free, Held::Constant, Held::Redundant]);
    near(fit.coefficients[1], 0.7, 0.0);
    near(fit.coefficients[2], 0.25, 1e-12);
    // With a belief about both, both move.
    let fit = fit_logistic(&problem, &Prior::around(vec![0.0; 3], 1.0), &Bounds::free(3)).unwrap();
    assert_eq!(fit.held, [Held::Free, Held::Constant, Held::Free]);
}

#[test]
fn units_do_not_matter() {
    let golden = golden();
    let problem = Problem { design: &golden.design, events: &golden.events, weights: None };
    let plain = fit_logistic(&problem, &Prior::none(4), &Bounds::free(4)).unwrap();
    let factors = [1e12, 1e-9, 1.0, 1e3];
    let stretched =
        golden.design.rows().flat_map(|row| row.iter().zip(factors).map(|(value, by)| value * by));
    let design = Design::of_rows(4, stretched.collect()).unwrap();
    let other = Problem { design: &design, ..problem };
    let other = fit_logistic(&other, &Prior::none(4), &Bounds::free(4)).unwrap();
    for (at, by) in factors.into_iter().enumerate() {
        near(other.coefficients[at] * by, plain.coefficients[at], 1e-9);
    }
}

#[test]
fn hostile_tables_get_a_plain_answer() {
    let code = |design: &Design, events: &[bool], prior: &Prior, bounds: &Bounds| {
        let problem = Problem { design, events, weights: None };
        fit_logistic(&problem, prior, bounds).map_err(|answer| answer.code())
    };
    let design = Design::of_columns(&[vec![1.0, 2.0, 3.0]]).unwrap();
    let (none, free) = (Prior::none(1), Bounds::free(1));
    assert_eq!(code(&Design::of_rows(1, vec![]).unwrap(), &[], &none, &free).unwrap_err(), "no_data");
    assert_eq!(code(&design, &[true; 3], &none, &free).unwrap_err(), "one_outcome");
    assert_eq!(code(&design, &[true; 2], &none, &free).unwrap_err(), "lengths");
    assert_eq!(code(&design, &[true, false, true], &Prior::none(2), &free).unwrap_err(), "lengths");
    let prior = Prior::around(vec![f64::NAN], 1.0);
    assert_eq!(code(&design, &[true, false, true], &prior, &free).unwrap_err(), "not_a_number");
    let crossed = Bounds { low: vec![1.0], high: vec![0.0] };
    assert_eq!(code(&design, &[true, false, true], &none, &crossed).unwrap_err(), "impossible");
    for bad in [f64::NAN, f64::INFINITY, 1e31] {
        assert_eq!(Design::of_rows(1, vec![1.0, bad]).unwrap_err().code(), "not_a_number");
    }
    assert_eq!(Design::of_rows(2, vec![1.0; 3]).unwrap_err().code(), "lengths");
    let weighted = Problem { design: &design, events: &[true, false, true], weights: Some(&[0.0, 1.0, 0.0]) };
    assert_eq!(fit_logistic(&weighted, &none, &free).unwrap_err().code(), "one_outcome");
}

#[test]
fn without_columns_the_intercept_is_the_base_rate() {
    let design = Design::of_columns(&[vec![5.0; 4]]).unwrap();
    let problem = Problem { design: &design, events: &[true, false, false, false], weights: None };
    let fit = fit_logistic(&problem, &Prior::none(1), &Bounds::free(1)).unwrap();
    near(fit.probability(&[5.0]), 0.25, 1e-12);
}

fn tables() -> impl Strategy<Value = (usize, Vec<f64>, Vec<bool>)> {
    (1_usize..4, 2_usize..40).prop_flat_map(|(columns, cases)| {
        let value = prop_oneof![8 => -3.0_f64..3.0, 2 => Just(0.0), 1 => -1e29_f64..1e29, 1 => Just(1e-25)];
        let values = prop::collection::vec(value, columns * cases);
        (Just(columns), values, prop::collection::vec(any::<bool>(), cases))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bounds_hold_and_nothing_within_them_is_better(
        (columns, values, events) in tables(),
        centre in prop::collection::vec(-2.0_f64..2.0, 3),
        width in prop::collection::vec((-1.0_f64..1.0, 0.0_f64..2.0), 3),
        precision in 0.01_f64..10.0,
    ) {
        let values: Vec<f64> = values.into_iter().map(|value| value.clamp(-5.0, 5.0)).collect();
        let design = Design::of_rows(columns, values).unwrap();
        let problem = Problem { design: &design, events: &events, weights: None };
        let prior = Prior::around(centre[..columns].to_vec(), precision);
        let low: Vec<f64> = width[..columns].iter().map(|width| width.0).collect();
        let high: Vec<f64> = width[..columns].iter().map(|width| width.0 + width.1).collect();
        let bounds = Bounds { low: low.clone(), high: high.clone() };
        let (Ok(fit), Ok(start)) = (
            fit_logistic(&problem, &prior, &bounds),
            fit_logistic(&problem, &prior, &Bounds::free(columns)),
        ) else {
            prop_assert!(events.iter().all(|event| *event == events[0]));
            return Ok(());
        };
        let inside = |at: usize| low[at] <= fit.coefficients[at] && fit.coefficients[at] <= high[at];
        prop_assert!((0..columns).all(inside));
        prop_assert!(start.objective <= fit.objective + 1e-9);
        let clipped: Vec<f64> = (0..columns).map(|at| start.coefficients[at].clamp(low[at], high[at])).collect();
        let objective = objective(&problem, &prior, start.intercept, &clipped);
        prop_assert!(fit.objective <= objective + 1e-9, "{} {}", fit.objective, objective);
    }

    #[test]
    fn hostile_tables_never_give_nan(
        (columns, values, events) in tables(),
        believed in prop::bool::ANY,
    ) {
        let design = Design::of_rows(columns, values).unwrap();
        let problem = Problem { design: &design, events: &events, weights: None };
        let prior = if believed { Prior::around(vec![0.5; columns], 0.1) } else { Prior::none(columns) };
        match fit_logistic(&problem, &prior, &Bounds::free(columns)) {
            Ok(fit) => {
                prop_assert!(fit.coefficients.iter().all(|value| value.is_finite()));
                prop_assert!(fit.intercept.is_finite() && fit.objective.is_finite());
                prop_assert!(fit.standard_errors.iter().flatten().all(|error| error.is_finite()));
            }
            Err(answer) => prop_assert!(
                matches!(answer.code(), "one_outcome" | "separated" | "not_settled"), "{}", answer
            ),
        }
    }

    #[test]
    fn the_order_of_the_cases_does_not_matter(seed in 0_u64..1_000) {
        let mut chance = Chance::seeded(seed);
        let values: Vec<f64> = (0..150).map(|_| chance.normal()).collect();
        let events: Vec<bool> = (0..75).map(|case| chance.normal() < values[2 * case]).collect();
        let back: Vec<usize> = (0..75).rev().collect();
        let design = Design::of_rows(2, values).unwrap();
        let turned: Vec<bool> = back.iter().map(|case| events[*case]).collect();
        let prior = Prior::around(vec![0.2; 2], 0.5);
        let fit = |design: &Design, events: &[bool]| {
            fit_logistic(&Problem { design, events, weights: None }, &prior, &Bounds::free(2)).unwrap()
        };
        let (there, other) = (fit(&design, &events), fit(&design.pick(&back), &turned));
        for (a, b) in there.coefficients.iter().zip(&other.coefficients) {
            prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
        }
    }
}

/// What is minimised, written down once more.
fn objective(problem: &Problem<'_>, prior: &Prior, intercept: f64, coefficients: &[f64]) -> f64 {
    let loss: f64 = problem
        .design
        .rows()
        .zip(problem.events)
        .map(|(row, event)| {
            let log_odds: f64 = intercept + row.iter().zip(coefficients).map(|(a, b)| a * b).sum::<f64>();
            if *event { (-log_odds).exp().ln_1p() } else { log_odds.exp().ln_1p() }
        })
        .sum();
    let gaps = coefficients.iter().zip(&prior.centre).zip(&prior.precision);
    loss + gaps.map(|((at, centre), precision)| precision * (at - centre).powi(2) / 2.0).sum::<f64>()
}
