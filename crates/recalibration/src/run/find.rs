//! What is wrong with the model: each rule asks all its questions, corrects for their number and tells what is left.

mod cells;
mod change;
mod criteria;
mod joint;
mod reasons;
mod scores;
mod tiers;

use core::sync::atomic::{AtomicBool, Ordering};

use bareme_scoring::Model;

use super::finding::{Finding, Found};
use super::grid::Grid;
use super::groups::Groups;
use super::{Case, Extra, Population, Settings};
use crate::NoAnswer;

/// A share of cases that fewer have says too little.
pub(super) const LEAST_CASES: u64 = 20;

/// MQLs may differ from the capacity by this share before it is told.
const ROOM: f64 = 0.15;

/// What the rules look at.
pub(super) struct Context<'a> {
    pub model: &'a Model,
    pub grid: &'a Grid,
    /// In order of time.
    pub cases: &'a [&'a Case],
    pub extras: &'a [Extra],
    pub population: &'a Population,
    pub settings: &'a Settings,
}

impl Context<'_> {
    /// The base rate, 0 when there is none.
    pub(super) fn base(&self) -> f64 {
        self.population.conversion.value.unwrap_or(0.0)
    }

    /// A number of cases as a share of all, 0 to 1.
    pub(super) fn share(&self, cases: u64) -> f64 {
        crate::number::share(cases, self.population.cases).unwrap_or(0.0)
    }
}

/// All findings, the weightiest first; of equals in the order of the rules.
pub(super) fn find(
    context: &Context<'_>,
    progress: &mut dyn FnMut(f64),
    cancelled: &AtomicBool,
) -> Result<Vec<Found>, NoAnswer> {
    let groups = Groups::new(context.model, context.grid, context.cases, context.extras);
    let joint = joint::Joint::of(context).ok();
    let rules: [&dyn Fn() -> Vec<Found>; 9] = [
        &|| capacity(context),
        &|| cells::rank_order(context),
        &|| cells::service_level(context),
        &|| scores::scores(context),
        &|| criteria::without_information(context),
        &|| joint.as_ref().map_or_else(Vec::new, |joint| criteria::wrong_way(context, joint)),
        &|| tiers::tiers(context, &groups),
        &|| reasons::reasons(context, &groups),
        &|| change::changes(context, &groups, joint.as_ref()),
    ];
    let mut found = Vec::new();
    for (done, rule) in rules.iter().enumerate() {
        if cancelled.load(Ordering::Relaxed) {
            return Err(NoAnswer::Stopped);
        }
        progress(crate::number::length(done) / crate::number::length(rules.len()));
        found.extend(rule());
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Ok(found)
}

/// Too many or too few MQLs for what sales can work.
fn capacity(context: &Context<'_>) -> Vec<Found> {
    let per_week = context.population.per_week;
    let Some(capacity) = context.settings.capacity_per_week.filter(|capacity| *capacity > 0.0) else {
        return Vec::new();
    };
    let ratio = per_week / capacity;
    let weight = 100.0 * context.base() * (ratio - 1.0).abs().min(1.0);
    if ratio > 1.0 + ROOM {
        vec![Found { weight, finding: Finding::TooManyMqls { per_week, capacity } }]
    } else if ratio < 1.0 - ROOM {
        vec![Found { weight, finding: Finding::TooFewMqls { per_week, capacity } }]
    } else {
        Vec::new()
    }
}
