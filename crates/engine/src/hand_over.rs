//! Hand-over: a contact whose rating stands in a hand-off cell becomes a lead, once, with its SLA clock running.

use std::collections::BTreeMap;

use bareme_scoring::{
    Act, Action, Assignee, By, HandOver, Instant, Lead, Party, Rating, Refusal, Routed, Score, Stage,
    Transition, Turns, Value, may_hand_off,
};
use bareme_store::accounts::Account;
use bareme_store::contacts::Contact;
use bareme_store::leads::{self, LeadLog, LeadWrite, Opening};
use bareme_store::scores::ContactScore;
use bareme_store::{AnyConnection, accounts, contacts, scores, sequences, turns};

use crate::agreement::Agreement;
use crate::sweep::SYSTEM;
use crate::work::projected;
use crate::{Engine, EngineError, LoadedModel, Result};

/// Contacts handled in one transaction.
const PART: usize = 2_000;

/// A contact that may be handed over.
struct Candidate {
    contact_id: i64,
    rating: Rating,
    priority: u8,
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
        handed_over += engine.database().write(|c| {
            let agreement = engine.agreement(c)?;
            hand_over_part(c, model, part, &agreement, as_of)
        })?;
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
    Ok(hands_off.then_some(Candidate {
        contact_id: score.contact_id,
        rating,
        priority: cell.priority,
        sla_hours: cell.sla_hours,
    }))
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
    agreement: &Agreement,
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
    let refusing = without_consent(c, &ids)?;
    for candidate in part.iter().filter(|candidate| !refusing.contains(&candidate.contact_id)) {
        let own = by_contact.get(&candidate.contact_id).map(Vec::as_slice).unwrap_or_default();
        if let Some(way) = way(own, agreement.cool_off_days, as_of)? {
            chosen.push((candidate, way));
        }
    }
    hand_over(c, model, &chosen, agreement, as_of)?;
    Ok(chosen.len() as u64)
}

/// Those of some contacts who said that they do not want to be contacted. Who said nothing may be.
fn without_consent(c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<i64>> {
    let people = contacts::list_by_ids(c, ids)?;
    let refuses = |contact: &&Contact| contact.attributes.get("consent") == Some(&Value::Boolean(false));
    Ok(people.iter().filter(refuses).map(|contact| contact.id).collect())
}

/// Hands one contact, which the transaction has taken, over when its score says so; whether it did.
pub(crate) fn hand_over_one(
    engine: &Engine,
    c: &mut AnyConnection,
    model: &LoadedModel,
    contact: &Contact,
    score: &Score,
    as_of: Instant,
) -> Result<bool> {
    if score.action != Action::HandOff {
        return Ok(false);
    }
    let agreement = engine.agreement(c)?;
    let candidate = Candidate {
        contact_id: contact.id,
        rating: score.rating(),
        priority: score.priority,
        sla_hours: score.sla_hours,
    };
    Ok(hand_over_part(c, model, &[candidate], &agreement, as_of)? > 0)
}

/// The way in which a contact with these leads is handed over; `None` when something stands in it.
fn way<'l>(own: &[&'l LeadLog], cool_off_days: u32, as_of: Instant) -> Result<Option<Way<'l>>> {
    // What is known to happen later must not be contradicted.
    if own.iter().any(|lead| lead.log.iter().any(|entry| entry.at > as_of)) {
        return Ok(None);
    }
    let previous: Vec<Lead> = own.iter().map(|lead| projected(lead)).collect::<Result<_>>()?;
    if may_hand_off(&previous, as_of, cool_off_days).is_err() {
        return Ok(None);
    }
    let inquiries = own.iter().zip(&previous).filter(|(_, lead)| lead.stage == Stage::Inquiry);
    let latest = inquiries.max_by_key(|(log, lead)| (lead.last_at, log.id));
    Ok(Some(latest.map_or(Way::New, |(log, _)| Way::Inquiry(log))))
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
    agreement: &Agreement,
    as_of: Instant,
) -> Result<()> {
    let mut turns = RoutingTurns::default();
    if !agreement.routing.rules().is_empty() && !chosen.is_empty() {
        turns::take_routing(c)?;
        turns.last = turns::list_routing(c)?;
    }
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
        let to = match lead.lead.owner.clone() {
            // Who has the inquiry already keeps it.
            Some(owner) => of_owner(agreement, Some(owner)),
            None => assignee(agreement, contact, company, &mut turns, as_of),
        };
        lead.write_hand_off(model, candidate, to, agreement, as_of)?;
        handed_over.push(lead);
    }
    for (queue, person) in &turns.taken {
        turns::upsert_routing(c, queue, person)?;
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

/// Who gets a lead: whom the routing names, or else who owns the contact or its account.
fn assignee(
    agreement: &Agreement,
    contact: &Contact,
    company: Option<&Account>,
    turns: &mut RoutingTurns,
    as_of: Instant,
) -> Assignee {
    let account = company.map(|company| &company.attributes);
    let routed = Routed { contact: &contact.attributes, account, as_of };
    if let Some(route) = agreement.routing.route(&routed, &agreement.teams, &turns.last) {
        if let Some((queue, person)) = route.turn() {
            turns.last.insert(queue.to_owned(), person.to_owned());
            turns.taken.insert(queue.to_owned(), person.to_owned());
        }
        return route.to;
    }
    let own = contact.attributes.get("owner").or_else(|| account.and_then(|facts| facts.get("owner")));
    of_owner(agreement, own.map(ToString::to_string))
}

/// An owner with their team.
fn of_owner(agreement: &Agreement, owner: Option<String>) -> Assignee {
    let team = owner.as_deref().and_then(|owner| agreement.team_of(owner)).map(|team| team.name.clone());
    Assignee { owner, team, rule: None }
}

/// Whose turn it is, while leads are handed over.
#[derive(Default)]
struct RoutingTurns {
    last: Turns,
    /// What is to be written down.
    taken: Turns,
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
        to: Assignee,
        agreement: &Agreement,
        as_of: Instant,
    ) -> Result<()> {
        let over = HandOver {
            rating: candidate.rating,
            model_version: model.stored.version.id,
            priority: candidate.priority,
            sla_due_at: candidate.sla_hours.map(|hours| agreement.clock.due_at(as_of, hours)),
            to,
        };
        let by = By::now(Party::System, SYSTEM, as_of, &agreement.reasons);
        self.entries = self.lead.act(Act::HandOff(over), &by).map_err(|refusal| refused(&refusal))?;
        for entry in &self.entries {
            self.lead.apply(entry).map_err(|refusal| refused(&refusal))?;
        }
        Ok(())
    }
}
