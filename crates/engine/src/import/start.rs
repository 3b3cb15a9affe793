//! How an import begins: what makes it the same as an earlier one, and its row in the store.

use std::path::Path;

use bareme_ingest::{Plan, Source};
use bareme_store::imports::Import;

use super::{ImportRequest, RUNNING};
use crate::Engine;
use crate::intake::Notices;

/// What makes two imports the same: the bytes of the file, and everything that says how they are read.
pub(super) fn digest(source: &Source, plan: &Plan, request: &ImportRequest) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [
        source.digest(),
        &plan.mapping().to_toml(),
        &source.detected().to_string(),
        request.currency.as_deref().unwrap_or_default(),
    ] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// The row of an import that has read nothing yet.
pub(super) fn new_import(
    engine: &Engine,
    request: &ImportRequest,
    source: &Source,
    plan: &Plan,
    digest: String,
) -> Import {
    let detected = source.detected();
    let mark = if detected.byte_order_mark { "present" } else { "absent" };
    let detected = vec![
        ("encoding".to_owned(), detected.encoding.to_string()),
        ("byte_order_mark".to_owned(), mark.to_owned()),
        ("delimiter".to_owned(), detected.dialect.delimiter_word().replace(' ', "_")),
        ("line_ends".to_owned(), detected.line_ends.to_string()),
        ("columns".to_owned(), detected.columns.to_string()),
        ("bytes".to_owned(), detected.bytes.to_string()),
    ];
    let mut notices = Notices::default();
    for sentence in source.notices().iter().chain(plan.notices()) {
        notices.say(sentence.clone());
    }
    Import {
        id: 0,
        kind: request.kind.word().to_owned(),
        file: file_name(&request.path),
        digest,
        status: RUNNING.to_owned(),
        mapping: plan.mapping().to_toml(),
        detected: serde_json::to_string(&detected).unwrap_or_default(),
        notices: notices.to_text(),
        checkpoint: None,
        started_at: engine.now().millis(),
        finished_at: None,
        rows_read: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        rejected: 0,
        by_whom: engine.principal().map(|who| who.name.clone()),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
