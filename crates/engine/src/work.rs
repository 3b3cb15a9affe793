//! What sales does to leads: an act on one or many, each checked against its log as it is at that moment.

use std::collections::BTreeMap;

use bareme_access::Action;
use bareme_scoring::{Act, By, Instant, Lead, Party, Reasons, Refusal, project};
use bareme_store::leads::{self, LeadLog, LeadWrite};
use bareme_store::{AnyConnection, turns};
use chrono::NaiveDate;

use crate::{Engine, EngineError, Result};

/// A lead on which somebody acted.
#[derive(Clone, Debug, PartialEq)]
pub struct Acted {
    /// The lead.
    pub lead_id: i64,
    /// As it stands now.
    pub lead: Lead,
    /// Until when it can be taken back; `None` when there is nothing to take back.
    pub undo_until: Option<Instant>,
}

/// What became of an act on one lead: done, or refused with nothing changed.
pub type Outcome = std::result::Result<Acted, Refusal>;

/// Somebody of sales does something to a lead. `seen` is the number of log entries that the lead had when it was shown to
/// them: who comes too late is told who was quicker. Without it only the table decides.
///
/// # Errors
///
/// An unknown lead, a blank name, and those of the store; a refusal is an answer and no error.
pub fn act(engine: &Engine, lead_id: i64, seen: Option<u32>, act: Act, who: &str) -> Result<Outcome> {
    let told = Told { act, on: None };
    tell(engine, lead_id, seen, &told, who)
}

/// An act, and the day on which it happened where somebody tells of it later.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The act.
    pub act: Act,
    /// The day; the present one when absent. Only some events have one: see [`Event::may_be_told_later`].
    ///
    /// [`Event::may_be_told_later`]: bareme_scoring::Event::may_be_told_later
    pub on: Option<NaiveDate>,
}

/// As [`act`], of something that may have happened on an earlier day.
///
/// # Errors
///
/// Those of [`act`].
pub fn tell(engine: &Engine, lead_id: i64, seen: Option<u32>, told: &Told, who: &str) -> Result<Outcome> {
    let outcomes = tell_of_all(engine, &[(lead_id, seen)], told, who)?;
    let outcome = outcomes.into_iter().next().map(|(_, outcome)| outcome);
    outcome.ok_or_else(|| EngineError::not_found("lead", lead_id))
}

/// Somebody of sales does the same to several leads, in one transaction, each lead for itself: one that refuses does not
/// keep the others. Outcomes are by lead, ascending; a lead that is named twice is acted on once.
///
/// # Errors
///
/// An unknown lead, a blank name, and those of the store: nothing is changed then.
pub fn act_on_all(
    engine: &Engine,
    asked: &[(i64, Option<u32>)],
    act: &Act,
    who: &str,
) -> Result<Vec<(i64, Outcome)>> {
    tell_of_all(engine, asked, &Told { act: act.clone(), on: None }, who)
}

fn tell_of_all(
    engine: &Engine,
    asked: &[(i64, Option<u32>)],
    told: &Told,
    who: &str,
) -> Result<Vec<(i64, Outcome)>> {
    let who = engine.doer(who);
    if who.trim().is_empty() {
        return Err(EngineError::Invalid(
            "say who does it: the log keeps a name with every entry".to_owned(),
        ));
    }
    let seen: BTreeMap<i64, Option<u32>> = asked.iter().copied().collect();
    let ids: Vec<i64> = seen.keys().copied().collect();
    let outcomes = engine.database().write(|c| -> Result<_> {
        hold_theirs(engine, c, &ids, &told.act)?;
        let agreement = engine.agreement(c)?;
        let now = engine.now();
        let desk = Desk { who: who.trim(), party: Party::Sales, now, reasons: &agreement.reasons };
        let today = agreement.calendar.local_day(now);
        let on = told.on.filter(|_| told.act.event().may_be_told_later());
        let logs = take(c, &ids)?;
        let mut outcomes = Vec::with_capacity(logs.len());
        for log in &logs {
            let before = projected(log)?;
            let latest = desk.moment(&before);
            let at = on.map_or(latest, |day| before.moment_on(day, today, latest));
            let seen = seen.get(&log.id).copied().flatten();
            let outcome = match seen.map_or(Ok(()), |seen| before.still_at(seen)) {
                Ok(()) => desk.act_at(c, log, &before, &told.act, at)?,
                Err(overtaken) => Err(overtaken),
            };
            outcomes.push((log.id, outcome));
        }
        Ok(outcomes)
    })?;
    for (lead_id, outcome) in &outcomes {
        let event = told.act.event().word();
        match outcome {
            Ok(_) => tracing::info!(lead_id, event, "acted on a lead"),
            Err(refusal) => tracing::info!(lead_id, event, code = refusal.code(), "refused an act on a lead"),
        }
    }
    Ok(outcomes)
}

/// Refuses, as if there were none, leads on which whoever acts may not do such a thing.
fn hold_theirs(engine: &Engine, c: &mut AnyConnection, ids: &[i64], act: &Act) -> Result<()> {
    let gives = matches!(act, Act::Assign { .. });
    let seen = engine.seen(c, if gives { Action::Reassign } else { Action::WorkLeads })?;
    ids.iter().try_for_each(|id| seen.lead(c, *id))
}

/// Holds that whoever asks may work on a lead, before anything that they typed is read.
///
/// # Errors
///
/// A lead that is not theirs to work on, or not there, and those of the store.
pub fn hold(engine: &Engine, lead_id: i64) -> Result<()> {
    engine.database().read(|c| engine.seen(c, Action::WorkLeads)?.lead(c, lead_id))
}

/// Who acts, when, and by which reasons, within one transaction.
pub(crate) struct Desk<'a> {
    pub who: &'a str,
    pub party: Party,
    pub now: Instant,
    pub reasons: &'a Reasons,
}

impl Desk<'_> {
    /// Does it now to one of the leads that were taken.
    pub fn act(&self, c: &mut AnyConnection, log: &LeadLog, act: &Act) -> Result<Outcome> {
        let before = projected(log)?;
        self.act_at(c, log, &before, act, self.moment(&before))
    }

    /// Now, as the log of a lead sees it. A clock that was ahead must not keep people from acting once it is right: the log
    /// keeps its order.
    fn moment(&self, before: &Lead) -> Instant {
        before.last_at.map_or(self.now, |last| last.max(self.now))
    }

    /// Does it to a lead that was taken and stands at `before`, as something that happened at a moment.
    fn act_at(
        &self,
        c: &mut AnyConnection,
        log: &LeadLog,
        before: &Lead,
        act: &Act,
        at: Instant,
    ) -> Result<Outcome> {
        let by = By { at, ..By::now(self.party, self.who, self.moment(before), self.reasons) };
        let entries = match before.act(act.clone(), &by) {
            Ok(entries) => entries,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut lead = before.clone();
        for entry in &entries {
            if let Err(refusal) = lead.apply(entry) {
                return Ok(Err(refusal));
            }
        }
        let reopens = lead.stage.is_open() && !before.stage.is_open();
        if reopens && let Some(refusal) = another_open(c, log)? {
            return Ok(Err(refusal));
        }
        let opened_at = log.log.first().map_or(self.now, |entry| entry.at);
        let write = LeadWrite { id: log.id, opening: &log.opening, opened_at, lead: &lead, new: &entries };
        leads::append(c, &[write], self.now)?;
        let undo_until = lead.undo_until(self.who);
        Ok(Ok(Acted { lead_id: log.id, lead, undo_until }))
    }
}

/// Takes leads and their contacts until the end of the transaction, and reads their logs, by id.
pub(crate) fn take(c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<LeadLog>> {
    let contacts = leads::list_contacts_of(c, ids)?;
    turns::take_contacts(c, &contacts)?;
    turns::take_leads(c, ids)?;
    let logs = leads::list_logs(c, ids)?;
    match ids.iter().find(|id| logs.binary_search_by_key(id, |log| &log.id).is_err()) {
        Some(unknown) => Err(EngineError::not_found("lead", unknown)),
        None => Ok(logs),
    }
}

/// What a stored log adds up to.
pub(crate) fn projected(log: &LeadLog) -> Result<Lead> {
    project(&log.log).map_err(|refusal| EngineError::Invalid(refusal.to_string()))
}

/// Why a lead that was finished cannot be opened again: its contact came back meanwhile.
fn another_open(c: &mut AnyConnection, log: &LeadLog) -> Result<Option<Refusal>> {
    let ids = leads::list_ids_of_contacts(c, log.opening.model_id, &[log.opening.contact_id])?;
    for other in leads::list_logs(c, &ids)?.iter().filter(|other| other.id != log.id) {
        let lead = projected(other)?;
        if let Some(since) = lead.stage_at().filter(|_| lead.stage.is_open()) {
            return Ok(Some(Refusal::AnotherOpen { stage: lead.stage, since }));
        }
    }
    Ok(None)
}
