//! The contacts pages: the list, and one contact with the ledger of their score.

mod list;
mod show;

pub use list::{ContactsQuery, list};
pub(super) use list::{facets, row, total};
pub use show::show;

pub use bareme_store::lists::ContactSort;
