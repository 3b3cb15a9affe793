//! The code of the console: it counts once, until the next start, while nobody could let anybody in.

use std::thread;

use bareme_access::Role;
use bareme_engine::people::set_up::{self, Person};
use bareme_engine::people::{Opened, Refusal, Secret, Visitor, manage};
use bareme_testkit::{PASSWORD, World, on_both_databases};

use super::member;

fn create(world: &World, code: &Secret, name: &str) -> Result<Opened, Refusal> {
    let person = Person { email: format!("{name}@example.com"), name: name.to_owned() };
    let password = Secret::new(PASSWORD);
    set_up::create_administrator(world.engine(), code, &person, &password, &Visitor::default()).unwrap()
}

#[test]
fn each_start_replaces_the_code_and_an_administrator_ends_it() {
    on_both_databases(|world| {
        assert_eq!(create(world, &Secret::default(), "ada").unwrap_err(), Refusal::CodeGone);
        let first = set_up::issue_code(world.engine()).unwrap().unwrap();
        let second = set_up::issue_code(world.engine()).unwrap().unwrap();
        assert_eq!(create(world, &first, "ada").unwrap_err(), Refusal::CodeGone);
        // What is wrong with the form does not use the code up.
        assert_eq!(create(world, &second, "").unwrap_err(), Refusal::Email);
        create(world, &second, "ada").unwrap();
        assert_eq!(create(world, &second, "eve").unwrap_err(), Refusal::CodeGone);
        assert!(!set_up::is_needed(world.engine()).unwrap());
        assert!(set_up::issue_code(world.engine()).unwrap().is_none());
        let people = manage::list(world.engine()).unwrap();
        assert_eq!(people.iter().map(|person| person.role).collect::<Vec<_>>(), [Role::Admin]);
    });
}

#[test]
fn people_without_a_password_are_no_administrator_yet() {
    on_both_databases(|world| {
        world.add_person("Ivo", Role::Admin);
        member(world, "Ana", Role::Rep);
        assert!(set_up::issue_code(world.engine()).unwrap().is_some());
    });
}

#[test]
fn of_several_who_use_the_code_at_once_one_becomes_administrator() {
    on_both_databases(|world| {
        let code = set_up::issue_code(world.engine()).unwrap().unwrap();
        let made = thread::scope(|scope| {
            let code = &code;
            let tries =
                ["ada", "bob", "cy", "dee"].map(|name| scope.spawn(move || create(world, code, name)));
            tries.into_iter().filter_map(|one| one.join().unwrap().ok()).count()
        });
        assert_eq!(made, 1);
        assert_eq!(manage::list(world.engine()).unwrap().len(), 1);
    });
}
