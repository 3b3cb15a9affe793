//! TOML into the document tree, with the line and column of every key and value.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value};

use super::{Content, Entry, Node, Place, SyntaxError};

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let lines = Lines::of(text);
    let document = Document::parse(text).map_err(|error| {
        let unquoted = error.span().and_then(|span| lines.unquoted(span.start));
        let reason = unquoted.map_or_else(
            || error.message().trim().to_owned(),
            |value| format!("a text must stand in quotes; put it in quotes: \"{value}\""),
        );
        SyntaxError {
            message: format!("this is not valid TOML: {reason}"),
            place: error.span().map(|span| lines.place(&span)),
        }
    })?;
    Ok(lines.table(document.as_table(), None))
}

/// Turns byte offsets into lines and columns.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    fn place(&self, span: &Range<usize>) -> Place {
        let index = self.starts.partition_point(|start| *start <= span.start).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(0);
        let column = self.text.get(start..span.start).map_or(0, |before| before.chars().count());
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        Place { line: number(index), column: number(column) }
    }

    /// The text without quotes that stands as a value at a byte where reading stopped.
    fn unquoted(&self, stopped: usize) -> Option<&'a str> {
        let index = self.starts.partition_point(|start| *start <= stopped).saturating_sub(1);
        let begin = *self.starts.get(index)?;
        let line = self.text.get(begin..)?.lines().next()?;
        if line.trim_start().starts_with('[') {
            return None;
        }
        let ends_a_key = |(at, c): &(usize, char)| *at <= stopped - begin && matches!(c, '=' | '[' | ',');
        let (at, _) = line.char_indices().rfind(ends_a_key)?;
        let value = line.get(at + 1..)?.split([',', ']', '}', '#']).next()?.trim();
        let is_text = value.starts_with(char::is_alphabetic)
            || (value.contains(' ') && value.starts_with(|c: char| c.is_ascii_digit()));
        let is_word = matches!(value, "true" | "false" | "inf" | "nan");
        (is_text && !is_word && !value.contains(['"', '\'', '='])).then_some(value)
    }

    fn item(&self, item: &Item, key: Option<Place>) -> Option<Node> {
        let place = item.span().map(|span| self.place(&span)).or(key);
        match item {
            Item::None => None,
            Item::Value(value) => Some(self.value(value, place)),
            Item::Table(table) => Some(self.table(table, place)),
            Item::ArrayOfTables(tables) => {
                let items = tables
                    .iter()
                    .map(|table| self.table(table, table.span().map(|span| self.place(&span)).or(place)))
                    .collect();
                Some(Node { content: Content::List(items), place })
            }
        }
    }

    fn value(&self, value: &Value, place: Option<Place>) -> Node {
        let content = match value {
            Value::String(text) => Content::Text(text.value().clone()),
            Value::Integer(number) => Content::Integer(*number.value()),
            Value::Float(number) => Node::number(*number.value()),
            Value::Boolean(flag) => Content::Boolean(*flag.value()),
            Value::Datetime(moment) => Content::Text(moment.value().to_string()),
            Value::Array(items) => Content::List(
                items
                    .iter()
                    .map(|item| self.value(item, item.span().map(|span| self.place(&span)).or(place)))
                    .collect(),
            ),
            Value::InlineTable(table) => return self.table(table, place),
        };
        Node { content, place }
    }

    fn table(&self, table: &dyn TableLike, place: Option<Place>) -> Node {
        let mut entries = Vec::with_capacity(table.len());
        for (name, _) in table.iter() {
            let Some((key, item)) = table.get_key_value(name) else { continue };
            let key_place = key.span().map(|span| self.place(&span));
            if let Some(node) = self.item(item, key_place) {
                entries.push(Entry { key: name.to_owned(), place: key_place.or(node.place), node });
            }
        }
        Node { content: Content::Table(entries), place }
    }
}
