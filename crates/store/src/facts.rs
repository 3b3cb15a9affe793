//! Attributes as they are stored: JSON text in one canonical form.

use bareme_scoring::{Attributes, Instant};

use crate::{Result, StoreError};

/// The canonical text: names in order, no spaces.
pub fn to_text(attributes: &Attributes) -> String {
    // A map of text to text, number or flag always serialises; numbers that are not finite never get this far.
    serde_json::to_string(attributes).unwrap_or_else(|_| "{}".to_owned())
}

/// The attributes of a stored text.
///
/// # Errors
///
/// Names table and row when the text is not what [`to_text`] writes.
pub fn from_text(table: &'static str, row: i64, text: &str) -> Result<Attributes> {
    serde_json::from_str(text).map_err(|error| StoreError::bad_row(table, "attributes", row, error))
}

/// What was known before a change: these attributes held until (excluding) `known_until`.
#[derive(Clone, Debug)]
pub struct PastFacts {
    /// Contact or account.
    pub id: i64,
    /// The moment of the change.
    pub known_until: Instant,
    /// What was known before.
    pub attributes: Attributes,
}
