//! `bareme migrate`: the database gets the form that this version needs.

use bareme_engine::Database;

use crate::config::Settings;
use crate::output::{Outcome, print};

pub fn run(settings: &Settings) -> Outcome {
    let database = Database::open(&settings.database, 2)?;
    let applied = bareme_store::migrate(&database)?;
    let state = bareme_store::migration_state(&database)?;
    print(&if applied.is_empty() {
        format!("{} is up to date ({} migrations).", database.url(), state.applied.len())
    } else {
        format!("{}: applied {}.", database.url(), applied.join(", "))
    })
}
