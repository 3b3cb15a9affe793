//! Lying bars from the longest to the shortest, and the line of what they add up to, along one axis of shares.

use bareme_reporting::chart::ParetoChart;
use bareme_reporting::{Cell, Kind};

use super::axis::{self, Scale};
use super::{Anchor, Canvas, LETTER, Pen, place, real};
use crate::fonts::width;
use crate::palette::{ACCENT, ACCENT_SOFT, INK, RULE, WARM};

const ROW: f64 = 17.0;
const TOP: f64 = 30.0;
/// More reasons than this are left to the table.
const ROWS: usize = 25;

/// The chart; `None` where nothing is counted.
pub fn draw(pen: &Pen<'_>, chart: &ParetoChart) -> Option<(Canvas, f64)> {
    let all: u64 = chart.bars.iter().map(|bar| bar.count).sum();
    if all == 0 {
        return None;
    }
    let mut canvas = Canvas::default();
    let shown = chart.bars.get(..ROWS).unwrap_or(&chart.bars);
    let names = shown.iter().map(|bar| width(&bar.label, LETTER, false)).fold(0.0, f64::max);
    let counts: Vec<String> =
        shown.iter().map(|bar| pen.language.cell(&Cell::Count(bar.count), Kind::Count, None)).collect();
    let figures = counts.iter().map(|text| width(text, LETTER, true)).fold(0.0, f64::max);
    let left = names.min(pen.width * 0.34) + figures + 20.0;
    let scale = Scale::new([0.0, 1.0], [left, pen.width - 40.0]);
    let bottom = TOP + ROW * place(shown.len());
    heading(pen, &mut canvas, chart, left);
    for mark in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let x = scale.at(mark);
        canvas.line([x, TOP], [x, bottom], RULE, 0.5);
        canvas.note([x, TOP - 4.0], Anchor::Middle, &pen.language.short_share(mark), 60.0);
    }
    let vital = chart.vital();
    let mut points = Vec::new();
    for (index, (bar, count)) in shown.iter().zip(&counts).enumerate() {
        let y = TOP + ROW * place(index);
        canvas.text([left - figures - 14.0, y + 11.2], Anchor::End, &bar.label, left - figures - 14.0);
        canvas.write([left - 6.0, y + 11.2], Anchor::End, count, (LETTER, INK.into(), true));
        let fill = if index < vital { ACCENT } else { ACCENT_SOFT };
        canvas.rectangle([left, y + 3.0], [scale.at(real(bar.count) / real(all)) - left, ROW - 6.0], fill);
        points.push([scale.at(bar.cumulative), y + ROW / 2.0]);
    }
    canvas.line([scale.at(ParetoChart::MARK), TOP], [scale.at(ParetoChart::MARK), bottom], WARM, 0.8);
    canvas.path(&points, INK, 1.0, Some("dashed"));
    for (point, bar) in points.iter().zip(shown) {
        canvas.dot(*point, 2.0, INK);
        // Above the line, which falls to the right.
        canvas.text([point[0] + 4.0, point[1] - 2.0], Anchor::Start, &sum(pen, bar.cumulative), 40.0);
    }
    Some((canvas, bottom + 2.0))
}

fn sum(pen: &Pen<'_>, share: f64) -> String {
    pen.language.short_share((share * 100.0).round() / 100.0)
}

/// What the bars and the line are.
fn heading(pen: &Pen<'_>, canvas: &mut Canvas, chart: &ParetoChart, left: f64) {
    let label = axis::label(&chart.values);
    canvas.rectangle([left, 2.5], [9.0, 5.0], ACCENT);
    canvas.note([left + 13.0, 8.0], Anchor::Start, &label, 150.0);
    let x = left + 13.0 + width(&label, LETTER, false).min(150.0) + 16.0;
    canvas.path(&[[x, 5.4], [x + 18.0, 5.4]], INK, 1.0, Some("dashed"));
    canvas.dot([x + 9.0, 5.4], 2.0, INK);
    canvas.note([x + 23.0, 8.0], Anchor::Start, &pen.language.say("report-cumulative"), 150.0);
}
