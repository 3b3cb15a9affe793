//! A score as of a moment is what it would have been then, whatever is known now.

use std::sync::atomic::AtomicBool;

use bareme_engine::score::{ScoreOptions, score_all};
use bareme_ingest::Kind;
use bareme_scoring::Instant;
use bareme_testkit::{GRADED_BY_TITLE, World, noon, on_both_databases};

use crate::support::{Scored, scored};

/// What scoring gives for a moment, without opening leads.
fn scored_at(world: &World, as_of: Instant) -> Scored {
    world.score_with(&ScoreOptions { hand_over: false, ..ScoreOptions::at(as_of) });
    scored(world)
}

#[test]
fn whatever_comes_later_changes_no_earlier_score() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,name,industry,parent\na,Acme,Software,\nb,Bolt,Retail,a\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\nd,Manager,b\ne,Director,b\n").run();
        let activities =
            "contact,type,at\nc,page_view,2026-05-30\nd,page_view,2026-05-20\nd,page_view,2026-05-21\n";
        world.import(Kind::Activities, activities).run();
        world.clock().pass_days(1);
        let then = world.now();
        let before = scored_at(world, then);
        assert!(before.contacts.iter().any(|score| score.engagement > 0));

        world.clock().pass_days(10);
        world
            .import(
                Kind::Activities,
                "contact,type,at\nc,page_view,2026-06-05\ne,page_view,2026-06-02T12:00:01Z\n",
            )
            .run();
        world.import(Kind::Accounts, "key,name,industry\na,Acme,Retail\nb,Bolt,Software\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Student,b\nd,Chief,a\nf,Chief,a\n").run();
        world.import(Kind::Contacts, "key,title,account,created at\ng,Chief,a,2026-06-03\n").run();
        let edges = "kind,from,to,valid from\nreports_to,e,c,2026-06-05\npartner_of,a,b,2026-06-05\n";
        world.import(Kind::Relationships, edges).run();

        let now = scored_at(world, world.now());
        assert_ne!(now.contacts, before.contacts);
        let again = scored_at(world, then);
        // A person without a date of creation has always been there: only their facts have a history.
        let known: Vec<_> =
            again.contacts.into_iter().filter(|score| score.contact_id != world.contact("f").id).collect();
        assert_eq!(known, before.contacts);
    });
}

#[test]
fn a_moment_that_has_not_come_yet_is_refused_and_changes_nothing() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title\nc,Chief\n").run();
        world.score();
        let before = scored(world);
        let tomorrow = ScoreOptions::at(world.now().plus_days(1));
        let refused = score_all(world.engine(), &tomorrow, &AtomicBool::new(false), &mut |_| ());
        assert!(refused.unwrap_err().to_string().contains("has not come yet"));
        assert_eq!(scored(world).contacts, before.contacts);
        world.import(Kind::Contacts, "key,title\nc,Student\n").run();
        world.score();
        assert_ne!(scored(world).contacts, before.contacts, "and later runs are not kept from writing");
    });
}

#[test]
fn the_accounts_of_the_past_come_out_as_they_were() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,name,industry\na,Acme,Software\nb,Bolt,Retail\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\nd,Manager,b\n").run();
        world
            .import(Kind::Activities, "contact,type,at\nc,page_view,2026-05-30\nd,page_view,2026-05-31\n")
            .run();
        world.clock().pass_days(1);
        let then = world.now();
        let before = scored_at(world, then);
        world.clock().pass_days(10);
        world.import(Kind::Accounts, "key,name,industry\na,Acme,Retail\nb,Bolt,Software\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,b\n").run();
        world.import(Kind::Activities, "contact,type,at\nd,page_view,2026-06-10\n").run();
        scored_at(world, world.now());
        let again = scored_at(world, then);
        assert_eq!(again.accounts, before.accounts);
        assert_eq!(again.contacts, before.contacts);
    });
}

#[test]
fn scoring_again_writes_nothing_new() {
    on_both_databases(|world| {
        world.fill_demo(30, 5);
        assert!(world.score()[0].handed_over > 0);
        let before = (scored(world), crate::support::lead_rows(world));
        for run in world.score() {
            assert_eq!((run.changed, run.handed_over), (0, 0), "{run:?}");
            assert!(run.contacts > 0);
        }
        assert_eq!((scored(world), crate::support::lead_rows(world)), before);
    });
}

#[test]
fn the_threads_make_no_difference() {
    on_both_databases(|world| {
        world.fill_demo(20, 6);
        world.clock().pass_days(3);
        let scored_by = |threads: usize, as_of: Instant| {
            world.score_with(&ScoreOptions { threads, hand_over: false, ..ScoreOptions::at(as_of) });
            scored(world)
        };
        let one = scored_by(1, world.now());
        assert_ne!(scored_by(7, noon()).contacts, one.contacts);
        let seven = scored_by(7, world.now());
        assert_eq!((seven.contacts, seven.accounts), (one.contacts, one.accounts));
    });
}

#[test]
fn a_new_version_rescores_everything_and_a_model_that_no_longer_applies_takes_its_scores_away() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title\nc,Chief\nd,Manager\n").run();
        world.score();
        assert_eq!(scored(world).contacts.len(), 2);
        let narrowed = GRADED_BY_TITLE.replace(
            "primary = true",
            "primary = true\napplies_to = { attribute = \"contact.title\", is = \"Chief\" }",
        );
        world.publish(&narrowed);
        let run = world.score();
        assert_eq!((run[0].contacts, run[0].not_applicable), (1, 1));
        let scores = scored(world).contacts;
        assert_eq!(scores.iter().map(|score| score.contact_id).collect::<Vec<_>>(), [world.contact("c").id]);
    });
}
