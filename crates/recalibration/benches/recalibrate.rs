//! How long a whole run of recalibration takes: 100,000 leads, a model of more than thirty criteria, 1,000 samples of the bootstrap.
//! Prints a table; asserts nothing.
//!
//! `BAREME_BENCH_LEADS` (default 100000) sets the size. Leads are those of the shipped demo model with facts and activities
//! drawn by chance, and outcomes that follow some of them.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its own settings")]

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use bareme_recalibration::run::{Case, Extra, Inputs, Outcome, Settings, Step, Values, run};
use bareme_recalibration::{Choice, NoAnswer, Observation};
use bareme_scoring::{Activity, Attributes, Draft, Instant, Matcher, Model, Subject, Value};
use bareme_simulator::{DEMO_MODEL, kinds};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

const TITLES: [&str; 5] =
    ["Chief executive", "Director of operations", "Plant manager", "Engineer", "Assistant"];
const INDUSTRIES: [&str; 8] =
    ["Software", "Pharma", "Public sector", "Manufacturing", "Banking", "Logistics", "Retail", "Food"];
const COUNTRIES: [&str; 6] = ["FR", "DE", "BE", "GB", "ES", "US"];
const DEPARTMENTS: [&str; 6] = ["IT", "Operations", "Finance", "Research", "Purchasing", "Marketing"];

/// Days over which leads are spread.
const DAYS: u32 = 730;

fn main() -> Result<(), Box<dyn Error>> {
    let leads =
        std::env::var("BAREME_BENCH_LEADS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let draft = Draft::parse(DEMO_MODEL)?;
    let model = draft.check(None).model.ok_or("the demo model passes the check")?;
    let (cases, extras) = world(&model, leads);
    let start = Instant::from_millis(START);
    let settings = Settings::new(start, start.plus_days(i64::from(DAYS)));
    let reference: Vec<Observation> = cases.iter().take(10_000).map(|case| case.seen.clone()).collect();
    let inputs = Inputs {
        model: &model,
        draft: &draft,
        cases: &cases,
        reference: Some(&reference),
        standing: Some(&reference),
        extras: &extras,
    };
    println!("| what | figure |\n| --- | --- |");
    row("leads", &leads.to_string());
    row("memory with leads", &peak_memory());
    whole(&inputs, &settings)?;
    stopped(&inputs, &settings);
    Ok(())
}

/// 2024-01-01.
const START: i64 = 1_704_067_200_000;

/// The whole run, step by step.
fn whole(inputs: &Inputs<'_>, settings: &Settings) -> Result<(), Box<dyn Error>> {
    let mut begun: Vec<(Step, Stopwatch)> = Vec::new();
    let mut heard = 0;
    let watch = Stopwatch::now();
    let mut listen = |step: Step, _: f64| {
        heard += 1;
        if begun.last().is_none_or(|(last, _)| *last != step) {
            begun.push((step, Stopwatch::now()));
        }
    };
    let found = run(inputs, settings, &mut listen, &AtomicBool::new(false))?;
    let all = watch.elapsed();
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([watch + all]);
    for ((step, at), end) in begun.iter().zip(ends) {
        row(&format!("{step:?}"), &seconds(end.duration_since(*at)));
    }
    row("whole run", &seconds(all));
    row("progress heard", &format!("{heard} times"));
    row("verdict", &format!("{:?}, {} findings", found.judgement.verdict, found.findings.len()));
    row("peak memory", &peak_memory());
    Ok(())
}

/// How soon a run stops in the middle of the bootstrap.
fn stopped(inputs: &Inputs<'_>, settings: &Settings) {
    let stop = AtomicBool::new(false);
    let mut asked = None;
    let mut listen = |step: Step, done: f64| {
        if step == Step::Backtest && done > 0.1 && asked.is_none() {
            stop.store(true, Ordering::Relaxed);
            asked = Some(Stopwatch::now());
        }
    };
    let answer = run(inputs, settings, &mut listen, &stop);
    let after = asked.map_or_else(|| "never".to_owned(), |asked| seconds(asked.elapsed()));
    row(
        "stops after",
        &format!("{after} ({})", answer.err().map_or("did not", |answer: NoAnswer| answer.code())),
    );
}

fn world(model: &Model, leads: u32) -> (Vec<Case>, Vec<Extra>) {
    let matcher = model.matcher(&kinds());
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut cases, mut industries) = (Vec::new(), Vec::new());
    while cases.len() < leads as usize {
        let day = below(&mut rng, DAYS);
        let at = Instant::from_millis(
            START + i64::from(day) * 86_400_000 + i64::from(below(&mut rng, 86_400_000)),
        );
        let industry = pick(&mut rng, &INDUSTRIES);
        let Some(seen) = seen(model, &matcher, industry, at, &mut rng) else { continue };
        let chance = 10
            + 15 * u32::from(seen.choices.first() == Some(&Choice::Criterion(1)))
            + 15 * u32::from(seen.units.first().is_some_and(|units| *units > 0.0))
            + if industry == "Public sector" && day > 600 { 0 } else { 10 };
        let event = below(&mut rng, 100) < chance;
        let lead = i64::try_from(cases.len()).unwrap_or(i64::MAX);
        let outcome = Outcome {
            event,
            days_to_event: event.then(|| f64::from(below(&mut rng, 80))),
            sql: event,
            won: event && below(&mut rng, 4) == 0,
            ended: event.then(|| below(&mut rng, 4) == 0),
            accepted: Some(event || below(&mut rng, 2) == 0),
            reason: (!event).then(|| pick(&mut rng, &["no_need", "no_budget", "bad_timing"]).to_owned()),
            in_time: Some(below(&mut rng, 4) > 0),
        };
        cases.push(Case { lead, contact: lead, at, handed_over: Some(seen.rating), seen, outcome });
        industries.push(Some(industry.to_owned()));
    }
    let at_mql = Values::Words(industries);
    let extras = vec![Extra { name: "account.industry".to_owned(), now: Some(at_mql.clone()), at_mql }];
    (cases, extras)
}

fn seen(
    model: &Model,
    matcher: &Matcher,
    industry: &str,
    at: Instant,
    rng: &mut ChaCha8Rng,
) -> Option<Observation> {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut contact = Attributes::new();
    contact.insert("title".to_owned(), text(pick(rng, &TITLES)));
    contact.insert("department".to_owned(), text(pick(rng, &DEPARTMENTS)));
    let mut account = Attributes::new();
    account.insert("industry".to_owned(), text(industry));
    account.insert("country".to_owned(), text(pick(rng, &COUNTRIES)));
    account.insert("employees".to_owned(), Value::Number(f64::from(10 + below(rng, 7_000))));
    let kinds = u32::try_from(matcher.len()).unwrap_or(0);
    let mut activities: Vec<Activity> = (0..4 + below(rng, 12))
        .map(|_| Activity { at: at.plus_days(-i64::from(below(rng, 60))), kind: below(rng, kinds) })
        .collect();
    activities.sort_unstable();
    let subject = Subject {
        contact: &contact,
        account: Some(&account),
        relationship: None,
        activities: &activities,
        adjustments: &[],
    };
    Observation::of(model, &model.evaluate(&subject, matcher, at))
}

fn below(rng: &mut ChaCha8Rng, bound: u32) -> u32 {
    rng.next_u32() % bound.max(1)
}

fn pick<'a>(rng: &mut ChaCha8Rng, words: &[&'a str]) -> &'a str {
    let place = below(rng, u32::try_from(words.len()).unwrap_or(1)) as usize;
    words.get(place).copied().unwrap_or_default()
}

fn row(what: &str, figure: &str) {
    println!("| {what} | {figure} |");
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Peak resident memory of this process so far.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: unknown");
    let kilobytes: Option<u64> = line.split_whitespace().nth(1).and_then(|text| text.parse().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{} MiB", kilobytes / 1024))
}
