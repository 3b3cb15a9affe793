//! The sweep of service levels: MQLs whose time passed are marked overdue and told to a leader, or accepted by silence
//! where marketing and sales agreed on that.

use bareme_scoring::{Act, Party};
use bareme_store::leads::{self, LeadLog};

use crate::agreement::Agreement;
use crate::mailing::overdue::{Overdue, tell};
use crate::work::{Desk, projected, take};
use crate::{Engine, Result};

/// Who does what no person did.
pub(crate) const SYSTEM: &str = "system";

/// Leads handled in one transaction.
const PART: usize = 500;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Leads that were marked overdue.
    pub overdue: u64,
    /// Those of them that silence accepted.
    pub accepted: u64,
}

/// Marks every MQL whose time to respond passed, once, and says to whom that is told: the leader of the lead's team, or who
/// the agreement names; where that name is an address and mail is set up, by mail too. Where the agreement counts silence as
/// acceptance, the lead is then accepted by default; leads that were overdue before that was agreed stay as they are.
///
/// # Errors
///
/// Those of the store; what was marked before stays marked.
pub fn sweep(engine: &Engine) -> Result<Swept> {
    let now = engine.now();
    let mut swept = Swept::default();
    let mut after = None;
    loop {
        let due = engine.database().read(|c| leads::list_due(c, now, after, PART))?;
        let Some(last) = due.last().copied() else { return Ok(swept) };
        let ids: Vec<i64> = due.iter().map(|(_, id)| *id).collect();
        let part = engine.database().write(|c| -> Result<Swept> {
            let agreement = engine.agreement(c)?;
            let desk = Desk { who: SYSTEM, party: Party::System, now, reasons: &agreement.reasons };
            let mut part = Swept::default();
            let (mut marked, mut told) = (Vec::new(), Vec::new());
            for log in take(c, &ids)? {
                let escalated_to = escalate_to(&agreement, &log)?;
                let late = overdue(&log, escalated_to.as_deref())?;
                if desk.act(c, &log, &Act::PassSla { escalated_to })?.is_err() {
                    // Sales answered, or another server swept, since it was read.
                    continue;
                }
                part.overdue += 1;
                tracing::info!(lead_id = log.id, told = late.is_some(), "a lead is overdue");
                marked.push(log.id);
                told.extend(late);
            }
            tell(engine, c, &told)?;
            if agreement.accept_by_default {
                for log in leads::list_logs(c, &marked)? {
                    part.accepted += u64::from(desk.act(c, &log, &Act::AcceptByDefault)?.is_ok());
                }
            }
            Ok(part)
        })?;
        swept.overdue += part.overdue;
        swept.accepted += part.accepted;
        after = Some(last);
    }
}

/// What is told of a lead, if anybody is.
fn overdue(log: &LeadLog, told: Option<&str>) -> Result<Option<Overdue>> {
    let Some(told) = told else { return Ok(None) };
    let lead = projected(log)?;
    Ok(Some(Overdue {
        told: told.to_owned(),
        lead: log.id,
        contact: log.opening.contact_id,
        owner: lead.owner,
        due: lead.sla_due_at,
    }))
}

/// Whom to tell: the leader of the lead's team, or of its owner's, or who the agreement names for all.
fn escalate_to(agreement: &Agreement, log: &LeadLog) -> Result<Option<String>> {
    let lead = projected(log)?;
    let of_owner = || lead.owner.as_deref().and_then(|owner| agreement.team_of(owner));
    let team = lead.team.as_deref().and_then(|name| agreement.team(name)).or_else(of_owner);
    Ok(agreement.escalated_to(team.map(|team| team.name.as_str())).map(ToOwned::to_owned))
}
