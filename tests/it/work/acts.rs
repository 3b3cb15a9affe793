//! One act, several at once, and slips.

use bareme_engine::EngineError;
use bareme_engine::work::{Acted, Outcome, act, act_on_all};
use bareme_ingest::Kind;
use bareme_scoring::{Act, Bant, Refusal, Stage};
use bareme_store::leads;
use bareme_testkit::{World, noon, on_both_databases};

use crate::support::lead_rows;

/// Three people with an MQL each, and one who was accepted.
pub fn with_leads(world: &World) {
    world
        .import(Kind::Contacts, "key,email\nann,ann@x.org\nben,ben@x.org\ncas,cas@x.org\ndee,dee@x.org\n")
        .run();
    world
        .import(
            Kind::Leads,
            "key,contact,owner,mql at,sal at\nl1,ann,eve,2026-05-28,\nl2,ben,eve,2026-05-29,\nl3,cas,eve,2026-05-30,\n\
             l4,dee,eve,2026-05-27,2026-05-28\n",
        )
        .run();
}

/// The lead of a key in the CRM.
pub fn lead_of(world: &World, key: &str) -> i64 {
    world.read(|c| leads::list_ids_by_keys(c, &[key.to_owned()])).remove(0).1
}

fn accept() -> Act {
    Act::Accept { note: None }
}

fn reject(reason: &str) -> Act {
    Act::Reject { reason: Some(reason.to_owned()), note: None }
}

fn done(outcome: Outcome) -> Acted {
    outcome.expect("the table allows it")
}

fn stages(world: &World) -> Vec<Stage> {
    lead_rows(world).iter().map(|row| row.stage().unwrap()).collect()
}

#[test]
fn an_act_is_written_with_who_did_it_and_the_list_shows_it_at_once() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        let acted = done(act(world.engine(), id, Some(1), accept(), "eve").unwrap());
        assert_eq!((acted.lead.stage, acted.undo_until), (Stage::Sal, Some(noon().plus_millis(60_000))));
        assert_eq!(acted.lead.newest.as_ref().map(|newest| newest.who.as_str()), Some("eve"));
        let qualify = Act::Qualify { bant: Bant::default(), note: Some("needs it by autumn".into()) };
        done(act(world.engine(), id, Some(2), qualify, "eve").unwrap());
        let row = &lead_rows(world)[0];
        assert_eq!((row.stage().unwrap(), row.seq), (Stage::Sql, 3));
        let log = world.read(|c| leads::list_logs(c, &[id])).remove(0);
        assert_eq!(log.log[2].detail.note.as_deref(), Some("needs it by autumn"));
    });
}

#[test]
fn what_the_table_does_not_allow_is_refused_with_a_sentence_and_changes_nothing() {
    on_both_databases(|world| {
        with_leads(world);
        let before = world.digest();
        let id = lead_of(world, "l1");
        let refused = act(world.engine(), id, Some(1), Act::Win { money: None, note: None }, "eve").unwrap();
        let sentence = refused.unwrap_err().to_string();
        assert_eq!(
            sentence,
            "a lead that is at MQL cannot be won: that takes a lead that is an open opportunity"
        );
        let unknown = act(world.engine(), id, None, reject("mood"), "eve").unwrap().unwrap_err();
        assert_eq!((unknown.code(), unknown.field()), ("reason_unknown", Some("reason")));
        assert!(matches!(act(world.engine(), 99, None, accept(), "eve"), Err(EngineError::NotFound { .. })));
        assert!(matches!(act(world.engine(), id, None, accept(), " "), Err(EngineError::Invalid(_))));
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn who_comes_too_late_is_told_who_was_quicker() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        done(act(world.engine(), id, Some(1), accept(), "eve").unwrap());
        let late = act(world.engine(), id, Some(1), reject("no_need"), "max").unwrap().unwrap_err();
        assert_eq!(late.code(), "overtaken");
        assert!(late.to_string().starts_with("eve was quicker: this lead was accepted on"), "{late}");
        assert_eq!(lead_rows(world)[0].stage().unwrap(), Stage::Sal);
    });
}

#[test]
fn an_act_on_several_leads_is_done_where_it_may_be_and_says_why_not_elsewhere() {
    on_both_databases(|world| {
        with_leads(world);
        let asked: Vec<(i64, Option<u32>)> =
            ["l4", "l2", "l1", "l2"].map(|key| (lead_of(world, key), None)).to_vec();
        let outcomes = act_on_all(world.engine(), &asked, &reject("student"), "eve").unwrap();
        let codes: Vec<&str> = outcomes
            .iter()
            .map(|(_, outcome)| outcome.as_ref().map_or_else(Refusal::code, |_| "done"))
            .collect();
        assert_eq!(codes, ["done", "done", "event_not_allowed"], "by lead, each once");
        assert_eq!(stages(world), [Stage::Disqualified, Stage::Disqualified, Stage::Mql, Stage::Sal]);
    });
}

#[test]
fn one_unknown_lead_among_several_changes_none() {
    on_both_databases(|world| {
        with_leads(world);
        let before = world.digest();
        let asked = [(lead_of(world, "l1"), None), (4_711, None)];
        assert!(act_on_all(world.engine(), &asked, &accept(), "eve").is_err());
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn a_slip_is_taken_back_within_a_minute_by_who_made_it() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        let undo = |who: &str| act(world.engine(), id, None, Act::Undo, who).unwrap();
        assert_eq!(undo("eve").unwrap_err().code(), "nothing_to_undo");
        done(act(world.engine(), id, None, reject("student"), "eve").unwrap());
        assert_eq!(undo("max").unwrap_err().code(), "undo_not_yours");
        world.clock().pass_millis(60_000);
        assert_eq!(done(undo("eve")).lead.stage, Stage::Mql);
        assert_eq!(undo("eve").unwrap_err().code(), "nothing_to_undo");
        done(act(world.engine(), id, None, accept(), "eve").unwrap());
        world.clock().pass_millis(60_001);
        assert_eq!(undo("eve").unwrap_err().code(), "undo_too_late");
        assert_eq!(lead_rows(world)[0].stage().unwrap(), Stage::Sal);
    });
}

#[test]
fn a_rejection_is_not_taken_back_when_the_contact_has_come_back_meanwhile() {
    on_both_databases(|world| {
        with_leads(world);
        let id = lead_of(world, "l1");
        done(act(world.engine(), id, None, reject("no_need"), "eve").unwrap());
        world.import(Kind::Leads, "key,contact,owner,mql at\nl9,ann,max,2026-05-31\n").run();
        let refused = act(world.engine(), id, None, Act::Undo, "eve").unwrap().unwrap_err();
        assert_eq!(refused.code(), "another_lead_open");
        assert_eq!(lead_rows(world)[0].stage().unwrap(), Stage::Recycled);
    });
}
