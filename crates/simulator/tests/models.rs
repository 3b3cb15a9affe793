//! The models that ship with the demo, held against the engine that scores with them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{
    Action, Activity, AttributeType, Attributes, BuyingRole, Instant, Known, Matcher, Model, Points, Score,
    Stage, Subject, Value, check,
};
use bareme_simulator::truth::{ENGAGEMENT, FIT};
use bareme_simulator::{CUSTOMER_MODEL, DEMO_MODEL, Simulation, SimulationSettings, kinds};

fn until() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

/// A simulated world in the form in which the engine reads it.
struct Read {
    accounts: BTreeMap<String, Attributes>,
    contacts: BTreeMap<String, (Attributes, String, Vec<Activity>)>,
    roles: BTreeMap<String, BuyingRole>,
    simulation: Simulation,
}

impl Read {
    fn new(accounts: u64, seed: u64) -> Self {
        let settings = SimulationSettings { accounts, seed, ..SimulationSettings::new(until()) };
        let simulation = Simulation::new(&settings);
        let accounts = simulation.accounts().map(|account| (account.key, account.attributes)).collect();
        let mut done: Vec<Vec<Activity>> =
            vec![Vec::new(); usize::try_from(simulation.contact_count()).unwrap()];
        for activity in simulation.compact_activities() {
            done[usize::try_from(activity.contact_index).unwrap()]
                .push(Activity { at: activity.at, kind: activity.kind_index });
        }
        let contacts = simulation
            .contacts()
            .zip(done)
            .map(|(contact, done)| (contact.key, (contact.attributes, contact.job.unwrap().account, done)))
            .collect();
        let roles = simulation.contacts().map(|contact| (contact.key, contact.job.unwrap().role)).collect();
        Self { accounts, contacts, roles, simulation }
    }

    fn score(&self, model: &Model, matcher: &Matcher, contact: &str, as_of: Instant) -> Score {
        let (facts, account, activities) = &self.contacts[contact];
        let subject = Subject {
            contact: facts,
            account: self.accounts.get(account),
            relationship: None,
            activities,
            adjustments: &[],
        };
        model.score(&subject, matcher, as_of)
    }

    /// What a database that holds this world has seen.
    fn known(&self) -> Known {
        let mut known = Known::default();
        let mut see = |scope: &str, facts: &Attributes| {
            for (name, value) in facts {
                let kind = match value {
                    Value::Boolean(_) => AttributeType::Boolean,
                    Value::Number(_) => AttributeType::Number,
                    Value::Text(_) => AttributeType::Text,
                };
                known.attributes.insert(format!("{scope}.{name}"), kind);
            }
        };
        self.accounts.values().for_each(|facts| see("account", facts));
        self.contacts.values().for_each(|(facts, ..)| see("contact", facts));
        for kind in kinds() {
            known.activities.insert(kind.activity);
            known.content_types.extend(kind.content_type);
            known.campaigns.extend(kind.campaign);
            known.channels.extend(kind.channel);
        }
        known
    }
}

fn demo_model() -> (Model, Matcher) {
    let model = check(DEMO_MODEL, None).model.unwrap();
    let matcher = model.matcher(&kinds());
    (model, matcher)
}

#[test]
fn both_models_pass_the_check_without_a_word() {
    let known = Read::new(200, 1).known();
    for document in [DEMO_MODEL, CUSTOMER_MODEL] {
        let report = check(document, Some(&known));
        assert!(report.problems.is_empty(), "{:#?}", report.problems);
    }
}

#[test]
fn exactly_one_model_is_primary_and_everybody_has_one() {
    let models = [DEMO_MODEL, CUSTOMER_MODEL].map(|document| check(document, None).model.unwrap());
    assert_eq!([models[0].primary, models[1].primary], [true, false]);
    let matchers = models.each_ref().map(|model| model.matcher(&kinds()));
    let world = Read::new(200, 1);
    for contact in world.contacts.keys() {
        let applies =
            [0, 1].map(|place| world.score(&models[place], &matchers[place], contact, until()).applies);
        assert_eq!(applies.iter().filter(|applies| **applies).count(), 1);
    }
}

#[test]
fn the_default_demo_spreads_over_the_matrix() {
    let (model, matcher) = demo_model();
    for seed in 1..=8 {
        let world = Read::new(200, seed);
        let mut cells = [[0_u32; 4]; 4];
        for contact in world.contacts.keys() {
            let score = world.score(&model, &matcher, contact, until());
            if score.applies {
                let level = usize::from(score.level.number()) - 1;
                cells[usize::from(score.grade.index())][level] += 1;
            }
        }
        let all: u32 = cells.iter().flatten().sum();
        let percent = |count: u32| f64::from(count) * 100.0 / f64::from(all);
        let grades = cells.map(|row| percent(row.iter().sum()));
        let levels = [0, 1, 2, 3].map(|level| percent(cells.iter().map(|row| row[level]).sum()));
        let bands =
            [(9.0, 16.0), (26.0, 35.0), (31.0, 40.0), (18.0, 27.0), (2.5, 5.5), (7.5, 12.0), (13.5, 20.0)];
        for (found, (low, high)) in grades.iter().chain(&levels).zip(bands) {
            assert!((low..high).contains(found), "seed {seed}: grades {grades:.1?}, levels {levels:.1?}");
        }
        assert!(cells.iter().flatten().all(|count| *count > 0), "a cell is empty: {cells:?}");
    }
}

#[test]
fn leads_were_handed_over_when_the_shipped_model_says_so() {
    let (model, matcher) = demo_model();
    let world = Read::new(800, 2);
    let (mut agreed, mut all) = (0_u32, 0_u32);
    for lead in world.simulation.leads() {
        let (_, mql) = lead.stages.iter().find(|(stage, _)| *stage == Stage::Mql).unwrap();
        let score = world.score(&model, &matcher, &lead.contact, *mql);
        all += 1;
        agreed += u32::from(score.action == Action::HandOff);
    }
    assert!(all > 400 && agreed * 100 >= all * 99, "{agreed} of {all}");
}

#[test]
fn the_truth_names_the_categories_of_the_shipped_model() {
    let (model, _) = demo_model();
    let fit: Vec<&str> = model.fit.categories.iter().map(|category| category.name.as_str()).collect();
    let engagement = model.engagement.as_ref().unwrap();
    let engagement: Vec<&str> = engagement.categories.iter().map(|category| category.name.as_str()).collect();
    assert!(FIT.iter().map(|category| category.name).eq(fit));
    assert!(ENGAGEMENT.iter().map(|category| category.name).eq(engagement));
    let levels: BTreeSet<&str> = FIT[0].criteria.iter().map(|criterion| criterion.name).collect();
    assert_eq!(levels.len(), FIT[0].criteria.len());
}

/// The account part of the model, with the people of each company counted by their own job alone.
#[test]
fn accounts_spread_as_well_and_a_few_are_qualified() {
    let (model, matcher) = demo_model();
    let world = Read::new(200, 2);
    let rules = &model.account;
    let mut rest: BTreeMap<&str, (f64, BTreeSet<BuyingRole>, u32)> = BTreeMap::new();
    for (contact, (_, account, _)) in &world.contacts {
        let score = world.score(&model, &matcher, contact, until());
        let (unmoved, engaged, people) = rest.entry(account).or_insert((1.0, BTreeSet::new(), 0));
        let role = world.roles[contact];
        *unmoved *= 1.0 - (rules.weights.of_role(role) * score.engagement.as_f64() / 100.0).min(0.999);
        if score.applies && score.level.is_engaged() {
            engaged.insert(role);
            *people += 1;
        }
    }
    let (mut grades, mut levels, mut qualified) = ([0_u32; 4], [0_u32; 4], 0_u32);
    for (account, (unmoved, engaged, people)) in rest {
        let fit = model.account_score(&world.accounts[account], until()).unwrap();
        let level = rules.levels.level(Points::round(100.0 * (1.0 - unmoved)));
        grades[usize::from(fit.grade.index())] += 1;
        levels[usize::from(level.number()) - 1] += 1;
        let seats = rules.committee.iter().filter(|seat| engaged.contains(&seat.role)).count();
        qualified += u32::from(fit.grade.index() < 2 && level.number() < 3 && seats >= 2 && people >= 2);
    }
    assert!(grades.iter().chain(&levels).all(|count| (16..=80).contains(count)), "{grades:?} {levels:?}");
    assert!((6..=30).contains(&qualified), "{qualified} of 200");
}
