//! Where the nodes and ribbons of a Sankey chart stand, for a page and for a print alike.
//!
//! A ribbon that passes a column takes a place of its own there, as a node without a name, so that none runs through a node
//! that it does not touch (K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
//! structures", IEEE Trans. SMC 11, 1981). The same chart gives the same picture.

use super::SankeyChart;
use crate::interval::real;

use super::order::{Layers, Place};

/// Sizes of a picture, in its own units: a pixel each at a text size of 12.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SankeyFrame {
    /// From the left of a column to the left of the next one.
    pub pitch: f64,
    /// Width of a node.
    pub node: f64,
    /// Height that the label of a node takes, however small the node is.
    pub label: f64,
    /// Between two nodes of a column.
    pub gap: f64,
    /// Height of all that the fullest column carries, without gaps.
    pub tallest: f64,
}

impl Default for SankeyFrame {
    fn default() -> Self {
        Self { pitch: 148.0, node: 12.0, label: 32.0, gap: 8.0, tallest: 230.0 }
    }
}

/// A Sankey chart, placed: the view box is `0 0 width height`.
#[derive(Clone, Debug, PartialEq)]
pub struct SankeyLayout {
    /// Width, with room for the labels of the last column.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The nodes, in the order of the chart.
    pub nodes: Vec<PlacedStage>,
    /// The ribbons that carry something, in the order of the chart.
    pub ribbons: Vec<Ribbon>,
}

/// A node as it is drawn. Its label stands to its right, around the middle of its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedStage {
    /// Its left.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height, in proportion to what passes it.
    pub height: f64,
    /// How many pass it.
    pub count: u64,
    /// Whether its label is on the left because nothing follows that leaves room on the right.
    pub last: bool,
}

/// A ribbon as it is drawn: its upper edge, one piece from each column to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Ribbon {
    /// Index of the link.
    pub link: usize,
    /// Its height everywhere, in proportion to what it carries.
    pub thickness: f64,
    /// Upper edges, from x and y to x and y.
    pub pieces: Vec<[f64; 4]>,
}

impl SankeyChart {
    /// Places nodes and ribbons. Links of nothing, from or to nodes that do not exist, or that do not lead to the right
    /// are left out; `None` when no link is left.
    pub fn layout(&self, frame: SankeyFrame) -> Option<SankeyLayout> {
        let layers = Layers::new(self)?;
        let scale = frame.tallest / real(layers.fullest());
        let size = |place: &Place| {
            let height = real(place.count) * scale;
            if place.node.is_some() { height.max(frame.label) } else { height }
        };
        let tops = Stacked::new(&layers, size, frame.gap).settle();
        let left = |column: usize| frame.pitch * column_number(column);
        let rect = |place: usize| {
            let height = real(layers.places.get(place).map_or(0, |place| place.count)) * scale;
            let (top, room) = tops.spans.get(place).copied().unwrap_or_default();
            (top + (room - height) / 2.0, height)
        };
        let nodes = (0..self.nodes.len())
            .map(|node| {
                let place = layers.places.get(node)?;
                let (y, height) = rect(node);
                let last = place.column + 1 == layers.columns.len();
                Some(PlacedStage {
                    x: left(place.column),
                    y,
                    width: frame.node,
                    height,
                    count: place.count,
                    last,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let ribbons = ribbons(&layers, scale, frame.node, left, |place| rect(place).0);
        let width = left(layers.columns.len().saturating_sub(1)) + frame.node + frame.pitch * 0.8;
        Some(SankeyLayout { width, height: tops.height, nodes, ribbons })
    }
}

#[expect(clippy::cast_precision_loss, reason = "charts have few columns")]
const fn column_number(column: usize) -> f64 {
    column as f64
}

/// Where every place stands in its column: top and room.
struct Stacked<'a> {
    layers: &'a Layers,
    spans: Vec<(f64, f64)>,
    gap: f64,
    height: f64,
}

impl<'a> Stacked<'a> {
    fn new(layers: &'a Layers, size: impl Fn(&Place) -> f64, gap: f64) -> Self {
        let mut spans: Vec<(f64, f64)> = layers.places.iter().map(|place| (0.0, size(place))).collect();
        let room = |column: &Vec<usize>| -> f64 {
            let sizes: f64 = column.iter().filter_map(|place| Some(spans.get(*place)?.1)).sum();
            sizes + gap * column_number(column.len().saturating_sub(1))
        };
        let rooms: Vec<f64> = layers.columns.iter().map(room).collect();
        let height = rooms.iter().copied().fold(0.0, f64::max);
        for (column, room) in layers.columns.iter().zip(rooms) {
            let mut top = (height - room) / 2.0;
            for place in column {
                if let Some(span) = spans.get_mut(*place) {
                    span.0 = top;
                    top += span.1 + gap;
                }
            }
        }
        Self { layers, spans, gap, height }
    }

    /// Draws every place towards those it is connected with; the order in a column stays.
    fn settle(mut self) -> Self {
        const ROUNDS: usize = 6;
        let columns = self.layers.columns.len();
        for _ in 0..ROUNDS {
            (1..columns).for_each(|column| self.pull(column, true));
            (0..columns.saturating_sub(1)).rev().for_each(|column| self.pull(column, false));
        }
        self
    }

    fn pull(&mut self, column: usize, to_the_left: bool) {
        let Some(places) = self.layers.columns.get(column) else { return };
        for place in places {
            let (mut sum, mut weight) = (0.0, 0.0);
            for (other, count) in self.layers.neighbours(*place, to_the_left) {
                let (top, room) = self.spans.get(other).copied().unwrap_or_default();
                sum += (top + room / 2.0) * real(count);
                weight += real(count);
            }
            if let Some(span) = self.spans.get_mut(*place).filter(|_| weight > 0.0) {
                span.0 = sum / weight - span.1 / 2.0;
            }
        }
        let mut free = 0.0;
        for place in places {
            if let Some(span) = self.spans.get_mut(*place) {
                span.0 = span.0.max(free);
                free = span.0 + span.1 + self.gap;
            }
        }
        let mut limit = self.height;
        for place in places.iter().rev() {
            if let Some(span) = self.spans.get_mut(*place) {
                span.0 = span.0.min(limit - span.1);
                limit = span.0 - self.gap;
            }
        }
    }
}

/// Ribbons leave and reach a node side by side, in the order of where they go and come from.
fn ribbons(
    layers: &Layers,
    scale: f64,
    node: f64,
    left: impl Fn(usize) -> f64,
    top: impl Fn(usize) -> f64,
) -> Vec<Ribbon> {
    let places = layers.places.len();
    let mut edges: Vec<(f64, f64)> = vec![(0.0, 0.0); layers.steps.len()];
    for place in 0..places {
        for leaving in [true, false] {
            let mut touching: Vec<usize> = (0..layers.steps.len())
                .filter(|step| {
                    layers
                        .steps
                        .get(*step)
                        .is_some_and(|step| (if leaving { step.from } else { step.to }) == place)
                })
                .collect();
            let key = |step: &usize| {
                layers.steps.get(*step).map_or(0.0, |step| top(if leaving { step.to } else { step.from }))
            };
            touching.sort_by(|a, b| key(a).total_cmp(&key(b)));
            let mut y = top(place);
            for index in touching {
                if let (Some(edge), Some(step)) = (edges.get_mut(index), layers.steps.get(index)) {
                    *(if leaving { &mut edge.0 } else { &mut edge.1 }) = y;
                    y += real(step.count) * scale;
                }
            }
        }
    }
    let mut ribbons: Vec<Ribbon> = Vec::new();
    for (step, (start, end)) in layers.steps.iter().zip(edges) {
        let column = layers.places.get(step.from).map_or(0, |place| place.column);
        let piece = [left(column) + node, start, left(column + 1), end];
        match ribbons.last_mut().filter(|ribbon| ribbon.link == step.link) {
            Some(ribbon) => ribbon.pieces.push(piece),
            None => ribbons.push(Ribbon {
                link: step.link,
                thickness: real(step.count) * scale,
                pieces: vec![piece],
            }),
        }
    }
    ribbons
}
