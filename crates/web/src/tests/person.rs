//! The rights of people who are scored, through the pages: who may give out what is held, ask for an erasure, and erase.

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_engine::person::requests;
use bareme_testkit::{Kind, World};

use super::ask::{Answer, answer, ask, site};

/// Sends a form, as a page of the site does.
macro_rules! send {
    ($site:expr, $path:expr, $body:expr) => {{
        let request = http::TestRequest::post()
            .uri($path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::COOKIE, $site.cookie()))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload($site.sealed($body, &$site.cookie()));
        let answer: Answer = answer(http::call_service(&$site.service, request.to_request()).await).await;
        answer
    }};
}

fn world() -> World {
    let world = World::new(Backend::Sqlite);
    world.import(Kind::Contacts, "key,email,name,title\nc1,ines@example.org,Inès Müller,CFO\n").run();
    world
}

#[actix_web::test]
async fn one_asks_for_an_erasure_and_an_administrator_does_it() {
    let world = world();
    let id = world.contact("c1").id;
    let (held, asking, erasing) = (
        format!("/contacts/{id}/held"),
        format!("/contacts/{id}/erasure/ask"),
        format!("/contacts/{id}/erasure"),
    );
    let marketer = site!(world, "Mia", Role::Marketer);
    let page = ask!(marketer, &held);
    assert!(page.body.contains("Inès Müller") && page.body.contains("You are not scored."), "{}", page.body);
    assert!(!page.body.contains("Erase this person"), "a marketer asks, and does not erase");
    assert_eq!(send!(marketer, &erasing, "sure=yes").status, StatusCode::NOT_FOUND);
    assert_eq!(ask!(marketer, "/erasures").status, StatusCode::NOT_FOUND);
    assert_eq!(send!(marketer, &asking, "").header(header::LOCATION), format!("{held}?done=erasure-asked"));
    assert_eq!(
        send!(marketer, &asking, "").header(header::LOCATION),
        format!("{held}?done=erasure-asked-before")
    );
    let admin = site!(world, "Ada", Role::Admin);
    let list = ask!(admin, "/erasures").body;
    assert!(list.contains("Mia") && list.contains(&held) && !list.contains("Müller"), "{list}");
    assert!(ask!(admin, &held).body.contains("Erase this person"));
    let unsure = send!(admin, &erasing, "");
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST);
    assert!(unsure.body.contains("Tick the box"), "{}", unsure.body);
    assert_eq!(world.contact_keys(), ["c1"], "nothing was erased");
    let done = send!(admin, &erasing, "sure=yes");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(
        done.header(header::LOCATION).starts_with("/erasures?done=erased"),
        "{}",
        done.header(header::LOCATION)
    );
    assert_eq!(world.contact_keys(), [] as [String; 0]);
    let (by, _) = requests(world.engine()).unwrap().remove(0).done.unwrap();
    assert_eq!(by, "Ada");
    assert_eq!(ask!(admin, &held).status, StatusCode::NOT_FOUND);
    let acts: Vec<String> =
        bareme_engine::audit::list(world.engine(), &bareme_engine::audit::AuditQuery::default())
            .unwrap()
            .rows
            .into_iter()
            .filter(|row| row.action.starts_with("erase"))
            .map(|row| format!("{} {}", row.actor, row.action))
            .collect();
    assert_eq!(acts, ["Ada erase", "Mia erase-ask"]);
}

#[actix_web::test]
async fn what_is_held_on_somebody_is_given_out_by_whom_it_is_shown_to_unmasked() {
    let world = world();
    let id = world.contact("c1").id;
    let file = format!("/contacts/{id}/held.json");
    let marketer = site!(world, "Mia", Role::Marketer);
    let given = ask!(marketer, &file);
    assert!(
        given.header(header::CONTENT_DISPOSITION).starts_with("attachment"),
        "it is never shown as a page"
    );
    assert!(given.body.starts_with('{') && given.body.contains("ines@example.org"), "{}", given.body);
    for (name, role) in [("Ada", Role::Admin), ("Rita", Role::Rep)] {
        let other = site!(world, name, role);
        assert_eq!(ask!(other, &file).status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let admin = site!(world, "Ada", Role::Admin);
    let page = ask!(admin, &format!("/contacts/{id}/held")).body;
    assert!(!page.contains("Müller") && !page.contains(&file), "masked, and without the file: {page}");
}
