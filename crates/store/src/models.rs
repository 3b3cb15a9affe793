//! Models and their immutable versions.

use bareme_scoring::Instant;
use diesel::prelude::*;

use crate::schema::{model_versions, models};
use crate::{AnyConnection, Result, sequences};

/// A model with its current version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredModel {
    /// Id in this database.
    pub id: i64,
    /// Unique short name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Whether it drives the lead.
    pub is_primary: bool,
    /// Its current version.
    pub version: StoredVersion,
    /// When all contacts were last scored with it.
    pub scored_as_of: Option<Instant>,
}

/// A version of a model.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct StoredVersion {
    /// Id in this database.
    pub id: i64,
    /// The model's id.
    pub model_id: i64,
    /// 1, 2, 3 …
    pub number: i64,
    /// The document as it was published, TOML.
    pub document: String,
    /// Digest of what the document means.
    pub digest: String,
    /// When it was published, milliseconds since 1970 UTC.
    pub published_at: i64,
    /// Who published it.
    pub published_by: String,
}

type ModelTuple = (i64, String, String, bool, i64, Option<i64>);

fn read((id, name, title, is_primary, _, scored): ModelTuple, version: StoredVersion) -> StoredModel {
    StoredModel { id, name, title, is_primary, version, scored_as_of: scored.map(Instant::from_millis) }
}

/// All models with their current versions: the primary one first, then by name.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<StoredModel>> {
    let rows: Vec<(ModelTuple, StoredVersion)> = models::table
        .inner_join(model_versions::table.on(model_versions::id.eq(models::version_id)))
        .order((models::is_primary.desc(), models::name))
        .select((models::all_columns, model_versions::all_columns))
        .load(connection)?;
    Ok(rows.into_iter().map(|(model, version)| read(model, version)).collect())
}

/// The versions of a model, newest first.
pub fn list_versions(connection: &mut AnyConnection, model_id: i64) -> Result<Vec<StoredVersion>> {
    Ok(model_versions::table
        .filter(model_versions::model_id.eq(model_id))
        .order(model_versions::number.desc())
        .load(connection)?)
}

/// A version by its id.
pub fn find_version(connection: &mut AnyConnection, id: i64) -> Result<Option<StoredVersion>> {
    Ok(model_versions::table.find(id).first(connection).optional()?)
}

/// What a new version says.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// Name of the model, new or not.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it becomes the primary model; another one then stops being it.
    pub is_primary: bool,
    /// The document.
    pub document: &'a str,
    /// Digest of what the document means.
    pub digest: &'a str,
    /// When.
    pub published_at: Instant,
    /// Who.
    pub published_by: &'a str,
}

/// Publishes a version as the current one and returns it. Earlier versions stay as they are.
pub fn insert_version(connection: &mut AnyConnection, new: &NewVersion<'_>) -> Result<StoredVersion> {
    let existing: Option<i64> =
        models::table.filter(models::name.eq(new.name)).select(models::id).first(connection).optional()?;
    let version_id = sequences::take(connection, "model_versions", 1)?;
    if new.is_primary {
        diesel::update(models::table).set(models::is_primary.eq(false)).execute(connection)?;
    }
    let model_id = match existing {
        Some(id) => {
            diesel::update(models::table.find(id))
                .set((
                    models::title.eq(new.title),
                    models::is_primary.eq(new.is_primary),
                    models::version_id.eq(version_id),
                ))
                .execute(connection)?;
            id
        }
        None => insert_model(connection, new, version_id)?,
    };
    let last: Option<i64> = model_versions::table
        .filter(model_versions::model_id.eq(model_id))
        .select(diesel::dsl::max(model_versions::number))
        .first(connection)?;
    let version = StoredVersion {
        id: version_id,
        model_id,
        number: last.unwrap_or(0) + 1,
        document: new.document.to_owned(),
        digest: new.digest.to_owned(),
        published_at: new.published_at.millis(),
        published_by: new.published_by.to_owned(),
    };
    diesel::insert_into(model_versions::table)
        .values((
            model_versions::id.eq(version.id),
            model_versions::model_id.eq(version.model_id),
            model_versions::number.eq(version.number),
            model_versions::document.eq(&version.document),
            model_versions::digest.eq(&version.digest),
            model_versions::published_at.eq(version.published_at),
            model_versions::published_by.eq(&version.published_by),
        ))
        .execute(connection)?;
    Ok(version)
}

fn insert_model(connection: &mut AnyConnection, new: &NewVersion<'_>, version_id: i64) -> Result<i64> {
    let id = sequences::take(connection, "models", 1)?;
    diesel::insert_into(models::table)
        .values((
            models::id.eq(id),
            models::name.eq(new.name),
            models::title.eq(new.title),
            models::is_primary.eq(new.is_primary),
            models::version_id.eq(version_id),
        ))
        .execute(connection)?;
    Ok(id)
}

/// Remembers when all contacts were scored with a model.
pub fn update_scored(connection: &mut AnyConnection, model_id: i64, as_of: Instant) -> Result<()> {
    diesel::update(models::table.find(model_id))
        .set(models::scored_as_of.eq(as_of.millis()))
        .execute(connection)?;
    Ok(())
}
