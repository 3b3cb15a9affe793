//! Service levels: marked overdue once, told to the right leader, and accepted by silence only where that was agreed on.

use bareme_engine::sweep::{Swept, sweep};
use bareme_engine::work::act;
use bareme_ingest::Kind;
use bareme_scoring::{Act, Event, Instant, Stage, Transition};
use bareme_store::leads;
use bareme_testkit::{GRADED_BY_TITLE, World, at, noon, on_both_databases};

use super::routing::warm;
use crate::support::lead_rows;

const TEAMS: &str = "
[[team]]
name = 'north'
leader = 'lea'
members = ['eve', 'max']
";

/// A lead of `c` at Acme, handed over at noon of Monday 2026-06-01, to be answered within 24 hours.
fn with_an_mql(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,type,owner\na,Acme,prospect,eve\n").run();
    world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
    world.import(Kind::Activities, four_views(noon())).run();
    assert_eq!(world.score()[0].handed_over, 1);
}

/// Four page views of `c` in the minutes before a moment.
fn four_views(until: Instant) -> String {
    let views = [0, 1, 2, 3].map(|minute| format!("c,page_view,{}\n", until.plus_millis(-60_000 * minute)));
    format!("contact,type,at\n{}", views.concat())
}

fn log(world: &World) -> Vec<Transition> {
    let id = lead_rows(world)[0].id;
    world.read(|c| leads::list_logs(c, &[id])).remove(0).log
}

fn swept(overdue: u64, accepted: u64) -> Swept {
    Swept { overdue, accepted }
}

#[test]
fn a_lead_that_sales_let_wait_is_marked_once_and_told_to_the_leader_of_its_team() {
    on_both_databases(|world| {
        world.agree(TEAMS);
        with_an_mql(world);
        assert_eq!(lead_rows(world)[0].team.as_deref(), Some("north"), "the owner's team");
        world.clock().pass_days(1);
        assert_eq!(sweep(world.engine()).unwrap(), swept(0, 0), "the last moment is still in time");
        world.clock().pass_millis(1);
        assert_eq!(sweep(world.engine()).unwrap(), swept(1, 0));
        assert_eq!(sweep(world.engine()).unwrap(), swept(0, 0), "once");
        let log = log(world);
        let entry = log.last().unwrap();
        assert_eq!((entry.event, entry.who.as_str(), entry.to), (Event::PassSla, "system", Stage::Mql));
        assert_eq!(entry.detail.escalated_to.as_deref(), Some("lea"));
        let row = &lead_rows(world)[0];
        assert_eq!((row.stage().unwrap(), row.overdue_at), (Stage::Mql, Some(world.now().millis())));
        act(world.engine(), row.id, Some(2), Act::Accept { note: None }, "eve").unwrap().unwrap();
    });
}

#[test]
fn a_lead_that_was_answered_is_never_marked() {
    on_both_databases(|world| {
        with_an_mql(world);
        let id = lead_rows(world)[0].id;
        act(world.engine(), id, None, Act::Accept { note: None }, "eve").unwrap().unwrap();
        world.clock().pass_days(10);
        assert_eq!(sweep(world.engine()).unwrap(), swept(0, 0));
        assert_eq!(lead_rows(world)[0].overdue_at, None);
    });
}

#[test]
fn silence_accepts_only_where_that_was_agreed_and_is_no_answer_in_time() {
    on_both_databases(|world| {
        world.agree("[service_level]\naccept_by_default = true\nescalate_to = 'boss'\n");
        with_an_mql(world);
        world.clock().pass_days(2);
        assert_eq!(sweep(world.engine()).unwrap(), swept(1, 1));
        let row = &lead_rows(world)[0];
        assert_eq!((row.stage().unwrap(), row.accepted_by_default), (Stage::Sal, true));
        let log = log(world);
        let events: Vec<Event> = log.iter().map(|entry| entry.event).collect();
        assert_eq!(events, [Event::HandOff, Event::PassSla, Event::AcceptByDefault]);
        assert_eq!(log[1].detail.escalated_to.as_deref(), Some("boss"), "no team, so who is named for all");
        let lead = bareme_scoring::project(&log).unwrap();
        assert_eq!(lead.answered_at(), None);
    });
}

#[test]
fn business_hours_run_over_the_week_end_and_the_change_of_clocks() {
    on_both_databases(|world| {
        // Friday 2026-03-27, 12:00 UTC is 13:00 in Paris; the clocks go forward on Sunday.
        world.clock().set(at("2026-03-27T12:00:00Z"));
        world.agree(
            "[service_level]\nclock = 'business'\n[calendar]\nzone = 'Europe/Paris'\n[calendar.week]\n\
             monday = '09:00-17:00'\ntuesday = '09:00-17:00'\nwednesday = '09:00-17:00'\nthursday = '09:00-17:00'\n\
             friday = '09:00-17:00'\n[[calendar.holiday]]\nday = '2026-03-31'\nname = 'Works outing'\n",
        );
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,type\na,prospect\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
        world.import(Kind::Activities, four_views(world.now())).run();
        assert_eq!(world.score()[0].handed_over, 1);
        // 24 hours: 4 on Friday, 8 on Monday, none on Tuesday, 8 on Wednesday, 4 on Thursday until 13:00 in Paris.
        let due = at("2026-04-02T11:00:00Z");
        assert_eq!(lead_rows(world)[0].due_at, Some(due.millis()));
        world.clock().set(due);
        assert_eq!(sweep(world.engine()).unwrap(), swept(0, 0));
        world.clock().pass_millis(1);
        assert_eq!(sweep(world.engine()).unwrap(), swept(1, 0));
    });
}

#[test]
fn all_that_is_overdue_is_marked_in_one_sweep_whatever_its_number() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        warm(world, 0, 1_201);
        assert_eq!(world.score()[0].handed_over, 1_201);
        world.clock().pass_days(3);
        assert_eq!(sweep(world.engine()).unwrap(), swept(1_201, 0));
        assert_eq!(sweep(world.engine()).unwrap(), swept(0, 0));
    });
}
