//! `bareme report`, as people see it.

use std::path::PathBuf;

use bareme_engine::EngineError;
use bareme_engine::reports::ReportKind;
use bareme_scoring::Instant;
use clap::Args;

use super::moment;

#[derive(Debug, Args)]
pub struct Report {
    /// Which one: funnel, acceptance, reasons, sla, stages, pipeline, conversion, flows or accounts
    #[arg(value_parser = report_kind)]
    pub kind: ReportKind,
    /// The period begins on this day
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub from: Option<Instant>,
    /// The period ends before this day
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub to: Option<Instant>,
    /// Rows: week, month, quarter, year, source, campaign, owner, team, manager, territory, rating, country, industry, size,
    /// persona … or an attribute such as account.region [default: what suits the report]
    #[arg(long, value_name = "BREAKDOWN")]
    pub by: Option<String>,
    /// cohort: leads that became MQL in the period, followed until today; activity: what happened in the period
    #[arg(long, value_name = "VIEW")]
    pub view: Option<String>,
    /// Leads or accounts of one model only
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// Only what has this value, such as country=FR, or has none: country=; may be given several times
    #[arg(long = "where", value_name = "BREAKDOWN=VALUE")]
    pub filters: Vec<String>,
    /// One part of the report, such as conversions [default: all; in CSV the main table]
    #[arg(long, value_name = "KEY")]
    pub section: Option<String>,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

fn report_kind(text: &str) -> Result<ReportKind, String> {
    text.parse().map_err(|error: EngineError| error.to_string())
}
