//! Bars that narrow from stage to stage, with the conversion between them.

use askama::Template;
use bareme_reporting::chart::FunnelChart;

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
    data: DataTable,
}

struct Stage {
    label: String,
    count: u64,
    /// Width of 100.
    width: String,
    /// The way from the stage before, as a slanted band.
    from_previous: Option<Passage>,
}

struct Passage {
    band: String,
    rate: String,
    interval: String,
}

/// The funnel; `None` without any stage.
pub(super) fn draw(t: Text, chart: &FunnelChart, data: DataTable) -> Option<Drawing> {
    let most = chart.bars.iter().map(|bar| bar.count).max()?;
    let width = |count: u64| (ratio(count, most) * 100.0).max(if count > 0 { 0.6 } else { 0.0 });
    let mut before = None;
    let stages = chart
        .bars
        .iter()
        .map(|bar| {
            let now = width(bar.count);
            let passage = before.replace(now).map(|above: f64| Passage {
                band: format!("0,0 {above:.1},0 {now:.1},10 0,10"),
                rate: bar
                    .of_previous
                    .and_then(bareme_reporting::Proportion::rate)
                    .map_or_else(|| String::from("–"), |rate| t.share(&rate)),
                interval: bar
                    .of_previous
                    .and_then(bareme_reporting::Proportion::interval)
                    .map(|ends| t.with2("interval", "low", t.share(&ends.low), "high", t.share(&ends.high)))
                    .unwrap_or_default(),
            });
            Stage {
                label: bar.label.clone(),
                count: bar.count,
                width: format!("{now:.1}"),
                from_previous: passage,
            }
        })
        .collect();
    Drawing::of(&Picture { t, title: chart.title.clone(), unit: chart.unit.clone(), stages, data })
}
