//! Flat tables as `evaluate --table`, `model fit` and `measure` read them: each column typed by what stands in all of it.

mod outcome;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bareme_ingest::Source;
use bareme_recalibration::Column;
use bareme_scoring::{Instant, Value, fold};

use crate::output::{Failure, count, tell};

pub use outcome::{Outcome, outcome};

/// Rows that could not be read are told one by one up to so many.
const TOLD: usize = 20;

/// A table in memory.
#[derive(Debug)]
pub struct FlatTable {
    /// Name of the file.
    pub file: String,
    /// Physical line of each row.
    pub lines: Vec<u64>,
    names: Vec<String>,
    /// Cells by column, as they stand in the file.
    cells: Vec<Vec<String>>,
}

/// A column whose type is known.
#[derive(Clone, Debug, PartialEq)]
pub enum FlatColumn {
    /// Every value is a number.
    Numbers(Vec<Option<f64>>),
    /// Words; those that a model takes for one are written alike.
    Words(Vec<Option<String>>),
    /// Every value is a date or a moment, in milliseconds since 1970.
    Moments(Vec<Option<i64>>),
}

impl FlatTable {
    /// Reads a whole file. Rows that cannot be read are told and left out.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        super::readable(path)?;
        let source = Source::open(path)?;
        let names: Vec<String> = source.header().names().map(ToOwned::to_owned).collect();
        let mut table = Self {
            file: source.name().to_owned(),
            lines: Vec::new(),
            cells: vec![Vec::new(); names.len()],
            names,
        };
        let mut unread = Vec::new();
        source.for_each_row(|line, texts| -> Result<(), Failure> {
            match texts {
                Ok(texts) => table.push(line, &texts),
                Err(reason) => unread.push(format!("line {line}: {reason}")),
            }
            Ok(())
        })?;
        if !unread.is_empty() {
            let rows = count(unread.len(), "row", "rows");
            tell(&format!("{}: {rows} could not be read and are left out:", table.file));
            unread.iter().take(TOLD).for_each(|line| tell(line));
        }
        if table.lines.is_empty() {
            return Err(Failure::failed(format!("{} has no rows below its header", table.file)));
        }
        Ok(table)
    }

    fn push(&mut self, line: u64, texts: &[&str]) {
        self.lines.push(line);
        for (at, cells) in self.cells.iter_mut().enumerate() {
            cells.push(texts.get(at).copied().unwrap_or_default().trim().to_owned());
        }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// How many rows repeat an earlier one in every column.
    pub fn repeated(&self) -> usize {
        let row = |at: usize| self.cells.iter().filter_map(|cells| cells.get(at)).collect::<Vec<_>>();
        self.len() - (0..self.len()).map(row).collect::<BTreeSet<_>>().len()
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Result<usize, Failure> {
        let exact = self.names.iter().position(|known| known == name.trim());
        let alike = || self.names.iter().position(|known| fold(known) == fold(name.trim()));
        exact.or_else(alike).ok_or_else(|| {
            let known = self.names.join(", ");
            Failure::usage(format!("{} has no column '{}'; its columns are: {known}", self.file, name.trim()))
        })
    }

    /// The places of several columns, separated by commas; a name that has a comma itself is found too.
    pub fn places(&self, lists: &[String]) -> Result<Vec<usize>, Failure> {
        let mut places = Vec::new();
        for list in lists {
            match self.place(list) {
                Ok(place) => places.push(place),
                Err(_) => {
                    for name in list.split(',').filter(|name| !name.trim().is_empty()) {
                        places.push(self.place(name)?);
                    }
                }
            }
        }
        Ok(places)
    }

    /// The texts of a column, trimmed; empty where there is no value.
    pub fn texts(&self, place: usize) -> &[String] {
        self.cells.get(place).map_or(&[], Vec::as_slice)
    }

    /// Only some of the rows.
    #[must_use]
    pub fn keep(self, rows: &[usize]) -> Self {
        let pick = |cells: &Vec<String>| rows.iter().filter_map(|row| cells.get(*row).cloned()).collect();
        Self {
            cells: self.cells.iter().map(pick).collect(),
            lines: rows.iter().filter_map(|row| self.lines.get(*row).copied()).collect(),
            ..self
        }
    }

    /// A column by its type.
    pub fn column(&self, place: usize) -> FlatColumn {
        let values: Vec<Option<Value>> = self.texts(place).iter().map(|text| value(text)).collect();
        let known = || values.iter().flatten();
        if known().next().is_none() || known().all(|value| matches!(value, Value::Number(_))) {
            let number = |value: &Option<Value>| match value {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            };
            return FlatColumn::Numbers(values.iter().map(number).collect());
        }
        let moment = |value: &Value| match value {
            Value::Text(text) => Instant::parse(text).map(Instant::millis),
            _ => None,
        };
        if known().all(|value| moment(value).is_some()) {
            return FlatColumn::Moments(values.iter().map(|value| value.as_ref().and_then(moment)).collect());
        }
        FlatColumn::Words(words(&values))
    }

    /// A column in which every row must have a number; `what` says what it is in the sentence about one that has none.
    pub fn numbers(&self, place: usize, what: &str) -> Result<Vec<f64>, Failure> {
        let number = |(text, line): (&String, &u64)| {
            if let Some(Value::Number(number)) = value(text) {
                return Ok(number);
            }
            let shown = if text.is_empty() { "nothing".to_owned() } else { format!("'{text}'") };
            let (file, name) = (&self.file, self.names.get(place).map_or("", String::as_str));
            Err(Failure::failed(format!(
                "{file}, line {line}: {what} '{name}' must be a number, and it is {shown}"
            )))
        };
        self.texts(place).iter().zip(&self.lines).map(number).collect()
    }
}

impl FlatColumn {
    /// Texts as words, whatever they look like.
    pub fn of_words(texts: &[String]) -> Self {
        Self::Words(words(&texts.iter().map(|text| value(text)).collect::<Vec<_>>()))
    }

    /// The words as slices, for [`FlatColumn::borrowed`].
    pub fn slices(&self) -> Vec<Option<&str>> {
        match self {
            Self::Words(words) => words.iter().map(Option::as_deref).collect(),
            Self::Numbers(_) | Self::Moments(_) => Vec::new(),
        }
    }

    /// The column for statistics; none of moments.
    pub fn borrowed<'a>(&'a self, slices: &'a [Option<&'a str>]) -> Option<Column<'a>> {
        match self {
            Self::Numbers(numbers) => Some(Column::Numbers(numbers)),
            Self::Words(_) => Some(Column::Words(slices)),
            Self::Moments(_) => None,
        }
    }
}

/// Words as a model compares them (without case and accents), each in its most frequent spelling.
fn words(values: &[Option<Value>]) -> Vec<Option<String>> {
    let written: Vec<Option<String>> =
        values.iter().map(|value| value.as_ref().map(ToString::to_string)).collect();
    let mut spellings: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    for text in written.iter().flatten() {
        *spellings.entry(fold(text).into_owned()).or_default().entry(text).or_default() += 1;
    }
    let usual: BTreeMap<&String, &str> = spellings
        .iter()
        .filter(|(folded, _)| !folded.trim().is_empty())
        .filter_map(|(folded, of)| Some((folded, *of.iter().max_by_key(|(_, count)| **count)?.0)))
        .collect();
    let word = |text: &String| usual.get(&fold(text).into_owned()).map(|word| (*word).to_owned());
    written.iter().map(|text| text.as_ref().and_then(word)).collect()
}

/// A field as a value: nothing, a number (but not one with leading zeros, which is a code), true or false, or text.
pub fn value(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let is_code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && !is_code);
    let looks_numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    match number.filter(|_| looks_numeric) {
        Some(number) => Some(Value::Number(number)),
        None if text.eq_ignore_ascii_case("true") => Some(Value::Boolean(true)),
        None if text.eq_ignore_ascii_case("false") => Some(Value::Boolean(false)),
        None => Some(Value::Text(text.to_owned())),
    }
}
