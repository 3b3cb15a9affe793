//! What a run is about, and a plain sentence where there is nothing to say.

use bareme_engine::recalibrate::{self, Asked, NoReport, Verdict};
use bareme_engine::reports::English;
use bareme_engine::tasks::{self, Ended, Work};
use bareme_engine::{EngineError, recalibrate::Target};
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use super::world::{Way, leads, people, report, run};

fn usual() -> Asked {
    Asked::new(None, "test")
}

/// People of whom every third reaches SQL, a lead a day from 400 days before now on.
fn with_a_history(world: &World, count: usize) {
    world.publish(GRADED_BY_TITLE);
    people(world, count, |number| ["Chief", "Manager", "Student"][number % 3]);
    let way = |number: usize| {
        let mql = i64::try_from(number).unwrap();
        let converts = number.is_multiple_of(3);
        Way {
            mql,
            sal: Some(mql + 2).filter(|_| !number.is_multiple_of(5)),
            sql: converts.then_some(mql + 30),
            rejected: Some(mql + 3).filter(|_| number.is_multiple_of(5) && !converts),
        }
    };
    leads(world, world.now().plus_days(-400), &(0..count).map(way).collect::<Vec<_>>());
}

#[test]
fn a_year_of_leads_that_have_had_their_time_is_looked_at() {
    on_both_databases(|world| {
        with_a_history(world, 399);
        let kept = report(world);
        let (run, listed) = (&kept.whole.run, &kept.listed);
        // Ripe are those of 400 to 90 days ago; fewer than 200 of them converted, so that all are taken.
        assert_eq!(listed.before.date().to_string(), "2026-03-03");
        assert_eq!(listed.from.date(), world.now().plus_days(-400).date());
        assert_eq!(run.population.cases, 310);
        assert_eq!(kept.whole.left_out.unripe, 0);
        // An acceptance without a date follows from SQL, and is none; rejections are.
        let acceptance = run.population.acceptance;
        assert_eq!(acceptance.whole - acceptance.part, 41);
        assert_eq!(acceptance.part, 248);
    });
}

#[test]
fn leads_whose_time_is_not_over_and_leads_without_a_date_are_counted_apart() {
    on_both_databases(|world| {
        with_a_history(world, 300);
        let asked = Asked { from: Some(world.now().plus_days(-200)), before: Some(world.now()), ..usual() };
        let id = run(world, &asked).unwrap();
        let kept = recalibrate::find(world.engine(), id).unwrap();
        assert_eq!(kept.whole.run.population.cases, 100, "from day 200 to 299, all of them ripe");
        assert_eq!(kept.whole.left_out, recalibrate::LeftOut::default());
        let short = Asked { horizon_days: Some(150), ..asked };
        let kept = recalibrate::find(world.engine(), run(world, &short).unwrap()).unwrap();
        assert_eq!((kept.whole.run.population.cases, kept.whole.left_out.unripe), (51, 49));
    });
}

#[test]
fn where_there_is_nothing_to_say_a_plain_sentence_says_so_and_nothing_is_kept() {
    on_both_databases(|world| {
        assert_eq!(run(world, &usual()), Err(NoReport::NoModel));
        world.publish(GRADED_BY_TITLE);
        assert_eq!(run(world, &usual()), Err(NoReport::NoLeads { undated: 0 }));
        let now = world.now();
        let period = |from: i64, before: i64| Asked {
            from: Some(now.plus_days(from)),
            before: Some(now.plus_days(before)),
            ..usual()
        };
        assert_eq!(run(world, &period(-10, -20)), Err(NoReport::Reversed));
        assert_eq!(run(world, &period(10, 20)), Err(NoReport::Future));
        with_a_history(world, 20);
        assert!(matches!(run(world, &period(-100, -95)), Err(NoReport::NoneInPeriod { .. })));
        let long = Asked { horizon_days: Some(1_000), ..usual() };
        assert!(matches!(run(world, &long), Err(NoReport::NoneRipe { days: 1_000, .. })));
        assert_eq!(recalibrate::list(world.engine(), None).unwrap(), []);
        let unknown = Asked { model: Some("none".to_owned()), ..usual() };
        let error = recalibrate::run(world.engine(), &unknown, &false.into(), &mut |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::NotFound { .. }), "{error}");
    });
}

#[test]
fn a_target_that_never_happens_and_one_that_always_does_are_no_verdict() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        people(world, 130, |number| ["Chief", "Student"][number % 2]);
        let way = |number: usize| {
            let mql = i64::try_from(number).unwrap();
            Way { mql, sal: Some(mql + 1), sql: Some(mql + 5), rejected: None }
        };
        leads(world, world.now().plus_days(-400), &(0..130).map(way).collect::<Vec<_>>());
        for (target, says) in [(Target::Won, "Not one of"), (Target::Sql, "All of")] {
            let id = run(world, &Asked { target, ..usual() }).unwrap();
            let kept = recalibrate::find(world.engine(), id).unwrap();
            assert_eq!(kept.listed.verdict, Verdict::InsufficientData);
            assert_eq!(kept.listed.proposal, None, "of one outcome nothing is proposed");
            let report = recalibrate::report(world.engine(), id, &English).unwrap();
            let said = format!("{:?}", report.highlights);
            assert!(said.contains(says), "{said}");
            let json = serde_json::to_string(&report).unwrap();
            assert!(!json.contains("NaN") && !json.contains("inf"), "{json}");
        }
    });
}

#[test]
fn a_small_sample_moves_no_model() {
    on_both_databases(|world| {
        with_a_history(world, 60);
        let kept = report(world);
        assert_eq!((kept.listed.verdict, kept.listed.proposal), (Verdict::InsufficientData, None));
        assert_eq!(super::world::versions(world), (1, 1));
    });
}

#[test]
fn who_cancels_a_run_finds_nothing_written() {
    on_both_databases(|world| {
        with_a_history(world, 200);
        let digest = world.digest();
        let cancelled = recalibrate::run(world.engine(), &usual(), &true.into(), &mut |_| ()).unwrap_err();
        assert!(matches!(cancelled, EngineError::Cancelled), "{cancelled}");
        assert_eq!(recalibrate::list(world.engine(), None).unwrap(), []);
        assert_eq!(world.digest(), digest);
    });
}

#[test]
fn progress_only_grows_and_a_run_in_the_background_ends_with_its_report() {
    on_both_databases(|world| {
        with_a_history(world, 200);
        let mut shares = vec![0.0];
        recalibrate::run(world.engine(), &usual(), &false.into(), &mut |progress| {
            shares.push(progress.share);
        })
        .unwrap()
        .unwrap();
        assert!(shares.is_sorted() && shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
        assert!(tasks::recalibrate(world.engine(), "titles", usual()).unwrap());
        let ended = loop {
            let task = tasks::find(world.engine(), Work::Recalibration).unwrap();
            match task.ended {
                Some(ended) => break ended,
                None => std::thread::sleep(std::time::Duration::from_millis(10)),
            }
        };
        assert_eq!(ended, Ended::Done(Some(2)));
        assert!(!tasks::cancel(world.engine(), Work::Recalibration), "nothing goes on any more");
    });
}
