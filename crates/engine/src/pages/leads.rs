//! Leads: the list, the file of it, and those of a contact with their logs.

mod export;

use bareme_access::Action;
use bareme_scoring::{Instant, Stage};
use bareme_store::leads::{self, LeadLog};
use bareme_store::lists::{self, Key, LeadLine, Paged, Position};
use bareme_store::scores::rating_of;
use bareme_store::{AnyConnection, models, whose};

pub use export::export;

use crate::pages::worklist::reasons;
use crate::pages::{PAGE, from_cursor, slice};
use crate::reports::{Selection, with_picked};
use crate::sight::Seen;
use crate::view::{LeadRow, LeadView, LeadsPage, TransitionView};
use crate::{Engine, EngineError, LoadedModel, Result};

/// What the list should show.
#[derive(Clone, Debug, Default)]
pub struct LeadsQuery {
    /// Which leads.
    pub selection: Selection,
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
        engine.must(Action::SeeLeads)?;
        let loaded = engine.models(c)?;
        let position = from_cursor(query.cursor.as_deref())?;
        let (places, fitting, total) = with_picked(engine, c, &query.selection, |rows, ground| {
            let places: Vec<Place> = rows.map(|row| (row.stage_at().millis(), row.id)).collect();
            let fitting = places.len() as u64;
            (page_of(places, position.as_ref(), PAGE), fitting, ground.count())
        })?;
        let ids: Vec<i64> = places.rows.iter().map(|(_, id)| *id).collect();
        let mut lines = lists::list_leads(c, &ids)?;
        lines.sort_by_key(|line| std::cmp::Reverse((line.lead.stage_at, line.lead.id)));
        let paged = Paged { rows: lines, more_after: places.more_after, more_before: places.more_before };
        Ok(LeadsPage {
            models: loaded.iter().map(LoadedModel::reference).collect(),
            slice: slice(paged, |line| (Key::Number(-line.lead.stage_at), line.lead.id), row)?,
            fitting,
            total,
            reasons: reasons(&engine.agreement(c)?.reasons),
        })
    })
}

/// When a lead reached the stage that it is in, and its id: what the list is ordered by, the last first.
type Place = (i64, i64);

/// The places of one page. The key of a position is the negative of the time.
fn page_of(mut places: Vec<Place>, position: Option<&Position>, limit: usize) -> Paged<Place> {
    let beyond = match position.map(|position| (&position.key, position.id)) {
        Some((Key::Number(key), id)) => Some((key.saturating_neg(), id)),
        Some((Key::Text(_), _)) => return Paged { rows: Vec::new(), more_after: false, more_before: false },
        None => None,
    };
    let backwards = position.is_some_and(|position| position.backwards);
    places.retain(|place| {
        beyond.is_none_or(|beyond| if backwards { *place > beyond } else { *place < beyond })
    });
    let more = places.len() > limit;
    // Only the page is put in order, not the whole list.
    if more && backwards {
        places.select_nth_unstable(limit);
    } else if more {
        places.select_nth_unstable_by(limit, |one, next| next.cmp(one));
    }
    places.truncate(limit);
    places.sort_unstable_by(|one, next| next.cmp(one));
    Paged {
        rows: places,
        more_after: if backwards { true } else { more },
        more_before: if backwards { more } else { position.is_some() },
    }
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
pub(super) fn of_contact(
    engine: &Engine,
    c: &mut AnyConnection,
    seen: &Seen,
    contact: i64,
) -> Result<Vec<LeadView>> {
    let mut ids = leads::list_ids_of_contact(c, contact)?;
    if let Some(whose) = &seen.whose {
        ids = whose::leads_among(c, whose, &ids)?;
    }
    let loaded = engine.models(c)?;
    let mut views = Vec::new();
    for lead in leads::list_logs(c, &ids)? {
        views.push(view(c, seen, &loaded, lead)?);
    }
    views.sort_by_key(|lead| std::cmp::Reverse(lead.transitions.first().map(|entry| entry.at)));
    Ok(views)
}

fn view(c: &mut AnyConnection, seen: &Seen, loaded: &[LoadedModel], lead: LeadLog) -> Result<LeadView> {
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
                // What people wrote may name whom the page does not.
                note: entry.detail.note.filter(|_| !seen.masked),
                rating: entry.detail.rating,
                implied: entry.implied,
            })
            .collect(),
    })
}
