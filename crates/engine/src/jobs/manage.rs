//! What people do with jobs: make them, change them, pause them, run them now, end a run.

use std::collections::BTreeMap;

use bareme_scoring::{Instant, fold};
use bareme_store::jobs::runs::{self, Run};
use bareme_store::jobs::{self, Job};
use bareme_store::{AnyConnection, StoreError};
use serde_json::Value;

use super::claim::blank;
use super::kinds::stored;
use super::schedule::{Schedule, ScheduleProblem};
use super::{BUILT_IN, Origin, Status, kind, zone_of};
use crate::{Engine, EngineError, Result};

/// No name is longer, in characters.
pub const LONGEST_NAME: usize = 80;
/// No installation keeps more: the list is shown whole.
const MOST_JOBS: usize = 200;

/// A job as somebody wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobDraft {
    /// Its name.
    pub name: String,
    /// What it does; a job that is there keeps its kind.
    pub kind: String,
    /// When: five fields of cron.
    pub expression: String,
    /// In which time zone; the company's own when absent.
    pub zone: Option<String>,
    /// Whether a time that no server was there for is made up for.
    pub catch_up: bool,
    /// Its parameters as they were typed.
    pub parameters: BTreeMap<String, String>,
}

/// What is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobProblem {
    /// It has no name.
    #[error("give the job a name")]
    NameMissing,
    /// Its name is too long.
    #[error("a name has at most {LONGEST_NAME} characters")]
    NameLong,
    /// Another job has its name.
    #[error("another job has that name")]
    NameTaken,
    /// No such thing can be done.
    #[error("there is no kind of job '{0}'")]
    Kind(String),
    /// The schedule cannot be used.
    #[error("{0}")]
    Schedule(ScheduleProblem),
    /// A parameter is not a whole number within its bounds.
    #[error("{name} is a whole number from {least} to {most}")]
    Parameter {
        /// Which one.
        name: &'static str,
        /// What was typed.
        typed: String,
        /// Its least value.
        least: i64,
        /// Its greatest value.
        most: i64,
    },
    /// A text that its kind needs is not there.
    #[error("{0} is needed")]
    Text(&'static str),
    /// There are too many jobs.
    #[error("there are {MOST_JOBS} jobs; delete some that nobody needs")]
    Many,
    /// Somebody else changed the job meanwhile.
    #[error(
        "somebody else changed this job while you did; nothing of yours is lost: look at theirs, then save again"
    )]
    Changed(Option<String>),
}

/// Makes a job.
///
/// # Errors
///
/// Those of the store; what is wrong with the draft is told apart.
pub fn create(
    engine: &Engine,
    draft: &JobDraft,
    who: &str,
) -> Result<std::result::Result<i64, Vec<JobProblem>>> {
    engine.database().write(|c| {
        let (mut problems, checked) = check(engine, c, draft, &draft.kind)?;
        if jobs::list(c)?.len() >= MOST_JOBS {
            problems.push(JobProblem::Many);
        }
        let Some(checked) = checked.filter(|_| problems.is_empty()) else { return Ok(Err(problems)) };
        let now = engine.now();
        let job = Job {
            id: 0,
            kind: draft.kind.clone(),
            paused: false,
            revision: 1,
            changed_by: Some(who.to_owned()),
            changed_at: now.millis(),
            ..written(draft, &checked, now)
        };
        Ok(jobs::insert(c, &job)?.ok_or_else(|| vec![JobProblem::NameTaken]))
    })
}

/// Changes a job that somebody saw in a revision. A job that exists from the start keeps its name.
///
/// # Errors
///
/// An unknown job, and those of the store; what is wrong with the draft is told apart.
pub fn change(
    engine: &Engine,
    id: i64,
    seen_revision: i32,
    draft: &JobDraft,
    who: &str,
) -> Result<std::result::Result<(), Vec<JobProblem>>> {
    engine.database().write(|c| {
        let job = taken(c, id)?;
        if job.revision != seen_revision {
            return Ok(Err(vec![JobProblem::Changed(job.changed_by)]));
        }
        let mut draft = draft.clone();
        if is_built_in(&job.name) {
            draft.name.clone_from(&job.name);
        }
        keep_texts(&mut draft, &job);
        let (problems, checked) = check(engine, c, &draft, &job.kind)?;
        let same = fold(draft.name.trim()) == job.name_folded;
        let problems: Vec<JobProblem> =
            problems.into_iter().filter(|problem| !(same && *problem == JobProblem::NameTaken)).collect();
        let Some(checked) = checked.filter(|_| problems.is_empty()) else { return Ok(Err(problems)) };
        let now = engine.now();
        let new = written(&draft, &checked, now);
        // A time that is due still counts where the schedule stays as it was.
        let next_due = if new.reckoned_from == job.reckoned_from { job.next_due } else { new.next_due };
        jobs::update(
            c,
            &Job {
                id,
                kind: job.kind,
                paused: job.paused,
                next_due,
                revision: job.revision + 1,
                changed_by: Some(who.to_owned()),
                changed_at: now.millis(),
                ..new
            },
        )?;
        Ok(Ok(()))
    })
}

/// The schedule of a draft, for a look at its next times.
///
/// # Errors
///
/// Those of the store; what is wrong with the schedule is told apart.
pub fn preview(engine: &Engine, draft: &JobDraft) -> Result<std::result::Result<Schedule, Vec<JobProblem>>> {
    engine.database().read(|c| reckoned(engine, c, draft))
}

/// Lets a job wait, or go on with the next time from now on.
///
/// # Errors
///
/// An unknown job, and those of the store.
pub fn pause(engine: &Engine, id: i64, paused: bool, who: &str) -> Result<()> {
    engine.database().write(|c| {
        let mut job = taken(c, id)?;
        if job.paused == paused {
            return Ok(());
        }
        let now = engine.now();
        if let Ok(schedule) = super::schedule_of(&job, &*engine.agreement(c)?) {
            // Times that passed while it waited were not missed.
            job.next_due = schedule.next_after(now).map(Instant::millis);
            job.reckoned_from = schedule.reckoned_from();
        }
        job.paused = paused;
        job.revision += 1;
        job.changed_by = Some(who.to_owned());
        job.changed_at = now.millis();
        Ok(jobs::update(c, &job)?)
    })
}

/// Asks for a run of a job: the next server that looks takes it. `None` when the job is at work already; a run that waits for
/// its next attempt is brought forward.
///
/// # Errors
///
/// An unknown job, and those of the store.
pub fn run_now(engine: &Engine, id: i64, who: &str) -> Result<Option<i64>> {
    engine.database().write(|c| {
        taken(c, id)?;
        let now = engine.now();
        if let Some(open) = runs::find_open(c, id)? {
            if open.status == runs::RUNNING {
                return Ok(None);
            }
            let sooner = Run { retry_at: Some(now.millis()), ..open.clone() };
            return Ok(runs::update_taken(c, &open, &sooner)?.then_some(open.id));
        }
        let run = Run {
            origin: Origin::ByHand.word().to_owned(),
            asked_by: Some(who.to_owned()),
            retry_at: Some(now.millis()),
            ..blank(id, free_time(c, id, now)?)
        };
        Ok(runs::claim(c, &run)?)
    })
}

/// Asks that a run ends. One that is at work ends with its server's next sign of life, one that waits ends at once; whether
/// there was anything to end.
///
/// # Errors
///
/// An unknown run, and those of the store.
pub fn cancel(engine: &Engine, run_id: i64, who: &str) -> Result<bool> {
    engine.database().write(|c| {
        let found = runs::find(c, run_id)?.ok_or_else(|| EngineError::not_found("run", run_id))?;
        jobs::take(c, found.job_id)?;
        if runs::ask_to_cancel(c, run_id, who)? {
            return Ok(true);
        }
        let Some(waiting) = runs::find(c, run_id)?.filter(|run| run.retry_at.is_some()) else {
            return Ok(false);
        };
        let ended = Run {
            status: Status::Cancelled.word().to_owned(),
            cancelled_by: Some(who.to_owned()),
            retry_at: None,
            finished_at: Some(engine.now().millis()),
            ..waiting.clone()
        };
        Ok(runs::update_taken(c, &waiting, &ended)?)
    })
}

/// Deletes a job that people made, with its runs; false when it exists from the start or is at work.
///
/// # Errors
///
/// An unknown job, and those of the store.
pub fn delete(engine: &Engine, id: i64) -> Result<bool> {
    engine.database().write(|c| {
        let job = taken(c, id)?;
        let at_work = runs::find_open(c, id)?.is_some_and(|open| open.status == runs::RUNNING);
        if is_built_in(&job.name) || at_work {
            return Ok(false);
        }
        runs::delete_of(c, id)?;
        Ok(jobs::delete(c, id)?)
    })
}

/// Whether a job of a name exists from the start.
pub fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|built_in| built_in.name == name)
}

/// A time from a moment on that no run of a job has taken.
pub(super) fn free_time(
    c: &mut AnyConnection,
    job_id: i64,
    now: Instant,
) -> std::result::Result<Instant, StoreError> {
    let mut time = now;
    while runs::find_due(c, job_id, time.millis())?.is_some() {
        time = time.plus_millis(1);
    }
    Ok(time)
}

fn taken(c: &mut AnyConnection, id: i64) -> Result<Job> {
    jobs::take(c, id)?.ok_or_else(|| EngineError::not_found("job", id))
}

/// What a sound draft comes to.
struct Checked {
    schedule: Schedule,
    parameters: String,
}

fn check(
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
fn parameters(kind: &super::Kind, draft: &JobDraft, problems: &mut Vec<JobProblem>) -> String {
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
fn keep_texts(draft: &mut JobDraft, job: &Job) {
    let known: BTreeMap<String, Value> = serde_json::from_str(&job.parameters).unwrap_or_default();
    for name in kind(&job.kind).map_or(&[][..], |kind| kind.texts) {
        if let Some(text) = known.get(*name).and_then(Value::as_str) {
            draft.parameters.entry((*name).to_owned()).or_insert_with(|| text.to_owned());
        }
    }
}

fn reckoned(
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
fn written(draft: &JobDraft, checked: &Checked, now: Instant) -> Job {
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
