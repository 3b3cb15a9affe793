//! A proposal as pages show it: what it changes, who signed, and everything that happened to it.

use bareme_scoring::{Change, Instant, Problem, check};
use bareme_store::AnyConnection;
use bareme_store::models::{self, StoredModel, StoredVersion};
use bareme_store::proposals::{self as stored, StoredEntry, StoredProposal};

use super::log::{Event, Log, Side, Signature, State, event_of};
use crate::models::{compare, known_in};
use crate::view::ModelRef;
use crate::{Engine, EngineError, Result};

/// Proposals of a model that are listed.
const LISTED: usize = 100;

/// A proposal.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// Its id.
    pub id: i64,
    /// The model, with the version that is in force.
    pub model: ModelRef,
    /// The recalibration that it comes from.
    pub recalibration: Option<i64>,
    /// The version that it would bring back.
    pub restores: Option<i64>,
    /// How it stands.
    pub state: State,
    /// The revision that is to be decided, from 1.
    pub revision: i32,
    /// Its digest, which is what is signed.
    pub digest: String,
    /// Its document.
    pub document: String,
    /// The version that it would replace.
    pub base: i64,
    /// What it changes against that version.
    pub changes: Vec<Change>,
    /// What the check says of it.
    pub warnings: Vec<Problem>,
    /// Who signed the revision.
    pub signatures: Vec<(Side, Option<Signature>)>,
    /// The version that it became.
    pub published: Option<i64>,
    /// Everything that happened, newest first.
    pub log: Vec<Entry>,
}

/// Something that happened to a proposal.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// By whom.
    pub who: String,
    /// What.
    pub event: Event,
    /// Which revision.
    pub revision: i32,
    /// For which side.
    pub side: Option<Side>,
    /// Why.
    pub reason: Option<String>,
    /// The number of the version that it became.
    pub version: Option<i64>,
    /// Of an edit: what it changed against the revision before.
    pub changes: Vec<Change>,
    /// Of an edit: how many signatures it dropped.
    pub dropped: usize,
}

/// A proposal as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedProposal {
    /// Its id.
    pub id: i64,
    /// The recalibration that it comes from.
    pub recalibration: Option<i64>,
    /// The version that it would bring back, or brought back.
    pub restores: Option<i64>,
    /// How it stands.
    pub state: State,
    /// When it was opened.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// The version that it became.
    pub published: Option<i64>,
}

/// One proposal.
///
/// # Errors
///
/// When there is none of that id, and those of the store.
pub fn find(engine: &Engine, id: i64) -> Result<ProposalView> {
    engine.database().read(|c| {
        let log = Log::read(c, id)?;
        let all = models::list(c)?;
        let model = all.into_iter().find(|model| model.id == log.proposal.model_id);
        let model = model.ok_or_else(|| EngineError::not_found("model", log.proposal.model_id))?;
        let versions = models::list_versions(c, model.id)?;
        let current = log.current()?;
        let base = version_of(&versions, current.base_version_id)?;
        let warnings = check(&current.document, known_in(engine, c)?.as_ref()).problems;
        Ok(ProposalView {
            id,
            model: reference(&model),
            recalibration: log.proposal.recalibration_id,
            restores: number(&versions, log.proposal.restores_version_id),
            state: log.state()?,
            revision: current.number,
            changes: compare(&base.document, &current.document)?,
            digest: current.digest,
            document: current.document,
            base: base.number,
            warnings,
            signatures: Side::ALL.map(|side| (side, log.signature(side))).into(),
            published: number(&versions, log.last(Event::Publish).and_then(|entry| entry.version_id)),
            log: history(&log, &versions)?,
        })
    })
}

/// The newest proposals of a model, newest first.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn list(engine: &Engine, model: &str) -> Result<Vec<ListedProposal>> {
    engine.database().read(|c| {
        let all = models::list(c)?;
        let found = all.into_iter().find(|known| known.name == model);
        let found = found.ok_or_else(|| EngineError::not_found("model", model))?;
        let versions = models::list_versions(c, found.id)?;
        let rows = stored::list(c, found.id, LISTED)?;
        rows.into_iter().map(|row| listed(c, &versions, row)).collect()
    })
}

fn listed(c: &mut AnyConnection, versions: &[StoredVersion], row: StoredProposal) -> Result<ListedProposal> {
    let log = Log::of(c, row)?;
    Ok(ListedProposal {
        id: log.proposal.id,
        recalibration: log.proposal.recalibration_id,
        restores: number(versions, log.proposal.restores_version_id),
        state: log.state()?,
        at: Instant::from_millis(log.proposal.opened_at),
        by: log.proposal.opened_by.clone(),
        published: number(versions, log.last(Event::Publish).and_then(|entry| entry.version_id)),
    })
}

fn history(log: &Log, versions: &[StoredVersion]) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(log.entries.len());
    let mut before: Option<&str> = None;
    for entry in &log.entries {
        let changes = match (before, &entry.document) {
            (Some(before), Some(document)) => compare(before, document)?,
            _ => Vec::new(),
        };
        before = entry.document.as_deref().or(before);
        entries.push(Entry {
            at: Instant::from_millis(entry.at),
            who: entry.who.clone(),
            event: event_of(entry)?,
            revision: entry.revision,
            side: entry.side.as_deref().and_then(Side::from_word),
            reason: entry.reason.clone(),
            version: number(versions, entry.version_id),
            changes,
            dropped: dropped(log, entry),
        });
    }
    entries.reverse();
    Ok(entries)
}

/// How many signatures of the revision before an edit dropped.
fn dropped(log: &Log, edit: &StoredEntry) -> usize {
    let of = |entry: &&StoredEntry| {
        entry.event == Event::Sign.word() && edit.document.is_some() && entry.revision == edit.revision - 1
    };
    log.entries.iter().filter(of).count()
}

fn version_of(versions: &[StoredVersion], id: i64) -> Result<&StoredVersion> {
    let found = versions.iter().find(|version| version.id == id);
    found.ok_or_else(|| EngineError::not_found("version", id))
}

fn number(versions: &[StoredVersion], id: Option<i64>) -> Option<i64> {
    versions.iter().find(|version| Some(version.id) == id).map(|version| version.number)
}

fn reference(model: &StoredModel) -> ModelRef {
    ModelRef {
        name: model.name.clone(),
        title: model.title.clone(),
        primary: model.is_primary,
        version: u32::try_from(model.version.number).unwrap_or(u32::MAX),
    }
}
