//! The table behind a chart, and tables of reports: values of the reporting crate in the visitor's language.

use bareme_reporting::{Column, Kind, Table};

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
                row.iter().zip(&table.columns).map(|(cell, column)| t.cell(cell, column.kind)).collect()
            })
            .collect();
        Self { title: table.title.clone(), heads, rows }
    }

    /// Cells of a row with their heads.
    pub fn cells<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = (&'a String, &'a (String, bool))> {
        row.iter().zip(&self.heads)
    }
}

/// The title of a column with its unit.
pub(crate) fn head(column: &Column) -> String {
    match &column.unit {
        Some(unit) => format!("{} ({unit})", column.title),
        None => column.title.clone(),
    }
}

/// Whether figures of a kind stand right.
pub(crate) const fn is_right(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Share | Kind::Number { .. } | Kind::Hundredths)
}
