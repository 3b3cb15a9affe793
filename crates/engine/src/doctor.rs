//! Is the database sound? Structure, log and projection, counts, sums, references, the audit log.

mod scores;

use bareme_rollup::HierarchyProblem;
use bareme_scoring::project;
use bareme_store::leads::{self, LeadLog, LeadRow};
use bareme_store::scores as stored_scores;
use bareme_store::{StoreError, migration_state, moves, relationships, upkeep};

use crate::audit::{self, Chain};
use crate::graph::tree_problems;
use crate::{Engine, Result};

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// Whether it is as it must be.
    pub sound: bool,
    /// What was found, as a sentence.
    pub says: String,
}

fn finding(check: &'static str, sound: bool, says: impl Into<String>) -> Finding {
    Finding { check, sound, says: says.into() }
}

/// A number with its noun.
fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// Looks at everything that can be looked at without changing it.
///
/// # Errors
///
/// When the database cannot be read at all; what is wrong inside of it is a finding.
pub fn examine(engine: &Engine) -> Result<Vec<Finding>> {
    let state = migration_state(engine.database())?;
    let structure = upkeep::integrity(engine.database())?;
    let dangling = upkeep::dangling(engine.database())?;
    Ok(vec![
        finding(
            "Migrations",
            state.pending.is_empty(),
            format!("{} applied, {} pending", state.applied.len(), state.pending.len()),
        ),
        finding("Structure", structure == "ok", structure),
        finding(
            "Foreign keys",
            dangling.is_empty(),
            if dangling.is_empty() { "none leads nowhere".to_owned() } else { dangling.join("; ") },
        ),
        leads_agree(engine)?,
        counts_agree(engine)?,
        scores::ledgers(engine)?,
        scores::moments(engine)?,
        references(engine)?,
        tree(engine)?,
        audit_log(engine)?,
    ])
}

/// The rows of leads are what their logs add up to.
fn leads_agree(engine: &Engine) -> Result<Finding> {
    engine.database().read(|c| {
        let mut rows = Vec::new();
        leads::for_each_row(c, |row| -> Result<()> {
            rows.push(row);
            Ok(())
        })?;
        let (mut logs, mut differing) = (0_usize, Vec::new());
        leads::for_each_log(c, |lead| -> Result<()> {
            logs += 1;
            let stored = rows.binary_search_by_key(&lead.id, |row| row.id).ok().and_then(|at| rows.get(at));
            if projection(&lead).as_ref() != stored {
                differing.push(lead.id.to_string());
            }
            Ok(())
        })?;
        let sound = differing.is_empty() && logs == rows.len();
        let says = if sound {
            match logs {
                1 => "1 lead is what its log adds up to".to_owned(),
                _ => format!("{logs} leads are what their logs add up to"),
            }
        } else {
            format!(
                "rows: {}, logs: {logs}; leads that differ from their log: {}",
                rows.len(),
                differing.join(", ")
            )
        };
        Ok(finding("Leads", sound, says))
    })
}

/// The row that a log adds up to; `None` when the log itself is broken.
fn projection(lead: &LeadLog) -> Option<LeadRow> {
    let now = project(&lead.log).ok()?;
    let opened_at = lead.log.first()?.at;
    Some(LeadRow::of(lead.id, &lead.opening, &now, opened_at))
}

/// Rebuilds the rows of all leads from their logs and says how many there are.
///
/// # Errors
///
/// A log that does not add up; nothing is changed then.
pub fn rebuild_leads(engine: &Engine) -> Result<u64> {
    engine.database().write(|c| {
        let mut rows = Vec::new();
        leads::for_each_log(c, |lead| -> Result<()> {
            let row = projection(&lead).ok_or_else(|| {
                StoreError::bad_row("lead_transitions", "log", lead.id, "it does not add up")
            })?;
            rows.push(row);
            Ok(())
        })?;
        leads::delete_projection(c)?;
        leads::insert_projection(c, &rows)?;
        Ok(rows.len() as u64)
    })
}

/// The counts beside the scores are what counting gives.
fn counts_agree(engine: &Engine) -> Result<Finding> {
    engine.database().read(|c| {
        let mut wrong = Vec::new();
        let models = engine.models(c)?;
        for model in &models {
            if stored_scores::rating_counts(c, model.stored.id)?
                != stored_scores::count_ratings(c, model.stored.id)?
            {
                wrong.push(model.stored.name.clone());
            }
        }
        let moves = moves::count_wrong(c)?;
        if moves > 0 {
            let says = format!("{moves} moves of accounts do not follow from their snapshots");
            return Ok(finding("Counts", false, says));
        }
        let says = if wrong.is_empty() {
            let models = counted(models.len(), "model", "models");
            format!("counts of the rating cells agree with the scores of {models}")
        } else {
            format!(
                "counts of the rating cells differ from the scores: {}; bareme score mends them",
                wrong.join(", ")
            )
        };
        Ok(finding("Counts", wrong.is_empty(), says))
    })
}

/// References that wait for their other end: nothing is broken, but somebody may want to know.
fn references(engine: &Engine) -> Result<Finding> {
    engine.database().read(|c| {
        let (mut after, mut waiting) = (0, 0);
        loop {
            let part = relationships::list_unresolved(c, after, 1_000)?;
            let Some((last, _)) = part.last() else { break };
            after = *last;
            waiting += part.len();
        }
        let waiting = counted(waiting, "link waits", "links wait");
        Ok(finding("References", true, format!("{waiting} for an account that is not here")))
    })
}

/// The audit log is one chain, up to the entry that was noted as its last.
fn audit_log(engine: &Engine) -> Result<Finding> {
    let chain = engine.database().read(|c| audit::verify(c, None))?;
    Ok(match chain {
        Chain::Whole(head) if head.seq == 0 => finding("Audit log", true, "no entries yet"),
        Chain::Whole(head) => {
            let entries = if head.seq == 1 {
                "1 entry follows".to_owned()
            } else {
                format!("{} entries follow", head.seq)
            };
            let says = format!("{entries} each other up to {}:{}", head.seq, head.hash);
            finding("Audit log", true, says)
        }
        Chain::Broken { says, .. } => finding("Audit log", false, says),
    })
}

fn tree(engine: &Engine) -> Result<Finding> {
    let problems = engine.database().read(|c| tree_problems(c, engine.now()))?;
    let cycles = problems.iter().filter(|problem| matches!(problem, HierarchyProblem::Cycle { .. })).count();
    let several =
        problems.iter().filter(|problem| matches!(problem, HierarchyProblem::SeveralParents { .. })).count();
    Ok(finding(
        "Corporate tree",
        true,
        format!(
            "{} of companies that own each other, {} with several parents",
            counted(cycles, "ring", "rings"),
            counted(several, "company", "companies")
        ),
    ))
}

/// Whether this server can answer: `Err` says why not, as a sentence without secrets.
///
/// # Errors
///
/// The sentence.
pub fn ready(engine: &Engine) -> std::result::Result<(), String> {
    let state =
        engine.database().probe().and_then(|()| migration_state(engine.database())).map_err(|error| {
            match error {
                StoreError::Connect { .. } | StoreError::Pool(_) | StoreError::Gone(_) => {
                    "the database does not answer".to_owned()
                }
                StoreError::Full(_) => "the disk of the database is full".to_owned(),
                _ => "the database cannot be read".to_owned(),
            }
        })?;
    if state.pending.is_empty() {
        return Ok(());
    }
    Err("the database is of an older version; run bareme migrate".to_owned())
}
