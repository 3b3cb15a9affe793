//! The reader's language, as far as letters need it: callers bring their own catalogue.

use bareme_reporting::{Cell, Kind};
use bareme_scoring::Instant;

/// Says messages and writes values in the reader's language.
pub trait Voice {
    /// ISO 639-1: `en`, `fr`.
    fn code(&self) -> &'static str;

    /// The message of a key.
    fn say(&self, key: &str) -> String;

    /// The message of a key with its arguments.
    fn with(&self, key: &str, arguments: &[(&'static str, String)]) -> String;

    /// The message of a key that counts.
    fn count(&self, key: &str, count: usize) -> String;

    /// A cell as text for people, by the kind and the unit of its column. The unit is to be written only where `Some`.
    fn cell(&self, cell: &Cell, kind: Kind, unit: Option<&str>) -> String;

    /// A moment to the minute, with its zone.
    fn moment(&self, at: Instant) -> String;
}

/// Text without what steers a terminal or turns the direction of what follows; a line break is a space.
pub(crate) fn tame(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}
