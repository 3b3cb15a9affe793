//! The six formulas by which people's engagement becomes the account's, and the exact division of the result
//! among them.
//!
//! Throughout, x = reach × engagement / 100 of one contact and n counts everybody with reach above 0, also those without
//! engagement: a company of ten in which one person moves is not a company of one.

use bareme_scoring::{Points, Strategy};

/// The largest x that noisy-or takes, so that ln(1 − x) stays finite.
const NOISY_OR_LIMIT: f64 = 0.999;

/// What one contact brings to one account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The contact.
    pub contact: i64,
    /// Reach to the account, above 0 and at most 1.
    pub reach: f64,
    /// Engagement of the contact, 0–100.
    pub engagement: Points,
}

impl Contribution {
    /// x = reach × engagement / 100, from 0 to 1.
    pub fn strength(&self) -> f64 {
        self.reach * self.engagement.as_f64() / 100.0
    }
}

/// The engagement of an account, 0–100, rounded half to even to 0.01.
///
/// | strategy | engagement |
/// | --- | --- |
/// | noisy-or | 100 × (1 − Π(1 − x)), x held below 0.999 |
/// | champion | share × max + (1 − share) × mean of the others; the maximum when alone (of 100 x) |
/// | weighted mean | Σ reach × engagement / Σ reach |
/// | max | the largest 100 x |
/// | median | the middle 100 x, or the mean of the two in the middle |
/// | sum | the smaller of the cap and Σ 100 x |
///
/// Nobody gives zero. Sums and products run in the order of the slice, which must be by contact, each once: then the
/// result does not depend on the order in which anything was read. A share outside 0–1 or a cap outside 0–100 is
/// held there; checking a model refuses them earlier. A decimal tie that floating-point arithmetic misses by less
/// than 1e-8 points is rounded as the tie it is.
pub fn account_engagement(strategy: Strategy, contributions: &[Contribution]) -> Points {
    if contributions.is_empty() {
        return Points::ZERO;
    }
    let points = match strategy {
        Strategy::NoisyOr => noisy_or(contributions),
        Strategy::Champion { share } => {
            let (strongest, top) = strongest(contributions);
            match mean_without(contributions, strongest) {
                Some(mean) => 100.0 * (held(share, 1.0) * top + (1.0 - held(share, 1.0)) * mean),
                None => 100.0 * top,
            }
        }
        Strategy::WeightedMean => {
            let reach: f64 = contributions.iter().map(|one| one.reach).sum();
            if reach > 0.0 { 100.0 * total(contributions) / reach } else { 0.0 }
        }
        Strategy::Max => 100.0 * strongest(contributions).1,
        Strategy::Median => 100.0 * middle(contributions).iter().map(|&(_, part)| part).sum::<f64>(),
        Strategy::Sum { cap } => (100.0 * total(contributions)).min(held(cap, 100.0)),
    };
    Points::from_hundredths(whole_hundredths(points).0.clamp(0, Points::HUNDRED.hundredths()))
}

/// The engagement of an account and the points of each contribution, in the order of the slice.
///
/// The points sum exactly to the engagement and each stays within 0.01 of its exact share (largest remainder; among
/// equal remainders the first contribution wins). The exact shares of the unrounded engagement E are:
///
/// | strategy | share of contact j |
/// | --- | --- |
/// | noisy-or | E × ln(1 − x_j) / Σ ln(1 − x) |
/// | champion | the strongest: share × 100 x_j; the others: (1 − share) × 100 x_j / (n − 1); alone: everything |
/// | weighted mean, sum | E × x_j / Σ x |
/// | max | the strongest: everything; among equals the first |
/// | median | the middle one: everything; two in the middle: half of its own 100 x_j each |
pub fn attribute(strategy: Strategy, contributions: &[Contribution]) -> (Points, Vec<Points>) {
    let engagement = account_engagement(strategy, contributions);
    let shares = exact_shares(strategy, contributions);
    (engagement, divide(engagement, &shares))
}

/// The unrounded parts, in points.
fn exact_shares(strategy: Strategy, contributions: &[Contribution]) -> Vec<f64> {
    let strengths = contributions.iter().map(Contribution::strength);
    match strategy {
        Strategy::NoisyOr => {
            let logarithms: Vec<f64> = strengths.map(|x| -libm::log1p(-x.min(NOISY_OR_LIMIT))).collect();
            in_proportion(noisy_or(contributions), &logarithms)
        }
        Strategy::Champion { share } => {
            let (champion, _) = strongest(contributions);
            let others = count(contributions.len().saturating_sub(1));
            let share = if others > 0.0 { held(share, 1.0) } else { 1.0 };
            strengths
                .enumerate()
                .map(|(index, x)| 100.0 * x * if index == champion { share } else { (1.0 - share) / others })
                .collect()
        }
        Strategy::WeightedMean => {
            let reach: f64 = contributions.iter().map(|one| one.reach).sum();
            strengths.map(|x| if reach > 0.0 { 100.0 * x / reach } else { 0.0 }).collect()
        }
        Strategy::Max => {
            let (champion, _) = strongest(contributions);
            strengths.enumerate().map(|(index, x)| if index == champion { 100.0 * x } else { 0.0 }).collect()
        }
        Strategy::Median => {
            let mut shares = vec![0.0; contributions.len()];
            for (index, part) in middle(contributions) {
                shares[index] = 100.0 * part;
            }
            shares
        }
        Strategy::Sum { cap } => {
            let strengths: Vec<f64> = strengths.collect();
            in_proportion((100.0 * total(contributions)).min(held(cap, 100.0)), &strengths)
        }
    }
}

fn noisy_or(contributions: &[Contribution]) -> f64 {
    let silence: f64 = contributions.iter().map(|one| 1.0 - one.strength().min(NOISY_OR_LIMIT)).product();
    100.0 * (1.0 - silence)
}

/// Σ x.
fn total(contributions: &[Contribution]) -> f64 {
    contributions.iter().map(Contribution::strength).sum()
}

/// Position and x of the strongest; among equals the first.
fn strongest(contributions: &[Contribution]) -> (usize, f64) {
    let strengths = contributions.iter().map(Contribution::strength).enumerate();
    strengths.fold((0, 0.0), |top, (index, x)| if x > top.1 { (index, x) } else { top })
}

/// Mean x of all but one; none when there are no others.
fn mean_without(contributions: &[Contribution], left_out: usize) -> Option<f64> {
    let others = contributions.len().checked_sub(1).filter(|&others| others > 0)?;
    let strengths = contributions.iter().map(Contribution::strength).enumerate();
    Some(strengths.filter(|&(index, _)| index != left_out).map(|(_, x)| x).sum::<f64>() / count(others))
}

/// The middle one with its x, or the two in the middle with half of theirs. Equals stand in the order of the slice.
fn middle(contributions: &[Contribution]) -> Vec<(usize, f64)> {
    let mut ranked: Vec<(usize, f64)> =
        contributions.iter().map(Contribution::strength).enumerate().collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let half = ranked.len() / 2;
    if ranked.is_empty() {
        Vec::new()
    } else if ranked.len() % 2 == 1 {
        vec![ranked[half]]
    } else {
        ranked[half - 1..=half].iter().map(|&(index, x)| (index, x / 2.0)).collect()
    }
}

/// A whole divided in proportion to weights; nothing for anybody when all weights are zero.
fn in_proportion(whole: f64, weights: &[f64]) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| if all > 0.0 { whole * (weight / all) } else { 0.0 }).collect()
}

/// Largest remainder (Hamilton): everybody gets the whole hundredths of their share, then the largest remainders
/// one more each until the parts sum to the whole.
fn divide(whole: Points, shares: &[f64]) -> Vec<Points> {
    let mut parts = Vec::with_capacity(shares.len());
    let mut remainders = Vec::with_capacity(shares.len());
    for (index, &share) in shares.iter().enumerate() {
        let (nearest, hundredths) = whole_hundredths(share);
        let down = if count_signed(nearest) > hundredths { nearest - 1 } else { nearest };
        parts.push(down);
        remainders.push((index, hundredths - count_signed(down)));
    }
    remainders.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let missing = whole.hundredths() - parts.iter().sum::<i64>();
    let step = missing.signum();
    // Too much can only come from rounding noise; it is taken back where it was the least deserved.
    let order: Vec<usize> = if step < 0 {
        remainders.iter().rev().map(|one| one.0).filter(|&index| parts[index] > 0).collect()
    } else {
        remainders.iter().map(|one| one.0).collect()
    };
    let times = usize::try_from(missing.abs()).unwrap_or(0);
    for &index in order.iter().cycle().take(if order.is_empty() { 0 } else { times }) {
        parts[index] += step;
    }
    parts.into_iter().map(Points::from_hundredths).collect()
}

/// The nearest whole hundredth, half to even, and the hundredths themselves with floating-point noise (below 1e-6 of
/// a hundredth) taken off.
fn whole_hundredths(points: f64) -> (i64, f64) {
    let hundredths = (points * 100.0 * 1e6).round() / 1e6;
    #[expect(clippy::cast_possible_truncation, reason = "shares of a score are at most 10,000 hundredths")]
    let nearest = hundredths.round_ties_even() as i64;
    (nearest, hundredths)
}

fn held(value: f64, high: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, high) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of contacts are far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "hundredths of a score are far below 2^52")]
fn count_signed(number: i64) -> f64 {
    number as f64
}
