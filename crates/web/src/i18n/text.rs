//! Messages in the visitor's language, and the moment that relative ages count from.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Display;

use bareme_scoring::Instant;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};

use super::Language;

static_loader! {
    static MESSAGES = {
        locales: "./locales",
        fallback_language: "en",
        // Without this every argument is wrapped in invisible direction marks.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

type Arguments<'a> = HashMap<Cow<'static, str>, FluentValue<'a>>;

/// What is said and how it is written for one visitor.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The language.
    pub language: Language,
    /// Now, for "3 days ago".
    pub now: Instant,
}

impl Text {
    /// A voice in a language at a moment.
    pub const fn new(language: Language, now: Instant) -> Self {
        Self { language, now }
    }

    /// The message of a key.
    pub fn say(self, key: impl AsRef<str>) -> String {
        let key = key.as_ref();
        self.find(key).unwrap_or_else(|| unknown(key))
    }

    /// The message of a key, if the catalogue has one.
    pub fn find(self, key: &str) -> Option<String> {
        MESSAGES.try_lookup(&self.identifier(), key)
    }

    /// The message of a key with one argument.
    pub fn with(self, key: &str, name: &'static str, value: impl Display) -> String {
        self.fill(key, &Arguments::from([(name.into(), value.to_string().into())]))
    }

    /// The message of a key with two arguments.
    pub fn with2(
        self,
        key: &str,
        first_name: &'static str,
        first: impl Display,
        second_name: &'static str,
        second: impl Display,
    ) -> String {
        self.fill(
            key,
            &Arguments::from([
                (first_name.into(), first.to_string().into()),
                (second_name.into(), second.to_string().into()),
            ]),
        )
    }

    /// A message that counts: `$count` chooses the plural form, `$shown` is the figure as it is written.
    pub fn count(self, key: &str, count: impl Display) -> String {
        let digits = count.to_string();
        let number: f64 = digits.parse().unwrap_or(0.0);
        self.fill(
            key,
            &Arguments::from([
                ("count".into(), FluentValue::from(number)),
                ("shown".into(), self.int(&digits).into()),
            ]),
        )
    }

    /// A message that counts and has one more argument.
    pub fn count_with(
        self,
        key: &str,
        count: impl Display,
        name: &'static str,
        value: impl Display,
    ) -> String {
        let digits = count.to_string();
        let number: f64 = digits.parse().unwrap_or(0.0);
        self.fill(
            key,
            &Arguments::from([
                ("count".into(), FluentValue::from(number)),
                ("shown".into(), self.int(&digits).into()),
                (name.into(), value.to_string().into()),
            ]),
        )
    }

    /// The message of a key with any number of arguments.
    pub fn with_all(self, key: &str, arguments: Vec<(&'static str, String)>) -> String {
        let arguments = arguments.into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
        self.find_with(key, arguments).unwrap_or_else(|| unknown(key))
    }

    /// The same, if the catalogue has the message.
    pub(super) fn find_with(
        self,
        key: &str,
        arguments: impl Iterator<Item = (Cow<'static, str>, String)>,
    ) -> Option<String> {
        let arguments: Arguments<'_> = arguments.map(|(name, value)| (name, value.into())).collect();
        MESSAGES.try_lookup_with_args(&self.identifier(), key, &arguments)
    }

    fn fill(self, key: &str, arguments: &Arguments<'_>) -> String {
        MESSAGES.try_lookup_with_args(&self.identifier(), key, arguments).unwrap_or_else(|| unknown(key))
    }

    fn identifier(self) -> LanguageIdentifier {
        // A primary subtag of two letters always parses; the default is `und`, which falls back to English.
        self.language.code().parse().unwrap_or_default()
    }
}

/// A key without a message is shown as itself, and a test makes sure that no page has one.
fn unknown(key: &str) -> String {
    tracing::warn!(key, "message missing from the catalogue");
    format!("⟦{key}⟧")
}
