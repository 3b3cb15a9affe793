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
        let mut sorted: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            count: sorted.len(),
            median: quantile(&sorted, 0.5)?,
            p75: quantile(&sorted, 0.75)?,
            p90: quantile(&sorted, 0.9)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
