//! Reports by mail: which report with which filter goes to whom and in which language, kept as the parameters of a schedule.

use super::{Address, Queued, addresses, queue};
use crate::reports::ReportKind;
use crate::{Engine, EngineError, Result};
use bareme_scoring::Instant;

/// The word of the newest report of recalibration, where others name one that is counted anew.
pub const RECALIBRATION: &str = "recalibration";

/// What is mailed, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Word of the report.
    pub report: String,
    /// The filter, as the words of the report's address; a period such as "last month" moves on with time.
    pub query: String,
    /// The addresses, one a line.
    pub to: String,
    /// The language: `en`, `fr`.
    pub language: String,
    /// The schedule that keeps the order.
    pub schedule: Option<i64>,
}

/// Why a letter is written now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The schedule.
    pub schedule: i64,
    /// The time that it runs for: for one time one letter is written, however often the run is repeated.
    pub due: Instant,
}

impl Order {
    /// The addresses, checked.
    ///
    /// # Errors
    ///
    /// One that is none, or none at all.
    pub fn addresses(&self) -> Result<Vec<Address>> {
        let found = addresses(&self.to)
            .map_err(|(text, bad)| EngineError::Invalid(format!("'{text}' is no address: {bad}")))?;
        if found.is_empty() {
            return Err(EngineError::Invalid("nobody is named to send this report to".to_owned()));
        }
        Ok(found)
    }
}

/// Writes the letter of an order and queues it, once for each occasion. The report is as it is now.
///
/// # Errors
///
/// When mail is not set up, an order that cannot be carried out, and those of the store.
pub fn mail_report(engine: &Engine, order: &Order, occasion: &Occasion) -> Result<Queued> {
    // Said before the work: what nobody can carry need not be written.
    engine.postman()?;
    let key = format!("report:{}:{}", occasion.schedule, occasion.due.millis());
    if engine.database().read(|c| bareme_store::letters::is_queued(c, &key))? {
        return Ok(Queued::Known);
    }
    if order.report != RECALIBRATION {
        let _: ReportKind = order.report.parse()?;
    }
    let to = order.addresses()?;
    let order = Order { schedule: Some(occasion.schedule), ..order.clone() };
    let letter = engine.press()?.report(engine, &order)?;
    queue(engine, &key, Some(occasion.schedule), &letter, &to)
}
