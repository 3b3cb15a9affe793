//! Holes that comparable products had, tried by their cause.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::test as http;
use bareme_access::{Principal, Role};
use bareme_engine::Backend;
use bareme_testkit::{Kind, World, csv, row};

use super::ask::{answer, ask, site};
use super::html::tags;

/// What would end a text of SQL, widen a pattern, or sort by something that the page does not show.
const INJECTED: [&str; 12] = [
    "x'%20OR%20'1'%3D'1",
    "x%27%29%20OR%201%3D1--",
    "%25",
    "_",
    "%5C",
    "name%3B%20DROP%20TABLE%20contacts",
    "password_hash",
    "token",
    "1%20DESC",
    "%00",
    "x%22%20UNION%20SELECT%201",
    "*",
];

fn world(backend: Backend) -> World {
    let world = World::new(backend);
    world.import(Kind::Accounts, csv(&[row("acme").with("name", "Acme").with("owner", "Ana")])).run();
    let people =
        [row("a").with("name", "Anton").with("email", "anton@acme.example"), row("b").with("name", "Berta")];
    world.import(Kind::Contacts, csv(&people)).run();
    world
}

/// All rows but those that are about who looks.
fn rows(world: &World) -> BTreeMap<String, String> {
    let about_looking = ["audit", "session"];
    let rows = world.digest().into_iter();
    rows.filter(|(table, _)| !about_looking.iter().any(|word| table.contains(word))).collect()
}

#[actix_web::test]
async fn no_word_of_an_address_becomes_part_of_a_question_to_the_database() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = world(backend);
        let site = site!(world);
        site.cookie();
        let before = rows(&world);
        for list in ["/accounts", "/contacts", "/leads", "/worklist", "/search"] {
            for word in INJECTED {
                for name in [
                    "q", "country", "industry", "owner", "model", "stage", "source", "sort", "order",
                    "rating",
                ] {
                    let path = format!("{list}?{name}={word}");
                    let answer = ask!(site, &path);
                    assert!(
                        answer.status.is_success() || answer.status.is_client_error(),
                        "{path}: {}",
                        answer.status
                    );
                    let finds =
                        tags(&answer.body).iter().any(|tag| tag.attribute("class") == Some("row-title"));
                    assert!(
                        name != "q" || !finds,
                        "{path} finds somebody: a wildcard or a condition got through"
                    );
                }
            }
        }
        assert_eq!(rows(&world), before);
    }
}

#[actix_web::test]
async fn a_file_of_rejects_is_no_page_whatever_is_in_it() {
    let world = World::new(Backend::Sqlite);
    let evil = "<script>alert(1)</script>";
    let table = format!("key,revenue\nok,5\n{evil},{evil}\n=HYPERLINK(1),x\n");
    let mara = Principal { user: 1, name: "Mara".to_owned(), role: Role::Marketer, team: None };
    let file = world.write_file("x.html", table);
    let summary = world.import_file(Kind::Accounts, file).seen_by(&world.engine().seen_by(mara)).run();
    let site = site!(world, "Mara", Role::Marketer);
    let file = ask!(site, &format!("/imports/{}/rejects.csv", summary.id));
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains(evil) && file.body.contains(",'=HYPERLINK(1),"), "{}", file.body);
    assert_eq!(file.header(actix_web::http::header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(file.header(actix_web::http::header::CONTENT_DISPOSITION).starts_with("attachment;"));
    assert!(file.header(actix_web::http::header::CONTENT_SECURITY_POLICY).contains("sandbox"));
}
