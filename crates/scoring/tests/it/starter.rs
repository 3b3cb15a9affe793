//! The starter model is one that a person can adopt as it is.

use bareme_scoring::{Draft, STARTER, check};

#[test]
fn the_starter_passes_the_check_without_a_warning() {
    let report = check(STARTER, None);
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    assert!(report.model.is_some());
}

#[test]
fn the_starter_survives_toml_and_json() {
    let draft = Draft::parse(STARTER).unwrap();
    assert_eq!(Draft::from_toml(&draft.to_toml()).unwrap(), draft);
    assert_eq!(Draft::from_json(&draft.to_json()).unwrap(), draft);
}
