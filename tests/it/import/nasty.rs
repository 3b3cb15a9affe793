//! The files that people really send. Whatever is wrong with a row, it comes back with its line and its reason, and the rows
//! around it are in the database.

use std::fmt::Write as _;

use bareme_engine::EngineError;
use bareme_ingest::{IngestError, Kind};
use bareme_testkit::{alike_on_both_databases, on_both_databases};

use super::{assert_says, rejected};

const TABLE: &str = "key,name,city\n1,Société Générale,Orléans\n2,Škoda €,Île\n";
const SOCIETE: (&str, &str) = ("1", "Société Générale");
const SKODA: (&str, &str) = ("2", "Škoda €");

/// Imports a file of accounts into both databases: these keys and names are there afterwards, and these lines came back.
#[track_caller]
fn accounts(content: impl AsRef<[u8]>, names: &[(&str, &str)], rejects: &[(u64, &str)]) {
    alike_on_both_databases(|world| {
        let summary = world.import(Kind::Accounts, content.as_ref()).run();
        let came_back = rejected(world, summary.id);
        assert_eq!(came_back.len(), rejects.len(), "{came_back:#?}");
        for ((line, reason), (expected_line, part)) in came_back.iter().zip(rejects) {
            assert_eq!(line, expected_line, "{reason}");
            assert!(reason.contains(part), "'{part}' is not in '{reason}'");
        }
        let stored: Vec<(String, String)> = world
            .account_keys()
            .iter()
            .map(|key| (key.clone(), world.account(key).name().to_owned()))
            .collect();
        let stored: Vec<(&str, &str)> =
            stored.iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
        assert_eq!(stored, names);
        assert_eq!((summary.created, summary.rejected), (names.len() as u64, rejects.len() as u64));
        assert_eq!(summary.read, summary.created + summary.rejected + summary.skipped);
    });
}

fn utf_16(text: &str, big: bool) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    units.into_iter().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn a_byte_order_mark_hides_no_column() {
    accounts(format!("\u{FEFF}{TABLE}"), &[SOCIETE, SKODA], &[]);
}

#[test]
fn utf_16_comes_in_whichever_byte_is_first() {
    for big in [false, true] {
        accounts(utf_16(&format!("\u{FEFF}{TABLE}"), big), &[SOCIETE, SKODA], &[]);
        accounts(utf_16(TABLE, big), &[SOCIETE, SKODA], &[]);
    }
}

#[test]
fn half_a_character_of_utf_16_costs_its_row() {
    for big in [false, true] {
        let mut bytes = utf_16(&format!("\u{FEFF}{TABLE}"), big);
        bytes.extend(utf_16("3,", big));
        // A surrogate that stands alone, and the last byte of the file missing.
        bytes.extend(if big { [0xD8, 0x3D] } else { [0x3D, 0xD8] });
        bytes.extend(utf_16("x,Y\n4,Last,Z", big));
        accounts(&bytes, &[SOCIETE, SKODA, ("4", "Last")], &[(4, "not valid in the encoding")]);
        bytes.pop();
        let lines = [(4, "not valid"), (5, "not valid")];
        accounts(&bytes, &[SOCIETE, SKODA], &lines);
    }
}

#[test]
fn windows_1252_keeps_its_accents_and_its_euro() {
    let bytes = b"key;name;city\r\n1;Soci\xE9t\xE9 G\xE9n\xE9rale;Orl\xE9ans\r\n2;\x8Akoda \x80;\xCEle\r\n";
    accounts(bytes, &[SOCIETE, SKODA], &[]);
}

#[test]
fn one_row_in_another_encoding_comes_back_alone() {
    let mut bytes = TABLE.as_bytes().to_vec();
    bytes.extend_from_slice(b"3,\"Caf\xE9, bar\",Paris\n4,Ouest,Brest\n");
    accounts(bytes, &[SOCIETE, SKODA, ("4", "Ouest")], &[(4, "0xE9")]);
}

#[test]
fn a_zero_byte_costs_its_row() {
    accounts("key,name\n1,A\n2,B\0B\n3,C\n", &[("1", "A"), ("3", "C")], &[(3, "zero byte")]);
}

#[test]
fn an_open_quote_swallows_nothing() {
    accounts(
        "key,name,city\n1,A,X\n2,\"B,Y\n3,C,Z\n4,\"D\",W\n5,E,V\n",
        &[("1", "A"), ("3", "C"), ("4", "D"), ("5", "E")],
        &[(3, "quote opened at column 2 is never closed")],
    );
}

#[test]
fn an_open_quote_in_the_first_row_or_the_last_swallows_nothing() {
    accounts(
        "key,name,city\n1,\"A,X\n2,B,Y\n3,C,Z\n",
        &[("2", "B"), ("3", "C")],
        &[(2, "quote opened at column 2 is never closed")],
    );
    for end in ["", "\n", "\r\n"] {
        let text = format!("key,name,city\n1,A,X\n2,B,\"Y{end}");
        accounts(text, &[("1", "A")], &[(3, "quote opened at column 3 is never closed")]);
    }
}

#[test]
fn an_open_quote_in_the_header_is_refused_whole_and_says_where() {
    on_both_databases(|world| {
        let error = world.import(Kind::Accounts, "key,\"name,city\n1,A,X\n2,B,Y\n").fail().to_string();
        assert!(
            error.contains("line 1") && error.contains("quote opened at column 2 is never closed"),
            "{error}"
        );
    });
}

#[test]
fn an_open_quote_within_ten_megabytes_costs_its_row() {
    let huge = "x".repeat(5_000_000);
    let text =
        format!("key,name,city\n1,A,X\n2,\"{huge}\"{huge},Y\n3,\"{huge}{huge},Z\n4,D,W\n5,\"E\nE\",V\n");
    accounts(
        text,
        &[("1", "A"), ("4", "D"), ("5", "E\nE")],
        &[(3, "text follows the closing quote"), (4, "never closed")],
    );
}

#[test]
fn an_open_quote_at_the_end_of_a_long_file_swallows_nothing() {
    let mut text = "key,name,city\n".to_owned();
    let names: Vec<(String, String)> =
        (1..=4_500).map(|number| (number.to_string(), format!("N{number}"))).collect();
    for (key, name) in &names {
        writeln!(text, "{key},{name},\"X\"").unwrap();
    }
    text.push_str("open,\"never closed,X\n");
    let names: Vec<(&str, &str)> = names.iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    accounts(text, &names, &[(4_502, "never closed")]);
}

#[test]
fn a_field_of_ten_megabytes_costs_its_row() {
    let huge = "x".repeat(10_000_000);
    let text = format!("key,name\n1,A\n2,{huge}\n3,\"{huge}\"\n4,D\n");
    accounts(text, &[("1", "A"), ("4", "D")], &[(3, "10000000 bytes"), (4, "10000000 bytes")]);
}

#[test]
fn duplicate_and_empty_headers_lose_no_value() {
    alike_on_both_databases(|world| {
        let summary = world.import(Kind::Accounts, "key,name,note,,note\n1,A,first,second,third\n").run();
        let known = world.account("1").attributes;
        let text = |name: &str| known.get(name).map(ToString::to_string);
        assert_eq!(text("note").as_deref(), Some("first"));
        assert_eq!(text("column_4").as_deref(), Some("second"));
        assert_eq!(text("note_2").as_deref(), Some("third"));
        assert_says(&summary.notices, &["column 4 has no header"]);
        assert_says(&summary.notices, &["'note' occurs again in column 5"]);
    });
}

#[test]
fn ragged_rows_come_back() {
    accounts(
        "key,name\n1\n2,B,C\n3,D,,\n4,E\n",
        &[("3", "D"), ("4", "E")],
        &[(2, "1 field where 2 are expected"), (3, "3 fields where 2 are expected")],
    );
}

#[test]
fn headers_that_differ_by_case_only_are_columns_of_their_own() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name,Plan,plan,PLAN\n1,A,x,y,z\n").run();
        let known = world.account("1").attributes;
        let values: Vec<String> = known
            .iter()
            .filter(|(name, _)| name.starts_with("plan"))
            .map(|(_, value)| value.to_string())
            .collect();
        assert_eq!(values, ["x", "y", "z"], "{known:?}");
    });
}

#[test]
fn ragged_tabs_keep_empty_cells_in_their_places() {
    accounts("key\tname\tcity\n1\tA\t\n2\tB\n\t\t\n3\tC\tX\n", &[("1", "A"), ("3", "C")], &[(3, "2 fields")]);
}

#[test]
fn a_parent_ring_in_the_file_and_one_that_a_later_file_closes_are_named() {
    alike_on_both_databases(|world| {
        let ring = world.import(Kind::Accounts, "key,name,parent\na,A,b\nb,B,a\n").run();
        assert_says(&ring.notices, &["own each other in a ring", "a A → b B"]);
        let open = world.import(Kind::Accounts, "key,name,parent\nx,X,y\ny,Y,\n").run();
        assert!(!open.notices.iter().any(|notice| notice.contains("x X")), "{:?}", open.notices);
        let closed = world.import(Kind::Accounts, "key,name,parent\ny,Y,x\n").run();
        assert_says(&closed.notices, &["own each other in a ring", "x X → y Y"]);
    });
}

#[test]
fn line_ends_may_be_mixed() {
    accounts(
        "key,name\n\r1,A\r\r\n\n2,\"B\r\nB\"\r3,C\n\r\n",
        &[("1", "A"), ("2", "B\r\nB"), ("3", "C")],
        &[],
    );
    accounts("key,name\r\n1,A\n2,B\r3,C\r\n4,D", &[("1", "A"), ("2", "B"), ("3", "C"), ("4", "D")], &[]);
}

#[test]
fn semicolons_and_tabs_separate_where_they_do() {
    accounts("key;name;city\n1;A, B;X\n2;C, D;Y\n", &[("1", "A, B"), ("2", "C, D")], &[]);
    accounts("key\tname\tcity\n1\tA, B\tX\n2\tC; D\tY\n", &[("1", "A, B"), ("2", "C; D")], &[]);
}

#[test]
fn an_empty_file_is_refused_and_leaves_no_trace() {
    on_both_databases(|world| {
        let before = world.digest();
        for content in ["", "\u{FEFF}", "\n\n"] {
            let error = world.import(Kind::Accounts, content).fail();
            assert!(matches!(error, EngineError::Ingest(IngestError::Empty { .. })), "{error}");
            assert!(error.to_string().contains("accounts.csv is empty"), "{error}");
        }
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn a_header_without_rows_comes_in_as_nothing_and_says_so() {
    alike_on_both_databases(|world| {
        let summary = world.import(Kind::Accounts, "key,name\n").run();
        assert_eq!((summary.read, summary.created, summary.rejected), (0, 0, 0));
        assert_says(&summary.notices, &["a header and no rows"]);
        assert_eq!(world.account_keys(), Vec::<String>::new());
    });
}

#[test]
fn impossible_dates_come_back_with_their_value() {
    alike_on_both_databases(|world| {
        let text = "key,email,created at\n1,a@x.org,2026-02-28\n2,b@x.org,2026-02-30\n3,c@x.org,31/02/2026\n\
                    4,d@x.org,0000-00-00\n5,e@x.org,2024-02-29\n";
        let summary = world.import(Kind::Contacts, text).run();
        assert_eq!(world.contact_keys(), ["1", "5"]);
        let rejects = world.rejects(summary.id);
        let places: Vec<(u64, Option<&str>, Option<&str>)> = rejects
            .iter()
            .map(|reject| (reject.line, reject.column.as_deref(), reject.value.as_deref()))
            .collect();
        let column = Some("created at");
        let expected = [
            (3, column, Some("2026-02-30")),
            (4, column, Some("31/02/2026")),
            (5, column, Some("0000-00-00")),
        ];
        assert_eq!(places, expected);
    });
}

#[test]
fn a_number_that_is_not_finite_comes_back() {
    alike_on_both_databases(|world| {
        let text = "key,name,employees\n1,A,5\n2,B,1e309\n3,C,NaN\n4,D,inf\n5,E,1e3\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!(world.account_keys(), ["1", "5"]);
        let lines: Vec<u64> = rejected(world, summary.id).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [3, 4, 5]);
        assert_eq!(
            world.account("5").attributes.get("employees").map(ToString::to_string).as_deref(),
            Some("1000")
        );
    });
}

#[test]
fn html_formulas_and_injections_are_names_like_others() {
    let names = [
        ("1", "<script>alert(1)</script>"),
        ("2", "=HYPERLINK(\"http://x\")"),
        ("3", "'; DROP TABLE accounts; --"),
        ("4", "100 % \\ _"),
        ("5", "日本 🦀 \u{202E}abc"),
    ];
    let mut text = "key,name\n".to_owned();
    for (key, name) in names {
        writeln!(text, "{key},\"{}\"", name.replace('"', "\"\"")).unwrap();
    }
    accounts(text, &names, &[]);
}

#[test]
fn a_row_without_a_key_comes_back() {
    alike_on_both_databases(|world| {
        let summary = world.import(Kind::Contacts, "key,email,title\n,a@x.org,CTO\n,,CEO\n2,,CFO\n").run();
        assert_eq!(world.contact_keys(), ["a@x.org", "2"], "an address is a key where there is no other");
        assert_eq!(rejected(world, summary.id).len(), 1);
        assert_eq!(rejected(world, summary.id)[0].0, 3);
    });
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_whole_with_every_problem() {
    on_both_databases(|world| {
        let before = world.digest();
        let mapping = "kind = \"accounts\"\n[columns]\nkey = \"Identifier\"\nname = \"Nom\"\n";
        let error = world.import(Kind::Accounts, "key,name\n1,A\n").mapping(mapping).fail().to_string();
        assert!(error.contains("Identifier") && error.contains("Nom"), "{error}");
        let error = world.import(Kind::Contacts, "key,name\n1,A\n").mapping("kind = \"accounts\"\n").fail();
        assert!(error.to_string().contains("use import accounts"), "{error}");
        assert_eq!(world.digest(), before);
    });
}
