//! Reports and files count what whoever asks may see.

use bareme_engine::pages::{funnel, leads};
use bareme_engine::reports::{
    Dimension, English, Filter, ReportKind, ReportQuery, Selection, choices, report,
};
use bareme_engine::{Engine, EngineError};
use bareme_ingest::Kind;
use bareme_testkit::on_both_databases;

use super::world::{adi, eyes, lena, maya, mo, rita, two_teams};

fn mqls(engine: &Engine) -> u64 {
    funnel::funnel(engine, &ReportQuery::default()).unwrap().funnel.total.mql
}

#[test]
fn figures_are_those_of_ones_own_leads() {
    on_both_databases(|world| {
        two_teams(world);
        let counts = [rita(world), lena(world), maya(world), mo(world), adi(world)].map(|e| mqls(&e));
        assert_eq!(counts, [2, 3, 4, 4, 4]);
        // Whoever asked before leaves nothing behind in what is kept between requests.
        choices(world.engine()).unwrap();
        let offered = choices(&rita(world)).unwrap();
        let owners = offered.values.iter().find(|(by, _)| *by == Dimension::Owner).unwrap();
        assert_eq!(owners.1, ["Rita"]);
        let offered = choices(&maya(world)).unwrap();
        assert_eq!(offered.values.iter().find(|(by, _)| *by == Dimension::Owner).unwrap().1.len(), 3);
    });
}

#[test]
fn every_report_of_a_rep_names_nobody_elses_people() {
    on_both_databases(|world| {
        two_teams(world);
        for kind in ReportKind::ALL {
            let query = ReportQuery { by: kind.usual_by(), ..ReportQuery::default() };
            let text = format!("{:?}", report(&rita(world), kind, &query, &English).unwrap());
            for secret in ["Ben Mate", "Cleo", "Uma", "Company of Tom", "Company of Uma"] {
                assert!(!text.contains(secret), "{kind:?} names {secret}");
            }
        }
        let query = ReportQuery { by: Dimension::Owner, ..ReportQuery::default() };
        let text = format!("{:?}", report(&rita(world), ReportKind::Funnel, &query, &English).unwrap());
        assert!(text.contains("Rita") && !text.contains("Tom"), "{text}");
    });
}

#[test]
fn sums_lead_to_no_list_and_cannot_be_narrowed_to_a_person() {
    on_both_databases(|world| {
        two_teams(world);
        for kind in ReportKind::ALL {
            let query = ReportQuery { by: kind.usual_by(), ..ReportQuery::default() };
            let made = report(&adi(world), kind, &query, &English).unwrap();
            assert!(made.figures.iter().all(|figure| figure.behind.is_none()), "{kind:?}");
            assert!(made.sections.iter().all(|section| section.behind.is_empty()), "{kind:?}");
            let text = format!("{made:?}");
            for person in ["Ana Own", "Ben Mate", "A… O…"] {
                assert!(!text.contains(person), "{kind:?} names {person}");
            }
        }
        let email = Dimension::Contact("email".to_owned());
        let narrowed = ReportQuery {
            filters: vec![Filter { by: email.clone(), value: Some("ana.own@example.com".to_owned()) }],
            ..ReportQuery::default()
        };
        let by = ReportQuery { by: email, ..ReportQuery::default() };
        for query in [narrowed, by] {
            let answer = report(&adi(world), ReportKind::Funnel, &query, &English);
            assert!(matches!(answer, Err(EngineError::NotFound { .. })));
            report(&maya(world), ReportKind::Funnel, &query, &English).unwrap();
        }
    });
}

#[test]
fn a_file_holds_ones_own_leads_and_a_reps_ends_after_five_hundred() {
    on_both_databases(|world| {
        two_teams(world);
        let file = |engine: &Engine| leads::export(engine, &Selection::default(), &English);
        let text = file(&rita(world)).unwrap();
        assert!(text.contains("ana.own@example.com") && !text.contains("ben.mate"), "{text}");
        assert!(matches!(file(&adi(world)), Err(EngineError::NotFound { .. })));
        let people = (0..510).map(|n| format!("p{n},p{n}@x.org\n")).collect::<Vec<_>>().concat();
        world.import(Kind::Contacts, format!("key,email\n{people}")).run();
        let many = (0..510).map(|n| format!("l{n},p{n},Zoe,2026-05-28\n")).collect::<Vec<_>>().concat();
        world.import(Kind::Leads, format!("key,contact,owner,mql at\n{many}")).run();
        let zoe = eyes(world, "Zoe", bareme_access::Role::Rep, None);
        let cut = file(&zoe).unwrap();
        assert_eq!(cut.lines().count(), 501);
        assert!(cut.contains("the first 500 of 510 rows"), "the file says that it is not all");
        assert_eq!(file(&maya(world)).unwrap().lines().count(), 515);
    });
}
