//! What holds of every run: the proposal passes the check, weights add to 100, order does not matter, nothing after the MQL
//! is seen, and a run comes back from JSON as it went.

use std::sync::atomic::{AtomicBool, Ordering};

use bareme_scoring::{Draft, Model, check};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::world::{World, only_numbers, with_a_signal_planted_afterwards};
use crate::chance::shuffle;
use crate::run::grid::Grid;
use crate::run::{Extra, Inputs, LeakKind, Run, Settings, Step, Values, run};
use crate::{NoAnswer, Observation};

fn weights_add_up(model: &Model) -> bool {
    let grid = Grid::of(model);
    let fit: f64 = grid.fit.iter().map(|category| category.weight.as_f64()).sum();
    let engagement: u32 = grid.engagement.iter().map(|category| category.weight).sum();
    (fit - 100.0).abs() < 1e-9 && engagement == 100
}

#[test]
fn scores_by_the_grid_are_those_of_the_evaluation() {
    let world = World::small();
    let grid = Grid::of(&world.model);
    for case in &world.cases {
        let (seen, scored) = (&case.seen, grid.score(&case.seen));
        let apart = |a: bareme_scoring::Points, b: bareme_scoring::Points| (a - b).hundredths().abs();
        assert_eq!(seen.fit, scored.fit);
        assert!(apart(seen.engagement, scored.engagement) <= 2, "{seen:?} {scored:?}");
        assert!(apart(seen.rank, scored.rank) <= 1);
        assert!(seen.is_of(&world.model));
    }
}

#[test]
fn a_perfect_signal_after_the_mql_is_not_seen_at_the_mql() {
    let both = with_a_signal_planted_afterwards();
    assert!(both.len() > 20, "{} leads reached SQL", both.len());
    for (without, with) in both {
        assert_eq!(without, with);
    }
}

#[test]
fn the_proposed_document_gives_the_scores_that_were_judged() {
    let world = World::small();
    let found = world.run();
    let proposal = found.proposal.unwrap();
    let report = check(&proposal.document, None);
    let model = report.model.unwrap();
    assert!(weights_add_up(&model));
    let written = Grid::of(&model);
    assert_eq!(Grid::of(&check(&world.draft.to_toml(), None).model.unwrap()), Grid::of(&world.model));
    for change in &proposal.changes {
        assert_ne!(change.before, change.after);
        assert!(!change.spot.path.is_empty());
    }
    assert_ne!(written, Grid::of(&world.model));
    let migrated: u64 = found.impact.unwrap().migration.iter().flatten().sum();
    assert_eq!(migrated, world.standing.len() as u64);
}

#[test]
fn a_run_comes_back_from_json_and_holds_no_nan() {
    let found = World::small().run();
    assert!(only_numbers(&found));
    let text = serde_json::to_string(&found).unwrap();
    let back: Run = serde_json::from_str(&text).unwrap();
    assert_eq!(back.judgement, found.judgement);
    assert_eq!(back.notes, found.notes);
    assert_eq!(back.findings.len(), found.findings.len());
    for (one, other) in back.findings.iter().zip(&found.findings) {
        assert_eq!(one.finding.code(), other.finding.code());
        let json = serde_json::to_value(one).unwrap();
        assert_eq!(json["rule"], one.finding.code());
    }
    for note in &found.notes {
        assert_eq!(serde_json::to_value(note).unwrap()["code"], note.code());
    }
    assert_eq!(back.proposal.unwrap().document, found.proposal.unwrap().document);
}

#[test]
fn the_order_of_the_cases_does_not_show() {
    let world = World::small();
    let mut order: Vec<usize> = (0..world.cases.len()).collect();
    shuffle(&mut order, &mut ChaCha8Rng::seed_from_u64(9));
    let mut turned = world.clone();
    turned.cases = order.iter().map(|at| world.cases[*at].clone()).collect();
    for extra in &mut turned.extras {
        if let Values::Words(words) = &mut extra.at_mql {
            *words = order.iter().map(|at| words[*at].clone()).collect();
        }
    }
    assert_eq!(turned.run(), world.run());
}

#[test]
fn what_is_filled_in_after_the_outcome_is_told_with_the_reason() {
    let mut world = World::small().clone();
    let tag =
        |case: &crate::run::Case| Some(if case.outcome.event { "interested" } else { "lost" }.to_owned());
    let now = Values::Words(world.cases.iter().map(tag).collect());
    let at_mql = Values::Words(vec![None; world.cases.len()]);
    world.extras.push(Extra { name: "contact.tag".to_owned(), at_mql, now: Some(now.clone()) });
    world.extras.push(Extra { name: "contact.quality".to_owned(), at_mql: now, now: None });
    let leaks = world.run().leaks;
    let told: Vec<(&str, LeakKind)> = leaks.iter().map(|leak| (leak.name.as_str(), leak.kind)).collect();
    assert_eq!(told, [("contact.quality", LeakKind::TooGood), ("contact.tag", LeakKind::FilledAfterwards)]);
    assert!(leaks[1].known_at_mql < 1e-9 && leaks[1].known_now == Some(1.0));
}

#[test]
fn a_run_tells_how_far_it_is_and_stops_when_asked() {
    let world = World::small();
    let stop = AtomicBool::new(false);
    let mut heard = Vec::new();
    let mut listen = |step: Step, done: f64| {
        heard.push((step, done));
        if step == Step::Backtest && done > 0.2 {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let answer = run(&world.inputs(), &world.settings, &mut listen, &stop);
    assert_eq!(answer.unwrap_err(), NoAnswer::Stopped);
    assert!(heard.is_sorted_by_key(|(step, _)| *step));
    assert!(heard.iter().all(|(_, done)| (0.0..=1.0).contains(done)));
    assert!(heard.iter().filter(|(step, _)| *step == Step::Backtest).count() > 5);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    /// Whatever happened to the leads, the proposal is a model that can be published.
    #[test]
    fn every_proposal_passes_the_check(
        seed in any::<u64>(),
        kept in 40_usize..200,
        rate in 1_u32..10,
        follows in prop::option::of(0_usize..16),
        capacity in prop::option::of(0.1_f64..50.0),
    ) {
        let world = World::small();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut cases: Vec<_> = world.cases.iter().take(kept).cloned().collect();
        for case in &mut cases {
            let signal = |at: usize| case.seen.units.get(at).is_some_and(|units| *units > 0.0);
            case.outcome.event = follows.map_or(rng.next_u32() % 10 < rate, signal);
        }
        let settings =
            Settings { capacity_per_week: capacity, bootstrap_samples: 50, ..world.settings.clone() };
        let inputs = Inputs { cases: &cases, extras: &[], ..world.inputs() };
        let found = run(&inputs, &settings, &mut |_, _| (), &AtomicBool::new(false)).unwrap();
        if let Some(proposal) = found.proposal {
            let report = check(&proposal.document, None);
            prop_assert!(report.errors().next().is_none(), "{:#?}", report.problems);
            prop_assert!(weights_add_up(&report.model.unwrap()));
        }
    }
}

#[test]
fn a_case_of_another_model_is_refused() {
    let world = World::small();
    let draft = Draft::parse(bareme_scoring::STARTER).unwrap();
    let model = draft.check(None).model.unwrap();
    let other = Inputs { model: &model, draft: &draft, ..world.inputs() };
    let answer = run(&other, &world.settings, &mut |_, _| (), &AtomicBool::new(false));
    assert_eq!(answer.unwrap_err().code(), "impossible");
    let mixed = Inputs { draft: &draft, ..world.inputs() };
    let answer = run(&mixed, &world.settings, &mut |_, _| (), &AtomicBool::new(false));
    assert_eq!(answer.unwrap_err().code(), "impossible");
}

#[test]
fn an_observation_takes_little_room() {
    let seen: &Observation = &World::small().cases[0].seen;
    let parts = seen.choices.len() * 4 + seen.units.len() * 8 + seen.rows.len() * 4;
    assert!(parts + size_of::<Observation>() < 500, "{parts}");
}
