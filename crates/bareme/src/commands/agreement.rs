//! `bareme agreement`: show, check, set what marketing and sales agreed on.

use std::path::Path;

use bareme_engine::agreement::{self, AgreementReport};
use bareme_scoring::check_agreement;
use serde_json::json;

use crate::cli::{AgreementCommand, Format};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, print_lines, tell};

pub fn run(settings: &Settings, command: AgreementCommand) -> Outcome {
    match command {
        AgreementCommand::Show => show(settings),
        AgreementCommand::Check { file } => check_file(settings, &file),
        AgreementCommand::Set { file, by, replaces } => set(settings, &file, &by, replaces.as_deref()),
    }
}

fn show(settings: &Settings) -> Outcome {
    let document = agreement::document(&super::filled_engine(settings)?)?;
    if settings.format == Some(Format::Json) {
        let draft = bareme_scoring::Draft::parse(&document.text).map_err(Failure::failed)?;
        print(&draft.to_json())
    } else {
        print(&document.text)
    }
}

fn check_file(settings: &Settings, file: &Path) -> Outcome {
    let text = super::read_text(file)?;
    // Attributes that nobody has ever seen can be told only where there is a database.
    let report = match super::existing_engine(settings)? {
        Some(engine) => agreement::check_document(&engine, &text)?,
        None => check_agreement(&text, None),
    };
    let errors = report.errors().count();
    if settings.format == Some(Format::Json) {
        print_json(&json!({ "problems": report.problems }))?;
    } else {
        print_lines(&listed(&report))?;
        let warnings = report.problems.len() - errors;
        print(&match (errors, warnings) {
            (0, 0) => format!("{}: no problems.", file.display()),
            (0, warnings) => format!("{}: can be set; warnings: {warnings}.", file.display()),
            (errors, warnings) => {
                format!("{}: cannot be set; errors: {errors}, warnings: {warnings}.", file.display())
            }
        })?;
    }
    if errors == 0 { Ok(()) } else { Err(Failure::Said) }
}

fn listed(report: &AgreementReport) -> Vec<String> {
    report.problems.iter().map(ToString::to_string).collect()
}

fn set(settings: &Settings, file: &Path, by: &str, replaces: Option<&Path>) -> Outcome {
    let text = super::read_text(file)?;
    let report = check_agreement(&text, None);
    if report.agreement.is_none() {
        // Before a database is made for nothing.
        let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
        return Err(Failure::failed(format!("{} cannot be set:\n{}", file.display(), errors.join("\n"))));
    }
    let seen = replaces.map(super::read_text).transpose()?.map(|text| agreement::digest(&text));
    let engine = super::engine(settings)?;
    let before = agreement::document(&engine)?.digest;
    let change = agreement::set(&engine, &text, seen.as_deref(), by)?.map_err(Failure::failed)?;
    for warning in &change.warnings {
        tell(&warning.to_string());
    }
    let unchanged = change.digest == before;
    if settings.format == Some(Format::Json) {
        return print_json(&json!({ "unchanged": unchanged, "warnings": change.warnings }));
    }
    if unchanged {
        print(&format!("{} is what is in force already; nothing was set.", file.display()))
    } else {
        print(&format!(
            "{} is in force. Leads that sales has already keep what was agreed before.",
            file.display()
        ))
    }
}
