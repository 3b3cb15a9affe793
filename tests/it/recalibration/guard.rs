//! What the database itself refuses, whoever writes to it.

use bareme_store::StoreError;
use bareme_store::proposals::{self, StoredEntry};
use bareme_testkit::{World, on_both_databases};

use super::world::{sign, with_proposal};
use bareme_engine::proposals::Side;

fn entries(world: &World, id: i64) -> Vec<StoredEntry> {
    world.read(|c| proposals::list_entries(c, id))
}

/// What the database says to an entry, without keeping it.
fn refused(world: &World, entry: &StoredEntry) -> bool {
    let tried: Result<(), StoreError> = world.database().write(|c| {
        proposals::insert_entry(c, entry)?;
        Err(StoreError::Aborted("kept".to_owned()))
    });
    !matches!(tried, Err(StoreError::Aborted(_)))
}

/// An entry that would follow.
fn next(world: &World, id: i64, event: &str) -> StoredEntry {
    let last = entries(world, id).pop().unwrap();
    StoredEntry {
        seq: last.seq + 1,
        event: event.to_owned(),
        side: None,
        base_version_id: None,
        document: None,
        version_id: None,
        reason: None,
        ..last
    }
}

#[test]
fn two_signatures_of_one_side_or_of_one_person_cannot_exist() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        sign(world, id, "Ana", Side::Marketing).unwrap();
        let signature = |who: &str, side: &str| StoredEntry {
            who: who.to_owned(),
            side: Some(side.to_owned()),
            ..next(world, id, "sign")
        };
        assert!(refused(world, &signature("Cy", "marketing")), "the side has signed");
        assert!(refused(world, &signature("Ana", "sales")), "the person has signed");
        assert!(refused(world, &signature("Bo", "finance")), "there is no such side");
        let other = StoredEntry { digest: "another".to_owned(), ..signature("Bo", "sales") };
        assert!(refused(world, &other), "nobody signs what is not proposed");
        assert!(!refused(world, &signature("Bo", "sales")));
    });
}

#[test]
fn nothing_is_published_without_two_signatures_and_nothing_follows_a_publication() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        sign(world, id, "Ana", Side::Marketing).unwrap();
        let publication = StoredEntry { version_id: Some(1), ..next(world, id, "publish") };
        assert!(refused(world, &publication), "one signature is not enough");
        sign(world, id, "Bo", Side::Sales).unwrap();
        let rejection = StoredEntry { side: Some("sales".to_owned()), ..next(world, id, "reject") };
        assert!(refused(world, &rejection), "it is published");
    });
}

#[test]
fn the_log_is_append_only_and_in_order() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let skipped = StoredEntry { seq: 5, side: Some("sales".to_owned()), ..next(world, id, "sign") };
        assert!(refused(world, &skipped), "entries have no gaps");
        let again = entries(world, id).remove(0);
        assert!(refused(world, &again), "no entry is there twice");
        let change = |statement: &'static str| {
            assert!(bareme_store::inspect::execute(world.database(), statement).is_err(), "{statement}");
        };
        change("UPDATE proposal_entries SET who = 'Eve'");
        change("DELETE FROM proposal_entries");
        assert_eq!(entries(world, id).len(), 1);
    });
}
