//! Any report as text, JSON or CSV, from the value that the pages show too.

use bareme_engine::reports::{English, ReportKind, ReportQuery, Wording, report};
use bareme_reporting::{Cell, Column, Figure, Kind, Report, Table, english};

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Outcome, print, print_json, print_lines};

/// Makes a report and prints it. As CSV, that is its first table.
pub fn run(settings: &Settings, kind: ReportKind, query: &ReportQuery) -> Outcome {
    let engine = crate::commands::filled_engine(settings)?;
    let report = report(&engine, kind, query, &English)?;
    match settings.format {
        Some(Format::Json) => print_json(&report),
        Some(Format::Csv) => {
            let table = report.sections.first().map(|section| section.table.to_csv());
            print(&table.unwrap_or_default())
        }
        _ => print_lines(&text(&report)),
    }
}

fn text(report: &Report) -> Vec<String> {
    let mut lines = vec![report.title.clone(), report.lead.clone(), String::new()];
    lines.extend(report.scope.iter().map(|(what, which)| format!("{what}: {which}")));
    lines.push(String::new());
    lines.push(figures(&report.figures).to_text(&english));
    for section in &report.sections {
        lines.push(section.table.to_text(&english));
        if !section.note.is_empty() {
            lines.push(format!("{}\n", section.note));
        }
    }
    lines
}

fn figures(figures: &[Figure]) -> Table {
    let columns = vec![
        Column::new("figure", "Figure", Kind::Text),
        Column::new("value", "Value", Kind::Text),
        Column::new("hint", "", Kind::Text),
    ];
    let mut table = Table::new("", columns);
    for figure in figures {
        table.push([figure.label.as_str().into(), value(figure).into(), figure.hint.as_str().into()]);
    }
    table
}

fn value(figure: &Figure) -> Option<String> {
    let number = match (&figure.value, figure.kind) {
        (Cell::Empty, _) => return None,
        (Cell::Text(text), _) => text.clone(),
        (Cell::Count(count), _) => count.to_string(),
        (Cell::Number(share), Kind::Share) => English.share(*share),
        (Cell::Number(number), Kind::Number { digits }) => English.number(*number, digits),
        (Cell::Number(number), _) => number.to_string(),
        (Cell::Hundredths(points), _) => points.to_string(),
        (Cell::Moment(moment), _) => English.date(*moment),
        (Cell::Flag(flag), _) => english(if *flag { "report-yes" } else { "report-no" }),
    };
    Some(match &figure.unit {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    })
}
