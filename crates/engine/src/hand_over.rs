//! Hand-over: a contact whose rating stands in a hand-off cell becomes a lead, once, with its SLA clock running.

use bareme_scoring::{
    Action, COOL_OFF_DAYS, DAY_MS, Detail, Event, Instant, Lead, Rating, Reasons, Score, Transition,
    may_hand_off, project,
};
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
    let mut candidates = Vec::new();
    let with_leads = engine.database().read(|c| -> Result<Vec<(i64, i64)>> {
        scores::for_each_contact(c, model_id, 0..i64::MAX, |score| -> Result<()> {
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
    let ids: Vec<i64> = chosen.iter().map(|candidate| candidate.contact_id).collect();
    let people = contacts::list_by_ids(c, &ids)?;
    for (candidate, contact) in chosen.iter().zip(&people) {
        open_lead(c, model, contact, candidate, as_of)?;
    }
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
    open_lead(c, model, contact, &candidate, as_of)?;
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

fn open_lead(
    c: &mut AnyConnection,
    model: &LoadedModel,
    contact: &Contact,
    candidate: &Candidate,
    as_of: Instant,
) -> Result<()> {
    let text = |name: &str| contact.attributes.get(name).map(ToString::to_string);
    let owner = match (text("owner"), contact.account_id) {
        (None, Some(account)) => accounts::find(c, account)?
            .and_then(|account| account.attributes.get("owner").map(ToString::to_string)),
        (owner, _) => owner,
    };
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
    let id = sequences::take(c, "leads", 1)?;
    let write = LeadWrite { id, opening: &opening, opened_at: as_of, lead: &lead, new: &entries };
    leads::append(c, &[write], as_of)?;
    Ok(())
}
