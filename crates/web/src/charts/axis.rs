//! Where values stand on a drawing, and what is written beside them.

use bareme_reporting::chart::Axis;
use bareme_scoring::Instant;

use crate::i18n::Text;

/// A straight line from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// From `low..high` to `start..end`.
    pub(super) const fn new(low: f64, high: f64, start: f64, end: f64) -> Self {
        Self { low, high, start, end }
    }

    /// The place of a value; the middle where the range is empty.
    pub(super) fn at(self, value: f64) -> f64 {
        let span = self.high - self.low;
        let part = if span > 0.0 { (value - self.low) / span } else { 0.5 };
        self.start + part * (self.end - self.start)
    }
}

/// A mark on an axis.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    /// Place, one digit.
    pub(super) at: String,
    /// Text.
    pub(super) label: String,
}

impl Tick {
    /// A mark of a standing axis with its figure.
    pub(super) fn up(t: Text, axis: &Axis, value: f64, down: Scale) -> Self {
        Self { at: place(down.at(value)), label: figure(t, axis, value) }
    }
}

/// A place as SVG wants it.
pub(super) fn place(value: f64) -> String {
    format!("{value:.1}")
}

/// The room that the figures of an axis need beside it, in the units of a wide picture, whose letters are the larger the
/// narrower the window is.
#[expect(clippy::cast_precision_loss, reason = "a label has few characters")]
pub(super) fn room_for(ticks: &[Tick]) -> f64 {
    let longest = ticks.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0);
    9.5f64.mul_add(longest as f64, 10.0)
}

/// A figure of an axis.
pub(super) fn figure(t: Text, axis: &Axis, value: f64) -> String {
    t.measured(value, axis.kind, axis.unit.as_deref())
}

/// First, last and, where there is room, two dates between them.
#[expect(clippy::cast_possible_truncation, reason = "a part of a span of milliseconds is one again")]
#[expect(clippy::cast_precision_loss, reason = "spans of dates are below 2^53 milliseconds")]
pub(super) fn dates(t: Text, first: Instant, last: Instant, scale: Scale) -> Vec<Tick> {
    let span = last.millis_since(first);
    let days = span / bareme_scoring::DAY_MS;
    let count = if days >= 6 { 3 } else { 1 };
    (0..=count)
        .map(|index| {
            let at = first.plus_millis((span as f64 * f64::from(index) / f64::from(count)) as i64);
            let label = if days > 300 {
                let date = at.date();
                t.month(chrono::Datelike::year(&date), chrono::Datelike::month(&date))
            } else {
                t.short_day(&at)
            };
            Tick { at: place(scale.at(at.millis() as f64)), label }
        })
        .collect()
}
