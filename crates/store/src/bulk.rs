//! What does not go through the common connection type: upserts, batches and streams, written once and compiled for
//! each database.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;

use crate::Result;

/// Runs one diesel expression on whichever connection this is: `on_backend!(connection, c => expression)`.
///
/// The expression is compiled twice. Needed for upserts and batch inserts, which do not compile through the enum.
macro_rules! on_backend {
    ($connection:expr, $inner:ident => $work:expr) => {
        match $connection {
            $crate::AnyConnection::Sqlite($inner) => $work,
            $crate::AnyConnection::Postgres($inner) => $work,
        }
    };
}

/// Reads a query row by row, without holding its result: `stream!(connection, query, RowType, |row| …)`.
///
/// PostgreSQL's client would otherwise keep the whole result in memory.
macro_rules! stream {
    ($connection:expr, $query:expr, $row:ty, $each:expr) => {{
        let mut each = $each;
        match $connection {
            $crate::AnyConnection::Sqlite(inner) => {
                let rows = $query
                    .load_iter::<$row, diesel::connection::DefaultLoadingMode>(inner)
                    .map_err($crate::StoreError::from)?;
                for row in rows {
                    each(row.map_err($crate::StoreError::from)?)?;
                }
            }
            $crate::AnyConnection::Postgres(inner) => {
                let rows = $query
                    .load_iter::<$row, diesel::pg::PgRowByRowLoadingMode>(inner)
                    .map_err($crate::StoreError::from)?;
                for row in rows {
                    each(row.map_err($crate::StoreError::from)?)?;
                }
            }
        }
    }};
}

pub(crate) use {on_backend, stream};

/// Rows of one ordinary batch statement: below SQLite's 32,766 bind variables for the widest table (25 columns).
pub(crate) const BATCH: usize = 1_000;

/// Rows of one prepared bulk statement on SQLite.
const CHUNK: usize = 128;

/// A row that is written by the hundred thousand.
pub(crate) trait BulkRow {
    /// `INSERT OR … INTO table (columns) VALUES `, for SQLite.
    const INSERT: &'static str;
    /// Pushes the bind parameters of one row, with the commas between them.
    fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()>;
}

/// Writes rows to SQLite with prepared multi-row statements and returns how many the database changed.
pub(crate) fn insert_chunks<R: BulkRow + 'static>(
    connection: &mut SqliteConnection,
    rows: &[R],
) -> Result<usize> {
    let mut changed = 0;
    let mut chunks = rows.chunks_exact(CHUNK);
    for chunk in chunks.by_ref() {
        changed += FullChunk(chunk).execute(connection)?;
    }
    for row in chunks.remainder() {
        changed += OneRow(row).execute(connection)?;
    }
    Ok(changed)
}

/// Always [`CHUNK`] rows, so that its statement is prepared once.
struct FullChunk<'a, R>(&'a [R]);

/// A single row; prepared once as well.
struct OneRow<'a, R>(&'a R);

impl<R: BulkRow + 'static> QueryId for FullChunk<'_, R> {
    type QueryId = FullChunk<'static, R>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<R: BulkRow + 'static> QueryId for OneRow<'_, R> {
    type QueryId = OneRow<'static, R>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<R: BulkRow> QueryFragment<Sqlite> for FullChunk<'_, R> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql(R::INSERT);
        for (index, row) in self.0.iter().enumerate() {
            out.push_sql(if index == 0 { "(" } else { ",(" });
            row.bind(&mut out)?;
            out.push_sql(")");
        }
        Ok(())
    }
}

impl<R: BulkRow> QueryFragment<Sqlite> for OneRow<'_, R> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql(R::INSERT);
        out.push_sql("(");
        self.0.bind(&mut out)?;
        out.push_sql(")");
        Ok(())
    }
}

impl<R> RunQueryDsl<SqliteConnection> for FullChunk<'_, R> {}
impl<R> RunQueryDsl<SqliteConnection> for OneRow<'_, R> {}

/// Pushes bind parameters separated by commas: `bind_all!(out, BigInt: self.id, Integer: self.fit)`.
macro_rules! bind_all {
    ($out:expr, $first_type:ty : $first:expr $(, $type:ty : $value:expr)* $(,)?) => {{
        $out.push_bind_param::<$first_type, _>($first)?;
        $( $out.push_sql(","); $out.push_bind_param::<$type, _>($value)?; )*
        Ok(())
    }};
}

pub(crate) use bind_all;
