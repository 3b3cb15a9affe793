//! An agreement by example: read, written again, and judged as a whole.

use crate::{AgreementDraft, Draft, ProblemCode, ReasonPolicy, Severity, SlaClock, check_agreement};

const DOCUMENT: &str = r#"
[[reason]]
code = "no_budget"
policy = "recycle"
cool_off_days = 90

[[reason]]
code = "competitor"
label = "Works for a competitor"
policy = "disqualify"

[[team]]
name = "North"
leader = "Ana"
members = ["Bo", "Cy"]
territory = "Nordics"

[[territory]]
name = "Nordics"
when = { attribute = "account.country", in = ["SE", "NO"] }

[[rule]]
name = "Territories"
to = "territory"

[[rule]]
name = "Everything else"
to = "team"
team = "North"

[calendar]
zone = "Europe/Paris"

[calendar.week]
monday = "09:00-12:30, 13:30-18:00"

[[calendar.holiday]]
day = 2026-12-25
name = "Noël"

[service_level]
clock = "business"
accept_by_default = true
cool_off_days = 45
escalate_to = "Dee"

[fiscal_year]
starts_in = 4
"#;

#[test]
fn an_agreement_says_what_its_document_says() {
    let report = check_agreement(DOCUMENT, None);
    assert_eq!(report.problems, []);
    let agreement = report.agreement.unwrap();
    assert_eq!(agreement.reasons.policy("competitor"), Some(ReasonPolicy::Disqualify));
    assert_eq!(agreement.reasons.cool_off_days("no_budget"), Some(90));
    assert_eq!(agreement.routing.territories()[0].name, "Nordics");
    assert_eq!(agreement.routing.rules().len(), 2);
    assert!(matches!(&agreement.clock, SlaClock::Business(calendar) if *calendar == agreement.calendar));
    assert_eq!(agreement.calendar.zone(), "Europe/Paris");
    assert!(agreement.calendar.hours(1).is_empty(), "a day that is left out is a day off");
    assert_eq!(agreement.calendar.holidays().count(), 1);
    assert!(agreement.accept_by_default);
    assert_eq!((agreement.cool_off_days, agreement.fiscal_year_start), (45, 4));
    assert_eq!(agreement.escalated_to(Some("North")), Some("Ana"));
    assert_eq!(agreement.escalated_to(None), Some("Dee"));
    assert_eq!(agreement.people(), ["Ana", "Bo", "Cy", "Dee"]);
}

#[test]
fn a_document_that_a_form_wrote_says_the_same() {
    let draft = AgreementDraft::read(DOCUMENT).unwrap();
    let written = draft.to_toml();
    assert_eq!(Draft::parse(&written).unwrap(), Draft::parse(DOCUMENT).unwrap(), "{written}");
    assert_eq!(AgreementDraft::read(&written).unwrap(), draft);
    assert!(written.contains("[[calendar.holiday]]\nday = \"2026-12-25\""), "{written}");
    assert_eq!(AgreementDraft::default().check(None).problems, []);
}

#[test]
fn what_is_left_out_is_as_shipped() {
    let agreement = check_agreement("", None).agreement.unwrap();
    let shipped = AgreementDraft::default().check(None).agreement.unwrap();
    assert_eq!(agreement.reasons, shipped.reasons);
    assert_eq!(agreement.calendar, shipped.calendar);
    assert_eq!(agreement.clock, SlaClock::Plain);
    assert_eq!((shipped.cool_off_days, shipped.fiscal_year_start, shipped.accept_by_default), (30, 1, false));
    assert_eq!(agreement.calendar.hours(0).len(), 1);
    assert!(agreement.calendar.hours(6).is_empty());
}

#[test]
fn every_problem_is_told_at_once_and_with_its_place() {
    let text = r#"
[[reason]]
code = "No Budget"
policy = "recycle"

[[reason]]
code = "student"
policy = "for_good"

[[reason]]
code = "other"
policy = "disqualify"
cool_off_days = 10

[[team]]
name = "North"
territory = "Nowhere"
members = ["Bo", "Bo"]

[[territory]]
name = "Nordics"

[[rule]]
name = "A"
to = "round_robin"
team = "South"

[calendar]
zone = "Paris"
[calendar.week]
tuesday = "9-17"
[[calendar.holiday]]
day = "25.12.2026"

[service_level]
clock = "fast"
cool_off_days = -1

[fiscal_year]
starts_in = 13
"#;
    let report = check_agreement(text, None);
    assert!(report.agreement.is_none());
    let found: Vec<(&str, ProblemCode)> =
        report.errors().map(|problem| (problem.path.as_str(), problem.code)).collect();
    assert_eq!(
        found,
        [
            ("reason[1].code", ProblemCode::InvalidName),
            ("reason[2].policy", ProblemCode::UnknownWord),
            ("reason[3].cool_off_days", ProblemCode::Conflict),
            ("team[1].territory", ProblemCode::UnknownWord),
            ("team[1].members[2]", ProblemCode::DuplicateName),
            ("territory[1].when", ProblemCode::MissingKey),
            ("rule[1].team", ProblemCode::UnknownWord),
            ("calendar.zone", ProblemCode::UnknownWord),
            ("calendar.week.tuesday", ProblemCode::InvalidDate),
            ("calendar.holiday[1].day", ProblemCode::InvalidDate),
            ("service_level.clock", ProblemCode::UnknownWord),
            ("service_level.cool_off_days", ProblemCode::OutOfRange),
            ("fiscal_year.starts_in", ProblemCode::OutOfRange),
        ]
    );
    assert!(report.problems.iter().all(|problem| problem.line.is_some()), "each with its line");
}

#[test]
fn a_rule_that_asks_for_territories_nobody_works_in_is_warned_about() {
    let text = "[[territory]]\nname = \"N\"\nwhen = { attribute = \"account.country\", is = \"SE\" }\n\
                [[rule]]\nname = \"T\"\nto = \"territory\"\n";
    let report = check_agreement(text, None);
    assert!(report.agreement.is_some());
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].severity, Severity::Warning);
    assert_eq!(report.problems[0].path, "rule[1].to");
}

#[test]
fn a_list_of_reasons_that_leaves_nothing_to_choose_is_refused() {
    let text = "[[reason]]\ncode = \"other\"\npolicy = \"recycle\"\nretired = true\n";
    let report = check_agreement(text, None);
    assert_eq!(report.problems.len(), 1);
    assert_eq!((report.problems[0].path.as_str(), report.problems[0].code), ("reason", ProblemCode::Empty));
}
