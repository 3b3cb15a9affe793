//! The list of contacts: the best first, or by name.

use bareme_scoring::{Instant, Points, Rating, fold};
use bareme_store::contacts;
use bareme_store::lists::{self, ContactFilter, ContactLine, ContactSort, Key};

use crate::pages::accounts::points;
use crate::pages::{PAGE, from_cursor, scored_as_of, slice};
use crate::view::{ContactRow, ContactsPage};
use crate::{Engine, LoadedModel, Result};

/// What the list should show. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct ContactsQuery {
    /// Name of the model; the primary one when absent.
    pub model: Option<String>,
    /// Beginning of a name, last name or e-mail address.
    pub search: Option<String>,
    /// Ratings.
    pub ratings: Vec<Rating>,
    /// Only those whose main job is at this account.
    pub account: Option<i64>,
    /// Order.
    pub sort: ContactSort,
    /// Place in the list.
    pub cursor: Option<String>,
    /// Rows, [`PAGE`] when 0.
    pub limit: usize,
}

/// One page of contacts.
///
/// # Errors
///
/// An unknown model, a bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &ContactsQuery) -> Result<ContactsPage> {
    engine.database().read(|c| {
        let (model, models) = engine.pick_model(c, query.model.as_deref())?;
        let filter = filter(query, model.as_ref())?;
        let paged = lists::list_contacts(c, &filter)?;
        Ok(ContactsPage {
            model: model.as_ref().map(LoadedModel::reference),
            models,
            slice: slice(paged, |line| place(filter.sort, line), row)?,
            total: contacts::count(c)?,
            as_of: scored_as_of(model.as_ref()),
        })
    })
}

fn filter(query: &ContactsQuery, model: Option<&LoadedModel>) -> Result<ContactFilter> {
    // Without scores there is nothing to sort by but the name.
    let scored = model.is_some_and(|model| model.stored.scored_as_of.is_some());
    Ok(ContactFilter {
        model_id: model.map_or(0, |model| model.stored.id),
        search: query.search.as_ref().map(|search| fold(search.trim()).into_owned()),
        ratings: query.ratings.iter().map(|rating| i16::from(rating.index())).collect(),
        account_id: query.account,
        sort: if scored { query.sort } else { ContactSort::Name },
        position: from_cursor(query.cursor.as_deref())?,
        limit: if query.limit == 0 { PAGE } else { query.limit },
    })
}

fn place(sort: ContactSort, line: &ContactLine) -> (Key, i64) {
    let key = match (sort, &line.score) {
        (ContactSort::Score, Some(score)) => Key::Number(i64::from(score.sort_key)),
        _ => Key::Text(line.name_folded.clone()),
    };
    (key, line.id)
}

/// A row of the list.
pub(super) fn row(line: ContactLine) -> Result<ContactRow> {
    let score = line.score;
    Ok(ContactRow {
        id: line.id,
        name: line.name,
        email: line.email,
        title: line.title,
        account: line.account_id.zip(line.account),
        rating: score.as_ref().map(bareme_store::scores::ContactScore::rating).transpose()?,
        fit: score.map_or(Points::ZERO, |score| points(score.fit)),
        engagement: score.map_or(Points::ZERO, |score| points(score.engagement)),
        rank: score.map_or(Points::ZERO, |score| points(score.rank)),
        last_activity: score.and_then(|score| score.last_activity_at).map(Instant::from_millis),
    })
}
