//! Reports as PDF, in the visitor's language.

use bareme_paper::PaperLanguage;
use bareme_reporting::Report;

use crate::PageError;
use crate::i18n::Text;

/// The report as a PDF. Takes some hundred milliseconds: only where it may block.
pub(crate) fn render(t: Text, report: &Report) -> Result<Vec<u8>, PageError> {
    let language = PaperLanguage {
        code: t.language.code(),
        words: &|key| t.say(key),
        write: &|cell, kind, unit| t.cell_in(cell, kind, unit),
    };
    bareme_paper::render(report, &language).map_err(PageError::internal)
}
