//! Reading the tree with all problems noted instead of stopping at the first.

use super::suggestion::nearest;
use super::{Code, Known, Problem, Severity};
use crate::document::{Content, Entry, Node, Place};
use crate::model::AttributeRef;
use crate::{DAY_MS, Points};

/// No list of a model that people agree upon is longer; comparing each item with each other stays quick.
const MOST_ITEMS: usize = 500;

/// Where something stands.
#[derive(Clone, Debug, Default)]
pub(super) struct At {
    pub path: String,
    pub place: Option<Place>,
}

impl At {
    pub fn key(&self, key: &str, place: Option<Place>) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, place: place.or(self.place) }
    }

    /// The item at an index from 0, shown counting from 1.
    pub fn item(&self, index: usize, place: Option<Place>) -> Self {
        Self { path: format!("{}[{}]", self.path, index + 1), place: place.or(self.place) }
    }
}

/// Something read, and where it stood.
#[derive(Clone, Debug)]
pub(super) struct Read<T> {
    pub at: At,
    pub value: T,
}

/// A table whose keys are known to be meaningful.
pub(super) struct Table<'a> {
    entries: &'a [Entry],
    pub at: At,
}

impl<'a> Table<'a> {
    pub fn get(&self, key: &str) -> Option<(&'a Node, At)> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some((&entry.node, self.at.key(key, entry.place.or(entry.node.place))))
    }

    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Collects problems, and the attributes that conditions look at.
pub(super) struct Checker<'k> {
    problems: Vec<Problem>,
    pub known: Option<&'k Known>,
    pub attributes: Vec<AttributeRef>,
}

impl<'k> Checker<'k> {
    pub const fn new(known: Option<&'k Known>) -> Self {
        Self { problems: Vec::new(), known, attributes: Vec::new() }
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub fn error(&mut self, at: &At, code: Code, message: impl Into<String>) {
        self.note(Severity::Error, at, code, message.into());
    }

    pub fn warn(&mut self, at: &At, code: Code, message: impl Into<String>) {
        self.note(Severity::Warning, at, code, message.into());
    }

    fn note(&mut self, severity: Severity, at: &At, code: Code, message: String) {
        self.problems.push(Problem {
            severity,
            code,
            path: at.path.clone(),
            line: at.place.map(|place| place.line),
            column: at.place.map(|place| place.column),
            message,
        });
    }

    fn wrong_type(&mut self, at: &At, node: &Node, wanted: &str) {
        self.error(at, Code::WrongType, format!("expected {wanted}, found {}", node.kind()));
    }

    /// The node as a table; keys that have no meaning there are reported.
    pub fn table<'a>(&mut self, node: &'a Node, at: At, keys: &[&str]) -> Option<Table<'a>> {
        let Some(entries) = node.entries() else {
            self.wrong_type(&at, node, "a table");
            return None;
        };
        for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let advice = nearest(&entry.key, keys.iter().copied()).map_or_else(
                || format!("the keys here are {}", keys.join(", ")),
                |word| format!("did you mean '{word}'?"),
            );
            let place = entry.place.or(entry.node.place);
            let message = format!("'{}' is not a key here; {advice}", entry.key);
            self.error(&at.key(&entry.key, place), Code::UnknownKey, message);
        }
        Some(Table { entries, at })
    }

    /// The value of a key that must be there.
    pub fn need<'a>(&mut self, table: &Table<'a>, key: &str) -> Option<(&'a Node, At)> {
        let found = table.get(key);
        if found.is_none() {
            self.error(&table.at.key(key, None), Code::MissingKey, format!("'{key}' is missing; add it"));
        }
        found
    }

    /// The items of a list.
    pub fn list<'a>(&mut self, node: &'a Node, at: &At) -> Option<Vec<(&'a Node, At)>> {
        let Some(items) = node.items() else {
            self.wrong_type(at, node, "a list");
            return None;
        };
        Some(items.iter().enumerate().map(|(index, item)| (item, at.item(index, item.place))).collect())
    }

    /// The items of an optional list; none when the key is absent.
    pub fn items<'a>(&mut self, table: &Table<'a>, key: &str) -> Vec<(&'a Node, At)> {
        let Some((node, at)) = table.get(key) else { return Vec::new() };
        let items = self.list(node, &at).unwrap_or_default();
        if items.len() > MOST_ITEMS {
            let message =
                format!("the list has {} items; {MOST_ITEMS} are the most that one can judge", items.len());
            self.error(&at, Code::OutOfRange, message);
            return Vec::new();
        }
        items
    }

    /// A text that is not blank.
    pub fn text<'a>(&mut self, node: &'a Node, at: &At) -> Option<&'a str> {
        let Some(text) = node.text() else {
            self.wrong_type(at, node, "a text");
            return None;
        };
        if text.trim().is_empty() {
            self.error(at, Code::Empty, "the text is empty; write something or leave the key out");
            return None;
        }
        Some(text)
    }

    /// The text of an optional key.
    pub fn optional_text<'a>(&mut self, table: &Table<'a>, key: &str) -> Option<&'a str> {
        let (node, at) = table.get(key)?;
        self.text(node, &at)
    }

    pub fn boolean(&mut self, node: &Node, at: &At) -> Option<bool> {
        if let Content::Boolean(flag) = node.content {
            return Some(flag);
        }
        self.wrong_type(at, node, "true or false");
        None
    }

    /// A finite number.
    #[expect(clippy::cast_precision_loss, reason = "numbers in conditions are compared as floating point")]
    pub fn number(&mut self, node: &Node, at: &At) -> Option<f64> {
        match node.content {
            Content::Integer(number) => Some(number as f64),
            Content::Float(number) if number.is_finite() => Some(number),
            Content::Float(_) => {
                self.error(
                    at,
                    Code::OutOfRange,
                    "nan and inf are not numbers that can be compared; write a number",
                );
                None
            }
            _ => {
                self.wrong_type(at, node, "a number");
                None
            }
        }
    }

    /// A whole number within limits.
    pub fn integer(&mut self, node: &Node, at: &At, low: u32, high: u32) -> Option<u32> {
        match node.content {
            Content::Integer(number) => {
                let fitting = u32::try_from(number).ok().filter(|number| (low..=high).contains(number));
                if fitting.is_none() {
                    self.error(at, Code::OutOfRange, format!("{number} is not from {low} to {high}"));
                }
                fitting
            }
            Content::Float(number) => {
                let message = format!("{number} is not a whole number from {low} to {high}");
                self.error(at, if number.is_finite() { Code::WrongType } else { Code::OutOfRange }, message);
                None
            }
            _ => {
                self.wrong_type(at, node, "a whole number");
                None
            }
        }
    }

    /// A number with at most two decimals, within limits in whole points.
    pub fn hundredths(&mut self, node: &Node, at: &At, low: i64, high: i64) -> Option<Points> {
        let number = self.number(node, at)?;
        let points = Points::round(number);
        if number < Points::from_whole(low).as_f64() || number > Points::from_whole(high).as_f64() {
            self.error(at, Code::OutOfRange, format!("{number} is not from {low} to {high}"));
            return None;
        }
        if points.as_f64().total_cmp(&(number + 0.0)).is_ne() {
            let message = format!("{number} has more than two decimals; write {points}");
            self.error(at, Code::TooManyDecimals, message);
            return None;
        }
        Some(points)
    }

    /// A percent, 0 to 100.
    pub fn percent(&mut self, node: &Node, at: &At) -> Option<Points> {
        self.hundredths(node, at, 0, 100)
    }

    /// A number within limits of which the lower is excluded.
    pub fn share(&mut self, node: &Node, at: &At, above: f64, up_to: f64) -> Option<f64> {
        let number = self.number(node, at)?;
        if number > above && number <= up_to {
            return Some(number);
        }
        self.error(at, Code::OutOfRange, format!("{number} is not above {above} and at most {up_to}"));
        None
    }

    /// A length in days of 24 hours, above 0 and at most a century, as milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds are exact")]
    #[expect(clippy::cast_possible_truncation, reason = "at most a century of milliseconds")]
    pub fn days(&mut self, node: &Node, at: &At) -> Option<i64> {
        let days = self.number(node, at)?;
        let millis = (days * DAY_MS as f64).round();
        if days > 36_525.0 || millis < 1.0 {
            self.error(at, Code::OutOfRange, format!("{days} days is not above 0 and at most 36525"));
            return None;
        }
        Some(millis as i64)
    }

    /// One of some words.
    pub fn word<T>(
        &mut self,
        node: &Node,
        at: &At,
        words: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(node, at)?;
        let parsed = parse(text);
        if parsed.is_none() {
            let message = format!("'{text}' is not one of {}", words.join(", "));
            self.error(at, Code::UnknownWord, message);
        }
        parsed
    }

    /// Notes names that are there twice, compared without case and accents.
    pub fn no_duplicates<'a>(&mut self, names: impl IntoIterator<Item = (&'a str, &'a At)>) {
        let mut seen = std::collections::BTreeSet::new();
        for (name, at) in names {
            if !seen.insert(crate::fold(name).into_owned()) {
                let at = at.key("name", None);
                self.error(
                    &at,
                    Code::DuplicateName,
                    format!("the name '{name}' is used twice; give each its own"),
                );
            }
        }
    }

    /// Notes a list of categories that is empty or longer than twelve, and weights that do not add to 100 unless one
    /// of them could not be read.
    pub fn category_totals(&mut self, table: &Table<'_>, weights: &[Option<u32>]) {
        let list = table.get("category");
        let at = list.as_ref().map_or_else(|| table.at.key("category", None), |(_, at)| at.clone());
        let count = weights.len();
        let readable = list.is_none_or(|(node, _)| node.items().is_some_and(|items| items.len() == count));
        if readable && !(1..=12).contains(&count) {
            let message =
                format!("there are {count} categories; a model has 1 to 12, and four or five read best");
            self.error(&at, Code::CategoryCount, message);
        }
        let total: Option<u32> = weights.iter().copied().sum();
        if let Some(total) = total.filter(|total| readable && *total != 100 && count > 0) {
            let apart = total.abs_diff(100);
            let advice = if total > 100 { "take away" } else { "add" };
            let message = format!("the weights add to {total}, not to 100; {advice} {apart}");
            self.error(&at, Code::WeightsTotal, message);
        }
    }
}
