//! What a proposal would change for whom.

use bareme_scoring::{Matrix, Rating};

use super::grid::Grid;
use super::outcome::{Flow, Impact, Moved};
use super::propose::{handed_over, is_handed_over};
use super::{Case, Rate, Settings};
use crate::Observation;
use crate::number::{length, real};

/// The change from the current to the proposed numbers, for the leads and for everyone of the standing sample.
pub(super) fn impact(
    (current, proposed): (&Grid, &Grid),
    matrix: &Matrix,
    cases: &[&Case],
    standing: Option<&[Observation]>,
    settings: &Settings,
) -> Impact {
    let leads: Vec<&Observation> = cases.iter().map(|case| &case.seen).collect();
    let everyone: Option<Vec<&Observation>> =
        standing.filter(|sample| !sample.is_empty()).map(|sample| sample.iter().collect());
    let of_standing = everyone.is_some();
    let sample = everyone.as_ref().unwrap_or(&leads);
    let mut migration = vec![vec![0; 16]; 16];
    for seen in sample {
        let (before, after) = (current.score(seen).rating, proposed.score(seen).rating);
        migration[usize::from(before.index())][usize::from(after.index())] += 1;
    }
    let per_week = length(cases.len()) / settings.weeks();
    let (before, after) = (handed_over(current, matrix, sample), handed_over(proposed, matrix, sample));
    let ratio = if before == 0 { 1.0 } else { real(after) / real(before) };
    let mut moved: Vec<Moved> = cases.iter().filter_map(|case| moved(case, current, proposed)).collect();
    moved.sort_unstable_by_key(|moved| moved.lead);
    let handed = |grid: &Grid, case: &Case| is_handed_over(matrix, &case.seen, &grid.score(&case.seen));
    let now = cases.iter().filter(|case| handed(current, case));
    Impact {
        migration,
        of_standing,
        mqls_per_week: Flow { before: per_week, after: per_week * ratio },
        moved,
        kept: Rate::among(now, |case| handed(proposed, case)),
    }
}

fn moved(case: &Case, current: &Grid, proposed: &Grid) -> Option<Moved> {
    let ratings: [Rating; 2] = [current, proposed].map(|grid| grid.score(&case.seen).rating);
    let [before, after] = ratings;
    (before != after).then_some(Moved { lead: case.lead, before, after })
}
