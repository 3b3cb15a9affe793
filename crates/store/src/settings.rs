//! Small named values of the whole installation.

use diesel::prelude::*;

use crate::bulk::on_backend;
use crate::schema::settings;
use crate::{AnyConnection, Result};

/// The value of a setting.
pub fn find(connection: &mut AnyConnection, name: &str) -> Result<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(connection).optional()?)
}

/// Sets a value.
pub fn upsert(connection: &mut AnyConnection, name: &str, value: &str) -> Result<()> {
    on_backend!(connection, c => diesel::insert_into(settings::table)
        .values((settings::name.eq(name), settings::value.eq(value)))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(value))
        .execute(c))?;
    Ok(())
}

/// Sets a value where it still is what somebody saw (`None`: not set at all); whether it did. Of two who saw the same value,
/// one succeeds, however many servers there are.
pub fn replace(connection: &mut AnyConnection, name: &str, seen: Option<&str>, value: &str) -> Result<bool> {
    let changed = match seen {
        Some(seen) => diesel::update(settings::table.find(name).filter(settings::value.eq(seen)))
            .set(settings::value.eq(value))
            .execute(connection)?,
        None => on_backend!(connection, c => diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .on_conflict_do_nothing()
            .execute(c))?,
    };
    Ok(changed == 1)
}
