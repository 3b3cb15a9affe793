//! Tables as values: what is in them, in which unit, and how they are written as text, CSV and JSON.

mod csv;
mod record;
mod text;

use bareme_scoring::{Instant, Points};
use serde::Serialize;

pub use record::Record;

/// What a column holds, from which follow its alignment and how a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    Text,
    /// Whole things.
    Count,
    /// A share of 0 to 1; people read it as a percentage.
    Share,
    /// A real number with so many digits after the point.
    Number {
        /// Digits after the point for people; files keep them all.
        digits: u8,
    },
    /// Points or an amount: exact hundredths.
    Hundredths,
    /// A day.
    Date,
    /// A moment.
    Moment,
    /// Yes or no.
    Flag,
}

/// How many of `digits` after the point people want to read of a number on a page: with a hundred and more a single one
/// says nothing. Files and the text of the command line keep them.
pub fn readable_digits(number: f64, digits: u8) -> u8 {
    if digits == 1 && number.abs() >= 99.95 { 0 } else { digits }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name in files and for programs.
    pub key: &'static str,
    /// Its title for people.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Unit of its figures, where the kind does not say it: `days`, `EUR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Column {
    /// A column without a unit.
    pub fn new(key: &'static str, title: impl Into<String>, kind: Kind) -> Self {
        Self { key, title: title.into(), kind, unit: None }
    }

    /// The column with a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }
}

/// One value. Written to JSON as a plain value; what is not known as null.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Not known, or does not apply.
    Empty,
    /// Words.
    Text(String),
    /// Whole things.
    Count(u64),
    /// A share of 0 to 1, or another real number.
    Number(f64),
    /// Points or an amount.
    Hundredths(Points),
    /// A day or a moment.
    Moment(Instant),
    /// Yes or no.
    Flag(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Points> for Cell {
    fn from(points: Points) -> Self {
        Self::Hundredths(points)
    }
}

impl From<Instant> for Cell {
    fn from(moment: Instant) -> Self {
        Self::Moment(moment)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table. Every row has one cell for each column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { title: title.into(), columns, rows: Vec::new() }
    }

    /// Adds a row; cells that are missing are empty, cells beyond the last column are left out.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<Cell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row);
    }

    /// The rows as records, for JSON: `{"cohort": "2026-Q1", "mql": 120, …}`.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(|row| Record::new(&self.columns, row))
    }
}

#[cfg(test)]
mod tests;
