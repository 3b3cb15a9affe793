//! Points are decimal hundredths: what a ledger shows adds up to the last digit.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of points in whole hundredths (`Points::from_hundredths(5_800)` is 58.00).
///
/// Arithmetic is exact integer arithmetic. Rounding happens once, half to even, when a real number becomes
/// points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// The top of both scales: 100.00.
    pub const HUNDRED: Self = Self(10_000);

    /// From whole hundredths.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// From whole points.
    pub const fn from_whole(points: i64) -> Self {
        Self(points * 100)
    }

    /// The value in whole hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The nearest hundredth of a real number of points, ties to even. A number that is not finite gives zero.
    pub fn round(points: f64) -> Self {
        let scaled = (points * 100.0).round_ties_even();
        // `as` saturates and turns NaN into 0, which is what a ledger can show.
        #[expect(clippy::cast_possible_truncation, reason = "saturation is the documented behaviour")]
        Self(scaled as i64)
    }

    /// The exact fraction `numerator / denominator` of *hundredths*, rounded half to even.
    /// A denominator of zero gives zero.
    pub fn from_ratio(numerator: i128, denominator: i128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let (numerator, denominator) =
            if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
        let floor = numerator.div_euclid(denominator);
        let twice_rest = 2 * numerator.rem_euclid(denominator);
        let up = twice_rest > denominator || (twice_rest == denominator && floor % 2 != 0);
        Self(i64::try_from(floor + i128::from(up)).unwrap_or(if floor < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The value as a floating-point number of points, for statistics and drawings only.
    #[expect(clippy::cast_precision_loss, reason = "scores are far below 2^52 hundredths")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Held between `low` and `high`.
    #[must_use]
    pub fn clamp_to(self, low: Self, high: Self) -> Self {
        Self(self.0.clamp(low.0, high.0))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100))
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Points {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::ZERO, Add::add)
    }
}

/// Written as a plain number with at most two decimals.
impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

/// Read from a number, rounded half to even to hundredths.
impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::round)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_hundredth() {
        assert_eq!(Points::from_ratio(95_490, 20), Points::from_hundredths(4_774));
        assert_eq!(Points::from_ratio(95_510, 20), Points::from_hundredths(4_776));
        assert_eq!(Points::from_ratio(-5, 2), Points::from_hundredths(-2));
        assert_eq!(Points::from_ratio(-7, 2), Points::from_hundredths(-4));
    }

    #[test]
    fn is_shown_with_two_decimals() {
        assert_eq!(Points::from_hundredths(-5).to_string(), "-0.05");
        assert_eq!(Points::from_hundredths(5_800).to_string(), "58.00");
    }
}
