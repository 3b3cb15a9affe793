//! Scoring: every contact under every model that applies, then the accounts, then the hand-over.
//!
//! Contacts are read in order of id, in blocks, by as many threads as the machine has; one thread writes what changed.

mod accounts;
mod block;
mod facts;
mod one;
mod world;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use bareme_rollup::Person;
use bareme_scoring::Instant;
use bareme_store::{adjustments, contacts, models, scores};

pub(crate) use accounts::rules_of;
use block::{Block, Part, score_block};
pub(crate) use block::{hundredths, relationship_facts};
pub(crate) use facts::WantedFacts;

pub use one::{OneScored, score_contact};
pub(crate) use one::{adjustment, people_of};
use world::World;

use crate::{Engine, EngineError, LoadedModel, Result, hand_over};

/// Servers' clocks differ a little, in milliseconds.
pub(crate) const CLOCKS_DIFFER_MS: i64 = 300_000;

/// Contacts in a block: few enough to keep several in memory, enough to make a write worth its while.
const BLOCK: i64 = 8_192;

/// Scores written in one transaction: enough that a page of an index is written for several of them, few enough that
/// others who write wait for less than a second.
const WRITTEN_TOGETHER: usize = 65_536;

/// What to score.
#[derive(Clone, Debug)]
pub struct ScoreOptions {
    /// The moment to score for.
    pub as_of: Instant,
    /// One model only; all of them when absent.
    pub model: Option<String>,
    /// Writes snapshots of accounts and nothing else: for days in the past.
    pub snapshots_only: bool,
    /// Whether contacts that enter a hand-off cell become leads.
    pub hand_over: bool,
    /// Threads that read and compute, at least one.
    pub threads: usize,
}

impl ScoreOptions {
    /// Everything, at a moment, with hand-over.
    pub fn at(as_of: Instant) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { as_of, model: None, snapshots_only: false, hand_over: true, threads }
    }
}

/// What became of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelScored {
    /// Its name.
    pub model: String,
    /// Contacts that it scores.
    pub contacts: u64,
    /// Contacts that it does not apply to.
    pub not_applicable: u64,
    /// Contacts whose score changed.
    pub changed: u64,
    /// Accounts scored.
    pub accounts: u64,
    /// Accounts that are marketing-qualified.
    pub qualified_accounts: u64,
    /// Leads handed over to sales.
    pub handed_over: u64,
}

/// How far scoring is, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreProgress {
    /// Contacts done.
    pub done: u64,
    /// Contacts in all.
    pub total: u64,
}

/// Scores what the database holds.
///
/// # Errors
///
/// [`EngineError::Cancelled`] when `cancel` becomes true, a moment that has not come yet (its scores would count as younger
/// than all that follow), an unknown model, and those of the store. What was
/// committed before stays; the next run brings the rest up to date.
pub fn score_all(
    engine: &Engine,
    options: &ScoreOptions,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(ScoreProgress),
) -> Result<Vec<ModelScored>> {
    let began = engine.now();
    if options.as_of > began {
        return Err(EngineError::Invalid(format!(
            "{} has not come yet: a score says what is known by a moment, which is now or in the past",
            options.as_of
        )));
    }
    let loaded = pick(engine, options.model.as_deref())?;
    if loaded.is_empty() {
        return Ok(Vec::new());
    }
    bring_back(engine, &loaded, began)?;
    let world = World::load(engine, &loaded, options.as_of)?;
    let mut runs: Vec<Run> = loaded.iter().map(|loaded| Run::new(loaded, began)).collect();
    contacts_pass(engine, options, &world, &mut runs, cancel, progress)?;
    for (place, run) in runs.iter_mut().enumerate() {
        accounts::roll_up(engine, options, &world, place, run)?;
        if options.snapshots_only {
            continue;
        }
        let model_id = run.loaded.stored.id;
        engine.database().write(|c| -> Result<()> {
            // Exact even where others scored meanwhile.
            scores::recount_ratings(c, model_id)?;
            Ok(models::update_scored(c, model_id, options.as_of)?)
        })?;
        if options.hand_over && run.loaded.stored.is_primary {
            run.scored.handed_over = hand_over::hand_over_all(engine, &run.loaded, options.as_of)?;
        }
    }
    engine.database().settle()?;
    Ok(runs.into_iter().map(|run| run.scored).collect())
}

/// Scores that were made while a clock was ahead would stay as they are until their time has come.
fn bring_back(engine: &Engine, loaded: &[LoadedModel], now: Instant) -> Result<()> {
    let limit = now.plus_millis(CLOCKS_DIFFER_MS);
    if engine.database().read(|c| scores::count_after(c, limit))? == 0 {
        return Ok(());
    }
    engine.database().write(|c| {
        for model in loaded {
            let scores = scores::bring_back(c, model.stored.id, now)?;
            tracing::warn!(
                scores,
                model = model.stored.name,
                "scores were dated after now, and count as made now"
            );
        }
        Ok(())
    })
}

fn pick(engine: &Engine, name: Option<&str>) -> Result<Vec<LoadedModel>> {
    let all = engine.database().read(|c| engine.models(c))?;
    match name {
        None => Ok(all),
        Some(name) => {
            let found: Vec<LoadedModel> = all.into_iter().filter(|model| model.stored.name == name).collect();
            if found.is_empty() { Err(EngineError::not_found("model", name)) } else { Ok(found) }
        }
    }
}

/// One model while it is worked on.
struct Run {
    loaded: LoadedModel,
    /// When it began: a score that is younger was made by somebody who knew more, and stays.
    began: Instant,
    scored: ModelScored,
    /// What each scored contact brings into the roll-up.
    people: Vec<(i64, Person)>,
    /// What is yet to be written.
    pending: Part,
}

impl Run {
    fn new(loaded: &LoadedModel, began: Instant) -> Self {
        let scored = ModelScored {
            model: loaded.stored.name.clone(),
            contacts: 0,
            not_applicable: 0,
            changed: 0,
            accounts: 0,
            qualified_accounts: 0,
            handed_over: 0,
        };
        Self { loaded: loaded.clone(), began, scored, people: Vec::new(), pending: Part::default() }
    }
}

fn contacts_pass(
    engine: &Engine,
    options: &ScoreOptions,
    world: &World,
    runs: &mut [Run],
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(ScoreProgress),
) -> Result<()> {
    let (max_id, total) = engine
        .database()
        .read(|c| -> Result<(i64, u64)> { Ok((contacts::max_id(c)?, contacts::count(c)?)) })?;
    let starts: Vec<i64> = (1..=max_id).step_by(usize::try_from(BLOCK).unwrap_or(1)).collect();
    let turn = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Small, so that a slow disk holds the readers back instead of filling the memory.
        let (sender, receiver) = sync_channel::<Result<Block>>(4);
        for _ in 0..options.threads.max(1) {
            let sender = sender.clone();
            let (starts, turn, stop) = (&starts, &turn, &stop);
            scope.spawn(move || {
                while let Some(start) = starts.get(turn.fetch_add(1, Ordering::Relaxed)) {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let block = score_block(engine, world, *start..*start + BLOCK);
                    let failed = block.is_err();
                    if sender.send(block).is_err() || failed {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut done = 0;
        let outcome = receiver.into_iter().try_for_each(|block| {
            let block = block?;
            if cancel.load(Ordering::Relaxed) {
                return Err(EngineError::Cancelled);
            }
            done += block.contacts;
            progress(ScoreProgress { done, total: total.max(done) });
            take_in(engine, options, runs, block)
        });
        stop.store(true, Ordering::Relaxed);
        outcome
    })?;
    for run in runs {
        write(engine, run)?;
        run.people.sort_unstable_by_key(|(contact, _)| *contact);
    }
    Ok(())
}

/// Keeps what the roll-up needs of a block, and writes what changed once it is worth a transaction.
fn take_in(engine: &Engine, options: &ScoreOptions, runs: &mut [Run], block: Block) -> Result<()> {
    for (run, mut part) in runs.iter_mut().zip(block.models) {
        run.scored.contacts += part.people.len() as u64;
        run.scored.not_applicable += block.contacts - part.people.len() as u64;
        run.scored.changed += part.changed.len() as u64;
        run.people.append(&mut part.people);
        if options.snapshots_only {
            continue;
        }
        run.pending.join(part);
        if run.pending.changes() >= WRITTEN_TOGETHER {
            write(engine, run)?;
        }
    }
    Ok(())
}

/// Writes what is pending.
fn write(engine: &Engine, run: &mut Run) -> Result<()> {
    let mut part = std::mem::take(&mut run.pending);
    if part.changes() == 0 {
        return Ok(());
    }
    part.sort();
    let model_id = run.loaded.stored.id;
    engine.database().write(|c| -> Result<()> {
        let younger = scores::list_scored_after(c, model_id, part.range(), run.began)?;
        part.leave_out(&younger);
        scores::upsert_contacts(c, &part.changed)?;
        scores::delete_contacts(c, model_id, &part.gone)?;
        Ok(scores::add_to_rating_counts(c, model_id, &part.rating_changes)?)
    })
}

/// The adjustments of a model as scoring takes them, by contact.
pub(crate) fn adjustments_of(
    engine: &Engine,
    model_id: i64,
    as_of: Instant,
) -> Result<Vec<(i64, bareme_scoring::Adjustment)>> {
    let stored = engine.database().read(|c| adjustments::list(c, model_id, None, as_of))?;
    Ok(stored.into_iter().map(|stored| (stored.contact_id, adjustment(stored))).collect())
}
