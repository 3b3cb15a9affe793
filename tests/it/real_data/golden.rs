//! Reports on real data against what pandas counts in the same files (`tests/golden/real_data.py`).

use bareme_engine::reports::{Dimension, English, ReportKind, ReportQuery, report};
use bareme_ingest::Kind;
use bareme_reporting::{Cell, Report, Table};
use bareme_testkit::{World, on_both_databases, real_data};
use serde_json::Value;

use super::mapping;

fn golden(part: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../../golden/real_data.json")).unwrap();
    assert!(all["made_by"].as_str().unwrap().contains("pandas 3.1.1"), "{}", all["made_by"]);
    all[part].clone()
}

fn made(world: &World, kind: ReportKind, by: &str) -> Report {
    let query = ReportQuery { by: by.parse::<Dimension>().unwrap(), ..ReportQuery::default() };
    report(world.engine(), kind, &query, &English).unwrap()
}

fn table<'r>(report: &'r Report, key: &str) -> &'r Table {
    &report.sections.iter().find(|section| section.key == key).unwrap().table
}

/// A cell of a row by the key of its column, as a number; `None` where nothing is known.
fn number(table: &Table, row: &[Cell], key: &str) -> Option<f64> {
    let place = table.columns.iter().position(|column| column.key == key).unwrap();
    match &row[place] {
        Cell::Count(count) => Some(f64::from(u32::try_from(*count).unwrap())),
        Cell::Number(number) => Some(*number),
        Cell::Hundredths(points) => Some(points.as_f64()),
        Cell::Empty => None,
        other => panic!("{key} is {other:?}"),
    }
}

fn near(ours: Option<f64>, theirs: &Value, what: &str) {
    match (ours, theirs.as_f64()) {
        (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-9, "{what}: {ours}, not {theirs}"),
        (ours, theirs) => assert_eq!(ours, theirs, "{what}"),
    }
}

#[test]
fn the_cohorts_of_olist_are_those_that_pandas_counts() {
    let Some(folder) = real_data("olist") else { return };
    let golden = golden("olist");
    on_both_databases(|world| {
        let (leads, deals) = (folder.join("marketing_qualified_leads.csv"), folder.join("closed_deals.csv"));
        world.import_file(Kind::Contacts, &leads).mapping(&mapping("olist/contacts.toml")).run();
        world.import_file(Kind::Leads, &leads).mapping(&mapping("olist/leads.toml")).run();
        world.import_file(Kind::Leads, &deals).mapping(&mapping("olist/won.toml")).run();
        let report = made(world, ReportKind::Funnel, "month");
        let (counts, conversions) = (table(&report, "counts"), table(&report, "conversions"));
        let overall: Vec<&Vec<Cell>> =
            conversions.rows.iter().filter(|row| row[1] == Cell::from("MQL → Won")).collect();
        let expected = golden.as_array().unwrap();
        assert_eq!((counts.rows.len(), overall.len()), (expected.len(), expected.len()));
        for ((row, rate), expected) in counts.rows.iter().zip(overall).zip(expected) {
            let name = expected["cohort"].as_str().unwrap();
            assert_eq!((&row[0], &rate[0]), (&Cell::from(name), &Cell::from(name)));
            near(number(counts, row, "mql"), &expected["leads"], name);
            near(number(counts, row, "won"), &expected["won"], name);
            near(number(counts, row, "median_days"), &expected["median_days"], name);
            for key in ["rate", "low", "high"] {
                near(number(conversions, rate, key), &expected[key], name);
            }
        }
    });
}

#[test]
fn the_pipeline_of_maven_by_region_manager_and_sector_is_that_which_pandas_counts() {
    let Some(folder) = real_data("maven_crm") else { return };
    let golden = golden("maven");
    on_both_databases(|world| {
        let file = |name: &str| folder.join(name);
        let agreement = mapping("maven_crm/agreement.toml");
        bareme_engine::agreement::set(world.engine(), &agreement, None, "test").unwrap().unwrap();
        world
            .import_file(Kind::Accounts, file("accounts.csv"))
            .mapping(&mapping("maven_crm/accounts.toml"))
            .run();
        let pipeline = file("sales_pipeline.csv");
        let people =
            world.import_file(Kind::Contacts, &pipeline).mapping(&mapping("maven_crm/contacts.toml")).run();
        let leads = world
            .import_file(Kind::Leads, &pipeline)
            .mapping(&mapping("maven_crm/leads.toml"))
            .currency("USD")
            .run();
        let told = |summary: &bareme_engine::import::ImportSummary| {
            (summary.read, summary.created, summary.skipped, summary.rejected)
        };
        assert_eq!((told(&people), told(&leads)), ((8_800, 8_300, 500, 0), (8_800, 8_300, 500, 0)));
        for (key, by) in [("region", "territory"), ("manager", "manager"), ("sector", "industry")] {
            let report = made(world, ReportKind::Pipeline, by);
            let table = table(&report, "pipeline");
            for expected in golden[key].as_array().unwrap() {
                let name = expected["value"].as_str().unwrap_or("Not known");
                let rows: Vec<&Vec<Cell>> =
                    table.rows.iter().filter(|row| row[0] == Cell::from(name)).collect();
                assert!(!rows.is_empty(), "{by} {name}");
                let sum = |key| -> f64 { rows.iter().filter_map(|row| number(table, row, key)).sum() };
                for key in ["opportunities", "amount", "won", "won_amount", "lost"] {
                    near(Some(sum(key)), &expected[key], &format!("{by} {name}: {key}"));
                }
                // Open opportunities have no amount, and so a row of their own.
                let priced = rows.iter().find(|row| row[1] == Cell::from("USD"));
                for key in ["win_rate", "low", "high"] {
                    let rate = priced.and_then(|row| number(table, row, key));
                    near(rate, &expected[key], &format!("{by} {name}: {key}"));
                }
            }
            let groups = golden[key].as_array().unwrap().len();
            let mut names: Vec<String> = table.rows.iter().map(|row| format!("{:?}", row[0])).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), groups + 1, "{by}: a row for each, and the total");
        }
    });
}
