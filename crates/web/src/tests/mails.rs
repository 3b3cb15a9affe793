//! Somebody mails a report through the true router: what was typed is kept with what is wrong, and what is right is listed,
//! paused, sent and deleted.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_engine::mailing::{self, Address, Dispatch, Letter, Post, Postman, State, Undelivered};
use bareme_testkit::World;

use crate::{LetterPress, app};

use super::ask::{Site, answer, ask, demo, site};

/// Refuses every letter.
struct Refusing;

impl Postman for Refusing {
    fn deliver(&self, _: &Dispatch<'_>) -> Result<String, Undelivered> {
        Err(Undelivered::Refused("550 5.1.1 no <such> user".to_owned()))
    }

    fn described(&self) -> String {
        "smtps://mail.example.com:465, reports@example.com".to_owned()
    }
}

/// Sends a form as a page of the site would. A macro, because a site's type has no name.
macro_rules! send {
    ($site:expr, $path:expr, $pairs:expr) => {{
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs($pairs).finish();
        let request = http::TestRequest::post()
            .uri($path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::COOKIE, $site.cookie()))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload($site.sealed(&body, &$site.cookie()));
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
}

/// A form that can be saved.
const GOOD: [(&str, &str); 8] = [
    ("report", "funnel"),
    ("query", "period=last_quarter&by=source"),
    ("name", "Funnel for leaders"),
    ("to", "ann@example.com, Bob <bob@example.org>"),
    ("language", "fr"),
    ("often", "weekly"),
    ("weekday", "1"),
    ("time", "7:00"),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = GOOD.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

#[actix_web::test]
async fn every_report_leads_to_its_mail_with_its_filter() {
    let world = demo();
    let site = site!(world);
    let page = ask!(site, "/reports/funnel?by=source&country=FR");
    let link = "/reports/mails/new?report=funnel&#38;query=by%3Dsource%26country%3DFR";
    assert!(page.body.contains(link), "{}", page.body);
    assert!(ask!(site, "/reports").body.contains("/reports/mails"));
}

#[actix_web::test]
async fn a_report_is_mailed_and_what_is_wrong_stands_beside_its_field() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        let site = site!(world);
        let form = ask!(site, "/reports/mails/new?report=funnel&query=period%3Dlast_quarter%26by%3Dsource");
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.body.contains("Funnel by mail") && form.body.contains("BAREME_MAIL_URL"));
        let wrong = with(&[("to", "ann@example.com, <b>bob"), ("name", ""), ("zone", "Mars")]);
        let refused = send!(site, "/reports/mails", wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "&#60;b&#62;bob” is not an address",
            "“Mars” is not a time zone",
            "ann@example.com, &#60;b&#62;bob</textarea>",
        ] {
            assert!(refused.body.contains(part), "{part} in {}", refused.body);
        }
        let nobody = send!(site, "/reports/mails", with(&[("to", " , ")]));
        assert!(nobody.body.contains("Name at least one address"));
        assert!(ask!(site, "/reports/mails").body.contains("No report is mailed yet"));
        let made = send!(site, "/reports/mails", GOOD);
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let list = ask!(site, "/reports/mails");
        for part in
            ["Funnel for leaders", "ann@example.com", "bob@example.org", "Français", "Every Monday at 07:00"]
        {
            assert!(list.body.contains(part), "{part} in {}", list.body);
        }
        let taken = send!(site, "/reports/mails", GOOD);
        assert!(taken.body.contains("Another job has that name"), "{}", taken.body);
    }
}

#[actix_web::test]
async fn it_is_edited_paused_sent_and_deleted_and_other_jobs_are_left_alone() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        bareme_engine::jobs::seed(world.engine()).unwrap();
        let site = site!(world);
        send!(site, "/reports/mails", GOOD);
        let mails = mailing::schedules::list(world.engine()).unwrap();
        let (id, seen) = (mails[0].row.id, mails[0].revision.to_string());
        let path = format!("/reports/mails/{id}");
        let form = ask!(site, &path);
        assert!(form.body.contains("ann@example.com\nbob@example.org</textarea>"), "{}", form.body);
        let nobody = send!(site, &path, with(&[("to", ""), ("seen", "1")]));
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let changed: Vec<(&str, &str)> =
            with(&[("to", "cid@example.com")]).into_iter().chain([("seen", seen.as_str())]).collect();
        assert_eq!(send!(site, &path, changed.clone()).status, StatusCode::SEE_OTHER);
        assert_eq!(mailing::schedules::find(world.engine(), id).unwrap().order.to, "cid@example.com");
        let stale = send!(site, &path, changed);
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
        let nothing: [(&str, &str); 0] = [];
        for (act, done) in [
            ("pause", "mail-paused"),
            ("resume", "mail-resumed"),
            ("send", "mail-asked"),
            ("delete", "mail-deleted"),
        ] {
            let answer = send!(site, &format!("{path}/{act}"), nothing);
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}: {}", answer.body);
            assert!(answer.header(header::LOCATION).ends_with(done), "{act}");
        }
        assert_eq!(send!(site, &format!("{path}/pause"), nothing).status, StatusCode::NOT_FOUND);
        assert_eq!(
            send!(site, "/reports/mails/1/delete", nothing).status,
            StatusCode::NOT_FOUND,
            "the nightly scoring"
        );
        assert_eq!(ask!(site, "/reports/mails/1").status, StatusCode::NOT_FOUND);
        assert_eq!(ask!(site, "/reports/mails/new?report=weather").status, StatusCode::NOT_FOUND);
    }
}

#[actix_web::test]
async fn a_refused_letter_is_shown_with_the_servers_sentence_and_sent_again() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        let post = Post {
            postman: Some(Arc::new(Refusing)),
            press: Some(Arc::new(LetterPress::new("https://bareme.example.com"))),
        };
        let engine = world.engine().clone().with_post(post);
        let letter = Letter { subject: "Hello <i>you</i>".to_owned(), ..Letter::default() };
        let to = [Address::parse("ann@example.com").unwrap()];
        mailing::queue(&engine, "a", None, &letter, &to).unwrap();
        mailing::send_waiting(&engine, &|| false).unwrap();
        let service = http::init_service(app(engine.clone())).await;
        let site = Site::new(service, &world, "Mia Lead", Role::MarketingLeader);
        let list = ask!(site, "/reports/mails");
        for part in [
            "Hello &#60;i&#62;you",
            "550 5.1.1 no &#60;such&#62; user",
            "Send again",
            "smtps://mail.example.com:465",
        ] {
            assert!(list.body.contains(part), "{part} in {}", list.body);
        }
        let id = mailing::show(&engine, None).unwrap().letters[0].deliveries[0].id;
        let nothing: [(&str, &str); 0] = [];
        assert_eq!(send!(site, &format!("/letters/{id}/again"), nothing).status, StatusCode::SEE_OTHER);
        assert_eq!(mailing::show(&engine, None).unwrap().letters[0].deliveries[0].state, State::Waiting);
        assert_eq!(send!(site, &format!("/letters/{id}/again"), nothing).status, StatusCode::NOT_FOUND);
    }
}
