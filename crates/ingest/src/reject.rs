//! Rows that were refused, and the file that gives them back to be mended.

use std::io::{self, Write};

use crate::dialect::Dialect;
use crate::header::{Header, REJECT_COLUMNS};
use crate::rows::split::split_one;
use crate::source::Source;

/// A row that was refused, with all that a person needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reject {
    /// Physical line at which the row begins.
    pub line: u64,
    /// Its number among the rows; the first row after the header is 1.
    pub row: u64,
    /// A stable word for the reason, for programs and translations.
    pub code: &'static str,
    /// The column at fault.
    pub column: Option<String>,
    /// Its value, at most 200 characters.
    pub value: Option<String>,
    /// Why, as a sentence.
    pub reason: String,
    /// The row as it stood in the file, at most 64 KiB.
    pub raw: String,
    /// Whether `raw` was cut.
    pub truncated: bool,
}

/// Writes rejects as a CSV file that can be mended in a spreadsheet and imported again.
///
/// The columns `bareme_line`, `bareme_column`, `bareme_value` and `bareme_reason` come first, then the columns of the
/// original file under their own headers; the importer ignores the former. UTF-8 with a byte order mark, because
/// spreadsheets guess wrongly without one; the delimiter is that of the original.
///
/// - A row that could be split is written as it was: one with too few or too many fields stays so, and is refused
///   again until it is mended.
/// - A row that was quoted as a whole is written in the columns that lie within its quotes: it can be sent again after a
///   look.
/// - A row that cannot be split (an open quote, bytes that are no text, cut after 64 KiB) is written whole into the first
///   column of the original, and is refused again until its values are put in their columns.
///
/// Values are never changed, not even those that a spreadsheet would take for formulas.
pub struct RejectsWriter<W: Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
    /// Which fields of a row are the original's, when the file was itself a rejects file.
    kept: Option<Vec<bool>>,
}

impl<W: Write> RejectsWriter<W> {
    /// Begins the file with its header.
    pub fn new(mut output: W, source: &Source) -> io::Result<Self> {
        output.write_all("\u{FEFF}".as_bytes())?;
        let dialect = source.detected().dialect;
        let mut csv = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .quote(dialect.quote.unwrap_or(b'"'))
            .flexible(true)
            .from_writer(output);
        let header = source.header();
        let original = header.columns().iter().filter(|column| !column.is_reject_note);
        let names = REJECT_COLUMNS.into_iter().chain(original.map(|column| column.raw.as_str()));
        csv.write_record(names).map_err(|error| into_io(&error))?;
        Ok(Self { csv, dialect, kept: kept(header) })
    }

    /// Writes one row.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        let line = reject.line.to_string();
        let reason = if reject.truncated {
            format!("{} (the row is cut here; it stands whole on line {line} of the file)", reject.reason)
        } else {
            reject.reason.clone()
        };
        let fields = self.fields(reject);
        let notes =
            [line.as_str(), note(reject.column.as_ref()), note(reject.value.as_ref()), reason.as_str()];
        self.csv
            .write_record(notes.into_iter().chain(fields.iter().map(String::as_str)))
            .map_err(|error| into_io(&error))
    }

    /// Writes out what is still held and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }

    fn fields(&self, reject: &Reject) -> Vec<String> {
        let whole = || vec![reject.raw.clone()];
        if reject.truncated {
            return whole();
        }
        let Some(mut fields) = split_one(&reject.raw, self.dialect) else { return whole() };
        if reject.code == "whole_row_quoted" {
            let inner = fields.first().and_then(|row| split_one(row, self.dialect));
            fields = inner.unwrap_or(fields);
        }
        match &self.kept {
            Some(kept) if fields.len() == kept.len() => {
                fields.into_iter().zip(kept).filter_map(|(field, kept)| kept.then_some(field)).collect()
            }
            _ => fields,
        }
    }
}

fn note(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

fn kept(header: &Header) -> Option<Vec<bool>> {
    let kept: Vec<bool> = header.columns().iter().map(|column| !column.is_reject_note).collect();
    kept.contains(&false).then_some(kept)
}

fn into_io(error: &csv::Error) -> io::Error {
    io::Error::other(error.to_string())
}
