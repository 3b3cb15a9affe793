//! An admin's day with jobs through the true router: made, previewed, changed, paused, run; nothing typed is lost.

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_engine::jobs::{Kinds, Pace, Server, seed};
use bareme_testkit::World;

use super::ask::{Answer, answer, ask, site};
use super::html::tags;

/// Sends a form as a page of the site would. A macro, because a site's type has no name.
macro_rules! send {
    ($site:expr, $path:expr, $pairs:expr) => {
        send!($site, $path, $pairs, $site.cookie())
    };
    ($site:expr, $path:expr, $pairs:expr, $cookie:expr) => {{
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs($pairs).finish();
        let cookie: String = $cookie;
        let request = http::TestRequest::post()
            .uri($path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header((header::COOKIE, cookie.clone()))
            .set_payload($site.sealed(&body, &cookie));
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
}

/// A form that can be saved.
const GOOD: [(&str, &str); 8] = [
    ("name", "Île de nuit"),
    ("kind", "score"),
    ("often", "weekly"),
    ("weekday", "7"),
    ("time", "6:30"),
    ("zone", "Europe/Paris"),
    ("catch_up", "yes"),
    ("expression", ""),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = GOOD.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

/// What a page has in a field.
fn typed(page: &Answer, field: &str) -> String {
    let id = format!("f-{field}");
    let found = tags(&page.body).into_iter().find(|tag| tag.attribute("id") == Some(&id));
    found.and_then(|tag| tag.attribute("value").map(str::to_owned)).unwrap_or_default()
}

fn worlds() -> [World; 2] {
    [World::new(Backend::Sqlite), World::new(Backend::Postgres)]
}

#[actix_web::test]
async fn a_job_is_previewed_made_and_shown_in_its_zone() {
    for world in worlds() {
        let site = site!(world, "Ana", Role::Admin);
        let new = ask!(site, "/jobs/new");
        assert!(new.body.contains("Tuesday 2 Jun 2026, 06:00"), "the usual one, tomorrow: {}", new.body);
        let looked = send!(site, "/jobs", with(&[("preview", "yes")]));
        assert_eq!(looked.status, StatusCode::OK);
        for day in ["7 Jun", "14 Jun", "21 Jun", "28 Jun", "5 Jul"] {
            assert!(looked.body.contains(&format!("Sunday {day} 2026, 06:30")), "{day}: {}", looked.body);
        }
        assert_eq!(typed(&looked, "name"), "Île de nuit");
        assert!(!ask!(site, "/jobs").body.contains("nuit"), "looking makes nothing");
        let made = send!(site, "/jobs", GOOD.to_vec());
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        assert_eq!(made.header(header::LOCATION), "/jobs/1?done=job-made");
        let list = ask!(site, "/jobs");
        assert!(
            list.body.contains("Every Sunday at 06:30") && list.body.contains("Sunday 7 Jun 2026, 06:30")
        );
        let french = ask!(site, "/jobs/1", [("Accept-Language", "fr")]);
        assert!(french.body.contains("Chaque dimanche à 06:30"), "{}", french.body);
        assert_eq!(
            (typed(&french, "time").as_str(), typed(&french, "zone").as_str()),
            ("06:30", "Europe/Paris")
        );
    }
}

#[actix_web::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world, "Ana", Role::Admin);
    let wrong = [
        (with(&[("time", "25:00")]), "e-time", "is not a time such as 06:30"),
        (with(&[("time", "")]), "e-time", "This is needed"),
        (with(&[("often", "monthly"), ("day", "31")]), "e-day", "is not a whole number from 1 to 28"),
        (with(&[("often", "expression"), ("expression", "0 6 * *")]), "e-expression", "This has 4"),
        (with(&[("often", "expression"), ("expression", "61 6 * * *")]), "e-expression", "is no minute"),
        (with(&[("often", "expression"), ("expression", "0 0 31 2 *")]), "e-expression", "would never run"),
        (with(&[("zone", "Paris")]), "e-zone", "is not a time zone such as Europe/Paris"),
        (with(&[("name", "")]), "e-name", "This is needed"),
        (with(&[("often", "sometimes")]), "e-often", "is not one of the choices"),
        (
            with(&[("kind", "retention"), ("parameter.runs_days", "1")]),
            "e-parameter.runs_days",
            "from 7 to 3650",
        ),
    ];
    for (pairs, place, sentence) in wrong {
        let refused = send!(site, "/jobs", pairs.clone());
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{pairs:?}");
        let after = refused.body.split_once(&format!("id=\"{place}\"")).map(|(_, rest)| rest);
        let told = after.and_then(|rest| rest.split_once("</p>")).map(|(told, _)| told).unwrap_or_default();
        assert!(told.contains(sentence), "{pairs:?}: {told}");
        assert_eq!(refused.body.matches("class=\"field-error\"").count(), 1, "{pairs:?}");
        for (name, value) in pairs.iter().filter(|(name, _)| ["name", "time", "zone"].contains(name)) {
            assert_eq!(typed(&refused, name), *value, "{name}");
        }
    }
    assert!(ask!(site, "/jobs").body.contains("There are no jobs yet"), "nothing was made");
}

#[actix_web::test]
async fn of_two_who_change_a_job_the_second_is_told() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world, "Ana", Role::Admin);
    assert_eq!(send!(site, "/jobs", GOOD.to_vec()).status, StatusCode::SEE_OTHER);
    let ben = site.cookie_of("Ben");
    let first = send!(site, "/jobs/1", with(&[("seen", "1"), ("time", "07:00")]), ben);
    assert_eq!(first.header(header::LOCATION), "/jobs/1?done=saved");
    let second = send!(site, "/jobs/1", with(&[("seen", "1"), ("time", "08:00")]));
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("Ben changed this job while you did"), "{}", second.body);
    assert_eq!(typed(&second, "time"), "08:00");
    let again = send!(site, "/jobs/1", with(&[("seen", "2"), ("time", "08:00")]));
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(ask!(site, "/jobs/1").body.contains("Every Sunday at 08:00"));
}

#[actix_web::test]
async fn a_job_is_run_paused_resumed_cancelled_and_deleted_by_its_buttons() {
    for world in worlds() {
        let site = site!(world, "Ana", Role::Admin);
        seed(world.engine()).unwrap();
        let act = |word: &'static str| vec![("act", word)];
        let asked = send!(site, "/jobs/1/acts", act("run"));
        assert_eq!(asked.header(header::LOCATION), "/jobs/1?done=job-asked");
        assert!(ask!(site, "/jobs/1").body.contains("waiting for a server"));
        let server = Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), "a");
        for claim in server.look(9).unwrap() {
            server.execute(&claim);
        }
        let shown = ask!(site, "/jobs/1");
        assert!(shown.body.contains("There is no model to score with yet"), "{}", shown.body);
        assert!(shown.body.contains("asked for by Ana"));
        let run = ask!(site, "/jobs/runs/1");
        assert!(run.body.contains("Nightly scoring") && run.body.contains("done"), "{}", run.body);
        send!(site, "/jobs/1/acts", act("pause"));
        assert!(ask!(site, "/jobs").body.contains("paused"));
        send!(site, "/jobs/1/acts", act("resume"));
        assert!(!ask!(site, "/jobs").body.contains("paused"));
        send!(site, "/jobs/1/acts", act("run"));
        let cancelled = send!(site, "/jobs/runs/2/cancel", act(""));
        assert_eq!(cancelled.header(header::LOCATION), "/jobs/runs/2?done=run-cancelled");
        assert!(ask!(site, "/jobs/runs/2").body.contains("Cancelled by"));
        let kept = send!(site, "/jobs/1/acts", act("delete"));
        assert_eq!(kept.header(header::LOCATION), "/jobs/1?done=job-kept", "it exists from the start");
        assert_eq!(send!(site, "/jobs/1/acts", act("dance")).status, StatusCode::BAD_REQUEST);
        assert_eq!(send!(site, "/jobs", GOOD.to_vec()).status, StatusCode::SEE_OTHER);
        assert_eq!(
            send!(site, "/jobs/7/acts", act("delete")).header(header::LOCATION),
            "/jobs?done=job-deleted"
        );
        for gone in ["/jobs/7", "/jobs/runs/99", "/jobs/x"] {
            assert_eq!(ask!(site, gone).status, StatusCode::NOT_FOUND, "{gone}");
        }
    }
}
