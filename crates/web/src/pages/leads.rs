//! The list of leads that stands behind each figure of a report.

pub mod list;
