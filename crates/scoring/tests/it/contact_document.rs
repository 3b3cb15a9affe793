//! A contact document is read strictly, and says what is wrong with it.

use bareme_scoring::ContactDocument;

#[test]
fn a_key_without_meaning_is_an_error_that_names_it() {
    let cases = [
        (r#"{"contact": {}, "acount": {}}"#, "acount"),
        (r#"{"contact": {}, "activities": [{"type": "x", "at": "2026-01-01", "contnet": "y"}]}"#, "contnet"),
        (r#"{"contact": {}, "activities": [{"at": "2026-01-01"}]}"#, "type"),
        (r#"{"contact": {}, "activities": [{"type": "x", "at": "yesterday"}]}"#, "yesterday"),
        (r#"{"contact": {"tags": ["a"]}}"#, "contact.tags"),
        (r#"{"contact": {}, "account": {"address": {}}}"#, "account.address"),
        (r#"{"contact": {}, "adjustments": [{"points": 5}]}"#, "reason"),
        (r#"{"contact": {"a": 1"#, "line 1"),
        (r#"{"contact": {"a": 1e999}}"#, "range"),
    ];
    for (text, names) in cases {
        let error = ContactDocument::from_json(text).unwrap_err().to_string();
        assert!(error.contains(names), "{error} does not name {names}");
    }
}

#[test]
fn what_is_null_is_unknown_and_activities_come_out_in_order() {
    let text = r#"{
        "contact": {"a": null, "b": "x"}, "account": null, "relationship": {"role": "champion"},
        "activities": [
            {"type": "x", "at": "2026-03-01"}, {"type": "y", "at": "2026-01-01"}, {"type": "x", "at": "2026-02-01"}
        ]
    }"#;
    let document = ContactDocument::from_json(text).unwrap();
    assert_eq!(document.contact.keys().collect::<Vec<_>>(), ["b"]);
    assert!(document.account.is_empty());
    assert_eq!(document.relationship.len(), 1);
    assert_eq!(document.kinds.len(), 2);
    assert!(document.activities.is_sorted_by_key(|activity| activity.at));
    assert_eq!(document.as_of, None);
}
