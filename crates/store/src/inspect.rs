//! A database seen from outside of the domain: which columns it has, and statements as people write them. For checks and
//! tests; no use case needs it.

use std::sync::mpsc;

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::reading::row_by_row;
use crate::{AnyConnection, Backend, Database, Result};

/// A column of a table. Both databases list the same ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Column {
    /// Table.
    #[diesel(sql_type = Text)]
    pub table_name: String,
    /// Column.
    #[diesel(sql_type = Text)]
    pub column_name: String,
    /// Its type in lower case, such as `bigint`.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Whether it may be empty.
    #[diesel(sql_type = Bool)]
    pub nullable: bool,
}

// A row's own place is declared INTEGER and holds 64 bits.
const SQLITE_COLUMNS: &str = "SELECT tables.name AS table_name, columns.name AS column_name, \
     CASE WHEN columns.pk = 1 AND columns.type = 'INTEGER' THEN 'bigint' WHEN columns.type = 'BLOB' THEN 'bytea' ELSE lower(columns.type) END AS kind, columns.\"notnull\" = 0 AS nullable \
     FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns \
     WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE '__diesel%' \
     ORDER BY tables.name, columns.cid";

const POSTGRES_COLUMNS: &str = "SELECT table_name::text, column_name::text, data_type::text AS kind, \
     is_nullable = 'YES' AS nullable FROM information_schema.columns \
     WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_diesel%' \
     ORDER BY table_name COLLATE \"C\", ordinal_position";

/// The columns of every table, by table, in their order within it. Those of the migrations' own table are left out.
///
/// # Errors
///
/// When the database cannot be read.
pub fn list_columns(database: &Database) -> Result<Vec<Column>> {
    let query = match database.backend() {
        Backend::Sqlite => SQLITE_COLUMNS,
        Backend::Postgres => POSTGRES_COLUMNS,
    };
    database.read(|connection| Ok(diesel::sql_query(query).load(connection)?))
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// What a query gives that has one column of text, called `value`.
///
/// # Errors
///
/// When the database refuses the query.
pub fn list_texts(database: &Database, query: &str) -> Result<Vec<String>> {
    database.read(|connection| {
        let mut values = Vec::new();
        row_by_row(connection, diesel::sql_query(query), |row: Value| -> Result<()> {
            values.push(row.value);
            Ok(())
        })?;
        Ok(values)
    })
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite goes about the queries that `work` runs: each query with the steps of its plan, a line each.
///
/// # Errors
///
/// Those of `work`, and those of a database that is not SQLite.
pub fn list_plans<T>(
    database: &Database,
    work: impl FnOnce(&mut AnyConnection) -> Result<T>,
) -> Result<Vec<String>> {
    database.read(|connection| {
        let (sender, queries) = mpsc::channel();
        connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                // Nobody reads any more once the work is done.
                let _ = sender.send(query.to_string());
            }
        });
        let done = work(connection);
        connection.set_instrumentation(|_: InstrumentationEvent<'_>| ());
        done?;
        let plan = |query: String| {
            let text = query.split(" -- binds").next().unwrap_or_default();
            let steps: Vec<Step> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {text}")).load(connection)?;
            let steps: Vec<String> = steps.into_iter().map(|step| step.detail).collect();
            Ok(format!("{text}\n{}", steps.join("\n")))
        };
        queries.try_iter().map(plan).collect()
    })
}

/// Runs statements in the transaction of a connection.
///
/// # Errors
///
/// When the database refuses one of them.
pub fn execute_within(connection: &mut AnyConnection, statements: &str) -> Result<()> {
    Ok(connection.batch_execute(statements)?)
}

/// Runs statements outside of any transaction.
///
/// # Errors
///
/// When the database refuses one of them; those before it may stay done.
pub fn execute(database: &Database, statements: &str) -> Result<()> {
    database.bare(|connection| Ok(connection.batch_execute(statements)?))
}
