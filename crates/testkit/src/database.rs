//! A fresh real database for one test, gone with it.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use bareme_store::{Backend, Database, migrate};

use crate::postgres::server;

/// Connections of a test: readers of a scoring run, its writer, and the test itself.
const CONNECTIONS: u32 = 8;

/// A database of its own.
pub(crate) struct FreshDatabase {
    pub url: String,
    pub database: Database,
    postgres: Option<String>,
}

impl FreshDatabase {
    /// A database in a folder of the test; on PostgreSQL on the server of the process.
    pub fn new(backend: Backend, folder: &Path, migrated: bool) -> Self {
        Self::with_connections(backend, folder, migrated, CONNECTIONS)
    }

    /// The same, with a pool of another size.
    pub fn with_connections(backend: Backend, folder: &Path, migrated: bool, connections: u32) -> Self {
        let (url, postgres) = match backend {
            Backend::Sqlite => (format!("sqlite:{}", folder.join("bareme.db").display()), None),
            Backend::Postgres => {
                static NUMBER: AtomicU32 = AtomicU32::new(0);
                let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
                server().create(&name, migrated);
                (server().url(&name), Some(name))
            }
        };
        let database = Database::open(&url, connections).unwrap();
        if migrated {
            migrate(&database).unwrap();
        }
        Self { url, database, postgres }
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.postgres {
            server().drop(name);
        }
    }
}
