//! The rights of the people who are scored: all that is held on them, why they score as they do, and their erasure.

use std::fmt::Write as _;

use bareme_engine::backup;
use bareme_engine::jobs::manage::{self, JobDraft};
use bareme_engine::jobs::{Kinds, Pace, Server, seed};
use bareme_engine::pages;
use bareme_engine::person::{self, Remains};
use bareme_engine::work::act;
use bareme_engine::{Backend, Database};
use bareme_ingest::Kind;
use bareme_scoring::Act;
use bareme_store::inspect::{list_columns, list_texts};
use bareme_store::leads;
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases, program};

use crate::support::{assert_sound, lead_rows};

const ADDRESS: &str = "Ann.Keller@example.org";

/// Ann, who became a lead, was written about, changed her address, and has a rejected row; and Ben, who has nothing to do with
/// it.
fn with_ann(world: &World) -> (i64, i64) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name,type,country\nacme,Acme,prospect,FR\n").run();
    let people = "key,email,name,title,account id,phone\n\
         ann-keller-17,ann.old@example.org,Ann Keller,Chief,acme,+33 1 22\nben,ben@example.org,Ben Other,Chief,acme,+33 1 33\n";
    world.import(Kind::Contacts, people).run();
    world.clock().pass_days(1);
    let changed = format!("key,email,name,title,account id\nann-keller-17,{ADDRESS},Ann Keller,Chief,acme\n");
    world.import(Kind::Contacts, changed).run();
    let views: String = ["ann-keller-17", "ben"]
        .iter()
        .flat_map(|key| {
            (0..4).map(move |minute| format!("{key},page_view,/prices,2026-06-02T11:5{minute}:00Z\n"))
        })
        .collect();
    world.import(Kind::Activities, format!("contact,type,content,at\n{views}")).run();
    let rejected = format!("contact,type,at\n{ADDRESS},page_view,2026-13-45\n");
    world.import(Kind::Activities, rejected).run();
    world.score();
    let (ann, ben) = (world.contact("ann-keller-17").id, world.contact("ben").id);
    for key in ["ann-keller-17", "ben"] {
        let note = Some(format!("wrote to {ADDRESS} about it"));
        act(world.engine(), world.lead_of(key), None, Act::Accept { note }, "eve").unwrap().unwrap();
    }
    (ann, ben)
}

/// Columns of text, in any table, in which a word stands.
fn places(world: &World, text: &str) -> Vec<String> {
    let columns = list_columns(world.database()).unwrap();
    let texts = columns.into_iter().filter(|column| column.kind == "text");
    texts
        .filter(|column| {
            let (table, name) = (&column.table_name, &column.column_name);
            let query = format!(
                "SELECT CAST(count(*) AS TEXT) AS value FROM {table} WHERE lower({name}) LIKE '%{}%'",
                text.to_lowercase()
            );
            list_texts(world.database(), &query).unwrap() != ["0"]
        })
        .map(|column| format!("{}.{}", column.table_name, column.column_name))
        .collect()
}

#[test]
fn after_an_erasure_nothing_of_the_person_is_in_any_table_and_the_figures_stay() {
    on_both_databases(|world| {
        let (ann, ben) = with_ann(world);
        let before: Vec<_> = lead_rows(world).iter().map(|row| (row.id, row.stage().unwrap())).collect();
        assert!(places(world, ADDRESS).len() >= 4, "{:?}", places(world, ADDRESS));
        let erased = person::erase(world.engine(), ann, "Root").unwrap();
        assert_ne!(erased.remains, Remains::Found);
        for word in [ADDRESS, "ann.old@", "ann-keller", "Ann Keller", "+33 1 22"] {
            assert_eq!(places(world, word), [] as [String; 0], "{word}");
        }
        let after: Vec<_> = lead_rows(world).iter().map(|row| (row.id, row.stage().unwrap())).collect();
        assert_eq!(after, before, "which leads there are, and where they stand");
        let notes: Vec<Option<String>> = world
            .read(|c| {
                let ids = leads::list_ids_of_contact(c, ben)?;
                leads::list_logs(c, &ids)
            })
            .iter()
            .flat_map(|lead| lead.log.iter().map(|entry| entry.detail.note.clone()))
            .collect();
        assert!(notes.contains(&Some("wrote to (erased) about it".to_owned())), "{notes:?}");
        assert_sound(world);
        world.score();
        assert_sound(world);
        assert!(person::erase(world.engine(), 9_999, "Root").is_err());
    });
}

#[test]
fn no_byte_of_an_address_is_in_the_file_of_the_database() {
    let world = World::new(Backend::Sqlite);
    let mut others = "key,email,name\n".to_owned();
    for number in 0..3_000 {
        writeln!(others, "o{number},o{number}@example.org,Otto {number}").unwrap();
    }
    world.import(Kind::Contacts, others).run();
    let (ann, _) = with_ann(&world);
    let bytes = |needle: &str| {
        let files =
            ["bareme.db", "bareme.db-wal"].map(|name| std::fs::read(world.path(name)).unwrap_or_default());
        let needle = needle.as_bytes();
        files
            .iter()
            .map(|file| file.windows(needle.len()).filter(|part| part.eq_ignore_ascii_case(needle)).count())
            .sum::<usize>()
    };
    assert!(bytes(ADDRESS) > 0);
    let erased = person::erase(world.engine(), ann, "Root").unwrap();
    assert_eq!(erased.remains, Remains::Nothing);
    for needle in [ADDRESS, "ann.old@example.org"] {
        assert_eq!(bytes(needle), 0, "{needle}");
    }
}

#[test]
fn rows_of_an_old_backup_bring_nobody_back_unasked() {
    on_both_databases(|world| {
        let (ann, _) = with_ann(world);
        person::erase(world.engine(), ann, "Root").unwrap();
        let contacts = world.contact_keys().len();
        let old = format!(
            "key,email,name\nann-keller-17,other@example.org,Ann Keller\nnew-key,{},Ann Keller\ncas,cas@example.org,Cas\n",
            ADDRESS.to_uppercase()
        );
        let summary = world.import(Kind::Contacts, &old).run();
        assert_eq!((summary.created, summary.rejected), (1, 2), "{summary:?}");
        assert_eq!(world.contact_keys().len(), contacts + 1);
        let rejects = world.rejects(summary.id);
        assert!(
            rejects.iter().all(|reject| reject.value.is_none() && reject.reason.text.contains("was erased"))
        );
        let activity =
            format!("contact,type,at\n{ADDRESS},page_view,2026-06-01\nann-keller-17,page_view,2026-06-01\n");
        let summary = world.import(Kind::Activities, activity).run();
        assert_eq!((summary.created, summary.rejected), (0, 2));
        for word in [ADDRESS, "ann-keller-17"] {
            assert_eq!(places(world, word), [] as [String; 0], "rejected rows keep nothing of {word}");
        }
        // They came back of their own will.
        assert!(!person::readmit(world.engine(), "nobody@example.org", "Root").unwrap());
        assert!(person::readmit(world.engine(), &ADDRESS.to_lowercase(), "Root").unwrap());
        let back = format!("key,email,name\nann-again,{ADDRESS},Ann Keller\n");
        assert_eq!(world.import(Kind::Contacts, back).run().created, 1);
    });
}

#[test]
fn a_backup_from_before_brings_nobody_back() {
    let world = World::new(Backend::Sqlite);
    let (ann, _) = with_ann(&world);
    let (old, place) = (world.path("old.db"), world.path("place.db"));
    backup::back_up(world.engine(), &old, false, "Root").unwrap();
    person::erase(world.engine(), ann, "Root").unwrap();
    backup::back_up(world.engine(), &place, false, "Root").unwrap();
    let url = format!("sqlite:{}", place.display());
    let output =
        program().command().args(["--database", &url, "restore", "--force"]).arg(&old).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 person was erased again"), "{said}");
    let database = Database::open(&url, 1).unwrap();
    let keys = list_texts(&database, "SELECT key AS value FROM contacts ORDER BY key").unwrap();
    assert!(!keys.iter().any(|key| key.contains("ann")), "{keys:?}");
    let file = std::fs::read(&place).unwrap();
    let needle = ADDRESS.as_bytes();
    assert!(!file.windows(needle.len()).any(|part| part == needle), "no byte of the address came back");
}

#[test]
fn a_person_is_given_all_that_is_held_on_them_and_told_why_they_score() {
    on_both_databases(|world| {
        let (ann, _) = with_ann(world);
        let whole = person::whole(world.engine(), ann, "eve").unwrap();
        assert_eq!(whole["facts"]["email"], ADDRESS);
        assert_eq!(whole["facts_before"][0]["facts"]["email"], "ann.old@example.org");
        assert_eq!(whole["company"], "Acme");
        assert_eq!(whole["activities"].as_array().unwrap().len(), 4);
        assert_eq!(whole["activities"][0]["content"], "/prices");
        assert_eq!(whole["leads"][0]["log"][1]["note"], format!("wrote to {ADDRESS} about it"));
        let told: Vec<String> =
            person::explanation(world.engine(), ann).unwrap().into_iter().map(|said| said.text).collect();
        assert!(told[0].contains("of 100 points"), "{told:?}");
        assert!(told.iter().any(|said| said.contains("4 things that you did")), "{told:?}");
        assert!(told.iter().any(|said| said.contains("sales team may contact you")), "{told:?}");
        let acts = list_texts(
            world.database(),
            "SELECT actor || ' ' || action || ' ' || object_kind || ' ' || object_id AS value FROM audit_log ORDER BY seq",
        );
        assert_eq!(acts.unwrap().last().unwrap(), &format!("eve export contact {ann}"));
    });
}

#[test]
fn an_erasure_is_asked_for_by_one_and_done_by_another() {
    on_both_databases(|world| {
        let (ann, _) = with_ann(world);
        assert!(person::ask(world.engine(), ann, "eve").unwrap());
        assert!(!person::ask(world.engine(), ann, "max").unwrap(), "once is enough");
        let open = person::requests(world.engine()).unwrap();
        assert_eq!((open.len(), open[0].by.as_str(), open[0].done.is_none()), (1, "eve", true));
        person::erase(world.engine(), ann, "Root").unwrap();
        let done = person::requests(world.engine()).unwrap();
        assert_eq!(done[0].done.as_ref().map(|(by, _)| by.as_str()), Some("Root"));
    });
}

#[test]
fn who_does_not_consent_is_not_handed_over() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        let people = "key,email,title,consent\nyes,yes@example.org,Chief,true\nno,no@example.org,Chief,false\n\
                      silent,silent@example.org,Chief,\n";
        world.import(Kind::Contacts, people).run();
        let views: String = ["yes", "no", "silent"]
            .iter()
            .flat_map(|key| {
                (0..4).map(move |minute| format!("{key},page_view,2026-06-01T11:5{minute}:00Z\n"))
            })
            .collect();
        world.import(Kind::Activities, format!("contact,type,at\n{views}")).run();
        world.score();
        let led =
            |key: &str| !world.read(|c| leads::list_ids_of_contact(c, world.contact(key).id)).is_empty();
        assert_eq!([led("yes"), led("no"), led("silent")], [true, false, true]);
        world.score_one("no");
        assert!(!led("no"));
    });
}

#[test]
fn people_of_whom_nothing_was_heard_are_erased_where_that_is_wanted() {
    on_both_databases(|world| {
        let (ann, ben) = with_ann(world);
        world.import(Kind::Contacts, "key,email\nidle,idle@example.org\n").run();
        world.clock().pass_days(400);
        world.import(Kind::Activities, "contact,type,at\nben,page_view,2027-06-01\n").run();
        seed(world.engine()).unwrap();
        let job = pages::jobs::named(world.engine(), "retention").unwrap();
        let run = |days: i64| {
            let row = pages::jobs::show(world.engine(), job, None).unwrap();
            let draft = JobDraft {
                kind: "retention".into(),
                expression: "30 3 * * 0".into(),
                parameters: [("people_days".to_owned(), days.to_string())].into(),
                ..JobDraft::default()
            };
            manage::change(world.engine(), job, row.revision, &draft, "Root").unwrap().unwrap();
            let server = Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), "a");
            let claim = server.claim_by_hand(job, "test").unwrap().unwrap();
            server.execute(&claim);
            world.contact_keys().len()
        };
        assert_eq!(run(0), 3, "nobody is erased unless it is wanted");
        assert_eq!(run(365), 2, "Ann has an open lead, Ben was heard of");
        let keys = world.contact_keys();
        assert!(!keys.contains(&"idle".to_owned()), "{keys:?}");
        assert!(ann < ben);
        assert_sound(world);
    });
}

#[test]
fn a_person_without_a_lead_leaves_no_row() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\nc1,solo@example.org\n").run();
        let id = world.contact("c1").id;
        person::erase(world.engine(), id, "Root").unwrap();
        assert_eq!(world.contact_keys(), [] as [String; 0]);
        assert_sound(world);
    });
}
