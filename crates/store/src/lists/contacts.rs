//! The list of contacts.

use diesel::prelude::*;

use super::{Key, Paged, Position, end_of_prefix, page};
use crate::schema::{accounts, contact_scores, contacts};
use crate::scores::ContactScore;
use crate::{AnyConnection, Result};

/// How the list is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContactSort {
    /// Rating, then rank, best first.
    #[default]
    Score,
    /// Name; the only order that also has contacts without a score.
    Name,
}

/// Which contacts. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct ContactFilter {
    /// The model whose scores count.
    pub model_id: i64,
    /// Beginning of the folded name, last name or e-mail address.
    pub search: Option<String>,
    /// Ratings, 0 (A1) to 15 (D4).
    pub ratings: Vec<i16>,
    /// Only those whose main job is at this account.
    pub account_id: Option<i64>,
    /// Order.
    pub sort: ContactSort,
    /// Where the page begins.
    pub position: Option<Position>,
    /// Rows wanted.
    pub limit: usize,
}

/// A row of the list.
#[derive(Clone, Debug, Queryable)]
pub struct ContactLine {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Folded name, the sort value of [`ContactSort::Name`].
    pub name_folded: String,
    /// E-mail, folded.
    pub email: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Account of the main job.
    pub account_id: Option<i64>,
    /// Its name.
    pub account: Option<String>,
    /// Their score, when the model gives one.
    pub score: Option<ContactScore>,
}

/// A search finds at most so many people by each of name, last name and address; they are then sorted and paged.
const FOUND: i64 = 1_000;

/// One page of contacts.
pub fn list_contacts(connection: &mut AnyConnection, filter: &ContactFilter) -> Result<Paged<ContactLine>> {
    let found = filter.search.as_ref().map(|search| search_ids(connection, search)).transpose()?;
    let columns = (
        contacts::id,
        contacts::name,
        contacts::name_folded,
        contacts::email_folded,
        contacts::title,
        contacts::account_id,
        accounts::name.nullable(),
        contact_scores::all_columns.nullable(),
    );
    let on_score =
        contact_scores::contact_id.eq(contacts::id).and(contact_scores::model_id.eq(filter.model_id));
    let mut query = contacts::table
        .left_join(contact_scores::table.on(on_score))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select(columns)
        .into_boxed();
    if let Some(found) = found {
        query = query.filter(contacts::id.eq_any(found));
    }
    if !filter.ratings.is_empty() {
        query = query.filter(contact_scores::rating.eq_any(&filter.ratings));
    }
    if let Some(account_id) = filter.account_id {
        query = query.filter(contacts::account_id.eq(account_id));
    }
    let backwards = filter.position.as_ref().is_some_and(|position| position.backwards);
    if filter.sort == ContactSort::Score {
        // Naming the model turns the left join into the inner one that an index can drive; the bounds of the ratings
        // let it begin where they begin.
        query = query.filter(contact_scores::model_id.eq(filter.model_id));
        if let (Some(first), Some(last)) = (filter.ratings.iter().min(), filter.ratings.iter().max()) {
            query = query
                .filter(contact_scores::sort_key.ge(i32::from(*first) * 10_001))
                .filter(contact_scores::sort_key.lt((i32::from(*last) + 1) * 10_001));
        }
        if let Some(position) = &filter.position {
            let Key::Number(key) = position.key else { return Ok(page(Vec::new(), filter.limit, None)) };
            let key = i32::try_from(key).unwrap_or(i32::MAX);
            query = if backwards {
                query
                    .filter(contact_scores::sort_key.le(key))
                    .filter(contact_scores::sort_key.lt(key).or(contact_scores::contact_id.lt(position.id)))
            } else {
                query
                    .filter(contact_scores::sort_key.ge(key))
                    .filter(contact_scores::sort_key.gt(key).or(contact_scores::contact_id.gt(position.id)))
            };
        }
        query = if backwards {
            query.order((contact_scores::sort_key.desc(), contact_scores::contact_id.desc()))
        } else {
            query.order((contact_scores::sort_key.asc(), contact_scores::contact_id.asc()))
        };
    } else {
        if let Some(position) = &filter.position {
            let Key::Text(key) = &position.key else { return Ok(page(Vec::new(), filter.limit, None)) };
            query = if backwards {
                query
                    .filter(contacts::name_folded.le(key))
                    .filter(contacts::name_folded.lt(key).or(contacts::id.lt(position.id)))
            } else {
                query
                    .filter(contacts::name_folded.ge(key))
                    .filter(contacts::name_folded.gt(key).or(contacts::id.gt(position.id)))
            };
        }
        query = if backwards {
            query.order((contacts::name_folded.desc(), contacts::id.desc()))
        } else {
            query.order((contacts::name_folded.asc(), contacts::id.asc()))
        };
    }
    let rows = query.limit(i64::try_from(filter.limit + 1).unwrap_or(i64::MAX)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
}

fn search_ids(connection: &mut AnyConnection, search: &str) -> Result<Vec<i64>> {
    let end = end_of_prefix(search);
    let mut ids: Vec<i64> = Vec::new();
    macro_rules! beginning {
        ($column:expr) => {
            ids.extend(
                contacts::table
                    .filter($column.ge(search))
                    .filter($column.lt(&end))
                    .order($column)
                    .select(contacts::id)
                    .limit(FOUND)
                    .load::<i64>(connection)?,
            );
        };
    }
    beginning!(contacts::name_folded);
    beginning!(contacts::last_name_folded);
    beginning!(contacts::email_folded);
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
