//! One row into fields: the fast way when it has no quotes, a strict state machine when it has.

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memchr3};

use super::Limits;
use super::buffer::after_line_end;
use crate::dialect::Dialect;

/// Fields of the row that was split last.
#[derive(Default)]
pub(crate) struct Splitter {
    spans: Vec<(u32, u32)>,
    /// The text of a row with quotes, unquoted; a line feed between fields keeps broken characters apart.
    text: Vec<u8>,
    /// The first column, from 0, whose quotes hold a line end.
    pub spanning_column: usize,
}

/// What a row with quotes turned out to be. Indices are relative to its beginning, columns count from 0.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// A row.
    Row { end: usize, next: usize, lines: u64 },
    /// It does not end within the bytes given.
    More,
    /// The quote that this column opens runs on to the end or over a limit, or ends where no field can end, lines below.
    NeverClosed { column: usize },
    /// On the same line, text follows the closing quote.
    TextAfterQuote { column: usize },
}

/// A row that is being split.
struct Cursor<'b> {
    bytes: &'b [u8],
    dialect: Dialect,
    ended: bool,
    limits: Limits,
    at: usize,
    lines: u64,
}

enum Field {
    Delimited,
    Last { end: usize, next: usize },
    Stop(Split),
}

impl Splitter {
    pub fn clear(&mut self) {
        self.spans.clear();
        self.text.clear();
        self.spanning_column = 0;
    }

    pub fn spans(&self) -> &[(u32, u32)] {
        &self.spans
    }

    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// A line without quotes; spans point into `line`.
    pub fn plain(&mut self, line: &[u8], delimiter: u8) {
        self.clear();
        let mut begin = 0;
        for at in memchr_iter(delimiter, line) {
            self.spans.push((small(begin), small(at)));
            begin = at + 1;
        }
        self.spans.push((small(begin), small(line.len())));
    }

    /// A row with quotes, which may go on over further lines; spans point into [`Self::text`]. `ended` says that
    /// nothing follows `bytes`.
    pub fn quoted(&mut self, bytes: &[u8], dialect: Dialect, ended: bool, limits: Limits) -> Split {
        self.clear();
        let mut cursor = Cursor { bytes, dialect, ended, limits, at: 0, lines: 1 };
        loop {
            let column = self.spans.len();
            let begin = self.text.len();
            let lines = cursor.lines;
            let field = cursor.field(&mut self.text, column);
            if cursor.lines > lines && lines == 1 {
                self.spanning_column = column;
            }
            if let Field::Stop(stop) = field {
                return stop;
            }
            self.spans.push((small(begin), small(self.text.len())));
            self.text.push(b'\n');
            if let Field::Last { end, next } = field {
                return Split::Row { end, next, lines: cursor.lines };
            }
        }
    }
}

impl Cursor<'_> {
    fn field(&mut self, text: &mut Vec<u8>, column: usize) -> Field {
        let spaces = self.spaces();
        match self.bytes.get(self.at + spaces) {
            Some(byte) if Some(*byte) == self.dialect.quote => {
                self.at += spaces + 1;
                match self.inside(text, column) {
                    Some(stop) => Field::Stop(stop),
                    None => self.after_quote(column),
                }
            }
            None if !self.ended => Field::Stop(Split::More),
            _ => self.unquoted(text),
        }
    }

    fn spaces(&self) -> usize {
        self.bytes[self.at..].iter().take_while(|byte| **byte == b' ').count()
    }

    fn unquoted(&mut self, text: &mut Vec<u8>) -> Field {
        let rest = &self.bytes[self.at..];
        match memchr3(self.dialect.delimiter, b'\n', b'\r', rest) {
            Some(found) => {
                text.extend_from_slice(&rest[..found]);
                self.at += found;
                self.boundary()
            }
            None if self.ended => {
                text.extend_from_slice(rest);
                Field::Last { end: self.bytes.len(), next: self.bytes.len() }
            }
            None => Field::Stop(Split::More),
        }
    }

    /// At a delimiter or a line end.
    fn boundary(&mut self) -> Field {
        let byte = self.bytes[self.at];
        if byte == self.dialect.delimiter {
            self.at += 1;
            Field::Delimited
        } else if byte == b'\r' && self.at + 1 == self.bytes.len() && !self.ended {
            Field::Stop(Split::More)
        } else {
            Field::Last { end: self.at, next: after_line_end(self.bytes, self.at) }
        }
    }

    /// From behind an opening quote to behind the closing one; `Some` when that fails.
    fn inside(&mut self, text: &mut Vec<u8>, column: usize) -> Option<Split> {
        let quote = self.dialect.quote.unwrap_or(b'"');
        loop {
            let rest = &self.bytes[self.at..];
            let found = memchr(quote, rest);
            let piece = &rest[..found.unwrap_or(rest.len())];
            self.lines += line_ends(piece);
            let over = self.lines > 1
                && (self.lines > self.limits.quoted_lines
                    || self.at + piece.len() > self.limits.quoted_bytes);
            let Some(found) = found else {
                return Some(if self.ended || over { Split::NeverClosed { column } } else { Split::More });
            };
            if over {
                return Some(Split::NeverClosed { column });
            }
            text.extend_from_slice(piece);
            self.at += found + 1;
            match self.bytes.get(self.at) {
                Some(next) if *next == quote => {
                    text.push(quote);
                    self.at += 1;
                }
                None if !self.ended => return Some(Split::More),
                _ => return None,
            }
        }
    }

    fn after_quote(&mut self, column: usize) -> Field {
        self.at += self.spaces();
        match self.bytes.get(self.at) {
            None if self.ended => Field::Last { end: self.bytes.len(), next: self.bytes.len() },
            None => Field::Stop(Split::More),
            Some(byte) if *byte == self.dialect.delimiter || *byte == b'\n' || *byte == b'\r' => {
                self.boundary()
            }
            Some(_) if self.lines > 1 => Field::Stop(Split::NeverClosed { column }),
            Some(_) => Field::Stop(Split::TextAfterQuote { column }),
        }
    }
}

/// Whether a row over several lines has more likely swallowed whole rows than that it holds a text with line ends: the
/// number of fields is wrong, or every one of its lines would be a row of the right width by itself (delimiters
/// before a space are prose and not counted; narrow tables say too little).
pub(crate) fn is_swallowed(row: &[u8], spans: &[(u32, u32)], delimiter: u8, expected: Option<usize>) -> bool {
    let Some(expected) = expected else { return false };
    if spans.len() < expected || spans.iter().skip(expected).any(|(begin, end)| begin != end) {
        return true;
    }
    expected >= 3 && physical_lines(row).all(|line| literal_width(line, delimiter) == expected)
}

fn physical_lines(row: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let end = memchr2(b'\n', b'\r', bytes);
        rest = end.map(|end| &bytes[after_line_end(bytes, end)..]);
        Some(&bytes[..end.unwrap_or(bytes.len())])
    })
}

fn literal_width(line: &[u8], delimiter: u8) -> usize {
    1 + memchr_iter(delimiter, line).filter(|at| line.get(at + 1) != Some(&b' ')).count()
}

/// Line ends in a piece of text; a pair counts once.
fn line_ends(piece: &[u8]) -> u64 {
    memchr2_iter(b'\n', b'\r', piece)
        .filter(|at| piece[*at] == b'\n' || piece.get(at + 1) != Some(&b'\n'))
        .count() as u64
}

/// Rows are far below 4 GiB.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Splits one row that stands alone; `None` when its quotes are broken or it is more than one row.
pub(crate) fn split_one(raw: &str, dialect: Dialect) -> Option<Vec<String>> {
    let mut splitter = Splitter::default();
    let bytes = raw.as_bytes();
    let has_quotes = dialect.quote.is_some_and(|quote| memchr(quote, bytes).is_some());
    if has_quotes {
        let limits = Limits { quoted_bytes: usize::MAX, quoted_lines: u64::MAX, ..Limits::default() };
        match splitter.quoted(bytes, dialect, true, limits) {
            Split::Row { next, .. } if next == bytes.len() => {}
            _ => return None,
        }
    } else {
        splitter.plain(bytes, dialect.delimiter);
    }
    let text = if has_quotes { splitter.text() } else { bytes };
    let field = |(begin, end): &(u32, u32)| {
        text.get(*begin as usize..*end as usize).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    splitter.spans().iter().map(field).collect()
}
