//! Reads only the facts that models ask for out of stored text: most of a contact's attributes never become values.

use std::collections::BTreeSet;
use std::fmt;

use bareme_scoring::{Attributes, Value};
use bareme_store::StoreError;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// The names of the attributes that are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct WantedFacts {
    names: BTreeSet<String>,
}

impl WantedFacts {
    /// Wants these names.
    pub fn new(names: BTreeSet<String>) -> Self {
        Self { names }
    }

    /// The wanted facts of a stored text.
    ///
    /// # Errors
    ///
    /// Names table and row when the text is not a stored set of attributes.
    pub fn read(&self, table: &'static str, row: i64, text: &str) -> Result<Attributes, StoreError> {
        if self.names.is_empty() {
            return Ok(Attributes::new());
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        DeserializeSeed::deserialize(self, &mut deserializer)
            .map_err(|error| StoreError::bad_row(table, "attributes", row, error))
    }

    /// Only the wanted ones of these.
    pub fn keep(&self, mut attributes: Attributes) -> Attributes {
        attributes.retain(|name, _| self.names.contains(name));
        attributes
    }
}

impl<'de> DeserializeSeed<'de> for &WantedFacts {
    type Value = Attributes;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Attributes, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &WantedFacts {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a set of attributes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut attributes = Attributes::new();
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if self.names.contains(name.as_ref()) {
                attributes.insert(name.into_owned(), map.next_value::<Value>()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(attributes)
    }
}
