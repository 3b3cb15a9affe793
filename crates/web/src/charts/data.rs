//! The table behind a chart, and tables of reports: values of the reporting crate in the visitor's language.

use bareme_reporting::{Cell, Column, Kind, Table};

use crate::i18n::Text;

/// A table as text, ready to be written.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// What it shows.
    pub title: String,
    /// Heads, and whether the column stands right.
    pub heads: Vec<(String, bool)>,
    /// Rows of cells, in the order of the heads.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    /// The table in the visitor's language.
    pub fn new(t: Text, table: &Table) -> Self {
        let heads = table.columns.iter().map(|column| (head(column), is_right(column.kind))).collect();
        let rows = table
            .rows
            .iter()
            .map(|row| {
                row.iter().zip(&table.columns).map(|(cell, column)| write(t, cell, column.kind)).collect()
            })
            .collect();
        Self { title: table.title.clone(), heads, rows }
    }

    /// Cells of a row with their heads.
    pub fn cells<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = (&'a String, &'a (String, bool))> {
        row.iter().zip(&self.heads)
    }
}

fn head(column: &Column) -> String {
    match &column.unit {
        Some(unit) => format!("{} ({unit})", column.title),
        None => column.title.clone(),
    }
}

const fn is_right(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Share | Kind::Number { .. } | Kind::Hundredths)
}

fn write(t: Text, cell: &Cell, kind: Kind) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::from("–"),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Count(count), _) => t.int(count),
        (Cell::Number(share), Kind::Share) => t.share(share),
        (Cell::Number(number), Kind::Number { digits }) => t.decimal(number, usize::from(digits)),
        (Cell::Number(number), _) => t.decimal(number, 2),
        (Cell::Hundredths(points), _) => t.points(points),
        (Cell::Moment(at), Kind::Moment) => t.moment(at),
        (Cell::Moment(at), _) => t.date(at),
        (Cell::Flag(flag), _) => t.say(if *flag { "yes" } else { "no" }),
    }
}
