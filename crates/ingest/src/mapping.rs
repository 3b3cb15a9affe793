//! What the columns of a file mean: the mapping document, as people write it and as it is kept with the import.

mod edit_distance;
mod fields;
mod parse;
mod preset;
mod write;

use std::collections::BTreeMap;

use bareme_scoring::AttributeType;

use crate::error::{IngestError, Problem, Problems};
use crate::header::Header;
pub(crate) use edit_distance::nearest;
pub use fields::{FieldSpec, FieldUse, Kind};
pub use preset::preset_names;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Headers. Without `join` the first whose field is filled counts.
    pub columns: Vec<String>,
    /// All fields that are filled, with this between them.
    pub join: Option<String>,
    /// Of a list in one field (`a;b;c`) the first item: what stands before this.
    pub split: Option<String>,
    /// Whether the file may lack the columns; presets ask so.
    pub optional: bool,
}

impl Pick {
    /// One header that must be there.
    pub fn column(header: impl Into<String>) -> Self {
        Self { columns: vec![header.into()], join: None, split: None, optional: false }
    }
}

/// An attribute of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributePick {
    /// Where its value comes from.
    pub pick: Pick,
    /// Its type; `None` lets the column decide.
    pub of: Option<AttributeType>,
}

/// Values of a column, compared without case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// One of these; the empty text stands for an empty field.
    pub values: Vec<String>,
    /// Whether the file may lack the column.
    pub optional: bool,
}

/// How values are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Texts that mean that nothing was entered.
    pub empty: Vec<String>,
    /// Formats besides ISO 8601, as in C's `strftime`; also `epoch_seconds` and `epoch_milliseconds`.
    pub date_formats: Vec<String>,
    /// IANA name of the zone of times without offset; UTC when `None`.
    pub time_zone: Option<String>,
    /// `1,5` is one and a half.
    pub decimal_comma: bool,
    /// Groups of three digits may be separated.
    pub thousands_separators: bool,
    /// Currency signs and codes, and K, M, B behind a number.
    pub currency_signs: bool,
}

/// What becomes of columns that nothing is said about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmapped {
    /// Each becomes an attribute (accounts and contacts).
    Attributes,
    /// They are left out.
    Ignore,
}

/// The mapping document.
///
/// ```toml
/// kind = "contacts"
/// preset = "hubspot"            # optional: what follows wins over the preset
/// empty = ["Select", "NULL"]    # values that mean nothing was entered
/// date_formats = ["%d %b, %Y %H:%M:%S"]
/// time_zone = "Europe/Paris"    # of times without offset; UTC otherwise
/// unmapped = "attributes"       # or "ignore"
/// ignore = ["internal_*"]       # columns that are not wanted
///
/// [columns]                     # field = header, or several of which the first that is filled counts
/// key = "Prospect ID"
/// phone = ["Mobile", "Phone"]
/// name = { columns = ["First", "Last"], join = " " }
///
/// [attributes]                  # own attributes: header, and a type where the column should not decide
/// plan = "Plan"
/// visits = { column = "TotalVisits", type = "number" }
///
/// [constants]                   # for rows where the column is empty, or where there is none
/// currency = "EUR"
///
/// [values.stage]                # translations; "*" is everything else, "" is nothing
/// "Closed Won" = "won"
/// "*" = "opportunity"
///
/// [skip_rows_where]             # also only_rows_where, and swap_rows_where (relationships: from and to change places)
/// IsDeleted = ["true", "1"]
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the rows are.
    pub kind: Kind,
    /// What this mapping is for, in words.
    pub description: Option<String>,
    /// A preset that this mapping builds upon.
    pub preset: Option<String>,
    /// Built-in fields.
    pub columns: BTreeMap<String, Pick>,
    /// Attributes of one's own.
    pub attributes: BTreeMap<String, AttributePick>,
    /// Values of built-in fields where no column gives one.
    pub constants: BTreeMap<String, String>,
    /// Translations of values, by field or attribute.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Rows that are left out when any condition holds.
    pub skip_rows_where: BTreeMap<String, Condition>,
    /// Rows are left out unless all conditions hold.
    pub only_rows_where: BTreeMap<String, Condition>,
    /// Relationships whose ends change places when any condition holds.
    pub swap_rows_where: BTreeMap<String, Condition>,
    /// Columns that are not wanted; `*` at the end stands for anything.
    pub ignore: Vec<String>,
    /// Columns that nothing is said about; `None` is the default of the kind.
    pub unmapped: Option<Unmapped>,
    /// How values are read.
    pub reading: Reading,
    lines: Lines,
}

/// Lines of the keys in the file that a mapping was read from. They are no part of its meaning, so any two are equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines(BTreeMap<String, usize>);

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lines {}

impl Mapping {
    /// A mapping that says nothing yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            description: None,
            preset: None,
            columns: BTreeMap::new(),
            attributes: BTreeMap::new(),
            constants: BTreeMap::new(),
            values: BTreeMap::new(),
            skip_rows_where: BTreeMap::new(),
            only_rows_where: BTreeMap::new(),
            swap_rows_where: BTreeMap::new(),
            ignore: Vec::new(),
            unmapped: None,
            reading: Reading::default(),
            lines: Lines::default(),
        }
    }

    /// Reads a mapping file; every problem at once, each with its line.
    pub fn parse(text: &str) -> Result<Self, Problems> {
        parse::parse(text)
    }

    /// The mapping as TOML; reading it again gives the same mapping.
    pub fn to_toml(&self) -> String {
        write::to_toml(self)
    }

    /// The preset of a product that fits this header best. The error says which presets and which columns there are.
    pub fn from_preset(name: &str, kind: Kind, header: &Header) -> Result<Self, IngestError> {
        Ok(preset::find(name, kind, header)?)
    }

    /// By the words of the header, in English and French.
    pub fn automatic(kind: Kind, header: &Header) -> Self {
        // The built-in preset exists for every kind; without it nothing is mapped and the plan says what is missing.
        preset::find(preset::AUTOMATIC, kind, header).unwrap_or_else(|_| Self::new(kind))
    }

    /// This mapping over its preset, when it names one.
    pub(crate) fn with_preset(&self, header: &Header) -> Result<Self, Problems> {
        let Some(name) = &self.preset else { return Ok(self.clone()) };
        let base = preset::find(name, self.kind, header).map_err(|Problems(problems)| {
            Problems(problems.into_iter().map(|it| self.place(it)).collect())
        })?;
        Ok(self.over(base))
    }

    fn place(&self, problem: Problem) -> Problem {
        let place = if problem.place.is_empty() { "preset".to_owned() } else { problem.place };
        Problem { line: self.line("preset"), place, message: problem.message }
    }

    fn over(&self, base: Self) -> Self {
        let mut all = base;
        all.preset = None;
        all.description = self.description.clone().or(all.description);
        all.columns.extend(self.columns.clone());
        all.attributes.extend(self.attributes.clone());
        all.constants.extend(self.constants.clone());
        for (field, words) in &self.values {
            all.values.entry(field.clone()).or_default().extend(words.clone());
        }
        all.skip_rows_where.extend(self.skip_rows_where.clone());
        all.only_rows_where.extend(self.only_rows_where.clone());
        all.swap_rows_where.extend(self.swap_rows_where.clone());
        all.ignore.extend(self.ignore.iter().cloned());
        all.unmapped = self.unmapped.or(all.unmapped);
        all.reading.empty.extend(self.reading.empty.iter().cloned());
        all.reading.date_formats.extend(self.reading.date_formats.iter().cloned());
        all.reading.time_zone = self.reading.time_zone.clone().or(all.reading.time_zone);
        all.reading.decimal_comma |= self.reading.decimal_comma;
        all.reading.thousands_separators |= self.reading.thousands_separators;
        all.reading.currency_signs |= self.reading.currency_signs;
        all.lines.clone_from(&self.lines);
        all
    }

    /// The line of a key such as `columns.email`, when this came from a file.
    pub(crate) fn line(&self, place: &str) -> Option<usize> {
        self.lines.0.get(place).copied()
    }
}
