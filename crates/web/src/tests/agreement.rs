//! The forms of the agreement on the true router and a fresh database: saved, given back, and told of each other.

use std::collections::BTreeMap;

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_engine::{Backend, agreement};
use bareme_testkit::World;

use super::ask::{Answer, answer, ask, site};
use super::html::tags;
/// What the fields of the posted form of a page hold, as a browser would send it.
fn fields(page: &str) -> BTreeMap<String, String> {
    let (_, content) = page.split_once("<main").unwrap();
    let (_, rest) = content.split_once("method=\"post\"").unwrap();
    let (form, _) = rest.split_once("</form>").unwrap();
    let mut found = BTreeMap::new();
    for tag in tags(form) {
        let (Some(name), value) = (tag.attribute("name"), tag.attribute("value").unwrap_or_default()) else {
            continue;
        };
        let ticked = tag.attribute("type") != Some("checkbox") || tag.attribute("checked").is_some();
        if tag.name == "input" && ticked {
            found.insert(name.to_owned(), plain(value));
        }
    }
    for part in form.split("<select ").skip(1) {
        let name = part.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let chosen = part.split("</select>").next().unwrap().split("<option value=\"");
        let chosen: Vec<&str> = chosen.skip(1).collect();
        let value = chosen.iter().find(|option| option.contains("selected")).or(chosen.first());
        found.insert(name.to_owned(), plain(value.unwrap().split('"').next().unwrap()));
    }
    for part in form.split("<textarea ").skip(1) {
        let name = part.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let text = part.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap();
        found.insert(name.to_owned(), plain(text));
    }
    found
}

/// The signs behind the entities of HTML.
fn plain(text: &str) -> String {
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

fn body(fields: &BTreeMap<String, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Sends a form, as a page of this site does.
macro_rules! send {
    ($site:expr, $path:expr, $fields:expr) => {{
        let request = http::TestRequest::post()
            .uri($path)
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::COOKIE, $site.cookie()))
            .set_payload($site.sealed(&body(&$fields), &$site.cookie()));
        let answer: Answer = answer(http::call_service(&$site.service, request.to_request()).await).await;
        answer
    }};
}

fn set(fields: &mut BTreeMap<String, String>, name: &str, value: &str) {
    fields.insert(name.to_owned(), value.to_owned());
}

fn in_force(world: &World) -> agreement::AgreementDraft {
    agreement::draft(world.engine()).unwrap().0
}

#[actix_web::test]
async fn a_form_that_is_sent_as_it_is_changes_nothing() {
    let world = World::new(Backend::Sqlite);
    agreement::set(world.engine(), crate::sample::AGREEMENT, None, "Ana").unwrap().unwrap();
    let before = in_force(&world);
    let site = site!(world);
    for path in ["reasons", "teams", "routing", "hours", "service-level"] {
        let path = format!("/agreement/{path}");
        let form = fields(&ask!(site, &path).body);
        let answer = send!(site, &path, form);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        assert_eq!(answer.header(header::LOCATION), format!("{path}?done=agreement-saved"));
        assert_eq!(in_force(&world), before, "{path}");
    }
}

#[actix_web::test]
async fn reasons_are_added_ordered_retired_and_taken_out() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let path = "/agreement/reasons";
    let mut form = fields(&ask!(site, path).body);
    set(&mut form, "reason[11].label", "Trop petit");
    set(&mut form, "reason[11].order", "1");
    set(&mut form, "reason[1].remove", "yes");
    set(&mut form, "reason[2].retired", "yes");
    let answer = send!(site, path, form);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let reasons = in_force(&world).reasons;
    let first: Vec<(&str, bool)> =
        reasons.0.iter().take(3).map(|reason| (reason.code.as_str(), reason.retired)).collect();
    assert_eq!(first, [("trop_petit", false), ("wrong_person", true), ("no_need", false)]);
    assert!(reasons.find("unreachable").is_none());
    assert!(ask!(site, "/agreement").body.contains("Last changed by Mia Lead"));
    assert!(
        ask!(site, "/agreement/reasons?done=agreement-saved", [("accept-language", "fr")])
            .body
            .contains("Enregistré.")
    );
}

#[actix_web::test]
async fn what_was_typed_comes_back_with_the_sentence_beside_its_field_in_both_languages() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let mut form = fields(&ask!(site, "/agreement/hours").body);
    set(&mut form, "calendar.zone", "<Paris>");
    set(&mut form, "calendar.week.tuesday", "9-17");
    set(&mut form, "calendar.holidays", "2026-12-25 Noël\n14.07.2026 Fête");
    for (language, sentences) in [
        ("en", ["is not a time zone", "are not working hours", "“14.07.2026” is not a day"]),
        ("fr", ["n’est pas un fuseau", "ne sont pas des horaires", "14.07.2026\u{a0}» n’est pas un jour"]),
    ] {
        let path = format!("/agreement/hours?lang={language}");
        let answer = send!(site, &path, form);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for sentence in sentences {
            assert!(answer.body.contains(sentence), "{language}: {sentence}: {}", answer.body);
        }
        let again = fields(&answer.body);
        assert_eq!(again, form, "what was typed");
        for field in ["calendar.zone", "calendar.week.tuesday", "calendar.holidays"] {
            assert!(
                answer.body.contains(&format!("aria-describedby=\"e-{field} h-{field}\""))
                    || answer.body.contains(&format!("aria-describedby=\"e-{field}\"")),
                "{field}"
            );
        }
    }
    assert!(agreement::document(world.engine()).unwrap().saved.is_none(), "nothing was saved");
}

#[actix_web::test]
async fn two_who_change_the_same_part_are_told_and_other_parts_do_not_stand_in_the_way() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let path = "/agreement/service-level";
    let (mut ana, mut bo) = (fields(&ask!(site, path).body), fields(&ask!(site, path).body));
    let mut hours = fields(&ask!(site, "/agreement/hours").body);
    set(&mut ana, "service_level.cool_off_days", "60");
    assert_eq!(send!(site, path, ana).status, StatusCode::SEE_OTHER);
    set(&mut hours, "calendar.zone", "Europe/Paris");
    assert_eq!(send!(site, "/agreement/hours", hours).status, StatusCode::SEE_OTHER, "another part");
    set(&mut bo, "service_level.cool_off_days", "7");
    let told = send!(site, path, bo);
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("Mia Lead changed this part while you did"), "{}", told.body);
    let again = fields(&told.body);
    assert_eq!(again["service_level.cool_off_days"], "7", "what was typed is kept");
    assert_eq!(in_force(&world).service_level.cool_off_days, 60, "and nothing was written");
    assert_eq!(send!(site, path, again).status, StatusCode::SEE_OTHER);
    assert_eq!(in_force(&world).service_level.cool_off_days, 7);
    assert_eq!(in_force(&world).calendar.zone, "Europe/Paris");
}

#[actix_web::test]
async fn rules_and_territories_are_written_in_fields_and_tried() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    let mut teams = fields(&ask!(site, "/agreement/teams").body);
    set(&mut teams, "team[1].name", "North");
    set(&mut teams, "team[1].members", "Ana\n\n Bo \n");
    assert_eq!(send!(site, "/agreement/teams", teams).status, StatusCode::SEE_OTHER);
    let path = "/agreement/routing";
    let mut form = fields(&ask!(site, path).body);
    set(&mut form, "territory[1].name", "Nordics");
    set(&mut form, "territory[1].countries", "SE, no");
    set(&mut form, "rule[1].name", "Big ones");
    set(&mut form, "rule[1].employees_from", "many");
    set(&mut form, "rule[1].to", "territory");
    let wrong = send!(site, path, form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("“many” is not a whole number"), "{}", wrong.body);
    set(&mut form, "rule[1].employees_from", "50");
    let answer = send!(site, path, form);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let mut form = fields(&ask!(site, path).body);
    set(&mut form, "rule[2].name", "Everybody");
    set(&mut form, "rule[2].to", "round_robin");
    set(&mut form, "rule[2].team", "North");
    assert_eq!(send!(site, path, form).status, StatusCode::SEE_OTHER);
    let tried = ask!(site, "/agreement/routing?country=se&employees=80").body;
    assert!(tried.contains("Ana (North) would get the lead"), "{tried}");
    assert!(tried.contains("holds, but finds nobody") && tried.contains("Territory: Nordics"), "{tried}");
    let tried = ask!(site, "/agreement/routing?country=FR", [("accept-language", "fr")]).body;
    assert!(tried.contains("ne s’applique pas"), "{tried}");
    assert!(ask!(site, "/agreement/routing?contact=nobody").body.contains("There is no contact"));
    // A team that a rule gives leads to follows its new name, and cannot go.
    let mut teams = fields(&ask!(site, "/agreement/teams").body);
    set(&mut teams, "team[1].name", "Scandinavia");
    set(&mut teams, "team[1].territory", "Nordics");
    assert_eq!(send!(site, "/agreement/teams", teams).status, StatusCode::SEE_OTHER);
    assert_eq!(in_force(&world).rules[1].team.as_deref(), Some("Scandinavia"));
    let mut teams = fields(&ask!(site, "/agreement/teams").body);
    set(&mut teams, "team[1].remove", "yes");
    let refused = send!(site, "/agreement/teams", teams);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("The rule “Everybody” gives leads to a team"), "{}", refused.body);
}

#[actix_web::test]
async fn another_site_cannot_change_the_agreement() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for path in ["reasons", "teams", "routing", "hours", "service-level"] {
        let path = format!("/agreement/{path}");
        let form = fields(&ask!(site, &path).body);
        let request = http::TestRequest::post()
            .uri(&path)
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header(("sec-fetch-site", "cross-site"))
            .insert_header((header::COOKIE, site.cookie()))
            .set_payload(body(&form));
        let answer = http::call_service(&site.service, request.to_request()).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert!(agreement::document(world.engine()).unwrap().saved.is_none());
}
