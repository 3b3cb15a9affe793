//! What tests stand on: a fresh real database of either engine, a clock that stands still, and files to import.
//!
//! A test that cannot be set up has failed, and says why: nothing here is skipped, and nothing returns an error.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "used by tests only, which fail by panicking"
)]

mod clock;
mod database;
mod duckdb;
mod environment;
mod fast;
mod fuzz;
mod gate;
mod models;
mod postgres;
mod program;
mod rows;
mod smtp;
mod world;

pub use bareme_ingest::Kind;
pub use clock::FixedClock;
pub use duckdb::duckdb_answers;
pub use environment::{asked_for, real_data};
pub use fast::FastClock;
pub use fuzz::Fuzz;
pub use gate::Gate;
pub use models::{GRADED_BY_TITLE, TITLES};
pub use program::{Program, program};
pub use rows::{Row, csv, row};
pub use smtp::{Fault, SmtpPeer, Step, TakenLetter};
pub use world::import::{ImportOf, Observed};
pub use world::leads::Hot;
pub use world::people::{PASSWORD, cookie, email};
pub use world::{World, alike_on_both_databases, on_both_databases};

/// The moment at which the clock of a [`World`] stands at first: noon of 1 June 2026, UTC.
pub fn noon() -> bareme_scoring::Instant {
    at("2026-06-01T12:00:00Z")
}

/// A moment, from its text.
pub fn at(text: &str) -> bareme_scoring::Instant {
    bareme_scoring::Instant::parse(text).unwrap_or_else(|| panic!("'{text}' is no moment"))
}
