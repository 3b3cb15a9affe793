//! `bareme model`: check, publish, export, compare, fit.

mod fit;
mod sql;

use std::path::Path;

use bareme_engine::{EngineError, models};
use bareme_scoring::{Problem, STARTER, check};

use crate::cli::{Format, ModelCommand};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, print_lines, tell};

pub fn run(settings: &Settings, command: ModelCommand) -> Outcome {
    match command {
        ModelCommand::Check { file } => check_file(settings, &file),
        ModelCommand::Publish { file, by } => publish(settings, &file, &by),
        ModelCommand::Export(wanted) => {
            if settings.format == Some(Format::Sql) {
                return sql::run(settings, &wanted);
            }
            sql::refuse_without_format(&wanted)?;
            let engine = super::filled_engine(settings)?;
            let version = models::export(&engine, &wanted.name, wanted.version)?;
            if settings.format == Some(Format::Json) {
                let draft = bareme_scoring::Draft::parse(&version.document).map_err(Failure::failed)?;
                print(&draft.to_json())
            } else {
                print(&version.document)
            }
        }
        ModelCommand::Diff { before, after } => diff(settings, &before, &after),
        ModelCommand::Fit(arguments) => fit::run(settings, &arguments),
        ModelCommand::Starter => print(STARTER),
    }
}

fn check_file(settings: &Settings, file: &Path) -> Outcome {
    let text = super::read_text(file)?;
    // Names that nobody has ever seen can be told only where there is a database.
    let report = match super::existing_engine(settings)? {
        Some(engine) => models::check_document(&engine, &text)?,
        None => check(&text, None),
    };
    let errors = report.errors().count();
    if settings.format == Some(Format::Json) {
        print_json(&report)?;
    } else {
        print_lines(&listed(&report.problems))?;
        let warnings = report.warnings().count();
        print(&match (errors, warnings) {
            (0, 0) => format!("{}: no problems.", file.display()),
            (0, warnings) => format!("{}: can be published; warnings: {warnings}.", file.display()),
            (errors, warnings) => {
                format!("{}: cannot be published; errors: {errors}, warnings: {warnings}.", file.display())
            }
        })?;
    }
    if errors == 0 { Ok(()) } else { Err(Failure::Said) }
}

fn listed(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

fn publish(settings: &Settings, file: &Path, by: &str) -> Outcome {
    let text = super::read_text(file)?;
    let report = check(&text, None);
    if report.model.is_none() {
        // Before a database is made for nothing.
        let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
        return Err(Failure::failed(format!(
            "{} cannot be published:\n{}",
            file.display(),
            errors.join("\n")
        )));
    }
    let published = models::publish(&super::engine(settings)?, &text, by)?;
    for warning in listed(&published.warnings) {
        tell(&warning);
    }
    if settings.format == Some(Format::Json) {
        return print_json(&serde_json::json!({
            "model": published.name,
            "version": published.version,
            "unchanged": published.unchanged,
            "warnings": published.warnings,
        }));
    }
    if published.unchanged {
        print(&format!(
            "{} says what version {} says; nothing was published.",
            file.display(),
            published.version
        ))
    } else {
        print(&format!(
            "{} version {} is published. Score everything with it: bareme score",
            published.name, published.version
        ))
    }
}

fn diff(settings: &Settings, before: &str, after: &str) -> Outcome {
    let (old, new) = (document(settings, before)?, document(settings, after)?);
    for (what, text) in [(before, &old), (after, &new)] {
        bareme_scoring::Draft::parse(text).map_err(|error| Failure::failed(format!("{what}: {error}")))?;
    }
    let changes = models::compare(&old, &new)?;
    if settings.format == Some(Format::Json) {
        return print_json(&changes);
    }
    if changes.is_empty() {
        return print("Both say the same.");
    }
    let shown = |value: &Option<bareme_scoring::Node>| {
        value.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    let lines: Vec<String> = changes
        .iter()
        .map(|change| format!("{}: {} → {}", change.path, shown(&change.before), shown(&change.after)))
        .collect();
    print_lines(&lines)
}

/// A file, or the name of a published model, with a version after `@` if it is not the current one.
fn document(settings: &Settings, what: &str) -> Result<String, Failure> {
    let path = Path::new(what);
    if path.is_file() {
        return super::read_text(path);
    }
    let (name, version) = match what.split_once('@') {
        None => (what, None),
        Some((name, number)) => {
            let number = number
                .parse()
                .map_err(|_| Failure::usage(format!("'{what}': after @ stands the number of a version")))?;
            (name, Some(number))
        }
    };
    let neither = || Failure::failed(format!("there is neither a file nor a published model '{what}'"));
    let engine = super::existing_engine(settings)?.ok_or_else(neither)?;
    match models::export(&engine, name, version) {
        Ok(version) => Ok(version.document),
        Err(EngineError::NotFound { what: "model", .. }) => Err(neither()),
        Err(error) => Err(error.into()),
    }
}
