//! What an installation asks of people: which roles need a second factor.

use std::collections::BTreeSet;

use bareme_access::{Action, Role};
use bareme_store::{AnyConnection, settings};

use super::noted;
use crate::{Engine, Result};

/// The setting that names the roles which need a second factor, as words with commas between them.
pub const SECOND_FACTOR_ROLES: &str = "second_factor_roles";

/// The roles that need a second factor.
///
/// # Errors
///
/// Those of the store.
pub fn second_factor_roles(engine: &Engine) -> Result<BTreeSet<Role>> {
    engine.database().read(needing)
}

/// Says which roles need a second factor. Who has none is asked to set one up before anything else, from their next page on.
///
/// # Errors
///
/// Those of the store.
pub fn set_second_factor_roles(engine: &Engine, roles: &BTreeSet<Role>) -> Result<()> {
    engine.must(Action::Administer)?;
    let words: Vec<&str> = roles.iter().map(|role| role.word()).collect();
    let words = words.join(",");
    engine.database().write(|c| -> Result<()> {
        settings::upsert(c, SECOND_FACTOR_ROLES, &words)?;
        noted::settled(engine, c, SECOND_FACTOR_ROLES, &words)
    })?;
    tracing::info!(roles = words, "second factor needed");
    Ok(())
}

pub(super) fn needing(c: &mut AnyConnection) -> Result<BTreeSet<Role>> {
    let words = settings::find(c, SECOND_FACTOR_ROLES)?.unwrap_or_default();
    Ok(words.split(',').filter_map(Role::from_word).collect())
}
