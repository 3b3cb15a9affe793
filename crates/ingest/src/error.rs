//! What can go wrong with a whole file or its mapping. What is wrong with one row is a [`crate::Reject`].

use std::fmt;
use std::path::PathBuf;

/// The import cannot go on; the message says what a person can do.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is not even a header.
    #[error("{file} is empty: a header line with the names of the columns is needed")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// It is no table: a workbook, an archive, a document.
    #[error("{file} is {what}, not a CSV file: {remedy}")]
    NoTable {
        /// Name of the file.
        file: String,
        /// What it is.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// The first line cannot be read as a header.
    #[error("{file}, line {line}: the header cannot be read: {reason}")]
    Header {
        /// Name of the file.
        file: String,
        /// Physical line of the header.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A position that was kept does not belong to this file.
    #[error("{file} has changed since the import began: it ends before byte {byte}; start the import again")]
    Changed {
        /// Name of the file.
        file: String,
        /// The byte that was not there.
        byte: u64,
    },
    /// The mapping does not fit; every problem at once.
    #[error(transparent)]
    Mapping(#[from] Problems),
    /// The encoding that was asked for does not exist.
    #[error(
        "'{0}' is not an encoding: write utf-8, utf-16le, utf-16be, windows-1252 or another WHATWG label"
    )]
    UnknownEncoding(String),
}

/// One thing that is wrong with a mapping, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Problem {
    /// Line of the mapping file; `None` when the mapping did not come from a file.
    pub line: Option<usize>,
    /// The key, such as `columns.email`.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        if self.place.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.place, self.message)
        }
    }
}

/// Every problem of a mapping, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl Problems {
    /// The same problems in the order of the mapping file, each once; what is missing from it comes last, but for the
    /// kind, without which little else can be judged.
    pub(crate) fn sorted(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| (problem.line.is_none() && problem.place != "kind", problem.line));
        let mut sorted: Vec<Problem> = Vec::with_capacity(problems.len());
        for problem in problems {
            if !sorted.contains(&problem) {
                sorted.push(problem);
            }
        }
        Self(sorted)
    }
}
