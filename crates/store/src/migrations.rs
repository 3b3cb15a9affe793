//! Migrations go up and down on both databases and leave the same columns behind.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{AnyConnection, Database, Result, StoreError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Whether a database has the form that this version needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// Names of the applied migrations, oldest first.
    pub applied: Vec<String>,
    /// Names of those still to apply.
    pub pending: Vec<String>,
}

/// Applies what is pending and returns the names. Several servers may call this at once.
///
/// # Errors
///
/// When a migration fails; the ones before it stay applied.
pub fn migrate(database: &Database) -> Result<Vec<String>> {
    database.bare(|connection| match connection {
        // Two programs that start together take turns.
        AnyConnection::Sqlite(connection) => {
            connection.immediate_transaction(|connection| names(connection.run_pending_migrations(SQLITE)))
        }
        AnyConnection::Postgres(connection) => {
            use diesel::connection::SimpleConnection;
            connection.batch_execute("SELECT pg_advisory_lock(4704070)")?;
            let outcome = names(connection.run_pending_migrations(POSTGRES));
            connection.batch_execute("SELECT pg_advisory_unlock(4704070)")?;
            outcome
        }
    })
}

/// Takes every migration back, newest first: all data is lost. For tests of the migrations themselves.
///
/// # Errors
///
/// When a migration cannot be taken back.
pub fn revert_all(database: &Database) -> Result<Vec<String>> {
    database.bare(|connection| match connection {
        AnyConnection::Sqlite(connection) => names(connection.revert_all_migrations(SQLITE)),
        AnyConnection::Postgres(connection) => names(connection.revert_all_migrations(POSTGRES)),
    })
}

/// What is applied and what is pending.
///
/// # Errors
///
/// When the database cannot be read.
pub fn migration_state(database: &Database) -> Result<MigrationState> {
    database.bare(|connection| {
        let (mut applied, pending) = match connection {
            AnyConnection::Sqlite(connection) => {
                (names(connection.applied_migrations())?, pending(connection.pending_migrations(SQLITE))?)
            }
            AnyConnection::Postgres(connection) => {
                (names(connection.applied_migrations())?, pending(connection.pending_migrations(POSTGRES))?)
            }
        };
        applied.sort();
        Ok(MigrationState { applied, pending })
    })
}

/// The versions of all migrations that this program knows, oldest first.
///
/// # Errors
///
/// When they cannot be listed.
pub fn known_migrations() -> Result<Vec<String>> {
    let known = diesel::migration::MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE);
    let known = known.map_err(|error| StoreError::Migration(error.to_string()))?;
    let mut versions: Vec<String> =
        known.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}

type Boxed = Box<dyn std::error::Error + Send + Sync>;

fn names<V: ToString>(outcome: std::result::Result<Vec<V>, Boxed>) -> Result<Vec<String>> {
    let versions = outcome.map_err(|error| StoreError::Migration(error.to_string()))?;
    Ok(versions.iter().map(ToString::to_string).collect())
}

fn pending<M: diesel::migration::Migration<B>, B: diesel::backend::Backend>(
    outcome: std::result::Result<Vec<M>, Boxed>,
) -> Result<Vec<String>> {
    let migrations = outcome.map_err(|error| StoreError::Migration(error.to_string()))?;
    Ok(migrations.iter().map(|migration| migration.name().to_string()).collect())
}
