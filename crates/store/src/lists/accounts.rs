//! The list of accounts.

use diesel::prelude::*;

use super::{Key, Paged, Position, page};
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
    let columns = (
        accounts::id,
        accounts::name,
        accounts::name_folded,
        accounts::industry,
        accounts::country,
        accounts::employees,
        accounts::owner,
        account_scores::all_columns.nullable(),
    );
    let on_score =
        account_scores::account_id.eq(accounts::id).and(account_scores::model_id.eq(filter.model_id));
    let mut query =
        accounts::table.left_join(account_scores::table.on(on_score)).select(columns).into_boxed();
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
    let backwards = filter.position.as_ref().is_some_and(|position| position.backwards);
    /// Filters on the position and orders by one column and the id.
    macro_rules! by {
        ($column:expr, $id:expr, $key:expr) => {{
            if let Some(position) = &filter.position {
                let key = $key(position);
                query = if backwards {
                    query.filter($column.le(key.clone())).filter($column.lt(key).or($id.lt(position.id)))
                } else {
                    query.filter($column.ge(key.clone())).filter($column.gt(key).or($id.gt(position.id)))
                };
            }
            query = if backwards {
                query.order(($column.desc(), $id.desc()))
            } else {
                query.order(($column.asc(), $id.asc()))
            };
        }};
    }
    let number = |position: &Position| match position.key {
        Key::Number(number) => i32::try_from(number).unwrap_or(0),
        Key::Text(_) => 0,
    };
    let text = |position: &Position| match &position.key {
        Key::Text(text) => text.clone(),
        Key::Number(_) => String::new(),
    };
    if filter.sort != AccountSort::Name {
        // Naming the model turns the left join into the inner one that an index can drive.
        query = query.filter(account_scores::model_id.eq(filter.model_id));
    }
    match filter.sort {
        AccountSort::Score => by!(account_scores::sort_key, account_scores::account_id, number),
        AccountSort::Surge => by!(account_scores::surge_key, account_scores::account_id, number),
        AccountSort::Change => by!(account_scores::change_key, account_scores::account_id, number),
        AccountSort::Name => by!(accounts::name_folded, accounts::id, text),
    }
    let rows = query.limit(i64::try_from(filter.limit + 1).unwrap_or(i64::MAX)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
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
