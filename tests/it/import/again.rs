//! The same file again, a file that was only rehearsed, and rejects that were mended.

use bareme_engine::import::ImportSummary;
use bareme_ingest::Kind;
use bareme_testkit::{World, alike_on_both_databases, on_both_databases};

use super::rejected;

const ACCOUNTS: &str = "key,name,industry,employees,parent,share\n\
                        a,Acme,Software,120,,\nb,Bolt,Software,40,a,0.8\nc,Core,Retail,,Acme,\nd,Dot,,,nowhere,0.3\n\
                        b,Bolt,Software,40,a,0.8\n";
const CONTACTS: &str = "key,email,first name,last name,title,account,role,plan,visits\n\
                        c1,ann@acme.org,Ann,Lee,Chief,a,champion,gold,3\n\
                        c2,Bob@Bolt.org,Bob,Ray,Manager,Bolt,user,,12\n\
                        ,cid@x.org,Cid,,,missing ltd,,silver,\nc1,ann@acme.org,Ann,Lee,Chief,a,champion,gold,3\n";
const RELATIONSHIPS: &str = "kind,from,to,role,weight,valid from,valid to\n\
                             works_at,c1,b,user,,2020-01-01,2021-01-01\nadvises,c2,a,,0.2,,\nreports_to,c2,c1,,,,\n\
                             partner_of,a,c,,,,\nworks_at,c1,b,user,,2020-01-01,2021-01-01\n";
const ACTIVITIES: &str = "id,contact,type,content,campaign,at\n\
                          e1,c1,page_view,/pricing,spring,2026-05-01T10:00:00Z\n\
                          e2,bob@bolt.org,page_view,/docs,,2026-05-02T10:00:00Z\n\
                          ,c1,download,,,2026-05-03T10:00:00Z\n,c1,download,,,2026-05-03T10:00:00Z\n\
                          e1,c1,page_view,/pricing,spring,2026-05-01T10:00:00Z\n";
const LEADS: &str = "key,contact,source,owner,inquiry at,mql at,sal at,rejected at,reason,amount,currency\n\
                     l1,c1,web,eve,2026-01-01,2026-01-05,2026-01-06,,,1200.50,EUR\n\
                     l2,c2,fair,,2026-01-02,2026-01-07,,2026-01-09,no_budget,,\nl2,c2,fair,,2026-01-02,2026-01-07,,2026-01-09,no_budget,,\n";

const FILES: [(Kind, &str); 5] = [
    (Kind::Accounts, ACCOUNTS),
    (Kind::Contacts, CONTACTS),
    (Kind::Relationships, RELATIONSHIPS),
    (Kind::Activities, ACTIVITIES),
    (Kind::Leads, LEADS),
];

fn import_all(world: &World) -> Vec<ImportSummary> {
    FILES.iter().map(|(kind, text)| world.import(*kind, text).run()).collect()
}

#[test]
fn the_same_file_twice_changes_nothing() {
    alike_on_both_databases(|world| {
        let first = import_all(world);
        assert!(first.iter().all(|summary| summary.created >= 2 && summary.rejected == 0), "{first:#?}");
        let before = world.digest_of_content();
        world.clock().pass_days(1);
        for (first, again) in first.iter().zip(import_all(world)) {
            assert_eq!((again.created, again.updated, again.rejected), (0, 0, 0), "{again:?}");
            assert_eq!(again.unchanged, first.created + first.updated + first.unchanged);
            assert_eq!(again.read, first.read);
        }
        assert_eq!(world.digest_of_content(), before);
    });
}

#[test]
fn a_row_that_stands_in_the_file_twice_counts_once() {
    alike_on_both_databases(|world| {
        let summaries = import_all(world);
        for ((kind, _), summary) in FILES.iter().zip(summaries) {
            assert!(summary.unchanged >= 1, "{kind:?}: {summary:?}");
            assert_eq!(summary.updated, 0, "{kind:?}");
        }
        assert_eq!(world.account_keys().len(), 4);
        assert_eq!(world.contact_keys().len(), 3);
    });
}

#[test]
fn a_dry_run_says_the_same_and_changes_nothing() {
    alike_on_both_databases(|world| {
        for (kind, text) in FILES {
            let before = world.digest();
            let rehearsed = world.import(kind, text).dry_run().run();
            assert_eq!(world.digest(), before, "{kind:?}");
            assert_eq!(rehearsed.id, 0);
            let (done, observed) = world.import(kind, text).observe();
            let done = done.unwrap();
            assert_eq!(ImportSummary { id: 0, ..done }, rehearsed);
            assert_eq!(
                observed.plan.unwrap().resumes_after,
                None,
                "a rehearsal leaves nothing to go on from"
            );
        }
    });
}

#[test]
fn a_dry_run_writes_its_rejects_too() {
    on_both_databases(|world| {
        let before = world.digest();
        let summary = world.import(Kind::Accounts, "key,name\n1,A\n2\n").rejects_to("r.csv").dry_run().run();
        assert_eq!(summary.rejected, 1);
        let text = std::fs::read_to_string(summary.rejects.unwrap()).unwrap();
        assert!(text.contains("1 field where 2 are expected"), "{text}");
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn mended_rejects_come_in_and_the_rest_comes_back_again() {
    alike_on_both_databases(|world| {
        let text =
            "key;name;employees;parent\n1;Café;5;\n2;\"B;6;\n3;C;many;1\n4;D\n\"5;\"\"E;e\"\";7;\"\n6;F;9;\n";
        let first = world.import(Kind::Accounts, text).rejects_to("rejects.csv").run();
        assert_eq!(world.account_keys(), ["1", "6"]);
        assert_eq!((first.created, first.rejected), (2, 4));
        let path = first.rejects.unwrap();
        let file = std::fs::read_to_string(&path).unwrap();
        assert!(file.contains(";many;"), "{file}");
        let mended = file.replace("\"2;\"\"B;6;\"", "2;B;6;").replace(";3;C;many;1", ";3;C;8;1");
        assert_ne!(mended, file);
        std::fs::write(&path, mended).unwrap();
        let second = world.import_file(Kind::Accounts, path).rejects_to("again.csv").run();
        assert_eq!(world.account_keys(), ["1", "6", "2", "3", "5"]);
        assert_eq!((second.created, second.rejected), (3, 1));
        assert_eq!(
            rejected(world, second.id)[0].1,
            "2 fields where 4 are expected",
            "the four notes are not counted"
        );
        let again = std::fs::read_to_string(second.rejects.unwrap()).unwrap();
        assert_eq!(again.lines().next(), file.lines().next(), "the columns of reasons do not pile up");
    });
}

#[test]
fn the_rejects_of_the_page_are_those_of_the_file() {
    on_both_databases(|world| {
        let text = "key,name,employees\n1,A,x\n2,\"=1+1, \"\"q\"\"\",y\n3,C,3\n4\n";
        let summary = world.import(Kind::Accounts, text).rejects_to("r.csv").run();
        let file = std::fs::read_to_string(summary.rejects.unwrap()).unwrap();
        let page = bareme_engine::pages::imports::rejects_file(world.engine(), summary.id).unwrap();
        assert_eq!(page, file);
        assert_eq!(file.lines().count(), 4);
    });
}

#[test]
fn without_rejects_no_file_is_written() {
    on_both_databases(|world| {
        let summary = world.import(Kind::Accounts, "key,name\n1,A\n").rejects_to("r.csv").run();
        assert_eq!(summary.rejects, None);
        assert!(!world.path("r.csv").exists());
    });
}
