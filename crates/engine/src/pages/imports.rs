//! The imports pages: what came in, and what was rejected.

use bareme_access::{Action, Reach, reach};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;
use bareme_store::imports::{self, Import, StoredReject};
use bareme_store::lists::{self, Key};

use crate::import::stored_message;
use crate::intake::Notices;
use crate::pages::{PAGE, from_cursor, slice};
use crate::sight::Seen;
use crate::view::{ImportRow, ImportView, ImportsPage, RejectView};
use crate::{Engine, EngineError, Result};

/// Imports, newest first.
///
/// # Errors
///
/// A bad cursor, and those of the store.
pub fn list(engine: &Engine, cursor: Option<&str>) -> Result<ImportsPage> {
    let position = from_cursor(cursor)?;
    engine.database().read(|c| {
        let theirs = theirs(engine)?;
        let paged = lists::list_imports(c, theirs, position.as_ref(), PAGE)?;
        let slice = slice(paged, |import| (Key::Number(0), import.id), |import| Ok(row(engine, &import)))?;
        Ok(ImportsPage { slice })
    })
}

/// One import with a page of its rejects.
///
/// # Errors
///
/// An unknown import, a bad cursor, and those of the store.
pub fn show(engine: &Engine, id: i64, cursor: Option<&str>) -> Result<ImportView> {
    let position = from_cursor(cursor)?;
    engine.database().read(|c| {
        let import = found(engine, c, id)?;
        let seen = engine.people(c)?;
        let rejects = lists::list_rejects(c, id, position.as_ref(), PAGE)?;
        Ok(ImportView {
            detected: serde_json::from_str(&import.detected).unwrap_or_default(),
            notices: Notices::from_text(&import.notices).into_list(),
            rejects: slice(
                rejects,
                |reject| (Key::Number(0), reject.seq),
                |reject| Ok(reject_view(reject, &seen)),
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
        // Its rows are people as they stood in the file.
        engine.must(Action::Export)?;
        found(engine, c, id)?;
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

/// Whose imports whoever looks sees: everybody's when absent.
fn theirs(engine: &Engine) -> Result<Option<&str>> {
    engine.must(Action::Import)?;
    let Some(who) = engine.principal() else { return Ok(None) };
    Ok((reach(who.role, Action::Import) != Reach::All).then_some(&who.name))
}

/// An import that whoever looks may see.
fn found(engine: &Engine, c: &mut AnyConnection, id: i64) -> Result<Import> {
    let theirs = theirs(engine)?;
    let found = imports::find(c, id)?;
    let found = found.filter(|import| theirs.is_none_or(|who| import.by_whom.as_deref() == Some(who)));
    found.ok_or_else(|| EngineError::not_found("import", id))
}

/// The last import.
pub(super) fn last(engine: &Engine, c: &mut AnyConnection) -> Result<Option<ImportRow>> {
    if !engine.may(Action::Import) {
        return Ok(None);
    }
    let theirs = theirs(engine)?;
    Ok(lists::list_imports(c, theirs, None, 1)?.rows.first().map(|import| row(engine, import)))
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

fn reject_view(reject: StoredReject, seen: &Seen) -> RejectView {
    RejectView {
        line: u64::try_from(reject.line).unwrap_or(0),
        column: reject.column_name,
        value: reject.value.map(|value| seen.text(value)),
        reason: stored_message(&reject.reason),
    }
}
