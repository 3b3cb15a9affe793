//! What reports count in memory is what the logs say, after random lives of leads and however the memory came by it.

use std::fmt::Write;
use std::sync::Arc;

use bareme_engine::Engine;
use bareme_engine::doctor::rebuild_leads;
use bareme_engine::reports::{Dimension, English, ReportKind, ReportQuery, View, report};
use bareme_ingest::Kind;
use bareme_reporting::{Cell, Counts, Passage, PipelineCounts, Report, SlaCounts};
use bareme_scoring::{Detail, Event, Instant, Points, project};
use bareme_store::leads::{self, for_each_log};
use bareme_store::{Backend, accounts};
use bareme_testkit::{FixedClock, GRADED_BY_TITLE, World, at};
use proptest::prelude::*;

use super::history::History;
use super::{figure, make};

/// What happens to a lead: which event of those below, how many hours later, and whether that is taken back.
type Step = (usize, i64, bool);

/// A life: contact, source, day of the hand-over, hours to respond, and what happens.
type Life = (usize, Option<&'static str>, i64, Option<i64>, Vec<Step>);

const EVENTS: [Event; 8] = [
    Event::Accept,
    Event::AcceptByDefault,
    Event::Reject,
    Event::Return,
    Event::Qualify,
    Event::OpenOpportunity,
    Event::Win,
    Event::Lose,
];

fn life() -> impl Strategy<Value = Life> {
    let step = (0..EVENTS.len(), 0..400_i64, prop::bool::weighted(0.15));
    let source = prop::option::of(prop::sample::select(vec!["web", "fair"]));
    (0..3_usize, source, 0..100_i64, prop::option::of(1..200_i64), prop::collection::vec(step, 0..10))
}

fn begun(life: &Life) -> History {
    let (contact, source, day, hours, _) = life;
    let since = at("2026-01-01").plus_days(*day);
    let owner = ["eve", "bob"].get(*contact).copied();
    History::of(["c1", "c2", "c3"][*contact]).from(*source).handed_over(since, owner, *hours)
}

/// Goes on with a life until the clock stands; what the table does not allow does not happen.
fn go_on(mut history: History, steps: &[Step], now: Instant) -> History {
    for (event, hours, undone) in steps {
        let event = EVENTS[*event];
        let when = history.last_at().unwrap().plus_millis(hours * 3_600_000);
        if when > now {
            break;
        }
        let priced = event == Event::OpenOpportunity && hours % 3 > 0;
        let detail = Detail {
            reason: event
                .needs_reason()
                .then(|| ["no_budget", "student"][usize::from(hours % 2 == 0)].to_owned()),
            amount: priced.then(|| Points::from_whole(*hours)),
            currency: priced.then(|| ["EUR", "USD"][usize::from(hours % 2 == 0)].to_owned()),
            ..Detail::default()
        };
        history = match history.with(event, when, detail) {
            Ok(history) if *undone => history.undone(when.plus_millis(1_000)),
            Ok(history) => history,
            Err((history, _)) => *history,
        };
    }
    history
}

/// An imported lead: contact, day of the hand-over, hours of each step, how it ended, whether a later file says more.
type Told = (usize, i64, Vec<i64>, usize, bool);

/// The stages of a file, in the order of its columns.
const TOLD: &str = "key,contact,source,owner,mql at,sal at,sql at,opportunity at,won at,lost at,rejected at,reason,amount,currency\n";

fn told() -> impl Strategy<Value = Told> {
    let steps = prop::collection::vec(1..300_i64, 0..5);
    (0..3_usize, 0..120_i64, steps, 0..3_usize, any::<bool>())
}

/// The files that tell of these leads: what is known of each at first, or all.
fn file(leads: &[Told], all: bool, now: Instant) -> String {
    let mut text = String::from(TOLD);
    for (number, (contact, day, steps, end, later)) in leads.iter().enumerate() {
        let mut moment = at("2026-01-02T08:00:00Z").plus_days(*day);
        let known = if all || !later { steps.len() } else { steps.len() / 2 };
        let mut stages = vec![moment.to_string()];
        for hours in steps.iter().take(known) {
            moment = moment.plus_millis(hours * 3_600_000);
            if moment > now {
                break;
            }
            stages.push(moment.to_string());
        }
        // MQL, SAL, SQL and opportunity as far as they go; the end has a column of its own.
        let won = if stages.len() > 4 && *end == 1 { stages[4].clone() } else { String::new() };
        let lost = if stages.len() > 4 && *end != 1 { stages[4].clone() } else { String::new() };
        let rejected =
            if stages.len() == 1 && *end == 2 && (all || !later) { stages[0].clone() } else { String::new() };
        stages.truncate(4);
        stages.resize(4, String::new());
        let reason = if lost.is_empty() && rejected.is_empty() { "" } else { "no_budget" };
        let worth = if stages[3].is_empty() { "," } else { "1200,EUR" };
        let _ = writeln!(
            text,
            "told{number},c{},web,eve,{},{won},{lost},{rejected},{reason},{worth}",
            contact + 1,
            stages.join(",")
        );
    }
    text
}

/// Every report, by some of the dimensions, in both views.
fn every(engine: &Engine) -> Vec<Report> {
    let mut found = Vec::new();
    let dimensions = [
        Dimension::default(),
        Dimension::Source,
        Dimension::Reason,
        Dimension::Country,
        Dimension::Account("region".to_owned()),
    ];
    for kind in ReportKind::OF_LEADS {
        for by in &dimensions {
            for view in View::ALL {
                let query = ReportQuery { by: by.clone(), view, ..ReportQuery::default() };
                found.push(report(engine, kind, &query, &English).unwrap());
            }
        }
    }
    found
}

fn count(report: &Report, key: &str) -> u64 {
    match figure(report, key).value {
        Cell::Count(count) => count,
        ref other => panic!("{key} is {other:?}"),
    }
}

/// Holds figures against what the logs add up to.
fn assert_the_logs_say_so(world: &World) {
    let mut passages: Vec<Passage> = Vec::new();
    world.read(|c| {
        for_each_log(c, |log| -> bareme_store::Result<()> {
            passages.push(Passage::from(&project(&log.log).unwrap()));
            Ok(())
        })
    });
    let (mut counts, mut answers, mut pipeline) =
        (Counts::default(), SlaCounts::default(), PipelineCounts::default());
    for passage in &passages {
        counts += passage.counts();
        if let Some(fate) = passage.sla(world.now()) {
            answers.add(fate, 1);
        }
        pipeline += passage.pipeline().unwrap_or_default();
    }
    let query = ReportQuery::default();
    let funnel = make(world, ReportKind::Funnel, &query);
    assert_eq!(count(&funnel, "mql"), counts.mql);
    assert_eq!(count(&funnel, "won"), counts.won);
    assert_eq!(count(&funnel, "undecided"), counts.undecided());
    assert_eq!(figure(&funnel, "acceptance").value, Cell::from(counts.acceptance().rate()));
    let sla = make(world, ReportKind::Sla, &query);
    assert_eq!(count(&sla, "overdue"), answers.overdue);
    assert_eq!(count(&sla, "defaulted"), answers.defaulted);
    assert_eq!(figure(&sla, "answered_in_time").value, Cell::from(answers.answered_in_time().rate()));
    let worth = make(world, ReportKind::Pipeline, &query);
    assert_eq!(count(&worth, "opportunities"), pipeline.opportunities);
    assert_eq!(figure(&worth, "win_rate").value, Cell::from(pipeline.win_rate().rate()));
}

fn assert_reports_follow(backend: Backend, lives: &[Life], imported: &[Told]) {
    let world = World::new(backend);
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,country,region\na,Acme,FR,north\n").run();
    world.import(Kind::Contacts, "key,account\nc1,a\nc2,a\nc3,\n").run();
    let mut histories: Vec<History> = lives.iter().map(begun).collect();
    for (history, life) in histories.iter_mut().zip(lives) {
        let half = life.4.len() / 2;
        let begun = std::mem::replace(history, History::of("c1"));
        *history = go_on(begun, &life.4[..half], world.now());
        history.write(&world);
    }
    let first = world.import(Kind::Leads, file(imported, false, world.now())).run();
    assert_eq!(first.rejected, 0, "{}", file(imported, false, world.now()));
    // The memory is filled here, and has to follow from now on.
    every(world.engine());
    for (history, life) in histories.iter_mut().zip(lives) {
        let half = life.4.len() / 2;
        let begun = std::mem::replace(history, History::of("c1"));
        *history = go_on(begun, &life.4[half..], world.now());
        history.write(&world);
    }
    let second = world.import(Kind::Leads, file(imported, true, world.now())).run();
    assert_eq!(second.rejected, 0, "{}", file(imported, true, world.now()));
    world.import(Kind::Contacts, "key,account\nc3,a\n").run();
    world.import(Kind::Accounts, "key,country,region\na,DE,south\n").run();
    assert!(world.read(accounts::count) > 0);
    let followed = every(world.engine());
    let clock = Arc::new(FixedClock::new(world.now()));
    let fresh = Engine::new(world.database().clone(), clock);
    assert_eq!(followed, every(&fresh), "memory that followed, and memory that was filled anew");
    assert_the_logs_say_so(&world);
    world.write(leads::delete_projection);
    rebuild_leads(world.engine()).unwrap();
    assert_eq!(followed, every(world.engine()), "leads that were rebuilt from their logs");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reports_say_what_the_logs_say_after_random_lives_and_imports(
        lives in prop::collection::vec(life(), 1..14),
        imported in prop::collection::vec(told(), 0..10),
    ) {
        for backend in [Backend::Sqlite, Backend::Postgres] {
            assert_reports_follow(backend, &lives, &imported);
        }
    }
}
