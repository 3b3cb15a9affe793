//! Whether a difference between counts is more than chance: the few tests that findings need.

use bareme_reporting::wilson;

use super::Rate;
use crate::Ranking;
use crate::number::real;

/// Below this adjusted p-value a finding is told.
pub(super) const SURE: f64 = 0.05;

/// The chance of a standard normal value above `z`.
pub(super) fn above(z: f64) -> f64 {
    0.5 * libm::erfc(z / core::f64::consts::SQRT_2)
}

/// How many standard errors the first rate lies above the second, with their common rate for the error (the score test
/// of two proportions). 0 where one is of no cases or both are certain.
pub(super) fn rates_apart(first: &Rate, second: &Rate) -> f64 {
    let (Some(one), Some(other)) = (first.value, second.value) else { return 0.0 };
    let (n, m) = (real(first.whole), real(second.whole));
    let common = (real(first.part) + real(second.part)) / (n + m);
    let error = (common * (1.0 - common) * (1.0 / n + 1.0 / m)).sqrt();
    if error > 0.0 { (one - other) / error } else { 0.0 }
}

/// The 95 % interval of the difference of two rates: R. Newcombe, "Interval estimation for the difference between
/// independent proportions", Statistics in Medicine 17 (1998), method 10. `None` out of none.
pub(super) fn difference(first: &Rate, second: &Rate) -> Option<(f64, f64)> {
    let (one, other) = (first.value?, second.value?);
    let (a, b) = (wilson(first.part, first.whole)?, wilson(second.part, second.whole)?);
    let value = one - other;
    let low = ((one - a.low) * (one - a.low) + (b.high - other) * (b.high - other)).sqrt();
    let high = ((a.high - one) * (a.high - one) + (other - b.low) * (other - b.low)).sqrt();
    Some((value - low, value + high))
}

/// p-value of "all these rates are one": Pearson's χ² with as many degrees of freedom as there are rates less one. 1 where
/// there is nothing to compare.
pub(super) fn rates_differ(rates: &[Rate]) -> f64 {
    let filled: Vec<&Rate> = rates.iter().filter(|rate| rate.whole > 0).collect();
    let (part, whole): (u64, u64) =
        (filled.iter().map(|rate| rate.part).sum(), filled.iter().map(|rate| rate.whole).sum());
    if filled.len() < 2 || part == 0 || part == whole {
        return 1.0;
    }
    let common = real(part) / real(whole);
    let squares = filled.iter().map(|rate| {
        let apart = real(rate.part) - real(rate.whole) * common;
        apart * apart / (real(rate.whole) * common * (1.0 - common))
    });
    chi_square_above(squares.sum(), filled.len() as u64 - 1)
}

/// The chance of a χ² value above `value` with so many degrees of freedom: e^−h·Σ hʲ/j! for an even number, with h half of
/// the value, and erfc √h + e^−h·Σ h^(j + ½)/Γ(j + 3/2) for an odd one (M. Abramowitz, I. Stegun, 26.4.4 and 26.4.5).
fn chi_square_above(value: f64, freedom: u64) -> f64 {
    let half = value / 2.0;
    let (mut sum, mut term, shift) = if freedom.is_multiple_of(2) {
        (0.0, libm::exp(-half), 0.0)
    } else {
        let term = libm::exp(-half) * 2.0 * (half / core::f64::consts::PI).sqrt();
        (libm::erfc(half.sqrt()), term, 0.5)
    };
    for at in 0..freedom / 2 {
        sum += term;
        term *= half / (real(at) + 1.0 + shift);
    }
    sum.min(1.0)
}

/// p-value of "the second sample is not larger than the first": the rank sum, with `DeLong`'s variance. 1 where a sample
/// has fewer than two values.
pub(super) fn not_larger(first: &[f64], second: &[f64]) -> f64 {
    let values: Vec<f64> = first.iter().chain(second).copied().collect();
    let later: Vec<bool> = (0..values.len()).map(|at| at >= first.len()).collect();
    let Ok(auc) = Ranking::new(&values, &later).and_then(|ranking| ranking.auc()) else { return 1.0 };
    match auc.variance {
        Some(variance) if variance > 0.0 => above((auc.value - 0.5) / variance.sqrt()),
        _ => 1.0,
    }
}

/// p-values adjusted for their number: S. Holm, "A simple sequentially rejective multiple test procedure" (1979).
pub(super) fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; values.len()];
    let mut least = 0.0_f64;
    for (left, at) in (1..=values.len()).rev().zip(order) {
        least = least.max((values[at] * real(left as u64)).min(1.0));
        adjusted[at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::near;

    #[test]
    fn tests_agree_with_scipy_and_statsmodels() {
        // statsmodels 0.14.5: proportions_ztest([30, 50], [100, 100]); scipy 1.16: norm.sf(1.5), chi2_contingency without
        // correction of [[30, 70], [50, 50], [20, 80]].
        near(rates_apart(&Rate::of(30, 100), &Rate::of(50, 100)), -2.886_751_345_948_128, 1e-12);
        near(above(1.5), 0.066_807_201_268_858_07, 1e-12);
        let p = rates_differ(&[Rate::of(30, 100), Rate::of(50, 100), Rate::of(20, 100)]);
        near(p / 2.753_644_934_974_716e-5, 1.0, 1e-9);
        // scipy: chi2.isf(0.05, df) for 1, 3 and 4 degrees of freedom.
        for (value, freedom) in
            [(3.841_458_820_694_124, 1), (7.814_727_903_251_179, 3), (9.487_729_036_781_154, 4)]
        {
            near(chi_square_above(value, freedom), 0.05, 1e-12);
        }
    }

    #[test]
    fn newcombe_gives_the_interval_of_his_table() {
        // Newcombe (1998), table II, (a) 56/70 and 48/80: 0.0524 to 0.3339 by method 10.
        let (low, high) = difference(&Rate::of(56, 70), &Rate::of(48, 80)).unwrap();
        near(low, 0.0524, 5e-5);
        near(high, 0.3339, 5e-5);
    }

    #[test]
    fn holm_multiplies_by_what_is_left_and_never_falls() {
        assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
        assert_eq!(holm(&[]), [0.0; 0]);
    }

    #[test]
    fn nothing_to_compare_is_no_evidence() {
        let none = Rate::of(0, 0);
        assert!((rates_differ(&[none, Rate::of(3, 9)]) - 1.0).abs() < 1e-12);
        assert!(rates_apart(&none, &Rate::of(3, 9)).abs() < 1e-12);
        assert_eq!(difference(&none, &Rate::of(1, 2)), None);
        assert!((not_larger(&[1.0], &[]) - 1.0).abs() < 1e-12);
    }
}
