//! What jobs can do. Each kind is a function of the engine and its run; it may be begun any number of times and gives the
//! same.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::context::RunContext;
use super::{recalibrating, retention};
use crate::mailing::work::{REPORT_MAIL, SEND_MAIL};
use crate::score::{ScoreOptions, score_all};
use crate::sweep::sweep;
use crate::view::Message;
use crate::{Engine, EngineError, Result, mailing};

/// The work of a kind of job.
pub type Work = Arc<dyn Fn(&Engine, &RunContext) -> Result<RunResult> + Send + Sync>;

/// What came of a run, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunResult {
    /// The sentences.
    pub says: Vec<Message>,
}

impl RunResult {
    /// One sentence.
    pub fn of(says: Message) -> Self {
        Self { says: vec![says] }
    }
}

/// A kind of job that people can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its word, in the database and in message keys.
    pub word: &'static str,
    /// What a form asks besides when it runs: whole numbers.
    pub parameters: &'static [Parameter],
    /// Texts that it needs besides. Pages of their own ask for them; a form that does not leaves them as they are.
    pub texts: &'static [&'static str],
}

/// A whole number that a kind of job asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in the database and in message keys.
    pub name: &'static str,
    /// What it is where nobody says anything.
    pub otherwise: i64,
    /// Its least value.
    pub least: i64,
    /// Its greatest value.
    pub most: i64,
}

/// Scores everything: contacts, accounts with their snapshots, and the hand-over.
const SCORE: Kind = Kind { word: "score", parameters: &[], texts: &[] };

/// Marks what sales let wait too long.
const SWEEP: Kind = Kind { word: "sweep", parameters: &[], texts: &[] };

/// Measures every model, and keeps a report with a proposal to sign.
const RECALIBRATION: Kind = Kind { word: "recalibration", parameters: &[], texts: &[] };

/// Looks whether leads have drifted.
const DRIFT: Kind = Kind { word: "drift", parameters: &[], texts: &[] };

/// Deletes what nobody needs any more.
const RETENTION: Kind = Kind { word: "retention", parameters: &retention::PARAMETERS, texts: &[] };

/// All kinds, in the order of a form.
pub const KINDS: [Kind; 7] = [SCORE, SWEEP, RECALIBRATION, DRIFT, RETENTION, REPORT_MAIL, SEND_MAIL];

/// The kind of a word.
pub fn kind(word: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.word == word)
}

/// What a server knows to do.
#[derive(Clone, Default)]
pub struct Kinds(BTreeMap<String, Work>);

impl Kinds {
    /// What the engine itself can do.
    pub fn standard() -> Self {
        Self::default()
            .with(SCORE.word, score)
            .with(SWEEP.word, sweep_up)
            .with(RECALIBRATION.word, recalibrating::recalibrate)
            .with(DRIFT.word, recalibrating::check_drift)
            .with(RETENTION.word, retention::delete_old)
            .with(REPORT_MAIL.word, mailing::work::mail_one)
            .with(SEND_MAIL.word, mailing::work::send_all)
    }

    /// And this besides.
    #[must_use]
    pub fn with(
        mut self,
        kind: &str,
        work: impl Fn(&Engine, &RunContext) -> Result<RunResult> + Send + Sync + 'static,
    ) -> Self {
        self.0.insert(kind.to_owned(), Arc::new(work));
        self
    }

    /// Whether a kind is known.
    pub fn knows(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The work of a kind.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when this version knows no such kind.
    pub fn work(&self, word: &str) -> Result<Work> {
        self.0.get(word).cloned().ok_or_else(|| EngineError::not_found("kind of job", word))
    }
}

/// Rescoring, roll-up, snapshots and hand-over. A score that is younger than the run stays, whoever wrote it, and a contact
/// is handed over once, so that a run that is begun again, or goes on beside another for a moment, changes nothing.
fn score(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let options = ScoreOptions::at(engine.now());
    let scored = score_all(engine, &options, context.cancelled(), &mut |progress| {
        let says = Message::new("scoring", format!("{} of {} contacts", progress.done, progress.total))
            .with("done", progress.done)
            .with("total", progress.total);
        context.progress(share(progress.done, progress.total), &says);
    })?;
    if scored.is_empty() {
        return Ok(RunResult::of(Message::new("no-model", "there is no model to score with yet")));
    }
    let says = scored.into_iter().map(|scored| {
        let text = format!(
            "{}: {} contacts scored, {} changed, {} accounts rolled up, {} leads handed over",
            scored.model, scored.contacts, scored.changed, scored.accounts, scored.handed_over
        );
        Message::new("scored", text)
            .with("model", scored.model)
            .with("contacts", scored.contacts)
            .with("changed", scored.changed)
            .with("accounts", scored.accounts)
            .with("leads", scored.handed_over)
    });
    Ok(RunResult { says: says.collect() })
}

/// Contacts are nine tenths of the way; the roll-up is the rest.
#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn share(done: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 * 0.9 }
}

/// Leads are taken before they are marked, and a lead that is marked is left alone: any number of sweeps may go on at once.
fn sweep_up(engine: &Engine, _: &RunContext) -> Result<RunResult> {
    let swept = sweep(engine)?;
    if swept.overdue == 0 {
        return Ok(RunResult::of(Message::new("swept-nothing", "no lead became overdue")));
    }
    let text =
        format!("{} leads became overdue, {} of them accepted by silence", swept.overdue, swept.accepted);
    let says = Message::new("swept", text).with("overdue", swept.overdue).with("accepted", swept.accepted);
    Ok(RunResult::of(says))
}

/// A value as it is stored.
pub(super) fn stored(value: &impl Serialize) -> String {
    // Texts and numbers always have a form in JSON.
    serde_json::to_string(value).unwrap_or_default()
}
