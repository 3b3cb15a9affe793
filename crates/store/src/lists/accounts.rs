//! The list of accounts.

use diesel::dsl::{self, IntoBoxed, auto_type};
use diesel::prelude::*;

use super::{Paged, Position, page, rows_to_read};
use crate::schema::{account_scores, accounts};
use crate::scores::AccountScore;
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
    /// Part of the folded name.
    pub search: Option<String>,
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
    /// Order.
    pub sort: AccountSort,
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
    let query = matching(lines(filter.model_id).into_boxed(), filter);
    let rows = sorted(query, filter).limit(rows_to_read(filter.limit)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
}

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

/// Leaves those that a filter lets through.
fn matching<'a>(mut query: Lines<'a>, filter: &'a AccountFilter) -> Lines<'a> {
    if let Some(search) = &filter.search {
        query = query.filter(accounts::name_folded.like(format!("%{}%", escaped(search))).escape('\\'));
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
        query = query.filter(account_scores::mqa.eq(true));
    }
    if filter.surging {
        query = query.filter(account_scores::surge_p.is_not_null());
    }
    query
}

/// Begins at the filter's position and puts in its order.
fn sorted<'a>(mut query: Lines<'a>, filter: &'a AccountFilter) -> Lines<'a> {
    let position = filter.position.as_ref();
    let upwards = !position.is_some_and(|position| position.backwards);
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
