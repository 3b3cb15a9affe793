//! What other tools say: `tests/golden/reporting.json`, made by the script beside it, which names tools and versions.

use serde_json::Value;

pub fn document() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/reporting.json")).unwrap()
}

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}
