//! Reports of recalibration as they are kept: the run with what the engine knows besides, written once with its proposal.

use std::collections::BTreeMap;

use bareme_recalibration::Verdict;
use bareme_recalibration::run::Run;
use bareme_scoring::{Action, Instant, Model, Rating};
use bareme_store::recalibrations::{self, ListedRecalibration, StoredRecalibration};
use bareme_store::{AnyConnection, models, proposals as stored_proposals};
use serde::{Deserialize, Serialize};

use super::cases::Meant;
use super::{Asked, Computed, Target, target_from_word, target_word};
use crate::{Engine, EngineError, Result, proposals};

/// Reports on one page of the list.
pub const ROWS: usize = 50;

/// A run with what the engine knows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// Figures and codes.
    pub run: Run,
    /// Leads of the period that are in no figure.
    pub left_out: LeftOut,
    /// Leads whose facts were recorded after their MQL: what was known before is not known.
    pub recorded_later: u64,
    /// Leads of the sample that drift is measured against; 0 where there is none.
    pub reference: u64,
    /// People of the sample that thresholds are set on.
    pub standing: u64,
    /// Leads of the period that each person would have got by the version in force and by the proposal.
    pub load: Vec<Load>,
}

/// Leads that are in no figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Their MQL has no date of its own.
    pub undated: u64,
    /// Their time is not over.
    pub unripe: u64,
    /// The model is not meant for them, as they were known then.
    pub not_meant: u64,
}

/// What a person would have got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Who; leads that nobody has when absent.
    pub owner: Option<String>,
    /// By the version in force.
    pub before: u64,
    /// By the proposal.
    pub after: u64,
}

/// Everything that a report follows from besides what the database holds.
#[derive(Debug, Serialize)]
struct Question<'a> {
    model: &'a str,
    version: i64,
    target: &'static str,
    horizon_days: u32,
    from: Option<Instant>,
    before: Option<Instant>,
    as_of: Instant,
    capacity_per_week: Option<f64>,
    seed: u64,
}

/// A report as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: i64,
    /// Name of the model.
    pub model: String,
    /// Its title.
    pub title: String,
    /// The version that was measured.
    pub version: i64,
    /// What leads were to reach.
    pub target: Target,
    /// Leads that became MQL from this moment on …
    pub from: Instant,
    /// … and before this one.
    pub before: Instant,
    /// What is recommended.
    pub verdict: Verdict,
    /// Leads.
    pub cases: u64,
    /// Those that reached the target.
    pub events: u64,
    /// Who asked for it.
    pub by: String,
    /// When it was done.
    pub at: Instant,
    /// Its proposal, and how that stands.
    pub proposal: Option<(i64, proposals::State)>,
}

/// A report.
#[derive(Clone, Debug)]
pub struct Kept {
    /// As lists show it.
    pub listed: Listed,
    /// The run.
    pub whole: Whole,
    /// Until when outcomes are known.
    pub as_of: Instant,
}

/// The word of a verdict.
pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Adopt => "adopt",
        Verdict::Keep => "keep",
        Verdict::InsufficientData => "insufficient_data",
    }
}

fn verdict_from_word(word: &str) -> Option<Verdict> {
    [Verdict::Adopt, Verdict::Keep, Verdict::InsufficientData]
        .into_iter()
        .find(|verdict| verdict_word(*verdict) == word)
}

/// What each person would have got of the leads of the period, who would have got most first.
pub(super) fn loads(run: &Run, model: &Model, meant: &Meant) -> Vec<Load> {
    let moved = run.impact.iter().flat_map(|impact| &impact.moved);
    let after: BTreeMap<i64, Rating> = moved.map(|moved| (moved.lead, moved.after)).collect();
    let hands = |rating: Rating| u64::from(model.matrix.cell(rating).action == Action::HandOff);
    let mut by: BTreeMap<&Option<String>, (u64, u64)> = BTreeMap::new();
    for (case, owner) in meant.cases.iter().zip(&meant.owners) {
        let now = case.seen.rating;
        let (before, then) = by.entry(owner).or_default();
        *before += hands(now);
        *then += hands(after.get(&case.lead).copied().unwrap_or(now));
    }
    let load = |(owner, (before, after)): (&Option<String>, (u64, u64))| Load {
        owner: owner.clone(),
        before,
        after,
    };
    let mut loads: Vec<Load> = by.into_iter().map(load).collect();
    loads.sort_by(|one, next| next.before.cmp(&one.before).then_with(|| one.owner.cmp(&next.owner)));
    loads
}

/// Writes a report and, where there is something to sign, its proposal.
pub(super) fn keep(
    engine: &Engine,
    c: &mut AnyConnection,
    asked: &Asked,
    found: &Computed,
    began: Instant,
) -> Result<i64> {
    let (stored, run) = (&found.loaded.stored, &found.whole.run);
    let json = |error: serde_json::Error| EngineError::Invalid(error.to_string());
    let question = Question {
        model: &stored.name,
        version: stored.version.number,
        target: target_word(asked.target),
        horizon_days: asked.horizon(),
        from: asked.from,
        before: asked.before,
        as_of: found.as_of,
        capacity_per_week: asked.capacity_per_week,
        seed: asked.seed,
    };
    let row = StoredRecalibration {
        id: 0,
        model_id: stored.id,
        version_id: stored.version.id,
        target: target_word(asked.target).to_owned(),
        period_from: run.settings.from.millis(),
        period_before: run.settings.until.millis(),
        as_of: found.as_of.millis(),
        verdict: verdict_word(run.judgement.verdict).to_owned(),
        cases: count(run.population.cases),
        events: count(run.population.conversion.part),
        asked: serde_json::to_string(&question).map_err(json)?,
        report: serde_json::to_string(&found.whole).map_err(json)?,
        asked_by: asked.by.clone(),
        started_at: began.millis(),
        finished_at: engine.now().millis(),
    };
    let id = recalibrations::insert(c, row)?;
    // Of too few outcomes nothing is proposed: a small sample must never move a model.
    let proposal = run.proposal.as_ref().filter(|_| run.judgement.verdict != Verdict::InsufficientData);
    if let Some(proposal) = proposal {
        let origin = proposals::Origin::Recalibration(id);
        proposals::open(c, engine.now(), stored, origin, &proposal.document, &asked.by)?;
    }
    Ok(id)
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The newest reports, newest first; below an id where one is given.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine, below: Option<i64>) -> Result<Vec<Listed>> {
    engine.database().read(|c| {
        let names = names(c)?;
        let rows = recalibrations::list(c, below, ROWS)?;
        rows.into_iter().map(|row| listed(c, &names, row)).collect()
    })
}

/// The newest report of a model; of the primary one where none is named.
///
/// # Errors
///
/// An unknown model, one that was not recalibrated yet, and those of the store.
pub fn newest(engine: &Engine, model: Option<&str>) -> Result<i64> {
    engine.database().read(|c| {
        let Some(model) = engine.pick_model(c, model)?.0 else {
            return Err(EngineError::Invalid(
                "there is no model yet, and so no report of recalibration".to_owned(),
            ));
        };
        let newest = recalibrations::list_ids(c, model.stored.id)?.first().copied();
        newest.ok_or_else(|| {
            let title = &model.stored.title;
            EngineError::Invalid(format!(
                "{title} was not recalibrated yet: run it on the page of recalibration, or wait for its job"
            ))
        })
    })
}

/// A report.
///
/// # Errors
///
/// When there is none of that id, when it was written by another version of the program and cannot be read, and those of
/// the store.
pub fn find(engine: &Engine, id: i64) -> Result<Kept> {
    engine.database().read(|c| {
        let row = recalibrations::find(c, id)?.ok_or_else(|| EngineError::not_found("recalibration", id))?;
        let whole: Whole = serde_json::from_str(&row.report).map_err(|_| {
            EngineError::Invalid(format!(
                "report {id} was made by another version of this program, which it cannot show; run it again"
            ))
        })?;
        let short = ListedRecalibration {
            id: row.id,
            model_id: row.model_id,
            version_id: row.version_id,
            target: row.target,
            period_from: row.period_from,
            period_before: row.period_before,
            verdict: row.verdict,
            cases: row.cases,
            events: row.events,
            asked_by: row.asked_by,
            finished_at: row.finished_at,
        };
        let names = names(c)?;
        Ok(Kept { listed: listed(c, &names, short)?, whole, as_of: Instant::from_millis(row.as_of) })
    })
}

/// Id, name and title of each model.
fn names(c: &mut AnyConnection) -> Result<Vec<(i64, String, String)>> {
    Ok(models::list(c)?.into_iter().map(|model| (model.id, model.name, model.title)).collect())
}

fn listed(
    c: &mut AnyConnection,
    names: &[(i64, String, String)],
    row: ListedRecalibration,
) -> Result<Listed> {
    let bad =
        |column, value: &str| bareme_store::StoreError::bad_row("recalibrations", column, row.id, value);
    let (model, title) = names
        .iter()
        .find(|(id, _, _)| *id == row.model_id)
        .map(|(_, name, title)| (name.clone(), title.clone()))
        .unwrap_or_default();
    let version = models::find_version(c, row.version_id)?.map_or(0, |version| version.number);
    let proposal = match stored_proposals::find_of_recalibration(c, row.id)? {
        Some(proposal) => Some((proposal.id, proposals::state_of(c, &proposal)?)),
        None => None,
    };
    Ok(Listed {
        target: target_from_word(&row.target).ok_or_else(|| bad("target", &row.target))?,
        verdict: verdict_from_word(&row.verdict).ok_or_else(|| bad("verdict", &row.verdict))?,
        id: row.id,
        model,
        title,
        version,
        from: Instant::from_millis(row.period_from),
        before: Instant::from_millis(row.period_before),
        cases: u64::try_from(row.cases).unwrap_or(0),
        events: u64::try_from(row.events).unwrap_or(0),
        by: row.asked_by,
        at: Instant::from_millis(row.finished_at),
        proposal,
    })
}
