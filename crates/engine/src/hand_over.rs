//! Hand-over: a contact whose rating stands in a hand-off cell becomes a lead, once, with its SLA clock running.

use std::collections::BTreeMap;

use bareme_scoring::{
    Action, COOL_OFF_DAYS, DAY_MS, Detail, Event, Instant, Lead, Rating, Reasons, Refusal, Score, Stage,
    Transition, may_hand_off, project,
};
use bareme_store::accounts::Account;
use bareme_store::contacts::Contact;
use bareme_store::leads::{self, LeadLog, LeadWrite, Opening};
use bareme_store::scores::ContactScore;
use bareme_store::{AnyConnection, accounts, contacts, scores, sequences, turns};

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
    engine.database().read(|c| {
        // Most of those who stand in a hand-off cell have been handed over long ago: their logs need not be read.
        let held = leads::list_contacts_at(c, model_id, &held_stages())?;
        scores::for_each_contact_rated(c, model_id, &cells, |score| -> Result<()> {
            if held.binary_search(&score.contact_id).is_err() {
                candidates.extend(candidate(model, &score)?);
            }
            Ok(())
        })
    })?;
    let mut handed_over = 0;
    for part in candidates.chunks(PART) {
        handed_over += engine.database().write(|c| hand_over_part(c, model, part, as_of))?;
    }
    Ok(handed_over)
}

/// The stages of a lead that keep its contact from being handed over again, whenever it came there.
fn held_stages() -> Vec<Stage> {
    let holds = |stage: &Stage| stage.is_open() || matches!(stage, Stage::Won | Stage::Disqualified);
    Stage::ALL.into_iter().filter(holds).collect()
}

fn candidate(model: &LoadedModel, score: &ContactScore) -> Result<Option<Candidate>> {
    let rating = score.rating()?;
    let cell = model.model.matrix.cell(rating);
    let hands_off = cell.action == Action::HandOff && !score.knocked_out;
    Ok(hands_off.then_some(Candidate { contact_id: score.contact_id, rating, sla_hours: cell.sla_hours }))
}

/// What becomes of a candidate whose earlier leads do not stand in the way.
enum Way<'l> {
    /// A lead of its own.
    New,
    /// The inquiry that it has already is the one that is handed over.
    Inquiry(&'l LeadLog),
}

fn hand_over_part(
    c: &mut AnyConnection,
    model: &LoadedModel,
    part: &[Candidate],
    as_of: Instant,
) -> Result<u64> {
    let ids: Vec<i64> = part.iter().map(|candidate| candidate.contact_id).collect();
    turns::take_contacts(c, &ids)?;
    let lead_ids = leads::list_ids_of_contacts(c, model.stored.id, &ids)?;
    let logs = leads::list_logs(c, &lead_ids)?;
    let mut by_contact: BTreeMap<i64, Vec<&LeadLog>> = BTreeMap::new();
    for lead in &logs {
        by_contact.entry(lead.opening.contact_id).or_default().push(lead);
    }
    let mut chosen = Vec::new();
    for candidate in part {
        let own = by_contact.get(&candidate.contact_id).map(Vec::as_slice).unwrap_or_default();
        if let Some(way) = way(own, as_of)? {
            chosen.push((candidate, way));
        }
    }
    hand_over(c, model, &chosen, as_of)?;
    Ok(chosen.len() as u64)
}

/// Hands one contact, which the transaction has taken, over when its score says so; whether it did.
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
    let candidate = Candidate { contact_id: contact.id, rating: score.rating(), sla_hours: score.sla_hours };
    Ok(hand_over_part(c, model, &[candidate], as_of)? > 0)
}

/// The way in which a contact with these leads is handed over; `None` when something stands in it.
fn way<'l>(own: &[&'l LeadLog], as_of: Instant) -> Result<Option<Way<'l>>> {
    // What is known to happen later must not be contradicted.
    if own.iter().any(|lead| lead.log.iter().any(|entry| entry.at > as_of)) {
        return Ok(None);
    }
    let previous: Vec<Lead> = own.iter().map(|lead| projected(lead)).collect::<Result<_>>()?;
    if may_hand_off(&previous, as_of, COOL_OFF_DAYS).is_err() {
        return Ok(None);
    }
    let inquiries = own.iter().zip(&previous).filter(|(_, lead)| lead.stage == Stage::Inquiry);
    let latest = inquiries.max_by_key(|(log, lead)| (lead.last_at, log.id));
    Ok(Some(latest.map_or(Way::New, |(log, _)| Way::Inquiry(log))))
}

fn projected(lead: &LeadLog) -> Result<Lead> {
    project(&lead.log).map_err(|refusal| refused(&refusal))
}

fn refused(refusal: &Refusal) -> EngineError {
    EngineError::Invalid(refusal.to_string())
}

/// A lead that is about to be written.
struct HandedOver {
    id: i64,
    opening: Opening,
    opened_at: Instant,
    lead: Lead,
    entries: Vec<Transition>,
}

/// Hands all of them over, in one go.
fn hand_over(
    c: &mut AnyConnection,
    model: &LoadedModel,
    chosen: &[(&Candidate, Way<'_>)],
    as_of: Instant,
) -> Result<()> {
    let ids: Vec<i64> = chosen.iter().map(|(candidate, _)| candidate.contact_id).collect();
    let people = contacts::list_by_ids(c, &ids)?;
    let mut account_ids: Vec<i64> = people.iter().filter_map(|contact| contact.account_id).collect();
    account_ids.sort_unstable();
    account_ids.dedup();
    let companies = accounts::list_by_ids(c, &account_ids)?;
    let new = chosen.iter().filter(|(_, way)| matches!(way, Way::New)).count();
    let mut next_id = sequences::take(c, "leads", new)?;
    let mut handed_over = Vec::with_capacity(chosen.len());
    for ((candidate, way), contact) in chosen.iter().zip(&people) {
        let company = contact.account_id.and_then(|id| {
            let place = companies.binary_search_by_key(&id, |account| account.id).ok()?;
            companies.get(place)
        });
        let mut lead = match way {
            Way::Inquiry(log) => going_on(log, as_of)?,
            Way::New => {
                next_id += 1;
                opened(next_id - 1, model, contact, as_of)
            }
        };
        lead.write_hand_off(model, candidate, owner(contact, company), as_of)?;
        handed_over.push(lead);
    }
    let writes: Vec<LeadWrite<'_>> = handed_over
        .iter()
        .map(|lead| LeadWrite {
            id: lead.id,
            opening: &lead.opening,
            opened_at: lead.opened_at,
            lead: &lead.lead,
            new: &lead.entries,
        })
        .collect();
    Ok(leads::append(c, &writes, as_of)?)
}

fn owner(contact: &Contact, company: Option<&Account>) -> Option<String> {
    let own = contact.attributes.get("owner").map(ToString::to_string);
    own.or_else(|| company.and_then(|company| company.attributes.get("owner").map(ToString::to_string)))
}

fn opened(id: i64, model: &LoadedModel, contact: &Contact, as_of: Instant) -> HandedOver {
    let text = |name: &str| contact.attributes.get(name).map(ToString::to_string);
    let opening = Opening {
        key: None,
        contact_id: contact.id,
        model_id: model.stored.id,
        source: text("source"),
        campaign: text("campaign"),
    };
    HandedOver { id, opening, opened_at: as_of, lead: Lead::default(), entries: Vec::new() }
}

fn going_on(log: &LeadLog, as_of: Instant) -> Result<HandedOver> {
    Ok(HandedOver {
        id: log.id,
        opening: log.opening.clone(),
        opened_at: log.log.first().map_or(as_of, |entry| entry.at),
        lead: projected(log)?,
        entries: Vec::new(),
    })
}

impl HandedOver {
    fn write_hand_off(
        &mut self,
        model: &LoadedModel,
        candidate: &Candidate,
        owner: Option<String>,
        as_of: Instant,
    ) -> Result<()> {
        let detail = Detail {
            // Who has the inquiry already keeps it.
            owner: owner.filter(|_| self.lead.owner.is_none()),
            rating: Some(candidate.rating),
            model_version: Some(model.stored.version.id),
            sla_due_at: candidate.sla_hours.map(|hours| as_of.plus_millis(i64::from(hours) * DAY_MS / 24)),
            ..Detail::default()
        };
        let reasons = Reasons::default();
        let decided = self.lead.decide(Event::HandOff, as_of, SYSTEM, detail, &reasons);
        self.entries = decided.map_err(|refusal| refused(&refusal))?;
        for entry in &self.entries {
            self.lead.apply(entry).map_err(|refusal| refused(&refusal))?;
        }
        Ok(())
    }
}
