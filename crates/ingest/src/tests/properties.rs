//! Whatever the bytes: nothing panics, nothing is lost, and reading on from a checkpoint gives what reading through gives.

use proptest::prelude::*;

use super::{import_with, source};
use crate::{Entry, Kind, Mapping, Plan, PlanOptions, Source, SourceOptions};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() }
}

/// Pieces of tables, with what breaks them.
fn messy() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-z0-9]{1,4}".prop_map(String::into_bytes),
        4 => Just(b",".to_vec()),
        3 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        2 => Just(b"\"".to_vec()),
        1 => Just(b"\"\"".to_vec()),
        1 => Just(b" ".to_vec()),
        1 => Just("é".as_bytes().to_vec()),
        1 => Just(vec![0xE9]),
        1 => Just(vec![0]),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

fn mapping() -> Mapping {
    Mapping::parse(
        "kind = \"accounts\"\n[columns]\nkey = \"id\"\nname = \"name\"\n[skip_rows_where]\nname = \"b\"\n",
    )
    .unwrap()
}

fn entries(plan: &Plan, source: &Source) -> Vec<Entry> {
    plan.records(source).unwrap().map(Result::unwrap).collect()
}

fn plan(source: &Source) -> Plan {
    let survey = source.survey(&mapping()).unwrap();
    Plan::resolve(source, &survey, &mapping(), &PlanOptions::default()).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(source) = Source::from_bytes("x", bytes, &SourceOptions::default()) {
            for kind in Kind::ALL {
                let mapping = Mapping::automatic(kind, source.header());
                let _ = import_with(source.clone(), &mapping);
            }
        }
    }

    #[test]
    fn every_line_is_blank_or_part_of_one_row_and_every_row_is_accounted_for(body in messy()) {
        let source = source([b"id,name,c\n".as_slice(), &body].concat());
        prop_assume!(source.detected().encoding == crate::Encoding::UTF_8);
        let plan = plan(&source);
        let mut records = plan.records(&source).unwrap();
        let entries = records.by_ref().filter(|entry| entry.as_ref().is_ok()).count() as u64;
        let tally = records.tally();
        prop_assert_eq!(tally.rows, tally.accepted + tally.rejected + tally.skipped + tally.empty);
        prop_assert_eq!(entries, tally.accepted + tally.rejected);
        prop_assert_eq!(records.position().byte, source.detected().bytes);
        let last_is_open = !body.is_empty() && !body.ends_with(b"\n") && !body.ends_with(b"\r");
        prop_assert_eq!(records.position().line, 2 + line_ends(&body) + u64::from(last_is_open));
    }

    #[test]
    fn raw_rows_put_together_again_are_the_file(body in messy()) {
        let source = source([b"id,name,c\n".as_slice(), &body].concat());
        prop_assume!(source.detected().encoding == crate::Encoding::UTF_8);
        let mut rows = source.rows(source.first_row()).unwrap();
        let mut letters = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            letters.extend_from_slice(row.raw);
        }
        let visible = |bytes: &[u8]| {
            bytes.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r' | b' ')).collect::<Vec<u8>>()
        };
        prop_assert_eq!(visible(&letters), visible(&body));
    }

    #[test]
    fn reading_on_from_any_checkpoint_gives_the_same_as_reading_through(body in messy(), wide in any::<bool>()) {
        let mut bytes = [b"id,name,c\n".as_slice(), &body].concat();
        if wide {
            let text = format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes));
            bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        let source = source(bytes);
        let plan = plan(&source);
        let all = entries(&plan, &source);
        let mut records = plan.records(&source).unwrap();
        for read in 0..=all.len() {
            let rest: Vec<Entry> =
                plan.records_from(&source, records.position()).unwrap().map(Result::unwrap).collect();
            prop_assert_eq!(&rest[..], &all[read..]);
            records.next_record().unwrap();
        }
    }

    // Two columns: in wider tables a text may look like rows of the table, and then it is refused.
    #[test]
    fn well_formed_rows_come_in_as_they_were_written(
        values in prop::collection::vec("[ -~é\n\"]{0,12}", 1..20),
        semicolon in any::<bool>(),
    ) {
        let delimiter = if semicolon { b';' } else { b',' };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(Vec::new());
        writer.write_record(["id", "b"]).unwrap();
        for (number, value) in values.iter().enumerate() {
            writer.write_record([&format!("k{number}"), value]).unwrap();
        }
        let options = SourceOptions { delimiter: Some(delimiter), ..SourceOptions::default() };
        let source = Source::from_bytes("x", writer.into_inner().unwrap(), &options).unwrap();
        let mut rows = source.rows(source.first_row()).unwrap();
        for (number, value) in values.iter().enumerate() {
            let row = rows.next().unwrap().unwrap();
            prop_assert_eq!(row.fault, None);
            let fields: Vec<&str> = row
                .spans()
                .iter()
                .map(|(begin, end)| row.text().get(*begin as usize..*end as usize).unwrap())
                .collect();
            let key = format!("k{number}");
            prop_assert_eq!(fields, [key.as_str(), value.as_str()]);
        }
        prop_assert!(rows.next().unwrap().is_none());
    }
}

fn line_ends(bytes: &[u8]) -> u64 {
    let is_end =
        |(at, byte): &(usize, &u8)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    bytes.iter().enumerate().filter(is_end).count() as u64
}
