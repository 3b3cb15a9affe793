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
    Statement(#[from] diesel::result::Error),
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

impl StoreError {
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
