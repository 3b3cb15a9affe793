//! Values that are refused, and those that come through as they are.

use bareme_scoring::{AttributeType, Instant, Points, Stage};

use super::{import, import_by, source};
use crate::{IngestError, Kind, Mapping, Plan, PlanOptions, Record};

#[test]
fn impossible_dates_are_refused_with_column_value_and_reason() {
    let outcome = import(
        Kind::Contacts,
        "email,created at\na@x.org,2026-02-30\nb@x.org,2026-02-28\nc@x.org,1066-10-14\n",
    );
    assert_eq!(outcome.keys(), ["b@x.org"]);
    let reject = &outcome.rejects[0];
    assert_eq!((reject.line, reject.row), (2, 1));
    assert_eq!(reject.column.as_deref(), Some("created at"));
    assert_eq!(reject.value.as_deref(), Some("2026-02-30"));
    assert_eq!(reject.message.text, "'2026-02-30' is an impossible date");
    assert_eq!(outcome.rejects[1].message.code, "date_out_of_range");
}

#[test]
fn a_number_beyond_all_bounds_is_refused() {
    let outcome = import(Kind::Accounts, "name,revenue\nA,1e309\nB,-1e309\nC,NaN\nD,5\n");
    assert_eq!(outcome.keys(), ["D"]);
    assert_eq!(outcome.rejects[0].message.text, "'1e309' is too large to be a number");
    assert_eq!(outcome.rejects[2].message.code, "not_a_number");
}

#[test]
fn markup_and_formulas_in_names_come_through_untouched() {
    let name = "<script>alert('x')</script> & Co. =1+1";
    let outcome = import(Kind::Accounts, format!("id,name\n1,{name}\n2,=cmd|'/C calc'!A0\n"));
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some(name));
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("=cmd|'/C calc'!A0"));
}

#[test]
fn own_columns_get_the_type_that_all_their_values_have() {
    let outcome = import(
        Kind::Accounts,
        "id,a number,a code,a flag,a day,yes no,mixed,nothing\n1,1.5,007,true,2026-01-01,Yes,1,\n2,2,123,FALSE,2026-01-02T10:00:00Z,No,x,\n",
    );
    let types = outcome.plan.attribute_types();
    assert_eq!(types["a_number"], AttributeType::Number);
    assert_eq!(types["a_code"], AttributeType::Text);
    assert_eq!(types["a_flag"], AttributeType::Boolean);
    assert_eq!(types["a_day"], AttributeType::Date);
    assert_eq!(types["yes_no"], AttributeType::Text);
    assert_eq!(types["mixed"], AttributeType::Text);
    assert!(!types.contains_key("nothing"), "a column without values is no attribute");
    assert_eq!(outcome.attribute(0, "a_code").as_deref(), Some("007"));
    assert_eq!(outcome.attribute(0, "a_day").as_deref(), Some("2026-01-01"));
    assert_eq!(outcome.attribute(1, "a_day").as_deref(), Some("2026-01-02T10:00:00Z"));
}

#[test]
fn one_value_that_is_no_number_is_named_because_it_makes_the_column_text() {
    let rows = (0..50).map(|row| format!("{row},{row}\n")).collect::<Vec<_>>().concat();
    let outcome = import(Kind::Accounts, format!("id,score\n{rows}50,n/a\n"));
    assert_eq!(outcome.plan.attribute_types()["score"], AttributeType::Text);
    let notices = outcome.plan.notices().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(notices.contains("'score'") && notices.contains("line 52"), "{notices}");
}

#[test]
fn a_type_that_is_known_wins_and_values_that_do_not_fit_are_refused() {
    let source = source("id,score\n1,5\n2,high\n");
    let mapping = Mapping::automatic(Kind::Accounts, source.header());
    let survey = source.survey(&mapping).unwrap();
    let known = [("score".to_owned(), AttributeType::Number)].into();
    let plan = Plan::resolve(&source, &survey, &mapping, &PlanOptions { known, currency: None }).unwrap();
    let entries: Vec<_> = plan.records(&source).unwrap().map(Result::unwrap).collect();
    assert!(entries[0].record.is_ok());
    let reject = entries[1].record.as_ref().unwrap_err();
    assert_eq!((reject.message.code.as_ref(), reject.column.as_deref()), ("not_a_number", Some("score")));
}

#[test]
fn keys_are_ids_else_names_or_addresses_in_lower_case() {
    let outcome = import(Kind::Contacts, "id,courriel\nX1,Ann@Example.ORG\n,Bob@Example.ORG\n , \n,\n");
    assert_eq!(outcome.keys(), ["X1", "bob@example.org"]);
    assert_eq!(outcome.tally.empty, 2);
    assert_eq!(outcome.attribute(1, "email").as_deref(), Some("Bob@Example.ORG"));
    let outcome = import(Kind::Contacts, "email,city\n,Paris\na@x.org,Lyon\n");
    assert_eq!(outcome.rejected(), [(2, "empty_key")]);
}

#[test]
fn contacts_are_named_alike_in_every_kind_of_file() {
    let contacts = import_by("kind = \"contacts\"\n[columns]\nkey = \"mail\"\n", "mail\nAnn@X.org\nAB12\n");
    assert_eq!(contacts.keys(), ["ann@x.org", "AB12"], "an id keeps its case");
    let activities = import(
        Kind::Activities,
        "email,type,at\nANN@x.org,page_view,2026-01-01\nAB12,page_view,2026-01-01\n",
    );
    assert_eq!(activities.keys(), contacts.keys());
    let edges =
        import(Kind::Relationships, "kind,from,to\nworks_at,ANN@x.org,A@B Ltd.\nreports_to,AB12,Ann@x.ORG\n");
    assert_eq!(edges.keys(), contacts.keys());
    let ends: Vec<_> = edges
        .records
        .iter()
        .map(|record| match record {
            Record::Relationship(edge) => edge.to.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ends, ["A@B Ltd.", "ann@x.org"], "the name of a company keeps its case");
}

#[test]
fn a_file_without_a_key_says_what_to_add() {
    let source = source("prénom,ville\nAnn,Paris\n");
    let mapping = Mapping::automatic(Kind::Contacts, source.header());
    let survey = source.survey(&mapping).unwrap();
    let error = Plan::resolve(&source, &survey, &mapping, &PlanOptions::default()).unwrap_err();
    assert!(matches!(error, IngestError::Mapping(_)));
    let message = error.to_string();
    assert!(message.contains("key or email") && message.contains("prénom, ville"), "{message}");
}

#[test]
fn ornaments_of_numbers_are_read_when_the_mapping_says_so() {
    let mapping = "kind = \"accounts\"\ndecimal_comma = true\nthousands_separators = true\n[columns]\nname = \"n\"\nrevenue = \"ca\"\n";
    let outcome = import_by(mapping, "n;ca\nA;1 234,5\nB;1.234,5\nC;1.5\n");
    assert_eq!(outcome.attribute(0, "revenue").as_deref(), Some("1234.5"));
    assert_eq!(outcome.keys(), ["A", "B"]);
    assert_eq!(outcome.rejected(), [(4, "not_a_number_as_mapped")]);
}

const LEADS: &str = "kind = \"leads\"\n[columns]\nkey = \"id\"\ncontact = \"email\"\nstage = \"stage\"\nmql_at = \"mql\"\n\
                     opportunity_at = \"opened\"\nclosed_at = \"closed\"\namount = \"amount\"\ncurrency = \"cur\"\n";

fn lead(row: &str) -> Result<bareme_scoring::LeadRecord, (String, String)> {
    let outcome = import_by(LEADS, format!("id,email,stage,mql,opened,closed,amount,cur\n{row}\n"));
    match (outcome.records.first(), outcome.rejects.first()) {
        (Some(Record::Lead(lead)), None) => Ok(lead.clone()),
        (None, Some(reject)) => Err((reject.message.code.to_string(), reject.message.text.clone())),
        other => panic!("{other:?}"),
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

#[test]
fn a_lead_has_the_dates_of_its_stages_and_an_exact_amount() {
    let lead = lead("L1,a@x.org,Won,2026-01-05,2026-02-01 09:30,2026-03-01,1234.5,eur").unwrap();
    assert_eq!(
        lead.stages,
        [
            (Stage::Mql, at("2026-01-05")),
            (Stage::Opportunity, at("2026-02-01T09:30:00Z")),
            (Stage::Won, at("2026-03-01"))
        ]
    );
    assert_eq!(lead.amount, Some(Points::from_hundredths(123_450)));
    assert_eq!(lead.currency.as_deref(), Some("EUR"));
}

#[test]
fn the_expected_close_of_an_open_opportunity_is_no_outcome() {
    let lead = lead("L1,a@x.org,opportunity,,2026-02-01,2027-12-31,,").unwrap();
    assert_eq!(lead.stages, [(Stage::Opportunity, at("2026-02-01"))]);
}

#[test]
fn a_day_without_time_does_not_come_before_a_time_of_the_same_day() {
    let lead = lead("L1,a@x.org,lost,,2026-02-01 15:00,2026-02-01,,").unwrap();
    assert_eq!(lead.stages[1], (Stage::Lost, at("2026-02-01T15:00:00Z")));
    let earlier = self::lead("L1,a@x.org,lost,,2026-02-02 15:00,2026-02-01,,").unwrap();
    assert_eq!(
        earlier.stages[1],
        (Stage::Lost, at("2026-02-01")),
        "another day is left for the engine to judge"
    );
}

#[test]
fn leads_that_cannot_be_placed_are_refused() {
    assert_eq!(lead("L1,a@x.org,,,,,,").unwrap_err().0, "no_stage_date");
    assert_eq!(lead("L1,a@x.org,sql,2026-01-01,,,,").unwrap_err().0, "stage_without_date");
    assert_eq!(lead("L1,a@x.org,wonn,2026-01-01,,,,").unwrap_err().0, "unknown_stage");
    assert_eq!(lead("L1,a@x.org,,2026-01-01,,,5,").unwrap_err().0, "amount_without_currency");
    assert_eq!(lead("L1,a@x.org,,2026-01-01,,,5,euro").unwrap_err().0, "unknown_currency");
    assert_eq!(lead("L1,a@x.org,,2026-01-01,,,5.001,EUR").unwrap_err().0, "amount_not_exact");
    assert_eq!(lead("L1,,,2026-01-01,,,,").unwrap_err().0, "empty_key");
}

#[test]
fn activities_are_the_same_borrowed_and_owned() {
    let text = "email,type,content,at,campaign\na@x.org,page_view,/pricing,2026-01-01T10:00:00Z,\n\
                b@x.org,,x,2026-01-01,\nc@x.org,click,x,2026-01-01,\"Q1, EU\"\n";
    let outcome = import(Kind::Activities, text);
    assert_eq!(outcome.rejected(), [(3, "missing_value")]);
    let mut rows = outcome.plan.records(&outcome.source).unwrap();
    let mut borrowed = Vec::new();
    while let Some(row) = rows.next_activity().unwrap() {
        borrowed.extend(row.ok().map(|row| Record::Activity(row.to_record())));
    }
    assert_eq!(borrowed, outcome.records);
    assert_eq!(rows.tally(), outcome.tally);
}
