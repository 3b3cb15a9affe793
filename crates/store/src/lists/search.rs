//! What a search finds: the rows in which a name, a key, an address or a domain begins as somebody typed, each found by an
//! index of its own.

use diesel::prelude::*;

use super::end_of_prefix;
use crate::schema::{accounts, contacts};
use crate::{AnyConnection, Result};

/// A search finds at most so many rows by each of the columns that it looks at; they are then sorted and paged.
const FOUND: i64 = 1_000;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// As typed, for keys.
    pub typed: String,
    /// Folded, for names and addresses.
    pub folded: String,
    /// The folded domain of an address; the same as `folded` out of anything else.
    pub domain: String,
    /// Only a contact of which this is the whole key or e-mail address.
    pub whole: bool,
}

impl Sought {
    /// Whether it looks like a domain and like nothing else.
    fn is_domain(&self) -> bool {
        self.domain.contains('.') && !self.folded.contains('@')
    }
}

/// Adds the ids of a table's rows in which a column begins with a text.
macro_rules! beginning {
    ($ids:ident, $connection:ident, $table:ident, $column:ident, $text:expr) => {
        let text: &str = $text;
        // Everything begins with nothing.
        if !text.is_empty() {
            $ids.extend(
                $table::table
                    .filter($table::$column.ge(text))
                    .filter($table::$column.lt(end_of_prefix(text)))
                    .order($table::$column)
                    .select($table::id)
                    .limit(FOUND)
                    .load::<i64>($connection)?,
            );
        }
    };
}

/// Accounts by name, key and domain; ids in order.
pub(super) fn account_ids(connection: &mut AnyConnection, sought: &Sought) -> Result<Vec<i64>> {
    let mut ids: Vec<i64> = Vec::new();
    beginning!(ids, connection, accounts, name_folded, &sought.folded);
    beginning!(ids, connection, accounts, key, &sought.typed);
    beginning!(ids, connection, accounts, domain_folded, &sought.domain);
    Ok(in_order(ids))
}

/// Contacts by name, last name, e-mail address and key, and those at the accounts of a domain; ids in order.
pub(super) fn contact_ids(connection: &mut AnyConnection, sought: &Sought) -> Result<Vec<i64>> {
    if sought.whole {
        return whole(connection, sought);
    }
    let mut ids: Vec<i64> = Vec::new();
    beginning!(ids, connection, contacts, name_folded, &sought.folded);
    beginning!(ids, connection, contacts, last_name_folded, &sought.folded);
    beginning!(ids, connection, contacts, email_folded, &sought.folded);
    beginning!(ids, connection, contacts, key, &sought.typed);
    if sought.is_domain() {
        let mut at: Vec<i64> = Vec::new();
        beginning!(at, connection, accounts, domain_folded, &sought.domain);
        ids.extend(
            contacts::table
                .filter(contacts::account_id.eq_any(at))
                .select(contacts::id)
                .limit(FOUND)
                .load::<i64>(connection)?,
        );
    }
    Ok(in_order(ids))
}

/// The contacts of a key or an e-mail address.
fn whole(connection: &mut AnyConnection, sought: &Sought) -> Result<Vec<i64>> {
    let ids = || contacts::table.select(contacts::id).limit(FOUND);
    let mut found: Vec<i64> = ids().filter(contacts::email_folded.eq(&sought.folded)).load(connection)?;
    found.extend(ids().filter(contacts::key.eq(&sought.typed)).load::<i64>(connection)?);
    Ok(in_order(found))
}

fn in_order(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
