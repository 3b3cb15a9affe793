//! A day of sales through the true router on both databases: what is done is done under a name, what is refused says why,
//! and nothing that was typed is lost.

mod typed;

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_engine::pages::lead;
use bareme_engine::view::LeadPage;
use bareme_scoring::{Answer as Found, Event, Points, Stage};
use bareme_testkit::{Hot, World};

use super::ask::{Answer, answer, ask, site};
use super::html::tags;

const TEAMS: &str = "[[team]]\nname = \"North\"\nleader = \"Lea\"\nmembers = [\"Ana\", \"Ben\"]\n";

/// Sends a form as a page of the site would, by somebody who is signed in, or by nobody. A macro, because a site's type has no name.
macro_rules! send {
    ($site:expr, $path:expr, $who:expr, $language:expr, $pairs:expr) => {{
        let cookie = if $who.is_empty() { String::new() } else { $site.cookie_of($who) };
        let mut request = http::TestRequest::post()
            .uri($path)
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::ACCEPT_LANGUAGE, $language))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload($site.sealed(&encoded(&$pairs), &cookie));
        if !cookie.is_empty() {
            request = request.insert_header((header::COOKIE, cookie));
        }
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
    ($site:expr, $path:expr, $who:expr, $pairs:expr) => {
        send!($site, $path, $who, "en", $pairs)
    };
}

use send;

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A world of each database, with leads of Ana.
fn worlds() -> impl Iterator<Item = (World, Vec<i64>)> {
    [Backend::Sqlite, Backend::Postgres].into_iter().map(|backend| {
        let world = World::new(backend);
        world.agree(TEAMS);
        let hot = |name, title| Hot { name, owner: "Ana", title, views: 4 };
        let leads = world.hand_over(&[hot("Camille", "Chief"), hot("Tom", "Chief"), hot("Zoe", "Director")]);
        (world, leads)
    })
}

fn shown(world: &World, id: i64) -> LeadPage {
    lead::show(world.engine(), id, Some("Ana")).unwrap()
}

fn acts(id: i64) -> String {
    format!("/leads/{id}/acts")
}

/// What a page shows of a field: the text of an area, or the value of an input.
fn typed(page: &Answer, id: &str) -> String {
    let found = tags(&page.body).into_iter().find(|tag| tag.attribute("id") == Some(id));
    let tag = found.unwrap_or_else(|| panic!("no field {id}: {}", page.body));
    if tag.name == "textarea" {
        let start = page.body.split(&format!("id=\"{id}\"")).nth(1).unwrap();
        let text = start.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
        return text.to_owned();
    }
    tag.attribute("value").unwrap_or_default().to_owned()
}

/// The choice of a select.
fn chosen(page: &Answer, id: &str) -> String {
    let inside = page.body.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no field {id}"));
    let options = inside.split_once("</select>").unwrap().0;
    let selected = options.split("<option value=\"").skip(1).find(|option| {
        option.split_once('>').is_some_and(|(attributes, _)| attributes.ends_with(" selected"))
    });
    selected.map(|option| option.split_once('"').unwrap().0.to_owned()).unwrap_or_default()
}

/// The sentence beside a field.
fn beside(page: &Answer, id: &str) -> String {
    let start = page.body.split(&format!("id=\"{id}\"")).nth(1);
    let start = start.unwrap_or_else(|| panic!("nothing stands beside {id}: {}", page.body));
    let inside = start.split_once("</p>").unwrap().0;
    inside.rsplit_once("</svg>").map_or(inside, |(_, text)| text).trim().to_owned()
}

#[actix_web::test]
async fn nobody_acts_without_signing_in_and_nobody_under_another_name() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let reject = [
            ("act", "reject"),
            ("reason", "no_need"),
            ("note", "Not \"now\""),
            ("seen", "1"),
            // Nobody says any more who they are.
            ("who", "Ana"),
        ];
        let asked = send!(site, &acts(leads[0]), "", reject);
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.body.contains("what you typed is still in it"), "{}", asked.body);
        assert_eq!(shown(&world, leads[0]).lead.stage, Stage::Mql, "nothing is done");
        let done = send!(site, &acts(leads[0]), "Ben", reject);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = shown(&world, leads[0]);
        assert_eq!(page.lead.stage, Stage::Recycled);
        let entry = page.log.iter().find(|entry| entry.entry.event == Event::Reject).unwrap();
        assert_eq!(
            (entry.entry.who.as_str(), entry.entry.detail.note.as_deref()),
            ("Ben", Some("Not \"now\""))
        );
    }
}

#[actix_web::test]
async fn a_lead_goes_all_the_way_and_each_page_offers_only_what_can_be_done() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let id = leads[0];
        let address = acts(id);
        let offered = async |stage: &str| {
            let page = ask!(site, &format!("/leads/{id}"));
            assert_eq!(page.status, StatusCode::OK, "{stage}: {}", page.body);
            let parts = page.body.split("data-act=\"").skip(1);
            parts.map(|part| part.split_once('"').unwrap().0.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(offered("mql").await, ["accept", "reject", "assign"]);
        let accepted =
            send!(site, &address, "Ana", [("act", "accept"), ("seen", "1"), ("back", "/worklist?due=today")]);
        assert_eq!(accepted.header(header::LOCATION), format!("/worklist?due=today&worked={id}"));
        assert_eq!(offered("sal").await, ["qualify", "return", "assign"]);
        let bant =
            [("act", "qualify"), ("budget", "yes"), ("budget_note", "40k"), ("need", "no"), ("seen", "2")];
        assert_eq!(send!(site, &address, "Ana", bant).status, StatusCode::SEE_OTHER);
        assert_eq!(offered("sql").await, ["open_opportunity", "assign"]);
        let open = [
            ("act", "open_opportunity"),
            ("amount", "12,500.50"),
            ("currency", "EUR"),
            ("expected_close", "2026-09-30"),
        ];
        assert_eq!(send!(site, &address, "Ana", open).status, StatusCode::SEE_OTHER);
        assert_eq!(offered("opportunity").await, ["win", "lose", "assign"]);
        let won = [("act", "win"), ("amount", "12 000"), ("currency", "EUR")];
        assert_eq!(send!(site, &address, "Ana", "fr", won).status, StatusCode::SEE_OTHER);
        assert_eq!(offered("won").await, [] as [&str; 0]);
        let lead = shown(&world, id).lead;
        assert_eq!((lead.stage, lead.amount), (Stage::Won, Some(Points::from_whole(12_000))));
        assert_eq!(lead.expected_close.map(|day| day.to_string()).as_deref(), Some("2026-09-30"));
        let bant = lead.bant.unwrap();
        assert_eq!((bant.budget.answer, bant.need.answer), (Found::Yes, Found::No));
        assert_eq!(bant.budget.note.as_deref(), Some("40k"));
    }
}

#[actix_web::test]
async fn a_reasons_policy_decides_what_becomes_of_a_rejected_lead() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        for (id, reason, stage) in
            [(leads[0], "no_budget", Stage::Recycled), (leads[1], "competitor", Stage::Disqualified)]
        {
            let sent = send!(site, &acts(id), "Ana", [("act", "reject"), ("reason", reason), ("seen", "1")]);
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            assert_eq!(shown(&world, id).lead.stage, stage);
        }
        let list = ask!(site, "/worklist");
        assert!(list.body.contains("1 to answer"), "{}", list.body);
        assert!(!list.body.contains("Camille") && list.body.contains("Zoe"));
    }
}

#[actix_web::test]
async fn of_two_who_accept_the_same_lead_one_wins_and_the_other_is_told_by_whom() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let pairs = [("act", "accept"), ("seen", "1"), ("note", "I called her")];
        assert_eq!(send!(site, &acts(leads[0]), "Ben", pairs).status, StatusCode::SEE_OTHER);
        let late = send!(site, &acts(leads[0]), "Ana", pairs);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("Ben was quicker: the lead was accepted on 1 Jun 2026"), "{}", late.body);
        assert!(late.body.contains("What you had typed") && late.body.contains("I called her"));
        let french = send!(site, &acts(leads[0]), "Ana", "fr", pairs);
        assert!(french.body.contains("Ben a été plus rapide"), "{}", french.body);
        let log = shown(&world, leads[0]).log;
        assert_eq!(log.iter().filter(|entry| entry.entry.event == Event::Accept).count(), 1);
    }
}

#[actix_web::test]
async fn a_lead_that_somebody_closed_meanwhile_keeps_everything_that_was_typed() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let address = acts(leads[0]);
        let seen = |seen| [("act", "accept"), ("seen", seen)];
        assert_eq!(send!(site, &address, "Ana", seen("1")).status, StatusCode::SEE_OTHER);
        let give_back = [("act", "return"), ("reason", "student"), ("seen", "2")];
        assert_eq!(send!(site, &address, "Ben", give_back).status, StatusCode::SEE_OTHER);
        let bant = [
            ("act", "qualify"),
            ("seen", "2"),
            ("budget", "yes"),
            ("budget_note", "Spring budget"),
            ("note", "Wants a demo"),
        ];
        let page = send!(site, &address, "Ana", bant);
        assert_eq!(page.status, StatusCode::CONFLICT);
        for said in ["Ben was quicker", "given back", "Disqualified", "Spring budget", "Wants a demo"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert!(!page.body.contains("data-act="), "nothing can be done any more");
    }
}

#[actix_web::test]
async fn a_slip_is_taken_back_within_a_minute_and_not_after_it() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let address = acts(leads[0]);
        let reject = [("act", "reject"), ("reason", "competitor"), ("seen", "1"), ("next", "9")];
        let done = send!(site, &address, "Ana", reject);
        let place = done.header(header::LOCATION).to_owned();
        assert!(place.ends_with("#lead-9"), "{place}");
        world.clock().pass_millis(20_000);
        let list = ask!(site, &format!("/worklist?worked={}", leads[0]));
        assert!(
            list.body.contains("Camille: Rejected.") && list.body.contains("40 seconds left"),
            "{}",
            list.body
        );
        let ben = site.cookie_of("Ben");
        let other = ask!(site, &format!("/worklist?worked={}", leads[0]), [("Cookie", ben.as_str())]);
        assert!(!other.body.contains("Camille: Rejected."), "nobody is told what another did");
        let undone = send!(site, &address, "Ana", [("act", "undo"), ("seen", "3")]);
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        assert_eq!(shown(&world, leads[0]).lead.stage, Stage::Mql);
        let page = ask!(site, &format!("/leads/{}", leads[0]));
        assert_eq!(page.body.matches("taken-back").count(), 2, "both entries of the rejection");
        let accept = [("act", "accept"), ("seen", "4")];
        assert_eq!(send!(site, &address, "Ana", accept).status, StatusCode::SEE_OTHER);
        let stranger = send!(site, &address, "Ben", [("act", "undo"), ("seen", "5")]);
        assert_eq!(stranger.status, StatusCode::CONFLICT);
        assert!(stranger.body.contains("Only they can take it back"), "{}", stranger.body);
        world.clock().pass_millis(61_000);
        let list = ask!(site, &format!("/worklist?worked={}", leads[0]));
        assert!(
            list.body.contains("Camille: Accepted.") && !list.body.contains("data-undo"),
            "{}",
            list.body
        );
        let late = send!(site, &address, "Ana", [("act", "undo"), ("seen", "5")]);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("within a minute only"), "{}", late.body);
        assert_eq!(shown(&world, leads[0]).lead.stage, Stage::Sal);
    }
}

#[actix_web::test]
async fn the_pages_speak_both_languages_and_end_on_a_friendly_note() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        world.clock().pass_millis(26 * 3_600_000);
        for (language, said) in [("en", "overdue since 2 h"), ("fr", "en retard de 2 h")] {
            for path in
                ["/worklist".to_owned(), "/worklist?scope=team".to_owned(), format!("/leads/{}", leads[0])]
            {
                let page = ask!(site, &path, [("Accept-Language", language)]);
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
                assert!(!page.body.contains('⟦'), "{path} lacks a message");
                assert!(page.body.contains(said), "{path} in {language}");
            }
        }
        let home = ask!(site, "/");
        assert!(home.body.contains("Your worklist: 3 to answer, 3 overdue"), "{}", home.body);
        for id in &leads {
            send!(site, &acts(*id), "Ana", [("act", "reject"), ("reason", "no_need")]);
        }
        let list = ask!(site, "/worklist");
        assert!(list.body.contains("All done"), "{}", list.body);
        assert_eq!(ask!(site, "/leads/99999").status, StatusCode::NOT_FOUND);
        let lost = send!(site, "/leads/99999/acts", "Ana", [("act", "accept")]);
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
    }
}

#[actix_web::test]
async fn why_a_lead_was_handed_over_is_told_as_it_was_then() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        world.clock().pass_days(40);
        world.score();
        let page = shown(&world, leads[0]);
        let why = page.why.unwrap();
        assert_eq!((why.rating.to_string().as_str(), why.version, why.now_says), ("A1", 1, None));
        let sum: i64 = why.engagement.lines.iter().map(|line| line.points.hundredths()).sum();
        assert_eq!(sum, why.engagement.score.hundredths());
        assert_ne!(page.person.rating, Some(why.rating), "the person has cooled down since");
        let shown = ask!(site, &format!("/leads/{}", leads[0]));
        assert!(shown.body.contains("Rated A1 by version 1 on 1 Jun 2026"), "{}", shown.body);
    }
}
