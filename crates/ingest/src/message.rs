//! A sentence for a person that programs and other languages can follow: a stable code, its arguments, and the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What a sentence is about, by name; texts as they stand in the file, numbers in digits.
pub type Arguments = BTreeMap<Cow<'static, str>, String>;

/// One sentence. It is kept as JSON, so that a page can say it in the language of whoever looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// A stable word for what is said.
    pub code: Cow<'static, str>,
    /// What it is said of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: Arguments,
    /// The whole sentence in English.
    pub text: String,
}

impl Message {
    /// A sentence without arguments; [`Self::with`] adds them.
    pub fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code: Cow::Borrowed(code), arguments: Arguments::new(), text: text.into() }
    }

    /// The same with an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arguments.insert(Cow::Borrowed(name), value.to_string());
        self
    }
}

/// The sentence in English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
