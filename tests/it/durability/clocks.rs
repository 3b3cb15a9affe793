//! A clock that jumps ahead and back: nothing fails, the log keeps its order, and what was dated ahead is put right.

use bareme_engine::doctor::examine;
use bareme_engine::work::act;
use bareme_scoring::{Act, Assignee};
use bareme_store::leads;
use bareme_testkit::{GRADED_BY_TITLE, Hot, World, on_both_databases};

use crate::support::assert_sound;

fn to(owner: &str) -> Act {
    Act::Assign { to: Assignee { owner: Some(owner.to_owned()), team: None, rule: None }, note: None }
}

fn is_sound(world: &World, check: &str) -> bool {
    examine(world.engine()).unwrap().iter().any(|finding| finding.check == check && finding.sound)
}

#[test]
fn scores_that_were_made_while_the_clock_was_ahead_are_dated_anew_by_the_next_run() {
    on_both_databases(|world| {
        let people = [Hot { name: "Ann", owner: "eve", title: "Chief", views: 4 }];
        world.hand_over(&people);
        world.publish(GRADED_BY_TITLE);
        let right = world.now();
        world.clock().pass_days(40);
        world.score();
        world.clock().set(right);
        assert!(!is_sound(world, "Moments"), "doctor tells that scores are dated after now");
        world.clock().pass_millis(1_000);
        world.score();
        assert!(is_sound(world, "Moments"));
        assert_sound(world);
        let fresh = world.read(|c| bareme_store::scores::count_after(c, world.now()));
        assert_eq!(fresh, 0);
    });
}

#[test]
fn acts_go_on_when_the_clock_jumps_back_and_forth() {
    on_both_databases(|world| {
        let people = [Hot { name: "Ann", owner: "eve", title: "Chief", views: 4 }];
        let id = world.hand_over(&people)[0];
        let right = world.now();
        for (owner, offset) in
            [("max", 3_600_000), ("ann", -7_200_000), ("eve", 0), ("max", 86_400_000), ("ann", 1_000)]
        {
            world.clock().set(right.plus_millis(offset));
            act(world.engine(), id, None, to(owner), "test").unwrap().unwrap();
        }
        let log = world.read(|c| leads::list_logs(c, &[id])).remove(0).log;
        assert!(log.windows(2).all(|pair| pair[0].at <= pair[1].at), "the log stands in its order");
        assert_eq!(log.last().unwrap().detail.owner.as_deref(), Some("ann"));
        world.clock().set(right.plus_days(2));
        assert_sound(world);
    });
}
