//! Ranges of numbers, moments or ages, each end open, closed or absent.

use std::cmp::Ordering;

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number; for moments milliseconds since 1970, for ages milliseconds.
    pub value: f64,
    /// Whether the value itself belongs to the range.
    pub inclusive: bool,
}

/// A range; an absent end is unbounded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<Bound>,
    /// The upper end.
    pub high: Option<Bound>,
}

impl Interval {
    /// `value` and more.
    pub const fn at_least(value: f64) -> Self {
        Self { low: Some(Bound { value, inclusive: true }), high: None }
    }

    /// More than `value`.
    pub const fn above(value: f64) -> Self {
        Self { low: Some(Bound { value, inclusive: false }), high: None }
    }

    /// `value` and less.
    pub const fn at_most(value: f64) -> Self {
        Self { low: None, high: Some(Bound { value, inclusive: true }) }
    }

    /// Less than `value`.
    pub const fn below(value: f64) -> Self {
        Self { low: None, high: Some(Bound { value, inclusive: false }) }
    }

    /// Whether a number lies in the range.
    pub fn contains(&self, value: f64) -> bool {
        let above = self.low.is_none_or(|low| value > low.value || (low.inclusive && value >= low.value));
        let below =
            self.high.is_none_or(|high| value < high.value || (high.inclusive && value <= high.value));
        above && below
    }

    /// What both ranges hold.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => Some(if compare_low(a, b).is_ge() { a } else { b }),
            (a, b) => a.or(b),
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(if compare_high(a, b).is_le() { a } else { b }),
            (a, b) => a.or(b),
        };
        Self { low, high }
    }

    /// Whether nothing lies in the range.
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                low.value > high.value || (low.value >= high.value && !(low.inclusive && high.inclusive))
            }
            _ => false,
        }
    }

    /// Whether the range is one value.
    pub fn is_point(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => low.value >= high.value && !self.is_empty(),
            _ => false,
        }
    }

    /// Whether everything in this range lies in the other.
    pub fn within(&self, other: &Self) -> bool {
        self.intersect(other) == *self
    }
}

/// A closed lower end begins before an open one at the same value.
fn compare_low(a: Bound, b: Bound) -> Ordering {
    a.value.total_cmp(&b.value).then(b.inclusive.cmp(&a.inclusive))
}

/// A closed upper end reaches further than an open one at the same value.
fn compare_high(a: Bound, b: Bound) -> Ordering {
    a.value.total_cmp(&b.value).then(a.inclusive.cmp(&b.inclusive))
}
