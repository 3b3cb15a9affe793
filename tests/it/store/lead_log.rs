//! What is said about a lead is kept in its log as it was said, and the projection follows.

use bareme_ingest::Kind;
use bareme_scoring::{
    Act, Answer, Assignee, Bant, By, Finding, Instant, Money, Party, Points, Reasons, Stage, project,
};
use bareme_store::leads::{self, LeadLog, LeadRow, LeadWrite};
use bareme_testkit::{World, at, on_both_databases};

const PEOPLE: &str = "key,email\nc1,ann@x.org\n";
const LEADS: &str = "key,contact,owner,mql at\nl1,c1,ana,2026-01-05\n";

/// Lets somebody act on the one lead there is.
fn act(world: &World, who: &str, when: Instant, act: Act) {
    let stored = log(world);
    let mut lead = project(&stored.log).unwrap();
    let reasons = Reasons::default();
    let new = lead.act(act, &By::now(Party::Sales, who, when, &reasons)).unwrap();
    for entry in &new {
        lead.apply(entry).unwrap();
    }
    let write = LeadWrite {
        id: stored.id,
        opening: &stored.opening,
        opened_at: stored.log[0].at,
        lead: &lead,
        new: &new,
    };
    world.write(|c| leads::append(c, &[write], when));
}

fn log(world: &World) -> LeadLog {
    let ids = world.read(|c| leads::list_ids_of_contact(c, world.contact("c1").id));
    world.read(|c| leads::list_logs(c, &ids)).remove(0)
}

fn row(world: &World) -> LeadRow {
    let mut rows = Vec::new();
    world.read(|c| {
        leads::for_each_row(c, |row| {
            rows.push(row);
            Ok(())
        })
    });
    rows.remove(0)
}

#[test]
fn everything_that_is_said_about_a_lead_is_read_back_as_it_was_said() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, PEOPLE).run();
        world.import(Kind::Leads, LEADS).run();
        act(world, "ana", at("2026-01-06"), Act::Accept { note: Some("calls at noon".into()) });
        let budget = Finding { answer: Answer::Yes, note: Some("50 k".into()) };
        let bant = Bant { budget, need: Answer::No.into(), ..Bant::default() };
        act(world, "ana", at("2026-01-07"), Act::Qualify { bant: bant.clone(), note: None });
        let money = Money::read(Some(Points::from_whole(900)), Some("EUR")).unwrap();
        let expected_close = at("2026-06-30").to_chrono().date_naive().into();
        act(world, "ana", at("2026-01-08"), Act::OpenOpportunity { money, expected_close, note: None });
        let to =
            Assignee { owner: Some("bo".into()), team: Some("north".into()), rule: Some("Banks".into()) };
        act(world, "lea", at("2026-01-09"), Act::Assign { to, note: None });

        let stored = log(world);
        let lead = project(&stored.log).unwrap();
        assert_eq!((lead.owner.as_deref(), lead.team.as_deref()), (Some("bo"), Some("north")));
        assert_eq!((lead.bant.as_ref(), lead.expected_close), (Some(&bant), expected_close));
        assert_eq!(stored.log[4].detail.rule.as_deref(), Some("Banks"));
        assert_eq!(row(world), LeadRow::of(stored.id, &stored.opening, &lead, stored.log[0].at));
        assert_eq!(row(world).stage_at, at("2026-01-08").millis(), "changing hands is no new stage");
    });
}

#[test]
fn a_slip_that_was_taken_back_stays_in_the_log_and_leaves_the_projection() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, PEOPLE).run();
        world.import(Kind::Leads, LEADS).run();
        let before = row(world);
        act(world, "ana", at("2026-01-06"), Act::Reject { reason: Some("student".into()), note: None });
        assert_eq!(row(world).stage().unwrap(), Stage::Disqualified);
        act(world, "ana", at("2026-01-06").plus_millis(30_000), Act::Undo);
        assert_eq!(row(world), LeadRow { seq: 4, ..before }, "as before, but for the length of its log");
        let entries: Vec<&str> = log(world).log.iter().map(|entry| entry.event.word()).collect();
        assert_eq!(entries, ["hand_off", "reject", "disqualify", "undo"]);
    });
}
