//! Boxes into columns and rows: each subtree has rows of its own, so that nothing overlaps.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::tree::Item;
use super::{Drawing, Edge, Node, PlacedEdge, PlacedNode};

/// Width of one terminal column of text at size 12; most letters are narrower.
const LETTER: f64 = 7.2;
/// A longer name is cut, in terminal columns.
const LONGEST: usize = 24;
const PADDING: f64 = 20.0;
const BOX_HEIGHT: f64 = 26.0;
const ROW: f64 = 34.0;
/// Between columns, for the lines.
const GAP: f64 = 64.0;
const MARGIN: f64 = 8.0;

/// A side of the focus, and how many hops away: 0 is the focus, right is positive.
type Column = isize;

/// A graph on its way to being a drawing.
pub(super) struct Placing<'a> {
    nodes: &'a [Node],
    edges: &'a [Edge],
    items: &'a [Item],
    children: Vec<Vec<usize>>,
    columns: Vec<Column>,
    rows: Vec<f64>,
}

impl<'a> Placing<'a> {
    pub(super) fn new(nodes: &'a [Node], edges: &'a [Edge], items: &'a [Item]) -> Self {
        let mut children = vec![Vec::new(); items.len()];
        for (index, item) in items.iter().enumerate().skip(1) {
            children[item.parent].push(index);
        }
        let (columns, rows) = (vec![0; items.len()], vec![0.0; items.len()]);
        Self { nodes, edges, items, children, columns, rows }
    }

    pub(super) fn drawing(mut self) -> Drawing {
        let height = self.place_rows();
        let mut boxes: Vec<PlacedNode> = self.items.iter().map(|item| self.boxed(item)).collect();
        let width = self.place_columns(&mut boxes);
        for (placed, row) in boxes.iter_mut().zip(&self.rows) {
            placed.y = MARGIN + (row + 0.5) * ROW;
        }
        let edges = self.lines(&boxes);
        Drawing { width, height: height.mul_add(ROW, 2.0 * MARGIN), nodes: boxes, edges }
    }

    /// Gives every item its column and its row, and returns the number of rows. Subtrees go to the side that has fewer
    /// rows so far; the shorter side is centred.
    fn place_rows(&mut self) -> f64 {
        let mut sides: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
        let mut filled = [0, 0];
        for child in self.children[0].clone() {
            let side = usize::from(filled[1] < filled[0]);
            filled[side] += self.leaves(child);
            sides[side].push(child);
        }
        let total = real(filled[0].max(filled[1]).max(1));
        for (side, direction) in [(0, 1), (1, -1)] {
            let mut row = (total - real(filled[side])) / 2.0;
            for child in &sides[side] {
                self.place_subtree(*child, direction, direction, &mut row);
            }
        }
        self.rows[0] = (total - 1.0) / 2.0;
        total
    }

    fn leaves(&self, item: usize) -> usize {
        self.children[item].iter().map(|child| self.leaves(*child)).sum::<usize>().max(1)
    }

    /// A leaf takes the next row, any other item the middle of its children.
    fn place_subtree(&mut self, item: usize, column: Column, direction: Column, row: &mut f64) {
        self.columns[item] = column;
        let children = self.children[item].clone();
        for child in &children {
            self.place_subtree(*child, column + direction, direction, row);
        }
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            self.rows[item] = f64::midpoint(self.rows[*first], self.rows[*last]);
        } else {
            self.rows[item] = *row;
            *row += 1.0;
        }
    }

    /// Gives every box its middle along x, and returns the width of the whole. A column is as wide as its widest box.
    fn place_columns(&self, boxes: &mut [PlacedNode]) -> f64 {
        let first = self.columns.iter().copied().min().unwrap_or(0);
        let last = self.columns.iter().copied().max().unwrap_or(0);
        let mut left = MARGIN;
        for column in first..=last {
            let inside = |index: &usize| self.columns[*index] == column;
            let widest = (0..boxes.len()).filter(inside).map(|index| boxes[index].width).fold(0.0, f64::max);
            for index in (0..boxes.len()).filter(inside) {
                // The boxes of a column are flush on the side of the focus, where their lines arrive.
                let room = (widest - boxes[index].width) / 2.0;
                boxes[index].x = left + widest / 2.0 - room * side_of(column);
            }
            left += widest + GAP;
        }
        left - GAP + MARGIN
    }

    fn boxed(&self, item: &Item) -> PlacedNode {
        let node = item.source.and_then(|source| self.nodes.get(source));
        let label = node.map_or_else(|| format!("+{}", item.more), |node| node.label.clone());
        let text = shorten(&label);
        let badge = node.and_then(|node| node.badge.clone());
        let letters = text.width() + badge.as_ref().map_or(0, |badge| badge.width() + 2);
        PlacedNode {
            source: item.source,
            more: item.more,
            label,
            kind: node.map(|node| node.kind),
            badge,
            hop: item.hop,
            x: 0.0,
            y: 0.0,
            width: real(letters).mul_add(LETTER, PADDING),
            height: BOX_HEIGHT,
            text,
        }
    }

    fn lines(&self, boxes: &[PlacedNode]) -> Vec<PlacedEdge> {
        let mut place = vec![None; self.nodes.len()];
        for (index, item) in self.items.iter().enumerate() {
            if let Some(source) = item.source {
                place[source] = Some(index);
            }
        }
        let find = |node: usize| place.get(node).copied().flatten();
        let mut lines = Vec::new();
        for (source, edge) in self.edges.iter().enumerate() {
            if let (Some(from), Some(to)) = (find(edge.from), find(edge.to))
                && from != to
            {
                lines.push(PlacedEdge {
                    source: Some(source),
                    from,
                    to,
                    weight: edge.weight,
                    label: edge.label.clone(),
                    current: edge.current,
                    curve: self.curve(boxes, from, to),
                });
            }
        }
        for (to, item) in self.items.iter().enumerate().filter(|(_, item)| item.source.is_none()) {
            let curve = self.curve(boxes, item.parent, to);
            let label = String::new();
            lines.push(PlacedEdge {
                source: None,
                from: item.parent,
                to,
                weight: 0.0,
                label,
                current: true,
                curve,
            });
        }
        lines
    }

    /// From the side of one box to the facing side of the other; within a column, through the gap towards the focus.
    fn curve(&self, boxes: &[PlacedNode], from: usize, to: usize) -> [[f64; 2]; 4] {
        let (start, end) = (&boxes[from], &boxes[to]);
        let (one, other) = (self.columns[from], self.columns[to]);
        if one == other {
            let side = -side_of(one);
            let (x0, x1) = (start.x + side * start.width / 2.0, end.x + side * end.width / 2.0);
            let bend = x0 + side * GAP / 2.0;
            return [[x0, start.y], [bend, start.y], [bend, end.y], [x1, end.y]];
        }
        let side = if one < other { 1.0 } else { -1.0 };
        let (x0, x1) = (start.x + side * start.width / 2.0, end.x - side * end.width / 2.0);
        let middle = f64::midpoint(x0, x1);
        [[x0, start.y], [middle, start.y], [middle, end.y], [x1, end.y]]
    }
}

/// The name, cut to what a box holds.
fn shorten(label: &str) -> String {
    let clean: String = label.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.width() <= LONGEST {
        return clean;
    }
    let mut width = 0;
    let mut text: String = clean
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width < LONGEST
        })
        .collect();
    text.truncate(text.trim_end().len());
    text.push('…');
    text
}

/// −1, 0 or 1.
const fn side_of(column: Column) -> f64 {
    match column {
        0 => 0.0,
        1.. => 1.0,
        _ => -1.0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "rows and letters of a picture are few")]
const fn real(count: usize) -> f64 {
    count as f64
}
