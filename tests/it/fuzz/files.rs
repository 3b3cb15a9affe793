//! Files of any bytes: each row comes in, or back with a reason; and what leaves as a file comes in again as it was.

use bareme_ingest::{
    Entry, Kind, Mapping, Plan, PlanOptions, Record, Reject, RejectsWriter, Source, SourceOptions,
};
use bareme_reporting::{Column, Kind as Shown, Table};
use bareme_testkit::Fuzz;
use proptest::prelude::*;

const FILES: [&str; 6] = [
    "key,email,name,account,role,title\n1,a@x.org,Ana,acme,champion,Chief\n2,b@x.org,\"Ben \"\"B\"\"\",,,\n",
    "id;name;revenue\r\n1;Café;1 234,50\r\n2;\"B\n3;C;many\n4\n\"5;\"\"E;e\"\";7\"\n",
    "sep=\t\nid\tname\tparent\townership\n1\tA\t2\t50 %\n2\tB\t\t\n",
    "contact,type,content,at\na,page_view,/pricing,2026-05-31T10:00:00Z\na,email_open,,31.05.2026 10:00\n",
    "key,contact,mql at,sal at,rejected at,reason,amount,currency\nl1,a,2026-01-01,2026-01-02,,,12.5,EUR\n",
    "bareme_line,bareme_column,bareme_value,bareme_reason,id,name\n3,name,x,why,1,'=1+1\n",
];

fn wide(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_row_of_any_file_comes_in_or_back() {
    let wide = FILES.map(wide);
    let words = [
        "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\u{FEFF}", "'=", "=", "\u{0}", "é", "sep=",
        "\u{2028}",
    ];
    let tried = Fuzz::new("table").seeds(FILES).seeds(wide).words(words).run(|input| {
        let Ok(source) = Source::from_bytes("x.csv", input, &SourceOptions::default()) else { return };
        for kind in Kind::ALL {
            let Some((entries, rejects)) = read(&source, kind) else { continue };
            let mut writer = RejectsWriter::new(Vec::new(), &source).unwrap();
            for reject in &rejects {
                writer.write(reject).unwrap();
            }
            let file = writer.finish().unwrap();
            assert!(entries >= rejects.len());
            if rejects.is_empty() {
                continue;
            }
            // The file of rejects is a table again, in which nothing is lost.
            let options = SourceOptions {
                delimiter: Some(source.detected().dialect.delimiter),
                ..SourceOptions::default()
            };
            let again = Source::from_bytes("x.rejects.csv", file, &options).unwrap();
            let (back, _) = read(&again, kind).unwrap_or_default();
            assert_eq!(back, rejects.len(), "rows of the rejects file, {kind:?}");
        }
    });
    assert!(tried > 20);
}

/// How many rows came in or back, and those that came back; nothing when the columns make no plan.
fn read(source: &Source, kind: Kind) -> Option<(usize, Vec<Reject>)> {
    let mapping = Mapping::automatic(kind, source.header());
    let survey = source.survey(&mapping).unwrap();
    let plan = Plan::resolve(source, &survey, &mapping, &PlanOptions::default()).ok()?;
    let mut records = plan.records(source).unwrap();
    let entries: Vec<Entry> = records.by_ref().map(Result::unwrap).collect();
    let tally = records.tally();
    assert_eq!(tally.rows, survey.rows, "the survey counts the same rows");
    assert_eq!(tally.rows, tally.accepted + tally.rejected + tally.skipped + tally.empty);
    Some((entries.len(), entries.into_iter().filter_map(|entry| entry.record.err()).collect()))
}

/// A name as an import keeps it.
fn imported(cell: &str) -> Option<String> {
    let table = Source::from_bytes(
        "x.csv",
        cell.as_bytes(),
        &SourceOptions { delimiter: Some(b','), ..SourceOptions::default() },
    );
    let source = table.ok()?;
    let mapping = Mapping::automatic(Kind::Accounts, source.header());
    let survey = source.survey(&mapping).unwrap();
    let plan = Plan::resolve(&source, &survey, &mapping, &PlanOptions::default()).unwrap();
    match plan.records(&source).unwrap().next()?.unwrap().record.ok()? {
        Record::Account(account) => account.attributes.get("name").map(ToString::to_string),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_leaves_as_a_table_comes_in_again_as_it_was(name in r#"['"=+@;,(|!a1-][ '"=+@;,(|!a1é-]{0,12}"#) {
        prop_assume!(name.trim() == name && !name.is_empty());
        let mut table = Table::new("", vec![Column::new("key", "key", Shown::Text), Column::new("name", "name", Shown::Text)]);
        table.push(["k".into(), name.as_str().into()]);
        let file = table.to_csv();
        prop_assert_eq!(imported(&file), Some(name.clone()), "{}", file);
        // Whatever a spreadsheet takes for the marks between cells, none begins with what it would run.
        for cell in file.split([',', ';', '\n', '\t']) {
            let bare = cell.trim_start_matches([' ', '"']);
            let runs = bare.starts_with(['=', '@', '+', '-']) && bare.contains(['(', '|', '!']) && bare.contains(char::is_alphabetic);
            prop_assert!(!runs, "{}", file);
        }
    }
}
