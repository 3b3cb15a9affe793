//! The contacts pages: the list, and one contact with the ledger of their score.

mod list;
mod show;

pub(super) use list::row;
pub use list::{ContactsQuery, list};
pub use show::show;

pub use bareme_store::lists::ContactSort;
