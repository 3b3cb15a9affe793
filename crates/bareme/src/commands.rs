//! One file a command.

mod agreement;
mod audit;
mod backup;
mod demo;
mod doctor;
mod evaluate;
mod explain;
mod flat;
mod import;
mod jobs;
mod measure;
mod migrate;
mod model;
mod person;
mod recalibrate;
mod report;
mod rollup;
mod score;
mod serve;
mod user;
mod words;

use std::sync::Arc;

use bareme_engine::{Database, Engine};

use crate::cli::{Command, Format};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::output::{Failure, Outcome};

/// Who acts on the command line.
const WHO: &str = "command line";

/// Runs a command.
///
/// # Errors
///
/// Says what failed, for the exit code.
pub fn run(command: Command, settings: &Settings) -> Outcome {
    let only_reports = match settings.format {
        Some(Format::Csv) => Some("csv"),
        Some(Format::Pdf) => Some("pdf"),
        _ => None,
    };
    let is_report = match command {
        Command::Report(_) | Command::Recalibrate(_) => true,
        Command::Measure(_) => settings.format == Some(Format::Pdf),
        _ => false,
    };
    if let Some(format) = only_reports.filter(|_| !is_report) {
        return Err(Failure::usage(format!("--format {format} is for reports; choose text or json here")));
    }
    if settings.format == Some(Format::Sql)
        && !matches!(command, Command::Model(crate::cli::ModelCommand::Export(_)))
    {
        return Err(Failure::usage("--format sql is for model export; choose text or json here"));
    }
    match command {
        Command::Serve(flags) => serve::run(settings, &flags),
        Command::Demo(demo) => demo::run(settings, &demo),
        Command::Import(import) => import::run(settings, &import),
        Command::Model(command) => model::run(settings, command),
        Command::Agreement(command) => agreement::run(settings, command),
        Command::Evaluate(evaluate) => evaluate::run(settings, &evaluate),
        Command::Rollup { input } => rollup::run(settings, &input),
        Command::Score { as_of, model } => score::run(settings, as_of, model),
        Command::Explain { what, id, model } => explain::run(settings, what, &id, model.as_deref()),
        Command::Measure(arguments) => measure::run(settings, &arguments),
        Command::Report(arguments) => report::run(settings, &arguments),
        Command::Audit(arguments) => audit::run(settings, &arguments),
        Command::Jobs(command) => jobs::run(settings, &command),
        Command::User(command) => user::run(settings, &command),
        Command::Recalibrate(arguments) => recalibrate::run(settings, arguments),
        Command::Person(command) => person::run(settings, &command),
        Command::Backup(arguments) => backup::run(settings, &arguments),
        Command::Restore(arguments) => backup::restore(settings, &arguments),
        Command::Migrate => migrate::run(settings),
        Command::Doctor => doctor::run(settings),
    }
}

/// The engine on the configured database, brought to the form that this version needs.
fn engine(settings: &Settings) -> Result<Engine, Failure> {
    let database = Database::open(&settings.database, settings.connections)?;
    let applied = bareme_store::migrate(&database)?;
    if !applied.is_empty() {
        tracing::info!(database = database.url(), migrations = applied.len(), "database prepared");
    }
    let site = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.listen));
    let post = crate::post::post(settings, &site)?;
    Ok(Engine::new(database, Arc::new(SystemClock)).with_post(post))
}

/// The engine when there is a database already; a command that only looks must not make one.
fn existing_engine(settings: &Settings) -> Result<Option<Engine>, Failure> {
    let file = settings.database.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    match file {
        Some(path) if !std::path::Path::new(path).is_file() => Ok(None),
        _ => engine(settings).map(Some),
    }
}

/// The engine for a command that has nothing to do without a database.
fn filled_engine(settings: &Settings) -> Result<Engine, Failure> {
    existing_engine(settings)?.ok_or_else(|| {
        Failure::failed(format!(
            "{}: there is no database yet; bareme import fills one with your files, bareme demo with an example company",
            settings.database
        ))
    })
}

/// Reads a whole file of text.
fn read_text(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

/// Says what is wrong with a file that cannot be read, before anything is done for it.
fn readable(path: &std::path::Path) -> Outcome {
    let wrong = |error: std::io::Error| Failure::file(path, &error);
    let file = std::fs::File::open(path).map_err(wrong)?;
    if file.metadata().map_err(wrong)?.is_dir() {
        return Err(wrong(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(())
}

/// Whether both are one file, however they are written.
fn is_same(one: &std::path::Path, other: &std::path::Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
