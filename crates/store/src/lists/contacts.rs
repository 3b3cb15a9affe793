//! The list of contacts.

use diesel::dsl::{self, IntoBoxed, auto_type};
use diesel::prelude::*;

use super::{Paged, Position, end_of_prefix, page, rows_to_read};
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
    let query = matching(lines(filter.model_id).into_boxed(), filter, found);
    let Some(query) = sorted(query, filter) else { return Ok(page(Vec::new(), filter.limit, None)) };
    let rows = query.limit(rows_to_read(filter.limit)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
}

type Lines<'a> = IntoBoxed<'a, AllLines, <AnyConnection as Connection>::Backend>;

/// Every contact with their score in a model and the account of their main job.
#[auto_type(type_name = "AllLines")]
fn lines(model_id: i64) -> _ {
    let score: dsl::Nullable<<contact_scores::table as Table>::AllColumns> =
        contact_scores::all_columns.nullable();
    contacts::table
        .left_join(
            contact_scores::table
                .on(contact_scores::contact_id.eq(contacts::id).and(contact_scores::model_id.eq(model_id))),
        )
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select((
            contacts::id,
            contacts::name,
            contacts::name_folded,
            contacts::email_folded,
            contacts::title,
            contacts::account_id,
            accounts::name.nullable(),
            score,
        ))
}

/// Leaves those that a filter lets through, of those that a search found.
fn matching<'a>(mut query: Lines<'a>, filter: &'a ContactFilter, found: Option<Vec<i64>>) -> Lines<'a> {
    if let Some(found) = found {
        query = query.filter(contacts::id.eq_any(found));
    }
    if !filter.ratings.is_empty() {
        query = query.filter(contact_scores::rating.eq_any(&filter.ratings));
    }
    if let Some(account_id) = filter.account_id {
        query = query.filter(contacts::account_id.eq(account_id));
    }
    query
}

/// Begins at the filter's position and puts in its order; `None` when the position is one of another order.
fn sorted<'a>(mut query: Lines<'a>, filter: &'a ContactFilter) -> Option<Lines<'a>> {
    let position = filter.position.as_ref();
    let upwards = !position.is_some_and(|position| position.backwards);
    if filter.sort == ContactSort::Name {
        let beyond = match position {
            Some(position) => Some((position.text()?, position.id)),
            None => None,
        };
        return Some(page_by!(query, contacts::name_folded, contacts::id, beyond, upwards));
    }
    let beyond = match position {
        Some(position) => Some((i32::try_from(position.number()?).unwrap_or(i32::MAX), position.id)),
        None => None,
    };
    // Naming the model turns the left join into the inner one that an index can drive; the bounds of the ratings let it
    // begin where they begin.
    query = query.filter(contact_scores::model_id.eq(filter.model_id));
    if let (Some(first), Some(last)) = (filter.ratings.iter().min(), filter.ratings.iter().max()) {
        query = query
            .filter(contact_scores::sort_key.ge(i32::from(*first) * 10_001))
            .filter(contact_scores::sort_key.lt((i32::from(*last) + 1) * 10_001));
    }
    Some(page_by!(query, contact_scores::sort_key, contact_scores::contact_id, beyond, upwards))
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
