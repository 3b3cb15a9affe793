//! Reasons as bars with the line of their sum: the few that explain most.

use serde::Serialize;

use super::{Axis, Chart};
use crate::{Kind, ParetoRow, Words};

/// Bars from the longest to the shortest, and a line of what they add up to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParetoChart {
    /// What it shows.
    pub title: String,
    /// What the categories are.
    pub categories: String,
    /// What the lengths are.
    pub values: Axis,
    /// The bars, longest first.
    pub bars: Vec<ParetoBar>,
}

/// A bar of a Pareto chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParetoBar {
    /// Its category.
    pub label: String,
    /// How many.
    pub count: u64,
    /// The share of this bar and those before it in all, 0 to 1.
    pub cumulative: f64,
}

impl ParetoChart {
    /// The share at which the mark stands: what the few reasons that matter add up to.
    pub const MARK: f64 = 0.8;

    /// How many of the first bars it takes to reach the mark; all of them when they do not.
    pub fn vital(&self) -> usize {
        let below = self.bars.iter().take_while(|bar| bar.cumulative < Self::MARK - 1e-9).count();
        (below + 1).min(self.bars.len())
    }
}

/// Reasons as a chart. `name` gives what people read for a code.
pub fn pareto_chart(rows: &[ParetoRow], name: &dyn Fn(&str) -> String, words: Words<'_>) -> Chart {
    let bar = |row: &ParetoRow| ParetoBar {
        label: name(&row.value),
        count: row.share.part,
        cumulative: row.cumulative.rate().unwrap_or(0.0),
    };
    Chart::Pareto(ParetoChart {
        title: words("report-reasons"),
        categories: words("report-reason"),
        values: Axis::new(words("report-leads"), Kind::Count),
        bars: rows.iter().map(bar).collect(),
    })
}
