//! The worked example of the manual comes out to the last digit.

use bareme_scoring::{ContactDocument, check};
use serde_json::{Value, json};

const MODEL: &str = include_str!("../fixtures/example.toml");
const CONTACT: &str = include_str!("../fixtures/example_contact.json");

/// Every key of `wanted` is in `found` with that value; lists have the same length.
fn assert_holds(wanted: &Value, found: &Value, path: &str) {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (key, value) in wanted {
                let found = found.get(key).unwrap_or_else(|| panic!("{path}.{key} is missing"));
                assert_holds(value, found, &format!("{path}.{key}"));
            }
        }
        (Value::Array(wanted), Value::Array(found)) => {
            assert_eq!(wanted.len(), found.len(), "{path}");
            for (index, (wanted, found)) in wanted.iter().zip(found).enumerate() {
                assert_holds(wanted, found, &format!("{path}[{index}]"));
            }
        }
        _ => assert_eq!(wanted, found, "{path}"),
    }
}

#[test]
fn the_worked_example_comes_out_to_the_last_digit() {
    let report = check(MODEL, None);
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    let model = report.model.unwrap();
    let contact = ContactDocument::from_json(CONTACT).unwrap();
    let evaluation = contact.evaluate(&model, contact.as_of.unwrap());
    let found = serde_json::to_value(&evaluation).unwrap();
    let wanted = json!({
        "model": "enterprise",
        "as_of": "2026-06-30T12:00:00Z",
        "applies": true,
        "fit": {
            "score": 58.00, "grade": "B", "completeness": 70,
            "lines": [
                { "rule": "Job level", "points": 15.00 },
                { "rule": "Industry", "points": 3.00, "missing": true },
                { "rule": "Size", "points": 40.00 },
            ],
            "knock_outs": [],
        },
        "engagement": {
            "score": 37.49, "level": 3,
            "lines": [
                { "rule": "Web / page_view /pricing*", "points": 24.99, "activities": 4 },
                { "rule": "Web / page_view /careers*", "points": -15.00, "activities": 1 },
                { "rule": "Content / download case_study", "points": 7.50, "activities": 1 },
                { "rule": "Content / download white_paper", "points": 2.50, "activities": 1 },
                { "rule": "Forms", "points": 17.50, "activities": 1 },
            ],
        },
        "rating": "B3", "action": "hand_off", "sla_hours": 48, "rank": 47.74,
    });
    assert_holds(&wanted, &found, "evaluation");
}
