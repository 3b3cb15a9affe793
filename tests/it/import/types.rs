//! Columns that are not what they seem: what the import says of them is what it does.

use bareme_ingest::Kind;
use bareme_scoring::AttributeType;
use bareme_testkit::{World, alike_on_both_databases};

use super::{assert_says, contact_text, rejected};

fn type_of(world: &World, subject: &str, name: &str) -> Option<AttributeType> {
    let known = world.read(|c| bareme_store::attributes::list(c, subject));
    known.into_iter().find(|(known, _)| known == name).map(|(_, of)| of)
}

#[test]
fn a_number_column_without_a_number_is_the_text_that_the_notice_says() {
    alike_on_both_databases(|world| {
        let text = "key,name,employees\n1,A,11-50\n2,B,51-200\n";
        let summary = world.import(Kind::Accounts, text).run();
        let says = ["'employees' is not taken as employees, but as the text 'employees_text'", "('11-50')"];
        assert_says(&summary.notices, &says);
        assert_eq!((summary.created, summary.rejected), (2, 0));
        assert_eq!(world.account("1").attributes.get("employees"), None);
        let kept = world.account("1").attributes.get("employees_text").map(ToString::to_string);
        assert_eq!(kept.as_deref(), Some("11-50"), "nothing is lost");
        let again = world.import(Kind::Accounts, text).run();
        assert_eq!((again.updated, again.notices), (0, summary.notices));
        let numbers = world.import(Kind::Accounts, "key,name,employees\n1,A,12\n").run();
        assert_eq!((numbers.updated, numbers.rejected), (1, 0), "real numbers come in later");
        assert_eq!(type_of(world, "account", "employees"), Some(AttributeType::Number));
    });
}

#[test]
fn a_date_column_without_a_date_is_text_under_its_header_and_nothing_where_there_are_no_texts() {
    alike_on_both_databases(|world| {
        let text = "key,email,Created Time\n1,a@x.org,last spring\n";
        let summary = world.import(Kind::Contacts, text).run();
        let says =
            ["'Created Time' is not taken as created_at, but as the text 'created_time'", "('last spring')"];
        assert_says(&summary.notices, &says);
        assert_eq!(contact_text(world, "1", "created_time").as_deref(), Some("last spring"));
        let ignoring = "kind = \"contacts\"\npreset = \"automatic\"\nunmapped = \"ignore\"\n";
        let text = text.replace("1,a@", "2,b@");
        let summary = world.import(Kind::Contacts, text).mapping(ignoring).run();
        assert_says(&summary.notices, &["'Created Time' is not taken as created_at, and is left out"]);
        assert_eq!(contact_text(world, "2", "created_time"), None);
    });
}

#[test]
fn the_first_number_may_come_after_a_thousand_words() {
    alike_on_both_databases(|world| {
        let mut text = "key,name,employees\n".to_owned();
        text.extend((0..1_200).map(|number| format!("{number},N{number},unknown\n")));
        text.push_str("last,L,7\n");
        let summary = world.import(Kind::Accounts, text).run();
        assert!(!summary.notices.iter().any(|notice| notice.contains("not taken")), "{:?}", summary.notices);
        assert_eq!(
            (summary.created, summary.rejected),
            (1, 1_200),
            "a column with a number is one of numbers"
        );
    });
}

#[test]
fn an_impossible_date_costs_its_value_and_neither_the_row_nor_the_type() {
    alike_on_both_databases(|world| {
        let text = "key,email,renewal\n1,a@x.org,2026-02-28\n2,b@x.org,2026-02-30\n3,c@x.org,0000-00-00\n\
                    4,d@x.org,0000-00-00\n5,e@x.org,\n";
        let summary = world.import(Kind::Contacts, text).run();
        assert_eq!((summary.created, summary.rejected), (5, 0));
        assert_eq!(type_of(world, "contact", "renewal"), Some(AttributeType::Date));
        let says = [
            "'renewal'",
            "impossible dates",
            "(2):",
            "2026-02-30 (line 3)",
            "0000-00-00 (line 4 and 1 more)",
        ];
        assert_says(&summary.notices, &says);
        assert_eq!(contact_text(world, "1", "renewal").as_deref(), Some("2026-02-28"));
        assert_eq!(contact_text(world, "2", "renewal"), None);
        let before = world.digest_of_content();
        let again = world.import(Kind::Contacts, text).run();
        assert_eq!((again.updated, again.unchanged, again.rejected), (0, 5, 0));
        assert_eq!(again.notices, summary.notices, "the second time as the first");
        assert_eq!(world.digest_of_content(), before);
    });
}

#[test]
fn a_number_that_is_not_finite_costs_its_value_only_in_a_column_of_ones_own() {
    alike_on_both_databases(|world| {
        let text = "key,name,score\n1,A,5\n2,B,1e309\n3,C,7.5\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!((summary.created, summary.rejected), (3, 0));
        assert_eq!(type_of(world, "account", "score"), Some(AttributeType::Number));
        assert_says(&summary.notices, &["'score'", "impossible numbers", "1e309 (line 3)"]);
        assert_eq!(world.account("2").attributes.get("score"), None);
    });
}

#[test]
fn a_word_among_dates_makes_the_column_text_and_says_so() {
    alike_on_both_databases(|world| {
        let mut text = "key,email,renewal\n".to_owned();
        text.extend((1..=20).map(|number| format!("{number},p{number}@x.org,2026-01-{number:02}\n")));
        text.push_str("21,z@x.org,soon\n");
        let summary = world.import(Kind::Contacts, &text).run();
        assert_eq!(summary.created, 21);
        assert_eq!(type_of(world, "contact", "renewal"), Some(AttributeType::Text));
        assert_says(&summary.notices, &["'renewal' looks like dates and is taken as text", "line 22"]);
        assert_eq!(contact_text(world, "21", "renewal").as_deref(), Some("soon"), "nothing is lost");
    });
}

#[test]
fn a_type_that_a_mapping_asks_for_is_kept_strictly() {
    alike_on_both_databases(|world| {
        let mapping = "kind = \"contacts\"\npreset = \"automatic\"\n[attributes]\n\
                       renewal = { column = \"renewal\", type = \"date\" }\n";
        let text = "key,email,renewal\n1,a@x.org,2026-02-28\n2,b@x.org,2026-02-30\n";
        let summary = world.import(Kind::Contacts, text).mapping(mapping).run();
        assert_eq!((summary.created, summary.rejected), (1, 1));
        assert!(rejected(world, summary.id)[0].1.contains("impossible date"));
    });
}

#[test]
fn codes_and_ignored_columns_are_no_spoiled_numbers() {
    alike_on_both_databases(|world| {
        let mut text = "key,email,postcode,internal id\n".to_owned();
        text.extend((1..=30).map(|number| format!("{number},p{number}@x.org,{number:05},{number}\n")));
        text.push_str("31,z@x.org,75001,n/a\n");
        let mapping = "kind = \"contacts\"\npreset = \"automatic\"\nignore = [\"internal id\"]\n";
        let summary = world.import(Kind::Contacts, &text).mapping(mapping).run();
        assert_eq!(summary.notices, Vec::<String>::new());
        assert_eq!(contact_text(world, "1", "postcode").as_deref(), Some("00001"));
    });
}
