//! Attempts are counted in the database, before they are looked at, and for names that nobody has as well.

use std::thread;

use bareme_access::Role;
use bareme_engine::people::{Refusal, Secret, Visitor, sign_in};
use bareme_testkit::{PASSWORD, World, email, on_both_databases};

use super::{member, try_in};

/// Fails until a wait comes; how many failed.
fn fail_until_wait(world: &World, name: &str) -> usize {
    (0..100).take_while(|_| try_in(world, name, "not this one at all").unwrap_err() == Refusal::Wrong).count()
}

#[test]
fn an_account_waits_longer_each_time_and_a_right_password_ends_it() {
    on_both_databases(|world| {
        member(world, "Ana", Role::Rep);
        assert_eq!(fail_until_wait(world, "Ana"), 5);
        let mut waits = Vec::new();
        for _ in 0..4 {
            let Err(Refusal::Wait { seconds }) = try_in(world, "Ana", PASSWORD) else {
                panic!("it does not wait")
            };
            waits.push(seconds);
            world.clock().pass_millis(i64::try_from(seconds).unwrap() * 1_000);
            assert_eq!(try_in(world, "Ana", "not this one at all").unwrap_err(), Refusal::Wrong);
        }
        assert_eq!(waits, [1, 2, 4, 8]);
        world.clock().pass_millis(16_000);
        assert!(try_in(world, "Ana", PASSWORD).is_ok());
        assert_eq!(fail_until_wait(world, "Ana"), 5, "it is counted anew");
    });
}

#[test]
fn names_that_nobody_has_wait_as_well() {
    on_both_databases(|world| assert_eq!(fail_until_wait(world, "Nobody"), 5));
}

#[test]
fn one_address_that_tries_many_names_waits_and_others_do_not() {
    on_both_databases(|world| {
        member(world, "Ana", Role::Rep);
        let failed = (0..100)
            .take_while(|name| {
                try_in(world, &format!("guess {name}"), "a password").unwrap_err() == Refusal::Wrong
            })
            .count();
        assert_eq!(failed, 20);
        assert!(matches!(try_in(world, "Ana", PASSWORD), Err(Refusal::Wait { .. })));
        let elsewhere = Visitor { address: "198.51.100.1".to_owned(), ..Visitor::default() };
        let password = Secret::new(PASSWORD);
        assert!(
            sign_in::with_password(world.engine(), &email("Ana"), &password, &elsewhere).unwrap().is_ok()
        );
    });
}

#[test]
fn many_at_once_are_as_many_attempts() {
    on_both_databases(|world| {
        member(world, "Ana", Role::Rep);
        let looked_at = thread::scope(|scope| {
            let tries: Vec<_> =
                (0..16).map(|_| scope.spawn(|| try_in(world, "Ana", "not this one at all"))).collect();
            tries
                .into_iter()
                .map(|one| one.join().unwrap())
                .filter(|it| matches!(it, Err(Refusal::Wrong)))
                .count()
        });
        assert_eq!(looked_at, 5);
    });
}

#[test]
fn a_clock_that_was_set_back_makes_nobody_wait_for_ever() {
    on_both_databases(|world| {
        member(world, "Ana", Role::Rep);
        fail_until_wait(world, "Ana");
        world.clock().pass_days(-30);
        let Err(Refusal::Wait { seconds }) = try_in(world, "Ana", PASSWORD) else {
            panic!("it does not wait")
        };
        assert_eq!(seconds, 1);
    });
}
