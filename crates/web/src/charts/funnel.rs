//! Bars that narrow from stage to stage, with the conversion between them.

use askama::Template;
use bareme_reporting::Proportion;
use bareme_reporting::chart::{FunnelBar, FunnelChart};

use super::mark::{Behind, Mark};
use super::{DataTable, Drawing};
use crate::i18n::Text;
use crate::pages::parts::ratio;

#[derive(Template)]
#[template(path = "charts/funnel.html")]
struct Picture {
    t: Text,
    title: String,
    unit: String,
    stages: Vec<Stage>,
    data: Option<DataTable>,
}

struct Stage {
    label: String,
    count: u64,
    /// Left end and width of 100: the bar stands in the middle.
    left: String,
    width: String,
    /// What the pointer shows: the stage, its count, its share of the first stage.
    told: String,
    link: Option<String>,
    /// The way from the stage before, as a slanted band.
    from_previous: Option<Passage>,
}

struct Passage {
    band: String,
    rate: String,
    interval: String,
}

/// The funnel; `None` without any stage.
pub(super) fn draw(t: Text, chart: &FunnelChart, behind: Behind<'_>) -> Option<Drawing> {
    let most = chart.bars.iter().map(|bar| bar.count).max()?;
    let half = |count: u64| (ratio(count, most) * 50.0).max(if count > 0 { 0.4 } else { 0.0 });
    let mut before = None;
    let stages = chart
        .bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let now = half(bar.count);
            Stage {
                label: bar.label.clone(),
                count: bar.count,
                left: format!("{:.1}", 50.0 - now),
                width: format!("{:.1}", now * 2.0),
                told: told(t, chart, bar),
                link: behind.way(Mark::Bar(index)),
                from_previous: before.replace(now).map(|above| passage(t, bar, above, now)),
            }
        })
        .collect();
    Drawing::of(&Picture {
        t,
        title: chart.title.clone(),
        unit: chart.unit.clone(),
        stages,
        data: behind.data,
    })
}

fn passage(t: Text, bar: &FunnelBar, above: f64, now: f64) -> Passage {
    Passage {
        band: format!(
            "{:.1},0 {:.1},0 {:.1},10 {:.1},10",
            50.0 - above,
            50.0 + above,
            50.0 + now,
            50.0 - now
        ),
        rate: bar.of_previous.map_or_else(|| String::from("–"), |proportion| t.rate(&proportion)),
        interval: bar.of_previous.map(|proportion| t.rate_interval(&proportion)).unwrap_or_default(),
    }
}

fn told(t: Text, chart: &FunnelChart, bar: &FunnelBar) -> String {
    let plain = format!("{}: {} {}", bar.label, t.int(bar.count), chart.unit);
    let Some(first) = chart.bars.first().filter(|first| first.label != bar.label) else { return plain };
    match (Proportion { part: bar.count, whole: first.count }).rate() {
        Some(rate) => {
            format!("{plain}; {}", t.with2("chart-of", "share", t.share(&rate), "whole", &first.label))
        }
        None => plain,
    }
}
