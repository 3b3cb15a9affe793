//! Which encoding a file has, judged over the whole file while its content hash is computed.

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::{Serialize, Serializer};

use crate::error::IngestError;
use crate::message::Message;
use crate::signature;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;
/// So many chunks that are not UTF-8 are shown to the detector; more would not change its mind.
const DETECTOR_CHUNKS: u32 = 16;
/// Below so many characters outside of ASCII a guess between legacy encodings is no better than Windows-1252.
const DETECTOR_MINIMUM: u64 = 64;

/// A character encoding, by its WHATWG name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);
    /// UTF-16, little end first.
    pub const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    /// UTF-16, big end first.
    pub const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);
    /// Windows-1252, the western European legacy encoding (and what is meant by latin1).
    pub const WINDOWS_1252: Self = Self(encoding_rs::WINDOWS_1252);

    /// The encoding of a label such as `utf-8`, `latin1`, `windows-1252`, `utf-16le`.
    pub fn from_label(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label.trim().as_bytes()).map(Self)
    }

    /// The WHATWG name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(crate) fn decoder(self) -> Option<encoding_rs::Decoder> {
        (self != Self::UTF_8).then(|| self.0.new_decoder_without_bom_handling())
    }
}

impl FromStr for Encoding {
    type Err = IngestError;

    fn from_str(label: &str) -> Result<Self, IngestError> {
        Self::from_label(label).ok_or_else(|| IngestError::UnknownEncoding(label.to_owned()))
    }
}

/// By its name.
impl Serialize for Encoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What one pass over all bytes found.
pub(crate) struct Judgement {
    pub encoding: Encoding,
    pub byte_order_mark: u64,
    pub digest: String,
    pub bytes: u64,
    pub notices: Vec<Message>,
    /// What the file is, and what to do, when it is no table at all.
    pub no_table: Option<(&'static str, &'static str)>,
}

/// Reads everything once: hash, size, encoding. `forced` wins over what is found.
pub(crate) fn judge(reader: &mut dyn Read, forced: Option<Encoding>) -> io::Result<Judgement> {
    let mut hasher = blake3::Hasher::new();
    let mut tally = Utf8Tally::default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut bytes, mut shown, mut start) = (0_u64, 0, Vec::new());
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = read_full(reader, &mut chunk)?;
        let read = &chunk[..length];
        hasher.update(read);
        if bytes == 0 {
            start = read.to_vec();
        }
        bytes += length as u64;
        let invalid_before = tally.invalid;
        tally.add(read, length < CHUNK);
        if tally.invalid > invalid_before && shown < DETECTOR_CHUNKS {
            shown += 1;
            detector.feed(read, false);
        }
        if length < CHUNK {
            break;
        }
    }
    let marked = byte_order_mark(&start);
    let (encoding, notices) = match (forced, marked.or_else(|| wide_without_mark(&start))) {
        (Some(forced), _) => (forced, Vec::new()),
        (None, Some(found)) => (found, Vec::new()),
        (None, None) => tally.verdict(&detector),
    };
    let is_wide = encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE;
    let byte_order_mark = if marked == Some(encoding) { mark_length(encoding) } else { 0 };
    Ok(Judgement {
        encoding,
        byte_order_mark,
        digest: hasher.finalize().to_hex().to_string(),
        bytes,
        notices,
        no_table: signature::no_table(&start, is_wide),
    })
}

/// Fills the buffer as far as the input reaches.
pub(crate) fn read_full(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn byte_order_mark(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::UTF_8),
        [0xFF, 0xFE, ..] => Some(Encoding::UTF_16LE),
        [0xFE, 0xFF, ..] => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

fn mark_length(encoding: Encoding) -> u64 {
    if encoding == Encoding::UTF_8 { 3 } else { 2 }
}

/// UTF-16 without a mark shows as zero bytes at every other place, which a table in latin letters always has.
fn wide_without_mark(start: &[u8]) -> Option<Encoding> {
    let pairs = start.len().min(4096) / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| start.chunks_exact(2).take(pairs).filter(|pair| pair[offset] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let many = |count: usize| count * 10 >= pairs * 3;
    let few = |count: usize| count * 20 <= pairs;
    match (many(first), many(second)) {
        (false, true) if few(first) => Some(Encoding::UTF_16LE),
        (true, false) if few(second) => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

/// Counts what is and what is not UTF-8, over pieces of a file.
#[derive(Default)]
struct Utf8Tally {
    /// Sequences of several bytes that are right.
    valid: u64,
    /// Places that no UTF-8 has.
    invalid: u64,
    /// The beginning of a character that the next piece completes.
    rest: Vec<u8>,
}

impl Utf8Tally {
    fn add(&mut self, piece: &[u8], last: bool) {
        if self.rest.is_empty() && piece.is_ascii() {
            return;
        }
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(piece);
        let mut at = 0;
        while let Err(error) = std::str::from_utf8(&bytes[at..]) {
            let good = at + error.valid_up_to();
            self.count(&bytes[at..good]);
            match error.error_len() {
                Some(length) => {
                    self.invalid += 1;
                    at = good + length;
                }
                None if last => {
                    self.invalid += 1;
                    return;
                }
                None => {
                    self.rest = bytes[good..].to_vec();
                    return;
                }
            }
        }
        self.count(&bytes[at..]);
    }

    fn count(&mut self, good: &[u8]) {
        if !good.is_ascii() {
            self.valid += good.iter().filter(|byte| **byte >= 0xC0).count() as u64;
        }
    }

    /// UTF-8 when more of it is right than wrong: text in a legacy encoding is hardly ever right by chance, and a
    /// few rows that are wrong are rejected one by one.
    fn verdict(&self, detector: &EncodingDetector) -> (Encoding, Vec<Message>) {
        if self.invalid == 0 {
            return (Encoding::UTF_8, Vec::new());
        }
        if self.valid >= self.invalid {
            let text = format!(
                "the file is UTF-8, but {} places in it are not; the rows that hold them are rejected",
                self.invalid
            );
            let notice = Message::new("mixed_encodings", text).with("places", self.invalid);
            return (Encoding::UTF_8, vec![notice]);
        }
        let guess = Encoding(detector.guess(None, Utf8Detection::Deny));
        if guess == Encoding::WINDOWS_1252 || self.invalid < DETECTOR_MINIMUM {
            return (Encoding::WINDOWS_1252, Vec::new());
        }
        let text = format!(
            "the encoding was guessed as {guess}; if names look wrong, say the right one with --encoding"
        );
        (guess, vec![Message::new("encoding_guessed", text).with("encoding", guess)])
    }
}
