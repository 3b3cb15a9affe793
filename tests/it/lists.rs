//! Lists that people look through: by key, forward and backward, every row exactly once.

mod contacts;
mod leads;
pub mod movement;
mod plans;
mod search;
mod worklist;

use std::collections::BTreeSet;

use bareme_engine::pages::accounts::{self, AccountsQuery};
use bareme_engine::pages::contacts::{self as contact_pages, ContactsQuery};
use bareme_engine::pages::leads::{self as lead_pages, LeadsQuery};
use bareme_engine::reports::{Dimension, Selection};
use bareme_engine::view::{AccountRow, ContactRow, LeadRow, Slice};
use bareme_engine::{EngineError, Result};
use bareme_ingest::Kind;
use bareme_scoring::{Rating, Stage};
use bareme_store::lists::{AccountSort, ContactSort};
use bareme_testkit::{GRADED_BY_TITLE, World, csv, on_both_databases, row};

/// Rows of a page: few, so that there are many pages.
const LIMIT: usize = 7;

/// All ids, read page by page from the front, after walking back from the end over the same pages.
fn walk<T>(page: impl Fn(Option<String>) -> Result<Slice<T>>, id: impl Fn(&T) -> i64) -> Vec<i64> {
    let mut forward = Vec::new();
    let mut pages: Vec<Vec<i64>> = Vec::new();
    let mut last = page(None).unwrap();
    assert_eq!(last.previous, None, "nothing precedes the first page");
    loop {
        let ids: Vec<i64> = last.rows.iter().map(&id).collect();
        forward.extend(&ids);
        pages.push(ids);
        let Some(next) = last.next.clone() else { break };
        last = page(Some(next)).unwrap();
        assert!(!last.rows.is_empty(), "a page that was promised is empty");
    }
    let mut place = pages.len() - 1;
    while let Some(previous) = last.previous.clone() {
        last = page(Some(previous)).unwrap();
        place -= 1;
        assert_eq!(
            last.rows.iter().map(&id).collect::<Vec<_>>(),
            pages[place],
            "going back shows the same page"
        );
        assert!(last.next.is_some());
    }
    assert_eq!(place, 0, "going back ends at the first page");
    let distinct: BTreeSet<i64> = forward.iter().copied().collect();
    assert_eq!(distinct.len(), forward.len(), "a row came twice");
    forward
}

/// All accounts of a query, page by page, and the same in one page.
fn all_accounts(world: &World, query: &AccountsQuery) -> Vec<AccountRow> {
    let page = |cursor| {
        let query = AccountsQuery { cursor, limit: LIMIT, ..query.clone() };
        accounts::list(world.engine(), &query).map(|page| page.slice)
    };
    let walked = walk(page, |row| row.id);
    let whole = AccountsQuery { limit: 100_000, ..query.clone() };
    let page = accounts::list(world.engine(), &whole).unwrap();
    let rows = page.slice.rows;
    if let Some(fitting) = page.fitting {
        assert_eq!((fitting.count, fitting.more), (rows.len() as u64, false), "{query:?}");
    }
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), walked);
    rows
}

fn all_contacts(world: &World, query: &ContactsQuery) -> Vec<ContactRow> {
    let page = |cursor| {
        let query = ContactsQuery { cursor, limit: LIMIT, ..query.clone() };
        contact_pages::list(world.engine(), &query).map(|page| page.slice)
    };
    let walked = walk(page, |row| row.id);
    let whole = ContactsQuery { limit: 100_000, ..query.clone() };
    let page = contact_pages::list(world.engine(), &whole).unwrap();
    let rows = page.slice.rows;
    if let Some(fitting) = page.fitting {
        assert_eq!((fitting.count, fitting.more), (rows.len() as u64, false), "{query:?}");
    }
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), walked);
    rows
}

fn all_leads(world: &World, selection: &Selection) -> Vec<i64> {
    let query = |cursor| LeadsQuery { selection: selection.clone(), cursor };
    let page = |cursor| lead_pages::list(world.engine(), &query(cursor)).map(|page| page.slice);
    let ids = walk(page, |row: &LeadRow| row.id);
    let said = lead_pages::list(world.engine(), &query(None)).unwrap().fitting;
    assert_eq!(said, ids.len() as u64, "{selection:?}");
    ids
}

fn assert_sorted<K: Ord + std::fmt::Debug>(keys: impl Iterator<Item = K>) {
    let keys: Vec<K> = keys.collect();
    assert!(keys.is_sorted(), "{keys:#?}");
}

/// The ids of the rows that hold, sorted.
fn ids_of(rows: &[AccountRow], holds: impl Fn(&AccountRow) -> bool) -> Vec<i64> {
    let mut ids: Vec<i64> = rows.iter().filter(|row| holds(row)).map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn accounts_in_every_order_and_through_every_filter() {
    on_both_databases(|world| {
        world.fill_demo(45, 7);
        let every = all_accounts(world, &AccountsQuery::default());
        assert_eq!(every.len(), 45);
        assert_sorted(every.iter().map(|row| row.rating.unwrap().index()));
        for sort in [AccountSort::Score, AccountSort::Surge, AccountSort::Change, AccountSort::Name] {
            let rows = all_accounts(world, &AccountsQuery { sort, ..AccountsQuery::default() });
            let turned =
                all_accounts(world, &AccountsQuery { sort, reversed: true, ..AccountsQuery::default() });
            assert!(turned.iter().rev().map(|row| row.id).eq(rows.iter().map(|row| row.id)), "{sort:?}");
            assert_eq!(ids_of(&rows, |_| true), ids_of(&every, |_| true), "{sort:?}");
            match sort {
                AccountSort::Name => {
                    assert_sorted(rows.iter().map(|row| bareme_scoring::fold(&row.name).into_owned()));
                }
                AccountSort::Change => {
                    assert_sorted(
                        rows.iter().filter_map(|row| row.change).map(|change| -change.hundredths()),
                    );
                }
                AccountSort::Surge => assert_sorted(rows.iter().map(|row| row.surge.is_none())),
                AccountSort::Score => {}
            }
            filtered(world, &every, sort);
        }
    });
}

/// Each filter lets exactly those rows through that hold, in whatever order.
fn filtered(world: &World, every: &[AccountRow], sort: AccountSort) {
    let start = AccountsQuery { sort, ..AccountsQuery::default() };
    let hold = |query: AccountsQuery, holds: &dyn Fn(&AccountRow) -> bool| {
        let mut ids: Vec<i64> = all_accounts(world, &query).iter().map(|row| row.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, ids_of(every, holds), "{query:?}");
        assert!(ids.len() < every.len(), "{query:?} holds nothing back");
    };
    let first = &every[0];
    let country = first.country.clone();
    hold(AccountsQuery { country: country.clone(), ..start.clone() }, &|row| row.country == country);
    let industry = first.industry.clone();
    hold(AccountsQuery { industry: industry.clone(), ..start.clone() }, &|row| row.industry == industry);
    let owner = first.owner.clone();
    hold(AccountsQuery { owner: owner.clone(), ..start.clone() }, &|row| row.owner == owner);
    hold(AccountsQuery { employees: (Some(200), Some(5_000)), ..start.clone() }, &|row| {
        row.employees.is_some_and(|employees| (200..5_000).contains(&employees))
    });
    let ratings: Vec<Rating> = Rating::all().filter(|rating| rating.index() % 3 == 0).collect();
    hold(AccountsQuery { ratings: ratings.clone(), ..start.clone() }, &|row| {
        ratings.contains(&row.rating.unwrap())
    });
    hold(AccountsQuery { mqa: true, ..start.clone() }, &|row| row.mqa);
    hold(AccountsQuery { surging: true, ..start.clone() }, &|row| row.surge.is_some());
    let part: String = first.name.chars().skip(1).take(3).collect();
    let folded = bareme_scoring::fold(&part).into_owned();
    hold(AccountsQuery { search: Some(part), ..start }, &|row| {
        bareme_scoring::fold(&row.name).contains(&folded)
    });
}

#[test]
fn contacts_in_every_order_and_through_every_filter() {
    on_both_databases(|world| {
        world.fill_demo(12, 8);
        let every =
            all_contacts(world, &ContactsQuery { sort: ContactSort::Name, ..ContactsQuery::default() });
        assert_eq!(every.len(), world.contact_keys().len());
        assert_sorted(every.iter().map(|row| bareme_scoring::fold(&row.name).into_owned()));
        let scored = all_contacts(world, &ContactsQuery::default());
        assert_sorted(scored.iter().map(|row| (row.rating.unwrap().index(), -row.rank.hundredths())));
        assert_eq!(scored.len(), every.iter().filter(|row| row.rating.is_some()).count());
        for rating in Rating::all() {
            for sort in [ContactSort::Score, ContactSort::Name] {
                let query = ContactsQuery { ratings: vec![rating], sort, ..ContactsQuery::default() };
                let rows = all_contacts(world, &query);
                assert!(rows.iter().all(|row| row.rating == Some(rating)));
                assert_eq!(
                    rows.len(),
                    every.iter().filter(|row| row.rating == Some(rating)).count(),
                    "{rating}"
                );
            }
        }
        let account = every.iter().find_map(|row| row.account.clone()).unwrap().0;
        let query =
            ContactsQuery { account: Some(account), sort: ContactSort::Name, ..ContactsQuery::default() };
        let at_account = |row: &&ContactRow| row.account.as_ref().is_some_and(|(id, _)| *id == account);
        assert_eq!(all_contacts(world, &query).len(), every.iter().filter(at_account).count());
    });
}

#[test]
fn a_search_finds_people_by_name_last_name_and_address_whatever_the_accents() {
    on_both_databases(|world| {
        let text = "key,email,first name,last name\n1,zoe@x.org,Zoë,Ångström\n2,angela@x.org,Angela,Miller\n\
                    3,bob@x.org,Bob,Émile\n4,percent@x.org,100%,_under\n";
        world.import(Kind::Contacts, text).run();
        let found = |search: &str| {
            let query = ContactsQuery { search: Some(search.to_owned()), ..ContactsQuery::default() };
            let mut ids: Vec<i64> = all_contacts(world, &query).iter().map(|row| row.id).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(found("ang"), [1, 2]);
        assert_eq!(found(" EMILE "), [3]);
        assert_eq!(found("zoe@"), [1]);
        assert_eq!(found("zoe angstrom"), [1]);
        assert_eq!(found("100%"), [4]);
        assert_eq!(found("_"), [4], "signs of a pattern are letters like others");
        assert_eq!(found("nobody"), [] as [i64; 0]);
    });
}

#[test]
fn leads_come_latest_first_even_where_many_changed_at_the_same_moment() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        let people: Vec<_> = (0..120).map(|number| row(format!("c{number}"))).collect();
        world.import(Kind::Contacts, csv(&people)).run();
        let rows: Vec<_> = (0..120)
            .map(|number| {
                row(format!("l{number}"))
                    .with("contact", format!("c{number}"))
                    .with("mql at", format!("2026-01-{:02}", 1 + number % 4))
                    .with("sal at", if number % 3 == 0 { "2026-02-01" } else { "" })
                    .with("source", if number % 2 == 0 { "web" } else { "fair" })
                    .with("owner", "eve")
            })
            .collect();
        world.import(Kind::Leads, csv(&rows)).run();
        assert_eq!(all_leads(world, &Selection::default()).len(), 120);
        let count = |selection: Selection| all_leads(world, &selection).len();
        let with = |by, value: &str| Selection::default().with(by, Some(value.to_owned()));
        assert_eq!(count(with(Dimension::Source, "web")), 60);
        assert_eq!(count(Selection::default().standing_at(Stage::Sal)), 40);
        assert_eq!(count(Selection::default().standing_at(Stage::Mql)), 80);
        assert_eq!(count(Selection::default().reaching(Stage::Mql)), 120);
        assert_eq!(count(with(Dimension::Owner, "bob")), 0);
        let days = Selection {
            from: Some(bareme_testkit::at("2026-01-02")),
            before: Some(bareme_testkit::at("2026-01-04")),
            ..Selection::default()
        };
        assert_eq!(count(days), 60);
    });
}

#[test]
fn rows_that_come_while_somebody_pages_neither_repeat_nor_hide_others() {
    on_both_databases(|world| {
        let people: Vec<_> = (0..30)
            .map(|number| row(format!("c{number:02}")).with("name", format!("N{number:02}")))
            .collect();
        world.import(Kind::Contacts, csv(&people)).run();
        let query = |cursor| ContactsQuery { cursor, limit: 10, ..ContactsQuery::default() };
        let first = contact_pages::list(world.engine(), &query(None)).unwrap().slice;
        world.import(Kind::Contacts, "key,name\nnew,N03b\n").run();
        let second = contact_pages::list(world.engine(), &query(first.next)).unwrap().slice;
        let names: Vec<&str> = second.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((names[0], names[9]), ("N10", "N19"));
    });
}

#[test]
fn a_cursor_that_nobody_gave_out_is_refused() {
    on_both_databases(|world| {
        world.fill_demo(3, 9);
        let refused = ["", "x", "an.1", "an.1.2.3", "zz.1.2", "an.one.2", "at.1.0g", "../../etc", "an.1.1e9"];
        for cursor in refused {
            let cursor = Some(cursor.to_owned());
            let results = [
                accounts::list(
                    world.engine(),
                    &AccountsQuery { cursor: cursor.clone(), ..Default::default() },
                )
                .err(),
                contact_pages::list(
                    world.engine(),
                    &ContactsQuery { cursor: cursor.clone(), ..Default::default() },
                )
                .err(),
                lead_pages::list(
                    world.engine(),
                    &LeadsQuery { cursor: cursor.clone(), ..Default::default() },
                )
                .err(),
            ];
            for error in results {
                assert!(matches!(error, Some(EngineError::BadCursor)), "{cursor:?}: {error:?}");
            }
        }
    });
}

#[test]
fn a_cursor_of_another_order_is_refused_or_harmless_and_never_an_error_of_the_database() {
    on_both_databases(|world| {
        world.fill_demo(10, 9);
        let cursors =
            ["an.1.5", "bn.1.5", "at.1.61", "bt.1.61", "an.9223372036854775807.9223372036854775807"];
        for cursor in cursors {
            for sort in [AccountSort::Score, AccountSort::Surge, AccountSort::Change, AccountSort::Name] {
                let query =
                    AccountsQuery { sort, cursor: Some(cursor.to_owned()), ..AccountsQuery::default() };
                let outcome = accounts::list(world.engine(), &query);
                assert!(matches!(outcome, Ok(_) | Err(EngineError::BadCursor)), "{outcome:?}");
            }
            let query = LeadsQuery { cursor: Some(cursor.to_owned()), ..LeadsQuery::default() };
            assert!(matches!(lead_pages::list(world.engine(), &query), Ok(_) | Err(EngineError::BadCursor)));
        }
    });
}
