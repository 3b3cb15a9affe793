//! One streaming pass over all rows before the import: how many there are, and which type each column has.

use bareme_scoring::AttributeType;

use crate::error::IngestError;
use crate::mapping::Mapping;
use crate::rows::{Position, RawRow};
use crate::source::Source;
use crate::values::{ValueReader, date, number, shortened};

/// So many filled values of a column say how near it is to a type that some of its values break.
const SAMPLE: u64 = 1000;
/// Examples that are kept of each column.
const EXAMPLES: usize = 3;
/// Progress is told every so many rows.
const PROGRESS_ROWS: u64 = 8192;

/// What the whole file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Survey {
    /// Rows that are not blank, the broken ones with them, without the header.
    pub rows: u64,
    /// Rows that cannot be read as fields.
    pub broken: u64,
    /// Blank lines.
    pub blank_lines: u64,
    /// One for each column of the header, in its order.
    pub columns: Vec<ColumnSurvey>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ColumnSurvey {
    /// Its name.
    pub name: String,
    /// Rows in which it is not empty.
    pub filled: u64,
    /// Its type: number, boolean (`true` and `false` only) or date only when every filled value is one. A day that does not
    /// exist and a number that is not finite are meant as what they look like, and leave the type as it is.
    pub of: AttributeType,
    /// The first few different values, shortened.
    pub examples: Vec<String>,
    /// Values that are meant as numbers, right or wrong.
    #[serde(skip)]
    pub(crate) numbers: Meant,
    /// Values that are meant as dates, possible or not.
    #[serde(skip)]
    pub(crate) dates: Meant,
    #[serde(skip)]
    may_be: MayBe,
}

/// How near a column is to a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meant {
    /// Values that have its shape: of the first thousand that are filled all, later ones only while there was none.
    pub values: u64,
    /// Whether one of them is right.
    any_right: bool,
    /// Whether one looks like a number and is a code.
    has_codes: bool,
    /// The first line whose value has another shape.
    ends: Option<u64>,
}

/// The types that no value has ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MayBe {
    number: bool,
    boolean: bool,
    date: bool,
}

impl ColumnSurvey {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            filled: 0,
            of: AttributeType::Text,
            examples: Vec::new(),
            numbers: Meant::default(),
            dates: Meant::default(),
            may_be: MayBe { number: true, boolean: true, date: true },
        }
    }

    /// Filled values among those that were sampled.
    fn sampled(&self) -> u64 {
        self.filled.min(SAMPLE)
    }

    fn add(&mut self, value: &str, line: u64, reader: &ValueReader) {
        self.filled += 1;
        if self.examples.len() < EXAMPLES {
            let example = shortened(value, 60);
            if !self.examples.contains(&example) {
                self.examples.push(example);
            }
        }
        let sampling = self.filled <= SAMPLE;
        // Most texts show in their first letter that they are neither a number nor a date.
        let may_be = reader.may_be_number_or_date(value);
        if may_be && (self.may_be.number || sampling || self.numbers.values == 0) {
            self.add_number(value, line, reader, sampling);
        } else if !may_be {
            self.rule_out_number(line);
        }
        if may_be && (self.may_be.date || sampling || self.dates.values == 0) {
            self.add_date(value, line, reader, sampling);
        } else if !may_be {
            self.rule_out_date(line);
        }
        self.may_be.boolean &= value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
    }

    fn add_number(&mut self, value: &str, line: u64, reader: &ValueReader, sampling: bool) {
        let is_right = number::is_surely_number(value, reader.numbers);
        let is_meant = is_right || number::is_meant(value, reader.numbers);
        self.numbers.values += u64::from(is_meant && (sampling || self.numbers.values == 0));
        self.numbers.any_right |= is_right;
        if !is_meant {
            self.rule_out_number(line);
        } else if !is_right && !number::is_too_large(value, reader.numbers) {
            // A code such as 007, or a long id: the column is text by right.
            self.may_be.number = false;
            self.numbers.has_codes = true;
        }
    }

    fn rule_out_number(&mut self, line: u64) {
        self.may_be.number = false;
        self.numbers.ends.get_or_insert(line);
    }

    fn add_date(&mut self, value: &str, line: u64, reader: &ValueReader, sampling: bool) {
        let date = reader.dates.parse(value);
        let is_meant = date.as_ref().map_or_else(date::is_meant, |_| true);
        self.dates.values += u64::from(is_meant && (sampling || self.dates.values == 0));
        self.dates.any_right |= date.is_ok();
        if !is_meant {
            self.rule_out_date(line);
        }
    }

    fn rule_out_date(&mut self, line: u64) {
        self.may_be.date = false;
        self.dates.ends.get_or_insert(line);
    }

    fn finish(&mut self) {
        self.of = match self.may_be {
            _ if self.filled == 0 => AttributeType::Text,
            MayBe { boolean: true, .. } => AttributeType::Boolean,
            MayBe { number: true, .. } if self.numbers.any_right => AttributeType::Number,
            MayBe { date: true, .. } if self.dates.any_right => AttributeType::Date,
            _ => AttributeType::Text,
        };
    }

    /// What a column of texts nearly is, and the line that makes it text: nine of ten values have the shape.
    pub(crate) fn spoiled(&self) -> Option<(AttributeType, u64)> {
        if self.of != AttributeType::Text {
            return None;
        }
        let nearly =
            |meant: &Meant| meant.any_right && !meant.has_codes && meant.values * 10 >= self.sampled() * 9;
        let number = self.numbers.ends.filter(|_| nearly(&self.numbers));
        let date = self.dates.ends.filter(|_| nearly(&self.dates));
        number
            .map(|line| (AttributeType::Number, line))
            .or_else(|| date.map(|line| (AttributeType::Date, line)))
    }
}

impl Source {
    /// Surveys the file with the empty markers and formats of the mapping.
    pub fn survey(&self, mapping: &Mapping) -> Result<Survey, IngestError> {
        self.survey_with(mapping, &mut |_| {})
    }

    /// The same, telling how far it has come every few thousand rows.
    pub fn survey_with(
        &self,
        mapping: &Mapping,
        progress: &mut dyn FnMut(Position),
    ) -> Result<Survey, IngestError> {
        let mapping = mapping.with_preset(self.header())?;
        // A time zone that does not exist is a problem that the plan reports with the others.
        let reader = ValueReader::new(&mapping.reading).unwrap_or_else(|_| ValueReader::plain());
        let columns = self.header().columns().iter().map(|column| ColumnSurvey::new(&column.name)).collect();
        let mut survey = Survey { columns, ..Survey::default() };
        let mut rows = self.rows(self.first_row())?;
        loop {
            match rows.next() {
                Ok(Some(row)) => survey.add(&row, &reader),
                Ok(None) => break,
                Err(error) => return Err(self.io_error(error)),
            }
            if survey.rows.is_multiple_of(PROGRESS_ROWS) {
                progress(rows.position());
            }
        }
        survey.blank_lines = rows.blank_lines;
        survey.columns.iter_mut().for_each(ColumnSurvey::finish);
        Ok(survey)
    }
}

impl Survey {
    fn add(&mut self, row: &RawRow<'_>, reader: &ValueReader) {
        self.rows += 1;
        if row.fault.is_some() {
            self.broken += 1;
            return;
        }
        let text = row.text();
        for (column, (begin, end)) in self.columns.iter_mut().zip(row.spans()) {
            let raw = text.get(*begin as usize..*end as usize).unwrap_or_default();
            let value = reader.text(raw, row.has_controls);
            if !value.is_empty() {
                column.add(&value, row.line, reader);
            }
        }
    }
}
