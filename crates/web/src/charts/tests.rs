//! Pictures stand on figures: what is drawn is a number, what is written is escaped, what can be followed leads on.

use bareme_reporting::chart::{
    Bar, BarChart, FunnelBar, FunnelChart, Heatmap, ParetoBar, ParetoChart, SankeyChart, SankeyLink,
    SankeyNode, Tone,
};
use bareme_reporting::{Interval, Proportion};
use bareme_scoring::Instant;

use super::*;
use crate::i18n::Language;
use crate::urls;

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
    let funnel =
        FunnelChart { title: String::from("t"), unit: String::from("u"), bars: vec![bar(0, 0), bar(0, 0)] };
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

fn pareto(counts: &[u64]) -> Chart {
    let all: u64 = counts.iter().sum();
    let mut so_far = 0;
    let bar = |(index, count): (usize, &u64)| {
        so_far += count;
        let cumulative = crate::pages::parts::ratio(so_far, all);
        ParetoBar { label: format!("<b>{index}"), count: *count, cumulative }
    };
    Chart::Pareto(ParetoChart {
        title: String::from("t"),
        categories: String::from("c"),
        values: Axis::new("leads", Kind::Count),
        bars: counts.iter().enumerate().map(bar).collect(),
    })
}

fn sankey(links: &[(usize, usize, u64)]) -> Chart {
    let node = |column| SankeyNode { label: format!("<b>{column}"), column, tone: Tone::Good };
    Chart::Sankey(SankeyChart {
        title: String::from("t"),
        unit: String::from("leads"),
        nodes: (0..4).map(node).collect(),
        links: links
            .iter()
            .map(|(from, to, count)| SankeyLink { from: *from, to: *to, count: *count })
            .collect(),
    })
}

fn heat(cells: [Option<f64>; 16]) -> Chart {
    let values = Axis::new("rate", Kind::Share);
    Chart::Heatmap(Box::new(Heatmap { title: String::from("t"), values, cells, counts: Some([7; 16]) }))
}

#[test]
fn reasons_say_each_share_and_how_few_make_up_most() {
    let html = drawn(&pareto(&[50, 30, 15, 5])).unwrap();
    assert!(html.contains("2 of 4 make up 80.0%"), "{html}");
    assert_eq!(html.matches("mark vital").count(), 2);
    assert!(html.contains("30.0% · 80.0%") && html.contains("5.0% · 100.0%"));
    assert!(!html.contains("<b>") && !html.contains("NaN"));
    assert_eq!(drawn(&pareto(&[])), None);
    assert_eq!(drawn(&pareto(&[0, 0])), None);
}

#[test]
fn a_cell_is_read_without_its_colour() {
    let mut cells = [None; 16];
    cells[0] = Some(0.42);
    cells[5] = Some(0.1);
    let html = drawn(&heat(cells)).unwrap();
    assert_eq!(html.matches("data-told").count(), 16);
    for said in [">A1<", ">42%<", "n = 7", "A1: 42%; of 7 leads", "heat-4", "heat-1", "heat-0"] {
        assert!(html.contains(said), "{said} is missing: {html}");
    }
    assert!(html.contains("mark few"), "seven leads are few");
    assert_eq!(drawn(&heat([None; 16])), None);
}

#[test]
fn a_ribbon_says_how_many_went_where() {
    let html = drawn(&sankey(&[(0, 1, 900), (0, 3, 100), (1, 2, 1), (1, 3, 899)])).unwrap();
    assert_eq!(html.matches("class=\"ribbon").count(), 4);
    assert!(html.contains("&#60;b&#62;0 → &#60;b&#62;1: 900 leads (90.0%)"), "{html}");
    assert!(!html.contains("<b>") && !html.contains("NaN"));
    assert_eq!(drawn(&sankey(&[])), None);
    assert_eq!(drawn(&sankey(&[(0, 1, 0)])), None);
}

#[test]
fn parts_lead_to_what_is_behind_them() {
    let t = Text::new(Language::English, Instant::from_millis(0));
    let ways = |mark: Mark| match mark {
        Mark::Bar(0) => Some(urls::leads().with("reason", "a")),
        Mark::Cell(rating) => (rating.index() == 0).then(|| urls::leads().with("rating", rating)),
        Mark::Ribbon(1) => Some(urls::leads().with("only", "b")),
        Mark::Node(0) => Some(urls::leads()),
        _ => None,
    };
    let linked = |chart: &Chart| {
        let html = draw_with(t, chart, Room::Page, Behind { ways: &ways, data: None }).unwrap().to_string();
        assert!(!html.contains("chart-data"), "the figures stand elsewhere");
        html.matches("href=\"/leads").count()
    };
    let lying = Bar { label: String::from("b"), value: Some(0.5), interval: None };
    let lying = Chart::Bars(BarChart {
        title: String::from("t"),
        standing: false,
        categories: String::from("c"),
        values: Axis::new("v", Kind::Share),
        bars: vec![lying.clone(), lying],
    });
    let first = FunnelBar { label: String::from("MQL"), count: 3, of_previous: None };
    let funnel =
        FunnelChart { title: String::from("t"), unit: String::from("u"), bars: vec![first.clone(), first] };
    assert_eq!(linked(&lying), 1);
    assert_eq!(linked(&bars(&[Some(0.4), Some(0.2)])), 1);
    assert_eq!(linked(&pareto(&[2, 1])), 1);
    assert_eq!(linked(&Chart::Funnel(funnel)), 1);
    assert_eq!(linked(&sankey(&[(0, 1, 2), (1, 2, 2)])), 2);
    assert_eq!(linked(&heat([Some(0.5); 16])), 1);
}
