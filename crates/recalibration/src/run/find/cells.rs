//! Cells of the matrix: their order, and whether the service level of those that matter is kept.

use bareme_scoring::{Action, Rating};

use super::{Context, Found, LEAST_CASES};
use crate::run::finding::Finding;
use crate::run::inference::{SURE, above, holm, rates_apart};
use crate::run::population::Rate;
use crate::run::{Case, CellRow};

/// A service level that is kept in this share of cases is kept.
const KEPT: f64 = 0.8;

/// Pairs of cells of which the better one, in grade and level, converts significantly worse.
pub(super) fn rank_order(context: &Context<'_>) -> Vec<Found> {
    let rows: Vec<CellRow> = crate::run::population::cells(context.cases, context.model)
        .into_iter()
        .filter(|row| row.conversion.whole >= LEAST_CASES)
        .collect();
    let better =
        |one: Rating, other: Rating| one != other && one.grade <= other.grade && one.level <= other.level;
    let pairs: Vec<(&CellRow, &CellRow)> = rows
        .iter()
        .flat_map(|one| rows.iter().map(move |other| (one, other)))
        .filter(|(one, other)| better(one.rating, other.rating))
        .collect();
    let values: Vec<f64> =
        pairs.iter().map(|(one, other)| above(rates_apart(&other.conversion, &one.conversion))).collect();
    let found = pairs.into_iter().zip(holm(&values)).filter(|(_, p)| *p < SURE);
    found
        .map(|((one, other), p)| {
            let lost = gap(&other.conversion, &one.conversion);
            let weight = 100.0 * lost * context.share(one.conversion.whole);
            let finding = Finding::RankOrderBroken {
                better: one.rating,
                better_rate: one.conversion,
                worse: other.rating,
                worse_rate: other.conversion,
                p,
            };
            Found { weight, finding }
        })
        .collect()
}

/// Hand-off cells in which many wait too long, though those answered in time convert better.
pub(super) fn service_level(context: &Context<'_>) -> Vec<Found> {
    let cells = context.model.matrix.cells().filter(|(_, cell)| cell.action == Action::HandOff);
    let rows: Vec<(Rating, Rate, Rate, Rate)> = cells
        .map(|(rating, _)| {
            let own: Vec<&Case> =
                context.cases.iter().filter(|case| case.seen.rating == rating).copied().collect();
            let of = |timely: bool| {
                let cases = own.iter().filter(|case| case.outcome.in_time == Some(timely));
                Rate::among(cases, |case| case.outcome.event)
            };
            (rating, crate::run::population::in_time(own.iter()), of(true), of(false))
        })
        .filter(|(_, in_time, timely, late)| {
            in_time.value.is_some_and(|value| value < KEPT)
                && timely.whole >= LEAST_CASES
                && late.whole >= LEAST_CASES
        })
        .collect();
    let values: Vec<f64> = rows.iter().map(|(_, _, timely, late)| above(rates_apart(timely, late))).collect();
    let found = rows.into_iter().zip(holm(&values)).filter(|(_, p)| *p < SURE);
    found
        .map(|((rating, in_time, timely, late), p)| Found {
            weight: 100.0 * gap(&timely, &late) * context.share(late.whole),
            finding: Finding::SlaMissed { rating, in_time, timely, late, p },
        })
        .collect()
}

/// How far the first rate lies above the second, 0 when one is of no cases.
pub(super) fn gap(first: &Rate, second: &Rate) -> f64 {
    first.value.zip(second.value).map_or(0.0, |(first, second)| first - second)
}
