//! Servers that die, sleep, stop or disagree: one takes over, and who lost a run writes nothing for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use bareme_engine::EngineError;
use bareme_engine::jobs::{RunResult, Status, manage};
use bareme_engine::pages::jobs as pages;
use bareme_scoring::DAY_MS;
use bareme_store::inspect;
use bareme_testkit::{World, on_both_databases};
use bareme_tests::effects::KIND;

use super::{effects_of, job, look, runs_of, server, server_with, statuses, with_effects};

const MINUTE_MS: i64 = 60_000;

#[test]
fn after_a_server_dies_another_takes_over_within_75_seconds() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "hourly", KIND, "0 * * * *", true);
        world.clock().pass_millis(60 * MINUTE_MS);
        let (dead, alive) = (server(world, "dead"), server(world, "alive"));
        assert_eq!(dead.look(1).unwrap().len(), 1, "it took it, and died");
        let mut passed = 0;
        while effects_of(world).is_empty() {
            world.clock().pass_millis(2_000);
            passed += 2;
            assert!(passed <= 75, "nobody took over");
            look(&alive);
        }
        assert!(passed >= 45, "a lease was not waited for");
        let run = &runs_of(world, id)[0];
        assert_eq!((run.status.as_str(), run.attempt, run.holder.as_deref()), ("done", 2, Some("alive")));
        let log = pages::run(world.engine(), run.id).unwrap().log;
        assert_eq!(log.first().map(|line| line.says.code.as_ref()), Some("abandoned"));
    });
}

#[test]
fn who_slept_past_the_lease_writes_nothing_any_more() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "own", "own", "0 * * * *", true);
        world.clock().pass_millis(60 * MINUTE_MS);
        // Sleeps until the run is no longer its own: without signs of life, as a process that was stopped.
        let awake = Arc::new(Barrier::new(2));
        let wakes = Arc::clone(&awake);
        let sleeper = server_with(world, "sleeper", move |_, context| {
            wakes.wait();
            let late =
                context.write(|c| Ok(inspect::execute_within(c, "INSERT INTO effects VALUES (0, 0, 0)")?));
            assert!(matches!(late, Err(EngineError::Cancelled)), "{late:?}");
            context.write_at_the_end(|c| {
                Ok(inspect::execute_within(c, "INSERT INTO effects VALUES (1, 1, 1)")?)
            });
            Ok(RunResult::default())
        });
        let claim = sleeper.look(1).unwrap().remove(0);
        let other = server_with(world, "other", |_, context| {
            context.write_at_the_end(|c| {
                Ok(inspect::execute_within(c, "INSERT INTO effects VALUES (2, 2, 2)")?)
            });
            Ok(RunResult::default())
        });
        for _ in 0..40 {
            world.clock().pass_millis(2_000);
            look(&other);
        }
        assert_eq!(effects_of(world), ["2 2"]);
        let slept = std::thread::scope(|scope| {
            let slept = scope.spawn(|| sleeper.execute(&claim));
            awake.wait();
            slept.join().unwrap()
        });
        assert_eq!(slept, None);
        assert_eq!(effects_of(world), ["2 2"], "once");
        assert_eq!(runs_of(world, id)[0].holder.as_deref(), Some("other"));
    });
}

#[test]
fn a_server_that_stops_lets_go_of_its_runs_and_another_takes_them_at_once() {
    on_both_databases(|world| {
        let id = job(world, "own", "own", "0 * * * *", true);
        world.clock().pass_millis(60 * MINUTE_MS);
        let begun = Arc::new(Barrier::new(2));
        let begins = Arc::clone(&begun);
        let stopping = server_with(world, "stopping", move |_, context| {
            begins.wait();
            loop {
                context.go_on()?;
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let claim = stopping.look(1).unwrap().remove(0);
        let status = std::thread::scope(|scope| {
            let run = scope.spawn(|| stopping.execute(&claim));
            begun.wait();
            stopping.stop();
            run.join().unwrap()
        });
        assert_eq!(status, Some(Status::Waiting));
        assert_eq!((stopping.busy(), stopping.look(1).unwrap().len()), (0, 0), "it takes nothing any more");
        let other = server_with(world, "other", |_, _| Ok(RunResult::default()));
        assert_eq!(look(&other), 1);
        let run = &runs_of(world, id)[0];
        assert_eq!((run.status.as_str(), run.attempt, run.failures), ("done", 2, 0));
    });
}

#[test]
fn a_run_is_cancelled_from_any_server_within_one_sign_of_life() {
    on_both_databases(|world| {
        let id = job(world, "own", "own", "0 * * * *", true);
        world.clock().pass_millis(60 * MINUTE_MS);
        let begun = Arc::new(Barrier::new(2));
        let begins = Arc::clone(&begun);
        let busy = server_with(world, "busy", move |_, context| {
            begins.wait();
            while !context.cancelled().load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(EngineError::Cancelled)
        });
        let claim = busy.look(1).unwrap().remove(0);
        let run_id = claim.run.id;
        let status = std::thread::scope(|scope| {
            let run = scope.spawn(|| busy.execute(&claim));
            begun.wait();
            assert_eq!(manage::run_now(world.engine(), id, "Ben").unwrap(), None, "it is at work already");
            assert!(manage::cancel(world.engine(), run_id, "Ana").unwrap());
            run.join().unwrap()
        });
        assert_eq!(status, Some(Status::Cancelled));
        assert!(!manage::cancel(world.engine(), run_id, "Ana").unwrap(), "it is over");
        assert_eq!(runs_of(world, id)[0].cancelled_by.as_deref(), Some("Ana"));
        // A wish that a dead server never heard is heard by who takes the run from it.
        world.clock().pass_millis(60 * MINUTE_MS);
        let dead = server_with(world, "dead", |_, _| Ok(RunResult::default()));
        let claim = dead.look(1).unwrap().remove(0);
        assert!(manage::cancel(world.engine(), claim.run.id, "Ana").unwrap());
        let other = server_with(world, "other", |_, _| Ok(RunResult::default()));
        for _ in 0..40 {
            world.clock().pass_millis(2_000);
            look(&other);
        }
        assert_eq!(statuses(world, id), ["cancelled", "cancelled"]);
    });
}

#[test]
fn no_two_runs_of_a_job_overlap_and_what_passed_meanwhile_runs_once() {
    on_both_databases(|world| {
        with_effects(world);
        let id = job(world, "minutes", KIND, "* * * * *", true);
        let noted = job(world, "noted", KIND, "* * * * *", false);
        world.clock().pass_millis(MINUTE_MS);
        let (slow, other) = (server(world, "slow"), server(world, "other"));
        let claims = slow.look(8).unwrap();
        assert_eq!(claims.len(), 2);
        for _ in 0..10 {
            world.clock().pass_millis(30_000);
            // It lives: a sign every half minute.
            for claim in &claims {
                let sign = bareme_store::jobs::runs::Sign {
                    at: world.now(),
                    lease_until: world.now().plus_millis(45_000),
                    progress: None,
                    stage: None,
                };
                world.write(|c| bareme_store::jobs::runs::beat(c, claim.run.id, 1, &sign)).unwrap();
            }
            assert_eq!(look(&other), 0, "the run before is at work");
        }
        assert_eq!(claims.iter().filter_map(|claim| slow.execute(claim)).count(), 2);
        world.clock().pass_millis(200_000);
        look(&other);
        let runs = runs_of(world, id);
        assert_eq!(runs.iter().map(|run| run.slots).collect::<Vec<_>>(), [1, 8]);
        assert_eq!(statuses(world, noted), ["done", "done"], "the last minute is on time");
    });
}

#[test]
fn work_that_fails_is_tried_again_with_patience_and_then_left() {
    on_both_databases(|world| {
        let id = job(world, "own", "own", "0 0 * * *", true);
        let panics = Arc::new(AtomicBool::new(false));
        let by_turns = Arc::clone(&panics);
        let server = server_with(world, "a", move |_, _| {
            assert!(!by_turns.fetch_xor(true, Ordering::Relaxed), "a fault of the program");
            Err(EngineError::Invalid("the disk is full".to_owned()))
        });
        world.clock().pass_millis(DAY_MS);
        let mut attempts = Vec::new();
        for second in 0..600 {
            if look(&server) > 0 {
                attempts.push(second);
            }
            world.clock().pass_millis(1_000);
        }
        assert_eq!(attempts, [0, 5, 15, 35], "5, 10 and 20 seconds later");
        let run = &runs_of(world, id)[0];
        assert_eq!((run.status.as_str(), run.retry_at, run.failures), ("failed", None, 4));
        let failed = bareme_engine::pages::home::show(world.engine()).unwrap().failed_jobs;
        assert_eq!(
            failed.iter().map(|job| job.run_id).collect::<Vec<_>>(),
            [run.id],
            "the first page says so"
        );
        world.clock().pass_millis(DAY_MS);
        assert_eq!(look(&server), 1, "the next day it is due again");
        let log = pages::run(world.engine(), run.id).unwrap().log;
        let codes: Vec<&str> = log.iter().map(|line| line.says.code.as_ref()).collect();
        assert_eq!(codes, ["begun", "failed"].repeat(4));
        assert!(log.iter().any(|line| line.says.text.contains("the disk is full")), "{log:?}");
    });
}

#[test]
fn a_failed_job_is_no_news_once_it_went_well() {
    on_both_databases(|world: &World| {
        let id = job(world, "own", "own", "0 * * * *", true);
        let fails = Arc::new(AtomicBool::new(true));
        let while_it_fails = Arc::clone(&fails);
        let server = server_with(world, "a", move |_, _| {
            if while_it_fails.load(Ordering::Relaxed) {
                Err(EngineError::Invalid("no".to_owned()))
            } else {
                Ok(RunResult::default())
            }
        });
        world.clock().pass_millis(60 * MINUTE_MS);
        for _ in 0..10 {
            look(&server);
            world.clock().pass_millis(MINUTE_MS);
        }
        let failed = || bareme_engine::pages::home::show(world.engine()).unwrap().failed_jobs.len();
        assert_eq!(failed(), 1);
        fails.store(false, Ordering::Relaxed);
        assert!(manage::run_now(world.engine(), id, "Ana").unwrap().is_some());
        assert_eq!(look(&server), 1);
        assert_eq!(failed(), 0);
        assert_eq!(runs_of(world, id).last().unwrap().asked_by.as_deref(), Some("Ana"));
    });
}

/// A server of the program, stopped by an interrupt when it is dropped.
struct Serve(std::process::Child);

impl Serve {
    fn start(world: &World, jobs: bool) -> Self {
        let file = world.write_file(&format!("jobs-{jobs}.toml"), format!("jobs = {jobs}\n"));
        let mut command = bareme_testkit::program().command();
        command.args(["--database", world.url(), "serve", "--listen", "127.0.0.1:0", "--config"]).arg(file);
        command.stdin(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        Self(command.spawn().unwrap())
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn the_program_runs_jobs_while_it_serves_unless_its_configuration_says_otherwise() {
    on_both_databases(|world| {
        let servers = [Serve::start(world, true), Serve::start(world, false)];
        let seconds = |most: u32, reached: &dyn Fn() -> bool| {
            (0..most * 20).any(|_| {
                std::thread::sleep(Duration::from_millis(50));
                reached()
            })
        };
        assert!(seconds(60, &|| pages::named(world.engine(), "retention").is_ok()), "no job was made");
        let id = pages::named(world.engine(), "retention").unwrap();
        let run = manage::run_now(world.engine(), id, "Ana").unwrap().unwrap();
        let done = || pages::run(world.engine(), run).unwrap().run.status == Status::Done;
        assert!(seconds(60, &done), "nobody ran it");
        let holder = pages::run(world.engine(), run).unwrap().run.holder.unwrap();
        assert!(holder.ends_with(&format!(":{}", servers[0].0.id())), "{holder}");
        drop(servers);
        let _alone = Serve::start(world, false);
        manage::run_now(world.engine(), id, "Ana").unwrap().unwrap();
        std::thread::sleep(Duration::from_secs(4));
        assert_eq!(statuses(world, id), ["done", "waiting"], "the other one leaves it");
    });
}
