//! Parents, employers and edges: rings, selves, those that are missing, and those that come later.

use std::fmt::Write as _;

use bareme_ingest::Kind;
use bareme_scoring::RelationshipKind::{self, SubsidiaryOf, WorksAt};
use bareme_store::relationships;
use bareme_testkit::{World, alike_on_both_databases, noon};

use super::{assert_says, rejected};

/// Edges of a kind that hold now, as keys.
fn edges(world: &World, kind: RelationshipKind) -> Vec<(String, String)> {
    let accounts: Vec<(i64, String)> = world.read(bareme_store::accounts::list_keys);
    let mut contacts = Vec::new();
    world.read(|c| bareme_store::contacts::for_each_key(c, |id, key, _| contacts.push((id, key.to_owned()))));
    let key = |contact: bool, id: i64| {
        let keys = if contact { &contacts } else { &accounts };
        keys.iter().find(|(known, _)| *known == id).map(|(_, key)| key.clone()).unwrap()
    };
    let mut found = Vec::new();
    world.read(|c| {
        relationships::for_each(c, |edge| {
            if edge.kind == kind && edge.holds_at(world.now()) {
                found.push((key(kind.from_contact(), edge.from_id), key(kind.to_contact(), edge.to_id)));
            }
            Ok(())
        })
    });
    found.sort();
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

#[test]
fn rings_selves_and_missing_parents_are_named_and_everything_else_is_linked() {
    alike_on_both_databases(|world| {
        let text = "key,name,parent,share\na,A,b,\nb,B,a,\ns,S,s,\nm,M,zz,0.5\nk,K,a,0.25\nn,N,K,\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!((summary.created, summary.rejected), (6, 0), "an odd parent costs no company");
        assert_says(&summary.notices, &["own each other in a ring", "a A", "b B"]);
        assert_says(&summary.notices, &["Its own parent", "s"]);
        assert_says(&summary.notices, &["Parents that are not here", "zz (line 5)"]);
        assert_eq!(edges(world, SubsidiaryOf), pairs(&[("a", "b"), ("b", "a"), ("k", "a"), ("n", "k")]));
    });
}

#[test]
fn a_ring_of_three_is_one_ring() {
    alike_on_both_databases(|world| {
        let text = "key,name,parent\na,A,b\nb,B,c\nc,C,a\nd,D,a\n";
        let summary = world.import(Kind::Accounts, text).run();
        let rings: Vec<&String> = summary.notices.iter().filter(|notice| notice.contains("ring")).collect();
        assert_eq!(rings.len(), 1, "{rings:?}");
        assert!(rings[0].contains("ring (1)") && !rings[0].contains("d D"), "{rings:?}");
    });
}

#[test]
fn a_parent_that_comes_later_is_linked_when_it_comes() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name,parent,share\nx,X,p,0.5\ny,Y,Big Parent,\n").run();
        assert_eq!(edges(world, SubsidiaryOf), []);
        world.clock().pass_days(3);
        let summary = world.import(Kind::Accounts, "key,name\np,Big Parent\n").run();
        assert!(!summary.notices.iter().any(|notice| notice.contains("not here")), "{:?}", summary.notices);
        assert_eq!(edges(world, SubsidiaryOf), pairs(&[("x", "p"), ("y", "p")]));
        let share = world.read(|c| {
            let from = [world.account("x").id];
            relationships::list_from(c, &[SubsidiaryOf], &from)
        });
        assert_eq!(share[0].share, Some(0.5));
        assert_eq!(world.read(|c| relationships::list_unresolved(c, 0, 10)), []);
    });
}

#[test]
fn a_parent_further_down_the_same_file_is_no_missing_parent() {
    alike_on_both_databases(|world| {
        let mut text = "key,name,parent\nfirst,First,last\n".to_owned();
        for number in 0..2_100 {
            writeln!(text, "r{number},R{number},").unwrap();
        }
        text.push_str("last,Last,\n");
        let summary = world.import(Kind::Accounts, text).run();
        assert_eq!(summary.notices, Vec::<String>::new());
        assert_eq!(edges(world, SubsidiaryOf), pairs(&[("first", "last")]));
    });
}

#[test]
fn a_name_that_two_companies_share_links_to_neither_and_says_so() {
    alike_on_both_databases(|world| {
        let text = "key,name,parent\n1,Twin,\n2,TWIN,\n3,Child,Twin\n";
        let summary = world.import(Kind::Accounts, text).run();
        assert_says(&summary.notices, &["Several accounts have this name", "Twin (line 4)"]);
        assert!(!summary.notices.iter().any(|notice| notice.contains("not here")), "{:?}", summary.notices);
        assert_eq!(edges(world, SubsidiaryOf), []);
    });
}

#[test]
fn an_employer_that_comes_later_becomes_the_main_job() {
    alike_on_both_databases(|world| {
        let text = "key,email,account,role\nc,c@x.org,Acme Ltd,champion\n";
        let summary = world.import(Kind::Contacts, text).run();
        assert_says(&summary.notices, &["Employers that are not here", "Acme Ltd (line 2)"]);
        assert_eq!(world.contact("c").account_id, None);
        world.import(Kind::Accounts, "key,name\na,Acme Ltd\n").run();
        let contact = world.contact("c");
        assert_eq!((contact.account_id, contact.role.word()), (Some(world.account("a").id), "champion"));
        assert_eq!(edges(world, WorksAt), pairs(&[("c", "a")]));
    });
}

#[test]
fn a_new_employer_ends_the_old_job() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name\na,Acme\nb,Bolt\n").run();
        world.import(Kind::Contacts, "key,account,role\nc,a,user\n").run();
        world.clock().pass_days(5);
        world.import(Kind::Contacts, "key,account,role\nc,b,champion\n").run();
        assert_eq!(edges(world, WorksAt), pairs(&[("c", "b")]));
        let jobs = world.read(|c| relationships::list_from(c, &[WorksAt], &[world.contact("c").id]));
        let ends: Vec<_> = jobs.iter().map(|job| (job.valid_from, job.valid_to)).collect();
        let moved = noon().plus_days(5);
        assert_eq!(ends, [(bareme_scoring::Instant::MIN, moved), (moved, bareme_scoring::Instant::MAX)]);
    });
}

#[test]
fn a_relationship_with_an_end_that_is_not_here_comes_back_with_it() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name\na,Acme\nb,Bolt\n").run();
        world.import(Kind::Contacts, "key\nc\n").run();
        let text = "kind,from,to\nsubsidiary_of,a,zz\nsubsidiary_of,a,b\nworks_at,nobody,a\nsubsidiary_of,b,b\n\
                    works_at,c,a\nfriend_of,c,a\nsubsidiary_of,b,a\n";
        let summary = world.import(Kind::Relationships, text).run();
        let rejects = rejected(world, summary.id);
        let lines: Vec<u64> = rejects.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 7], "{rejects:#?}");
        assert!(rejects[0].1.contains("no account 'zz'"), "{rejects:?}");
        assert!(rejects[1].1.contains("no contact 'nobody'"), "{rejects:?}");
        assert_says(&summary.notices, &["Its own parent", "b (line 5)"]);
        assert_says(&summary.notices, &["own each other in a ring", "a Acme", "b Bolt"]);
        assert_eq!(edges(world, SubsidiaryOf), pairs(&[("a", "b"), ("b", "a")]));
        assert_eq!(world.contact("c").account_id, Some(world.account("a").id));
    });
}

#[test]
fn a_row_that_changes_an_employer_or_parent_alone_counts_as_changed() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name,parent\na,Acme,\nb,Bolt,\nc,Core,a\n").run();
        world.import(Kind::Contacts, "key,email,account,role\nx,x@x.org,a,user\ny,y@x.org,a,user\n").run();
        world.clock().pass_days(1);
        let files = [
            (
                Kind::Contacts,
                "key,email,account,role\nx,x@x.org,b,user\ny,y@x.org,a,user\n",
                "another employer",
            ),
            (Kind::Contacts, "key,email,account,role\nx,x@x.org,b,champion\ny,y@x.org,a,\n", "another role"),
            (
                Kind::Contacts,
                "key,email,account,role\nx,x@x.org,nowhere,user\ny,y@x.org,a,user\n",
                "one to wait for",
            ),
            (
                Kind::Contacts,
                "key,email,account,role\nx,x@x.org,nowhere,champion\ny,y@x.org,a,\n",
                "and its role",
            ),
            (Kind::Accounts, "key,name,parent\nb,Bolt,\nc,Core,b\n", "another parent"),
            (Kind::Accounts, "key,name,parent,share\nb,Bolt,,\nc,Core,b,0.6\n", "another share"),
        ];
        for (kind, text, what) in files {
            let summary = world.import(kind, text).run();
            assert_eq!((summary.created, summary.updated, summary.unchanged), (0, 1, 1), "{what}");
            let before = world.digest_of_content();
            world.clock().pass_days(1);
            let again = world.import(kind, text).run();
            assert_eq!((again.updated, again.unchanged), (0, 2), "{what}, again");
            assert_eq!(world.digest_of_content(), before, "{what}, again");
        }
    });
}

#[test]
fn what_is_missing_is_said_each_time_until_it_comes() {
    alike_on_both_databases(|world| {
        let accounts = "key,name,parent\na,Acme,nowhere\nb,Bolt,nowhere\n";
        let contacts = "key,email,account\nc,c@x.org,Later Ltd\nd,d@x.org,a\n";
        let first =
            (world.import(Kind::Accounts, accounts).run(), world.import(Kind::Contacts, contacts).run());
        let again =
            (world.import(Kind::Accounts, accounts).run(), world.import(Kind::Contacts, contacts).run());
        assert_says(&again.0.notices, &["Parents that are not here", "(1):", "nowhere (line 2 and 1 more)"]);
        assert_says(&again.1.notices, &["Employers that are not here", "(1):", "Later Ltd (line 2)"]);
        assert_eq!(again.0.notices, first.0.notices);
        assert_eq!(again.1.notices, first.1.notices);
        world.import(Kind::Accounts, "key,name\nl,Later Ltd\n").run();
        let third = world.import(Kind::Contacts, contacts).run();
        assert_eq!(third.notices, Vec::<String>::new());
        let other = world.import(Kind::Accounts, "key,name\nz,Zed\n").run();
        assert_eq!(other.notices, Vec::<String>::new(), "a file says nothing of links that it does not name");
    });
}

#[test]
fn an_employer_that_was_waited_for_does_not_come_back_after_a_newer_one() {
    alike_on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name\nb,Bolt\n").run();
        world.import(Kind::Contacts, "key,account\nc,Acme Ltd\n").run();
        world.clock().pass_days(5);
        world.import(Kind::Contacts, "key,account\nc,b\n").run();
        world.import(Kind::Accounts, "key,name\na,Acme Ltd\n").run();
        assert_eq!(edges(world, WorksAt), pairs(&[("c", "b")]));
    });
}
