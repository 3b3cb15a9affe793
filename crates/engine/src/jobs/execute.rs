//! Carrying out a run: its work on this thread, signs of life on another, and how it ended written down while it is its
//! own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use bareme_scoring::Instant;
use bareme_store::jobs;
use bareme_store::jobs::runs::{self, LogLine, Run};

use super::claim::{Claim, Server, given_up, line};
use super::context::{RunContext, Watcher, Why};
use super::kinds::{RunResult, stored};
use super::{Pace, Status};
use crate::view::Message;
use crate::{EngineError, Result};

/// Tries to write down how a run ended. After that, another server takes it for abandoned and does it again.
const TRIES: u32 = 5;

impl Server {
    /// Carries out a run and writes down how it ended: its status, or `None` when it was taken away meanwhile.
    pub fn execute(&self, claim: &Claim) -> Option<Status> {
        self.carry_out(claim, None)
    }

    /// The same; `watcher` is told how far it is, in thousandths, and what it is doing.
    pub fn execute_watched(
        &self,
        claim: &Claim,
        watcher: impl Fn(i16, &Message) + Send + Sync + 'static,
    ) -> Option<Status> {
        self.carry_out(claim, Some(Box::new(watcher)))
    }

    fn carry_out(&self, claim: &Claim, watcher: Option<Box<Watcher>>) -> Option<Status> {
        let (job, run_id) = (claim.job.name.clone(), claim.run.id);
        let context =
            Arc::new(RunContext::new(self.engine.clone(), claim.clone(), self.pace.lease_ms, watcher));
        self.enter(&context);
        let text = format!("attempt {} begins on {}", claim.run.attempt, self.name);
        context.log(&Message::new("begun", text).with("holder", &self.name));
        let outcome = std::thread::scope(|scope| {
            scope.spawn(|| signs_of_life(&context, self.pace.heartbeat));
            let outcome = self.work(claim, &context);
            context.has_ended();
            outcome
        });
        let ended = self.write_down(claim, &context, outcome);
        self.leave();
        if let Some(status) = ended {
            tracing::info!(job, run_id, status = status.word(), "a job ended");
        } else {
            tracing::warn!(job, run_id, "a run was taken away while it was at work; nothing of it counts");
        }
        ended
    }

    fn work(&self, claim: &Claim, context: &RunContext) -> Result<RunResult> {
        let work = self.kinds.work(&claim.job.kind)?;
        catch_unwind(AssertUnwindSafe(|| work(&self.engine, context))).unwrap_or_else(|_| {
            Err(EngineError::Invalid("it broke off by a fault of the program".to_owned()))
        })
    }

    fn write_down(&self, claim: &Claim, context: &RunContext, outcome: Result<RunResult>) -> Option<Status> {
        if context.why() == Some(Why::Lost) {
            return None;
        }
        if let Err(error) = &outcome
            && !matches!(error, EngineError::Cancelled)
        {
            tracing::error!(job = claim.job.name, run_id = claim.run.id, %error, "a job failed");
        }
        let ending = Ending::of(outcome, context.why(), self.engine.now());
        let log = context.unwritten();
        for turn in 1..=TRIES {
            match self.write_ending(claim, context, &ending, &log) {
                Ok(written) => return written.then_some(ending.status),
                Err(error) => {
                    tracing::warn!(run_id = claim.run.id, %error, "how a run ended could not be written down yet");
                    std::thread::sleep(Duration::from_millis(200) * turn);
                }
            }
        }
        None
    }

    /// Whether the ending was written: the run was not taken away before.
    fn write_ending(
        &self,
        claim: &Claim,
        context: &RunContext,
        ending: &Ending,
        log: &[LogLine],
    ) -> Result<bool> {
        self.engine.database().write(|c| {
            if jobs::take(c, claim.job.id)?.is_none() {
                return Ok(false);
            }
            let Some(run) = runs::find(c, claim.run.id)? else { return Ok(false) };
            if !runs::update_held(c, claim.run.attempt, &ending.written(run, &self.pace))? {
                return Ok(false);
            }
            let failure = ending.failure.as_ref().map(|says| line(&claim.run, ending.at, says));
            let lines: Vec<LogLine> = log.iter().cloned().chain(failure).collect();
            runs::append_log(c, claim.run.id, &lines)?;
            if ending.status == Status::Done {
                context.write_last(c)?;
            }
            Ok(true)
        })
    }
}

/// How a run ended.
struct Ending {
    status: Status,
    result: Option<String>,
    failure: Option<Message>,
    at: Instant,
}

impl Ending {
    fn of(outcome: Result<RunResult>, why: Option<Why>, at: Instant) -> Self {
        let (status, result, failure) = match (outcome, why) {
            (Ok(result), _) => (Status::Done, Some(stored(&result)), None),
            (Err(EngineError::Cancelled), Some(Why::Stopping)) => (Status::Waiting, None, None),
            (Err(EngineError::Cancelled), Some(Why::Asked)) => (Status::Cancelled, None, None),
            (Err(error), _) => (Status::Failed, None, Some(sentence(&error))),
        };
        Self { status, result, failure, at }
    }

    /// The run as it is written with its ending.
    fn written(&self, run: Run, pace: &Pace) -> Run {
        if let Some(why) = &self.failure {
            return given_up(run, Status::Failed, why, pace, self.at);
        }
        let run = Run { status: self.status.word().to_owned(), stage: None, ..run };
        let now = Some(self.at.millis());
        match self.status {
            // Its server lets go of it: any other may take it at once.
            Status::Waiting => Run { retry_at: now, ..run },
            Status::Done => Run { result: self.result.clone(), progress: 1_000, finished_at: now, ..run },
            _ => Run { finished_at: now, ..run },
        }
    }
}

/// Gives signs of life until the work has ended.
fn signs_of_life(context: &RunContext, heartbeat: Duration) {
    while !context.wait(heartbeat) {
        if let Err(error) = context.beat() {
            tracing::warn!(run_id = context.run_id(), %error, "no sign of life could be given");
        }
    }
}

/// Why work failed, for people.
fn sentence(error: &EngineError) -> Message {
    Message::new("failed", error.to_string()).with("why", error)
}
