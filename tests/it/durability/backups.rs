//! A backup while everything goes on, and what comes of it in the place of the database.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use bareme_engine::doctor::examine;
use bareme_engine::{Backend, Database, Engine, backup};
use bareme_ingest::Kind;
use bareme_store::digest::digest;
use bareme_store::inspect::{execute, list_texts};
use bareme_store::{StoreError, settings};
use bareme_testkit::{FixedClock, World, noon, program};

fn file_of(world: &World) -> PathBuf {
    world.path("bareme.db")
}

fn digest_of(file: &std::path::Path) -> Vec<(String, String)> {
    digest(&Database::open(&format!("sqlite:{}", file.display()), 1).unwrap()).unwrap()
}

/// The program, with a database and arguments: whether it succeeded, and what it said.
fn bareme(url: &str, arguments: &[&str]) -> (bool, String) {
    let output = program().command().args(["--database", url]).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_backup_put_back_is_the_database_of_that_moment() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(20, 3);
    let (backup_file, elsewhere) = (world.path("b.db"), world.path("elsewhere.db"));
    let before = world.digest();
    let copy = backup::back_up(world.engine(), &backup_file, true, "Ana").unwrap();
    assert!(copy.bytes > 100_000 && copy.structure == "ok");
    world.import(Kind::Contacts, "key,email\nlater,later@example.org\n").run();
    let restored = backup::restore(&backup_file, &elsewhere, false, noon()).unwrap();
    assert!(restored.digest_held && restored.kept.is_none());
    assert_eq!(digest_of(&elsewhere).into_iter().collect::<std::collections::BTreeMap<_, _>>(), before);
    let database = Database::open(&format!("sqlite:{}", elsewhere.display()), 4).unwrap();
    let engine = Engine::new(database, std::sync::Arc::new(FixedClock::new(world.now())));
    assert!(examine(&engine).unwrap().iter().all(|finding| finding.sound));
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&backup_file).unwrap());
    assert_eq!(mode & 0o077, 0, "nobody else may read a backup");
}

#[test]
fn a_backup_holds_one_state_while_others_write() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(20, 3);
    // Two settings that are always changed together.
    let both = |number: u64| {
        world.write(|c| {
            settings::upsert(c, "one", &number.to_string())?;
            settings::upsert(c, "other", &number.to_string())
        });
    };
    both(0);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _stopped = Stopped(&stop);
        scope.spawn(|| {
            let mut number = 0;
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                both(number);
            }
        });
        for number in 0..5 {
            let file = world.path(&format!("b{number}.db"));
            backup::back_up(world.engine(), &file, false, "Ana").unwrap();
            let database = Database::open(&format!("sqlite:{}", file.display()), 1).unwrap();
            let values: Vec<Option<String>> = ["one", "other"]
                .into_iter()
                .map(|name| database.read::<_, StoreError>(|c| settings::find(c, name)).unwrap())
                .collect();
            assert_eq!(values[0], values[1]);
        }
    });
}

/// Stops who writes, also when a test fails.
struct Stopped<'a>(&'a AtomicBool);

impl Drop for Stopped<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_backup_overwrites_nothing_and_one_that_fails_leaves_nothing() {
    let world = World::new(Backend::Sqlite);
    let taken = world.write_file("taken.db", "mine");
    let Err(error) = backup::back_up(world.engine(), &taken, false, "Ana") else { panic!("overwritten") };
    assert!(error.to_string().contains("there is a file of this name already"), "{error}");
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    let nowhere = world.path("no/such/folder/b.db");
    assert!(backup::back_up(world.engine(), &nowhere, false, "Ana").is_err());
    let names: Vec<_> =
        std::fs::read_dir(world.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("part")), "{names:?}");
}

#[test]
fn restore_refuses_what_is_not_the_backup_that_was_written() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(10, 3);
    let (file, target) = (world.path("b.db"), world.path("t.db"));
    backup::back_up(world.engine(), &file, false, "Ana").unwrap();
    let refused = |what: &str| {
        let Err(error) = backup::restore(&file, &target, false, noon()) else {
            panic!("{what} was restored")
        };
        assert!(error.to_string().contains(what), "{error}");
        assert!(!target.exists());
    };
    let whole = std::fs::read(&file).unwrap();
    let mut spoiled = whole.clone();
    let place = spoiled.len() / 2;
    spoiled[place] ^= 1;
    std::fs::write(&file, &spoiled).unwrap();
    refused("another than the one beside it");
    std::fs::write(&file, "not a database at all").unwrap();
    refused("not a database");
    std::fs::write(&file, &whole).unwrap();
    let database = Database::open(&format!("sqlite:{}", file.display()), 1).unwrap();
    execute(&database, "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000001')").unwrap();
    drop(database);
    refused("newer version");
}

#[test]
fn restore_refuses_a_database_in_use_and_puts_the_other_one_aside() {
    let world = World::new(Backend::Sqlite);
    world.import(Kind::Contacts, "key,email\nc1,ann@example.org\n").run();
    let (file, target) = (world.path("b.db"), file_of(&world));
    let (done, said) = bareme(world.url(), &["backup", &file.display().to_string()]);
    assert!(done && said.contains("digest"), "{said}");
    world.import(Kind::Contacts, "key,email\nc2,ben@example.org\n").run();
    let restore = ["restore", &file.display().to_string()];
    let (done, said) = bareme(world.url(), &restore);
    assert!(!done && said.contains("--force"), "{said}");
    let forced = ["restore", &file.display().to_string(), "--force"];
    let (done, said) = bareme(world.url(), &forced);
    assert!(!done && said.contains("is in use"), "{said}");
    assert_eq!(world.contact_keys(), ["c1", "c2"], "nothing was changed");
    // A copy that nobody has open.
    let still = world.path("still.db");
    let url = format!("sqlite:{}", still.display());
    backup::back_up(world.engine(), &still, false, "Ana").unwrap();
    let forced = ["restore", &file.display().to_string(), "--force"];
    let (done, said) = bareme(&url, &forced);
    assert!(done && said.contains("sound by all checks"), "{said}");
    let database = Database::open(&url, 1).unwrap();
    let keys = list_texts(&database, "SELECT key AS value FROM contacts ORDER BY key").unwrap();
    assert_eq!(keys, ["c1"]);
    let acts = list_texts(&database, "SELECT action AS value FROM audit_log ORDER BY seq").unwrap();
    assert_eq!(acts.last().map(String::as_str), Some("restore"));
    let aside = std::fs::read_dir(world.folder()).unwrap().filter_map(Result::ok);
    let aside =
        aside.filter(|entry| entry.file_name().to_string_lossy().contains("still.db.before-")).count();
    assert_eq!(aside, 1, "what was there is kept");
    assert!(target.exists());
}

#[test]
fn postgres_is_backed_up_by_its_own_programs_and_comes_back_the_same() {
    let (world, other) = (World::new(Backend::Postgres), World::without_tables(Backend::Postgres));
    world.fill_demo(10, 3);
    let file = world.path("b.dump").display().to_string();
    let (done, said) = bareme(world.url(), &["backup", &file]);
    assert!(done, "{said}");
    let (url, digest) = (other.url().to_owned(), world.digest());
    let (done, said) = bareme(world.url(), &["restore", &file, "--force"]);
    assert!(!done && said.contains("is in use"), "{said}");
    let (done, said) = bareme(world.url(), &["backup", &file]);
    assert!(!done && said.contains("already"), "{said}");
    let (done, said) = bareme(&url, &["restore", &file]);
    assert!(done && said.contains("sound by all checks"), "{said}");
    assert_eq!(other.digest(), digest);
}
