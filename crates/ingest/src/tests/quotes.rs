//! A quote that is opened and never closed must not swallow the rows behind it.

use super::{import, import_with};
use crate::{Kind, Mapping, Source, SourceOptions};

fn accounts(text: &str) -> (Vec<String>, Vec<(u64, String)>) {
    let outcome = import(Kind::Accounts, text);
    let keys = outcome.keys().into_iter().map(str::to_owned).collect();
    (keys, outcome.rejects.into_iter().map(|reject| (reject.line, reject.message.text)).collect())
}

fn never_closed(line: u64, column: u32) -> (u64, String) {
    (line, format!("quote opened at column {column} is never closed"))
}

#[test]
fn an_open_quote_in_the_middle_costs_one_row() {
    let (keys, rejects) = accounts("id,name,city\n1,A,X\n2,\"B,Y\n3,C,Z\n4,D,W\n");
    assert_eq!(keys, ["1", "3", "4"]);
    assert_eq!(rejects, [never_closed(3, 2)]);
}

#[test]
fn an_open_quote_on_the_last_row_costs_one_row() {
    for end in ["", "\n", "\r\n"] {
        let (keys, rejects) = accounts(&format!("id,name,city\n1,A,X\n2,B,\"Y{end}"));
        assert_eq!(keys, ["1"]);
        assert_eq!(rejects, [never_closed(3, 3)]);
    }
}

#[test]
fn an_open_quote_that_the_quote_of_a_later_row_would_close_costs_one_row() {
    let (keys, rejects) = accounts("id,name,city\n1,\"A,X\n2,B,Y\n3,\"C\",Z\n4,D,W\n");
    assert_eq!(keys, ["2", "3", "4"], "the quote before C is followed by text, so it closes nothing");
    assert_eq!(rejects, [never_closed(2, 2)]);
    let (keys, rejects) = accounts("id,name,city\n1,\"A,X\n2,B,Y\n3,C\",Z\n4,D,W\n");
    assert_eq!(keys, ["2", "3", "4"], "every line by itself is a row of the right width");
    assert_eq!(rejects, [never_closed(2, 2)]);
    let (keys, rejects) = accounts("id,name,city\n1,\"A,X\n2,\"\",Y\n3,C,Z\n");
    assert_eq!(keys, ["2", "3"], "two quotes in a row do not close it either");
    assert_eq!(rejects, [never_closed(2, 2)]);
}

#[test]
fn an_open_quote_that_is_closed_at_the_wrong_width_costs_one_row() {
    let (keys, rejects) = accounts("id,name,city\n1,\"A\n2,B,Y\n3,C\",Z,W\n4,D,V\n");
    assert_eq!(keys, ["2", "4"]);
    assert_eq!(rejects[0], never_closed(2, 2));
    assert_eq!(rejects[1], (4, "4 fields where 3 are expected".to_owned()));
}

#[test]
fn two_open_quotes_cost_two_rows() {
    let (keys, rejects) = accounts("id,name,city\n1,\"A,X\n2,B,Y\n3,\"C,Z\n4,D,W\n");
    assert_eq!(keys, ["2", "4"]);
    assert_eq!(rejects, [never_closed(2, 2), never_closed(4, 2)]);
}

#[test]
fn line_ends_and_delimiters_inside_of_quotes_are_text() {
    let text = "id,name,city\n1,\"A, Ltd.\n2nd floor\r\n\nLondon, UK\",X\n2,\"B \"\"the\"\" C\",\"Y\"\n3, \"D\" ,Z\n";
    let outcome = import(Kind::Accounts, text);
    assert_eq!(outcome.keys(), ["1", "2", "3"], "{:?}", outcome.rejects);
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("A, Ltd.\n2nd floor\r\n\nLondon, UK"));
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("B \"the\" C"));
    assert_eq!(outcome.attribute(2, "name").as_deref(), Some("D"));
}

#[test]
fn rows_behind_a_text_of_several_lines_keep_their_physical_line() {
    let (keys, rejects) = accounts("id,name\n1,\"A\nB\nC\"\n2\n3,D\n");
    assert_eq!(keys, ["1", "3"]);
    assert_eq!(rejects[0].0, 5);
}

#[test]
fn a_quote_that_is_not_at_the_beginning_of_a_field_is_a_character() {
    let outcome = import(Kind::Accounts, "id,name\n1,Pipe 5\" wide\n2,B\n");
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("Pipe 5\" wide"));
    assert_eq!(outcome.keys(), ["1", "2"]);
}

#[test]
fn text_behind_a_closing_quote_is_refused_with_advice() {
    let (keys, rejects) = accounts("id,name\n1,\"A\" Ltd.\n2,B\n");
    assert_eq!(keys, ["2"]);
    assert!(rejects[0].1.contains("column 2") && rejects[0].1.contains("written twice"), "{rejects:?}");
}

#[test]
fn a_row_that_is_quoted_as_a_whole_says_so() {
    let (keys, rejects) = accounts("id,name,city\n1,A,X\n\"2,\"\"B, Ltd.\"\",Y\"\n\"3,C\"\n4,D,W\n");
    assert_eq!(keys, ["1", "4"]);
    assert!(rejects[0].1.starts_with("1 field where 3 are expected: the whole row is quoted as one field"));
    assert_eq!(rejects[1].1, "1 field where 3 are expected", "within the quotes it is not a row either");
}

#[test]
fn quotes_are_ordinary_characters_when_a_person_says_so() {
    let options = SourceOptions { quote: Some(None), ..SourceOptions::default() };
    let source = Source::from_bytes("x.csv", &b"id,name\n1,\"A\n2,B\"\n"[..], &options).unwrap();
    let mapping = Mapping::automatic(Kind::Accounts, source.header());
    let outcome = import_with(source, &mapping).unwrap();
    assert_eq!(outcome.attribute(0, "name").as_deref(), Some("\"A"));
    assert_eq!(outcome.attribute(1, "name").as_deref(), Some("B\""));
}

#[test]
fn a_text_of_too_many_lines_is_taken_for_an_open_quote() {
    let text = format!("id,name,city\n1,\"{}\",X\n2,B,Y\n", "line\n".repeat(2000));
    let (keys, rejects) = accounts(&text);
    assert_eq!(keys, ["2"]);
    assert_eq!(rejects[0], never_closed(2, 2));
    assert_eq!(rejects.len(), 2001, "nothing is lost in silence");
}
