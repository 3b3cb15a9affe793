//! The program: command line, configuration, telemetry, clock. Everything else lives in the crates below.

mod cli;
mod clock;
mod commands;
mod config;
mod output;
mod post;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Arguments;
use crate::config::Settings;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Settings::load(&arguments.global).and_then(|settings| {
        telemetry::start(&settings);
        commands::run(arguments.command, &settings)
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
