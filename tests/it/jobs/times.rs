//! Due times: taken once, made up for or noted as missed, and moved with what they are computed from.

use std::sync::Arc;

use bareme_engine::jobs::schedule::{Schedule, zones};
use bareme_engine::jobs::{BUILT_IN, Kinds, Pace, Server, seed};
use bareme_engine::{Clock, Engine};
use bareme_scoring::Instant;
use bareme_store::jobs;
use bareme_testkit::{FixedClock, at, on_both_databases};
use bareme_tests::effects::{self, KIND};
use proptest::prelude::*;

use super::{effects_of, job, look, runs_of, server, statuses, with_effects};

#[test]
fn a_due_time_is_taken_once_and_the_next_one_in_its_turn() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "hourly", KIND, "0 * * * *", true);
        let (here, there) = (server(world, "a"), server(world, "b"));
        assert_eq!(look(&here), 0, "nothing is due at the moment at which it is made");
        world.clock().set(at("2026-06-01T13:00:00Z"));
        assert_eq!((look(&here), look(&there), look(&here)), (1, 0, 0));
        world.clock().set(at("2026-06-01T14:00:01Z"));
        assert_eq!((look(&there), look(&here)), (1, 0));
        let due = [at("2026-06-01T13:00:00Z"), at("2026-06-01T14:00:00Z")].map(Instant::millis);
        assert_eq!(effects_of(world), due.map(|due| format!("{id} {due}")));
        let runs = runs_of(world, id);
        assert!(runs.iter().all(|run| run.status == "done" && run.origin == "schedule" && run.slots == 1));
    });
}

#[test]
fn times_that_passed_while_all_were_down_run_once_or_are_noted_as_missed() {
    on_both_databases(|world| {
        with_effects(world);
        let made_up = job(world, "made-up", KIND, "0 2 * * *", true);
        let noted = job(world, "noted", KIND, "0 2 * * *", false);
        world.clock().set(at("2026-06-11T12:00:00Z"));
        let server = server(world, "a");
        assert_eq!(look(&server), 1, "ten nights in one run");
        assert_eq!(look(&server), 0);
        let runs = runs_of(world, made_up);
        assert_eq!((runs.len(), runs[0].origin.as_str(), runs[0].slots), (1, "catch_up", 10));
        assert_eq!(runs[0].first_due, at("2026-06-02T02:00:00Z").millis());
        assert_eq!(runs[0].due, at("2026-06-11T02:00:00Z").millis());
        let missed = runs_of(world, noted);
        assert_eq!((missed.len(), missed[0].status.as_str(), missed[0].slots), (1, "missed", 10));
        assert!(missed[0].error.as_deref().is_some_and(|error| error.contains("missed-down")));
        world.clock().set(at("2026-06-12T02:00:30Z"));
        assert_eq!(look(&server), 2, "the next night both run again");
        assert_eq!(statuses(world, noted), ["missed", "done"]);
    });
}

#[test]
fn a_time_that_is_only_a_little_late_is_not_missed() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "noted", KIND, "*/5 * * * *", false);
        world.clock().set(at("2026-06-01T12:11:30Z"));
        assert_eq!(look(&server(world, "a")), 1, "10 past is due now, 5 past is settled with it");
        let run = &runs_of(world, id)[0];
        assert_eq!((run.due, run.slots), (at("2026-06-01T12:10:00Z").millis(), 2));
    });
}

#[test]
fn wrong_clocks_run_no_time_twice() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "minutes", KIND, "* * * * *", true);
        let servers: Vec<(Arc<FixedClock>, i64, Server)> = [("a", -40_000), ("b", 0), ("c", 40_000)]
            .into_iter()
            .map(|(name, skew)| {
                let clock = Arc::new(FixedClock::new(world.now()));
                let engine = Engine::new(world.database().clone(), Arc::<FixedClock>::clone(&clock));
                (clock, skew, Server::new(engine, effects::kinds(), Pace::default(), name))
            })
            .collect();
        for step in 1..=120 {
            world.clock().pass_millis(10_000);
            for turn in 0..3 {
                let (clock, skew, server) = &servers[(step + turn) % 3];
                clock.set(world.clock().now().plus_millis(*skew));
                look(server);
            }
        }
        let expected: Vec<String> = (1..=20)
            .map(|minute| {
                format!("{id} {}", at("2026-06-01T12:00:00Z").plus_millis(minute * 60_000).millis())
            })
            .collect();
        assert_eq!(effects_of(world), expected);
    });
}

#[test]
fn the_jobs_of_the_start_are_made_once_however_many_servers_start() {
    on_both_databases(|world| {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| seed(world.engine()).unwrap());
            }
        });
        assert_eq!(seed(world.engine()).unwrap(), 0);
        let names: Vec<String> = world.read(jobs::list).into_iter().map(|job| job.name).collect();
        assert_eq!(names.len(), BUILT_IN.len());
        assert!(BUILT_IN.iter().all(|built_in| names.iter().any(|name| name == built_in.name)), "{names:?}");
    });
}

#[test]
fn fiscal_quarters_and_the_companys_zone_move_with_the_agreement() {
    on_both_databases(|world| {
        let id = job(world, "quarterly", "score", "0 6 1 Q *", true);
        world.write(|c| {
            let job = jobs::find(c, id)?.unwrap();
            jobs::update(c, &jobs::Job { zone: None, ..job })
        });
        let next =
            || Instant::from_millis(world.read(|c| jobs::find(c, id)).unwrap().next_due.unwrap()).to_string();
        let server = Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), "a");
        assert_eq!(next(), "2026-07-01T06:00:00Z");
        world.agree("[fiscal_year]\nstarts_in = 3\n[calendar]\nzone = 'Europe/Paris'\n");
        assert_eq!(look(&server), 0);
        assert_eq!(next(), "2026-09-01T04:00:00Z", "the year begins in March, and the company is in Paris");
    });
}

/// Fields of an expression that fits some day of every year.
fn expressions() -> impl Strategy<Value = String> {
    let minutes =
        prop_oneof![Just("*".to_owned()), Just("*/7".to_owned()), (0..60_u32).prop_map(|m| m.to_string())];
    let hours = prop_oneof![
        Just("*".to_owned()),
        Just("*/5".to_owned()),
        Just("1-3".to_owned()),
        (0..24_u32).prop_map(|h| h.to_string())
    ];
    let days =
        prop_oneof![Just("*".to_owned()), Just("L".to_owned()), (1..29_u32).prop_map(|d| d.to_string())];
    let months = prop_oneof![Just("*".to_owned()), Just("Q".to_owned()), Just("3,10".to_owned())];
    let weekdays = prop_oneof![Just("*".to_owned()), Just("1-5".to_owned()), Just("7".to_owned())];
    (minutes, hours, days, months, weekdays)
        .prop_map(|(m, h, d, month, w)| format!("{m} {h} {d} {month} {w}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_time_is_the_same_from_every_moment_before_it(
        expression in expressions(),
        zone in prop::sample::select(zones().collect::<Vec<_>>()),
        after in 1_767_225_600_000_i64..2_082_758_400_000,
        share in 0.0..1.0_f64,
        month in 1..13_u32,
    ) {
        let schedule = Schedule::new(&expression, zone, month).unwrap();
        let after = Instant::from_millis(after);
        let next = schedule.next_after(after).unwrap();
        prop_assert!(next > after);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "somewhere in between")]
        let between = after.plus_millis((next.millis_since(after) as f64 * share) as i64).min(next.plus_millis(-1));
        prop_assert_eq!(schedule.next_after(between), Some(next), "{} in {} from {}", expression, zone, between);
        let second = schedule.next_after(next).unwrap();
        prop_assert!(second > next);
        let due = schedule.due(next, second);
        prop_assert_eq!((due.last, due.slots), (second, 2));
    }
}
