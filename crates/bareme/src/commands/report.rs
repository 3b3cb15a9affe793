//! `bareme report`: figures as text, JSON, CSV or PDF. All are made from one value, and nothing is counted here.

mod text;

use std::io::{IsTerminal, Write};
use std::path::Path;

use bareme_engine::EngineError;
use bareme_engine::reports::{Dimension, English, Filter, ReportKind, ReportQuery, View, report};
use bareme_paper::PaperLanguage;
use bareme_reporting::{Report, Section};

use crate::cli::{self, Format};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, tell};

/// The table that a CSV file holds unless another is asked for, where it is not the first.
const MAIN: [(ReportKind, &str); 1] = [(ReportKind::Funnel, "counts")];

pub fn run(settings: &Settings, arguments: &cli::Report) -> Outcome {
    let query = query(arguments)?;
    let format = settings.format.unwrap_or(Format::Text);
    let out = arguments.out.as_deref();
    can_be_written(format, out)?;
    let engine = super::filled_engine(settings)?;
    let mut made = report(&engine, arguments.kind, &query, &English)?;
    keep_section(&mut made, arguments.section.as_deref())?;
    let main = MAIN.iter().find(|(of, _)| *of == arguments.kind).map(|(_, key)| *key);
    deliver(&made, main, format, out)
}

/// A PDF goes to a file or to another program.
pub(super) fn can_be_written(format: Format, out: Option<&Path>) -> Outcome {
    if format == Format::Pdf && out.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::usage(
            "a PDF is no text for a terminal: name a file with --out, or send it on with |",
        ));
    }
    Ok(())
}

/// Leaves only the part that was asked for.
pub(super) fn keep_section(made: &mut Report, key: Option<&str>) -> Outcome {
    let Some(key) = key else { return Ok(()) };
    let keys: Vec<&str> = made.sections.iter().map(|section| section.key).collect();
    if !keys.contains(&key) {
        let keys = keys.join(", ");
        return Err(Failure::usage(format!("'{key}' is no table of this report: choose one of {keys}")));
    }
    made.sections.retain(|section| section.key == key);
    Ok(())
}

/// Writes a report as it was asked for; `main` is the table of a CSV file, where it is not the first.
pub(super) fn deliver(made: &Report, main: Option<&str>, format: Format, out: Option<&Path>) -> Outcome {
    match (format, out) {
        (Format::Json, None) => print_json(made),
        (Format::Json, Some(path)) => {
            let json = serde_json::to_string_pretty(made).map_err(Failure::failed)? + "\n";
            write(path, json.as_bytes())
        }
        (Format::Text, None) => print(&text::written(made)),
        (Format::Text, Some(path)) => write(path, text::written(made).as_bytes()),
        (Format::Csv, None) => print(&csv(main, made)),
        (Format::Csv, Some(path)) => write(path, csv(main, made).as_bytes()),
        (Format::Sql, _) => Err(Failure::usage("--format sql is for model export")),
        (Format::Pdf, out) => {
            let pdf = bareme_paper::render(made, &PaperLanguage::english()).map_err(Failure::failed)?;
            match out {
                Some(path) => write(path, &pdf),
                None => Ok(std::io::stdout().lock().write_all(&pdf)?),
            }
        }
    }
}

/// What is asked, with every word understood.
fn query(arguments: &cli::Report) -> Result<ReportQuery, Failure> {
    let wrong = |error: EngineError| Failure::usage(error);
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && to <= from
    {
        return Err(Failure::usage("--to is not after --from: no day lies between them"));
    }
    let view = match &arguments.view {
        None => arguments.kind.views().first().copied().unwrap_or_default(),
        Some(word) => {
            let view: View = word.parse().map_err(wrong)?;
            if !arguments.kind.views().contains(&view) {
                let kind = arguments.kind.word();
                return Err(Failure::usage(format!("the report {kind} has no {word} view")));
            }
            view
        }
    };
    let mut filters = Vec::new();
    for word in &arguments.filters {
        let Some((by, value)) = word.split_once('=') else {
            return Err(Failure::usage(format!(
                "--where {word}: write it as country=FR, or country= for those without one"
            )));
        };
        let by: Dimension = by.trim().parse().map_err(wrong)?;
        if by.is_period() {
            return Err(Failure::usage(format!(
                "--where {word}: a period is asked for with --from and --to"
            )));
        }
        let value = Some(value.trim()).filter(|value| !value.is_empty()).map(ToOwned::to_owned);
        filters.push(Filter { by, value });
    }
    Ok(ReportQuery {
        model: arguments.model.clone(),
        from: arguments.from,
        before: arguments.to,
        by: match &arguments.by {
            Some(word) => word.parse().map_err(wrong)?,
            None => arguments.kind.usual_by(),
        },
        view,
        filters,
    })
}

/// One table as a file: that which was asked for, or the main one.
fn csv(main: Option<&str>, report: &Report) -> String {
    let section: Option<&Section> =
        report.sections.iter().find(|section| Some(section.key) == main).or_else(|| report.sections.first());
    section.map(|section| report.with_origin(&section.table).to_csv()).unwrap_or_default()
}

/// Writes a file and says so.
pub(super) fn write(path: &Path, content: &[u8]) -> Outcome {
    std::fs::write(path, content).map_err(|error| Failure::file(path, &error))?;
    tell(&format!("written to {}", path.display()));
    Ok(())
}
