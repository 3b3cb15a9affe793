//! Against the period before: what changed, and whether it could be chance.

use bareme_scoring::Instant;
use serde::Serialize;

use crate::interval::real;
use crate::{Interval, Proportion};

/// The span of equal length right before one: what a free choice of dates is compared with. Calendar periods are compared
/// with the calendar period before, [`Period::before`](crate::Period::before).
pub const fn before(from: Instant, until: Instant) -> (Instant, Instant) {
    (from.plus_millis(-until.millis_since(from)), from)
}

/// A count now and before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CountChange {
    /// In the period.
    pub now: u64,
    /// In the period before.
    pub before: u64,
}

impl CountChange {
    /// Growth as a share of before: 0.25 is a quarter more; `None` when there was nothing before.
    pub fn growth(self) -> Option<f64> {
        (self.before > 0).then(|| (real(self.now) - real(self.before)) / real(self.before))
    }

    /// Whether chance alone does not explain the difference, at 95 %: of two Poisson counts, the one of now is binomial given
    /// their sum, and its Wilson interval is to leave out `share`, the part of both periods' length that is now's (0.5 of
    /// equally long ones).
    ///
    /// # Examples
    ///
    /// ```
    /// use bareme_reporting::CountChange;
    /// assert!(CountChange { now: 40, before: 20 }.is_significant(0.5));
    /// assert!(!CountChange { now: 24, before: 20 }.is_significant(0.5));
    /// ```
    pub fn is_significant(self, share: f64) -> bool {
        let now = Proportion { part: self.now, whole: self.now + self.before };
        now.interval().is_some_and(|interval| share < interval.low || interval.high < share)
    }
}

/// A rate now and before. The younger cohort has had less time: whoever compares cohorts takes both at the same age
/// ([`Passage::known_at`](crate::Passage::known_at)), or says that one is immature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// In the period.
    pub now: Proportion,
    /// In the period before.
    pub before: Proportion,
}

impl Change {
    /// Now minus before, −1 to 1: 0.05 is five points more; `None` when one of the rates does not exist.
    pub fn difference(self) -> Option<f64> {
        Some(self.now.rate()? - self.before.rate()?)
    }

    /// The 95 % interval of the difference, from −1 to 1; 0 outside of it means more than chance.
    ///
    /// Both Wilson intervals combined, method 10 of R. Newcombe, "Interval estimation for the difference between
    /// independent proportions", Statistics in Medicine 17 (1998).
    pub fn interval(self) -> Option<Interval> {
        let difference = self.difference()?;
        let (now, before) = (self.now.interval()?, self.before.interval()?);
        let (p, q) = (self.now.rate()?, self.before.rate()?);
        Some(Interval {
            low: difference - (p - now.low).hypot(before.high - q),
            high: difference + (now.high - p).hypot(q - before.low),
        })
    }

    /// Whether chance alone does not explain the difference, at 95 %.
    pub fn is_significant(self) -> bool {
        self.interval().is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden;

    fn proportion(part: u64, whole: u64) -> Proportion {
        Proportion { part, whole }
    }

    #[test]
    fn intervals_of_differences_agree_with_statsmodels() {
        for row in golden::document()["newcombe"]["rows"].as_array().unwrap() {
            let of = |key: &str| proportion(row[key][0].as_u64().unwrap(), row[key][1].as_u64().unwrap());
            let interval = Change { now: of("first"), before: of("second") }.interval().unwrap();
            assert!((interval.low - golden::number(&row["low"])).abs() < 1e-9, "{row}: {interval:?}");
            assert!((interval.high - golden::number(&row["high"])).abs() < 1e-9, "{row}: {interval:?}");
        }
    }

    #[test]
    fn what_was_not_there_before_has_no_growth_and_no_difference() {
        assert_eq!(CountChange { now: 5, before: 4 }.growth(), Some(0.25));
        assert_eq!(CountChange { now: 5, before: 0 }.growth(), None);
        let change = Change { now: proportion(1, 2), before: proportion(0, 0) };
        assert_eq!((change.difference(), change.interval(), change.is_significant()), (None, None, false));
    }

    #[test]
    fn a_free_span_is_compared_with_as_many_days_before_it() {
        let at = |text| Instant::parse(text).unwrap();
        assert_eq!(before(at("2026-03-11"), at("2026-03-21")), (at("2026-03-01"), at("2026-03-11")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_difference_lies_in_its_interval_and_turns_with_its_sides(
            a in 0_u64..200, n in 1_u64..200, b in 0_u64..200, m in 1_u64..200,
        ) {
            let (now, earlier) = (proportion(a.min(n), n), proportion(b.min(m), m));
            let change = Change { now, before: earlier };
            let (difference, interval) = (change.difference().unwrap(), change.interval().unwrap());
            prop_assert!(interval.low <= difference && difference <= interval.high);
            prop_assert!(interval.low >= -1.0 - 1e-9 && interval.high <= 1.0 + 1e-9);
            let turned = Change { now: earlier, before: now };
            let other = turned.interval().unwrap();
            prop_assert!((interval.low + other.high).abs() < 1e-12 && (interval.high + other.low).abs() < 1e-12);
            prop_assert_eq!(change.is_significant(), turned.is_significant());
        }
    }
}
