//! Turns: what a transaction takes for itself before it looks, so that two servers do not decide the same thing at once.
//! SQLite needs none of them, since its writers take turns anyway.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text};

use crate::bulk::{BATCH, on_backend};
use crate::schema::routing_turns;
use crate::{AnyConnection, Result};

/// Takes contacts until the end of the transaction: nobody else who takes them scores or hands them over meanwhile.
pub fn take_contacts(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    // In one order, so that two who take several never wait for each other.
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    for part in ids.chunks(BATCH) {
        diesel::sql_query("SELECT id FROM contacts WHERE id = ANY($1) ORDER BY id FOR UPDATE")
            .bind::<Array<BigInt>, _>(part)
            .execute(connection)?;
    }
    Ok(())
}

/// Takes leads until the end of the transaction: nobody else adds to their logs meanwhile.
pub fn take_leads(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    for part in ids.chunks(BATCH) {
        diesel::sql_query("SELECT id FROM leads WHERE id = ANY($1) ORDER BY id FOR UPDATE")
            .bind::<Array<BigInt>, _>(part)
            .execute(connection)?;
    }
    Ok(())
}

/// Takes the routing until the end of the transaction: whose turn it is decides one after the other.
pub fn take_routing(connection: &mut AnyConnection) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(4704072)").execute(connection)?;
    Ok(())
}

/// Takes the names of saved views until the end of the transaction: of two that are saved under one name, the second is
/// told that it is taken.
pub fn take_view_names(connection: &mut AnyConnection) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(4704073)").execute(connection)?;
    Ok(())
}

/// Takes the end of the audit log until the end of the transaction: entries follow each other, however many servers write.
pub(crate) fn take_audit(connection: &mut AnyConnection) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(4704080)").execute(connection)?;
    Ok(())
}

/// Who got the last lead, by team or territory that gives leads to its members in turns.
pub fn list_routing(connection: &mut AnyConnection) -> Result<BTreeMap<String, String>> {
    let turns: Vec<(String, String)> =
        routing_turns::table.select((routing_turns::queue, routing_turns::person)).load(connection)?;
    Ok(turns.into_iter().collect())
}

/// Writes down who got the last lead.
pub fn upsert_routing(connection: &mut AnyConnection, queue: &str, person: &str) -> Result<()> {
    on_backend!(connection, c => diesel::insert_into(routing_turns::table)
        .values((routing_turns::queue.eq(queue), routing_turns::person.eq(person)))
        .on_conflict(routing_turns::queue)
        .do_update()
        .set(routing_turns::person.eq(person))
        .execute(c))?;
    Ok(())
}

/// Takes the import of a digest until the end of the transaction, whether or not it is there yet. Also waits for the last
/// commit of a process that was killed.
pub fn take_import(connection: &mut AnyConnection, digest: &str) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 4704071))")
        .bind::<Text, _>(digest)
        .execute(connection)?;
    Ok(())
}
