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

use crate::cli::{Arguments, Command};
use crate::config::Settings;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let serve = match &arguments.command {
        Command::Serve(flags) => Some(flags),
        _ => None,
    };
    let outcome = Settings::load(&arguments.global, serve).and_then(|settings| {
        telemetry::start(&settings);
        commands::run(arguments.command, &settings)
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
