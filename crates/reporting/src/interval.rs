//! Proportions, and how sure one can be of them.

use serde::Serialize;

/// The 97.5 % quantile of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// An interval of shares, both ends from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The 95 % Wilson score interval of `part` out of `whole`, without continuity correction; `None` when `whole` is 0.
/// A part above the whole counts as the whole.
///
/// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n); E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", JASA 22 (1927).
///
/// # Examples
///
/// ```
/// let interval = bareme_reporting::wilson(842, 8_000).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0987 to 0.1122");
/// ```
pub fn wilson(part: u64, whole: u64) -> Option<Interval> {
    if whole == 0 {
        return None;
    }
    let (n, p) = (real(whole), real(part.min(whole)) / real(whole));
    let z2 = Z * Z;
    let centre = p + z2 / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At both ends the formula is exact and its rounding is not.
    let low = if part == 0 { 0.0 } else { ((centre - spread) / scale).max(0.0) };
    let high = if part >= whole { 1.0 } else { ((centre + spread) / scale).min(1.0) };
    Some(Interval { low, high })
}

/// How many out of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proportion {
    /// How many.
    pub part: u64,
    /// Out of how many.
    pub whole: u64,
}

impl Proportion {
    /// The share, 0 to 1; `None` out of none.
    pub fn rate(self) -> Option<f64> {
        (self.whole > 0).then(|| real(self.part) / real(self.whole))
    }

    /// Its 95 % Wilson interval; `None` out of none.
    pub fn interval(self) -> Option<Interval> {
        wilson(self.part, self.whole)
    }
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden;

    /// `statsmodels.stats.proportion.proportion_confint(part, whole, 0.05, "wilson")`, statsmodels 0.15.0.
    const STATSMODELS: [(u64, u64, f64, f64); 7] = [
        (0, 10, 0.0, 0.277_532_799_862_889_26),
        (1, 10, 0.017_876_213_095_072_924, 0.404_150_026_795_238_54),
        (10, 10, 0.722_467_200_137_110_6, 1.0),
        (842, 8_000, 0.098_713_828_348_818_32, 0.112_165_093_666_883_94),
        (3, 7, 0.158_219_855_251_469_64, 0.749_541_635_472_342_8),
        (50, 100, 0.403_831_530_365_995_6, 0.596_168_469_634_004_4),
        (1, 100_000, 1.765_247_730_378_309_2e-6, 5.664_709_659_040_968e-5),
    ];

    #[test]
    fn intervals_agree_with_statsmodels() {
        for (part, whole, low, high) in STATSMODELS {
            let interval = wilson(part, whole).unwrap();
            assert!((interval.low - low).abs() < 1e-14, "{part} of {whole}: {interval:?}");
            assert!((interval.high - high).abs() < 1e-14, "{part} of {whole}: {interval:?}");
        }
    }

    #[test]
    fn intervals_agree_with_the_golden_file() {
        for row in golden::document()["wilson"]["rows"].as_array().unwrap() {
            let count = |key: &str| row[key].as_u64().unwrap();
            let interval = wilson(count("part"), count("whole")).unwrap();
            assert!((interval.low - golden::number(&row["low"])).abs() < 1e-14, "{row}: {interval:?}");
            assert!((interval.high - golden::number(&row["high"])).abs() < 1e-14, "{row}: {interval:?}");
        }
    }

    #[test]
    fn nothing_out_of_nothing_has_no_rate_and_no_interval() {
        assert_eq!((Proportion::default().rate(), Proportion::default().interval()), (None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_rate_lies_in_its_interval_and_the_interval_between_0_and_1(part in 0_u64..5_000, rest in 0_u64..5_000) {
            let proportion = Proportion { part, whole: part + rest };
            prop_assume!(proportion.whole > 0);
            let (rate, interval) = (proportion.rate().unwrap(), proportion.interval().unwrap());
            prop_assert!(0.0 <= interval.low && interval.low <= rate && rate <= interval.high && interval.high <= 1.0);
        }
    }
}
