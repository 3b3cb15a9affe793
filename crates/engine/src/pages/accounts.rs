//! The accounts pages: the list, and one account with its reasons.

mod list;
mod show;

pub use list::{AccountsQuery, MovementQuery, list};
pub(super) use list::{points, row};
pub use show::show;

pub use bareme_store::lists::{AccountSort, Way};
