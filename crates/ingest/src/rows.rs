//! Physical lines become rows of fields, one at a time, whatever the bytes: a broken row is one [`Fault`], never the end
//! of the file, and never takes its neighbours with it.
//!
//! A quote that is never closed would swallow every line up to the next quote. So quotes are read strictly (after a
//! closing quote only a delimiter or a line end may follow), a row that spans lines must be plausible
//! ([`split::is_swallowed`]), and where it is not, only the line that opened the quote is a fault: reading goes on with the
//! next physical line.

mod buffer;
mod fault;
pub(crate) mod split;

use std::io;

use crate::decode::TextReader;
use crate::dialect::Dialect;
use buffer::{Buffer, Line};
pub(crate) use fault::{Fault, KEPT_BYTES};
use split::{Split, Splitter};

/// What a row may at most be; more is a fault of that row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one field.
    pub field_bytes: usize,
    /// Bytes of one physical line; the memory that reading takes is a small multiple of it.
    pub line_bytes: usize,
    /// Bytes of a row that spans several lines inside quotes.
    pub quoted_bytes: usize,
    /// Lines of a row that spans several lines inside quotes.
    pub quoted_lines: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { field_bytes: 1 << 20, line_bytes: 16 << 20, quoted_bytes: 1 << 20, quoted_lines: 1000 }
    }
}

/// A place between two rows: keep it, and an import can go on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Bytes of text before it, as UTF-8 without byte order mark.
    pub byte: u64,
    /// The physical line that begins here; the first line of the file is 1.
    pub line: u64,
    /// Rows before it, without the header.
    pub row: u64,
}

impl Position {
    /// The beginning of a file.
    pub const START: Self = Self { byte: 0, line: 1, row: 0 };
}

/// Splits a stream of UTF-8 bytes into rows.
pub(crate) struct RowReader {
    buffer: Buffer,
    dialect: Dialect,
    limits: Limits,
    expected: Option<usize>,
    position: Position,
    splitter: Splitter,
    current: Current,
    /// Blank lines passed so far.
    pub blank_lines: u64,
}

/// One row; its fields are valid only when `fault` is `None`.
pub(crate) struct RawRow<'r> {
    /// Physical line of its beginning.
    pub line: u64,
    /// Its number, the first row after the header is 1.
    pub row: u64,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// Its bytes in the file, without the line end; of a line that is too long only the beginning.
    pub raw: &'r [u8],
    text: &'r [u8],
    spans: &'r [(u32, u32)],
    /// Whether any value has control characters.
    pub has_controls: bool,
    /// Whether empty fields beyond the last column were dropped.
    pub trailing: bool,
}

impl<'r> RawRow<'r> {
    /// Number of fields, as split.
    pub fn width(&self) -> usize {
        self.spans.len()
    }

    /// The text that the spans point into, when the row has no fault.
    pub fn text(&self) -> &'r str {
        std::str::from_utf8(self.text).unwrap_or_default()
    }

    /// Where the fields lie in [`Self::text`].
    pub fn spans(&self) -> &'r [(u32, u32)] {
        self.spans
    }
}

/// Where a scanned row lies, relative to what lies ahead.
struct Extent {
    end: usize,
    next: usize,
    lines: u64,
    fault: Option<Fault>,
    quoted: bool,
}

/// The row that was read last: how far back it begins, and what was found out about it.
#[derive(Clone, Copy, Default)]
struct Current {
    line: u64,
    back: usize,
    length: usize,
    quoted: bool,
    width: usize,
    fault: Option<Fault>,
    has_controls: bool,
    trailing: bool,
}

impl RowReader {
    pub fn new(text: TextReader, dialect: Dialect, limits: Limits) -> Self {
        Self {
            buffer: Buffer::new(text),
            dialect,
            limits,
            expected: None,
            position: Position::START,
            splitter: Splitter::default(),
            current: Current::default(),
            blank_lines: 0,
        }
    }

    /// Rows must have so many fields from here on.
    pub fn expect(&mut self, fields: usize) {
        self.expected = Some(fields);
    }

    /// The header is no row: counting begins after it.
    pub fn forget_rows(&mut self) {
        self.position.row = 0;
    }

    /// Goes to a position; `false` when the text ends before it.
    pub fn skip_to(&mut self, position: Position) -> io::Result<bool> {
        let found = self.buffer.skip(position.byte)?;
        self.position = position;
        Ok(found)
    }

    /// Says that the input already stands at a position.
    pub fn stand_at(&mut self, position: Position) {
        self.position = position;
    }

    /// After the row that was read last.
    pub const fn position(&self) -> Position {
        self.position
    }

    /// The next row that is not a blank line.
    pub fn next(&mut self) -> io::Result<Option<RawRow<'_>>> {
        Ok(if self.advance()? { Some(self.current()) } else { None })
    }

    /// Goes to the next row that is not a blank line, which [`Self::current`] then shows; `false` at the end.
    pub fn advance(&mut self) -> io::Result<bool> {
        loop {
            let Some(line) = self.buffer.line(0, self.limits.line_bytes)? else { return Ok(false) };
            if !line.too_long && self.is_blank(line.end) {
                self.blank_lines += 1;
                self.consume(line.next, 1);
                continue;
            }
            let extent = self.scan(line)?;
            self.settle(&extent)?;
            return Ok(true);
        }
    }

    /// The row that [`Self::advance`] went to.
    pub fn current(&self) -> RawRow<'_> {
        let current = &self.current;
        let raw = &self.buffer.behind(current.back)[..current.length];
        RawRow {
            line: current.line,
            row: self.position.row,
            fault: current.fault,
            raw,
            text: if current.quoted { self.splitter.text() } else { raw },
            spans: self.splitter.spans().get(..current.width).unwrap_or_default(),
            has_controls: current.has_controls,
            trailing: current.trailing,
        }
    }

    fn is_blank(&self, end: usize) -> bool {
        let delimiter = self.dialect.delimiter;
        self.buffer.ahead()[..end].iter().all(|byte| *byte == b' ' || (*byte == b'\t' && delimiter != b'\t'))
    }

    fn consume(&mut self, bytes: usize, lines: u64) {
        self.buffer.consume(bytes);
        self.position.byte += bytes as u64;
        self.position.line += lines;
    }

    fn scan(&mut self, line: Line) -> io::Result<Extent> {
        let first = Extent {
            end: line.end,
            next: line.next,
            lines: 1,
            fault: line.too_long.then_some(Fault::LineTooLong { limit: self.limits.line_bytes }),
            quoted: false,
        };
        if line.too_long {
            self.splitter.clear();
            return Ok(first);
        }
        let content = &self.buffer.ahead()[..line.end];
        match self.dialect.quote {
            Some(quote) if memchr::memchr(quote, content).is_some() => self.scan_quoted(&first, quote),
            _ => {
                self.splitter.plain(content, self.dialect.delimiter);
                Ok(first)
            }
        }
    }

    /// A line with quotes in it: the row may go on over further lines.
    fn scan_quoted(&mut self, first: &Extent, quote: u8) -> io::Result<Extent> {
        let delimiter = self.dialect.delimiter;
        loop {
            let ended = self.buffer.ended();
            let ahead = self.buffer.ahead();
            let split =
                self.splitter.quoted(ahead, Dialect { delimiter, quote: Some(quote) }, ended, self.limits);
            let fault = match split {
                Split::Row { end, next, lines } => {
                    let swallowed = lines > 1
                        && split::is_swallowed(
                            &ahead[..end],
                            self.splitter.spans(),
                            delimiter,
                            self.expected,
                        );
                    if !swallowed {
                        return Ok(Extent { end, next, lines, fault: None, quoted: true });
                    }
                    Fault::QuoteNeverClosed { column: self.splitter.spanning_column }
                }
                Split::More => {
                    self.buffer.fill()?;
                    continue;
                }
                Split::NeverClosed { column } => Fault::QuoteNeverClosed { column },
                Split::TextAfterQuote { column } => Fault::TextAfterQuote { column },
            };
            self.splitter.clear();
            return Ok(Extent { fault: Some(fault), ..*first });
        }
    }

    /// Moves behind a row and checks it.
    fn settle(&mut self, extent: &Extent) -> io::Result<()> {
        let line = self.position.line;
        let (back, length) = if extent.fault.is_some_and(Fault::is_too_long) {
            // The beginning of the line is kept for the rejects; the rest is read over without being stored.
            let kept = extent.end.min(KEPT_BYTES);
            self.position.byte += self.buffer.skip_line(kept)?;
            self.position.line += 1;
            (kept, kept)
        } else {
            self.consume(extent.next, extent.lines);
            (extent.next, extent.end)
        };
        self.position.row += 1;
        self.current = Current {
            line,
            back,
            length,
            quoted: extent.quoted,
            width: self.splitter.spans().len(),
            fault: extent.fault,
            has_controls: false,
            trailing: false,
        };
        let mut row = self.current();
        row.check(self.dialect, self.expected, self.limits.field_bytes);
        let (width, fault, has_controls, trailing) = (row.width(), row.fault, row.has_controls, row.trailing);
        self.current = Current { width, fault, has_controls, trailing, ..self.current };
        Ok(())
    }
}
