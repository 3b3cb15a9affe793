//! Several at once: a night's full run and the activities that arrive meanwhile.

use std::cell::Cell;

use bareme_engine::score::{ScoreOptions, score_all};
use bareme_ingest::Kind;
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use crate::support::{account_scores, all_models, assert_sound, contact_scores, lead_rows, scored};

fn with_a_contact(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name\na,Acme\n").run();
    world.import(Kind::Contacts, "key,title,account\nc,Chief,a\nd,Manager,a\n").run();
}

fn view(world: &World, minutes: i64) {
    let at = world.now().plus_millis(-60_000 * minutes);
    world.import(Kind::Activities, format!("contact,type,at\nc,page_view,{at}\n")).run();
}

#[test]
fn requests_that_score_one_contact_at_once_open_one_lead_and_count_it_once() {
    on_both_databases(|world| {
        with_a_contact(world);
        (0..4).for_each(|minutes| view(world, minutes));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| world.score_one("c"));
            }
        });
        assert_eq!(lead_rows(world).len(), 1);
        assert_eq!(scored(world).contacts.len(), 1, "and the counts that are kept agree");
    });
}

#[test]
fn what_arrives_during_a_full_run_is_not_taken_back_by_it() {
    on_both_databases(|world| {
        with_a_contact(world);
        view(world, 0);
        world.score();
        // A day later the first view has faded, so that the run has something to write.
        world.clock().pass_days(1);
        let as_of = world.now();
        // Between the reading of a block and its writing.
        let arrived = Cell::new(false);
        let mut arrive = |_| {
            if !arrived.replace(true) {
                world.clock().set(as_of.plus_millis(60_000));
                view(world, 0);
                world.score_one("c");
            }
        };
        score_all(world.engine(), &ScoreOptions::at(as_of), &false.into(), &mut arrive).unwrap();
        assert!(arrived.get());
        let model = all_models(world)[0].id;
        let id = world.contact("c").id;
        let score = contact_scores(world, model).into_iter().find(|score| score.contact_id == id).unwrap();
        assert!(
            score.engagement > 4_500,
            "the view that arrived meanwhile still counts: {}",
            score.engagement
        );
        let company = account_scores(world, model)[0];
        assert_eq!(
            company.engagement,
            score.engagement / 2,
            "at the company too, by the weight of an unknown role"
        );
        assert_eq!(scored(world).contacts.len(), 2, "and the counts that are kept agree");
        assert_sound(world);
    });
}

#[test]
fn counts_that_were_spoiled_are_mended_by_the_next_run() {
    on_both_databases(|world| {
        with_a_contact(world);
        world.score();
        let spoil = "UPDATE rating_counts SET contacts = contacts + 7";
        bareme_store::inspect::execute(world.database(), spoil).unwrap();
        world.score();
        assert_sound(world);
    });
}
