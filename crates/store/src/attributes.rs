//! Which attributes exist, and of what type: learnt from what came in.

use bareme_scoring::AttributeType;
use diesel::prelude::*;

use crate::bulk::on_backend;
use crate::schema::attributes;
use crate::{AnyConnection, Result, StoreError};

/// Names and types of the attributes of a subject (`contact` or `account`), by name.
///
/// # Errors
///
/// When a stored type is unknown to this version.
pub fn list(connection: &mut AnyConnection, subject: &str) -> Result<Vec<(String, AttributeType)>> {
    let rows: Vec<(String, String)> = attributes::table
        .filter(attributes::subject.eq(subject))
        .order(attributes::name)
        .select((attributes::name, attributes::kind))
        .load(connection)?;
    rows.into_iter()
        .map(|(name, kind)| match AttributeType::from_word(&kind) {
            Some(kind) => Ok((name, kind)),
            None => Err(StoreError::bad_row("attributes", "kind", name, kind)),
        })
        .collect()
}

/// Remembers attributes; those known already keep their type.
pub fn insert_new(
    connection: &mut AnyConnection,
    subject: &str,
    new: &[(String, AttributeType)],
) -> Result<()> {
    let rows: Vec<_> = new
        .iter()
        .map(|(name, kind)| {
            (attributes::subject.eq(subject), attributes::name.eq(name), attributes::kind.eq(kind.word()))
        })
        .collect();
    on_backend!(connection, c => diesel::insert_into(attributes::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}
