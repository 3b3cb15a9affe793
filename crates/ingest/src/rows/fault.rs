//! What is wrong with a row before anyone asks what it means.

use memchr::{memchr, memchr_iter};

use super::RawRow;
use super::split::split_one;
use crate::dialect::Dialect;
use crate::message::Message;

/// So much of a row is kept for the rejects.
pub(crate) const KEPT_BYTES: usize = 64 * 1024;

/// Why a row cannot be read as fields. Columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    QuoteNeverClosed { column: usize },
    TextAfterQuote { column: usize },
    LineTooLong { limit: usize },
    NotText { column: usize, byte: u8 },
    Nul { column: usize },
    FieldTooLong { column: usize, length: usize, limit: usize },
    WrongWidth { found: usize, expected: usize },
    WholeRowQuoted { expected: usize },
}

impl Fault {
    pub const fn is_too_long(self) -> bool {
        matches!(self, Self::LineTooLong { .. })
    }

    /// A stable word for programs and translations.
    const fn code(self) -> &'static str {
        match self {
            Self::QuoteNeverClosed { .. } => "quote_never_closed",
            Self::TextAfterQuote { .. } => "text_after_quote",
            Self::LineTooLong { .. } => "line_too_long",
            Self::NotText { .. } => "not_text",
            Self::Nul { .. } => "nul_byte",
            Self::FieldTooLong { .. } => "field_too_long",
            Self::WrongWidth { found: 1, .. } => "one_field",
            Self::WrongWidth { .. } => "wrong_number_of_fields",
            Self::WholeRowQuoted { .. } => "whole_row_quoted",
        }
    }

    /// The column that it lies in, where there is one.
    pub const fn column(self) -> Option<usize> {
        match self {
            Self::QuoteNeverClosed { column }
            | Self::TextAfterQuote { column }
            | Self::NotText { column, .. }
            | Self::Nul { column }
            | Self::FieldTooLong { column, .. } => Some(column),
            Self::LineTooLong { .. } | Self::WrongWidth { .. } | Self::WholeRowQuoted { .. } => None,
        }
    }

    /// The same as a person counts who does not count the columns that a rejects file has put in front.
    pub const fn behind(self, notes: usize) -> Self {
        match self {
            Self::QuoteNeverClosed { column } => {
                Self::QuoteNeverClosed { column: column.saturating_sub(notes) }
            }
            Self::TextAfterQuote { column } => Self::TextAfterQuote { column: column.saturating_sub(notes) },
            Self::NotText { column, byte } => Self::NotText { column: column.saturating_sub(notes), byte },
            Self::Nul { column } => Self::Nul { column: column.saturating_sub(notes) },
            Self::FieldTooLong { column, length, limit } => {
                Self::FieldTooLong { column: column.saturating_sub(notes), length, limit }
            }
            Self::WrongWidth { found, expected } => Self::WrongWidth {
                found: found.saturating_sub(notes),
                expected: expected.saturating_sub(notes),
            },
            Self::LineTooLong { .. } | Self::WholeRowQuoted { .. } => self,
        }
    }

    /// A sentence for a person.
    pub fn message(self) -> Message {
        let message = Message::new(self.code(), self.reason());
        match self {
            Self::QuoteNeverClosed { column } | Self::TextAfterQuote { column } | Self::Nul { column } => {
                message.with("column", column + 1)
            }
            Self::LineTooLong { limit } => message.with("limit", limit),
            Self::NotText { column, byte } => {
                message.with("column", column + 1).with("byte", format_args!("0x{byte:02X}"))
            }
            Self::FieldTooLong { column, length, limit } => {
                message.with("column", column + 1).with("bytes", length).with("limit", limit)
            }
            Self::WrongWidth { found, expected } => message.with("found", found).with("expected", expected),
            Self::WholeRowQuoted { expected } => message.with("expected", expected),
        }
    }

    fn reason(self) -> String {
        match self {
            Self::QuoteNeverClosed { column } => {
                format!("quote opened at column {} is never closed", column + 1)
            }
            Self::TextAfterQuote { column } => format!(
                "text follows the closing quote at column {}; a quote inside of a quoted field is written twice",
                column + 1
            ),
            Self::LineTooLong { limit } => {
                format!("the line is longer than {limit} bytes; only its beginning is kept here")
            }
            Self::NotText { column, byte } => format!(
                "byte 0x{byte:02X} at column {} is not valid in the encoding of the file; write the value anew",
                column + 1
            ),
            Self::Nul { column } => format!("column {} holds a zero byte (NUL)", column + 1),
            Self::FieldTooLong { column, length, limit } => {
                format!("column {} has {length} bytes; a field may have {limit}", column + 1)
            }
            Self::WrongWidth { found: 1, expected } => format!("1 field where {expected} are expected"),
            Self::WrongWidth { found, expected } => format!("{found} fields where {expected} are expected"),
            Self::WholeRowQuoted { expected } => format!(
                "1 field where {expected} are expected: the whole row is quoted as one field; inside of the quotes it has \
                 {expected}"
            ),
        }
    }
}

impl RawRow<'_> {
    /// Looks at the bytes, then at the number and the length of the fields; drops empty fields beyond the last column.
    pub(super) fn check(&mut self, dialect: Dialect, expected: Option<usize>, field_bytes: usize) {
        if self.fault.is_none() {
            self.fault = self
                .broken_bytes(dialect)
                .or_else(|| self.wrong_width(dialect, expected))
                .or_else(|| self.field_too_long(field_bytes));
        }
        if self.fault.is_some() {
            return;
        }
        self.has_controls = has_controls(self.raw);
        if let Some(expected) = expected
            && self.spans.len() > expected
        {
            self.spans = &self.spans[..expected];
            self.trailing = true;
        }
    }

    fn broken_bytes(&self, dialect: Dialect) -> Option<Fault> {
        if let Some(at) = memchr(0, self.raw) {
            return Some(Fault::Nul { column: self.column_of(at, dialect) });
        }
        if self.raw.is_ascii() {
            return None;
        }
        let error = std::str::from_utf8(self.text).err()?;
        let byte = self.text.get(error.valid_up_to()).copied().unwrap_or_default();
        let at = std::str::from_utf8(self.raw).err().map_or(0, |error| error.valid_up_to());
        Some(Fault::NotText { column: self.column_of(at, dialect), byte })
    }

    /// The column of a byte of a row, near enough: delimiters inside of quotes are not counted.
    fn column_of(&self, at: usize, dialect: Dialect) -> usize {
        let before = &self.raw[..at.min(self.raw.len())];
        let is_quoted = |delimiter: usize| {
            dialect.quote.is_some_and(|quote| memchr_iter(quote, &before[..delimiter]).count() % 2 == 1)
        };
        memchr_iter(dialect.delimiter, before).filter(|delimiter| !is_quoted(*delimiter)).count()
    }

    fn wrong_width(&self, dialect: Dialect, expected: Option<usize>) -> Option<Fault> {
        let expected = expected?;
        let found = self.spans.len();
        let has_more =
            || self.spans[expected..].iter().any(|(begin, end)| !is_blank(self.text, *begin, *end));
        if found == expected || (found > expected && !has_more()) {
            return None;
        }
        let is_quoted =
            dialect.quote.is_some_and(|quote| self.raw.trim_ascii_start().first() == Some(&quote));
        if found == 1 && is_quoted && self.inner_width(dialect) == expected {
            return Some(Fault::WholeRowQuoted { expected });
        }
        Some(Fault::WrongWidth { found, expected })
    }

    fn inner_width(&self, dialect: Dialect) -> usize {
        let (begin, end) = self.spans[0];
        let inner = self.text.get(begin as usize..end as usize).unwrap_or_default();
        split_one(&String::from_utf8_lossy(inner), dialect).map_or(0, |fields| fields.len())
    }

    fn field_too_long(&self, limit: usize) -> Option<Fault> {
        if self.text.len() <= limit {
            return None;
        }
        let length = |(begin, end): &(u32, u32)| (*end - *begin) as usize;
        let column = self.spans.iter().position(|span| length(span) > limit)?;
        Some(Fault::FieldTooLong { column, length: length(&self.spans[column]), limit })
    }
}

fn is_blank(text: &[u8], begin: u32, end: u32) -> bool {
    text.get(begin as usize..end as usize).is_some_and(|field| field.trim_ascii().is_empty())
}

/// Control characters other than tab and line ends: C0, delete, and C1 (two bytes in UTF-8).
fn has_controls(raw: &[u8]) -> bool {
    // No early exit: the whole row in one go is faster than asking after each byte.
    let is_control = |byte: &u8| {
        u8::from(*byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r')) | u8::from(*byte == 0x7F)
    };
    raw.iter().map(is_control).fold(0, |found, control| found | control) != 0
        || (!raw.is_ascii()
            && memchr_iter(0xC2, raw)
                .any(|at| raw.get(at + 1).is_some_and(|next| (0x80..=0x9F).contains(next))))
}
