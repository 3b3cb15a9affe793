//! What a use case can answer instead of a result, in words for the person who asked.

use bareme_ingest::IngestError;
use bareme_rollup::GraphError;
use bareme_store::StoreError;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The relationship graph is broken.
    #[error("the relationship graph cannot be built: {0}")]
    Graph(#[from] GraphError),
    /// Nothing has that id, key or name.
    #[error("there is no {what} '{name}'")]
    NotFound {
        /// `contact`, `model` …
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// The request makes no sense; the sentence says what would.
    #[error("{0}")]
    Invalid(String),
    /// A cursor of a list is not one that this server made.
    #[error("this link to a page of the list is not valid any more; start again from the first page")]
    BadCursor,
    /// A stored model version no longer passes the check.
    #[error("version {version} of model '{name}' cannot be read: {problem}")]
    BrokenModel {
        /// The model.
        name: String,
        /// The version.
        version: i64,
        /// The first problem.
        problem: String,
    },
    /// A file could not be written or read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The work was cancelled from outside; what was committed stays.
    #[error("cancelled")]
    Cancelled,
}

impl EngineError {
    /// Nothing has that id, key or name.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts, as callers have them at hand")]
    pub fn not_found(what: &'static str, name: impl ToString) -> Self {
        Self::NotFound { what, name: name.to_string() }
    }
}

/// What use cases return.
pub type Result<T> = std::result::Result<T, EngineError>;
