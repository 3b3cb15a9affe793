//! Filters of reports that people keep under a name.

use diesel::prelude::*;

use crate::schema::saved_views;
use crate::{AnyConnection, Result, sequences};

/// A saved view. `query` belongs to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = saved_views, treat_none_as_default_value = false)]
pub struct SavedView {
    /// Id in this database; never given out twice.
    pub id: i64,
    /// Word of the report.
    pub report: String,
    /// Its name, as it was typed.
    pub name: String,
    /// The name without case and accents, unique within the report.
    pub name_folded: String,
    /// The filter, as the words of the report's address.
    pub query: String,
    /// Who saved it, where that is known.
    pub saved_by: Option<String>,
    /// When, milliseconds since 1970 UTC.
    pub saved_at: i64,
}

/// Inserts a view and returns its id; whatever id it has is replaced.
pub fn insert(connection: &mut AnyConnection, new: &SavedView) -> Result<i64> {
    let id = sequences::take(connection, "saved_views", 1)?;
    let row = SavedView { id, ..new.clone() };
    diesel::insert_into(saved_views::table).values(&row).execute(connection)?;
    Ok(id)
}

/// One view.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<SavedView>> {
    Ok(saved_views::table.find(id).first(connection).optional()?)
}

/// The view of a report that has a name.
pub fn find_named(
    connection: &mut AnyConnection,
    report: &str,
    name_folded: &str,
) -> Result<Option<SavedView>> {
    Ok(saved_views::table
        .filter(saved_views::report.eq(report))
        .filter(saved_views::name_folded.eq(name_folded))
        .first(connection)
        .optional()?)
}

/// All views, by report and name.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<SavedView>> {
    Ok(saved_views::table
        .order((saved_views::report, saved_views::name_folded, saved_views::id))
        .load(connection)?)
}

/// How many views there are.
pub fn count(connection: &mut AnyConnection) -> Result<i64> {
    Ok(saved_views::table.count().get_result(connection)?)
}

/// Gives a view another name; false when there is none of that id.
pub fn rename(connection: &mut AnyConnection, id: i64, name: &str, name_folded: &str) -> Result<bool> {
    let changed = diesel::update(saved_views::table.find(id))
        .set((saved_views::name.eq(name), saved_views::name_folded.eq(name_folded)))
        .execute(connection)?;
    Ok(changed > 0)
}

/// Deletes a view; false when there is none of that id.
pub fn delete(connection: &mut AnyConnection, id: i64) -> Result<bool> {
    Ok(diesel::delete(saved_views::table.find(id)).execute(connection)? > 0)
}
