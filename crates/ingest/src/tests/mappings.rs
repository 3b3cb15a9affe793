//! Mapping files: what they say, what they get wrong, and that they come back.

use super::{import_by, import_with, source};
use crate::{Kind, Mapping, Plan, PlanOptions, Record};
use bareme_scoring::RelationshipKind;

#[test]
fn every_problem_of_a_mapping_file_is_reported_at_once_with_its_line() {
    let text = "kind = \"contacts\"\ntime_zne = \"x\"\nunmapped = \"keep\"\n[columns]\nemial = \"E\"\nkey = []\n[attributes]\n\
                plan = { column = \"P\", type = \"money\" }\n[constants]\nname = [1]\n";
    let problems = Mapping::parse(text).unwrap_err();
    let lines: Vec<_> =
        problems.0.iter().map(|problem| (problem.line.unwrap(), problem.place.as_str())).collect();
    assert_eq!(
        lines,
        [
            (2, "time_zne"),
            (3, "unmapped"),
            (5, "columns.emial"),
            (6, "columns.key"),
            (8, "attributes.plan"),
            (10, "constants.name")
        ],
        "{problems}"
    );
    assert!(problems.to_string().contains("did you mean 'time_zone'?"));
    assert!(problems.to_string().contains("did you mean 'email'?"));
    assert_eq!(Mapping::parse("kind = \"contacts\"\n[columns\n").unwrap_err().0[0].line, Some(2));
    assert!(Mapping::parse("").unwrap_err().to_string().contains("kind is missing"));
}

#[test]
fn every_column_that_the_file_lacks_is_reported_at_once_with_a_guess() {
    let text = "kind = \"contacts\"\ntime_zone = \"Europe/Pari\"\ndate_formats = [\"dd.mm\"]\n[columns]\nkey = \"Prospct ID\"\n\
                email = [\"Mail\", \"Courriel\"]\n[values.role]\nBoss = \"decision maker\"\nX = \"chef\"\n[skip_rows_where]\nDeletd = \"yes\"\n";
    let source = source("Prospect ID,Deleted,Name\n1,no,A\n");
    let error = import_with(source, &Mapping::parse(text).unwrap()).err().unwrap().to_string();
    for expected in [
        "line 2, time_zone: 'Europe/Pari' is not a time zone; did you mean 'Europe/Paris'?",
        "line 3, date_formats: 'dd.mm'",
        "line 5, columns.key: the file has no column 'Prospct ID'; did you mean 'Prospect ID'?",
        "line 6, columns.email: the file has no column 'Mail'",
        "line 9, values.role.X: 'chef' is not a role",
        "line 11, skip_rows_where.Deletd: the file has no column 'Deletd'; did you mean 'Deleted'?",
    ] {
        assert!(error.contains(expected), "{expected} is missing in\n{error}");
    }
    assert!(!error.contains("Boss"), "a role may be written with a space");
}

#[test]
fn columns_can_be_joined_coalesced_split_translated_and_replaced_by_constants() {
    let mapping = r#"
        kind = "contacts"
        empty = ["Select"]
        [columns]
        key = "id"
        name = { columns = ["first", "last"], join = " " }
        phone = ["mobile", "phone"]
        account = { column = "companies", split = ";" }
        role = "role"
        country = "pays"
        [constants]
        source = "fair"
        country = "FR"
        [values.role]
        "Directeur général" = "decision_maker"
        "*" = "unknown"
        [values.country]
        "Deutschland" = "DE"
    "#;
    let outcome = import_by(
        mapping,
        "id,first,last,mobile,phone,companies,role,pays,own\n1,Ann,,,22,A;B,directeur GENERAL,deutschland,x\n2,Bo,Li,33,44,,champion,Select,\n",
    );
    let contact = |index: usize| match &outcome.records[index] {
        Record::Contact(contact) => contact.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("Ann"));
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("Bo Li"));
    assert_eq!(outcome.attribute(0, "phone").as_deref(), Some("22"));
    assert_eq!(outcome.attribute(1, "phone").as_deref(), Some("33"));
    assert_eq!(outcome.attribute(0, "country").as_deref(), Some("DE"));
    assert_eq!(outcome.attribute(1, "country").as_deref(), Some("FR"), "Select means nothing was entered");
    assert_eq!(outcome.attribute(1, "source").as_deref(), Some("fair"));
    assert_eq!(outcome.attribute(0, "own").as_deref(), Some("x"));
    let job = contact(0).job.unwrap();
    assert_eq!((job.account.as_str(), job.role.word()), ("A", "decision_maker"));
    assert_eq!(contact(1).job, None);
}

#[test]
fn rows_are_left_out_and_relationships_turned_around_by_conditions() {
    let mapping = r#"
        kind = "relationships"
        [columns]
        kind = "type"
        from = "a"
        to = "b"
        [values.kind]
        parent = "subsidiary_of"
        child = "subsidiary_of"
        [only_rows_where]
        type = ["parent", "child"]
        [swap_rows_where]
        type = "child"
    "#;
    let outcome = import_by(mapping, "a,b,type\n1,2,parent\n2,1,child\n1,3,successor\n");
    assert_eq!(outcome.tally.skipped, 1);
    for record in &outcome.records {
        let Record::Relationship(edge) = record else { panic!("{record:?}") };
        assert_eq!(
            (edge.kind, edge.from.as_str(), edge.to.as_str()),
            (RelationshipKind::SubsidiaryOf, "1", "2")
        );
    }
}

#[test]
fn unmapped_columns_can_be_left_out_one_by_one_or_all() {
    let text = "id,internal note,internal id,kept\n1,a,b,c\n";
    let some = import_by("kind = \"accounts\"\nignore = [\"internal*\"]\n[columns]\nkey = \"id\"\n", text);
    assert_eq!(some.plan.attribute_types().keys().collect::<Vec<_>>(), ["kept"]);
    let none = import_by("kind = \"accounts\"\nunmapped = \"ignore\"\n[columns]\nkey = \"id\"\n", text);
    assert!(none.plan.attribute_types().is_empty());
}

#[test]
fn a_mapping_comes_back_from_toml_as_it_was() {
    let text = r#"
        kind = "contacts"
        preset = "hubspot"
        empty = ["Select"]
        decimal_comma = true
        time_zone = "Europe/Paris"
        ignore = ["x*"]
        unmapped = "attributes"
        [columns]
        key = "id"
        phone = ["a", "b"]
        name = { columns = ["c", "d"], join = " ", split = ";", optional = true }
        [attributes]
        e = { column = "E", type = "date" }
        f = "F"
        [constants]
        country = "FR"
        [values.role]
        "*" = "user"
        [skip_rows_where]
        g = ["1", "2"]
        h = { is = "3", optional = true }
    "#;
    let mapping = Mapping::parse(text).unwrap();
    let again = Mapping::parse(&mapping.to_toml()).unwrap();
    assert_eq!(again, mapping);
    assert_eq!(again.to_toml(), mapping.to_toml());
    assert_eq!(again.columns["name"], mapping.columns["name"]);
}

#[test]
fn the_resolved_mapping_gives_the_same_records_as_the_one_it_came_from() {
    let text = "id,Société,Pays,Effectif,own,IsDeleted\n1,A,FR,5,2026-01-01,no\n2,B,DE,,2026-01-02,yes\n";
    let source = source(text);
    let automatic = Mapping::automatic(Kind::Accounts, source.header());
    let first = import_with(source.clone(), &automatic).unwrap();
    let kept = Mapping::parse(&first.plan.mapping().to_toml()).unwrap();
    let second = import_with(source.clone(), &kept).unwrap();
    assert_eq!(first.records, second.records);
    let survey = source.survey(&kept).unwrap();
    let plan = Plan::resolve(&source, &survey, &kept, &PlanOptions::default()).unwrap();
    assert_eq!(plan.mapping(), &kept);
}

#[test]
fn headers_in_french_and_english_are_understood() {
    let text = "Identifiant;Raison sociale;Pays;Effectif;Chiffre d'affaires;Secteur d'activité;Maison mère\n1;A;FR;5;10;IT;0\n";
    let outcome = super::import(Kind::Accounts, text);
    for (name, value) in
        [("name", "A"), ("country", "FR"), ("employees", "5"), ("revenue", "10"), ("industry", "IT")]
    {
        assert_eq!(outcome.attribute(0, name).as_deref(), Some(value), "{name}");
    }
    let Record::Account(account) = &outcome.records[0] else { panic!("an account is expected") };
    assert_eq!(account.parent.as_ref().map(|parent| parent.account.as_str()), Some("0"));
}

#[test]
fn problems_follow_the_mapping_file_and_what_is_missing_from_it_comes_last() {
    let text = "kind = \"contacts\"\ntime_zone = \"Europe/Pari\"\n[skip_rows_where]\nZed = \"1\"\n[columns]\ntitle = \"Titel\"\n\
                account = \"Firm\"\n[values.role]\nX = \"chef\"\n[attributes]\nplan = \"Plann\"\n";
    let error = import_with(source("Name,Title\nA,B\n"), &Mapping::parse(text).unwrap()).err().unwrap();
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(
        lines,
        [
            "line 2, time_zone",
            "line 4, skip_rows_where.Zed",
            "line 6, columns.title",
            "line 7, columns.account",
            "line 9, values.role.X",
            "line 11, attributes.plan",
            "columns.key",
            "the file has the columns Name, Title"
        ],
        "{text}"
    );
}
