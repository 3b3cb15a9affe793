//! Retention: rows that imports rejected, what jobs did long ago and, where that is wanted, people of whom nothing was heard
//! for long, are really deleted. Leads stay as figures.

use bareme_store::{imports, jobs};

use super::context::RunContext;
use super::kinds::{Parameter, RunResult};
use crate::view::Message;
use crate::{Engine, Result, person};

/// Rows deleted in one transaction: few enough that others who write hardly wait.
const PART: usize = 5_000;

/// Rejected rows hold people's data, and are sent again within weeks or never.
const REJECTS: Parameter = Parameter { name: "rejects_days", otherwise: 90, least: 1, most: 3_650 };

/// Runs and their logs.
const RUNS: Parameter = Parameter { name: "runs_days", otherwise: 180, least: 7, most: 3_650 };

/// People of whom nothing was heard; 0 keeps them.
const PEOPLE: Parameter = Parameter { name: "people_days", otherwise: 0, least: 0, most: 7_300 };

/// People erased in one transaction.
const PEOPLE_AT_ONCE: usize = 100;

/// What the form asks.
pub(super) const PARAMETERS: [Parameter; 3] = [REJECTS, RUNS, PEOPLE];

/// Deletes what is older than the parameters say.
pub(super) fn delete_old(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let days = |parameter: Parameter| {
        context.number(parameter.name, parameter.otherwise).clamp(parameter.least, parameter.most)
    };
    let before = |parameter: Parameter| engine.now().plus_days(-days(parameter));
    let limit = i64::try_from(PART).unwrap_or(i64::MAX);
    let (rejects_before, runs_before) = (before(REJECTS), before(RUNS));
    let rejects = in_parts(context, PART, |c| Ok(imports::delete_rejects_before(c, rejects_before, limit)?))?;
    let runs = in_parts(context, PART, |c| Ok(jobs::runs::delete_ended_before(c, runs_before, limit)?))?;
    let people = if days(PEOPLE) == 0 {
        0
    } else {
        let since = before(PEOPLE);
        in_parts(context, PEOPLE_AT_ONCE, |c| person::forget_idle(c, since, PEOPLE_AT_ONCE))?
    };
    let says = |code, text: &str, deleted: u64, parameter: Parameter| {
        Message::new(code, format!("{deleted} {text} older than {} days deleted", days(parameter)))
            .with("deleted", deleted)
            .with("days", days(parameter))
    };
    let mut told = vec![
        says("deleted-rejects", "rejected rows", rejects, REJECTS),
        says("deleted-runs", "runs of jobs", runs, RUNS),
    ];
    if days(PEOPLE) > 0 {
        let text = format!("{people} people of whom nothing was heard for {} days erased", days(PEOPLE));
        let message = Message::new("deleted-people", text);
        told.push(message.with("deleted", people).with("days", days(PEOPLE)));
    }
    Ok(RunResult { says: told })
}

fn in_parts(
    context: &RunContext,
    at_once: usize,
    mut delete: impl FnMut(&mut bareme_store::AnyConnection) -> Result<usize>,
) -> Result<u64> {
    let mut deleted = 0;
    loop {
        context.go_on()?;
        let part = context.write(|c| delete(c))?;
        deleted += part as u64;
        if part < at_once {
            return Ok(deleted);
        }
    }
}
