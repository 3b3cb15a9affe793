//! Where in a row a value lies, and how it is read there.

use std::borrow::Cow;

use bareme_scoring::{AttributeType, Instant, Points, Value, fold};

use super::words::Words;
use crate::message::Message;
use crate::rows::RawRow;
use crate::values::{Refusal, ValueReader, boolean, date, date::Date, money, number, shortened};

/// A value that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub column: Option<String>,
    pub value: Option<String>,
    pub message: Message,
}

impl Misfit {
    /// Of a row as a whole.
    pub fn of_row(message: Message) -> Self {
        Self { column: None, value: None, message }
    }
}

/// The fields of a sound row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r> {
    text: &'r str,
    spans: &'r [(u32, u32)],
    has_controls: bool,
    reader: &'r ValueReader,
}

impl<'r> Row<'r> {
    pub fn new(row: &RawRow<'r>, reader: &'r ValueReader) -> Self {
        Self { text: row.text(), spans: row.spans(), has_controls: row.has_controls, reader }
    }

    /// The field without white space; empty when it holds an empty marker.
    pub fn get(&self, column: usize) -> Cow<'r, str> {
        let raw = self
            .spans
            .get(column)
            .and_then(|(begin, end)| self.text.get(*begin as usize..*end as usize))
            .unwrap_or_default();
        self.reader.text(raw, self.has_controls)
    }

    pub fn is_empty(&self) -> bool {
        (0..self.spans.len()).all(|column| self.get(column).is_empty())
    }
}

/// A value of a record: its columns, what it is when they are empty, and its translations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// Index and name.
    pub columns: Vec<(usize, String)>,
    pub join: Option<String>,
    pub split: Option<String>,
    pub constant: Option<String>,
    pub words: Words,
    /// An attribute whose type no mapping asks for: impossible values are left out and said.
    pub lenient: bool,
}

impl Slot {
    pub fn is_mapped(&self) -> bool {
        !self.columns.is_empty() || self.constant.is_some()
    }

    /// The value as text; empty when there is none.
    pub fn text<'r>(&'r self, row: &Row<'r>) -> Cow<'r, str> {
        self.text_and_column(row).0
    }

    /// The same for record fields that may be absent.
    pub fn optional<'r>(&'r self, row: &Row<'r>) -> Option<Cow<'r, str>> {
        let text = self.text(row);
        (!text.is_empty()).then_some(text)
    }

    pub fn owned(&self, row: &Row<'_>) -> Option<String> {
        self.optional(row).map(Cow::into_owned)
    }

    /// The value and the column that gave it.
    fn text_and_column<'r>(&'r self, row: &Row<'r>) -> (Cow<'r, str>, Option<&'r str>) {
        let (found, column) = match &self.join {
            Some(join) => (self.joined(row, join), self.columns.first().map(|(_, name)| name.as_str())),
            None => self.first(row),
        };
        let found = match &self.split {
            Some(split) => first_item(found, split.as_str()),
            None => found,
        };
        let found = match (found.is_empty(), &self.constant) {
            (true, Some(constant)) => Cow::Borrowed(constant.as_str()),
            _ => found,
        };
        if self.words.is_empty() || found.is_empty() {
            return (found, column);
        }
        match self.words.translate(&found) {
            Some(translated) => (Cow::Borrowed(translated), column),
            None => (found, column),
        }
    }

    fn first<'r>(&'r self, row: &Row<'r>) -> (Cow<'r, str>, Option<&'r str>) {
        for (index, name) in &self.columns {
            let value = row.get(*index);
            if !value.is_empty() {
                return (value, Some(name));
            }
        }
        (Cow::Borrowed(""), self.columns.first().map(|(_, name)| name.as_str()))
    }

    fn joined<'r>(&'r self, row: &Row<'r>, join: &str) -> Cow<'r, str> {
        let filled: Vec<Cow<'_, str>> =
            self.columns.iter().map(|(index, _)| row.get(*index)).filter(|value| !value.is_empty()).collect();
        Cow::Owned(filled.join(join))
    }

    /// A refusal, with the column and the value that caused it.
    fn misfit(&self, row: &Row<'_>, refusal: Refusal) -> Misfit {
        let value = shortened(&self.text(row), 200);
        let text = format!("'{value}' {}", refusal.text);
        self.misfit_because(row, Message { text, ..refusal.with("value", value) })
    }

    /// A reason of one's own, with the column and its value.
    pub fn misfit_because(&self, row: &Row<'_>, message: Message) -> Misfit {
        let (text, column) = self.text_and_column(row);
        Misfit { column: column.map(str::to_owned), value: Some(shortened(&text, 200)), message }
    }

    /// A value that must be there and is not.
    pub fn missing(&self, field: &str) -> Misfit {
        let message = Message::new("missing_value", format!("{field} is empty; it is needed"));
        self.empty_because(message.with("field", field))
    }

    /// The same with a reason of one's own.
    pub fn empty_because(&self, message: Message) -> Misfit {
        let column = self.columns.first().map(|(_, name)| name.clone());
        Misfit { column, value: Some(String::new()), message }
    }

    fn read<T>(
        &self,
        row: &Row<'_>,
        read: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Misfit> {
        let text = self.text(row);
        if text.is_empty() {
            return Ok(None);
        }
        read(&text).map(Some).map_err(|refusal| self.misfit(row, refusal))
    }

    pub fn typed(&self, row: &Row<'_>, of: AttributeType) -> Result<Option<Value>, Misfit> {
        self.read(row, |text| row.reader.typed(text, of))
    }

    /// Whether a misfit of an attribute costs its value only, and not the row: nobody asked for the type, and the value
    /// has its shape, as 2026-02-30 and 1e309 have.
    pub fn forgives(&self, of: AttributeType, misfit: &Misfit) -> bool {
        self.lenient
            && match of {
                AttributeType::Date => date::is_meant(&misfit.message),
                AttributeType::Number => misfit.message.code == number::TOO_LARGE,
                AttributeType::Text | AttributeType::Boolean => false,
            }
    }

    pub fn boolean(&self, row: &Row<'_>) -> Result<Option<bool>, Misfit> {
        self.read(row, boolean)
    }

    pub fn date(&self, row: &Row<'_>) -> Result<Option<Date>, Misfit> {
        self.read(row, |text| row.reader.dates.parse(text))
    }

    pub fn instant(&self, row: &Row<'_>) -> Result<Option<Instant>, Misfit> {
        Ok(self.date(row)?.map(|date| date.at))
    }

    pub fn amount(&self, row: &Row<'_>) -> Result<Option<Points>, Misfit> {
        self.read(row, |text| money::parse(text, row.reader.numbers))
    }

    /// A share or weight above 0 and at most 1; also in percent.
    pub fn share(&self, row: &Row<'_>) -> Result<Option<f64>, Misfit> {
        self.read(row, |text| {
            let (text, divisor) = match text.strip_suffix('%') {
                Some(percent) => (percent.trim_end(), 100.0),
                None => (text, 1.0),
            };
            let share = number::parse(text, row.reader.numbers)? / divisor;
            let fits = share > 0.0 && share <= 1.0;
            let refused = || Refusal::new("not_a_share", "must be above 0 and at most 1 (or 100 %)");
            fits.then_some(share).ok_or_else(refused)
        })
    }

    /// One of a closed list of words.
    pub fn word<T>(
        &self,
        row: &Row<'_>,
        code: &'static str,
        known: &[&str],
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Misfit> {
        self.read(row, |text| {
            find(text).ok_or_else(|| {
                let known = known.join(", ");
                let hint =
                    format!("is not known; known are {known}; a mapping can translate it under [values]");
                Refusal::new(code, hint).with("known", known)
            })
        })
    }
}

fn first_item<'r>(list: Cow<'r, str>, split: &str) -> Cow<'r, str> {
    match list {
        Cow::Borrowed(list) => Cow::Borrowed(list.split(split).next().unwrap_or_default().trim()),
        Cow::Owned(list) => Cow::Owned(list.split(split).next().unwrap_or_default().trim().to_owned()),
    }
}

/// A condition on one column.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub column: usize,
    /// Folded.
    pub values: Vec<String>,
}

impl Test {
    fn holds(&self, row: &Row<'_>) -> bool {
        let value = row.get(self.column);
        if value.is_ascii() {
            self.values.iter().any(|wanted| wanted.eq_ignore_ascii_case(&value))
        } else {
            let folded = fold(&value);
            self.values.iter().any(|wanted| *wanted == folded)
        }
    }
}

/// Which rows are wanted, and which are turned around.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub skip: Vec<Test>,
    pub only: Vec<Test>,
    pub swap: Vec<Test>,
}

impl Filter {
    pub fn wants(&self, row: &Row<'_>) -> bool {
        !self.skip.iter().any(|test| test.holds(row)) && self.only.iter().all(|test| test.holds(row))
    }

    pub fn swaps(&self, row: &Row<'_>) -> bool {
        self.swap.iter().any(|test| test.holds(row))
    }
}
