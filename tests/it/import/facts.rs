//! What was known when: a later file changes the present and leaves the past as it was.

use bareme_ingest::Kind;
use bareme_scoring::{Grade, Instant};
use bareme_testkit::{GRADED_BY_TITLE, World, alike_on_both_databases, noon, on_both_databases};

use super::{contact_text, day};

/// The grade of the contact `c` when everything is scored as of a moment.
fn grade_at(world: &World, as_of: Instant) -> Grade {
    world.score_at(as_of);
    let id = world.contact("c").id;
    let model = world.read(bareme_store::models::list)[0].id;
    let score = world.read(|c| bareme_store::scores::find_contact(c, model, id));
    score.unwrap().rating().unwrap().grade
}

#[test]
fn a_title_that_changed_counts_from_the_day_on_which_it_became_known() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title\nc,Manager\n").run();
        world.clock().pass_days(10);
        world.import(Kind::Contacts, "key,title\nc,Director\n").run();
        world.clock().pass_days(10);
        world.import(Kind::Contacts, "key,title\nc,Chief\n").run();
        world.clock().pass_days(1);
        let grades: Vec<Grade> = [5, 9, 10, 19, 20, 21, 0]
            .into_iter()
            .map(|days| grade_at(world, noon().plus_days(days)))
            .collect();
        assert_eq!(grades, [Grade::C, Grade::C, Grade::B, Grade::B, Grade::A, Grade::A, Grade::C]);
    });
}

#[test]
fn a_record_counts_from_the_date_that_it_carries() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title,updated at\nc,Manager,2026-01-01\n").run();
        world.import(Kind::Contacts, "key,title,updated at\nc,Chief,2026-03-01\n").run();
        assert_eq!(grade_at(world, day("2026-02-15")), Grade::C);
        assert_eq!(grade_at(world, day("2026-03-01")), Grade::A);
        let old = world.import(Kind::Contacts, "key,title,updated at\nc,Student,2026-02-01\n").run();
        assert_eq!((old.updated, old.unchanged), (0, 1), "an older export does not undo what is known");
        assert_eq!(grade_at(world, noon()), Grade::A);
    });
}

#[test]
fn what_changes_of_a_company_leaves_the_past_of_its_people_as_it_was() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,name,type\na,Acme,prospect\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
        world.clock().pass_days(10);
        world.import(Kind::Accounts, "key,name,type\na,Acme,competitor\n").run();
        world.clock().pass_days(1);
        assert_eq!(grade_at(world, noon().plus_days(9)), Grade::A);
        assert_eq!(grade_at(world, noon().plus_days(11)), Grade::D, "knocked out since");
        assert_eq!(grade_at(world, noon().plus_days(9)), Grade::A);
    });
}

#[test]
fn a_job_that_changed_counts_for_the_old_company_before_and_the_new_one_after() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key,name,type\na,Acme,competitor\nb,Bolt,prospect\n").run();
        world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
        world.clock().pass_days(10);
        world.import(Kind::Contacts, "key,title,account\nc,Chief,b\n").run();
        world.clock().pass_days(1);
        assert_eq!(world.contact("c").account_id, Some(world.account("b").id));
        assert_eq!(grade_at(world, noon().plus_days(9)), Grade::D);
        assert_eq!(grade_at(world, noon().plus_days(11)), Grade::A);
    });
}

#[test]
fn facts_that_a_file_does_not_mention_stay() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email,title,plan\nc,c@x.org,Chief,gold\n").run();
        let summary = world.import(Kind::Contacts, "key,plan,city\nc,silver,\n").run();
        assert_eq!(summary.updated, 1);
        assert_eq!(contact_text(world, "c", "title").as_deref(), Some("Chief"));
        assert_eq!(contact_text(world, "c", "plan").as_deref(), Some("silver"));
        assert_eq!(contact_text(world, "c", "city"), None);
    });
}

#[test]
fn a_person_who_did_not_exist_yet_has_no_score() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title,created at\nc,Chief,2026-03-01\nd,Chief,\n").run();
        let before = world.score_at(day("2026-02-01"));
        assert_eq!(before[0].contacts, 1);
        let after = world.score_at(day("2026-04-01"));
        assert_eq!(after[0].contacts, 2);
    });
}

#[test]
fn the_type_of_an_attribute_is_learnt_once_and_holds() {
    alike_on_both_databases(|world| {
        world.import(Kind::Contacts, "key,visits,vip\na,3,yes\nb,4,no\n").run();
        let summary = world.import(Kind::Contacts, "key,visits,vip\nc,many,perhaps\nd,5,yes\n").run();
        assert_eq!(world.contact_keys(), ["a", "b", "d"]);
        assert_eq!(summary.rejected, 1, "a word where there are numbers comes back");
    });
}
