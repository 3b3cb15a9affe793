//! A table says the same as text, as CSV and as JSON.

use bareme_scoring::{Instant, Points};
use proptest::prelude::*;

use super::{Cell, Column, Kind, Table};
use crate::english;

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let columns = vec![
        Column::new("source", "Source", Kind::Text),
        Column::new("mql", "MQL", Kind::Count),
        Column::new("rate", "Rate", Kind::Share),
        Column::new("age", "Age", Kind::Number { digits: 1 }).in_unit("days"),
        Column::new("since", "Since", Kind::Date),
        Column::new("immature", "Immature", Kind::Flag),
    ];
    let mut table = Table::new("Leads by source", columns);
    for row in rows {
        table.push(row);
    }
    table
}

fn two_rows() -> Table {
    let day = Instant::parse("2018-01-02").unwrap();
    table(vec![
        vec!["Île-de-France".into(), 1_200_u64.into(), 0.1056.into(), 3.25.into(), day.into(), false.into()],
        vec!["展示会".into(), 7_u64.into(), Cell::Empty, Cell::Empty, Cell::Empty, true.into()],
    ])
}

#[test]
fn text_is_aligned_by_what_the_eye_sees() {
    let text = two_rows().to_text(&english);
    let expected = "\
Leads by source

Source          MQL    Rate  Age (days)  Since       Immature
─────────────  ────  ──────  ──────────  ──────────  ────────
Île-de-France  1200  10.6 %         3.2  2018-01-02  no
展示会            7       –           –  –           yes
";
    assert_eq!(text, expected);
}

#[test]
fn nothing_in_the_data_reaches_the_terminal_as_a_command() {
    let text = table(vec![vec!["\u{1b}[2Jgone\n\u{9b}".into()]]).to_text(&english);
    assert!(text.contains("·[2Jgone··"), "{text}");
}

#[test]
fn csv_keeps_every_digit_and_quotes_what_needs_it() {
    let mut rows = two_rows();
    rows.push(["say \"hi\", twice\n".into(), 1_u64.into(), (1.0 / 3.0).into()]);
    let expected = "source,mql,rate,age,since,immature\r\n\
                    Île-de-France,1200,0.1056,3.25,2018-01-02T00:00:00Z,false\r\n\
                    展示会,7,,,,true\r\n\
                    \"say \"\"hi\"\", twice\n\",1,0.3333333333333333,,,\r\n";
    assert_eq!(rows.to_csv(), expected);
}

#[test]
fn a_spreadsheet_runs_no_formula_from_a_downloaded_table() {
    let mut table = Table::new("", vec![Column::new("name", "Name", Kind::Text)]);
    for text in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3=", "+33 1 23-45", "-12.5", "plain"] {
        table.push([text.into()]);
    }
    assert_eq!(
        table.to_csv(),
        "name\r\n'=1+1\r\n'@SUM(A1)\r\n'+cmd|' /C calc'!A0\r\n'-2+3=\r\n+33 1 23-45\r\n-12.5\r\nplain\r\n"
    );
}

#[test]
fn json_records_have_the_columns_names_in_their_order() {
    let table = two_rows();
    let json: Vec<String> = table.records().map(|record| serde_json::to_string(&record).unwrap()).collect();
    assert_eq!(json[1], r#"{"source":"展示会","mql":7,"rate":null,"age":null,"since":null,"immature":true}"#);
    assert!(json[0].contains(r#""since":"2018-01-02T00:00:00Z""#), "{}", json[0]);
}

#[test]
fn points_are_exact_everywhere() {
    let mut table = Table::new("", vec![Column::new("amount", "Amount", Kind::Hundredths)]);
    table.push([Points::from_hundredths(123_450).into()]);
    assert_eq!(table.to_csv(), "amount\r\n1234.50\r\n");
    assert!(table.to_text(&english).ends_with("1234.50\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_is_read_back_cell_by_cell(texts in prop::collection::vec("[a-z,;\"\\r\\n é]{0,12}", 1..20)) {
        let columns = vec![Column::new("text", "Text", Kind::Text), Column::new("count", "Count", Kind::Count)];
        let mut table = Table::new("", columns);
        for text in &texts {
            table.push([Cell::Text(format!("x{text}")), 3_u64.into()]);
        }
        let written = table.to_csv();
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let read: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
        let expected: Vec<String> = texts.iter().map(|text| format!("x{text}")).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn every_line_of_text_ends_at_its_last_character(texts in prop::collection::vec(any::<String>(), 0..8)) {
        let rows = texts.into_iter().map(|text| vec![Cell::Text(text)]).collect();
        let text = table(rows).to_text(&english);
        prop_assert!(text.lines().all(|line| line.trim_end() == line));
    }
}
