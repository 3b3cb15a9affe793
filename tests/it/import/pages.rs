//! The list of imports and the rejects of one, forwards and backwards: the same rows both ways.

use bareme_engine::pages::imports;
use bareme_engine::view::Slice;
use bareme_engine::{EngineError, Result};
use bareme_ingest::Kind;
use bareme_testkit::{World, on_both_databases};

/// The pages of a list, first from its beginning to its end, then from there back.
fn there_and_back<T, K: PartialEq + std::fmt::Debug>(
    page: impl Fn(Option<&str>) -> Result<Slice<T>>,
    key: impl Fn(&T) -> K,
) -> Vec<Vec<K>> {
    let keys = |slice: &Slice<T>| slice.rows.iter().map(&key).collect::<Vec<K>>();
    let mut there = Vec::new();
    let mut slice = page(None).unwrap();
    assert_eq!(slice.previous, None, "nothing is before the first page");
    loop {
        there.push(keys(&slice));
        let Some(next) = slice.next.clone() else { break };
        slice = page(Some(&next)).unwrap();
    }
    let mut back = vec![keys(&slice)];
    while let Some(previous) = slice.previous.clone() {
        slice = page(Some(&previous)).unwrap();
        back.push(keys(&slice));
        assert!(slice.next.is_some(), "there is a way on from a page that was come back to");
    }
    back.reverse();
    assert_eq!(back, there);
    there
}

#[test]
fn rejects_are_leafed_through_both_ways() {
    on_both_databases(|world| {
        let rows: Vec<String> = (1..=120).map(|number| number.to_string()).collect();
        let id = world.import(Kind::Accounts, format!("key,name\n{}\n", rows.join("\n"))).run().id;
        let pages = there_and_back(
            |cursor| imports::show(world.engine(), id, cursor).map(|view| view.rejects),
            |reject| reject.line,
        );
        assert_eq!(pages.len(), 3);
        assert_eq!(pages.concat(), (2..=121).collect::<Vec<u64>>());
    });
}

#[test]
fn imports_are_leafed_through_both_ways() {
    on_both_databases(|world| {
        for number in 1..=101 {
            world.import(Kind::Accounts, format!("key,name\n{number},A\n")).run();
        }
        let pages = there_and_back(
            |cursor| imports::list(world.engine(), cursor).map(|page| page.slice),
            |row| row.id,
        );
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<usize>>(), [50, 50, 1]);
        assert_eq!(pages.concat(), (1..=101).rev().collect::<Vec<i64>>());
    });
}

#[test]
fn a_page_before_the_beginning_is_empty_and_a_wrong_place_is_refused() {
    on_both_databases(|world: &World| {
        let id = world.import(Kind::Accounts, "key,name\n1\n2\n").run().id;
        let before = imports::show(world.engine(), id, Some("bn.1.0")).unwrap();
        assert!(before.rejects.rows.is_empty());
        let wrong = imports::show(world.engine(), id, Some("sideways"));
        assert!(matches!(wrong, Err(EngineError::BadCursor)));
    });
}
