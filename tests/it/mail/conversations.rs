//! What becomes of a letter that the server does not take at once: tried again after ever longer pauses, or kept with the
//! server's sentence.

use std::time::Duration;

use bareme_engine::mailing::{State, send_again, show};
use bareme_store::Backend;
use bareme_testkit::{Fault, SmtpPeer, Step, World, on_both_databases};

use super::{at, newest, queue, round, send, with};

const MINUTE: i64 = 60_000;

#[test]
fn a_letter_that_is_not_taken_now_is_tried_again_after_a_pause() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        queue(&engine, "a", "ann@example.com");
        peer.fail(Step::To, Fault::Says(451, "4.3.0 mailbox busy"));
        assert_eq!(send(&engine), round(0, 1, 0));
        let delivery = newest(&engine);
        assert_eq!((delivery.state, delivery.attempts), (State::Waiting, 1));
        assert_eq!(delivery.answer.as_deref(), Some("451 4.3.0 mailbox busy"));
        assert_eq!(delivery.next_at, Some(world.now().plus_millis(MINUTE)));
        assert_eq!(send(&engine), round(0, 0, 0), "not before its time");
        world.clock().pass_millis(MINUTE);
        peer.fail(Step::End, Fault::Says(452, "4.3.1 disk full"));
        assert_eq!(send(&engine), round(0, 1, 0));
        assert_eq!(newest(&engine).next_at, Some(world.now().plus_millis(5 * MINUTE)), "a longer pause");
        world.clock().pass_millis(5 * MINUTE);
        assert_eq!(send(&engine), round(1, 0, 0));
        let delivery = newest(&engine);
        assert_eq!((delivery.state, delivery.attempts, delivery.next_at), (State::Sent, 3, None));
        assert_eq!(delivery.answer.as_deref(), Some("250 2.0.0 queued as 4711"));
        assert_eq!(peer.taken().len(), 1);
    });
}

#[test]
fn a_refusal_is_kept_with_its_sentence_and_can_be_sent_again() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        queue(&engine, "a", "gone@example.com");
        queue(&engine, "b", "ann@example.com");
        peer.fail(Step::To, Fault::Says(550, "5.1.1 No such user here"));
        assert_eq!(send(&engine), round(1, 0, 1), "one refusal holds nobody else back");
        let outbox = show(&engine, None).unwrap();
        assert_eq!((outbox.waiting, outbox.failed), (0, 1));
        let refused = outbox.letters[1].deliveries[0].clone();
        assert_eq!(refused.state, State::Failed);
        assert_eq!(refused.answer.as_deref(), Some("550 5.1.1 No such user here"));
        world.clock().pass_days(2);
        assert_eq!(send(&engine), round(0, 0, 0), "nobody asks the server again by itself");
        send_again(&engine, refused.id).unwrap();
        assert!(send_again(&engine, refused.id).is_err(), "it waits already");
        assert_eq!(send(&engine), round(1, 0, 0));
        assert_eq!(peer.taken()[1].to, ["gone@example.com"]);
        assert!(send_again(&engine, refused.id).is_err(), "what arrived is not sent again");
    });
}

#[test]
fn a_server_that_dies_or_falls_silent_costs_nothing_but_time() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start());
    let engine = with(&world, &peer);
    let long = Duration::from_secs(2);
    let faults = [
        (Step::Greeting, Fault::HangsUp, "the server broke off the conversation"),
        (Step::Hello, Fault::Says(421, "4.3.2 shutting down"), "421 4.3.2 shutting down"),
        (Step::From, Fault::HangsUp, "the server broke off the conversation"),
        (Step::Letter, Fault::HangsUp, ""),
        (Step::End, Fault::HangsUp, "the server broke off the conversation"),
        (Step::Greeting, Fault::IsSilent(long), "the server did not answer in time"),
        (Step::Data, Fault::IsSilent(long), "the server did not answer in time"),
    ];
    queue(&engine, "a", "ann@example.com");
    for (step, fault, says) in faults {
        peer.fail(step, fault.clone());
        assert_eq!(send(&engine), round(0, 1, 0), "{step:?} {fault:?}");
        let answer = newest(&engine).answer.unwrap();
        assert!(answer.contains(says) && !answer.is_empty(), "{step:?} {fault:?}: {answer}");
        world.clock().pass_millis(240 * MINUTE);
    }
    assert_eq!(peer.taken().len(), 0);
    assert_eq!(send(&engine), round(1, 0, 0));
    assert_eq!(peer.taken().len(), 1);
}

#[test]
fn while_no_server_can_be_reached_letters_wait_and_are_given_up_after_days() {
    let world = World::new(Backend::Sqlite);
    let engine = at(&world, "smtp://127.0.0.1:1");
    queue(&engine, "a", "ann@example.com");
    queue(&engine, "b", "bob@example.com");
    assert_eq!(send(&engine), round(0, 1, 0), "the second letter is not tried now");
    for _ in 0..60 {
        world.clock().pass_millis(240 * MINUTE);
        send(&engine);
    }
    let outbox = show(&engine, None).unwrap();
    assert_eq!((outbox.waiting, outbox.failed), (0, 2));
    let given_up = &outbox.letters[0].deliveries[0];
    assert!(given_up.answer.as_deref().is_some_and(|said| !said.is_empty()));
    let days = (given_up.changed_at.millis() - world.now().plus_days(-10).millis()) / (24 * 60 * MINUTE);
    assert!((3..10).contains(&days), "{days}");
}

#[test]
fn a_login_is_used_and_a_wrong_one_waits_for_the_admin() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start_for("ann@x.com", "p é/ss"));
    let url = |login: &str| peer.url().replace("smtp://", &format!("smtp://{login}@"));
    let wrong = at(&world, &url("ann%40x.com:guess"));
    queue(&wrong, "a", "ann@example.com");
    assert_eq!(send(&wrong), round(0, 1, 0), "the letter is not to blame");
    let answer = newest(&wrong).answer.unwrap();
    assert_eq!(answer, "535 5.7.8 Authentication credentials invalid");
    assert!(!wrong.mail_set_up().unwrap().contains("guess"));
    world.clock().pass_millis(MINUTE);
    let right = at(&world, &url("ann%40x.com:p%20%C3%A9%2Fss"));
    assert_eq!(send(&right), round(1, 0, 0));
    assert_eq!(peer.taken()[0].login, Some(("ann@x.com".to_owned(), "p é/ss".to_owned())));
}

#[test]
fn where_encryption_is_asked_for_nothing_goes_over_an_open_line() {
    let (world, peer) = (World::new(Backend::Sqlite), SmtpPeer::start_for("ann", "secret"));
    let urls = [
        format!("{}?tls=starttls", peer.url().replace("smtp://", "smtp://ann:secret@")),
        peer.url().replace("smtp://", "smtps://ann:secret@"),
    ];
    queue(&at(&world, &peer.url()), "a", "ann@example.com");
    for url in urls {
        let engine = at(&world, &url);
        assert_eq!(send(&engine), round(0, 1, 0), "{url}");
        let answer = newest(&engine).answer.unwrap();
        assert!(!answer.is_empty() && !answer.contains("secret"), "{answer}");
        assert_eq!(peer.logins(), 0, "the password was not said");
        world.clock().pass_millis(240 * MINUTE);
    }
    assert_eq!((peer.conversations(), peer.taken().len()), (2, 0));
}
