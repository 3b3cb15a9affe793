//! A document becomes a version when both sides have signed it, and not before.

use std::sync::Barrier;

use bareme_engine::proposals::{self, Decider, Event, NoAuthority, Refusal, Side, Signed, State};
use bareme_testkit::{World, on_both_databases};

use super::world::{sign, version, versions, with_proposal};

fn state(world: &World, id: i64) -> State {
    proposals::find(world.engine(), id).unwrap().state
}

#[test]
fn one_signature_publishes_nothing_and_the_second_publishes_once() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        assert_eq!(versions(world), (2, 2));
        assert_eq!(sign(world, id, "Ana", Side::Marketing), Ok(Signed::First));
        assert_eq!((versions(world), state(world, id)), ((2, 2), State::Open));
        let published = Signed::Published { model: "titles".to_owned(), version: 3 };
        assert_eq!(sign(world, id, "Bo", Side::Sales), Ok(published));
        assert_eq!((versions(world), state(world, id)), ((3, 3), State::Published));
        for (who, side) in [("Cy", Side::Marketing), ("Cy", Side::Sales)] {
            assert_eq!(sign(world, id, who, side), Err(Refusal::Published));
        }
        let view = proposals::find(world.engine(), id).unwrap();
        let log: Vec<Event> = view.log.iter().rev().map(|entry| entry.event).collect();
        assert_eq!(log, [Event::Propose, Event::Sign, Event::Sign, Event::Publish]);
        assert_eq!(view.published, Some(3));
        let by = world.read(bareme_store::models::list).remove(0).version;
        assert_eq!((by.published_by.as_str(), by.document), ("Ana, Bo", version(30)));
        assert_eq!(versions(world), (3, 3));
    });
}

#[test]
fn nobody_signs_for_both_sides_and_no_side_signs_twice() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        assert_eq!(sign(world, id, "", Side::Sales), Err(Refusal::NoName));
        assert_eq!(sign(world, id, "Ana  Müller", Side::Marketing), Ok(Signed::First));
        let same = Err(Refusal::SamePerson { side: Side::Marketing });
        assert_eq!(sign(world, id, "ana muller ", Side::Sales), same);
        let by = "Ana  Müller".to_owned();
        let taken = Err(Refusal::SideHasSigned { side: Side::Marketing, by });
        assert_eq!(sign(world, id, "Cy", Side::Marketing), taken);
        assert_eq!(versions(world), (2, 2));
    });
}

#[test]
fn who_leads_a_team_of_sales_signs_for_sales_and_nobody_of_sales_for_marketing() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        world.agree("[[team]]\nname = \"North\"\nleader = \"Eva\"\nmembers = [\"Eva\", \"Bo\"]\n");
        let leaders = vec!["Eva".to_owned()];
        let refused = Err(Refusal::NoAuthority(NoAuthority::NotALeader { leaders }));
        assert_eq!(sign(world, id, "Bo", Side::Sales), refused);
        let refused = Err(Refusal::NoAuthority(NoAuthority::OfSales { team: "North".to_owned() }));
        assert_eq!(sign(world, id, "Bo", Side::Marketing), refused);
        assert_eq!(sign(world, id, "Ana", Side::Marketing), Ok(Signed::First));
        assert!(matches!(sign(world, id, "Eva", Side::Sales), Ok(Signed::Published { .. })));
    });
}

#[test]
fn a_proposal_that_is_changed_after_the_first_signature_needs_both_again() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let engine = world.engine();
        sign(world, id, "Ana", Side::Marketing).unwrap();
        let read = proposals::find(engine, id).unwrap().digest;
        proposals::edit(engine, id, &read, &version(35), "Cy").unwrap().unwrap();
        let stale = proposals::sign(engine, id, &read, Decider { who: "Bo", side: Side::Sales }).unwrap();
        assert!(matches!(stale, Err(Refusal::Changed { ref by, .. }) if by == "Cy"), "{stale:?}");
        let view = proposals::find(engine, id).unwrap();
        assert!(view.signatures.iter().all(|(_, signed)| signed.is_none()), "{:?}", view.signatures);
        let edit = &view.log[0];
        assert_eq!((edit.event, edit.dropped, edit.changes.len()), (Event::Edit, 1, 1));
        assert_eq!(sign(world, id, "Bo", Side::Sales), Ok(Signed::First));
        assert_eq!(versions(world), (2, 2));
        assert!(matches!(sign(world, id, "Ana", Side::Marketing), Ok(Signed::Published { .. })));
        let document = world.read(bareme_store::models::list).remove(0).version.document;
        assert_eq!(document, version(35));
    });
}

#[test]
fn an_edit_is_checked_and_every_problem_is_told() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let engine = world.engine();
        let read = proposals::find(engine, id).unwrap().digest;
        let edit = |document: &str| proposals::edit(engine, id, &read, document, "Cy").unwrap();
        let broken =
            version(30).replace("weight = 100", "weight = 90").replace("points = 25", "points = 25.001");
        let Err(Refusal::Problems(problems)) = edit(&broken) else { panic!("it passed") };
        assert!(problems.len() >= 2, "{problems:?}");
        assert_eq!(edit(&format!("# a comment\n{}", version(30))), Err(Refusal::NothingNew));
        assert_eq!(edit(&version(40)), Err(Refusal::NothingNew), "that is the version in force");
        let other = version(35).replace("name = \"titles\"", "name = \"others\"");
        assert_eq!(edit(&other), Err(Refusal::OtherModel { name: "others".to_owned() }));
        assert_eq!(proposals::edit(engine, id, &read, &version(35), " ").unwrap(), Err(Refusal::NoName));
        assert_eq!(proposals::find(engine, id).unwrap().revision, 1);
    });
}

#[test]
fn either_side_rejects_with_a_reason_and_an_edit_opens_the_proposal_again() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let engine = world.engine();
        sign(world, id, "Ana", Side::Marketing).unwrap();
        let read = proposals::find(engine, id).unwrap().digest;
        let by = Decider { who: "Bo", side: Side::Sales };
        assert_eq!(proposals::reject(engine, id, &read, by, "  ").unwrap(), Err(Refusal::NoReason));
        proposals::reject(engine, id, &read, by, "Managers are worth more").unwrap().unwrap();
        assert_eq!(state(world, id), State::Rejected);
        let rejected = Err(Refusal::Rejected { by: "Bo".to_owned() });
        assert_eq!(sign(world, id, "Bo", Side::Sales), rejected);
        proposals::edit(engine, id, &read, &version(50), "Ana").unwrap().unwrap();
        assert_eq!(state(world, id), State::Open);
        let reason = proposals::find(engine, id).unwrap().log[1].reason.clone();
        assert_eq!(reason.as_deref(), Some("Managers are worth more"));
    });
}

#[test]
fn a_proposal_that_another_version_has_overtaken_is_not_signed_before_it_is_set_against_that() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let engine = world.engine();
        world.publish(&version(45));
        assert_eq!(state(world, id), State::Overtaken);
        assert_eq!(sign(world, id, "Ana", Side::Marketing), Err(Refusal::Overtaken));
        let view = proposals::find(engine, id).unwrap();
        assert_eq!((view.base, view.model.version), (2, 3));
        proposals::edit(engine, id, &view.digest, &view.document, "Ana").unwrap().unwrap();
        let view = proposals::find(engine, id).unwrap();
        assert_eq!((view.base, view.state), (3, State::Open));
        sign(world, id, "Ana", Side::Marketing).unwrap();
        sign(world, id, "Bo", Side::Sales).unwrap();
        assert_eq!(versions(world), (4, 4));
    });
}

#[test]
fn of_two_of_one_side_who_sign_at_once_one_is_told_and_of_both_sides_it_is_published_once() {
    on_both_databases(|world| {
        let id = with_proposal(world);
        let together = |signers: [(&'static str, Side); 2]| {
            let start = Barrier::new(2);
            std::thread::scope(|scope| {
                let signing = signers.map(|(who, side)| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        sign(world, id, who, side)
                    })
                });
                signing.map(|signing| signing.join().unwrap())
            })
        };
        let one_side = together([("Ana", Side::Marketing), ("Cy", Side::Marketing)]);
        assert_eq!(one_side.iter().filter(|signed| signed.is_ok()).count(), 1, "{one_side:?}");
        let told = one_side.iter().any(|signed| matches!(signed, Err(Refusal::SideHasSigned { .. })));
        assert!(told, "{one_side:?}");
        let read = proposals::find(world.engine(), id).unwrap().digest;
        proposals::edit(world.engine(), id, &read, &version(35), "Ana").unwrap().unwrap();
        let both = together([("Ana", Side::Marketing), ("Bo", Side::Sales)]);
        assert!(both.iter().all(Result::is_ok), "{both:?}");
        let published = both.iter().filter(|signed| matches!(signed, Ok(Signed::Published { .. })));
        assert_eq!(published.count(), 1, "{both:?}");
        assert_eq!(versions(world), (3, 3));
    });
}

#[test]
fn every_version_can_be_brought_back_and_leads_keep_the_version_that_they_were_handed_over_with() {
    on_both_databases(|world| {
        let hot = bareme_testkit::Hot { name: "Hot", owner: "rep", title: "Chief", views: 4 };
        let lead = world.hand_over(&[hot])[0];
        let of_lead = || {
            let row = crate::support::lead_rows(world).into_iter().find(|row| row.id == lead).unwrap();
            (row.version_id, row.rating)
        };
        let before = of_lead();
        world.clock().pass_days(1);
        world.publish(&version(40));
        for (wanted, expected) in [(1, 3), (2, 4), (1, 5)] {
            world.clock().pass_days(1);
            let id = proposals::restore(world.engine(), "titles", wanted, "Ana").unwrap().unwrap();
            sign(world, id, "Ana", Side::Marketing).unwrap();
            sign(world, id, "Bo", Side::Sales).unwrap();
            world.score();
            assert_eq!(versions(world).0, expected);
            assert_eq!(of_lead(), before, "history is not rewritten");
        }
        let in_force = proposals::restore(world.engine(), "titles", 1, "Ana").unwrap();
        assert_eq!(in_force, Err(Refusal::NothingNew), "it says what is in force");
        assert!(proposals::restore(world.engine(), "titles", 99, "Ana").is_err());
        assert_eq!(proposals::list(world.engine(), "titles").unwrap().len(), 3);
    });
}
