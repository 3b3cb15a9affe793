//! Addresses and forms of any words: never an error of the server, and nothing of what was sent becomes markup.

use actix_web::http::{Uri, header};
use actix_web::rt::System;
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_testkit::{Fuzz, Hot, World};

use crate::app;

use super::ask::{Answer, answer, demo};
use super::html::tags;

/// Pages that read words of their address, each with all of the words that it knows.
const ADDRESSES: [&str; 17] = [
    "/accounts?q=a&country=FR&industry=x&size=50-249&rating=A1&sort=name&order=reverse&model=m&cursor=an.1.50&owner=x",
    "/accounts?cursor=bt.3.616263&surge=yes&mqa=yes&moved=up&from=2026-01-01&until=2026-02-30",
    "/contacts?q=a@x&rating=B&sort=recent&account=1&cursor=an.7.-3&reached=sal&title=x&source=fair&role=champion",
    "/contacts/1?cursor=an.1.1&timeline=an.1.2&model=main",
    "/accounts/1?cursor=an.1.1&timeline=an.1.2&people=at.1.41",
    "/leads?stage=mql&reached=sql&from=2025-01-01&until=2025-12-31&owner=x&reason=no_need&by=source&value=fair&cursor=an.1.2",
    "/leads.csv?stage=mql&rating=A&owner=%3D1%2B1",
    "/leads/1?back=%2Fworklist&worked=1.2.3",
    "/reports/funnel?period=last_quarter&by=source&view=cohort&model=x&country=FR&compare=yes&saved=1",
    "/reports/accounts?from=2026-01-01&until=2026-06-01&by=industry&where=x",
    "/reports/conversion/conversions.csv?by=month&view=activity&from=0001-01-01&until=9999-12-31",
    "/matrix?model=x&rating=D4",
    "/search?q=s",
    "/worklist?scope=team&stage=overdue&who=x&worked=1&sort=due",
    "/imports/1?cursor=an.1.2",
    "/preferences?lang=fr&theme=dark&back=%2Faccounts",
    "/who?back=%2Fworklist&lang=fr&done=saved",
];

const WORDS: [&str; 30] = [
    "%00",
    "%0D%0A",
    "%27%20OR%201%3D1--",
    "%22%3E%3Cscript%3E",
    "<script>",
    "%C3%28",
    "%F0%9F%98%80",
    "%E2%80%AE",
    "..",
    "..%2F",
    "%2e%2e",
    "//",
    "&",
    "=",
    "?",
    "#",
    ";",
    "cursor=",
    "an.",
    "bt.",
    ".9223372036854775808",
    "from=",
    "until=",
    "9999-99-99",
    "+",
    "%",
    "%zz",
    "back=//evil.example",
    "sort=",
    "lang=xx",
];

/// Forms, each with its address on the first line.
const FORMS: [&str; 14] = [
    "/leads/1/acts\nact=accept&seen=1&who=Ana&back=%2Fworklist&note=x",
    "/leads/1/acts\nact=reject&seen=1&who=Ana&reason=no_need&note=%3Cscript%3E&at=2026-05-30",
    "/leads/1/acts\nact=opportunity&seen=1&who=Ana&amount=1+234%2C50&currency=EUR&closes=2026-12-31",
    "/worklist\nact=accept&lead=1.2&lead=2.2&who=Ana&back=%2Fworklist",
    "/sign-in\nemail=a%40x.org&password=x&back=%2F%2Fevil.example",
    "/agreement/reasons\ncode=no_need&label=x&policy=recycle&seen=abc",
    "/agreement/teams\nname=North&leader=Lea&members=Ana%0D%0ABen&seen=abc",
    "/agreement/routing\nname=R&territory=x&team=North&when.0.attribute=country&when.0.is=FR",
    "/agreement/hours\nzone=Europe%2FParis&monday=09%3A00-12%3A00&holidays=2026-12-25",
    "/agreement/service-level\nhours=24&share=0.5",
    "/reports/funnel/views\nname=x&query=by%3Dsource%26from%3D2026-01-01",
    "/jobs\nname=x&kind=rescore&expression=0+6+*+*+*&zone=UTC",
    "/jobs/1\nact=pause&version=1",
    "/reports/mails\nname=x&to=a%40x.org%0D%0ABcc%3A+b%40x.org&report=funnel",
];

#[test]
fn no_address_breaks_a_page() {
    let world = demo();
    let cookie = world.signed_in("Mia Lead", Role::MarketingLeader);
    let system = System::new();
    let site = system.block_on(http::init_service(app(world.engine().clone())));
    Fuzz::new("address").seeds(ADDRESSES).words(WORDS).run(|input| {
        let Some(address) = address(&String::from_utf8_lossy(input)) else { return };
        let request = http::TestRequest::get()
            .uri(&address)
            .insert_header((header::COOKIE, cookie.clone()))
            .to_request();
        let answer = system.block_on(async { answer(http::call_service(&site, request).await).await });
        holds(&address, &answer);
    });
}

#[test]
fn no_form_breaks_a_page() {
    let world = World::new(Backend::Sqlite);
    world.agree("[[team]]\nname = \"North\"\nleader = \"Lea\"\nmembers = [\"Ana\", \"Ben\"]\n");
    let hot = |name| Hot { name, owner: "Ana", title: "Chief", views: 4 };
    world.hand_over(&[hot("Camille"), hot("Tom")]);
    let cookie = world.signed_in("Ana", Role::SalesLeader);
    let system = System::new();
    let site = system.block_on(http::init_service(app(world.engine().clone())));
    Fuzz::new("form").seeds(FORMS).words(WORDS).run(|input| {
        let text = String::from_utf8_lossy(input).into_owned();
        let (path, body) = text.split_once('\n').unwrap_or((&text, ""));
        let Some(path) = address(path) else { return };
        let request = http::TestRequest::post()
            .uri(&path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::COOKIE, cookie.clone()))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload(world.sealed(body, &cookie));
        let request = request.to_request();
        let answer = system.block_on(async { answer(http::call_service(&site, request).await).await });
        holds(&text, &answer);
        assert!(!answer.header(header::LOCATION).starts_with("//"), "{text}");
    });
}

/// What is no address does not come as far as a page.
fn address(text: &str) -> Option<String> {
    let address: Uri = text.parse().ok()?;
    (address.path().starts_with('/') && address.host().is_none()).then(|| text.to_owned())
}

/// A sound answer: no error of the server, and a page in which every tag is one of ours.
fn holds(asked: &str, answer: &Answer) {
    assert!(answer.status.as_u16() < 500, "{asked}: {} {}", answer.status, answer.body);
    if answer.header(header::CONTENT_TYPE).starts_with("text/html") {
        tags(&answer.body);
    }
}
