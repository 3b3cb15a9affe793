//! Charts as shapes in points: what `paper.typ` draws. Each picture has a text for those who cannot see it.

mod axis;
mod bars;
mod funnel;
mod graph;
mod heat;
mod lines;
mod pareto;
mod sankey;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use bareme_reporting::chart::Chart;
use serde::Serialize;

use crate::PaperLanguage;
use crate::fonts::{fitted, width};
use crate::language::tame;
use crate::palette::{INK, MUTED};

/// Size of letters in pictures, points.
pub const LETTER: f64 = 7.5;

/// A colour, `#rrggbb`.
pub type Paint = Cow<'static, str>;

/// A chart as shapes; the first is drawn first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// What it shows, where the section does not say it.
    caption: Option<String>,
    /// The same for those who cannot see it.
    alternative: String,
    /// Points.
    width: f64,
    /// Points.
    height: f64,
    shapes: Vec<Shape>,
}

/// A shape. Places are in points from the upper left corner of the picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A rectangle.
    Box { x: f64, y: f64, width: f64, height: f64, fill: Paint },
    /// A filled area: a moment where the pen is put down, then lines and curves back to it.
    Area { strokes: Vec<Stroke>, fill: Paint, line: Option<Paint> },
    /// A line.
    Line { strokes: Vec<Stroke>, line: Paint, thick: f64, dash: Option<&'static str> },
    /// A dot around its middle.
    Dot { x: f64, y: f64, radius: f64, fill: Paint },
    /// A line of text; `x` is its left end, `y` the line that it stands on.
    Text { x: f64, y: f64, text: String, size: f64, fill: Paint, bold: bool },
}

/// A step of a pen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Stroke {
    /// Puts the pen down.
    Start { to: [f64; 2] },
    /// Draws a straight line.
    Straight { to: [f64; 2] },
    /// Draws a cubic curve by its two control points.
    Curve { first: [f64; 2], second: [f64; 2], to: [f64; 2] },
}

/// Where text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// What draws: the width that it has, and the language that it writes.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// Points.
    pub width: f64,
    /// Writes figures and dates.
    pub language: &'a PaperLanguage<'a>,
}

/// Shapes under way.
#[derive(Debug, Default)]
pub struct Canvas {
    shapes: Vec<Shape>,
}

impl<'a> Pen<'a> {
    pub const fn new(width: f64, language: &'a PaperLanguage<'a>) -> Self {
        Self { width, language }
    }

    /// The picture of a chart in a section of this title; `None` where there is nothing to draw.
    pub fn draw(&self, chart: &Chart, section: &str) -> Option<Picture> {
        let (canvas, height) = match chart {
            Chart::Bars(bars) => bars::draw(self, bars),
            Chart::Lines(lines) => lines::draw(self, lines),
            Chart::Sparkline(line) => lines::draw_small(self, line),
            Chart::Funnel(funnel) => funnel::draw(self, funnel),
            Chart::Heatmap(heat) => heat::draw(self, heat),
            Chart::Graph(graph) => graph::draw(self, graph),
            Chart::Pareto(pareto) => pareto::draw(self, pareto),
            Chart::Sankey(sankey) => sankey::draw(self, sankey),
        }?;
        let title = tame(chart.title());
        Some(Picture {
            caption: (title != tame(section) && !title.is_empty()).then(|| title.clone()),
            alternative: if title.is_empty() { tame(section) } else { title },
            width: self.width,
            height: hundredth(height),
            shapes: canvas.shapes,
        })
    }
}

impl Canvas {
    pub fn rectangle(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], fill: impl Into<Paint>) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(hundredth);
        self.shapes.push(Shape::Box { x, y, width, height, fill: fill.into() });
    }

    pub fn dot(&mut self, [x, y]: [f64; 2], radius: f64, fill: impl Into<Paint>) {
        self.shapes.push(Shape::Dot { x: hundredth(x), y: hundredth(y), radius, fill: fill.into() });
    }

    /// A straight line.
    pub fn line(&mut self, from: [f64; 2], to: [f64; 2], line: &'static str, thick: f64) {
        self.path(&[from, to], line, thick, None);
    }

    /// Straight lines from point to point.
    pub fn path(&mut self, points: &[[f64; 2]], line: &'static str, thick: f64, dash: Option<&'static str>) {
        let strokes = straight(points);
        self.shapes.push(Shape::Line { strokes, line: line.into(), thick, dash });
    }

    /// A line by its steps.
    pub fn strokes(
        &mut self,
        strokes: &[Stroke],
        line: &'static str,
        thick: f64,
        dash: Option<&'static str>,
    ) {
        let strokes = strokes.iter().map(Stroke::rounded).collect();
        self.shapes.push(Shape::Line { strokes, line: line.into(), thick, dash });
    }

    /// A filled area with straight edges.
    pub fn polygon(&mut self, points: &[[f64; 2]], fill: impl Into<Paint>) {
        self.shapes.push(Shape::Area { strokes: straight(points), fill: fill.into(), line: None });
    }

    /// A filled area by its steps.
    pub fn area(&mut self, strokes: &[Stroke], fill: impl Into<Paint>, line: Option<&'static str>) {
        let strokes = strokes.iter().map(Stroke::rounded).collect();
        self.shapes.push(Shape::Area { strokes, fill: fill.into(), line: line.map(Paint::from) });
    }

    /// Dark text of the common size, cut to fit into `room`.
    pub fn text(&mut self, at: [f64; 2], anchor: Anchor, text: &str, room: f64) {
        self.write(at, anchor, &fitted(&tame(text), LETTER, false, room), (LETTER, INK.into(), false));
    }

    /// Text that stands back behind figures.
    pub fn note(&mut self, at: [f64; 2], anchor: Anchor, text: &str, room: f64) {
        self.write(at, anchor, &fitted(&tame(text), LETTER, false, room), (LETTER, MUTED.into(), false));
    }

    /// Text by its size, colour and weight, as it is.
    pub fn write(
        &mut self,
        [x, y]: [f64; 2],
        anchor: Anchor,
        text: &str,
        (size, fill, bold): (f64, Paint, bool),
    ) {
        if text.is_empty() {
            return;
        }
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width(text, size, bold) / 2.0,
            Anchor::End => width(text, size, bold),
        };
        let [x, y] = [x - before, y].map(hundredth);
        self.shapes.push(Shape::Text { x, y, text: text.to_owned(), size, fill, bold });
    }
}

impl Stroke {
    fn rounded(&self) -> Self {
        let round = |point: [f64; 2]| point.map(hundredth);
        match *self {
            Self::Start { to } => Self::Start { to: round(to) },
            Self::Straight { to } => Self::Straight { to: round(to) },
            Self::Curve { first, second, to } => {
                Self::Curve { first: round(first), second: round(second), to: round(to) }
            }
        }
    }
}

fn straight(points: &[[f64; 2]]) -> Vec<Stroke> {
    let steps = points.iter().enumerate();
    steps
        .map(|(index, to)| {
            let to = to.map(hundredth);
            if index == 0 { Stroke::Start { to } } else { Stroke::Straight { to } }
        })
        .collect()
}

/// Places are written to the hundredth of a point; what is no number stands at the edge.
fn hundredth(value: f64) -> f64 {
    if value.is_finite() { (value * 100.0).round() / 100.0 } else { 0.0 }
}

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "lengths need no more than fifteen digits")]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// An index as a length.
#[expect(clippy::cast_precision_loss, reason = "pictures have few parts")]
pub(crate) const fn place(index: usize) -> f64 {
    index as f64
}
