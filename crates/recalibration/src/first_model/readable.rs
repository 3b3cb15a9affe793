//! Cut points that can be said aloud: 50 rather than 48.5, where the data do not mind.

use super::sums::Sum;
use crate::number::length;

/// A cut may be moved while the log-likelihood loses at most this much: far below what chance moves it by.
const TOLERANCE: f64 = 0.5;

/// The steps of round numbers, roundest first, times a power of ten.
const STEPS: [f64; 4] = [10.0, 5.0, 2.0, 1.0];

/// The cut points before the levels where tiers end, each moved to the roundest number near to it that divides the cases as
/// well, within [`TOLERANCE`]. `values` are the levels, ascending, `sums` theirs; `ends` lie within them.
pub(super) fn cuts(values: &[f64], sums: &[Sum], ends: &[usize], smallest: u64) -> Vec<f64> {
    let mut below = vec![Sum::default()];
    for sum in sums {
        below.push(below[below.len() - 1].with(*sum));
    }
    let mut cuts = Vec::with_capacity(ends.len());
    let mut from = 0;
    for (at, end) in ends.iter().enumerate() {
        let to = ends.get(at + 1).copied().unwrap_or(values.len());
        let (low, high) = room(&below, (from, *end, to), smallest);
        let cut = roundest(values[low - 1], values[high], values[*end]);
        from = values.partition_point(|value| *value < cut);
        cuts.push(cut);
    }
    cuts
}

/// The lowest and the highest level before which a cut may stand, so that the tiers beside it, which begin and end at fixed
/// levels, tell the outcome apart as well.
fn room(below: &[Sum], (from, cut, to): (usize, usize, usize), smallest: u64) -> (usize, usize) {
    let gain = |at: usize| {
        let (left, right) = (below[at].less(below[from]), below[to].less(below[at]));
        (left.n >= smallest && right.n >= smallest).then(|| left.gain() + right.gain())
    };
    let least = gain(cut).unwrap_or(f64::MIN) - TOLERANCE;
    let fits = |at: &usize| gain(*at).is_some_and(|gain| gain >= least);
    let low = (from + 1..cut).rev().take_while(fits).last().unwrap_or(cut);
    let high = (cut + 1..to).take_while(fits).last().unwrap_or(cut);
    (low, high)
}

/// The number with the fewest digits above `low` and not above `high`; of several the one nearest to `near`. `near` itself
/// where the ends leave no room.
pub(super) fn roundest(low: f64, high: f64, near: f64) -> f64 {
    if low < 0.0 && high >= 0.0 {
        return 0.0;
    }
    let size = low.abs().max(high.abs());
    if !(size.is_finite() && size > 0.0 && low < high) {
        return near;
    }
    let largest = libm::floor(libm::log10(size));
    for power in 0..18 {
        let unit = libm::pow(10.0, largest - length(power));
        for step in STEPS.map(|step| step * unit) {
            let (first, last) = (libm::floor(low / step) + 1.0, libm::floor(high / step));
            if first <= last {
                let count = libm::round(near / step).clamp(first, last);
                return tidy(count * step, (low, high)).unwrap_or(near);
            }
        }
    }
    near
}

/// The decimal number that a person would write for it (3 × 0.1 is 0.3), provided that it still lies within.
fn tidy(number: f64, (low, high): (f64, f64)) -> Option<f64> {
    let written: f64 = format!("{number:.13e}").parse().ok()?;
    [written, number].into_iter().find(|number| *number > low && *number <= high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_as_round_as_their_room_allows() {
        let text = |low, high, near| roundest(low, high, near).to_string();
        assert_eq!(text(48.5, 53.0, 49.0), "50");
        assert_eq!(text(562.0, 563.0, 563.0), "563");
        assert_eq!(text(0.21, 0.34, 0.3), "0.3");
        assert_eq!(text(-1.8, -1.1, -1.7), "-1.5");
        assert_eq!(text(-1.0, 2.0, 1.5), "0");
        assert_eq!(text(5099.1, 5191.0, 5191.0), "5100");
        assert_eq!(text(1e-9, 3e-9, 2e-9), "0.000000002");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_round_number_divides_as_the_room_allows(low in -1e6_f64..1e6, width in 1e-6_f64..1e6, share in 0.0_f64..1.0) {
            let high = low + width;
            let near = (low + width * share).max(low.next_up());
            let cut = roundest(low, high, near);
            prop_assert!(cut > low && cut <= high, "{} in {} to {}", cut, low, high);
        }
    }
}
