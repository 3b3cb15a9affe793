//! Models: check, publish, export, compare. A published version never changes.

use bareme_scoring::{AttributeType, Change, Draft, Instant, Known, Problem, Report, check, diff};
use bareme_store::models::{NewVersion, StoredVersion};
use bareme_store::{AnyConnection, attributes, models};

use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result};

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// The model's name.
    pub name: String,
    /// Its new version; the current one when the document says nothing new.
    pub version: i64,
    /// Whether the document said nothing new, so that nothing was published.
    pub unchanged: bool,
    /// Warnings of the check.
    pub warnings: Vec<Problem>,
}

/// What the database has seen: for warnings about names that nobody has ever seen. `None` while it is empty.
///
/// # Errors
///
/// When the database cannot be read.
pub fn known(engine: &Engine) -> Result<Option<Known>> {
    engine.database().read(|c| known_in(engine, c))
}

pub(crate) fn known_in(engine: &Engine, c: &mut AnyConnection) -> Result<Option<Known>> {
    let mut known = Known::default();
    for subject in ["contact", "account"] {
        for (name, kind) in attributes::list(c, subject)? {
            known.attributes.insert(format!("{subject}.{name}"), kind);
        }
    }
    for kind in engine.kinds(c)?.iter().skip(1) {
        known.activities.insert(kind.activity.clone());
        known.content_types.extend(kind.content_type.clone());
        known.campaigns.extend(kind.campaign.clone());
        known.channels.extend(kind.channel.clone());
    }
    let empty = known.attributes.is_empty() && known.activities.is_empty();
    // No import brings it as an attribute: scoring reads it off the edge between contact and account.
    known.attributes.insert("relationship.role".to_owned(), AttributeType::Text);
    Ok((!empty).then_some(known))
}

/// Checks a document against what the database has seen.
///
/// # Errors
///
/// When the database cannot be read; problems of the document are in the report.
pub fn check_document(engine: &Engine, text: &str) -> Result<Report> {
    let known = known(engine)?;
    Ok(check(text, known.as_ref()))
}

/// Publishes a document as the current version of its model. Everything is scored with it at the next run.
///
/// # Errors
///
/// [`EngineError::Invalid`] with every problem when the check finds errors.
pub fn publish(engine: &Engine, text: &str, by: &str) -> Result<Published> {
    publish_at(engine, text, by, engine.now())
}

/// The same, with the moment since which the version is in force.
pub(crate) fn publish_at(engine: &Engine, text: &str, by: &str, now: Instant) -> Result<Published> {
    engine.database().write(|c| publish_in(engine, c, text, by, now))
}

/// The same, within a transaction that does more.
pub(crate) fn publish_in(
    engine: &Engine,
    c: &mut AnyConnection,
    text: &str,
    by: &str,
    now: Instant,
) -> Result<Published> {
    let known = known_in(engine, c)?;
    let report = check(text, known.as_ref());
    let warnings: Vec<Problem> = report.warnings().cloned().collect();
    let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
    let Some(model) = report.model else { return Err(EngineError::Invalid(errors.join("\n"))) };
    let digest = digest_of(text)?;
    let current = models::list(c)?.into_iter().find(|stored| stored.name == model.name);
    if let Some(current) = current.filter(|current| current.version.digest == digest) {
        return Ok(Published {
            name: model.name,
            version: current.version.number,
            unchanged: true,
            warnings,
        });
    }
    let version = models::insert_version(
        c,
        &NewVersion {
            name: &model.name,
            title: model.title.as_deref().unwrap_or(&model.name),
            is_primary: model.primary,
            document: text,
            digest: &digest,
            published_at: now,
            published_by: by,
        },
    )?;
    let act = Act::new(by, "model-publish", "model", &model.name).noting("version", version.number);
    audit::note(c, engine.now(), &act.noting("digest", digest))?;
    Ok(Published { name: model.name, version: version.number, unchanged: false, warnings })
}

/// Digest of what a document means: comments and layout do not count.
///
/// # Errors
///
/// [`EngineError::Invalid`] when it cannot be parsed.
pub(crate) fn digest_of(text: &str) -> Result<String> {
    let draft = Draft::parse(text).map_err(|error| EngineError::Invalid(error.to_string()))?;
    Ok(blake3::hash(draft.to_json().as_bytes()).to_hex().chars().take(32).collect())
}

/// A version's document as it was published; the current version when no number is given.
///
/// # Errors
///
/// [`EngineError::NotFound`] for an unknown model or version.
pub fn export(engine: &Engine, name: &str, number: Option<i64>) -> Result<StoredVersion> {
    engine.database().read(|c| {
        let stored = models::list(c)?
            .into_iter()
            .find(|model| model.name == name)
            .ok_or_else(|| EngineError::not_found("model", name))?;
        let Some(number) = number else { return Ok(stored.version) };
        models::list_versions(c, stored.id)?
            .into_iter()
            .find(|version| version.number == number)
            .ok_or_else(|| EngineError::not_found("version", format!("{name} {number}")))
    })
}

/// What two documents say differently, by place.
///
/// # Errors
///
/// [`EngineError::Invalid`] when one of them cannot be parsed.
pub fn compare(before: &str, after: &str) -> Result<Vec<Change>> {
    let parse = |text: &str| Draft::parse(text).map_err(|error| EngineError::Invalid(error.to_string()));
    Ok(diff(&parse(before)?, &parse(after)?))
}
