//! Activities: each once, however often and under whichever name of the contact it comes.

use bareme_ingest::Kind;
use bareme_scoring::Instant;
use bareme_store::activities;
use bareme_testkit::{World, alike_on_both_databases};

use super::rejected;

fn count(world: &World, contact: &str) -> usize {
    let id = world.contact(contact).id;
    world.read(|c| activities::list(c, id, Instant::MAX)).len()
}

fn with_contacts(world: &World) {
    world.import(Kind::Contacts, "key,email\nc1,Ann@x.org\nc2,bob@x.org\n").run();
}

#[test]
fn a_contact_is_found_by_key_or_address_and_an_unknown_one_comes_back() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "contact,type,at\nc1,page_view,2026-05-01T10:00:00Z\nann@X.org,page_view,2026-05-01T11:00:00Z\n\
                    nobody@x.org,page_view,2026-05-01\nc2,page_view,2026-05-01\n";
        let summary = world.import(Kind::Activities, text).run();
        assert_eq!((count(world, "c1"), count(world, "c2")), (2, 1));
        let rejects = rejected(world, summary.id);
        assert_eq!(rejects.len(), 1);
        assert_eq!(rejects[0].0, 4);
        assert!(rejects[0].1.contains("no contact 'nobody@x.org'"), "{rejects:?}");
    });
}

#[test]
fn without_an_id_contact_kind_and_time_make_it_the_same() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "contact,type,content,at\nc1,page_view,/a,2026-05-01T10:00:00Z\n\
                    ann@x.org,page_view,/a,2026-05-01T12:00:00+02:00\nc1,page_view,/b,2026-05-01T10:00:00Z\n";
        let summary = world.import(Kind::Activities, text).run();
        assert_eq!((summary.created, summary.unchanged), (2, 1));
        assert_eq!(count(world, "c1"), 2);
    });
}

#[test]
fn with_an_id_it_is_there_once_and_another_one_under_that_id_comes_back() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "id,contact,type,at\ne1,c1,page_view,2026-05-01T10:00:00Z\ne2,c1,page_view,2026-05-01T10:00:00Z\n";
        world.import(Kind::Activities, text).run();
        assert_eq!(count(world, "c1"), 2, "two ids are two activities, even at the same moment");
        let text = "id,contact,type,at\ne1,c1,page_view,2026-05-01T10:00:00Z\ne1,c2,page_view,2026-05-01T10:00:00Z\n\
                    e3,c2,page_view,2026-05-02T10:00:00Z\n";
        let summary = world.import(Kind::Activities, text).run();
        assert_eq!((summary.created, summary.unchanged, summary.rejected), (1, 1, 1));
        let rejects = rejected(world, summary.id);
        assert_eq!(rejects[0].0, 3);
        assert!(rejects[0].1.contains("an activity with this id is here already"), "{rejects:?}");
        assert_eq!((count(world, "c1"), count(world, "c2")), (2, 1));
    });
}

#[test]
fn one_id_for_two_activities_in_one_file_keeps_one_and_gives_the_other_back() {
    alike_on_both_databases(|world| {
        with_contacts(world);
        let text = "id,contact,type,at\ne1,c2,page_view,2026-05-03\ne1,c1,page_view,2026-05-01\n";
        let summary = world.import(Kind::Activities, text).run();
        assert_eq!((summary.created, summary.rejected), (1, 1));
        assert_eq!(count(world, "c1") + count(world, "c2"), 1);
    });
}
