//! The log refuses what the table does not allow, even from who writes past the program.

use bareme_engine::work::act;
use bareme_ingest::Kind;
use bareme_scoring::{Act, Event, Stage};
use bareme_store::Backend;
use bareme_store::inspect::{execute, list_texts};
use bareme_store::leads::stage_number;
use bareme_testkit::{World, on_both_databases};

use super::acts::{lead_of, with_leads};

/// Writes an entry of the log with SQL.
fn write_raw(world: &World, lead: i64, seq: u32, from: Option<Stage>, event: &str, to: Stage) -> bool {
    let from = from.map_or_else(|| "NULL".to_owned(), |stage| stage_number(stage).to_string());
    let no = if world.database().backend() == Backend::Sqlite { "0" } else { "FALSE" };
    let statement = format!(
        "INSERT INTO lead_transitions \
         (lead_id, seq, at, recorded_at, from_stage, to_stage, event, who, implied, facts) \
         VALUES ({lead}, {seq}, 0, 0, {from}, {}, '{event}', 'nobody', {no}, '{{}}')",
        stage_number(to)
    );
    execute(world.database(), &statement).is_ok()
}

#[test]
fn the_table_in_the_database_is_the_table_of_the_domain() {
    on_both_databases(|world| {
        let query = "SELECT CAST(from_stage AS TEXT) || ' ' || event || ' ' || CAST(to_stage AS TEXT) AS value \
                     FROM lead_moves";
        let mut stored = list_texts(world.database(), query).unwrap();
        stored.sort();
        let mut known: Vec<String> = Stage::ALL
            .into_iter()
            .flat_map(|from| Event::ALL.into_iter().map(move |event| (from, event)))
            .flat_map(|(from, event)| event.targets(from).map(move |to| (from, event, to)))
            .map(|(from, event, to)| format!("{} {} {}", stage_number(from), event.word(), stage_number(to)))
            .collect();
        known.sort();
        assert_eq!(stored, known);
    });
}

#[test]
fn an_entry_that_the_table_does_not_allow_is_refused_by_the_database() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        let before = world.digest();
        for event in Event::ALL {
            for to in Stage::ALL {
                let allowed = event.targets(Stage::Mql).any(|target| target == to);
                if !allowed {
                    let written = write_raw(world, id, 2, Some(Stage::Mql), event.word(), to);
                    assert!(!written, "{event:?} to {to:?}");
                }
            }
        }
        assert!(
            !write_raw(world, id, 3, Some(Stage::Mql), "accept", Stage::Sal),
            "an entry is missing before it"
        );
        assert!(!write_raw(world, id, 2, Some(Stage::Sal), "qualify", Stage::Sql), "the lead is not there");
        assert!(!write_raw(world, id, 2, None, "hand_off", Stage::Mql), "a second beginning");
        assert!(
            !write_raw(world, 77, 1, Some(Stage::Mql), "accept", Stage::Sal),
            "a log begins with an inquiry"
        );
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn an_undo_goes_only_to_where_the_lead_has_been() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        act(world.engine(), id, None, Act::Accept { note: None }, "eve").unwrap().unwrap();
        assert!(!write_raw(world, id, 3, Some(Stage::Sal), "undo", Stage::Opportunity));
        act(world.engine(), id, None, Act::Undo, "eve").unwrap().unwrap();
    });
}

#[test]
fn a_log_that_begins_twice_or_with_a_later_stage_does_not_come_in_by_a_file_either() {
    on_both_databases(|world| {
        with_leads(world);
        let summary =
            world.import(Kind::Leads, "key,contact,won at,mql at\nl1,ann,2026-05-20,2026-05-28\n").run();
        assert_eq!((summary.updated, summary.rejected), (0, 1));
    });
}
