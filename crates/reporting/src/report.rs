//! A report as one value, from which page, CSV, PDF, mail and command line are made: none of them counts anything itself.

use bareme_scoring::Instant;
use serde::Serialize;

use crate::chart::Chart;
use crate::{Cell, Column, Interval, Kind, Table};

/// A report, in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Its word in addresses and names of files: `funnel`.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// What it counts and in which view, in a sentence or two.
    pub lead: String,
    /// The filter in words, one pair a line: what, and which. Always complete, so that a print tells what it is about.
    pub scope: Vec<(String, String)>,
    /// When it was made.
    pub made_at: Instant,
    /// What a reader of one minute should know, in sentences, before any figure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<Highlight>,
    /// The few figures that matter, first the most important.
    pub figures: Vec<Figure>,
    /// Everything else, in reading order.
    pub sections: Vec<Section>,
    /// What its words mean.
    pub definitions: Vec<Definition>,
}

/// A few sentences under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// Its word for programs.
    pub key: &'static str,
    /// The heading.
    pub title: String,
    /// The sentences, each on its own.
    pub points: Vec<String>,
}

/// A figure that stands alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Its name for programs, and the anchor of its definition where it has one.
    pub key: &'static str,
    /// What it is.
    pub label: String,
    /// How much.
    pub value: Cell,
    /// How the value is written.
    pub kind: Kind,
    /// The unit, where the kind does not say it: `days`, `leads`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How sure it is, in the unit of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// What stands below it: a second figure in words, or how it compares with the period before.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// The leads behind it.
    #[serde(skip)]
    pub behind: Option<Behind>,
}

/// A part of a report: a picture and the table with the same figures and more, either of which may stand alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its word in addresses and names of files: `reasons`.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// How to read it, in a sentence; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
    /// Its table.
    pub table: Table,
    /// What lies behind the table's cells, by row and column; shorter than the table where nothing lies behind the rest.
    #[serde(skip)]
    pub behind: Vec<Vec<Option<Behind>>>,
}

/// The list behind a figure: leads or accounts, as the words of the list's address, such as `("reason", "no_budget")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Which list.
    pub list: List,
    /// Its filter.
    pub words: Vec<(&'static str, String)>,
}

/// A list that a figure opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Leads.
    Leads,
    /// Accounts.
    Accounts,
    /// One account; the only word is its `id`.
    Account,
    /// One contact; the only word is its `id`.
    Contact,
    /// One lead; the only word is its `id`.
    Lead,
}

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The anchor.
    pub key: &'static str,
    /// The word.
    pub term: String,
    /// What it means.
    pub text: String,
}

impl Report {
    /// The same figures without a way to those behind them, and without the sections that name some of them.
    #[must_use]
    pub fn without_lists(mut self) -> Self {
        for figure in &mut self.figures {
            figure.behind = None;
        }
        let names = |list| matches!(list, List::Account | List::Contact | List::Lead);
        self.sections
            .retain(|section| !section.behind.iter().flatten().flatten().any(|behind| names(behind.list)));
        for section in &mut self.sections {
            section.behind.clear();
        }
        self
    }

    /// A table of the report for a file: its last two columns are the filter and the time of making, in every row, so that
    /// they survive sorting and pasting.
    #[must_use]
    pub fn with_origin(&self, table: &Table) -> Table {
        let scope: Vec<String> = self.scope.iter().map(|(what, which)| format!("{what}: {which}")).collect();
        let scope = scope.join("; ");
        let mut columns = table.columns.clone();
        columns.push(Column::new("filter", "filter", Kind::Text));
        columns.push(Column::new("made_at", "made_at", Kind::Moment));
        let mut written = Table::new(table.title.clone(), columns);
        for row in &table.rows {
            written.push(row.iter().cloned().chain([scope.as_str().into(), self.made_at.into()]));
        }
        written
    }
}

impl Section {
    /// A section of a table alone.
    pub fn new(key: &'static str, title: impl Into<String>, table: Table) -> Self {
        Self { key, title: title.into(), note: String::new(), chart: None, table, behind: Vec::new() }
    }

    /// The section with a picture.
    #[must_use]
    pub fn with_chart(mut self, chart: Chart) -> Self {
        self.chart = Some(chart);
        self
    }

    /// The section with a sentence on how to read it.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// What lies behind a cell.
    pub fn behind(&self, row: usize, column: usize) -> Option<&Behind> {
        self.behind.get(row)?.get(column)?.as_ref()
    }
}
