//! The database's own look at itself.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::{Backend, Database, Result};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// `ok`, or what the database says is wrong with its own structure. PostgreSQL has no such check of a whole database:
/// there, every table is read once.
///
/// # Errors
///
/// When the database cannot be read.
pub fn integrity(database: &Database) -> Result<String> {
    database.bare(|connection| match database.backend() {
        Backend::Sqlite => {
            let answers: Vec<Answer> = diesel::sql_query("PRAGMA integrity_check(20)").load(connection)?;
            let lines: Vec<String> = answers.into_iter().map(|answer| answer.integrity_check).collect();
            Ok(lines.join("; "))
        }
        Backend::Postgres => {
            for table in ["accounts", "contacts", "relationships", "leads", "lead_transitions", "imports"] {
                diesel::sql_query(format!("SELECT count(*) FROM {table}")).execute(connection)?;
            }
            Ok("ok".to_owned())
        }
    })
}

#[derive(QueryableByName)]
struct Violation {
    #[diesel(sql_type = Text)]
    line: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// References that lead nowhere, by table: a sentence each. PostgreSQL never lets one come about.
///
/// # Errors
///
/// When the database cannot be read.
pub fn dangling(database: &Database) -> Result<Vec<String>> {
    if database.backend() != Backend::Sqlite {
        return Ok(Vec::new());
    }
    database.read(|connection| {
        let query = "SELECT \"table\" || ' → ' || parent AS line, count(*) AS count \
                     FROM pragma_foreign_key_check() GROUP BY 1 ORDER BY 1";
        let rows: Vec<Violation> = diesel::sql_query(query).load(connection)?;
        Ok(rows.into_iter().map(|row| format!("{} in {}", row.count, row.line)).collect())
    })
}
