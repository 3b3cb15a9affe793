//! The relationship graph as a picture: boxes that link to their pages, lines as strong as the relationship.

use askama::Template;
use bareme_engine::UNSEEN;
use bareme_engine::view::GraphView;
use bareme_reporting::chart::{Chart, GraphChart};
use bareme_reporting::graph::{self, Edge, LIMIT, Node, NodeKind, PlacedNode};
use bareme_scoring::Rating;

use super::axis::place;
use super::mark::Behind;
use super::{DataTable, Drawing};
use crate::i18n::Text;
use crate::urls;

/// Height from the middle of a box to the base of its text, at a text size of 12.
const BASELINE: f64 = 4.0;

#[derive(Template)]
#[template(path = "charts/graph.html")]
struct Picture {
    t: Text,
    title: String,
    width: String,
    height: String,
    nodes: Vec<Drawn>,
    edges: Vec<Line>,
    data: Option<DataTable>,
}

struct Drawn {
    class: &'static str,
    link: Option<String>,
    label: String,
    text: String,
    rating: Option<Rating>,
    left: String,
    top: String,
    box_width: String,
    box_height: String,
    corner: String,
    text_at: String,
    badge_middle: String,
    base: String,
}

struct Line {
    path: String,
    width: String,
    past: bool,
    told: String,
}

/// The graph around an account or a contact; `None` when nobody stands beside it.
pub fn relationships(t: Text, view: &GraphView) -> Option<Drawing> {
    if view.nodes.len() < 2 {
        return None;
    }
    let nodes: Vec<Node> = view
        .nodes
        .iter()
        .map(|node| Node {
            label: node.label.clone(),
            kind: if node.account { NodeKind::Account } else { NodeKind::Contact },
            badge: node.rating.map(|rating| rating.to_string()),
        })
        .collect();
    let edges: Vec<Edge> = view
        .edges
        .iter()
        .map(|edge| Edge {
            from: edge.from,
            to: edge.to,
            weight: edge.weight,
            label: match &edge.role {
                Some(role) => format!("{} ({})", t.relationship(&edge.kind), t.role(role)),
                None => t.relationship(&edge.kind),
            },
            current: edge.current,
        })
        .collect();
    let drawing = graph::draw(&nodes, &edges, 0, LIMIT)?;
    let chart = GraphChart { title: t.say("graph-title"), drawing };
    let data = DataTable::new(t, &Chart::Graph(chart.clone()).table(&|key| t.say(key)));
    picture(t, &chart, Some(data), |index| {
        let node = view.nodes.get(index).filter(|node| node.label != UNSEEN)?;
        let link = if node.account { urls::account(&node.id) } else { urls::contact(&node.id) };
        Some(link.to_string())
    })
}

/// A graph without links.
pub(super) fn draw(t: Text, chart: &GraphChart, behind: Behind<'_>) -> Option<Drawing> {
    picture(t, chart, behind.data, |_| None)
}

fn picture(
    t: Text,
    chart: &GraphChart,
    data: Option<DataTable>,
    link: impl Fn(usize) -> Option<String>,
) -> Option<Drawing> {
    let name = |index: usize| chart.drawing.nodes.get(index).map_or("", |node| node.label.as_str());
    let edges = chart
        .drawing
        .edges
        .iter()
        .map(|edge| {
            let [start, first, second, end] = edge.curve.map(|[x, y]| format!("{x:.1} {y:.1}"));
            Line {
                path: format!("M{start}C{first} {second} {end}"),
                width: place(0.75 + 2.75 * edge.weight.clamp(0.0, 1.0)),
                past: !edge.current,
                told: format!("{} {} {}", name(edge.from), edge.label, name(edge.to)),
            }
        })
        .collect();
    let nodes = chart
        .drawing
        .nodes
        .iter()
        .map(|node| drawn(node, node.source.filter(|_| node.hop > 0).and_then(&link)))
        .collect();
    Drawing::of(&Picture {
        t,
        title: chart.title.clone(),
        width: place(chart.drawing.width),
        height: place(chart.drawing.height),
        nodes,
        edges,
        data,
    })
}

fn drawn(node: &PlacedNode, link: Option<String>) -> Drawn {
    let rating: Option<Rating> = node.badge.as_ref().and_then(|badge| badge.parse().ok());
    let (left, top) = (node.x - node.width / 2.0, node.y - node.height / 2.0);
    let badge_left = left + node.width - 30.0;
    Drawn {
        class: match (node.kind, node.hop) {
            (Some(NodeKind::Account), 0) => "node account middle",
            (Some(NodeKind::Account), _) => "node account",
            (Some(NodeKind::Contact), 0) => "node contact middle",
            (Some(NodeKind::Contact), _) => "node contact",
            (None, _) => "node more",
        },
        link,
        label: node.label.clone(),
        text: node.text.clone(),
        rating,
        left: place(left),
        top: place(top),
        box_width: place(node.width),
        box_height: place(node.height),
        // Companies have corners, people are round: the shape tells them apart without colour.
        corner: if node.kind == Some(NodeKind::Account) { place(4.0) } else { place(node.height / 2.0) },
        text_at: place(left + 10.0),
        badge_middle: place(badge_left + 12.0),
        base: place(node.y + BASELINE),
    }
}
