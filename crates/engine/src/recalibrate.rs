//! Recalibration: a model is measured against what became of the leads, and a better one is proposed.
//!
//! The run itself is a pure function ([`bareme_recalibration::run`]); here its inputs are read, exactly as known when each
//! lead became MQL, by the version of the model that is in force now: the question is what the model of today would have
//! said then. Everything is computed before anything is written, and report and proposal are written in one transaction,
//! so that a run that is killed leaves nothing behind and the next one gives the report that it would have given.

mod asked;
mod cases;
mod extras;
mod kept;
mod observe;
mod period;
mod population;
mod report;

use std::sync::atomic::AtomicBool;

use bareme_recalibration::run::{Inputs, Settings};
use bareme_recalibration::{NoAnswer, Observation};
use bareme_scoring::{Draft, Instant};
use bareme_store::{AnyConnection, contacts};

use crate::{Engine, EngineError, LoadedModel, Result};
use cases::{Meant, Subject};
use observe::{Moment, Watch, observe};
use period::Span;
use population::{Candidates, Horizon};

pub use asked::{Asked, LONGEST_HORIZON, NoReport, target_from_word, target_word};
pub use bareme_recalibration::Verdict;
pub use bareme_recalibration::run::{Run, Step, Target};
pub use kept::{Kept, LeftOut, Listed, Load, ROWS, Whole, find, list, newest, verdict_word};
pub use report::report;

/// No sample of everyone whom the model is meant for is larger: thresholds are set on tenths of it.
const STANDING: usize = 20_000;

/// How much of the whole the reading takes, for a progress bar.
const READING: f64 = 0.4;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it does; `None` while it reads.
    pub step: Option<Step>,
    /// How much of the whole is done, 0 to 1.
    pub share: f64,
}

/// Runs recalibration, and keeps report and proposal; the answer is the id of the report.
///
/// # Errors
///
/// [`EngineError::Cancelled`] when `cancel` becomes true, an unknown model, and those of the store. Nothing is written then.
pub fn run(
    engine: &Engine,
    asked: &Asked,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<std::result::Result<i64, NoReport>> {
    Ok(match prepare(engine, asked, cancel, progress)? {
        Ok(prepared) => Ok(engine.database().write(|c| prepared.keep(engine, c))?),
        Err(why) => Err(why),
    })
}

/// Runs recalibration and keeps nothing yet: for who writes the report in a transaction of its own.
///
/// # Errors
///
/// As [`run`].
pub fn prepare(
    engine: &Engine,
    asked: &Asked,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<std::result::Result<Prepared, NoReport>> {
    let began = engine.now();
    let answer = compute(engine, asked, cancel, progress)?;
    Ok(answer.map(|computed| Prepared { asked: asked.clone(), began, computed }))
}

/// A report that is computed and not yet kept.
#[derive(Debug)]
pub struct Prepared {
    asked: Asked,
    began: Instant,
    computed: Computed,
}

impl Prepared {
    /// Keeps the report with its proposal; the id of the report.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn keep(&self, engine: &Engine, c: &mut AnyConnection) -> Result<i64> {
        kept::keep(engine, c, &self.asked, &self.computed, self.began)
    }

    /// What was found.
    pub const fn whole(&self) -> &Whole {
        &self.computed.whole
    }
}

/// Why a run would have no report, as far as that can be told before it begins.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn check(engine: &Engine, asked: &Asked) -> Result<Option<NoReport>> {
    Ok(choose(engine, asked)?.err())
}

/// What a run found, before it is kept.
#[derive(Debug)]
pub(crate) struct Computed {
    pub loaded: LoadedModel,
    pub as_of: Instant,
    pub whole: Whole,
}

/// The leads that a run looks at.
struct Sample {
    loaded: LoadedModel,
    horizon: Horizon,
    period: Span,
    subjects: Vec<Subject>,
    reference: Vec<Moment>,
    undated: u64,
    unripe: u64,
}

fn compute(
    engine: &Engine,
    asked: &Asked,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<std::result::Result<Computed, NoReport>> {
    let sample = match choose(engine, asked)? {
        Ok(sample) => sample,
        Err(why) => return Ok(Err(why)),
    };
    let read = read(engine, &sample, asked.threads, cancel, progress)?;
    if read.meant.cases.is_empty() {
        return Ok(Err(NoReport::NoneMeant { leads: sample.subjects.len() as u64 }));
    }
    let settings = settings(asked, &sample);
    let version = &sample.loaded.stored.version;
    let draft = Draft::parse(&version.document).map_err(|error| EngineError::Invalid(error.to_string()))?;
    let inputs = Inputs {
        model: &sample.loaded.model,
        draft: &draft,
        cases: &read.meant.cases,
        reference: (!read.reference.is_empty()).then_some(&read.reference),
        standing: (!read.standing.is_empty()).then_some(&read.standing),
        extras: &read.extras,
    };
    let mut furthest = READING;
    let mut told = |step: Step, share: f64| {
        let before = Step::ALL.iter().position(|known| *known == step).unwrap_or(0);
        let done = (real(before) + share.clamp(0.0, 1.0)) / real(Step::ALL.len());
        furthest = furthest.max(READING + (1.0 - READING) * done);
        progress(Progress { step: Some(step), share: furthest });
    };
    let found = bareme_recalibration::run::run(&inputs, &settings, &mut told, cancel);
    let run = found.map_err(|why| match why {
        NoAnswer::Stopped => EngineError::Cancelled,
        why => EngineError::Invalid(why.to_string()),
    })?;
    let load = kept::loads(&run, &sample.loaded.model, &read.meant);
    let whole = Whole {
        load,
        left_out: LeftOut { undated: sample.undated, unripe: sample.unripe, not_meant: read.meant.beside },
        recorded_later: read.meant.recorded_later,
        reference: read.reference.len() as u64,
        standing: read.standing.len() as u64,
        run,
    };
    Ok(Ok(Computed { loaded: sample.loaded, as_of: sample.horizon.as_of, whole }))
}

/// Which leads, or why there are none.
fn choose(engine: &Engine, asked: &Asked) -> Result<std::result::Result<Sample, NoReport>> {
    engine.database().read(|c| {
        let (Some(loaded), _) = engine.pick_model(c, asked.model.as_deref())? else {
            return Ok(Err(NoReport::NoModel));
        };
        let target = asked::target_stage(asked.target);
        let as_of = asked.as_of.unwrap_or_else(|| engine.now());
        let horizon = Horizon { target, days: asked.horizon(), as_of };
        let passages = engine.passages(c)?;
        let candidates = Candidates::of(&passages, &loaded, horizon);
        let period = match period_of(asked, &candidates, horizon) {
            Ok(period) => period,
            Err(why) => return Ok(Err(why)),
        };
        let chosen = candidates.within(period.from, period.before);
        if let (true, Some(oldest), Some(youngest)) =
            (chosen.is_empty(), candidates.ripe.first(), candidates.ripe.last())
        {
            let (oldest, youngest) = (oldest.mql_at, youngest.mql_at);
            return Ok(Err(NoReport::NoneInPeriod { oldest, youngest }));
        }
        let until = asked.before.unwrap_or(period.before);
        Ok(Ok(Sample {
            subjects: cases::subjects(chosen, passages.words()),
            reference: period::reference(&candidates, period).iter().map(cases::moment).collect(),
            undated: candidates.undated,
            unripe: candidates.unripe_within(period.from, until),
            loaded,
            horizon,
            period,
        }))
    })
}

/// The period that was asked for, as far as leads have had their time, or the usual one.
fn period_of(
    asked: &Asked,
    candidates: &Candidates,
    horizon: Horizon,
) -> std::result::Result<Span, NoReport> {
    if let (Some(from), Some(before)) = (asked.from, asked.before)
        && before <= from
    {
        return Err(NoReport::Reversed);
    }
    if asked.from.is_some_and(|from| from >= horizon.as_of) {
        return Err(NoReport::Future);
    }
    if candidates.ripe.is_empty() {
        return Err(match candidates.unripe.first() {
            Some(first) => {
                NoReport::NoneRipe { days: horizon.days, first_on: first.plus_days(i64::from(horizon.days)) }
            }
            None => NoReport::NoLeads { undated: candidates.undated },
        });
    }
    let ripe_before = horizon.ripe_before();
    let end = asked.before.map_or(ripe_before, |before| before.min(ripe_before));
    let usual = period::usual(candidates, end);
    let before = asked.before.map_or(usual.before, |_| end);
    let from = asked.from.unwrap_or(usual.from);
    Ok(Span { from, before: before.max(from) })
}

fn settings(asked: &Asked, sample: &Sample) -> Settings {
    Settings {
        target: asked.target,
        horizon_days: sample.horizon.days,
        capacity_per_week: asked.capacity_per_week,
        seed: asked.seed,
        ..Settings::new(sample.period.from, sample.period.before)
    }
}

/// What was read for a run.
struct Inside {
    meant: Meant,
    reference: Vec<Observation>,
    standing: Vec<Observation>,
    extras: Vec<bareme_recalibration::run::Extra>,
}

fn read(
    engine: &Engine,
    sample: &Sample,
    threads: usize,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Inside> {
    let loaded = &sample.loaded;
    let mut subjects: Vec<&Subject> = sample.subjects.iter().collect();
    // By contact, as they are stored.
    subjects.sort_by_key(|subject| (subject.candidate.row.contact_id, subject.candidate.row.id));
    let moments: Vec<Moment> = subjects.iter().map(|subject| cases::moment(&subject.candidate)).collect();
    let mut reference = sample.reference.clone();
    reference.sort_unstable();
    let standing = standing(engine, sample.period.before)?;
    let total = moments.len() + reference.len() + standing.len();
    let mut before = 0;
    let mut look = |besides: &[bareme_scoring::AttributeRef], moments: &[Moment], counts: bool| {
        let mut told = |done: usize| {
            if counts {
                let share = READING * real(before + done) / real(total.max(1));
                progress(Progress { step: None, share });
            }
        };
        let mut watch = Watch { threads, cancel, progress: &mut told };
        let seen = observe(engine, loaded, besides, moments, &mut watch);
        before += if counts { moments.len() } else { 0 };
        seen
    };
    let all = engine.database().read(|c| extras::every(c, loaded))?;
    let step = moments.len().div_ceil(extras::SAMPLE).max(1);
    let few: Vec<Moment> = moments.iter().step_by(step).copied().collect();
    let few = look(&all, &few, false)?;
    let telling = extras::telling(all, &few, moments.len());
    let seen = look(&telling, &moments, true)?;
    let seen_of = |seen: Vec<observe::Seen>| {
        let seen = seen.into_iter().filter(|seen| seen.existed).filter_map(|seen| seen.observation);
        seen.collect::<Vec<Observation>>()
    };
    let reference = look(&[], &reference, true)?;
    let standing = seen_of(look(&[], &standing, true)?);
    let meant = cases::meant(&subjects, seen, sample.horizon);
    Ok(Inside {
        extras: extras::columns(&telling, &meant.seen),
        reference: reference.into_iter().filter_map(|seen| seen.observation).collect(),
        standing,
        meant,
    })
}

/// Everyone, or every so many of them, at the end of the period.
fn standing(engine: &Engine, at: Instant) -> Result<Vec<Moment>> {
    let ids = engine.database().read(contacts::list_ids)?;
    let step = ids.len().div_ceil(STANDING).max(1);
    Ok(ids.into_iter().step_by(step).map(|contact_id| Moment { contact_id, at }).collect())
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
fn real(count: usize) -> f64 {
    count as f64
}
