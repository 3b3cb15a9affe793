//! Reasons with which sales turns leads down, where they cluster.

use std::collections::BTreeMap;

use super::cells::gap;
use super::{Context, Found, LEAST_CASES};
use crate::run::finding::Finding;
use crate::run::groups::{Group, Groups};
use crate::run::inference::{SURE, above, holm, rates_apart};
use crate::run::population::Rate;

/// So often at least a reason must have been given to a group.
const LEAST_GIVEN: u64 = 8;

/// A share that is larger than elsewhere by less is not told.
const LARGER: f64 = 0.08;

/// Reasons that are given to leads of a group significantly more often than to all others.
pub(super) fn reasons(context: &Context<'_>, groups: &Groups) -> Vec<Found> {
    let refused: Vec<(usize, &str)> = (context.cases.iter().enumerate())
        .filter_map(|(at, case)| Some((at, case.outcome.reason.as_deref()?)))
        .collect();
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, reason) in &refused {
        *totals.entry(reason).or_default() += 1;
    }
    let mut questions: Vec<(&Group, &str, Rate, Rate)> = Vec::new();
    for group in &groups.all {
        let mut own: BTreeMap<&str, u64> = BTreeMap::new();
        let inside = refused.iter().filter(|(at, _)| group.inside[*at]);
        for (_, reason) in inside {
            *own.entry(reason).or_default() += 1;
        }
        let all: u64 = own.values().sum();
        let outside = refused.len() as u64 - all;
        if all < LEAST_CASES || outside < LEAST_CASES {
            continue;
        }
        for (reason, total) in &totals {
            let given = own.get(reason).copied().unwrap_or(0);
            if given >= LEAST_GIVEN {
                questions.push((group, reason, Rate::of(given, all), Rate::of(total - given, outside)));
            }
        }
    }
    let values: Vec<f64> =
        questions.iter().map(|(_, _, here, there)| above(rates_apart(here, there))).collect();
    let sure = questions.into_iter().zip(holm(&values));
    sure.filter(|((_, _, here, there), p)| *p < SURE && gap(here, there) > LARGER)
        .map(|((group, reason, here, elsewhere), p)| Found {
            weight: 100.0 * gap(&here, &elsewhere) * context.share(here.whole),
            finding: Finding::ReasonCluster {
                spot: group.spot.clone(),
                reason: reason.to_owned(),
                here,
                elsewhere,
                p,
            },
        })
        .collect()
}
