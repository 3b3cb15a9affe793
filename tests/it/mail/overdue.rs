//! Leads that sales let wait too long are told by mail to a leader whose address is known: once, and together.

use std::fmt::Write as _;

use bareme_engine::sweep::sweep;
use bareme_testkit::{GRADED_BY_TITLE, Kind, SmtpPeer, World, noon, on_both_databases};
use mail_parser::MessageParser;

use super::{SITE, round, send, with};

/// Two leads of a team, handed over at noon, to be answered within 24 hours.
fn two_leads(world: &World, leader: &str) {
    world.agree(&format!("[[team]]\nname = 'north'\nleader = '{leader}'\nmembers = ['eve']\n"));
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,type,owner\na,Acmé & Co,prospect,eve\n").run();
    world.import(Kind::Contacts, "key,name,title,account\nc,Ann <Lee>,Chief,a\nd,Bob Ray,Chief,a\n").run();
    let mut views = "contact,type,at\n".to_owned();
    for contact in ["c", "d"] {
        for minute in 0..4 {
            writeln!(views, "{contact},page_view,{}", noon().plus_millis(-60_000 * minute)).unwrap();
        }
    }
    world.import(Kind::Activities, views).run();
    assert_eq!(world.score()[0].handed_over, 2);
}

#[test]
fn the_leader_gets_one_letter_about_all_that_became_overdue_and_none_again() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        two_leads(world, "lea@example.com");
        world.clock().pass_days(1);
        world.clock().pass_millis(1);
        assert_eq!(sweep(&engine).unwrap().overdue, 2);
        assert_eq!(sweep(&engine).unwrap().overdue, 0);
        assert_eq!(send(&engine), round(1, 0, 0));
        assert_eq!(send(&engine), round(0, 0, 0));
        let taken = peer.taken();
        assert_eq!(taken[0].to, ["lea@example.com"]);
        let message = MessageParser::default().parse(&taken[0].bytes).unwrap();
        assert_eq!(message.subject(), Some("Leads that sales let wait too long (2 Jun 2026)"));
        assert_eq!(message.attachment_count(), 0);
        let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
        for part in ["Ann <Lee>", "Bob Ray", "Acmé & Co", "eve"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(html.contains("Ann &#60;Lee&#62;") && html.contains("Acmé &#38; Co"), "{html}");
        assert!(text.contains(&format!("{SITE}/leads?only=overdue")), "{text}");
    });
}

#[test]
fn a_leader_without_an_address_gets_none_and_neither_does_anybody_without_a_mail_server() {
    on_both_databases(|world| {
        let peer = SmtpPeer::start();
        let engine = with(world, &peer);
        two_leads(world, "lea");
        world.clock().pass_days(2);
        assert_eq!(sweep(&engine).unwrap().overdue, 2);
        assert_eq!(send(&engine), round(0, 0, 0));
    });
    on_both_databases(|world| {
        two_leads(world, "lea@example.com");
        world.clock().pass_days(2);
        assert_eq!(sweep(world.engine()).unwrap().overdue, 2, "the sweep goes on without mail");
    });
}
