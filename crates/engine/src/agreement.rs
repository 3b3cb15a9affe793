//! The agreement of marketing and sales: read, checked, and changed without anybody's change being lost.

mod part;
mod trying;

use std::collections::BTreeMap;
use std::sync::Arc;

use bareme_scoring::{Instant, Reason, check_agreement};
use bareme_store::{AnyConnection, leads, settings};
use serde::{Deserialize, Serialize};

pub use bareme_scoring::{
    Agreement, AgreementDraft, AgreementReport, CalendarPart, FiscalYearPart, Problem, RulePart,
    ServiceLevelPart, Territory, TerritoryPart, WeekPart,
};

pub use part::{Part, change};
pub use trying::{Tried, TriedFacts, TriedRule, try_routing};

use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result, models};

/// The setting that holds the document.
const DOCUMENT: &str = "agreement";
/// The setting that says who saved it last.
const SAVED: &str = "agreement_saved";
/// The setting that held the first month of the fiscal year before there was an agreement.
const FISCAL_YEAR: &str = "fiscal_year_start";

/// The agreement in force with the text that it was checked from.
pub(crate) struct Kept {
    pub text: String,
    pub agreement: Arc<Agreement>,
}

/// The document in force.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text, as it was written.
    pub text: String,
    /// Tells this text from any other: who changes it hands it back.
    pub digest: String,
    /// Who saved it and when; nobody yet when absent, so that what is shipped holds.
    pub saved: Option<Saved>,
}

/// Who saved the agreement, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Who.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// Why a change was not saved. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSaved {
    /// It cannot be used; every problem, errors and warnings.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
    /// Somebody else changed it since it was read.
    #[error(
        "{} changed the agreement while you did; nothing of yours is lost: look at theirs, then save again",
        .0.as_ref().map_or("somebody", |saved| &saved.by)
    )]
    Changed(Option<Saved>),
}

/// What saving did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The digest of the new document.
    pub digest: String,
    /// Codes of reasons that were taken out and are named by leads: they stay, retired.
    pub retired: Vec<String>,
    /// Warnings of the check.
    pub warnings: Vec<Problem>,
}

/// The document in force; the shipped one when nothing was saved.
///
/// # Errors
///
/// When the database cannot be read.
pub fn document(engine: &Engine) -> Result<Document> {
    engine.database().read(|c| {
        let text = text(c)?;
        Ok(Document { digest: digest(&text), saved: saved(c)?, text })
    })
}

/// The document in force as a draft, with its digest.
///
/// # Errors
///
/// When it no longer has the shape of one, or the database cannot be read.
pub fn draft(engine: &Engine) -> Result<(AgreementDraft, Document)> {
    let document = document(engine)?;
    let draft = read(&document.text)?;
    Ok((draft, document))
}

/// Checks a document against what the database has seen.
///
/// # Errors
///
/// When the database cannot be read; problems of the document are in the report.
pub fn check_document(engine: &Engine, text: &str) -> Result<AgreementReport> {
    let known = engine.database().read(|c| models::known_in(engine, c))?;
    Ok(check_agreement(text, known.as_ref()))
}

/// Saves a draft for somebody who saw the document of a digest. Reasons that were taken out and that leads name are kept
/// and retired.
///
/// # Errors
///
/// When the database cannot be read or written; what stands in the way of the change is told apart.
pub fn save(
    engine: &Engine,
    draft: &AgreementDraft,
    seen_digest: &str,
    who: &str,
) -> Result<std::result::Result<Change, NotSaved>> {
    engine.database().write(|c| {
        let (draft, retired) = keep_reasons(c, draft)?;
        write(engine, c, &draft.to_toml(), Some(seen_digest), who, retired)
    })
}

/// Saves a text as it is written, comments and all. `seen_digest` is what is to be replaced; whatever is there when absent.
///
/// # Errors
///
/// As [`save`]. A text that leaves out a reason which leads name is refused, because it cannot be mended without
/// rewriting it.
pub fn set(
    engine: &Engine,
    text: &str,
    seen_digest: Option<&str>,
    who: &str,
) -> Result<std::result::Result<Change, NotSaved>> {
    engine.database().write(|c| {
        if let Ok(draft) = AgreementDraft::read(text) {
            let (_, missing) = keep_reasons(c, &draft)?;
            if !missing.is_empty() {
                return Err(EngineError::Invalid(format!(
                    "leads name the reasons {}, which the document leaves out; keep them, with retired = true if \
                     they are not to be chosen any more",
                    missing.join(", ")
                )));
            }
        }
        write(engine, c, text, seen_digest, who, Vec::new())
    })
}

fn write(
    engine: &Engine,
    c: &mut AnyConnection,
    new: &str,
    seen_digest: Option<&str>,
    who: &str,
    retired: Vec<String>,
) -> Result<std::result::Result<Change, NotSaved>> {
    let stored = settings::find(c, DOCUMENT)?;
    let current = text(c)?;
    if seen_digest.is_some_and(|seen| seen != digest(&current)) {
        return Ok(Err(NotSaved::Changed(saved(c)?)));
    }
    let known = models::known_in(engine, c)?;
    let report = check_agreement(new, known.as_ref());
    if report.agreement.is_none() {
        return Ok(Err(NotSaved::Problems(report.problems)));
    }
    if stored.as_deref() != Some(new) {
        if !settings::replace(c, DOCUMENT, stored.as_deref(), new)? {
            return Ok(Err(NotSaved::Changed(saved(c)?)));
        }
        let saved = Saved { by: who.to_owned(), at: engine.now() };
        let parts = note(c, saved, &read(&current)?, &read(new)?)?;
        let act = Act::new(who, "agreement-change", "agreement", "").noting("parts", parts);
        audit::note(c, engine.now(), &act.noting("before", digest(&current)).noting("after", digest(new)))?;
    }
    Ok(Ok(Change { digest: digest(new), retired, warnings: report.problems }))
}

/// The draft with the reasons that it leaves out although leads name them, retired; and their codes.
fn keep_reasons(c: &mut AnyConnection, draft: &AgreementDraft) -> Result<(AgreementDraft, Vec<String>)> {
    let current = read(&text(c)?)?;
    let has = |reason: &&Reason| draft.reasons.0.iter().any(|kept| kept.code == reason.code);
    let missing: Vec<&Reason> = current.reasons.0.iter().filter(|reason| !has(reason)).collect();
    let codes: Vec<&str> = missing.iter().map(|reason| reason.code.as_str()).collect();
    let used = leads::list_reasons_used(c, &codes)?;
    let mut draft = draft.clone();
    let kept = missing.into_iter().filter(|reason| used.contains(&reason.code));
    draft.reasons.0.extend(kept.map(|reason| Reason { retired: true, ..reason.clone() }));
    Ok((draft, used))
}

/// The text of the document in force.
pub(crate) fn text(c: &mut AnyConnection) -> Result<String> {
    if let Some(text) = settings::find(c, DOCUMENT)? {
        return Ok(text);
    }
    let mut shipped = AgreementDraft::default();
    let month = settings::find(c, FISCAL_YEAR)?.and_then(|month| month.parse().ok());
    shipped.fiscal_year.starts_in = month.filter(|month| (1..=12).contains(month)).unwrap_or(1);
    Ok(shipped.to_toml())
}

/// The agreement of a text that was stored.
pub(crate) fn checked(text: &str) -> Result<Agreement> {
    let report = check_agreement(text, None);
    report.agreement.ok_or_else(|| broken(report.problems.first().map(ToString::to_string)))
}

fn read(text: &str) -> Result<AgreementDraft> {
    AgreementDraft::read(text).map_err(|error| broken(Some(error.to_string())))
}

fn broken(problem: Option<String>) -> EngineError {
    EngineError::Invalid(format!(
        "the stored agreement cannot be used ({}); mend it with: bareme agreement show, bareme agreement set",
        problem.unwrap_or_default()
    ))
}

/// Who saved the agreement last, and each of its parts.
#[derive(Serialize, Deserialize)]
struct Record {
    last: Saved,
    parts: BTreeMap<Part, Saved>,
}

/// Writes down who saved which parts, and names those that say something else than before.
fn note(
    c: &mut AnyConnection,
    last: Saved,
    before: &AgreementDraft,
    after: &AgreementDraft,
) -> Result<Vec<&'static str>> {
    let mut parts = record(c)?.map(|record| record.parts).unwrap_or_default();
    let mut changed = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| part.digest(before) != part.digest(after)) {
        parts.insert(part, last.clone());
        changed.push(part.word());
    }
    let text = serde_json::to_string(&Record { last, parts });
    let text = text.map_err(|error| EngineError::Invalid(error.to_string()))?;
    settings::upsert(c, SAVED, &text)?;
    Ok(changed)
}

fn record(c: &mut AnyConnection) -> Result<Option<Record>> {
    Ok(settings::find(c, SAVED)?.and_then(|text| serde_json::from_str(&text).ok()))
}

fn saved(c: &mut AnyConnection) -> Result<Option<Saved>> {
    Ok(record(c)?.map(|record| record.last))
}

fn saved_part(c: &mut AnyConnection, part: Part) -> Result<Option<Saved>> {
    Ok(record(c)?.and_then(|mut record| record.parts.remove(&part)))
}

/// Tells a document's text from any other.
pub fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
