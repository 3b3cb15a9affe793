//! The one place where charts become pictures: values of the reporting crate as inline SVG, with the figures in a table
//! behind each. Colours and strokes come from style sheets, by class.

mod axis;
mod bars;
mod data;
mod funnel;
mod graph;
mod heat;
mod interval;
mod lines;
mod mark;
mod pareto;
mod sankey;
mod spark;

use std::fmt;

use askama::Template;
use bareme_engine::view::TrendPoint;
use bareme_reporting::Kind;
use bareme_reporting::chart::{Axis, Chart, LineChart, Series};
use bareme_scoring::Points;

use crate::i18n::Text;

pub use data::DataTable;
pub(crate) use data::{head, is_right};
pub use graph::relationships;
pub use interval::{interval_bar, interval_mark};
pub use mark::{Behind, Mark};

/// Ready HTML of a chart. It is escaped already: templates write it with `|safe`.
#[derive(Clone, Debug)]
pub struct Drawing(String);

impl Drawing {
    /// What a template of a chart gives.
    fn of(template: &impl Template) -> Option<Self> {
        match template.render() {
            Ok(html) => Some(Self(html)),
            Err(error) => {
                tracing::error!(%error, "chart could not be drawn");
                None
            }
        }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A chart as a picture with its table; `None` where there is nothing to draw.
pub fn draw(t: Text, chart: &Chart) -> Option<Drawing> {
    let data = DataTable::new(t, &chart.table(&|key| t.say(key)));
    draw_with(t, chart, Room::Column, Behind { ways: &|_| None, data: Some(data) })
}

/// How much room a picture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A column of a page.
    Column,
    /// The whole width of a page.
    Page,
}

impl Room {
    /// The class of a picture with so much room, after that of every picture.
    const fn class(self) -> &'static str {
        match self {
            Self::Column => "",
            Self::Page => " wide",
        }
    }
}

/// A chart as a picture whose parts lead to what is behind them; `None` where there is nothing to draw.
pub fn draw_with(t: Text, chart: &Chart, room: Room, behind: Behind<'_>) -> Option<Drawing> {
    match chart {
        Chart::Bars(bars) => bars::draw(t, bars, room, behind),
        Chart::Lines(lines) => lines::draw(t, lines, room, behind),
        Chart::Funnel(funnel) => funnel::draw(t, funnel, behind),
        Chart::Graph(graph) => graph::draw(t, graph, behind),
        Chart::Heatmap(heat) => heat::draw(t, heat, behind),
        Chart::Pareto(pareto) => pareto::draw(t, pareto, behind),
        Chart::Sankey(sankey) => sankey::draw(t, sankey, behind),
        // Sparklines stand within tables.
        Chart::Sparkline(_) => None,
    }
}

/// Fit and engagement over time; `None` with fewer than two points.
pub fn history(t: Text, points: &[TrendPoint]) -> Option<Drawing> {
    if points.len() < 2 {
        return None;
    }
    let series = |key: &str, value: fn(&TrendPoint) -> Points| Series {
        label: t.say(key),
        points: points.iter().map(|point| (point.at, Some(value(point).as_f64()))).collect(),
    };
    let chart = LineChart {
        title: t.say("history-title"),
        values: Axis::new(t.say("points"), Kind::Number { digits: 2 }),
        series: vec![series("fit", |point| point.fit), series("engagement", |point| point.engagement)],
    };
    draw(t, &Chart::Lines(chart))
}

#[cfg(test)]
mod tests;
