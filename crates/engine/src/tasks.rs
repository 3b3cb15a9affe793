//! Work that goes on in the background of this process: a recalibration, a rescoring. One of each at a time, with its
//! progress, and with a way to stop it. What a process that ends leaves unfinished is begun anew by whoever asks again: both
//! write only what is complete.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bareme_scoring::Instant;

use crate::recalibrate::{self, Asked, NoReport};
use crate::score::{ScoreOptions, score_all};
use crate::{Engine, EngineError, Result};

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A run of recalibration.
    Recalibration,
    /// Scoring everything that a new version scores.
    Rescoring,
}

/// How work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is done; the id of the report, where it makes one.
    Done(Option<i64>),
    /// There is no report, for a reason.
    NoReport(NoReport),
    /// It failed; what to tell whoever asked is in the log.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

/// Work that goes on, or has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The model that it is about.
    pub model: String,
    /// When it began.
    pub began: Instant,
    /// How much is done, 0 to 1.
    pub share: f64,
    /// Whether somebody asked it to stop.
    pub stopping: bool,
    /// How it ended; `None` while it goes on.
    pub ended: Option<Ended>,
}

/// The work of this process.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<BTreeMap<Work, Entry>>);

#[derive(Debug)]
struct Entry {
    task: Task,
    cancel: Arc<AtomicBool>,
}

impl Tasks {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Work, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self, work: Work, change: impl FnOnce(&mut Task)) {
        if let Some(entry) = self.lock().get_mut(&work) {
            change(&mut entry.task);
        }
    }
}

/// How work stands that was last begun here; `None` when none was.
pub fn find(engine: &Engine, work: Work) -> Option<Task> {
    engine.tasks().lock().get(&work).map(|entry| entry.task.clone())
}

/// Asks work to stop; false when none goes on.
pub fn cancel(engine: &Engine, work: Work) -> bool {
    let mut all = engine.tasks().lock();
    let Some(entry) = all.get_mut(&work).filter(|entry| entry.task.ended.is_none()) else { return false };
    entry.cancel.store(true, Ordering::Relaxed);
    entry.task.stopping = true;
    true
}

/// Begins a recalibration; false when one goes on.
///
/// # Errors
///
/// When the system gives no thread.
pub fn recalibrate(engine: &Engine, model: &str, asked: Asked) -> Result<bool> {
    begin(engine, Work::Recalibration, model, move |engine, cancel, told| {
        let mut progress = |progress: recalibrate::Progress| told(progress.share);
        Ok(match recalibrate::run(engine, &asked, cancel, &mut progress)? {
            Ok(id) => Ended::Done(Some(id)),
            Err(why) => Ended::NoReport(why),
        })
    })
}

/// Begins to score everything anew that a model scores, with hand-over, as `bareme score` does; false when a rescoring goes
/// on, which does not know the newest version: it is to be asked for again.
///
/// # Errors
///
/// When the system gives no thread.
pub fn rescore(engine: &Engine, model: &str) -> Result<bool> {
    let name = model.to_owned();
    begin(engine, Work::Rescoring, model, move |engine, cancel, told| {
        let options = ScoreOptions { model: Some(name), ..ScoreOptions::at(engine.now()) };
        score_all(engine, &options, cancel, &mut |progress| told(ratio(progress.done, progress.total)))?;
        Ok(Ended::Done(None))
    })
}

fn begin(
    engine: &Engine,
    work: Work,
    model: &str,
    job: impl FnOnce(&Engine, &AtomicBool, &mut dyn FnMut(f64)) -> Result<Ended> + Send + 'static,
) -> Result<bool> {
    let cancel = Arc::new(AtomicBool::new(false));
    {
        let mut all = engine.tasks().lock();
        if all.get(&work).is_some_and(|entry| entry.task.ended.is_none()) {
            return Ok(false);
        }
        let (model, began) = (model.to_owned(), engine.now());
        let task = Task { model, began, share: 0.0, stopping: false, ended: None };
        all.insert(work, Entry { task, cancel: Arc::clone(&cancel) });
    }
    // What goes on in the background is the house's work, whoever began it.
    let (owner, span) = (engine.for_the_house(), tracing::Span::current());
    let name = format!("{work:?}").to_lowercase();
    let spawned = std::thread::Builder::new().name(name).spawn(move || {
        let _span = span.enter();
        // However the thread ends, nobody waits for it for ever.
        let mut end = End { engine: owner.clone(), work, ended: Ended::Failed };
        let mut told = |share: f64| {
            owner.tasks().update(work, |task| task.share = share.clamp(task.share, 1.0));
        };
        end.ended = match job(&owner, &cancel, &mut told) {
            Ok(ended) => ended,
            Err(EngineError::Cancelled) => Ended::Cancelled,
            Err(error) => {
                tracing::error!(%error, ?work, "background work failed");
                Ended::Failed
            }
        };
    });
    if let Err(source) = spawned {
        engine.tasks().update(work, |task| task.ended = Some(Ended::Failed));
        return Err(EngineError::File { path: "a new thread".to_owned(), source });
    }
    Ok(true)
}

/// Writes down how work ended, also when it panicked.
struct End {
    engine: Engine,
    work: Work,
    ended: Ended,
}

impl Drop for End {
    fn drop(&mut self) {
        let ended = self.ended.clone();
        self.engine.tasks().update(self.work, |task| task.ended = Some(ended));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of contacts are far below 2^53")]
fn ratio(done: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 }
}
