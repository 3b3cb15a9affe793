//! Where things go: ribbons between columns of stages, placed as on the page.

use bareme_reporting::chart::{Ribbon, SankeyChart, SankeyFrame, Tone};
use bareme_reporting::{Cell, Kind};

use super::{Anchor, Canvas, LETTER, Pen, Stroke, place};
use crate::fonts::fitted;
use crate::language::tame;
use crate::palette::{ACCENT, BAD, GOOD, INK, MUTED, WARM, WHITE};

const NODE: f64 = 9.0;
/// For the labels of the last column.
const LABELS: f64 = 84.0;
const TOP: f64 = 16.0;

/// The flows; `None` where none leads anywhere.
pub fn draw(pen: &Pen<'_>, chart: &SankeyChart) -> Option<(Canvas, f64)> {
    let columns = chart.nodes.iter().map(|node| node.column).max().unwrap_or(0);
    let pitch = (pen.width - NODE - LABELS) / place(columns.max(1));
    let frame = SankeyFrame { pitch, node: NODE, label: 21.0, gap: 7.0, tallest: 150.0 };
    let layout = chart.layout(frame)?;
    let mut canvas = Canvas::default();
    canvas.note([0.0, 7.0], Anchor::Start, &chart.unit, pen.width);
    for ribbon in &layout.ribbons {
        let target = chart.links.get(ribbon.link).and_then(|link| chart.nodes.get(link.to));
        draw_ribbon(&mut canvas, ribbon, pale(target.map(|node| node.tone).unwrap_or_default()));
    }
    for (node, placed) in chart.nodes.iter().zip(&layout.nodes) {
        let y = TOP + placed.y;
        canvas.rectangle([placed.x, y], [placed.width, placed.height.max(0.8)], strong(node.tone));
        let room = if placed.last { LABELS - 6.0 } else { pitch - NODE - 6.0 };
        let (x, middle) = (placed.x + placed.width + 4.0, y + placed.height / 2.0);
        let count = pen.language.cell(&Cell::Count(placed.count), Kind::Count, None);
        let label = fitted(&tame(&node.label), LETTER, true, room);
        canvas.write([x, middle - 1.2], Anchor::Start, &label, (LETTER, INK.into(), true));
        canvas.text([x, middle + 7.8], Anchor::Start, &count, room);
    }
    Some((canvas, TOP + layout.height + 2.0))
}

/// A ribbon of curves, with an edge so that neighbours stay apart in grey.
fn draw_ribbon(canvas: &mut Canvas, ribbon: &Ribbon, fill: &'static str) {
    let curve = |[from_x, from_y, to_x, to_y]: [f64; 4]| {
        let middle = f64::midpoint(from_x, to_x);
        Stroke::Curve { first: [middle, from_y], second: [middle, to_y], to: [to_x, to_y] }
    };
    let lowered = |[x1, y1, x2, y2]: [f64; 4], by: f64| [x1, TOP + y1 + by, x2, TOP + y2 + by];
    let (Some(first), Some(last)) = (ribbon.pieces.first(), ribbon.pieces.last()) else { return };
    let mut strokes = vec![Stroke::Start { to: [first[0], TOP + first[1]] }];
    for (index, piece) in ribbon.pieces.iter().enumerate() {
        let [x1, y1, x2, y2] = lowered(*piece, 0.0);
        if index > 0 {
            strokes.push(Stroke::Straight { to: [x1, y1] });
        }
        strokes.push(curve([x1, y1, x2, y2]));
    }
    strokes.push(Stroke::Straight { to: [last[2], TOP + last[3] + ribbon.thickness] });
    for (index, piece) in ribbon.pieces.iter().rev().enumerate() {
        let [x1, y1, x2, y2] = lowered(*piece, ribbon.thickness);
        if index > 0 {
            strokes.push(Stroke::Straight { to: [x2, y2] });
        }
        strokes.push(curve([x2, y2, x1, y1]));
    }
    canvas.area(&strokes, fill, Some(WHITE));
}

const fn strong(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => MUTED,
        Tone::Accent => ACCENT,
        Tone::Warm => WARM,
        Tone::Good => GOOD,
        Tone::Bad => BAD,
    }
}

/// Light enough for dark letters.
const fn pale(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "#e3e7e9",
        Tone::Accent => "#c6dedc",
        Tone::Warm => "#f4ddbf",
        Tone::Good => "#c3e2cd",
        Tone::Bad => "#edcfca",
    }
}
