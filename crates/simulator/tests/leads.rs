//! The leads of the simulated company: believable rates, slow Fridays, and the market change that recalibration is to find.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{Attributes, Instant, LeadRecord, Reasons, Stage, Value, history};
use bareme_simulator::{Simulation, SimulationSettings};

fn until() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

fn world(accounts: u64, seed: u64) -> Simulation {
    Simulation::new(&SimulationSettings { accounts, seed, ..SimulationSettings::new(until()) })
}

fn text<'a>(facts: &'a Attributes, name: &str) -> Option<&'a str> {
    match facts.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole.max(1)).unwrap())
}

/// The weekday of a moment, 0 for Monday.
fn weekday(at: Instant) -> i64 {
    (at.day() + 3).rem_euclid(7)
}

fn reached(lead: &LeadRecord, stage: Stage) -> Option<Instant> {
    lead.stages.iter().find(|(reached, _)| *reached == stage).map(|(_, at)| *at)
}

#[test]
fn every_lead_is_a_history_that_the_log_accepts() {
    let reasons = Reasons::default();
    let mut open = BTreeSet::new();
    for seed in 1..4 {
        for lead in world(800, seed).leads() {
            let log = history(&lead, "import", &[], &reasons, until());
            assert!(log.is_ok(), "{:?} of {lead:?}", log.err());
            assert!(lead.stages.is_sorted_by_key(|(_, at)| *at));
            assert!(reached(&lead, Stage::Inquiry) < reached(&lead, Stage::Mql));
            assert_eq!(lead.amount.is_some(), reached(&lead, Stage::Opportunity).is_some());
            let (last, _) = *lead.stages.last().unwrap();
            let refused = matches!(last, Stage::Recycled | Stage::Disqualified | Stage::Lost);
            assert_eq!(lead.reason.is_some(), refused);
            open.insert(last);
        }
    }
    let ends = Stage::ALL.into_iter().filter(|stage| !matches!(stage, Stage::Inquiry | Stage::Rejected));
    for stage in ends {
        assert!(open.contains(&stage), "some leads stand at {stage} now");
    }
}

#[test]
fn the_next_lead_of_a_person_waits_for_the_cool_off() {
    let leads: Vec<LeadRecord> = world(2_000, 1).leads().collect();
    let mut again = 0;
    for pair in leads.windows(2).filter(|pair| pair[0].contact == pair[1].contact) {
        again += 1;
        let recycled = reached(&pair[0], Stage::Recycled).unwrap();
        assert!(reached(&pair[1], Stage::Mql).unwrap() >= recycled.plus_days(30));
        assert_eq!(reached(&pair[1], Stage::Inquiry), Some(recycled));
    }
    assert!(again > 50);
}

#[test]
fn the_funnel_has_believable_rates() {
    for seed in 1..4 {
        let leads: Vec<LeadRecord> = world(4_000, seed).leads().collect();
        assert!((0.18..0.23).contains(&share(leads.len(), 40_000)), "{} leads", leads.len());
        let old = until().plus_days(-150);
        let matured: Vec<&LeadRecord> =
            leads.iter().filter(|lead| reached(lead, Stage::Mql).is_some_and(|at| at < old)).collect();
        let count = |stage| matured.iter().filter(|lead| reached(lead, stage).is_some()).count();
        let accepted = share(count(Stage::Sal), count(Stage::Sal) + count(Stage::Rejected));
        assert!((0.60..0.70).contains(&accepted), "accepted {accepted}");
        let qualified = share(count(Stage::Sql), count(Stage::Sal));
        assert!((0.40..0.50).contains(&qualified), "qualified {qualified}");
        let opened = share(count(Stage::Opportunity), count(Stage::Sql));
        assert!((0.63..0.77).contains(&opened), "opened {opened}");
        let won = share(count(Stage::Won), count(Stage::Won) + count(Stage::Lost));
        assert!((0.24..0.36).contains(&won), "won {won}");
    }
}

#[test]
fn sales_is_slow_on_fridays() {
    let mut hours: [Vec<i64>; 2] = [Vec::new(), Vec::new()];
    for lead in world(2_000, 1).leads() {
        let answer = reached(&lead, Stage::Sal).or(reached(&lead, Stage::Rejected));
        if let (Some(mql), Some(answer)) = (reached(&lead, Stage::Mql), answer) {
            let friday = weekday(mql) == 4;
            if weekday(mql) < 5 {
                hours[usize::from(friday)].push(answer.millis_since(mql) / 3_600_000);
            }
            assert!(weekday(answer) < 5, "nobody answers on a weekend");
        }
    }
    let [week, friday] = hours.map(|mut hours| {
        hours.sort_unstable();
        hours[hours.len() / 2]
    });
    assert!(friday > 2 * week && friday > 60, "median {week} h in the week, {friday} h on Fridays");
}

/// For each MQL before (or since) the change: the industry and the size of the company, and whether it reached SQL.
fn outcomes(simulation: &Simulation, since: bool) -> Vec<(String, f64, bool)> {
    let companies: BTreeMap<String, (String, f64)> = simulation
        .accounts()
        .map(|account| {
            let employees = match account.attributes.get("employees") {
                Some(Value::Number(number)) => *number,
                _ => 0.0,
            };
            let industry = text(&account.attributes, "industry").unwrap_or_default().to_owned();
            (account.key, (industry, employees))
        })
        .collect();
    let jobs: BTreeMap<String, String> =
        simulation.contacts().map(|contact| (contact.key, contact.job.unwrap().account)).collect();
    let old = until().plus_days(-60);
    let leads = simulation.leads().filter(|lead| {
        let mql = reached(lead, Stage::Mql).unwrap();
        mql < old && (mql >= simulation.market_change()) == since
    });
    leads
        .map(|lead| {
            let (industry, employees) = companies[&jobs[&lead.contact]].clone();
            (industry, employees, reached(&lead, Stage::Sql).is_some())
        })
        .collect()
}

#[test]
fn the_market_changes_two_quarters_before_now() {
    let simulation = world(4_000, 1);
    let rate = |since: bool, of: &dyn Fn(&(String, f64, bool)) -> bool| {
        let part: Vec<_> = outcomes(&simulation, since).into_iter().filter(|outcome| of(outcome)).collect();
        share(part.iter().filter(|outcome| outcome.2).count(), part.len())
    };
    let public = |outcome: &(String, f64, bool)| outcome.0 == "Public sector";
    let (before, after) = (rate(false, &public), rate(true, &public));
    assert!(before > 0.2 && after < 0.6 * before, "public sector {before} then {after}");
    let middle =
        |outcome: &(String, f64, bool)| (200.0..1_000.0).contains(&outcome.1) && outcome.0 != "Public sector";
    let (before, after) = (rate(false, &middle), rate(true, &middle));
    assert!(after > 1.3 * before, "200 to 1,000 people {before} then {after}");
    let public_share = |since: bool| {
        let all = outcomes(&simulation, since);
        share(all.iter().filter(|outcome| public(outcome)).count(), all.len())
    };
    assert!(public_share(true) > 1.3 * public_share(false), "its programme brings more of the public sector");
}
