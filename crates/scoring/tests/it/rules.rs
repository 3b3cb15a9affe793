//! What each rule of the scoring means, one by one, on documents small enough to work out by hand.

use bareme_scoring::{Action, ContactDocument, Evaluation, Grade, LineKind, Points, check};
use serde_json::{Value, json};

const FIT: &str = "name = \"small\"
[fit]
[[fit.category]]
name = \"Only\"
weight = 100
missing = 10
[[fit.category.criterion]]
when = { attribute = \"account.x\", known = true }
percent = 100
";

fn evaluate(model: &str, contact: &Value) -> Evaluation {
    let report = check(model, None);
    let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
    let model = report.model.unwrap_or_else(|| panic!("{errors:#?}\n{model}"));
    let contact = ContactDocument::from_json(&contact.to_string()).unwrap();
    contact.evaluate(&model, contact.as_of.unwrap())
}

/// A model whose engagement is one category of weight 100, and the activities as (type, age in milliseconds).
fn engaged(category: &str, activities: &[(&str, i64)]) -> Evaluation {
    let model =
        format!("{FIT}[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\n{category}");
    let now = bareme_scoring::Instant::parse("2026-06-30T12:00:00Z").unwrap();
    let activities: Vec<Value> = activities
        .iter()
        .map(|(kind, age)| json!({ "type": kind, "at": now.plus_millis(-age).to_string() }))
        .collect();
    evaluate(&model, &json!({ "as_of": now.to_string(), "activities": activities }))
}

fn lines(evaluation: &Evaluation) -> Vec<(String, i64)> {
    let lines = &evaluation.engagement.as_ref().unwrap().lines;
    lines.iter().map(|line| (line.rule.clone(), line.points.hundredths())).collect()
}

fn engagement(evaluation: &Evaluation) -> i64 {
    evaluation.engagement.as_ref().unwrap().score.hundredths()
}

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// An operator, a value as JSON, and whether the condition holds for it.
const CONDITIONS: &[(&str, &str, bool)] = &[
    ("is = \"Île de France\"", r#""ile DE france""#, true),
    ("is = \"Île de France\"", r#""ile de france sud""#, false),
    ("is = \"vp\"", "null", false),
    ("is_not = \"vp\"", "null", true),
    ("is_not = \"vp\"", r#""VP""#, false),
    ("is = 5", "5.0", true),
    ("is = 5", r#""5""#, true),
    ("is = \"5\"", "5", true),
    ("is = true", "true", true),
    ("is = true", r#""False""#, false),
    ("in = [\"a\", 2]", "2", true),
    ("in = [\"a\", 2]", r#""b""#, false),
    ("not_in = [\"a\", \"b\"]", r#""B""#, false),
    ("not_in = [\"a\", \"b\"]", "null", true),
    ("not_in = [\"a\", \"b\"]", r#""c""#, true),
    ("contains = \"Direct\"", r#""directrice""#, true),
    ("contains_any = [\"chief\", \"vp\"]", r#""Vice President""#, false),
    ("contains_any = [\"chief\", \"vp\"]", r#""VP Sales""#, true),
    ("contains_all = [\"head\", \"it\"]", r#""Head of IT""#, true),
    ("contains_all = [\"head\", \"it\"]", r#""Head of sales""#, false),
    ("starts_with = \"head\"", r#""Head of IT""#, true),
    ("starts_with = [\"chief\", \"vp\"]", r#""a vp""#, false),
    ("ends_with = [\".fr\", \".be\"]", r#""a@b.BE""#, true),
    ("matches = '^d[eé]v'", r#""Développeur""#, true),
    ("matches = '^D\\w+$'", r#""two words""#, false),
    ("matches = 'x'", "null", false),
    ("at_least = 10", "10", true),
    ("at_least = 10", "9.99", false),
    ("at_most = 10", "10", true),
    ("above = 10", "10", false),
    ("below = 10", "10", false),
    ("below = 10", r#""9.5""#, true),
    ("below = 10", r#""nine""#, false),
    ("below = 10", r#""-inf""#, false),
    ("between = [10, 20]", "10", true),
    ("between = [10, 20]", "20", false),
    ("at_least = 10, below = 20, is_not = 15", "15", false),
    ("at_least = 10, below = 20, is_not = 15", "16", true),
    ("before = 2026-01-01", r#""2025-12-31T23:59:59Z""#, true),
    ("before = 2026-01-01", r#""2026-01-01""#, false),
    ("after = \"2026-01-01\"", r#""2026-01-01""#, false),
    ("after = \"2026-01-01\"", r#""2026-01-02""#, true),
    ("after = \"2026-01-01\"", r#""soon""#, false),
    ("between = [\"2026-01-01\", \"2026-02-01\"]", r#""2026-01-31""#, true),
    ("within_days = 30", r#""2026-05-31T12:00:00Z""#, true),
    ("within_days = 30", r#""2026-05-31T11:59:59Z""#, false),
    ("within_days = 30", r#""2026-07-01""#, false),
    ("older_than_days = 30", r#""2026-05-31T12:00:00Z""#, false),
    ("older_than_days = 30", r#""2026-05-31T11:59:59Z""#, true),
    ("older_than_days = 30", "null", false),
    ("known = true", r#""  ""#, false),
    ("known = true", "0", true),
    ("known = false", "null", true),
    ("known = false", "false", false),
    ("is_true = true", "true", true),
    ("is_true = true", r#""TRUE""#, true),
    ("is_true = true", "1", false),
    ("is_false = true", "false", true),
    ("is_false = true", "null", false),
];

#[test]
fn conditions_hold_for_what_they_say_and_for_nothing_else() {
    for (operator, value, holds) in CONDITIONS {
        let value: Value = serde_json::from_str(value).unwrap();
        for (negated, when) in [
            (false, format!("{{ attribute = \"contact.v\", {operator} }}")),
            (true, format!("{{ not = {{ attribute = \"contact.v\", {operator} }} }}")),
            (
                false,
                format!(
                    "{{ any = [{{ attribute = \"contact.w\", is = 1 }}, {{ attribute = \"contact.v\", {operator} }}] }}"
                ),
            ),
            (
                false,
                format!(
                    "{{ all = [{{ attribute = \"contact.w\", known = false }}], attribute = \"contact.v\", {operator} }}"
                ),
            ),
        ] {
            let model = format!("{FIT}[[fit.knock_out]]\nname = \"k\"\nwhen = {when}\n");
            let contact = json!({ "as_of": "2026-06-30T12:00:00Z", "contact": { "v": value } });
            let held = !evaluate(&model, &contact).fit.unwrap().knock_outs.is_empty();
            assert_eq!(held, *holds != negated, "{when} for {value}");
        }
    }
}

#[test]
fn a_category_about_which_nothing_is_known_gives_its_percent_for_missing_values() {
    let model = "name = \"m\"
[[fit.category]]
name = \"Both\"
weight = 60
missing = 50
criterion = [
  { when = { attribute = \"contact.a\", is_not = \"bad\" }, percent = 100 },
  { when = { attribute = \"contact.b\", is = \"good\" }, percent = 80 },
]
[[fit.category]]
name = \"Asked\"
weight = 40
missing = 50
criterion = [
  { when = { attribute = \"account.c\", is_not = \"bad\" }, percent = 100 },
  { when = { attribute = \"account.c\", known = false }, percent = 25 },
]
";
    let fit = |contact: Value, account: Value| {
        let subject = json!({ "as_of": "2026-01-01", "contact": contact, "account": account });
        let fit = evaluate(model, &subject).fit.unwrap();
        let lines: Vec<(i64, bool)> =
            fit.lines.iter().map(|line| (line.points.hundredths(), line.missing)).collect();
        (lines, fit.completeness)
    };
    // A plain negation would hold for what is unknown; a category does not credit what nobody knows.
    assert_eq!(fit(json!({}), json!({})), (vec![(3_000, true), (1_000, false)], 40));
    assert_eq!(fit(json!({ "b": "bad" }), json!({ "c": "bad" })), (vec![(6_000, false), (0, false)], 100));
    assert_eq!(fit(json!({ "a": "bad" }), json!({})), (vec![(0, false), (1_000, false)], 100));
    assert_eq!(
        fit(json!({ "a": null, "b": "" }), json!({ "c": "x" })),
        (vec![(3_000, true), (4_000, false)], 40)
    );
}

#[test]
fn worth_fades_as_its_decay_says_to_the_millisecond() {
    let cases = [
        ("{}", 3_000 * DAY, Some(10_000)),
        ("{ half_life_days = 30 }", 0, Some(10_000)),
        ("{ half_life_days = 30 }", 30 * DAY, Some(5_000)),
        ("{ half_life_days = 30 }", 15 * DAY, Some(7_071)),
        ("{ half_life_days = 30 }", 3_000 * DAY, Some(0)),
        ("{ linear_days = 90 }", 45 * DAY, Some(5_000)),
        ("{ linear_days = 90 }", 60 * DAY, Some(3_333)),
        ("{ linear_days = 90 }", 90 * DAY, None),
        ("{ step_percent = 40, every_days = 30 }", 30 * DAY - 1, Some(10_000)),
        ("{ step_percent = 40, every_days = 30 }", 30 * DAY, Some(6_000)),
        ("{ step_percent = 40, every_days = 30 }", 60 * DAY, Some(2_000)),
        ("{ step_percent = 40, every_days = 30 }", 90 * DAY, None),
        ("{ window_days = 60 }", 60 * DAY, Some(10_000)),
        ("{ window_days = 60 }", 60 * DAY + 1, None),
        ("{ linear_days = 90, window_days = 60 }", 45 * DAY, Some(5_000)),
        ("{ linear_days = 90, window_days = 60 }", 61 * DAY, None),
        ("{ half_life_days = 0.5 }", 12 * HOUR, Some(5_000)),
    ];
    for (decay, age, wanted) in cases {
        let category =
            format!("cap = 100\nsignal = [{{ activity = \"x\", points = 100, decay = {decay} }}]\n");
        let found = lines(&engaged(&category, &[("x", age)]));
        let wanted: Vec<(String, i64)> =
            wanted.map(|points| ("Web / x".to_owned(), points)).into_iter().collect();
        assert_eq!(found, wanted, "{decay} at {age} ms");
    }
}

#[test]
fn a_signal_inherits_the_decay_unless_it_has_its_own() {
    let model = format!(
        "{FIT}[engagement]\ndecay = {{ linear_days = 10 }}\n[[engagement.category]]\nname = \"Web\"\nweight = 100\ncap = 100
signal = [{{ activity = \"x\", points = 40 }}, {{ activity = \"y\", points = 40, decay = {{}} }}]\n"
    );
    let activity = |kind: &str| json!({ "type": kind, "at": "2026-06-25" });
    let contact = json!({ "as_of": "2026-06-30", "activities": [activity("x"), activity("y")] });
    let evaluation = evaluate(&model, &contact);
    assert_eq!(lines(&evaluation), [("Web / x".to_owned(), 2_000), ("Web / y".to_owned(), 4_000)]);
}

#[test]
fn a_limit_lets_the_earliest_count_and_the_one_that_crosses_it_for_the_rest() {
    let limited = |limit: &str, ages: &[i64]| {
        let category = format!("cap = 100\nsignal = [{{ activity = \"x\", points = 10, {limit} }}]\n");
        let activities: Vec<(&str, i64)> = ages.iter().map(|age| ("x", *age)).collect();
        let evaluation = engaged(&category, &activities);
        let line = evaluation.engagement.unwrap().lines.remove(0);
        let counted: Vec<i64> = line.counted.iter().map(|it| it.counted.unwrap().hundredths()).collect();
        (line.points.hundredths(), line.activities.unwrap(), counted)
    };
    assert_eq!(limited("per_day = 15", &[0, HOUR, 2 * HOUR]), (1_500, 3, vec![1_000, 500, 0]));
    // 12:00 less 12 hours is midnight UTC: the day before has a limit of its own.
    assert_eq!(
        limited("per_day = 15", &[12 * HOUR, 12 * HOUR + 1, 13 * HOUR]),
        (2_500, 3, vec![1_000, 500, 1_000])
    );
    assert_eq!(limited("in_all = 25", &[0, DAY, 2 * DAY, 3 * DAY]), (2_500, 4, vec![1_000, 1_000, 500, 0]));
    // What has faded to nothing uses up no limit.
    assert_eq!(limited("in_all = 10, decay = { window_days = 5 }", &[0, 9 * DAY]), (1_000, 1, vec![1_000]));
    // The earliest counts, though it has faded.
    assert_eq!(limited("in_all = 10, decay = { linear_days = 10 }", &[0, 9 * DAY]), (100, 2, vec![1_000, 0]));
}

#[test]
fn a_limit_on_a_negative_signal_limits_what_it_takes() {
    let category = "cap = 100\nsignal = [{ activity = \"x\", points = 50 }, { activity = \"y\", points = -10, per_day = 15 }]\n";
    let evaluation = engaged(category, &[("x", 0), ("y", 0), ("y", HOUR)]);
    assert_eq!(lines(&evaluation), [("Web / x".to_owned(), 5_000), ("Web / y".to_owned(), -1_500)]);
}

#[test]
fn a_cap_and_a_floor_are_lines_of_their_own() {
    let category =
        "cap = 50\nsignal = [{ activity = \"x\", points = 30 }, { activity = \"y\", points = -40 }]\n";
    let over = engaged(category, &[("x", 0), ("x", 1), ("x", 2)]);
    assert_eq!(lines(&over), [("Web / x".to_owned(), 18_000), ("Web / cap".to_owned(), -8_000)]);
    let under = engaged(category, &[("y", 0), ("x", 0)]);
    let wanted = [("Web / x", 6_000), ("Web / y", -8_000), ("Web / floor", 2_000)];
    assert_eq!(lines(&under), wanted.map(|(rule, points)| (rule.to_owned(), points)));
}

#[test]
fn lines_are_rounded_half_to_even_and_the_score_is_their_exact_sum() {
    let thirds = "cap = 3\nsignal = [{ activity = \"x\", points = 1 }, { activity = \"y\", points = 1 }, { activity = \"z\", points = 1 }]\n";
    let evaluation = engaged(thirds, &[("x", 0), ("y", 0), ("z", 0)]);
    assert_eq!(engagement(&evaluation), 9_999);
    for (points, wanted) in [("0.01", 0), ("0.03", 2), ("0.05", 2), ("0.07", 4), ("0.09", 4)] {
        let category = format!("cap = 200\nsignal = [{{ activity = \"x\", points = {points} }}]\n");
        assert_eq!(engagement(&engaged(&category, &[("x", 0)])), wanted, "{points} × 100 / 200");
    }
}

#[test]
fn the_best_tier_that_holds_counts() {
    let category = "tier = [
  { activity = \"x\", at_least = 2, within_days = 7, percent = 100 },
  { activity = \"x\", within_days = 7, percent = 60 },
  { activity = \"x\", at_least = 3, percent = 80 },
]\n";
    assert_eq!(lines(&engaged(category, &[])), []);
    let one = engaged(category, &[("x", 7 * DAY)]);
    assert_eq!(lines(&one), [("Web".to_owned(), 6_000)]);
    assert_eq!(one.engagement.unwrap().lines[0].activities, Some(1));
    assert_eq!(lines(&engaged(category, &[("x", 7 * DAY + 1)])), []);
    assert_eq!(engagement(&engaged(category, &[("x", 0), ("x", 0)])), 10_000);
    let three = engaged(category, &[("x", 0), ("x", 90 * DAY), ("x", 900 * DAY)]);
    assert_eq!(engagement(&three), 8_000);
    assert_eq!(three.engagement.unwrap().lines[0].activities, Some(3));
}

#[test]
fn an_activity_counts_in_every_signal_that_it_matches() {
    let category = "cap = 100\nsignal = [{ activity = \"x\", points = 10 }, { activity = \"X\", channel = \"web\", points = 5 }]\n";
    let model =
        format!("{FIT}[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\n{category}");
    let contact = json!({ "as_of": "2026-06-30", "activities": [{ "type": "x", "channel": "Wéb", "at": "2026-06-29" }] });
    let wanted = [("Web / x".to_owned(), 1_000), ("Web / X (channel web)".to_owned(), 500)];
    assert_eq!(lines(&evaluate(&model, &contact)), wanted);
}

#[test]
fn filters_compare_without_case_and_accents_and_need_what_they_ask_for() {
    let cases = [
        ("content_type = \"Étude\"", json!({ "content_type": "etude" }), true),
        ("content_type = \"Étude\"", json!({}), false),
        ("campaign = \"spring\"", json!({ "campaign": "SPRING" }), true),
        ("campaign = \"spring\"", json!({ "campaign": "spring sale" }), false),
        ("content = \"/tarifs*\"", json!({ "content": "/Tarifs/élite" }), true),
        ("content = \"/tarifs*\"", json!({ "content": "/x/tarifs" }), false),
        ("content = \"*.{pdf,zip}\"", json!({ "content": "a/b/C.PDF" }), true),
        ("content = \"/a?c\"", json!({ "content": "/abc" }), true),
        ("content = \"*\"", json!({}), false),
    ];
    for (filter, mut activity, matches) in cases {
        let model = format!(
            "{FIT}[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\ncap = 100
signal = [{{ activity = \"x\", points = 10, {filter} }}]\n"
        );
        activity["type"] = json!("x");
        activity["at"] = json!("2026-06-29");
        let contact = json!({ "as_of": "2026-06-30", "activities": [activity] });
        assert_eq!(engagement(&evaluate(&model, &contact)) > 0, matches, "{filter} for {contact}");
    }
}

#[test]
fn silence_costs_points_from_the_day_after_its_last_day() {
    let category = "cap = 100\nsignal = [{ activity = \"x\", points = 100 }]\n
[[engagement.penalty]]\nname = \"Silent\"\ninactive_days = 90\npoints = -20\n";
    assert_eq!(engagement(&engaged(category, &[("x", 90 * DAY)])), 10_000);
    assert_eq!(engagement(&engaged(category, &[("x", 90 * DAY + 1)])), 8_000);
    // Any activity ends the silence, also one that no signal counts.
    assert_eq!(engagement(&engaged(category, &[("x", 91 * DAY), ("other", 0)])), 10_000);
    let wanted = [("Silent".to_owned(), -2_000), ("Clip to 0".to_owned(), 2_000)];
    assert_eq!(lines(&engaged(category, &[])), wanted);
}

#[test]
fn a_penalty_with_two_parts_needs_both() {
    let model = format!(
        "{FIT}[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\ncap = 100
signal = [{{ activity = \"x\", points = 100 }}]
[[engagement.penalty]]\nname = \"Gone\"\ninactive_days = 30\nwhen = {{ attribute = \"contact.opt_out\", is_true = true }}\npoints = -50\n"
    );
    for (at, opt_out, wanted) in
        [("2026-06-29", true, 10_000), ("2026-01-01", false, 10_000), ("2026-01-01", true, 5_000)]
    {
        let contact = json!({
            "as_of": "2026-06-30", "contact": { "opt_out": opt_out }, "activities": [{ "type": "x", "at": at }],
        });
        assert_eq!(engagement(&evaluate(&model, &contact)), wanted);
    }
}

#[test]
fn a_knock_out_forces_d_and_forbids_the_hand_off() {
    let outcome = |matrix: &str| {
        let model = format!(
            "{FIT}[[fit.knock_out]]\nname = \"Student\"\nwhen = {{ attribute = \"contact.role\", is = \"student\" }}\n{matrix}"
        );
        let contact =
            json!({ "as_of": "2026-01-01", "contact": { "role": "Student" }, "account": { "x": 1 } });
        let evaluation = evaluate(&model, &contact);
        let fit = evaluation.fit.unwrap();
        assert_eq!((fit.score, fit.grade), (Points::HUNDRED, Grade::D));
        assert_eq!(fit.knock_outs, ["Student"]);
        assert_eq!(
            serde_json::to_value(&fit.knocked_out_by[0].evidence).unwrap(),
            json!({ "contact.role": "Student" })
        );
        (evaluation.action.unwrap(), evaluation.sla_hours)
    };
    assert_eq!(outcome(""), (Action::Watch, None));
    assert_eq!(outcome("[matrix]\nD4 = { action = \"disqualify\" }\n"), (Action::Disqualify, None));
    assert_eq!(outcome("[matrix]\nD4 = { action = \"hand_off\", sla_hours = 4 }\n"), (Action::Watch, None));
}

#[test]
fn a_sales_adjustment_counts_from_its_first_moment_until_just_before_its_last() {
    let category = "cap = 100\nsignal = [{ activity = \"x\", points = 100 }]\n";
    let model =
        format!("{FIT}[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\n{category}");
    for (as_of, wanted) in
        [("2026-06-09", 0), ("2026-06-10", 1_250), ("2026-06-19", 1_250), ("2026-06-20", 0)]
    {
        let contact = json!({
            "as_of": as_of,
            "adjustments": [{ "points": 12.5, "reason": "asked for a price by phone", "by": "ana", "from": "2026-06-10", "until": "2026-06-20" }],
        });
        let evaluation = evaluate(&model, &contact);
        assert_eq!(engagement(&evaluation), wanted, "{as_of}");
        for line in evaluation.engagement.unwrap().lines {
            assert_eq!((line.kind, line.by.as_deref()), (LineKind::Adjustment, Some("ana")));
        }
    }
}

#[test]
fn without_engagement_the_rank_is_the_fit_and_the_level_the_last() {
    let contact = json!({ "as_of": "2026-01-01", "account": { "x": 1 }, "activities": [{ "type": "x", "at": "2025-01-01" }] });
    let evaluation = evaluate(FIT, &contact);
    assert_eq!(evaluation.rank, Some(Points::HUNDRED));
    assert_eq!(evaluation.rating.unwrap().to_string(), "A4");
    let engagement = evaluation.engagement.unwrap();
    assert_eq!((engagement.score, engagement.lines.len()), (Points::ZERO, 0));
}

#[test]
fn a_contact_to_whom_the_model_does_not_apply_has_no_score() {
    let model = format!("applies_to = {{ attribute = \"contact.persona\", is = \"buyer\" }}\n{FIT}");
    let evaluation = evaluate(&model, &json!({ "as_of": "2026-01-01", "account": { "x": 1 } }));
    let wanted = json!({ "model": "small", "as_of": "2026-01-01T00:00:00Z", "applies": false });
    assert_eq!(serde_json::to_value(evaluation).unwrap(), wanted);
}

#[test]
fn the_rank_takes_its_share_of_fit() {
    for (share, wanted) in [(100, 10_000), (0, 0), (33, 3_300)] {
        let model = format!(
            "{FIT}[rank]\nfit_share = {share}\n[engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100
cap = 10\nsignal = [{{ activity = \"x\", points = 1 }}]\n"
        );
        let rank = evaluate(&model, &json!({ "as_of": "2026-01-01", "account": { "x": 1 } })).rank;
        assert_eq!(rank.unwrap().hundredths(), wanted);
    }
}

#[test]
fn fit_penalties_subtract_and_the_clip_is_a_line() {
    let model = format!(
        "{FIT}[[fit.penalty]]\nname = \"Free mail\"\nwhen = {{ attribute = \"contact.email\", ends_with = \"@gmail.com\" }}\npoints = -30.5\n"
    );
    let fit = |account: Value| {
        let contact =
            json!({ "as_of": "2026-01-01", "contact": { "email": "A@GMAIL.com" }, "account": account });
        let fit = evaluate(&model, &contact).fit.unwrap();
        fit.lines.iter().map(|line| (line.kind, line.points.hundredths())).collect::<Vec<_>>()
    };
    assert_eq!(fit(json!({ "x": 1 })), [(LineKind::Category, 10_000), (LineKind::Penalty, -3_050)]);
    assert_eq!(
        fit(json!({})),
        [(LineKind::Category, 1_000), (LineKind::Penalty, -3_050), (LineKind::Clip, 2_050)]
    );
}
