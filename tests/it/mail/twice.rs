//! Nobody is written to twice about one occasion, whoever dies when; and what nobody can know is sent again under the same
//! Message-ID.

use std::collections::BTreeMap;

use std::process::Stdio;
use std::time::Duration;

use bareme_engine::mailing::{Occasion, Order, Queued, mail_report, send_waiting};
use bareme_scoring::Instant;
use bareme_store::{Backend, letters};
use bareme_testkit::{Fault, SmtpPeer, Step, World, on_both_databases, program};
use mail_parser::MessageParser;

use super::{newest, queue, round, send, with};

const MINUTE: i64 = 60_000;

#[test]
fn a_run_that_is_begun_again_after_it_queued_its_letter_queues_none() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        let order = Order {
            report: "funnel".to_owned(),
            to: "ann@example.com".to_owned(),
            language: "en".to_owned(),
            ..Order::default()
        };
        let occasion = Occasion { schedule: 3, due: world.now() };
        assert!(matches!(mail_report(&engine, &order, &occasion).unwrap(), Queued::New(_)));
        world.clock().pass_millis(5_000);
        assert_eq!(mail_report(&engine, &order, &occasion).unwrap(), Queued::Known, "killed and begun again");
        assert_eq!(send(&engine), round(1, 0, 0));
        assert_eq!(mail_report(&engine, &order, &occasion).unwrap(), Queued::Known, "killed after sending");
        assert_eq!(send(&engine), round(0, 0, 0));
        let next = Occasion { due: world.now(), ..occasion };
        assert!(matches!(mail_report(&engine, &order, &next).unwrap(), Queued::New(_)), "the next time");
        assert_eq!(send(&engine), round(1, 0, 0));
        assert_eq!(peer.taken().len(), 2);
    });
}

#[test]
fn a_letter_in_the_hands_of_a_server_that_died_is_free_after_half_an_hour() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        queue(&engine, "a", "ann@example.com");
        let now = world.now().millis();
        let seen = world.read(|c| letters::find_due(c, now)).unwrap();
        assert!(world.write(|c| letters::claim(c, &seen, now + 30 * MINUTE)));
        assert!(!world.write(|c| letters::claim(c, &seen, now + 30 * MINUTE)), "only one has it");
        assert_eq!(send(&engine), round(0, 0, 0));
        world.clock().pass_millis(30 * MINUTE);
        assert_eq!(send(&engine), round(1, 0, 0));
        assert_eq!((peer.taken().len(), newest(&engine).attempts), (1, 2));
    });
}

#[test]
fn several_servers_send_each_letter_once() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        for number in 0..24 {
            queue(&engine, &format!("letter {number}"), &format!("p{number}@example.com"));
        }
        let sent: u64 = std::thread::scope(|scope| {
            let workers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| send_waiting(&engine, &|| false).unwrap().sent)).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).sum()
        });
        assert_eq!(sent, 24);
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for letter in peer.taken() {
            *count.entry(letter.to[0].clone()).or_default() += 1;
        }
        assert_eq!(count.len(), 24);
        assert!(count.values().all(|times| *times == 1), "{count:?}");
    });
}

#[test]
fn a_letter_whose_taking_nobody_confirmed_is_sent_again_under_the_same_message_id() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        queue(&engine, "a", "ann@example.com");
        peer.fail(Step::End, Fault::TakesAndHangsUp);
        assert_eq!(send(&engine), round(0, 1, 0));
        world.clock().pass_millis(MINUTE);
        assert_eq!(send(&engine), round(1, 0, 0));
        let taken = peer.taken();
        let heads: Vec<_> = taken
            .iter()
            .map(|letter| {
                let message = MessageParser::default().parse(&letter.bytes).unwrap();
                (
                    message.message_id().map(str::to_owned),
                    message.date().map(mail_parser::DateTime::to_timestamp),
                )
            })
            .collect();
        assert_eq!(heads.len(), 2, "this window is SMTP's own");
        assert_eq!(heads[0], heads[1]);
    });
}

#[test]
fn a_program_that_is_killed_while_it_hands_over_a_letter_leaves_it_to_the_next_one() {
    for (step, backend) in [(Step::Greeting, Backend::Sqlite), (Step::Letter, Backend::Postgres)] {
        let (world, peer) = (World::new(backend), SmtpPeer::start());
        let engine = with(&world, &peer);
        queue(&engine, "a", "ann@example.com");
        peer.fail(step, Fault::IsSilent(Duration::from_secs(3)));
        let mut child = program()
            .command()
            .args(["--database", world.url(), "jobs", "run", "mail-sending"])
            .env("BAREME_MAIL_URL", peer.url())
            .env("BAREME_MAIL_FROM", "reports@bareme.example")
            .current_dir(world.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while peer.conversations() == 0 {
            assert!(child.try_wait().unwrap().is_none(), "it ended without a word to the server");
            std::thread::sleep(Duration::from_millis(20));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let ids: Vec<i64> =
            world.read(|c| letters::list_newest(c, None, 9)).iter().map(|letter| letter.id).collect();
        let left = world.read(|c| letters::list_deliveries(c, &ids)).remove(0);
        assert_eq!((left.state.as_str(), left.attempts), (letters::WAITING, 1), "{step:?}");
        world.clock().set(Instant::from_millis(left.leased_until.unwrap()));
        assert_eq!(send(&engine), round(1, 0, 0), "{step:?}");
        assert_eq!(send(&engine), round(0, 0, 0), "{step:?}");
        assert_eq!(peer.taken().len(), 1, "{step:?}");
    }
}

#[test]
fn old_letters_go_and_those_that_wait_stay() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        queue(&engine, "sent", "ann@example.com");
        assert_eq!(send(&engine), round(1, 0, 0));
        world.clock().pass_days(91);
        queue(&engine, "new", "ann@example.com");
        assert_eq!(send(&engine), round(1, 0, 0));
        assert!(!world.read(|c| letters::is_queued(c, "sent")));
        assert!(world.read(|c| letters::is_queued(c, "new")));
    });
}
