//! The world of one test: a fresh database, an engine on it, a clock that stands still, and a folder for files.

pub(crate) mod import;
pub(crate) mod leads;
pub(crate) mod people;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bareme_engine::pages::imports;
use bareme_engine::score::{ModelScored, OneScored, ScoreOptions, score_all, score_contact};
use bareme_engine::view::RejectView;
use bareme_engine::{Clock, Engine, demo, models};
use bareme_scoring::Instant;
use bareme_simulator::SimulationSettings;
use bareme_store::accounts::Account;
use bareme_store::contacts::Contact;
use bareme_store::{AnyConnection, Backend, Database, StoreError, accounts, contacts, digest};

use crate::database::FreshDatabase;
use crate::{FixedClock, noon};

/// A fresh world. Everything in it goes when it is dropped.
pub struct World {
    engine: Engine,
    clock: Arc<FixedClock>,
    // Before the folder: the file of a database is closed before it is removed.
    database: FreshDatabase,
    folder: tempfile::TempDir,
}

/// Runs a test on a fresh world of each database, SQLite first.
pub fn on_both_databases(test: impl Fn(&World)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        let _said = SaidOnFailure(backend);
        test(&world);
    }
}

/// The same, and holds both databases to the same content afterwards.
pub fn alike_on_both_databases(test: impl Fn(&World)) {
    let digests = std::cell::RefCell::new(Vec::new());
    on_both_databases(|world| {
        test(world);
        digests.borrow_mut().push(world.digest());
    });
    let digests = digests.into_inner();
    assert_eq!(digests.first(), digests.last(), "SQLite and PostgreSQL hold different rows");
}

/// Names the database on which a test failed.
struct SaidOnFailure(Backend);

impl Drop for SaidOnFailure {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("(this was on {:?})", self.0);
        }
    }
}

impl World {
    /// A world whose database has all migrations and no rows. The clock stands at [`noon`].
    pub fn new(backend: Backend) -> Self {
        Self::make(backend, true)
    }

    /// A world whose database is empty: no table, no migration.
    pub fn without_tables(backend: Backend) -> Self {
        Self::make(backend, false)
    }

    /// A world on SQLite in which everything goes through one connection, so that what is set for it holds for all.
    ///
    /// # Panics
    ///
    /// When no folder can be made.
    pub fn with_one_connection() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = FreshDatabase::with_connections(Backend::Sqlite, folder.path(), true, 1);
        Self::of(folder, database)
    }

    fn make(backend: Backend, migrated: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = FreshDatabase::new(backend, folder.path(), migrated);
        Self::of(folder, database)
    }

    fn of(folder: tempfile::TempDir, database: FreshDatabase) -> Self {
        let clock = Arc::new(FixedClock::new(noon()));
        let engine = Engine::new(database.database.clone(), Arc::<FixedClock>::clone(&clock));
        Self { engine, clock, database, folder }
    }

    /// The engine.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The database.
    pub const fn database(&self) -> &Database {
        &self.database.database
    }

    /// The clock.
    pub fn clock(&self) -> &FixedClock {
        &self.clock
    }

    /// Now, by the clock.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The database's URL, for programs.
    pub fn url(&self) -> &str {
        &self.database.url
    }

    /// The path of a file in the world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the world's folder.
    pub fn write_file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Reads the database.
    pub fn read<T>(&self, work: impl FnOnce(&mut AnyConnection) -> Result<T, StoreError>) -> T {
        self.database().read(work).unwrap()
    }

    /// Writes to the database, past the engine.
    pub fn write<T>(&self, work: impl FnOnce(&mut AnyConnection) -> Result<T, StoreError>) -> T {
        self.database().write(work).unwrap()
    }

    /// Agrees on a document.
    pub fn agree(&self, document: &str) {
        bareme_engine::agreement::set(&self.engine, document, None, "test").unwrap().unwrap();
    }

    /// Publishes a model.
    pub fn publish(&self, document: &str) {
        models::publish(&self.engine, document, "test").unwrap();
    }

    /// Scores everything as of now, with hand-over.
    pub fn score(&self) -> Vec<ModelScored> {
        self.score_at(self.now())
    }

    /// Scores everything as of a moment, with hand-over.
    pub fn score_at(&self, as_of: Instant) -> Vec<ModelScored> {
        self.score_with(&ScoreOptions::at(as_of))
    }

    /// Scores what the options say.
    pub fn score_with(&self, options: &ScoreOptions) -> Vec<ModelScored> {
        score_all(&self.engine, options, &false.into(), &mut |_| ()).unwrap()
    }

    /// Scores the contact of a key, as of now.
    pub fn score_one(&self, key: &str) -> Vec<OneScored> {
        score_contact(&self.engine, self.contact(key).id).unwrap()
    }

    /// Fills the database with a small demo company, scored; the clock's now is its present.
    pub fn fill_demo(&self, accounts: u64, seed: u64) -> demo::DemoSummary {
        let settings = SimulationSettings { accounts, seed, ..SimulationSettings::new(self.now()) };
        let options = demo::DemoOptions { settings, score: true };
        demo::fill(&self.engine, &options, &mut |_, _| ()).unwrap()
    }

    /// The contact of a key.
    pub fn contact(&self, key: &str) -> Contact {
        self.read(|c| contacts::find_by_key(c, key)).unwrap_or_else(|| panic!("no contact '{key}'"))
    }

    /// The account of a key.
    pub fn account(&self, key: &str) -> Account {
        self.read(|c| accounts::find_by_key(c, key)).unwrap_or_else(|| panic!("no account '{key}'"))
    }

    /// Keys of all accounts, in the order in which they came.
    pub fn account_keys(&self) -> Vec<String> {
        self.read(accounts::list_keys).into_iter().map(|(_, key)| key).collect()
    }

    /// Keys of all contacts, in the order in which they came.
    pub fn contact_keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        self.read(|c| contacts::for_each_key(c, |_, key, _| keys.push(key.to_owned())));
        keys
    }

    /// A digest of each table.
    pub fn digest(&self) -> BTreeMap<String, String> {
        digest::digest(self.database()).unwrap().into_iter().collect()
    }

    /// A digest of each table but those that only tell which files came in.
    pub fn digest_of_content(&self) -> BTreeMap<String, String> {
        let mut digest = self.digest();
        digest.retain(|table, _| table != "imports" && table != "import_rejects");
        digest
    }

    /// The first rejects of an import.
    pub fn rejects(&self, import: i64) -> Vec<RejectView> {
        imports::show(&self.engine, import, None).unwrap().rejects.rows
    }

    /// Everything that an import says, with every name.
    pub fn notices(&self, import: i64) -> Vec<String> {
        let notices = imports::show(&self.engine, import, None).unwrap().notices;
        notices.iter().map(|notice| notice.sentence(usize::MAX)).collect()
    }

    /// The world's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
