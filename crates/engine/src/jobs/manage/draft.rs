//! What people ask for in a draft of a job, checked all at once.

use std::collections::BTreeMap;

use bareme_scoring::{Instant, fold};
use bareme_store::AnyConnection;
use bareme_store::jobs::{self, Job};
use serde_json::Value;

use super::{JobDraft, JobProblem, LONGEST_NAME};
use crate::jobs::kinds::stored;
use crate::jobs::schedule::{Schedule, ScheduleProblem};
use crate::jobs::{Kind, kind, zone_of};
use crate::{Engine, Result};

/// What a sound draft comes to.
pub(super) struct Checked {
    schedule: Schedule,
    parameters: String,
}

pub(super) fn check(
    engine: &Engine,
    c: &mut AnyConnection,
    draft: &JobDraft,
    kind_word: &str,
) -> Result<(Vec<JobProblem>, Option<Checked>)> {
    let mut problems = Vec::new();
    let name = draft.name.trim();
    if name.is_empty() {
        problems.push(JobProblem::NameMissing);
    } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        problems.push(JobProblem::NameLong);
    } else if jobs::find_named(c, &fold(name))?.is_some() {
        problems.push(JobProblem::NameTaken);
    }
    let parameters = if let Some(kind) = kind(kind_word) {
        parameters(&kind, draft, &mut problems)
    } else {
        problems.push(JobProblem::Kind(kind_word.to_owned()));
        String::new()
    };
    let schedule = match reckoned(engine, c, draft)? {
        Ok(schedule) => Some(schedule),
        Err(wrong) => {
            problems.extend(wrong);
            None
        }
    };
    Ok((problems, schedule.map(|schedule| Checked { schedule, parameters })))
}

/// The parameters of a draft as they are stored.
fn parameters(kind: &Kind, draft: &JobDraft, problems: &mut Vec<JobProblem>) -> String {
    let mut found = BTreeMap::new();
    for one in kind.parameters {
        let typed = draft.parameters.get(one.name).map_or("", |typed| typed.trim());
        let number = if typed.is_empty() { Some(one.otherwise) } else { typed.parse::<i64>().ok() };
        match number.filter(|number| (one.least..=one.most).contains(number)) {
            Some(number) => {
                found.insert(one.name, number);
            }
            None => problems.push(JobProblem::Parameter {
                name: one.name,
                typed: typed.to_owned(),
                least: one.least,
                most: one.most,
            }),
        }
    }
    let mut found: BTreeMap<&str, Value> =
        found.into_iter().map(|(name, number)| (name, Value::from(number))).collect();
    for name in kind.texts {
        match draft.parameters.get(*name) {
            Some(text) => drop(found.insert(name, Value::from(text.as_str()))),
            None => problems.push(JobProblem::Text(name)),
        }
    }
    stored(&found)
}

/// Texts that a draft does not name stay as they are.
pub(super) fn keep_texts(draft: &mut JobDraft, job: &Job) {
    let known: BTreeMap<String, Value> = serde_json::from_str(&job.parameters).unwrap_or_default();
    for name in kind(&job.kind).map_or(&[][..], |kind| kind.texts) {
        if let Some(text) = known.get(*name).and_then(Value::as_str) {
            draft.parameters.entry((*name).to_owned()).or_insert_with(|| text.to_owned());
        }
    }
}

pub(super) fn reckoned(
    engine: &Engine,
    c: &mut AnyConnection,
    draft: &JobDraft,
) -> Result<std::result::Result<Schedule, Vec<JobProblem>>> {
    let agreement = engine.agreement(c)?;
    let zone = zone_of(draft.zone.as_deref(), &agreement);
    let schedule = Schedule::new(&draft.expression, zone, agreement.fiscal_year_start).and_then(|schedule| {
        let ever = schedule.next_after(engine.now());
        ever.map(|_| schedule).ok_or_else(|| vec![ScheduleProblem::Never])
    });
    Ok(schedule.map_err(|problems| problems.into_iter().map(JobProblem::Schedule).collect()))
}

/// A draft as it is written; who, when and what only the row knows are filled in by the caller.
pub(super) fn written(draft: &JobDraft, checked: &Checked, now: Instant) -> Job {
    let name = draft.name.trim();
    Job {
        id: 0,
        name: name.to_owned(),
        name_folded: fold(name).into_owned(),
        kind: String::new(),
        parameters: checked.parameters.clone(),
        expression: checked.schedule.expression().to_owned(),
        zone: draft.zone.as_ref().map(|_| checked.schedule.zone().to_owned()),
        paused: false,
        catch_up: draft.catch_up,
        reckoned_from: checked.schedule.reckoned_from(),
        next_due: checked.schedule.next_after(now).map(Instant::millis),
        revision: 1,
        changed_by: None,
        changed_at: now.millis(),
    }
}
