//! Any encoding as a stream of UTF-8 bytes. UTF-8 itself passes through untouched, so that a row that is not UTF-8 can be
//! rejected alone.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use crate::encoding::Encoding;

/// What stands for a character that could not be decoded: a byte that UTF-8 never has, so that the row is rejected
/// like a broken row of a UTF-8 file.
const BROKEN: u8 = 0xFF;

/// Decodes while reading.
pub(crate) struct TextReader {
    input: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    input_ended: bool,
    ended: bool,
}

impl TextReader {
    /// `input` stands after the byte order mark.
    pub fn new(input: Box<dyn Read + Send>, encoding: Encoding) -> Self {
        let decoder = encoding.decoder();
        let raw = if decoder.is_some() { vec![0; 64 * 1024] } else { Vec::new() };
        Self { input, decoder, raw, start: 0, end: 0, input_ended: false, ended: false }
    }

    /// Reads some UTF-8 bytes; 0 at the end. `out` must hold at least 16 bytes.
    pub fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return read_some(&mut self.input, out) };
        let mut written = 0;
        while written == 0 && !self.ended {
            if self.start == self.end && !self.input_ended {
                self.start = 0;
                self.end = read_some(&mut self.input, &mut self.raw)?;
                self.input_ended = self.end == 0;
            }
            let source = &self.raw[self.start..self.end];
            // One byte is kept back for the mark of a broken character.
            let room = out.len() - 1;
            let (result, read, length) =
                decoder.decode_to_utf8_without_replacement(source, &mut out[..room], self.input_ended);
            self.start += read;
            written = length;
            match result {
                DecoderResult::Malformed(..) => {
                    out[written] = BROKEN;
                    written += 1;
                }
                DecoderResult::InputEmpty => self.ended = self.input_ended,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(written)
    }
}

fn read_some(input: &mut Box<dyn Read + Send>, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
