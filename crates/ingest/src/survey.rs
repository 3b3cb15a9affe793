//! One streaming pass over all rows before the import: how many there are, and which type each column has.

use bareme_scoring::AttributeType;

use crate::error::IngestError;
use crate::mapping::Mapping;
use crate::rows::{Position, RawRow};
use crate::source::Source;
use crate::values::{ValueReader, date::NOT_A_DATE, number, shortened};

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
    /// Its type: number, boolean (`true` and `false` only) or date only when every filled value is one.
    pub of: AttributeType,
    /// The first few different values, shortened.
    pub examples: Vec<String>,
    /// How many of the first thousand filled values are meant as numbers, right or wrong.
    #[serde(skip)]
    pub(crate) numbers: u64,
    /// How many of them are meant as dates, possible or not.
    #[serde(skip)]
    pub(crate) dates: u64,
    /// The first line whose value is no number, when some before it were.
    #[serde(skip)]
    pub(crate) number_ends: Option<u64>,
    #[serde(skip)]
    may_be: MayBe,
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
            numbers: 0,
            dates: 0,
            number_ends: None,
            may_be: MayBe { number: true, boolean: true, date: true },
        }
    }

    /// Filled values among those that were sampled.
    pub(crate) fn sampled(&self) -> u64 {
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
        if self.may_be.number || sampling {
            let fits = number::is_surely_number(value, reader.numbers);
            self.numbers += u64::from(sampling && (fits || number::is_meant(value, reader.numbers)));
            if self.may_be.number && !fits {
                self.may_be.number = false;
                self.number_ends = (self.filled > 1).then_some(line);
            }
        }
        if self.may_be.date || sampling {
            let date = reader.dates.parse(value);
            self.may_be.date &= date.is_ok();
            let is_meant = date.map_or_else(|refusal| refusal.code != NOT_A_DATE, |_| true);
            self.dates += u64::from(is_meant && sampling);
        }
        self.may_be.boolean &= value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
    }

    fn finish(&mut self) {
        self.of = match self.may_be {
            _ if self.filled == 0 => AttributeType::Text,
            MayBe { boolean: true, .. } => AttributeType::Boolean,
            MayBe { number: true, .. } => AttributeType::Number,
            MayBe { date: true, .. } => AttributeType::Date,
            _ => AttributeType::Text,
        };
    }

    /// A column that is nearly all numbers, and the line that makes it text.
    pub(crate) fn spoiled_number(&self) -> Option<u64> {
        let nearly = self.of == AttributeType::Text && self.numbers * 10 >= self.sampled() * 9;
        self.number_ends.filter(|_| nearly)
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
