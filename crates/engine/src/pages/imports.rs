//! The imports pages: what came in, and what was rejected.

use bareme_scoring::Instant;
use bareme_store::imports::{self, Import, StoredReject};
use bareme_store::lists::{Key, Paged};

use crate::intake::Notices;
use crate::pages::{PAGE, from_cursor, slice};
use crate::view::{ImportRow, ImportView, ImportsPage, RejectView};
use crate::{Engine, EngineError, Result};

/// Imports, newest first.
///
/// # Errors
///
/// A bad cursor, and those of the store.
pub fn list(engine: &Engine, cursor: Option<&str>) -> Result<ImportsPage> {
    let before = match from_cursor(cursor)? {
        None => i64::MAX,
        Some(position) if !position.backwards => position.id,
        Some(_) => return Err(EngineError::BadCursor),
    };
    engine.database().read(|c| {
        let rows = imports::list(c, before, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
        let slice =
            slice(paged(rows), |import| (Key::Number(0), import.id), |import| Ok(row(engine, &import)))?;
        Ok(ImportsPage { slice })
    })
}

/// One import with a page of its rejects.
///
/// # Errors
///
/// An unknown import, a bad cursor, and those of the store.
pub fn show(engine: &Engine, id: i64, cursor: Option<&str>) -> Result<ImportView> {
    let after = match from_cursor(cursor)? {
        None => 0,
        Some(position) if !position.backwards => position.id,
        Some(_) => return Err(EngineError::BadCursor),
    };
    engine.database().read(|c| {
        let import = imports::find(c, id)?.ok_or_else(|| EngineError::not_found("import", id))?;
        let rejects = imports::list_rejects(c, id, after, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
        Ok(ImportView {
            detected: serde_json::from_str(&import.detected).unwrap_or_default(),
            notices: Notices::from_text(&import.notices).whole_sentences(),
            rejects: slice(
                paged(rejects),
                |reject| (Key::Number(0), reject.seq),
                |reject| Ok(reject_view(reject)),
            )?,
            row: row(engine, &import),
        })
    })
}

/// The rejects of an import as a CSV file that can be mended and sent again.
///
/// # Errors
///
/// An unknown import, and those of the store.
pub fn rejects_file(engine: &Engine, id: i64) -> Result<String> {
    engine.database().read(|c| {
        imports::find(c, id)?.ok_or_else(|| EngineError::not_found("import", id))?;
        let mut text = String::new();
        // The entry 0 is the header.
        let mut after = -1;
        loop {
            let part = imports::list_rejects(c, id, after, 1_000)?;
            let Some(last) = part.last() else { return Ok(text) };
            after = last.seq;
            for reject in &part {
                text.push_str(&reject.raw);
            }
        }
    })
}

fn paged<T>(mut rows: Vec<T>) -> Paged<T> {
    let more_after = rows.len() > PAGE;
    rows.truncate(PAGE);
    Paged { rows, more_after, more_before: false }
}

fn row(engine: &Engine, import: &Import) -> ImportRow {
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    ImportRow {
        id: import.id,
        kind: import.kind.clone(),
        file: import.file.clone(),
        status: status(engine, import),
        started_at: Instant::from_millis(import.started_at),
        finished_at: import.finished_at.map(Instant::from_millis),
        read: count(import.rows_read),
        created: count(import.created),
        updated: count(import.updated),
        unchanged: count(import.unchanged),
        skipped: count(import.skipped),
        rejected: count(import.rejected),
    }
}

/// An import that says `running` but was not seen to move for a while was interrupted.
fn status(engine: &Engine, import: &Import) -> String {
    const HOUR_MS: i64 = 3_600_000;
    let stale = engine.now().millis_since(Instant::from_millis(import.started_at)) > HOUR_MS;
    if import.status == "running" && stale { "interrupted".to_owned() } else { import.status.clone() }
}

fn reject_view(reject: StoredReject) -> RejectView {
    RejectView {
        line: u64::try_from(reject.line).unwrap_or(0),
        column: reject.column_name,
        value: reject.value,
        reason: reject.reason,
    }
}
