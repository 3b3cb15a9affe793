//! Text of a field → a value, or the reason why it is none.

pub(crate) mod date;
pub(crate) mod money;
pub(crate) mod number;

use std::borrow::Cow;

use bareme_scoring::spreadsheet::unguarded;
use bareme_scoring::{AttributeType, Value};

use crate::mapping::Reading;
use crate::message::Message;
use date::{DateReader, Zone};

/// How the values of one file are read; made from the mapping's [`Reading`].
#[derive(Clone, Debug)]
pub(crate) struct ValueReader {
    empty: Vec<String>,
    pub numbers: number::Style,
    pub dates: DateReader,
}

/// Why a value is refused: what follows it in the sentence ("'x'" "is not a number").
pub(crate) type Refusal = Message;

impl ValueReader {
    /// `Err` names the time zone when there is no such.
    pub fn new(reading: &Reading) -> Result<Self, String> {
        let zone = match &reading.time_zone {
            Some(name) => Zone::named(name)?,
            None => Zone::Utc,
        };
        Ok(Self {
            empty: reading.empty.iter().map(|marker| marker.trim().to_owned()).collect(),
            numbers: number::Style {
                decimal_comma: reading.decimal_comma,
                thousands: reading.thousands_separators,
                currency: reading.currency_signs,
            },
            dates: DateReader::new(zone, &reading.date_formats),
        })
    }

    /// Without any setting.
    pub fn plain() -> Self {
        Self { empty: Vec::new(), numbers: number::Style::default(), dates: DateReader::new(Zone::Utc, &[]) }
    }

    /// The value without white space around it and without what guards it from spreadsheets; empty when it is one of the
    /// empty markers.
    pub fn text<'t>(&self, raw: &'t str, has_controls: bool) -> Cow<'t, str> {
        let value = if has_controls { without_controls(raw) } else { Cow::Borrowed(raw.trim()) };
        let value = match value {
            Cow::Borrowed(value) => unguarded(value),
            Cow::Owned(value) => Cow::Owned(unguarded(&value).into_owned()),
        };
        if !self.empty.is_empty() && self.empty.iter().any(|marker| marker.eq_ignore_ascii_case(&value)) {
            return Cow::Borrowed("");
        }
        value
    }

    /// Whether a value that is not empty could be a number or a date at all: a quick look at its letters.
    pub fn may_be_number_or_date(&self, value: &str) -> bool {
        let bytes = value.as_bytes();
        let begins = bytes.first().is_some_and(|byte| byte.is_ascii_digit() || b"+-.(".contains(byte));
        let is_ornamented = self.numbers.currency || self.dates.has_formats();
        (begins || is_ornamented) && bytes.iter().any(u8::is_ascii_digit)
    }

    /// A value of the type.
    pub fn typed(&self, text: &str, of: AttributeType) -> Result<Value, Refusal> {
        match of {
            AttributeType::Text => Ok(Value::from(text)),
            AttributeType::Number => number::parse(text, self.numbers).map(Value::Number),
            AttributeType::Boolean => boolean(text).map(Value::Boolean),
            AttributeType::Date => self.dates.parse(text).map(|date| Value::Text(date.iso())),
        }
    }
}

/// Control characters carry no meaning in a table and are dropped; vertical tab and form feed separate words.
fn without_controls(raw: &str) -> Cow<'_, str> {
    let keep = |letter: char| match letter {
        '\t' | '\n' | '\r' => Some(letter),
        '\u{B}' | '\u{C}' => Some(' '),
        _ if letter.is_control() => None,
        _ => Some(letter),
    };
    let cleaned: String = raw.chars().filter_map(keep).collect();
    Cow::Owned(cleaned.trim().to_owned())
}

/// Yes and no, in the words that exports use.
pub(crate) fn boolean(text: &str) -> Result<bool, Refusal> {
    const YES: [&str; 7] = ["true", "yes", "1", "y", "oui", "vrai", "x"];
    const NO: [&str; 6] = ["false", "no", "0", "n", "non", "faux"];
    if YES.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        Ok(true)
    } else if NO.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        Ok(false)
    } else {
        Err(Refusal::new(
            "not_a_boolean",
            "is neither true nor false (yes, no, 1, 0, oui, non are understood too)",
        ))
    }
}

/// At most so many characters of a text, with a mark where it was cut.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
