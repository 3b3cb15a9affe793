//! Documents that two sides are to sign before they become a version of a model, and the log of what became of each.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::schema::{proposal_entries, proposals};
use crate::{AnyConnection, Result, sequences};

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = proposals, treat_none_as_default_value = false)]
pub struct StoredProposal {
    /// Id in this database.
    pub id: i64,
    /// The model that it would change.
    pub model_id: i64,
    /// The recalibration that it comes from.
    pub recalibration_id: Option<i64>,
    /// The earlier version that it would bring back.
    pub restores_version_id: Option<i64>,
    /// When, milliseconds since 1970 UTC.
    pub opened_at: i64,
    /// By whom.
    pub opened_by: String,
}

/// An entry of the log of a proposal. Triggers refuse what cannot follow; see the migration.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = proposal_entries, treat_none_as_default_value = false)]
pub struct StoredEntry {
    /// The proposal.
    pub proposal_id: i64,
    /// 1, 2, 3 …
    pub seq: i32,
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// By whom.
    pub who: String,
    /// `propose`, `edit`, `sign`, `reject` or `publish`.
    pub event: String,
    /// 1, 2, 3 …: each edit begins the next one.
    pub revision: i32,
    /// Digest of what the document of the revision means.
    pub digest: String,
    /// Of a signature or rejection: `marketing` or `sales`.
    pub side: Option<String>,
    /// Of a document: the version that it would replace.
    pub base_version_id: Option<i64>,
    /// The document, TOML.
    pub document: Option<String>,
    /// Why, where somebody said.
    pub reason: Option<String>,
    /// Of a publication: the new version.
    pub version_id: Option<i64>,
}

/// Opens a proposal and returns its id; whatever id it has is replaced.
pub fn insert(connection: &mut AnyConnection, new: &StoredProposal) -> Result<i64> {
    let id = sequences::take(connection, "proposals", 1)?;
    let row = StoredProposal { id, ..new.clone() };
    diesel::insert_into(proposals::table).values(&row).execute(connection)?;
    Ok(id)
}

/// Adds to the log of a proposal.
pub fn insert_entry(connection: &mut AnyConnection, entry: &StoredEntry) -> Result<()> {
    diesel::insert_into(proposal_entries::table).values(entry).execute(connection)?;
    Ok(())
}

/// Takes a proposal and its model until the end of the transaction: nobody else adds to its log or publishes meanwhile.
pub fn take(connection: &mut AnyConnection, id: i64) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT id FROM proposals WHERE id = $1 FOR UPDATE")
        .bind::<BigInt, _>(id)
        .execute(connection)?;
    diesel::sql_query(
        "SELECT models.id FROM models JOIN proposals ON proposals.model_id = models.id \
         WHERE proposals.id = $1 FOR UPDATE OF models",
    )
    .bind::<BigInt, _>(id)
    .execute(connection)?;
    Ok(())
}

/// One proposal.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<StoredProposal>> {
    Ok(proposals::table.find(id).first(connection).optional()?)
}

/// The proposal of a recalibration.
pub fn find_of_recalibration(
    connection: &mut AnyConnection,
    recalibration_id: i64,
) -> Result<Option<StoredProposal>> {
    let of = proposals::table.filter(proposals::recalibration_id.eq(recalibration_id));
    Ok(of.first(connection).optional()?)
}

/// The newest proposals of a model, newest first.
pub fn list(connection: &mut AnyConnection, model_id: i64, limit: usize) -> Result<Vec<StoredProposal>> {
    Ok(proposals::table
        .filter(proposals::model_id.eq(model_id))
        .order(proposals::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .load(connection)?)
}

/// The log of a proposal, oldest entry first.
pub fn list_entries(connection: &mut AnyConnection, proposal_id: i64) -> Result<Vec<StoredEntry>> {
    Ok(proposal_entries::table
        .filter(proposal_entries::proposal_id.eq(proposal_id))
        .order(proposal_entries::seq)
        .load(connection)?)
}
