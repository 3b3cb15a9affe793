//! Conversions between whole and real numbers, kept in one place because each loses something by design.

/// The real number nearest to a count. Counts of the simulator are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of the simulator are far below 2^53")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// The whole part of a real number; below zero gives zero, beyond the range its end.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturation is what is wanted")]
pub(crate) fn whole(value: f64) -> u64 {
    value as u64
}

/// The whole part of a real number of milliseconds or days, towards zero.
#[expect(clippy::cast_possible_truncation, reason = "saturation is what is wanted")]
pub(crate) fn signed(value: f64) -> i64 {
    value as i64
}

/// A count as an index. The simulator's lists are short.
pub(crate) fn index(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
