//! Rows that were refused, and the file that gives them back to be mended.

use std::borrow::Cow;
use std::io::{self, Write};

use bareme_scoring::spreadsheet::{guarded, unguarded};

use crate::dialect::Dialect;
use crate::header::{Header, REJECT_COLUMNS};
use crate::message::Message;
use crate::rows::KEPT_BYTES;
use crate::rows::split::split_one;
use crate::source::Source;

/// A row that was refused, with all that a person needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reject {
    /// Physical line at which the row begins.
    pub line: u64,
    /// Its number among the rows; the first row after the header is 1.
    pub row: u64,
    /// The column at fault.
    pub column: Option<String>,
    /// Its value, at most 200 characters.
    pub value: Option<String>,
    /// Why.
    pub message: Message,
    /// The row as it stood in the file, at most 64 KiB.
    pub raw: String,
    /// Whether `raw` was cut.
    pub truncated: bool,
}

/// What stands in a rejects file for bytes that were no text, and for NUL: such a row is refused until it is mended.
pub(crate) const LOST_BYTES: [char; 2] = ['\u{FFFD}', '\u{2400}'];

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
/// - A row that cannot be split (an open quote, longer than 64 KiB, of which 16 are kept) is written whole into the first column of the original,
///   and is refused again until its values are put in their columns.
/// - A byte that is no text becomes `�`, a NUL `␀`; the row is refused again until the value is written anew.
///
/// Values that a spreadsheet would take for formulas are guarded as in every file that leaves
/// ([`bareme_scoring::spreadsheet`]); reading the file takes the guard off. Otherwise values are never changed.
pub struct RejectsWriter<W: Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
    /// Which fields of a row are the original's: all but the notes, when the file was itself a rejects file.
    kept: Vec<bool>,
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
        let original = original.map(|column| guarded(&column.raw));
        let names = REJECT_COLUMNS.into_iter().map(Cow::Borrowed).chain(original);
        csv.write_record(names.map(Cow::into_owned)).map_err(|error| into_io(&error))?;
        Ok(Self { csv, dialect, kept: kept(header) })
    }

    /// Writes one row.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        let line = reject.line.to_string();
        let reason = if reject.truncated {
            format!("{} (the row is cut here; it stands whole on line {line} of the file)", reject.message)
        } else {
            reject.message.text.clone()
        };
        let fields = self.fields(reject);
        let notes =
            [line.as_str(), note(reject.column.as_ref()), note(reject.value.as_ref()), reason.as_str()];
        let notes = notes.into_iter().map(to_read);
        // A field that was guarded already stays as it is.
        let fields = fields.iter().map(|field| guarded(&unguarded(field)).into_owned());
        self.csv.write_record(notes.chain(fields)).map_err(|error| into_io(&error))
    }

    /// Writes out what is still held and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }

    /// A row that cannot be split, without the notes that a rejects file has before it.
    fn behind_notes<'r>(&self, raw: &'r str) -> &'r str {
        let notes = self.kept.iter().take_while(|kept| !**kept).count();
        let (mut passed, mut is_quoted) = (0, false);
        for (at, byte) in raw.bytes().enumerate() {
            if passed == notes {
                return raw.get(at..).unwrap_or_default();
            }
            is_quoted ^= Some(byte) == self.dialect.quote;
            passed += usize::from(byte == self.dialect.delimiter && !is_quoted);
        }
        raw
    }

    fn fields(&self, reject: &Reject) -> Vec<String> {
        let row = self.behind_notes(&reject.raw);
        if reject.truncated {
            return vec![without_nul(beginning(row).to_owned())];
        }
        let Some(mut fields) = split_one(&reject.raw, self.dialect) else {
            return vec![without_nul(row.to_owned())];
        };
        if reject.message.code == "whole_row_quoted" {
            let inner = fields.first().and_then(|row| split_one(row, self.dialect));
            fields = inner.unwrap_or(fields);
        }
        // A ragged row has the notes in their places like any other, and perhaps more fields than there are columns.
        let is_kept = |index: usize| self.kept.get(index).is_none_or(|kept| *kept);
        fields
            .into_iter()
            .enumerate()
            .filter_map(|(index, field)| is_kept(index).then(|| without_nul(field)))
            .collect()
    }
}

/// Of a row that was cut so much that, quoted and behind its notes, it is not cut again when it is sent back.
fn beginning(row: &str) -> &str {
    let end = (0..=row.len().min(KEPT_BYTES / 4)).rev().find(|end| row.is_char_boundary(*end));
    row.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn note(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// A note as it may stand in a cell. Nobody reads it back: one apostrophe in front is enough.
fn to_read(note: &str) -> String {
    let cell = guarded(note);
    cell.strip_prefix('\'')
        .filter(|rest| note.starts_with('\'') && rest.starts_with('\''))
        .unwrap_or(&cell)
        .to_owned()
}

fn kept(header: &Header) -> Vec<bool> {
    header.columns().iter().map(|column| !column.is_reject_note).collect()
}

fn without_nul(field: String) -> String {
    if field.contains('\0') { field.replace('\0', "\u{2400}") } else { field }
}

fn into_io(error: &csv::Error) -> io::Error {
    io::Error::other(error.to_string())
}
