//! Reports as PDF: A4, with their filter and the time of making on every page. No browser, no files, no network, no clock.
//!
//! A report becomes a sheet of plain values (`sheet`), charts become shapes (`picture`), and a fixed typst document
//! (`paper.typ`) sets both. What a report says reaches typst as data and never as source: nothing in a name is
//! interpreted.

mod fonts;
mod language;
mod palette;
mod picture;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod world;

use bareme_reporting::Report;

pub use language::PaperLanguage;
pub use words::{ENGLISH, english};

/// Why there is no PDF. Both are mistakes of this crate and not of the report.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The sheet could not be handed over.
    #[error("the report could not be prepared for print: {0}; its page and its CSV hold the same figures")]
    Sheet(#[from] serde_json::Error),
    /// The sheet could not be set.
    #[error("the report could not be laid out for print: {0}; its page and its CSV hold the same figures")]
    Layout(String),
}

/// The report as a PDF, tagged for screen readers, with its title, language and time of making in its metadata. The same
/// report in the same language gives the same bytes.
///
/// It takes some hundred milliseconds of one core and more for each hundred rows: call it from a thread that may wait.
pub fn render(report: &Report, language: &PaperLanguage<'_>) -> Result<Vec<u8>, PaperError> {
    let sheet = sheet::Sheet::new(report, language);
    world::print(serde_json::to_vec(&sheet)?, report.key)
}
