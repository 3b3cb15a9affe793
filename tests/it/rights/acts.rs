//! Acts reach as far as their role, and what is refused changes nothing.

use bareme_access::Role;
use bareme_engine::pages::{imports, lead};
use bareme_engine::saved_views;
use bareme_engine::work::{act, act_on_all};
use bareme_engine::{Engine, EngineError};
use bareme_ingest::Kind;
use bareme_scoring::{Act, Assignee, Event};
use bareme_store::leads;
use bareme_testkit::on_both_databases;

use super::world::{adi, eyes, lena, maya, mo, rita, two_teams};

fn accept() -> Act {
    Act::Accept { note: None }
}

fn give(owner: &str) -> Act {
    let to = Assignee { owner: Some(owner.to_owned()), team: None, rule: None };
    Act::Assign { to, note: None }
}

fn is_missing<T>(answer: &Result<T, EngineError>) -> bool {
    matches!(answer, Err(EngineError::NotFound { .. }))
}

#[test]
fn a_lead_is_worked_by_those_whose_it_is_and_a_refusal_changes_no_row() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let before = world.digest();
        let refused: [(Engine, i64); 7] = [
            (rita(world), ids.mates),
            (rita(world), ids.others),
            (rita(world), 99_999),
            (lena(world), ids.others),
            (maya(world), ids.own),
            (mo(world), ids.own),
            (adi(world), ids.own),
        ];
        for (engine, id) in refused {
            assert!(
                is_missing(&act(&engine, id, None, accept(), "Rita")),
                "{:?} on {id}",
                engine.principal()
            );
            assert!(
                is_missing(&act(&engine, id, None, give("Rita"), "Rita")),
                "{:?} on {id}",
                engine.principal()
            );
        }
        // A rep gives nothing away, and of several leads one that is not theirs keeps all as they are.
        assert!(is_missing(&act(&rita(world), ids.own, None, give("Tom"), "Rita")));
        let both = [(ids.own, None), (ids.others, None)];
        assert!(is_missing(&act_on_all(&rita(world), &both, &accept(), "Rita")));
        assert_eq!(world.digest(), before);
    });
}

#[test]
fn an_act_is_logged_under_the_name_of_who_signed_in() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        act(&rita(world), ids.own, None, accept(), "Somebody else").unwrap().unwrap();
        act(&rita(world), ids.queue, None, accept(), "").unwrap().unwrap();
        act(&lena(world), ids.mates, None, give("Rita"), "Tom").unwrap().unwrap();
        for (id, who) in [(ids.own, "Rita"), (ids.queue, "Rita"), (ids.mates, "Lena")] {
            let log = world.read(|c| leads::list_logs(c, &[id])).remove(0);
            assert_eq!(log.log.last().map(|entry| entry.who.as_str()), Some(who));
        }
    });
}

#[test]
fn a_lead_offers_what_whoever_looks_may_do() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let may = |engine: &Engine, id| lead::show(engine, id, None).unwrap().may;
        let offered = may(&rita(world), ids.own);
        assert!(offered.contains(&Event::Accept) && !offered.contains(&Event::Assign), "{offered:?}");
        assert!(may(&lena(world), ids.mates).contains(&Event::Assign));
        assert_eq!(may(&maya(world), ids.own), []);
        assert_eq!(may(&mo(world), ids.own), []);
    });
}

#[test]
fn a_rep_changes_their_own_views_only() {
    on_both_databases(|world| {
        let save = |engine: &Engine, name| saved_views::save(engine, "funnel", name, "by=source", None);
        let own = save(&rita(world), "Mine").unwrap().unwrap();
        let other = save(&maya(world), "Hers").unwrap().unwrap();
        assert!(is_missing(&saved_views::rename(&rita(world), other, "Taken")));
        assert!(is_missing(&saved_views::delete(&rita(world), other)));
        assert_eq!(saved_views::find(&rita(world), own).unwrap().saved_by.as_deref(), Some("Rita"));
        saved_views::delete(&rita(world), own).unwrap();
        saved_views::delete(&lena(world), other).unwrap();
    });
}

#[test]
fn a_file_is_seen_by_whom_it_came_from_and_by_the_admin() {
    on_both_databases(|world| {
        two_teams(world);
        let listed = |engine: &Engine| imports::list(engine, None).unwrap().slice.rows.len();
        let all = listed(world.engine());
        assert_eq!((listed(&maya(world)), listed(&adi(world))), (0, all));
        let file = "key,contact,mql at\nl-bad,nobody knows whom,2026-05-28\n";
        let id = world.import(Kind::Leads, file).seen_by(&maya(world)).run().id;
        assert_eq!((listed(&maya(world)), listed(&adi(world))), (1, all + 1));
        let rejects = |engine: &Engine| imports::rejects_file(engine, id);
        assert!(rejects(&maya(world)).unwrap().contains("nobody knows whom"));
        assert!(is_missing(&rejects(&adi(world))), "its rows are people as they stood in the file");
        let other = eyes(world, "Max", Role::Marketer, None);
        assert!(is_missing(&imports::show(&other, id, None)) && is_missing(&rejects(&other)));
        assert!(is_missing(&imports::list(&rita(world), None)));
    });
}
