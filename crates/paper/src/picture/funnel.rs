//! Bars that narrow from stage to stage, with the conversion between them.

use bareme_reporting::chart::FunnelChart;
use bareme_reporting::{Cell, Interval, Kind, Proportion};

use super::{Anchor, Canvas, LETTER, Pen, place, real};
use crate::fonts::width;
use crate::palette::{ACCENT, ACCENT_SOFT, INK};

/// Height of a bar.
const BAR: f64 = 20.0;
/// Height between two bars.
const BETWEEN: f64 = 16.0;
/// Width of the longest bar, at most.
const LONGEST: f64 = 250.0;

/// The funnel; `None` without any stage.
pub fn draw(pen: &Pen<'_>, chart: &FunnelChart) -> Option<(Canvas, f64)> {
    let most = chart.bars.iter().map(|bar| bar.count).max()?;
    let mut canvas = Canvas::default();
    let names = chart.bars.iter().map(|bar| width(&bar.label, LETTER, true)).fold(0.0, f64::max);
    let counts: Vec<String> =
        chart.bars.iter().map(|bar| pen.language.cell(&Cell::Count(bar.count), Kind::Count, None)).collect();
    let figures = counts.iter().map(|text| width(text, 10.0, true)).fold(0.0, f64::max);
    let head = width(&chart.unit, LETTER, false).max(figures);
    let left = names.min(130.0) + 14.0 + head + 14.0;
    let longest = (pen.width - left - 150.0).min(LONGEST);
    let middle = left + longest / 2.0;
    let length = |count: u64| {
        if most == 0 {
            0.0
        } else {
            (real(count) / real(most) * longest).max(if count > 0 { 1.5 } else { 0.0 })
        }
    };
    canvas.note([left - 14.0, 7.0], Anchor::End, &chart.unit, left);
    let mut before: Option<f64> = None;
    for (index, (bar, count)) in chart.bars.iter().zip(&counts).enumerate() {
        let y = 14.0 + (BAR + BETWEEN) * place(index);
        let half = length(bar.count) / 2.0;
        if let Some(above) = before.replace(half) {
            let (upper, lower) = (y - BETWEEN, y);
            canvas.polygon(
                &[
                    [middle - above, upper],
                    [middle + above, upper],
                    [middle + half, lower],
                    [middle - half, lower],
                ],
                ACCENT_SOFT,
            );
            canvas.note(
                [left + longest + 16.0, y - BETWEEN / 2.0 + 2.6],
                Anchor::Start,
                &conversion(pen, bar.of_previous),
                134.0,
            );
        }
        canvas.rectangle([middle - half, y], [half * 2.0, BAR], ACCENT);
        canvas.write(
            [0.0, y + 13.0],
            Anchor::Start,
            &fit(&bar.label, names.min(130.0)),
            (LETTER, INK.into(), true),
        );
        canvas.write([left - 14.0, y + 13.8], Anchor::End, count, (10.0, INK.into(), true));
    }
    Some((canvas, 16.0 + (BAR + BETWEEN) * place(chart.bars.len()) - BETWEEN))
}

fn fit(label: &str, room: f64) -> String {
    crate::fonts::fitted(&crate::language::tame(label), LETTER, true, room + 0.1)
}

/// The rate with its interval: "↓ 41.3 % (38.0 % – 44.7 %)".
fn conversion(pen: &Pen<'_>, of_previous: Option<Proportion>) -> String {
    let share = |value: f64| pen.language.cell(&Cell::Number(value), Kind::Share, None);
    let Some(proportion) = of_previous else { return String::new() };
    let Some(rate) = proportion.rate() else { return String::from("↓ –") };
    match proportion.interval() {
        Some(Interval { low, high }) => format!("↓ {} ({} – {})", share(rate), share(low), share(high)),
        None => format!("↓ {}", share(rate)),
    }
}
