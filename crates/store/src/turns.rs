//! Turns: what a transaction takes for itself before it looks, so that two servers do not decide the same thing at once.
//! SQLite needs none of them, since its writers take turns anyway.

use diesel::RunQueryDsl;
use diesel::sql_types::{Array, BigInt, Text};

use crate::bulk::BATCH;
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

/// Takes the import of a digest until the end of the transaction, whether or not it is there yet. Also waits for the last
/// commit of a process that was killed.
pub fn take_import(connection: &mut AnyConnection, digest: &str) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 4704071))")
        .bind::<Text, _>(digest)
        .execute(connection)?;
    Ok(())
}
