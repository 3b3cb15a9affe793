//! Tables on paper: how wide each column is, how large the letters, and whether the page lies.

use bareme_reporting::{Column, Kind, Table};
use serde::Serialize;

use crate::PaperLanguage;
use crate::fonts::{LEAN, cut, width};
use crate::language::tame;

/// Width of text on a standing page, points.
pub const STANDING: f64 = 493.0;
/// Width of text on a lying page, points.
pub const LYING: f64 = 739.0;
/// Beside the text of a cell, to both sides, points. `paper.typ` has the same.
const INSET: f64 = 4.0;
/// A column of words is not made wider than this for one long cell.
const WIDE: f64 = 230.0;
/// Longer words may be cut to fit: they are addresses or mistakes.
const LONG_WORD: f64 = 110.0;
/// Words up to this width stay on one line, at a size of one point: the name of a month with its year.
const SHORT: f64 = 5.0;
/// What is tried, first the best: width of the page and size of letters.
const TRIED: [(f64, f64); 6] =
    [(STANDING, 8.5), (STANDING, 7.5), (LYING, 8.5), (LYING, 7.5), (LYING, 6.5), (LYING, 5.5)];

/// A table, ready to be set.
#[derive(Debug, Serialize)]
pub struct PaperTable {
    /// What it shows, where the section does not say it.
    title: Option<String>,
    /// Size of letters, points.
    size: f64,
    /// Whether it needs a lying page.
    #[serde(skip)]
    pub lying: bool,
    /// Widths of columns, points.
    widths: Vec<f64>,
    /// Whether each column holds figures, which stand right.
    right: Vec<bool>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// What a column wants, at a size of one point.
#[derive(Clone, Copy, Default)]
struct Wish {
    /// Its widest cell.
    whole: f64,
    /// Its widest word; of figures the widest cell.
    least: f64,
}

impl PaperTable {
    pub fn new(table: &Table, section: &str, language: &PaperLanguage<'_>) -> Self {
        let heads: Vec<String> = table.columns.iter().map(head).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.iter().zip(&table.columns);
                cells.map(|(cell, column)| language.cell(cell, column.kind, None)).collect()
            })
            .collect();
        let right: Vec<bool> = table.columns.iter().map(|column| is_figure(column.kind)).collect();
        let wishes = wishes(&heads, &rows, &right);
        let (room, size) = TRIED
            .into_iter()
            .find(|(room, size)| least(&wishes, *size).iter().sum::<f64>() <= *room)
            .unwrap_or((LYING, 5.5));
        let widths = share(&wishes, room, size);
        let words = |texts: Vec<String>, bold: bool| -> Vec<String> {
            let fitted = texts.iter().zip(&widths);
            fitted.map(|(text, width)| cut(text, size, bold, width - 2.0 * INSET + 0.01)).collect()
        };
        Self {
            title: (table.title != section && !table.title.is_empty()).then(|| tame(&table.title)),
            size,
            lying: room > STANDING,
            right,
            heads: words(heads, true),
            rows: rows.into_iter().map(|row| words(row, false)).collect(),
            widths,
        }
    }
}

fn head(column: &Column) -> String {
    tame(&match &column.unit {
        Some(unit) => format!("{} ({unit})", column.title),
        None => column.title.clone(),
    })
}

const fn is_figure(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Share | Kind::Number { .. } | Kind::Hundredths)
}

fn longest_word(text: &str, bold: bool) -> f64 {
    text.split(' ').map(|word| width(word, 1.0, bold)).fold(0.0, f64::max)
}

fn wishes(heads: &[String], rows: &[Vec<String>], right: &[bool]) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = heads
        .iter()
        .map(|head| {
            let word = longest_word(head, true);
            // A head of two lines is better than a column twice as wide as its figures.
            Wish { whole: word.max(width(head, 1.0, true) * 0.6), least: word }
        })
        .collect();
    for row in rows {
        for ((text, wish), right) in row.iter().zip(&mut wishes).zip(right) {
            let whole = width(text, 1.0, false);
            wish.whole = wish.whole.max(whole);
            if whole > wish.least {
                let kept = *right || whole <= SHORT;
                wish.least = wish.least.max(if kept { whole } else { longest_word(text, false) });
            }
        }
    }
    wishes
}

/// The least that each column takes, insets included; digits that lean together are not trusted to the last tenth.
fn least(wishes: &[Wish], size: f64) -> Vec<f64> {
    wishes.iter().map(|wish| (wish.least * size * LEAN).min(LONG_WORD * size / 8.5) + 2.0 * INSET).collect()
}

/// The widths: what each needs at least, then what it wants, then a share of what is left.
#[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
fn share(wishes: &[Wish], room: f64, size: f64) -> Vec<f64> {
    let mut widths = least(wishes, size);
    let needed: f64 = widths.iter().sum();
    if needed > room {
        return widths.iter().map(|width| width / needed * room).collect();
    }
    let missing: Vec<f64> = wishes
        .iter()
        .zip(&widths)
        .map(|(wish, width)| ((wish.whole * size * LEAN).min(WIDE) + 2.0 * INSET - width).max(0.0))
        .collect();
    let wanted: f64 = missing.iter().sum();
    let part = if wanted > 0.0 { ((room - needed) / wanted).min(1.0) } else { 0.0 };
    for (width, missing) in widths.iter_mut().zip(&missing) {
        *width += missing * part;
    }
    let taken: f64 = widths.iter().sum();
    // Two columns at both ends of a page are hard to read across.
    let full = room.min(taken * if widths.len() > 3 { 2.0 } else { 1.5 });
    let more = (full - taken).max(0.0) / (widths.len().max(1) as f64);
    widths.iter().map(|width| ((width + more) * 100.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use bareme_reporting::Cell;

    use super::*;

    fn table(columns: usize, cell: &str) -> PaperTable {
        let column = |_| Column::new("c", "Column", Kind::Text);
        let mut table = Table::new("T", (0..columns).map(column).collect());
        table.push((0..columns).map(|_| Cell::from(cell)));
        PaperTable::new(&table, "T", &PaperLanguage::english())
    }

    #[test]
    fn a_table_stands_as_long_as_it_fits_then_lies_and_never_leaves_the_page() {
        for columns in [1, 3, 8, 14, 40, 120] {
            let table = table(columns, "A name of some words");
            let sum: f64 = table.widths.iter().sum();
            assert!(sum <= if table.lying { LYING } else { STANDING } + 1.0, "{columns}: {sum}");
            assert_eq!(table.lying, columns > 8, "{columns}");
        }
    }

    #[test]
    fn only_words_that_are_too_long_are_cut() {
        let is_cut = |table: &PaperTable| table.rows[0][0].contains('\n');
        assert!(!is_cut(&table(
            2,
            "a perfectly ordinary name that goes over two or even three lines of the table"
        )));
        assert!(is_cut(&table(2, &"x".repeat(400))));
    }
}
