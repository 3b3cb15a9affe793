//! An import that is killed at any moment: a rerun completes it, and the database is that of an undisturbed import.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use bareme_engine::pages::imports as imports_page;
use bareme_ingest::Kind;
use bareme_store::{Backend, imports};
use bareme_testkit::{Row, World, csv, program, row};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

use crate::support::assert_sound;

/// Kills that must hit an import at work, of 30 over both databases and all kinds of files.
const KILLS: usize = 10;

/// Files whose import takes many batches; each also has rows that come back, and links over batches.
fn files(world: &World) -> Vec<(Kind, std::path::PathBuf)> {
    let account = |number: usize| {
        row(format!("a{number}"))
            .with("name", format!("Company {}", number % 6_000))
            .with(
                "parent",
                if number.is_multiple_of(5) { format!("a{}", 9_345 - number) } else { String::new() },
            )
            .with("created at", if number.is_multiple_of(977) { "2026-02-30" } else { "2025-03-04" })
    };
    let contact = |number: usize| {
        row(format!("c{number}"))
            .with("email", format!("p{number}@x{}.org", number % 97))
            .with("account", format!("a{}", number % 8_000))
            .with("title", ["Chief", "Manager", "Student"][number % 3])
            .with("created at", if number.is_multiple_of(977) { "2026-02-30" } else { "" })
    };
    let lead = |number: usize| {
        row(format!("l{number}"))
            .with("contact", format!("c{}", number * 7 % 7_050))
            .with("mql at", "2026-01-10")
            .with("sal at", if number.is_multiple_of(3) { "2026-01-12" } else { "" })
            .with("rejected at", if number % 3 == 1 { "2026-01-13" } else { "" })
    };
    // Rows of one person lie far apart, and some of them replace others.
    let edge = |number: usize| {
        let (from, to) = (number * 13 % 7_000, (number * 13 + 1 + number % 50) % 7_000);
        row(format!("e{number}"))
            .with("kind", if number.is_multiple_of(977) { "married_to" } else { "reports_to" })
            .with("from", format!("c{from}"))
            .with("to", format!("c{to}"))
            .with("valid from", if number.is_multiple_of(2) { "2026-01-05" } else { "" })
    };
    let many = |rows: usize, of: &dyn Fn(usize) -> Row| csv(&(0..rows).map(of).collect::<Vec<Row>>());
    let mut activities = "id,contact,type,content,at\n".to_owned();
    for number in 0..210_000_u32 {
        let id = if number.is_multiple_of(3) { format!("e{number}") } else { String::new() };
        let (contact, page, second) = (number * 31 % 7_000, number % 23, number % 60);
        writeln!(activities, "{id},c{contact},page_view,/p{page},2026-05-01T10:00:{second:02}Z").unwrap();
    }
    activities.push_str(",nobody,page_view,/,2026-05-01\n");
    vec![
        (Kind::Accounts, world.write_file("accounts.csv", many(7_000, &account))),
        (Kind::Contacts, world.write_file("contacts.csv", many(7_000, &contact))),
        (Kind::Relationships, world.write_file("relationships.csv", many(14_000, &edge))),
        (Kind::Activities, world.write_file("activities.csv", activities)),
        (Kind::Leads, world.write_file("leads.csv", many(7_000, &lead))),
    ]
}

fn start(world: &World, kind: Kind, file: &Path) -> Child {
    program()
        .command()
        .args(["--database", world.url(), "--format", "json", "import", kind.word()])
        .arg(file)
        .arg("--rejects")
        .arg(world.path("rejects.csv"))
        .current_dir(world.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn finish(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// How far the newest import is: `None` when there is none.
fn newest(world: &World) -> Option<imports::Import> {
    world.read(imports::newest)
}

/// What came of a file: the digests of all tables, and the file of its rejects.
#[derive(Debug, PartialEq)]
struct Outcome {
    digest: BTreeMap<String, String>,
    rejects: String,
}

fn outcome(world: &World) -> Outcome {
    let rejects = std::fs::read_to_string(world.path("rejects.csv")).unwrap_or_default();
    Outcome { digest: world.digest(), rejects }
}

/// Kills the import of a file again and again, each time a little after its start, until it has come to its end. The
/// moments are shares of the time that an undisturbed import takes. Returns how often it was killed at work.
fn kill_and_rerun(world: &World, kind: Kind, file: &Path, whole: Duration, moments: &[f64]) -> usize {
    let before = newest(world).map_or(0, |import| import.id);
    let mut killed = 0;
    for moment in moments {
        let mut child = start(world, kind, file);
        std::thread::sleep(whole.mul_f64(*moment));
        let was_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        drop(child.wait_with_output());
        let import = newest(world).filter(|import| import.id > before);
        if import.is_some_and(|import| import.status == "finished") {
            // Killed behind its last commit, or not at all: there is nothing to complete but the file of the rejects.
            let page = imports_page::rejects_file(world.engine(), before + 1).unwrap();
            world.write_file("rejects.csv", page);
            return killed;
        }
        killed += usize::from(was_at_work);
    }
    finish(start(world, kind, file));
    killed
}

#[test]
fn an_import_killed_at_random_moments_is_completed_by_running_it_again() {
    let undisturbed = World::new(Backend::Sqlite);
    let files = files(&undisturbed);
    let mut durations = Vec::new();
    let mut expected = Vec::new();
    for (kind, file) in &files {
        let begun = Instant::now();
        finish(start(&undisturbed, *kind, file));
        durations.push(begun.elapsed());
        expected.push(outcome(&undisturbed));
    }
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut killed = 0;
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        for (((kind, file), whole), expected) in files.iter().zip(&durations).zip(&expected) {
            let moments = proptest::collection::vec(0.05..0.5, 3).new_tree(&mut runner).unwrap().current();
            killed += kill_and_rerun(&world, *kind, file, *whole, &moments);
            let found = outcome(&world);
            let when = format!("{kind:?} on {backend:?}, killed at {moments:?} of {whole:?}");
            assert_eq!(found.digest, expected.digest, "{when}");
            assert!(found.rejects == expected.rejects, "other rejects: {when}");
            assert!(found.rejects.lines().count() > 1, "rows come back in each file");
        }
        assert_sound(&world);
    }
    assert!(killed >= KILLS, "only {killed} kills hit an import at work");
}
