//! Leads: the list, and those of a contact with their logs.

use bareme_scoring::{Instant, Rating, Stage};
use bareme_store::leads::{self, LeadLog};
use bareme_store::lists::{self, Key, LeadFilter, LeadLine};
use bareme_store::scores::rating_of;
use bareme_store::{AnyConnection, models};

pub use bareme_store::lists::LeadField;

use crate::pages::{PAGE, from_cursor, slice};
use crate::view::{LeadRow, LeadView, LeadsPage, TransitionView};
use crate::{Engine, EngineError, LoadedModel, Result};

/// What the list should show. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct LeadsQuery {
    /// Name of the model; leads of all models when absent.
    pub model: Option<String>,
    /// Where they stand now.
    pub stage: Option<Stage>,
    /// A stage that they reached.
    pub reached: Option<Stage>,
    /// MQL from this moment on …
    pub mql_from: Option<Instant>,
    /// … and before this one.
    pub mql_before: Option<Instant>,
    /// Only those that sales should have answered by now.
    pub overdue: bool,
    /// Ratings at hand-over.
    pub ratings: Vec<Rating>,
    /// Source.
    pub source: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Reason.
    pub reason: Option<String>,
    /// Country of the contact's account.
    pub country: Option<String>,
    /// Industry of the contact's account.
    pub industry: Option<String>,
    /// Only those that have nothing here.
    pub without: Option<LeadField>,
    /// Place in the list.
    pub cursor: Option<String>,
}

/// One page of leads, the latest change first.
///
/// # Errors
///
/// An unknown model, a bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &LeadsQuery) -> Result<LeadsPage> {
    engine.database().read(|c| {
        let loaded = engine.models(c)?;
        let model_id = match &query.model {
            None => None,
            Some(name) => Some(
                loaded
                    .iter()
                    .find(|model| model.stored.name == *name)
                    .map(|model| model.stored.id)
                    .ok_or_else(|| EngineError::not_found("model", name))?,
            ),
        };
        let filter = filter(engine, query, model_id)?;
        let paged = lists::list_leads(c, &filter)?;
        Ok(LeadsPage {
            models: loaded.iter().map(LoadedModel::reference).collect(),
            slice: slice(paged, |line| (Key::Number(-line.lead.stage_at), line.lead.id), row)?,
            fitting: lists::count_leads(c, &filter)?,
            total: leads::count(c)?,
        })
    })
}

/// How many leads fit a query, whatever its place.
pub(super) fn count(engine: &Engine, c: &mut AnyConnection, query: &LeadsQuery) -> Result<u64> {
    Ok(lists::count_leads(c, &filter(engine, query, None)?)?)
}

fn filter(engine: &Engine, query: &LeadsQuery, model_id: Option<i64>) -> Result<LeadFilter> {
    Ok(LeadFilter {
        model_id,
        stage: query.stage,
        reached: query.reached,
        mql_from: query.mql_from,
        mql_before: query.mql_before,
        due_before: query.overdue.then(|| engine.now()),
        ratings: query.ratings.iter().map(|rating| i16::from(rating.index())).collect(),
        source: query.source.clone(),
        owner: query.owner.clone(),
        campaign: query.campaign.clone(),
        reason: query.reason.clone(),
        country: query.country.clone(),
        industry: query.industry.clone(),
        without: query.without,
        position: from_cursor(query.cursor.as_deref())?,
        limit: PAGE,
    })
}

fn row(line: LeadLine) -> Result<LeadRow> {
    let lead = line.lead;
    let rating = lead.rating.map(|number| rating_of("leads", lead.id, number)).transpose()?;
    let stage = lead.stage()?;
    Ok(LeadRow {
        id: lead.id,
        contact: (lead.contact_id, line.contact),
        account: line.account_id.zip(line.account),
        stage,
        rating,
        mql_at: lead.mql_at.map(Instant::from_millis),
        stage_at: Instant::from_millis(lead.stage_at),
        owner: lead.owner,
        source: lead.source,
        reason: lead.reason,
        due_at: lead.due_at.filter(|_| stage == Stage::Mql).map(Instant::from_millis),
    })
}

/// The leads of a contact with their logs, newest first.
pub(super) fn of_contact(engine: &Engine, c: &mut AnyConnection, contact: i64) -> Result<Vec<LeadView>> {
    let ids = leads::list_ids_of_contact(c, contact)?;
    let loaded = engine.models(c)?;
    let mut views = Vec::new();
    for lead in leads::list_logs(c, &ids)? {
        views.push(view(c, &loaded, lead)?);
    }
    views.sort_by_key(|lead| std::cmp::Reverse(lead.transitions.first().map(|entry| entry.at)));
    Ok(views)
}

fn view(c: &mut AnyConnection, loaded: &[LoadedModel], lead: LeadLog) -> Result<LeadView> {
    let now =
        bareme_scoring::project(&lead.log).map_err(|refusal| EngineError::Invalid(refusal.to_string()))?;
    let version = match now.model_version {
        Some(id) => models::find_version(c, id)?.and_then(|version| u32::try_from(version.number).ok()),
        None => None,
    };
    let model = loaded.iter().find(|model| model.stored.id == lead.opening.model_id);
    Ok(LeadView {
        id: lead.id,
        key: lead.opening.key,
        stage: now.stage,
        model: model.map(|model| model.stored.title.clone()).unwrap_or_default(),
        version,
        owner: now.owner,
        due_at: now.sla_due_at.filter(|_| now.stage == Stage::Mql),
        transitions: lead
            .log
            .into_iter()
            .map(|entry| TransitionView {
                at: entry.at,
                from: (entry.seq > 1).then_some(entry.from),
                to: entry.to,
                who: entry.who,
                reason: entry.detail.reason,
                note: entry.detail.note,
                rating: entry.detail.rating,
                implied: entry.implied,
            })
            .collect(),
    })
}
