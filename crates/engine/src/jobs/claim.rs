//! A server among those who share a database: which due times and waiting runs it takes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bareme_scoring::{Agreement, Instant};
use bareme_store::jobs::runs::{self, LogLine, Run};
use bareme_store::jobs::{self, Job};
use bareme_store::{AnyConnection, StoreError};

use super::context::{RunContext, Why};
use super::kinds::{Kinds, stored};
use super::watch::Watch;
use super::{Origin, Pace, Status, schedule_of};
use crate::view::Message;
use crate::{Engine, Result};

/// One server among those who share a database.
pub struct Server {
    pub(super) engine: Engine,
    pub(super) kinds: Kinds,
    pub(super) pace: Pace,
    pub(super) name: String,
    watch: Mutex<Watch>,
    /// Runs that it took and has not ended yet.
    taken: AtomicUsize,
    stopping: AtomicBool,
    at_work: Mutex<Vec<Weak<RunContext>>>,
}

/// A run that a server took and must carry out.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The job.
    pub job: Job,
    /// The run.
    pub run: Run,
}

impl Server {
    /// A server with a name of its own; `kinds` is what it knows to do.
    pub fn new(engine: Engine, kinds: Kinds, pace: Pace, name: impl Into<String>) -> Self {
        Self {
            engine,
            kinds,
            pace,
            name: name.into(),
            watch: Mutex::default(),
            taken: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
            at_work: Mutex::default(),
        }
    }

    /// The engine.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Looks what is to be done, takes up to `room` runs, and takes those from their holders who are silent.
    ///
    /// # Errors
    ///
    /// Those of the store. What was taken before is lost to this server and will be taken from it.
    pub fn look(&self, room: usize) -> Result<Vec<Claim>> {
        if self.stopping.load(Ordering::Acquire) {
            return Ok(Vec::new());
        }
        let now = self.engine.now();
        let (jobs, open, agreement) = self.engine.database().read(|c| -> Result<_> {
            Ok((jobs::list(c)?, runs::list_open(c)?, self.engine.agreement(c)?))
        })?;
        let running: Vec<i64> =
            open.iter().filter(|run| run.status == runs::RUNNING).map(|run| run.id).collect();
        self.watch().keep(&running);
        let mut claims = Vec::new();
        for job in jobs.iter().filter(|job| self.kinds.knows(&job.kind)) {
            let mine = open.iter().find(|run| run.job_id == job.id);
            match mine {
                Some(run) if run.status == runs::RUNNING => {
                    if self.watch().is_silent(run, now, self.pace.lease_ms) {
                        self.abandon(run, now)?;
                    }
                }
                Some(run) => {
                    let ready = run.retry_at.is_some_and(|at| at <= now.millis());
                    if ready && claims.len() < room {
                        claims.extend(self.resume(run, now)?);
                    }
                }
                None => {
                    let due = !job.paused && job.next_due.is_some_and(|due| due <= now.millis());
                    if due && claims.len() < room {
                        claims.extend(self.claim_due(job.id, &agreement, now)?);
                    } else if !due {
                        self.reckon(job, &agreement, now)?;
                    }
                }
            }
        }
        self.taken.fetch_add(claims.len(), Ordering::AcqRel);
        Ok(claims)
    }

    /// Takes a run of a job that somebody asked for, at once; `None` when the job is at work.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn claim_by_hand(&self, job_id: i64, who: &str) -> Result<Option<Claim>> {
        let now = self.engine.now();
        let claim = self.engine.database().write(|c| -> Result<Option<Claim>> {
            let Some(job) = jobs::take(c, job_id)? else { return Ok(None) };
            if runs::find_open(c, job_id)?.is_some_and(|open| open.status == runs::RUNNING) {
                return Ok(None);
            }
            if let Some(open) = runs::find_open(c, job_id)? {
                return Ok(self.hold(c, &open, now)?.map(|run| Claim { job, run }));
            }
            let due = super::manage::free_time(c, job_id, now)?;
            let run = Run {
                origin: Origin::ByHand.word().to_owned(),
                asked_by: Some(who.to_owned()),
                ..self.held(blank(job_id, due), now)
            };
            let id = runs::claim(c, &run)?;
            Ok(id.map(|id| Claim { job, run: Run { id, ..run } }))
        })?;
        self.taken.fetch_add(usize::from(claim.is_some()), Ordering::AcqRel);
        Ok(claim)
    }

    /// Takes nothing any more, and asks all that is at work here to end, so that another server takes it.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        for context in self.contexts() {
            context.end(Why::Stopping);
        }
    }

    /// How many runs are at work here.
    pub fn busy(&self) -> usize {
        self.taken.load(Ordering::Acquire)
    }

    pub(super) fn enter(&self, context: &Arc<RunContext>) {
        let mut at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        at_work.retain(|context| context.strong_count() > 0);
        at_work.push(Arc::downgrade(context));
        drop(at_work);
        if self.stopping.load(Ordering::Acquire) {
            context.end(Why::Stopping);
        }
    }

    /// Counts a run as ended.
    pub(super) fn leave(&self) {
        self.taken.fetch_sub(1, Ordering::AcqRel);
    }

    fn contexts(&self) -> Vec<Arc<RunContext>> {
        let at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        at_work.iter().filter_map(Weak::upgrade).collect()
    }

    fn watch(&self) -> std::sync::MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the times of a job that are due, as one run.
    fn claim_due(&self, job_id: i64, agreement: &Agreement, now: Instant) -> Result<Option<Claim>> {
        self.engine.database().write(|c| {
            let Some(job) = jobs::take(c, job_id)? else { return Ok(None) };
            let next_due = job.next_due.map(Instant::from_millis);
            let Some(first) = next_due.filter(|due| !job.paused && *due <= now) else { return Ok(None) };
            if runs::find_open(c, job_id)?.is_some() {
                return Ok(None);
            }
            let Ok(schedule) = schedule_of(&job, agreement) else {
                tracing::warn!(
                    job = job.name,
                    "its schedule cannot be read any more; it waits until somebody mends it"
                );
                jobs::update_due(c, job_id, None, "")?;
                return Ok(None);
            };
            let due = schedule.due(first, now);
            let late = now.millis_since(due.last) > self.pace.grace_ms;
            let blank = Run {
                first_due: due.first.millis(),
                slots: i64::try_from(due.slots).unwrap_or(i64::MAX),
                ..blank(job_id, due.last)
            };
            let missed = late && !job.catch_up;
            let run = if missed { missed_at(c, blank, now)? } else { self.held(blank, now) };
            let origin = if late && !missed { Origin::CatchUp } else { Origin::Schedule };
            let run = Run { origin: origin.word().to_owned(), ..run };
            let id = runs::claim(c, &run)?;
            jobs::update_due(c, job_id, schedule.next_after(due.last), &schedule.reckoned_from())?;
            Ok(id.filter(|_| !missed).map(|id| Claim { job, run: Run { id, ..run } }))
        })
    }

    /// Takes a run that waits.
    fn resume(&self, seen: &Run, now: Instant) -> Result<Option<Claim>> {
        self.engine.database().write(|c| {
            let Some(job) = jobs::take(c, seen.job_id)? else { return Ok(None) };
            Ok(self.hold(c, seen, now)?.map(|run| Claim { job, run }))
        })
    }

    fn hold(
        &self,
        c: &mut AnyConnection,
        seen: &Run,
        now: Instant,
    ) -> std::result::Result<Option<Run>, StoreError> {
        let Some(current) = runs::find(c, seen.id)? else { return Ok(None) };
        if current.status == runs::RUNNING || current.retry_at.is_none() {
            return Ok(None);
        }
        let run = self.held(current, now);
        Ok(runs::update_taken(c, seen, &run)?.then_some(run))
    }

    /// A run in the hands of this server, under its next attempt.
    fn held(&self, run: Run, now: Instant) -> Run {
        Run {
            status: runs::RUNNING.to_owned(),
            attempt: run.attempt + 1,
            holder: Some(self.name.clone()),
            beat: run.beat + 1,
            heartbeat_at: Some(now.millis()),
            lease_until: Some(now.plus_millis(self.pace.lease_ms).millis()),
            retry_at: None,
            progress: 0,
            stage: None,
            error: None,
            started_at: Some(now.millis()),
            finished_at: None,
            ..run
        }
    }

    /// Takes a run from a holder who is silent.
    fn abandon(&self, seen: &Run, now: Instant) -> Result<()> {
        let taken = self.engine.database().write(|c| -> Result<bool> {
            if jobs::take(c, seen.job_id)?.is_none() {
                return Ok(false);
            }
            let Some(current) = runs::find(c, seen.id)? else { return Ok(false) };
            let says = Message::new("abandoned", "its server gave no sign of life any more")
                .with("holder", seen.holder.as_deref().unwrap_or_default());
            let run = given_up(current, Status::Abandoned, &says, &self.pace, now);
            if !runs::update_taken(c, seen, &run)? {
                // It gave a sign while we waited for our turn.
                return Ok(false);
            }
            runs::append_log(c, seen.id, &[line(seen, now, &says)])?;
            Ok(true)
        })?;
        if taken {
            let holder = seen.holder.as_deref().unwrap_or_default();
            tracing::warn!(run_id = seen.id, holder, "a run was taken from a server that is silent");
        }
        Ok(())
    }

    /// Computes the next time of a job anew where what it is computed from has changed.
    fn reckon(&self, job: &Job, agreement: &Agreement, now: Instant) -> Result<()> {
        let Ok(schedule) = schedule_of(job, agreement) else { return Ok(()) };
        if schedule.reckoned_from() == job.reckoned_from {
            return Ok(());
        }
        self.engine.database().write(|c| {
            let Some(current) = jobs::take(c, job.id)?.filter(|current| current == job) else {
                return Ok(());
            };
            Ok(jobs::update_due(c, current.id, schedule.next_after(now), &schedule.reckoned_from())?)
        })
    }
}

/// A run of one time that nobody has taken.
pub(super) fn blank(job_id: i64, due: Instant) -> Run {
    Run {
        id: 0,
        job_id,
        due: due.millis(),
        first_due: due.millis(),
        slots: 1,
        origin: Origin::Schedule.word().to_owned(),
        asked_by: None,
        status: Status::Waiting.word().to_owned(),
        attempt: 0,
        failures: 0,
        holder: None,
        beat: 0,
        heartbeat_at: None,
        lease_until: None,
        retry_at: None,
        cancelled_by: None,
        progress: 0,
        stage: None,
        result: None,
        error: None,
        started_at: None,
        finished_at: None,
    }
}

/// A run that will not be made up for, with the reason.
fn missed_at(c: &mut AnyConnection, run: Run, now: Instant) -> Result<Run> {
    let before = runs::list_of(c, run.job_id, None, 1)?;
    let busy = before.first().and_then(|last| last.finished_at).is_some_and(|end| end > run.due);
    let why = if busy {
        Message::new("missed-busy", "the run before was still at work at that time")
    } else {
        Message::new("missed-down", "no server was running at that time")
    };
    Ok(Run {
        status: Status::Missed.word().to_owned(),
        error: Some(stored(&why)),
        finished_at: Some(now.millis()),
        ..run
    })
}

/// A run whose attempt came to nothing: it waits for the next one, unless somebody wanted it to end or it failed too often.
pub(super) fn given_up(run: Run, status: Status, why: &Message, pace: &Pace, now: Instant) -> Run {
    let failures = run.failures + 1;
    let cancelled = run.cancelled_by.is_some();
    let again = !cancelled && failures < pace.most_failures;
    let status = if cancelled { Status::Cancelled } else { status };
    Run {
        status: status.word().to_owned(),
        failures,
        beat: run.beat + 1,
        retry_at: again.then(|| now.plus_millis(pace.patience_after(failures)).millis()),
        error: Some(stored(why)),
        finished_at: Some(now.millis()),
        ..run
    }
}

/// A line of the log of a run's attempt.
pub(super) fn line(run: &Run, at: Instant, says: &Message) -> LogLine {
    LogLine { run_id: run.id, seq: 0, at: at.millis(), attempt: run.attempt, says: stored(says) }
}
