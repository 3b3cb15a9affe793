//! Reports.

pub mod funnel;
