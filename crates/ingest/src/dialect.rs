//! How a table is written down: what separates its fields, quotes them and ends its lines.

use std::fmt;
use std::io::{self, Cursor};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::decode::TextReader;
use crate::encoding::Encoding;
use crate::rows::{Limits, RowReader};

/// The delimiters that are looked for, in the order that breaks a tie.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many rows decide.
const SAMPLE_ROWS: usize = 200;

/// What separates and quotes fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two fields.
    pub delimiter: u8,
    /// The byte around a field that holds delimiters or line ends; `None` when quotes are ordinary characters.
    pub quote: Option<u8>,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: Some(b'"') }
    }
}

/// As characters, for people and programs.
impl Serialize for Dialect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut state = serializer.serialize_struct("Dialect", 2)?;
        state.serialize_field("delimiter", &char::from(self.delimiter))?;
        state.serialize_field("quote", &self.quote.map(char::from))?;
        state.end()
    }
}

impl Dialect {
    /// The delimiter of a word or character: `comma`, `;`, `tab`, `\t`; `None` when it is none.
    pub fn delimiter_from_word(word: &str) -> Option<u8> {
        match word {
            "comma" => Some(b','),
            "semicolon" => Some(b';'),
            "tab" | "\\t" => Some(b'\t'),
            "pipe" | "bar" => Some(b'|'),
            _ => match word.as_bytes() {
                [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r' | b'"') => Some(*byte),
                _ => None,
            },
        }
    }

    /// The delimiter in words for a person.
    pub const fn delimiter_word(self) -> &'static str {
        match self.delimiter {
            b',' => "comma",
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "vertical bar",
            _ => "custom",
        }
    }
}

/// How lines end in the first part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineEnds {
    /// There is one line only.
    None,
    /// `\n`.
    Lf,
    /// `\r\n`.
    CrLf,
    /// `\r`.
    Cr,
    /// More than one of them; all are understood.
    Mixed,
}

impl fmt::Display for LineEnds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Cr => "CR",
            Self::Mixed => "mixed",
        })
    }
}

impl LineEnds {
    /// Counts the line ends of a sample.
    pub(crate) fn of(sample: &[u8]) -> Self {
        let (mut lf, mut crlf, mut cr) = (false, false, false);
        let mut bytes = sample.iter().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'\n' => lf = true,
                b'\r' if bytes.next_if(|next| **next == b'\n').is_some() => crlf = true,
                // The last byte may be half of a pair.
                b'\r' if bytes.peek().is_some() => cr = true,
                _ => {}
            }
        }
        match (lf, crlf, cr) {
            (false, false, false) => Self::None,
            (true, false, false) => Self::Lf,
            (false, true, false) => Self::CrLf,
            (false, false, true) => Self::Cr,
            _ => Self::Mixed,
        }
    }
}

/// The delimiter that splits the sample into the most even table. A table of one column has none to find and gets a
/// comma.
pub(crate) fn find_delimiter(sample: &[u8], quote: Option<u8>) -> io::Result<u8> {
    let mut best = (0.0, b',');
    for delimiter in CANDIDATES {
        let score = evenness(sample, Dialect { delimiter, quote })?;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    Ok(best.1)
}

/// The share of rows with as many fields as the first, nudged up by their number; 0 when the first row is not split.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred rows and a few thousand columns")]
fn evenness(sample: &[u8], dialect: Dialect) -> io::Result<f64> {
    let text = TextReader::new(Box::new(Cursor::new(sample.to_vec())), Encoding::UTF_8);
    let mut rows = RowReader::new(text, dialect, Limits::default());
    let (mut header, mut same, mut all) = (0, 0_usize, 0_usize);
    while let Some(row) = rows.next()? {
        let width = row.width();
        if header == 0 {
            header = width;
            if header < 2 {
                return Ok(0.0);
            }
        } else {
            all += 1;
            same += usize::from(width == header);
        }
        if all == SAMPLE_ROWS {
            break;
        }
    }
    let share = if all == 0 { 1.0 } else { (same as f64 + 0.5) / (all as f64 + 0.5) };
    Ok(share + 0.1 * (1.0 - 1.0 / header.max(1) as f64))
}
