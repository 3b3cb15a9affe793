//! `bareme model export`, also as SQL: for which database, which moment, and the tables that the query reads.

use std::path::PathBuf;

use bareme_scoring::Instant;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct ModelExport {
    /// The model
    pub name: String,
    /// Its version [default: the current one]
    #[arg(long, value_name = "N")]
    pub version: Option<i64>,
    /// With --format sql: the database that the query is for
    #[arg(long, value_enum)]
    pub dialect: Option<SqlDialect>,
    /// With --format sql: the moment to score for, such as 2026-06-30T12:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = super::moment)]
    pub as_of: Option<Instant>,
    /// With --format sql: also write what this database knew at that moment as a script that makes and fills the plain
    /// tables that the query reads
    #[arg(long, value_name = "FILE")]
    pub tables: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SqlDialect {
    Sqlite,
    Postgres,
    Duckdb,
}
