//! The first page: what is warming up, who stands where, what became of the leads.

use bareme_store::contacts;

use super::accounts::{self, AccountsQuery};
use super::funnel::{self, FunnelQuery};
use super::matrix;
use crate::view::HomeView;
use crate::{Engine, Result};

/// Accounts shown.
const ACCOUNTS: usize = 8;
/// Days of the funnel.
const DAYS: i64 = 365;

/// The first page.
///
/// # Errors
///
/// Those of the store.
pub fn show(engine: &Engine) -> Result<HomeView> {
    let accounts = accounts::list(engine, &AccountsQuery { limit: ACCOUNTS, ..AccountsQuery::default() })?;
    engine.database().read(|c| {
        let query = FunnelQuery { from: Some(engine.now().plus_days(-DAYS)), ..FunnelQuery::default() };
        Ok(HomeView {
            accounts,
            matrix: matrix::view(engine, c, None)?,
            funnel: funnel::view(engine, c, &query)?,
            contacts: contacts::count(c)?,
        })
    })
}
