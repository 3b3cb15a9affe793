//! Where values stand in a picture, and what is written beside them.

use bareme_reporting::chart::{Axis, ticks};
use bareme_reporting::{Cell, Kind};
use bareme_scoring::{Instant, Points};

use super::{Anchor, Canvas, LETTER, Pen};
use crate::fonts::width;
use crate::palette::{MUTED, RULE};

/// A straight line from values to places.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// From `low..high` to `start..end`.
    pub const fn new([low, high]: [f64; 2], [start, end]: [f64; 2]) -> Self {
        Self { low, high, start, end }
    }

    /// The place of a value; the start where the range is empty.
    pub fn at(self, value: f64) -> f64 {
        let span = self.high - self.low;
        let part = if span > 0.0 { (value - self.low) / span } else { 0.0 };
        self.start + part * (self.end - self.start)
    }
}

/// An upright axis with its lines across the picture.
pub struct Upright {
    marks: Vec<f64>,
    labels: Vec<String>,
    /// Where the picture begins to the right of the axis.
    pub left: f64,
}

impl Upright {
    /// An axis that covers a range.
    pub fn new(pen: &Pen<'_>, axis: &Axis, [low, high]: [f64; 2]) -> Self {
        let marks = ticks(low, high, 4);
        let labels: Vec<String> = marks.iter().map(|mark| figure(pen, axis, *mark)).collect();
        let widest = labels.iter().map(|label| width(label, LETTER, false)).fold(0.0, f64::max);
        Self { marks, labels, left: widest + 6.0 }
    }

    /// Where values stand between two heights.
    pub fn scale(&self, [bottom, top]: [f64; 2]) -> Scale {
        let end = |mark: Option<&f64>, other: f64| mark.copied().unwrap_or(other);
        Scale::new([end(self.marks.first(), 0.0), end(self.marks.last(), 1.0)], [bottom, top])
    }

    /// Lines and figures.
    pub fn draw(&self, canvas: &mut Canvas, scale: Scale, right: f64) {
        for (index, (mark, label)) in self.marks.iter().zip(&self.labels).enumerate() {
            let y = scale.at(*mark);
            let (line, thick) = if index == 0 { (MUTED, 0.7) } else { (RULE, 0.5) };
            canvas.line([self.left, y], [right, y], line, thick);
            canvas.note([self.left - 5.0, y + 2.6], Anchor::End, label, self.left);
        }
    }
}

/// What an axis measures, with its unit.
pub fn label(axis: &Axis) -> String {
    match &axis.unit {
        Some(unit) => format!("{} ({unit})", axis.label),
        None => axis.label.clone(),
    }
}

/// A figure of an axis, as short as it is exact; its unit stands in the label of the axis.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is not negative"
)]
pub fn figure(pen: &Pen<'_>, axis: &Axis, value: f64) -> String {
    let is_whole = (value - value.round()).abs() < 1e-9;
    match axis.kind {
        Kind::Share => pen.language.short_share(value),
        Kind::Count if is_whole && value >= 0.0 => {
            pen.language.cell(&Cell::Count(value.round() as u64), Kind::Count, None)
        }
        Kind::Hundredths if !is_whole => {
            pen.language.cell(&Cell::Hundredths(Points::round(value)), axis.kind, None)
        }
        _ => {
            let digits = u8::from(!is_whole);
            pen.language.cell(&Cell::Number(value), Kind::Number { digits }, None)
        }
    }
}

/// A value as a table writes it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is not negative"
)]
pub fn value(pen: &Pen<'_>, axis: &Axis, value: f64) -> String {
    let cell = match axis.kind {
        Kind::Count if value >= 0.0 => Cell::Count(value.round() as u64),
        Kind::Hundredths => Cell::Hundredths(Points::round(value)),
        _ => Cell::Number(value),
    };
    pen.language.cell(&cell, axis.kind, None)
}

/// First, last and two dates between them, with places along a scale of milliseconds.
#[expect(clippy::cast_possible_truncation, reason = "a part of a span of milliseconds is one again")]
#[expect(clippy::cast_precision_loss, reason = "spans of dates are below 2^53 milliseconds")]
pub fn dates(pen: &Pen<'_>, first: Instant, last: Instant, scale: Scale) -> Vec<(f64, String)> {
    let span = last.millis_since(first);
    let count = if span >= 6 * bareme_scoring::DAY_MS { 3 } else { 1 };
    (0..=count)
        .map(|index| {
            let at = first.plus_millis((span as f64 * f64::from(index) / f64::from(count)) as i64);
            let text = pen.language.cell(&Cell::Moment(at), Kind::Date, None);
            (scale.at(at.millis() as f64), text)
        })
        .collect()
}
