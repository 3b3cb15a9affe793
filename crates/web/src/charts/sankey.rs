//! Where things go, as ribbons from stage to stage.

use std::fmt::Write;

use askama::Template;
use bareme_reporting::Proportion;
use bareme_reporting::chart::{PlacedStage, Ribbon, SankeyChart, SankeyFrame, Tone};

use super::axis::place;
use super::mark::{Behind, Mark};
use super::{DataTable, Drawing};
use crate::i18n::Text;

/// Letters of a label that fit beside a node.
const LONGEST: usize = 18;
/// Ribbons narrower than this could not be seen.
const THINNEST: f64 = 0.8;

#[derive(Template)]
#[template(path = "charts/sankey.html")]
struct Picture {
    t: Text,
    title: String,
    summary: String,
    width: String,
    height: String,
    ribbons: Vec<Band>,
    nodes: Vec<Node>,
    data: Option<DataTable>,
}

struct Band {
    tone: &'static str,
    path: String,
    from: usize,
    to: usize,
    told: String,
    link: Option<String>,
}

struct Node {
    index: usize,
    tone: &'static str,
    x: String,
    y: String,
    width: String,
    height: String,
    text_x: String,
    name_y: String,
    count_y: String,
    label: String,
    count: String,
    told: String,
    link: Option<String>,
}

/// The chart; `None` when nothing flows.
pub(super) fn draw(t: Text, chart: &SankeyChart, behind: Behind<'_>) -> Option<Drawing> {
    let layout = chart.layout(SankeyFrame::default())?;
    let ribbons: Vec<Band> =
        layout.ribbons.iter().filter_map(|ribbon| band(t, chart, ribbon, &behind)).collect();
    let nodes = layout
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(index, placed)| node(t, chart, index, placed, &behind))
        .collect();
    let told: Vec<&str> = ribbons.iter().map(|ribbon| ribbon.told.as_str()).collect();
    Drawing::of(&Picture {
        t,
        title: chart.title.clone(),
        summary: told.join(". "),
        width: place(layout.width),
        height: place(layout.height),
        ribbons,
        nodes,
        data: behind.data,
    })
}

fn band(t: Text, chart: &SankeyChart, ribbon: &Ribbon, behind: &Behind<'_>) -> Option<Band> {
    let link = chart.links.get(ribbon.link)?;
    let (from, to) = (chart.nodes.get(link.from)?, chart.nodes.get(link.to)?);
    let share = Proportion { part: link.count, whole: chart.throughput(link.from) };
    let told = t.with_all(
        "chart-ribbon-told",
        vec![
            ("from", from.label.clone()),
            ("to", to.label.clone()),
            ("count", t.int(link.count)),
            ("unit", chart.unit.clone()),
            ("share", share.rate().map(|rate| t.share(&rate)).unwrap_or_default()),
        ],
    );
    Some(Band {
        tone: tone(to.tone),
        path: path(ribbon),
        from: link.from,
        to: link.to,
        told,
        link: behind.way(Mark::Ribbon(ribbon.link)),
    })
}

/// Along the upper edge to the right, along the lower edge back.
fn path(ribbon: &Ribbon) -> String {
    let thickness = ribbon.thickness.max(THINNEST);
    let mut path = String::new();
    for [x, y, to_x, to_y] in &ribbon.pieces {
        let middle = f64::midpoint(*x, *to_x);
        let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { 'M' } else { 'L' });
        let _ = write!(path, "C{middle:.1} {y:.1} {middle:.1} {to_y:.1} {to_x:.1} {to_y:.1}");
    }
    for [x, y, to_x, to_y] in ribbon.pieces.iter().rev() {
        let middle = f64::midpoint(*x, *to_x);
        let (y, to_y) = (y + thickness, to_y + thickness);
        let _ = write!(path, "L{to_x:.1} {to_y:.1}C{middle:.1} {to_y:.1} {middle:.1} {y:.1} {x:.1} {y:.1}");
    }
    path.push('Z');
    path
}

fn node(
    t: Text,
    chart: &SankeyChart,
    index: usize,
    placed: &PlacedStage,
    behind: &Behind<'_>,
) -> Option<Node> {
    let node = chart.nodes.get(index)?;
    let middle = placed.y + placed.height / 2.0;
    Some(Node {
        index,
        tone: tone(node.tone),
        x: place(placed.x),
        y: place(placed.y),
        width: place(placed.width),
        height: place(placed.height.max(THINNEST)),
        text_x: place(placed.x + placed.width + 6.0),
        name_y: place(middle - 3.0),
        count_y: place(middle + 11.0),
        label: shorten(&node.label),
        count: t.int(placed.count),
        told: format!("{}: {} {}", node.label, t.int(placed.count), chart.unit),
        link: behind.way(Mark::Node(index)),
    })
}

fn shorten(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    label.chars().take(LONGEST - 1).chain(['…']).collect()
}

const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Accent => "accent",
        Tone::Warm => "warm",
        Tone::Good => "good",
        Tone::Bad => "bad",
    }
}
