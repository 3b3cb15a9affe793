//! A section as a page shows it: its table with links, rates together with their intervals, and its picture.

use bareme_reporting::chart::Chart;
use bareme_reporting::{Cell, Interval, Kind, Report, Section};

use super::marks;
use crate::charts::{self, Behind, DataTable, Drawing, Room};
use crate::i18n::Text;
use crate::urls::{self, Link};

/// A section as it is shown.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its word in addresses.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// Its picture.
    pub drawing: Option<Drawing>,
    /// Heads of the columns.
    pub heads: Vec<Head>,
    /// Rows.
    pub rows: Vec<Row>,
    /// All rows together, where there are several.
    pub totals: Vec<Row>,
    /// The table as a file.
    pub csv: Link,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Head {
    /// Title with its unit.
    pub label: String,
    /// Figures stand right.
    pub right: bool,
    /// The definition of its word, where there is one.
    pub defined: Option<&'static str>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub name: Shown,
    /// Whether its rates will still rise.
    pub immature: bool,
    /// The other cells.
    pub cells: Vec<Shown>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What is written.
    pub text: String,
    /// The list behind it.
    pub link: Option<Link>,
    /// A picture of an interval, ready HTML.
    pub bar: String,
    /// The title of its column.
    pub label: String,
    /// Figures stand right.
    pub right: bool,
    /// Whether there is nothing to show.
    pub empty: bool,
}

/// How a column of a table is shown.
enum Column {
    /// As it is.
    Plain(usize),
    /// The ends of the interval of a rate, which stands in a column before.
    Ends { rate: usize, low: usize, high: usize },
}

/// A table with more rows stands folded below its picture or its heading.
const LONG: usize = 40;

impl Part {
    /// Whether its table has so many rows that it stands folded.
    pub const fn is_long(&self) -> bool {
        self.rows.len() > LONG
    }

    /// A section of a report; `csv` is the address of its table as a file.
    pub fn new(t: Text, report: &Report, section: &Section, csv: Link) -> Self {
        let columns = columns(section);
        let heads = columns.iter().map(|column| head(t, report, section, column)).collect::<Vec<_>>();
        let mut rows: Vec<Row> =
            (0..section.table.rows.len()).map(|row| shown(t, section, &columns, &heads, row)).collect();
        let total = t.say("report-total");
        let apart = rows.iter().rposition(|row| row.name.text != total);
        let totals = apart.map(|last| rows.split_off(last + 1)).unwrap_or_default();
        Self {
            key: section.key,
            title: section.title.clone(),
            note: section.note.clone(),
            drawing: section.chart.as_ref().and_then(|chart| picture(t, section, chart)),
            heads,
            rows,
            totals,
            csv,
        }
    }
}

/// The picture leads to the leads behind its parts. The table below it has the same figures and more; lines, whose points
/// may stand on several rows, and a picture whose section has no rows bring their own.
fn picture(t: Text, section: &Section, chart: &Chart) -> Option<Drawing> {
    let brings = section.table.rows.is_empty() || matches!(chart, Chart::Lines(_));
    let data = brings.then(|| DataTable::new(t, &chart.table(&|key| t.say(key))));
    let ways = |mark| marks::behind(section, chart, mark).map(urls::behind);
    charts::draw_with(t, chart, Room::Page, Behind { ways: &ways, data })
}

/// A rate that is followed by the ends of its interval takes them into one column; whether a row is immature stands
/// beside its name.
fn columns(section: &Section) -> Vec<Column> {
    let all = &section.table.columns;
    let mut shown = Vec::with_capacity(all.len());
    let mut index = 0;
    while let Some(column) = all.get(index) {
        // An estimate has an interval of its own: estimate, estimate_low, estimate_high.
        let follows =
            |offset: usize, end: &str| all.get(index + offset).is_some_and(|next| next.key.ends_with(end));
        if column.key == "immature" && column.kind == Kind::Flag {
            index += 1;
        } else if column.kind == Kind::Share && follows(1, "low") && follows(2, "high") {
            shown.extend([
                Column::Plain(index),
                Column::Ends { rate: index, low: index + 1, high: index + 2 },
            ]);
            index += 3;
        } else {
            shown.push(Column::Plain(index));
            index += 1;
        }
    }
    shown
}

fn head(t: Text, report: &Report, section: &Section, column: &Column) -> Head {
    let defined = |key: &str| {
        report.definitions.iter().find(|definition| definition.key == key).map(|definition| definition.key)
    };
    match column {
        Column::Ends { .. } => {
            Head { label: t.say("interval-95"), right: false, defined: defined("interval") }
        }
        Column::Plain(index) => match section.table.columns.get(*index) {
            Some(column) => Head {
                label: charts::head(column),
                right: charts::is_right(column.kind),
                defined: defined(column.key),
            },
            None => Head { label: String::new(), right: false, defined: None },
        },
    }
}

fn shown(t: Text, section: &Section, columns: &[Column], heads: &[Head], row: usize) -> Row {
    let mut cells = columns.iter().zip(heads).map(|(column, head)| Shown {
        label: head.label.clone(),
        right: head.right,
        ..cell(t, section, row, column)
    });
    let name = cells.next().unwrap_or_default();
    let cells = cells.collect();
    let flag = section.table.columns.iter().position(|column| column.key == "immature");
    let immature = flag.is_some_and(|index| value(section, row, index) == Some(&Cell::Flag(true)));
    Row { name, immature, cells }
}

fn value(section: &Section, row: usize, column: usize) -> Option<&Cell> {
    section.table.rows.get(row)?.get(column)
}

fn number(section: &Section, row: usize, column: usize) -> Option<f64> {
    match value(section, row, column)? {
        Cell::Number(number) => Some(*number),
        _ => None,
    }
}

fn cell(t: Text, section: &Section, row: usize, column: &Column) -> Shown {
    match column {
        Column::Plain(index) => {
            let kind = section.table.columns.get(*index).map_or(Kind::Text, |column| column.kind);
            let value = value(section, row, *index).unwrap_or(&Cell::Empty);
            let link = section.behind(row, *index).map(urls::behind);
            Shown { text: t.cell(value, kind), link, empty: *value == Cell::Empty, ..Shown::default() }
        }
        Column::Ends { rate, low, high } => {
            let ends = (number(section, row, *low), number(section, row, *high));
            let (Some(low), Some(high)) = ends else {
                return Shown { text: String::from("–"), empty: true, ..Shown::default() };
            };
            let bar = number(section, row, *rate)
                .map(|rate| charts::interval_mark(rate, Interval { low, high }))
                .unwrap_or_default();
            let text = t.with2("interval", "low", t.share(&low), "high", t.share(&high));
            Shown { text, bar, ..Shown::default() }
        }
    }
}
