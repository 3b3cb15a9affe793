//! Every kind of problem is found, at its place in the document, under its code; and a sound document has none.

use bareme_scoring::{AttributeType, Draft, Known, Problem, ProblemCode, Report, Severity, check};

const EXAMPLE: &str = include_str!("../fixtures/example.toml");

/// The example with one text replaced by another.
fn with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "the example does not contain {from}");
    EXAMPLE.replacen(from, to, 1)
}

fn line_of(text: &str, part: &str) -> u32 {
    let index = text.lines().position(|line| line.contains(part)).unwrap();
    u32::try_from(index + 1).unwrap()
}

fn listed(report: &Report) -> Vec<String> {
    report.problems.iter().map(ToString::to_string).collect()
}

/// The only problem of a document.
fn only(text: &str) -> Problem {
    let report = check(text, None);
    assert_eq!(report.problems.len(), 1, "{:#?}", listed(&report));
    assert_eq!(report.model.is_none(), report.errors().next().is_some());
    report.problems[0].clone()
}

/// A change of the example, and the one problem that it makes: code, severity, path, and a text on its line.
type Case<'a> = (&'a str, &'a str, ProblemCode, Severity, &'a str, &'a str);

fn assert_cases(cases: &[Case<'_>]) {
    for (from, to, code, severity, path, on_line) in cases {
        let text = with(from, to);
        let problem = only(&text);
        assert_eq!(
            (problem.code, problem.severity, problem.path.as_str()),
            (*code, *severity, *path),
            "{problem}"
        );
        assert_eq!(problem.line, Some(line_of(&text, on_line)), "{problem}");
        assert!(problem.message.chars().count() > 15, "{problem}");
        assert_eq!(serde_json::to_value(problem.code).unwrap(), problem.code.word());
    }
}

use ProblemCode as Code;
use Severity::{Error, Warning};

/// What cannot be read.
const UNREADABLE: &[Case<'_>] = &[
    (
        "weight = 30\n",
        "wieght = 30\nweight = 30\n",
        Code::UnknownKey,
        Error,
        "fit.category[1].wieght",
        "wieght",
    ),
    ("cap = 40", "cap = \"40\"", Code::WrongType, Error, "engagement.category[1].cap", "cap = \"40\""),
    ("cap = 40", "cap = nan", Code::OutOfRange, Error, "engagement.category[1].cap", "cap = nan"),
    ("cap = 40", "cap = 0", Code::OutOfRange, Error, "engagement.category[1].cap", "cap = 0"),
    ("cap = 40", "cap = -5", Code::OutOfRange, Error, "engagement.category[1].cap", "cap = -5"),
    (
        "points = 10\n",
        "points = 0\n",
        Code::OutOfRange,
        Error,
        "engagement.category[1].signal[1].points",
        "points = 0",
    ),
    (
        "points = -15",
        "points = -15.125",
        Code::TooManyDecimals,
        Error,
        "engagement.category[1].signal[2].points",
        "-15.125",
    ),
    ("missing = 10 ", "missing = 101 ", Code::OutOfRange, Error, "fit.category[2].missing", "missing = 101"),
    (
        "half_life_days = 30",
        "half_life_days = 0",
        Code::OutOfRange,
        Error,
        "engagement.decay.half_life_days",
        "half_life_days = 0",
    ),
    (
        "linear_days = 90",
        "linear_days = inf",
        Code::OutOfRange,
        Error,
        "engagement.category[2].signal[1].decay.linear_days",
        "linear_days = inf",
    ),
    (
        "linear_days = 90",
        "linear_days = 90, half_life_days = 3",
        Code::Conflict,
        Error,
        "engagement.category[2].signal[1].decay",
        "linear_days = 90",
    ),
    (
        "step_percent = 50, ",
        "",
        Code::MissingKey,
        Error,
        "engagement.category[2].signal[2].decay.step_percent",
        "every_days",
    ),
    ("name = \"enterprise\"", "name = \"my model\"", Code::InvalidName, Error, "name", "my model"),
    ("points = -10", "points = 10", Code::OutOfRange, Error, "fit.penalty[1].points", "points = 10"),
    (
        "contact.email\"",
        "e-mail\"",
        Code::InvalidAttribute,
        Error,
        "fit.penalty[1].when.attribute",
        "= \"e-mail\"",
    ),
    ("@(gmail", "@(((gmail", Code::InvalidPattern, Error, "fit.penalty[1].when.matches", "@(((gmail"),
    (
        "/pricing*",
        "/pricing[",
        Code::InvalidPattern,
        Error,
        "engagement.category[1].signal[1].content",
        "/pricing[",
    ),
    (
        "between = [200, 1000]",
        "between = [1000, 200]",
        Code::EmptyRange,
        Error,
        "fit.category[3].criterion[2].when.between",
        "between",
    ),
    ("is_not = \"student\"", "before = \"soon\"", Code::InvalidDate, Error, "applies_to.before", "before = "),
    ("is_not = \"student\"", "is_true = false", Code::OutOfRange, Error, "applies_to.is_true", "is_true"),
    (", is_not = \"student\"", "", Code::MissingKey, Error, "applies_to", "applies_to"),
    (
        "attribute = \"contact.persona\", is_not = \"student\"",
        "all = []",
        Code::Empty,
        Error,
        "applies_to.all",
        "applies_to",
    ),
    ("\"watch\"", "\"call\"", Code::UnknownWord, Error, "matrix.D1.action", "D1 ="),
    (
        "D1 = { action = \"watch\"",
        "D1 = { action = \"hand_off\"",
        Code::MissingSla,
        Error,
        "matrix.D1.sla_hours",
        "D1 =",
    ),
    (
        "D1 = { action = \"watch\"",
        "D1 = { action = \"watch\", sla_hours = 5",
        Code::Conflict,
        Error,
        "matrix.D1.sla_hours",
        "D1 =",
    ),
    ("B = 50", "B = 80", Code::ThresholdOrder, Error, "fit.grades", "grades ="),
    (
        "inactive_days = 90 ",
        "# ",
        Code::MissingKey,
        Error,
        "engagement.penalty[1].when",
        "[[engagement.penalty]]",
    ),
];

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    assert_cases(UNREADABLE);
}

#[test]
fn a_row_given_twice_and_weights_off_by_some_are_told_with_numbers() {
    let twice = only(&with("within_days = 30", "within_days = 7"));
    assert_eq!((twice.code, twice.severity), (Code::DuplicateTier, Error));
    assert_eq!(twice.path, "engagement.category[3].tier[2]");

    let weights = only(&with("weight = 35", "weight = 40"));
    assert_eq!((weights.code, weights.path.as_str()), (Code::WeightsTotal, "engagement.category"));
    assert_eq!(weights.message, "the weights add to 105, not to 100; take away 5");

    let name = only(&with("name = \"Size\"", "name = \"industry\""));
    assert_eq!((name.code, name.path.as_str()), (Code::DuplicateName, "fit.category[3].name"));

    let none = only("name = \"x\"\n[fit]\n");
    assert_eq!((none.code, none.path.as_str()), (Code::CategoryCount, "fit.category"));
}

/// A change of the example, and a warning that it brings: code, path, and what the sentence says.
const DOUBTFUL: &[(&str, &str, ProblemCode, &str, &str)] = &[
    (
        "between = [200, 1000]",
        "between = [200, 900]",
        Code::Gap,
        "fit.category[3].criterion",
        "at least 900 and below 1000",
    ),
    (
        "between = [200, 1000]",
        "between = [200, 2000]",
        Code::Overlap,
        "fit.category[3].criterion[2]",
        "at least 1000 and below 2000",
    ),
    (
        "between = [200, 1000]",
        "between = [2000, 3000]",
        Code::NeverMatches,
        "fit.category[3].criterion[2]",
        "criterion 1",
    ),
    (
        "contains = \"manager\"",
        "contains = \"art director\"",
        Code::NeverMatches,
        "fit.category[1].criterion[3]",
        "criterion 2",
    ),
    (
        "is_not = \"student\"",
        "at_least = 5, below = 5",
        Code::NeverMatches,
        "applies_to",
        "both at least 5 and below 5",
    ),
    (
        "is_not = \"student\"",
        "is = \"vp\", starts_with = \"x\"",
        Code::NeverMatches,
        "applies_to",
        "no value",
    ),
    ("is_not = \"student\"", "is = \"vp\", known = false", Code::NeverMatches, "applies_to", "no value"),
    (
        "A = 75, B = 50, C = 25",
        "A = 75, B = 50, C = 0",
        Code::UnreachableRating,
        "fit.grades",
        "D1, D2, D3, D4",
    ),
    (
        "1 = 75, 2 = 50, 3 = 25",
        "1 = 75, 2 = 50, 3 = 0",
        Code::UnreachableRating,
        "engagement.levels",
        "A4, B4, C4, D4",
    ),
    (
        "percent = 100\n\n[[fit.category]]\nname = \"Size\"",
        "percent = 15\n\n[[fit.category]]\nname = \"Size\"",
        Code::UnreachableRating,
        "fit.grades",
        "A1, A2, A3, A4",
    ),
    (
        "per_day = 20 ",
        "per_day = 5 ",
        Code::LimitTooLow,
        "engagement.category[1].signal[1].per_day",
        "worth 10.00",
    ),
    (
        "per_day = 20 ",
        "in_all = 20 ",
        Code::UnreachableCap,
        "engagement.category[1].cap",
        "50.00 % of its weight",
    ),
    (
        "content_type = \"white_paper\"",
        "content_type = \"case_study\"",
        Code::DuplicateSignal,
        "engagement.category[2].signal[2]",
        "signal 1",
    ),
    (
        "within_days = 30\npercent = 50",
        "within_days = 30\npercent = 100",
        Code::NeverMatches,
        "engagement.category[3].tier[1]",
        "adds nothing",
    ),
    (
        "within_days = 7\npercent = 100",
        "within_days = 7\npercent = 40",
        Code::NotMonotone,
        "engagement.category[3].tier[1].percent",
        "pays less",
    ),
];

#[test]
fn what_can_be_read_but_will_not_do_as_meant_is_a_warning() {
    for (from, to, code, path, says) in DOUBTFUL.iter().copied() {
        let text = if code == Code::UnreachableRating && path == "fit.grades" && to.contains("C = 0") {
            // With a knock-out, D can still be reached.
            let (before, rest) = EXAMPLE.split_once("[[fit.knock_out]]").unwrap();
            let (_, after) = rest.split_once("[engagement]").unwrap();
            format!("{before}[engagement]{after}").replace(from, to)
        } else {
            with(from, to)
        };
        let report = check(&text, None);
        let found = report.problems.iter().find(|problem| problem.code == code && problem.path == path);
        let problem =
            found.unwrap_or_else(|| panic!("{to}: {code:?} at {path} not in {:#?}", listed(&report)));
        assert_eq!(problem.severity, Warning, "{problem}");
        assert!(problem.message.contains(says), "{problem} does not say {says}");
        assert!(problem.line.is_some(), "{problem}");
        assert!(report.model.is_some(), "warnings must not block: {:#?}", listed(&report));
    }
}

#[test]
fn percents_that_rise_and_fall_along_a_number_are_told_with_the_numbers() {
    let text = with(
        "between = [200, 1000] }   # at least the first, below the second\npercent = 60",
        "between = [200, 1000] }\npercent = 60\n[[fit.category.criterion]]\nwhen = { attribute = \"account.employees\", below = 200 }\npercent = 80",
    );
    let problem = only(&text);
    assert_eq!((problem.code, problem.severity), (Code::NotMonotone, Warning));
    assert!(
        problem
            .message
            .contains("below 200 80.00 %, at least 200 and below 1000 60.00 %, at least 1000 100.00 %"),
        "{problem}"
    );
}

#[test]
fn a_falling_list_of_thresholds_is_not_called_an_overlap_and_whole_numbers_leave_no_gap() {
    let falling = with("between = [200, 1000]", "at_least = 200");
    assert_eq!(listed(&check(&falling, None)), Vec::<String>::new());
    let whole = with("between = [200, 1000]", "at_least = 200, at_most = 999");
    assert_eq!(listed(&check(&whole, None)), Vec::<String>::new());
}

#[test]
fn a_knock_out_of_those_whom_the_model_does_not_score_is_pointed_out() {
    let text = with(
        "{ all = [ { attribute = \"account.country\", known = true }, { attribute = \"account.country\", not_in = [\"FR\", \"CH\", \"BE\", \"DE\"] } ] }",
        "{ attribute = \"contact.persona\", is = \"Student\" }",
    );
    let problem = only(&text);
    assert_eq!((problem.code, problem.path.as_str()), (Code::NeverMatches, "fit.knock_out[1].when"));
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_lines() {
    let text = EXAMPLE
        .replace("primary = true", "primary = \"yes\"")
        .replace("percent = 60", "percent = 160")
        .replace("weight = 35", "weight = 36")
        .replace("@(gmail", "@((gmail")
        .replace("\"watch\"", "\"wait\"");
    let report = check(&text, None);
    let codes: Vec<Code> = report.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [Code::WrongType, Code::OutOfRange, Code::InvalidPattern, Code::WeightsTotal, Code::UnknownWord],
        "{:#?}",
        listed(&report)
    );
    assert!(report.problems.is_sorted_by_key(|problem| problem.line));
    assert!(report.model.is_none());
}

#[test]
fn json_gives_the_same_problems_without_lines_and_syntax_errors_with_them() {
    let text = with("cap = 40", "cap = -1");
    let json = Draft::parse(&text).unwrap().to_json();
    let (toml, json) = (only(&text), only(&json));
    assert_eq!((toml.code, &toml.path, &toml.message), (json.code, &json.path, &json.message));
    assert_eq!(json.line, None);

    let broken = only("{\n  \"name\": ,\n}");
    assert_eq!((broken.code, broken.line), (Code::Syntax, Some(2)));
    let twice = only("{\"name\": \"a\", \"name\": \"b\"}");
    assert!(twice.message.contains("'name' is given twice"), "{twice}");
    let broken = only("name = \"x\"\n[fit\n");
    assert_eq!((broken.code, broken.line), (Code::Syntax, Some(2)));
}

#[test]
fn names_that_nobody_has_ever_seen_are_warned_about_with_the_nearest_known_one() {
    let attributes = [
        ("contact.persona", AttributeType::Text),
        ("contact.title", AttributeType::Text),
        ("contact.email", AttributeType::Text),
        ("account.industry", AttributeType::Boolean),
        ("account.employees", AttributeType::Number),
        ("account.country", AttributeType::Text),
    ];
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let known = Known {
        attributes: attributes.map(|(name, kind)| (name.to_owned(), kind)).into(),
        activities: set(&["Page_View", "download", "form_submit"]),
        content_types: set(&["case_study", "white_paper"]),
        ..Known::default()
    };
    let text = with("activity = \"form_submit\"", "activity = \"form_sumbit\"").replacen(
        "account.employees",
        "account.employes",
        1,
    );
    let report = check(&text, Some(&known));
    let found: Vec<(Code, &str)> =
        report.problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(
        found,
        [
            (Code::AttributeType, "fit.category[2].criterion[1].when.in"),
            (Code::UnseenAttribute, "fit.category[3].criterion[1].when.attribute"),
            (Code::UnseenActivity, "engagement.category[3].tier[1].activity"),
        ],
        "{:#?}",
        listed(&report)
    );
    assert!(report.problems[1].message.contains("did you mean 'account.employees'?"));
    assert!(report.problems[2].message.contains("did you mean 'form_submit'?"));
    assert!(report.model.is_some());
}

#[test]
fn the_account_section_is_checked_as_strictly_as_the_rest() {
    let cases = [
        ("strategy = \"best\"", Code::UnknownWord, "account.strategy"),
        ("strategy = { champion = { share = 1.5 } }", Code::OutOfRange, "account.strategy.champion.share"),
        ("strategy = { sum = { cap = 0 } }", Code::OutOfRange, "account.strategy.sum.cap"),
        ("strategy = { max = {}, sum = {} }", Code::Conflict, "account.strategy"),
        ("weights = { advises = 0 }", Code::OutOfRange, "account.weights.advises"),
        ("weights = { max_edges = 9 }", Code::OutOfRange, "account.weights.max_edges"),
        ("weights = { advices = 0.2 }", Code::UnknownKey, "account.weights.advices"),
        ("committee = [{ role = \"boss\" }]", Code::UnknownWord, "account.committee[1].role"),
        ("mqa = { grades = [] }", Code::Empty, "account.mqa.grades"),
        ("mqa = { levels = [5] }", Code::OutOfRange, "account.mqa.levels[1]"),
        ("surge = { p = 0 }", Code::OutOfRange, "account.surge.p"),
        (
            "fit = { category = [{ name = \"x\", weight = 100, criterion = [{ when = { attribute = \"contact.title\", known = true }, percent = 100 }] }] }",
            Code::NotAnAccountAttribute,
            "account.fit.category[1].criterion[1].when",
        ),
    ];
    for (line, code, path) in cases {
        let text = format!("{EXAMPLE}\n[account]\n{line}\n");
        let problem = only(&text);
        assert_eq!((problem.code, problem.path.as_str(), problem.severity), (code, path, Error), "{problem}");
        assert_eq!(problem.line, Some(line_of(&text, line)));
    }
}

#[test]
fn a_model_that_says_nothing_about_companies_is_told_so() {
    let text = "name = \"x\"\n[[fit.category]]\nname = \"Title\"\nweight = 100\n[[fit.category.criterion]]\nwhen = { attribute = \"contact.title\", known = true }\npercent = 100\n";
    let problem = only(text);
    assert_eq!(
        (problem.code, problem.severity, problem.path.as_str()),
        (Code::NoAccountFit, Warning, "account")
    );
}

/// A model of one fit category with these criteria, as pairs of condition and percent.
fn criteria(list: &[(&str, u32)]) -> String {
    let criterion = |(when, percent): &(&str, u32)| {
        format!(
            "[[fit.category.criterion]]\nwhen = {{ attribute = \"account.x\", {when} }}\npercent = {percent}\n"
        )
    };
    let list: String = list.iter().map(criterion).collect();
    format!("name = \"x\"\n[[fit.category]]\nname = \"X\"\nweight = 100\n{list}")
}

#[test]
fn criteria_that_can_match_are_left_in_peace() {
    let sound: &[&[(&str, u32)]] = &[
        // When nothing is known only the second is tried.
        &[("is_not = \"bad\"", 100), ("known = false", 25)],
        // Values asked for one by one may be codes: they have no order and leave no gaps.
        &[("is = 1", 50), ("is = 4", 100), ("is = 9", 20)],
        // A broader criterion may follow a narrower one.
        &[("contains = \"art director\"", 20), ("contains = \"director\"", 100), ("known = true", 10)],
        &[("starts_with = \"a\"", 20), ("ends_with = \"a\"", 100)],
        &[("in = [\"a\", \"b\"]", 20), ("in = [\"c\"]", 100), ("not_in = [\"a\", \"d\"]", 10)],
        &[("within_days = 30", 100), ("within_days = 90", 50), ("older_than_days = 90", 10)],
        &[
            ("after = 2026-01-01", 100),
            ("between = [\"2025-01-01\", \"2026-01-01\"]", 50),
            ("known = true", 10),
        ],
        &[("at_least = 10", 100), ("known = true", 10), ("known = false", 5)],
        &[("matches = 'a'", 100), ("matches = 'ab'", 50)],
    ];
    for list in sound {
        assert_eq!(listed(&check(&criteria(list), None)), Vec::<String>::new(), "{list:?}");
    }
}

#[test]
fn criteria_behind_a_broader_one_are_found() {
    let shadowed: &[(&[(&str, u32)], &str)] = &[
        (&[("known = true", 100), ("is = \"x\"", 50)], "criterion 1"),
        (&[("contains = \"Chef\"", 100), ("in = [\"sous-chef\", \"CHEF de rang\"]", 50)], "criterion 1"),
        (&[("in = [\"a\", \"b\"]", 100), ("is = \"A\"", 50)], "criterion 1"),
        (&[("is = \"a\"", 100), ("is = \"b\"", 50), ("in = [\"a\", \"b\"]", 20)], "take all of its values"),
        (&[("starts_with = \"a\"", 100), ("starts_with = [\"ab\", \"ac\"]", 50)], "criterion 1"),
        (&[("contains = \"a\"", 100), ("contains_all = [\"x\", \"abc\"]", 50)], "criterion 1"),
        (&[("below = 10", 50), ("at_least = 20", 100), ("between = [5, 8]", 70)], "criterion 1"),
        (&[("below = 10", 50), ("at_least = 10", 100), ("between = [5, 18]", 70)], "all of its range"),
        (&[("within_days = 90", 100), ("within_days = 30", 50)], "criterion 1"),
        (&[("at_least = 5", 100), ("above = 5, below = 9", 50)], "criterion 1"),
        (&[("not_in = [\"a\"]", 100), ("not_in = [\"a\", \"b\"]", 50)], "criterion 1"),
    ];
    for (list, says) in shadowed {
        let report = check(&criteria(list), None);
        let last = format!("fit.category[1].criterion[{}]", list.len());
        let found = report.problems.iter().find(|it| it.code == Code::NeverMatches && it.path == last);
        let problem = found.unwrap_or_else(|| panic!("{list:?}: {:#?}", listed(&report)));
        assert!(problem.message.contains(says), "{problem}");
    }
}

#[test]
fn a_category_that_is_no_list_is_one_problem_and_not_three() {
    let problem = only("name = \"x\"\n[fit.category]\nname = \"y\"\n");
    assert_eq!(
        (problem.code, problem.path.as_str(), problem.line),
        (Code::WrongType, "fit.category", Some(2))
    );
}

#[test]
fn a_list_beyond_all_measure_is_refused_before_it_is_judged() {
    let list = vec![("at_least = 5", 10); 501];
    let report = check(&criteria(&list), None);
    let problem = report.errors().next().unwrap();
    assert_eq!((problem.code, problem.path.as_str()), (Code::OutOfRange, "fit.category[1].criterion"));
}
