//! Reports: one page for each of them, their files, and the filters that people keep under a name.

pub mod columns;
pub mod files;
pub mod filter;
pub mod index;
mod marks;
pub mod show;
pub mod views;
