//! A measurement as programs read it, and of lists that hold little.

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn programs_find_every_figure_by_its_name() {
    let scores: Vec<f64> = (0..200).map(|case| f64::from(case) / 200.0).collect();
    let events: Vec<bool> = (0..200).map(|case| case % 3 == 0 && case > 60).collect();
    let reference: Vec<f64> = (0..100).map(|case| f64::from(case) / 100.0).collect();
    let size: Vec<Option<f64>> =
        (0..200).map(|case| (case % 10 > 0).then_some(f64::from(case / 50))).collect();
    let source: Vec<Option<&str>> =
        (0..200).map(|case| Some(if case % 3 == 0 { "fair" } else { "web" })).collect();
    let criteria = [
        CriterionInput {
            name: "size",
            values: Column::Numbers(&size),
            reference: Some(Column::Numbers(&size[..50])),
        },
        CriterionInput { name: "source", values: Column::Words(&source), reference: None },
    ];
    let list = Scored { scores: &scores, events: &events, reference: Some(&reference), criteria: &criteria };
    let found = serde_json::to_value(measure(&list).unwrap()).unwrap();
    assert_eq!((&found["n"], &found["events"]), (&json!(200), &json!(46)));
    for figure in ["value", "low", "high"] {
        assert!(found["auc"][figure].is_f64(), "{figure}");
    }
    assert!(found["gini"].is_f64() && found["ks"].is_f64() && found["brier"].is_f64());
    for figure in ["n", "events", "rate", "lift", "cumulative_lift"] {
        assert!(found["deciles"][9][figure].is_number(), "{figure}");
    }
    assert_eq!(found["psi"]["band"], "stable");
    assert_eq!(found["psi"]["bins"].as_array().unwrap().len(), 10);
    assert_eq!(found["psi"]["bins"][0]["reference"], 10);
    assert_eq!(found["psi"]["bins"][0]["to"], 0.1);
    assert_eq!(found["criteria"]["size"]["bins"][2]["kind"], "missing");
    assert_eq!(found["criteria"]["size"]["psi"]["band"], "major");
    let fair = &found["criteria"]["source"]["bins"][1];
    assert_eq!((&fair["words"], &fair["n"], &fair["events"]), (&json!(["fair"]), &json!(67), &json!(46)));
    assert!(fair["woe"].as_f64().unwrap() > 0.0 && fair["iv"].as_f64().unwrap() > 0.0);
    assert_eq!(found["criteria"]["source"]["strength"], "suspicious");
    assert_eq!(found["calibration"].as_array().unwrap().len(), 10);
    let codes: Vec<&str> =
        found["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect();
    // Nobody of the least size had the event, so both columns separate too well.
    assert_eq!(codes, ["too_few_events", "suspicious_criterion", "suspicious_criterion"]);
}

#[test]
fn points_are_no_probability_and_without_reference_there_is_no_drift() {
    let list = Scored { scores: &[80.0, 20.0], events: &[true, false], reference: None, criteria: &[] };
    let found = serde_json::to_value(measure(&list).unwrap()).unwrap();
    for absent in ["brier", "log_loss", "calibration", "psi"] {
        assert!(found.get(absent).is_none(), "{absent}");
    }
    assert_eq!(found["auc"], json!({"value": 1.0, "low": null, "high": null}));
}

#[test]
fn a_list_of_one_outcome_is_measured_as_far_as_it_goes() {
    let values = [Some("a"), None];
    let criteria = [CriterionInput { name: "source", values: Column::Words(&values), reference: None }];
    let list = Scored { scores: &[5.0, 5.0], events: &[false, false], reference: None, criteria: &criteria };
    let found = measure(&list).unwrap();
    assert_eq!((found.auc, found.ks, found.criteria["source"].iv), (None, None, None));
    let said: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    assert_eq!(said[0], "All cases have the same outcome, so nothing can be told apart.");
    assert_eq!(said[3], "All cases have the same score, so it orders nothing.");
}

#[test]
fn what_is_no_list_is_refused() {
    let code = |scores: &[f64], events: &[bool], reference: Option<&[f64]>| {
        measure(&Scored { scores, events, reference, criteria: &[] }).unwrap_err().code()
    };
    assert_eq!(code(&[], &[], None), "no_data");
    assert_eq!(code(&[1.0], &[], None), "lengths");
    assert_eq!(code(&[f64::NAN], &[true], None), "not_a_number");
    assert_eq!(code(&[1.0], &[true], Some(&[f64::INFINITY])), "not_a_number");
    assert_eq!(code(&[1.0], &[true], Some(&[])), "no_data");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_figure_is_ever_nan(
        cases in prop::collection::vec((prop_oneof![-1e308_f64..1e308, Just(0.0), Just(1.0)], any::<bool>()), 1..40),
        column in prop::collection::vec(prop::option::of(-5_i8..5), 40),
        shift in any::<bool>(),
    ) {
        let (scores, events): (Vec<f64>, Vec<bool>) = cases.into_iter().unzip();
        let values: Vec<Option<f64>> = column[..scores.len()].iter().map(|value| value.map(f64::from)).collect();
        let reference = if shift { Column::Numbers(&values[..1]) } else { Column::Numbers(&values) };
        let criteria =
            [CriterionInput { name: "c", values: Column::Numbers(&values), reference: Some(reference) }];
        let list = Scored { scores: &scores, events: &events, reference: Some(&scores[..1]), criteria: &criteria };
        let found = serde_json::to_string(&measure(&list).unwrap()).unwrap();
        // A number that is none is written as null: nothing may be null but what is missing by intent.
        if events.iter().any(|event| *event) && events.iter().any(|event| !*event) && scores.len() >= 10 {
            let intended = ["\"low\":null", "\"high\":null", "\"from\":null", "\"to\":null"];
            let rest = intended.iter().fold(found, |text, null| text.replace(null, ""));
            prop_assert!(!rest.contains("null"), "{}", rest);
        }
    }
}
