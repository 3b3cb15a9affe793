//! Between counts and real numbers.

/// The 97.5 % quantile of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of cases are far below 2^53")]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// A length as a real number.
pub(crate) const fn length(count: usize) -> f64 {
    real(count as u64)
}

/// The whole part of a number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers give numbers between 0 and a count; the cast holds others at its ends"
)]
pub(crate) fn whole(number: f64) -> u64 {
    number.floor() as u64
}

/// A share of two counts; `None` out of none.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| real(part) / real(whole))
}

/// A count as a place in memory.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place in a slice fits the machine that holds the slice"
)]
pub(crate) const fn place(count: u64) -> usize {
    count as usize
}
