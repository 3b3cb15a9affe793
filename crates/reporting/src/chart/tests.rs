//! Behind every picture stands a table with the same figures.

use bareme_scoring::{Grade, Instant, Level, Rating};
use proptest::prelude::*;

use super::{
    Axis, Bar, BarChart, Chart, GraphChart, Heatmap, LineChart, Series, Sparkline, pareto_chart, ticks,
};
use crate::graph::{Edge, Node, NodeKind, draw};
use crate::{Cell, Interval, Kind, english, pareto};

fn day(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn csv(chart: &Chart) -> String {
    chart.table(&english).to_csv().replace("\r\n", "\n")
}

#[test]
fn bars_show_their_intervals_only_where_there_are_any() {
    let bar = |label: &str, interval| Bar { label: label.to_owned(), value: Some(0.5), interval };
    let chart = |bars| {
        let values = Axis::new("Conversion", Kind::Share);
        let (title, categories) = ("Conversion by source".to_owned(), "Source".to_owned());
        Chart::Bars(BarChart { title, standing: false, categories, values, bars })
    };
    assert_eq!(csv(&chart(vec![bar("web", None)])), "category,value\nweb,0.5\n");
    let interval = Some(Interval { low: 0.25, high: 0.75 });
    assert_eq!(csv(&chart(vec![bar("web", interval)])), "category,value,low,high\nweb,0.5,0.25,0.75\n");
}

#[test]
fn lines_with_dates_of_their_own_meet_in_one_table() {
    let series = |label: &str, points: &[(&str, Option<f64>)]| Series {
        label: label.to_owned(),
        points: points.iter().map(|(at, value)| (day(at), *value)).collect(),
    };
    let chart = Chart::Lines(LineChart {
        title: "Score".to_owned(),
        values: Axis::new("Points", Kind::Number { digits: 1 }),
        series: vec![
            series("Fit", &[("2026-01-01", Some(50.0)), ("2026-01-03", None)]),
            series("Engagement", &[("2026-01-02", Some(20.0)), ("2026-01-03", Some(21.0))]),
        ],
    });
    let rows = chart.table(&english).rows;
    let seen: Vec<_> = rows.iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    assert_eq!(seen, [(50.0.into(), Cell::Empty), (Cell::Empty, 20.0.into()), (Cell::Empty, 21.0.into())]);
    let unit = Axis::new("Engagement", Kind::Number { digits: 0 }).in_unit("points");
    let trend =
        Sparkline { title: "Trend".to_owned(), values: unit, points: vec![(day("2026-01-01"), 12.0)] };
    let text = Chart::Sparkline(trend).table(&english).to_text(&english);
    assert!(text.contains("Engagement (points)"), "{text}");
}

#[test]
fn the_matrix_has_a_row_a_grade_and_a_column_a_level() {
    let mut cells = [None; 16];
    cells[usize::from(Rating::new(Grade::A, Level::ONE).index())] = Some(3.0);
    cells[usize::from(Rating::new(Grade::C, Level::FOUR).index())] = Some(12.0);
    let heatmap = Heatmap {
        title: "Contacts".to_owned(),
        values: Axis::new("Contacts", Kind::Number { digits: 0 }),
        cells,
        counts: None,
    };
    assert!((heatmap.strength(Rating::new(Grade::A, Level::ONE)) - 0.25).abs() < 1e-12);
    assert!(heatmap.strength(Rating::new(Grade::D, Level::ONE)).abs() < 1e-12);
    let expected = "grade,level_1,level_2,level_3,level_4\nA,3,,,\nB,,,,\nC,,,,12\nD,,,,\n";
    assert_eq!(csv(&Chart::Heatmap(Box::new(heatmap.clone()))), expected);
    let mut counts = [0; 16];
    counts[0] = 41;
    let rates = Heatmap { counts: Some(counts), ..heatmap };
    let long = csv(&Chart::Heatmap(Box::new(rates)));
    assert!(long.starts_with("rating,value,count\nA1,3,41\nA2,,0\n"), "{long}");
    assert_eq!(long.lines().count(), 17);
}

#[test]
fn a_graph_can_be_read_as_who_does_what_with_whom() {
    let node = |label: &str| Node { label: label.to_owned(), kind: NodeKind::Contact, badge: None };
    let nodes = [node("Acme"), node("Ana"), node("Bo"), node("Cy")];
    let edge = |from, weight| Edge { from, to: 0, weight, label: "works at".to_owned(), current: true };
    let drawing = draw(&nodes, &[edge(1, 1.0), edge(2, 0.5), edge(3, 0.25)], 0, 3).unwrap();
    let chart = Chart::Graph(GraphChart { title: "Around Acme".to_owned(), drawing });
    assert_eq!(csv(&chart), "from,relationship,to,strength\nAna,works at,Acme,1\nAcme,and more,+2,\n");
    assert_eq!(chart.title(), "Around Acme");
}

#[test]
fn reasons_are_bars_with_the_share_that_they_add_up_to() {
    let rows = pareto([("no_need", 8), ("no_budget", 9), ("other", 3)].map(|(code, n)| (code.to_owned(), n)));
    let chart = pareto_chart(&rows, &|code| code.replace('_', " "), &english);
    assert_eq!(
        csv(&chart),
        "category,count,share,cumulative\nno budget,9,0.45,0.45\nno need,8,0.4,0.85\nother,3,0.15,1\n"
    );
    let Chart::Pareto(chart) = chart else { panic!("{chart:?}") };
    assert_eq!(chart.vital(), 2);
}

#[test]
fn an_axis_has_round_figures_even_where_there_is_nothing_to_show() {
    assert_eq!(ticks(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
    assert_eq!(ticks(0.0, 0.0, 5).first(), Some(&0.0));
    assert_eq!(ticks(f64::NAN, 1.0, 1), [0.0, 1.0]);
    assert_eq!(ticks(-3.0, 12.0, 3), [-5.0, 0.0, 5.0, 10.0, 15.0]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_axis_covers_its_range_with_few_lines(low in -1e6_f64..1e6, range in 1e-3_f64..1e6, wanted in 1_u8..12) {
        let lines = ticks(low, low + range, wanted);
        let slack = range * 1e-6;
        prop_assert!(lines[0] <= low + slack && *lines.last().unwrap() >= low + range - slack);
        prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(lines.len() <= usize::from(wanted) + 3);
    }
}
