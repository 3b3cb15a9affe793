//! Several people at once: one wins, the others are told, and the log stays whole.

use std::collections::BTreeMap;
use std::sync::Barrier;

use bareme_engine::work::{Outcome, act, act_on_all};
use bareme_scoring::{Act, project};
use bareme_store::leads;
use bareme_testkit::on_both_databases;

use super::acts::{lead_of, with_leads};

#[test]
fn of_two_who_accept_the_same_lead_at_once_one_wins_and_the_other_is_told() {
    on_both_databases(|world| {
        with_leads(world);
        for key in ["l1", "l2", "l3"] {
            let id = lead_of(world, key);
            let start = Barrier::new(2);
            let outcomes: BTreeMap<&str, Outcome> = std::thread::scope(|scope| {
                let reps = ["eve", "max"].map(|who| {
                    let (engine, start) = (world.engine().clone(), &start);
                    scope.spawn(move || {
                        start.wait();
                        (who, act(&engine, id, Some(1), Act::Accept { note: None }, who).unwrap())
                    })
                });
                reps.into_iter().map(|rep| rep.join().unwrap()).collect()
            });
            let winners: Vec<&str> =
                outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(who, _)| *who).collect();
            let [winner] = winners.as_slice() else { panic!("{outcomes:?}") };
            let told: Vec<String> = outcomes
                .values()
                .filter_map(|outcome| outcome.as_ref().err().map(ToString::to_string))
                .collect();
            assert!(told[0].starts_with(&format!("{winner} was quicker")), "{told:?}");
            let log = world.read(|c| leads::list_logs(c, &[id])).remove(0);
            assert_eq!(log.log.len(), 2, "one acceptance");
            assert_eq!(log.log[1].who, *winner);
        }
    });
}

#[test]
fn bulk_acts_in_opposite_orders_wait_for_each_other_and_finish() {
    on_both_databases(|world| {
        with_leads(world);
        let ids: Vec<(i64, Option<u32>)> = ["l1", "l2", "l3"].map(|key| (lead_of(world, key), None)).to_vec();
        let backwards: Vec<(i64, Option<u32>)> = ids.iter().rev().copied().collect();
        std::thread::scope(|scope| {
            for (asked, who) in [(ids.clone(), "eve"), (backwards, "max")] {
                let engine = world.engine().clone();
                scope.spawn(move || {
                    act_on_all(&engine, &asked, &Act::Accept { note: None }, who).unwrap();
                });
            }
        });
        for (id, _) in ids {
            let log = world.read(|c| leads::list_logs(c, &[id])).remove(0);
            assert_eq!(log.log.len(), 2);
            assert!(project(&log.log).is_ok());
        }
    });
}
