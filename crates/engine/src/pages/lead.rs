//! One lead: where it stands, why it was handed over, its log, and what may be done with it now.

use bareme_access::Action;
use bareme_scoring::{Event, Instant, Lead, Party, Stage, Transition, project};
use bareme_store::contacts::{self, Contact};
use bareme_store::leads::{self, LeadLog};
use bareme_store::scores::{self, ContactScore, rating_of};
use bareme_store::{AnyConnection, accounts};

use super::ledger::{cell_view, engagement_ledger, fit_ledger, fit_weights};
use super::worklist::{Models, people_in, reasons, sla};
use crate::past::Past;
use crate::prediction::ahead_of;
use crate::view::{CompanyCard, HandOverView, LeadPage, LogEntry, PersonCard};
use crate::{Engine, EngineError, LoadedModel, Result};

/// What sales does, in the order in which it is offered: the way on first.
const OFFERED: [Event; 8] = [
    Event::Accept,
    Event::Qualify,
    Event::OpenOpportunity,
    Event::Win,
    Event::Reject,
    Event::Return,
    Event::Lose,
    Event::Assign,
];

/// One lead, as `who` sees it.
///
/// # Errors
///
/// An unknown lead, and those of the store.
pub fn show(engine: &Engine, id: i64, who: Option<&str>) -> Result<LeadPage> {
    engine.database().read(|c| {
        engine.seen(c, Action::SeeLeads)?.lead(c, id)?;
        let log = leads::list_logs(c, &[id])?.pop().ok_or_else(|| EngineError::not_found("lead", id))?;
        let lead = project(&log.log).map_err(|refusal| EngineError::Invalid(refusal.to_string()))?;
        let contact = contacts::find(c, log.opening.contact_id)?
            .ok_or_else(|| EngineError::not_found("contact", log.opening.contact_id))?;
        let mut models = Models::load(engine, c)?;
        let model = models.of(log.opening.model_id).cloned();
        let agreement = engine.agreement(c)?;
        let due = lead.sla_due_at.filter(|_| lead.stage == Stage::Mql).map(Instant::millis);
        let version = match lead.model_version {
            Some(version) => models.version(engine, c, version)?,
            None => None,
        };
        let cell = lead.rating.zip(version.as_ref());
        let cell = cell.map(|(rating, (_, model))| cell_view(rating, model.matrix.cell(rating)));
        let (mut chance, mut why) = (None, None);
        if let Some(model) = &model {
            let known = Past::load(engine, c, &contact)?;
            let handed_over = lead.reached(Stage::Mql).map(|reached| reached.at);
            let ahead = ahead_of(lead.stage).zip(handed_over);
            why = why_handed_over(engine, c, model, &known, &log)?;
            chance = models.chance(engine, c, model, &known, ahead)?;
        }
        Ok(LeadPage {
            id,
            key: log.opening.key.clone(),
            model: model
                .as_ref()
                .filter(|_| log.opening.model_id != 0)
                .map(|model| model.stored.title.clone()),
            source: log.opening.source.clone(),
            campaign: log.opening.campaign.clone(),
            sla: sla(&agreement.clock, due, engine.now()),
            person: person(c, model.as_ref(), &contact)?,
            company: company(c, model.as_ref(), &contact)?,
            chance,
            cell,
            why,
            may: may(engine, c, id, &lead)?,
            undo_until: who.and_then(|who| lead.undo_until(who)).filter(|until| *until >= engine.now()),
            reasons: reasons(&agreement.reasons),
            people: people_in(engine, c, &agreement)?,
            teams: agreement.teams.iter().map(|team| team.name.clone()).collect(),
            log: entries(log),
            lead,
        })
    })
}

/// What the table lets sales do at the stage of a lead.
fn may(engine: &Engine, c: &mut AnyConnection, id: i64, lead: &Lead) -> Result<Vec<Event>> {
    let (works, gives) = (works(engine, c, id, Action::WorkLeads)?, works(engine, c, id, Action::Reassign)?);
    let allowed = |event: Event| if event == Event::Assign { gives } else { works };
    let fits = |event: &Event| {
        Party::Sales.may(*event) && event.targets(lead.stage).next().is_some() && allowed(*event)
    };
    Ok(OFFERED.into_iter().filter(fits).collect())
}

/// Whether whoever looks may do such a thing to a lead.
fn works(engine: &Engine, c: &mut AnyConnection, id: i64, action: Action) -> Result<bool> {
    Ok(engine.may(action) && engine.seen(c, action)?.has_lead(c, id)?)
}

/// The log, newest first, with what was taken back marked.
fn entries(log: LeadLog) -> Vec<LogEntry> {
    let undone: Vec<(u32, u32)> =
        log.log.iter().filter_map(|entry| Some((entry.detail.undoes?, entry.seq))).collect();
    let taken_back = |entry: &Transition| {
        undone.iter().any(|(from, until)| (*from..*until).contains(&entry.seq)) && entry.event != Event::Undo
    };
    log.log.into_iter().rev().map(|entry| LogEntry { taken_back: taken_back(&entry), entry }).collect()
}

fn person(c: &mut AnyConnection, model: Option<&LoadedModel>, contact: &Contact) -> Result<PersonCard> {
    let score = match model {
        Some(model) => scores::find_contact(c, model.stored.id, contact.id)?,
        None => None,
    };
    let text = |name: &str| contact.attributes.get(name).map(ToString::to_string);
    Ok(PersonCard {
        id: contact.id,
        name: contact.name(),
        title: text("title"),
        email: text("email"),
        phone: text("phone"),
        rating: score.as_ref().map(ContactScore::rating).transpose()?,
        last_activity: score.and_then(|score| score.last_activity_at).map(Instant::from_millis),
    })
}

fn company(
    c: &mut AnyConnection,
    model: Option<&LoadedModel>,
    contact: &Contact,
) -> Result<Option<CompanyCard>> {
    let Some(id) = contact.account_id else { return Ok(None) };
    let Some(account) = accounts::find(c, id)? else { return Ok(None) };
    let score = match model {
        Some(model) => scores::find_account(c, model.stored.id, id)?,
        None => None,
    };
    let text = |name: &str| account.attributes.get(name).map(ToString::to_string);
    Ok(Some(CompanyCard {
        id,
        name: account.name().to_owned(),
        industry: text("industry"),
        country: text("country"),
        employees: text("employees").and_then(|number| number.parse().ok()),
        rating: score.map(|score| rating_of("account_scores", id, score.rating)).transpose()?,
    }))
}

/// The score at the moment of the hand-over, by the version of that time. It is computed again: the score is a pure
/// function of what was known, so it is the one of that time unless facts of that time came in later.
fn why_handed_over(
    engine: &Engine,
    c: &mut AnyConnection,
    model: &LoadedModel,
    known: &Past,
    log: &LeadLog,
) -> Result<Option<HandOverView>> {
    let handed = log.log.iter().rev().find(|entry| entry.event == Event::HandOff && !entry.implied);
    let Some(handed) = handed else { return Ok(None) };
    let (Some(rating), Some(id)) = (handed.detail.rating, handed.detail.model_version) else {
        return Ok(None);
    };
    let Some(version) = bareme_store::models::find_version(c, id)? else { return Ok(None) };
    let rules = engine.model_of(&model.stored.name, &version)?;
    let evaluation = known.evaluate(engine, c, model, &version, handed.at)?;
    let Some(fit) = &evaluation.fit else { return Ok(None) };
    Ok(Some(HandOverView {
        at: handed.at,
        rating,
        version: u32::try_from(version.number).unwrap_or(0),
        fit: fit_ledger(fit, &fit_weights(&rules.fit)),
        engagement: engagement_ledger(&evaluation, &rules),
        now_says: evaluation.rating.filter(|now| *now != rating),
    }))
}
