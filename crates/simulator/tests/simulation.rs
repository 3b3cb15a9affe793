//! The simulated company as its users see it: repeatable, consistent, and with the life in it that the demo promises.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{Attributes, Instant, Reasons, RelationshipKind, Value, history};
use bareme_simulator::{Simulation, SimulationSettings, account_key, contact_key, kinds, sales_people};
use proptest::prelude::*;

fn until() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

fn world(accounts: u64, seed: u64) -> Simulation {
    Simulation::new(&SimulationSettings { accounts, seed, ..SimulationSettings::new(until()) })
}

/// A digest of everything that the simulation says, in a notation of this test, so that only the content counts.
fn digest(simulation: &Simulation) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut say = |line: String| {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    };
    let facts = |facts: &Attributes| {
        facts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    for account in simulation.accounts() {
        let parent = account.parent.map(|link| (link.account, link.share));
        say(format!("{} {} {parent:?} {:?}", account.key, facts(&account.attributes), account.created_at));
    }
    for contact in simulation.contacts() {
        let job = contact.job.map(|job| (job.account, job.role));
        say(format!("{} {} {job:?} {:?}", contact.key, facts(&contact.attributes), contact.created_at));
    }
    for edge in simulation.relationships() {
        let dates = (edge.valid_from, edge.valid_to);
        say(format!("{} {} {} {:?} {dates:?}", edge.kind.word(), edge.from, edge.to, edge.role));
    }
    for activity in simulation.activities() {
        say(format!("{} {:?} {}", activity.contact, activity.kind, activity.at));
    }
    for lead in simulation.leads() {
        say(format!("{} {:?} {:?} {:?}", lead.key, lead.stages, lead.reason, lead.amount));
    }
    hasher.finalize().to_hex().to_string()
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

#[test]
fn the_same_settings_give_the_same_bytes_and_another_seed_others() {
    assert_eq!(digest(&world(200, 5)), digest(&world(200, 5)));
    assert_ne!(digest(&world(200, 5)), digest(&world(200, 6)));
}

/// blake3 1 over the notation of this test. It changes with every intended change of the simulator, never by itself.
#[test]
fn a_known_world_has_its_known_bytes_on_every_machine() {
    assert_eq!(digest(&world(40, 1)), "fc72c29fd79df8650366b51f7225bafe42569f2713b5340e92ba8a528328c9ff");
}

#[test]
fn a_larger_world_begins_with_the_same_companies_people_and_deeds() {
    let (small, large) = (world(200, 3), world(1_000, 3));
    assert!(large.accounts().take(200).eq(small.accounts()));
    assert!(large.contacts().take(2_000).eq(small.contacts()));
    let first = |activity: &bareme_simulator::SimulatedActivity| activity.contact_index < 2_000;
    assert!(large.compact_activities().take_while(first).eq(small.compact_activities()));
    let leads = small.leads().count();
    assert!(large.leads().take(leads).eq(small.leads()));
}

#[test]
fn companies_stay_the_same_when_a_world_ends_within_a_block() {
    assert!(world(200, 3).accounts().take(171).eq(world(171, 3).accounts()));
    assert_eq!(world(171, 3).contacts().count(), 1_710);
}

#[test]
fn the_number_of_people_is_exact_and_that_of_activities_close() {
    for (accounts, contacts) in [(7, 3), (40, 1_000), (333, 4_444)] {
        let settings =
            SimulationSettings { accounts, contacts: Some(contacts), ..SimulationSettings::new(until()) };
        let simulation = Simulation::new(&settings);
        assert_eq!(simulation.contacts().count() as u64, contacts);
        assert_eq!(simulation.contact_count(), contacts);
    }
    for mean in [5.0, 20.0] {
        let settings = SimulationSettings {
            accounts: 2_000,
            activities_per_contact: mean,
            ..SimulationSettings::new(until())
        };
        let total = Simulation::new(&settings).compact_activities().count();
        assert!((share(total, 20_000) / mean - 1.0).abs() < 0.05, "{total} activities for a mean of {mean}");
    }
}

#[test]
fn odd_settings_give_a_small_or_an_empty_world_but_never_a_failure() {
    for accounts in [0, 1, 2] {
        for contacts in [None, Some(0), Some(1)] {
            for moment in [Instant::MIN, Instant::MAX, until()] {
                let settings = SimulationSettings {
                    accounts,
                    contacts,
                    activities_per_contact: f64::NAN,
                    years_of_history: f64::INFINITY,
                    lead_share: 1.0,
                    until: moment,
                    seed: u64::MAX,
                };
                digest(&Simulation::new(&settings));
            }
        }
    }
}

#[test]
fn every_reference_resolves() {
    let simulation = world(400, 2);
    let accounts: BTreeSet<String> = simulation.accounts().map(|account| account.key).collect();
    let contacts: BTreeSet<String> = simulation.contacts().map(|contact| contact.key).collect();
    assert_eq!((accounts.len(), contacts.len()), (400, 4_000));
    assert!((0..400).all(|index| accounts.contains(&account_key(index))));
    assert!(
        simulation
            .accounts()
            .filter_map(|account| account.parent)
            .all(|link| accounts.contains(&link.account))
    );
    assert!(
        simulation.contacts().all(|contact| contact.job.is_some_and(|job| accounts.contains(&job.account)))
    );
    for edge in simulation.relationships() {
        let (from, to) = (edge.kind.from_contact(), edge.kind.to_contact());
        assert!(if from { &contacts } else { &accounts }.contains(&edge.from), "{edge:?}");
        assert!(if to { &contacts } else { &accounts }.contains(&edge.to), "{edge:?}");
        assert_ne!(edge.from, edge.to);
    }
    let kinds = kinds().len();
    assert!((30..=60).contains(&kinds));
    for activity in simulation.compact_activities() {
        assert!(contacts.contains(&contact_key(activity.contact_index)));
        assert!((activity.kind_index as usize) < kinds);
    }
    let owners: BTreeSet<&str> = sales_people().iter().map(|person| person.name).collect();
    for lead in simulation.leads() {
        assert!(contacts.contains(&lead.contact));
        assert!(lead.owner.is_some_and(|owner| owners.contains(owner.as_str())));
    }
}

#[test]
fn names_addresses_and_domains_are_unique_and_belong_to_nobody() {
    let simulation = world(1_000, 4);
    let domains: BTreeSet<String> = simulation
        .accounts()
        .map(|account| text(&account.attributes, "domain").unwrap().to_owned())
        .collect();
    assert_eq!(domains.len(), 1_000);
    assert!(domains.iter().all(|domain| domain.ends_with(".example") && domain.is_ascii()));
    let names: BTreeSet<String> =
        simulation.accounts().map(|account| text(&account.attributes, "name").unwrap().to_owned()).collect();
    assert_eq!(names.len(), 1_000);
    let addresses: BTreeSet<String> =
        simulation.contacts().map(|contact| text(&contact.attributes, "email").unwrap().to_owned()).collect();
    assert_eq!(addresses.len(), 10_000);
    assert!(addresses.iter().all(|address| address.ends_with(".example") && address.is_ascii()));
}

#[test]
fn families_are_small_trees_with_shares() {
    let simulation = world(1_000, 2);
    let mut parents: BTreeMap<String, String> = BTreeMap::new();
    for account in simulation.accounts() {
        if let Some(link) = account.parent {
            assert!(link.account < account.key, "a parent comes before its subsidiaries");
            assert!(link.share.is_none_or(|share| share > 0.5 && share <= 1.0));
            parents.insert(account.key, link.account);
        }
    }
    let depth = |key: &String| {
        let mut steps = 0;
        let mut at = key;
        while let Some(parent) = parents.get(at) {
            (at, steps) = (parent, steps + 1);
        }
        steps
    };
    assert_eq!(parents.keys().map(depth).max(), Some(2), "three generations");
    let members: BTreeSet<&String> = parents.iter().flat_map(|(child, parent)| [child, parent]).collect();
    assert!((0.18..0.32).contains(&share(members.len(), 1_000)));
}

#[test]
fn dates_are_in_order_and_nothing_happens_after_now() {
    let simulation = world(400, 9);
    let known: BTreeMap<String, Instant> =
        simulation.accounts().map(|account| (account.key, account.created_at.unwrap())).collect();
    let mut created = Vec::new();
    for contact in simulation.contacts() {
        let at = contact.created_at.unwrap();
        assert!(at <= until() && known[&contact.job.unwrap().account] < at);
        created.push(at);
    }
    let mut last = None;
    for activity in simulation.compact_activities() {
        let place = (activity.contact_index, activity.at);
        assert!(last.is_none_or(|last| last < place), "by contact and time, never two at one moment");
        last = Some(place);
        assert!(activity.at >= simulation.start() && activity.at <= until());
        assert!(activity.at > created[usize::try_from(activity.contact_index).unwrap()]);
    }
    for edge in simulation.relationships() {
        assert!(edge.valid_from.unwrap_or(Instant::MIN) < edge.valid_to.unwrap_or(until()));
    }
}

#[test]
fn who_changed_jobs_has_a_past_one_and_a_present_one() {
    let simulation = world(400, 2);
    let edges: Vec<_> = simulation.relationships().collect();
    let jobs = || edges.iter().filter(|edge| edge.kind == RelationshipKind::WorksAt);
    let past: BTreeMap<&str, Instant> =
        jobs().filter_map(|edge| Some((edge.from.as_str(), edge.valid_to?))).collect();
    assert!((0.02..0.08).contains(&share(past.len(), 4_000)));
    let present = jobs().filter(|edge| edge.valid_to.is_none());
    assert!(present.clone().all(|edge| past.get(edge.from.as_str()).copied() == edge.valid_from));
    assert_eq!(present.count(), past.len());
    for kind in RelationshipKind::ALL {
        let expected = kind != RelationshipKind::SubsidiaryOf;
        assert_eq!(edges.iter().any(|edge| edge.kind == kind), expected, "{kind:?}");
    }
}

#[test]
fn work_has_its_rhythm() {
    let simulation = world(800, 2);
    let mut months = [0_usize; 12];
    let (mut weekend, mut night, mut all) = (0, 0, 0);
    for activity in simulation.compact_activities() {
        all += 1;
        weekend += usize::from(weekday(activity.at) > 4);
        let hour = activity.at.millis().div_euclid(3_600_000).rem_euclid(24);
        night += usize::from(!(6..=18).contains(&hour));
        // The last whole year, so that growth does not matter much.
        let date = activity.at.date().to_string();
        if date.starts_with("2025") {
            months[date.get(5..7).unwrap().parse::<usize>().unwrap() - 1] += 1;
        }
    }
    assert!(share(weekend, all) < 0.10);
    assert!(share(night, all) < 0.05, "people overseas work later, others do not");
    assert!(months[7] * 10 < usize::midpoint(months[5], months[9]) * 7, "August is quiet: {months:?}");
}

/// The probability of at least so many events where so many are expected (Poisson).
fn tail(count: f64, expected: f64) -> f64 {
    let (mut term, mut below, mut n) = ((-expected).exp(), 0.0, 0.0);
    while n < count {
        below += term;
        n += 1.0;
        term *= expected / n;
    }
    1.0 - below
}

#[test]
fn some_companies_surge_right_now() {
    let simulation = world(400, 1);
    let jobs: BTreeMap<String, String> =
        simulation.contacts().map(|contact| (contact.key, contact.job.unwrap().account)).collect();
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for activity in simulation.compact_activities() {
        let (recent, base) = counts.entry(&jobs[&contact_key(activity.contact_index)]).or_default();
        let age = until().days_since(activity.at);
        *recent += f64::from(u8::from(age <= 14.0));
        *base += f64::from(u8::from(age > 14.0 && age <= 98.0));
    }
    let surging = counts.values().filter(|(recent, base)| *recent >= 5.0 && tail(*recent, base / 6.0) < 0.01);
    let surging = surging.count();
    assert!((0.03..0.22).contains(&share(surging, 400)), "{surging} of 400");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_world_is_consistent(accounts in 1_u64..90, contacts in 0_u64..400, seed: u64, mean in 0.0_f64..60.0) {
        let settings = SimulationSettings {
            accounts,
            contacts: Some(contacts),
            activities_per_contact: mean,
            seed,
            ..SimulationSettings::new(until())
        };
        let simulation = Simulation::new(&settings);
        prop_assert_eq!(simulation.accounts().count() as u64, accounts);
        let people: Vec<_> = simulation.contacts().collect();
        prop_assert_eq!(people.len() as u64, contacts);
        prop_assert!((0..contacts).zip(&people).all(|(index, person)| person.key == contact_key(index)));
        prop_assert!(simulation.compact_activities().all(|activity| activity.contact_index < contacts && activity.at <= until()));
        for lead in simulation.leads() {
            prop_assert!(history(&lead, "import", &[], &Reasons::default(), until()).is_ok());
        }
    }
}
