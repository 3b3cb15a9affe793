//! An administrator lets people in and keeps them out; everybody has an account of their own.

use actix_web::http::{Method, StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::people::{Secret, account, code_shown, manage, second_factor_roles};
use bareme_testkit::PASSWORD;

use super::{given, member, place, visit, world};

use crate::tests::ask::{answer, site};

#[actix_web::test]
async fn only_administrators_find_the_list_of_people() {
    let world = world();
    let ana = member(&world, "Ana", Role::Rep);
    let site = site!(world);
    for role in Role::ALL {
        let cookie = world.signed_in(role.word(), role);
        let found = role == Role::Admin;
        let status = visit!(site, "/people", cookie).status;
        assert_eq!(status == StatusCode::OK, found, "{role:?}: {status}");
        if found {
            continue;
        }
        assert_eq!(visit!(site, &format!("/people/{ana}"), cookie).status, StatusCode::NOT_FOUND);
        for (path, form) in [
            ("/people".to_owned(), vec![("name", "Eve"), ("email", "eve@example.com"), ("role", "admin")]),
            (format!("/people/{ana}"), vec![("role", "admin")]),
            (format!("/people/{ana}/acts"), vec![("act", "reset")]),
            ("/people/rules".to_owned(), vec![("role", "rep")]),
        ] {
            let refused = visit!(site, &path, cookie, form);
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path} by {role:?}");
        }
    }
    assert_eq!(manage::find(world.engine(), ana).unwrap().role, Role::Rep);
    assert!(second_factor_roles(world.engine()).unwrap().is_empty());
}

#[actix_web::test]
async fn somebody_is_added_invited_once_moved_and_kept_out() {
    let world = world();
    world.agree("[[team]]\nname = \"North\"\nmembers = [\"Ana\"]\n");
    let admin = world.signed_in("Ada", Role::Admin);
    let site = site!(world);
    let new = |email: &'static str, team: &'static str| {
        vec![("name", "Ana"), ("email", email), ("role", "rep"), ("team", team)]
    };
    for (form, sentence) in [
        (new("nobody", "North"), "An address such as"),
        (new("ana@example.com", "South"), "This team is not in the agreement"),
        (new("ada@example.com", ""), "Somebody else has this address"),
        (vec![("name", "ADA"), ("email", "a@example.com"), ("role", "rep")], "Somebody else has this name"),
        (vec![("name", "Ana"), ("email", "ana@example.com")], "Choose a role"),
    ] {
        let refused = visit!(site, "/people", admin, form.clone());
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(refused.body.contains(sentence), "{form:?}: {}", refused.body);
    }
    let added = visit!(site, "/people", admin, new("ana@example.com", "North"));
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let person = place(&added).split('?').next().unwrap().to_owned();
    let acts = format!("{person}/acts");
    let invited = visit!(site, &acts, admin, [("act", "invite")]);
    let code = invited.body.split("/invitation?code=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(invited.header(header::CACHE_CONTROL), "no-store");
    assert!(!visit!(site, &person, admin).body.contains(&code), "it is shown once");
    let accept = [("code", code.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let ana = given(&visit!(site, "/invitation", "", accept));
    assert_eq!(visit!(site, "/", ana).status, StatusCode::OK);
    let moved = visit!(site, &person, admin, [("role", "sales-leader"), ("team", "North")]);
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    assert_eq!(visit!(site, "/", ana).status, StatusCode::SEE_OTHER, "another role, another session");
    let form = [("email", "ana@example.com"), ("password", PASSWORD)];
    let ana = given(&visit!(site, "/sign-in", "", form));
    assert_eq!(visit!(site, &acts, admin, [("act", "disable")]).status, StatusCode::SEE_OTHER);
    assert_eq!(visit!(site, "/", ana).status, StatusCode::SEE_OTHER, "kept out at once");
    assert_eq!(visit!(site, "/sign-in", "", form).status, StatusCode::UNPROCESSABLE_ENTITY);
    let last = visit!(site, "/people/1/acts", admin, [("act", "disable")]);
    assert!(last.body.contains("the last administrator"), "{}", last.body);
    assert_eq!(visit!(site, "/people/99", admin).status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn ones_own_password_and_sessions_are_changed_by_oneself() {
    let world = world();
    let other = world.signed_in("Ana", Role::Rep);
    let own = world.signed_in("Ana", Role::Rep);
    let site = site!(world);
    let change = |current: &'static str, new: &'static str, again: &'static str| {
        [("current", current), ("password", new), ("again", again)]
    };
    for (form, sentence) in [
        (change("wrong one, sorry", "another good one", "another good one"), "This is not your password"),
        (change(PASSWORD, "another good one", "another one"), "not the same password"),
        (change(PASSWORD, "short", "short"), "at least 12 characters"),
    ] {
        let refused = visit!(site, "/me/password", own, form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(sentence), "{sentence}: {}", refused.body);
        assert!(!refused.body.contains("another good one") && !refused.body.contains(PASSWORD));
    }
    let changed = visit!(site, "/me/password", own, change(PASSWORD, "another good one", "another good one"));
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    for ended in [own, other] {
        assert_eq!(visit!(site, "/", ended).status, StatusCode::SEE_OTHER);
    }
    let own = given(&changed);
    assert_eq!(visit!(site, "/me", own).status, StatusCode::OK);
    let elsewhere =
        visit!(site, "/sign-in", "", [("email", "ana@example.com"), ("password", "another good one")]);
    let all = visit!(site, "/me/sessions", own, [("act", "all")]);
    assert_eq!(all.status, StatusCode::SEE_OTHER);
    for ended in [own, given(&elsewhere)] {
        assert_eq!(visit!(site, "/me", ended).status, StatusCode::SEE_OTHER);
    }
}

#[actix_web::test]
async fn a_second_factor_is_set_up_with_an_app_and_its_codes_are_shown_once() {
    let world = world();
    let cookie = world.signed_in("Ana", Role::Rep);
    let id = manage::find_named(world.engine(), "Ana").unwrap().id;
    let site = site!(world);
    let page = visit!(site, "/me/second-factor", cookie);
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    let secret = account::enrol(world.engine(), id).unwrap().unwrap().secret;
    let shown = |secret: &Secret| code_shown(secret, world.now()).unwrap().reveal().to_owned();
    let wrong = visit!(site, "/me/second-factor", cookie, [("code", "000000")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = shown(&secret);
    let done = visit!(site, "/me/second-factor", cookie, [("code", code.as_str()), ("back", "/leads")]);
    assert_eq!(done.body.matches("<li><code>").count(), 10, "{}", done.body);
    assert_eq!(done.header(header::CACHE_CONTROL), "no-store");
    assert_eq!(visit!(site, "/", cookie).status, StatusCode::SEE_OTHER, "the token is another one");
    let cookie = given(&done);
    assert!(visit!(site, "/me", cookie).body.contains("10 recovery codes are left"));
    assert_eq!(place(&visit!(site, "/me/second-factor", cookie)), "/me", "the secret is not shown again");
    let replay = visit!(site, "/me/second-factor/acts", cookie, [("act", "remove"), ("code", code.as_str())]);
    assert_eq!(replay.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.clock().pass_millis(30_000);
    let code = shown(&secret);
    let removed =
        visit!(site, "/me/second-factor/acts", cookie, [("act", "remove"), ("code", code.as_str())]);
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
    assert!(visit!(site, "/me", cookie).body.contains("password alone"));
}
