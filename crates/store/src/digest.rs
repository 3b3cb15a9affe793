//! A digest of what the business tables hold: two databases with the same digest hold the same.

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::{AnyConnection, Backend, Database, Result};

/// Tables, and the columns that must agree, in an order that does not depend on the engine.
const TABLES: &[(&str, &str, &str)] = &[
    ("accounts", "id, key, attributes, created_at", "id"),
    ("account_history", "account_id, attributes", "account_id, known_until"),
    ("contacts", "id, key, account_id, role, attributes, created_at", "id"),
    ("contact_history", "contact_id, attributes", "contact_id, known_until"),
    ("attributes", "subject, name, kind", "subject, name"),
    ("relationships", "id, kind, from_id, to_id, role, weight, share, valid_from, valid_to", "id"),
    ("unresolved_references", "id, import_id, line, kind, from_id, to_key, role, share", "id"),
    ("activity_kinds", "id, digest", "id"),
    ("activities", "contact_id, at, kind_id, source_key", "contact_id, at, kind_id, source_key"),
    ("leads", "id, key, contact_id, model_id, stage, stage_at, mql_at, won_at, reason, amount", "id"),
    ("lead_transitions", "lead_id, seq, at, from_stage, to_stage, event, reason, note, facts", "lead_id, seq"),
    ("imports", "id, kind, file, digest, status, notices, rows_read, created, updated, unchanged, rejected", "id"),
    ("import_rejects", "import_id, seq, line, column_name, value, reason, raw", "import_id, seq"),
];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// One hex digest a table, by name. Leaves out when things were recorded, which differs between two runs.
///
/// # Errors
///
/// When the database cannot be read.
pub fn digest(database: &Database) -> Result<Vec<(String, String)>> {
    let backend = database.backend();
    database.read(|connection| {
        TABLES
            .iter()
            .map(|(table, columns, order)| {
                Ok(((*table).to_owned(), table_digest(connection, backend, table, columns, order)?))
            })
            .collect()
    })
}

fn table_digest(
    connection: &mut AnyConnection,
    backend: Backend,
    table: &str,
    columns: &str,
    order: &str,
) -> Result<String> {
    let text = match backend {
        Backend::Sqlite => "quote",
        Backend::Postgres => "quote_nullable",
    };
    let parts: Vec<String> = columns.split(", ").map(|column| format!("{text}({column})")).collect();
    let line = parts.join(" || '|' || ");
    let query = format!("SELECT {line} AS line FROM {table} ORDER BY {order}");
    let mut hasher = blake3::Hasher::new();
    let lines: Vec<Line> = diesel::sql_query(query).load(connection)?;
    for Line { line } in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    Ok(hasher.finalize().to_hex().chars().take(32).collect())
}
