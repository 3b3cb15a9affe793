//! The one place where charts become pictures: values of the reporting crate as inline SVG, with the figures in a table
//! behind each. Colours and strokes come from style sheets, by class.

mod axis;
mod bars;
mod data;
mod funnel;
mod graph;
mod interval;
mod lines;
mod spark;

use std::fmt;

use askama::Template;
use bareme_engine::view::TrendPoint;
use bareme_reporting::Kind;
use bareme_reporting::chart::{Axis, Chart, LineChart, Series};
use bareme_scoring::Points;

use crate::i18n::Text;

pub use data::DataTable;
pub use graph::relationships;
pub use interval::interval_bar;

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
    match chart {
        Chart::Bars(bars) => bars::draw(t, bars, data),
        Chart::Lines(lines) => lines::draw(t, lines, data),
        Chart::Funnel(funnel) => funnel::draw(t, funnel, data),
        Chart::Graph(graph) => graph::draw(t, graph, data),
        // The matrix is drawn as a table of links, and sparklines stand within tables: neither needs a figure.
        Chart::Heatmap(_) | Chart::Sparkline(_) | Chart::Pareto(_) | Chart::Sankey(_) => None,
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
mod tests {
    use bareme_reporting::chart::{Bar, BarChart, FunnelBar, FunnelChart};
    use bareme_reporting::{Interval, Proportion};
    use bareme_scoring::Instant;

    use super::*;
    use crate::i18n::Language;

    fn drawn(chart: &Chart) -> Option<String> {
        draw(Text::new(Language::English, Instant::from_millis(0)), chart).map(|drawing| drawing.to_string())
    }

    fn lines(points: Vec<(Instant, Option<f64>)>) -> Chart {
        Chart::Lines(LineChart {
            title: String::from("t"),
            values: Axis::new("v", Kind::Count),
            series: vec![Series { label: String::from("<s>"), points }],
        })
    }

    fn bars(values: &[Option<f64>]) -> Chart {
        let bar = |value: &Option<f64>| Bar {
            label: String::from("b"),
            value: *value,
            interval: value.map(|value| Interval { low: value / 2.0, high: value }),
        };
        Chart::Bars(BarChart {
            title: String::from("t"),
            standing: true,
            categories: String::from("c"),
            values: Axis::new("v", Kind::Share),
            bars: values.iter().map(bar).collect(),
        })
    }

    #[test]
    fn charts_of_nothing_are_not_drawn() {
        assert_eq!(drawn(&lines(Vec::new())), None);
        assert_eq!(drawn(&bars(&[])), None);
        assert_eq!(drawn(&bars(&[None, None])), None);
        let funnel = FunnelChart { title: String::from("t"), unit: String::from("u"), bars: Vec::new() };
        assert_eq!(drawn(&Chart::Funnel(funnel)), None);
    }

    #[test]
    fn one_point_zeros_and_gaps_have_places_that_are_numbers() {
        let moment = Instant::from_millis(0);
        let bar = |count, whole| FunnelBar {
            label: String::from("b"),
            count,
            of_previous: Some(Proportion { part: count, whole }),
        };
        let funnel = FunnelChart {
            title: String::from("t"),
            unit: String::from("u"),
            bars: vec![bar(0, 0), bar(0, 0)],
        };
        let gap = vec![(moment, Some(3.0)), (moment.plus_days(1), None), (moment.plus_days(2), Some(0.0))];
        for chart in [
            lines(vec![(moment, Some(0.0))]),
            lines(gap),
            bars(&[Some(0.0), None]),
            bars(&[Some(0.4)]),
            Chart::Funnel(funnel),
        ] {
            let html = drawn(&chart).unwrap();
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
            assert!(!html.contains("<s>"), "{html}");
            assert!(html.contains("<table>"), "no figures behind: {html}");
        }
    }

    #[test]
    fn a_gap_interrupts_a_line() {
        let moment = Instant::from_millis(0);
        let gap = vec![(moment, Some(3.0)), (moment.plus_days(1), None), (moment.plus_days(2), Some(0.0))];
        let html = drawn(&lines(gap)).unwrap();
        let path = html.split("<path class=\"line series-0\" d=\"").nth(2).unwrap();
        assert_eq!(path.split('"').next().unwrap().matches('M').count(), 2);
    }
}
