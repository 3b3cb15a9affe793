//! One bar for each category, standing or lying, with its interval where there is one.

use bareme_reporting::chart::{Bar, BarChart, ticks};

use super::axis::{self, Scale, Upright};
use super::{Anchor, Canvas, LETTER, Pen, place};
use crate::fonts::width;
use crate::palette::{ACCENT, ACCENT_MIDDLE, INK, MUTED, RULE};

const HEIGHT: f64 = 150.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 14.0;
/// Height of a lying bar with its space.
const ROW: f64 = 15.0;
/// Above lying bars, for what the axis says.
const ABOVE: f64 = 24.0;
/// More lying bars than this are left to the table.
const ROWS: usize = 30;

/// The bars; `None` without any value.
pub fn draw(pen: &Pen<'_>, chart: &BarChart) -> Option<(Canvas, f64)> {
    let ends = chart.bars.iter().filter_map(|bar| {
        let value = bar.value?;
        Some(bar.interval.map_or([value.min(0.0), value], |ends| [value.min(0.0), ends.high.max(value)]))
    });
    let range = ends.reduce(|one, other| [one[0].min(other[0]), one[1].max(other[1])])?;
    let step = pen.width / place(chart.bars.len());
    let fits = chart.bars.iter().all(|bar| width(&bar.label, LETTER, false) < step * 3.0);
    Some(if chart.standing && fits { standing(pen, chart, range) } else { lying(pen, chart, range) })
}

fn standing(pen: &Pen<'_>, chart: &BarChart, range: [f64; 2]) -> (Canvas, f64) {
    let mut canvas = Canvas::default();
    canvas.note([0.0, 7.0], Anchor::Start, &axis::label(&chart.values), pen.width);
    let upright = Upright::new(pen, &chart.values, range);
    let scale = upright.scale([HEIGHT - BOTTOM, TOP]);
    upright.draw(&mut canvas, scale, pen.width);
    let step = (pen.width - upright.left) / place(chart.bars.len());
    let thick = (step * 0.62).min(46.0);
    let widest = chart.bars.iter().map(|bar| width(&bar.label, LETTER, false)).fold(0.0, f64::max);
    // Where labels would touch only some are written, always the last.
    let every = ((widest + 4.0) / step).ceil().max(1.0);
    for (index, bar) in chart.bars.iter().enumerate() {
        let middle = upright.left + step * (place(index) + 0.5);
        if place(chart.bars.len() - 1 - index) % every < 0.5 {
            let room = (step * every).min(pen.width);
            let half = width(&bar.label, LETTER, false).min(room) / 2.0;
            let inside = middle.min(pen.width - half).max(half);
            canvas.text([inside, HEIGHT - 3.0], Anchor::Middle, &bar.label, room);
        }
        let Some(value) = bar.value else { continue };
        let (y, zero) = (scale.at(value), scale.at(0.0));
        canvas.rectangle([middle - thick / 2.0, y.min(zero)], [thick, (y - zero).abs()], colour(bar));
        whisker(&mut canvas, bar, |value| [middle, scale.at(value)], [3.0_f64.min(thick / 2.0), 0.0]);
    }
    (canvas, HEIGHT)
}

fn lying(pen: &Pen<'_>, chart: &BarChart, range: [f64; 2]) -> (Canvas, f64) {
    let mut canvas = Canvas::default();
    canvas.note([0.0, 7.0], Anchor::Start, &axis::label(&chart.values), pen.width);
    let shown = chart.bars.get(..ROWS).unwrap_or(&chart.bars);
    let names = shown.iter().map(|bar| width(&bar.label, LETTER, false)).fold(0.0, f64::max);
    let left = names.min(pen.width * 0.38) + 8.0;
    let texts: Vec<String> = shown
        .iter()
        .map(|bar| {
            bar.value.map_or_else(|| String::from("–"), |value| axis::value(pen, &chart.values, value))
        })
        .collect();
    let figures = texts.iter().map(|text| width(text, LETTER, true)).fold(0.0, f64::max);
    let marks = ticks(range[0], range[1], 4);
    let ends = [*marks.first().unwrap_or(&0.0), *marks.last().unwrap_or(&1.0)];
    let scale = Scale::new(ends, [left, pen.width - figures - 8.0]);
    let bottom = ABOVE + ROW * place(shown.len());
    for mark in &marks {
        canvas.line([scale.at(*mark), ABOVE], [scale.at(*mark), bottom], RULE, 0.5);
        let label = axis::figure(pen, &chart.values, *mark);
        canvas.note([scale.at(*mark), ABOVE - 4.0], Anchor::Middle, &label, 60.0);
    }
    canvas.line([scale.at(0.0), ABOVE], [scale.at(0.0), bottom], MUTED, 0.7);
    for (index, (bar, text)) in shown.iter().zip(&texts).enumerate() {
        let y = ABOVE + ROW * place(index);
        canvas.text([left - 6.0, y + 10.2], Anchor::End, &bar.label, left - 6.0);
        if let Some(value) = bar.value {
            let (x, zero) = (scale.at(value), scale.at(0.0));
            canvas.rectangle([x.min(zero), y + 3.0], [(x - zero).abs(), ROW - 6.0], colour(bar));
            whisker(&mut canvas, bar, |value| [scale.at(value), y + ROW / 2.0], [0.0, 2.5]);
        }
        canvas.write([pen.width, y + 10.2], Anchor::End, text, (LETTER, INK.into(), true));
    }
    let hidden = chart.bars.len() - shown.len();
    if hidden > 0 {
        canvas.note([left - 6.0, bottom + 10.0], Anchor::End, &format!("+ {hidden} …"), left);
    }
    (canvas, bottom + if hidden > 0 { 14.0 } else { 2.0 })
}

/// An interval must be seen on its bar.
const fn colour(bar: &Bar) -> &'static str {
    if bar.interval.is_some() { ACCENT_MIDDLE } else { ACCENT }
}

/// The interval of a bar as a thin line with two ends; `half` is half of an end.
fn whisker(canvas: &mut Canvas, bar: &Bar, at: impl Fn(f64) -> [f64; 2], half: [f64; 2]) {
    let Some(ends) = bar.interval else { return };
    canvas.line(at(ends.low), at(ends.high), INK, 0.8);
    for end in [ends.low, ends.high] {
        let [x, y] = at(end);
        canvas.line([x - half[0], y - half[1]], [x + half[0], y + half[1]], INK, 0.8);
    }
}
