//! One contact, scored after one activity, stands where a full run at that moment would put it; so do its accounts.

use bareme_engine::demo::{DemoOptions, fill};
use bareme_engine::score::ScoreOptions;
use bareme_ingest::Kind;
use bareme_simulator::{SimulationSettings, contact_key, kinds};
use bareme_store::Backend;
use bareme_testkit::{GRADED_BY_TITLE, Row, World, csv, on_both_databases};
use proptest::prelude::*;

use crate::support::{lead_rows, scored};

const CONTACTS: u64 = 50;

/// A small simulated company, not scored yet.
fn small_world(backend: Backend, seed: u64) -> World {
    let world = World::new(backend);
    let settings = SimulationSettings {
        accounts: 7,
        contacts: Some(CONTACTS),
        activities_per_contact: 12.0,
        years_of_history: 1.0,
        seed,
        ..SimulationSettings::new(world.now())
    };
    fill(world.engine(), &DemoOptions { settings, score: false }, &mut |_, _| ()).unwrap();
    world
}

/// A contact, a kind of activity, and how many hours ago it happened.
type Happened = (u64, usize, i64);

fn happen(world: &World, (contact, kind, hours): Happened) -> String {
    let key = contact_key(contact);
    let kinds = kinds();
    let kind = &kinds[kind % kinds.len()];
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let row = Row::default()
        .with("contact", &key)
        .with("type", &kind.activity)
        .with("content type", text(&kind.content_type))
        .with("content", text(&kind.content))
        .with("campaign", text(&kind.campaign))
        .with("channel", text(&kind.channel))
        .with("at", world.now().plus_millis(-hours * 3_600_000));
    world.import(Kind::Activities, csv(&[row])).run();
    key
}

/// The lead of each contact that these scores opened, without the id, which depends on who came first.
fn opened(world: &World, keys: &[String]) -> Vec<bareme_store::leads::LeadRow> {
    let ids: Vec<i64> = keys.iter().map(|key| world.contact(key).id).collect();
    let mut rows: Vec<_> = lead_rows(world)
        .into_iter()
        .filter(|lead| ids.contains(&lead.contact_id) && lead.mql_at == Some(world.now().millis()))
        .map(|lead| bareme_store::leads::LeadRow { id: 0, ..lead })
        .collect();
    rows.sort_by_key(|lead| lead.contact_id);
    rows
}

fn hold(seed: u64, happened: &[Happened]) {
    let whole = small_world(Backend::Sqlite, seed);
    let keys: Vec<String> = happened.iter().map(|one| happen(&whole, *one)).collect();
    whole.score();
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = small_world(backend, seed);
        world.score_with(&ScoreOptions { hand_over: false, ..ScoreOptions::at(world.now()) });
        for one in happened {
            world.score_one(&happen(&world, *one));
        }
        assert_eq!(scored(&world), scored(&whole), "{backend:?}");
        let expected = opened(&whole, &keys);
        let found = opened(&world, &keys);
        assert!(found.len() >= expected.len(), "{backend:?}");
        // A contact that was scored between two of its activities may have been handed over at the first.
        if happened.len() == 1 {
            assert_eq!(found, expected, "{backend:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scoring_one_contact_writes_what_a_full_run_writes(
        seed in 0_u64..10_000,
        happened in prop::collection::vec((0..CONTACTS, 0_usize..100, 0_i64..3_000), 1..4),
    ) {
        hold(seed, &happened);
    }
}

#[test]
fn a_job_that_ended_since_the_import_counts_in_neither_way_of_scoring() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,name,type\na,Acme,competitor\nb,Bolt,prospect\n").run();
        world.import(Kind::Contacts, "key,title\nc,Chief\n").run();
        let jobs = "kind,from,to,role,valid from,valid to\nworks_at,c,a,champion,2020-01-01,2026-06-10\n\
                    works_at,c,b,user,2026-06-10,\n";
        world.import(Kind::Relationships, jobs).run();
        world.clock().pass_days(30);
        world.score_one("c");
        let alone = scored(world);
        world.score();
        assert_eq!(scored(world).contacts, alone.contacts);
        assert!(!alone.contacts[0].knocked_out, "the competitor is a past employer");
    });
}

#[test]
fn a_contact_that_nobody_knows_is_not_scored_and_nothing_is_written() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        let error = bareme_engine::score::score_contact(world.engine(), 42).unwrap_err();
        assert_eq!(error.to_string(), "there is no contact '42'");
        assert_eq!(scored(world).contacts, []);
    });
}
