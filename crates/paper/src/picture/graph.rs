//! Nodes and edges where the reporting crate placed them, scaled to the paper.

use bareme_reporting::chart::GraphChart;
use bareme_reporting::graph::PlacedNode;

use super::{Anchor, Canvas, Pen, Stroke};
use crate::fonts::fitted;
use crate::language::tame;
use crate::palette::{ACCENT, FAINT, INK, MUTED};

/// Size of letters where a pixel is a point.
const LETTERS: f64 = 11.0;
/// A picture is not made higher than this.
const HIGHEST: f64 = 560.0;

/// The graph; `None` without any box.
pub fn draw(pen: &Pen<'_>, chart: &GraphChart) -> Option<(Canvas, f64)> {
    let drawing = &chart.drawing;
    if drawing.nodes.is_empty() || drawing.width <= 0.0 || drawing.height <= 0.0 {
        return None;
    }
    let scale = (pen.width / drawing.width).min(HIGHEST / drawing.height).min(0.8);
    let mut canvas = Canvas::default();
    for edge in &drawing.edges {
        let [start, first, second, to] = edge.curve.map(|point| point.map(|place| place * scale));
        let strokes = [Stroke::Start { to: start }, Stroke::Curve { first, second, to }];
        let thick = 0.5 + edge.weight.clamp(0.0, 1.0) * 1.2;
        canvas.strokes(&strokes, MUTED, thick, if edge.current { None } else { Some("dashed") });
    }
    for (index, node) in drawing.nodes.iter().enumerate() {
        boxed(&mut canvas, node, index == 0, scale);
    }
    Some((canvas, drawing.height * scale))
}

fn boxed(canvas: &mut Canvas, node: &PlacedNode, is_focus: bool, scale: f64) {
    let [x, y, width, height] =
        [node.x - node.width / 2.0, node.y - node.height / 2.0, node.width, node.height]
            .map(|length| length * scale);
    let edge = if is_focus { ACCENT } else { MUTED };
    canvas.rectangle([x - 0.6, y - 0.6], [width + 1.2, height + 1.2], edge);
    canvas.rectangle([x, y], [width, height], FAINT);
    let badge = node.badge.as_deref().unwrap_or_default();
    let text =
        if badge.is_empty() { tame(&node.text) } else { format!("{} {}", tame(&node.text), tame(badge)) };
    let size = LETTERS * scale;
    let text = fitted(&text, size, is_focus, width - 4.0 * scale);
    let at = [x + width / 2.0, y + height / 2.0 + size * 0.35];
    canvas.write(at, Anchor::Middle, &text, (size, INK.into(), is_focus));
}
