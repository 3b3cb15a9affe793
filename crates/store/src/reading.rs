//! Reading more than one statement should hold: long lists of keys in parts, long results row by row.

use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::query_dsl::methods::LoadQuery;

use crate::bulk::BATCH;
use crate::{AnyConnection, Result, StoreError};

/// The rows of many keys: `load` reads those of as many keys as one statement takes.
pub(crate) fn in_parts<K, R>(
    keys: &[K],
    mut load: impl FnMut(&[K]) -> QueryResult<Vec<R>>,
) -> Result<Vec<R>> {
    let mut found = Vec::with_capacity(keys.len());
    for part in keys.chunks(BATCH) {
        found.extend(load(part)?);
    }
    Ok(found)
}

/// Reads a query row by row, without holding its result: PostgreSQL's client would otherwise keep all of it in memory.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub(crate) fn row_by_row<'query, Q, R, E>(
    connection: &mut AnyConnection,
    query: Q,
    each: impl FnMut(R) -> std::result::Result<(), E>,
) -> std::result::Result<(), E>
where
    Q: LoadQuery<'query, SqliteConnection, R, DefaultLoadingMode>
        + LoadQuery<'query, PgConnection, R, PgRowByRowLoadingMode>
        + 'query,
    E: From<StoreError>,
{
    match connection {
        AnyConnection::Sqlite(inner) => hand_over(query.load_iter::<R, DefaultLoadingMode>(inner), each),
        AnyConnection::Postgres(inner) => hand_over(query.load_iter::<R, PgRowByRowLoadingMode>(inner), each),
    }
}

fn hand_over<R, E: From<StoreError>>(
    rows: QueryResult<impl Iterator<Item = QueryResult<R>>>,
    mut each: impl FnMut(R) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    for row in rows.map_err(StoreError::from)? {
        each(row.map_err(StoreError::from)?)?;
    }
    Ok(())
}
