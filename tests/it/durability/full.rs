//! A disk that is full: a sentence that says so, nothing half written, and everything goes on once there is room.

use std::fmt::Write as _;

use bareme_engine::{EngineError, work};
use bareme_ingest::Kind;
use bareme_scoring::{Act, Assignee};
use bareme_store::inspect::{execute_within, list_texts};
use bareme_store::{Backend, StoreError, settings};
use bareme_testkit::World;

use crate::support::assert_sound;

/// Lets the file of a database grow no further, or again, as if its disk were full. Holds for one connection, so the pool of
/// these tests has one.
fn room(world: &World, pages: u64) {
    world.database().bare(|c| execute_within(c, &format!("PRAGMA max_page_count = {pages}"))).unwrap();
}

/// How large the file of a database is, in pages.
fn pages(world: &World) -> u64 {
    let query = "SELECT CAST(page_count AS TEXT) AS value FROM pragma_page_count()";
    list_texts(world.database(), query).unwrap()[0].parse().unwrap()
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_is_over_without_a_restart() {
    let world = World::with_one_connection();
    world.import(Kind::Contacts, "key,email\nc1,ann@example.org\n").run();
    world.import(Kind::Leads, "key,contact,owner,mql at\nl1,c1,ann,2026-05-28\n").run();
    let before = world.digest();
    room(&world, 1);
    let long = "x".repeat(100_000);
    let full = world.database().write(|c| settings::upsert(c, "long", &long)).unwrap_err();
    assert!(matches!(full, StoreError::Full(_)), "{full:?}");
    assert!(full.to_string().contains("the disk of the database is full, and nothing was changed"), "{full}");
    assert!(full.is_passing());
    // Small writes may still fit into pages that are there; those that do not are refused whole.
    let mut refused = None;
    for number in 0..2_000 {
        let to = Assignee { owner: Some("eve".to_owned()), team: None, rule: None };
        let note = Some(format!("{number} {}", "y".repeat(900)));
        match work::act(world.engine(), 1, None, Act::Assign { to, note }, "ann") {
            Ok(outcome) => drop(outcome.unwrap()),
            Err(error) => {
                refused = Some((number, error));
                break;
            }
        }
    }
    let (number, error) = refused.expect("the file grew beyond its limit");
    assert!(matches!(error, EngineError::Store(StoreError::Full(_))), "{error:?}");
    let entries = |world: &World| world.read(|c| bareme_store::leads::list_logs(c, &[1])).remove(0).log.len();
    assert_eq!(entries(&world), number + 1, "all that was acknowledged, and nothing else");
    // Reading goes on.
    assert_eq!(world.digest()["contacts"], before["contacts"]);
    room(&world, 1_000_000);
    let to = Assignee { owner: Some("max".to_owned()), team: None, rule: None };
    work::act(world.engine(), 1, None, Act::Assign { to, note: None }, "ann").unwrap().unwrap();
    assert_eq!(entries(&world), number + 2);
    assert_sound(&world);
}

#[test]
fn an_import_that_finds_the_disk_full_goes_on_where_it_was_once_there_is_room() {
    let mut file = "key,email,name\n".to_owned();
    for number in 0..6_000 {
        writeln!(file, "c{number},p{number}@example.org,Somebody With A Name {number}").unwrap();
    }
    let undisturbed = World::new(Backend::Sqlite);
    let empty = pages(&undisturbed);
    undisturbed.import(Kind::Contacts, &file).run();
    let grown = pages(&undisturbed) - empty;
    let world = World::with_one_connection();
    // Room for one of three batches.
    let half = pages(&world) + grown / 2;
    room(&world, half);
    let (outcome, _) = world.import(Kind::Contacts, &file).observe();
    assert!(matches!(outcome, Err(EngineError::Store(StoreError::Full(_)))), "{outcome:?}");
    room(&world, 1_000_000);
    let (outcome, observed) = world.import(Kind::Contacts, &file).observe();
    assert_eq!(outcome.unwrap().read, 6_000);
    assert!(observed.plan.unwrap().resumes_after.is_some(), "it goes on where it was");
    assert_eq!(world.digest(), undisturbed.digest());
    assert_sound(&world);
}
