//! Columns in which nothing is what their headers promise.

use crate::message::Message;

/// A column that a field of dates or numbers could have had, but for its values.
pub(super) struct Misfit {
    pub column: String,
    /// The field that was not filled from it.
    pub field: String,
    pub is_date: bool,
    /// One of its values.
    pub example: String,
}

impl Misfit {
    /// Says what becomes of it: a text of this name, or nothing.
    pub fn notice(&self, attribute: Option<&str>) -> Message {
        let Self { column, field, is_date, example } = self;
        let (what, hint) = if *is_date {
            ("date", "name its format in date_formats of a mapping")
        } else {
            ("number", "allow decimal_comma, thousands_separators or currency_signs in a mapping")
        };
        let code = match (is_date, attribute) {
            (true, None) => "no_dates",
            (true, Some(_)) => "no_dates_but_texts",
            (false, None) => "no_numbers",
            (false, Some(_)) => "no_numbers_but_texts",
        };
        let deed = match attribute {
            None => "and is left out".to_owned(),
            Some(attribute) => format!("but as the text '{attribute}'"),
        };
        let text = format!(
            "'{column}' is not taken as {field}, {deed}: no value is a {what} ('{example}'); if it is one, {hint}"
        );
        let message = Message::new(code, text).with("column", column).with("field", field);
        let message = message.with("value", example);
        match attribute {
            None => message,
            Some(attribute) => message.with("attribute", attribute),
        }
    }
}
