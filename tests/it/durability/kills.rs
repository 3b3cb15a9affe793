//! A process that writes is killed again and again: nothing that was acknowledged is lost, and nothing is there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bareme_ingest::Kind;
use bareme_store::inspect::list_texts;
use bareme_store::{Backend, leads};
use bareme_testkit::{World, asked_for};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

use crate::support::assert_sound;

/// Leads that are written to.
const LEADS: i64 = 400;
/// Threads of the process that writes.
const THREADS: i64 = 4;
/// How often it is killed on each database, unless `BAREME_KILLS` asks for more.
const KILLS: usize = 25;
/// No longer than this, unless `BAREME_KILLS` asks for more.
const LONGEST: Duration = Duration::from_secs(20);

fn with_leads(world: &World) {
    let (mut contacts, mut leads) = ("key,email\n".to_owned(), "key,contact,owner,mql at\n".to_owned());
    for number in 1..=LEADS {
        writeln!(contacts, "c{number},p{number}@example.org").unwrap();
        writeln!(leads, "l{number},c{number},ann,2026-05-28").unwrap();
    }
    world.import(Kind::Contacts, contacts).run();
    world.import(Kind::Leads, leads).run();
}

fn start(world: &World, round: usize) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bareme-test-writer"))
        .arg(world.url())
        .args([THREADS.to_string(), LEADS.to_string(), format!("r{round}")])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a process write for a moment after its first word, kills it, and returns all that it said was written.
fn words_until_killed(world: &World, round: usize, moment: Duration) -> Vec<String> {
    let mut child = start(world, round);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    let reader = std::thread::spawn(move || {
        let lines = out.lines().map_while(Result::ok);
        lines.collect::<Vec<String>>()
    });
    std::thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
    let mut words = vec![first.trim_end().to_owned()];
    words.extend(reader.join().unwrap());
    assert!(!words[0].is_empty(), "round {round} said nothing");
    words
}

/// How often each word of a round stands in the logs of these leads.
fn found(world: &World, round: usize, leads: &[i64]) -> BTreeMap<String, usize> {
    let begin = format!(" r{round}-");
    let mut found = BTreeMap::new();
    for log in world.read(|c| leads::list_logs(c, leads)) {
        for entry in log.log {
            if let Some(note) = entry.detail.note.filter(|note| note.contains(&begin)) {
                *found.entry(note).or_insert(0) += 1;
            }
        }
    }
    found
}

/// The names of all jobs that were ever made, from the audit log.
fn jobs_made(world: &World) -> Vec<String> {
    let query = "SELECT detail AS value FROM audit_log WHERE action = 'job-create'";
    list_texts(world.database(), query).unwrap()
}

fn kill_again_and_again(backend: Backend, kills: usize, longest: Duration) -> (usize, usize) {
    let world = World::new(backend);
    with_leads(&world);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let begun = Instant::now();
    let all: Vec<i64> = (1..=LEADS).collect();
    let (mut rounds, mut acknowledged, mut jobs) = (0, 0, BTreeSet::new());
    while rounds < kills && begun.elapsed() < longest {
        rounds += 1;
        let moment = (0_u64..40_000).new_tree(&mut runner).unwrap().current();
        let moment = Duration::from_micros(moment);
        let words = words_until_killed(&world, rounds, moment);
        let (of_leads, of_jobs): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|word| word.starts_with("a "));
        let found = found(&world, rounds, &all);
        for word in &of_leads {
            let times = found.get(word).copied().unwrap_or(0);
            assert_eq!(times, 1, "'{word}' was acknowledged, killed after {moment:?} on {backend:?}");
        }
        let twice: Vec<&String> =
            found.iter().filter(|(_, times)| **times > 1).map(|(word, _)| word).collect();
        assert!(twice.is_empty(), "written twice: {twice:?}");
        // Each thread may have written one word that it could not say any more.
        let unsaid = found.len() - of_leads.len();
        assert!(unsaid <= usize::try_from(THREADS).unwrap(), "{unsaid} words were written and never said");
        acknowledged += of_leads.len();
        jobs.extend(of_jobs);
    }
    let made = jobs_made(&world);
    for word in &jobs {
        let times = made.iter().filter(|detail| detail.contains(&format!("\"{word}\""))).count();
        assert_eq!(times, 1, "{word}");
    }
    // Log and projection, feed, counts, the chain of the audit log.
    assert_sound(&world);
    (rounds, acknowledged)
}

#[test]
fn no_acknowledged_write_is_lost_or_doubled_by_kills_under_load() {
    let asked = asked_for("BAREME_KILLS");
    let longest = if asked.is_some() { Duration::MAX } else { LONGEST / 2 };
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let kills = asked.map_or(KILLS, |kills| kills / 2);
        let (rounds, acknowledged) = kill_again_and_again(backend, kills, longest);
        eprintln!("{backend:?}: {rounds} kills, {acknowledged} acknowledged writes, none lost, none doubled");
        assert!(rounds >= 5, "only {rounds} kills in the time");
        assert!(acknowledged > rounds, "hardly anything was written");
    }
}
