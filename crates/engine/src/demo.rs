//! The demo company: simulated records on the same way into the store as a customer's files.

mod people;

use std::sync::atomic::AtomicBool;

use bareme_scoring::{AttributeType, Attributes, Instant, Value};
use bareme_simulator::{
    CUSTOMER_MODEL, DEMO_MODEL, SimulatedActivity, Simulation, SimulationSettings, agreement as agreed, kinds,
};
use bareme_store::activities::{self, NewActivity};
use bareme_store::{AnyConnection, accounts, attributes, contacts};

use crate::intake::Intake;
use crate::score::{ScoreOptions, score_all};
use crate::{Engine, EngineError, Result, agreement, models};

/// Weeks before the demo's "now" for which snapshots are made, so that trends have a past.
const WEEKS: i64 = 13;

/// Rows taken in by one transaction.
const PART: usize = 20_000;

/// What the demo should do.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// Size and seed; `until` is the demo's "now".
    pub settings: SimulationSettings,
    /// Whether to score at the end, with a past of 13 weeks.
    pub score: bool,
}

/// What the demo made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// Companies.
    pub accounts: u64,
    /// People.
    pub contacts: u64,
    /// Activities.
    pub activities: u64,
    /// Leads with history.
    pub leads: u64,
}

/// Steps of the demo, for progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoStep {
    /// Companies are taken in.
    Accounts,
    /// People.
    Contacts,
    /// Relationships.
    Relationships,
    /// Activities.
    Activities,
    /// Leads.
    Leads,
    /// Everything is scored, week by week.
    Scoring,
}

/// Fills an empty database with the demo company.
///
/// # Errors
///
/// [`EngineError::Invalid`] when the database is not empty: nothing is touched then.
pub fn fill(
    engine: &Engine,
    options: &DemoOptions,
    progress: &mut dyn FnMut(DemoStep, u64),
) -> Result<DemoSummary> {
    if !is_empty(engine)? {
        return Err(EngineError::Invalid(
            "the database already holds accounts or contacts; the demo fills an empty one only: \
             choose another file with --database sqlite:demo.db"
                .to_owned(),
        ));
    }
    let simulation = Simulation::new(&options.settings);
    let mut filling = Filling {
        engine,
        until: options.settings.until,
        intake: Intake::new(options.settings.until, 0, "demo"),
        summary: DemoSummary::default(),
    };
    filling.records(&simulation, progress)?;
    filling.activities(&simulation, progress)?;
    filling.leads(&simulation, progress)?;
    let summary = filling.summary;
    engine.database().analyze()?;
    if options.score {
        score(engine, options, progress)?;
    }
    Ok(summary)
}

/// Whether there are neither accounts nor contacts.
///
/// # Errors
///
/// When the database cannot be read.
pub fn is_empty(engine: &Engine) -> Result<bool> {
    engine.database().read(|c| Ok(accounts::count(c)? == 0 && contacts::count(c)? == 0))
}

fn score(engine: &Engine, options: &DemoOptions, progress: &mut dyn FnMut(DemoStep, u64)) -> Result<()> {
    let until = options.settings.until;
    let never = AtomicBool::new(false);
    for week in (1..=WEEKS).rev() {
        progress(DemoStep::Scoring, u64::try_from(WEEKS - week).unwrap_or(0));
        let past = ScoreOptions {
            snapshots_only: true,
            hand_over: false,
            ..ScoreOptions::at(until.plus_days(-7 * week))
        };
        score_all(engine, &past, &never, &mut |_| ())?;
    }
    progress(DemoStep::Scoring, u64::try_from(WEEKS).unwrap_or(0));
    // Leads come from the simulation; those that stand in a hand-off cell without one wait for the next scoring.
    let now = ScoreOptions { hand_over: false, ..ScoreOptions::at(until) };
    score_all(engine, &now, &never, &mut |_| ())?;
    engine.database().analyze()?;
    Ok(())
}

/// Sets the agreement of the demo company.
fn agree(engine: &Engine, from: Instant, until: Instant) -> Result<()> {
    let text = agreed(from, until).to_toml();
    let refused = |refused: agreement::NotSaved| EngineError::Invalid(refused.to_string());
    agreement::set(engine, &text, None, "demo")?.map(drop).map_err(refused)
}

struct Filling<'a> {
    engine: &'a Engine,
    until: Instant,
    intake: Intake,
    summary: DemoSummary,
}

impl Filling<'_> {
    fn records(&mut self, simulation: &Simulation, progress: &mut dyn FnMut(DemoStep, u64)) -> Result<()> {
        for document in [DEMO_MODEL, CUSTOMER_MODEL] {
            // In force from the beginning, so that every lead of the history has its rating at hand-over.
            models::publish_at(self.engine, document, "demo", simulation.start())?;
        }
        agree(self.engine, simulation.start(), self.until)?;
        people::add(self.engine)?;
        let mut names = Names::default();
        let engine = self.engine;
        in_parts(simulation.accounts(), |rows| {
            names.learn("account", rows.iter().map(|row| &row.1.attributes));
            self.summary.accounts += rows.len() as u64;
            progress(DemoStep::Accounts, self.summary.accounts);
            engine.database().write(|c| self.intake.accounts(c, rows).map(drop))
        })?;
        in_parts(simulation.contacts(), |rows| {
            names.learn("contact", rows.iter().map(|row| &row.1.attributes));
            self.summary.contacts += rows.len() as u64;
            progress(DemoStep::Contacts, self.summary.contacts);
            engine.database().write(|c| self.intake.contacts(c, rows).map(drop))
        })?;
        let mut done = 0;
        in_parts(simulation.relationships(), |rows| {
            done += rows.len() as u64;
            progress(DemoStep::Relationships, done);
            engine.database().write(|c| self.intake.relationships(c, rows).map(drop))
        })?;
        engine.database().write(|c| {
            names.store(c)?;
            self.intake.finish(engine, c, false)
        })
    }

    fn activities(&mut self, simulation: &Simulation, progress: &mut dyn FnMut(DemoStep, u64)) -> Result<()> {
        let ids = self.engine.database().write(|c| activities::insert_kinds(c, &kinds()))?;
        let mut part = Vec::with_capacity(PART * 5);
        let mut activities = simulation.compact_activities().peekable();
        while activities.peek().is_some() {
            part.clear();
            part.extend(activities.by_ref().take(PART * 5).map(|activity| stored(&activity, &ids)));
            part.sort_unstable();
            self.summary.activities += part.len() as u64;
            self.engine.database().write(|c| activities::insert(c, &part))?;
            progress(DemoStep::Activities, self.summary.activities);
        }
        Ok(())
    }

    fn leads(&mut self, simulation: &Simulation, progress: &mut dyn FnMut(DemoStep, u64)) -> Result<()> {
        let engine = self.engine;
        in_parts(simulation.leads(), |rows| {
            self.summary.leads += rows.len() as u64;
            progress(DemoStep::Leads, self.summary.leads);
            let refused = engine.database().write(|c| self.intake.leads(engine, c, rows))?;
            match refused.first() {
                // The simulator makes histories that the log accepts; anything else is a defect to be seen.
                Some(refused) => {
                    Err(EngineError::Invalid(format!("a simulated lead was refused: {}", refused.message)))
                }
                None => Ok(()),
            }
        })
    }
}

/// Contacts are the first in an empty database: the contact of index 0 has the id 1.
fn stored(activity: &SimulatedActivity, kind_ids: &[i64]) -> NewActivity {
    let kind = usize::try_from(activity.kind_index).ok().and_then(|index| kind_ids.get(index));
    NewActivity {
        contact_id: i64::try_from(activity.contact_index + 1).unwrap_or(i64::MAX),
        at: activity.at.millis(),
        kind_id: kind.copied().unwrap_or(0),
        source_key: 0,
    }
}

/// Hands records over in parts; the number stands for the line of a file.
fn in_parts<T>(
    records: impl Iterator<Item = T>,
    mut each: impl FnMut(&[(u64, T)]) -> Result<()>,
) -> Result<()> {
    let mut part = Vec::with_capacity(PART);
    for (line, record) in (1..).zip(records) {
        part.push((line, record));
        if part.len() == PART {
            each(&part)?;
            part.clear();
        }
    }
    if part.is_empty() { Ok(()) } else { each(&part) }
}

fn type_of(value: &Value) -> AttributeType {
    match value {
        Value::Boolean(_) => AttributeType::Boolean,
        Value::Number(_) => AttributeType::Number,
        Value::Text(_) => AttributeType::Text,
    }
}

/// Attribute names and types as they come by.
#[derive(Default)]
struct Names(std::collections::BTreeMap<(&'static str, String), AttributeType>);

impl Names {
    fn learn<'a>(&mut self, subject: &'static str, rows: impl Iterator<Item = &'a Attributes>) {
        for (name, value) in rows.flatten() {
            self.0.entry((subject, name.clone())).or_insert_with(|| type_of(value));
        }
    }

    fn store(&self, c: &mut AnyConnection) -> Result<()> {
        for subject in ["account", "contact"] {
            let own: Vec<(String, AttributeType)> = self
                .0
                .iter()
                .filter(|((of, _), _)| *of == subject)
                .map(|((_, name), kind)| (name.clone(), *kind))
                .collect();
            attributes::insert_new(c, subject, &own)?;
        }
        Ok(())
    }
}
