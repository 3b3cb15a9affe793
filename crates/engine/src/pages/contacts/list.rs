//! The list of contacts: the best first, or by name.

use bareme_scoring::{Instant, Points, Rating};
use bareme_store::lists::{self, ContactFilter, ContactLine, ContactSort, Key, activity_place};
use bareme_store::{AnyConnection, contacts, scores, whose};

use crate::pages::accounts::points;
use crate::pages::search::{sought, sought_whole};
use crate::pages::{PAGE, fitting, from_cursor, scored_as_of, slice};
use crate::sight::Seen;
use crate::view::{ContactRow, ContactsPage, Facets};
use crate::{Engine, LoadedModel, Result};

/// What the list should show. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct ContactsQuery {
    /// Name of the model; the primary one when absent.
    pub model: Option<String>,
    /// Beginning of a name, last name, e-mail address or key, or domain of the account.
    pub search: Option<String>,
    /// Ratings.
    pub ratings: Vec<Rating>,
    /// Only those whose main job is at this account.
    pub account: Option<i64>,
    /// Only those who have a main job, or only those who have none.
    pub has_account: Option<bool>,
    /// Industry of the account.
    pub industry: Option<String>,
    /// Country of the account.
    pub country: Option<String>,
    /// Owner of the account.
    pub owner: Option<String>,
    /// Order.
    pub sort: ContactSort,
    /// The order the other way round.
    pub reversed: bool,
    /// Place in the list.
    pub cursor: Option<String>,
    /// Rows, [`PAGE`] when 0.
    pub limit: usize,
}

impl ContactsQuery {
    /// Whether anything is filtered.
    fn is_filtered(&self) -> bool {
        let texts = [&self.search, &self.industry, &self.country, &self.owner];
        texts.iter().any(|text| text.is_some())
            || !self.ratings.is_empty()
            || self.account.is_some()
            || self.has_account.is_some()
    }
}

/// One page of contacts.
///
/// # Errors
///
/// An unknown model, a bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &ContactsQuery) -> Result<ContactsPage> {
    engine.note_look("contact", "list")?;
    engine.database().read(|c| {
        let (model, models) = engine.pick_model(c, query.model.as_deref())?;
        let seen = engine.people(c)?;
        let filter = filter(query, model.as_ref(), &seen)?;
        let paged = lists::list_contacts(c, &filter)?;
        let counted = query.is_filtered().then(|| lists::count_contacts(c, &filter)).transpose()?;
        let account = match query.account {
            Some(id) => seen.companies(c, &[id])?.pop(),
            None => None,
        };
        let total = total(c, &seen)?;
        let scored: u64 = match &model {
            Some(model) if filter.sort.is_of_scores() => seen.rating_counts(c, model.stored.id)?.iter().sum(),
            _ => total,
        };
        Ok(ContactsPage {
            model: model.as_ref().map(LoadedModel::reference),
            models,
            slice: slice(paged, |line| place(filter.sort, line), |line| row(line, &seen))?,
            facets: facets(c, &seen)?,
            account,
            total,
            unscored: total.saturating_sub(scored),
            fitting: fitting(counted),
            as_of: scored_as_of(model.as_ref()),
        })
    })
}

/// How many contacts there are for whoever looks.
pub(in crate::pages) fn total(c: &mut AnyConnection, seen: &Seen) -> Result<u64> {
    Ok(match &seen.whose {
        Some(whose) => whose::count_contacts(c, whose)?,
        None => contacts::count(c)?,
    })
}

/// The values that filters offer; of owners only those whose things may be seen.
pub(in crate::pages) fn facets(c: &mut AnyConnection, seen: &Seen) -> Result<Facets> {
    let [industries, countries, mut owners] = lists::facets(c)?;
    if let Some(whose) = &seen.whose {
        owners.retain(|owner| whose.owners.contains(owner));
    }
    Ok(Facets { industries, countries, owners })
}

fn filter(query: &ContactsQuery, model: Option<&LoadedModel>, seen: &Seen) -> Result<ContactFilter> {
    // Without scores there is nothing to sort by but the name.
    let scored = model.is_some_and(|model| model.stored.scored_as_of.is_some());
    // An order by names, and half a name, would tell what is masked.
    let by_name = if seen.masked { ContactSort::Arrival } else { ContactSort::Name };
    let look = if seen.masked { sought_whole } else { sought };
    Ok(ContactFilter {
        model_id: model.map_or(0, |model| model.stored.id),
        whose: seen.whose.clone(),
        search: query.search.as_deref().and_then(look),
        ratings: query.ratings.iter().map(|rating| i16::from(rating.index())).collect(),
        account_id: query.account,
        has_account: query.has_account,
        industry: query.industry.clone(),
        country: query.country.clone(),
        owner: query.owner.clone(),
        sort: if scored && query.sort.is_of_scores() { query.sort } else { by_name },
        reversed: query.reversed,
        position: from_cursor(query.cursor.as_deref())?,
        limit: if query.limit == 0 { PAGE } else { query.limit },
    })
}

fn place(sort: ContactSort, line: &ContactLine) -> (Key, i64) {
    let key = match (sort, &line.score) {
        (ContactSort::Score, Some(score)) => Key::Number(i64::from(score.sort_key)),
        (ContactSort::Activity, Some(score)) => Key::Number(activity_place(score.last_activity_at)),
        (ContactSort::Arrival, _) => Key::Number(line.id),
        _ => Key::Text(line.name_folded.clone()),
    };
    (key, line.id)
}

/// A row of the list.
pub(in crate::pages) fn row(line: ContactLine, seen: &Seen) -> Result<ContactRow> {
    let score = line.score;
    Ok(ContactRow {
        id: line.id,
        name: seen.name(line.name),
        email: line.email.map(|email| seen.email(email)),
        title: line.title,
        account: line.account_id.zip(line.account),
        rating: score.as_ref().map(scores::ContactScore::rating).transpose()?,
        fit: score.map_or(Points::ZERO, |score| points(score.fit)),
        engagement: score.map_or(Points::ZERO, |score| points(score.engagement)),
        rank: score.map_or(Points::ZERO, |score| points(score.rank)),
        last_activity: score.and_then(|score| score.last_activity_at).map(Instant::from_millis),
    })
}
