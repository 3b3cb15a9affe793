//! The rest of a document: accounts, matrix, what a model reads, what differs between two documents.

use bareme_scoring::{
    Action, Attributes, Draft, Instant, Model, Points, Rating, Strategy, Value, check, diff,
};

const EXAMPLE: &str = include_str!("../fixtures/example.toml");

fn model(text: &str) -> Model {
    let report = check(text, None);
    let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
    report.model.unwrap_or_else(|| panic!("{errors:#?}"))
}

fn account(facts: &[(&str, Value)]) -> Attributes {
    facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

#[test]
fn the_account_fit_is_the_account_part_of_the_fit_stretched_to_100() {
    let model = model(EXAMPLE);
    let facts =
        account(&[("industry", "pharma".into()), ("employees", 500.0.into()), ("country", "US".into())]);
    let fit = model.account_fit(&facts, Instant::from_millis(0)).unwrap();
    let lines: Vec<(&str, i64)> =
        fit.lines.iter().map(|line| (line.rule.as_str(), line.points.hundredths())).collect();
    // Weights 30 and 40 of 70 become 42.86 and 57.14.
    assert_eq!(lines, [("Industry", 4_286), ("Size", 3_428)]);
    assert_eq!(fit.knock_outs, ["Country not served"]);
    assert_eq!(fit.completeness, 100);
    let score =
        model.account_score(&account(&[("employees", 500.0.into())]), Instant::from_millis(0)).unwrap();
    // Industry is unknown: 10 % of 42.86.
    assert_eq!((score.fit, score.completeness), (Points::from_hundredths(429 + 3_428), 57));
}

#[test]
fn an_account_section_of_its_own_replaces_what_is_derived() {
    let text = format!(
        "{EXAMPLE}
[account]
strategy = {{ champion = {{ share = 0.75 }} }}
levels = {{ 1 = 60 }}
mqa = {{ people = 3 }}
weights = {{ user = 0.2 }}
[[account.committee]]
role = \"economic_buyer\"
required = 2
[account.fit]
grades = {{ A = 90 }}
[[account.fit.category]]
name = \"Country\"
weight = 100
[[account.fit.category.criterion]]
when = {{ attribute = \"account.country\", is = \"FR\" }}
percent = 80
"
    );
    let account_rules = model(&text).account;
    assert_eq!(account_rules.strategy, Strategy::Champion { share: 0.75 });
    assert_eq!(account_rules.levels.0.map(Points::hundredths), [6_000, 5_000, 2_500]);
    assert_eq!((account_rules.mqa.people, account_rules.mqa.coverage), (3, 50));
    assert!(
        (account_rules.weights.user - 0.2).abs() < 1e-12
            && (account_rules.weights.champion - 0.9).abs() < 1e-12
    );
    assert_eq!(account_rules.committee.len(), 1);
    let fit = account_rules.fit.unwrap();
    assert_eq!(fit.grades.0.map(Points::hundredths), [9_000, 5_000, 2_500]);
    assert_eq!(fit.categories.len(), 1);
}

#[test]
fn a_strategy_is_a_bare_word_or_a_table() {
    let cases = [
        ("\"noisy_or\"", Strategy::NoisyOr),
        ("\"champion\"", Strategy::Champion { share: 0.6 }),
        ("{ champion = {} }", Strategy::Champion { share: 0.6 }),
        ("\"weighted_mean\"", Strategy::WeightedMean),
        ("{ max = {} }", Strategy::Max),
        ("\"median\"", Strategy::Median),
        ("\"sum\"", Strategy::Sum { cap: 100.0 }),
        ("{ sum = { cap = 80 } }", Strategy::Sum { cap: 80.0 }),
    ];
    for (written, wanted) in cases {
        assert_eq!(model(&format!("{EXAMPLE}\n[account]\nstrategy = {written}\n")).account.strategy, wanted);
    }
}

#[test]
fn cells_that_are_left_out_keep_their_defaults_and_parts_override_parts() {
    let text = EXAMPLE.replace("D1 = {", "B1 = { play = \"Ring\" }\nA2 = { action = \"nurture\" }\nD1 = {");
    let matrix = model(&text).matrix;
    let cell = |rating: &str| {
        let cell = matrix.cell(rating.parse::<Rating>().unwrap());
        (cell.action, cell.priority, cell.sla_hours, cell.play.as_deref())
    };
    assert_eq!(cell("A1"), (Action::HandOff, 1, Some(24), Some("Call today")));
    assert_eq!(cell("B1"), (Action::HandOff, 2, Some(24), Some("Ring")));
    assert_eq!(cell("A2"), (Action::Nurture, 3, None, None));
    assert_eq!(cell("B3"), (Action::HandOff, 6, Some(48), None));
    assert_eq!(cell("C1"), (Action::Nurture, 7, None, None));
    assert_eq!(cell("D1"), (Action::Watch, 9, None, None));
}

#[test]
fn a_model_says_which_attributes_it_reads() {
    let read = model(EXAMPLE).attributes_read();
    assert_eq!(read.contact.into_iter().collect::<Vec<_>>(), ["email", "persona", "title"]);
    assert_eq!(read.account.into_iter().collect::<Vec<_>>(), ["country", "employees", "industry"]);
    assert!(read.relationship.is_empty());
}

#[test]
fn a_difference_is_told_by_the_names_of_things() {
    let before = Draft::parse(EXAMPLE).unwrap();
    let text = EXAMPLE
        .replace("percent = 60", "percent = 65")
        .replace("primary = true\n", "")
        .replace("name = \"Forms\"", "name = \"Web forms\"")
        .replace("D1 = { action", "D2 = { action");
    let changes = diff(&before, &Draft::parse(&text).unwrap());
    let told: Vec<(&str, Option<String>, Option<String>)> = changes
        .iter()
        .map(|change| {
            let shown =
                |node: &Option<bareme_scoring::document::Node>| node.as_ref().map(ToString::to_string);
            (change.path.as_str(), shown(&change.before), shown(&change.after))
        })
        .collect();
    let cell = Some("{ action = \"watch\", priority = 9 }".to_owned());
    assert_eq!(told[0], ("primary", Some("true".to_owned()), None));
    assert_eq!(
        told[1],
        ("fit.category[\"Size\"].criterion[2].percent", Some("60".to_owned()), Some("65".to_owned()))
    );
    assert_eq!((told[2].0, told[2].2.is_none()), ("engagement.category[\"Forms\"]", true));
    assert_eq!((told[3].0, told[3].1.is_none()), ("engagement.category[\"Web forms\"]", true));
    assert_eq!(told[4], ("matrix.D1", cell.clone(), None));
    assert_eq!(told[5], ("matrix.D2", None, cell));
    assert_eq!(told.len(), 6);
}

#[test]
fn a_document_is_written_as_a_person_would_write_it() {
    let written = Draft::parse(EXAMPLE).unwrap().to_toml();
    let wanted = "name = \"enterprise\"
title = \"Enterprise software, Europe\"
primary = true
applies_to = { attribute = \"contact.persona\", is_not = \"student\" }

[fit]
grades = { A = 75, B = 50, C = 25 }

[[fit.category]]
name = \"Job level\"
weight = 30

[[fit.category.criterion]]
when = { attribute = \"contact.title\", contains_any = [\"vp\", \"vice president\", \"chief\"] }
percent = 100
";
    assert!(written.starts_with(wanted), "{written}");
    assert!(written.contains("matches = \"@(gmail|hotmail)\\\\.com$\""), "{written}");
    assert!(written.contains("[matrix]\nA1 = { action = \"hand_off\""), "{written}");
}

#[test]
fn odd_texts_and_keys_survive_the_way_through_toml_and_json() {
    let json = r#"{"name": "a\"b\\c\nd\te\u0001é😀", "odd key": {"": 1.5, "x": [1, -2.25, true, {}]}, "n": null, "big": 1e300}"#;
    let draft = Draft::from_json(json).unwrap();
    assert_eq!(Draft::from_toml(&draft.to_toml()).unwrap(), draft);
    assert_eq!(Draft::from_json(&draft.to_json()).unwrap(), draft);
    assert!(draft.root().get("n").is_none());
    assert_eq!(Draft::parse("a = 10.0\n").unwrap(), Draft::parse("{\"a\": 10}").unwrap());
}

#[test]
fn conditions_that_nest_and_branch_without_end_are_judged_in_bounded_time() {
    let mut when = "{ attribute = \"contact.a\", is_not = \"x\" }".to_owned();
    for depth in 0..30 {
        let word = if depth % 2 == 0 { "all" } else { "any" };
        when = format!("{{ {word} = [{when}, {{ attribute = \"contact.b{depth}\", is_not = \"y\" }}] }}");
    }
    let criterion = |number: u32| {
        format!(
            "[[fit.category.criterion]]\nwhen = {}\npercent = {number}\n",
            when.replace("\"y\"", &format!("\"y{number}\""))
        )
    };
    let criteria: String = (0..20).map(criterion).collect();
    let text = format!("name = \"deep\"\n[[fit.category]]\nname = \"c\"\nweight = 100\n{criteria}");
    assert!(check(&text, None).model.is_some());
}
