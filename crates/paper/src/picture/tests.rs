//! Pictures of nothing are not drawn, and what is drawn stays within its frame.

use bareme_reporting::Kind;
use bareme_reporting::chart::{Axis, Bar, BarChart, Chart, FunnelChart, LineChart, SankeyChart, Series};
use bareme_scoring::Instant;

use super::{Pen, Picture, Shape};
use crate::PaperLanguage;
use crate::fonts::width;

fn drawn(chart: &Chart) -> Option<Picture> {
    Pen::new(493.0, &PaperLanguage::english()).draw(chart, "S")
}

fn bars(standing: bool, values: &[(&str, Option<f64>)]) -> Chart {
    let bar = |(label, value): &(&str, Option<f64>)| Bar {
        label: (*label).to_owned(),
        value: *value,
        interval: None,
    };
    Chart::Bars(BarChart {
        title: String::from("T"),
        standing,
        categories: String::from("C"),
        values: Axis::new("V", Kind::Count),
        bars: values.iter().map(bar).collect(),
    })
}

fn line(points: Vec<(Instant, Option<f64>)>) -> Chart {
    let series = vec![Series { label: String::from("s"), points }];
    Chart::Lines(LineChart { title: String::from("T"), values: Axis::new("V", Kind::Share), series })
}

#[test]
fn pictures_of_nothing_are_not_drawn_on_paper() {
    let funnel = FunnelChart { title: String::new(), unit: String::new(), bars: Vec::new() };
    let sankey =
        SankeyChart { title: String::new(), unit: String::new(), nodes: Vec::new(), links: Vec::new() };
    let charts = [
        bars(true, &[]),
        bars(false, &[("a", None)]),
        line(Vec::new()),
        Chart::Funnel(funnel),
        Chart::Sankey(sankey),
    ];
    for chart in charts {
        assert_eq!(drawn(&chart), None, "{chart:?}");
    }
}

#[test]
fn a_picture_stays_within_its_frame_on_paper() {
    let moment = Instant::from_millis(0);
    let name = "A name that is much longer than any bar could ever be drawn, and then some more words to it"
        .repeat(2);
    let many: Vec<(&str, Option<f64>)> =
        (0..70_u8).map(|index| ("Category", Some(f64::from(index)))).collect();
    let charts = [
        bars(true, &[("a", Some(0.0))]),
        bars(true, &[("a", Some(-3.0)), ("b", Some(5.0))]),
        bars(true, &many),
        bars(false, &many),
        bars(false, &[(&name, Some(12.0)), ("b", None)]),
        bars(true, &[(&name, Some(1.0e12))]),
        line(vec![(moment, Some(0.3))]),
        line(vec![(moment, Some(0.3)), (moment.plus_days(9), None), (moment.plus_days(99), Some(1.0))]),
    ];
    for chart in charts {
        let picture = drawn(&chart).unwrap();
        assert!(picture.height < 640.0, "{}", picture.height);
        for shape in &picture.shapes {
            let (left, right, bottom) = match shape {
                Shape::Box { x, y, width, height, .. } => (*x, x + width, y + height),
                Shape::Text { x, y, text, size, bold, .. } => (*x, x + width(text, *size, *bold), *y),
                Shape::Dot { x, y, radius, .. } => (x - radius, x + radius, y + radius),
                Shape::Area { .. } | Shape::Line { .. } => continue,
            };
            let inside = left >= -0.1 && right <= picture.width + 0.1 && bottom <= picture.height + 0.1;
            assert!(inside, "{shape:?} of {chart:?}");
        }
    }
}
