//! Rows that say two things of one key: something definite comes of it, it is said, and it is the same each time.

use bareme_ingest::Kind;
use bareme_testkit::{alike_on_both_databases, csv, row};

use super::{assert_says, contact_text, rejected};

#[test]
fn of_two_rows_with_one_key_the_later_counts_and_the_key_is_named() {
    alike_on_both_databases(|world| {
        let text = "key,name,city\na,Acme,\nb,Bolt,Rome\na,Acme Ltd,\na,Acme Ltd,Lyon\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!((summary.created, summary.updated, summary.rejected), (2, 2, 0));
        assert_eq!(world.account("a").name(), "Acme Ltd");
        assert_eq!(
            world.account("a").attributes.get("city").map(ToString::to_string).as_deref(),
            Some("Lyon")
        );
        assert_says(&summary.notices, &["for the same moment", "a (line 4)"]);
        assert!(!summary.notices[0].contains("a (line 5)"), "Lyon is new, and Acme Ltd was said before");
        let text = "key,email,title\nc,c@x.org,Chief\nc,c@x.org,Manager\nd,d@x.org,Chief\n";
        let summary = world.import(Kind::Contacts, text).run();
        assert_eq!(contact_text(world, "c", "title").as_deref(), Some("Manager"));
        assert_says(&summary.notices, &["for the same moment", "c (line 3)"]);
        assert!(!summary.notices.iter().any(|notice| notice.contains("d (line")), "{:?}", summary.notices);
    });
}

#[test]
fn a_row_that_only_adds_contradicts_nothing() {
    alike_on_both_databases(|world| {
        let text = "key,name,city\na,Acme,\na,,Paris\na,Acme,Paris\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!((summary.created, summary.updated, summary.unchanged), (1, 1, 1));
        assert_eq!(summary.notices, Vec::<String>::new());
    });
}

#[test]
fn a_file_that_contradicts_itself_ends_the_same_way_each_time() {
    alike_on_both_databases(|world| {
        let mut rows = vec![row("a").with("name", "first")];
        rows.extend((0..2_500).map(|number| row(format!("r{number}")).with("name", number)));
        rows.push(row("a").with("name", "last"));
        let text = csv(&rows);
        let first = world.import(Kind::Accounts, &text).run();
        assert_eq!((first.created, first.updated, first.read), (2_501, 1, 2_502));
        let names = || world.account("a").name().to_owned();
        assert_eq!(names(), "last", "though it was read in another batch");
        let before = world.digest_of_content();
        world.clock().pass_days(1);
        let again = world.import(Kind::Accounts, &text).run();
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2_502));
        assert_eq!(again.notices, first.notices);
        assert_eq!(names(), "last");
        assert_eq!(world.digest_of_content(), before);
    });
}

#[test]
fn a_file_that_contradicts_itself_changes_nothing_when_it_is_sent_again() {
    alike_on_both_databases(|world| {
        let accounts = "key,name,city,updated at\na,Acme,,\na,Acme Ltd,Lyon,\nb,Bolt,,2026-01-01\nb,Bolt SA,,2026-01-01\n";
        let edges = "kind,from,to,role\nworks_at,c,b,user\nworks_at,c,b,champion\n";
        let contacts = "key,email,title,account,role\nc,c@x.org,Chief,a,user\nc,c@x.org,Manager,a,champion\n";
        for (kind, text) in
            [(Kind::Accounts, accounts), (Kind::Contacts, contacts), (Kind::Relationships, edges)]
        {
            let first = world.import(kind, text).run();
            let before = world.digest_of_content();
            world.clock().pass_days(1);
            let again = world.import(kind, text).run();
            assert_eq!((again.created, again.updated), (0, 0), "{kind:?}");
            assert_eq!(again.unchanged, first.read, "{kind:?}");
            assert_eq!(again.notices.len(), first.notices.len(), "the key is named each time");
            assert_eq!(world.digest_of_content(), before, "{kind:?}");
        }
        assert_eq!(world.account("a").name(), "Acme Ltd");
        assert_eq!(contact_text(world, "c", "title").as_deref(), Some("Manager"));
    });
}

#[test]
fn an_address_of_two_people_names_neither() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\n1,info@x.org\n2,Info@X.org\n3,c@x.org\n").run();
        let text = "contact,type,at\ninfo@x.org,page_view,2026-05-01\n1,page_view,2026-05-01\nC@x.org,page_view,2026-05-01\n";
        let summary = world.import(Kind::Activities, text).run();
        assert_eq!((summary.created, summary.rejected), (2, 1));
        let rejects = rejected(world, summary.id);
        assert_eq!(rejects[0].0, 2);
        assert!(rejects[0].1.contains("several contacts have the address"), "{rejects:?}");
    });
}

#[test]
fn a_company_that_a_file_gives_two_parents_keeps_both_and_is_named() {
    alike_on_both_databases(|world| {
        let text = "key,name,parent\np,P,\nq,Q,\nx,X,p\nx,X,q\n";
        let first = world.import(Kind::Accounts, text).run();
        assert_says(&first.notices, &["several parents", "x X (2 parents)"]);
        let before = world.digest_of_content();
        world.clock().pass_days(1);
        world.import(Kind::Accounts, text).run();
        assert_eq!(world.digest_of_content(), before);
    });
}
