//! A model document before it is checked: the same tree whether it was written as TOML or as JSON, and every place kept
//! so that a problem can be shown where it stands.

mod change;
mod json;
mod node;
mod toml;
mod toml_writer;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use change::{Change, diff};
pub use node::{Content, Entry, Node, Place};

/// A parsed, unchecked model document. Two drafts are equal when they say the same, whatever the order of their keys
/// and wherever they were written.
///
/// Comments and layout are not part of it: whoever wants to keep them keeps the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    root: Node,
}

/// Why a text could not be read as a document at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SyntaxError {
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where, when known.
    pub place: Option<Place>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(f, "line {}, column {}: {}", place.line, place.column, self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Draft {
    /// A draft of a tree, as an editor or a proposal builds it.
    pub const fn new(root: Node) -> Self {
        Self { root }
    }

    /// Reads TOML or JSON: a text whose first character is `{` is JSON.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('{') { Self::from_json(text) } else { Self::from_toml(text) }
    }

    /// Reads TOML.
    pub fn from_toml(text: &str) -> Result<Self, SyntaxError> {
        toml::parse(text).map(|root| Self { root })
    }

    /// Reads JSON; a key whose value is `null` counts as left out.
    pub fn from_json(text: &str) -> Result<Self, SyntaxError> {
        json::parse(text).map(|root| Self { root })
    }

    /// Writes TOML in the layout of the manual: sections, then one block for each category, criterion and signal.
    pub fn to_toml(&self) -> String {
        toml_writer::write(&self.root)
    }

    /// Writes indented JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.root).unwrap_or_default()
    }

    /// The tree.
    pub const fn root(&self) -> &Node {
        &self.root
    }

    /// The model's name, when the document gives one.
    pub fn name(&self) -> Option<&str> {
        self.root.get("name").and_then(Node::text)
    }
}

impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.root.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Node::deserialize(deserializer).map(|root| Self { root })
    }
}
