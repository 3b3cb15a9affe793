//! The list of contacts.

use diesel::dsl::{self, IntoBoxed, auto_type};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::search::{Sought, contact_ids};
use super::{Fitting, Paged, Position, ROWS_TO_COUNT, page, rows_to_read};
use crate::schema::{accounts, contact_scores, contacts};
use crate::scores::ContactScore;
use crate::whose::{Theirs, Whose, contact_is};
use crate::{AnyConnection, Result};

/// How the list is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContactSort {
    /// Rating, then rank, best first.
    #[default]
    Score,
    /// Last activity, the latest first; those who never did anything come last.
    Activity,
    /// Name; this order also has contacts without a score.
    Name,
    /// As they came; this order, too, has all, and says nothing of anybody.
    Arrival,
}

impl ContactSort {
    /// Whether it has only contacts with a score.
    pub const fn is_of_scores(self) -> bool {
        matches!(self, Self::Score | Self::Activity)
    }
}

/// Which contacts. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct ContactFilter {
    /// The model whose scores count.
    pub model_id: i64,
    /// Only theirs.
    pub whose: Option<Whose>,
    /// Beginning of the name, last name, e-mail address or key, or domain of the account.
    pub search: Option<Sought>,
    /// Ratings, 0 (A1) to 15 (D4).
    pub ratings: Vec<i16>,
    /// Only those whose main job is at this account.
    pub account_id: Option<i64>,
    /// Only those who have a main job, or only those who have none.
    pub has_account: Option<bool>,
    /// Industry of that account, exactly.
    pub industry: Option<String>,
    /// Country of that account, exactly.
    pub country: Option<String>,
    /// Owner of that account, exactly.
    pub owner: Option<String>,
    /// Order.
    pub sort: ContactSort,
    /// The order the other way round.
    pub reversed: bool,
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

/// One page of contacts.
pub fn list_contacts(connection: &mut AnyConnection, filter: &ContactFilter) -> Result<Paged<ContactLine>> {
    let query = found(connection, filter)?;
    let Some(query) = sorted(query, filter) else { return Ok(page(Vec::new(), filter.limit, None)) };
    let rows = query.limit(rows_to_read(filter.limit)).load(connection)?;
    Ok(page(rows, filter.limit, filter.position.as_ref()))
}

/// How many contacts a filter lets through, on all pages of the list in its order.
pub fn count_contacts(connection: &mut AnyConnection, filter: &ContactFilter) -> Result<Fitting> {
    let mut query = found(connection, filter)?;
    if filter.sort.is_of_scores() {
        query = query.filter(contact_scores::model_id.eq(filter.model_id));
    }
    Ok(Fitting::of(&query.select(contacts::id).limit(ROWS_TO_COUNT).load(connection)?))
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

/// Those that a filter lets through, in no order.
fn found<'a>(connection: &mut AnyConnection, filter: &'a ContactFilter) -> Result<Lines<'a>> {
    let found = filter.search.as_ref().map(|sought| contact_ids(connection, sought)).transpose()?;
    let query = matching(lines(filter.model_id).into_boxed(), filter, found);
    Ok(match &filter.whose {
        None => query,
        Some(whose) => match Theirs::contacts(connection, whose)? {
            Theirs::Few(ids) => query.filter(contacts::id.eq_any(ids)),
            Theirs::Many => query.filter(contact_is!(whose)),
        },
    })
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
    query = match filter.has_account {
        Some(true) => query.filter(contacts::account_id.is_not_null()),
        Some(false) => query.filter(contacts::account_id.is_null()),
        None => query,
    };
    if let Some(industry) = &filter.industry {
        query = query.filter(accounts::industry.eq(industry));
    }
    if let Some(country) = &filter.country {
        query = query.filter(accounts::country.eq(country));
    }
    if let Some(owner) = &filter.owner {
        query = query.filter(accounts::owner.eq(owner));
    }
    query
}

/// Begins at the filter's position and puts in its order; `None` when the position is one of another order.
fn sorted<'a>(mut query: Lines<'a>, filter: &'a ContactFilter) -> Option<Lines<'a>> {
    let position = filter.position.as_ref();
    let upwards = filter.reversed == position.is_some_and(|position| position.backwards);
    if filter.sort == ContactSort::Name {
        let beyond = match position {
            Some(position) => Some((position.text()?, position.id)),
            None => None,
        };
        return Some(page_by!(query, contacts::name_folded, contacts::id, beyond, upwards));
    }
    let number = match position {
        Some(position) => Some((position.number()?, position.id)),
        None => None,
    };
    if filter.sort == ContactSort::Arrival {
        return Some(page_by!(query, contacts::id, contacts::id, number, upwards));
    }
    // Naming the model turns the left join into the inner one that an index can drive; the bounds of the ratings let it
    // begin where they begin.
    query = query.filter(contact_scores::model_id.eq(filter.model_id));
    let id = contact_scores::contact_id;
    if filter.sort == ContactSort::Activity {
        return Some(page_by!(query, activity_key(), id, number, !upwards));
    }
    if let (Some(first), Some(last)) = (filter.ratings.iter().min(), filter.ratings.iter().max()) {
        query = query
            .filter(contact_scores::sort_key.ge(i32::from(*first) * 10_001))
            .filter(contact_scores::sort_key.lt((i32::from(*last) + 1) * 10_001));
    }
    let beyond = number.map(|(key, id)| (i32::try_from(key).unwrap_or(i32::MAX), id));
    Some(page_by!(query, contact_scores::sort_key, id, beyond, upwards))
}

/// The last activity, with a place for those who never did anything: databases do not agree where NULL stands. The
/// index `contact_scores_activity` holds the same expression.
fn activity_key() -> SqlLiteral<BigInt> {
    dsl::sql("COALESCE(contact_scores.last_activity_at, -9223372036854775807)")
}

/// The sort value of somebody's last activity in [`ContactSort::Activity`].
pub fn activity_place(last_activity_at: Option<i64>) -> i64 {
    last_activity_at.unwrap_or(-i64::MAX)
}
