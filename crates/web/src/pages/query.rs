//! What an address asks for, read forgivingly: a value that cannot be used is kept, shown again, and explained
//! beside its field.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
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
                // A NUL is no part of any text, and stands for nothing that was meant; PostgreSQL would refuse the question.
                .map(|(name, value)| (name.into_owned(), value.replace('\0', "\u{FFFD}").trim().to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// The value of a parameter.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }
}

impl FromRequest for Params {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::read(request.query_string())))
    }
}

/// Ratings to filter by: a cell (`A1`), a grade (`A`) or a level (`1`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingFilter {
    /// The word in the address.
    pub word: String,
    /// The cells that it names.
    pub cells: Vec<Rating>,
}

impl RatingFilter {
    /// The filter of a word; `None` when it is none.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.to_uppercase();
        let cells = bareme_engine::reports::ratings(&word);
        (!cells.is_empty()).then_some(Self { word, cells })
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

    /// A rating such as A1, or all of a grade or level.
    pub fn rating(&mut self, name: &'static str) -> Option<RatingFilter> {
        self.parsed(name, "field-error-rating", RatingFilter::parse)
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
    fn a_rating_filter_names_a_cell_a_grade_or_a_level() {
        let cells = |word| RatingFilter::parse(word).map(|filter| filter.cells.len());
        assert_eq!(
            ["a1", "B", "3", "A0", "", "AA"].map(cells),
            [Some(1), Some(4), Some(4), None, None, None]
        );
    }

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
