//! What came in by which file, how far an import got, and the rows that were rejected.

use std::collections::BTreeMap;

use bareme_scoring::Instant;
use diesel::prelude::*;

use crate::bulk::{BATCH, on_backend};
use crate::schema::{import_rejects, imports};
use crate::{AnyConnection, Result, sequences};

/// An import. Texts in `mapping`, `detected`, `notices` and `checkpoint` belong to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = imports, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Import {
    /// Id in this database.
    pub id: i64,
    /// `accounts`, `contacts` …
    pub kind: String,
    /// File name without folder.
    pub file: String,
    /// Digest of file, mapping and kind.
    pub digest: String,
    /// `running` or `finished`.
    pub status: String,
    /// The mapping that was used.
    pub mapping: String,
    /// How the file was read.
    pub detected: String,
    /// Things to know about it.
    pub notices: String,
    /// How far it got; `None` when it is finished.
    pub checkpoint: Option<String>,
    /// When it began, milliseconds since 1970 UTC.
    pub started_at: i64,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// Rows read.
    pub rows_read: i64,
    /// Rows that made something new.
    pub created: i64,
    /// Rows that changed something.
    pub updated: i64,
    /// Rows that were there already.
    pub unchanged: i64,
    /// Rows left out by the mapping.
    pub skipped: i64,
    /// Rows rejected.
    pub rejected: i64,
    /// Who brought it; nobody where the house did.
    pub by_whom: Option<String>,
}

/// A rejected row as stored. The texts in `reason` belong to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = import_rejects, treat_none_as_default_value = false)]
pub struct StoredReject {
    /// The import.
    pub import_id: i64,
    /// 1, 2, 3 … within the import.
    pub seq: i64,
    /// Line in the file.
    pub line: i64,
    /// Column header.
    pub column_name: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// Why, and what to do.
    pub reason: String,
    /// The row as it stood in the file, shortened when huge.
    pub raw: String,
}

/// Inserts a new import and returns its id.
pub fn insert(connection: &mut AnyConnection, new: &Import) -> Result<i64> {
    let id = sequences::take(connection, "imports", 1)?;
    let row = Import { id, ..new.clone() };
    diesel::insert_into(imports::table).values(&row).execute(connection)?;
    Ok(id)
}

/// Writes an import's progress.
pub fn update(connection: &mut AnyConnection, import: &Import) -> Result<()> {
    diesel::update(imports::table.find(import.id)).set(import).execute(connection)?;
    Ok(())
}

/// One import.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<Import>> {
    Ok(imports::table.find(id).first(connection).optional()?)
}

/// The last import of the same file with the same mapping, if there is one.
pub fn find_same(connection: &mut AnyConnection, digest: &str, kind: &str) -> Result<Option<Import>> {
    Ok(imports::table
        .filter(imports::digest.eq(digest))
        .filter(imports::kind.eq(kind))
        .order(imports::id.desc())
        .first(connection)
        .optional()?)
}

/// The import that began last.
pub fn newest(connection: &mut AnyConnection) -> Result<Option<Import>> {
    Ok(imports::table.order(imports::id.desc()).first(connection).optional()?)
}

/// Appends rejects.
pub fn insert_rejects(connection: &mut AnyConnection, rejects: &[StoredReject]) -> Result<()> {
    for part in rejects.chunks(BATCH) {
        on_backend!(connection, c => diesel::insert_into(import_rejects::table).values(part).execute(c))?;
    }
    Ok(())
}

/// Rejects of an import in the order of the file, those after `after`.
pub fn list_rejects(
    connection: &mut AnyConnection,
    import_id: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<StoredReject>> {
    Ok(import_rejects::table
        .filter(import_rejects::import_id.eq(import_id))
        .filter(import_rejects::seq.gt(after))
        .order(import_rejects::seq)
        .limit(limit)
        .load(connection)?)
}

/// Deletes up to `limit` rejected rows of imports that ended before a moment. What the imports counted stays. How many were
/// deleted.
pub fn delete_rejects_before(connection: &mut AnyConnection, before: Instant, limit: i64) -> Result<usize> {
    let old = imports::table.filter(imports::finished_at.lt(before.millis())).select(imports::id);
    let keys: Vec<(i64, i64)> = import_rejects::table
        .filter(import_rejects::import_id.eq_any(old))
        .order((import_rejects::import_id, import_rejects::seq))
        .limit(limit)
        .select((import_rejects::import_id, import_rejects::seq))
        .load(connection)?;
    // The keys are the first ones in order: those of each import are all up to the last of them.
    let mut last: BTreeMap<i64, i64> = BTreeMap::new();
    for (import, seq) in &keys {
        last.insert(*import, *seq);
    }
    for (import, seq) in last {
        diesel::delete(
            import_rejects::table
                .filter(import_rejects::import_id.eq(import))
                .filter(import_rejects::seq.le(seq)),
        )
        .execute(connection)?;
    }
    Ok(keys.len())
}

/// The moment of the first import, for people who ask since when data is held.
pub fn first_started(connection: &mut AnyConnection) -> Result<Option<Instant>> {
    let first: Option<i64> =
        imports::table.select(diesel::dsl::min(imports::started_at)).first(connection)?;
    Ok(first.map(Instant::from_millis))
}
