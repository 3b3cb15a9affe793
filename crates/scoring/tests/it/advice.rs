//! What a check advises: what was meant, and nothing that follows only from another mistake.

use bareme_scoring::{AttributeType, Known, ProblemCode, check};

const EXAMPLE: &str = include_str!("../fixtures/example.toml");

fn with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "the example does not contain {from}");
    EXAMPLE.replace(from, to)
}

fn known() -> Known {
    let attributes = [
        ("account.country", AttributeType::Text),
        ("account.employees", AttributeType::Number),
        ("account.industry", AttributeType::Text),
        ("contact.email", AttributeType::Text),
        ("contact.persona", AttributeType::Text),
        ("contact.title", AttributeType::Text),
    ];
    Known {
        attributes: attributes.map(|(name, kind)| (name.to_owned(), kind)).into(),
        activities: ["page_view", "download", "form_submit"].map(str::to_owned).into(),
        content_types: ["case_study", "white_paper"].map(str::to_owned).into(),
        ..Known::default()
    }
}

fn messages(text: &str) -> Vec<String> {
    check(text, Some(&known())).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_attribute_that_was_meant_is_named() {
    for (typed, meant) in [
        ("account.industri", "did you mean 'account.industry'?"),
        ("acount.industry", "did you mean 'account.industry'?"),
        ("contact.industry", "did you mean 'account.industry'?"),
        ("industry", "did you mean 'account.industry'?"),
        ("account.xyz", "check the spelling"),
    ] {
        let found = messages(&with("account.industry", typed));
        assert!(found.iter().any(|message| message.contains(meant)), "{typed}: {found:#?}");
    }
    let nobody_knows = check(&with("contact.title", "contcat.title"), None);
    assert!(
        nobody_knows.problems.iter().all(|problem| problem.message.contains("did you mean 'contact.title'?"))
    );
}

#[test]
fn criteria_that_cannot_be_read_are_not_counted_as_worth_nothing() {
    let found = check(&with("contact.title", "title"), None).problems;
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|problem| problem.code == ProblemCode::InvalidAttribute), "{found:#?}");
    let all = with("contact.title", "title")
        .replace("account.industry", "industry")
        .replace("account.employees", "employees");
    let found = messages(&all);
    assert!(found.iter().all(|message| !message.contains("at most")), "{found:#?}");
}

#[test]
fn a_text_without_quotes_is_told_to_stand_in_quotes() {
    for (from, to, hint) in [
        ("name = \"enterprise\"", "name = enterprise", "put it in quotes: \"enterprise\""),
        (
            "title = \"Enterprise software, Europe\"",
            "title = Enterprise software  # ours",
            "put it in quotes: \"Enterprise software\"",
        ),
        (
            "attribute = \"contact.persona\"",
            "attribute = contact.persona",
            "put it in quotes: \"contact.persona\"",
        ),
        ("[\"Software\", \"Pharma\"]", "[\"Software\", Life Science]", "put it in quotes: \"Life Science\""),
        ("activity = \"download\"", "activity = download", "put it in quotes: \"download\""),
    ] {
        let found = messages(&with(from, to));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].contains(hint), "{to}: {found:#?}");
    }
    for (from, to) in
        [("name = \"enterprise\"", "name = \"enterprise"), ("[fit]", "[fit"), ("weight = 40", "weight = ")]
    {
        let found = messages(&with(from, to));
        assert!(found.iter().all(|message| !message.contains("quotes: ")), "{to}: {found:#?}");
    }
}
