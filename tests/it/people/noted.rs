//! What people do at the door and to accounts stands in the audit log, and nothing that is secret or unsettled does.

use bareme_access::Role;
use bareme_engine::audit::{self, AuditQuery};
use bareme_engine::people::manage::{self, Place};
use bareme_engine::people::{
    Secret, Visitor, account, code_shown, sessions, set_second_factor_roles, set_up, sign_in as door,
};
use bareme_testkit::{PASSWORD, World, on_both_databases};

use super::{member, sign_in, try_in};

/// Every entry, the oldest first: who, what, on whom, and what else there is to know.
fn log(world: &World) -> Vec<String> {
    let rows = audit::list(world.engine(), &AuditQuery::default()).unwrap().rows.into_iter().rev();
    rows.map(|row| {
        let detail = row.detail.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        format!("{} {} {} {}", row.actor, row.action, row.object_id, detail.join(" ")).trim().to_owned()
    })
    .collect()
}

/// What was written since the last look.
fn since(world: &World, seen: &mut usize) -> Vec<String> {
    let all = log(world);
    let new = all[*seen..].to_vec();
    *seen = all.len();
    new
}

#[test]
fn every_way_in_and_out_is_written_down() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let mut seen = 0;
        let added = since(world, &mut seen);
        let expected = [
            format!("command line user-create {id} role=rep"),
            format!("command line user-change {id} what=invited"),
            format!("Ana password-change {id} what=set by an invitation"),
        ];
        assert_eq!(added, expected);
        let opened = sign_in(world, "Ana");
        assert!(try_in(world, "Ana", "not this one").is_err());
        assert!(try_in(world, "Nobody at all", "hunter2 hunter2").is_err());
        sessions::end(world.engine(), &opened.token).unwrap();
        sessions::end(world.engine(), &opened.token).unwrap();
        let expected = [
            format!("Ana sign-in {id} by=password"),
            format!("somebody sign-in-refused {id} by=password"),
            "somebody sign-in-refused  by=password".to_owned(),
            format!("Ana sign-out {id} what=here"),
        ];
        assert_eq!(since(world, &mut seen), expected, "a session ends once");
        let (old, new) = (Secret::new(PASSWORD), Secret::new("another good one"));
        account::change_password(world.engine(), id, &new, &old, &Visitor::default()).unwrap().unwrap_err();
        account::change_password(world.engine(), id, &old, &new, &Visitor::default()).unwrap().unwrap();
        assert_eq!(since(world, &mut seen), [format!("Ana password-change {id} what=changed")]);
        let text = log(world).join("\n");
        for hidden in ["Nobody", "hunter2", PASSWORD, "another good one", "@"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
    });
}

#[test]
fn a_second_factor_is_written_down_from_its_beginning_to_its_end() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let mut seen = log(world).len();
        let visitor = Visitor::default();
        let secret = account::enrol(world.engine(), id).unwrap().unwrap().secret;
        assert_eq!(since(world, &mut seen), Vec::<String>::new(), "nothing counts yet");
        let shown = || code_shown(&secret, world.now()).unwrap();
        account::confirm(world.engine(), id, &shown(), &visitor).unwrap().unwrap();
        assert_eq!(since(world, &mut seen), [format!("Ana second-factor-change {id} what=set up")]);
        world.clock().pass_millis(60_000);
        let half = sign_in(world, "Ana");
        assert_eq!(since(world, &mut seen), Vec::<String>::new(), "half a sign-in is none");
        door::with_code(world.engine(), &half.token, &Secret::new("000000"), &visitor).unwrap().unwrap_err();
        door::with_code(world.engine(), &half.token, &shown(), &visitor).unwrap().unwrap();
        world.clock().pass_millis(60_000);
        account::remove_factor(world.engine(), id, &shown(), &visitor).unwrap().unwrap();
        let expected = [
            format!("somebody sign-in-refused {id} by=second factor"),
            format!("Ana sign-in {id} by=second factor"),
            format!("Ana second-factor-change {id} what=taken away"),
        ];
        assert_eq!(since(world, &mut seen), expected);
    });
}

#[test]
fn who_runs_bareme_is_named_with_what_they_changed() {
    on_both_databases(|world| {
        let code = set_up::issue_code(world.engine()).unwrap().unwrap();
        let ada = set_up::Person { email: "ada@example.com".into(), name: "Ada".into() };
        let opened = set_up::create_administrator(
            world.engine(),
            &code,
            &ada,
            &Secret::new(PASSWORD),
            &Visitor::default(),
        );
        let token = opened.unwrap().unwrap().token;
        let (id, _) = member(world, "Ana", Role::Rep);
        let mut seen = log(world).len();
        let admin = sessions::find(world.engine(), &token).unwrap().unwrap().principal;
        let engine = world.engine().seen_by(admin);
        let place = Place { role: Role::Marketer, team: None };
        manage::place(&engine, id, &place).unwrap().unwrap();
        manage::place(&engine, id, &place).unwrap().unwrap();
        manage::disable(&engine, id, true).unwrap().unwrap();
        manage::disable(&engine, id, false).unwrap().unwrap();
        manage::reset(&engine, id).unwrap();
        set_second_factor_roles(&engine, &[Role::Admin].into()).unwrap();
        let expected = [
            format!("Ada user-change {id} role=marketer"),
            format!("Ada user-change {id} what=kept out"),
            format!("Ada user-change {id} what=let in again"),
            format!("Ada user-change {id} what=password and second factor taken away"),
            "Ada settings-change second_factor_roles value=admin".to_owned(),
        ];
        assert_eq!(since(world, &mut seen), expected, "what changes nothing is no act");
        assert!(log(world)[0].starts_with("Ada user-create"), "{:?}", log(world));
    });
}

#[test]
fn nobody_else_manages_people() {
    on_both_databases(|world| {
        let (id, _) = member(world, "Ana", Role::Rep);
        let before = log(world);
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
            let who = bareme_access::Principal { user: id, name: "Ana".into(), role, team: None };
            let engine = world.engine().seen_by(who);
            assert!(manage::list(&engine).is_err() && manage::find(&engine, id).is_err(), "{role:?}");
            assert!(manage::invite(&engine, id).is_err() && manage::reset(&engine, id).is_err(), "{role:?}");
            assert!(manage::disable(&engine, id, true).is_err(), "{role:?}");
            assert!(
                manage::place(&engine, id, &Place { role: Role::Admin, team: None }).is_err(),
                "{role:?}"
            );
            assert!(set_second_factor_roles(&engine, &[].into()).is_err(), "{role:?}");
        }
        assert_eq!(log(world), before);
    });
}
