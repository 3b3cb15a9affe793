//! What people do with jobs: make them, change them, pause them, run them now, end a run.

mod draft;

use std::collections::BTreeMap;

use bareme_scoring::{Instant, fold};
use bareme_store::jobs::runs::{self, Run};
use bareme_store::jobs::{self, Job};
use bareme_store::{AnyConnection, StoreError};

use super::claim::blank;
use super::schedule::{Schedule, ScheduleProblem};
use super::{BUILT_IN, Origin, Status};
use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result};
use draft::{check, keep_texts, reckoned, written};

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
        let Some(id) = jobs::insert(c, &job)? else { return Ok(Err(vec![JobProblem::NameTaken])) };
        note(engine, c, who, "job-create", &Job { id, ..job })?;
        Ok(Ok(id))
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
        let job = Job {
            id,
            kind: job.kind,
            paused: job.paused,
            next_due,
            revision: job.revision + 1,
            changed_by: Some(who.to_owned()),
            changed_at: now.millis(),
            ..new
        };
        jobs::update(c, &job)?;
        note(engine, c, who, "job-change", &job)?;
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
        jobs::update(c, &job)?;
        note(engine, c, who, if paused { "job-pause" } else { "job-resume" }, &job)
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
        let job = taken(c, id)?;
        let now = engine.now();
        if let Some(open) = runs::find_open(c, id)? {
            if open.status == runs::RUNNING {
                return Ok(None);
            }
            let sooner = Run { retry_at: Some(now.millis()), ..open.clone() };
            if !runs::update_taken(c, &open, &sooner)? {
                return Ok(None);
            }
            note(engine, c, who, "job-run", &job)?;
            return Ok(Some(open.id));
        }
        let run = Run {
            origin: Origin::ByHand.word().to_owned(),
            asked_by: Some(who.to_owned()),
            retry_at: Some(now.millis()),
            ..blank(id, free_time(c, id, now)?)
        };
        let run = runs::claim(c, &run)?;
        if run.is_some() {
            note(engine, c, who, "job-run", &job)?;
        }
        Ok(run)
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
        let job = taken(c, found.job_id)?;
        if runs::ask_to_cancel(c, run_id, who)? {
            note(engine, c, who, "job-cancel", &job)?;
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
        let ended = runs::update_taken(c, &waiting, &ended)?;
        if ended {
            note(engine, c, who, "job-cancel", &job)?;
        }
        Ok(ended)
    })
}

/// Deletes a job that people made, with its runs; false when it exists from the start or is at work.
///
/// # Errors
///
/// An unknown job, and those of the store.
pub fn delete(engine: &Engine, id: i64, who: &str) -> Result<bool> {
    engine.database().write(|c| {
        let job = taken(c, id)?;
        let at_work = runs::find_open(c, id)?.is_some_and(|open| open.status == runs::RUNNING);
        if is_built_in(&job.name) || at_work {
            return Ok(false);
        }
        runs::delete_of(c, id)?;
        let gone = jobs::delete(c, id)?;
        if gone {
            note(engine, c, who, "job-delete", &job)?;
        }
        Ok(gone)
    })
}

/// Writes down what somebody did with a job. The orders of mails hold addresses, and stay out of it.
fn note(engine: &Engine, c: &mut AnyConnection, who: &str, action: &'static str, job: &Job) -> Result<()> {
    let act = Act::new(who, action, "job", job.id).noting("name", job.name.as_str());
    let act = act.noting("kind", job.kind.as_str()).noting("expression", job.expression.as_str());
    audit::note(c, engine.now(), &act)
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
