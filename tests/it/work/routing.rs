//! Who gets a lead that is handed over.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bareme_ingest::Kind;
use bareme_testkit::{GRADED_BY_TITLE, World, noon, on_both_databases};

use crate::support::lead_rows;

const AGREEMENT: &str = "
[[team]]
name = 'north'
leader = 'lea'
members = ['ann', 'ben', 'cas']

[[rule]]
name = 'Key accounts'
when = { attribute = 'account.owner', known = true }
to = 'account_owner'

[[rule]]
name = 'Everybody else'
to = 'round_robin'
team = 'north'
";

/// `count` people of the grade A, four page views each, without a company.
pub fn warm(world: &World, from: usize, count: usize) {
    let mut contacts = "key,title\n".to_owned();
    let mut views = "contact,type,at\n".to_owned();
    for number in from..from + count {
        writeln!(contacts, "c{number:03},Chief").unwrap();
        for minute in 0..4 {
            writeln!(views, "c{number:03},page_view,{}", noon().plus_millis(-60_000 * minute)).unwrap();
        }
    }
    world.import(Kind::Contacts, contacts).run();
    world.import(Kind::Activities, views).run();
}

fn by_owner(world: &World) -> BTreeMap<String, usize> {
    let mut owners = BTreeMap::new();
    for row in lead_rows(world) {
        *owners.entry(row.owner.unwrap_or_default()).or_default() += 1;
    }
    owners
}

#[test]
fn turns_go_round_fairly_over_scorings_and_single_contacts() {
    on_both_databases(|world| {
        world.agree(AGREEMENT);
        world.publish(GRADED_BY_TITLE);
        warm(world, 0, 4);
        assert_eq!(world.score()[0].handed_over, 4);
        warm(world, 4, 5);
        assert_eq!(world.score()[0].handed_over, 5);
        let each = |leads: usize| -> BTreeMap<String, usize> {
            ["ann", "ben", "cas"].into_iter().map(|name| (name.to_owned(), leads)).collect()
        };
        assert_eq!(by_owner(world), each(3), "nine leads, three people");
        warm(world, 9, 3);
        for key in ["c009", "c010", "c011"] {
            assert!(world.score_one(key)[0].handed_over);
        }
        assert_eq!(by_owner(world), each(4));
        assert!(lead_rows(world).iter().all(|row| row.team.as_deref() == Some("north")));
    });
}

#[test]
fn the_first_rule_that_holds_decides_and_the_log_names_it() {
    on_both_databases(|world| {
        world.agree(AGREEMENT);
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,type,owner\na,prospect,zoe\n").run();
        warm(world, 0, 1);
        world.import(Kind::Contacts, "key,account\nc000,a\n").run();
        world.score();
        let row = lead_rows(world).remove(0);
        assert_eq!((row.owner.as_deref(), row.team), (Some("zoe"), None));
        let log = world.read(|c| bareme_store::leads::list_logs(c, &[row.id])).remove(0);
        assert_eq!(log.log[0].detail.rule.as_deref(), Some("Key accounts"));
    });
}

#[test]
fn who_has_the_inquiry_keeps_it_and_nobody_loses_a_turn() {
    on_both_databases(|world| {
        world.agree(AGREEMENT);
        world.publish(GRADED_BY_TITLE);
        warm(world, 0, 2);
        world.import(Kind::Leads, "key,contact,owner,inquiry at\nl1,c000,cas,2026-05-20\n").run();
        world.score();
        let owners: Vec<Option<String>> = lead_rows(world).into_iter().map(|row| row.owner).collect();
        assert_eq!(owners, [Some("cas".to_owned()), Some("ann".to_owned())]);
    });
}
