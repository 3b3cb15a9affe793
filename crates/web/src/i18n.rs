//! The visitor's language: which one, what is said in it, and how figures and dates are written.

mod amounts;
mod calendar;
mod chances;
mod conditions;
mod figures;
mod jobs;
mod language;
mod messages;
mod reports;
mod text;
mod words;
mod work;

pub use jobs::run_class;
pub use language::Language;
pub use text::Text;
pub(crate) use work::refusal_key;
