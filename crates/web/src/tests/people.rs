//! Coming in through the true router: nobody is in without a session, and a session is worth what its owner did for it.

mod managed;

use std::collections::BTreeMap;

use actix_web::http::{Method, StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::people::{Secret, account, code_shown, set_second_factor_roles, set_up};
use bareme_engine::{Backend, Engine};
use bareme_testkit::{PASSWORD, World, cookie, email};

use super::ask::{Answer, answer, site};

/// Asks as a browser with cookies does; a form is sent where there is one.
macro_rules! visit {
    ($site:expr, $method:expr, $path:expr, $cookie:expr, $form:expr) => {{
        let form: &[(&str, &str)] = &$form;
        let cookie = $cookie.to_owned();
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = http::TestRequest::default()
            .method($method)
            .uri($path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload($site.sealed(&body, &cookie));
        if !cookie.is_empty() {
            request = request.insert_header((header::COOKIE, cookie));
        }
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
    ($site:expr, $path:expr, $cookie:expr) => {
        visit!($site, Method::GET, $path, $cookie, [])
    };
    ($site:expr, $path:expr, $cookie:expr, $form:expr) => {
        visit!($site, Method::POST, $path, $cookie, $form)
    };
}

use visit;

/// The cookie that an answer sets, as the browser sends it back.
fn given(answer: &Answer) -> String {
    answer.header(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned()
}

fn place(answer: &Answer) -> &str {
    answer.header(header::LOCATION)
}

fn world() -> World {
    World::new(Backend::Sqlite)
}

/// Somebody of a role with the password of tests.
fn member(world: &World, name: &str, role: Role) -> i64 {
    let id = world.add_person(name, role);
    world.accept(id);
    id
}

fn set_up_code(engine: &Engine) -> Secret {
    set_up::issue_code(engine).unwrap().expect("nobody is there yet")
}

#[actix_web::test]
async fn whoever_is_not_in_sees_nothing_and_changes_nothing() {
    let world = world();
    let lost = cookie(&Secret::new("A".repeat(43)));
    let site = site!(world);
    for stranger in ["", "__Host-session=", "__Host-session=x; __Host-session=y", "session=1", lost.as_str()]
    {
        for path in [
            "/",
            "/accounts?q=a",
            "/leads.csv",
            "/reports/funnel.pdf",
            "/jobs",
            "/me",
            "/nothing",
            "/sign-in/code",
        ] {
            let sent = visit!(site, path, stranger);
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path} with {stranger}");
            assert!(place(&sent).starts_with("/sign-in"), "{path}: {}", place(&sent));
            assert_eq!(sent.body, "", "{path}");
        }
        for path in ["/worklist", "/jobs", "/agreement/teams", "/leads/1/acts", "/nothing", "/sign-in/code"] {
            let refused = visit!(site, path, stranger, [("act", "accept")]);
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path} with {stranger}");
            assert!(!refused.body.contains("<nav"), "{path} shows what there is");
        }
        for path in ["/healthz", "/sign-in", "/preferences", "/favicon.ico"] {
            assert!(!visit!(site, path, stranger).header(header::LOCATION).contains("sign-in"), "{path}");
        }
    }
    let back = visit!(site, "/accounts?q=a&sort=name", "");
    assert_eq!(place(&back), "/sign-in?back=%2Faccounts%3Fq%3Da%26sort%3Dname");
}

#[actix_web::test]
async fn signing_in_gives_a_fresh_cookie_for_this_host_only_and_leads_back_within_the_site() {
    let world = world();
    member(&world, "Ana", Role::Rep);
    let site = site!(world);
    let form = |back: &'static str| [("email", " Ana@Example.com "), ("password", PASSWORD), ("back", back)];
    // A token that somebody else put into the browser beforehand must not become that of the session.
    let planted = "__Host-session=planted";
    let first = visit!(site, "/sign-in", planted, form("/leads?sort=name"));
    assert_eq!((first.status, place(&first)), (StatusCode::SEE_OTHER, "/leads?sort=name"), "{}", first.body);
    let set = first.header(header::SET_COOKIE);
    for part in ["__Host-session=", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
        assert!(set.contains(part), "{set} lacks {part}");
    }
    assert!(!set.contains("Domain") && !set.contains("planted"), "{set}");
    assert_eq!(
        visit!(site, "/", planted).status,
        StatusCode::SEE_OTHER,
        "the planted token is worth nothing"
    );
    let page = visit!(site, "/", given(&first));
    assert!(page.status == StatusCode::OK && page.body.contains("Ana"), "{}", page.body);
    let second = visit!(site, "/sign-in", given(&first), form("//evil.example"));
    assert_eq!(place(&second), "/");
    assert_ne!(given(&first), given(&second));
    assert_eq!(visit!(site, "/", given(&first)).status, StatusCode::SEE_OTHER, "the session before it ended");
    for elsewhere in ["https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let came = visit!(
            site,
            "/sign-in",
            "",
            [("email", "ana@example.com"), ("password", PASSWORD), ("back", elsewhere)]
        );
        assert_eq!(place(&came), "/", "{elsewhere}");
    }
    let out = visit!(site, "/sign-out", given(&second), []);
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"), "{}", out.header(header::SET_COOKIE));
    assert_eq!(visit!(site, "/", given(&second)).status, StatusCode::SEE_OTHER, "signed out");
}

#[actix_web::test]
async fn a_refused_sign_in_says_the_same_of_everybody_and_gives_no_password_back() {
    let world = world();
    member(&world, "Ana", Role::Rep);
    let gone = member(&world, "Gone", Role::Rep);
    bareme_engine::people::manage::disable(world.engine(), gone, true).unwrap().unwrap();
    world.add_person("Invited", Role::Rep);
    let site = site!(world);
    let mut said = BTreeMap::new();
    for (who, password) in
        [("ana", "wrong password 1"), ("unheard-of", "wrong password 1"), ("gone", PASSWORD), ("invited", "")]
    {
        let address = format!("{who}@example.com");
        let refused = visit!(site, "/sign-in", "", [("email", address.as_str()), ("password", password)]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
        assert_eq!(refused.header(header::SET_COOKIE), "", "{who}");
        assert!(password.is_empty() || !refused.body.contains(password), "{who}");
        assert_eq!(refused.header(header::CACHE_CONTROL), "no-store");
        said.insert(refused.body.replace(&address, "…").replace(who, "…"), who);
    }
    let pages: Vec<String> =
        said.keys().map(|page| page.split("request").next().unwrap_or_default().to_owned()).collect();
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "{said:?}");
}

#[actix_web::test]
async fn too_many_attempts_wait_and_say_for_how_long() {
    let world = world();
    member(&world, "Ana", Role::Rep);
    let site = site!(world);
    let wrong = [("email", "ana@example.com"), ("password", "not this one at all")];
    let right = [("email", "ana@example.com"), ("password", PASSWORD)];
    for _ in 0..6 {
        assert_eq!(visit!(site, "/sign-in", "", wrong).status, StatusCode::UNPROCESSABLE_ENTITY);
        world.clock().pass_millis(1_000);
    }
    let waits = visit!(site, "/sign-in", "", right);
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "the right password waits as well");
    let seconds: i64 = waits.header(header::RETRY_AFTER).parse().unwrap();
    assert!(seconds > 0 && waits.body.contains("tried too often"), "{}", waits.body);
    world.clock().pass_millis(seconds * 1_000);
    assert_eq!(visit!(site, "/sign-in", "", right).status, StatusCode::SEE_OTHER);
    assert_eq!(visit!(site, "/sign-in", "", wrong).status, StatusCode::UNPROCESSABLE_ENTITY, "counted anew");
}

#[actix_web::test]
async fn a_second_factor_that_is_to_come_reaches_nothing_and_counts_once() {
    let world = world();
    let id = member(&world, "Ana", Role::Rep);
    let site = site!(world);
    let secret = account::enrol(world.engine(), id).unwrap().unwrap().secret;
    let shown = || code_shown(&secret, world.now()).unwrap().reveal().to_owned();
    account::confirm(world.engine(), id, &Secret::new(shown()), &bareme_engine::people::Visitor::default())
        .unwrap()
        .unwrap();
    let form = [("email", "ana@example.com"), ("password", PASSWORD), ("back", "/leads")];
    let half = visit!(site, "/sign-in", "", form);
    assert_eq!(place(&half), "/sign-in/code?back=%2Fleads");
    for path in ["/", "/leads", "/me", "/me/second-factor", "/leads.csv", "/nothing"] {
        let sent = visit!(site, path, given(&half));
        assert!(place(&sent).starts_with("/sign-in/code"), "{path}: {}", sent.status);
    }
    for path in ["/worklist", "/me/password", "/me/second-factor", "/me/second-factor/acts", "/jobs"] {
        let refused = visit!(site, path, given(&half), [("act", "remove")]);
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let code = shown();
    let used = visit!(site, "/sign-in/code", given(&half), [("code", code.as_str())]);
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "this code confirmed the second factor");
    world.clock().pass_millis(30_000);
    let code = shown();
    let whole = visit!(site, "/sign-in/code", given(&half), [("code", code.as_str()), ("back", "/leads")]);
    assert_eq!((whole.status, place(&whole)), (StatusCode::SEE_OTHER, "/leads"), "{}", whole.body);
    assert_ne!(given(&whole), given(&half));
    assert_eq!(visit!(site, "/", given(&whole)).status, StatusCode::OK);
    assert!(place(&visit!(site, "/", given(&half))).starts_with("/sign-in"), "the half session ended");
    let again = visit!(site, "/sign-in", "", form);
    let replayed = visit!(site, "/sign-in/code", given(&again), [("code", code.as_str())]);
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY, "a code counts once");
}

#[actix_web::test]
async fn the_first_administrator_needs_the_code_of_the_console_and_there_is_one() {
    let world = world();
    let site = site!(world);
    assert!(visit!(site, "/sign-in", "").body.contains("No administrator can sign in yet"));
    let page = visit!(site, "/set-up", "");
    assert_eq!(page.status, StatusCode::OK);
    let form = |code: &str| {
        let pairs = [
            ("code", code),
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        pairs.map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |code: &str| {
        let pairs = form(code);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visit!(site, "/set-up", "", pairs)
    };
    assert_eq!(send("").await.status, StatusCode::UNPROCESSABLE_ENTITY, "no code was made yet");
    let old = set_up_code(world.engine());
    assert!(!page.body.contains(old.reveal()) && !visit!(site, "/set-up", "").body.contains(old.reveal()));
    let code = set_up_code(world.engine());
    for wrong in ["", "aaaa", old.reveal()] {
        assert_eq!(send(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let made = send(&code.reveal().to_uppercase()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(visit!(site, "/", given(&made)).body.contains("Ada"));
    assert_eq!(send(code.reveal()).await.status, StatusCode::NOT_FOUND, "the code was used");
    assert_eq!(visit!(site, "/set-up", "").status, StatusCode::NOT_FOUND);
    assert!(set_up::issue_code(world.engine()).unwrap().is_none());
}

#[actix_web::test]
async fn guessing_a_set_up_code_is_throttled() {
    let world = world();
    let site = site!(world);
    let code = set_up_code(world.engine());
    let mut refused = None;
    for guess in 0..60 {
        let guess = format!("guess-{guess}");
        let form = [("code", guess.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
        let answer = visit!(site, "/set-up", "", form);
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(guess);
            break;
        }
    }
    assert!(refused.is_some(), "sixty guesses without a wait");
    let form = [("code", code.reveal()), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(visit!(site, "/set-up", "", form).status, StatusCode::TOO_MANY_REQUESTS);
}

#[actix_web::test]
async fn an_invitation_sets_a_password_once() {
    let world = world();
    let id = world.add_person("Ana", Role::Rep);
    let code = bareme_engine::people::manage::invite(world.engine(), id).unwrap();
    let site = site!(world);
    let page = visit!(site, &format!("/invitation?code={}", code.reveal()), "");
    assert!(page.body.contains(&email("Ana")), "{}", page.body);
    assert!(!page.body.contains("back=%2Finvitation%3Fcode"), "the way back shows no code");
    let accept = |password: &'static str, again: &'static str| {
        vec![("code", code.reveal()), ("password", password), ("again", again)]
    };
    for (password, again) in
        [("short", "short"), (PASSWORD, "something else"), ("ana@example.com", "ana@example.com")]
    {
        let refused = visit!(site, "/invitation", "", accept(password, again));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(!refused.body.contains(&format!("value=\"{password}")), "{password} is given back");
    }
    let done = visit!(site, "/invitation", "", accept(PASSWORD, PASSWORD));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(visit!(site, "/", given(&done)).status, StatusCode::OK);
    let again = visit!(site, "/invitation", "", accept("another password", "another password"));
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        visit!(site, &format!("/invitation?code={}", code.reveal()), "").status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[actix_web::test]
async fn a_role_that_needs_a_second_factor_gets_nowhere_without_one() {
    let world = world();
    member(&world, "Ada", Role::Admin);
    let site = site!(world);
    let form = [("email", "ada@example.com"), ("password", PASSWORD)];
    let before = visit!(site, "/sign-in", "", form);
    assert_eq!(visit!(site, "/", given(&before)).status, StatusCode::OK);
    set_second_factor_roles(world.engine(), &[Role::Admin].into()).unwrap();
    for session in [given(&before), given(&visit!(site, "/sign-in", "", form))] {
        for path in ["/", "/people", "/leads"] {
            assert!(place(&visit!(site, path, session)).starts_with("/me/second-factor"), "{path}");
        }
        assert_eq!(visit!(site, "/jobs", session, []).status, StatusCode::UNAUTHORIZED);
    }
}

#[test]
fn what_was_typed_is_not_in_what_is_logged() {
    let form = crate::pages::post::Posted::of([("password".to_owned(), "hush hush".to_owned())]);
    let said = format!("{:?} {:?}", form, crate::pages::post::PostForm::new(form.clone()));
    assert!(said.contains("password") && !said.contains("hush"), "{said}");
}
