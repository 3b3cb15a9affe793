//! The tree that TOML and JSON documents share, with the place of every key and value.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where it stands; `None` for JSON.
    pub place: Option<Place>,
}

/// What a node holds. A whole number is always an integer, also when written `10.0`; a TOML date is its text.
#[derive(Clone, Debug)]
pub enum Content {
    /// JSON's `null` in a list; TOML has none, and in a table it means a key left out.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, also TOML's `nan` and `inf`.
    Float(f64),
    /// Text or a date.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order written.
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Option<Place>,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// A node that stands nowhere.
    pub const fn new(content: Content) -> Self {
        Self { content, place: None }
    }

    /// A number; whole ones become integers.
    pub fn number(value: f64) -> Content {
        // Beyond 2^53 a float no longer tells neighbouring integers apart, so it stays what it was written as.
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        if value.fract().abs() <= 0.0 && value.abs() < 9_007_199_254_740_992.0 {
            Content::Integer(value as i64)
        } else {
            Content::Float(value)
        }
    }

    /// The value under a key, when this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The entries, when this is a table.
    pub fn entries(&self) -> Option<&[Entry]> {
        if let Content::Table(entries) = &self.content { Some(entries) } else { None }
    }

    /// The items, when this is a list.
    pub fn items(&self) -> Option<&[Self]> {
        if let Content::List(items) = &self.content { Some(items) } else { None }
    }

    /// The text, when this is one.
    pub fn text(&self) -> Option<&str> {
        if let Content::Text(text) = &self.content { Some(text) } else { None }
    }

    /// What this is, as a word for a message.
    pub const fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Boolean(_) => "true or false",
            Content::Integer(_) | Content::Float(_) => "a number",
            Content::Text(_) => "a text",
            Content::List(_) => "a list",
            Content::Table(_) => "a table",
        }
    }
}

/// Inline TOML, on one line.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::toml_writer::inline(self, f)
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Table(a), Self::Table(b)) => {
                let by_key = |entries: &[Entry]| -> BTreeMap<String, Node> {
                    entries.iter().map(|entry| (entry.key.clone(), entry.node.clone())).collect()
                };
                a.len() == b.len() && by_key(a) == by_key(b)
            }
            _ => false,
        }
    }
}
