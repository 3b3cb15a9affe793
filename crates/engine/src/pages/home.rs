//! The first page: what is warming up, who waits, who stands where, what became of the leads.

use bareme_access::Action;
use bareme_reporting::SlaFate;
use bareme_scoring::{Instant, Stage};
use bareme_store::lists::{self, AccountFilter, AccountSort};

use super::accounts::{self, AccountsQuery};
use super::{funnel, imports, jobs, matrix};
use crate::reports::{self, Only, ReportQuery, Selection};
use crate::view::{AccountsPage, FittingView, HomeView};
use crate::{Engine, Result};

/// Accounts shown that warm up, and best ones.
const ACCOUNTS: usize = 5;
/// Days of the funnel.
const DAYS: i64 = 365;

/// The first page.
///
/// # Errors
///
/// Those of the store.
pub fn show(engine: &Engine) -> Result<HomeView> {
    let warming = warming(engine)?;
    let accounts = accounts::list(engine, &AccountsQuery { limit: ACCOUNTS, ..AccountsQuery::default() })?;
    // A whole day, so that the list of leads can be asked for exactly these.
    let since = Instant::from_date(engine.now().plus_days(-DAYS).date());
    let waiting = Selection::default().standing_at(Stage::Mql);
    let overdue = Selection::default().only(Only::Answer(SlaFate::Overdue));
    engine.database().read(|c| {
        let (model, _) = engine.pick_model(c, None)?;
        let seen = engine.people(c)?;
        let mut count = |filter: AccountFilter| -> Result<FittingView> {
            let model_id = model.as_ref().map_or(0, |model| model.stored.id);
            let whose = seen.whose.clone();
            let found = lists::count_accounts(c, &AccountFilter { model_id, whose, ..filter })?;
            Ok(FittingView { count: found.count, more: found.more })
        };
        let surging = count(AccountFilter { surging: true, ..AccountFilter::default() })?;
        let qualified = count(AccountFilter { mqa: true, ..AccountFilter::default() })?;
        let query = ReportQuery { from: Some(since), ..ReportQuery::default() };
        Ok(HomeView {
            warming,
            surging,
            accounts,
            qualified,
            matrix: matrix::view(engine, c, None)?,
            funnel: funnel::view(engine, c, &query)?,
            since,
            undecided: reports::count(engine, c, &waiting)?,
            overdue: reports::count(engine, c, &overdue)?,
            import: imports::last(engine, c)?,
            failed_jobs: if engine.may(Action::SeeJobs) { jobs::failed(engine, c)? } else { Vec::new() },
            contacts: super::contacts::total(c, &seen)?,
        })
    })
}

/// Accounts that surge; where none does, those that rose most.
fn warming(engine: &Engine) -> Result<AccountsPage> {
    let surging = AccountsQuery {
        surging: true,
        sort: AccountSort::Surge,
        limit: ACCOUNTS,
        ..AccountsQuery::default()
    };
    let found = accounts::list(engine, &surging)?;
    if !found.slice.rows.is_empty() {
        return Ok(found);
    }
    accounts::list(engine, &AccountsQuery { surging: false, sort: AccountSort::Change, ..surging })
}
