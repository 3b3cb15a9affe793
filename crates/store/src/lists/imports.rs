//! The list of imports, and the rejected rows of one.

use diesel::prelude::*;

use super::{Paged, Position, page, rows_to_read};
use crate::imports::{Import, StoredReject};
use crate::schema::{import_rejects, imports};
use crate::{AnyConnection, Result};

/// One page of imports, of all or of one person's: the newest first. Only the id of the position counts.
pub fn list_imports(
    connection: &mut AnyConnection,
    by: Option<&str>,
    position: Option<&Position>,
    limit: usize,
) -> Result<Paged<Import>> {
    let mut query = imports::table.limit(rows_to_read(limit)).into_boxed();
    if let Some(by) = by {
        query = query.filter(imports::by_whom.eq(by));
    }
    let query = match position {
        None => query.order(imports::id.desc()),
        Some(after) if !after.backwards => query.filter(imports::id.lt(after.id)).order(imports::id.desc()),
        Some(before) => query.filter(imports::id.gt(before.id)).order(imports::id.asc()),
    };
    Ok(page(query.load(connection)?, limit, position))
}

/// One page of the rejected rows of an import, in the order of the file. The position's id is the row's number.
pub fn list_rejects(
    connection: &mut AnyConnection,
    import_id: i64,
    position: Option<&Position>,
    limit: usize,
) -> Result<Paged<StoredReject>> {
    let query = import_rejects::table
        .filter(import_rejects::import_id.eq(import_id))
        // The entry 0 is the header of the rejects file.
        .filter(import_rejects::seq.gt(0))
        .limit(rows_to_read(limit))
        .into_boxed();
    let query = match position {
        None => query.order(import_rejects::seq.asc()),
        Some(after) if !after.backwards => {
            query.filter(import_rejects::seq.gt(after.id)).order(import_rejects::seq.asc())
        }
        Some(before) => query.filter(import_rejects::seq.lt(before.id)).order(import_rejects::seq.desc()),
    };
    Ok(page(query.load(connection)?, limit, position))
}
