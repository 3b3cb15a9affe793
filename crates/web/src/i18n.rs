//! The visitor's language: which one, what is said in it, and how figures and dates are written.

mod calendar;
mod conditions;
mod figures;
mod language;
mod messages;
mod reports;
mod text;
mod words;

pub use language::Language;
pub use text::Text;
