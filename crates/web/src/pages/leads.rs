//! The list of leads that stands behind each figure of a report, and the page of one lead with all that is done to it.

pub mod act;
pub mod list;
pub mod show;
