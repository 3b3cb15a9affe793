//! What is sent to the site: only its own pages may change something, and a refusal is a page.

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use actix_web::{HttpResponse, web};
use bareme_engine::Backend;
use bareme_scoring::Instant;
use bareme_testkit::World;

use crate::pages::post::{Posted, done};
use crate::rights::{Verb, table};
use crate::{Now, app_with, urls};

use super::ask::{Answer, answer, ask, site};

/// A site with one form that can be sent.
async fn send(path: &str, headers: &[(&str, &str)], body: &'static str) -> Answer {
    async fn carry_out(form: Posted) -> HttpResponse {
        assert_eq!(form.text("name"), Some("Ana"));
        done(&urls::leads(), "saved")
    }
    let site = http::init_service(app_with(Now::new(|| Instant::from_millis(0)), |config| {
        config.route("/form", web::post().to(carry_out));
    }))
    .await;
    let mut request = http::TestRequest::post()
        .uri(path)
        .insert_header((header::HOST, "localhost:8080"))
        .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
        .set_payload(body);
    for header in headers {
        request = request.insert_header(*header);
    }
    answer(http::call_service(&site, request.to_request()).await).await
}

#[actix_web::test]
async fn a_form_of_this_site_is_carried_out_and_leads_on() {
    let own = [("sec-fetch-site", "same-origin"), ("cookie", "lang=fr")];
    let answer = send("/form", &own, "name=Ana").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), "/leads?done=saved");
    let tool = send("/form", &[], "name=Ana").await;
    assert_eq!(tool.status, StatusCode::SEE_OTHER, "a tool that acts in nobody's name");
}

#[actix_web::test]
async fn a_form_of_another_site_changes_nothing_and_says_so_in_the_visitors_language() {
    for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://evil.example")]] {
        let answer = send("/form", &headers, "name=Eve").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.body.contains("Nothing was changed"), "{}", answer.body);
    }
    let french = [("sec-fetch-site", "same-site"), ("accept-language", "fr")];
    let answer = send("/nowhere", &french, "name=Eve").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("Rien n’a été changé"), "{}", answer.body);
}

#[actix_web::test]
async fn every_form_needs_the_token_of_who_sends_it() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let other = world.sealed("", &site.cookie_of("Ben"));
    let forms = table().entries().into_iter().filter(|entry| entry.verb == Verb::Post);
    let mut tried = 0;
    for path in forms.map(|entry| address(entry.pattern)) {
        for body in ["", "form_token=", "form_token=0000", &other] {
            let request = http::TestRequest::post()
                .uri(&path)
                .insert_header((header::HOST, "localhost:8080"))
                .insert_header(("sec-fetch-site", "same-origin"))
                .insert_header((header::COOKIE, site.cookie()))
                .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
                .set_payload(body.to_owned());
            let answer = answer(http::call_service(&site.service, request.to_request()).await).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {body}");
            assert!(answer.body.contains("This form is out of date"), "{path}: {}", answer.body);
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
    assert_eq!(ask!(site, "/me").status, StatusCode::OK, "the session goes on");
}

/// An address of a pattern.
fn address(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[actix_web::test]
async fn only_the_catalogue_speaks_in_a_confirmation() {
    let ask = async |path: &'static str| {
        let site = http::init_service(app_with(Now::new(|| Instant::from_millis(0)), |_| ())).await;
        let request = http::TestRequest::get().uri(path).insert_header((header::HOST, "localhost"));
        answer(http::call_service(&site, request.to_request()).await).await.body
    };
    assert!(ask("/x?done=saved").await.contains("role=\"status\""));
    for path in ["/x?done=%3Cb%3Ehello", "/x?done=hello", "/x?done=", "/x"] {
        let page = ask(path).await;
        assert!(!page.contains("role=\"status\"") && !page.contains("hello\""), "{path}: {page}");
    }
    assert!(!ask("/x?done=saved&a=1").await.contains("done%3Dsaved"), "it is said once");
}
