//! The site as a browser meets it: the true router on a fresh database.

use std::collections::BTreeSet;

use actix_web::http::{Method, StatusCode, header};
use actix_web::test as http;
use bareme_engine::Backend;
use bareme_testkit::World;

use crate::{Site, serve};

use super::ask::{Answer, answer, ask, demo, site};
use super::html::tags;

/// Addresses of this site that a page links to, as a browser reads them.
fn links(page: &str) -> Vec<String> {
    tags(page)
        .iter()
        .filter(|tag| tag.name == "a")
        .filter_map(|tag| tag.attribute("href"))
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .filter(|href| href.starts_with('/'))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

#[actix_web::test]
async fn every_link_of_the_demo_leads_to_a_page_in_both_languages() {
    let world = demo();
    let site = site!(world, "Mia", bareme_access::Role::Marketer);
    for language in ["en", "fr"] {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![String::from("/")];
        while let Some(path) = waiting.pop().filter(|_| seen.len() < 250) {
            if path.starts_with("/preferences") || !seen.insert(path.clone()) {
                continue;
            }
            let answer = ask!(site, &path, [("Accept-Language", language)]);
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            if answer.header(header::CONTENT_TYPE).starts_with("text/html") {
                assert!(answer.body.contains(&format!("<html lang=\"{language}\"")), "{path}");
                assert!(!answer.body.contains('⟦'), "{path} lacks a message");
                waiting.extend(links(&answer.body));
            }
        }
        for page in [
            "/",
            "/accounts",
            "/contacts",
            "/leads",
            "/matrix",
            "/reports/funnel",
            "/imports",
            "/models",
            "/agreement",
            "/jobs",
        ] {
            assert!(seen.contains(page), "{page} was not found by following links");
        }
        assert!(seen.iter().any(|path| path.starts_with("/accounts/")), "no account was seen");
        assert!(seen.iter().any(|path| path.starts_with("/contacts/")), "no contact was seen");
    }
}

#[actix_web::test]
async fn a_monitor_may_ask_whether_a_page_is_there() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for (path, status) in [("/healthz", 200), ("/", 200), ("/accounts", 200), ("/accounts/1", 404)] {
        let request = http::TestRequest::default().method(Method::HEAD).uri(path);
        let request = request.insert_header((header::COOKIE, site.cookie()));
        let answer = http::call_service(&site.service, request.to_request()).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
}

#[actix_web::test]
async fn an_empty_database_says_what_to_do_next() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world, "Mia", bareme_access::Role::Marketer);
    for path in ["/", "/accounts", "/contacts", "/leads", "/reports/funnel", "/matrix", "/imports", "/models"]
    {
        let answer = ask!(site, path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(answer.body.contains("<code>bareme "), "{path} names no command");
    }
    assert!(ask!(site, "/reports/funnel").body.contains("There is nothing to report"));
}

#[actix_web::test]
async fn the_way_on_and_back_through_a_list_shows_the_same_rows() {
    let world = demo();
    let site = site!(world);
    for list in ["/contacts?sort=name", "/contacts", "/contacts?rating=C"] {
        let first = ask!(site, list);
        let follow = |page: &Answer, rel: &str| {
            tags(&page.body)
                .iter()
                .find(|tag| tag.attribute("rel") == Some(rel))
                .and_then(|tag| tag.attribute("href"))
                .map(|href| href.replace("&#38;", "&"))
        };
        let rows = |page: &Answer| -> Vec<String> {
            links(&page.body).into_iter().filter(|href| href.starts_with("/contacts/")).collect()
        };
        let Some(next) = follow(&first, "next") else {
            panic!("{list} fits on one page: {}", rows(&first).len())
        };
        let second = ask!(site, &next);
        assert_eq!(second.status, StatusCode::OK);
        assert!(rows(&first).iter().all(|row| !rows(&second).contains(row)), "{list}: rows on both pages");
        let back = ask!(site, &follow(&second, "prev").unwrap());
        assert_eq!(rows(&back), rows(&first), "{list}");
    }
}

#[actix_web::test]
async fn what_does_not_exist_is_a_page_with_a_way_back() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for path in [
        "/nothing",
        "/accounts/1",
        "/contacts/99",
        "/accounts/x",
        "/imports/7",
        "/models/nobody",
        "/accounts?model=none",
    ] {
        let answer = ask!(site, path, [("Accept-Language", "fr")]);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("Il n’y a rien ici") && answer.body.contains("href=\"/\""), "{path}");
        let reference = answer.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next());
        assert!(reference.is_some_and(|id| id.len() == 36), "{path} has no reference: {reference:?}");
    }
}

#[actix_web::test]
async fn a_cursor_that_is_not_ours_leads_back_with_the_filters_kept() {
    let world = demo();
    let site = site!(world, "Mia", bareme_access::Role::Marketer);
    for path in [
        "/accounts?country=FR&cursor=%00",
        "/contacts?cursor=bogus",
        "/leads?stage=mql&cursor=!",
        "/imports?cursor=x",
    ] {
        let answer = ask!(site, path);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let list =
            path.split(['?', '&']).filter(|part| !part.starts_with("cursor")).collect::<Vec<_>>().join("?");
        assert!(answer.body.contains(&format!("href=\"{list}\"")), "{path} does not lead back to {list}");
    }
}

#[actix_web::test]
async fn a_wrong_filter_is_kept_and_explained_beside_its_field() {
    let world = demo();
    let site = site!(world);
    let answer = ask!(site, "/accounts?rating=Z9&size=huge&q=%3Cb%3E");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("“Z9” is not a rating"));
    assert!(answer.body.contains("“huge” is not one of the choices"));
    assert!(answer.body.contains("value=\"&#60;b&#62;\""));
    let answer = ask!(site, "/reports/funnel?from=2026-02-30&until=soon&by=moon");
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body.matches("aria-invalid=\"true\"").count(), 3);
}

#[actix_web::test]
async fn a_foreign_host_name_is_refused() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for host in ["evil.example", "evil.example:8080", "10.1.2.3"] {
        let answer = ask!(site, "/", [("Host", host)]);
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.body.contains("<html"), "{host}");
    }
    for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
        assert_eq!(ask!(site, "/", [("Host", host)]).status, StatusCode::OK, "{host}");
    }
}

#[actix_web::test]
async fn every_answer_forbids_foreign_and_inline_code() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for path in ["/", "/nothing", "/static/0/css/base.css", "/healthz"] {
        let answer = ask!(site, path);
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
    }
}

#[actix_web::test]
async fn a_static_file_is_sent_once() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let home = ask!(site, "/").body;
    let sheets: Vec<_> = tags(&home)
        .into_iter()
        .filter(|tag| tag.name == "link" || tag.name == "script")
        .filter_map(|tag| tag.attribute("href").or(tag.attribute("src")).map(str::to_owned))
        .collect();
    assert!(sheets.len() > 10);
    for sheet in sheets {
        let first = ask!(site, &sheet);
        assert_eq!(first.status, StatusCode::OK, "{sheet}");
        let tag = first.header(header::ETAG);
        let again = ask!(site, &sheet, [("If-None-Match", tag)]);
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{sheet}");
    }
    for path in ["/static/0/no.css", "/static/0/../Cargo.toml", "/static/0/%2e%2e/Cargo.toml", "/static/0/"] {
        assert_eq!(ask!(site, path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[actix_web::test]
async fn the_language_is_chosen_by_address_cookie_and_browser_in_this_order() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let is_french = |answer: &Answer| answer.body.contains("<html lang=\"fr\"");
    assert!(is_french(&ask!(site, "/", [("Accept-Language", "de, fr;q=0.5")])));
    assert!(is_french(&ask!(site, "/", [("Accept-Language", "en"), ("Cookie", "lang=fr")])));
    let asked = ask!(site, "/accounts?lang=fr", [("Cookie", "lang=en")]);
    assert!(is_french(&asked));
    assert!(asked.header(header::SET_COOKIE).starts_with("lang=fr;"));
    let switched = ask!(site, "/preferences?lang=fr&back=%2Faccounts%3Fq%3Da%26lang%3Den");
    assert_eq!(switched.status, StatusCode::SEE_OTHER);
    assert_eq!(switched.header(header::LOCATION), "/accounts?q=a");
    let away = ask!(site, "/preferences?theme=dark&back=%2F%2Fevil.example");
    assert_eq!(away.header(header::LOCATION), "/");
}

#[actix_web::test]
async fn the_server_listens_on_this_machine_only_and_says_when_it_cannot() {
    let world = World::new(Backend::Sqlite);
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let refused =
            serve(world.engine().clone(), Site::on(address.parse().unwrap()), |_| panic!("it listens")).await;
        assert!(refused.unwrap_err().to_string().contains("127.0.0.1"), "{address}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let refused =
        serve(world.engine().clone(), address, |_| panic!("it listens")).await.unwrap_err().to_string();
    assert!(refused.contains(&address.to_string()) && refused.contains("another port"), "{refused}");
}
