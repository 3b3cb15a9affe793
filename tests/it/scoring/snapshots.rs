//! What accounts scored on earlier days: a row a day, when something changed, and none otherwise.

use bareme_ingest::Kind;
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use crate::support::{account_scores, all_models, all_snapshots};

/// Days from the first snapshot on which each account has one: Acme, then Bolt.
fn days(world: &World) -> [Vec<i32>; 2] {
    let snapshots = all_snapshots(world, all_models(world)[0].id);
    let first = snapshots.iter().map(|snapshot| snapshot.day).min().unwrap_or_default();
    ["a", "b"].map(|key| {
        let id = world.account(key).id;
        snapshots
            .iter()
            .filter(|snapshot| snapshot.account_id == id)
            .map(|snapshot| snapshot.day - first)
            .collect()
    })
}

fn with_two_companies(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,industry\na,Acme,Software\nb,Bolt,Retail\n").run();
    world.import(Kind::Contacts, "key,title,account\nc,Chief,a\nd,Manager,b\n").run();
}

#[test]
fn a_day_without_change_leaves_no_snapshot() {
    on_both_databases(|world| {
        with_two_companies(world);
        for _ in 0..3 {
            world.score();
            world.clock().pass_days(1);
        }
        world.import(Kind::Activities, format!("contact,type,at\nc,page_view,{}\n", world.now())).run();
        for _ in 0..2 {
            world.score();
            world.score();
            world.clock().pass_days(1);
        }
        assert_eq!(days(world), [vec![0, 3, 4], vec![0]], "the interest of Acme fades from day to day");
    });
}

#[test]
fn scoring_one_contact_leaves_a_snapshot_only_where_something_changed() {
    on_both_databases(|world| {
        with_two_companies(world);
        world.score();
        world.clock().pass_days(1);
        world.score_one("c");
        world.score_one("d");
        assert_eq!(days(world), [vec![0], vec![0]]);
        world.import(Kind::Activities, format!("contact,type,at\nc,page_view,{}\n", world.now())).run();
        world.score_one("c");
        assert_eq!(days(world), [vec![0, 1], vec![0]]);
    });
}

#[test]
fn the_change_of_a_month_is_told_from_the_snapshots() {
    on_both_databases(|world| {
        with_two_companies(world);
        world.import(Kind::Activities, format!("contact,type,at\nc,page_view,{}\n", world.now())).run();
        world.score();
        let change = |world: &World| {
            let scores = account_scores(world, all_models(world)[0].id);
            scores.iter().map(|score| score.change).collect::<Vec<_>>()
        };
        assert_eq!(change(world), [None, None], "nothing is known of a month ago");
        world.clock().pass_days(30);
        world.score();
        // 25 points, unknown role: 12.50 after the weight of 0.5; an eighth of it is left after three half-lives.
        assert_eq!(change(world), [Some(156 - 1_250), Some(0)]);
    });
}
