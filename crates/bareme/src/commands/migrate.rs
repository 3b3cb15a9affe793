//! `bareme migrate`: the database gets the form that this version needs.

use bareme_engine::Database;

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Outcome, print, print_json};

pub fn run(settings: &Settings) -> Outcome {
    let database = Database::open(&settings.database, 2)?;
    let applied = bareme_store::migrate(&database)?;
    let state = bareme_store::migration_state(&database)?;
    if settings.format == Some(Format::Json) {
        return print_json(&serde_json::json!({
            "database": database.url(),
            "applied": applied,
            "migrations": state.applied.len(),
        }));
    }
    print(&if applied.is_empty() {
        let migrations = match state.applied.len() {
            1 => "1 migration".to_owned(),
            number => format!("{number} migrations"),
        };
        format!("{} is up to date ({migrations}).", database.url())
    } else {
        format!("{}: applied {}.", database.url(), applied.join(", "))
    })
}
