//! The sixteen cells of the matrix: the darker, the more; each says its figure.

use bareme_reporting::chart::Heatmap;
use bareme_reporting::{Cell, Kind};
use bareme_scoring::{Grade, Level, Rating};

use super::axis;
use super::{Anchor, Canvas, LETTER, Pen, place};
use crate::palette::{FAINT, INK, WHITE, shade};

const CELL: [f64; 2] = [92.0, 30.0];
const LEFT: f64 = 46.0;
const TOP: f64 = 28.0;
/// From this strength on letters are white.
const DARK: f64 = 0.75;

/// The matrix; `None` where no cell has a figure.
pub fn draw(pen: &Pen<'_>, chart: &Heatmap) -> Option<(Canvas, f64)> {
    chart.cells.iter().flatten().next()?;
    let mut canvas = Canvas::default();
    let [width, height] = CELL;
    canvas.note([0.0, 7.0], Anchor::Start, &axis::label(&chart.values), pen.width / 2.0);
    canvas.note(
        [LEFT + width * 2.0, 14.0],
        Anchor::Middle,
        &pen.language.say("report-engagement"),
        width * 2.0,
    );
    canvas.note([0.0, TOP + height * 2.0 + 2.6], Anchor::Start, &pen.language.say("report-fit"), LEFT - 16.0);
    for (column, level) in Level::ALL.into_iter().enumerate() {
        let x = LEFT + width * (place(column) + 0.5);
        canvas.write([x, TOP - 4.0], Anchor::Middle, &level.to_string(), (LETTER, INK.into(), true));
    }
    for (row, grade) in Grade::ALL.into_iter().enumerate() {
        let y = TOP + height * place(row);
        canvas.write([LEFT - 6.0, y + 18.0], Anchor::End, &grade.to_string(), (LETTER, INK.into(), true));
        for (column, level) in Level::ALL.into_iter().enumerate() {
            cell(pen, &mut canvas, chart, Rating::new(grade, level), [LEFT + width * place(column), y]);
        }
    }
    Some((canvas, TOP + height * 4.0))
}

fn cell(pen: &Pen<'_>, canvas: &mut Canvas, chart: &Heatmap, rating: Rating, [x, y]: [f64; 2]) {
    let [width, height] = CELL;
    let strength = chart.strength(rating);
    let value = chart.cell(rating);
    let fill = value.map_or_else(|| FAINT.to_owned(), |_| shade(0.06 + strength * 0.94));
    canvas.rectangle([x + 0.75, y + 0.75], [width - 1.5, height - 1.5], fill);
    let text = value.map_or_else(|| String::from("–"), |value| axis::value(pen, &chart.values, value));
    let ink = if value.is_some() && strength > DARK { WHITE } else { INK };
    let middle = x + width / 2.0;
    let count = value.and_then(|_| chart.count(rating));
    let high = if count.is_some() { 13.5 } else { 18.0 };
    canvas.write([middle, y + high], Anchor::Middle, &text, (9.0, ink.into(), true));
    if let Some(count) = count {
        let count = pen.language.cell(&Cell::Count(count), Kind::Count, None);
        canvas.write([middle, y + 23.5], Anchor::Middle, &format!("n = {count}"), (6.5, ink.into(), false));
    }
}
