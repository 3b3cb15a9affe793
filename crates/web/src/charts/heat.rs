//! The matrix with a figure in each cell: shaded, numbered, and with how many it stands on.

use askama::Template;
use bareme_reporting::Kind;
use bareme_reporting::chart::Heatmap;
use bareme_scoring::{Grade, Level, Rating};

use super::mark::{Behind, Mark};
use super::{DataTable, Drawing, axis};
use crate::i18n::Text;

/// Rates of fewer leads than this are drawn as uncertain.
const FEW: u64 = 10;

#[derive(Template)]
#[template(path = "charts/heat.html")]
struct Picture {
    t: Text,
    title: String,
    rows: Vec<(Grade, Vec<Cell>)>,
    /// Whether some cell stands on few leads.
    uncertain: bool,
    data: Option<DataTable>,
}

struct Cell {
    rating: Rating,
    /// Shade, 0 (nothing to say) to 4.
    shade: u8,
    value: String,
    /// "n = 41".
    count: String,
    few: bool,
    told: String,
    link: Option<String>,
}

/// The map; `None` when no cell has anything to say.
pub(super) fn draw(t: Text, chart: &Heatmap, behind: Behind<'_>) -> Option<Drawing> {
    chart.cells.iter().flatten().next()?;
    let rows: Vec<(Grade, Vec<Cell>)> = Grade::ALL
        .into_iter()
        .map(|grade| {
            let cells =
                Level::ALL.into_iter().map(|level| cell(t, chart, Rating::new(grade, level), &behind));
            (grade, cells.collect())
        })
        .collect();
    let uncertain = rows.iter().flat_map(|(_, cells)| cells).any(|cell| cell.few);
    Drawing::of(&Picture { t, title: chart.title.clone(), rows, uncertain, data: behind.data })
}

fn cell(t: Text, chart: &Heatmap, rating: Rating, behind: &Behind<'_>) -> Cell {
    let value = chart.cell(rating);
    let shown = value.map_or_else(|| String::from("–"), |value| axis::figure(t, &chart.values, value));
    let number = chart.count(rating);
    let count = number.map(|number| t.with("chart-n", "n", t.int(number))).unwrap_or_default();
    let mut told = format!("{rating}: {shown}");
    if let Some(number) = number {
        told.push_str("; ");
        told.push_str(&t.count("chart-of-leads", number));
    }
    Cell {
        rating,
        shade: shade(chart.strength(rating), value.is_some()),
        value: shown,
        count,
        few: chart.values.kind == Kind::Share && number.is_some_and(|number| number > 0 && number < FEW),
        told,
        link: behind.way(Mark::Cell(rating)),
    }
}

/// Four shades, by quarters of the strongest cell.
const fn shade(strength: f64, known: bool) -> u8 {
    match strength {
        _ if !known => 0,
        strength if strength > 0.75 => 4,
        strength if strength > 0.5 => 3,
        strength if strength > 0.25 => 2,
        _ => 1,
    }
}
