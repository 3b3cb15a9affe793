//! A digest of what the business tables hold: two databases with the same digest hold the same, whichever engines they
//! are.

use crate::{Database, Result, inspect};

/// Tables, their columns that must agree, and the columns that order their rows: numbers only, since texts are sorted
/// otherwise by each engine. A column behind a `~` is a fraction, one behind a `?` is true or false.
const TABLES: &[(&str, &str, &str)] = &[
    ("accounts", "id, key, attributes, created_at", "id"),
    ("account_history", "account_id, attributes", "account_id, known_until"),
    ("contacts", "id, key, account_id, role, attributes, created_at", "id"),
    ("contact_history", "contact_id, attributes", "contact_id, known_until"),
    ("attributes", "subject, name, kind", ""),
    ("relationships", "id, kind, from_id, to_id, role, ~weight, ~share, valid_from, valid_to", "id"),
    ("unresolved_references", "id, import_id, line, kind, from_id, to_key, role, ~share", "id"),
    ("activity_kinds", "id, digest", "id"),
    ("activities", "contact_id, at, kind_id, source_key", "contact_id, at, kind_id, source_key"),
    (
        "leads",
        "id, key, contact_id, model_id, stage, stage_at, mql_at, won_at, owner, reason, amount, team, priority, overdue_at, seq",
        "id",
    ),
    (
        "lead_transitions",
        "lead_id, seq, at, from_stage, to_stage, event, who, reason, note, rating, version_id, ?implied, facts",
        "lead_id, seq",
    ),
    (
        "imports",
        "id, kind, file, digest, status, notices, rows_read, created, updated, unchanged, skipped, rejected",
        "id",
    ),
    ("import_rejects", "import_id, seq, line, column_name, value, reason, raw", "import_id, seq"),
];

/// One hex digest a table, by name. Leaves out when things were recorded, which differs between two runs. Fractions
/// count to nine decimals.
///
/// # Errors
///
/// When the database cannot be read.
pub fn digest(database: &Database) -> Result<Vec<(String, String)>> {
    TABLES
        .iter()
        .map(|(table, columns, order)| {
            Ok(((*table).to_owned(), table_digest(database, table, columns, order)?))
        })
        .collect()
}

fn table_digest(database: &Database, table: &str, columns: &str, order: &str) -> Result<String> {
    let parts: Vec<String> = columns.split(", ").map(text_of).collect();
    let line = parts.join(" || '|' || ");
    let mut query = format!("SELECT {line} AS value FROM {table}");
    if !order.is_empty() {
        query = format!("{query} ORDER BY {order}");
    }
    let mut lines = inspect::list_texts(database, &query)?;
    if order.is_empty() {
        lines.sort();
    }
    let mut hasher = blake3::Hasher::new();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    Ok(hasher.finalize().to_hex().chars().take(32).collect())
}

/// A column as text that both engines write alike.
fn text_of(column: &str) -> String {
    let plain = if let Some(fraction) = column.strip_prefix('~') {
        format!("CAST(CAST(round({fraction} * 1000000000) AS BIGINT) AS TEXT)")
    } else if let Some(flag) = column.strip_prefix('?') {
        format!("CASE WHEN {flag} THEN '1' ELSE '0' END")
    } else {
        format!("CAST({column} AS TEXT)")
    };
    format!("coalesce('''' || replace({plain}, '''', '''''') || '''', '-')")
}
