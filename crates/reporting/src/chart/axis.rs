//! What is measured along an axis, and where its lines stand.

use serde::Serialize;

use crate::Kind;

/// What an axis measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// Its label.
    pub label: String,
    /// The unit, where the kind does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How its figures are written.
    pub kind: Kind,
}

impl Axis {
    /// An axis without a unit of its own.
    pub fn new(label: impl Into<String>, kind: Kind) -> Self {
        Self { label: label.into(), unit: None, kind }
    }

    /// The axis with a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }
}

/// Round values from at or below `low` to at or above `high`, about `wanted` steps of 1, 2 or 5 times a power of ten. At
/// least two values, increasing; a range that is empty or not finite is widened.
///
/// # Examples
///
/// ```
/// assert_eq!(bareme_reporting::chart::ticks(0.0, 87.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
/// ```
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the number of ticks is small and not negative"
)]
pub fn ticks(low: f64, high: f64, wanted: u8) -> Vec<f64> {
    let (low, high) = match (low.is_finite() && high.is_finite(), low < high) {
        (true, true) => (low, high),
        (true, false) => (low.min(high).min(0.0), low.max(high).max(low.min(high).min(0.0) + 1.0)),
        (false, _) => (0.0, 1.0),
    };
    let rough = (high - low) / f64::from(wanted.max(1));
    let power = 10.0_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999);
    let step = factor.unwrap_or(10.0) * power;
    let first = (low / step).floor();
    // A last line that only rounding put beyond the range is not drawn.
    let count = ((high / step - 1e-9).ceil() - first).clamp(1.0, 1_000.0) as usize;
    (0..=count).map(|index| (first + index as f64) * step).collect()
}
