//! The store on both databases: the same columns, the same rules, and no writer that fails because of another.

mod lead_log;
mod migrations;
mod moves;
mod safety;
