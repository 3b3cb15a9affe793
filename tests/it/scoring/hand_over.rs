//! Hand-over: once, with everything that sales must know, and not while anything stands in the way.

use std::fmt::Write as _;

use bareme_ingest::Kind;
use bareme_scoring::{Event, Rating, Stage, Transition};
use bareme_store::leads;
use bareme_testkit::{GRADED_BY_TITLE, World, noon, on_both_databases};

use crate::support::{all_models, lead_rows};

/// A hot contact `c` of the grade A, at a prospect.
fn with_a_hot_contact(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,type,owner\na,Acme,prospect,eve\n").run();
    world.import(Kind::Contacts, "key,title,account,source,campaign\nc,Chief,a,fair,spring\n").run();
    warm_up(world);
}

/// Four page views of `c` just now: 100 points of engagement.
fn warm_up(world: &World) {
    let mut views = "contact,type,at\n".to_owned();
    for minute in 0..4 {
        writeln!(views, "c,page_view,{}", world.now().plus_millis(-60_000 * minute)).unwrap();
    }
    world.import(Kind::Activities, views).run();
}

/// The logs of all leads, oldest lead first.
fn logs(world: &World) -> Vec<Vec<Transition>> {
    let mut found = Vec::new();
    world.read(|c| {
        leads::for_each_log(c, |lead| {
            found.push(lead.log);
            Ok(())
        })
    });
    found
}

fn handed_over(world: &World) -> u64 {
    world.score().iter().map(|model| model.handed_over).sum()
}

#[test]
fn a_hand_over_says_rating_version_owner_and_until_when() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        assert_eq!(handed_over(world), 1);
        let logs = logs(world);
        assert_eq!(logs.len(), 1);
        let [entry] = logs[0].as_slice() else { panic!("{logs:?}") };
        assert_eq!((entry.event, entry.from, entry.to), (Event::HandOff, Stage::Inquiry, Stage::Mql));
        assert_eq!((entry.at, entry.who.as_str(), entry.implied), (noon(), "system", false));
        assert_eq!(entry.detail.rating, Some("A1".parse::<Rating>().unwrap()));
        assert_eq!(entry.detail.model_version, Some(all_models(world)[0].version.id));
        assert_eq!(entry.detail.sla_due_at, Some(noon().plus_days(1)), "A1 is answered within 24 hours");
        assert_eq!(entry.detail.owner.as_deref(), Some("eve"));
        let row = &lead_rows(world)[0];
        assert_eq!((row.source.as_deref(), row.campaign.as_deref()), (Some("fair"), Some("spring")));
        assert_eq!(row.due_at, Some(noon().plus_days(1).millis()));
    });
}

#[test]
fn it_happens_once_however_often_and_by_whichever_way_is_scored() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        assert_eq!(handed_over(world), 1);
        assert_eq!(handed_over(world), 0);
        assert!(!world.score_one("c")[0].handed_over);
        world.clock().pass_days(1);
        warm_up(world);
        assert!(!world.score_one("c")[0].handed_over, "sales has it already");
        assert_eq!(handed_over(world), 0);
        assert_eq!(lead_rows(world).len(), 1);
    });
}

#[test]
fn a_knocked_out_a_cold_and_an_unfit_contact_are_not_handed_over() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        world.import(Kind::Accounts, "key,type\na,competitor\n").run();
        world.import(Kind::Contacts, "key,title\ncold,Chief\nunfit,Student\n").run();
        let views = format!("contact,type,at\nunfit,page_view,{0}\nunfit,download,{0}\n", world.now());
        world.import(Kind::Activities, views).run();
        assert_eq!(handed_over(world), 0);
        assert!(!world.score_one("c")[0].handed_over);
        assert_eq!(lead_rows(world), []);
    });
}

#[test]
fn a_model_that_is_not_the_primary_one_hands_nothing_over() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        world.publish(&GRADED_BY_TITLE.replace("primary = true", "primary = false"));
        assert_eq!(handed_over(world), 0);
        assert!(!world.score_one("c")[0].handed_over);
    });
}

#[test]
fn after_a_rejection_a_contact_rests_for_thirty_days() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        let lead = "key,contact,mql at,rejected at,reason\nl1,c,2026-05-20,2026-05-25T12:00:00Z,no_budget\n";
        world.import(Kind::Leads, lead).run();
        assert_eq!(handed_over(world), 0);
        world.clock().pass_days(22);
        warm_up(world);
        assert_eq!(handed_over(world), 0, "29 days after the rejection");
        assert!(!world.score_one("c")[0].handed_over);
        world.clock().pass_days(1);
        assert_eq!(handed_over(world), 1, "30 days after it");
        let stages: Vec<i16> = lead_rows(world).iter().map(|lead| lead.stage).collect();
        assert_eq!(stages, [leads::stage_number(Stage::Recycled), leads::stage_number(Stage::Mql)]);
    });
}

#[test]
fn a_customer_and_somebody_disqualified_are_never_handed_over_again() {
    for outcome in ["won at", "disqualified at"] {
        on_both_databases(|world| {
            with_a_hot_contact(world);
            world
                .import(Kind::Leads, format!("key,contact,mql at,{outcome}\nl1,c,2024-05-20,2024-06-01\n"))
                .run();
            world.clock().pass_days(100);
            warm_up(world);
            assert_eq!(handed_over(world), 0);
            assert!(!world.score_one("c")[0].handed_over);
        });
    }
}

#[test]
fn an_inquiry_from_the_crm_is_the_lead_that_is_handed_over() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        world.import(Kind::Leads, "key,contact,source,inquiry at\nl1,c,webinar,2026-05-20\n").run();
        assert_eq!(handed_over(world), 1);
        let rows = lead_rows(world);
        assert_eq!(rows.len(), 1, "one passage, one lead");
        assert_eq!((rows[0].key.as_deref(), rows[0].source.as_deref()), (Some("l1"), Some("webinar")));
        assert_eq!(
            logs(world)[0].iter().map(|entry| entry.to).collect::<Vec<_>>(),
            [Stage::Inquiry, Stage::Mql]
        );
        assert_eq!(rows[0].opened_at, bareme_testkit::at("2026-05-20").millis());
    });
}

#[test]
fn a_lead_that_sales_had_before_there_was_a_model_stands_in_the_way_too() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, "key,title\nc,Chief\n").run();
        world.import(Kind::Leads, "key,contact,mql at,sal at\nl1,c,2026-05-20,2026-05-21\n").run();
        warm_up(world);
        world.publish(GRADED_BY_TITLE);
        assert_eq!(handed_over(world), 0);
        assert!(!world.score_one("c")[0].handed_over);
    });
}

#[test]
fn scoring_for_a_past_moment_opens_no_lead_that_a_later_one_contradicts() {
    on_both_databases(|world| {
        with_a_hot_contact(world);
        world.import(Kind::Leads, "key,contact,mql at\nl1,c,2026-05-31\n").run();
        world
            .import(
                Kind::Activities,
                "contact,type,at\nc,page_view,2026-05-19\nc,page_view,2026-05-19T01:00:00Z\n",
            )
            .run();
        let runs = world.score_at(bareme_testkit::at("2026-05-20"));
        assert_eq!(runs[0].handed_over, 0);
        assert_eq!(lead_rows(world).len(), 1);
    });
}
