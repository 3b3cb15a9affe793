//! The command line, as people see it.

#![expect(clippy::doc_markdown, reason = "these comments are what --help prints, as they stand")]

mod auditing;
mod exporting;
mod keeping;
mod people;
mod person;
mod recalibrating;
mod reporting;
mod serving;

use std::path::PathBuf;

use bareme_ingest::Kind;
use bareme_scoring::Instant;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use auditing::Audit;
pub use exporting::{ModelExport, SqlDialect};
pub use keeping::{Backup, Restore};
pub use people::{PlaceArguments, UserCommand};
pub use person::PersonCommand;
pub use recalibrating::{Recalibrate, RecalibrateCommand, ReportOutput};
pub use reporting::Report;
pub use serving::Serve;

/// Bareme scores contacts and companies, says why, and hands the right leads to sales.
#[derive(Debug, Parser)]
#[command(name = "bareme", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command. Flags win over the environment, the environment over the configuration file.
#[derive(Debug, Default, Args)]
pub struct Global {
    /// Database: sqlite:FILE or postgres://user@host/name [default: sqlite:bareme.db]
    #[arg(long, global = true, env = "BAREME_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// Configuration file (TOML) [default: bareme.toml, if there is one]
    #[arg(long, global = true, env = "BAREME_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Text for people, or JSON for programs; reports also CSV and PDF, models also SQL
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,
    /// What the log says, such as info or bareme_engine=debug [default: warn]
    #[arg(long, global = true, env = "BAREME_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// How the log is written: text for people, or a JSON object a line for programs [default: text]
    #[arg(long, global = true, value_enum, env = "BAREME_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// How a command answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Csv,
    Pdf,
    Sql,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server: pages and scheduled jobs
    Serve(Serve),
    /// Fill an empty database with a simulated company
    Demo(Demo),
    /// Import a CSV file of accounts, contacts, relationships, activities or leads
    Import(Import),
    /// Check, publish, export and compare models
    #[command(subcommand)]
    Model(ModelCommand),
    /// Show, check and set what marketing and sales agreed on: reasons, teams, routing, hours, service level
    #[command(subcommand)]
    Agreement(AgreementCommand),
    /// Evaluate one contact, or a flat table, with a model file; needs no database
    Evaluate(Evaluate),
    /// Account scores of a graph in a file; needs no database
    Rollup {
        /// The graph, JSON
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
    },
    /// Score everything that the database holds
    Score {
        /// The moment to score for, such as 2026-06-30T12:00:00Z [default: now]
        #[arg(long, value_name = "TIME", value_parser = moment)]
        as_of: Option<Instant>,
        /// One model only
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
    },
    /// Show why a contact or an account scores as it does
    Explain {
        /// What it is
        #[arg(value_enum)]
        what: Subject,
        /// Its key (or e-mail address), its number in this database, or its name
        id: String,
        /// The model [default: the primary one]
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
    },
    /// Audit a scored list, also of another vendor: what its score is worth; needs no database
    Measure(Measure),
    /// Make a report, as text, JSON, CSV or PDF
    Report(Report),
    /// Show what runs when, or run a job at once
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Show who did what: the newest entries of the audit log
    Audit(Audit),
    /// Say who may come in, and with which role
    #[command(subcommand)]
    User(UserCommand),
    /// Measure a model against what became of its leads, and propose a better one; keeps the report
    Recalibrate(Recalibrate),
    /// What is held on a person, why they score as they do, and their erasure
    #[command(subcommand)]
    Person(PersonCommand),
    /// Copy the whole database into a file, while everything goes on
    Backup(Backup),
    /// Put a backup in the place of the database
    Restore(Restore),
    /// Bring the database to the form that this version needs
    Migrate,
    /// Check that the database is sound: structure, log and projection, counts, ledgers, references, audit log
    Doctor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    Contact,
    Account,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Companies
    #[arg(long, default_value_t = 200)]
    pub accounts: u64,
    /// People [default: ten for each company]
    #[arg(long)]
    pub contacts: Option<u64>,
    /// Mean number of activities of a person
    #[arg(long, default_value_t = 20.0)]
    pub activities_per_contact: f64,
    /// The same seed gives the same company
    #[arg(long)]
    pub seed: Option<u64>,
    /// The demo's "now" [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub until: Option<Instant>,
    /// Do nothing, and say so, when the database already holds something
    #[arg(long)]
    pub if_empty: bool,
    /// Only fill; score later with `bareme score`
    #[arg(long)]
    pub no_score: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// What the rows are
    #[arg(value_parser = kind)]
    pub kind: Kind,
    /// The CSV file
    pub file: PathBuf,
    /// Mapping file (TOML): which column is what
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub mapping: Option<PathBuf>,
    /// Preset of a product: hubspot or salesforce
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
    /// Where rejected rows go [default: FILE.rejects.csv beside the file]
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Do everything and take it back: shows what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Encoding, where it should not be detected: utf-8, utf-16le, windows-1252 …
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Delimiter, where it should not be detected: one character, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// Currency of amounts that come without one, ISO 4217
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Check a model file: every problem at once, with its place
    Check {
        /// The file, TOML or JSON
        file: PathBuf,
    },
    /// Publish a model file as the current version
    Publish {
        /// The file, TOML or JSON
        file: PathBuf,
        /// Who publishes it
        #[arg(long, default_value = "command line", value_name = "NAME")]
        by: String,
    },
    /// Write a published version out, or as one SQL query that gives the same scores in a warehouse
    Export(ModelExport),
    /// Compare two models: files, or names of published ones such as enterprise or enterprise@3
    Diff {
        /// Before
        before: String,
        /// After
        after: String,
    },
    /// Draft a first model from a flat history, a row for each contact that was won or lost
    Fit(ModelFit),
    /// Print a commented model to start from
    Starter,
}

#[derive(Debug, Args)]
pub struct ModelFit {
    /// The history, CSV: each column a contact attribute, or account.x
    pub table: PathBuf,
    /// The column that says what became of it: yes and no, 1 and 0, won and lost …
    #[arg(long, value_name = "COLUMN")]
    pub outcome: String,
    /// The value of that column that counts, where it does not say so itself
    #[arg(long, value_name = "VALUE")]
    pub event: Option<String>,
    /// The column with the time of each row, a date or a number that grows with time: the newest 30 % are then judged
    #[arg(long, value_name = "COLUMN")]
    pub date: Option<String>,
    /// The rows are in the order of time, the oldest first
    #[arg(long, conflicts_with = "date")]
    pub in_row_order: bool,
    /// Columns not to look at, separated by commas: those that are filled in after the outcome
    #[arg(long, value_name = "COLUMNS")]
    pub exclude: Vec<String>,
    /// Columns that are known before the outcome, however well they tell it apart
    #[arg(long, value_name = "COLUMNS")]
    pub trust: Vec<String>,
    /// At most so many categories
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = categories)]
    pub categories: usize,
    /// Name of the model [default: from the file's name]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Where the model goes, TOML
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Measure {
    /// The scored list, CSV
    pub table: PathBuf,
    /// The column with the score; higher means more likely
    #[arg(long, value_name = "COLUMN")]
    pub score: String,
    /// The column that says what became of it: yes and no, 1 and 0, won and lost …
    #[arg(long, value_name = "COLUMN")]
    pub outcome: String,
    /// The value of that column that counts, where it does not say so itself
    #[arg(long, value_name = "VALUE")]
    pub event: Option<String>,
    /// An earlier list with the same columns, to see what has drifted
    #[arg(long, value_name = "TABLE")]
    pub reference: Option<PathBuf>,
    /// Columns to look into, separated by commas
    #[arg(long, value_name = "COLUMNS")]
    pub criteria: Vec<String>,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum AgreementCommand {
    /// Print the agreement in force, for a file under version control
    Show,
    /// Check a file: every problem at once, with its place
    Check {
        /// The file, TOML or JSON
        file: PathBuf,
    },
    /// Set the agreement to a file, comments and all
    Set {
        /// The file, TOML or JSON
        file: PathBuf,
        /// Who sets it
        #[arg(long, default_value = "command line", value_name = "NAME")]
        by: String,
        /// Only when this file is what is in force still, as show printed it
        #[arg(long, value_name = "FILE")]
        replaces: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// List the jobs: when each runs, when next, and how it went last
    List,
    /// Run a job now, in this process, and say what came of it
    Run {
        /// Its name, as list shows it
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct Evaluate {
    /// The model file
    #[arg(long, value_name = "FILE")]
    pub model: PathBuf,
    /// One contact, JSON
    #[arg(long, value_name = "FILE", conflicts_with = "table")]
    pub input: Option<PathBuf>,
    /// A flat table, CSV: each column a contact attribute, or account.x
    #[arg(long, value_name = "FILE", requires = "out")]
    pub table: Option<PathBuf>,
    /// Where the scored table goes
    #[arg(long, value_name = "FILE", requires = "table")]
    pub out: Option<PathBuf>,
    /// The moment to evaluate for [default: the contact's as_of, otherwise now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub as_of: Option<Instant>,
}

fn moment(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| {
        "a date such as 2026-06-30, or a time such as 2026-06-30T12:00:00Z, is needed".to_owned()
    })
}

fn categories(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=12).contains(number));
    number.ok_or_else(|| "a model has 1 to 12 categories".to_owned())
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_word(text)
        .ok_or_else(|| "choose accounts, contacts, relationships, activities or leads".to_owned())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() => Ok(*byte),
        _ if text.eq_ignore_ascii_case("tab") || text == "\\t" => Ok(b'\t'),
        _ => Err("one character such as ; is needed, or the word tab".to_owned()),
    }
}
