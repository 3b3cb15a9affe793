//! A model as one query: the same scores in a warehouse, over plain tables. No database, no input, no clock.
//!
//! [`query`] compiles a checked model for a moment and a dialect; [`tables`] says what the plain tables look like and
//! writes their rows. What a dialect cannot say exactly is refused with its place in the model: nothing differs silently.

mod condition;
mod dialect;
mod engagement;
mod fit;
mod pattern;
mod people;
mod rollup;
mod strategy;
pub mod tables;

use bareme_scoring::{Instant, Model};

pub use dialect::Dialect;

/// Something in the model that the dialect cannot say exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct Refusal {
    /// Where in the model.
    pub place: String,
    /// What it is, and what to do.
    pub why: String,
}

/// All that stands in the way of a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this model cannot be written as SQL for this database:\n{}", lines(.0))]
pub struct Refusals(pub Vec<Refusal>);

fn lines(refusals: &[Refusal]) -> String {
    refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// What every part of the query is written with.
pub(crate) struct Writer<'a> {
    pub model: &'a Model,
    pub as_of: Instant,
    pub dialect: Dialect,
    /// Common table expressions, in order: name and text.
    pub parts: Vec<(String, String)>,
    pub refusals: Vec<Refusal>,
}

impl Writer<'_> {
    pub(crate) fn part(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.parts.push((name.into(), text.into()));
    }

    pub(crate) fn refuse(&mut self, place: &str, why: impl Into<String>) {
        self.refusals.push(Refusal { place: place.to_owned(), why: why.into() });
    }
}

/// One query that gives every contact's and every account's scores at a moment, over the plain tables of [`tables`]:
/// a row for each contact to whom the model applies (`what` is `contact`) and for each account (`what` is `account`).
///
/// # Errors
///
/// Everything in the model that the dialect cannot say exactly, each with its place.
pub fn query(model: &Model, as_of: Instant, dialect: Dialect) -> Result<String, Refusals> {
    let mut writer = Writer { model, as_of, dialect, parts: Vec::new(), refusals: Vec::new() };
    people::write(&mut writer);
    fit::write(&mut writer);
    engagement::write(&mut writer);
    people::write_scores(&mut writer);
    rollup::write(&mut writer);
    if !writer.refusals.is_empty() {
        return Err(Refusals(writer.refusals));
    }
    let parts: Vec<String> =
        writer.parts.iter().map(|(name, text)| format!("{name} AS MATERIALIZED (\n{text}\n)")).collect();
    let title: String = model.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(format!(
        "-- Model {title} as of {as_of}, for {}. Written by Bareme; docs/model-sql.md describes the tables.\n\
         WITH\n{}\n{}\nORDER BY what, id;\n",
        dialect.word(),
        parts.join(",\n"),
        rollup::ANSWER
    ))
}
