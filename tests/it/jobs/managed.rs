//! What people do with jobs: pause, resume, change, run now, delete; and what is refused with its reason.

use std::collections::BTreeMap;

use bareme_engine::jobs::manage::{self, JobDraft, JobProblem};
use bareme_engine::jobs::schedule::{CronField, ScheduleProblem};
use bareme_engine::jobs::seed;
use bareme_engine::pages::jobs as pages;
use bareme_testkit::{World, at, on_both_databases};

use super::{look, runs_of, server, statuses};

fn draft(name: &str) -> JobDraft {
    JobDraft {
        name: name.to_owned(),
        kind: "retention".to_owned(),
        expression: "0 6 * * *".to_owned(),
        zone: Some("Europe/Paris".to_owned()),
        catch_up: true,
        parameters: BTreeMap::new(),
    }
}

fn next(world: &World, id: i64) -> Option<String> {
    let row = pages::show(world.engine(), id, None).unwrap().row;
    row.next.map(|next| next.at.to_string())
}

#[test]
fn a_job_is_made_changed_paused_and_goes_on_without_what_passed_meanwhile() {
    on_both_databases(|world| {
        let engine = world.engine();
        let id = manage::create(engine, &draft("Île de nuit"), "Ana").unwrap().unwrap();
        assert_eq!(next(world, id).as_deref(), Some("2026-06-02T04:00:00Z"));
        assert_eq!(pages::named(engine, "ile de NUIT").unwrap(), id);
        manage::pause(engine, id, true, "Ben").unwrap();
        world.clock().set(at("2026-06-04T12:00:00Z"));
        let server = server(world, "a");
        assert_eq!((look(&server), next(world, id)), (0, None));
        manage::pause(engine, id, false, "Ben").unwrap();
        assert_eq!((look(&server), runs_of(world, id).len()), (0, 0), "nothing is made up for");
        assert_eq!(next(world, id).as_deref(), Some("2026-06-05T04:00:00Z"));
        let view = pages::show(engine, id, None).unwrap();
        assert_eq!((view.revision, view.changed_by.as_deref()), (3, Some("Ben")));
        let times = view.next.iter().map(|time| time.wall.to_string());
        assert!(times.clone().all(|time| time.ends_with("T06:00:00Z")) && times.count() == 5, "{view:?}");
        let later = JobDraft { expression: "30 7 * * 1".to_owned(), zone: None, ..draft("Renamed") };
        manage::change(engine, id, 3, &later, "Cid").unwrap().unwrap();
        assert_eq!(next(world, id).as_deref(), Some("2026-06-08T07:30:00Z"), "Monday, in the company's zone");
        let stale = manage::change(engine, id, 3, &draft("Mine"), "Ana").unwrap();
        assert_eq!(stale, Err(vec![JobProblem::Changed(Some("Cid".to_owned()))]));
        assert!(manage::delete(engine, id, "Ana").unwrap());
        assert!(pages::show(engine, id, None).is_err());
    });
}

#[test]
fn everything_that_is_wrong_with_a_job_is_told_at_once() {
    on_both_databases(|world| {
        let engine = world.engine();
        manage::create(engine, &draft("Night"), "Ana").unwrap().unwrap();
        let wrong = JobDraft {
            expression: "0 25 * * *".to_owned(),
            zone: Some("Paris".to_owned()),
            parameters: BTreeMap::from([("runs_days".to_owned(), "3".to_owned())]),
            ..draft(" NIGHT ")
        };
        let problems = manage::create(engine, &wrong, "Ana").unwrap().unwrap_err();
        assert_eq!(
            problems,
            [
                JobProblem::NameTaken,
                JobProblem::Parameter { name: "runs_days", typed: "3".to_owned(), least: 7, most: 3_650 },
                JobProblem::Schedule(ScheduleProblem::Field(CronField::Hour, "25".to_owned())),
                JobProblem::Schedule(ScheduleProblem::Zone("Paris".to_owned())),
            ]
        );
        let never = JobDraft { expression: "0 0 31 2 *".to_owned(), ..draft("Never") };
        let problems = manage::create(engine, &never, "Ana").unwrap().unwrap_err();
        assert_eq!(problems, [JobProblem::Schedule(ScheduleProblem::Never)]);
        let unknown = JobDraft { kind: "dance".to_owned(), name: " ".to_owned(), ..draft("") };
        let problems = manage::create(engine, &unknown, "Ana").unwrap().unwrap_err();
        assert_eq!(problems, [JobProblem::NameMissing, JobProblem::Kind("dance".to_owned())]);
    });
}

#[test]
fn a_job_of_the_start_keeps_its_name_and_cannot_be_deleted() {
    on_both_databases(|world| {
        let engine = world.engine();
        seed(engine).unwrap();
        let id = pages::named(engine, "retention").unwrap();
        manage::change(engine, id, 1, &draft("Other"), "Ana").unwrap().unwrap();
        assert_eq!(pages::show(engine, id, None).unwrap().row.name, "retention");
        assert!(!manage::delete(engine, id, "Ana").unwrap());
        assert_eq!(seed(engine).unwrap(), 0, "a change of it stays");
    });
}

#[test]
fn a_run_that_is_asked_for_is_taken_by_the_next_server_even_while_the_job_is_paused() {
    on_both_databases(|world| {
        let engine = world.engine();
        let id = manage::create(engine, &draft("Night"), "Ana").unwrap().unwrap();
        manage::pause(engine, id, true, "Ana").unwrap();
        let run = manage::run_now(engine, id, "Ben").unwrap().unwrap();
        assert_eq!(manage::run_now(engine, id, "Ben").unwrap(), Some(run), "it waits already");
        assert_eq!(statuses(world, id), ["waiting"]);
        assert_eq!(look(&server(world, "a")), 1);
        assert_eq!(statuses(world, id), ["done"]);
        let view = pages::run(engine, run).unwrap();
        assert_eq!(view.run.says.len(), 2, "what was deleted: rows, runs");
        let waiting = manage::run_now(engine, id, "Ben").unwrap().unwrap();
        assert!(manage::cancel(engine, waiting, "Ana").unwrap());
        assert_eq!(statuses(world, id), ["done", "cancelled"]);
        assert_eq!(look(&server(world, "a")), 0);
    });
}
