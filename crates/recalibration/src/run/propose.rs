//! A better version within the same grid: regression with the signs that sales agreed on, held to the current weights,
//! rounded to numbers that people can read aloud.

mod changes;
mod moves;
mod round;
mod thresholds;

use bareme_scoring::Model;

use super::columns::{Columns, Information};
use super::document::with_numbers;
use super::grid::Grid;
use super::members::{Member, members};
use super::{Case, Half, Inputs, Proposal, RunNote, Settings, Spot};
use crate::number::length;
use crate::{
    Bounds, Held, LogisticFit, NoAnswer, Observation, Prior, Problem, StrengthChoice, choose_strength,
    fit_logistic, forward_chain,
};

use changes::changes;
pub(super) use thresholds::{handed_over, is_handed_over, set_thresholds};

/// Precisions of the belief in the current weights that are tried: standard deviations of 0.05 to 1.6 of the log-odds that a
/// member usually makes.
const STRENGTHS: [f64; 6] = [400.0, 100.0, 25.0, 6.25, 1.5, 0.4];

/// Splits in time by which the strength is chosen.
const FOLDS: usize = 3;

/// Log-odds for a point of score that current weights stand for at least: a half that says nothing still says which of its parts
/// sales believes in.
const LEAST_SLOPE: f64 = 0.005;

/// Numbers of a proposal, thresholds still to be set.
struct Fitted {
    grid: Grid,
    strength: StrengthChoice,
    /// Members that would have changed their sign.
    held: Vec<Spot>,
    /// Halves whose score ran against the outcomes.
    wrong: Vec<Half>,
}

/// Fits a proposal on cases in order of time.
fn fit(model: &Model, current: &Grid, cases: &[&Case]) -> Result<Fitted, NoAnswer> {
    let seen: Vec<&Observation> = cases.iter().map(|case| &case.seen).collect();
    let events: Vec<bool> = cases.iter().map(|case| case.outcome.event).collect();
    let columns = Columns::new(members(model, current), current, &seen);
    let (slopes, wrong) = slopes(current, &seen, &events)?;
    let slope = |half: Half| if half == Half::Fit { slopes[0] } else { slopes[1] };
    let design = columns.design(&seen)?;
    let problem = Problem { design: &design, events: &events, weights: None };
    let centre = columns.members.iter().zip(&columns.scales);
    let centre = centre.map(|(member, scale)| slope(member.half) * member.points * scale).collect();
    let mut prior = Prior::around(centre, 1.0);
    let signs: Vec<i8> = columns.members.iter().map(|member| if member.positive { 1 } else { -1 }).collect();
    let bounds = Bounds::of_signs(&signs);
    let times: Vec<i64> = cases.iter().map(|case| case.at.millis()).collect();
    let strength = choose_strength(&problem, &prior, &bounds, &STRENGTHS, &forward_chain(&times, FOLDS)?)?;
    prior.precision.fill(strength.strength);
    let fit = fit_logistic(&problem, &prior, &bounds)?;
    let information = Information::new(&design, &fit, strength.strength);
    let means = means(&columns, &seen);
    let wanted =
        round::Wanted { columns: &columns, fit: &fit, information: &information, means: &means, slopes };
    let grid = wanted.rounded(current);
    let held = held(&columns.members, &fit);
    Ok(Fitted { grid, strength, held, wrong })
}

/// Log-odds for a point of fit and of engagement by the current version, and the halves that would be negative.
fn slopes(current: &Grid, seen: &[&Observation], events: &[bool]) -> Result<([f64; 2], Vec<Half>), NoAnswer> {
    let halves = |seen: &&Observation| {
        let scored = current.score(seen);
        [scored.fit.as_f64(), scored.engagement.as_f64()]
    };
    let design = crate::Design::of_rows(2, seen.iter().flat_map(halves).collect())?;
    let problem = Problem { design: &design, events, weights: None };
    // A belief that hardly counts, so that a half that separates perfectly has an answer too.
    let fit = fit_logistic(&problem, &Prior::around(vec![0.0; 2], 1.0), &Bounds::of_signs(&[1, 1]))?;
    let against = |at: usize| fit.held.get(at) == Some(&Held::AtLow);
    let wrong = [Half::Fit, Half::Engagement].into_iter().enumerate().filter(|(at, _)| against(*at));
    let slope = |at: usize| fit.coefficients.get(at).copied().unwrap_or(0.0).max(LEAST_SLOPE);
    Ok(([slope(0), slope(1)], wrong.map(|(_, half)| half).collect()))
}

/// The mean of each member in its own units.
fn means(columns: &Columns, seen: &[&Observation]) -> Vec<f64> {
    let mut sums = vec![0.0; columns.members.len()];
    for one in seen {
        sums.iter_mut().zip(columns.raw(one)).for_each(|(sum, value)| *sum += value);
    }
    sums.iter().map(|sum| sum / length(seen.len().max(1))).collect()
}

fn held(members: &[Member], fit: &LogisticFit) -> Vec<Spot> {
    let at_bound = |held: &Held| matches!(held, Held::AtLow | Held::AtHigh);
    let held =
        members.iter().zip(&fit.held).filter(|(member, held)| at_bound(held) && member.points.abs() > 0.0);
    held.map(|(member, _)| member.spot.clone()).collect()
}

/// A proposal of the older cases: its numbers and its document, which passes the check.
pub(super) fn proposal(
    inputs: &Inputs<'_>,
    settings: &Settings,
    current: &Grid,
    older: &[&Case],
    notes: &mut Vec<RunNote>,
) -> Result<(Grid, Proposal), NoAnswer> {
    let fitted = fit(inputs.model, current, older)?;
    notes.extend(fitted.wrong.iter().map(|half| RunNote::HalfPointsWrong { half: *half }));
    let mut grid = fitted.grid;
    let standing: Option<Vec<&Observation>> =
        inputs.standing.filter(|sample| !sample.is_empty()).map(|sample| sample.iter().collect());
    if standing.is_none() {
        notes.push(RunNote::NoStanding);
    }
    let sample = standing.unwrap_or_else(|| older.iter().map(|case| &case.seen).collect());
    let per_week = length(inputs.cases.len()) / settings.weeks();
    let capacity = settings.capacity_per_week.filter(|capacity| *capacity > 0.0 && capacity.is_finite());
    let ratio = capacity.map_or(1.0, |capacity| capacity / per_week);
    set_thresholds(&mut grid, current, &inputs.model.matrix, &sample, ratio);
    if grid == *current {
        notes.push(RunNote::NothingToChange);
    }
    let draft = with_numbers(inputs.draft, current, &grid);
    if draft.check(None).model.is_none() {
        return Err(NoAnswer::Impossible("the proposed document does not pass the check"));
    }
    let changes = changes(inputs.model, current, &grid);
    let (strength, held_at_zero, cases) = (fitted.strength, fitted.held, older.len() as u64);
    Ok((grid, Proposal { document: draft.to_toml(), changes, strength, held_at_zero, cases }))
}
