//! All parts of the model together, free of signs and of the current weights: what each does when the others are held equal.

use super::Context;
use crate::number::length;
use crate::run::columns::{Columns, Covariance, Information};
use crate::run::members::members;
use crate::{Bounds, LogisticFit, NoAnswer, Observation, Prior, Problem, fit_logistic};

/// How little is believed of effects before looking: only that none is beyond all bounds.
const HARDLY: f64 = 0.01;

/// So many cases for each part, or effects are of chance alone.
const CASES_A_PART: f64 = 10.0;

/// A regression of all cases on all parts.
pub(super) struct Joint {
    pub columns: Columns,
    pub fit: LogisticFit,
    pub covariance: Covariance,
    /// The chance of each case.
    pub chances: Vec<f64>,
}

impl Joint {
    pub(super) fn of(context: &Context<'_>) -> Result<Self, NoAnswer> {
        let seen: Vec<&Observation> = context.cases.iter().map(|case| &case.seen).collect();
        let events: Vec<bool> = context.cases.iter().map(|case| case.outcome.event).collect();
        let columns = Columns::new(members(context.model, context.grid), context.grid, &seen);
        let count = columns.members.len();
        if length(events.len()) < CASES_A_PART * length(count) {
            return Err(NoAnswer::TooFew {
                what: "cases",
                have: events.len() as u64,
                need: 10 * count as u64,
            });
        }
        let design = columns.design(&seen)?;
        let problem = Problem { design: &design, events: &events, weights: None };
        let fit = fit_logistic(&problem, &Prior::around(vec![0.0; count], HARDLY), &Bounds::free(count))?;
        let covariance = Information::new(&design, &fit, HARDLY).covariance();
        let covariance = covariance.ok_or(NoAnswer::Impossible("effects cannot be told apart"))?;
        Ok(Self { chances: fit.probabilities(&design), columns, fit, covariance })
    }
}
