//! Lists, pages and searches show what is one's own, and the rest as if it were not there.

use bareme_access::Role;
use bareme_engine::pages::accounts::{self, AccountsQuery};
use bareme_engine::pages::contacts::{self, ContactsQuery};
use bareme_engine::pages::leads::{self, LeadsQuery};
use bareme_engine::pages::worklist::{self, Scope, WorklistQuery};
use bareme_engine::pages::{home, lead, matrix, search};
use bareme_engine::{Engine, EngineError};
use bareme_ingest::Kind;
use bareme_store::lists::ContactSort;
use bareme_testkit::{World, on_both_databases};

use super::world::{adi, eyes, lena, maya, mo, rita, two_teams};

fn people(engine: &Engine) -> Vec<String> {
    let query = ContactsQuery { sort: ContactSort::Name, ..ContactsQuery::default() };
    contacts::list(engine, &query).unwrap().slice.rows.into_iter().map(|row| row.name).collect()
}

fn companies(engine: &Engine) -> Vec<String> {
    let rows = accounts::list(engine, &AccountsQuery::default()).unwrap().slice.rows;
    let mut names: Vec<String> = rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

fn lead_ids(engine: &Engine) -> Vec<i64> {
    let rows = leads::list(engine, &LeadsQuery::default()).unwrap().slice.rows;
    let mut ids: Vec<i64> = rows.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

fn is_missing<T>(answer: &Result<T, EngineError>) -> bool {
    matches!(answer, Err(EngineError::NotFound { .. }))
}

#[test]
fn each_role_sees_its_part_of_people_companies_and_leads() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let all = ["Ana Own", "Ben Mate", "Cleo Other", "Dan Queue"];
        assert_eq!(people(&rita(world)), ["Ana Own", "Dan Queue"]);
        assert_eq!(people(&lena(world)), ["Ana Own", "Ben Mate", "Dan Queue"]);
        assert_eq!(people(&maya(world)), all);
        assert_eq!(people(&mo(world)), all);
        assert_eq!(people(world.engine()), all);
        assert_eq!(companies(&rita(world)), ["Company of Olaf", "Company of Rita"]);
        assert_eq!(companies(&lena(world)), ["Company of Olaf", "Company of Rita", "Company of Tom"]);
        assert_eq!(companies(&mo(world)).len(), 4);
        assert_eq!(lead_ids(&rita(world)), [ids.own, ids.queue]);
        assert_eq!(lead_ids(&lena(world)), [ids.own, ids.mates, ids.queue]);
        assert_eq!(lead_ids(&maya(world)), ids.all());
        // Who belongs to no team has no queue, and who leads none leads nobody.
        assert_eq!(people(&eyes(world, "Rita", Role::Rep, None)), ["Ana Own"]);
        assert_eq!(people(&eyes(world, "Lena", Role::SalesLeader, None)), [] as [&str; 0]);
        assert_eq!(people(&eyes(world, "Nina", Role::Rep, Some("East"))), [] as [&str; 0]);
    });
}

#[test]
fn what_is_not_ones_own_answers_as_what_is_not_there() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let engine = rita(world);
        for (lead_id, key, company, seen) in [
            (ids.own, "Ana Own", "Company of Rita", true),
            (ids.queue, "Dan Queue", "Company of Olaf", true),
            (ids.mates, "Ben Mate", "Company of Tom", false),
            (ids.others, "Cleo Other", "Company of Uma", false),
        ] {
            let (contact, account) = (world.contact(key).id, world.account(company).id);
            assert_eq!(!is_missing(&lead::show(&engine, lead_id, None)), seen, "lead of {key}");
            assert_eq!(!is_missing(&contacts::show(&engine, contact, None, None)), seen, "{key}");
            assert_eq!(!is_missing(&accounts::show(&engine, account, None, None)), seen, "{company}");
        }
        for missing in [0, 99_999, i64::MAX, -1] {
            assert!(is_missing(&lead::show(&engine, missing, None)));
            assert!(is_missing(&contacts::show(&engine, missing, None, None)));
            assert!(is_missing(&accounts::show(&engine, missing, None, None)));
        }
    });
}

#[test]
fn counts_searches_and_the_first_page_know_ones_own_only() {
    on_both_databases(|world| {
        two_teams(world);
        let engine = rita(world);
        let page = contacts::list(&engine, &ContactsQuery::default()).unwrap();
        assert_eq!(page.total, 2);
        assert_eq!(page.facets.owners, ["Rita"], "of others not even the names stand in a filter");
        assert_eq!(accounts::list(&engine, &AccountsQuery::default()).unwrap().total, 2);
        let matrix = matrix::show(&engine, None).unwrap();
        assert_eq!((matrix.scored, matrix.unscored), (2, 0));
        let home = home::show(&engine).unwrap();
        assert_eq!((home.contacts, home.undecided, home.accounts.slice.rows.len()), (2, 2, 2));
        for text in ["Ben", "ben.mate@example.com", "Ben Mate", "Company of Tom"] {
            let found = search::search(&engine, text).unwrap();
            assert!(
                found.contacts.is_empty() && found.accounts.iter().all(|row| row.name != "Company of Tom")
            );
        }
        assert_eq!(search::search(&engine, "ana").unwrap().contacts.len(), 1);
        let at = world.account("Company of Tom").id;
        let query = ContactsQuery { account: Some(at), ..ContactsQuery::default() };
        let page = contacts::list(&engine, &query).unwrap();
        assert!(page.slice.rows.is_empty());
        assert_ne!(page.account.unwrap().1, "Company of Tom");
        let query = ContactsQuery { owner: Some("Tom".to_owned()), ..ContactsQuery::default() };
        assert!(contacts::list(&engine, &query).unwrap().slice.rows.is_empty());
    });
}

#[test]
fn a_colleague_of_ones_contact_stands_at_the_company_without_a_name() {
    on_both_databases(|world| {
        two_teams(world);
        let person = "key,name,email,title,account id,role\nEve Hidden,Eve Hidden,eve@x.org,Chief,Company of Tom,champion\n";
        world.import(Kind::Contacts, person).run();
        let lead = "key,contact,owner,mql at\nl-eve,Eve Hidden,Rita,2026-05-28\n";
        world.import(Kind::Leads, lead).run();
        world.score();
        let engine = rita(world);
        let account = world.account("Company of Tom").id;
        let view = accounts::show(&engine, account, None, None).unwrap();
        let names: Vec<&str> = view.contributions.iter().map(|line| line.name.as_str()).collect();
        assert!(names.contains(&"…") || names.is_empty(), "{names:?}");
        let shown = format!("{view:?}");
        assert!(!shown.contains("Ben Mate") && !shown.contains("ben.mate"), "{shown}");
        assert!(
            format!("{:?}", accounts::show(world.engine(), account, None, None).unwrap())
                .contains("Ben Mate")
        );
        // To the other side the same: Tom owns the company, and so sees everybody who works there.
        let tom = eyes(world, "Tom", Role::Rep, Some("North"));
        assert!(people(&tom).contains(&"Eve Hidden".to_owned()));
    });
}

#[test]
fn a_worklist_is_ones_own_whatever_name_an_address_says() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let list = |engine: &Engine, who: &str, scope| {
            let query = WorklistQuery { who: who.to_owned(), scope, ..WorklistQuery::default() };
            worklist::list(engine, &query).map(|page| {
                let mut ids: Vec<i64> = page.slice.rows.iter().map(|row| row.id).collect();
                ids.sort_unstable();
                ids
            })
        };
        let engine = rita(world);
        assert_eq!(list(&engine, "Tom", Scope::Mine).unwrap(), [ids.own]);
        assert_eq!(list(&engine, "Uma", Scope::Queue).unwrap(), [ids.queue]);
        assert_eq!(list(&engine, "Lena", Scope::Team).unwrap(), [ids.own, ids.queue]);
        assert_eq!(list(&lena(world), "Lena", Scope::Team).unwrap(), [ids.own, ids.mates, ids.queue]);
        for engine in [maya(world), adi(world)] {
            assert!(is_missing(&list(&engine, "Rita", Scope::Mine)));
        }
        assert_eq!(worklist::names(&engine, &ids.all()).unwrap().len(), 2);
    });
}

/// What an attacker types where a filter or an order is expected.
const HOSTILE: [&str; 5] =
    ["' OR 1=1 --", "\"; DROP TABLE leads; --", "Rita' UNION SELECT name FROM contacts --", "%", "_\\"];

#[test]
fn what_is_typed_into_a_filter_stays_a_value() {
    on_both_databases(|world| {
        two_teams(world);
        let before = world.digest();
        let engine = rita(world);
        for text in HOSTILE {
            let text = Some(text.to_owned());
            let query = ContactsQuery {
                search: text.clone(),
                industry: text.clone(),
                country: text.clone(),
                owner: text.clone(),
                ..ContactsQuery::default()
            };
            assert!(contacts::list(&engine, &query).unwrap().slice.rows.is_empty());
            let query = ContactsQuery { search: text.clone(), ..ContactsQuery::default() };
            assert!(contacts::list(&engine, &query).unwrap().slice.rows.is_empty());
            let query = AccountsQuery { search: text.clone(), owner: text, ..AccountsQuery::default() };
            assert!(accounts::list(&engine, &query).unwrap().slice.rows.is_empty());
        }
        // A person whose name is an attack owns nothing but what is theirs.
        for name in HOSTILE {
            assert_eq!(people(&eyes(world, name, Role::Rep, Some(name))), [] as [&str; 0]);
            assert_eq!(people(&eyes(world, name, Role::SalesLeader, Some(name))), [] as [&str; 0]);
        }
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn pages_of_a_team_with_many_people_follow_each_other_without_a_gap() {
    on_both_databases(|world| {
        many(world);
        let engine = eyes(world, "Lena", Role::SalesLeader, Some("North"));
        let mut names = Vec::new();
        let mut cursor = None;
        loop {
            let query =
                ContactsQuery { sort: ContactSort::Name, cursor, limit: 1_300, ..ContactsQuery::default() };
            let page = contacts::list(&engine, &query).unwrap().slice;
            names.extend(page.rows.into_iter().map(|row| row.name));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let expected: Vec<String> = (0..PEOPLE).filter(|n| is_north(*n)).map(name).collect();
        assert_eq!(names, expected);
    });
}

/// So many people that whose they are is asked row by row.
const PEOPLE: usize = 5_400;

fn is_north(n: usize) -> bool {
    !n.is_multiple_of(27)
}

fn name(n: usize) -> String {
    format!("P{n:04}")
}

/// Most of them are the north's.
fn many(world: &World) {
    world.agree("[[team]]\nname = \"North\"\nleader = \"Lena\"\nmembers = [\"Rita\"]\n");
    let people = (0..PEOPLE).map(|n| format!("p{n},{}\n", name(n))).collect::<Vec<_>>().concat();
    world.import(Kind::Contacts, format!("key,name\n{people}")).run();
    let owner = |n: usize| if is_north(n) { "Rita" } else { "Uma" };
    let leads =
        (0..PEOPLE).map(|n| format!("l{n},p{n},{},2026-05-28\n", owner(n))).collect::<Vec<_>>().concat();
    world.import(Kind::Leads, format!("key,contact,owner,mql at\n{leads}")).run();
}
