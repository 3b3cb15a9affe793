//! Lists that people look through: filtered, sorted, and paged by key, never by offset.

mod accounts;
mod contacts;
mod leads;

pub use accounts::{AccountFilter, AccountLine, AccountSort, facets, list_accounts};
pub use contacts::{ContactFilter, ContactLine, ContactSort, list_contacts};
pub use leads::{LeadFilter, LeadLine, list_leads};

/// Where a page begins: after (or, going back, before) the row with this sort value and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Sort value of the row: a number, or folded text.
    pub key: Key,
    /// Its id.
    pub id: i64,
    /// Whether the page before it is wanted, not the one after it.
    pub backwards: bool,
}

/// A sort value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A number, ascending.
    Number(i64),
    /// Folded text, ascending.
    Text(String),
}

/// One page: rows in order, and whether there are more beyond either end.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Whether rows follow.
    pub more_after: bool,
    /// Whether rows precede.
    pub more_before: bool,
}

/// Makes a page of rows that were read from `position` on, one more than asked for to see whether there are more.
fn page<T>(mut rows: Vec<T>, limit: usize, position: Option<&Position>) -> Paged<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    match position {
        Some(position) if position.backwards => {
            rows.reverse();
            Paged { rows, more_after: true, more_before: more }
        }
        _ => Paged { rows, more_after: more, more_before: position.is_some() },
    }
}

/// The first text after all that begin with `prefix`.
fn end_of_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
