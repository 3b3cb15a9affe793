//! Reports: hand-made leads with known figures, and each figure with exactly its leads behind it.

mod behind;
mod export;
mod figures;
mod funnel;
mod history;
mod log;

use bareme_engine::pages::leads::{self, LeadsQuery};
use bareme_engine::reports::{Dimension, English, ReportKind, ReportQuery, Selection, View, report};
use bareme_reporting::{Behind, Cell, Figure, Interval, Kind, List, Report, Section};
use bareme_testkit::World;

/// A report in English.
fn make(world: &World, kind: ReportKind, query: &ReportQuery) -> Report {
    report(world.engine(), kind, query, &English).unwrap()
}

/// The question after rows by something, in a view.
fn by(by: Dimension, view: View) -> ReportQuery {
    ReportQuery { by, view, ..ReportQuery::default() }
}

/// What lies behind a figure, as its address is read.
fn selection(behind: &Behind) -> Selection {
    assert_eq!(behind.list, List::Leads);
    let value = |name: &str| {
        let word = behind.words.iter().find(|(known, _)| *known == name);
        word.map(|(_, value)| value.clone())
    };
    let (selection, bad) = Selection::read(&value);
    assert_eq!(bad, [] as [&str; 0], "{behind:?}");
    assert_eq!(selection.words(), behind.words, "the address says all of it");
    selection
}

/// How many leads the list shows.
fn listed(world: &World, behind: &Behind) -> u64 {
    let query = LeadsQuery { selection: selection(behind), cursor: None };
    leads::list(world.engine(), &query).unwrap().fitting
}

/// Every count that opens leads, with its place and what it opens.
fn opening(report: &Report) -> Vec<(String, u64, &Behind)> {
    let figures = report.figures.iter().filter_map(|figure: &Figure| match (&figure.value, &figure.behind) {
        (Cell::Count(count), Some(behind)) => Some((figure.key.to_owned(), *count, behind)),
        _ => None,
    });
    let cells = report.sections.iter().flat_map(|section: &Section| {
        section.table.rows.iter().enumerate().flat_map(move |(place, row)| {
            row.iter().enumerate().filter_map(move |(column, cell)| {
                match (cell, section.behind(place, column)) {
                    (Cell::Count(count), Some(behind)) => {
                        let key = section.table.columns[column].key;
                        Some((format!("{} row {place} {key}", section.key), *count, behind))
                    }
                    _ => None,
                }
            })
        })
    });
    figures.chain(cells).collect()
}

/// A rate that opens leads: those that it is a share of.
struct Rate<'r> {
    place: String,
    share: f64,
    interval: Option<Interval>,
    behind: &'r Behind,
}

/// Every rate that opens leads, with its interval.
fn rates(report: &Report) -> Vec<Rate<'_>> {
    let figures = report.figures.iter().filter_map(|figure: &Figure| match (&figure.value, &figure.behind) {
        (Cell::Number(rate), Some(behind)) if figure.kind == Kind::Share => {
            Some(Rate { place: figure.key.to_owned(), share: *rate, interval: figure.interval, behind })
        }
        _ => None,
    });
    let cells = report.sections.iter().flat_map(|section: &Section| {
        let rows = section.table.rows.iter().enumerate();
        rows.flat_map(move |(place, row)| {
            (0..row.len()).filter_map(move |column| rate_at(section, place, column))
        })
    });
    figures.chain(cells).collect()
}

/// The rate of a cell, whose interval stands in the two cells after it.
fn rate_at(section: &Section, place: usize, column: usize) -> Option<Rate<'_>> {
    let row = &section.table.rows[place];
    let keys: Vec<&str> =
        section.table.columns.iter().skip(column + 1).take(2).map(|next| next.key).collect();
    if section.table.columns[column].kind != Kind::Share || keys != ["low", "high"] {
        return None;
    }
    let behind = section.behind(place, column)?;
    let number = |offset: usize| match row[column + offset] {
        Cell::Number(number) => number,
        ref other => panic!("{} row {place}: {other:?}", section.key),
    };
    let interval = Some(Interval { low: number(1), high: number(2) });
    Some(Rate { place: format!("{} row {place} rate", section.key), share: number(0), interval, behind })
}

/// The cells of a column of a section.
fn column(report: &Report, section: &str, key: &str) -> Vec<Cell> {
    let section = report.sections.iter().find(|known| known.key == section).unwrap();
    let place = section.table.columns.iter().position(|column| column.key == key).unwrap();
    section.table.rows.iter().map(|row| row[place].clone()).collect()
}

/// A figure.
fn figure<'r>(report: &'r Report, key: &str) -> &'r Figure {
    report.figures.iter().find(|figure| figure.key == key).unwrap()
}
