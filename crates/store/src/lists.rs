//! Lists that people look through: filtered, sorted, and paged by key, never by offset.

/// Begins a list where its position says and orders it by a column and the id, upwards or downwards.
///
/// The bound on the column alone lets an index find the place; the second filter leaves out the rows of the same sort
/// value that were on the page before. Columns have types of their own, so that no function could take them all.
macro_rules! page_by {
    ($query:expr, $column:expr, $id:expr, $beyond:expr, $upwards:expr) => {
        match ($beyond, $upwards) {
            (Some((key, id)), true) => $query
                .filter($column.ge(key))
                .filter($column.gt(key).or($id.gt(id)))
                .order(($column.asc(), $id.asc())),
            (Some((key, id)), false) => $query
                .filter($column.le(key))
                .filter($column.lt(key).or($id.lt(id)))
                .order(($column.desc(), $id.desc())),
            (None, true) => $query.order(($column.asc(), $id.asc())),
            (None, false) => $query.order(($column.desc(), $id.desc())),
        }
    };
}

mod accounts;
mod contacts;
mod imports;
mod leads;
mod movement;
mod search;
mod worklist;

pub use accounts::{AccountFilter, AccountLine, AccountSort, count_accounts, facets, list_accounts};
pub use contacts::{ContactFilter, ContactLine, ContactSort, activity_place, count_contacts, list_contacts};
pub use imports::{list_imports, list_rejects};
pub use leads::{LeadLine, list_leads};
pub use movement::{Movement, Way};
pub use search::Sought;
pub use worklist::{
    Desk, DeskCount, Place, WORK_STAGES, WorkFilter, WorkPlace, count_work, list_owners, list_work,
};

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

impl Position {
    /// The sort value of a list that is sorted by a number; `None` when it is the position of another list.
    fn number(&self) -> Option<i64> {
        match self.key {
            Key::Number(number) => Some(number),
            Key::Text(_) => None,
        }
    }

    /// The sort value of a list that is sorted by text.
    fn text(&self) -> Option<&str> {
        match &self.key {
            Key::Text(text) => Some(text),
            Key::Number(_) => None,
        }
    }
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

/// Makes a page of rows that were read from `position` on, as many as [`rows_to_read`] says.
pub(crate) fn page<T>(mut rows: Vec<T>, limit: usize, position: Option<&Position>) -> Paged<T> {
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

/// Rows to read for a page: one more than it shows, to see whether there are more.
pub(crate) fn rows_to_read(limit: usize) -> i64 {
    i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX)
}

/// How many rows a filter lets through, counted no further than a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// How many; at most [`COUNTED`].
    pub count: u64,
    /// Whether there are more than that.
    pub more: bool,
}

/// Rows of a filtered list are counted up to here, so that a count costs no more than a page.
pub const COUNTED: u64 = 1_000;

impl Fitting {
    /// What a query found that was limited to one row more than [`COUNTED`].
    fn of(ids: &[i64]) -> Self {
        let found = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        Self { count: found.min(COUNTED), more: found > COUNTED }
    }
}

/// Rows to read to see whether there are more than [`COUNTED`].
const ROWS_TO_COUNT: i64 = 1_001;

/// The first text after all that begin with `prefix`.
fn end_of_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
