//! Thresholds of a new scale: so many people in each band as before, and as many handed over as sales can work.

use bareme_scoring::{Action, Matrix, Points};

use crate::Observation;
use crate::number::{length, real, whole};
use crate::run::grid::{Grid, Scored};

/// How far the shares of people in the bands may be stretched to meet the number of hand-overs.
const STRETCH: f64 = 1.06;
const MOST_STRETCHES: i32 = 30;

/// Whether a contact of these scores is handed over.
pub(in crate::run) fn is_handed_over(matrix: &Matrix, seen: &Observation, scored: &Scored) -> bool {
    !seen.knocked_out && matrix.cell(scored.rating).action == Action::HandOff
}

/// How many of a sample a grid hands over.
pub(in crate::run) fn handed_over(grid: &Grid, matrix: &Matrix, sample: &[&Observation]) -> u64 {
    sample.iter().filter(|seen| is_handed_over(matrix, seen, &grid.score(seen))).count() as u64
}

/// Sets whole thresholds on a new grid: those at which as large a part of the sample reaches each grade and level as by the current
/// one; all these parts are then stretched by one factor until `ratio` times as many are handed over as now, as nearly as
/// whole thresholds allow.
pub(in crate::run) fn set_thresholds(
    grid: &mut Grid,
    current: &Grid,
    matrix: &Matrix,
    sample: &[&Observation],
    ratio: f64,
) {
    if sample.is_empty() {
        return;
    }
    let wanted = real(handed_over(current, matrix, sample)) * ratio;
    let before: Vec<Scored> = sample.iter().map(|seen| current.score(seen)).collect();
    let after: Vec<Scored> = sample.iter().map(|seen| grid.score(seen)).collect();
    let halves: [fn(&Scored) -> Points; 2] = [|scored| scored.fit, |scored| scored.engagement];
    let shares = [current.grades, current.levels].into_iter().zip(halves).map(|(thresholds, half)| {
        thresholds.map(|threshold| length(before.iter().filter(|scored| half(scored) >= threshold).count()))
    });
    let shares: Vec<[f64; 3]> = shares.collect();
    let sorted: Vec<Vec<Points>> = halves.map(|half| falling(after.iter().map(half))).into();
    let at = |step: i32| {
        let stretch = libm::pow(STRETCH, f64::from(step));
        let set = |half: usize| thresholds(&sorted[half], shares[half].map(|share| share * stretch));
        (set(0), set(1))
    };
    let mut best = (f64::INFINITY, at(0));
    // The smallest stretch first, so that of equals the one nearest to today's bands is taken.
    for step in (0..=MOST_STRETCHES).flat_map(|step| [step, -step]) {
        let (grades, levels) = at(step);
        (grid.grades, grid.levels) = (grades, if grid.has_engagement() { levels } else { grid.levels });
        let apart = (real(handed_over(grid, matrix, sample)) - wanted).abs();
        if apart < best.0 {
            best = (apart, (grades, levels));
        }
    }
    let (grades, levels) = best.1;
    (grid.grades, grid.levels) = (grades, if grid.has_engagement() { levels } else { current.levels });
}

fn falling(values: impl Iterator<Item = Points>) -> Vec<Points> {
    let mut values: Vec<Points> = values.collect();
    values.sort_unstable_by(|a, b| b.cmp(a));
    values
}

/// Falling whole thresholds that about so many of the values reach each.
fn thresholds(falling: &[Points], counts: [f64; 3]) -> [Points; 3] {
    let mut set = [0_i64; 3];
    for (threshold, count) in set.iter_mut().zip(counts) {
        let wanted = usize::try_from(whole(count + 0.5)).unwrap_or(usize::MAX).min(falling.len());
        let lowest = wanted.checked_sub(1).and_then(|last| falling.get(last)).or(falling.first());
        let lowest = lowest.map_or(0, |points| points.hundredths());
        // The last that reaches it and the first that does not lie on its two sides, when they are a point apart.
        *threshold = if wanted == 0 { lowest.div_euclid(100) + 1 } else { lowest.div_euclid(100) };
    }
    let [first, second, third] = set;
    let third = third.clamp(1, 97);
    let second = second.clamp(third + 1, 98);
    let first = first.clamp(second + 1, 99);
    [first, second, third].map(Points::from_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_fall_and_let_in_as_many_as_before() {
        let scores = falling((0..100).map(Points::from_whole));
        assert_eq!(thresholds(&scores, [10.0, 40.0, 80.0]), [90, 60, 20].map(Points::from_whole));
        assert_eq!(thresholds(&scores, [0.0, 0.0, 0.0]), [99, 98, 97].map(Points::from_whole));
        assert_eq!(thresholds(&scores, [100.0, 100.0, 100.0]), [3, 2, 1].map(Points::from_whole));
        assert_eq!(thresholds(&[], [1.0, 2.0, 3.0]), [3, 2, 1].map(Points::from_whole));
    }
}
