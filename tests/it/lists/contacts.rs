//! Contacts by last activity, and the filters that only they have.

use std::cmp::Reverse;

use bareme_engine::pages::contacts::ContactsQuery;
use bareme_engine::view::ContactRow;
use bareme_ingest::Kind;
use bareme_store::lists::ContactSort;
use bareme_testkit::{GRADED_BY_TITLE, World, csv, on_both_databases, row};

use super::{all_contacts, assert_sorted};

fn ids(rows: &[ContactRow]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

/// Forty people: a third never did anything, and many did something at the same moment.
fn with_silent_people(world: &World) {
    world.publish(GRADED_BY_TITLE);
    let people: Vec<_> =
        (0..40).map(|number| row(format!("c{number:02}")).with("title", "Manager")).collect();
    world.import(Kind::Contacts, csv(&people)).run();
    let active = (0..40).filter(|number| number % 3 != 0);
    let activities: Vec<_> = active
        .map(|number| {
            row(format!("e{number}"))
                .with("contact", format!("c{number:02}"))
                .with("type", "page_view")
                .with("at", format!("2026-05-{:02}T10:00:00Z", 1 + number % 4))
        })
        .collect();
    world.import(Kind::Activities, csv(&activities)).run();
    world.score();
}

#[test]
fn by_last_activity_the_latest_come_first_and_those_who_never_did_anything_last_in_both_databases() {
    on_both_databases(|world| {
        with_silent_people(world);
        let query = ContactsQuery { sort: ContactSort::Activity, ..ContactsQuery::default() };
        let rows = all_contacts(world, &query);
        assert_eq!(rows.len(), 40);
        assert_sorted(rows.iter().map(|row| Reverse(row.last_activity)));
        let silent = rows.iter().rev().take_while(|row| row.last_activity.is_none()).count();
        assert_eq!(silent, 14, "they stand together at the end");
        let turned = all_contacts(world, &ContactsQuery { reversed: true, ..query });
        assert!(turned.iter().rev().map(|row| row.id).eq(rows.iter().map(|row| row.id)));
    });
}

#[test]
fn every_order_can_be_turned_round_without_losing_anybody() {
    on_both_databases(|world| {
        world.fill_demo(9, 4);
        for sort in [ContactSort::Score, ContactSort::Activity, ContactSort::Name] {
            let query = ContactsQuery { sort, ..ContactsQuery::default() };
            let mut turned = ids(&all_contacts(world, &ContactsQuery { reversed: true, ..query.clone() }));
            turned.reverse();
            assert_eq!(turned, ids(&all_contacts(world, &query)), "{sort:?}");
        }
    });
}

#[test]
fn people_by_what_is_known_of_their_account() {
    on_both_databases(|world| {
        let accounts = "key,name,country,industry,owner\na,Acme,FR,Software,eve\nb,Bolt,DE,Software,bob\n";
        world.import(Kind::Accounts, accounts).run();
        world.import(Kind::Contacts, "key,account\nc1,a\nc2,a\nc3,b\nc4,\n").run();
        let found = |query: ContactsQuery| {
            let mut found = ids(&all_contacts(world, &query));
            found.sort_unstable();
            found
        };
        let some = |text: &str| Some(text.to_owned());
        let start = ContactsQuery::default;
        assert_eq!(found(ContactsQuery { country: some("FR"), ..start() }), [1, 2]);
        assert_eq!(found(ContactsQuery { industry: some("Software"), ..start() }), [1, 2, 3]);
        assert_eq!(found(ContactsQuery { owner: some("bob"), ..start() }), [3]);
        assert_eq!(found(ContactsQuery { has_account: Some(true), ..start() }), [1, 2, 3]);
        assert_eq!(found(ContactsQuery { has_account: Some(false), ..start() }), [4]);
        assert_eq!(found(ContactsQuery { account: Some(world.account("a").id), ..start() }), [1, 2]);
        let both = ContactsQuery { country: some("FR"), owner: some("bob"), ..start() };
        assert_eq!(found(both), [] as [i64; 0], "filters hold together");
    });
}
