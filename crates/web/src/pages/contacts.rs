//! Contacts: the list and one contact.

pub mod list;
pub mod show;
