//! Values over time. Lines differ by their strokes, so that they stay apart in grey.

use bareme_reporting::chart::{Axis, LineChart, Series, Sparkline};
use bareme_scoring::Instant;

use super::axis::{self, Scale, Upright};
use super::{Anchor, Canvas, LETTER, Pen, real};
use crate::fonts::width;
use crate::palette::{MUTED, SERIES};

const HEIGHT: f64 = 150.0;
const BOTTOM: f64 = 14.0;
/// Points are marked where there are no more than this.
const MARKED: usize = 40;
/// Strokes of the lines, in the order of the colours.
const STROKES: [Option<&str>; 6] = [
    None,
    Some("dashed"),
    Some("dotted"),
    Some("dash-dotted"),
    Some("densely-dashed"),
    Some("loosely-dashed"),
];

/// The lines; `None` without any value.
pub fn draw(pen: &Pen<'_>, chart: &LineChart) -> Option<(Canvas, f64)> {
    let mut canvas = Canvas::default();
    canvas.note([0.0, 7.0], Anchor::Start, &axis::label(&chart.values), pen.width);
    let top = legend(pen, &mut canvas, &chart.series) + 8.0;
    plot(pen, &mut canvas, (&chart.values, &chart.series), top)?;
    Some((canvas, top + HEIGHT))
}

/// A trend that stands alone.
pub fn draw_small(pen: &Pen<'_>, chart: &Sparkline) -> Option<(Canvas, f64)> {
    let points = chart.points.iter().map(|(at, value)| (*at, Some(*value))).collect();
    let series = Series { label: chart.values.label.clone(), points };
    let mut canvas = Canvas::default();
    canvas.note([0.0, 7.0], Anchor::Start, &axis::label(&chart.values), pen.width);
    plot(pen, &mut canvas, (&chart.values, &[series]), 14.0)?;
    Some((canvas, 14.0 + HEIGHT))
}

#[expect(clippy::cast_precision_loss, reason = "moments of reports are below 2^53 milliseconds")]
const fn millis(at: Instant) -> f64 {
    at.millis() as f64
}

fn plot(pen: &Pen<'_>, canvas: &mut Canvas, (values, series): (&Axis, &[Series]), top: f64) -> Option<()> {
    let known =
        || series.iter().flat_map(|series| &series.points).filter_map(|(at, value)| Some((*at, (*value)?)));
    let low = known().map(|(_, value)| value).fold(0.0, f64::min);
    let high = known().map(|(_, value)| value).reduce(f64::max)?;
    let moments = || series.iter().flat_map(|series| &series.points).map(|(at, _)| *at);
    let (first, last) = (moments().min()?, moments().max()?);
    let upright = Upright::new(pen, values, [low, high]);
    let bottom = top + HEIGHT - BOTTOM;
    let scale = upright.scale([bottom, top]);
    upright.draw(canvas, scale, pen.width);
    let across = Scale::new([millis(first), millis(last)], [upright.left + 4.0, pen.width - 6.0]);
    for (x, text) in axis::dates(pen, first, last, across) {
        let half = width(&text, LETTER, false) / 2.0;
        let inside = x.min(pen.width - half).max(half);
        canvas.note([inside, bottom + 11.0], Anchor::Middle, &text, pen.width);
        if first == last {
            break;
        }
    }
    for (index, series) in series.iter().enumerate() {
        trace(canvas, index, series, |at, value| [across.at(millis(at)), scale.at(value)]);
    }
    Some(())
}

/// A line, interrupted where nothing is known.
fn trace(canvas: &mut Canvas, index: usize, series: &Series, at: impl Fn(Instant, f64) -> [f64; 2]) {
    let (colour, stroke) = look(index);
    let points: Vec<Option<[f64; 2]>> =
        series.points.iter().map(|(moment, value)| value.map(|value| at(*moment, value))).collect();
    for piece in points.split(Option::is_none) {
        let piece: Vec<[f64; 2]> = piece.iter().copied().flatten().collect();
        if piece.len() > 1 {
            canvas.path(&piece, colour, 1.4, stroke);
        }
        if piece.len() == 1 || points.len() <= MARKED {
            for point in piece {
                canvas.dot(point, 1.7, colour);
            }
        }
    }
}

fn look(index: usize) -> (&'static str, Option<&'static str>) {
    let pick = index % SERIES.len();
    (SERIES.get(pick).copied().unwrap_or(MUTED), STROKES.get(pick).copied().flatten())
}

/// Names of the lines beside a piece of each; gives the height below it. One line explains itself.
fn legend(pen: &Pen<'_>, canvas: &mut Canvas, series: &[Series]) -> f64 {
    if series.len() < 2 {
        return 8.0;
    }
    let (mut x, mut y) = (0.0, 19.0);
    for (index, series) in series.iter().enumerate() {
        let needed = 30.0 + width(&series.label, LETTER, false) + 12.0;
        if x > 0.0 && x + needed > pen.width {
            (x, y) = (0.0, y + 11.0);
        }
        let (colour, stroke) = look(index);
        canvas.path(&[[x, y - 2.6], [x + 22.0, y - 2.6]], colour, 1.4, stroke);
        canvas.dot([x + 11.0, y - 2.6], 1.7, colour);
        canvas.text([x + 27.0, y], Anchor::Start, &series.label, pen.width - 30.0);
        x += needed;
    }
    y + real(2)
}
