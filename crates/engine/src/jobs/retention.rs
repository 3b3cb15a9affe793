//! Retention: rows that imports rejected, and what jobs did long ago, are really deleted. Scores and leads never are.

use bareme_store::{imports, jobs};

use super::context::RunContext;
use super::kinds::{Parameter, RunResult};
use crate::view::Message;
use crate::{Engine, Result};

/// Rows deleted in one transaction: few enough that others who write hardly wait.
const PART: usize = 5_000;

/// Rejected rows hold people's data, and are sent again within weeks or never.
const REJECTS: Parameter = Parameter { name: "rejects_days", otherwise: 90, least: 1, most: 3_650 };

/// Runs and their logs.
const RUNS: Parameter = Parameter { name: "runs_days", otherwise: 180, least: 7, most: 3_650 };

/// What the form asks.
pub(super) const PARAMETERS: [Parameter; 2] = [REJECTS, RUNS];

/// Deletes what is older than the parameters say.
pub(super) fn delete_old(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let days = |parameter: Parameter| {
        context.number(parameter.name, parameter.otherwise).clamp(parameter.least, parameter.most)
    };
    let before = |parameter: Parameter| engine.now().plus_days(-days(parameter));
    let limit = i64::try_from(PART).unwrap_or(i64::MAX);
    let (rejects_before, runs_before) = (before(REJECTS), before(RUNS));
    let rejects = in_parts(context, |c| imports::delete_rejects_before(c, rejects_before, limit))?;
    let runs = in_parts(context, |c| jobs::runs::delete_ended_before(c, runs_before, limit))?;
    let says = |code, text: &str, deleted: u64, parameter: Parameter| {
        Message::new(code, format!("{deleted} {text} older than {} days deleted", days(parameter)))
            .with("deleted", deleted)
            .with("days", days(parameter))
    };
    Ok(RunResult {
        says: vec![
            says("deleted-rejects", "rejected rows", rejects, REJECTS),
            says("deleted-runs", "runs of jobs", runs, RUNS),
        ],
    })
}

fn in_parts(
    context: &RunContext,
    mut delete: impl FnMut(&mut bareme_store::AnyConnection) -> bareme_store::Result<usize>,
) -> Result<u64> {
    let mut deleted = 0;
    loop {
        context.go_on()?;
        let part = context.write(|c| Ok(delete(c)?))?;
        deleted += part as u64;
        if part < PART {
            return Ok(deleted);
        }
    }
}
