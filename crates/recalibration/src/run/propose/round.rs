//! From coefficients to the numbers of the grid: whole weights that add to 100, percents in steps of 5, whole points.

use core::ops::Range;

use bareme_scoring::Points;

use super::moves::moves;
use crate::number::{Z, whole};
use crate::run::Half;
use crate::run::columns::{Columns, Information};
use crate::run::grid::{Grid, Kind};
use crate::run::members::{Member, points_of};
use crate::run::outcome::Read;
use crate::{Choice, LogisticFit, WeightRules, whole_weights};

/// A search that has not ended by then is taken as it stands.
const MOST_ROUNDS: usize = 60;

/// A value that nobody knows is worth at most this percent: completeness has to pay.
pub(super) const MOST_MISSING: f64 = 50.0;

/// How much larger or smaller the log-odds of a category at its best may become in one go.
const MOST_GROWTH: f64 = 20.0;

/// What the numbers are to come near to.
pub(super) struct Wanted<'a> {
    pub columns: &'a Columns,
    pub fit: &'a LogisticFit,
    pub information: &'a Information,
    /// The mean of each member in its own units.
    pub means: &'a [f64],
    /// Log-odds for a point of each half by the current version.
    pub slopes: [f64; 2],
}

/// A half of the grid while its numbers are searched for.
struct Search<'a> {
    places: Vec<usize>,
    columns: &'a Columns,
    information: Information,
    /// Information times the wanted coefficients.
    wanted: Vec<f64>,
}

impl Wanted<'_> {
    /// The grid whose scores tell the outcomes apart most like the fit does.
    ///
    /// Each category begins with what the fit gives it at its best, in proportion, and each part with its share of that; then
    /// single moves (points of weight from one category to another, a percent by 5, a signal by one point) are made while they
    /// help. What a move is worth is judged by the information of all cases together: with coefficients b and the grid's
    /// g, the share of bᵀIb that no multiple of g reaches, 1 − (gᵀIb)² / (gᵀIg · bᵀIb).
    pub(super) fn rounded(&self, current: &Grid) -> Grid {
        let mut grid = current.clone();
        self.begin_fit(&mut grid);
        self.begin_engagement(&mut grid, current);
        let mut scales = [None, None];
        for (half, scale) in [Half::Fit, Half::Engagement].into_iter().zip(&mut scales) {
            let search = self.search(half);
            search.climb(&mut grid, current, half);
            *scale = search.scale(&grid);
        }
        if let ([Some(fit), Some(engagement)], true) = (scales, grid.has_engagement()) {
            grid.fit_share = fit_share(fit, engagement, current.fit_share);
        }
        grid
    }

    /// Log-odds for each unit of a member.
    fn effect(&self, at: usize) -> f64 {
        self.fit.coefficients[at] / self.columns.scales[at]
    }

    fn places(&self, half: Half, category: usize) -> impl Iterator<Item = (usize, &Member)> {
        let of = move |(_, member): &(usize, &Member)| member.half == half && member.category == category;
        self.columns.members.iter().enumerate().filter(of)
    }

    fn begin_fit(&self, grid: &mut Grid) {
        let best = |category: usize| {
            let criteria = self.places(Half::Fit, category).filter(|(_, member)| !member.spot.missing);
            criteria.map(|(at, _)| self.effect(at)).fold(0.0, f64::max)
        };
        let wanted: Vec<f64> = (0..grid.fit.len()).map(best).collect();
        let Some(weights) = weights(&wanted) else { return };
        for (category, (numbers, weight)) in grid.fit.iter_mut().zip(weights).enumerate() {
            numbers.weight = Points::from_whole(i64::from(weight));
            if wanted[category] <= 0.0 {
                continue;
            }
            for (at, member) in self.places(Half::Fit, category) {
                let share = 100.0 * self.effect(at) / wanted[category];
                match member.read {
                    Read::Choice(_, Choice::Criterion(place)) => {
                        if let Some(of) = numbers.percents.get_mut(usize::from(place)) {
                            *of = percent(share);
                        }
                    }
                    _ => numbers.missing = percent(share.min(MOST_MISSING)),
                }
            }
        }
    }

    fn begin_engagement(&self, grid: &mut Grid, current: &Grid) {
        let best: Vec<f64> =
            (0..grid.engagement.len()).map(|category| self.best_engagement(category, current)).collect();
        let Some(weights) = weights(&best) else { return };
        for category in 0..best.len() {
            if let Some(numbers) = grid.engagement.get_mut(category) {
                numbers.weight = weights[category];
            }
            if best[category] <= 0.0 {
                continue;
            }
            match current.engagement.get(category).map(|numbers| &numbers.kind) {
                Some(Kind::Accumulate { cap, .. }) => {
                    for (at, member) in self.places(Half::Engagement, category) {
                        let Read::Units(signal) = member.read else { continue };
                        if let Some(points) = grid.points.get_mut(signal) {
                            *points = whole_points(
                                self.effect(at) * cap.as_f64() / best[category],
                                member.positive,
                            );
                        }
                    }
                }
                Some(Kind::Tiers { rows }) => {
                    for (row, share) in self.rows(category, rows, current) {
                        if let Some(of) = grid.rows.get_mut(row) {
                            *of = percent(100.0 * share / best[category]);
                        }
                    }
                }
                None => {}
            }
        }
    }

    /// Log-odds of a category of engagement at its best. With signals: as much more than now as its signals add on
    /// average, so that it is full about as often as now.
    fn best_engagement(&self, category: usize, current: &Grid) -> f64 {
        let Some(numbers) = current.engagement.get(category) else { return 0.0 };
        match &numbers.kind {
            Kind::Accumulate { .. } => {
                let now = self.slopes[1] * f64::from(numbers.weight);
                let (mut wanted, mut believed) = (0.0, 0.0);
                for (at, member) in
                    self.places(Half::Engagement, category).filter(|(_, member)| member.positive)
                {
                    wanted += self.effect(at) * self.means[at];
                    believed += self.slopes[1] * member.points * self.means[at];
                }
                if believed > 0.0 { now * (wanted / believed).clamp(0.0, MOST_GROWTH) } else { now }
            }
            Kind::Tiers { rows } => {
                self.rows(category, rows, current).into_iter().map(|(_, effect)| effect).fold(0.0, f64::max)
            }
        }
    }

    /// Rows of tiers with their log-odds, in the order in which they count now, none above one before it: rows that
    /// would rise share their mean (pool adjacent violators, weighted by their cases).
    fn rows(&self, category: usize, rows: &Range<usize>, current: &Grid) -> Vec<(usize, f64)> {
        let mut blocks: Vec<(Vec<usize>, f64, f64)> = Vec::new();
        for row in in_order(rows, current) {
            let reads_row =
                |member: &Member| matches!(member.read, Read::Row(_, at) if usize::from(at) == row);
            let Some((at, _)) = self.places(Half::Engagement, category).find(|(_, member)| reads_row(member))
            else {
                continue;
            };
            let cases = self.means[at].max(1e-9);
            let mut block = (vec![row], self.effect(at), cases);
            while let Some(before) = blocks.pop_if(|before| before.1 < block.1) {
                let cases = before.2 + block.2;
                let mean = (before.1 * before.2 + block.1 * block.2) / cases;
                let mut rows = before.0;
                rows.append(&mut block.0);
                block = (rows, mean, cases);
            }
            blocks.push(block);
        }
        blocks
            .into_iter()
            .flat_map(|(rows, effect, _)| rows.into_iter().map(move |row| (row, effect)))
            .collect()
    }

    fn search(&self, half: Half) -> Search<'_> {
        let places = self.columns.of_half(half);
        let information = self.information.of(&places);
        let wanted: Vec<f64> = places.iter().map(|at| self.fit.coefficients[*at]).collect();
        let unit = |at: usize| {
            let mut unit = vec![0.0; places.len()];
            unit[at] = 1.0;
            information.product(&unit, &wanted)
        };
        let wanted = (0..places.len()).map(unit).collect();
        Search { places, columns: self.columns, information, wanted }
    }
}

impl Search<'_> {
    /// The grid's coefficients, in points for the usual size of each member.
    fn coefficients(&self, grid: &Grid) -> Vec<f64> {
        let of = |at: &usize| points_of(&self.columns.members[*at], grid) * self.columns.scales[*at];
        self.places.iter().map(of).collect()
    }

    /// (gᵀIb, gᵀIg).
    fn products(&self, grid: &Grid) -> (f64, f64) {
        let own = self.coefficients(grid);
        (own.iter().zip(&self.wanted).map(|(a, b)| a * b).sum(), self.information.product(&own, &own))
    }

    /// How much of what the fit knows the grid reaches, times bᵀIb.
    fn worth(&self, grid: &Grid) -> f64 {
        let (along, own) = self.products(grid);
        if along > 0.0 && own > 0.0 { along * along / own } else { 0.0 }
    }

    /// Log-odds for a point of the grid, with their variance.
    fn scale(&self, grid: &Grid) -> Option<(f64, f64)> {
        let (along, own) = self.products(grid);
        (own > 0.0 && along >= 0.0).then_some((along / own, 1.0 / own))
    }

    /// Makes the best move while one helps.
    fn climb(&self, grid: &mut Grid, current: &Grid, half: Half) {
        let mut best = self.worth(grid);
        for _ in 0..MOST_ROUNDS {
            let mut better = None;
            for next in moves(grid, current, half) {
                let worth = self.worth(&next);
                // Less than this is the rounding of sums.
                if worth > best * (1.0 + 1e-9) {
                    (best, better) = (worth, Some(next));
                }
            }
            match better {
                Some(next) => *grid = next,
                None => break,
            }
        }
    }
}

/// The share of fit in the rank, percent, from what a point of each half is worth, with its variance. The current one stays
/// unless the data contradict it (two-sided, 5 %): one more free number would follow chance.
fn fit_share(fit: (f64, f64), engagement: (f64, f64), current: Points) -> Points {
    let share = current.as_f64() / 100.0;
    let apart = fit.0 * (1.0 - share) - engagement.0 * share;
    let variance = fit.1 * (1.0 - share) * (1.0 - share) + engagement.1 * share * share;
    let sum = fit.0 + engagement.0;
    if sum <= 0.0 || apart.abs() <= Z * variance.sqrt() {
        return current;
    }
    percent((100.0 * fit.0 / sum).clamp(5.0, 95.0))
}

/// Rows in the order in which the best counts now: a row that pays more before one that pays less, the first of equals.
pub(super) fn in_order(rows: &Range<usize>, current: &Grid) -> Vec<usize> {
    let mut order: Vec<usize> = rows.clone().filter(|row| *row < current.rows.len()).collect();
    order.sort_by(|a, b| current.rows[*b].cmp(&current.rows[*a]).then(a.cmp(b)));
    order
}

/// Weights in proportion to what categories are worth at their best; `None` when none is worth anything.
fn weights(wanted: &[f64]) -> Option<Vec<u32>> {
    if !wanted.iter().any(|best| *best > 0.0) {
        return None;
    }
    whole_weights(wanted, &WeightRules::default(), &mut |_| 0.0).ok()
}

/// The nearest multiple of five percent.
fn percent(share: f64) -> Points {
    let fives = whole(share.clamp(0.0, 100.0) / 5.0 + 0.5);
    Points::from_whole(5 * i64::try_from(fives).unwrap_or(0))
}

/// The nearest whole number of points with the sign that sales gave; at least one, for a signal of none cannot be.
fn whole_points(points: f64, positive: bool) -> Points {
    let size = whole(points.abs().min(10_000.0) + 0.5).max(1);
    let size = if (points > 0.0) == positive { size } else { 1 };
    let points = Points::from_whole(i64::try_from(size).unwrap_or(1));
    if positive { points } else { -points }
}
