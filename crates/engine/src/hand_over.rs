//! Hand-over: a contact whose rating stands in a hand-off cell becomes a lead, once, with its SLA clock running.

use bareme_scoring::{
    Action, COOL_OFF_DAYS, DAY_MS, Detail, Event, Instant, Lead, Rating, Reasons, Score, Transition,
    may_hand_off, project,
};
use bareme_store::accounts::Account;
use bareme_store::contacts::Contact;
use bareme_store::leads::{self, LeadLog, LeadWrite, Opening};
use bareme_store::scores::ContactScore;
use bareme_store::{AnyConnection, accounts, contacts, scores, sequences};

use crate::{Engine, EngineError, LoadedModel, Result};

/// Who does what no person did.
const SYSTEM: &str = "system";

/// Contacts handled in one transaction.
const PART: usize = 2_000;

/// A contact that may be handed over.
struct Candidate {
    contact_id: i64,
    rating: Rating,
    sla_hours: Option<u32>,
}

/// Hands over every contact whose stored rating says so and whose earlier leads do not stand in the way.
pub(crate) fn hand_over_all(engine: &Engine, model: &LoadedModel, as_of: Instant) -> Result<u64> {
    let model_id = model.stored.id;
    let cells: Vec<i16> = model
        .model
        .matrix
        .cells()
        .filter(|(_, cell)| cell.action == Action::HandOff)
        .map(|(rating, _)| i16::from(rating.index()))
        .collect();
    let mut candidates = Vec::new();
    let with_leads = engine.database().read(|c| -> Result<Vec<(i64, i64)>> {
        scores::for_each_contact_rated(c, model_id, &cells, |score| -> Result<()> {
            candidates.extend(candidate(model, &score)?);
            Ok(())
        })?;
        Ok(leads::list_contacts(c, model_id)?)
    })?;
    // The sweep below is for the many whose lead is open already: they need no log read.
    let mut handed_over = 0;
    for part in candidates.chunks(PART) {
        handed_over += engine.database().write(|c| hand_over_part(c, model, part, &with_leads, as_of))?;
    }
    Ok(handed_over)
}

fn candidate(model: &LoadedModel, score: &ContactScore) -> Result<Option<Candidate>> {
    let rating = score.rating()?;
    let cell = model.model.matrix.cell(rating);
    let hands_off = cell.action == Action::HandOff && !score.knocked_out;
    Ok(hands_off.then_some(Candidate { contact_id: score.contact_id, rating, sla_hours: cell.sla_hours }))
}

fn hand_over_part(
    c: &mut AnyConnection,
    model: &LoadedModel,
    part: &[Candidate],
    with_leads: &[(i64, i64)],
    as_of: Instant,
) -> Result<u64> {
    let mut lead_ids = Vec::new();
    for candidate in part {
        let start = with_leads.partition_point(|(contact, _)| *contact < candidate.contact_id);
        let own = with_leads.iter().skip(start).take_while(|(contact, _)| *contact == candidate.contact_id);
        lead_ids.extend(own.map(|(_, lead)| *lead));
    }
    let logs = leads::list_logs(c, &lead_ids)?;
    let mut chosen = Vec::new();
    for candidate in part {
        let own: Vec<&LeadLog> =
            logs.iter().filter(|lead| lead.opening.contact_id == candidate.contact_id).collect();
        if allowed(&own, as_of)? {
            chosen.push(candidate);
        }
    }
    open_leads(c, model, &chosen, as_of)?;
    Ok(chosen.len() as u64)
}

/// Hands one contact over when its score says so; whether it did.
pub(crate) fn hand_over_one(
    c: &mut AnyConnection,
    model: &LoadedModel,
    contact: &Contact,
    score: &Score,
    as_of: Instant,
) -> Result<bool> {
    if score.action != Action::HandOff {
        return Ok(false);
    }
    let ids = leads::list_ids_of_contact(c, contact.id)?;
    let logs = leads::list_logs(c, &ids)?;
    let own: Vec<&LeadLog> = logs.iter().filter(|lead| lead.opening.model_id == model.stored.id).collect();
    if !allowed(&own, as_of)? {
        return Ok(false);
    }
    let candidate = Candidate { contact_id: contact.id, rating: score.rating(), sla_hours: score.sla_hours };
    open_leads(c, model, &[&candidate], as_of)?;
    Ok(true)
}

fn allowed(own: &[&LeadLog], as_of: Instant) -> Result<bool> {
    let previous: Vec<Lead> = own
        .iter()
        .map(|lead| {
            // What happened after the moment does not exist yet.
            let until_then: Vec<&Transition> = lead.log.iter().filter(|entry| entry.at <= as_of).collect();
            project(until_then).map_err(|refusal| EngineError::Invalid(refusal.to_string()))
        })
        .collect::<Result<_>>()?;
    let later = own.iter().any(|lead| lead.log.iter().any(|entry| entry.at > as_of));
    Ok(!later && may_hand_off(&previous, as_of, COOL_OFF_DAYS).is_ok())
}

/// A lead that is about to be written.
struct NewLead {
    id: i64,
    opening: Opening,
    lead: Lead,
    entries: Vec<Transition>,
}

/// Opens a lead for each candidate, in one go.
fn open_leads(
    c: &mut AnyConnection,
    model: &LoadedModel,
    chosen: &[&Candidate],
    as_of: Instant,
) -> Result<()> {
    let ids: Vec<i64> = chosen.iter().map(|candidate| candidate.contact_id).collect();
    let people = contacts::list_by_ids(c, &ids)?;
    let mut account_ids: Vec<i64> = people.iter().filter_map(|contact| contact.account_id).collect();
    account_ids.sort_unstable();
    account_ids.dedup();
    let companies = accounts::list_by_ids(c, &account_ids)?;
    let first_id = sequences::take(c, "leads", chosen.len())?;
    let mut new = Vec::with_capacity(chosen.len());
    for (id, (candidate, contact)) in (first_id..).zip(chosen.iter().zip(&people)) {
        let company = contact.account_id.and_then(|id| {
            companies
                .binary_search_by_key(&id, |account| account.id)
                .ok()
                .and_then(|place| companies.get(place))
        });
        new.push(new_lead(id, model, candidate, contact, company, as_of)?);
    }
    let writes: Vec<LeadWrite<'_>> = new
        .iter()
        .map(|new| LeadWrite {
            id: new.id,
            opening: &new.opening,
            opened_at: as_of,
            lead: &new.lead,
            new: &new.entries,
        })
        .collect();
    Ok(leads::append(c, &writes, as_of)?)
}

fn new_lead(
    id: i64,
    model: &LoadedModel,
    candidate: &Candidate,
    contact: &Contact,
    company: Option<&Account>,
    as_of: Instant,
) -> Result<NewLead> {
    let text = |name: &str| contact.attributes.get(name).map(ToString::to_string);
    let owner = text("owner")
        .or_else(|| company.and_then(|company| company.attributes.get("owner").map(ToString::to_string)));
    let opening = Opening {
        key: None,
        contact_id: contact.id,
        model_id: model.stored.id,
        source: text("source"),
        campaign: text("campaign"),
    };
    let detail = Detail {
        owner,
        rating: Some(candidate.rating),
        model_version: Some(model.stored.version.id),
        sla_due_at: candidate.sla_hours.map(|hours| as_of.plus_millis(i64::from(hours) * DAY_MS / 24)),
        ..Detail::default()
    };
    let refused = |refusal: bareme_scoring::Refusal| EngineError::Invalid(refusal.to_string());
    let mut lead = Lead::default();
    let entries = lead.decide(Event::HandOff, as_of, SYSTEM, detail, &Reasons::default()).map_err(refused)?;
    for entry in &entries {
        lead.apply(entry).map_err(refused)?;
    }
    Ok(NewLead { id, opening, lead, entries })
}
