//! How a line of the ledger is worked out, so that somebody with a pocket calculator comes to the same points.

use serde::{Deserialize, Serialize};

use super::CountedActivity;
use crate::Points;

/// Digits after the point with which a sum is shown at most.
const MOST_DIGITS: u8 = 6;

/// How the points of a line follow from what it counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Working {
    /// percent × weight: a category of fit.
    Share {
        /// The criterion that matched, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        criterion: Option<usize>,
        /// Its percent, or the percent for a missing value.
        percent: Points,
        /// The category's weight.
        weight: Points,
    },
    /// sum / cap × weight: a signal.
    Sum {
        /// What its activities add up to, rounded to `digits` digits after the point.
        sum: f64,
        /// From 2 to 6: as many as it takes for the line's points to come out of the rounded sum.
        digits: u8,
        /// The category's cap.
        cap: Points,
        /// The category's weight.
        weight: Points,
    },
    /// percent × weight of the row that held: tiers.
    Tier {
        /// Activities that the row found.
        found: u32,
        /// Of at least so many.
        at_least: u32,
        /// Not older than so many days; of any age when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_days: Option<f64>,
        /// The row's percent.
        percent: Points,
        /// The category's weight.
        weight: Points,
    },
    /// bound − sum: what a cap, a floor or a clip takes or gives.
    Bound {
        /// What the lines before it add up to: those of the category for a cap or a floor, all for a clip.
        sum: Points,
        /// Where that is held.
        bound: Points,
    },
}

/// The sum of a signal in whole units of its last digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShownSum {
    units: i64,
    digits: u8,
}

impl ShownSum {
    /// The shortest sum of which weight × sum / cap still is `points`; `units` gives the sum in units of a digit. A sum
    /// that lies next to the middle between two hundredths may be rounded onto it: then its last digit is one less or
    /// one more.
    pub fn shortest(units: impl Fn(i64) -> i64, weight: u32, cap: Points, points: Points) -> Self {
        let of = |digits: u8| Self { units: units(10_i64.pow(u32::from(digits))), digits };
        let comes_out = |sum: &Self| sum.worth(weight, cap) == points;
        let longest = of(MOST_DIGITS);
        let beside = [-1, 1].map(|step| Self { units: longest.units.saturating_add(step), ..longest });
        (2..=MOST_DIGITS).map(of).chain(beside).find(comes_out).unwrap_or(longest)
    }

    /// weight × sum / cap, in hundredths half to even.
    fn worth(self, weight: u32, cap: Points) -> Points {
        let numerator = i128::from(weight) * i128::from(self.units) * 10_000;
        Points::from_ratio(numerator, i128::from(self.scale()) * i128::from(cap.hundredths()))
    }

    const fn scale(self) -> i64 {
        10_i64.pow(self.digits as u32)
    }

    /// How the line is worked out.
    pub fn working(self, weight: u32, cap: Points) -> Working {
        let weight = Points::from_whole(i64::from(weight));
        Working::Sum { sum: self.shown(self.units), digits: self.digits, cap, weight }
    }

    #[expect(clippy::cast_precision_loss, reason = "sums and scales are far below 2^53")]
    fn shown(self, units: i64) -> f64 {
        units as f64 / self.scale() as f64
    }

    /// Rounds what each activity is worth so that all of them add up to the sum: what rounding took or gave too much
    /// goes to those that it moved furthest.
    #[expect(clippy::cast_precision_loss, reason = "sums and scales are far below 2^53")]
    #[expect(clippy::cast_possible_truncation, reason = "sums are far below 2^63 units")]
    pub fn share_out(self, mut counted: Vec<CountedActivity>) -> Vec<CountedActivity> {
        let mut parts: Vec<(f64, usize, i64)> = Vec::with_capacity(counted.len());
        for (place, activity) in counted.iter().enumerate() {
            let exact = activity.worth.unwrap_or(0.0) * self.scale() as f64;
            let units = exact.round_ties_even() as i64;
            parts.push((exact - units as f64, place, units));
        }
        let missing = self.units - parts.iter().map(|(_, _, units)| units).sum::<i64>();
        // Furthest below its true worth first when units are missing, furthest above it when there are too many.
        let sign = missing.signum() as f64;
        parts.sort_by(|(one, first, _), (other, second, _)| {
            (other * sign).total_cmp(&(one * sign)).then(first.cmp(second))
        });
        let steps = usize::try_from(missing.unsigned_abs()).unwrap_or(usize::MAX);
        for (_, _, units) in parts.iter_mut().take(steps) {
            *units += missing.signum();
        }
        for (_, place, units) in parts {
            if let Some(activity) = counted.get_mut(place) {
                activity.worth = Some(self.shown(units));
            }
        }
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_next_to_a_middle_comes_out_too() {
        // 14.549999999 / 2 = 7.2749999995 is 7.27, but 14.55 / 2 = 7.275 is 7.28, with however many zeros.
        let units = |scale: i64| (14_549_999_999 * i128::from(scale) + 500_000_000) / 1_000_000_000;
        let points = Points::from_hundredths(727);
        let units = |scale: i64| i64::try_from(units(scale)).unwrap();
        let sum = ShownSum::shortest(units, 1, Points::from_whole(2), points);
        assert_eq!((sum.units, sum.digits), (14_549_999, 6));
        assert_eq!(sum.worth(1, Points::from_whole(2)), points);
    }
}
