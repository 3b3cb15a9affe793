//! Encodings, marks, line ends, delimiters, headers, sizes.

use super::{import, source};
use crate::{Encoding, IngestError, Kind, LineEnds, Source, SourceOptions};

const TABLE: &str = "id,name,ville\n1,Société Générale,Orléans\n2,Škoda €,Île\n";

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{FEFF}" } else { "" };
    let units = format!("{mark}{text}").encode_utf16().collect::<Vec<_>>();
    units.into_iter().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn assert_whole(bytes: &[u8], encoding: Encoding, mark: bool) {
    let outcome = import(Kind::Accounts, bytes);
    let detected = outcome.source.detected();
    assert_eq!((detected.encoding, detected.byte_order_mark), (encoding, mark));
    assert_eq!(outcome.keys(), ["1", "2"]);
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("Société Générale"));
    assert_eq!(outcome.attribute(1, "city").as_deref(), Some("Île"));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_header() {
    assert_whole(format!("\u{FEFF}{TABLE}").as_bytes(), Encoding::UTF_8, true);
    assert_whole(TABLE.as_bytes(), Encoding::UTF_8, false);
}

#[test]
fn utf_16_is_read_in_both_byte_orders_with_and_without_mark() {
    for mark in [true, false] {
        assert_whole(&utf16(TABLE, false, mark), Encoding::UTF_16LE, mark);
        assert_whole(&utf16(TABLE, true, mark), Encoding::UTF_16BE, mark);
    }
}

#[test]
fn a_broken_character_of_utf_16_costs_its_row_only() {
    let mut bytes = utf16("id,name\n1,A", false, true);
    bytes.extend_from_slice(&0xD800_u16.to_le_bytes());
    bytes.extend(utf16("\n2,B\n", false, false));
    let outcome = import(Kind::Accounts, &bytes);
    assert_eq!(outcome.keys(), ["2"]);
    assert_eq!(outcome.rejected(), [(2, "not_text")]);
}

#[test]
fn windows_1252_is_recognised_and_its_euro_sign_too() {
    let mut bytes =
        b"id,name,ville\n1,Soci\xE9t\xE9 G\xE9n\xE9rale,Orl\xE9ans\n2,\x8Akoda \x80,\xCEle\n".to_vec();
    assert_whole(&bytes, Encoding::WINDOWS_1252, false);
    bytes.extend_from_slice(b"3,x,y\n");
    let outcome = import(Kind::Accounts, &bytes);
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("Škoda €"));
}

#[test]
fn in_a_utf_8_file_a_row_in_another_encoding_is_refused_with_its_column_and_byte() {
    let mut bytes = TABLE.as_bytes().to_vec();
    bytes.extend_from_slice(b"3,\"Caf\xE9, bar\",Paris\n4,Ouest,Brest\n");
    let outcome = import(Kind::Accounts, &bytes);
    assert_eq!(outcome.source.detected().encoding, Encoding::UTF_8);
    assert_eq!(outcome.keys(), ["1", "2", "4"]);
    assert_eq!(outcome.rejected(), [(4, "not_text")]);
    assert_eq!(outcome.rejects[0].column.as_deref(), Some("name"));
    assert!(
        outcome.rejects[0].message.text.contains("0xE9 at column 2"),
        "{}",
        outcome.rejects[0].message.text
    );
    assert!(
        outcome.source.notices().iter().any(|notice| notice.text.contains("1 places")),
        "said before the import"
    );
}

#[test]
fn bytes_that_are_valid_only_across_two_fields_are_refused() {
    let mut bytes = TABLE.as_bytes().to_vec();
    bytes.extend_from_slice(b"3,\"a\xC3\",\"\xA9b\"\n4,Ouest,Brest\n");
    let outcome = import(Kind::Accounts, &bytes);
    assert_eq!(outcome.rejected(), [(4, "not_text")]);
    assert_eq!(outcome.keys(), ["1", "2", "4"]);
}

#[test]
fn the_encoding_can_be_said() {
    let options = SourceOptions { encoding: Encoding::from_label("latin1"), ..SourceOptions::default() };
    let source = Source::from_bytes("x.csv", TABLE.as_bytes(), &options).unwrap();
    assert_eq!(source.detected().encoding, Encoding::WINDOWS_1252);
    assert_eq!(Encoding::from_label("nonsense"), None);
}

#[test]
fn a_zero_byte_costs_its_row_only() {
    let outcome = import(Kind::Accounts, "id,name\n1,A\n2,B\0C\n3,D\n");
    assert_eq!(outcome.keys(), ["1", "3"]);
    assert_eq!(outcome.rejected(), [(3, "nul_byte")]);
    assert_eq!(outcome.rejects[0].column.as_deref(), Some("name"));
}

#[test]
fn control_characters_are_removed_and_counted() {
    let outcome = import(Kind::Accounts, "id,name\n1\u{1},A\u{B}B\u{7F}\u{85}\n2,C\tD\n");
    assert_eq!(outcome.keys(), ["1", "2"]);
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("A B"));
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("C\tD"));
    assert_eq!(outcome.tally.cleaned, 1);
}

#[test]
fn line_ends_may_be_mixed_and_the_last_may_be_missing() {
    let outcome = import(Kind::Accounts, "id,name\r\n1,A\n2,B\r3,C\r\r\n\n4,D");
    assert_eq!(outcome.keys(), ["1", "2", "3", "4"]);
    assert_eq!(outcome.source.detected().line_ends, LineEnds::Mixed);
    assert_eq!(outcome.tally.blank_lines, 2);
    let old_mac = import(Kind::Accounts, "id,name\r1,A\r2,B\r");
    assert_eq!(old_mac.keys(), ["1", "2"]);
}

#[test]
fn semicolons_tabs_and_bars_are_found_where_commas_are_text() {
    for delimiter in [";", "\t", "|"] {
        let text = ["id,x", "name", "city\n1,5", "A, B", "\"C, D\"\n2,5", "E", "F\n"].join(delimiter);
        let outcome = import_key(&text);
        assert_eq!(
            outcome,
            [("A, B".to_owned(), "C, D".to_owned()), ("E".to_owned(), "F".to_owned())],
            "{text}"
        );
    }
}

fn import_key(text: &str) -> Vec<(String, String)> {
    let outcome = import(Kind::Accounts, text);
    let pair = |index| (outcome.attribute(index, "name").unwrap(), outcome.attribute(index, "city").unwrap());
    (0..outcome.records.len()).map(pair).collect()
}

#[test]
fn excels_directive_is_no_header() {
    let outcome = import(Kind::Accounts, "sep=;\r\nid;name\r\n1;A,B\r\n2\r\n");
    assert_eq!(outcome.keys(), ["1"]);
    assert_eq!(outcome.rejected(), [(4, "one_field")], "lines count from the directive");
}

#[test]
fn an_empty_file_is_an_error_and_a_header_alone_a_notice() {
    for empty in ["", "\n\n \n", "\u{FEFF}"] {
        let error = Source::from_bytes("x.csv", empty.as_bytes(), &SourceOptions::default()).unwrap_err();
        assert!(matches!(error, IngestError::Empty { .. }), "{error}");
    }
    let outcome = import(Kind::Accounts, "id,name");
    assert!(outcome.source.notices().iter().any(|it| it.text == "the file has a header and no rows"));
    assert_eq!(outcome.tally.rows, 0);
}

#[test]
fn a_header_that_is_no_text_is_an_error_with_its_line() {
    let error = Source::from_bytes("x.csv", &b"id,na\0me\n1,2\n"[..], &SourceOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "x.csv, line 1: the header cannot be read: column 2 holds a zero byte (NUL)"
    );
}

#[test]
fn duplicate_and_empty_headers_lose_nothing() {
    let outcome = import(Kind::Accounts, "id,name,note,,note\n1,A,first,second,third\n");
    assert_eq!(outcome.attribute(0, "note").as_deref(), Some("first"));
    assert_eq!(outcome.attribute(0, "column_4").as_deref(), Some("second"));
    assert_eq!(outcome.attribute(0, "note_2").as_deref(), Some("third"));
    assert_eq!(outcome.source.notices().len(), 2);
}

#[test]
fn ragged_rows_are_refused_unless_only_empty_fields_are_too_many() {
    let outcome = import(Kind::Accounts, "id,name\n1\n2,B,C\n3,D,,\n,,\n4,E\n");
    assert_eq!(outcome.keys(), ["3", "4"]);
    assert_eq!(outcome.rejects[0].message.text, "1 field where 2 are expected");
    assert_eq!(outcome.rejects[1].message.text, "3 fields where 2 are expected");
    assert_eq!((outcome.tally.trailing, outcome.tally.empty), (2, 1));
}

#[test]
fn a_field_of_ten_megabytes_costs_its_row_only() {
    let huge = "x".repeat(10_000_000);
    for (quote, code) in [("", "field_too_long"), ("\"", "field_too_long")] {
        let outcome = import(Kind::Accounts, format!("id,name\n1,A\n2,{quote}{huge}{quote}\n3,C\n"));
        assert_eq!(outcome.keys(), ["1", "3"]);
        assert_eq!(outcome.rejected(), [(3, code)]);
        let reject = &outcome.rejects[0];
        assert_eq!(reject.message.text, "column 2 has 10000000 bytes; a field may have 1048576");
        assert!(reject.truncated && reject.raw.len() == 64 * 1024);
    }
}

#[test]
fn a_line_beyond_the_limit_is_read_over_and_the_next_comes_in() {
    let huge = "x".repeat(20_000_000);
    let outcome = import(Kind::Accounts, format!("id,name\n1,A\n2,{huge}\n3,C\n4,\"{huge}\n5,E\n"));
    assert_eq!(outcome.keys(), ["1", "3", "5"]);
    assert_eq!(outcome.rejected(), [(3, "line_too_long"), (5, "line_too_long")]);
    assert!(outcome.rejects[0].raw.starts_with("2,xxx") && outcome.rejects[0].truncated);
}

#[test]
fn the_same_bytes_have_the_same_digest_and_others_another() {
    let (one, two, other) = (source("id\n1\n"), source("id\n1\n"), source("id\n2\n"));
    assert_eq!(one.digest(), two.digest());
    assert_ne!(one.digest(), other.digest());
    assert_eq!(one.digest().len(), 64);
}
