//! Models: the list, and one model in words.

pub mod list;
pub mod show;
