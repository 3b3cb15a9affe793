//! What other tools say: `tests/golden/recalibration.json`, made by the script beside it, which names tools and versions.

use serde_json::Value;

pub fn document() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/recalibration.json")).unwrap()
}

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

pub fn counts(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect()
}

pub fn flags(value: &Value) -> Vec<bool> {
    value.as_array().unwrap().iter().map(|flag| flag.as_bool().unwrap()).collect()
}

/// Fails with both numbers when they are further apart than `within`, relative to the larger of 1 and the expected one.
#[track_caller]
pub fn near(got: f64, expected: f64, within: f64) {
    let apart = (got - expected).abs() / expected.abs().max(1.0);
    assert!(apart <= within, "{got} is not {expected} (within {within:e}, apart {apart:e})");
}
