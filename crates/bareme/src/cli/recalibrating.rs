//! What `recalibrate` takes.

use std::path::PathBuf;

use bareme_engine::recalibrate::{Target, target_from_word};
use bareme_scoring::Instant;
use clap::{Args, Subcommand};

use super::moment;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Recalibrate {
    #[command(subcommand)]
    pub command: Option<RecalibrateCommand>,
    /// The model [default: the primary one]
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// Leads that became MQL from this day on [default: a year of leads that have had their time, longer where they are few]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub from: Option<Instant>,
    /// Leads that became MQL before this day [default: all that have had their time]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub to: Option<Instant>,
    /// What leads were to reach: sql or won
    #[arg(long, default_value = "sql", value_name = "STAGE", value_parser = target)]
    pub target: Target,
    /// Within so many days of the MQL [default: 90 for sql, 180 for won]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub days: Option<u32>,
    /// How many MQLs sales can work in a week [default: as many as there were]
    #[arg(long, value_name = "MQLS", value_parser = capacity)]
    pub capacity: Option<f64>,
    /// The same seed gives the same report
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub shown: ReportOutput,
}

/// How a report is written.
#[derive(Debug, Args)]
pub struct ReportOutput {
    /// One part of the report, such as changes [default: all; in CSV the main table]
    #[arg(long, value_name = "KEY")]
    pub section: Option<String>,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum RecalibrateCommand {
    /// The reports that were made, newest first
    List,
    /// One of them
    Show {
        /// Its number
        id: i64,
        #[command(flatten)]
        shown: ReportOutput,
    },
}

fn target(text: &str) -> Result<Target, String> {
    target_from_word(text).ok_or_else(|| "choose sql or won".to_owned())
}

fn capacity(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| *number > 0.0 && *number <= 1_000_000.0);
    number.ok_or_else(|| "a number of leads above zero is needed".to_owned())
}
