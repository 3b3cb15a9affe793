//! Values over time.

use std::fmt::Write;

use askama::Template;
use bareme_reporting::chart::{LineChart, Series, ticks};
use bareme_scoring::Instant;

use super::axis::{self, Scale, Tick};
use super::{DataTable, Drawing};
use crate::i18n::Text;

const WIDTH: f64 = 330.0;
const HEIGHT: f64 = 165.0;
const LEFT: f64 = 34.0;
const RIGHT: f64 = 10.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 22.0;

#[derive(Template)]
#[template(path = "charts/lines.html")]
struct Picture {
    t: Text,
    title: String,
    summary: String,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    across: Vec<Tick>,
    up: Vec<Tick>,
    lines: Vec<Line>,
    data: DataTable,
}

struct Line {
    label: String,
    path: String,
    end: Option<(String, String)>,
}

/// Lines with their dates; `None` without any point.
#[expect(clippy::cast_precision_loss, reason = "moments are below 2^53 milliseconds")]
pub(super) fn draw(t: Text, chart: &LineChart, data: DataTable) -> Option<Drawing> {
    let moments = || chart.series.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at));
    let (first, last) = (moments().min()?, moments().max()?);
    let values =
        || chart.series.iter().flat_map(|series| series.points.iter().filter_map(|(_, value)| *value));
    let (low, high) =
        values().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    // Scores are read against the whole of their scale.
    let high = if high > 10.0 && high <= 100.0 { 100.0 } else { high };
    let marks = ticks(low, high, 4);
    let down = Scale::new(*marks.first()?, *marks.last()?, HEIGHT - BOTTOM, TOP);
    let across = Scale::new(first.millis() as f64, last.millis() as f64, LEFT, WIDTH - RIGHT);
    let picture = Picture {
        t,
        title: chart.title.clone(),
        summary: summary(t, chart, first, last),
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right: WIDTH - RIGHT,
        bottom: HEIGHT - BOTTOM,
        across: axis::dates(t, first, last, across),
        up: marks
            .iter()
            .map(|mark| Tick {
                at: axis::place(down.at(*mark)),
                label: axis::figure(t, &chart.values, *mark),
            })
            .collect(),
        lines: chart.series.iter().map(|series| line(series, across, down)).collect(),
        data,
    };
    Drawing::of(&picture)
}

/// What a screen reader says instead of the picture: where each line begins and ends.
fn summary(t: Text, chart: &LineChart, first: Instant, last: Instant) -> String {
    let mut text = format!("{} – {}.", t.date(&first), t.date(&last));
    for series in &chart.series {
        let mut known = series.points.iter().filter_map(|(_, value)| *value);
        if let Some(begin) = known.next() {
            let end = known.next_back().unwrap_or(begin);
            let (begin, end) = (axis::figure(t, &chart.values, begin), axis::figure(t, &chart.values, end));
            let _ = write!(text, " {}: {begin} → {end}.", series.label);
        }
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "moments are below 2^53 milliseconds")]
fn line(series: &Series, across: Scale, down: Scale) -> Line {
    let mut path = String::new();
    let mut end = None;
    let mut pen_down = false;
    for (at, value) in &series.points {
        let Some(value) = value else {
            pen_down = false;
            continue;
        };
        let (x, y) = (across.at(at.millis() as f64), down.at(*value));
        let _ = write!(path, "{}{x:.1} {y:.1}", if pen_down { "L" } else { "M" });
        end = Some((axis::place(x), axis::place(y)));
        pen_down = true;
    }
    Line { label: series.label.clone(), path, end }
}
