//! Connections: the backend is chosen by the URL's scheme, never by trying, and every write is one transaction that
//! begins as a write.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::{Connection, PgConnection, SqliteConnection};

use crate::{Result, StoreError};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one.
    Sqlite,
    /// The one for several servers.
    Postgres,
}

/// A database with its pool of connections. Cloning shares the pool.
#[derive(Clone)]
pub struct Database {
    pool: Pool<Manager>,
    backend: Backend,
    url: String,
    writer: Arc<Mutex<()>>,
}

impl Database {
    /// Opens `sqlite:FILE`, `sqlite::memory:` is refused because every connection would see another database, or
    /// `postgres://…`. `connections` is the size of the pool. Nothing is migrated.
    ///
    /// # Errors
    ///
    /// When the scheme is unknown or the database cannot be reached; the message carries no password.
    pub fn open(url: &str, connections: u32) -> Result<Self> {
        let manager = Manager::new(url)?;
        let backend = manager.backend;
        let shown = without_password(url);
        // One connection by hand first: the pool would only say that it timed out.
        drop(manager.connect()?);
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(0))
            // Who waits for a server that is away is told sooner than who waits for a turn at the file.
            .connection_timeout(Duration::from_secs(if backend == Backend::Postgres { 5 } else { 15 }))
            .test_on_check_out(backend == Backend::Postgres)
            .build(manager)?;
        Ok(Self { pool, backend, url: shown, writer: Arc::new(Mutex::new(())) })
    }

    /// Which database this is.
    pub const fn backend(&self) -> Backend {
        self.backend
    }

    /// The URL without any password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs queries that only read. They see one state of the database.
    ///
    /// # Errors
    ///
    /// Those of the queries, and none free in the pool.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut AnyConnection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = self.pool.get().map_err(StoreError::from)?;
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN DEFERRED",
            Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        in_transaction(&mut connection, begin, work)
    }

    /// Runs work that may write, as one transaction: all of it is kept and durable when this returns `Ok`, nothing of
    /// it otherwise. On SQLite it begins IMMEDIATE, since a deferred one fails under concurrent writes whatever the
    /// busy timeout, and writers of this process queue up for their turn instead of polling the file's lock.
    ///
    /// # Errors
    ///
    /// Those of the work, and those of the commit.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut AnyConnection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _turn = (self.backend == Backend::Sqlite)
            .then(|| self.writer.lock().unwrap_or_else(PoisonError::into_inner));
        let mut connection = self.pool.get().map_err(StoreError::from)?;
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN",
        };
        in_transaction(&mut connection, begin, work)
    }

    /// Runs work outside of any transaction: migrations, VACUUM, ANALYZE.
    ///
    /// # Errors
    ///
    /// Those of the work, and none free in the pool.
    pub fn bare<T>(&self, work: impl FnOnce(&mut AnyConnection) -> Result<T>) -> Result<T> {
        let mut connection = self.pool.get()?;
        work(&mut connection)
    }

    /// Asks the database for a sign of life, and waits for it no longer than somebody waits who asks every few seconds.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub fn probe(&self) -> Result<()> {
        let mut connection = self.pool.get_timeout(Duration::from_secs(2))?;
        Ok(connection.batch_execute("SELECT 1")?)
    }

    /// Moves what bulk work has written from the journal into the database, so that readers and the next small write need
    /// not: on SQLite a long journal is searched by every reader. Others who read or write go on meanwhile.
    pub fn settle(&self) -> Result<()> {
        if self.backend == Backend::Sqlite {
            self.bare(|connection| Ok(connection.batch_execute("PRAGMA wal_checkpoint(PASSIVE)")?))?;
        }
        Ok(())
    }

    /// Lets the query planner learn the sizes of tables after bulk work.
    pub fn analyze(&self) -> Result<()> {
        self.bare(|connection| {
            let statement = match self.backend {
                // With less, the first column of a key looks more telling than it is: kinds of edges, say.
                Backend::Sqlite => "PRAGMA analysis_limit = 50000; ANALYZE",
                Backend::Postgres => "VACUUM (ANALYZE)",
            };
            Ok(connection.batch_execute(statement)?)
        })
    }
}

fn in_transaction<T, E: From<StoreError>>(
    connection: &mut AnyConnection,
    begin: &str,
    work: impl FnOnce(&mut AnyConnection) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    connection.batch_execute(begin).map_err(StoreError::from)?;
    match work(connection) {
        Ok(value) => match connection.batch_execute("COMMIT") {
            Ok(()) => Ok(value),
            Err(error) => {
                roll_back(connection);
                Err(StoreError::from(error).into())
            }
        },
        Err(error) => {
            roll_back(connection);
            Err(error)
        }
    }
}

fn roll_back(connection: &mut AnyConnection) {
    if let Err(error) = connection.batch_execute("ROLLBACK") {
        // The database has often rolled back by itself already; the pool tests the connection before its next use.
        tracing::debug!(%error, "rollback failed");
    }
}

/// Opens connections of the kind that the URL's scheme names.
struct Manager {
    backend: Backend,
    target: String,
    shown: String,
}

impl Manager {
    fn new(url: &str) -> Result<Self> {
        let shown = without_password(url);
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self { backend: Backend::Postgres, target: url.to_owned(), shown });
        }
        match url.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() && !path.contains(":memory:") => Ok(Self {
                backend: Backend::Sqlite,
                target: path.strip_prefix("//").unwrap_or(path).to_owned(),
                shown,
            }),
            _ => Err(StoreError::Url { url: shown }),
        }
    }

    fn connect_error(&self, reason: &impl ToString) -> StoreError {
        let said = reason.to_string();
        let said = said.trim();
        let advice = match said {
            "unable to open database file" if Path::new(&self.target).is_dir() => {
                "; it is a folder: name a file in it"
            }
            "unable to open database file" => "; may this user write in its folder?",
            "attempt to write a readonly database" => {
                "; Bareme must be able to write to the file and to its folder"
            }
            "file is not a database" => "; name another file, which Bareme makes if there is none",
            _ => "",
        };
        StoreError::Connect { url: self.shown.clone(), reason: format!("{said}{advice}") }
    }
}

impl ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<AnyConnection> {
        match self.backend {
            Backend::Postgres => {
                let mut connection =
                    PgConnection::establish(&self.target).map_err(|error| self.connect_error(&error))?;
                connection.batch_execute("SET client_min_messages = warning; SET TIME ZONE 'UTC'")?;
                Ok(AnyConnection::Postgres(connection))
            }
            Backend::Sqlite => {
                let folder = Path::new(&self.target).parent();
                if let Some(folder) =
                    folder.filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
                {
                    return Err(
                        self.connect_error(&format!("the folder {} does not exist", folder.display()))
                    );
                }
                let mut connection =
                    SqliteConnection::establish(&self.target).map_err(|error| self.connect_error(&error))?;
                // The order matters: the timeout must hold before the journal mode is changed.
                connection
                    .batch_execute(
                        "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                         PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; \
                         PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864",
                    )
                    .map_err(|error| self.connect_error(&error))?;
                Ok(AnyConnection::Sqlite(connection))
            }
        }
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<()> {
        Ok(connection.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, _connection: &mut AnyConnection) -> bool {
        // A panic inside of a transaction leaves it open: such a connection must not be used again.
        std::thread::panicking()
    }
}

/// The URL as it may be shown: without a password.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => {
            let name = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{name}@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_url_opens_nothing() {
        for url in ["postgres:localhost", "bareme.db", "sqlite:", "mysql://x", "sqlite::memory:"] {
            assert!(matches!(Database::open(url, 1), Err(StoreError::Url { .. })), "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://ann:secret@db/x"), "postgres://ann@db/x");
    }
}
