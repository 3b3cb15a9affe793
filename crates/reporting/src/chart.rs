//! Charts as values: what a picture shows, with its title, its axes and the table behind it. Drawing is the web crate's.

mod axis;
mod pareto;
mod sankey;
mod table;
#[cfg(test)]
mod tests;

use bareme_scoring::{Instant, Rating};
use serde::Serialize;

pub use axis::{Axis, ticks};
pub use pareto::{ParetoBar, ParetoChart, pareto_chart};
pub use sankey::{
    PlacedStage, Ribbon, SankeyChart, SankeyFrame, SankeyLayout, SankeyLink, SankeyNode, Tone, flow_chart,
};

use crate::graph::Drawing;
use crate::{Interval, Proportion};

/// A picture of figures. Each has a title, and a table for those who cannot or do not want to see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "chart", rename_all = "snake_case")]
pub enum Chart {
    /// One bar for each category.
    Bars(BarChart),
    /// Values over time.
    Lines(LineChart),
    /// A trend as small as a word.
    Sparkline(Sparkline),
    /// Bars that narrow from stage to stage.
    Funnel(FunnelChart),
    /// The sixteen cells of the matrix.
    Heatmap(Box<Heatmap>),
    /// Nodes and edges.
    Graph(GraphChart),
    /// Bars from the longest to the shortest, with the line of their sum.
    Pareto(ParetoChart),
    /// Ribbons from stage to stage.
    Sankey(SankeyChart),
}

/// One bar for each category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarChart {
    /// What it shows.
    pub title: String,
    /// Whether bars stand (columns, for times and ordered categories) or lie (for names).
    pub standing: bool,
    /// What the categories are.
    pub categories: String,
    /// What the lengths are.
    pub values: Axis,
    /// The bars, in the order to be drawn.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// Its category.
    pub label: String,
    /// Its length; `None` leaves a gap.
    pub value: Option<f64>,
    /// How sure the length is, in the unit of the values.
    pub interval: Option<Interval>,
}

/// Values over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineChart {
    /// What it shows.
    pub title: String,
    /// What the heights are.
    pub values: Axis,
    /// The lines. They share their dates or have their own.
    pub series: Vec<Series>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Its points, oldest first; `None` interrupts the line.
    pub points: Vec<(Instant, Option<f64>)>,
}

/// A trend as small as a word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sparkline {
    /// What it shows.
    pub title: String,
    /// What the heights are.
    pub values: Axis,
    /// Its points, oldest first.
    pub points: Vec<(Instant, f64)>,
}

/// Bars that narrow from stage to stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelChart {
    /// What it shows.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// The stages, first to last.
    pub bars: Vec<FunnelBar>,
}

/// A stage of a funnel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunnelBar {
    /// Its name.
    pub label: String,
    /// How many reached it.
    pub count: u64,
    /// How many of those that reached the stage before; `None` for the first.
    pub of_previous: Option<Proportion>,
}

/// The sixteen cells of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heatmap {
    /// What it shows.
    pub title: String,
    /// What the figures are.
    pub values: Axis,
    /// A1, A2 … D4, in the order of [`Rating::index`]; `None` where there is nothing to say.
    pub cells: [Option<f64>; 16],
    /// How many each figure stands on, in the same order; `None` where the figures are counts themselves.
    pub counts: Option<[u64; 16]>,
}

/// Nodes and edges, placed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphChart {
    /// What it shows.
    pub title: String,
    /// Where everything is.
    pub drawing: Drawing,
}

impl Chart {
    /// What it shows.
    pub fn title(&self) -> &str {
        match self {
            Self::Bars(chart) => &chart.title,
            Self::Lines(chart) => &chart.title,
            Self::Sparkline(chart) => &chart.title,
            Self::Funnel(chart) => &chart.title,
            Self::Heatmap(chart) => &chart.title,
            Self::Graph(chart) => &chart.title,
            Self::Pareto(chart) => &chart.title,
            Self::Sankey(chart) => &chart.title,
        }
    }
}

impl Heatmap {
    /// The value of a cell.
    pub fn cell(&self, rating: Rating) -> Option<f64> {
        self.cells.get(usize::from(rating.index())).copied().flatten()
    }

    /// How many the value of a cell stands on.
    pub fn count(&self, rating: Rating) -> Option<u64> {
        self.counts?.get(usize::from(rating.index())).copied()
    }

    /// How strong a cell is to be coloured: its share of the largest, 0 to 1.
    pub fn strength(&self, rating: Rating) -> f64 {
        let largest = self.cells.iter().flatten().copied().fold(0.0, f64::max);
        if largest > 0.0 { self.cell(rating).unwrap_or(0.0).max(0.0) / largest } else { 0.0 }
    }
}
