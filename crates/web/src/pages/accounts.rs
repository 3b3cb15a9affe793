//! Accounts: the list and one account.

pub mod list;
pub mod moved;
pub mod show;
