//! The chance that a lead is qualified, or an opportunity won: what the newest recalibration has learnt, asked for one
//! person. It stands beside the rating and moves neither score nor hand-over.

use std::sync::Arc;

use bareme_recalibration::run::{ChanceReason as Cause, Prediction};
use bareme_recalibration::{Observation, sees_the_same};
use bareme_scoring::{Evaluation, Stage};
use bareme_store::{AnyConnection, models, recalibrations};
use serde::Deserialize;

use crate::pages::shown_line;
use crate::view::{ChanceOf, ChanceReason, ChanceView};
use crate::{Engine, LoadedModel, Result};

/// Reports that are looked through for one that predicts.
const REPORTS: usize = 10;

/// What a report of recalibration has learnt.
#[derive(Debug)]
pub(crate) struct Learnt {
    recalibration: i64,
    sql: Option<Prediction>,
    won: Option<Prediction>,
}

impl Learnt {
    fn of(&self, of: ChanceOf) -> Option<&Prediction> {
        match of {
            ChanceOf::Sql => self.sql.as_ref(),
            ChanceOf::Won => self.won.as_ref(),
        }
    }

    /// Whether it says anything of this chance.
    pub(crate) fn tells(&self, of: ChanceOf) -> bool {
        self.of(of).is_some()
    }

    /// The chance by what the version in force saw; `None` where too few outcomes were known, or the model is not meant for
    /// the person.
    pub(crate) fn chance(
        &self,
        model: &LoadedModel,
        evaluation: &Evaluation,
        of: ChanceOf,
    ) -> Option<ChanceView> {
        let prediction = self.of(of)?;
        let (chance, causes) = prediction.chance(&Observation::of(&model.model, evaluation)?);
        let check = &prediction.check;
        Some(ChanceView {
            of,
            chance,
            usual: share(check.events, check.cases),
            leads: check.cases,
            recalibration: self.recalibration,
            reasons: causes.into_iter().map(|cause| reason(cause, evaluation)).collect(),
        })
    }
}

/// The part of a kept report that predicts.
#[derive(Deserialize)]
struct Part {
    run: Predictions,
}

#[derive(Deserialize)]
struct Predictions {
    sql: Option<Prediction>,
    won: Option<Prediction>,
}

/// What a lead at a stage has before it: an opportunity, and what is about to become one, is won or not; who is not
/// qualified yet is qualified or not.
pub(crate) const fn ahead_of(stage: Stage) -> Option<ChanceOf> {
    match stage {
        Stage::Inquiry | Stage::Mql | Stage::Sal => Some(ChanceOf::Sql),
        Stage::Sql | Stage::Opportunity => Some(ChanceOf::Won),
        _ => None,
    }
}

/// The newest report of a model that predicts by the grid of its version in force.
pub(crate) fn newest(
    engine: &Engine,
    c: &mut AnyConnection,
    model: &LoadedModel,
    ids: &[i64],
) -> Result<Option<Arc<Learnt>>> {
    for id in ids.iter().copied().take(REPORTS) {
        let Some(stored) = recalibrations::find(c, id)? else { continue };
        // A report of another version of the program may have another form: then it predicts nothing.
        let Ok(Part { run: Predictions { sql, won } }) = serde_json::from_str(&stored.report) else {
            continue;
        };
        if sql.is_none() && won.is_none() {
            continue;
        }
        let Some(version) = models::find_version(c, stored.version_id)? else { continue };
        if sees_the_same(&*engine.model_of(&model.stored.name, &version)?, &model.model) {
            return Ok(Some(Arc::new(Learnt { recalibration: id, sql, won })));
        }
    }
    Ok(None)
}

/// A reason with the line of the ledger that shows what it is about.
fn reason(cause: Cause, evaluation: &Evaluation) -> ChanceReason {
    let fit = evaluation.fit.iter().flat_map(|fit| &fit.lines);
    let engagement = evaluation.engagement.iter().flat_map(|engagement| &engagement.lines);
    let path = cause.spot.path.as_str();
    // The line of a row of tiers has the place of the row, below that of its category.
    let within =
        |line: &str| line.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let line = fit.chain(engagement).find(|line| line.path.as_deref().is_some_and(within));
    ChanceReason {
        speaks_for: cause.effect > 0.0,
        rule: cause.spot.criterion.unwrap_or(cause.spot.category),
        line: line.map(shown_line),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
