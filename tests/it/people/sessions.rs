//! A session ends when its time has come, and at once when what it was given for has changed.

use bareme_access::Role;
use bareme_engine::people::manage::{self, Place};
use bareme_engine::people::sessions::{IDLE, LONGEST};
use bareme_engine::people::{Refusal, Secret, Visitor, account, hashed_on_this_thread, sessions};
use bareme_store::inspect::list_texts;
use bareme_testkit::{PASSWORD, on_both_databases};

use super::{is_in, member, sign_in, try_in};

#[test]
fn a_session_ends_after_half_a_day_without_a_visit_and_after_a_week_in_any_case() {
    on_both_databases(|world| {
        let (_, idle) = member(world, "Ana", Role::Rep);
        world.clock().pass_millis(IDLE - 1);
        assert!(is_in(world, &idle));
        world.clock().pass_millis(IDLE);
        assert!(!is_in(world, &idle), "nobody came for half a day");
        let busy = sign_in(world, "Ana");
        let visits = LONGEST / (IDLE / 2);
        for visit in 1..visits {
            world.clock().pass_millis(IDLE / 2);
            assert!(is_in(world, &busy), "visit {visit}");
        }
        world.clock().pass_millis(IDLE / 2);
        assert!(!is_in(world, &busy), "a week has passed");
    });
}

#[test]
fn a_changed_password_ends_every_session_and_begins_one() {
    on_both_databases(|world| {
        let (id, first) = member(world, "Ana", Role::Rep);
        let (second, other) = (sign_in(world, "Ana"), member(world, "Ben", Role::Rep).1);
        let change = |current: &str, new: &str| {
            let (current, new) = (Secret::new(current), Secret::new(new));
            account::change_password(world.engine(), id, &current, &new, &Visitor::default()).unwrap()
        };
        assert_eq!(change("not this one at all", "another good one").unwrap_err(), Refusal::WrongPassword);
        assert!(matches!(change(PASSWORD, "short").unwrap_err(), Refusal::Password(_)));
        assert!(is_in(world, &first) && is_in(world, &second), "a refusal ends nothing");
        let renewed = change(PASSWORD, "another good one").unwrap();
        assert!(!is_in(world, &first) && !is_in(world, &second));
        assert!(is_in(world, &renewed) && is_in(world, &other));
        assert_eq!(try_in(world, "Ana", PASSWORD).unwrap_err(), Refusal::Wrong);
        assert!(try_in(world, "Ana", "another good one").is_ok());
    });
}

#[test]
fn who_is_kept_out_or_moved_or_begins_anew_is_out_at_once() {
    on_both_databases(|world| {
        let admin = member(world, "Ada", Role::Admin).1;
        let (id, session) = member(world, "Ana", Role::Rep);
        manage::disable(world.engine(), id, true).unwrap().unwrap();
        assert!(!is_in(world, &session));
        assert_eq!(try_in(world, "Ana", PASSWORD).unwrap_err(), Refusal::Wrong);
        manage::disable(world.engine(), id, false).unwrap().unwrap();
        assert!(!is_in(world, &session), "what ended does not come back");
        let session = sign_in(world, "Ana");
        let place = |role| Place { role, team: None };
        manage::place(world.engine(), id, &place(Role::Rep)).unwrap().unwrap();
        assert!(is_in(world, &session), "nothing changed");
        manage::place(world.engine(), id, &place(Role::Marketer)).unwrap().unwrap();
        assert!(!is_in(world, &session));
        let session = sign_in(world, "Ana");
        let code = manage::reset(world.engine(), id).unwrap();
        assert!(!is_in(world, &session) && is_in(world, &admin));
        assert_eq!(try_in(world, "Ana", PASSWORD).unwrap_err(), Refusal::Wrong);
        assert!(!format!("{code:?} {admin:?}").contains(code.reveal()));
    });
}

#[test]
fn the_last_administrator_stays() {
    on_both_databases(|world| {
        let (ada, _) = member(world, "Ada", Role::Admin);
        // Who has no password yet could not let anybody in.
        let invited = world.add_person("Ivo", Role::Admin);
        let rep = Place { role: Role::Rep, team: None };
        assert_eq!(manage::disable(world.engine(), ada, true).unwrap(), Err(Refusal::LastAdmin));
        assert_eq!(manage::place(world.engine(), ada, &rep).unwrap(), Err(Refusal::LastAdmin));
        world.accept(invited);
        assert_eq!(manage::disable(world.engine(), ada, true).unwrap(), Ok(()));
        assert_eq!(manage::disable(world.engine(), invited, true).unwrap(), Err(Refusal::LastAdmin));
    });
}

#[test]
fn names_that_nobody_has_cost_the_same_work_and_get_the_same_sentence() {
    on_both_databases(|world| {
        member(world, "Ana", Role::Rep);
        world.add_person("Invited", Role::Rep);
        // The hash that stands in for nobody's is made once.
        try_in(world, "warm up", "a password").unwrap_err();
        let cost = |name: &str| {
            let before = hashed_on_this_thread();
            assert_eq!(try_in(world, name, "not this one at all").unwrap_err(), Refusal::Wrong, "{name}");
            hashed_on_this_thread() - before
        };
        assert_eq!([cost("Ana"), cost("Nobody"), cost("Invited"), cost("")], [1; 4]);
    });
}

#[test]
fn sessions_are_listed_and_ended_by_their_owner_only() {
    on_both_databases(|world| {
        let (ana, first) = member(world, "Ana", Role::Rep);
        let (ben, bens) = member(world, "Ben", Role::Rep);
        let second = sign_in(world, "Ana");
        let listed = sessions::list(world.engine(), ana).unwrap();
        assert_eq!(listed.len(), 2);
        assert!(!sessions::end_one(world.engine(), ben, listed[0].id).unwrap(), "it is not Ben's");
        assert!(is_in(world, &second));
        assert!(sessions::end_one(world.engine(), ana, listed[0].id).unwrap());
        assert!(!is_in(world, &second) && is_in(world, &first));
        sessions::end_all(world.engine(), ana).unwrap();
        assert!(!is_in(world, &first) && is_in(world, &bens));
    });
}

#[test]
fn the_database_holds_no_password_no_token_and_no_code() {
    on_both_databases(|world| {
        let (id, session) = member(world, "Ana", Role::Rep);
        let code = manage::invite(world.engine(), id).unwrap();
        let kept = |query: &str| list_texts(world.database(), query).unwrap().join(" ");
        let users = kept("SELECT password AS value FROM users");
        assert!(users.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !users.contains(PASSWORD));
        assert!(!kept("SELECT token_digest AS value FROM sessions").contains(session.token.reveal()));
        let codes = kept("SELECT digest AS value FROM one_time_codes");
        assert!(!codes.contains(code.reveal()) && !codes.contains(&code.reveal().replace('-', "")));
        assert!(!kept("SELECT subject AS value FROM attempts").contains("ana"));
    });
}
