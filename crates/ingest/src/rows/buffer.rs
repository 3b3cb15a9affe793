//! A window on the text that moves forward: as small as the longest row allows.

use std::io;

use crate::decode::TextReader;

/// Bytes that are read at a time, at least.
const CHUNK: usize = 256 * 1024;

/// The bytes that were read and not yet consumed, and a few that were.
pub(super) struct Buffer {
    input: TextReader,
    bytes: Vec<u8>,
    /// Consumed so far within `bytes`.
    start: usize,
    /// Filled so far within `bytes`.
    filled: usize,
    ended: bool,
}

/// A physical line, relative to what lies ahead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where its content ends.
    pub end: usize,
    /// Where the next line begins.
    pub next: usize,
    /// It is longer than the limit; `end` and `next` are how far it was looked at.
    pub too_long: bool,
}

impl Buffer {
    pub fn new(input: TextReader) -> Self {
        Self { input, bytes: Vec::new(), start: 0, filled: 0, ended: false }
    }

    /// Read and not yet consumed.
    pub fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..self.filled]
    }

    /// The last `length` bytes that were consumed; they stay until the next fill.
    pub fn behind(&self, length: usize) -> &[u8] {
        &self.bytes[self.start - length..self.start]
    }

    /// Whether nothing follows what lies ahead.
    pub const fn ended(&self) -> bool {
        self.ended
    }

    pub fn consume(&mut self, length: usize) {
        self.start += length;
    }

    /// Reads more; the window moves or doubles, so reading a long row again from its start stays linear.
    pub fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.filled, 0);
            self.filled -= self.start;
            self.start = 0;
        }
        let wanted = (self.filled * 2).max(self.filled + CHUNK).max(CHUNK);
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        let target = self.filled + (wanted - self.filled) / 2;
        while self.filled < target && !self.ended {
            let length = self.input.read(&mut self.bytes[self.filled..])?;
            self.ended = length == 0;
            self.filled += length;
        }
        Ok(())
    }

    /// The line that begins `from` bytes ahead; `None` at the end of the text.
    pub fn line(&mut self, from: usize, limit: usize) -> io::Result<Option<Line>> {
        let mut seen = from;
        loop {
            let ahead = self.ahead();
            if let Some(found) = memchr::memchr2(b'\n', b'\r', &ahead[seen.min(ahead.len())..]) {
                let end = seen + found;
                if end - from > limit {
                    return Ok(Some(Line { end, next: end, too_long: true }));
                }
                // A carriage return at the very end may be the first half of a pair.
                if ahead[end] == b'\n' || end + 1 < ahead.len() || self.ended {
                    return Ok(Some(Line { end, next: after_line_end(ahead, end), too_long: false }));
                }
                seen = end;
            } else {
                seen = ahead.len();
                if self.ended {
                    let line = Line { end: seen, next: seen, too_long: false };
                    return Ok((seen > from).then_some(line));
                }
                if seen - from > limit {
                    return Ok(Some(Line { end: seen, next: seen, too_long: true }));
                }
            }
            self.fill()?;
        }
    }

    /// Consumes the rest of a line that does not fit, keeping its first bytes just behind the cursor. Returns how many
    /// bytes the whole line had, with its end.
    pub fn skip_line(&mut self, kept: usize) -> io::Result<u64> {
        let beginning = self.ahead()[..kept].to_vec();
        let mut skipped = 0_u64;
        loop {
            if let Some(line) = self.line(0, CHUNK)? {
                self.start += line.next;
                skipped += line.next as u64;
                if line.too_long {
                    continue;
                }
            }
            break;
        }
        self.put_behind(&beginning);
        Ok(skipped)
    }

    /// Makes bytes appear just behind the cursor.
    fn put_behind(&mut self, beginning: &[u8]) {
        let mut bytes = beginning.to_vec();
        bytes.extend_from_slice(self.ahead());
        self.start = beginning.len();
        self.filled = bytes.len();
        self.bytes = bytes;
    }

    /// Consumes so many bytes from the current place; `false` when there are fewer.
    pub fn skip(&mut self, bytes: u64) -> io::Result<bool> {
        let mut left = bytes;
        loop {
            let ahead = self.ahead().len();
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(ahead);
            self.start += step;
            left -= step as u64;
            if left == 0 {
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            self.fill()?;
        }
    }
}

/// The index after a line end that begins at `end`.
pub(super) fn after_line_end(bytes: &[u8], end: usize) -> usize {
    if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') { end + 2 } else { end + 1 }
}
