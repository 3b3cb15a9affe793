//! Imports: the list, one import, its rejects file.

pub mod list;
pub mod show;
