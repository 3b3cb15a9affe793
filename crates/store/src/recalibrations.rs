//! Reports of recalibration: written whole when they are done, and never changed.

use diesel::prelude::*;

use crate::schema::recalibrations;
use crate::{AnyConnection, Result, sequences};

/// A report with what it was asked. `asked` and `report` are JSON that belongs to the engine; times are milliseconds since
/// 1970 UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = recalibrations, treat_none_as_default_value = false)]
pub struct StoredRecalibration {
    /// Id in this database.
    pub id: i64,
    /// The model.
    pub model_id: i64,
    /// Its version that was measured.
    pub version_id: i64,
    /// Word of the outcome that was asked for.
    pub target: String,
    /// Leads that became MQL from here on …
    pub period_from: i64,
    /// … and before this moment.
    pub period_before: i64,
    /// The moment as of which outcomes are known.
    pub as_of: i64,
    /// Word of the verdict.
    pub verdict: String,
    /// Leads that were looked at.
    pub cases: i64,
    /// Those of them that reached the outcome.
    pub events: i64,
    /// Everything that the report follows from besides the leads.
    pub asked: String,
    /// The report.
    pub report: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When it was begun.
    pub started_at: i64,
    /// When it was done.
    pub finished_at: i64,
}

/// A report as lists show it: without the report itself.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct ListedRecalibration {
    /// Id in this database.
    pub id: i64,
    /// The model.
    pub model_id: i64,
    /// Its version that was measured.
    pub version_id: i64,
    /// Word of the outcome that was asked for.
    pub target: String,
    /// Leads that became MQL from here on …
    pub period_from: i64,
    /// … and before this moment.
    pub period_before: i64,
    /// Word of the verdict.
    pub verdict: String,
    /// Leads that were looked at.
    pub cases: i64,
    /// Those of them that reached the outcome.
    pub events: i64,
    /// Who asked for it.
    pub asked_by: String,
    /// When it was done, milliseconds since 1970 UTC.
    pub finished_at: i64,
}

/// Writes a report and returns its id; whatever id it has is replaced.
pub fn insert(connection: &mut AnyConnection, new: StoredRecalibration) -> Result<i64> {
    let id = sequences::take(connection, "recalibrations", 1)?;
    let row = StoredRecalibration { id, ..new };
    diesel::insert_into(recalibrations::table).values(&row).execute(connection)?;
    Ok(id)
}

/// One report.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<StoredRecalibration>> {
    Ok(recalibrations::table.find(id).first(connection).optional()?)
}

/// The ids of the newest reports of a model, newest first.
pub fn list_ids(connection: &mut AnyConnection, model_id: i64) -> Result<Vec<i64>> {
    Ok(recalibrations::table
        .filter(recalibrations::model_id.eq(model_id))
        .order(recalibrations::id.desc())
        .limit(20)
        .select(recalibrations::id)
        .load(connection)?)
}

/// The newest reports, newest first; below an id where one is given.
pub fn list(
    connection: &mut AnyConnection,
    below: Option<i64>,
    limit: usize,
) -> Result<Vec<ListedRecalibration>> {
    Ok(recalibrations::table
        .filter(recalibrations::id.lt(below.unwrap_or(i64::MAX)))
        .order(recalibrations::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((
            recalibrations::id,
            recalibrations::model_id,
            recalibrations::version_id,
            recalibrations::target,
            recalibrations::period_from,
            recalibrations::period_before,
            recalibrations::verdict,
            recalibrations::cases,
            recalibrations::events,
            recalibrations::asked_by,
            recalibrations::finished_at,
        ))
        .load(connection)?)
}
