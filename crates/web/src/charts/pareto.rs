//! Reasons as bars, longest first, with the line of their sum on the same scale from nothing to all.

use std::fmt::Write;

use askama::Template;
use bareme_reporting::chart::{ParetoBar, ParetoChart};

use super::mark::{Behind, Mark};
use super::{DataTable, Drawing};
use crate::i18n::Text;
use crate::pages::parts::ratio;

#[derive(Template)]
#[template(path = "charts/pareto.html")]
struct Picture {
    t: Text,
    title: String,
    summary: String,
    /// Where the mark stands, of 100.
    mark: String,
    mark_label: String,
    rows: Vec<Row>,
    data: Option<DataTable>,
}

struct Row {
    label: String,
    /// Width of 100: the share of all.
    width: String,
    /// The piece of the line within this row, and its point.
    line: String,
    point: String,
    count: String,
    share: String,
    cumulative: String,
    /// Whether it is one of the few that reach the mark.
    vital: bool,
    told: String,
    link: Option<String>,
}

/// The chart; `None` without any count.
pub(super) fn draw(t: Text, chart: &ParetoChart, behind: Behind<'_>) -> Option<Drawing> {
    let all: u64 = chart.bars.iter().map(|bar| bar.count).sum();
    if all == 0 {
        return None;
    }
    let vital = chart.vital();
    let rows = chart
        .bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let share = ratio(bar.count, all);
            Row {
                label: bar.label.clone(),
                width: format!("{:.2}", share * 100.0),
                line: line(&chart.bars, index),
                point: format!("M{:.2} 5h0", bar.cumulative * 100.0),
                count: t.int(bar.count),
                share: t.share(&share),
                cumulative: t.share(&bar.cumulative),
                vital: index < vital,
                told: told(t, chart, bar, share),
                link: behind.way(Mark::Bar(index)),
            }
        })
        .collect();
    let share = chart.bars.get(vital.saturating_sub(1)).map_or(1.0, |bar| bar.cumulative);
    let summary = t.with_all(
        "chart-pareto-summary",
        vec![
            ("few", t.int(vital)),
            ("all", t.int(chart.bars.len())),
            ("share", t.share(&share)),
            ("what", chart.values.label.clone()),
        ],
    );
    Drawing::of(&Picture {
        t,
        title: chart.title.clone(),
        summary,
        mark: format!("{:.0}", ParetoChart::MARK * 100.0),
        mark_label: t.whole_percent(format!("{:.0}", ParetoChart::MARK * 100.0)),
        rows,
        data: behind.data,
    })
}

/// The line goes through the middle of each row, and from row to row at half way between two sums.
fn line(bars: &[ParetoBar], index: usize) -> String {
    let at = |index: usize| bars.get(index).map(|bar| bar.cumulative * 100.0);
    let here = at(index).unwrap_or(0.0);
    let mut path = String::new();
    match index.checked_sub(1).and_then(at) {
        Some(above) => {
            let _ = write!(path, "M{:.2} 0L{here:.2} 5", f64::midpoint(above, here));
        }
        None => {
            let _ = write!(path, "M{here:.2} 5");
        }
    }
    if let Some(below) = at(index + 1) {
        let _ = write!(path, "L{:.2} 10", f64::midpoint(here, below));
    }
    path
}

fn told(t: Text, chart: &ParetoChart, bar: &ParetoBar, share: f64) -> String {
    t.with_all(
        "chart-pareto-told",
        vec![
            ("label", bar.label.clone()),
            ("count", t.int(bar.count)),
            ("what", chart.values.label.clone()),
            ("share", t.share(&share)),
            ("sum", t.share(&bar.cumulative)),
        ],
    )
}
