//! What people type into the forms of a lead and cannot be read, or cannot be done: it stays where they typed it.

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_scoring::Stage;

use super::{acts, beside, chosen, encoded, send, shown, typed, worlds};
use crate::tests::ask::{answer, site};

#[actix_web::test]
async fn what_cannot_be_read_stands_in_its_field_with_a_sentence_beside_it() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let address = acts(leads[0]);
        let gone = [("act", "reject"), ("reason", "gone"), ("note", "Left in May"), ("seen", "1")];
        let page = send!(site, &address, "Ana", gone);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(beside(&page, "e-reject-reason").contains("“gone” no longer exists"), "{}", page.body);
        assert_eq!(
            (chosen(&page, "reject-reason").as_str(), typed(&page, "reject-note").as_str()),
            ("gone", "Left in May")
        );
        let none = send!(site, &address, "Ana", "fr", [("act", "reject"), ("reason", ""), ("note", "Parti")]);
        assert!(beside(&none, "e-reject-reason").contains("sans motif"), "{}", none.body);
        assert_eq!(typed(&none, "reject-note"), "Parti");
        let long = "x".repeat(4_001);
        let endless = send!(site, &address, "Ana", [("act", "accept"), ("note", long.as_str())]);
        assert_eq!(endless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(beside(&endless, "e-accept-note").contains("4000 characters"), "{}", endless.body);
        assert_eq!(typed(&endless, "accept-note"), long);
        let stranger =
            send!(site, &address, "Ana", [("act", "assign"), ("owner", "Left In May"), ("note", "Away")]);
        assert!(beside(&stranger, "e-assign-owner").contains("“Left In May”"), "{}", stranger.body);
        assert_eq!(
            (chosen(&stranger, "assign-owner"), typed(&stranger, "assign-note")),
            ("Left In May".into(), "Away".into())
        );
        let nobody = send!(site, &address, "Ana", [("act", "assign"), ("owner", ""), ("note", "Away")]);
        assert!(beside(&nobody, "e-assign-owner").contains("who is to have"), "{}", nobody.body);
        assert_eq!(typed(&nobody, "assign-note"), "Away");
    }
}

#[actix_web::test]
async fn an_opportunity_keeps_its_fields_until_each_can_be_read() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let address = acts(leads[0]);
        for (act, seen) in [("accept", "1"), ("qualify", "2")] {
            assert_eq!(
                send!(site, &address, "Ana", [("act", act), ("seen", seen)]).status,
                StatusCode::SEE_OTHER
            );
        }
        let open = |amount, currency, day| {
            [
                ("act", "open_opportunity"),
                ("amount", amount),
                ("currency", currency),
                ("expected_close", day),
                ("note", "Two sites"),
            ]
        };
        let future = [
            ("act", "open_opportunity"),
            ("amount", "5"),
            ("currency", "EUR"),
            ("expected_close", ""),
            ("note", "Two sites"),
            ("at", "2026-06-03"),
        ];
        for (language, said) in [("en", "lies in the future"), ("fr", "est dans le futur")] {
            let page = send!(site, &address, "Ana", language, future);
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
            let sentence = beside(&page, "e-open_opportunity-at");
            assert!(sentence.contains(said), "{sentence}");
            assert_eq!(typed(&page, "open_opportunity-at"), "2026-06-03");
            assert_eq!(typed(&page, "open_opportunity-note"), "Two sites");
        }
        let before = send!(site, &address, "Ana", [("act", "open_opportunity"), ("at", "2026-01-02")]);
        let sentence = beside(&before, "e-open_opportunity-at");
        assert!(sentence.contains("2 Jan 2026"), "{sentence}");
        let cases = [
            ("en", open("1.234,56", "EUR", ""), "e-open_opportunity-amount", "1.234,56"),
            ("fr", open("1,234.56", "EUR", ""), "e-open_opportunity-amount", "1,234.56"),
            ("en", open("12,000", "", "2026-07-01"), "e-open_opportunity-currency", "no currency"),
            ("fr", open("12 000", "ZZZ", ""), "e-open_opportunity-currency", "ZZZ"),
            ("en", open("-5", "EUR", ""), "e-open_opportunity-amount", "below zero"),
            ("en", open("5", "EUR", "2026-05-01"), "e-open_opportunity-expected_close", "1 May 2026"),
            ("fr", open("5", "EUR", "demain"), "e-open_opportunity-expected_close", "demain"),
        ];
        for (language, pairs, field, said) in cases {
            let page = send!(site, &address, "Ana", language, pairs);
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{pairs:?}");
            assert!(beside(&page, field).contains(said), "{said}: {}", beside(&page, field));
            let [_, (_, amount), (_, currency), (_, day), (_, note)] = pairs;
            assert_eq!(typed(&page, "open_opportunity-amount"), amount);
            assert_eq!(chosen(&page, "open_opportunity-currency"), currency);
            assert_eq!(typed(&page, "expected-close"), day);
            assert_eq!(typed(&page, "open_opportunity-note"), note);
        }
        assert_eq!(shown(&world, leads[0]).lead.stage, Stage::Sql, "nothing was done");
    }
}

#[actix_web::test]
async fn the_form_of_no_act_changes_nothing() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let address = acts(leads[0]);
        for act in ["", "hand_off", "won"] {
            let page = send!(site, &address, "Ana", [("act", act), ("note", "Kept")]);
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            assert!(page.body.contains("could not be read"), "{act}");
        }
    }
}

#[actix_web::test]
async fn several_leads_at_once_are_each_done_or_say_why_not() {
    for (world, leads) in worlds() {
        let site = site!(world, "Ana", Role::SalesLeader);
        let ticked: Vec<String> = leads.iter().map(|id| format!("{id}.1")).collect();
        let with = |pairs: &[(&'static str, &'static str)]| {
            let mut all: Vec<(&str, &str)> = ticked.iter().map(|lead| ("lead", lead.as_str())).collect();
            all.extend(pairs);
            all.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>()
        };
        let bulk = async |who: &str, pairs: Vec<(String, String)>| {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            send!(site, "/worklist", who, pairs)
        };
        let none = bulk("Ana", vec![("act".to_owned(), "accept".to_owned())]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.body.contains("Tick at least one"), "{}", none.body);
        let without = bulk("Ana", with(&[("act", "reject"), ("note", "All of a fair")])).await;
        assert!(beside(&without, "e-bulk-reason").contains("Choose a reason"), "{}", without.body);
        assert_eq!(without.body.matches("checked aria-keyshortcuts").count(), 3, "still ticked");
        assert_eq!(typed(&without, "bulk-note"), "All of a fair");
        // Ben was quicker with one of them.
        let one = send!(site, &acts(leads[1]), "Ben", [("act", "accept"), ("seen", "1")]);
        assert_eq!(one.status, StatusCode::SEE_OTHER);
        let some =
            bulk("Ana", with(&[("act", "reject"), ("reason", "student"), ("back", "/worklist?due=today")]))
                .await;
        assert_eq!(some.status, StatusCode::CONFLICT);
        assert!(some.body.contains("1 lead was left as it was:"), "{}", some.body);
        assert!(some.body.contains("Ben was quicker") && some.body.contains("Undo all"), "{}", some.body);
        let stages: Vec<Stage> = leads.iter().map(|id| shown(&world, *id).lead.stage).collect();
        assert_eq!(stages, [Stage::Disqualified, Stage::Sal, Stage::Disqualified]);
        let undo: Vec<(String, String)> =
            [leads[0], leads[2]].iter().map(|id| ("lead".to_owned(), format!("{id}.3"))).collect();
        let undone = bulk("Ana", [undo, vec![("act".to_owned(), "undo".to_owned())]].concat()).await;
        assert_eq!(undone.header(header::LOCATION), format!("/worklist?worked={}.{}", leads[0], leads[2]));
        let given = [("lead", "x"), ("act", "assign"), ("owner", "Ben")];
        let odd = send!(site, "/worklist", "Ana", given);
        assert!(odd.body.contains("could not be read"), "{}", odd.body);
        let to_ben = format!("{}.4", leads[0]);
        let given =
            send!(site, "/worklist", "Ana", [("lead", to_ben.as_str()), ("act", "assign"), ("owner", "Ben")]);
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        assert_eq!(shown(&world, leads[0]).lead.owner.as_deref(), Some("Ben"));
    }
}
