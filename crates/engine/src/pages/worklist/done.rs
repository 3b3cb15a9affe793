//! What somebody did a moment ago: read from the logs, so that no address can claim what did not happen.

use bareme_scoring::{Event, Instant, Stage, Transition, UNDO_MS, project};
use bareme_store::leads::LeadLog;
use bareme_store::{AnyConnection, contacts, leads, whose};

use crate::view::DoneView;
use crate::{Engine, EngineError, Result};

/// An address names no more leads than these: a page of the list.
const MOST: usize = super::ROWS;

/// After so long nobody needs to be told what they did.
const TOLD_MS: i64 = 10 * UNDO_MS;

/// Of these leads, those whose newest step is this person's and of the last minutes, in the order given.
pub(super) fn done(c: &mut AnyConnection, ids: &[i64], who: &str, now: Instant) -> Result<Vec<DoneView>> {
    let ids: Vec<i64> = ids.iter().copied().take(MOST).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let logs = leads::list_logs(c, &ids)?;
    let named = names_of(c, &logs)?;
    let mut found = Vec::new();
    for id in ids {
        let place = logs.iter().zip(&named).find(|(log, _)| log.id == id);
        if let Some((log, (_, name))) = place {
            found.extend(told(log, name.clone(), who, now)?);
        }
    }
    Ok(found)
}

/// Whom these leads are about.
pub(super) fn names(engine: &Engine, c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let seen = engine.people(c)?;
    let ids = match &seen.whose {
        Some(whose) => whose::leads_among(c, whose, ids)?,
        None => ids.to_vec(),
    };
    let logs = leads::list_logs(c, &ids)?;
    names_of(c, &logs)
}

/// Each lead with the name of its contact, in their order.
fn names_of(c: &mut AnyConnection, logs: &[LeadLog]) -> Result<Vec<(i64, String)>> {
    let ids: Vec<i64> = logs.iter().map(|log| log.opening.contact_id).collect();
    let names = contacts::list_names(c, &ids)?;
    let name = |log: &LeadLog| {
        let found = names.iter().find(|(contact, _, _)| *contact == log.opening.contact_id);
        found.map(|(_, name, _)| name.clone()).unwrap_or_default()
    };
    Ok(logs.iter().map(|log| (log.id, name(log))).collect())
}

fn told(log: &LeadLog, contact: String, who: &str, now: Instant) -> Result<Option<DoneView>> {
    let Some(step) = newest_step(&log.log) else { return Ok(None) };
    if step.who != who || now.millis_since(step.recorded_at) > TOLD_MS {
        return Ok(None);
    }
    let lead = project(&log.log).map_err(|refusal| EngineError::Invalid(refusal.to_string()))?;
    Ok(Some(DoneView {
        id: log.id,
        seq: lead.seq,
        contact,
        event: step.event,
        stage: lead.stage,
        undo_until: lead.undo_until(who).filter(|until| *until >= now),
        owner: lead.owner,
    }))
}

/// The newest entry that a person wrote: what follows from a rejection is not it.
fn newest_step(log: &[Transition]) -> Option<&Transition> {
    let follows = |entry: &&Transition| {
        entry.from == Stage::Rejected && matches!(entry.event, Event::Recycle | Event::Disqualify)
    };
    log.iter().rev().find(|entry| !follows(entry))
}
