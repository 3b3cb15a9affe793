//! What holds of every Sankey picture: nothing overlaps, ribbons stay within their nodes, widths say the counts.

use bareme_scoring::Stage;
use proptest::prelude::*;

use super::{SankeyChart, SankeyFrame, SankeyLayout, SankeyLink, SankeyNode, Tone, flow_chart};
use crate::chart::Chart;
use crate::interval::real;
use crate::{Flow, english};

const NEAR: f64 = 1e-6;

fn chart(columns: &[usize], links: &[(usize, usize, u64)]) -> SankeyChart {
    SankeyChart {
        title: "t".to_owned(),
        unit: "leads".to_owned(),
        nodes: columns
            .iter()
            .map(|column| SankeyNode { label: "n".to_owned(), column: *column, tone: Tone::Plain })
            .collect(),
        links: links
            .iter()
            .map(|(from, to, count)| SankeyLink { from: *from, to: *to, count: *count })
            .collect(),
    }
}

fn placed(chart: &SankeyChart) -> SankeyLayout {
    chart.layout(SankeyFrame::default()).unwrap()
}

#[test]
fn a_lead_that_did_not_arrive_is_still_open() {
    let flow = |from, to, count| Flow { from, to, count };
    let flows = [
        flow(Stage::Mql, None, 2),
        flow(Stage::Mql, Some(Stage::Sal), 5),
        flow(Stage::Sal, Some(Stage::Won), 3),
        flow(Stage::Sal, Some(Stage::Recycled), 2),
        flow(Stage::Won, None, 3),
        flow(Stage::Recycled, None, 2),
    ];
    let drawn = flow_chart(&flows, &english);
    let csv = drawn.table(&english).to_csv().replace("\r\n", "\n");
    let table = "from,to,count,share\nMQL,Still open,2,0.2857142857142857\nMQL,SAL,5,0.7142857142857143\n\
                 SAL,Won,3,0.6\nSAL,Recycled,2,0.4\n";
    assert_eq!(csv, table);
    let Chart::Sankey(drawn) = drawn else { panic!("{drawn:?}") };
    let ends: u64 = (0..drawn.nodes.len())
        .filter(|node| drawn.links.iter().all(|link| link.from != *node))
        .map(|node| drawn.throughput(node))
        .sum();
    assert_eq!((drawn.throughput(0), ends), (7, 7), "every lead ends somewhere");
    assert!(drawn.links.iter().all(|link| drawn.nodes[link.from].column < drawn.nodes[link.to].column));
}

#[test]
fn two_streams_that_need_not_cross_do_not() {
    // Given upside down: the nodes of the second column stand in the order of the first.
    let layout = placed(&chart(&[0, 0, 1, 1], &[(0, 3, 5), (1, 2, 5)]));
    let y = |node: usize| layout.nodes[node].y;
    assert_eq!(y(0) < y(1), y(3) < y(2));
}

#[test]
fn what_leads_nowhere_is_left_out_and_nothing_gives_no_picture() {
    assert_eq!(chart(&[0, 1], &[]).layout(SankeyFrame::default()), None);
    assert_eq!(
        chart(&[0, 1], &[(0, 1, 0), (1, 0, 4), (0, 9, 4), (0, 0, 4)]).layout(SankeyFrame::default()),
        None
    );
    assert_eq!(chart(&[], &[]).layout(SankeyFrame::default()), None);
}

/// Nodes in up to six columns and links between any of them, some of which are not possible.
fn charts() -> impl Strategy<Value = SankeyChart> {
    let nodes = prop::collection::vec(0_usize..6, 2..14);
    let links = prop::collection::vec((0_usize..14, 0_usize..14, 0_u64..5_000), 1..30);
    (nodes, links).prop_map(|(nodes, links)| chart(&nodes, &links))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nodes_of_a_column_never_overlap_and_stay_in_the_picture(chart in charts()) {
        let frame = SankeyFrame::default();
        let Some(layout) = chart.layout(frame) else { return Ok(()) };
        for (index, node) in layout.nodes.iter().enumerate() {
            prop_assert!(node.y >= -NEAR && node.y + node.height <= layout.height + NEAR);
            prop_assert!(node.x >= 0.0 && node.x + node.width <= layout.width);
            for other in layout.nodes.iter().skip(index + 1).filter(|other| (other.x - node.x).abs() < NEAR) {
                // Labels stand around the middle and take their height whatever the node's is.
                let room = |node: &super::PlacedStage| node.height.max(frame.label);
                let between = ((node.y + node.height / 2.0) - (other.y + other.height / 2.0)).abs();
                prop_assert!(between + NEAR >= f64::midpoint(room(node), room(other)) + frame.gap);
            }
        }
    }

    #[test]
    fn ribbons_are_as_wide_as_what_they_carry_and_keep_within_their_nodes(chart in charts()) {
        let Some(layout) = chart.layout(SankeyFrame::default()) else { return Ok(()) };
        let scale = layout.ribbons[0].thickness / real(chart.links[layout.ribbons[0].link].count);
        for ribbon in &layout.ribbons {
            let link = chart.links[ribbon.link];
            prop_assert!((ribbon.thickness - real(link.count) * scale).abs() < NEAR);
            let (from, to) = (layout.nodes[link.from], layout.nodes[link.to]);
            let (first, last) = (ribbon.pieces[0], ribbon.pieces[ribbon.pieces.len() - 1]);
            prop_assert!((first[0] - (from.x + from.width)).abs() < NEAR && (last[2] - to.x).abs() < NEAR);
            prop_assert!(first[1] >= from.y - NEAR && first[1] + ribbon.thickness <= from.y + from.height + NEAR);
            prop_assert!(last[3] >= to.y - NEAR && last[3] + ribbon.thickness <= to.y + to.height + NEAR);
            prop_assert!(ribbon.pieces.windows(2).all(|pair| (pair[0][3] - pair[1][1]).abs() < NEAR));
        }
        for node in 0..chart.nodes.len() {
            let expected = real(layout.nodes[node].count) * scale;
            prop_assert!((layout.nodes[node].height - expected).abs() < NEAR);
        }
    }

    #[test]
    fn ribbons_do_not_lie_on_each_other_where_they_leave_and_arrive(chart in charts()) {
        let Some(layout) = chart.layout(SankeyFrame::default()) else { return Ok(()) };
        for (index, ribbon) in layout.ribbons.iter().enumerate() {
            for other in layout.ribbons.iter().skip(index + 1) {
                for (piece, beside) in ribbon.pieces.iter().flat_map(|a| other.pieces.iter().map(move |b| (a, b))) {
                    let apart = |y: usize| {
                        piece[y] + ribbon.thickness <= beside[y] + NEAR || beside[y] + other.thickness <= piece[y] + NEAR
                    };
                    prop_assert!((piece[0] - beside[0]).abs() > NEAR || (apart(1) && apart(3)));
                }
            }
        }
    }

    #[test]
    fn the_same_chart_gives_the_same_picture(chart in charts()) {
        prop_assert_eq!(chart.layout(SankeyFrame::default()), chart.layout(SankeyFrame::default()));
    }
}
