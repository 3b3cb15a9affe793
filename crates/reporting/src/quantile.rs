//! Quantiles of small samples: times in stage, ages, response times.

use serde::Serialize;

/// The quantile of *sorted* values, linear between neighbours; `None` of no values. `share` is held between 0 and 1.
///
/// Hyndman and Fan's definition 7 ("Sample quantiles in statistical packages", 1996), the default of R and of numpy.
///
/// # Examples
///
/// ```
/// assert_eq!(bareme_reporting::quantile(&[1.0, 2.0, 3.0, 4.0], 0.75), Some(3.25));
/// ```
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a sample lies between 0 and its length, far below 2^53"
)]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = last as f64 * share.clamp(0.0, 1.0);
    let below = place.floor();
    let low = *sorted.get(below as usize)?;
    let high = *sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * (place - below))
}

/// The quantile of values that come many times each, as (value, count) pairs *sorted* by value: that of [`quantile`] over all of
/// them written out. `None` of no values.
///
/// # Examples
///
/// ```
/// assert_eq!(bareme_reporting::quantile_of_counts(&[(1.0, 3), (5.0, 1)], 0.75), Some(2.0));
/// ```
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a sample lies between 0 and its length, far below 2^53"
)]
pub fn quantile_of_counts(sorted: &[(f64, u64)], share: f64) -> Option<f64> {
    let count: u64 = sorted.iter().map(|(_, count)| count).sum();
    let place = count.checked_sub(1)? as f64 * share.clamp(0.0, 1.0);
    let value_at = |wanted: u64| {
        let mut passed = 0;
        sorted.iter().find(|(_, count)| {
            passed += count;
            passed > wanted
        })
    };
    let below = place.floor();
    let (low, _) = *value_at(below as u64)?;
    let (high, _) = *value_at(place.ceil() as u64)?;
    Some(low + (high - low) * (place - below))
}

/// The middle of a sample and its slow end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// How many values.
    pub count: usize,
    /// Median.
    pub median: f64,
    /// 75 % lie below.
    pub p75: f64,
    /// 90 % lie below.
    pub p90: f64,
}

impl Spread {
    /// Of values in any order; `None` of no values. Values that are not numbers are left out.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        Self::of_counts(values.into_iter().map(|value| (value, 1)))
    }

    /// Of values that come many times each, as (value, count) pairs in any order, which is how a database groups them. Grouped
    /// to the hour or the day, the quantiles are within half of that.
    pub fn of_counts(values: impl IntoIterator<Item = (f64, u64)>) -> Option<Self> {
        let known = |(value, count): &(f64, u64)| !value.is_nan() && *count > 0;
        let mut sorted: Vec<(f64, u64)> = values.into_iter().filter(known).collect();
        sorted.sort_by(|one, next| one.0.total_cmp(&next.0));
        let count: u64 = sorted.iter().map(|(_, count)| count).sum();
        Some(Self {
            count: usize::try_from(count).unwrap_or(usize::MAX),
            median: quantile_of_counts(&sorted, 0.5)?,
            p75: quantile_of_counts(&sorted, 0.75)?,
            p90: quantile_of_counts(&sorted, 0.9)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden;

    #[test]
    fn quantiles_of_counts_agree_with_numpy() {
        let golden = &golden::document()["quantiles"];
        let values = golden::numbers(&golden["values"]);
        let mut counts: Vec<(f64, u64)> = values.iter().map(|value| (*value, 1)).collect();
        counts.sort_by(|one, next| one.0.total_cmp(&next.0));
        for row in golden["rows"].as_array().unwrap() {
            let found = quantile_of_counts(&counts, golden::number(&row["share"])).unwrap();
            assert!((found - golden::number(&row["value"])).abs() < 1e-12, "{row}: {found}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counted_values_have_the_quantiles_of_all_of_them_written_out(
            counts in prop::collection::vec((-50_i32..50, 0_u64..6), 0..12), share in 0.0..=1.0_f64,
        ) {
            let mut counts: Vec<(f64, u64)> =
                counts.into_iter().map(|(value, count)| (f64::from(value), count)).collect();
            counts.sort_by(|one, next| one.0.total_cmp(&next.0));
            let written: Vec<f64> = counts
                .iter()
                .flat_map(|(value, count)| std::iter::repeat_n(*value, usize::try_from(*count).unwrap()))
                .collect();
            prop_assert_eq!(quantile_of_counts(&counts, share), quantile(&written, share));
            prop_assert_eq!(Spread::of_counts(counts), Spread::of(written));
        }
    }

    /// `numpy.quantile`, numpy 2.4.6.
    #[test]
    fn spreads_agree_with_numpy() {
        let near = |values: &[f64], median: f64, p75: f64, p90: f64| {
            let spread = Spread::of(values.iter().copied()).unwrap();
            let expected = [(spread.median, median), (spread.p75, p75), (spread.p90, p90)];
            assert!(expected.iter().all(|(ours, theirs)| (ours - theirs).abs() < 1e-12), "{spread:?}");
        };
        near(&[1.0, 2.0, 3.0, 4.0], 2.5, 3.25, 3.7);
        near(&[5.0, 1.0, 9.5, 2.0, 7.0, 3.0, 3.0], 3.0, 6.0, 8.0);
        near(&[4.0], 4.0, 4.0, 4.0);
    }

    #[test]
    fn nothing_has_no_spread() {
        assert_eq!(Spread::of([]), None);
        assert_eq!(Spread::of([f64::NAN]), None);
    }
}
