//! What must never happen to data: a lost write, a rewritten history, a database that nobody asked for.

use bareme_ingest::Kind;
use bareme_store::inspect::{execute, list_texts};
use bareme_store::{Backend, Database, StoreError, sequences, settings};
use bareme_testkit::{World, on_both_databases};

const THREADS: u64 = 8;
const WRITES: u64 = 25;

#[test]
fn a_wrong_url_opens_nothing_makes_no_file_and_shows_no_password() {
    let world = World::new(Backend::Sqlite);
    let missing = world.path("no/such/folder.db");
    let urls = [
        format!("sqlite:{}", missing.display()),
        "postgres:localhost".to_owned(),
        "postgres://ann:secret@127.0.0.1:1/x".to_owned(),
        "mysql://ann:secret@127.0.0.1/x".to_owned(),
        world.path("bare.db").display().to_string(),
    ];
    for url in urls {
        let Err(error) = Database::open(&url, 1) else { panic!("{url} was opened") };
        assert!(matches!(error, StoreError::Url { .. } | StoreError::Connect { .. }), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    assert!(!missing.exists() && !world.path("bare.db").exists());
    assert!(!std::path::Path::new("postgres:localhost").exists());
}

#[test]
fn writers_that_read_first_never_fail_and_lose_nothing_on_sqlite() {
    let world = World::new(Backend::Sqlite);
    // Two pools, as two processes would have: they share the file and nothing else.
    let other = Database::open(world.url(), 4).unwrap();
    world.write(|c| settings::upsert(c, "count", "0"));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let database = if thread % 2 == 0 { world.database() } else { &other };
            scope.spawn(move || {
                for _ in 0..WRITES {
                    let outcome: Result<(), StoreError> = database.write(|c| {
                        let count: u64 = settings::find(c, "count")?.unwrap().parse().unwrap();
                        settings::upsert(c, "count", &(count + 1).to_string())
                    });
                    outcome.unwrap();
                }
            });
        }
    });
    let count = world.read(|c| settings::find(c, "count"));
    assert_eq!(count, Some((THREADS * WRITES).to_string()));
}

#[test]
fn ids_are_handed_out_once_however_many_ask() {
    on_both_databases(|world| {
        let mut taken: Vec<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS)
                .map(|_| {
                    scope.spawn(|| {
                        let take = |_| world.write(|c| sequences::take(c, "accounts", 3));
                        (0..WRITES).map(take).collect::<Vec<i64>>()
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        taken.sort_unstable();
        let expected: Vec<i64> = (0..THREADS * WRITES).map(|number| 1 + 3 * number.cast_signed()).collect();
        assert_eq!(taken, expected);
    });
}

#[test]
fn a_failed_write_leaves_nothing_and_a_reader_sees_one_state() {
    on_both_databases(|world| {
        let failed: Result<(), StoreError> = world.database().write(|c| {
            settings::upsert(c, "a", "1")?;
            Err(StoreError::Aborted("changed my mind".to_owned()))
        });
        assert_eq!(failed.unwrap_err().to_string(), "changed my mind");
        assert_eq!(world.read(|c| settings::find(c, "a")), None);
        world.read(|c| {
            assert_eq!(settings::find(c, "a")?, None);
            world.write(|c| settings::upsert(c, "a", "2"));
            assert_eq!(settings::find(c, "a")?, None, "what others write meanwhile is not seen");
            Ok(())
        });
        assert_eq!(world.read(|c| settings::find(c, "a")).as_deref(), Some("2"));
    });
}

#[test]
fn the_lead_log_refuses_to_be_changed_by_whoever() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\nc1,ann@x.org\n").run();
        world.import(Kind::Leads, "key,contact,mql at,sal at\nl1,c1,2026-01-05,2026-01-07\n").run();
        let rows = || {
            let query = "SELECT lead_id || ' ' || seq || ' ' || who || ' ' || at AS value FROM lead_transitions \
                         ORDER BY lead_id, seq";
            list_texts(world.database(), query).unwrap()
        };
        let before = rows();
        assert_eq!(before.len(), 2);
        let mut attempts = vec![
            "UPDATE lead_transitions SET at = 0 WHERE seq = 1",
            "UPDATE lead_transitions SET who = who",
            "DELETE FROM lead_transitions",
        ];
        match world.database().backend() {
            Backend::Sqlite => attempts.push(
                "INSERT OR REPLACE INTO lead_transitions (lead_id, seq, at, recorded_at, to_stage, event, who, implied, \
                 facts) VALUES (1, 1, 0, 0, 1, 'hand_off', 'nobody', 0, '{}')",
            ),
            Backend::Postgres => attempts.push("TRUNCATE lead_transitions"),
        }
        for attempt in attempts {
            let Err(error) = execute(world.database(), attempt) else { panic!("{attempt} was allowed") };
            assert!(error.to_string().contains("the lead log is append-only"), "{attempt}: {error}");
        }
        assert_eq!(rows(), before);
    });
}
