//! Rows of the list of leads: which ones, the reports say.

use diesel::dsl::auto_type;
use diesel::prelude::*;

use crate::leads::LeadRow;
use crate::reading::in_parts;
use crate::schema::{accounts, contacts, leads};
use crate::{AnyConnection, Result};

/// A row of the list.
#[derive(Clone, Debug, Queryable)]
pub struct LeadLine {
    /// The lead.
    pub lead: LeadRow,
    /// The contact's name.
    pub contact: String,
    /// Their e-mail address, as it is searched for.
    pub email: Option<String>,
    /// The account of their main job.
    pub account_id: Option<i64>,
    /// Its name.
    pub account: Option<String>,
    /// Its country.
    pub country: Option<String>,
}

/// The leads of these ids, in any order.
pub fn list_leads(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<LeadLine>> {
    in_parts(ids, |part| lines().filter(leads::id.eq_any(part)).load(connection))
}

/// Every lead with its contact and the account of their main job.
#[auto_type]
fn lines() -> _ {
    let lead: <leads::table as Table>::AllColumns = leads::all_columns;
    leads::table
        .inner_join(contacts::table.on(contacts::id.eq(leads::contact_id)))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select((
            lead,
            contacts::name,
            contacts::email_folded,
            contacts::account_id,
            accounts::name.nullable(),
            accounts::country.nullable(),
        ))
}
