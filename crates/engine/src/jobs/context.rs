//! What the work of a run has in hand: how to tell how far it is, how to learn that it must end, and how to write so that
//! nothing is kept once the run has been taken away.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bareme_scoring::Instant;
use bareme_store::AnyConnection;
use bareme_store::jobs::runs::{self, LogLine, Sign};
use serde_json::Value;

use super::claim::{Claim, line};
use super::kinds::stored;
use crate::view::Message;
use crate::{Engine, EngineError, Result};

/// Why work must end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Somebody wants it to.
    Asked,
    /// This server stops.
    Stopping,
    /// The run was taken away.
    Lost,
}

/// What the work of a run has in hand.
pub struct RunContext {
    engine: Engine,
    claim: Claim,
    parameters: Value,
    lease_ms: i64,
    cancelled: AtomicBool,
    why: Mutex<Option<Why>>,
    said: Mutex<Said>,
    ended: Mutex<bool>,
    ending: Condvar,
    watcher: Option<Box<Watcher>>,
    last: Mutex<Option<Box<Last>>>,
}

/// What is written with the end of a run.
type Last = dyn Fn(&mut AnyConnection) -> Result<()> + Send;

/// Who wants to see how far the work is: thousandths and what it is doing.
pub(super) type Watcher = dyn Fn(i16, &Message) + Send + Sync;

/// What was said since the last sign of life.
#[derive(Default)]
struct Said {
    progress: Option<i16>,
    stage: Option<String>,
    log: Vec<LogLine>,
}

impl RunContext {
    pub(super) fn new(engine: Engine, claim: Claim, lease_ms: i64, watcher: Option<Box<Watcher>>) -> Self {
        let parameters = serde_json::from_str(&claim.job.parameters).unwrap_or_default();
        Self {
            engine,
            claim,
            parameters,
            lease_ms,
            cancelled: AtomicBool::new(false),
            why: Mutex::default(),
            said: Mutex::default(),
            ended: Mutex::new(false),
            ending: Condvar::new(),
            watcher,
            last: Mutex::default(),
        }
    }

    /// The time that it runs for.
    pub const fn due(&self) -> Instant {
        Instant::from_millis(self.claim.run.due)
    }

    /// The id of its job in this database.
    pub const fn job_id(&self) -> i64 {
        self.claim.job.id
    }

    /// The run's id in this database.
    pub const fn run_id(&self) -> i64 {
        self.claim.run.id
    }

    /// Which attempt this is, from 1.
    pub const fn attempt(&self) -> i32 {
        self.claim.run.attempt
    }

    /// The parameters of the job.
    pub const fn parameters(&self) -> &Value {
        &self.parameters
    }

    /// A whole number among the parameters, or else what stands in for it.
    pub fn number(&self, name: &str, otherwise: i64) -> i64 {
        self.parameters.get(name).and_then(Value::as_i64).unwrap_or(otherwise)
    }

    /// A text among the parameters; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Becomes true when the work must end; it then returns [`EngineError::Cancelled`] as soon as it can.
    pub const fn cancelled(&self) -> &AtomicBool {
        &self.cancelled
    }

    /// Goes on unless the work must end.
    ///
    /// # Errors
    ///
    /// [`EngineError::Cancelled`].
    pub fn go_on(&self) -> Result<()> {
        if self.cancelled.load(Ordering::Relaxed) { Err(EngineError::Cancelled) } else { Ok(()) }
    }

    /// Says how far the work is, from 0 to 1, and what it is doing. Written with the next sign of life.
    pub fn progress(&self, share: f64, stage: &Message) {
        let thousandths = thousandths(share);
        if let Some(watcher) = &self.watcher {
            watcher(thousandths, stage);
        }
        let mut said = self.said();
        said.progress = Some(thousandths);
        said.stage = Some(stored(stage));
    }

    /// Adds a line to the log of the run. Written with the next sign of life.
    pub fn log(&self, says: &Message) {
        let line = line(&self.claim.run, self.engine.now(), says);
        self.said().log.push(line);
    }

    /// Runs work that may write, as one transaction that is kept only while this attempt is the one at work.
    ///
    /// # Errors
    ///
    /// [`EngineError::Cancelled`] when the run was taken away; those of the work.
    pub fn write<T>(&self, work: impl FnOnce(&mut AnyConnection) -> Result<T>) -> Result<T> {
        self.engine.database().write(|c| {
            self.hold(c, &Said::default())?;
            work(c)
        })
    }

    /// Has something written in the very transaction in which the run ends as done: once, whatever happens before. What is
    /// written earlier is written again when the run is begun anew. When it fails, so does the end of the run, which is
    /// then begun anew.
    pub fn write_at_the_end(&self, work: impl Fn(&mut AnyConnection) -> Result<()> + Send + 'static) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(work));
    }

    /// Writes that.
    pub(super) fn write_last(&self, c: &mut AnyConnection) -> Result<()> {
        match self.last.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(work) => work(c),
            None => Ok(()),
        }
    }

    /// Gives a sign of life with what was said since the last one, and learns whether the work must end.
    ///
    /// # Errors
    ///
    /// Those of the store; what was said then waits for the next sign.
    pub(super) fn beat(&self) -> Result<()> {
        let said = std::mem::take(&mut *self.said());
        let outcome = self.engine.database().write(|c| {
            self.hold(c, &said)?;
            Ok(runs::append_log(c, self.run_id(), &said.log)?)
        });
        match outcome {
            // The work has been told.
            Ok(()) | Err(EngineError::Cancelled) => Ok(()),
            Err(error) => {
                let mut now = self.said();
                let later = std::mem::replace(&mut now.log, said.log);
                now.log.extend(later);
                now.progress = now.progress.or(said.progress);
                now.stage = now.stage.take().or(said.stage);
                Err(error)
            }
        }
    }

    /// The first statement of whatever is written for the run.
    fn hold(&self, c: &mut AnyConnection, said: &Said) -> Result<()> {
        let at = self.engine.now();
        let lease_until = at.plus_millis(self.lease_ms);
        let sign = Sign { at, lease_until, progress: said.progress, stage: said.stage.clone() };
        match runs::beat(c, self.run_id(), self.attempt(), &sign)? {
            None => {
                self.end(Why::Lost);
                Err(EngineError::Cancelled)
            }
            Some(cancelled_by) => {
                if cancelled_by.is_some() {
                    self.end(Why::Asked);
                }
                Ok(())
            }
        }
    }

    /// Tells the work to end. That the run was taken away weighs most.
    pub(super) fn end(&self, why: Why) {
        let mut reason = self.why.lock().unwrap_or_else(PoisonError::into_inner);
        if reason.is_none() || why == Why::Lost {
            *reason = Some(why);
        }
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Why the work must end, if it must.
    pub(super) fn why(&self) -> Option<Why> {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lines that were not written yet.
    pub(super) fn unwritten(&self) -> Vec<LogLine> {
        std::mem::take(&mut self.said().log)
    }

    /// Waits for a while, or until the work has ended; whether it has.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let (ended, _) = self
            .ending
            .wait_timeout_while(ended, time, |ended| !*ended)
            .unwrap_or_else(PoisonError::into_inner);
        *ended
    }

    /// Says that the work has ended.
    pub(super) fn has_ended(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.ending.notify_all();
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A share as whole thousandths; what is no number is nothing.
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000; NaN becomes 0")]
fn thousandths(share: f64) -> i16 {
    (share.clamp(0.0, 1.0) * 1000.0) as i16
}
