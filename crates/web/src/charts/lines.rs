//! Values over time.

use std::fmt::Write;

use askama::Template;
use bareme_reporting::chart::{LineChart, Series, ticks};
use bareme_scoring::Instant;

use super::axis::{self, Scale, Tick};
use super::mark::Behind;
use super::{DataTable, Drawing, Room};
use crate::i18n::Text;

/// Width and height in a column, and over a page.
const COLUMN: (f64, f64) = (330.0, 165.0);
const PAGE: (f64, f64) = (660.0, 200.0);
/// Room for the figures of the axis in a column.
const LEFT: f64 = 34.0;
const RIGHT: f64 = 10.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 22.0;
/// A line with more points than this shows them only when they are pointed at.
const DOTTED: usize = 26;
/// More points than these cannot be told apart, and would only make the page long; the table has them all.
const POINTED: usize = 120;

#[derive(Template)]
#[template(path = "charts/lines.html")]
struct Picture {
    t: Text,
    class: &'static str,
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
    /// Whether every point is drawn.
    dotted: bool,
    data: Option<DataTable>,
}

struct Line {
    label: String,
    path: String,
    points: Vec<Point>,
}

struct Point {
    x: String,
    y: String,
    told: String,
    last: bool,
}

/// Lines with their dates; `None` without any point.
#[expect(clippy::cast_precision_loss, reason = "moments are below 2^53 milliseconds")]
pub(super) fn draw(t: Text, chart: &LineChart, room: Room, behind: Behind<'_>) -> Option<Drawing> {
    let moments = || chart.series.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at));
    let (first, last) = (moments().min()?, moments().max()?);
    let values =
        || chart.series.iter().flat_map(|series| series.points.iter().filter_map(|(_, value)| *value));
    let (low, high) =
        values().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    // Scores are read against the whole of their scale.
    let high = if high > 10.0 && high <= 100.0 { 100.0 } else { high };
    let marks = ticks(low, high, 4);
    let (width, height) = if room == Room::Page { PAGE } else { COLUMN };
    let down = Scale::new(*marks.first()?, *marks.last()?, height - BOTTOM, TOP);
    let up: Vec<Tick> = marks.iter().map(|mark| Tick::up(t, &chart.values, *mark, down)).collect();
    let left = if room == Room::Page { axis::room_for(&up) } else { LEFT };
    let across = Scale::new(first.millis() as f64, last.millis() as f64, left, width - RIGHT);
    let picture = Picture {
        t,
        class: room.class(),
        title: chart.title.clone(),
        summary: summary(t, chart, first, last),
        width,
        height,
        left,
        right: width - RIGHT,
        bottom: height - BOTTOM,
        across: axis::dates(t, first, last, across),
        up,
        lines: chart.series.iter().map(|series| line(t, chart, series, across, down)).collect(),
        dotted: chart.series.iter().all(|series| series.points.len() <= DOTTED),
        data: behind.data,
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
fn line(t: Text, chart: &LineChart, series: &Series, across: Scale, down: Scale) -> Line {
    let mut path = String::new();
    let mut points = Vec::new();
    let mut pen_down = false;
    let count = series.points.len();
    let every = count.div_ceil(POINTED).max(1);
    let last = series.points.iter().rposition(|(_, value)| value.is_some());
    for (index, (at, value)) in series.points.iter().enumerate() {
        let Some(value) = value else {
            pen_down = false;
            continue;
        };
        let (x, y) = (across.at(at.millis() as f64), down.at(*value));
        let _ = write!(path, "{}{x:.1} {y:.1}", if pen_down { "L" } else { "M" });
        pen_down = true;
        let is_last = last == Some(index);
        if is_last || index % every == 0 {
            let figure = axis::figure(t, &chart.values, *value);
            let told = format!("{}, {}: {figure}", series.label, t.date(at));
            points.push(Point { x: axis::place(x), y: axis::place(y), told, last: is_last });
        }
    }
    Line { label: series.label.clone(), path, points }
}
