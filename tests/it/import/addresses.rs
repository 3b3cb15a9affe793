//! Contacts in files without ids: known by their address when exactly one contact has it.

use bareme_ingest::Kind;
use bareme_testkit::alike_on_both_databases;

use super::{assert_says, contact_text};

#[test]
fn a_row_without_an_id_is_the_one_contact_that_has_its_address() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email,title\nc1,Ann@X.org,Chief\nc2,bob@x.org,User\n").run();
        let text = "email,city\nann@x.org,Lyon\nnew@x.org,Paris\n";
        let summary = world.import(Kind::Contacts, text).run();
        assert_eq!((summary.created, summary.updated), (1, 1));
        assert_eq!(world.contact_keys(), ["c1", "c2", "new@x.org"]);
        assert_eq!(contact_text(world, "c1", "city").as_deref(), Some("Lyon"));
        assert_eq!(contact_text(world, "c1", "email").as_deref(), Some("Ann@X.org"), "the case is no news");
        assert_eq!(contact_text(world, "c1", "title").as_deref(), Some("Chief"));
        let again = world.import(Kind::Contacts, text).run();
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2));
    });
}

#[test]
fn one_file_with_and_without_the_id_has_one_person_whichever_row_is_first() {
    for rows in ["c1,ann@x.org,Chief\n,ann@x.org,\n", ",ann@x.org,\nc1,ann@x.org,Chief\n"] {
        alike_on_both_databases(|world| {
            let text = format!("key,email,title\n{rows}");
            let summary = world.import(Kind::Contacts, &text).run();
            assert_eq!((summary.created, summary.read), (1, 2), "{rows}");
            assert_eq!(world.contact_keys(), ["c1"], "{rows}");
            let before = world.digest_of_content();
            world.clock().pass_days(1);
            let again = world.import(Kind::Contacts, &text).run();
            assert_eq!((again.created, again.updated), (0, 0), "{rows}");
            assert_eq!(world.digest_of_content(), before, "{rows}");
        });
    }
}

#[test]
fn an_address_of_several_is_nobodys_and_is_named() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\n1,info@x.org\n2,Info@X.org\n").run();
        let summary = world.import(Kind::Contacts, "email,city\nINFO@x.org,Lyon\n").run();
        assert_eq!(world.contact_keys(), ["1", "2", "info@x.org"]);
        assert_says(&summary.notices, &["Addresses that several contacts have", "info@x.org (line 2)"]);
        assert_eq!(contact_text(world, "1", "city"), None);
        let again = world.import(Kind::Contacts, "email,city\nINFO@x.org,Lyon\n").run();
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 1));
    });
}

#[test]
fn a_row_with_an_id_stays_a_person_of_its_own() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\nc1,shared@x.org\n").run();
        let summary = world.import(Kind::Contacts, "key,email\nc2,shared@x.org\n").run();
        assert_eq!(summary.created, 1);
        assert_eq!(world.contact_keys(), ["c1", "c2"]);
    });
}
