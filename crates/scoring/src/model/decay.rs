//! How an activity's worth fades with its age (DESIGN.md section 3, "Recency").
//!
//! Factors are exact fractions where they can be; only the half-life needs a real number, and `libm` computes it so
//! that every machine gets the same bits.

use crate::Points;

/// How worth fades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decay {
    /// The shape.
    pub curve: Curve,
    /// Older than this many milliseconds is worth nothing.
    pub window_ms: Option<i64>,
}

/// The shape of a decay. Lengths are in milliseconds, above 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Curve {
    /// No fading.
    #[default]
    Full,
    /// 2^(−age/length).
    HalfLife(i64),
    /// max(0, 1 − age/length).
    Linear(i64),
    /// max(0, 1 − percent × ⌊age/every⌋).
    Step {
        /// Lost at each step, above 0.00 to 100.00.
        percent: Points,
        /// Length of a step.
        every_ms: i64,
    },
}

/// A recency factor above 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recency {
    /// A numerator over [`Curve::denominator`].
    Exact(i64),
    /// A real number.
    Real(f64),
}

impl Curve {
    /// The denominator that all exact factors of this curve share.
    pub const fn denominator(self) -> i64 {
        match self {
            Self::Full | Self::HalfLife(_) => 1,
            Self::Linear(length) => length,
            Self::Step { .. } => Points::HUNDRED.hundredths(),
        }
    }
}

impl Decay {
    /// The factor at an age of so many milliseconds, `None` when nothing is left.
    pub fn factor(&self, age_ms: i64) -> Option<Recency> {
        if self.window_ms.is_some_and(|window| age_ms > window) {
            return None;
        }
        let exact = |numerator: i64| (numerator > 0).then_some(Recency::Exact(numerator));
        match self.curve {
            Curve::Full => exact(1),
            Curve::Linear(length) => exact(length.saturating_sub(age_ms)),
            Curve::Step { percent, every_ms } => {
                let steps = age_ms.div_euclid(every_ms.max(1));
                exact(Points::HUNDRED.hundredths().saturating_sub(percent.hundredths().saturating_mul(steps)))
            }
            Curve::HalfLife(length) => {
                #[expect(clippy::cast_precision_loss, reason = "milliseconds of ages are below 2^53")]
                let factor = libm::exp2(-(age_ms as f64) / length as f64);
                (factor > 0.0).then_some(Recency::Real(factor))
            }
        }
    }
}
