//! Boxes never overlap, nothing leaves the picture, and nothing gets lost without being counted.

use proptest::prelude::*;

use super::{Drawing, Edge, LIMIT, Node, NodeKind, draw};

fn node(label: &str) -> Node {
    Node { label: label.to_owned(), kind: NodeKind::Contact, badge: Some("A1".to_owned()) }
}

fn edge(from: usize, to: usize, weight: f64) -> Edge {
    Edge { from, to, weight, label: "works at".to_owned(), current: true }
}

fn labels(drawing: &Drawing) -> Vec<&str> {
    drawing.nodes.iter().map(|node| node.label.as_str()).collect()
}

#[test]
fn the_focus_is_first_and_neighbours_stand_on_both_sides_of_it() {
    let nodes = ["Acme", "Ana", "Bo", "Holding"].map(node);
    let edges = [edge(1, 0, 1.0), edge(2, 0, 0.4), edge(0, 3, 0.5)];
    let drawing = draw(&nodes, &edges, 0, LIMIT).unwrap();
    assert_eq!(labels(&drawing), ["Acme", "Ana", "Holding", "Bo"]);
    let focus = &drawing.nodes[0];
    assert!(drawing.nodes.iter().any(|node| node.x < focus.x));
    assert!(drawing.nodes.iter().any(|node| node.x > focus.x));
    assert_eq!(drawing.edges.len(), 3);
}

#[test]
fn an_edge_keeps_its_direction_and_ends_at_its_boxes() {
    let nodes = ["Acme", "Ana"].map(node);
    let drawing = draw(&nodes, &[edge(1, 0, 1.0)], 0, LIMIT).unwrap();
    let line = &drawing.edges[0];
    assert_eq!((line.from, line.to, line.source), (1, 0, Some(0)));
    let ends = [(line.curve[0], &drawing.nodes[1]), (line.curve[3], &drawing.nodes[0])];
    for ([x, y], node) in ends {
        assert!(((x - node.x).abs() - node.width / 2.0).abs() < 1e-9 && (y - node.y).abs() < 1e-9);
    }
}

#[test]
fn the_strongest_stay_and_the_rest_are_counted_where_they_belong() {
    let nodes: Vec<Node> = (0..100).map(|index| node(&format!("n{index}"))).collect();
    let edges: Vec<Edge> = (1..100_u32).map(|to| edge(0, to as usize, f64::from(to) / 100.0)).collect();
    let drawing = draw(&nodes, &edges, 0, LIMIT).unwrap();
    assert_eq!(drawing.nodes.len(), LIMIT);
    assert_eq!(drawing.nodes[1].label, "n99");
    let group = drawing.nodes.last().unwrap();
    assert_eq!((group.label.as_str(), group.more, group.source), ("+61", 61, None));
}

#[test]
fn a_stranger_stands_in_the_picture_without_a_line() {
    let drawing = draw(&["Acme", "Ana"].map(node), &[edge(0, 0, 1.0), edge(0, 7, 1.0)], 0, LIMIT).unwrap();
    assert_eq!((drawing.nodes.len(), drawing.edges.len()), (2, 0));
    assert_eq!(draw(&[], &[], 0, LIMIT), None);
}

#[test]
fn a_long_name_is_cut_in_its_box_and_whole_beside_it() {
    let drawing = draw(&[node("Gesellschaft für Außergewöhnliches mbH")], &[], 0, LIMIT).unwrap();
    assert_eq!(drawing.nodes[0].text, "Gesellschaft für Außerg…");
    assert_eq!(drawing.nodes[0].label, "Gesellschaft für Außergewöhnliches mbH");
    let wide = draw(&[node("東京展示会株式会社営業本部第一課")], &[], 0, LIMIT).unwrap();
    assert_eq!(wide.nodes[0].text, "東京展示会株式会社営業…");
}

fn any_graph() -> impl Strategy<Value = (Vec<Node>, Vec<Edge>)> {
    (1_usize..90).prop_flat_map(|count| {
        let labels = prop::collection::vec("\\PC{0,40}", count);
        let edges = prop::collection::vec((0..count, 0..count, 0.0_f64..1.0), 0..150);
        (labels, edges).prop_map(|(labels, edges)| {
            let nodes = labels.iter().map(|label| node(label)).collect();
            (nodes, edges.into_iter().map(|(from, to, weight)| edge(from, to, weight)).collect())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_boxes_overlap_and_all_lie_in_the_picture((nodes, edges) in any_graph(), limit in 2_usize..60) {
        let drawing = draw(&nodes, &edges, 0, limit).unwrap();
        prop_assert!(drawing.nodes.len() <= limit);
        for one in &drawing.nodes {
            prop_assert!(one.x - one.width / 2.0 >= 0.0 && one.x + one.width / 2.0 <= drawing.width);
            prop_assert!(one.y - one.height / 2.0 >= 0.0 && one.y + one.height / 2.0 <= drawing.height);
        }
        for [x, y] in drawing.edges.iter().flat_map(|edge| edge.curve) {
            prop_assert!((0.0..=drawing.width).contains(&x) && (0.0..=drawing.height).contains(&y));
        }
        for (index, one) in drawing.nodes.iter().enumerate() {
            for other in &drawing.nodes[index + 1..] {
                let apart = (one.x - other.x).abs() >= f64::midpoint(one.width, other.width)
                    || (one.y - other.y).abs() >= f64::midpoint(one.height, other.height);
                prop_assert!(apart, "{} and {}", one.label, other.label);
            }
        }
    }

    #[test]
    fn every_node_is_shown_once_or_counted((nodes, edges) in any_graph(), limit in 2_usize..60) {
        let drawing = draw(&nodes, &edges, 0, limit).unwrap();
        let mut shown: Vec<usize> = drawing.nodes.iter().filter_map(|node| node.source).collect();
        shown.sort_unstable();
        shown.dedup();
        let hidden: usize = drawing.nodes.iter().map(|node| node.more).sum();
        prop_assert_eq!(shown.len() + hidden, nodes.len());
        prop_assert_eq!(drawing.nodes[0].source, Some(0));
        prop_assert_eq!(draw(&nodes, &edges, 0, limit), Some(drawing));
    }
}
