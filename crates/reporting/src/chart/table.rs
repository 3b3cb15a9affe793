//! The table behind each chart: the same figures, in words and numbers.

use bareme_scoring::{Grade, Instant, Level, Rating};

use super::{
    Axis, BarChart, Chart, FunnelChart, GraphChart, Heatmap, LineChart, ParetoChart, SankeyChart, Sparkline,
};
use crate::{Cell, Column, Kind, Proportion, Table, Words};

impl Chart {
    /// The figures of the chart as a table of the same title.
    pub fn table(&self, words: Words<'_>) -> Table {
        match self {
            Self::Bars(chart) => bars(chart, words),
            Self::Lines(chart) => lines(chart, words),
            Self::Sparkline(chart) => sparkline(chart, words),
            Self::Funnel(chart) => funnel(chart, words),
            Self::Heatmap(chart) => heatmap(chart, words),
            Self::Graph(chart) => graph(chart, words),
            Self::Pareto(chart) => pareto(chart, words),
            Self::Sankey(chart) => sankey(chart, words),
        }
    }
}

fn value_column(axis: &Axis, label: &str) -> Column {
    let column = Column::new("value", label, axis.kind);
    match &axis.unit {
        Some(unit) => column.in_unit(unit.clone()),
        None => column,
    }
}

fn bars(chart: &BarChart, words: Words<'_>) -> Table {
    let mut columns = vec![
        Column::new("category", chart.categories.clone(), Kind::Text),
        value_column(&chart.values, &chart.values.label),
    ];
    let with_intervals = chart.bars.iter().any(|bar| bar.interval.is_some());
    if with_intervals {
        columns.push(Column::new("low", words("report-interval-low"), chart.values.kind));
        columns.push(Column::new("high", words("report-interval-high"), chart.values.kind));
    }
    let mut table = Table::new(chart.title.clone(), columns);
    for bar in &chart.bars {
        let ends = [bar.interval.map(|ends| ends.low), bar.interval.map(|ends| ends.high)];
        table
            .push([Cell::from(bar.label.as_str()), bar.value.into()].into_iter().chain(ends.map(Cell::from)));
    }
    table
}

/// One row a date, one column a line: what screen readers walk through best.
fn lines(chart: &LineChart, words: Words<'_>) -> Table {
    let mut columns = vec![Column::new("date", words("report-date"), Kind::Date)];
    columns.extend(chart.series.iter().map(|series| value_column(&chart.values, &series.label)));
    let mut dates: Vec<Instant> =
        chart.series.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at)).collect();
    dates.sort_unstable();
    dates.dedup();
    let mut table = Table::new(chart.title.clone(), columns);
    for date in dates {
        let values = chart.series.iter().map(|series| {
            let point = series.points.iter().find(|(at, _)| *at == date);
            Cell::from(point.and_then(|(_, value)| *value))
        });
        table.push([Cell::from(date)].into_iter().chain(values));
    }
    table
}

fn sparkline(chart: &Sparkline, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("date", words("report-date"), Kind::Date),
        value_column(&chart.values, &chart.values.label),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    for (at, value) in &chart.points {
        table.push([(*at).into(), (*value).into()]);
    }
    table
}

fn funnel(chart: &FunnelChart, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("step", words("report-step"), Kind::Text),
        Column::new("count", chart.unit.clone(), Kind::Count),
        Column::new("conversion", words("report-conversion"), Kind::Share),
        Column::new("low", words("report-interval-low"), Kind::Share),
        Column::new("high", words("report-interval-high"), Kind::Share),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    for bar in &chart.bars {
        let interval = bar.of_previous.and_then(Proportion::interval);
        table.push([
            bar.label.as_str().into(),
            bar.count.into(),
            bar.of_previous.and_then(Proportion::rate).into(),
            interval.map(|ends| ends.low).into(),
            interval.map(|ends| ends.high).into(),
        ]);
    }
    table
}

/// Fit downwards, engagement across, as the picture has them; where each figure stands on a number, a row a rating.
fn heatmap(chart: &Heatmap, words: Words<'_>) -> Table {
    const LEVELS: [&str; 4] = ["level_1", "level_2", "level_3", "level_4"];
    if chart.counts.is_some() {
        return rated(chart, words);
    }
    let engagement = words("report-engagement");
    let mut columns = vec![Column::new("grade", words("report-fit"), Kind::Text)];
    columns.extend(
        LEVELS.into_iter().zip(Level::ALL).map(|(key, level)| Column {
            key,
            ..value_column(&chart.values, &format!("{engagement} {level}"))
        }),
    );
    let mut table = Table::new(chart.title.clone(), columns);
    for grade in Grade::ALL {
        let values = Level::ALL.into_iter().map(|level| Cell::from(chart.cell(Rating::new(grade, level))));
        table.push([Cell::from(grade.to_string())].into_iter().chain(values));
    }
    table
}

fn rated(chart: &Heatmap, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("rating", words("report-rating"), Kind::Text),
        value_column(&chart.values, &chart.values.label),
        Column::new("count", words("report-leads"), Kind::Count),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    for rating in Rating::all() {
        table.push([rating.to_string().into(), chart.cell(rating).into(), chart.count(rating).into()]);
    }
    table
}

fn pareto(chart: &ParetoChart, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("category", chart.categories.clone(), Kind::Text),
        Column { key: "count", ..value_column(&chart.values, &chart.values.label) },
        Column::new("share", words("report-share"), Kind::Share),
        Column::new("cumulative", words("report-cumulative"), Kind::Share),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    let all: u64 = chart.bars.iter().map(|bar| bar.count).sum();
    for bar in &chart.bars {
        let share = Proportion { part: bar.count, whole: all }.rate();
        table.push([bar.label.as_str().into(), bar.count.into(), share.into(), bar.cumulative.into()]);
    }
    table
}

/// One row a ribbon: from, to, how many, and the share of what passes the node that it leaves.
fn sankey(chart: &SankeyChart, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("from", words("report-graph-from"), Kind::Text),
        Column::new("to", words("report-graph-to"), Kind::Text),
        Column::new("count", chart.unit.clone(), Kind::Count),
        Column::new("share", words("report-share"), Kind::Share),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    let name = |node: usize| chart.nodes.get(node).map(|node| node.label.clone());
    for link in &chart.links {
        let share = Proportion { part: link.count, whole: chart.throughput(link.from) }.rate();
        table.push([name(link.from).into(), name(link.to).into(), link.count.into(), share.into()]);
    }
    table
}

fn graph(chart: &GraphChart, words: Words<'_>) -> Table {
    let columns = vec![
        Column::new("from", words("report-graph-from"), Kind::Text),
        Column::new("relationship", words("report-graph-what"), Kind::Text),
        Column::new("to", words("report-graph-to"), Kind::Text),
        Column::new("strength", words("report-graph-strength"), Kind::Number { digits: 2 }),
    ];
    let mut table = Table::new(chart.title.clone(), columns);
    let name = |index: usize| chart.drawing.nodes.get(index).map(|node| node.label.clone());
    for edge in &chart.drawing.edges {
        let (what, strength) = match edge.source {
            Some(_) => (edge.label.clone(), Some(edge.weight)),
            None => (words("report-graph-more"), None),
        };
        table.push([name(edge.from).into(), what.into(), name(edge.to).into(), strength.into()]);
    }
    table
}
