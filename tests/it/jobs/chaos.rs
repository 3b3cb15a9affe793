//! Three real processes on one PostgreSQL, killed and stopped at random while thousands of times come due: each takes effect
//! once. The clocks run sixty times as fast as the machine's, and each is wrong by another amount.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant as Machine};

use bareme_engine::{Backend, Clock, Engine};
use bareme_scoring::Instant;
use bareme_store::inspect::list_texts;
use bareme_store::jobs as stored;
use bareme_testkit::{FastClock, World, at, on_both_databases};
use bareme_tests::effects::{self, KIND};

use super::{effects_of, runs_of, with_effects};
use crate::support::{assert_sound, lead_rows, scored};

const SPEED: i64 = 60;
const MINUTE_MS: i64 = 60_000;

/// A process that takes part in the jobs of a world.
struct Process {
    child: Child,
    stopped_until: Option<Machine>,
}

impl Process {
    fn start(world: &World, name: &str, clock: FastClock, lease_ms: i64) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_bareme-test-server"))
            .args([world.url(), name, &clock.to_string(), &lease_ms.to_string(), "60"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, stopped_until: None }
    }

    fn signal(&self, name: &str) {
        let told = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.child.id())]).status();
        assert!(told.unwrap().success(), "kill -{name}");
    }

    fn stop_for(&mut self, time: Duration) {
        self.signal("STOP");
        self.stopped_until = Some(Machine::now() + time);
    }

    fn go_on(&mut self, anyway: bool) {
        if self.stopped_until.is_some_and(|until| anyway || Machine::now() >= until) {
            self.signal("CONT");
            self.stopped_until = None;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A process that is stopped dies all the same.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Chance from a seed, by `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % count
    }
}

/// What is done to servers while time passes.
#[derive(Debug, Default)]
struct Done {
    killed: usize,
    stopped: usize,
}

/// Kills, stops and wakes three servers at random until a moment of their clock.
fn disturb(world: &World, clock: FastClock, until: Instant, dice: &mut Dice) -> Done {
    let clocks = [clock.wrong_by(-15_000), clock, clock.wrong_by(15_000)];
    let mut done = Done::default();
    let mut number = 0;
    let mut start = |place: usize| {
        number += 1;
        Process::start(world, &format!("{place}-{number}"), clocks[place], 45_000)
    };
    let mut servers: Vec<Process> = (0..3).map(&mut start).collect();
    while clock.now() < until {
        std::thread::sleep(Duration::from_millis(50 + dice.below(300)));
        for server in &mut servers {
            server.go_on(false);
        }
        let place = usize::try_from(dice.below(3)).unwrap();
        match dice.below(3) {
            0 => {
                servers[place] = start(place);
                done.killed += 1;
            }
            1 if servers[place].stopped_until.is_none() => {
                servers[place].stop_for(Duration::from_millis(100 + dice.below(2_000)));
                done.stopped += 1;
            }
            _ => {}
        }
    }
    for server in &mut servers {
        server.go_on(true);
    }
    // Whoever slept wakes up among the others, and what is left is brought to its end.
    let late = Machine::now() + Duration::from_mins(1);
    while Machine::now() < late && !settled(world, until) {
        std::thread::sleep(Duration::from_millis(100));
    }
    done
}

/// Whether every time until a moment has come to an end.
fn settled(world: &World, until: Instant) -> bool {
    world.read(|c| {
        let jobs = stored::list(c)?;
        let open = stored::runs::list_open(c)?;
        Ok(open.iter().all(|run| run.first_due > until.millis())
            && jobs.iter().all(|job| job.next_due.is_some_and(|next| next > until.millis())))
    })
}

#[test]
fn each_of_thousands_of_times_takes_effect_once_while_servers_are_killed_and_stopped() {
    const JOBS: i64 = 70;
    const MINUTES: i64 = 30;
    let world = World::new(Backend::Postgres);
    with_effects(&world);
    let begin = at("2026-06-01T12:00:30Z");
    let until = begin.plus_millis(MINUTES * MINUTE_MS);
    let ids: Vec<i64> = (0..JOBS)
        .map(|number| {
            let name = format!("job {number}");
            world.write(|c| effects::insert(c, &name, KIND, "* * * * *", true, begin))
        })
        .collect();
    let done = disturb(&world, FastClock::starting(begin, SPEED), until, &mut Dice(7));
    assert!(settled(&world, until), "some times never came to an end");
    let mut attempts = 0;
    let mut collapsed = 0;
    let mut ended: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for id in &ids {
        let runs: Vec<_> = runs_of(&world, *id).into_iter().filter(|run| run.status == "done").collect();
        // Each minute is settled by one run, and by no other: from one to the next there is no gap and no overlap.
        let mut next = at("2026-06-01T12:01:00Z").millis();
        for run in &runs {
            assert_eq!(run.first_due, next, "job {id}: a time was left out, or ran twice: {run:?}");
            assert_eq!((run.due - run.first_due) / MINUTE_MS + 1, run.slots, "{run:?}");
            next = run.due + MINUTE_MS;
            attempts += run.attempt - 1;
            collapsed += run.slots - 1;
        }
        assert!(next > until.millis(), "job {id}");
        ended.insert(*id, runs.iter().map(|run| run.due).collect());
    }
    let effects = effects_of(&world);
    let expected: Vec<String> =
        ended.iter().flat_map(|(id, dues)| dues.iter().map(move |due| format!("{id} {due}"))).collect();
    assert_eq!(effects.len(), expected.len(), "effects beside runs that ended");
    assert_eq!(effects, expected, "each run that ended left one row, and no other run any");
    eprintln!(
        "{} times of {JOBS} jobs in {} runs; {done:?}; {attempts} further attempts, {collapsed} times settled with another",
        JOBS * MINUTES,
        expected.len(),
    );
    assert!(done.killed >= 10 && done.stopped >= 10, "{done:?}");
    assert!(expected.len() > 1_000, "hardly anything ran by itself");
}

#[test]
fn scoring_that_is_killed_again_and_again_comes_to_what_an_undisturbed_one_comes_to() {
    on_both_databases(|world| {
        let undisturbed = World::new(Backend::Sqlite);
        let leads =
            |world: &World| lead_rows(world).into_iter().map(|lead| lead.contact_id).collect::<Vec<_>>();
        for world in [world, &undisturbed] {
            world.fill_demo(50, 3);
            // Nobody has a score or a lead of today yet.
            world.clock().pass_days(1);
        }
        undisturbed.score();
        let begin = world.now();
        let id =
            world.write(|c| effects::insert(c, "scoring", "score", "0 * * * *", true, begin.plus_days(-1)));
        let mut dice = Dice(11);
        let mut kills = 0;
        for turn in 0..200 {
            let process =
                Process::start(world, &format!("server {turn}"), FastClock::starting(begin, 1), 300);
            std::thread::sleep(Duration::from_millis(10 + dice.below(80) + 30 * turn));
            drop(process);
            if runs_of(world, id).iter().any(|run| run.status == "done") {
                break;
            }
            kills += 1;
        }
        assert_eq!(runs_of(world, id).last().map(|run| run.status.clone()).as_deref(), Some("done"));
        eprintln!("killed {kills} times before scoring came to its end");
        // The clock of the processes went on for some seconds: at one moment, both say the same.
        let engine =
            Engine::new(world.database().clone(), Arc::new(FastClock::starting(begin.plus_days(1), 0)));
        let options = bareme_engine::score::ScoreOptions::at(engine.now());
        bareme_engine::score::score_all(&engine, &options, &false.into(), &mut |_| ()).unwrap();
        undisturbed.clock().set(engine.now());
        undisturbed.score();
        assert_eq!(leads(world), leads(&undisturbed), "each lead once");
        assert!(same_scores(world, &undisturbed), "other scores");
        world.clock().set(engine.now());
        assert_sound(world);
    });
}

/// Whether two worlds have the same scores, whenever each of them was last found to have changed.
fn same_scores(one: &World, other: &World) -> bool {
    let of = |world: &World| {
        let mut found = scored(world);
        found.contacts.iter_mut().for_each(|score| score.as_of = 0);
        found.accounts.iter_mut().for_each(|score| score.as_of = 0);
        (found.contacts, found.accounts, found.ratings)
    };
    of(one) == of(other)
}

/// Whether the table of effects can tell: a row that is there twice shows twice.
#[test]
fn a_row_that_is_left_twice_would_be_seen() {
    let world = World::new(Backend::Sqlite);
    with_effects(&world);
    for _ in 0..2 {
        bareme_store::inspect::execute(world.database(), "INSERT INTO effects VALUES (1, 2, 3)").unwrap();
    }
    assert_eq!(
        list_texts(world.database(), "SELECT CAST(count(*) AS TEXT) AS value FROM effects").unwrap(),
        ["2"]
    );
    assert_eq!(effects_of(&world), ["1 2", "1 2"]);
}
