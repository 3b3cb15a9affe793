//! From fitted numbers to a grid that people sign: whole weights that add to 100, percents in steps.

use crate::NoAnswer;
use crate::number::{place, whole};

/// A search that has not ended by then is taken as it stands.
const MOST_ROUNDS: usize = 1_000;

/// What whole weights must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightRules<'a> {
    /// What they add to.
    pub total: u32,
    /// Each is at least this.
    pub least: u32,
    /// Each is at most this.
    pub most: u32,
    /// Pairs of places of which the first may not weigh less than the second.
    pub not_below: &'a [(usize, usize)],
}

impl Default for WeightRules<'_> {
    fn default() -> Self {
        Self { total: 100, least: 1, most: 100, not_below: &[] }
    }
}

impl WeightRules<'_> {
    /// By how many points weights break the order.
    fn broken(&self, weights: &[u32]) -> u32 {
        self.not_below.iter().map(|(first, second)| weights[*second].saturating_sub(weights[*first])).sum()
    }

    fn check(&self, count: usize) -> Result<(), NoAnswer> {
        if count == 0 {
            return Err(NoAnswer::NoData);
        }
        let all = u64::try_from(count).unwrap_or(u64::MAX);
        let room = |each: u32| u64::from(each).saturating_mul(all);
        if self.least > self.most
            || room(self.least) > u64::from(self.total)
            || room(self.most) < u64::from(self.total)
        {
            return Err(NoAnswer::Impossible("no weights of that size add to the total"));
        }
        if self.not_below.iter().any(|pair| pair.0 >= count || pair.1 >= count) {
            return Err(NoAnswer::Impossible("an order between weights that are not there"));
        }
        Ok(())
    }
}

/// Whole weights that add to the total, near the wanted ones, and then as good as moving points from one to another can
/// make them.
///
/// It begins with the wanted numbers in proportion, those that break the order pulled level, each at least `least` and at most
/// `most`, rounded by largest remainder (first of equals first). Then, while it helps, the one move of 1, 2 or 5 points between two
/// weights that raises `objective` most is made, rules kept. `objective` sees whole weights and answers how good they are; NaN is
/// the worst. A constant one keeps the rounding. Deterministic; `objective` is called about 3·count² times a round.
///
/// # Errors
///
/// No weights; a wanted one that is negative, NaN or infinite; rules that cannot hold together.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{WeightRules, whole_weights};
///
/// let weights = whole_weights(&[1.0, 1.0, 1.0], &WeightRules::default(), &mut |_| 0.0).unwrap();
/// assert_eq!(weights, [34, 33, 33]);
/// let rather_last = whole_weights(&[1.0, 1.0, 1.0], &WeightRules::default(), &mut |w| f64::from(w[2])).unwrap();
/// assert_eq!(rather_last, [1, 1, 98]);
/// ```
pub fn whole_weights(
    wanted: &[f64],
    rules: &WeightRules<'_>,
    objective: &mut dyn FnMut(&[u32]) -> f64,
) -> Result<Vec<u32>, NoAnswer> {
    rules.check(wanted.len())?;
    if let Some(row) = wanted.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
        return Err(NoAnswer::NotANumber { what: "weight", row });
    }
    let mut weights = largest_remainder(wanted, rules);
    mend(&mut weights, rules)?;
    let moves = |weights: &[u32]| moves(weights, rules);
    Ok(climb(weights, &moves, objective))
}

/// The wanted numbers in proportion, rounded down, the points left going to the largest remainders; of equal remainders
/// first to those that may not weigh less than others.
fn largest_remainder(wanted: &[f64], rules: &WeightRules<'_>) -> Vec<u32> {
    let largest = wanted.iter().copied().fold(0.0, f64::max);
    // Divided first, so that the sum of huge numbers stays one.
    let mut shares: Vec<f64> =
        wanted.iter().map(|weight| if largest > 0.0 { weight / largest } else { 1.0 }).collect();
    level(&mut shares, rules.not_below);
    let exact = bounded_shares(&shares, rules);
    let mut weights: Vec<u32> = exact.iter().map(|weight| u32_of(*weight)).collect();
    let depth = depths(weights.len(), rules.not_below);
    let remainder = |at: usize| exact[at] - exact[at].floor();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(depth[*a].cmp(&depth[*b])));
    let mut left = rules.total.saturating_sub(weights.iter().sum());
    for at in order.iter().cycle().take(weights.len() * place(u64::from(rules.total) + 1)) {
        if left == 0 {
            break;
        }
        if weights[*at] < rules.most {
            weights[*at] += 1;
            left -= 1;
        }
    }
    weights
}

/// Pulls shares that break the order to their mean, and lifts what is then still a digit too low.
fn level(shares: &mut [f64], not_below: &[(usize, usize)]) {
    for _ in 0..200 {
        for &(first, second) in not_below {
            if shares[first] < shares[second] {
                let mean = f64::midpoint(shares[first], shares[second]);
                (shares[first], shares[second]) = (mean, mean);
            }
        }
    }
    for _ in 0..shares.len() {
        for &(first, second) in not_below {
            shares[first] = shares[first].max(shares[second]);
        }
    }
}

/// How many weights stand above each in the longest chain of the order.
fn depths(count: usize, not_below: &[(usize, usize)]) -> Vec<usize> {
    let mut depth = vec![0; count];
    for _ in 0..count {
        for &(first, second) in not_below {
            depth[second] = depth[second].max(depth[first] + 1).min(count);
        }
    }
    depth
}

/// Numbers in proportion to shares that add to the total, each within the bounds: those beyond a bound are put on it and the
/// rest share what is left, until nobody is beyond.
fn bounded_shares(shares: &[f64], rules: &WeightRules<'_>) -> Vec<f64> {
    let (least, most, total) = (f64::from(rules.least), f64::from(rules.most), f64::from(rules.total));
    let at_scale =
        |scale: f64| -> Vec<f64> { shares.iter().map(|share| (share * scale).clamp(least, most)).collect() };
    // The sum grows with the scale, so the scale is found by halving.
    let (mut low, mut high) = (0.0, total.max(1.0) * 1e6);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if at_scale(middle).iter().sum::<f64>() > total { high = middle } else { low = middle }
    }
    // Numbers that are whole but for their last digits are meant to be whole.
    at_scale(low)
        .into_iter()
        .map(|weight| if (weight - weight.round()).abs() < 1e-9 { weight.round() } else { weight })
        .collect()
}

fn u32_of(number: f64) -> u32 {
    u32::try_from(whole(number.max(0.0))).unwrap_or(u32::MAX)
}

/// Moves single points until the order holds, should the rounding have broken it (weights that must be equal).
fn mend(weights: &mut [u32], rules: &WeightRules<'_>) -> Result<(), NoAnswer> {
    let mut broken = rules.broken(weights);
    while broken > 0 {
        let best = single_moves(weights, rules, 1)
            .map(|next| (rules.broken(&next), next))
            .min_by_key(|(broken, _)| *broken)
            .filter(|(less, _)| *less < broken);
        let Some((less, next)) = best else {
            return Err(NoAnswer::Impossible("no weights keep the order that was asked for"));
        };
        weights.copy_from_slice(&next);
        broken = less;
    }
    Ok(())
}

fn moves(weights: &[u32], rules: &WeightRules<'_>) -> Vec<Vec<u32>> {
    let each = |points: u32| single_moves(weights, rules, points).filter(|next| rules.broken(next) == 0);
    [1, 2, 5].into_iter().flat_map(each).collect()
}

/// Every way to move points from one weight to another within the bounds.
fn single_moves(weights: &[u32], rules: &WeightRules<'_>, points: u32) -> impl Iterator<Item = Vec<u32>> {
    let pairs = (0..weights.len()).flat_map(move |from| (0..weights.len()).map(move |to| (from, to)));
    pairs.filter_map(move |(from, to)| {
        let gives = weights[from].checked_sub(points).filter(|left| *left >= rules.least)?;
        let takes = weights[to].checked_add(points).filter(|sum| *sum <= rules.most)?;
        let mut next = weights.to_vec();
        (next[from], next[to]) = (gives, takes);
        (from != to).then_some(next)
    })
}

/// Goes to the best neighbour while it is better; the first of equals.
fn climb(
    mut at: Vec<u32>,
    neighbours: &dyn Fn(&[u32]) -> Vec<Vec<u32>>,
    objective: &mut dyn FnMut(&[u32]) -> f64,
) -> Vec<u32> {
    let mut worth = |at: &[u32]| {
        let worth = objective(at);
        if worth.is_nan() { f64::NEG_INFINITY } else { worth }
    };
    let mut best = worth(&at);
    for _ in 0..MOST_ROUNDS {
        let mut better = None;
        for next in neighbours(&at) {
            let reached = worth(&next);
            if reached > best {
                (best, better) = (reached, Some(next));
            }
        }
        match better {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Tier percents: the wanted ones rounded to multiples of `step` (5 as agreed) within 0 to 100, in falling order, and then as
/// good as moving single tiers by one step can make them while the order holds. Wanted ones that rise are pulled level
/// first (their running least). `objective` as in [`whole_weights`].
///
/// # Errors
///
/// No tiers, NaN or infinities, a step that does not divide 100.
///
/// # Examples
///
/// ```
/// let percents = bareme_recalibration::tier_percents(&[103.0, 61.2, 62.0, -4.0], 5, &mut |_| 0.0).unwrap();
/// assert_eq!(percents, [100, 60, 60, 0]);
/// ```
pub fn tier_percents(
    wanted: &[f64],
    step: u32,
    objective: &mut dyn FnMut(&[u32]) -> f64,
) -> Result<Vec<u32>, NoAnswer> {
    if wanted.is_empty() {
        return Err(NoAnswer::NoData);
    }
    if step == 0 || 100 % step != 0 {
        return Err(NoAnswer::Impossible("a step that divides 100 is needed"));
    }
    if let Some(row) = wanted.iter().position(|percent| !percent.is_finite()) {
        return Err(NoAnswer::NotANumber { what: "percent", row });
    }
    let mut least = 100.0_f64;
    let rounded = wanted.iter().map(|percent| {
        least = least.min(percent.clamp(0.0, 100.0));
        step * u32_of(least / f64::from(step) + 0.5)
    });
    let start = rounded.collect();
    let neighbours = |tiers: &[u32]| {
        let one = |at: usize, percent: Option<u32>| {
            let mut next = tiers.to_vec();
            next[at] = percent.filter(|percent| *percent <= 100)?;
            next.windows(2).all(|two| two[0] >= two[1]).then_some(next)
        };
        let both = |at: usize| [one(at, tiers[at].checked_add(step)), one(at, tiers[at].checked_sub(step))];
        (0..tiers.len()).flat_map(both).flatten().collect()
    };
    Ok(climb(start, &neighbours, objective))
}

#[cfg(test)]
mod tests;
