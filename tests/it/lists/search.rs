//! The search over everything: companies and people by how a name, key, address or domain begins.

use bareme_engine::pages::search::{SHOWN, search};
use bareme_ingest::Kind;
use bareme_testkit::{World, csv, on_both_databases, row};

fn names(world: &World, text: &str) -> (Vec<String>, Vec<String>) {
    let page = search(world.engine(), text).unwrap();
    let accounts = page.accounts.into_iter().map(|row| row.name).collect();
    (accounts, page.contacts.into_iter().map(|row| row.name).collect())
}

fn with_company(world: &World) {
    let accounts = "key,name,domain,website\n\
                    K-1,Île Énergie,ile-energie.fr,\n\
                    K-2,Bolt GmbH,,https://www.Bolt.example/de/\n\
                    x_3,100% Pure,pure.example,\n";
    world.import(Kind::Accounts, accounts).run();
    let contacts = "key,first name,last name,email,account\n\
                    P-1,Zoë,Ångström,zoe@ile-energie.fr,K-1\n\
                    P-2,Angela,Miller,angela@gmail.com,K-2\n";
    world.import(Kind::Contacts, contacts).run();
}

#[test]
fn companies_and_people_are_found_however_they_are_typed() {
    on_both_databases(|world| {
        with_company(world);
        let found = |text: &str, accounts: &[&str], contacts: &[&str]| {
            let (found_accounts, found_contacts) = names(world, text);
            assert_eq!(found_accounts, accounts, "{text:?}");
            assert_eq!(found_contacts, contacts, "{text:?}");
        };
        found("ILE", &["Île Énergie"], &[]);
        found("ile-energie.fr", &["Île Énergie"], &["Zoë Ångström"]);
        found(" https://www.bolt.example/contact?x=1 ", &["Bolt GmbH"], &["Angela Miller"]);
        found("zoe@ile-energie.fr", &["Île Énergie"], &["Zoë Ångström"]);
        found("ang", &[], &["Angela Miller", "Zoë Ångström"]);
        found("P-1", &[], &["Zoë Ångström"]);
        found("K-", &["Bolt GmbH", "Île Énergie"], &[]);
        found("100%", &["100% Pure"], &[]);
        found("x_", &["100% Pure"], &[]);
        found("%", &[], &[]);
        found("www.", &[], &[]);
        found("@", &[], &[]);
        found("energie", &[], &[]);
        found("", &[], &[]);
    });
}

#[test]
fn what_a_search_shows_first_the_lists_show_in_full() {
    use bareme_engine::pages::accounts::{self, AccountsQuery};
    use bareme_engine::pages::contacts::{self, ContactsQuery};

    on_both_databases(|world| {
        let rows = |what: &str| -> Vec<_> {
            (0..SHOWN + 3)
                .map(|number| row(format!("{what}{number:02}")).with("name", format!("Same {number:02}")))
                .collect()
        };
        world.import(Kind::Accounts, csv(&rows("a"))).run();
        world.import(Kind::Contacts, csv(&rows("c"))).run();
        let page = search(world.engine(), "same").unwrap();
        assert_eq!((page.accounts.len(), page.contacts.len()), (SHOWN, SHOWN));
        assert!(page.more_accounts && page.more_contacts);
        let text = Some("same".to_owned());
        let accounts = AccountsQuery { search: text.clone(), ..AccountsQuery::default() };
        let accounts = accounts::list(world.engine(), &accounts).unwrap();
        assert_eq!(accounts.slice.rows.len(), SHOWN + 3);
        let contacts = ContactsQuery { search: text, ..ContactsQuery::default() };
        assert_eq!(contacts::list(world.engine(), &contacts).unwrap().slice.rows.len(), SHOWN + 3);
    });
}

#[test]
fn a_company_is_found_by_its_new_domain_and_no_longer_by_the_old_one() {
    on_both_databases(|world| {
        with_company(world);
        world.import(Kind::Accounts, "key,domain\nK-1,energie-nouvelle.fr\n").run();
        assert_eq!(names(world, "energie-n").0, ["Île Énergie"]);
        assert_eq!(names(world, "ile-energie").0, [] as [&str; 0]);
    });
}
