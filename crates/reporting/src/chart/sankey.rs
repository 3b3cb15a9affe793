//! Where things go: columns of stages, and ribbons between them as wide as what they carry.

mod layout;
mod order;
#[cfg(test)]
mod tests;

use bareme_scoring::Stage;
use serde::Serialize;

use super::Chart;
use crate::{Flow, Words};

pub use layout::{PlacedStage, Ribbon, SankeyFrame, SankeyLayout};

/// Nodes in columns, and ribbons between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SankeyChart {
    /// What it shows.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// The nodes.
    pub nodes: Vec<SankeyNode>,
    /// The ribbons. Each leads from a column to one further right.
    pub links: Vec<SankeyLink>,
}

/// A place where things are or pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SankeyNode {
    /// Its name.
    pub label: String,
    /// Its column, from 0 at the left.
    pub column: usize,
    /// Its colour.
    pub tone: Tone,
}

/// How many went from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SankeyLink {
    /// Index of the node that they left.
    pub from: usize,
    /// Index of the node that they reached.
    pub to: usize,
    /// How many.
    pub count: u64,
}

/// What a colour says. A picture says it in words too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// On its way.
    Accent,
    /// Waits for somebody.
    Warm,
    /// A good end.
    Good,
    /// A bad end.
    Bad,
}

impl From<Stage> for Tone {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Won => Self::Good,
            Stage::Mql => Self::Warm,
            Stage::Sal | Stage::Sql | Stage::Opportunity => Self::Accent,
            Stage::Rejected | Stage::Disqualified | Stage::Lost => Self::Bad,
            Stage::Inquiry | Stage::Recycled => Self::Plain,
        }
    }
}

impl SankeyChart {
    /// How many pass a node: the larger of what comes in and what goes out.
    pub fn throughput(&self, node: usize) -> u64 {
        let sum = |end: fn(&SankeyLink) -> usize| -> u64 {
            self.links.iter().filter(|link| end(link) == node).map(|link| link.count).sum()
        };
        sum(|link| link.from).max(sum(|link| link.to))
    }
}

/// Flows of leads as a chart: each lead ends where it ended, or at "still open".
pub fn flow_chart(flows: &[Flow], words: Words<'_>) -> Chart {
    let mut nodes: Vec<(Option<Stage>, SankeyNode)> = Vec::new();
    let mut index_of = |end: Option<Stage>| {
        if let Some(index) = nodes.iter().position(|(known, _)| *known == end) {
            return index;
        }
        let (label, tone) = match end {
            Some(stage) => (words(&format!("stage-{}", stage.word())), Tone::from(stage)),
            None => (words("report-still-open"), Tone::Plain),
        };
        nodes.push((end, SankeyNode { label, column: column(end), tone }));
        nodes.len() - 1
    };
    let mut links = Vec::new();
    for flow in flows {
        // Who stands at an end has arrived; who stands on the way is still open.
        if flow.to.is_none() && !flow.from.is_open() {
            index_of(Some(flow.from));
            continue;
        }
        links.push(SankeyLink { from: index_of(Some(flow.from)), to: index_of(flow.to), count: flow.count });
    }
    Chart::Sankey(SankeyChart {
        title: words("report-flows"),
        unit: words("report-leads"),
        nodes: nodes.into_iter().map(|(_, node)| node).collect(),
        links,
    })
}

/// Every ribbon leads to the right: a lost lead may still be recycled, so that this column is the last.
const fn column(end: Option<Stage>) -> usize {
    match end {
        Some(Stage::Inquiry | Stage::Mql) => 0,
        Some(Stage::Sal | Stage::Rejected) => 1,
        Some(Stage::Sql) => 2,
        Some(Stage::Opportunity) => 3,
        Some(Stage::Won | Stage::Lost) => 4,
        Some(Stage::Recycled | Stage::Disqualified) | None => 5,
    }
}
