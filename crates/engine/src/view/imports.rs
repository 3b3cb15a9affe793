//! What came in by file: imports, what was noticed, and the rows that were rejected.

use std::fmt::Write as _;

use bareme_scoring::Instant;
use serde::{Deserialize, Serialize};

use super::Slice;

pub use bareme_ingest::Message;

/// Something to know about an import, and what it is true of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about: the whole sentence, when there are no names.
    pub about: Message,
    /// What it is true of, as far as it is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Mention>,
    /// How many names there are besides.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub further_names: u64,
}

/// One name behind a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// A key, a name, a value.
    pub what: String,
    /// The first line of the file that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// How many lines say it besides.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub further_lines: u64,
    /// How many parents a company has that has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parents: Option<u64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Mention {
    /// A name alone.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), line: None, further_lines: 0, parents: None }
    }

    /// A name that a line of the file says.
    pub fn on(line: u64, what: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(what) }
    }

    /// In English.
    fn text(&self) -> String {
        let Self { what, line, further_lines, parents } = self;
        match (line, parents) {
            (_, Some(parents)) => format!("{what} ({parents} parents)"),
            (Some(line), None) if *further_lines > 0 => {
                format!("{what} (line {line} and {further_lines} more)")
            }
            (Some(line), None) => format!("{what} (line {line})"),
            (None, None) => what.clone(),
        }
    }
}

impl Notice {
    /// How many names are behind it.
    pub fn count(&self) -> u64 {
        self.names.len() as u64 + self.further_names
    }

    /// In English, with at most so many names.
    pub fn sentence(&self, shown: usize) -> String {
        let mut text = self.about.text.clone();
        if self.names.is_empty() {
            return text;
        }
        let names: Vec<String> = self.names.iter().take(shown).map(Mention::text).collect();
        let _ = write!(text, " ({}): {}", self.count(), names.join("; "));
        let more = self.count() - names.len() as u64;
        if more > 0 {
            let _ = write!(text, " … and {more} more");
        }
        text
    }
}

/// What came in by one import.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Id in this database.
    pub id: i64,
    /// `accounts`, `contacts` …
    pub kind: String,
    /// File name without folder.
    pub file: String,
    /// `running`, `finished`, `failed` or `interrupted`.
    pub status: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// Rows read.
    pub read: u64,
    /// Rows that made something new.
    pub created: u64,
    /// Rows that changed something.
    pub updated: u64,
    /// Rows that were there already, unchanged.
    pub unchanged: u64,
    /// Rows that the mapping leaves out.
    pub skipped: u64,
    /// Rows that went to the rejects.
    pub rejected: u64,
}

/// A rejected row.
#[derive(Clone, Debug)]
pub struct RejectView {
    /// Line in the file, 1 is the first.
    pub line: u64,
    /// Column header.
    pub column: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// Why, and what to do.
    pub reason: Message,
}

/// One import.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// Its row, as in the list.
    pub row: ImportRow,
    /// How the file was read, label and value: encoding, delimiter …
    pub detected: Vec<(String, String)>,
    /// Things to know: missing parents, cycles, duplicates …
    pub notices: Vec<Notice>,
    /// Rejected rows, by line.
    pub rejects: Slice<RejectView>,
}

/// The list of imports.
#[derive(Clone, Debug)]
pub struct ImportsPage {
    /// The rows, newest first.
    pub slice: Slice<ImportRow>,
}
