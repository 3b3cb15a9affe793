//! The accounts pages: the list, and one account with its reasons.

mod list;
mod show;

pub(super) use list::points;
pub use list::{AccountsQuery, list};
pub use show::show;

pub use bareme_store::lists::AccountSort;
