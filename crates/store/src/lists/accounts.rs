//! The list of accounts.

use bareme_scoring::BuyingRole;
use diesel::dsl::{self, IntoBoxed, auto_type};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::search::{Sought, account_ids};
use super::{Fitting, Movement, Paged, Position, ROWS_TO_COUNT, end_of_prefix, page, rows_to_read};
use crate::schema::{account_scores, accounts};
use crate::scores::{AccountScore, NO_SURGE, role_bit};
use crate::whose::{Theirs, Whose, account_is};
use crate::{AnyConnection, Result};

/// How the list is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountSort {
    /// Rating, then engagement and fit, best first.
    #[default]
    Score,
    /// Strongest surge first.
    Surge,
    /// Largest rise of engagement over 30 days first.
    Change,
    /// Name; the only order that also has accounts without a score.
    Name,
}

/// Which accounts. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// The model whose scores count.
    pub model_id: i64,
    /// Only theirs.
    pub whose: Option<Whose>,
    /// Part of the folded name, or the beginning of the key or domain.
    pub search: Option<Sought>,
    /// The beginning of the folded name, key or domain.
    pub beginning: Option<Sought>,
    /// Ratings, 0 (A1) to 15 (D4).
    pub ratings: Vec<i16>,
    /// Industry, exactly.
    pub industry: Option<String>,
    /// Country, exactly.
    pub country: Option<String>,
    /// Owner, exactly.
    pub owner: Option<String>,
    /// Employees, at least.
    pub employees_from: Option<i64>,
    /// Employees, below.
    pub employees_below: Option<i64>,
    /// Only marketing-qualified ones.
    pub mqa: bool,
    /// Only those with a surge.
    pub surging: bool,
    /// Engaged people, at least.
    pub engaged_from: Option<i32>,
    /// Only those whose committee misses somebody of this role.
    pub missing: Option<BuyingRole>,
    /// Committee coverage of at least so many hundredths of a percent …
    pub coverage_from: Option<i32>,
    /// … and below so many.
    pub coverage_below: Option<i32>,
    /// Where they stood on two days.
    pub movement: Option<Movement>,
    /// Order.
    pub sort: AccountSort,
    /// The order the other way round.
    pub reversed: bool,
    /// Where the page begins.
    pub position: Option<Position>,
    /// Rows wanted.
    pub limit: usize,
}

/// A row of the list.
#[derive(Clone, Debug, Queryable)]
pub struct AccountLine {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Folded name, the sort value of [`AccountSort::Name`].
    pub name_folded: String,
    /// Industry.
    pub industry: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Employees.
    pub employees: Option<i64>,
    /// Owner.
    pub owner: Option<String>,
    /// Its score, when it has one.
    pub score: Option<AccountScore>,
}

/// One page of accounts.
pub fn list_accounts(connection: &mut AnyConnection, filter: &AccountFilter) -> Result<Paged<AccountLine>> {
    let query = found(connection, filter)?;
    let rows = sorted(query, filter).limit(rows_to_read(filter.limit)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
}

/// How many accounts a filter lets through, on all pages of the list in its order.
pub fn count_accounts(connection: &mut AnyConnection, filter: &AccountFilter) -> Result<Fitting> {
    let mut query = found(connection, filter)?;
    if filter.sort != AccountSort::Name {
        query = query.filter(account_scores::model_id.eq(filter.model_id));
    }
    Ok(Fitting::of(&query.select(accounts::id).limit(ROWS_TO_COUNT).load(connection)?))
}

/// Accounts that a search may find to be listed one by one.
const FEW: i64 = 5_000;

type Lines<'a> = IntoBoxed<'a, AllLines, <AnyConnection as Connection>::Backend>;

/// Every account with its score in a model.
#[auto_type(type_name = "AllLines")]
fn lines(model_id: i64) -> _ {
    let score: dsl::Nullable<<account_scores::table as Table>::AllColumns> =
        account_scores::all_columns.nullable();
    accounts::table
        .left_join(
            account_scores::table
                .on(account_scores::account_id.eq(accounts::id).and(account_scores::model_id.eq(model_id))),
        )
        .select((
            accounts::id,
            accounts::name,
            accounts::name_folded,
            accounts::industry,
            accounts::country,
            accounts::employees,
            accounts::owner,
            score,
        ))
}

/// Those that a filter lets through, in no order.
fn found<'a>(connection: &mut AnyConnection, filter: &'a AccountFilter) -> Result<Lines<'a>> {
    let found = filter.beginning.as_ref().map(|sought| account_ids(connection, sought)).transpose()?;
    let mut query = matching(lines(filter.model_id).into_boxed(), filter, found);
    if let Some(whose) = &filter.whose {
        query = match Theirs::accounts(connection, whose)? {
            Theirs::Few(ids) => query.filter(accounts::id.eq_any(ids)),
            Theirs::Many => query.filter(account_is!(whose)),
        };
    }
    match &filter.search {
        Some(sought) => named(connection, query, sought),
        None => Ok(query),
    }
}

/// Leaves those of which a text is a part of the name, or the beginning of the key or domain.
fn named<'a>(connection: &mut AnyConnection, query: Lines<'a>, sought: &'a Sought) -> Result<Lines<'a>> {
    let name = || accounts::name_folded.like(format!("%{}%", escaped(&sought.folded))).escape('\\');
    let key = || accounts::key.ge(&sought.typed).and(accounts::key.lt(end_of_prefix(&sought.typed)));
    let domain = || {
        let end = end_of_prefix(&sought.domain);
        accounts::domain_folded.ge(&sought.domain).and(accounts::domain_folded.lt(end))
    };
    // Each by itself is read out of an index that holds all it asks for; together they would ask for the wide rows.
    let ids = || accounts::table.select(accounts::id).limit(FEW + 1);
    let mut found: Vec<i64> = ids().filter(name()).load(connection)?;
    found.extend(ids().filter(key()).load::<i64>(connection)?);
    found.extend(ids().filter(domain()).load::<i64>(connection)?);
    if i64::try_from(found.len()).is_ok_and(|found| found <= FEW) {
        return Ok(query.filter(accounts::id.eq_any(found)));
    }
    // Of so many, a page is soon found in any order.
    Ok(query.filter(name().or(key()).or(domain())))
}

/// Leaves those that a filter lets through, of those that a search found.
fn matching<'a>(mut query: Lines<'a>, filter: &'a AccountFilter, found: Option<Vec<i64>>) -> Lines<'a> {
    if let Some(found) = found {
        query = query.filter(accounts::id.eq_any(found));
    }
    if let Some(industry) = &filter.industry {
        query = query.filter(accounts::industry.eq(industry));
    }
    if let Some(country) = &filter.country {
        query = query.filter(accounts::country.eq(country));
    }
    if let Some(owner) = &filter.owner {
        query = query.filter(accounts::owner.eq(owner));
    }
    if let Some(from) = filter.employees_from {
        query = query.filter(accounts::employees.ge(from));
    }
    if let Some(below) = filter.employees_below {
        query = query.filter(accounts::employees.lt(below));
    }
    if !filter.ratings.is_empty() {
        query = query.filter(account_scores::rating.eq_any(&filter.ratings));
    }
    if filter.mqa {
        query = query.filter(account_scores::mqa);
    }
    if filter.surging {
        query = query.filter(account_scores::surge_key.lt(NO_SURGE));
    }
    committed(query, filter)
}

/// Leaves those whose committee and whose movement a filter asks for.
fn committed<'a>(mut query: Lines<'a>, filter: &'a AccountFilter) -> Lines<'a> {
    if let Some(from) = filter.engaged_from {
        query = query.filter(account_scores::engaged.ge(from));
    }
    if let Some(from) = filter.coverage_from {
        query = query.filter(account_scores::coverage.ge(from));
    }
    if let Some(below) = filter.coverage_below {
        query = query.filter(account_scores::coverage.lt(below));
    }
    if let Some(role) = filter.missing {
        let bit = role_bit(role);
        query = query.filter(dsl::sql::<Bool>(&format!("(account_scores.missing & {bit}) <> 0")));
    }
    for condition in filter.movement.iter().flat_map(|movement| movement.conditions(filter.model_id)) {
        query = query.filter(condition);
    }
    query
}

/// Begins at the filter's position and puts in its order.
fn sorted<'a>(mut query: Lines<'a>, filter: &'a AccountFilter) -> Lines<'a> {
    let position = filter.position.as_ref();
    let upwards = filter.reversed == position.is_some_and(|position| position.backwards);
    if filter.sort == AccountSort::Name {
        let beyond = position.map(|position| (position.text().unwrap_or_default(), position.id));
        return page_by!(query, accounts::name_folded, accounts::id, beyond, upwards);
    }
    // Naming the model turns the left join into the inner one that an index can drive.
    query = query.filter(account_scores::model_id.eq(filter.model_id));
    let number = |position: &Position| position.number().and_then(|key| i32::try_from(key).ok());
    let beyond = position.map(|position| (number(position).unwrap_or_default(), position.id));
    let id = account_scores::account_id;
    match filter.sort {
        AccountSort::Surge => page_by!(query, account_scores::surge_key, id, beyond, upwards),
        AccountSort::Change => page_by!(query, account_scores::change_key, id, beyond, upwards),
        AccountSort::Score | AccountSort::Name => {
            page_by!(query, account_scores::sort_key, id, beyond, upwards)
        }
    }
}

/// Text for LIKE, with its wildcards taken literally.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The values that filters offer: industries, countries, owners, each sorted.
pub fn facets(connection: &mut AnyConnection) -> Result<[Vec<String>; 3]> {
    macro_rules! distinct {
        ($column:expr) => {{
            let values: Vec<Option<String>> = accounts::table
                .filter($column.is_not_null())
                .select($column)
                .distinct()
                .order($column)
                .load(connection)?;
            values.into_iter().flatten().collect()
        }};
    }
    Ok([distinct!(accounts::industry), distinct!(accounts::country), distinct!(accounts::owner)])
}
