//! One bar for each category, with its interval where there is one: standing for times, lying for names.

use askama::Template;
use bareme_reporting::chart::{BarChart, ticks};

use super::axis::{self, Scale, Tick};
use super::mark::{Behind, Mark};
use super::{DataTable, Drawing, Room};
use crate::i18n::Text;

/// Width and height in a column, and over a page.
const COLUMN: (f64, f64) = (400.0, 160.0);
const PAGE: (f64, f64) = (660.0, 190.0);
const RIGHT: f64 = 18.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 20.0;

#[derive(Template)]
#[template(path = "charts/bars.html")]
struct Standing {
    t: Text,
    class: &'static str,
    title: String,
    width: f64,
    height: f64,
    left: f64,
    bottom: f64,
    up: Vec<Tick>,
    bars: Vec<Bar>,
    /// Whether a bar leads anywhere.
    linked: bool,
    data: Option<DataTable>,
}

struct Bar {
    x: String,
    y: String,
    width: String,
    height: String,
    middle: String,
    /// Upper and lower end of the interval.
    whisker: Option<(String, String)>,
    /// Written below; empty where labels would touch.
    label: String,
    told: String,
    link: Option<String>,
}

/// The bars; `None` without any value.
pub(super) fn draw(t: Text, chart: &BarChart, room: Room, behind: Behind<'_>) -> Option<Drawing> {
    let ends = chart.bars.iter().filter_map(|bar| {
        let value = bar.value?;
        Some(bar.interval.map_or(value, |interval| interval.high.max(value)))
    });
    let high = ends.reduce(f64::max)?;
    let marks = ticks(0.0, high, 3);
    if chart.standing { standing(t, chart, room, &marks, behind) } else { lying(t, chart, &marks, behind) }
}

#[expect(clippy::cast_precision_loss, reason = "a chart has few bars")]
fn standing(t: Text, chart: &BarChart, room: Room, marks: &[f64], behind: Behind<'_>) -> Option<Drawing> {
    let (width, height) = if room == Room::Page { PAGE } else { COLUMN };
    let down = Scale::new(*marks.first()?, *marks.last()?, height - BOTTOM, TOP);
    let up: Vec<Tick> = marks.iter().map(|mark| Tick::up(t, &chart.values, *mark, down)).collect();
    let left = axis::room_for(&up);
    let step = (width - left - RIGHT) / chart.bars.len() as f64;
    // Where bars are narrower than a label only some are written, always the last.
    let label = if room == Room::Page { 110.0 } else { 62.0 };
    let every = (label / step).ceil().max(1.0);
    let count = chart.bars.len();
    let bars: Vec<Bar> = chart
        .bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let x = left + step * index as f64;
            let y = down.at(bar.value.unwrap_or(0.0));
            let from_end = (count - 1 - index) as f64;
            Bar {
                x: axis::place(x + step * 0.16),
                y: axis::place(y),
                width: axis::place(step * 0.68),
                height: axis::place((height - BOTTOM - y).max(0.0)),
                middle: axis::place(x + step * 0.5),
                whisker: bar
                    .interval
                    .filter(|_| bar.value.is_some())
                    .map(|ends| (axis::place(down.at(ends.high)), axis::place(down.at(ends.low)))),
                label: if from_end % every < 0.5 { bar.label.clone() } else { String::new() },
                told: told(t, chart, bar),
                link: behind.way(Mark::Bar(index)),
            }
        })
        .collect();
    Drawing::of(&Standing {
        t,
        title: chart.title.clone(),
        class: room.class(),
        width,
        height,
        left,
        bottom: height - BOTTOM,
        up,
        linked: bars.iter().any(|bar| bar.link.is_some()),
        bars,
        data: behind.data,
    })
}

#[derive(Template)]
#[template(path = "charts/rows.html")]
struct Lying {
    t: Text,
    title: String,
    rows: Vec<Row>,
    data: Option<DataTable>,
}

struct Row {
    label: String,
    /// Width of 100.
    width: String,
    /// From and to of 100, where the interval is drawn.
    whisker: Option<(String, String)>,
    value: String,
    interval: String,
    told: String,
    link: Option<String>,
}

fn lying(t: Text, chart: &BarChart, marks: &[f64], behind: Behind<'_>) -> Option<Drawing> {
    let across = Scale::new(*marks.first()?, *marks.last()?, 0.0, 100.0);
    let rows = chart
        .bars
        .iter()
        .enumerate()
        .map(|(index, bar)| Row {
            label: bar.label.clone(),
            width: axis::place(across.at(bar.value.unwrap_or(0.0)).max(0.0)),
            whisker: bar
                .interval
                .filter(|_| bar.value.is_some())
                .map(|ends| (axis::place(across.at(ends.low)), axis::place(across.at(ends.high)))),
            value: bar.value.map_or_else(|| String::from("–"), |value| axis::figure(t, &chart.values, value)),
            interval: interval(t, chart, bar),
            told: told(t, chart, bar),
            link: behind.way(Mark::Bar(index)),
        })
        .collect();
    Drawing::of(&Lying { t, title: chart.title.clone(), rows, data: behind.data })
}

fn interval(t: Text, chart: &BarChart, bar: &bareme_reporting::chart::Bar) -> String {
    let Some(ends) = bar.interval.filter(|_| bar.value.is_some()) else { return String::new() };
    let (low, high) = (axis::figure(t, &chart.values, ends.low), axis::figure(t, &chart.values, ends.high));
    t.with2("interval", "low", low, "high", high)
}

/// What the pointer shows over a bar.
fn told(t: Text, chart: &BarChart, bar: &bareme_reporting::chart::Bar) -> String {
    let Some(value) = bar.value else { return format!("{}: –", bar.label) };
    let text = format!("{}: {}", bar.label, axis::figure(t, &chart.values, value));
    match interval(t, chart, bar) {
        ends if ends.is_empty() => text,
        ends => format!("{text} {ends}"),
    }
}
