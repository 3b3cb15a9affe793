//! Which list lies behind a part of a picture: the one behind the cell of the section's table that says the same.
//!
//! Pictures and tables are made from the same figures, so that a part finds its row by what it is called.

use bareme_reporting::chart::Chart;
use bareme_reporting::{Behind, Cell, Section};

use crate::charts::Mark;

/// The list behind a part of the picture of a section.
pub(super) fn behind<'s>(section: &'s Section, chart: &Chart, mark: Mark) -> Option<&'s Behind> {
    match (chart, mark) {
        (Chart::Funnel(funnel), Mark::Bar(index)) => {
            let label = &funnel.bars.get(index)?.label;
            step(section, index).or_else(|| of_row(section, row_named(section, &[label])?))
        }
        (Chart::Bars(bars), Mark::Bar(index)) => {
            of_row(section, row_named(section, &[&bars.bars.get(index)?.label])?)
        }
        (Chart::Pareto(pareto), Mark::Bar(index)) => {
            of_row(section, row_named(section, &[&pareto.bars.get(index)?.label])?)
        }
        (Chart::Heatmap(_), Mark::Cell(rating)) => {
            if let Some(row) = row_named(section, &[&rating.to_string()]) {
                return of_row(section, row);
            }
            let row = row_named(section, &[&rating.grade.to_string()])?;
            section.behind(row, usize::from(rating.level.number()))
        }
        (Chart::Sankey(sankey), Mark::Ribbon(index)) => {
            let link = sankey.links.get(index)?;
            let (from, to) = (sankey.nodes.get(link.from)?, sankey.nodes.get(link.to)?);
            of_row(section, row_named(section, &[&from.label, &to.label])?)
        }
        _ => None,
    }
}

/// The stage of a funnel in a table of its steps: who entered the first step, who reached the end of each.
fn step(section: &Section, index: usize) -> Option<&Behind> {
    let column = |key: &str| section.table.columns.iter().position(|column| column.key == key);
    match index.checked_sub(1) {
        None => section.behind(0, column("entered")?),
        Some(row) => section.behind(row, column("reached")?),
    }
}

/// The first row whose texts are these.
fn row_named(section: &Section, names: &[&str]) -> Option<usize> {
    section.table.rows.iter().position(|row| {
        let texts = row.iter().filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.take(names.len()).eq(names.iter().copied())
    })
}

/// The first list of a row.
fn of_row(section: &Section, row: usize) -> Option<&Behind> {
    section.behind.get(row)?.iter().flatten().next()
}
