//! What an address asks for, read forgivingly: a value that cannot be used is kept, shown again, and explained
//! beside its field.

use std::collections::BTreeMap;

use bareme_scoring::Rating;

use crate::i18n::Text;

/// The parameters of an address, as typed. The last of equals counts; empty values count as absent.
#[derive(Clone, Debug, Default)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// Reads a query string.
    pub fn read(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| (name.into_owned(), value.trim().to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// The value of a parameter.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: &'static str,
    /// What was typed.
    pub typed: String,
    /// Message key of the sentence; it may use `$value`.
    pub key: &'static str,
}

/// Reads parameters one by one and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    params: &'a Params,
    /// Everything that could not be used.
    pub errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    /// A reader of these parameters.
    pub const fn new(params: &'a Params) -> Self {
        Self { params, errors: Vec::new() }
    }

    /// Text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.params.text(name)
    }

    /// A value that `parse` understands.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        error: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let typed = self.params.text(name)?;
        let value = parse(&typed);
        if value.is_none() {
            self.errors.push(FieldError { field: name, typed, key: error });
        }
        value
    }

    /// A rating such as A1.
    pub fn rating(&mut self, name: &'static str) -> Option<Rating> {
        self.parsed(name, "field-error-rating", |text| text.parse().ok())
    }
}

/// The sentence for a field, if something is wrong with it.
pub fn sentence(t: Text, errors: &[FieldError], field: &str) -> Option<String> {
    let error = errors.iter().find(|error| error.field == field)?;
    Some(t.with(error.key, "value", &error.typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_kept_and_explained() {
        let params = Params::read("rating=Z9&q=+a+&owner=");
        let mut reader = Reader::new(&params);
        assert_eq!(reader.rating("rating"), None);
        assert_eq!(reader.text("q").as_deref(), Some("a"));
        assert_eq!(reader.text("owner"), None);
        assert_eq!(reader.errors.len(), 1);
        assert_eq!(reader.errors[0].typed, "Z9");
    }
}
