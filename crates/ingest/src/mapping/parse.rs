//! TOML → mapping, with every problem and its line.

mod names;

use std::collections::BTreeMap;

use bareme_scoring::AttributeType;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{AttributePick, Condition, Kind, Lines, Mapping, Pick, Unmapped, nearest};
use crate::error::{Problem, Problems};

const KEYS: [&str; 18] = [
    "kind",
    "description",
    "preset",
    "empty",
    "date_formats",
    "time_zone",
    "decimal_comma",
    "thousands_separators",
    "currency_signs",
    "ignore",
    "unmapped",
    "columns",
    "attributes",
    "constants",
    "values",
    "skip_rows_where",
    "only_rows_where",
    "swap_rows_where",
];

type Key<'k, 'i> = &'k Spanned<DeString<'i>>;
type Entry<'k, 'i> = &'k Spanned<DeValue<'i>>;

/// Collects problems and lines while the document is walked.
struct Walk<'t> {
    text: &'t str,
    problems: Vec<Problem>,
    lines: BTreeMap<String, usize>,
}

pub(super) fn parse(text: &str) -> Result<Mapping, Problems> {
    let mut walk = Walk { text, problems: Vec::new(), lines: BTreeMap::new() };
    let document = DeTable::parse(text).map_err(|error| {
        let line = error.span().map(|span| walk.line_of(span.start));
        Problems(vec![Problem { line, place: String::new(), message: error.message().to_owned() }])
    })?;
    let table = document.get_ref();
    let kind = walk.kind(table);
    let mut mapping = Mapping::new(kind.unwrap_or(Kind::Contacts));
    for (key, value) in table {
        walk.entry(&mut mapping, key, value);
    }
    if kind.is_some() {
        walk.check_names(&mapping);
    }
    if walk.problems.is_empty() {
        mapping.lines = Lines(walk.lines);
        Ok(mapping)
    } else {
        Err(Problems::sorted(walk.problems))
    }
}

impl Walk<'_> {
    fn line_of(&self, byte: usize) -> usize {
        1 + self.text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count()
    }

    fn problem(&mut self, at: usize, place: &str, message: impl Into<String>) {
        let line = Some(self.line_of(at));
        self.problems.push(Problem { line, place: place.to_owned(), message: message.into() });
    }

    fn wrong(&mut self, place: &str, value: Entry<'_, '_>, expected: &str) {
        let message = format!("{expected} is expected, not a value of type {}", value.get_ref().type_str());
        self.problem(value.span().start, place, message);
    }

    fn kind(&mut self, table: &DeTable<'_>) -> Option<Kind> {
        let words: Vec<&str> = Kind::ALL.into_iter().map(Kind::word).collect();
        let Some(value) = table.get("kind") else {
            let message =
                format!("kind is missing; write kind = \"contacts\" or another of {}", words.join(", "));
            self.problems.push(Problem { line: None, place: "kind".to_owned(), message });
            return None;
        };
        let word = value.get_ref().as_str()?;
        let kind = Kind::from_word(word);
        if kind.is_none() {
            self.problem(value.span().start, "kind", format!("'{word}' is not one of {}", words.join(", ")));
        }
        kind
    }

    fn entry(&mut self, mapping: &mut Mapping, key: Key<'_, '_>, value: Entry<'_, '_>) {
        let name: &str = key.get_ref();
        self.lines.insert(name.to_owned(), self.line_of(key.span().start));
        let reading = &mut mapping.reading;
        match name {
            "kind" => drop(self.text_value(name, value)),
            "description" => mapping.description = self.text_value(name, value),
            "preset" => mapping.preset = self.text_value(name, value),
            "empty" => reading.empty = self.texts(name, value),
            "date_formats" => reading.date_formats = self.texts(name, value),
            "time_zone" => reading.time_zone = self.text_value(name, value),
            "decimal_comma" => reading.decimal_comma = self.flag(name, value),
            "thousands_separators" => reading.thousands_separators = self.flag(name, value),
            "currency_signs" => reading.currency_signs = self.flag(name, value),
            "ignore" => mapping.ignore = self.texts(name, value),
            "unmapped" => mapping.unmapped = self.unmapped(value),
            "columns" => mapping.columns = self.section(name, value, Self::pick),
            "attributes" => mapping.attributes = self.section(name, value, Self::attribute),
            "constants" => mapping.constants = self.section(name, value, Self::scalar),
            "values" => {
                mapping.values = self.section(name, value, |walk, place, words| {
                    Some(walk.section(place, words, Self::scalar))
                });
            }
            "skip_rows_where" => mapping.skip_rows_where = self.section(name, value, Self::condition),
            "only_rows_where" => mapping.only_rows_where = self.section(name, value, Self::condition),
            "swap_rows_where" => mapping.swap_rows_where = self.section(name, value, Self::condition),
            _ => self.unknown(key.span().start, name, name, KEYS),
        }
    }

    fn unknown<'n>(
        &mut self,
        at: usize,
        place: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str> + Clone,
    ) {
        let hint = match nearest(name, known.clone()) {
            Some(known) => format!("did you mean '{known}'?"),
            None => format!("known are {}", known.into_iter().collect::<Vec<_>>().join(", ")),
        };
        self.problem(at, place, format!("'{name}' is not known here; {hint}"));
    }

    fn section<T>(
        &mut self,
        name: &str,
        value: Entry<'_, '_>,
        read: impl Fn(&mut Self, &str, Entry<'_, '_>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(name, value, "a table");
            return BTreeMap::new();
        };
        let mut entries = BTreeMap::new();
        for (key, value) in table {
            let place = format!("{name}.{}", key.get_ref());
            self.lines.insert(place.clone(), self.line_of(key.span().start));
            if let Some(entry) = read(self, &place, value) {
                entries.insert(key.get_ref().to_string(), entry);
            }
        }
        entries
    }

    fn text_value(&mut self, place: &str, value: Entry<'_, '_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(place, value, "a text in quotes");
        }
        text
    }

    /// Numbers and flags are taken as they are written.
    fn scalar(&mut self, place: &str, value: Entry<'_, '_>) -> Option<String> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                self.text.get(value.span()).map(str::to_owned)
            }
            _ => self.text_value(place, value),
        }
    }

    fn texts(&mut self, place: &str, value: Entry<'_, '_>) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.scalar(place, item)).collect(),
            _ => self.scalar(place, value).into_iter().collect(),
        }
    }

    fn flag(&mut self, place: &str, value: Entry<'_, '_>) -> bool {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(place, value, "true or false");
        }
        flag.unwrap_or_default()
    }

    fn unmapped(&mut self, value: Entry<'_, '_>) -> Option<Unmapped> {
        match value.get_ref().as_str() {
            Some("attributes") => Some(Unmapped::Attributes),
            Some("ignore") => Some(Unmapped::Ignore),
            _ => {
                self.problem(value.span().start, "unmapped", "is \"attributes\" or \"ignore\"");
                None
            }
        }
    }

    fn pick(&mut self, place: &str, value: Entry<'_, '_>) -> Option<Pick> {
        self.pick_and_type(place, value, false).map(|(pick, _)| pick)
    }

    fn attribute(&mut self, place: &str, value: Entry<'_, '_>) -> Option<AttributePick> {
        self.pick_and_type(place, value, true).map(|(pick, of)| AttributePick { pick, of })
    }

    fn pick_and_type(
        &mut self,
        place: &str,
        value: Entry<'_, '_>,
        typed: bool,
    ) -> Option<(Pick, Option<AttributeType>)> {
        let mut pick = Pick { columns: Vec::new(), join: None, split: None, optional: false };
        let mut of = None;
        match value.get_ref() {
            DeValue::Table(table) => {
                for (key, value) in table {
                    match &**key.get_ref() {
                        "column" | "columns" => pick.columns = self.texts(place, value),
                        "join" => pick.join = self.text_value(place, value),
                        "split" => pick.split = self.text_value(place, value),
                        "optional" => pick.optional = self.flag(place, value),
                        "type" if typed => of = self.attribute_type(place, value),
                        other => {
                            let known = ["column", "columns", "join", "split", "optional", "type"];
                            self.unknown(key.span().start, place, other, known);
                        }
                    }
                }
            }
            _ => pick.columns = self.texts(place, value),
        }
        if pick.columns.iter().all(|column| column.trim().is_empty()) {
            self.problem(value.span().start, place, "names no column; write the header of one in quotes");
            return None;
        }
        Some((pick, of))
    }

    fn attribute_type(&mut self, place: &str, value: Entry<'_, '_>) -> Option<AttributeType> {
        let word = self.text_value(place, value)?;
        let of = AttributeType::from_word(&word);
        if of.is_none() {
            let message = format!("'{word}' is not a type: text, number, boolean or date");
            self.problem(value.span().start, place, message);
        }
        of
    }

    fn condition(&mut self, place: &str, value: Entry<'_, '_>) -> Option<Condition> {
        let mut condition = Condition { values: Vec::new(), optional: false };
        match value.get_ref() {
            DeValue::Table(table) => {
                for (key, value) in table {
                    match &**key.get_ref() {
                        "is" => condition.values = self.texts(place, value),
                        "optional" => condition.optional = self.flag(place, value),
                        other => self.unknown(key.span().start, place, other, ["is", "optional"]),
                    }
                }
            }
            _ => condition.values = self.texts(place, value),
        }
        if condition.values.is_empty() {
            self.problem(value.span().start, place, "names no value");
            return None;
        }
        Some(condition)
    }
}
