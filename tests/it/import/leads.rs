//! Lead history from another system: its own dates, by the same log, and impossible orders come back in a sentence.

use bareme_ingest::Kind;
use bareme_scoring::Stage;
use bareme_store::leads::{self, LeadLog};
use bareme_testkit::{GRADED_BY_TITLE, World, alike_on_both_databases};

use super::{day, rejected};

fn log(world: &World, key: &str) -> LeadLog {
    world
        .read(|c| {
            let ids: Vec<i64> =
                leads::list_ids_by_keys(c, &[key.to_owned()])?.into_iter().map(|(_, id)| id).collect();
            leads::list_logs(c, &ids)
        })
        .pop()
        .unwrap()
}

fn stages(world: &World, key: &str) -> Vec<Stage> {
    log(world, key).log.iter().map(|entry| entry.to).collect()
}

fn with_contacts(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Contacts, "key,email\nc1,ann@x.org\nc2,bob@x.org\n").run();
}

#[test]
fn history_enters_with_its_own_dates_and_skipped_stages_are_marked() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "key,contact,source,owner,inquiry at,mql at,won at,amount,currency\n\
                    l1,ann@x.org,fair,eve,2026-01-01,2026-01-05,2026-03-01,1200.50,EUR\n";
        world.import(Kind::Leads, text).run();
        let log = log(world, "l1");
        let way: Vec<(Stage, bool)> = log.log.iter().map(|entry| (entry.to, entry.implied)).collect();
        let implied =
            [(Stage::Sal, true), (Stage::Sql, true), (Stage::Opportunity, true), (Stage::Won, false)];
        assert_eq!(way[..2], [(Stage::Inquiry, false), (Stage::Mql, false)]);
        assert_eq!(way[2..], implied);
        assert_eq!(log.log[0].at, day("2026-01-01"));
        assert_eq!(log.opening.contact_id, world.contact("c1").id);
        assert_eq!(log.opening.source.as_deref(), Some("fair"));
        assert!(log.log.iter().all(|entry| entry.who == "import"));
    });
}

#[test]
fn impossible_orders_come_back_in_a_sentence_and_leave_no_trace() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "key,contact,model,mql at,sal at,won at,lost at\n\
                    l1,c1,,2026-02-01,2026-01-01,,\n\
                    l2,c1,,2026-01-01,2026-01-03,,\n\
                    l3,c2,,2026-01-01,,2026-01-05,2026-01-06\n\
                    l4,c2,,2027-01-01,,,\n\
                    l5,nobody,,2026-01-01,,,\n\
                    l6,c2,unheard of,2026-01-01,,,\n\
                    l7,c2,titles,2026-01-01,,,\n\
                    l8,c2,,,,,\n";
        let summary = world.import(Kind::Leads, text).run();
        assert_eq!((summary.created, summary.rejected), (2, 6));
        let expected = [
            (2, "is before"),
            (4, "cannot follow"),
            (5, "lies in the future"),
            (6, "no contact 'nobody'"),
            (7, "no model 'unheard of'"),
            (9, "no stage has a date"),
        ];
        let rejects = rejected(world, summary.id);
        for ((line, reason), (expected_line, part)) in rejects.iter().zip(expected) {
            assert_eq!(*line, expected_line, "{reason}");
            assert!(reason.contains(part), "'{part}' is not in '{reason}'");
        }
        assert_eq!(rejects.len(), expected.len());
        assert_eq!(world.read(leads::count), 2);
    });
}

#[test]
fn a_later_export_continues_the_log_and_never_rewrites_it() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        world.import(Kind::Leads, "key,contact,mql at\nl1,c1,2026-01-05\nl2,c2,2026-01-05\n").run();
        let text =
            "key,contact,mql at,sal at,sql at\nl1,c1,2026-01-05,2026-01-08,\nl2,c2,2026-01-06,2026-01-08,\n";
        let summary = world.import(Kind::Leads, text).run();
        assert_eq!((summary.updated, summary.rejected), (1, 1));
        assert_eq!(stages(world, "l1"), [Stage::Mql, Stage::Sal]);
        assert_eq!(stages(world, "l2"), [Stage::Mql]);
        let rejects = rejected(world, summary.id);
        assert!(rejects[0].1.contains("history is not rewritten"), "{rejects:?}");
    });
}

#[test]
fn two_rows_of_one_lead_add_up() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "key,contact,stage,stage at\nl1,c1,MQL,2026-01-05\nl1,c1,Accepted,2026-01-07\nl1,c1,SQL,2026-01-09\n";
        let summary = world.import(Kind::Leads, text).run();
        assert_eq!((summary.created, summary.updated), (1, 2));
        assert_eq!(stages(world, "l1"), [Stage::Mql, Stage::Sal, Stage::Sql]);
    });
}

#[test]
fn a_rejection_is_followed_by_what_its_reason_says() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "key,contact,mql at,rejected at,reason\nl1,c1,2026-01-05,2026-01-07,competitor\n\
                    l2,c2,2026-01-05,2026-01-07,no_budget\n";
        world.import(Kind::Leads, text).run();
        assert_eq!(stages(world, "l1"), [Stage::Mql, Stage::Rejected, Stage::Disqualified]);
        assert_eq!(stages(world, "l2"), [Stage::Mql, Stage::Rejected, Stage::Recycled]);
    });
}
