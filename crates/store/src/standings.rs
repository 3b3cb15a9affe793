//! Where accounts stand now, counted, and how they came there: what reports on accounts are made of.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::lists::AccountFilter;
use crate::moves::AccountMove;
use crate::schema::{account_moves, account_scores, accounts};
use crate::whose::{Theirs, account_is};
use crate::{AnyConnection, Result};

/// Accounts that stand alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingGroup {
    /// Rating, 0 (A1) to 15 (D4).
    pub rating: i16,
    /// Marketing-qualified.
    pub mqa: bool,
    /// Committee coverage, hundredths of a percent.
    pub coverage: i32,
    /// Roles that the committee misses, as in [`AccountScore::missing`](crate::scores::AccountScore::missing).
    pub missing: i16,
    /// Whether anybody is engaged.
    pub engaged: bool,
    /// How many.
    pub accounts: u64,
}

/// Leaves the accounts that a filter asks for by what they are: whose, industry, country, owner, size.
macro_rules! of_accounts {
    ($connection:expr, $query:expr, $filter:expr) => {{
        let mut query = $query;
        if let Some(whose) = &$filter.whose {
            query = match Theirs::accounts($connection, whose)? {
                Theirs::Few(ids) => query.filter(accounts::id.eq_any(ids)),
                Theirs::Many => query.filter(account_is!(whose)),
            };
        }
        if let Some(industry) = &$filter.industry {
            query = query.filter(accounts::industry.eq(industry));
        }
        if let Some(country) = &$filter.country {
            query = query.filter(accounts::country.eq(country));
        }
        if let Some(owner) = &$filter.owner {
            query = query.filter(accounts::owner.eq(owner));
        }
        if let Some(from) = $filter.employees_from {
            query = query.filter(accounts::employees.ge(from));
        }
        if let Some(below) = $filter.employees_below {
            query = query.filter(accounts::employees.lt(below));
        }
        query
    }};
}

/// Whether a filter asks for anything that only the account itself knows.
const fn asks(filter: &AccountFilter) -> bool {
    filter.whose.is_some()
        || filter.industry.is_some()
        || filter.country.is_some()
        || filter.owner.is_some()
        || filter.employees_from.is_some()
        || filter.employees_below.is_some()
}

/// How many accounts stand where. Of a filter only the model, whose, industry, country, owner and employees count.
pub fn count(connection: &mut AnyConnection, filter: &AccountFilter) -> Result<Vec<StandingGroup>> {
    let columns = (
        account_scores::rating,
        account_scores::mqa,
        account_scores::coverage,
        account_scores::missing,
        account_scores::engaged,
    );
    let own = account_scores::model_id.eq(filter.model_id);
    let rows: Vec<(i16, bool, i32, i16, i32)> = if asks(filter) {
        let query = accounts::table
            .inner_join(account_scores::table.on(account_scores::account_id.eq(accounts::id)))
            .filter(own)
            .select(columns)
            .into_boxed::<<AnyConnection as Connection>::Backend>();
        of_accounts!(connection, query, filter).load(connection)?
    } else {
        // Without the wide rows of the accounts.
        account_scores::table.filter(own).select(columns).load(connection)?
    };
    // Counted here: a database sorts the rows to group them, which takes longer than reading them.
    let mut groups: BTreeMap<(i16, bool, i32, i16, bool), u64> = BTreeMap::new();
    for (rating, mqa, coverage, missing, engaged) in rows {
        *groups.entry((rating, mqa, coverage, missing, engaged > 0)).or_default() += 1;
    }
    let group = |((rating, mqa, coverage, missing, engaged), accounts)| StandingGroup {
        rating,
        mqa,
        coverage,
        missing,
        engaged,
        accounts,
    };
    Ok(groups.into_iter().map(group).collect())
}

/// The moves on or after a day, by account and day. Of a filter the same counts.
pub fn list_moves(
    connection: &mut AnyConnection,
    filter: &AccountFilter,
    since_day: i32,
) -> Result<Vec<AccountMove>> {
    if !asks(filter) {
        let mut moves = crate::moves::list(connection, filter.model_id, since_day)?;
        moves.sort_by_key(|one| (one.account_id, one.day));
        return Ok(moves);
    }
    let query = account_moves::table
        .inner_join(accounts::table.on(accounts::id.eq(account_moves::account_id)))
        .filter(account_moves::model_id.eq(filter.model_id))
        .filter(account_moves::day.ge(since_day))
        .select(account_moves::all_columns)
        .into_boxed::<<AnyConnection as Connection>::Backend>();
    let mut moves: Vec<AccountMove> = of_accounts!(connection, query, filter).load(connection)?;
    moves.sort_by_key(|one| (one.account_id, one.day));
    Ok(moves)
}
