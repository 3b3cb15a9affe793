//! Rejected rows: kept with the import, and written to a file that can be mended and sent again.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use bareme_ingest::{Message, Reject, RejectsWriter, Source};
use bareme_store::AnyConnection;
use bareme_store::imports::{self, StoredReject};

use super::Job;
use crate::{EngineError, Result};

/// The code of rows that are of somebody who was erased.
const ERASED_PERSON: &str = "erased_person";

/// Why a row of somebody who was erased does not come in.
pub(super) fn erased_person() -> Message {
    Message::new(
        ERASED_PERSON,
        "this row is of a person who was erased; nothing of it was kept. If they came back of their own will: bareme person \
         readmit, then import the row again",
    )
}

impl Job<'_> {
    /// Keeps the header of the rejects file as the entry 0, which no list shows.
    pub(super) fn store_rejects_header(&self, c: &mut AnyConnection) -> Result<()> {
        let header = StoredReject {
            import_id: self.import.id,
            seq: 0,
            line: 1,
            column_name: None,
            value: None,
            reason: String::new(),
            raw: written(self.source, None)?,
        };
        Ok(imports::insert_rejects(c, &[header])?)
    }

    /// Keeps rejects with the line that the rejects file will have for them.
    pub(super) fn store_rejects(&mut self, c: &mut AnyConnection, rejects: &[Reject]) -> Result<()> {
        if rejects.is_empty() {
            return Ok(());
        }
        let header = written(self.source, None)?;
        let mut rows = Vec::with_capacity(rejects.len());
        for reject in rejects {
            self.rejects += 1;
            if let Some(row) = self.erased(reject) {
                rows.push(row);
                continue;
            }
            let text = written(self.source, Some(reject))?;
            rows.push(StoredReject {
                import_id: self.import.id,
                seq: self.rejects,
                line: i64::try_from(reject.line).unwrap_or(i64::MAX),
                column_name: reject.column.clone(),
                value: reject.value.as_ref().map(|value| without_nul(value)),
                reason: without_nul(&stored_text(&reject.message)),
                raw: without_nul(text.strip_prefix(&header).unwrap_or(&text)),
            });
        }
        Ok(imports::insert_rejects(c, &rows)?)
    }

    /// A rejected row of somebody who was erased: that there was one, and nothing of what it said.
    fn erased(&self, reject: &Reject) -> Option<StoredReject> {
        if self.erased.is_empty() {
            return None;
        }
        let named = reject.message.arguments.values().map(String::as_str).chain(reject.value.as_deref());
        let named = named.into_iter().find_map(|text| self.erased.since(text));
        let since = named.or_else(|| self.erased.since_in(&reject.raw));
        let is_one = reject.message.code == ERASED_PERSON;
        if since.is_none() && !is_one {
            return None;
        }
        Some(StoredReject {
            import_id: self.import.id,
            seq: self.rejects,
            line: i64::try_from(reject.line).unwrap_or(i64::MAX),
            column_name: None,
            value: None,
            reason: stored_text(&erased_person()),
            raw: String::new(),
        })
    }

    /// Writes the rejects file; nothing when there are no rejects or no file was asked for.
    pub(super) fn write_rejects(&self, c: &mut AnyConnection) -> Result<Option<PathBuf>> {
        let Some(path) = self.request.rejects.as_ref().filter(|_| self.rejects > 0) else { return Ok(None) };
        let failed = |source| EngineError::File { path: path.display().to_string(), source };
        let mut file = BufWriter::new(File::create(path).map_err(failed)?);
        let mut after = -1;
        loop {
            let part = imports::list_rejects(c, self.import.id, after, 1_000)?;
            let Some(last) = part.last() else { break };
            after = last.seq;
            for reject in &part {
                file.write_all(reject.raw.as_bytes()).map_err(failed)?;
            }
        }
        file.flush().map_err(failed)?;
        Ok(Some(path.clone()))
    }
}

/// The reason of a stored reject. A text that is no JSON is a sentence of its own, in English.
pub(crate) fn stored_message(text: &str) -> Message {
    serde_json::from_str(text).unwrap_or_else(|_| Message::new("plain", text))
}

fn stored_text(message: &Message) -> String {
    serde_json::to_string(message).unwrap_or_else(|_| message.text.clone())
}

/// PostgreSQL stores no NUL; a row that had one was rejected for it and is shown with a sign in its place.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// The rejects file with its header and at most one row, as text.
fn written(source: &Source, reject: Option<&Reject>) -> Result<String> {
    let failed = |source| EngineError::File { path: "rejects".to_owned(), source };
    let mut writer = RejectsWriter::new(Vec::new(), source).map_err(failed)?;
    if let Some(reject) = reject {
        writer.write(reject).map_err(failed)?;
    }
    let bytes = writer.finish().map_err(failed)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
