//! Filters of reports under a name: what a name may be, and what becomes of a view.

use bareme_engine::EngineError;
use bareme_engine::saved_views::{self, BadName, LONGEST_NAME};
use bareme_testkit::{World, on_both_databases};

const QUERY: &str = "period=last_quarter&by=source&view=cohort";

fn save(world: &World, report: &str, name: &str) -> Result<i64, BadName> {
    saved_views::save(world.engine(), report, name, QUERY, Some("Ana")).unwrap()
}

fn names(world: &World) -> Vec<(String, String)> {
    let views = saved_views::list(world.engine()).unwrap();
    views.into_iter().map(|view| (view.report, view.name)).collect()
}

#[test]
fn a_view_comes_back_as_it_was_saved() {
    on_both_databases(|world| {
        let id = save(world, "funnel", "  Café by source ").unwrap();
        let view = saved_views::find(world.engine(), id).unwrap();
        assert_eq!(
            (view.report.as_str(), view.name.as_str(), view.query.as_str()),
            ("funnel", "Café by source", QUERY)
        );
        assert_eq!((view.saved_by.as_deref(), view.saved_at), (Some("Ana"), world.engine().now()));
        assert_eq!(saved_views::list(world.engine()).unwrap(), [view]);
    });
}

#[test]
fn a_name_that_nobody_could_find_again_is_refused_and_nothing_is_saved() {
    on_both_databases(|world| {
        let long = "x".repeat(LONGEST_NAME + 1);
        for (name, bad) in [
            ("", BadName::Missing),
            (" \t ", BadName::Missing),
            ("\u{301}", BadName::Missing),
            (long.as_str(), BadName::Long),
            ("two\nlines", BadName::Unreadable),
            ("nul\0", BadName::Unreadable),
        ] {
            assert_eq!(save(world, "funnel", name), Err(bad), "{name:?}");
        }
        assert!(save(world, "funnel", &"é".repeat(LONGEST_NAME)).is_ok(), "characters count, not bytes");
        assert_eq!(names(world).len(), 1);
        let endless = "x".repeat(5_000);
        for query in [endless.as_str(), "a\nb"] {
            let refused = saved_views::save(world.engine(), "funnel", "n", query, None);
            assert!(matches!(refused, Err(EngineError::Invalid(_))));
        }
    });
}

#[test]
fn a_name_is_unique_within_its_report_whatever_its_case_and_accents() {
    on_both_databases(|world| {
        let id = save(world, "funnel", "Été").unwrap();
        assert_eq!(save(world, "funnel", "ETE"), Err(BadName::Taken));
        assert!(save(world, "reasons", "ete").is_ok(), "another report has names of its own");
        let other = save(world, "funnel", "Winter").unwrap();
        let rename = |id, name| saved_views::rename(world.engine(), id, name).unwrap();
        assert_eq!(rename(other, "été"), Err(BadName::Taken));
        assert_eq!(rename(other, " "), Err(BadName::Missing));
        assert_eq!(rename(id, "ÉTÉ"), Ok(()), "a view may keep its own name in another case");
        let all = names(world);
        let all: Vec<_> = all.iter().map(|(report, name)| (report.as_str(), name.as_str())).collect();
        assert_eq!(all, [("funnel", "ÉTÉ"), ("funnel", "Winter"), ("reasons", "ete")]);
    });
}

#[test]
fn a_deleted_view_is_gone_and_its_number_never_opens_another_one() {
    on_both_databases(|world| {
        let id = save(world, "funnel", "Old").unwrap();
        saved_views::delete(world.engine(), id).unwrap();
        let engine = world.engine();
        let gone = |error| matches!(error, EngineError::NotFound { .. });
        assert!(gone(saved_views::find(engine, id).unwrap_err()));
        assert!(gone(saved_views::delete(engine, id).unwrap_err()));
        assert!(gone(saved_views::rename(engine, id, "New").unwrap_err()));
        assert!(save(world, "funnel", "Old").unwrap() > id, "the name is free, the number is not");
    });
}

#[test]
fn of_two_who_save_under_one_name_at_once_one_is_told_that_it_is_taken() {
    on_both_databases(|world| {
        for round in 0..6 {
            let name = format!("Board {round}");
            let start = std::sync::Barrier::new(2);
            let outcomes: Vec<Result<i64, BadName>> = std::thread::scope(|scope| {
                let people = [(); 2].map(|()| {
                    scope.spawn(|| {
                        start.wait();
                        save(world, "funnel", &name)
                    })
                });
                people.into_iter().map(|person| person.join().unwrap()).collect()
            });
            let refused = outcomes.iter().filter(|outcome| **outcome == Err(BadName::Taken)).count();
            assert_eq!(refused, 1, "{outcomes:?}");
        }
    });
}
