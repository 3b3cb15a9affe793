//! The sweep of service levels: MQLs whose time passed are marked overdue and told to a leader, or accepted by silence
//! where marketing and sales agreed on that.

use bareme_scoring::{Act, Party};
use bareme_store::leads::{self, LeadLog};

use crate::agreement::Agreement;
use crate::work::{Desk, projected, take, team_of};
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
/// the agreement names. Where the agreement counts silence as acceptance, the lead is then accepted by default; leads
/// that were overdue before that was agreed stay as they are.
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
            for log in take(c, &ids)? {
                let escalated_to = escalate_to(&agreement, &log)?;
                let told = escalated_to.is_some();
                if desk.act(c, &log, None, &Act::PassSla { escalated_to })?.is_err() {
                    // Sales answered, or another server swept, since it was read.
                    continue;
                }
                part.overdue += 1;
                tracing::info!(lead_id = log.id, told, "a lead is overdue");
                if agreement.accept_by_default {
                    let marked = take(c, &[log.id])?;
                    for log in &marked {
                        part.accepted += u64::from(desk.act(c, log, None, &Act::AcceptByDefault)?.is_ok());
                    }
                }
            }
            Ok(part)
        })?;
        swept.overdue += part.overdue;
        swept.accepted += part.accepted;
        after = Some(last);
    }
}

/// Whom to tell: the leader of the lead's team, or of its owner's, or who the agreement names for all.
fn escalate_to(agreement: &Agreement, log: &LeadLog) -> Result<Option<String>> {
    let lead = projected(log)?;
    let of_team = agreement.teams.iter().find(|team| Some(&team.name) == lead.team.as_ref());
    let of_owner = || team_of(&agreement.teams, lead.owner.as_deref());
    let leader = of_team.or_else(of_owner).and_then(|team| team.leader.clone());
    Ok(leader.or_else(|| agreement.escalate_to.clone()))
}
