//! Migrations up, down and up again.

use bareme_store::inspect::{Column, list_columns, list_texts};
use bareme_store::{Backend, Database, migrate, migration_state, revert_all};
use bareme_testkit::{World, on_both_databases};

/// Names of all indexes that the migrations make.
fn indexes(database: &Database) -> Vec<String> {
    let query = match database.backend() {
        Backend::Sqlite => {
            "SELECT name AS value FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'"
        }
        Backend::Postgres => {
            "SELECT indexname::text AS value FROM pg_indexes \
             WHERE schemaname = current_schema() AND indexname NOT LIKE '%pkey'"
        }
    };
    let mut names = list_texts(database, query).unwrap();
    names.sort();
    names
}

/// Columns and indexes after going up, down and up again.
fn up_down_and_up(backend: Backend) -> (Vec<Column>, Vec<String>) {
    let world = World::without_tables(backend);
    let database = world.database();
    let applied = migrate(database).unwrap();
    assert!(!applied.is_empty());
    let first = (list_columns(database).unwrap(), indexes(database));
    assert_eq!(revert_all(database).unwrap().len(), applied.len());
    assert_eq!(list_columns(database).unwrap(), [], "down leaves nothing behind");
    assert_eq!(migration_state(database).unwrap().pending.len(), applied.len());
    migrate(database).unwrap();
    assert_eq!((list_columns(database).unwrap(), indexes(database)), first);
    assert_eq!(migration_state(database).unwrap().pending, Vec::<String>::new());
    first
}

#[test]
fn up_down_and_up_again_leaves_the_same_columns_and_indexes_on_both_databases() {
    let (sqlite_columns, sqlite_indexes) = up_down_and_up(Backend::Sqlite);
    let (postgres_columns, postgres_indexes) = up_down_and_up(Backend::Postgres);
    assert!(sqlite_columns.len() > 100);
    assert_eq!(sqlite_columns, postgres_columns, "names, order, types and whether a column may be empty");
    assert_eq!(sqlite_indexes, postgres_indexes);
}

#[test]
fn migrating_again_does_nothing() {
    on_both_databases(|world| {
        assert_eq!(migrate(world.database()).unwrap(), Vec::<String>::new());
    });
}

#[test]
fn servers_that_start_together_migrate_one_after_another() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::without_tables(backend);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                let url = world.url();
                scope.spawn(move || migrate(&Database::open(url, 1).unwrap()).unwrap());
            }
        });
        assert_eq!(migration_state(world.database()).unwrap().pending, Vec::<String>::new());
    }
}
