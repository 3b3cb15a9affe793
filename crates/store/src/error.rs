//! What can go wrong with a database, in words that say what to do.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL names no database that Bareme knows.
    #[error(
        "'{url}' is not a database URL: use sqlite:FILE (such as sqlite:bareme.db) or postgres://user@host/name"
    )]
    Url {
        /// What was given.
        url: String,
    },
    /// The database cannot be reached.
    #[error("cannot open the database {url}: {reason}")]
    Connect {
        /// The URL without any password.
        url: String,
        /// What the database said.
        reason: String,
    },
    /// No connection became free in time.
    #[error("the database is busy: no connection became free in time; try again in a moment")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[source] diesel::result::Error),
    /// There is no room left for what was to be written. Nothing of it was kept.
    #[error("the disk of the database is full, and nothing was changed; make room, then try again")]
    Full(#[source] diesel::result::Error),
    /// The database does not answer: it was stopped, or cannot be reached. What was being done is not kept.
    #[error("the database does not answer, and nothing was changed; once it is back, try again")]
    Gone(#[source] diesel::result::Error),
    /// A file beside the database could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// Migrations could not be applied.
    #[error("the database could not be brought to this version's form: {0}")]
    Migration(String),
    /// A stored value makes no sense.
    #[error("table {table}, row {row}: column {column} holds {value}, which this version cannot read")]
    BadRow {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Primary key of the row.
        row: String,
        /// The value.
        value: String,
    },
    /// Something else that the caller did inside a transaction failed; the transaction was rolled back.
    #[error("{0}")]
    Aborted(String),
}

/// What databases say when there is no room: SQLite, PostgreSQL, the system.
const FULL: [&str; 3] = ["database or disk is full", "No space left on device", "could not extend file"];
/// What is said when the other end is not there any more.
const GONE: [&str; 8] = [
    "server closed the connection",
    "connection to server",
    "terminating connection",
    "no connection to the server",
    "could not connect to server",
    "the database system is",
    "SSL connection has been closed",
    "Connection refused",
];

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};

        let said = error.to_string();
        let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
        let closed = matches!(error, Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _));
        if says(&FULL) {
            Self::Full(error)
        } else if closed || says(&GONE) {
            Self::Gone(error)
        } else {
            Self::Statement(error)
        }
    }
}

impl StoreError {
    /// Whether trying the same again later may succeed: the database is busy, full or away.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Pool(_) | Self::Full(_) | Self::Gone(_))
    }

    /// A file that could not be read or written.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "there is a file of this name already".to_owned(),
            std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            _ => error.to_string(),
        };
        Self::File { path: path.display().to_string(), reason }
    }

    /// A stored value that cannot be read.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers, words and errors, as callers have them at hand"
    )]
    pub fn bad_row(
        table: &'static str,
        column: &'static str,
        row: impl ToString,
        value: impl ToString,
    ) -> Self {
        Self::BadRow { table, column, row: row.to_string(), value: value.to_string() }
    }
}
