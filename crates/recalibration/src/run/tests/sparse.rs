//! Leads that hold little: a note instead of a figure, never NaN, and everything that can still be given.

use bareme_scoring::{Draft, Level, Points, Rating, check};
use bareme_simulator::DEMO_MODEL;

use super::world::{World, only_numbers};
use crate::Verdict;
use crate::run::{Run, RunNote};

/// The run, with its notes in short and without anything that is no number.
fn told(world: &World) -> (Run, Vec<&'static str>) {
    let found = world.run();
    assert!(only_numbers(&found), "{found:?}");
    assert_eq!(found.cells.len(), 16);
    let codes = found.notes.iter().map(RunNote::code).collect();
    (found, codes)
}

fn small() -> World {
    World { extras: Vec::new(), ..World::small().clone() }
}

#[test]
fn a_period_without_leads_says_so() {
    let (found, notes) = told(&World { cases: Vec::new(), ..small() });
    assert!(notes.contains(&"no_cases"));
    assert_eq!(found.judgement.verdict, Verdict::InsufficientData);
    assert!(found.measurement.is_none() && found.proposal.is_none() && found.findings.is_empty());
    assert!(found.months.iter().all(|month| month.conversion.value.is_none()));
}

#[test]
fn a_target_that_never_happens_or_always_does_is_told() {
    for (event, code) in [(false, "never_reached"), (true, "always_reached")] {
        let mut world = small();
        world.cases.iter_mut().for_each(|case| case.outcome.event = event);
        let (found, notes) = told(&world);
        assert!(notes.contains(&code) && notes.contains(&"no_proposal"), "{notes:?}");
        assert_eq!(found.judgement.verdict, Verdict::InsufficientData);
        let measured = found.measurement.unwrap();
        assert_eq!((measured.n, measured.auc), (world.cases.len() as u64, None));
        assert!(found.drift.is_some(), "drift needs no outcomes");
    }
}

#[test]
fn few_events_are_measured_but_decide_nothing() {
    let mut world = small();
    world.cases.iter_mut().enumerate().for_each(|(at, case)| case.outcome.event = at % 40 == 0);
    let (found, notes) = told(&world);
    assert!(notes.contains(&"too_few_events"));
    assert_eq!(found.judgement.verdict, Verdict::InsufficientData);
    assert!(found.measurement.unwrap().auc.is_some());
}

#[test]
fn a_part_that_sees_the_same_in_all_leads_keeps_its_place() {
    let mut world = small();
    let same = world.cases[0].seen.choices[3];
    world.cases.iter_mut().for_each(|case| case.seen.choices[3] = same);
    let (found, _) = told(&world);
    let named = found
        .notes
        .iter()
        .any(|note| matches!(note, RunNote::ConstantCriterion { spot } if spot.category == "Country"));
    assert!(named, "{:?}", found.notes);
    assert!(found.proposal.is_some());
}

#[test]
fn a_part_that_tells_the_outcomes_apart_without_an_error_is_suspected() {
    let mut world = small();
    for case in &mut world.cases {
        case.outcome.event = case.seen.units[0] > 0.0;
    }
    let (found, _) = told(&world);
    let named = found.notes.iter().any(|note| {
        matches!(note, RunNote::PerfectSeparation { spot } if spot.path == "engagement.category[1].signal[1]")
    });
    assert!(named, "{:?}", found.notes);
    assert!(found.proposal.is_some(), "the prior holds it");
}

#[test]
fn leads_of_one_moment_or_of_one_score_have_no_older_and_newer_or_no_order() {
    let mut world = small();
    let first = world.cases[0].clone();
    world.cases.iter_mut().for_each(|case| case.at = first.at);
    let (found, notes) = told(&world);
    assert!(notes.contains(&"one_moment") && found.proposal.is_none());
    let mut world = small();
    world.cases.iter_mut().for_each(|case| case.seen = first.seen.clone());
    let (found, notes) = told(&world);
    assert!(notes.contains(&"constant_score"), "{notes:?}");
    assert_ne!(found.judgement.verdict, Verdict::Adopt);
}

#[test]
fn a_single_lead_is_no_trouble() {
    let mut world = small();
    world.cases.truncate(1);
    let (found, notes) = told(&world);
    assert_eq!(found.population.cases, 1);
    assert!(notes.contains(&"too_few_events"));
}

#[test]
fn months_without_leads_are_named() {
    let mut world = small();
    let month = world.cases[world.cases.len() / 2].at.date().format("%Y-%m").to_string();
    world.cases.retain(|case| case.at.date().format("%Y-%m").to_string() != month);
    let (found, _) = told(&world);
    let named = |note: &RunNote| matches!(note, RunNote::EmptyMonths { months } if months.contains(&month));
    assert!(found.notes.iter().any(named), "{:?}", found.notes);
}

#[test]
fn a_model_that_looks_at_who_they_are_alone_is_recalibrated_too() {
    let mut world = small();
    let (before, engagement) = DEMO_MODEL.split_once("[engagement]").unwrap();
    let (_, after) = engagement.split_once("[matrix]").unwrap();
    world.draft = Draft::parse(&format!("{before}[matrix]{after}")).unwrap();
    world.model = world.draft.check(None).model.unwrap();
    let seen = world.cases.iter_mut().map(|case| &mut case.seen);
    for seen in seen.chain(&mut world.standing) {
        seen.units = Box::default();
        seen.rows = Box::default();
        seen.engagement_penalties = Box::default();
        (seen.engagement, seen.rank) = (Points::ZERO, seen.fit);
        seen.rating = Rating::new(seen.rating.grade, Level::FOUR);
    }
    let (found, _) = told(&world);
    let report = check(&found.proposal.unwrap().document, None);
    assert!(report.model.unwrap().engagement.is_none());
}
