//! Mailed reports as jobs: they go out at their time, once, to whom their order says, and survive what people change.

use bareme_engine::Engine;
use bareme_engine::jobs::manage::{self, JobDraft, JobProblem};
use bareme_engine::jobs::{Kinds, Pace, Server, seed};
use bareme_engine::mailing::schedules::{self, draft};
use bareme_engine::mailing::{Order, State, show};
use bareme_engine::pages::jobs as pages;
use bareme_testkit::{Fault, SmtpPeer, Step, World, at, on_both_databases};

use super::with;

fn order() -> Order {
    Order {
        report: "acceptance".to_owned(),
        query: "period=last_quarter&by=owner".to_owned(),
        to: "ann@example.com\nbob@example.org".to_owned(),
        language: "fr".to_owned(),
        schedule: None,
    }
}

/// Every Monday at seven in Paris; the clock stands at noon of a Monday.
fn ordered(engine: &Engine) -> i64 {
    let draft = draft("Acceptance", "0 7 * * 1", Some("Europe/Paris"), &order());
    manage::create(engine, &draft, "Ana").unwrap().unwrap()
}

/// Looks once as a server does, and carries out what there is.
fn look(engine: &Engine) -> usize {
    let server = Server::new(engine.clone(), Kinds::standard(), Pace::default(), "a");
    let claims = server.look(8).unwrap();
    let taken = claims.len();
    for claim in claims {
        server.execute(&claim);
    }
    taken
}

fn last(world: &World, id: i64) -> (String, Vec<String>) {
    let run = pages::show(world.engine(), id, None).unwrap().row.last.unwrap();
    let says = run.says.iter().chain(&run.error).map(|message| message.text.clone());
    (run.status.word().to_owned(), says.collect())
}

#[test]
fn a_report_goes_out_at_its_time_once() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        let id = ordered(&engine);
        assert_eq!(look(&engine), 0, "not before its time");
        world.clock().set(at("2026-06-08T05:00:00Z"));
        assert_eq!(look(&engine), 1, "seven in the morning in Paris");
        assert_eq!(look(&engine), 0);
        let taken = peer.taken();
        let to: Vec<&str> = taken.iter().flat_map(|letter| &letter.to).map(String::as_str).collect();
        assert_eq!(to, ["ann@example.com", "bob@example.org"]);
        let (status, says) = last(world, id);
        assert_eq!(status, "done");
        assert_eq!(
            says,
            ["letters written: 2", "letters taken by the server: 2, to be tried again: 0, refused: 0"]
        );
        let mail = schedules::find(&engine, id).unwrap();
        assert_eq!(mail.order, Order { schedule: Some(id), ..order() });
        let outbox = show(&engine, Some(id)).unwrap();
        assert_eq!(outbox.letters.len(), 1);
        assert!(outbox.letters[0].deliveries.iter().all(|delivery| delivery.state == State::Sent));
    });
}

#[test]
fn it_is_sent_by_hand_waits_while_paused_and_keeps_its_order_when_only_its_time_changes() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        let id = ordered(&engine);
        manage::run_now(&engine, id, "Ana").unwrap().unwrap();
        assert_eq!((look(&engine), peer.taken().len()), (1, 2));
        manage::pause(&engine, id, true, "Ana").unwrap();
        world.clock().set(at("2026-06-08T05:00:00Z"));
        assert_eq!((look(&engine), peer.taken().len()), (0, 2));
        manage::pause(&engine, id, false, "Ana").unwrap();
        // The form of any job knows nothing of the order.
        let daily = JobDraft {
            parameters: std::collections::BTreeMap::new(),
            ..draft("Acceptance", "0 8 * * *", None, &order())
        };
        manage::change(&engine, id, 3, &daily, "Ben").unwrap().unwrap();
        assert_eq!(schedules::find(&engine, id).unwrap().order.to, order().to);
        world.clock().set(at("2026-06-09T08:00:00Z"));
        assert_eq!((look(&engine), peer.taken().len()), (1, 4));
        assert!(manage::delete(&engine, id, "Ana").unwrap());
        assert!(schedules::list(&engine).unwrap().is_empty());
        assert_eq!(show(&engine, None).unwrap().letters.len(), 2, "what was sent can still be read");
    });
}

#[test]
fn without_an_order_or_a_mail_server_nothing_goes_out_and_it_is_said_why() {
    on_both_databases(|world| {
        let bare = JobDraft {
            parameters: std::collections::BTreeMap::new(),
            ..draft("x", "0 7 * * 1", None, &order())
        };
        let problems = manage::create(world.engine(), &bare, "Ana").unwrap().unwrap_err();
        assert_eq!(problems, ["language", "query", "report", "to"].map(JobProblem::Text));
        let id = ordered(world.engine());
        world.clock().set(at("2026-06-08T05:00:00Z"));
        assert_eq!(look(world.engine()), 1);
        let run = pages::show(world.engine(), id, None).unwrap().row.open.unwrap();
        let error = run.error.unwrap();
        assert!(error.text.contains("BAREME_MAIL_URL"), "{error:?}");
    });
}

#[test]
fn what_the_server_did_not_take_is_sent_by_the_job_that_exists_from_the_start() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        seed(&engine).unwrap();
        let id = ordered(&engine);
        peer.fail(Step::Greeting, Fault::Says(421, "4.3.2 not now"));
        manage::run_now(&engine, id, "Ana").unwrap().unwrap();
        world.clock().pass_millis(1_000);
        look(&engine);
        assert_eq!(peer.taken().len(), 0);
        let (status, says) = last(world, id);
        assert_eq!((status.as_str(), says.len()), ("done", 2), "{says:?}");
        for _ in 0..4 {
            world.clock().pass_millis(5 * 60_000);
            look(&engine);
        }
        assert_eq!(peer.taken().len(), 2);
        let sending = pages::named(&engine, "mail-sending").unwrap();
        assert_eq!(
            last(world, sending),
            ("done".to_owned(), vec!["no letter waited for its turn".to_owned()])
        );
    });
}
