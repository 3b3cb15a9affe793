//! The proposal, the current version and a free regression on cases that none of them has seen.

use core::ops::ControlFlow;
use core::sync::atomic::{AtomicBool, Ordering};

use bareme_scoring::Model;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::columns::Columns;
use super::grid::Grid;
use super::members::members;
use super::outcome::{Backtest, Contender, ContenderKind};
use super::{Case, Settings};
use crate::number::length;
use crate::{
    Bounds, CompareSettings, NoAnswer, Observation, Pair, Prior, Problem, Ranking, compare, fit_logistic,
};

/// Level of each interval. Either of two figures may speak for the proposal, so each interval leaves out half of 5 %
/// (Bonferroni): above 0 lies one of them by chance in at most 2 × 1.25 % of runs.
pub(super) const LEVEL: f64 = 0.975;

/// Where lift is measured when sales can work everything, or nobody said how much.
const USUAL_CAPACITY: f64 = 0.2;

/// How little is believed of the coefficients of the free fit: only that none is beyond all bounds.
const HARDLY: f64 = 0.01;

/// The share of leads that sales can work.
pub(super) fn capacity(settings: &Settings, cases: usize) -> f64 {
    let all = length(cases) / settings.weeks();
    let share = settings.capacity_per_week.map_or(USUAL_CAPACITY, |capacity| capacity / all);
    if share.is_finite() && share > 0.0 && share < 0.9 { share.max(0.01) } else { USUAL_CAPACITY }
}

/// Judges a proposal on the newest cases.
pub(super) fn backtest(
    scores: &Scores,
    newest: &[&Case],
    capacity: f64,
    settings: &Settings,
    watch: &mut Watch<'_>,
) -> Result<Option<Backtest>, NoAnswer> {
    let Some(first) = newest.first() else { return Ok(None) };
    let events = outcomes(newest);
    let pair = Pair { current: &scores.current, proposed: &scores.proposed, events: &events };
    let wanted = CompareSettings {
        replicates: settings.bootstrap_samples,
        capacity,
        level: LEVEL,
        ..CompareSettings::default()
    };
    let mut rng = ChaCha8Rng::seed_from_u64(settings.seed);
    let comparison = match compare(&pair, &wanted, &mut rng, &mut |done| watch.heard(done, wanted.replicates))
    {
        Err(NoAnswer::Stopped) => return Err(NoAnswer::Stopped),
        found => found.ok(),
    };
    Ok(Some(Backtest {
        cases: newest.len() as u64,
        events: events.iter().filter(|event| **event).count() as u64,
        from: first.at,
        capacity,
        level: LEVEL,
        comparison,
    }))
}

/// Scores of the newest cases by two versions.
pub(super) struct Scores {
    pub current: Vec<f64>,
    pub proposed: Vec<f64>,
}

impl Scores {
    pub(super) fn of(current: &Grid, proposed: &Grid, newest: &[&Case]) -> Self {
        let ranks = |grid: &Grid| newest.iter().map(|case| grid.score(&case.seen).rank.as_f64()).collect();
        Self { current: ranks(current), proposed: ranks(proposed) }
    }
}

/// Who hears of the samples, and may stop them.
pub(super) struct Watch<'a> {
    pub progress: &'a mut dyn FnMut(f64),
    pub cancelled: &'a AtomicBool,
}

impl Watch<'_> {
    fn heard(&mut self, done: u32, all: u32) -> ControlFlow<()> {
        if done.is_multiple_of(16) {
            (self.progress)(f64::from(done) / f64::from(all.max(1)));
        }
        if self.cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// How each contender does on the newest cases.
pub(super) fn contenders(
    scores: Option<&Scores>,
    free: Option<&[f64]>,
    newest: &[&Case],
    capacity: f64,
) -> Vec<Contender> {
    let events = outcomes(newest);
    let contender = |kind: ContenderKind, scores: &[f64]| {
        let ranking = Ranking::new(scores, &events).ok();
        let auc = ranking.as_ref().and_then(|ranking| ranking.auc().ok());
        let lift = ranking.as_ref().and_then(|ranking| ranking.lift(capacity).ok());
        Contender { kind, auc, lift }
    };
    let seen: Vec<f64> = newest.iter().map(|case| case.seen.rank.as_f64()).collect();
    let current = scores.map_or(seen.as_slice(), |scores| scores.current.as_slice());
    let mut all = vec![contender(ContenderKind::Current, current)];
    all.extend(scores.map(|scores| contender(ContenderKind::Proposal, &scores.proposed)));
    all.extend(free.map(|free| contender(ContenderKind::Unconstrained, free)));
    all
}

/// Scores of the newest cases by a regression of the older ones without grid, signs and agreement.
pub(super) fn unconstrained(
    model: &Model,
    current: &Grid,
    older: &[&Case],
    newest: &[&Case],
) -> Result<Vec<f64>, NoAnswer> {
    let seen: Vec<&Observation> = older.iter().map(|case| &case.seen).collect();
    let columns = Columns::new(members(model, current), current, &seen);
    let design = columns.design(&seen)?;
    let events = outcomes(older);
    let problem = Problem { design: &design, events: &events, weights: None };
    let free = columns.members.len();
    let fit = fit_logistic(&problem, &Prior::around(vec![0.0; free], HARDLY), &Bounds::free(free))?;
    let newest: Vec<&Observation> = newest.iter().map(|case| &case.seen).collect();
    Ok(columns.design(&newest)?.rows().map(|row| fit.log_odds(row)).collect())
}

fn outcomes(cases: &[&Case]) -> Vec<bool> {
    cases.iter().map(|case| case.outcome.event).collect()
}
