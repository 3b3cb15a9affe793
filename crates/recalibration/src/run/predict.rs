//! The chance of SQL and of being won, beside the rating and never inside it.

use bareme_scoring::Model;

use super::columns::Columns;
use super::grid::Grid;
use super::members::members;
use super::outcome::{Feature, Prediction, PredictionCheck};
use super::{Case, RunNote};
use crate::number::{length, share};
use crate::{
    Bounds, Design, ENOUGH, LogisticFit, NoAnswer, Observation, Prior, Problem, Ranking, brier, calibration,
    choose_strength, fit_logistic, forward_chain, newest_apart,
};

/// Precisions of the belief that a part of the model means nothing.
const STRENGTHS: [f64; 4] = [100.0, 25.0, 6.25, 1.5];
const FOLDS: usize = 2;

/// The newest share of the cases, on which chances are checked.
const NEWEST: f64 = 0.3;

/// A logistic model of an outcome, or a note why there is none: too few outcomes, or chances that on newer cases are
/// no better than the base rate.
pub(super) fn predict(
    model: &Model,
    grid: &Grid,
    cases: &[&Case],
    won: bool,
    notes: &mut Vec<RunNote>,
) -> Option<Prediction> {
    // The chance of being won is that of an opportunity: of leads that came so far and whose end is known.
    let ended: Vec<&Case> =
        cases.iter().copied().filter(|case| !won || case.outcome.ended.is_some()).collect();
    let found = fitted(model, grid, &ended, won);
    let reason = match found {
        Ok(prediction) if prediction.check.brier < prediction.check.brier_of_base_rate => {
            return Some(prediction);
        }
        Ok(_) => "not_calibrated",
        Err(answer) => answer.code(),
    };
    notes.push(RunNote::NoPrediction { reason: reason.to_owned(), won });
    None
}

fn fitted(model: &Model, grid: &Grid, cases: &[&Case], won: bool) -> Result<Prediction, NoAnswer> {
    let events: Vec<bool> =
        cases.iter().map(|case| if won { case.outcome.won } else { case.outcome.sql }).collect();
    let have = events.iter().filter(|event| **event).count() as u64;
    for (what, have) in [("events", have), ("cases without the event", events.len() as u64 - have)] {
        if have < ENOUGH {
            return Err(NoAnswer::TooFew { what, have, need: ENOUGH });
        }
    }
    let times: Vec<i64> = cases.iter().map(|case| case.at.millis()).collect();
    let split = newest_apart(&times, NEWEST)?;
    let seen: Vec<&Observation> = cases.iter().map(|case| &case.seen).collect();
    let columns = Columns::uncapped(members(model, grid), &seen);
    let design = columns.design(&seen)?;
    let pick = |places: &[usize]| -> (Design, Vec<bool>) {
        (design.pick(places), places.iter().map(|at| events[*at]).collect())
    };
    let (older, older_events) = pick(&split.train);
    let (newer, newer_events) = pick(&split.test);
    let problem = Problem { design: &older, events: &older_events, weights: None };
    let older_times: Vec<i64> = split.train.iter().map(|at| times[*at]).collect();
    let count = columns.members.len();
    let (prior, free) = (Prior::around(vec![0.0; count], 1.0), Bounds::free(count));
    let folds = forward_chain(&older_times, FOLDS)?;
    let strength = choose_strength(&problem, &prior, &free, &STRENGTHS, &folds)?.strength;
    let prior = Prior::around(vec![0.0; count], strength);
    let trial = fit_logistic(&problem, &prior, &free)?;
    let check = check(&trial.probabilities(&newer), &newer_events, (events.len() as u64, have))?;
    let fit = fit_logistic(&Problem { design: &design, events: &events, weights: None }, &prior, &free)?;
    Ok(prediction(&columns, &fit, &seen, check))
}

fn check(chances: &[f64], events: &[bool], (cases, have): (u64, u64)) -> Result<PredictionCheck, NoAnswer> {
    let reached = events.iter().filter(|event| **event).count() as u64;
    let rate = share(reached, events.len() as u64).unwrap_or(0.0);
    Ok(PredictionCheck {
        cases,
        events: have,
        auc: Ranking::new(chances, events)?.auc().ok(),
        brier: brier(chances, events)?,
        brier_of_base_rate: rate * (1.0 - rate),
        calibration: calibration(chances, events)?,
    })
}

/// The fit in the units in which observations are read, around the mean of the cases.
fn prediction(
    columns: &Columns,
    fit: &LogisticFit,
    seen: &[&Observation],
    check: PredictionCheck,
) -> Prediction {
    let mut intercept = fit.intercept;
    let mut features = Vec::new();
    for ((member, scale), coefficient) in columns.members.iter().zip(&columns.scales).zip(&fit.coefficients) {
        let mean = seen.iter().map(|seen| member.read.of(seen)).sum::<f64>() / length(seen.len().max(1));
        let effect = coefficient / scale;
        intercept += effect * mean;
        if effect.abs() > 0.0 {
            features.push(Feature { spot: member.spot.clone(), read: member.read, mean, effect });
        }
    }
    Prediction { intercept, features, check }
}
