//! The second factor: a code counts once, recovery codes stand in for it, and a role may need it.

use bareme_access::Role;
use bareme_engine::people::{
    Opened, Refusal, Secret, Standing, Visitor, account, code_shown, sessions, set_second_factor_roles,
    sign_in,
};
use bareme_testkit::{World, on_both_databases};

use super::{is_in, member, sign_in as by_password};

/// Sets a second factor up for somebody: their secret and their recovery codes.
fn enrolled(world: &World, id: i64) -> (Secret, Vec<Secret>) {
    let enrolment = account::enrol(world.engine(), id).unwrap().unwrap();
    let code = code_shown(&enrolment.secret, world.now()).unwrap();
    let done = account::confirm(world.engine(), id, &code, &Visitor::default()).unwrap().unwrap();
    world.clock().pass_millis(30_000);
    (enrolment.secret, done.recovery_codes)
}

fn give(world: &World, opened: &Opened, code: &Secret) -> Result<Opened, Refusal> {
    sign_in::with_code(world.engine(), &opened.token, code, &Visitor::default()).unwrap()
}

#[test]
fn a_code_of_the_app_lets_in_once_with_a_fresh_token() {
    on_both_databases(|world| {
        let (id, before) = member(world, "Ana", Role::Rep);
        let (secret, _) = enrolled(world, id);
        assert!(!is_in(world, &before), "a session without the second factor ended");
        let half = by_password(world, "Ana");
        assert_eq!(half.standing, Standing::SecondFactor);
        let code = code_shown(&secret, world.now()).unwrap();
        let whole = give(world, &half, &code).unwrap();
        assert_eq!(whole.standing, Standing::Full);
        assert!(!is_in(world, &half) && is_in(world, &whole));
        let again = by_password(world, "Ana");
        assert_eq!(give(world, &again, &code).unwrap_err(), Refusal::WrongCode, "it was used");
        assert_eq!(give(world, &whole, &code).unwrap_err(), Refusal::WrongCode, "nothing is to come");
        world.clock().pass_millis(30_000);
        assert!(give(world, &again, &code_shown(&secret, world.now()).unwrap()).is_ok());
    });
}

#[test]
fn the_way_to_the_second_factor_is_open_for_ten_minutes() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let (secret, _) = enrolled(world, id);
        let half = by_password(world, "Ana");
        world.clock().pass_millis(sessions::PENDING);
        let code = code_shown(&secret, world.now()).unwrap();
        assert_eq!(give(world, &half, &code).unwrap_err(), Refusal::WrongCode);
    });
}

#[test]
fn guessing_the_second_factor_is_throttled_over_sessions() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let (secret, recovery) = enrolled(world, id);
        for guess in 0..5 {
            let half = by_password(world, "Ana");
            let guess = Secret::new(format!("00000{guess}"));
            assert_eq!(give(world, &half, &guess).unwrap_err(), Refusal::WrongCode);
        }
        let half = by_password(world, "Ana");
        let code = code_shown(&secret, world.now()).unwrap();
        assert_eq!(give(world, &half, &code).unwrap_err(), Refusal::Wait { seconds: 1 });
        assert_eq!(give(world, &half, &recovery[0]).unwrap_err(), Refusal::Wait { seconds: 1 });
        world.clock().pass_millis(1_000);
        assert!(give(world, &half, &recovery[0]).is_ok());
    });
}

#[test]
fn a_recovery_code_counts_once_for_its_owner() {
    on_both_databases(|world| {
        let (ana, _) = member(world, "Ana", Role::Rep);
        let (ben, _) = member(world, "Ben", Role::Rep);
        let ((secret, of_ana), (_, of_ben)) = (enrolled(world, ana), enrolled(world, ben));
        assert_eq!(of_ana.len(), 10);
        let half = by_password(world, "Ana");
        assert_eq!(give(world, &half, &of_ben[0]).unwrap_err(), Refusal::WrongCode);
        assert!(give(world, &half, &of_ana[3]).is_ok());
        assert_eq!(give(world, &by_password(world, "Ana"), &of_ana[3]).unwrap_err(), Refusal::WrongCode);
        assert_eq!(account::show(world.engine(), ana).unwrap().recovery_codes, 9);
        let code = code_shown(&secret, world.now()).unwrap();
        let fresh = account::renew_codes(world.engine(), ana, &code, &Visitor::default()).unwrap().unwrap();
        assert_eq!(give(world, &by_password(world, "Ana"), &of_ana[4]).unwrap_err(), Refusal::WrongCode);
        assert!(give(world, &by_password(world, "Ana"), &fresh[4]).is_ok());
    });
}

#[test]
fn a_role_that_needs_a_second_factor_is_asked_for_it_from_the_next_page_on() {
    on_both_databases(|world| {
        let (id, session) = member(world, "Ada", Role::Admin);
        let standing =
            |opened: &Opened| sessions::find(world.engine(), &opened.token).unwrap().unwrap().standing;
        assert_eq!(standing(&session), Standing::Full);
        set_second_factor_roles(world.engine(), &[Role::Admin].into()).unwrap();
        assert_eq!(standing(&session), Standing::Enrolment);
        assert_eq!(by_password(world, "Ada").standing, Standing::Enrolment);
        let (secret, _) = enrolled(world, id);
        let code = code_shown(&secret, world.now()).unwrap();
        let removed = account::remove_factor(world.engine(), id, &code, &Visitor::default()).unwrap();
        assert_eq!(removed, Err(Refusal::FactorNeeded));
        assert_eq!(by_password(world, "Ada").standing, Standing::SecondFactor);
    });
}

#[test]
fn a_second_factor_that_was_never_confirmed_does_not_count() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let first = account::enrol(world.engine(), id).unwrap().unwrap();
        assert_eq!(
            account::enrol(world.engine(), id).unwrap().unwrap(),
            first,
            "the app that was scanned still fits"
        );
        assert_eq!(by_password(world, "Ana").standing, Standing::Full);
        let wrong =
            account::confirm(world.engine(), id, &Secret::new("000000"), &Visitor::default()).unwrap();
        assert_eq!(wrong.unwrap_err(), Refusal::WrongCode);
        assert_eq!(by_password(world, "Ana").standing, Standing::Full);
        assert!(!format!("{first:?}").contains(first.secret.reveal()));
    });
}
