//! The only place that knows a database: SQLite inside the binary by default, PostgreSQL by URL, one set of queries.
//!
//! Functions are plain functions on a connection and return domain values; absence is `Option`. Reading goes
//! through [`Database::read`], writing through [`Database::write`], which is one transaction.

pub mod accounts;
pub mod activities;
pub mod adjustments;
pub mod attributes;
pub mod audit;
pub mod backup;
mod bulk;
mod connection;
pub mod contacts;
pub mod digest;
pub mod erasure;
mod error;
pub mod facts;
pub mod imports;
pub mod inspect;
pub mod jobs;
pub mod knowledge;
pub mod leads;
pub mod letters;
pub mod lists;
mod migrations;
pub mod models;
pub mod moves;
pub mod people;
pub mod proposals;
mod reading;
pub mod recalibrations;
pub mod relationships;
pub mod saved_views;
mod schema;
pub mod scores;
pub mod sequences;
pub mod settings;
pub mod snapshots;
pub mod standings;
pub mod turns;
pub mod upkeep;
pub mod whose;

pub use connection::{AnyConnection, Backend, Database};
pub use error::StoreError;
pub use migrations::{MigrationState, known_migrations, migrate, migration_state, revert_all};

/// What store functions return.
pub type Result<T> = std::result::Result<T, StoreError>;
