//! The words that papers say beside those of their reports, by message key: callers bring their own catalogue.

/// Every key that this crate asks for on its own account, and what it is in English. Catalogues in other languages have
/// the same keys.
pub const ENGLISH: [(&str, &str); 5] = [
    ("paper-definitions", "What the words mean"),
    ("paper-made", "made"),
    ("paper-nothing", "There is nothing to show here."),
    ("paper-of", "of"),
    ("paper-page", "page"),
];

/// The English message of a key of this crate or of the reporting crate; the key itself when there is none.
pub fn english(key: &str) -> String {
    let ours = ENGLISH.iter().find(|(known, _)| *known == key);
    ours.map_or_else(|| bareme_reporting::english(key), |(_, message)| (*message).to_owned())
}
