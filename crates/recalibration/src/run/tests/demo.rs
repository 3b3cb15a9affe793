//! What a run finds in the demo company is what was planted there.

use bareme_scoring::{Grade, check};
use bareme_simulator::truth::{ENGAGEMENT, FIT};

use super::world::World;
use crate::Verdict;
use crate::run::grid::Grid;
use crate::run::{ContenderKind, Finding, Run, RunNote};

/// How far the weights of a model lie from those of the truth, in points of weight: the sum over all categories.
fn from_truth(grid: &Grid) -> f64 {
    let fit =
        grid.fit.iter().zip(&FIT).map(|(own, truth)| (own.weight.as_f64() - f64::from(truth.weight)).abs());
    let engagement = grid.engagement.iter().zip(&ENGAGEMENT);
    fit.sum::<f64>()
        + engagement.map(|(own, truth)| (f64::from(own.weight) - f64::from(truth.weight)).abs()).sum::<f64>()
}

/// What a run says of a company with a year of leads, and of a tenth of them.
fn the_truth_is_found(seed: u64) {
    let world = World::new(3_200, seed, 1.25);
    let found = world.run();
    tells_the_change(&world, &found);
    names_what_was_broken_from_the_start(&found);
    let proposal = found.proposal.as_ref().unwrap();
    let report = check(&proposal.document, None);
    assert!(report.errors().next().is_none(), "{:#?}", report.problems);
    let (before, after) =
        (from_truth(&Grid::of(&world.model)), from_truth(&Grid::of(&report.model.unwrap())));
    assert!(after < 0.85 * before, "seed {seed}: {before} points from the truth before, {after} after");
    let backtest = found.backtest.as_ref().unwrap();
    assert_eq!(found.judgement.verdict, Verdict::Adopt, "seed {seed}: {backtest:#?}");
    assert!(backtest.comparison.unwrap().auc.low > 0.0);
    let auc = |kind| {
        let contender = found.contenders.iter().find(|contender| contender.kind == kind).unwrap();
        contender.auc.unwrap().value
    };
    assert!(auc(ContenderKind::Proposal) > auc(ContenderKind::Current) + 0.03);
    assert!(
        auc(ContenderKind::Proposal) > auc(ContenderKind::Unconstrained) - 0.03,
        "simplicity costs little"
    );
    let impact = found.impact.as_ref().unwrap();
    assert!((impact.mqls_per_week.after / impact.mqls_per_week.before - 1.0).abs() < 0.1, "{impact:?}");
    assert!(found.sql.is_some(), "{:?}", found.notes);
    let few = world.thinned(10).run();
    assert_ne!(few.judgement.verdict, Verdict::Adopt, "seed {seed}: {:#?}", few.backtest);
}

/// The moment of the change and what it made wrong, by name. Some 150 leads of the public sector since the change are few
/// for the correction over all groups and moments, so that its conversion alone may not be sure; then the reason that sales
/// gives since names it.
fn tells_the_change(world: &World, found: &Run) {
    let changed = |wanted: &str, rises: bool| {
        found.findings.iter().any(|found| match &found.finding {
            Finding::EffectChanged { spot, at, change, .. } => {
                let name = spot.value.as_deref().or(spot.criterion.as_deref()).unwrap_or_default();
                name.contains(wanted)
                    && (*change > 0.0) == rises
                    && (at.days_since(world.change)).abs() < 45.0
            }
            _ => false,
        })
    };
    assert!(changed("[200, 1000]", true), "companies of 200 to 1,000 are the best now: {:#?}", told(found));
    let refused = found.findings.iter().any(|found| match &found.finding {
        Finding::ReasonCluster { spot, reason, .. } => {
            reason == "bad_timing" && spot.value.as_deref() == Some("Public sector")
        }
        _ => false,
    });
    let named = refused || changed("Public sector", false);
    assert!(named, "the public sector has stopped converting: {:#?}", told(found));
}

/// What the shipped model has wrong from the start, by name.
fn names_what_was_broken_from_the_start(found: &Run) {
    let chief_above_director = found.findings.iter().any(|found| match &found.finding {
        Finding::WrongWay { spot, .. } => spot.category == "Job level" && spot.path.ends_with("criterion[1]"),
        _ => false,
    });
    assert!(chief_above_director, "chiefs are trusted more than directors: {:#?}", told(found));
    let webinars = found.findings.iter().any(|found| match &found.finding {
        Finding::ReasonCluster { spot, reason, .. } => {
            reason == "no_need" && spot.criterion.as_deref().is_some_and(|signal| signal.contains("webinar"))
        }
        _ => false,
    });
    assert!(webinars, "who only saw webinars has no need: {:#?}", told(found));
}

/// The findings in short, for a test that fails.
fn told(run: &Run) -> Vec<String> {
    let line = |found: &crate::run::Found| match &found.finding {
        Finding::EffectChanged { spot, at, before, after, change, p, .. } => {
            format!(
                "{:?} {:?} {at} {:?} {:?} {change:.2} p {p:.5}",
                spot.path, spot.value, before.value, after.value
            )
        }
        other => other.code().to_owned(),
    };
    run.findings.iter().map(line).collect()
}

#[test]
fn the_planted_change_is_found_and_the_proposal_moves_towards_the_truth() {
    the_truth_is_found(1);
}

#[test]
fn the_same_is_found_in_another_company() {
    the_truth_is_found(2);
}

#[test]
fn and_in_a_third() {
    the_truth_is_found(5);
}

#[test]
fn leads_with_little_behind_them_get_less_chance_and_reasons_by_name() {
    let world = World::small();
    let found = world.run();
    let Some(sql) = &found.sql else {
        assert!(found.notes.iter().any(|note| matches!(note, RunNote::NoPrediction { won: false, .. })));
        return;
    };
    let mean = |reached: bool| {
        let own: Vec<f64> = world
            .cases
            .iter()
            .filter(|case| case.outcome.sql == reached)
            .map(|case| sql.chance(&case.seen).0)
            .collect();
        own.iter().sum::<f64>() / crate::number::length(own.len())
    };
    assert!(mean(true) > mean(false));
    let (chance, reasons) = sql.chance(&world.cases[0].seen);
    assert!((0.0..=1.0).contains(&chance));
    assert!(
        (1..=3).contains(&reasons.len()) && reasons.iter().all(|reason| !reason.spot.category.is_empty())
    );
    assert!(
        found.cells.iter().filter(|row| row.rating.grade == Grade::D).all(|row| row.conversion.whole == 0)
    );
}
