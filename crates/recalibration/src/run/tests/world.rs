//! The demo company as cases: every MQL seen by the shipped model at its instant, without a database.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use bareme_scoring::{
    Activity, Attributes, Draft, Instant, LeadRecord, Matcher, Model, Stage, Subject, Value,
};
use bareme_simulator::{DEMO_MODEL, Simulation, SimulationSettings, kinds};

use crate::run::{Case, Extra, Inputs, Outcome, Run, Settings, Values, run};
use crate::{NoAnswer, Observation};

/// A simulated company as a run sees it.
#[derive(Clone)]
pub struct World {
    pub model: Model,
    pub draft: Draft,
    pub cases: Vec<Case>,
    pub standing: Vec<Observation>,
    pub extras: Vec<Extra>,
    pub settings: Settings,
    pub change: Instant,
}

/// A person with everything that a model looks at.
struct Person {
    facts: Attributes,
    account: String,
    activities: Vec<Activity>,
}

struct Eyes {
    model: Model,
    matcher: Matcher,
    accounts: BTreeMap<String, Attributes>,
}

impl Eyes {
    fn see(&self, person: &Person, at: Instant) -> Option<Observation> {
        let subject = Subject {
            contact: &person.facts,
            account: self.accounts.get(&person.account),
            relationship: None,
            activities: &person.activities,
            adjustments: &[],
        };
        Observation::of(&self.model, &self.model.evaluate(&subject, &self.matcher, at))
    }
}

/// Whether every figure of a run is a number: JSON would hide one that is none as `null`.
pub fn only_numbers(found: &Run) -> bool {
    let text = format!("{found:?}");
    !["NaN", " inf", "-inf", "(inf"].iter().any(|none| text.contains(none))
}

pub fn until() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

fn reached(lead: &LeadRecord, stage: Stage) -> Option<Instant> {
    lead.stages.iter().find(|(reached, _)| *reached == stage).map(|(_, at)| *at)
}

impl World {
    /// A company of so many accounts over so many years.
    pub fn new(accounts: u64, seed: u64, years: f64) -> Self {
        let settings = SimulationSettings {
            accounts,
            seed,
            years_of_history: years,
            ..SimulationSettings::new(until())
        };
        let simulation = Simulation::new(&settings);
        let draft = Draft::parse(DEMO_MODEL).unwrap();
        let model = draft.check(None).model.unwrap();
        let matcher = model.matcher(&kinds());
        let accounts = simulation.accounts().map(|account| (account.key, account.attributes)).collect();
        let eyes = Eyes { model: model.clone(), matcher, accounts };
        let people = people(&simulation);
        let standing = people.iter().step_by(50).filter_map(|person| eyes.see(person, until())).collect();
        let keys: BTreeMap<String, usize> = (0..simulation.contact_count())
            .map(|index| (bareme_simulator::contact_key(index), usize::try_from(index).unwrap()))
            .collect();
        let mut cases = Vec::new();
        let mut owners = Vec::new();
        for (lead, id) in simulation.leads().zip(1..) {
            let contact = keys[&lead.contact];
            let at = reached(&lead, Stage::Mql).unwrap();
            if at >= until().plus_days(-90) {
                continue;
            }
            if let Some(found) = eyes.see(&people[contact], at) {
                owners.push(contact);
                cases.push(case(&lead, id, i64::try_from(contact).unwrap(), at, found));
            }
        }
        let mut settings = Settings::new(simulation.start(), until().plus_days(-90));
        settings.seed = seed;
        let words = |from_account: bool, name: &str| {
            let word = |owner: &usize| {
                let person = &people[*owner];
                let facts = if from_account { eyes.accounts.get(&person.account)? } else { &person.facts };
                if let Some(Value::Text(text)) = facts.get(name) { Some(text.clone()) } else { None }
            };
            let values = Values::Words(owners.iter().map(word).collect());
            let scope = if from_account { "account" } else { "contact" };
            Extra { name: format!("{scope}.{name}"), at_mql: values, now: None }
        };
        let extras = vec![words(true, "industry"), words(true, "country"), words(false, "department")];
        let change = simulation.market_change();
        Self { model, draft, cases, standing, extras, settings, change }
    }

    /// A small company that several tests share.
    pub fn small() -> &'static Self {
        static SMALL: OnceLock<World> = OnceLock::new();
        SMALL.get_or_init(|| Self::new(300, 3, 2.5))
    }

    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            model: &self.model,
            draft: &self.draft,
            cases: &self.cases,
            reference: None,
            standing: Some(&self.standing),
            extras: &self.extras,
        }
    }

    pub fn run(&self) -> Run {
        self.try_run().unwrap()
    }

    pub fn try_run(&self) -> Result<Run, NoAnswer> {
        run(&self.inputs(), &self.settings, &mut |_, _| (), &AtomicBool::new(false))
    }

    /// Only every n-th case.
    pub fn thinned(&self, every: usize) -> Self {
        let kept = |at: &usize| at.is_multiple_of(every);
        let mut thin = self.clone();
        thin.cases = (0..self.cases.len()).filter(kept).map(|at| self.cases[at].clone()).collect();
        for extra in &mut thin.extras {
            if let Values::Words(words) = &mut extra.at_mql {
                *words = words.iter().step_by(every).cloned().collect();
            }
        }
        thin
    }
}

/// Two observations of each of some leads at the instant of their MQL: of their history, and of the same history with a request
/// for a demonstration planted after the MQL of those that reached SQL.
pub fn with_a_signal_planted_afterwards() -> Vec<(Observation, Observation)> {
    let settings = SimulationSettings { accounts: 80, ..SimulationSettings::new(until()) };
    let simulation = Simulation::new(&settings);
    let model = Draft::parse(DEMO_MODEL).unwrap().check(None).model.unwrap();
    let matcher = model.matcher(&kinds());
    let accounts = simulation.accounts().map(|account| (account.key, account.attributes)).collect();
    let request = kinds().iter().position(|kind| kind.activity == "demo_request").unwrap();
    let eyes = Eyes { model, matcher, accounts };
    let mut people = people(&simulation);
    let (mut both, mut seen_later) = (Vec::new(), 0);
    for lead in simulation.leads().filter(|lead| reached(lead, Stage::Sql).is_some()) {
        let index = (0..simulation.contact_count())
            .find(|index| bareme_simulator::contact_key(*index) == lead.contact)
            .unwrap();
        let person = &mut people[usize::try_from(index).unwrap()];
        let at = reached(&lead, Stage::Mql).unwrap();
        let before = eyes.see(person, at).unwrap();
        person.activities.push(Activity { at: at.plus_millis(1), kind: u32::try_from(request).unwrap() });
        person.activities.sort_unstable();
        let after = eyes.see(person, at).unwrap();
        seen_later += usize::from(eyes.see(person, at.plus_millis(1)).unwrap().rows != after.rows);
        both.push((before, after));
    }
    assert!(seen_later > both.len() / 4, "the signal is one that the model sees, a moment later");
    both
}

fn people(simulation: &Simulation) -> Vec<Person> {
    let mut done: Vec<Vec<Activity>> = vec![Vec::new(); usize::try_from(simulation.contact_count()).unwrap()];
    for activity in simulation.compact_activities() {
        done[usize::try_from(activity.contact_index).unwrap()]
            .push(Activity { at: activity.at, kind: activity.kind_index });
    }
    let person = |(contact, activities): (bareme_scoring::ContactRecord, Vec<Activity>)| Person {
        facts: contact.attributes,
        account: contact.job.unwrap().account,
        activities,
    };
    simulation.contacts().zip(done).map(person).collect()
}

fn case(lead: &LeadRecord, id: i64, contact: i64, at: Instant, seen: Observation) -> Case {
    let (sal, rejected) = (reached(lead, Stage::Sal), reached(lead, Stage::Rejected));
    let sql = reached(lead, Stage::Sql).filter(|sql| *sql <= at.plus_days(90));
    let refused = rejected.is_some() || reached(lead, Stage::Recycled).is_some();
    let outcome = Outcome {
        event: sql.is_some(),
        days_to_event: sql.map(|sql| sql.days_since(at)),
        sql: sql.is_some(),
        won: reached(lead, Stage::Won).is_some(),
        ended: (reached(lead, Stage::Won).or(reached(lead, Stage::Lost)))
            .map(|_| reached(lead, Stage::Won).is_some()),
        accepted: if sal.is_some() { Some(true) } else { rejected.map(|_| false) },
        reason: lead.reason.clone().filter(|_| refused),
        in_time: sal.or(rejected).map(|answer| answer.days_since(at) <= 2.0),
    };
    let handed_over = Some(seen.rating);
    Case { lead: id, contact, at, seen, handed_over, outcome }
}
