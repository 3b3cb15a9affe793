//! The steps of the search for whole numbers: every grid that differs by one move and keeps the rules.

use bareme_scoring::Points;

use super::round::{MOST_MISSING, in_order};
use crate::run::Half;
use crate::run::grid::{Grid, Kind};

/// Every grid that is one move away and keeps the rules.
pub(super) fn moves(grid: &Grid, current: &Grid, half: Half) -> Vec<Grid> {
    let mut found = Vec::new();
    match half {
        Half::Fit => {
            let weights: Vec<i64> =
                grid.fit.iter().map(|category| category.weight.hundredths() / 100).collect();
            for next in shifted(&weights) {
                let mut moved = grid.clone();
                for (category, weight) in moved.fit.iter_mut().zip(next) {
                    category.weight = Points::from_whole(weight);
                }
                found.push(moved);
            }
            for category in 0..grid.fit.len() {
                fit_percents(grid, category, &mut found);
            }
        }
        Half::Engagement => {
            let weights: Vec<i64> =
                grid.engagement.iter().map(|category| i64::from(category.weight)).collect();
            for next in shifted(&weights) {
                let mut moved = grid.clone();
                for (category, weight) in moved.engagement.iter_mut().zip(next) {
                    category.weight = u32::try_from(weight).unwrap_or(0);
                }
                found.push(moved);
            }
            signal_points(grid, &mut found);
            for category in &grid.engagement {
                if let Kind::Tiers { rows } = &category.kind {
                    row_percents(grid, &in_order(rows, current), &mut found);
                }
            }
        }
    }
    found
}

/// Whole weights after 1, 2 or 5 points went from one to another; each keeps at least 1.
fn shifted(weights: &[i64]) -> Vec<Vec<i64>> {
    let mut found = Vec::new();
    for from in 0..weights.len() {
        for to in (0..weights.len()).filter(|to| *to != from) {
            for points in [1, 2, 5] {
                if weights[from] > points {
                    let mut next = weights.to_vec();
                    next[from] -= points;
                    next[to] += points;
                    found.push(next);
                }
            }
        }
    }
    found
}

/// Percents of a category a step up or down; the best stays at 100.
fn fit_percents(grid: &Grid, category: usize, found: &mut Vec<Grid>) {
    let numbers = &grid.fit[category];
    let full = |percents: &[Points]| percents.contains(&Points::HUNDRED);
    for (at, value) in numbers.percents.iter().enumerate() {
        for next in steps(*value) {
            let mut moved = grid.clone();
            moved.fit[category].percents[at] = next;
            if full(&moved.fit[category].percents) || !full(&numbers.percents) {
                found.push(moved);
            }
        }
    }
    for next in steps(numbers.missing).filter(|next| next.as_f64() <= MOST_MISSING) {
        let mut moved = grid.clone();
        moved.fit[category].missing = next;
        found.push(moved);
    }
}

/// Signals a point up or down, never to 0 or beyond.
fn signal_points(grid: &Grid, found: &mut Vec<Grid>) {
    let one = Points::from_whole(1);
    for (at, points) in grid.points.iter().enumerate() {
        for next in [*points + one, *points - one] {
            if next != Points::ZERO && (next > Points::ZERO) == (*points > Points::ZERO) {
                let mut moved = grid.clone();
                moved.points[at] = next;
                found.push(moved);
            }
        }
    }
}

/// Rows of tiers a step up or down, in their order; the first stays at 100.
fn row_percents(grid: &Grid, order: &[usize], found: &mut Vec<Grid>) {
    let falls = |rows: &[Points]| order.windows(2).all(|two| rows[two[0]] >= rows[two[1]]);
    for row in order.iter().skip(1) {
        for next in steps(grid.rows[*row]) {
            let mut moved = grid.clone();
            moved.rows[*row] = next;
            if falls(&moved.rows) {
                found.push(moved);
            }
        }
    }
}

fn steps(value: Points) -> impl Iterator<Item = Points> {
    let five = Points::from_whole(5);
    let within = |percent: &Points| (Points::ZERO..=Points::HUNDRED).contains(percent);
    [value + five, value - five].into_iter().filter(within)
}
