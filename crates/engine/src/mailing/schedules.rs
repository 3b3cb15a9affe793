//! Reports that are mailed on a schedule: each is a job whose parameters are the order.

use std::collections::BTreeMap;

use bareme_store::jobs::{self, Job};

use super::Order;
use crate::jobs::manage::JobDraft;
use crate::view::JobRow;
use crate::{Engine, EngineError, Result, pages};

/// The kind of these jobs.
pub const KIND: &str = "report_mail";

/// A report that is mailed on a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportMail {
    /// The job: its name, when it runs, and how it went.
    pub row: JobRow,
    /// What is mailed, and to whom.
    pub order: Order,
    /// The time zone of its own; the company's when absent.
    pub zone: Option<String>,
    /// Whether a time that no server was there for is made up for.
    pub catch_up: bool,
    /// Counts the changes that people made.
    pub revision: i32,
}

impl Order {
    /// The parameters of a job.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let pairs = [
            ("language", &self.language),
            ("query", &self.query),
            ("report", &self.report),
            ("to", &self.to),
        ];
        pairs.into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect()
    }

    /// The order of a job.
    fn of(job: &Job) -> Self {
        let texts: BTreeMap<String, String> = serde_json::from_str(&job.parameters).unwrap_or_default();
        let text = |name: &str| texts.get(name).cloned().unwrap_or_default();
        Self {
            report: text("report"),
            query: text("query"),
            to: text("to"),
            language: text("language"),
            schedule: Some(job.id),
        }
    }
}

/// The draft of a job that carries out an order.
pub fn draft(name: &str, expression: &str, zone: Option<&str>, order: &Order) -> JobDraft {
    JobDraft {
        name: name.to_owned(),
        kind: KIND.to_owned(),
        expression: expression.to_owned(),
        zone: zone.map(str::to_owned),
        catch_up: true,
        parameters: order.parameters(),
    }
}

/// All of them, in the order in which they were made.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine) -> Result<Vec<ReportMail>> {
    let stored = engine.database().read(jobs::list)?;
    let rows = pages::jobs::list(engine)?;
    let joined = rows.into_iter().filter(|row| row.kind == KIND).filter_map(|row| {
        let job = stored.iter().find(|job| job.id == row.id)?;
        Some(ReportMail::new(row, job))
    });
    Ok(joined.collect())
}

/// One of them.
///
/// # Errors
///
/// When no report is mailed under that number, and those of the store.
pub fn find(engine: &Engine, id: i64) -> Result<ReportMail> {
    let found = list(engine)?.into_iter().find(|mail| mail.row.id == id);
    found.ok_or_else(|| EngineError::not_found("mailed report", id))
}

impl ReportMail {
    fn new(row: JobRow, job: &Job) -> Self {
        Self {
            order: Order::of(job),
            zone: job.zone.clone(),
            catch_up: job.catch_up,
            revision: job.revision,
            row,
        }
    }
}
