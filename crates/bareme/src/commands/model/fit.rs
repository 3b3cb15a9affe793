//! `bareme model fit`: drafts a first model from a flat history, and says what it is worth on rows that it has not seen.

mod text;

use std::path::Path;

use bareme_recalibration::{
    About, Attribute, FirstModel, FirstModelSettings, Grid, History, LeftOut, Why, first_model,
};
use bareme_scoring::{Instant, Value, check, fold};

use crate::cli::{Format, ModelFit};
use crate::commands::flat::{FlatColumn, FlatTable, Outcome, outcome, value};
use crate::config::Settings;
use crate::output::{Failure, Outcome as Answer, count, print, print_json, tell};

pub fn run(settings: &Settings, arguments: &ModelFit) -> Answer {
    let table = FlatTable::read(&arguments.table)?;
    if super::super::is_same(&arguments.table, &arguments.out) {
        return Err(Failure::usage("--out is the table itself, which would be lost; name another file"));
    }
    let all = table.len();
    let outcome = outcome(&table, &arguments.outcome, arguments.event.as_deref())?;
    let table = table.keep(&outcome.rows);
    let open = all - table.len();
    if open > 0 {
        tell(&format!("{} without an outcome yet: left out", count(open, "row", "rows")));
    }
    let repeated = table.repeated();
    if repeated > 0 {
        let rows = count(repeated, "row repeats", "rows repeat");
        tell(&format!(
            "{rows} another in every column; if they are the same cases, take them out: the model looks better than it is"
        ));
    }
    let fitted = fit(&table, &outcome, arguments)?;
    let report = text::Report { table: &table, outcome: &outcome, model: &fitted };
    let Some(grid) = &fitted.grid else {
        if settings.format == Some(Format::Json) {
            print_json(&fitted)?;
        }
        return Err(Failure::failed(report.no_signal()));
    };
    let document = document(grid, &report, arguments)?;
    std::fs::write(&arguments.out, document).map_err(|error| Failure::file(&arguments.out, &error))?;
    if settings.format == Some(Format::Json) {
        print_json(&fitted)?;
    } else {
        print(&report.written(grid))?;
    }
    let out = arguments.out.display();
    tell(&format!("written to {out}; read it, change it, then: bareme model check {out}"));
    Ok(())
}

/// Learns the model from the columns that may be looked at.
fn fit(table: &FlatTable, outcome: &Outcome, arguments: &ModelFit) -> Result<FirstModel, Failure> {
    let mut not_looked_at = table.places(&arguments.exclude)?;
    not_looked_at.push(outcome.place);
    let times = times(table, arguments)?;
    if let Some(date) = &arguments.date {
        not_looked_at.push(table.place(date)?);
    }
    let trusted: Vec<&str> = table
        .places(&arguments.trust)?
        .into_iter()
        .filter_map(|at| Some(table.names().get(at)?.as_str()))
        .collect();
    let places = || (0..table.names().len()).filter(|place| !not_looked_at.contains(place));
    let columns: Vec<(&str, FlatColumn)> =
        places().filter_map(|at| Some((table.names().get(at)?.as_str(), table.column(at)))).collect();
    let slices: Vec<Vec<Option<&str>>> = columns.iter().map(|(_, column)| column.slices()).collect();
    let attributes: Vec<Attribute<'_>> = columns
        .iter()
        .zip(&slices)
        .filter_map(|((name, column), slices)| Some(Attribute { name, values: column.borrowed(slices)? }))
        .collect();
    let history = History { attributes: &attributes, events: &outcome.events, times: times.as_deref() };
    let wanted = FirstModelSettings {
        categories: arguments.categories,
        trusted: &trusted,
        ..FirstModelSettings::default()
    };
    let mut fitted = first_model(&history, &wanted).map_err(|answer| {
        Failure::failed(format!("no model can be drafted from {}: {answer}", table.file))
    })?;
    let moments = columns.iter().filter(|(_, column)| matches!(column, FlatColumn::Moments(_)));
    fitted
        .left_out
        .extend(moments.map(|(name, _)| LeftOut { attribute: (*name).to_owned(), why: Why::Moment }));
    Ok(fitted)
}

/// When each row was, in the order of time only.
fn times(table: &FlatTable, arguments: &ModelFit) -> Result<Option<Vec<i64>>, Failure> {
    let Some(date) = &arguments.date else {
        let rows = || (0_i64..).take(table.len()).collect();
        return Ok(arguments.in_row_order.then(rows));
    };
    let place = table.place(date)?;
    let moments = table.texts(place).iter().zip(&table.lines).map(|(text, line)| {
        let number = || match value(text) {
            Some(Value::Number(number)) => Some(milli(number)),
            _ => None,
        };
        Instant::parse(text).map(Instant::millis).or_else(number).ok_or_else(|| {
            Failure::failed(format!(
                "{}, line {line}: '{text}' in '{date}' is neither a date such as 2026-06-30 nor a number that grows with time; \
                 mend it, or leave --date out",
                table.file
            ))
        })
    });
    moments.collect::<Result<_, _>>().map(Some)
}

/// A number in thousandths, held where whole numbers end: only its order is needed.
#[expect(clippy::cast_possible_truncation, reason = "the cast holds what is too large at the ends")]
fn milli(number: f64) -> i64 {
    (number * 1_000.0) as i64
}

/// The document, which must pass the check that every model passes.
fn document(grid: &Grid, report: &text::Report<'_>, arguments: &ModelFit) -> Result<String, Failure> {
    let name = arguments.name.clone().unwrap_or_else(|| name_of(&arguments.table));
    let title = format!("First model of {}: {}", report.table.file, report.outcome.event);
    let document = grid.to_toml(&About { name: &name, title: &title, preface: &report.preface() });
    let errors: Vec<String> = check(&document, None).errors().map(ToString::to_string).collect();
    if errors.is_empty() {
        return Ok(document);
    }
    Err(Failure::failed(format!("the draft cannot be a model:\n{}", errors.join("\n"))))
}

/// A model's name out of a file's: letters, digits and hyphens.
fn name_of(table: &Path) -> String {
    let stem = table.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let letters: String = fold(&stem)
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
        .take(64)
        .collect();
    let name = letters.trim_matches('-');
    if name.is_empty() { "first-model".to_owned() } else { name.to_owned() }
}
