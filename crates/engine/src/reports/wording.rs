//! The reader's language: reports ask for messages, dates and figures in it.

use bareme_reporting::{Period, english, readable_digits};
use bareme_scoring::{Currency, Instant, Points};

/// Gives texts in the reader's language.
pub trait Wording {
    /// The message of a key, its arguments filled in.
    fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String;

    /// The message of a key.
    fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// So many of something: `leads` gives "1 lead", "1,204 leads". Nouns: leads, accounts, days.
    fn count(&self, noun: &str, count: u64) -> String;

    /// A day.
    fn date(&self, at: Instant) -> String;

    /// A moment to the minute.
    fn moment(&self, at: Instant) -> String;

    /// The name of a period, from its label (see [`Span`](bareme_reporting::Span)).
    fn period(&self, period: Period, label: &str) -> String;

    /// A real number with so many digits after the point.
    fn number(&self, number: f64, digits: u8) -> String;

    /// A length of time, in the unit that stands beside it.
    fn length(&self, number: f64) -> String {
        self.number(number, readable_digits(number, 1))
    }

    /// A share of 0 to 1 as a percentage.
    fn share(&self, share: f64) -> String;

    /// An amount with its currency.
    fn money(&self, amount: Points, currency: Currency) -> String;

    /// A reason, from its code.
    fn reason(&self, code: &str) -> String;

    /// An attribute, from its name.
    fn attribute(&self, name: &str) -> String;
}

/// English, for the command line: figures and dates as files have them.
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

impl Wording for English {
    fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        arguments
            .iter()
            .fold(english(key), |text, (name, value)| text.replace(&format!("{{ ${name} }}"), value))
    }

    fn count(&self, noun: &str, count: u64) -> String {
        // All nouns that reports count have a plain plural.
        let noun = if count == 1 { noun.strip_suffix('s').unwrap_or(noun) } else { noun };
        format!("{count} {noun}")
    }

    fn date(&self, at: Instant) -> String {
        at.date().to_string()
    }

    fn moment(&self, at: Instant) -> String {
        at.to_string()
    }

    fn period(&self, _: Period, label: &str) -> String {
        label.to_owned()
    }

    fn number(&self, number: f64, digits: u8) -> String {
        format!("{number:.*}", usize::from(digits))
    }

    fn share(&self, share: f64) -> String {
        format!("{:.1} %", share * 100.0)
    }

    fn money(&self, amount: Points, currency: Currency) -> String {
        format!("{amount} {currency}")
    }

    fn reason(&self, code: &str) -> String {
        code.replace('_', " ")
    }

    fn attribute(&self, name: &str) -> String {
        name.replace('_', " ")
    }
}
