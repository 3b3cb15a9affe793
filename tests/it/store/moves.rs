//! Moves of accounts follow from their snapshots, in whatever order those are written.

use bareme_ingest::Kind;
use bareme_store::moves::{self, AccountMove};
use bareme_store::snapshots::{self, Snapshot};
use bareme_testkit::{World, on_both_databases};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const ACCOUNTS: i64 = 4;

fn snapshot(account: i64, day: i32, rating: i16, mqa: bool) -> Snapshot {
    Snapshot {
        model_id: 1,
        account_id: account,
        day,
        version_id: 1,
        fit: 0,
        engagement: i32::from(rating),
        rating,
        coverage: 0,
        mqa,
    }
}

fn with_accounts(world: &World) {
    world.import(Kind::Accounts, "key\na\nb\nc\nd\n").run();
}

fn stored(world: &World) -> Vec<AccountMove> {
    world.read(|c| moves::list(c, 1, i32::MIN))
}

/// What the snapshots of one account after another say.
fn expected(world: &World) -> Vec<AccountMove> {
    let ids: Vec<i64> = (1..=ACCOUNTS).collect();
    let all = world.read(|c| snapshots::list(c, 1, &ids, i32::MIN));
    let mut moves: Vec<AccountMove> = Vec::new();
    for own in all.chunk_by(|one, next| one.account_id == next.account_id) {
        let before = std::iter::once(None).chain(own.iter().map(Some));
        for (before, row) in before.zip(own) {
            if before.is_none_or(|before| (before.rating, before.mqa) != (row.rating, row.mqa)) {
                moves.push(AccountMove {
                    model_id: 1,
                    day: row.day,
                    account_id: row.account_id,
                    rating_before: before.map(|before| before.rating),
                    mqa_before: before.map(|before| before.mqa),
                    rating: row.rating,
                    mqa: row.mqa,
                });
            }
        }
    }
    moves.sort_by_key(|one| (one.day, one.account_id));
    moves
}

#[test]
fn a_day_on_which_nothing_moved_leaves_no_move() {
    on_both_databases(|world| {
        with_accounts(world);
        world.write(|c| {
            snapshots::upsert(c, &[snapshot(1, 10, 5, false), snapshot(2, 10, 5, false)])?;
            snapshots::upsert(c, &[snapshot(1, 11, 5, false)])?;
            snapshots::upsert(c, &[snapshot(1, 12, 4, true)])
        });
        let seen: Vec<_> = stored(world).iter().map(|it| (it.day, it.account_id, it.rating_before)).collect();
        assert_eq!(seen, [(10, 1, None), (10, 2, None), (12, 1, Some(5))]);
        world.write(|c| snapshots::upsert(c, &[snapshot(1, 12, 5, false)]));
        assert_eq!(stored(world).len(), 2, "the day ended as it began");
    });
}

#[test]
fn moves_follow_from_the_snapshots_in_whatever_order_they_are_written() {
    let step = (0_i32..6, prop::collection::btree_map(1..=ACCOUNTS, (0_i16..3, any::<bool>()), 1..4));
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    on_both_databases(|world| {
        with_accounts(world);
        let mut runner = TestRunner::new(config.clone());
        let steps = prop::collection::vec(step.clone(), 1..10);
        let outcome = runner.run(&steps, |steps| {
            for (day, rows) in steps {
                let rows: Vec<Snapshot> =
                    rows.into_iter().map(|(id, (rating, mqa))| snapshot(id, day, rating, mqa)).collect();
                world.write(|c| snapshots::upsert(c, &rows));
            }
            // The snapshots stay from case to case: ever more of them are written over.
            prop_assert_eq!(stored(world), expected(world));
            prop_assert_eq!(world.read(moves::count_wrong), 0);
            Ok(())
        });
        outcome.unwrap();
    });
}

#[test]
fn a_demo_company_moved_as_its_snapshots_say() {
    on_both_databases(|world| {
        world.fill_demo(40, 5);
        assert_eq!(world.read(moves::count_wrong), 0);
        let moves = world.read(|c| moves::list(c, 1, i32::MIN));
        assert!(moves.iter().any(|it| it.rating_before.is_some()), "somebody moved within a quarter");
    });
}
