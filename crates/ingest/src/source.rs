//! A file as it lies there: found out once, read as often as needed.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bareme_scoring::spreadsheet::unguarded;

use crate::decode::TextReader;
use crate::dialect::{self, Dialect, LineEnds};
use crate::encoding::{self, Encoding, Judgement};
use crate::error::IngestError;
use crate::header::Header;
use crate::message::Message;
use crate::rows::{Limits, Position, RowReader};

/// So much text is looked at to find the delimiter.
const SAMPLE_BYTES: usize = 256 * 1024;

/// What a person knows better than detection. The default detects everything.
#[derive(Clone, Debug, Default)]
pub struct SourceOptions {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The delimiter.
    pub delimiter: Option<u8>,
    /// The quote: `Some(None)` when quotes are ordinary characters.
    pub quote: Option<Option<u8>>,
    /// Limits of rows and fields.
    pub limits: Limits,
}

/// What was found out about a file, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Detected {
    /// Its encoding.
    pub encoding: Encoding,
    /// Whether it begins with a byte order mark.
    pub byte_order_mark: bool,
    /// What separates and quotes its fields.
    pub dialect: Dialect,
    /// How its lines end.
    pub line_ends: LineEnds,
    /// Number of columns.
    pub columns: usize,
    /// Size in bytes.
    pub bytes: u64,
}

impl fmt::Display for Detected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.byte_order_mark { " with byte order mark" } else { "" };
        let quote =
            self.dialect.quote.map_or("no quotes".to_owned(), |quote| format!("quote {}", char::from(quote)));
        write!(
            f,
            "{}{mark}, delimiter {}, {quote}, line ends {}, {} columns, {} bytes",
            self.encoding,
            self.dialect.delimiter_word(),
            self.line_ends,
            self.columns,
            self.bytes
        )
    }
}

#[derive(Clone, Debug)]
enum Origin {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// A table that can be read again and again: a file, or bytes in memory.
#[derive(Clone, Debug)]
pub struct Source {
    origin: Origin,
    name: String,
    digest: String,
    byte_order_mark: u64,
    detected: Detected,
    header: Header,
    limits: Limits,
    first_row: Position,
    notices: Vec<Message>,
}

/// The content hash of a file: BLAKE3, in hexadecimal.
pub fn digest(path: impl AsRef<Path>) -> Result<String, IngestError> {
    let path = path.as_ref();
    let wrap = |source| IngestError::Io { path: path.to_owned(), source };
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut File::open(path).map_err(wrap)?, &mut hasher).map_err(wrap)?;
    Ok(hasher.finalize().to_hex().to_string())
}

impl Source {
    /// Opens a file and finds out everything about it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, IngestError> {
        Self::open_with(path, &SourceOptions::default())
    }

    /// Opens a file of which something is known.
    pub fn open_with(path: impl AsRef<Path>, options: &SourceOptions) -> Result<Self, IngestError> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self::find_out(Origin::File(path.to_owned()), name, options)
    }

    /// The same for bytes that were sent; `name` is used in messages.
    pub fn from_bytes(
        name: &str,
        bytes: impl Into<Arc<[u8]>>,
        options: &SourceOptions,
    ) -> Result<Self, IngestError> {
        Self::find_out(Origin::Memory(bytes.into()), name.to_owned(), options)
    }

    /// Name of the file, without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content hash: BLAKE3, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Encoding, delimiter and so on.
    pub fn detected(&self) -> &Detected {
        &self.detected
    }

    /// The columns.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What is odd about the file and worth a look.
    pub fn notices(&self) -> &[Message] {
        &self.notices
    }

    /// Where the rows begin.
    pub fn first_row(&self) -> Position {
        self.first_row
    }

    fn find_out(origin: Origin, name: String, options: &SourceOptions) -> Result<Self, IngestError> {
        let wrap = |source| origin.io_error(&name, source);
        let mut input = origin.open(0).map_err(wrap)?;
        let judgement = encoding::judge(&mut input, options.encoding).map_err(wrap)?;
        if let Some((what, remedy)) = judgement.no_table {
            return Err(IngestError::NoTable { file: name, what, remedy });
        }
        let (sample, directive) = sample(&origin, &judgement).map_err(wrap)?;
        let quote = options.quote.unwrap_or(Some(b'"'));
        let delimiter = match options.delimiter.or(directive.as_ref().map(|directive| directive.delimiter)) {
            Some(delimiter) => delimiter,
            None => dialect::find_delimiter(&sample, quote).map_err(wrap)?,
        };
        let mut source = Self {
            detected: Detected {
                encoding: judgement.encoding,
                byte_order_mark: judgement.byte_order_mark > 0,
                dialect: Dialect { delimiter, quote },
                line_ends: LineEnds::of(&sample),
                columns: 0,
                bytes: judgement.bytes,
            },
            origin,
            name,
            digest: judgement.digest,
            byte_order_mark: judgement.byte_order_mark,
            header: Header::default(),
            limits: options.limits,
            first_row: directive.map_or(Position::START, |directive| Position {
                byte: directive.length as u64,
                line: 2,
                row: 0,
            }),
            notices: judgement.notices,
        };
        source.read_header()?;
        Ok(source)
    }

    fn read_header(&mut self) -> Result<(), IngestError> {
        let mut rows = self.rows(self.first_row)?;
        let failed = |source| self.io_error(source);
        let Some(row) = rows.next().map_err(failed)? else {
            return Err(IngestError::Empty { file: self.name.clone() });
        };
        if let Some(fault) = &row.fault {
            let (file, line, reason) = (self.name.clone(), row.line, fault.message().text);
            return Err(IngestError::Header { file, line, reason });
        }
        let text = row.text();
        let cell = |(begin, end): &(u32, u32)| {
            unguarded(text.get(*begin as usize..*end as usize).unwrap_or_default()).into_owned()
        };
        let cells: Vec<String> = row.spans().iter().map(cell).collect();
        rows.forget_rows();
        self.first_row = rows.position();
        let (header, notices) = Header::new(&cells);
        self.detected.columns = header.columns().len();
        self.header = header;
        self.notices.extend(notices);
        if rows.next().map_err(|source| self.io_error(source))?.is_none() {
            self.notices.push(Message::new("no_rows", "the file has a header and no rows"));
        }
        Ok(())
    }

    /// Rows from a position on.
    pub(crate) fn rows(&self, position: Position) -> Result<RowReader, IngestError> {
        let is_utf8 = self.detected.encoding == Encoding::UTF_8;
        // Text in UTF-8 lies in the file as it is read; any other is decoded from its beginning.
        let jump = if is_utf8 { position.byte } else { 0 };
        if is_utf8 && self.byte_order_mark + position.byte > self.detected.bytes {
            return Err(IngestError::Changed { file: self.name.clone(), byte: position.byte });
        }
        let input = self.origin.open(self.byte_order_mark + jump).map_err(|source| self.io_error(source))?;
        let text = TextReader::new(input, self.detected.encoding);
        let mut rows = RowReader::new(text, self.detected.dialect, self.limits);
        if is_utf8 {
            rows.stand_at(position);
        } else if !rows.skip_to(position).map_err(|source| self.io_error(source))? {
            return Err(IngestError::Changed { file: self.name.clone(), byte: position.byte });
        }
        if self.detected.columns > 0 {
            rows.expect(self.detected.columns);
        }
        Ok(rows)
    }

    pub(crate) fn io_error(&self, source: io::Error) -> IngestError {
        self.origin.io_error(&self.name, source)
    }
}

impl Origin {
    fn open(&self, offset: u64) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Self::File(path) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(offset))?;
                Ok(Box::new(file))
            }
            Self::Memory(bytes) => {
                let mut cursor = Cursor::new(Arc::clone(bytes));
                cursor.set_position(offset);
                Ok(Box::new(cursor))
            }
        }
    }

    fn io_error(&self, name: &str, source: io::Error) -> IngestError {
        let path = match self {
            Self::File(path) => path.clone(),
            Self::Memory(_) => PathBuf::from(name),
        };
        IngestError::Io { path, source }
    }
}

/// A first line such as `sep=;`, as Excel writes and reads it.
struct Directive {
    delimiter: u8,
    /// Of the line with its end.
    length: usize,
}

/// The beginning of the text behind a directive, and the directive.
fn sample(origin: &Origin, judgement: &Judgement) -> io::Result<(Vec<u8>, Option<Directive>)> {
    let mut text = TextReader::new(origin.open(judgement.byte_order_mark)?, judgement.encoding);
    let mut sample = vec![0; SAMPLE_BYTES];
    let mut filled = 0;
    while filled + 16 <= SAMPLE_BYTES {
        match text.read(&mut sample[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    sample.truncate(filled);
    let directive = directive(&sample);
    if let Some(directive) = &directive {
        sample.drain(..directive.length);
    }
    Ok((sample, directive))
}

fn directive(sample: &[u8]) -> Option<Directive> {
    let end = sample.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    match &sample[..end] {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => {
            let length = if sample[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
            Some(Directive { delimiter: *delimiter, length })
        }
        _ => None,
    }
}
