//! The rows of leads are what their log adds up to, and can be made again from it.

use bareme_engine::doctor::{examine, rebuild_leads};
use bareme_ingest::Kind;
use bareme_scoring::project;
use bareme_store::Backend;
use bareme_store::leads::{self, LeadRow};
use bareme_testkit::{Row, World, csv, on_both_databases, row};
use proptest::prelude::*;

use crate::support::{assert_sound, lead_rows};

/// The rows that follow from the log alone.
fn rebuilt(world: &World) -> Vec<LeadRow> {
    let mut rows = Vec::new();
    world.read(|c| {
        leads::for_each_log(c, |lead| {
            let now = project(&lead.log).unwrap();
            rows.push(LeadRow::of(lead.id, &lead.opening, &now, lead.log[0].at));
            Ok(())
        })
    });
    rows
}

#[test]
fn after_a_demo_the_log_gives_the_same_rows() {
    on_both_databases(|world| {
        let summary = world.fill_demo(60, 11);
        let handed_over: u64 = world.score().iter().map(|model| model.handed_over).sum();
        assert!(handed_over > 0 && summary.leads > 20, "{summary:?}, {handed_over} handed over");
        let rows = lead_rows(world);
        assert_eq!(rows.len() as u64, summary.leads + handed_over);
        assert_eq!(rebuilt(world), rows);
        assert_sound(world);
        world.write(leads::delete_projection);
        assert!(
            examine(world.engine()).unwrap().iter().any(|finding| !finding.sound),
            "the doctor sees that"
        );
        assert_eq!(rebuild_leads(world.engine()).unwrap(), rows.len() as u64);
        assert_eq!(lead_rows(world), rows);
        assert_sound(world);
    });
}

const STAGES: [&str; 9] = [
    "inquiry at",
    "mql at",
    "sal at",
    "sql at",
    "opportunity at",
    "won at",
    "lost at",
    "rejected at",
    "recycled at",
];

/// A row of a CRM export: some stages with a date, in an order that is often but not always possible.
fn history() -> impl Strategy<Value = Row> {
    let stages = prop::collection::vec((0..STAGES.len(), 0_i64..20), 1..5);
    (0..12_u8, 0..5_u8, stages, prop::option::of(0_i64..5_000)).prop_map(|(lead, contact, stages, amount)| {
        let mut row = row(format!("l{lead}")).with("contact", format!("c{contact}"));
        for (stage, slack) in stages {
            let place = i64::try_from(stage).unwrap();
            row = row.with(STAGES[stage], bareme_testkit::at("2026-01-01").plus_days(place * 10 + slack));
        }
        match amount {
            Some(amount) => row.with("amount", amount).with("currency", "EUR").with("owner", "eve"),
            None => row.with("reason", "no_need"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_imports_the_log_gives_the_same_rows(
        files in prop::collection::vec(prop::collection::vec(history(), 1..15), 1..4),
        postgres in prop::bool::weighted(0.4),
    ) {
        let world = World::new(if postgres { Backend::Postgres } else { Backend::Sqlite });
        world.import(Kind::Contacts, csv(&(0..5).map(|number| row(format!("c{number}"))).collect::<Vec<_>>())).run();
        for file in files {
            world.import(Kind::Leads, csv(&file)).run();
            prop_assert_eq!(rebuilt(&world), lead_rows(&world));
        }
    }
}
