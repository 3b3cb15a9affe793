//! Figures, tables and charts as values: no HTML, no input, no output, no clock.
//!
//! The words in them come from the caller's catalogue through [`Words`], so that one value serves pages in two
//! languages, the command line and files.

pub mod chart;
mod funnel;
pub mod graph;
mod interval;
mod period;
mod quantile;
mod table;
mod words;

pub use funnel::{Cohort, CohortCounts, Counts, Funnel, FunnelRow, Step, by_period};
pub use interval::{Interval, Proportion, wilson};
pub use period::{Period, Span, UnknownPeriod};
pub use quantile::{Spread, quantile};
pub use table::{Cell, Column, Kind, Record, Table};
pub use words::{ENGLISH, Words, english};
