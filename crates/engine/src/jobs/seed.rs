//! The jobs that exist from the start.

use bareme_store::jobs::{self, Job};

use super::kinds::stored;
use super::{kind, schedule_of};
use crate::{Engine, Result};

/// A job that exists from the start.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name, for commands; pages say it in the visitor's language.
    pub name: &'static str,
    /// What it does.
    kind: &'static str,
    /// When, in the company's time zone.
    expression: &'static str,
}

/// All of them.
pub const BUILT_IN: [BuiltIn; 6] = [
    BuiltIn { name: "nightly-scoring", kind: "score", expression: "0 2 * * *" },
    BuiltIn { name: "service-level-sweep", kind: "sweep", expression: "*/5 * * * *" },
    BuiltIn { name: "retention", kind: "retention", expression: "30 3 * * 7" },
    BuiltIn { name: "quarterly-recalibration", kind: "recalibration", expression: "0 6 1 Q *" },
    BuiltIn { name: "weekly-drift-check", kind: "drift", expression: "0 5 * * 1" },
    BuiltIn { name: "mail-sending", kind: "send_mail", expression: "*/5 * * * *" },
];

/// Makes the jobs that are to exist from the start where they are not there; how many were made. Any number of servers may do
/// so at once.
///
/// # Errors
///
/// Those of the store.
pub fn seed(engine: &Engine) -> Result<usize> {
    let there = engine.database().read(jobs::list)?;
    let mut made = 0;
    for built_in in BUILT_IN.iter().filter(|new| !there.iter().any(|job| job.name == new.name)) {
        made += usize::from(engine.database().write(|c| insert(engine, c, built_in))?);
    }
    Ok(made)
}

fn insert(engine: &Engine, c: &mut bareme_store::AnyConnection, built_in: &BuiltIn) -> Result<bool> {
    let now = engine.now();
    let agreement = engine.agreement(c)?;
    let parameters: serde_json::Map<String, serde_json::Value> = kind(built_in.kind)
        .map(|kind| kind.parameters.iter().map(|one| (one.name.to_owned(), one.otherwise.into())).collect())
        .unwrap_or_default();
    let mut job = Job {
        id: 0,
        name: built_in.name.to_owned(),
        name_folded: built_in.name.to_owned(),
        kind: built_in.kind.to_owned(),
        parameters: stored(&parameters),
        expression: built_in.expression.to_owned(),
        zone: None,
        paused: false,
        catch_up: true,
        reckoned_from: String::new(),
        next_due: None,
        revision: 1,
        changed_by: None,
        changed_at: now.millis(),
    };
    if let Ok(schedule) = schedule_of(&job, &agreement) {
        job.next_due = schedule.next_after(now).map(bareme_scoring::Instant::millis);
        job.reckoned_from = schedule.reckoned_from();
    }
    Ok(jobs::insert(c, &job)?.is_some())
}
