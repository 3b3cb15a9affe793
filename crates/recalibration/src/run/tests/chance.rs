//! A company without signal: what is proposed there must not be adopted more often than chance allows.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::sync::atomic::AtomicBool;

use super::world::World;
use crate::Verdict;
use crate::run::find::{Context, find};
use crate::run::grid::Grid;
use crate::run::{Case, Finding, Inputs, Population, Runner, Settings};

const RUNS: u64 = 200;
const THREADS: u64 = 2;

/// The small company with outcomes drawn independent of everything.
fn drawn(world: &World, seed: u64) -> Vec<Case> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut cases = world.cases.clone();
    for case in &mut cases {
        case.outcome.event = rng.next_u32().is_multiple_of(2);
    }
    cases
}

/// The verdict on such a company; steps of a run that the verdict does not look at are left out, the rest is that of every
/// run.
fn verdict(world: &World, seed: u64) -> Verdict {
    let cases = drawn(world, seed);
    let inputs = Inputs { cases: &cases, standing: None, extras: &[], ..world.inputs() };
    let settings = Settings { seed, ..world.settings.clone() };
    let cases = inputs.in_order();
    let mut runner = Runner {
        inputs: &inputs,
        settings: &settings,
        cases: &cases,
        grid: &Grid::of(&world.model),
        notes: Vec::new(),
        progress: &mut |_, _| (),
        cancelled: &AtomicBool::new(false),
    };
    runner.judge().unwrap().judgement.verdict
}

#[test]
fn without_signal_at_most_one_run_in_twenty_says_adopt() {
    let world = World::small();
    let verdicts: Vec<Verdict> = std::thread::scope(|scope| {
        let part = |thread: u64| {
            move || {
                (0..RUNS)
                    .filter(move |seed| seed % THREADS == thread)
                    .map(|seed| verdict(world, seed))
                    .collect()
            }
        };
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(part(thread))).collect();
        threads.into_iter().flat_map(|thread| -> Vec<Verdict> { thread.join().unwrap() }).collect()
    });
    let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    assert_eq!(count(Verdict::InsufficientData), 0, "each of these runs is large enough to decide");
    assert!(count(Verdict::Adopt) <= 10, "{} of {RUNS} runs say adopt", count(Verdict::Adopt));
}

#[test]
fn a_market_that_stands_still_seldom_tells_a_change() {
    let world = World::small();
    let told = (0..20).filter(|seed| {
        let cases = drawn(world, *seed);
        let inputs = Inputs { cases: &cases, ..world.inputs() };
        let (cases, extras) = (inputs.in_order(), inputs.extras_in_order());
        let context = Context {
            model: &world.model,
            grid: &Grid::of(&world.model),
            cases: &cases,
            extras: &extras,
            population: &Population::of(&cases, &world.settings),
            settings: &world.settings,
        };
        let found = find(&context, &mut |_| (), &AtomicBool::new(false)).unwrap();
        found.iter().any(|found| matches!(found.finding, Finding::EffectChanged { .. }))
    });
    let told = told.count();
    // One of twenty is expected at most; three or fewer of twenty have a chance of 98 %.
    assert!(told <= 3, "{told} of 20 tell a change");
}
